/* What ingest/explain.c promises. */
#include <glib.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "check.h"
#include "ingest/explain.h"

static void
assert_says(struct buf *b, const char *words)
{
	if (str_find(buf_str(b), str_of(words)) < 0)
		fail_msg("does not say '%s':\n%s", words, b->p);
}

static struct buf
explain(struct ctx *c, const char *name, const char *text)
{
	struct ingest_options o = {
	    .input = S("/nowhere"), .program_input = S("input")};
	struct buf out = buf_new(c->mem);
	char *folder = g_dir_make_tmp("skillmix-explain-XXXXXX", NULL);
	char *path = g_build_filename(folder, name, NULL);

	assert_true(file_replace(c, str_of(path), str_of(text)));
	if (!profiles_explain(c, &o, str_of(path), &out))
		fail_msg("%s", str_z(c->mem, diag_text(c->diag)));
	g_remove(path);
	g_rmdir(folder);
	g_free(path);
	g_free(folder);
	return out;
}

static void
the_list_names_every_profile_and_what_it_knows_a_file_by(void **state)
{
	struct ctx c = test_ctx();
	struct ingest_options o = {
	    .input = S("/nowhere"), .program_input = S("input")};
	struct buf out = buf_new(c.mem);

	assert_true(profiles_list(&c, &o, &out));
	assert_says(&out, "sickness_absence (observations)\n");
	assert_says(&out, "lookup_staff_group_1 (codes)\n");
	assert_says(&out, "    sheet: ?a, ?b, 10a, 10b\n");
	assert_says(&out, "    header: YEAR, ORG_CODE, STABILITY\n");
	assert_says(&out, "    column 3 like Y[0-9]{2}\n");
	test_drop(&c);
}

static void
a_file_s_columns_and_first_rows_are_shown(void **state)
{
	struct ctx c = test_ctx();
	struct buf out = explain(&c, "s.csv",
	    "YEAR,NOTE,ORG_CODE,STABILITY\n2017,x,RV5,85.5\n2017,y,RPG,101\n");

	assert_says(&out, "profile stability_index");
	assert_says(&out, ", header in row 1\n");
	assert_says(&out, "A   YEAR ");
	assert_says(&out, "not used\n");
	assert_says(&out, "organisation code\n");
	assert_says(&out, "value of stability_index\n");
	assert_says(&out, "rows read: 2; observations: 2\n");
	assert_says(&out, "D2: RV5 2017-12-31 stability_index = 85.5\n");
	assert_says(&out, "stability_index = unreadable\n");
	assert_says(&out, "D3: 101 cannot be");
	test_drop(&c);
}

static void
columns_found_by_their_headings_are_shown(void **state)
{
	struct ctx c = test_ctx();
	struct buf out = explain(
	    &c, "r.csv", "Reason,2011-12,2012-13\nReason,Q1,Q1\nRetired,1,-\n");

	assert_says(&out, "value of leavers_by_reason, date 2012-06-30\n");
	assert_says(&out, "for all rows: organisation ENG\n");
	assert_says(&out, "reason for leaving: Retired\n");
	test_drop(&c);
}

static void
what_nothing_takes_says_what_is_missing(void **state)
{
	struct ctx c = test_ctx();
	struct buf out = explain(&c, "s.csv", "YEAR,ORG_CODE\n2017,RV5\n");

	assert_says(&out, "nearest is stability_index, which misses STABILITY");
	test_drop(&c);
}

static void
a_file_that_is_not_there_is_an_error(void **state)
{
	struct ctx c = test_ctx();
	struct ingest_options o = {
	    .input = S("/nowhere"), .program_input = S("input")};
	struct buf out = buf_new(c.mem);

	assert_false(profiles_explain(&c, &o, S("/nowhere/at.all"), &out));
	assert_str(diag_text(c.diag), "there is no such file");
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		the_list_names_every_profile_and_what_it_knows_a_file_by),
	    cmocka_unit_test(a_file_s_columns_and_first_rows_are_shown),
	    cmocka_unit_test(columns_found_by_their_headings_are_shown),
	    cmocka_unit_test(what_nothing_takes_says_what_is_missing),
	    cmocka_unit_test(a_file_that_is_not_there_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
