/* needs: ingest */
/* What render/form.c promises: a workbook to fill in, with last quarter's values
 * and checks, the same bytes each time. */
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "base/file.h"
#include "check.h"
#include "ingest/cells.h"
#include "render/form.h"

static struct ctx c;
static struct return_form form;
static char *folder;

static int
open_all(void **state)
{
	c = test_ctx();
	folder = g_dir_make_tmp("skillmix-form-XXXXXX", NULL);
	assert_non_null(folder);
	if (!return_form_load(&c, S("templates/return.yaml"), &form))
		fail_msg("%s", diag_text(c.diag).p);
	return 0;
}

static int
close_all(void **state)
{
	g_rmdir(folder);
	g_free(folder);
	test_drop(&c);
	return 0;
}

static struct form_fill
fill_of(void)
{
	return (struct form_fill){.org_code = S("XN1"),
	    .org_name = S("Northmoor NHS Foundation Trust"),
	    .period = {2026, 1}};
}

static struct str
write_form(const struct form_fill *fill)
{
	struct str path = str_fmt(c.mem, "%s/form.xlsx", folder), bytes;

	if (!form_write(&c, &form, fill, &theme_default, path))
		fail_msg("%s", diag_text(c.diag).p);
	assert_true(file_read(&c, path, 0, &bytes));
	return bytes;
}

/* A sheet of the last form as CSV. */
static struct str
sheet_of(const char *name)
{
	struct str path = str_fmt(c.mem, "%s/form.xlsx", folder);
	struct buf b = buf_new(c.mem);

	if (!cells_print(&c, path, str_of(name), false, &b))
		fail_msg("%s", diag_text(c.diag).p);
	return buf_str(&b);
}

static void
remove_form(void)
{
	g_unlink(str_fmt(c.mem, "%s/form.xlsx", folder).p);
}

static bool
has(struct str text, const char *words)
{
	return str_find(text, str_of(words)) >= 0;
}

static void
the_same_fill_gives_the_same_bytes(void **state)
{
	struct form_fill fill = fill_of();
	struct str a = write_form(&fill), b = write_form(&fill);

	assert_true(str_eq(a, b));
	fill.period.quarter = 2;
	assert_false(str_eq(a, write_form(&fill)));
	remove_form();
}

static void
the_cover_says_who_when_and_which_version(void **state)
{
	struct form_fill fill = fill_of();
	struct str cover;

	write_form(&fill);
	cover = sheet_of("Cover");
	assert_true(str_starts(cover, S("CYPMH workforce return\n")));
	assert_true(has(cover, "\nOrganisation code,XN1,"));
	assert_true(has(cover, "\nQuarter,2026-27-Q1,"));
	assert_true(has(cover, "\nVersion of this form,2,"));
	assert_false(has(cover, "Synthetic"));
	fill.synthetic = true;
	write_form(&fill);
	assert_true(has(sheet_of("Cover"), "\nSynthetic data: "));
	remove_form();
}

static void
last_quarter_stands_beside_the_cell_and_answers_in_it(void **state)
{
	struct form_value last[] = {{.measure = S("vacant_wte"), .value = 3.5},
	    {.measure = S("establishment_wte"), .reason = REASON_SUPPRESSED},
	    {.measure = S("cyp_joiners"), .reason = REASON_BLANK},
	    {.measure = S("cyp_leavers"), .reason = REASON_UNREADABLE}};
	struct form_value answer = {.measure = S("vacant_wte"), .value = 4};
	struct form_fill fill = fill_of();

	for (size_t i = 0; i < COUNT(last); i++) {
		last[i].dim[DIM_setting] = S("Community");
		last[i].dim[DIM_discipline] = S("Psychology");
	}
	memcpy(answer.dim, last[0].dim, sizeof answer.dim);
	fill.last = last;
	fill.n_last = COUNT(last);
	fill.answer = &answer;
	fill.n_answers = 1;
	write_form(&fill);
	assert_true(has(sheet_of("Return vacancies"),
	    "\nCommunity,Psychology,,[c],4.00,3.50,,not sent,,not readable"));
	assert_true(has(sheet_of("Return vacancies"),
	    "\nInpatient,Psychology,,not sent,,not sent,,not sent,,not sent"));
	remove_form();
}

static void
an_older_version_asks_what_it_asked_then(void **state)
{
	struct form_fill fill = fill_of();

	fill.version = 1;
	write_form(&fill);
	assert_true(has(sheet_of("Cover"), "\nVersion of this form,1,"));
	assert_false(has(sheet_of("Return gender"), "Another gender"));
	assert_true(has(sheet_of("Return turnover"), "Fill in: Early leavers"));
	assert_true(has(sheet_of("Return wards"), "\nChemical restraint,"));
	assert_false(has(sheet_of("Return wellbeing"), "Wellbeing hub"));
	remove_form();
}

static void
names_are_written_as_text(void **state)
{
	struct form_fill fill = fill_of();

	fill.org_name = S("=1+1");
	write_form(&fill);
	assert_true(has(sheet_of("Cover"), "\nOrganisation name,=1+1,"));
	remove_form();
}

static bool
fed_before(const struct return_form *f, size_t measures, struct str id)
{
	for (size_t i = 0; i < measures; i++)
		for (size_t k = 0; k < f->measure[i].n_feeds; k++)
			if (str_eq(f->measure[i].feeds[k], id))
				return true;
	return false;
}

/* Every indicator that the form feeds has its one line. */
static size_t
indicators_fed(struct str list)
{
	size_t n = form.n_every_cell_feeds;

	for (size_t i = 0; i < form.n_measures; i++)
		for (size_t k = 0; k < form.measure[i].n_feeds; k++) {
			struct str id = form.measure[i].feeds[k];

			n += !fed_before(&form, i, id);
			assert_true(
			    has(list, str_fmt(c.mem, "\n%.*s,", STRF(id)).p));
		}
	return n;
}

static void
every_indicator_is_listed_with_what_it_takes(void **state)
{
	struct form_fill fill = fill_of();
	struct str list;
	size_t lines = 0;

	write_form(&fill);
	list = sheet_of("Indicators");
	assert_true(has(list, "\nRET01,[x],\"Return vacancies: Funded "
			      "establishment, Vacant posts\"\n"));
	assert_true(has(list, "\nDQ02,[x],every cell of the return\n"));
	for (size_t i = 0; i < list.n; i++)
		lines += list.p[i] == '\n';
	assert_true(indicators_fed(list) > 73);
	/* Title, what it has, link, headings, and theirs. */
	assert_int_equal(lines, 4 + indicators_fed(list));
	remove_form();
}

static void
what_cannot_be_written_is_said_and_leaves_nothing(void **state)
{
	struct form_fill fill = fill_of();
	struct str path = str_fmt(c.mem, "%s/form.xlsx", folder);

	write_form(&fill);
	assert_false(form_write(&c, &form, &fill, &theme_default,
	    str_fmt(c.mem, "%.*s/below.xlsx", STRF(path))));
	assert_true(diag_text(c.diag).n > 0);
	assert_true(file_exists(&c, path));
	remove_form();
	assert_int_equal(g_rmdir(folder), 0);
	assert_int_equal(g_mkdir(folder, 0755), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_same_fill_gives_the_same_bytes),
	    cmocka_unit_test(the_cover_says_who_when_and_which_version),
	    cmocka_unit_test(
		last_quarter_stands_beside_the_cell_and_answers_in_it),
	    cmocka_unit_test(an_older_version_asks_what_it_asked_then),
	    cmocka_unit_test(names_are_written_as_text),
	    cmocka_unit_test(every_indicator_is_listed_with_what_it_takes),
	    cmocka_unit_test(what_cannot_be_written_is_said_and_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
