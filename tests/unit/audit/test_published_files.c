/* needs: ingest */
/* Real published files: what is right in them is not asked about, and the one
 * figure that cannot be is. */
#include <glib.h>

#include "ingest/ingest.h"
#include "small_return.h"

#define SHARED "../shared/data"

struct files {
	struct ctx c;
	struct dataset *d;
	struct return_form form;
	struct settings settings;
	struct findings *found;
};

/* What the family says of the figures as they are. */
static void
look(struct files *f)
{
	struct audit_input in = {.dataset = f->d,
	    .form = &f->form,
	    .settings = &f->settings,
	    .period = small_period("2026-27-Q1")};
	struct inspection i = {.c = &f->c,
	    .v = view_new(&f->c, &in),
	    .limit = &f->settings.audit,
	    .doubt = NEWS(f->c.mem, f->d->n + 1, bool)};

	i.out = f->found = findings_new(f->c.mem);
	rules_published(&i);
}

/* Reads one folder and looks; false: it is not there. */
static bool
look_at(struct files *f, const char *folder)
{
	struct ingest_options o = {
	    .input = str_of(folder), .program_input = S("input")};

	if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
		print_message("skipped: there is no folder %s\n", folder);
		return false;
	}
	*f = (struct files){.c = test_ctx()};
#define AUDIT_LIMIT(name, fallback, least, most, help)                         \
	f->settings.audit.name = fallback;
#include "model/audit_limits.def"
#undef AUDIT_LIMIT
	f->found = findings_new(f->c.mem);
	assert_true(
	    return_form_load(&f->c, S("templates/return.yaml"), &f->form));
	assert_true(ingest_run(&f->c, &o, &f->d, f->found));
	look(f);
	return true;
}

static size_t
count(const struct files *f, enum finding_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < findings_count(f->found); i++)
		n += findings_at(f->found, i)->kind == kind;
	return n;
}

static size_t
measured(const struct files *f, const char *measure)
{
	sym m = symbols_lookup(f->d->symbols, str_of(measure));
	size_t n = 0;

	for (size_t i = 0; i < f->d->n; i++)
		n += f->d->observation[i].measure == m;
	return n;
}

static void
every_published_sickness_rate_is_what_its_figures_make(void **state)
{
	struct files f;

	(void)state;
	if (!look_at(&f, SHARED "/sickness"))
		return;
	assert_int_equal(measured(&f, "published_rate"), 565);
	assert_int_equal(count(&f, FINDING_published_rate), 0);
	/* One misprint among them is found. */
	for (size_t i = 0; i < f.d->n; i++)
		if (f.d->observation[i].measure ==
		    symbols_lookup(f.d->symbols, S("published_rate"))) {
			f.d->observation[i].value += 0.1;
			break;
		}
	look(&f);
	assert_int_equal(count(&f, FINDING_published_rate), 1);
	test_drop(&f.c);
}

static void
the_one_ratio_that_cannot_be_is_found(void **state)
{
	struct files f;
	const struct finding *one = NULL;

	(void)state;
	if (!look_at(&f, SHARED "/wres"))
		return;
	assert_int_equal(count(&f, FINDING_published_ratio), 1);
	for (size_t i = 0; i < findings_count(f.found); i++)
		if (findings_at(f.found, i)->kind == FINDING_published_ratio)
			one = findings_at(f.found, i);
	assert_str(one->org, "RXY");
	assert_str(one->value, "1.1");
	assert_str(one->other, "0.17");
	assert_str(one->cell, "F8");
	test_drop(&f.c);
}

static void
every_trusts_people_are_explained_by_who_came_and_went(void **state)
{
	struct files f;

	(void)state;
	if (!look_at(&f, SHARED "/turnover"))
		return;
	assert_true(measured(&f, "leavers") > 247);
	assert_int_equal(count(&f, FINDING_published_moves), 0);
	test_drop(&f.c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		every_published_sickness_rate_is_what_its_figures_make),
	    cmocka_unit_test(the_one_ratio_that_cannot_be_is_found),
	    cmocka_unit_test(
		every_trusts_people_are_explained_by_who_came_and_went),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
