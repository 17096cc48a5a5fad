/* ingest/numfmt.c -- number format codes: what is a date, what a person sees. */
#include <string.h>

#include "ingest/numfmt.h"

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
		} else if (strchr("dmyhsDMYHS", ch) != NULL) {
			date = true;
		}
	}
	return date;
}
