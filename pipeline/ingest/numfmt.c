/* ingest/numfmt.c -- number format codes: what is a date, what a person sees. */
#include <math.h>
#include <string.h>

#include "ingest/numfmt_section.h"

/* ECMA-376 Part 1, 18.8.30, with dates and currency as a British Excel shows
 * them. */
static const struct {
	unsigned id;
	const char *code;
} builtin[] = {
    {1, "0"},
    {2, "0.00"},
    {3, "#,##0"},
    {4, "#,##0.00"},
    {5, "\"£\"#,##0;-\"£\"#,##0"},
    {6, "\"£\"#,##0;[Red]-\"£\"#,##0"},
    {7, "\"£\"#,##0.00;-\"£\"#,##0.00"},
    {8, "\"£\"#,##0.00;[Red]-\"£\"#,##0.00"},
    {9, "0%"},
    {10, "0.00%"},
    {11, "0.00E+00"},
    {12, "# ?/?"},
    {13, "# ?"
	 "?/?"
	 "?"},
    {14, "dd/mm/yyyy"},
    {15, "dd-mmm-yy"},
    {16, "dd-mmm"},
    {17, "mmm-yy"},
    {18, "h:mm AM/PM"},
    {19, "h:mm:ss AM/PM"},
    {20, "hh:mm"},
    {21, "hh:mm:ss"},
    {22, "dd/mm/yyyy hh:mm"},
    {27, "yyyy/m/d"},
    {28, "yyyy/m/d"},
    {29, "yyyy/m/d"},
    {30, "m/d/yy"},
    {31, "yyyy/m/d"},
    {32, "h:mm"},
    {33, "h:mm:ss"},
    {34, "h:mm AM/PM"},
    {35, "h:mm:ss AM/PM"},
    {36, "yyyy/m/d"},
    {37, "#,##0;-#,##0"},
    {38, "#,##0;[Red]-#,##0"},
    {39, "#,##0.00;-#,##0.00"},
    {40, "#,##0.00;[Red]-#,##0.00"},
    {41, "_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-"},
    {42, "_-\"£\"* #,##0_-;-\"£\"* #,##0_-;_-\"£\"* \"-\"_-;_-@_-"},
    {43, "_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"?"
	 "?_-;_-@_-"},
    {44, "_-\"£\"* #,##0.00_-;-\"£\"* #,##0.00_-;_-\"£\"* \"-\"?"
	 "?_-;_-@_-"},
    {45, "mm:ss"},
    {46, "[h]:mm:ss"},
    {47, "mm:ss.0"},
    {48, "##0.0E+0"},
    {49, "@"},
    {50, "yyyy/m/d"},
    {51, "yyyy/m/d"},
    {52, "yyyy/m/d"},
    {53, "yyyy/m/d"},
    {54, "yyyy/m/d"},
    {55, "yyyy/m/d"},
    {56, "yyyy/m/d"},
    {57, "yyyy/m/d"},
    {58, "m/d"},
};

struct str
numfmt_builtin(unsigned id)
{
	for (size_t i = 0; i < COUNT(builtin); i++)
		if (builtin[i].id == id)
			return str_of(builtin[i].code);
	return S("");
}

bool
numfmt_is_date(struct str code)
{
	bool date = false;

	if (str_eq_nocase(code, S("General")))
		return false;
	for (size_t i = 0; i < code.n && code.p[i] != ';'; i++) {
		char ch = code.p[i];

		if (ch == '"') {
			while (++i < code.n && code.p[i] != '"')
				;
		} else if (ch == '\\' || ch == '_' || ch == '*') {
			i++;
		} else if (ch == '[') {
			char first = i + 1 < code.n ? code.p[i + 1] | 0x20 : 0;
			size_t start = ++i;

			while (i < code.n && code.p[i] != ']')
				i++;
			/* [h], [mm], [ss]: elapsed time is no date. */
			if (first == 'h' || first == 's' ||
			    (first == 'm' && i - start <= 3 &&
				(code.p[i - 1] | 0x20) == 'm'))
				return false;
		} else if (ch != '\0' && strchr("dmyhsDMYHS", ch) != NULL) {
			date = true;
		}
	}
	return date;
}

static bool
condition_holds(const struct section *s, double v)
{
	char a = s->compare[0], b = s->compare[1];

	if (a == '=')
		return v == s->limit;
	if (a == '<' && b == '>')
		return v != s->limit;
	if (b == '=' && v == s->limit)
		return true;
	return a == '<' ? v < s->limit : v > s->limit;
}

/* Without conditions the first section is for numbers above zero, the second
 * for those below, the third for zero; the last takes what is left. */
static bool
serves(const struct section *s, size_t at, size_t n, double v)
{
	if (s->has_condition)
		return condition_holds(s, v);
	if (at + 1 == n)
		return true;
	return at == 1 ? v < 0 : n == 2 ? v >= 0 : v > 0;
}

/* A section for negative numbers alone prints its own sign, or brackets. */
static bool
prints_sign(const struct section *s, size_t at, size_t n, bool first_condition)
{
	if (s->has_condition)
		return s->compare[0] != '<' || s->compare[1] == '>' ||
		       s->limit > 0;
	return at != 1 || (n == 2 && first_condition);
}

/* The section for a number; false if there is none. */
static bool
choose(struct str code, double v, struct section *out, bool *sign)
{
	struct str rest = code, part[4];
	size_t n = 0;
	bool first_condition = false;

	do
		part[n++] = section_cut(rest, &rest);
	while (rest.n > 0 && n < COUNT(part));
	/* "0;": negative numbers have an empty section. */
	if (n < COUNT(part) && str_ends(code, S(";")))
		part[n++] = S("");
	section_parse(part[n - 1], out);
	if (n > 1 && section_has(out, TOKEN_TEXT))
		n--;
	n = n > 3 ? 3 : n;
	for (size_t at = 0; at < n; at++) {
		section_parse(part[at], out);
		*sign = prints_sign(out, at, n, first_condition);
		if (serves(out, at, n, v))
			return true;
		first_condition |= at == 0 && out->has_condition;
	}
	return false;
}

static void
print_number(struct buf *b, const struct cell *cell)
{
	struct section s;
	double v = fabs(cell->number);
	bool sign = true;

	if (str_starts(cell->format, S("[$-F800]")))
		section_parse(S("dd mmmm yyyy"), &s);
	else if (str_starts(cell->format, S("[$-F400]")))
		section_parse(S("hh:mm:ss"), &s);
	else if (cell->format.n == 0)
		section_parse(S("General"), &s);
	else if (!choose(cell->format, cell->number, &s, &sign))
		return;
	if (section_has(&s, TOKEN_DATE) || section_has(&s, TOKEN_ELAPSED)) {
		section_print_date(b, &s, cell);
		return;
	}
	if (cell->number < 0 && sign)
		buf_addc(b, '-');
	if (!section_has(&s, TOKEN_GENERAL) && !section_has(&s, TOKEN_TEXT)) {
		section_print_number(b, &s, v);
		return;
	}
	for (size_t i = 0; i < s.n; i++) {
		if (s.token[i].kind == TOKEN_GENERAL ||
		    s.token[i].kind == TOKEN_TEXT)
			section_print_general(b, v);
		else
			buf_adds(b, s.token[i].text);
	}
}

/* Text is for the fourth section, or the last that has an @. */
static void
print_text(struct buf *b, const struct cell *cell)
{
	struct str rest = cell->format, part = {0};
	struct section s;
	size_t n = 0;

	do {
		part = section_cut(rest, &rest);
		n++;
	} while (n < 4 && rest.n > 0);
	/* ";;;" hides text, too: its fourth section is empty. */
	if (n == 3 && str_ends(cell->format, S(";"))) {
		part = S("");
		n = 4;
	}
	section_parse(part, &s);
	if (!section_has(&s, TOKEN_TEXT) && n < 4) {
		buf_adds(b, cell->text);
		return;
	}
	for (size_t i = 0; i < s.n; i++)
		buf_adds(b, s.token[i].kind == TOKEN_TEXT ? cell->text
							  : s.token[i].text);
}

void
numfmt_print(struct buf *b, const struct cell *cell)
{
	switch (cell->type) {
	case CELL_NUMBER:
		print_number(b, cell);
		break;
	case CELL_TEXT:
		print_text(b, cell);
		break;
	case CELL_BOOL:
	case CELL_ERROR:
		buf_adds(b, cell->text);
		break;
	case CELL_BLANK:
		break;
	}
}
