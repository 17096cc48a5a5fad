/* needs: settings */
/* Limits of the readers are settings: each has its key, input/settings.yaml has
 * the defaults, and what it says reaches every verb that reads spreadsheets. */
#include "packs/run.h"

#include "../pipeline/settings.h"

#define IN SCRATCH "/limits"

/* The values differ, so that none is taken for another. */
static const struct {
	const char *key;
	struct book_limits is;
} given[] = {
    {"file_bytes", {.file_bytes = 11}},
    {"part_bytes", {.part_bytes = 12}},
    {"text_bytes", {.text_bytes = 13}},
    {"ratio", {.ratio = 14}},
    {"parts", {.parts = 15}},
    {"rows", {.rows = 16}},
    {"columns", {.columns = 17}},
    {"strings", {.strings = 18}},
    {"depth", {.depth = 19}},
};

static void
assert_limits(const struct book_limits *a, const struct book_limits *b)
{
	assert_int_equal(a->file_bytes, b->file_bytes);
	assert_int_equal(a->part_bytes, b->part_bytes);
	assert_int_equal(a->text_bytes, b->text_bytes);
	assert_int_equal(a->ratio, b->ratio);
	assert_int_equal(a->parts, b->parts);
	assert_int_equal(a->rows, b->rows);
	assert_int_equal(a->columns, b->columns);
	assert_int_equal(a->strings, b->strings);
	assert_int_equal(a->depth, b->depth);
}

/* All that are 0 in `is` have their defaults. */
static struct book_limits
with_defaults(struct book_limits is)
{
	struct book_limits of = book_limits_default;

#define TAKE(key) of.key = is.key != 0 ? is.key : of.key
	TAKE(file_bytes);
	TAKE(part_bytes);
	TAKE(text_bytes);
	TAKE(ratio);
	TAKE(parts);
	TAKE(rows);
	TAKE(columns);
	TAKE(strings);
	TAKE(depth);
#undef TAKE
	return of;
}

static void
every_limit_has_a_key_and_a_default(void **state)
{
	struct ctx c = test_ctx();
	struct settings s;

	for (size_t i = 0; i < COUNT(given); i++) {
		struct str yaml =
		    str_fmt(c.mem, "limits: {%s: %zu}\n", given[i].key, 11 + i);
		struct book_limits is = with_defaults(given[i].is);

		assert_true(settings_load_text(&c, S("s.yaml"), yaml, &s));
		assert_limits(&s.limits, &is);
	}
	assert_true(settings_load(&c, S("input/settings.yaml"), &s));
	assert_limits(&s.limits, &book_limits_default);
	test_drop(&c);
}

static void
a_limit_of_settings_reaches_every_verb_that_reads(void **state)
{
	assert_int_equal(
	    sh("rm -rf " IN " && mkdir -p " IN
	       " && printf 'a,b\\n1,2\\n3,4\\n' "
	       ">" IN "/three.csv && printf 'limits: {rows: 3}\\n' >" IN
	       "/settings.yaml && $SKILLMIX cells --input " IN " " IN
	       "/three.csv"),
	    0);
	assert_int_equal(
	    sh("printf 'limits: {rows: 2}\\n' >" IN "/settings.yaml"), 0);
	assert_int_equal(
	    sh("$SKILLMIX cells --input " IN " " IN "/three.csv"), 3);
	assert_true(says(SCRATCH "/err", "the limit is rows in settings.yaml"));
	assert_int_equal(
	    sh("$SKILLMIX profiles --input " IN " " IN "/three.csv"), 0);
	assert_true(says(SCRATCH "/out", "the limit is rows in settings.yaml"));
	assert_int_equal(sh("$SKILLMIX ingest --jobs 2 --input " IN), 1);
	assert_true(says(SCRATCH "/err", "the limit is rows in settings.yaml"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_limit_has_a_key_and_a_default),
	    cmocka_unit_test(a_limit_of_settings_reaches_every_verb_that_reads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
