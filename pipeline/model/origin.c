/* model/origin.c -- where a value was read. */
#include "model/origin.h"

void
cell_print(struct buf *b, uint32_t row, uint32_t column)
{
	char letters[8];
	int n = 0;

	while (column > 0) {
		letters[n++] = (char)('A' + (column - 1) % 26);
		column = (column - 1) / 26;
	}
	while (n > 0)
		buf_addc(b, letters[--n]);
	if (row > 0)
		buf_addf(b, "%u", row);
}

bool
cell_parse(struct str s, uint32_t *row, uint32_t *column)
{
	size_t i = 0;

	*row = *column = 0;
	for (; i < s.n && i < 3; i++) {
		char c = s.p[i] >= 'a' ? (char)(s.p[i] - 32) : s.p[i];
		if (c < 'A' || c > 'Z')
			break;
		*column = *column * 26 + (uint32_t)(c - 'A' + 1);
	}
	if (i == 0 || i == s.n || s.n - i > 7)
		return false;
	for (; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		*row = *row * 10 + (uint32_t)(s.p[i] - '0');
	}
	return *row > 0;
}
