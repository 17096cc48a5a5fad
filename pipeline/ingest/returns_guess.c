/* ingest/returns_guess.c -- the number that is meant by "approx 40", "59 (est.)"
 * or "10,2": one number, and around it nothing but words of doubt. */
#include "base/num.h"
#include "ingest/returns_file.h"

/* 1,234: three digits after a comma are thousands. */
enum { THOUSAND = 3, MOST_DIGITS = 9 };

static bool
is_word_of_doubt(struct str word)
{
	static const char *const known[] = {"about", "approx", "approximately",
	    "around", "c", "ca", "circa", "est", "estimate", "estimated",
	    "roughly"};

	for (size_t i = 0; i < COUNT(known); i++)
		if (str_eq_nocase(word, str_of(known[i])))
			return true;
	return false;
}

static bool
is_number_part(const struct str s, size_t i)
{
	return g_ascii_isdigit(s.p[i]) ||
	       ((s.p[i] == ',' || s.p[i] == '.') && i + 1 < s.n &&
		   g_ascii_isdigit(s.p[i + 1]));
}

/* With a point for the comma, or without it before thousands. */
static bool
read_digits(struct str digits, double *out)
{
	char text[MOST_DIGITS + 3];
	size_t n = 0, commas = 0;

	if (digits.n > MOST_DIGITS + 2)
		return false;
	for (size_t i = 0; i < digits.n; i++) {
		if (digits.p[i] != ',') {
			text[n++] = digits.p[i];
			continue;
		}
		if (commas++ > 0)
			return false;
		if (digits.n - i - 1 != THOUSAND)
			text[n++] = '.';
	}
	return num_parse((struct str){text, n}, out);
}

bool
returns_guess(struct str s, bool whole, double *out)
{
	bool any = false;

	for (size_t i = 0, from; i < s.n;) {
		from = i;
		if (g_ascii_isdigit(s.p[i])) {
			while (i < s.n && is_number_part(s, i))
				i++;
			if (any || !read_digits(str_slice(s, from, i), out))
				return false;
			any = true;
		} else if (g_ascii_isalpha(s.p[i])) {
			while (i < s.n && g_ascii_isalpha(s.p[i]))
				i++;
			if (!is_word_of_doubt(str_slice(s, from, i)))
				return false;
		} else if (strchr(" .?~()", s.p[i++]) == NULL) {
			return false;
		}
	}
	return any && (!whole || *out == (double)(int64_t)*out);
}
