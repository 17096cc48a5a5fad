/* base/mix.h -- numbers stirred into a hash, where nobody means to deceive. */
#ifndef BASE_MIX_H
#define BASE_MIX_H

#include "base/str.h"

/* Splitmix64's finisher: each bit of v and of what came before moves all. */
static inline uint64_t
mix64(uint64_t h, uint64_t v)
{
	h = (h ^ v) * 0x9e3779b97f4a7c15u;
	h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9u;
	return h ^ h >> 27;
}

#define MIX_WORDS 2

/* Of many bytes, ten times as fast as a checksum that withstands forgers. The same
 * on every machine. */
void mix_bytes(struct str, uint64_t out[MIX_WORDS]);

#endif
