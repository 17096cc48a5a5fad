/* render/xlsx_words.c -- text made fit for cells, sheet names and table names. */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "render/xlsx_arial.h"
#include "render/xlsx_words.h"

enum { SHEET_NAME_MAX = 31 };

static bool
is_escape(const char *p, const char *end)
{
	if (end - p < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
		return false;
	for (int i = 2; i < 6; i++)
		if (!isxdigit((unsigned char)p[i]))
			return false;
	return true;
}

struct str
words_clean(struct arena *mem, struct str s)
{
	struct buf b = buf_new(mem);
	const char *end = s.p + s.n;

	for (const char *p = s.p; p < end; p++) {
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			buf_addc(&b, ' ');
		/* U+FFFE and U+FFFF are not allowed in XML. */
		else if (end - p >= 3 && (memcmp(p, "\xef\xbf\xbe", 3) == 0 ||
					     memcmp(p, "\xef\xbf\xbf", 3) == 0))
			p += 2;
		else
			buf_addc(&b, *p);
	}
	return str_dup(mem, str_trim(buf_str(&b)));
}

struct str
words_of_cell(struct arena *mem, struct str s)
{
	struct str clean = words_clean(mem, s);
	struct buf b = buf_new(mem);
	const char *end = clean.p + clean.n;

	buf_adds(&b, S(""));
	for (const char *p = clean.p; p < end; p++) {
		if (is_escape(p, end))
			buf_addz(&b, "_x005F");
		buf_addc(&b, *p);
	}
	return buf_str(&b);
}

struct str
words_of_text(struct arena *mem, const struct text *t)
{
	return words_clean(mem, page_words(mem, t));
}

/* The first n characters of s, cut at a space when there is one late enough. */
static struct str
first_words(struct str s, size_t n)
{
	size_t i = 0, space = 0;

	if (str_chars(s) <= n)
		return s;
	for (size_t chars = 0; i < s.n; i++) {
		if (((unsigned char)s.p[i] & 0xc0) != 0x80 && chars++ == n)
			break;
		if (s.p[i] == ' ')
			space = i;
	}
	if (i < s.n && s.p[i] == ' ')
		space = i;
	return str_trim(str_slice(s, 0, space > i / 2 ? space : i));
}

/* Excel repairs a file whose table is called as a cell is: MIX01, R1C1, C. */
static bool
looks_like_a_cell(struct str s)
{
	size_t letters = 0, i;

	while (letters < s.n && isalpha((unsigned char)s.p[letters]))
		letters++;
	for (i = letters; i < s.n && isdigit((unsigned char)s.p[i]);)
		i++;
	if (i == s.n && letters <= 3)
		return true;
	if (s.n > 0 && (s.p[0] == 'r' || s.p[0] == 'R')) {
		for (i = 1; i < s.n && isdigit((unsigned char)s.p[i]);)
			i++;
		if (i < s.n && (s.p[i] == 'c' || s.p[i] == 'C'))
			return true;
	}
	return false;
}

/* "brief_RET01" and "Vacancies: improving" make "brief vacancies": a code says
 * less than the words before the finding's verdict. */
static struct str
without_code(struct arena *mem, struct str name, struct str title)
{
	size_t at = name.n;
	struct str words, rest;

	while (at > 0 && name.p[at - 1] != '_')
		at--;
	if (at < 2 || !looks_like_a_cell(str_slice(name, at, name.n)) ||
	    name.n - at < 3)
		return name;
	if (!str_cut(title, ':', &words, &rest))
		return name;
	words = str_dup(mem, words);
	if (words.n > 1 && words.p[0] >= 'A' && words.p[0] <= 'Z' &&
	    words.p[1] >= 'a' && words.p[1] <= 'z')
		((char *)words.p)[0] = (char)(words.p[0] - 'A' + 'a');
	return str_fmt(
	    mem, "%.*s %.*s", STRF(str_slice(name, 0, at - 1)), STRF(words));
}

/* Names of tables are written small; these words are not. */
static void
raise_acronyms(struct str s)
{
	static const char *const known[] = {"cpd", "edi", "icb", "wte"};
	struct str word;

	while (s.n > 0) {
		str_cut(s, ' ', &word, &s);
		for (size_t i = 0; i < COUNT(known); i++)
			for (size_t k = 0;
			     str_eq_nocase(word, str_of(known[i])) &&
			     k < word.n;
			     k++)
				((char *)word.p)[k] =
				    (char)toupper((unsigned char)word.p[k]);
	}
}

struct str
words_sheet_name(
    struct arena *mem, size_t number, struct str name, struct str title)
{
	/* A code says less than the first words of the finding. */
	struct str from = name.n > 0 && !looks_like_a_cell(name)
			      ? without_code(mem, name, title)
			      : title;
	struct buf b = buf_new(mem);
	struct str prefix = str_fmt(mem, "%zu ", number), words;

	for (size_t i = 0; i < from.n; i++) {
		unsigned char ch = (unsigned char)from.p[i];
		bool bad = ch <= ' ' || ch == '_' || strchr("[]:*?/\\'", ch);

		/* Characters outside the first plane count twice in Excel; a
		 * sheet's name can do without them. */
		if (ch >= 0xf0) {
			i += 3;
			bad = true;
		}
		if (!bad)
			buf_addc(&b, (char)ch);
		else if (b.n > 0 && b.p[b.n - 1] != ' ')
			buf_addc(&b, ' ');
	}
	words = str_trim(buf_str(&b));
	if (words.n == 0)
		words = S("Figures");
	words = str_dup(
	    mem, first_words(words, SHEET_NAME_MAX - str_chars(prefix)));
	if (words.p[0] >= 'a' && words.p[0] <= 'z')
		((char *)words.p)[0] = (char)(words.p[0] - 'a' + 'A');
	raise_acronyms(words);
	return str_fmt(mem, "%.*s%.*s", STRF(prefix), STRF(words));
}

struct str
words_table_name(struct arena *mem, struct str name, size_t number,
    const struct str *before, size_t n)
{
	struct buf b = buf_new(mem);
	struct str made;

	for (size_t i = 0; i < name.n && b.n < 200; i++)
		buf_addc(
		    &b, isalnum((unsigned char)name.p[i]) ? name.p[i] : '_');
	made = buf_str(&b);
	/* "Table3" says nothing about what is in it. */
	if (made.n == 0 || isdigit((unsigned char)made.p[0]) ||
	    looks_like_a_cell(made) ||
	    str_eq_nocase(str_slice(made, 0, 5), S("table")))
		made = str_fmt(mem, "figures_%.*s",
		    STRF(made.n > 0 ? made : str_fmt(mem, "%zu", number)));
	for (size_t i = 0; i < n; i++)
		if (str_eq_nocase(before[i], made))
			return str_fmt(mem, "%.*s_%zu", STRF(made), number);
	return made;
}

unsigned
words_lines(struct str text, double column, bool bold)
{
	const double room = fmax(arial_room(column), 1) + 1e-6,
		     space = arial_width(S(" "), bold);
	unsigned lines = 1;
	double used = 0;
	struct str word;

	while (text.n > 0) {
		double w;

		str_cut(text, ' ', &word, &text);
		w = arial_width(word, bold);
		if (used > 0 && used + space + w > room) {
			lines++;
			used = 0;
		}
		for (; w > room; w -= room)
			lines++;
		used += (used > 0 ? space : 0) + w;
	}
	return lines;
}

double
words_longest(struct str text, bool bold)
{
	double longest = 0;
	struct str word;

	while (text.n > 0) {
		str_cut(text, ' ', &word, &text);
		longest = fmax(longest, arial_width(word, bold));
	}
	return longest;
}

bool
words_cut(struct str *rest, size_t limit, struct str *head)
{
	size_t end = 0, chars = 0, sentence = 0, space = 0;

	*rest = str_trim(*rest);
	if (rest->n == 0)
		return false;
	for (; end < rest->n; end++) {
		const char *p = rest->p + end;

		if (((unsigned char)*p & 0xc0) != 0x80 && chars++ == limit)
			break;
		if (*p != ' ')
			continue;
		space = end;
		if (chars > limit / 2 && p[-1] == '.')
			sentence = end;
	}
	if (end < rest->n && rest->p[end] == ' ')
		space = end;
	if (end < rest->n)
		end = sentence > 0 ? sentence : space > 0 ? space : end;
	*head = str_trim(str_slice(*rest, 0, end));
	*rest = str_slice(*rest, end, rest->n);
	return true;
}
