/* compose/words.c -- the small grammar of British English that packs need. */
#include <ctype.h>

#include "base/num.h"
#include "compose/words.h"

enum { SHORT_NAME_CHARS = 26 }; /* fits beside a dot in the ranked chart */

void
words_join(struct buf *b, size_t i, size_t n)
{
	if (i > 0)
		buf_addz(b, i + 1 == n ? " and " : ", ");
}

void
words_told(struct buf *b, const struct str *told, size_t n)
{
	const struct str alike = S("unequal ");
	size_t same = 0, k = 0;
	bool first = true;

	for (size_t i = 0; i < n; i++)
		same += str_starts(told[i], alike);
	for (size_t i = 0; i < n; i++) {
		bool starts = str_starts(told[i], alike);
		if (starts && k > 0)
			continue;
		buf_addz(b, first ? "" : "; ");
		first = false;
		if (!starts) {
			buf_adds(b, told[i]);
			continue;
		}
		buf_adds(b, alike);
		for (size_t j = i; j < n; j++)
			if (str_starts(told[j], alike)) {
				words_join(b, k++, same);
				buf_adds(
				    b, str_slice(told[j], alike.n, told[j].n));
			}
	}
}

void
words_count(struct buf *b, double n)
{
	static const char *const word[] = {"none", "one", "two", "three",
	    "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
	    "twelve"};

	if (n >= 0 && n < (double)COUNT(word) && n == (double)(size_t)n)
		buf_addz(b, word[(size_t)n]);
	else
		num_fixed(b, n, 0, NUM_THOUSANDS | NUM_TRUE_MINUS);
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

struct str
words_lower(struct arena *mem, struct str s)
{
	struct buf b = buf_new(mem);

	if (s.n == 0 || !is_upper(s.p[0]) || (s.n > 1 && is_upper(s.p[1])) ||
	    str_starts(s, S("Band ")))
		return s;
	buf_addc(&b, (char)(s.p[0] - 'A' + 'a'));
	buf_adds(&b, str_slice(s, 1, s.n));
	return buf_str(&b);
}

struct str
words_capital(struct arena *mem, struct str s)
{
	struct buf b = buf_new(mem);

	if (s.n == 0 || s.p[0] < 'a' || s.p[0] > 'z')
		return s;
	buf_addc(&b, (char)(s.p[0] - 'a' + 'A'));
	buf_adds(&b, str_slice(s, 1, s.n));
	return buf_str(&b);
}

struct str
words_possessive(struct arena *mem, struct str s)
{
	return str_fmt(
	    mem, "%.*s%s", STRF(s), str_ends(s, S("s")) ? "\u2019" : "\u2019s");
}

struct str
words_apostrophes(struct arena *mem, struct str s)
{
	struct buf b = buf_new(mem);

	if (str_find(s, S("'")) < 0)
		return s;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\'' && i > 0 &&
		    isalnum((unsigned char)s.p[i - 1]))
			buf_addz(&b, "\u2019");
		else
			buf_addc(&b, s.p[i]);
	return buf_str(&b);
}

/* Takes the ending off when something is left before it. */
static bool
drop(struct str *s, const char *ending)
{
	struct str e = str_of(ending);

	if (s->n <= e.n + 1 || !str_ends(*s, e) || s->p[s->n - e.n - 1] != ' ')
		return false;
	*s = str_trim(str_slice(*s, 0, s->n - e.n));
	return true;
}

struct str
words_plain_name(struct arena *mem, struct str name, struct str code)
{
	static const char *const ending[] = {"NHS Foundation Trust",
	    "NHS Trust", "University", "Partnership", "Healthcare", "Teaching",
	    "Combined", "Mental Health", "Health and Care", "District Care",
	    "and"};
	struct str s = str_trim(name);
	bool dropped = true;

	while (dropped) {
		dropped = false;
		for (size_t i = 0; i < COUNT(ending); i++)
			dropped = drop(&s, ending[i]) || dropped;
	}
	return s.n == 0 ? code : words_apostrophes(mem, str_dup(mem, s));
}

struct str
words_short_name(struct arena *mem, struct str name, struct str code)
{
	struct str s = words_plain_name(mem, name, code);
	struct buf b = buf_new(mem);

	if (str_chars(s) <= SHORT_NAME_CHARS)
		return s;
	for (ptrdiff_t at; (at = str_find(s, S(" and "))) >= 0;) {
		buf_adds(&b, str_slice(s, 0, (size_t)at));
		buf_addz(&b, " & ");
		s = str_slice(s, (size_t)at + 5, s.n);
	}
	buf_adds(&b, s);
	s = buf_str(&b);
	return str_chars(s) <= SHORT_NAME_CHARS ? s : code;
}
