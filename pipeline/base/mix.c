/* base/mix.c -- bytes stirred into a hash.
 *
 * Each lane takes every fourth word, so that none waits for another. */
#include <glib.h>
#include <string.h>

#include "base/mix.h"

#define LANES 4
#define WORD  sizeof(uint64_t)

static uint64_t
word_at(struct str s, size_t i)
{
	uint64_t v = 0;

	if (i < s.n)
		memcpy(&v, s.p + i, s.n - i < WORD ? s.n - i : WORD);
	return GUINT64_FROM_LE(v);
}

void
mix_bytes(struct str s, uint64_t out[MIX_WORDS])
{
	uint64_t lane[LANES] = {1, 2, 3, 4}, v;
	size_t i = 0;

	for (; i + LANES * WORD <= s.n; i += LANES * WORD)
		for (size_t k = 0; k < LANES; k++) {
			memcpy(&v, s.p + i + k * WORD, WORD);
			lane[k] = mix64(lane[k], GUINT64_FROM_LE(v));
		}
	for (size_t k = 0; i < s.n && k < LANES; k++)
		lane[k] = mix64(lane[k], word_at(s, i + k * WORD));
	out[0] = s.n;
	out[1] = ~(uint64_t)s.n;
	for (size_t k = 0; k < LANES; k++) {
		out[0] = mix64(out[0], lane[k]);
		out[1] = mix64(out[1], lane[LANES - 1 - k]);
	}
}
