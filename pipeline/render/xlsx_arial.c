/* render/xlsx_arial.c -- how wide text stands in a cell, without the font.
 *
 * Nobody who writes a workbook knows the screen it is read on: programs round
 * each letter to whole pixels, and wrap by that. A margin covers the rounding. */
#include "render/xlsx_arial.h"

enum { FIRST = ' ', LAST = '~', DIGIT = 556, EM = 1000 };

/* Thousandths of the size, space to tilde. */
static const uint16_t advance[2][LAST - FIRST + 1] = {
    {278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278,
	278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584,
	584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500,
	667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
	667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,
	556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278,
	556, 500, 722, 500, 500, 500, 334, 260, 334, 584},
    {278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278,
	278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584,
	584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556,
	722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
	667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333,
	611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333,
	611, 556, 778, 556, 556, 500, 389, 280, 389, 584},
};

/* The margins left and right, and what rounding may add. */
static const double margins = 0.2, rounding = 1.03;

/* Beyond ASCII: dashes and quotes as they are, accents as their letters nearly
 * are, everything else as wide as it is high. */
static unsigned
advance_beyond(uint32_t ch, bool bold)
{
	switch (ch) {
	case 0x2018:
	case 0x2019:
		return bold ? 278 : 222;
	case 0x201c:
	case 0x201d:
		return bold ? 500 : 333;
	case 0xa0:
	case 0xb7:
		return 278;
	case 0x2013:
		return DIGIT;
	case 0x2212:
	case 0xd7:
		return 584;
	default:
		return ch < 0xc0    ? DIGIT
		       : ch < 0xe0  ? 722
		       : ch < 0x250 ? 611
				    : EM;
	}
}

/* One character of text that was checked to be UTF-8. */
static uint32_t
take(struct str *s)
{
	const unsigned char *p = (const unsigned char *)s->p;
	size_t n = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	uint32_t ch = n == 1 ? p[0] : p[0] & (0xffu >> (n + 1));

	n = n < s->n ? n : s->n;
	for (size_t i = 1; i < n; i++)
		ch = ch << 6 | (p[i] & 0x3f);
	*s = str_slice(*s, n, s->n);
	return ch;
}

double
arial_width(struct str s, bool bold)
{
	double sum = 0;

	while (s.n > 0) {
		uint32_t ch = take(&s);

		sum += ch >= FIRST && ch <= LAST ? advance[bold][ch - FIRST]
						 : advance_beyond(ch, bold);
	}
	return sum / DIGIT;
}

double
arial_room(double column)
{
	return (column - margins) / rounding;
}

double
arial_column(double text)
{
	return text * rounding + margins;
}
