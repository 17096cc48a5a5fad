/* Bytes stirred into a hash, against the definition written once more. */
#include "base/mix.h"
#include "check.h"

/* Eight bytes, the lowest first; what is not there is nought. */
static uint64_t
word_of(const unsigned char *p, size_t n, size_t place)
{
	uint64_t v = 0;

	for (size_t i = 8; i-- > 0;)
		v = v * 256 + (place * 8 + i < n ? p[place * 8 + i] : 0);
	return v;
}

static uint64_t
stir(uint64_t h, uint64_t v)
{
	uint64_t x = (h ^ v) * UINT64_C(11400714819323198485);

	x ^= x / ((uint64_t)1 << 30);
	x *= UINT64_C(13787848793156543929);
	return x ^ x / ((uint64_t)1 << 27);
}

/* Four lanes, of which each takes every fourth word; the last round is filled up
 * with words of nought, and none is begun for nothing. */
static void
by_words(const unsigned char *p, size_t n, uint64_t out[MIX_WORDS])
{
	size_t rounds = (n + 31) / 32;
	uint64_t lane[4];

	for (unsigned k = 0; k < 4; k++) {
		lane[k] = k + 1;
		for (size_t r = 0; r < rounds; r++)
			lane[k] = stir(lane[k], word_of(p, n, r * 4 + k));
	}
	out[0] = stir(stir(stir(stir(n, lane[0]), lane[1]), lane[2]), lane[3]);
	out[1] = stir(
	    stir(stir(stir(~(uint64_t)n, lane[3]), lane[2]), lane[1]), lane[0]);
}

static void
fill(unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		p[i] = (unsigned char)(i * 151 + 77);
}

static void
each_word_goes_to_its_lane(void **state)
{
	unsigned char bytes[128];
	uint64_t is[MIX_WORDS], wanted[MIX_WORDS];

	fill(bytes, sizeof bytes);
	/* Wherever they begin. */
	for (size_t at = 0; at < 8; at++)
		for (size_t n = 0; n <= 100; n++) {
			mix_bytes((struct str){(char *)bytes + at, n}, is);
			by_words(bytes + at, n, wanted);
			if (memcmp(is, wanted, sizeof is) != 0)
				fail_msg("%zu bytes from %zu", n, at);
		}
	mix_bytes(S(""), is);
	mix_bytes((struct str){NULL, 0}, wanted);
	assert_memory_equal(is, wanted, sizeof is);
}

/* What is kept on a disk is looked for by these numbers: they may not change. */
static void
the_hash_is_the_same_on_every_machine(void **state)
{
	uint64_t h[MIX_WORDS];

	mix_bytes(S("Skillmix"), h);
	assert_true(h[0] == UINT64_C(0xd180a4b4bd5c06a1) &&
		    h[1] == UINT64_C(0x2da45e6564551c84));
}

static void
any_bit_moves_both_words(void **state)
{
	static const size_t length[] = {1, 7, 8, 9, 31, 32, 33, 64, 100};
	unsigned char bytes[100];
	uint64_t was[MIX_WORDS], is[MIX_WORDS];

	fill(bytes, sizeof bytes);
	for (size_t k = 0; k < COUNT(length); k++) {
		struct str s = {(char *)bytes, length[k]};

		mix_bytes(s, was);
		for (size_t bit = 0; bit < 8 * s.n; bit++) {
			bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
			mix_bytes(s, is);
			if (is[0] == was[0] || is[1] == was[1])
				fail_msg("bit %zu of %zu bytes", bit, s.n);
			bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
		}
	}
}

/* Neither do noughts at the end pass unseen, nor words that change places. */
static void
length_and_order_count(void **state)
{
	static const char noughts[65];
	uint64_t h[65][MIX_WORDS], a[MIX_WORDS], b[MIX_WORDS];
	unsigned char bytes[96], word[8];

	for (size_t n = 0; n < COUNT(h); n++) {
		mix_bytes((struct str){noughts, n}, h[n]);
		for (size_t k = 0; k < n; k++)
			assert_true(h[k][0] != h[n][0] && h[k][1] != h[n][1]);
	}
	fill(bytes, sizeof bytes);
	mix_bytes((struct str){(char *)bytes, sizeof bytes}, a);
	for (size_t k = 1; k < sizeof bytes / 8; k++) {
		memcpy(word, bytes, 8);
		memcpy(bytes, bytes + 8 * k, 8);
		memcpy(bytes + 8 * k, word, 8);
		mix_bytes((struct str){(char *)bytes, sizeof bytes}, b);
		assert_true(a[0] != b[0] && a[1] != b[1]);
		fill(bytes, sizeof bytes);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_word_goes_to_its_lane),
	    cmocka_unit_test(the_hash_is_the_same_on_every_machine),
	    cmocka_unit_test(any_bit_moves_both_words),
	    cmocka_unit_test(length_and_order_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
