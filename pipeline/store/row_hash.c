/* store/row_hash.c -- a hash of what would be written, to know what need not be. */
#include <string.h>

#include "store/row_hash.h"

/* splitmix64's finisher: each bit of v and of what came before moves all. */
uint64_t
row_hash_mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * 0x9e3779b97f4a7c15u;
	h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9u;
	return h ^ h >> 27;
}

void
row_hash_add(struct row_hash *h, uint64_t v)
{
	h->lane[0] = row_hash_mix(h->lane[0], v);
	h->lane[1] = row_hash_mix(h->lane[1] + 0x94d049bb133111ebu, v);
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
