/* The checksums are those of the standard, and of GLib. */
#include <glib.h>

#include "base/file.h"
#include "base/sha256.h"
#include "check.h"

static void
the_standard_s_examples_come_out(void **state)
{
	struct ctx c = test_ctx();

	assert_str(file_sha256(c.mem, S("")),
	    "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855");
	assert_str(file_sha256(c.mem, S("abc")),
	    "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	assert_str(
	    file_sha256(c.mem,
		S("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
	    "248d6a61d20638b8e5c026930c3e6039"
	    "a33ce45964ff2167f6ecedd419db06c1");
	test_drop(&c);
}

/* Of every length over a few blocks, in stretches of every length. */
static void
any_stretches_give_what_glib_gives(void **state)
{
	enum { MOST = 4 * SHA256_BLOCK_SIZE + 3 };
	struct ctx c = test_ctx();
	unsigned char byte[MOST], out[SHA256_BYTES];

	for (size_t i = 0; i < MOST; i++)
		byte[i] = (unsigned char)(i * 151 + (i >> 3));
	for (size_t n = 0; n <= MOST; n++) {
		char *want =
		    g_compute_checksum_for_data(G_CHECKSUM_SHA256, byte, n);
		size_t step = n % (SHA256_BLOCK_SIZE + 9) + 1;
		struct sha256 s = sha256_begin();

		for (size_t i = 0; i < n; i += step)
			sha256_add(&s, byte + i, n - i < step ? n - i : step);
		sha256_end(&s, out);
		assert_str(file_hex(c.mem, out, sizeof out), want);
		sha256_of(byte, n, out);
		assert_str(file_hex(c.mem, out, sizeof out), want);
		g_free(want);
	}
	test_drop(&c);
}

static void
a_long_text_does_too(void **state)
{
	struct ctx c = test_ctx();
	size_t n = (8u << 20) + 17;
	unsigned char *p = NEWS(c.mem, n, unsigned char);
	char *want;

	for (size_t i = 0; i < n; i++)
		p[i] = (unsigned char)(i * i >> 7);
	want = g_compute_checksum_for_data(G_CHECKSUM_SHA256, p, n);
	assert_str(file_sha256(c.mem, (struct str){(const char *)p, n}), want);
	g_free(want);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_standard_s_examples_come_out),
	    cmocka_unit_test(any_stretches_give_what_glib_gives),
	    cmocka_unit_test(a_long_text_does_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
