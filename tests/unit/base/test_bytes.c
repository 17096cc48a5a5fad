/* Bytes put down and taken up: all comes back, and of what is cut short or
 * damaged nothing behind its end is read. */
#include "base/bytes.h"
#include "check.h"

struct pair {
	uint32_t a, b;
};

static const struct pair pairs[] = {{1, 2}, {3, 4}, {5, 6}};
static const char odd[] = {'o', 'd', 'd', 0, '!'};

/* One of each kind, with lengths that end within eight bytes and at them. */
static struct str
put_all(struct arena *mem)
{
	const struct str texts[] = {
	    S("one"), S(""), S("exactly8"), S("nine byte")};
	struct buf b = buf_new(mem);

	bytes_put(&b, 0);
	bytes_put(&b, UINT64_MAX);
	bytes_put_text(&b, S(""));
	bytes_put_text(&b, (struct str){odd, sizeof odd});
	bytes_put_texts(&b, texts, COUNT(texts));
	bytes_put_texts(&b, NULL, 0);
	bytes_put_array(&b, pairs, COUNT(pairs), sizeof *pairs);
	bytes_put_array(&b, NULL, 0, sizeof *pairs);
	bytes_put_array(&b, "abc", 3, 1);
	bytes_put(&b, 2);
	bytes_put(&b, 7);
	bytes_put(&b, 8);
	return buf_str(&b);
}

/* In memory that ends where they end, so that who reads on is caught. */
static struct bytes_cursor
cursor_of(struct arena *mem, struct str s)
{
	char *p = NEWS(mem, s.n, char);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return (struct bytes_cursor){p, s.n, false};
}

/* Takes as it was put, whatever comes, and looks at all it is given. */
static uint64_t
take_all(struct arena *mem, struct bytes_cursor *k)
{
	uint64_t sum = bytes_take(k) + bytes_take(k);
	const unsigned char *p;
	struct str *text, one;
	size_t n;

	for (int i = 0; i < 2; i++) {
		one = bytes_take_text(k);
		for (size_t j = 0; j < one.n; j++)
			sum += (unsigned char)one.p[j];
	}
	for (int i = 0; i < 2; i++) {
		text = bytes_take_texts(k, mem, &n);
		for (size_t j = 0; j < n; j++)
			for (size_t m = 0; m < text[j].n; m++)
				sum += (unsigned char)text[j].p[m];
	}
	for (int i = 0; i < 3; i++) {
		size_t size = i < 2 ? sizeof *pairs : 1;

		p = bytes_take_array(k, size, &n);
		for (size_t j = 0; j < n * size; j++)
			sum += p[j];
	}
	for (n = bytes_take_count(k); n > 0; n--)
		sum += bytes_take(k);
	return sum;
}

static void
what_is_put_down_is_taken_up(void **state)
{
	struct ctx c = test_ctx();
	struct str all = put_all(c.mem), *text;
	struct bytes_cursor k = cursor_of(c.mem, all);
	const struct pair *p;
	const void *none;
	size_t n;

	assert_true(bytes_take(&k) == 0);
	assert_true(bytes_take(&k) == UINT64_MAX);
	assert_str(bytes_take_text(&k), "");
	assert_true(str_eq(bytes_take_text(&k), (struct str){odd, sizeof odd}));
	text = bytes_take_texts(&k, c.mem, &n);
	assert_int_equal(n, 4);
	assert_str(text[0], "one");
	assert_str(text[1], "");
	assert_str(text[2], "exactly8");
	assert_str(text[3], "nine byte");
	bytes_take_texts(&k, c.mem, &n);
	assert_int_equal(n, 0);
	p = bytes_take_array(&k, sizeof *p, &n);
	assert_int_equal(n, COUNT(pairs));
	/* A view, where an array may stand. */
	assert_true((uintptr_t)p % 8 == 0);
	assert_memory_equal(p, pairs, sizeof pairs);
	bytes_take_array(&k, sizeof *p, &n);
	assert_int_equal(n, 0);
	none = bytes_take_array(&k, 1, &n);
	assert_int_equal(n, 3);
	assert_memory_equal(none, "abc", 3);
	assert_int_equal(bytes_take_count(&k), 2);
	assert_true(bytes_take(&k) == 7 && bytes_take(&k) == 8);
	assert_false(k.bad);
	assert_int_equal(k.n, 0);
	test_drop(&c);
}

static void
the_same_is_the_same_bytes(void **state)
{
	struct ctx c = test_ctx();
	struct str a = put_all(c.mem), b;

	/* What stood in memory before does not show between the texts. */
	memset(NEWS(c.tmp, 4096, char), 0xff, 4096);
	b = put_all(c.tmp);
	assert_true(str_eq(a, b));
	assert_int_equal(a.n % 8, 0);
	test_drop(&c);
}

static void
whatever_is_cut_off_is_noticed(void **state)
{
	struct ctx c = test_ctx();
	struct str all = put_all(c.mem);

	for (size_t n = 0; n < all.n; n++) {
		/* By itself, so that a sanitizer sees what is read behind it. */
		struct arena *mem = arena_new("cut short");
		struct bytes_cursor k = cursor_of(mem, (struct str){all.p, n});

		take_all(c.tmp, &k);
		if (!k.bad)
			fail_msg("%zu bytes of %zu are enough", n, all.n);
		assert_int_equal(k.n, 0);
		arena_free(mem);
	}
	test_drop(&c);
}

static void
after_the_end_nothing_follows(void **state)
{
	struct ctx c = test_ctx();
	struct bytes_cursor k = cursor_of(c.mem, S("1234567"));
	struct str one;
	size_t n;

	assert_true(bytes_take(&k) == 0 && k.bad);
	assert_true(bytes_take(&k) == 0);
	one = bytes_take_text(&k);
	assert_int_equal(one.n, 0);
	bytes_take_array(&k, 1, &n);
	assert_int_equal(n, 0);
	bytes_take_texts(&k, c.mem, &n);
	assert_int_equal(n, 0);
	assert_int_equal(bytes_take_count(&k), 0);
	assert_true(k.bad);
	test_drop(&c);
}

/* A length that the bytes cannot have is refused before anything is made of it,
 * also where rounding it up, or multiplying it, begins again at nought. */
static void
lengths_beyond_the_end_are_refused(void **state)
{
	static const uint64_t length[] = {9, 16, 17, 1u << 31,
	    (uint64_t)1 << 32, (uint64_t)1 << 60, (uint64_t)1 << 61,
	    (uint64_t)1 << 63, UINT64_MAX - 8, UINT64_MAX - 7, UINT64_MAX - 6,
	    UINT64_MAX};

	for (size_t i = 0; i < COUNT(length); i++)
		for (int what = 0; what < 5; what++) {
			struct ctx c = test_ctx();
			struct buf b = buf_new(c.mem);
			struct bytes_cursor k;
			size_t n = 0;

			bytes_put(&b, length[i]);
			bytes_put(&b, 0);
			k = cursor_of(c.mem, buf_str(&b));
			switch (what) {
			case 0:
				n = bytes_take_text(&k).n;
				break;
			case 1:
				bytes_take_texts(&k, c.mem, &n);
				break;
			case 2:
				bytes_take_array(&k, 8, &n);
				break;
			case 3:
				bytes_take_array(&k, 1, &n);
				break;
			case 4:
				n = bytes_take_count(&k);
				break;
			}
			if (n != 0 || !k.bad || k.n != 0)
				fail_msg("%d takes %zu of a length of %llu",
				    what, n, (unsigned long long)length[i]);
			test_drop(&c);
		}
}

/* A damaged length may give other texts, but never one from elsewhere. */
static void
no_damage_leads_beyond_the_end(void **state)
{
	struct ctx c = test_ctx();
	struct str all = put_all(c.mem);
	uint64_t sum = 0;

	for (size_t i = 0; i < all.n; i++)
		for (int bit = 0; bit < 8; bit++) {
			struct arena *mem = arena_new("damaged");
			struct bytes_cursor k = cursor_of(mem, all);

			((char *)k.p)[i] ^= (char)(1 << bit);
			sum += take_all(c.tmp, &k);
			assert_true(k.bad || k.n <= all.n);
			arena_free(mem);
		}
	assert_true(sum > 0);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_put_down_is_taken_up),
	    cmocka_unit_test(the_same_is_the_same_bytes),
	    cmocka_unit_test(whatever_is_cut_off_is_noticed),
	    cmocka_unit_test(after_the_end_nothing_follows),
	    cmocka_unit_test(lengths_beyond_the_end_are_refused),
	    cmocka_unit_test(no_damage_leads_beyond_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
