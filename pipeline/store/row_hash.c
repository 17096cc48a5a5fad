/* store/row_hash.c -- a hash of what would be written, to know what need not be. */
#include <string.h>

#include "base/mix.h"
#include "store/row_hash.h"

void
row_hash_add(struct row_hash *h, uint64_t v)
{
	h->lane[0] = mix64(h->lane[0], v);
	h->lane[1] = mix64(h->lane[1] + 0x94d049bb133111ebu, v);
}

void
row_hash_text(struct row_hash *h, struct str s)
{
	row_hash_add(h, s.n);
	for (size_t i = 0; i < s.n; i += 8) {
		uint64_t v = 0;

		memcpy(&v, s.p + i, s.n - i < 8 ? s.n - i : 8);
		row_hash_add(h, v);
	}
}

void
row_hash_number(struct row_hash *h, double number)
{
	uint64_t bits;

	memcpy(&bits, &number, sizeof bits);
	row_hash_add(h, bits);
}
