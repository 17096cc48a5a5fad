/* What ingest/ingest.c promises: a folder of files, good and bad; and the
 * published files with their published figures, where they are at hand. */
#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "check.h"
#include "ingest/ingest.h"

#define SHARED "../shared/data"

struct run {
	struct ctx c;
	char *root, *input;
	struct dataset *d;
	struct findings *findings;
};

static const char profile_fte[] =
    "name: fte\ntitle: Staff in post\npublisher: P\nkind: observations\n"
    "precedence: 50\nrecognise: {header: [DATE]}\n"
    "organisation: {code: ORG}\n"
    "date: {column: DATE, format: dd/mm/yyyy}\n"
    "values:\n  - {column: FTE, measure: fte}\n";
static const char profile_heads[] =
    "name: heads\ntitle: Heads\npublisher: P\nkind: observations\n"
    "precedence: 50\nrecognise: {header: [DATE]}\n"
    "organisation: {code: ORG}\n"
    "date: {column: DATE, format: dd/mm/yyyy}\n"
    "values:\n  - {column: HC, measure: start}\n";
static const char good[] = "DATE,ORG,FTE\n31/03/2025,RV5,1.5\n";

static void
put(struct run *r, const char *folder, const char *name, const char *bytes)
{
	struct str path = str_fmt(r->c.mem, "%s/%s/%s", r->root, folder, name);

	assert_true(file_replace(&r->c, path, str_of(bytes)));
}

static void
run_open(struct run *r)
{
	*r = (struct run){.c = test_ctx()};
	r->root = g_dir_make_tmp("skillmix-ingest-XXXXXX", NULL);
	assert_non_null(r->root);
	r->input = g_strconcat(r->root, "/in", NULL);
	assert_int_equal(g_mkdir(r->input, 0755), 0);
	r->findings = findings_new(r->c.mem);
	put(r, "program/profiles", "fte.yaml", profile_fte);
}

static bool
run_input(struct run *r, const char *input)
{
	struct ingest_options o = {.input = str_of(input),
	    .program_input = str_fmt(r->c.mem, "%s/program", r->root)};
	bool ok = ingest_run(&r->c, &o, &r->d, r->findings);

	findings_sort(r->findings);
	return ok;
}

static void
remove_tree(const char *path)
{
	GDir *dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK)
			? NULL
			: g_dir_open(path, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		char *below = g_build_filename(path, name, NULL);
		remove_tree(below);
		g_free(below);
	}
	if (dir != NULL)
		g_dir_close(dir);
	g_remove(path);
}

static void
run_drop(struct run *r)
{
	remove_tree(r->root);
	g_free(r->root);
	g_free(r->input);
	test_drop(&r->c);
}

static void
assert_finding(struct run *r, size_t i, enum finding_kind kind,
    const char *file, const char *value, const char *other)
{
	const struct finding *f;

	assert_true(i < findings_count(r->findings));
	f = findings_at(r->findings, i);
	assert_int_equal(f->kind, kind);
	assert_str(f->file, file);
	if (value != NULL)
		assert_str(f->value, value);
	if (other != NULL)
		assert_str(f->other, other);
}

static void
a_folder_is_walked_whole_in_the_order_of_its_paths(void **state)
{
	struct run r;

	run_open(&r);
	put(&r, "in/2025", "b.csv", good);
	put(&r, "in", "Z.CSV", "DATE,ORG,FTE\n31/03/2025,RPG,2\n");
	put(&r, "in", ".hidden.csv", "x\n");
	put(&r, "in", "~$lock.xlsx", "x\n");
	put(&r, "in", "notes.md", "x\n");
	put(&r, "in", "settings.yaml", "x: y\n");
	put(&r, "in/vocabulary", "v.csv", "x\n");
	assert_true(run_input(&r, r.input));
	assert_int_equal(r.d->n_sources, 2);
	assert_str(r.d->source[0].path, "2025/b.csv");
	assert_str(r.d->source[1].path, "Z.CSV");
	assert_str(r.d->source[0].profile, "fte");
	assert_str(r.d->source[0].title, "Staff in post");
	assert_false(r.d->source[0].synthetic);
	assert_int_equal(r.d->source[0].rows, 1);
	assert_int_equal(r.d->source[0].sha256.n, 64);
	assert_int_equal(r.d->source[0].date, day_of(2025, 3, 31));
	assert_int_equal(r.d->n, 2);
	assert_int_equal(findings_count(r.findings), 0);
	run_drop(&r);
}

static void
a_bad_file_is_a_finding_and_the_rest_is_read(void **state)
{
	struct run r;

	run_open(&r);
	put(&r, "in", "1.csv", "");
	put(&r, "in", "2.csv", "ORG,FTE\nRV5,1\n");
	put(&r, "in", "3.xlsx", "PK\003\004 and no more");
	put(&r, "in", "4.csv", "\n\n");
	put(&r, "in", "5.csv", good);
	put(&r, "in", "6.csv", "DATE,ORG,FTE\n");
	put(&r, "in", "7.csv",
	    "DATE,ORG,FTE\n31/03/2025,RPG,x\n31/03/2025,"
	    "RAT,x\n");
	assert_true(run_input(&r, r.input));
	assert_int_equal(findings_count(r.findings), 6);
	assert_finding(&r, 0, FINDING_empty_file, "1.csv", NULL, NULL);
	assert_finding(&r, 1, FINDING_no_profile, "2.csv", "fte", "DATE");
	assert_finding(&r, 2, FINDING_unreadable, "3.xlsx", NULL, NULL);
	assert_true(findings_at(r.findings, 2)->value.n > 0);
	assert_finding(&r, 3, FINDING_empty_file, "4.csv", NULL, NULL);
	assert_finding(&r, 4, FINDING_empty_file, "6.csv", NULL, NULL);
	assert_finding(&r, 5, FINDING_not_a_number, "7.csv", "x", "");
	assert_int_equal(findings_at(r.findings, 5)->times, 2);
	assert_int_equal(r.d->n, 3);
	assert_int_equal(r.d->observation[0].origin.source, 4);
	assert_int_equal(r.d->source[1].profile.n, 0);
	run_drop(&r);
}

static void
a_file_that_fails_half_way_leaves_nothing(void **state)
{
	struct run r;

	run_open(&r);
	/* A quote that is never closed: the rest of the file is damaged. */
	put(&r, "in", "a.csv",
	    "DATE,ORG,FTE\n31/03/2025,RV5,many\n31/03/2025,\"RPG,2\n");
	assert_true(run_input(&r, r.input));
	assert_int_equal(findings_count(r.findings), 1);
	assert_finding(&r, 0, FINDING_unreadable, "a.csv", NULL, NULL);
	assert_int_equal(r.d->n, 0);
	assert_int_equal(r.d->n_organisations, 0);
	assert_int_equal(r.d->source[0].observations, 0);
	run_drop(&r);
}

static void
two_profiles_that_fit_are_an_error_of_the_file(void **state)
{
	struct run r;

	run_open(&r);
	put(&r, "program/profiles", "heads.yaml", profile_heads);
	put(&r, "in", "a.csv", "DATE,ORG,FTE,HC\n31/03/2025,RV5,1,2\n");
	put(&r, "in", "b.csv", good);
	assert_true(run_input(&r, r.input));
	assert_int_equal(findings_count(r.findings), 1);
	assert_finding(&r, 0, FINDING_two_profiles, "a.csv", "fte", "heads");
	assert_int_equal(r.d->n, 1);
	run_drop(&r);
}

static void
a_file_may_say_itself_that_it_is_synthetic(void **state)
{
	struct run r;

	run_open(&r);
	put(&r, "in", "a.csv",
	    "DATE,ORG,FTE,NOTE\n31/03/2025,RV5,1,Synthetic data\n");
	put(&r, "in", "b.csv",
	    "DATE,ORG,FTE,NOTE\n31/03/2025,RPG,1,Not synthetic data\n");
	assert_true(run_input(&r, r.input));
	assert_true(r.d->source[0].synthetic);
	assert_false(r.d->source[1].synthetic);
	run_drop(&r);
}

static void
the_same_bytes_are_read_once(void **state)
{
	struct run r;

	run_open(&r);
	put(&r, "in", "a.csv", good);
	put(&r, "in", "copy of a.csv", good);
	assert_true(run_input(&r, r.input));
	assert_int_equal(findings_count(r.findings), 1);
	assert_finding(
	    &r, 0, FINDING_duplicate, "copy of a.csv", NULL, "a.csv");
	assert_int_equal(r.d->n, 1);
	run_drop(&r);
}

static void
profiles_of_the_input_folder_come_first(void **state)
{
	struct run r;

	run_open(&r);
	put(&r, "in/profiles", "heads.yaml", profile_heads);
	put(&r, "in", "a.csv", good);
	assert_true(run_input(&r, r.input));
	assert_finding(&r, 0, FINDING_no_profile, "a.csv", "heads", "HC");
	run_drop(&r);
}

static void
a_broken_profile_or_no_folder_ends_the_run(void **state)
{
	struct run r;

	run_open(&r);
	assert_false(run_input(&r, "/there/is/none"));
	put(&r, "program/profiles", "odd.yaml", "name: odd\n");
	put(&r, "in", "a.csv", good);
	assert_false(run_input(&r, r.input));
	assert_true(str_ends(diag_at(r.c.diag).file, S("odd.yaml")));
	run_drop(&r);
}

static void
links_are_not_followed(void **state)
{
	struct run r;
	char *link;

	run_open(&r);
	put(&r, "elsewhere", "a.csv", good);
	link = g_strconcat(r.input, "/away", NULL);
	assert_int_equal(symlink("../elsewhere", link), 0);
	g_free(link);
	link = g_strconcat(r.input, "/round", NULL);
	assert_int_equal(symlink(".", link), 0);
	g_free(link);
	assert_true(run_input(&r, r.input));
	assert_int_equal(r.d->n_sources, 0);
	run_drop(&r);
}

struct told {
	size_t calls, done, of;
};

static void
hear(void *self, size_t done, size_t of, struct str file)
{
	struct told *t = self;

	assert_int_equal(done, t->calls);
	t->calls++;
	t->done = done;
	t->of = of;
	assert_int_equal(file.n > 0, done < of);
}

static void
progress_is_told_before_each_file_and_at_the_end(void **state)
{
	struct run r;
	struct told told = {0, 0, 0};
	struct ingest_options o = {.progress = hear, .self = &told};

	run_open(&r);
	put(&r, "in", "a.csv", good);
	put(&r, "in", "b.csv", "x\n");
	o.input = str_of(r.input);
	o.program_input = str_fmt(r.c.mem, "%s/program", r.root);
	assert_true(ingest_run(&r.c, &o, &r.d, r.findings));
	assert_int_equal(told.calls, 3);
	assert_int_equal(told.done, 2);
	assert_int_equal(told.of, 2);
	run_drop(&r);
}

/* ---- the published files */

static struct run published;

static int
read_published(void **state)
{
	struct ingest_options o = {
	    .input = S(SHARED), .program_input = S("input")};

	if (!g_file_test(SHARED, G_FILE_TEST_IS_DIR)) {
		print_message("skipped: there is no folder " SHARED "\n");
		return 0;
	}
	published = (struct run){.c = test_ctx()};
	published.findings = findings_new(published.c.mem);
	if (!ingest_run(&published.c, &o, &published.d, published.findings)) {
		print_error("%s\n",
		    str_z(published.c.mem, diag_text(published.c.diag)));
		return 1;
	}
	findings_sort(published.findings);
	return 0;
}

static int
drop_published(void **state)
{
	if (published.d != NULL)
		test_drop(&published.c);
	return 0;
}

static struct dataset *
shared(void)
{
	if (published.d == NULL)
		skip();
	return published.d;
}

static const struct source *
source_of(const struct dataset *d, const char *profile, int nth)
{
	for (size_t i = 0; i < d->n_sources; i++)
		if (str_is(d->source[i].profile, profile) && nth-- == 0)
			return &d->source[i];
	fail_msg("no file of profile %s", profile);
	return NULL;
}

/* The sum of a measure in one file, over what is not empty of org, dimension
 * word; *orgs counts the organisations that have it. */
static double
total(const struct dataset *d, const struct source *s, const char *org,
    const char *measure, enum dimension dim, const char *word, size_t *orgs)
{
	sym o = symbols_lookup(d->symbols, str_of(org)),
	    m = symbols_lookup(d->symbols, str_of(measure)),
	    w = symbols_lookup(d->symbols, str_of(word));
	GHashTable *seen = g_hash_table_new(NULL, NULL);
	double sum = 0;

	for (size_t i = 0; i < d->n; i++) {
		const struct observation *x = &d->observation[i];
		if (&d->source[x->origin.source] != s || x->measure != m ||
		    (org != NULL && x->org != o) ||
		    (dim != DIM_N && x->dim[dim] != w))
			continue;
		sum += x->value;
		g_hash_table_add(seen, GUINT_TO_POINTER(x->org));
	}
	if (orgs != NULL)
		*orgs = g_hash_table_size(seen);
	g_hash_table_destroy(seen);
	return sum;
}

static void
assert_near(double got, double want, double within)
{
	if (fabs(got - want) > within)
		fail_msg("%.10g is not %.10g", got, want);
}

static void
the_published_turnover_is_as_published(void **state)
{
	struct dataset *d = shared();
	const struct source *s = source_of(d, "turnover_monthly", 0);
	const char *all = "All staff groups";
	enum dimension g = DIM_staff_group;
	size_t orgs, small = 0;

	assert_int_equal(s->rows, 9351);
	assert_int_equal(s->date, day_of(2025, 11, 30));
	assert_near(total(d, s, "RV5", "start", g, all, NULL), 6335, 0);
	assert_near(total(d, s, "RV5", "end", g, all, NULL), 6382, 0);
	assert_near(total(d, s, "RV5", "joiners", g, all, NULL), 129, 0);
	assert_near(total(d, s, "RV5", "leavers", g, all, NULL), 83, 0);
	/* Nothing is suppressed: small numbers are for us to protect. */
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *x = &d->observation[i];
		struct str m = symbols_text(d->symbols, x->measure);
		if (&d->source[x->origin.source] != s)
			continue;
		assert_true(x->reason == REASON_NONE);
		small +=
		    !str_ends(m, S("_fte")) && x->value > 0 && x->value < 5;
	}
	assert_int_equal(small, 1959);
	/* Every organisation with people in post has leavers, maybe none. */
	total(d, s, NULL, "leavers", g, all, &orgs);
	assert_int_equal(orgs, 247);
}

static void
the_published_sickness_is_as_published(void **state)
{
	struct dataset *d = shared();
	const struct source *a = source_of(d, "sickness_absence", 0),
			    *b = source_of(d, "sickness_absence", 1);
	size_t orgs;

	total(d, a, NULL, "days_lost", DIM_N, NULL, &orgs);
	assert_int_equal(orgs, 285);
	total(d, b, NULL, "days_lost", DIM_N, NULL, &orgs);
	assert_int_equal(orgs, 280);
	assert_near(total(d, b, "RV5", "days_lost", DIM_N, NULL, NULL),
	    7887.17376, 1e-9);
	assert_near(total(d, b, "RV5", "days_available", DIM_N, NULL, NULL),
	    191134.31599, 1e-9);
	assert_near(total(d, b, "RV5", "published_rate", DIM_N, NULL, NULL),
	    4.13, 1e-12);
}

static void
the_published_bands_are_as_published(void **state)
{
	struct dataset *d = shared();
	const struct source *s = source_of(d, "non_medical_afc", 0);
	static const struct {
		const char *band;
		double percent;
	} share[] = {{"Band 5", 18.4}, {"Band 6", 21.9}, {"Band 7", 15.4},
	    {"Band 8a", 8.0}};
	double fte;
	size_t orgs;

	assert_int_equal(s->rows, 62220);
	assert_str(s->sheet[0], "non_medical_staff");
	fte = total(d, s, "RV5", "fte", DIM_N, NULL, NULL);
	assert_near(fte, 3730.14, 0.005);
	for (size_t i = 0; i < COUNT(share); i++)
		assert_near(100 *
				total(d, s, "RV5", "fte", DIM_band,
				    share[i].band, NULL) /
				fte,
		    share[i].percent, 0.05);
	assert_near(total(d, s, NULL, "fte", DIM_staff_group,
			"Nurses - mental health", &orgs),
	    35390.3, 0.05);
	assert_int_equal(orgs, 116);
	/* "018" stayed text, so that its vocabulary found it. */
	assert_true(total(d, s, NULL, "fte", DIM_discipline,
			"Allied health professional", NULL) > 60000);
	assert_int_equal(
	    symbols_lookup(d->symbols, S("18 / 002_Dietetics")), 0);
	total(d, s, NULL, "fte", DIM_discipline, "Unmapped", &orgs);
	assert_int_equal(orgs, 0);
}

static void
the_published_doctors_are_as_published(void **state)
{
	struct dataset *d = shared();
	const struct source *s = source_of(d, "medical_staff", 0);
	const char *camhs = "Child and adolescent psychiatry";
	double consultants = 0;
	size_t orgs;

	assert_int_equal(s->rows, 19094);
	assert_near(total(d, s, NULL, "fte", DIM_specialty, camhs, &orgs),
	    969.88, 0.005);
	assert_int_equal(orgs, 72);
	assert_near(
	    total(d, s, "RV5", "fte", DIM_specialty, camhs, NULL), 83.6, 0.05);
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *x = &d->observation[i];
		if (&d->source[x->origin.source] == s &&
		    x->org == symbols_lookup(d->symbols, S("RV5")) &&
		    str_is(symbols_text(d->symbols, x->dim[DIM_specialty]),
			camhs) &&
		    str_starts(symbols_text(d->symbols, x->dim[DIM_grade]),
			S("Consultant")))
			consultants += x->value;
	}
	assert_near(consultants, 36.4, 0.05);
	total(d, s, NULL, "fte", DIM_discipline, "Medical", &orgs);
	assert_true(orgs > 200);
}

static void
the_published_organisations_are_believed_in_order(void **state)
{
	struct dataset *d = shared();
	const struct symbols *s = d->symbols;
	const struct organisation *o;
	size_t reported = 0;

	for (size_t i = 0; i < d->n_organisations; i++) {
		o = &d->organisation[i];
		if (!o->reported_on)
			continue;
		reported++;
		assert_str(symbols_text(s, o->cluster), "Mental Health");
		assert_true(o->region_name != 0 && o->icb_name != 0);
	}
	assert_int_equal(reported, 47);
	/* The list of trusts says South East, every workforce file London. */
	o = dataset_find(d, symbols_lookup(s, S("RPG")));
	assert_str(symbols_text(s, o->region_name), "London");
	assert_str(symbols_text(s, o->name), "Oxleas NHS Foundation Trust");
	o = dataset_find(d, symbols_lookup(s, S("RXY")));
	assert_str(symbols_text(s, o->name),
	    "Kent and Medway Mental Health NHS Trust");
	/* Padded in one file, and text in all. */
	o = dataset_find(d, symbols_lookup(s, S("00D")));
	assert_non_null(o);
	assert_str(symbols_text(s, o->cluster), "Clinical Commissioning Group");
	assert_int_equal(symbols_lookup(s, S("00D ")), 0);
}

/* The publisher says itself that the waiting bands may not add up. */
static void
every_published_file_is_taken_and_one_total_is_odd(void **state)
{
	struct dataset *d = shared();

	for (size_t i = 0; i < d->n_sources; i++)
		if (d->source[i].profile.n == 0 || d->source[i].rows == 0)
			fail_msg("%s gives nothing",
			    str_z(published.c.mem, d->source[i].path));
	for (size_t i = 0; i < findings_count(published.findings); i++) {
		const struct finding *f = findings_at(published.findings, i);
		if (f->kind != FINDING_total_differs ||
		    !str_starts(f->file, S("camhs/CYPMH_waiting_times")))
			fail_msg("%s: %s %s", str_z(published.c.mem, f->file),
			    finding_rule[f->kind].code,
			    str_z(published.c.mem, f->value));
	}
	assert_int_equal(findings_count(published.findings), 1);
	assert_str(
	    findings_at(published.findings, 0)->value, "Total (waiting_count)");
	assert_str(findings_at(published.findings, 0)->other,
	    "103 of 303 totals differ, most here: parts 823104, total 817673");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_folder_is_walked_whole_in_the_order_of_its_paths),
	    cmocka_unit_test(a_bad_file_is_a_finding_and_the_rest_is_read),
	    cmocka_unit_test(a_file_that_fails_half_way_leaves_nothing),
	    cmocka_unit_test(two_profiles_that_fit_are_an_error_of_the_file),
	    cmocka_unit_test(a_file_may_say_itself_that_it_is_synthetic),
	    cmocka_unit_test(the_same_bytes_are_read_once),
	    cmocka_unit_test(profiles_of_the_input_folder_come_first),
	    cmocka_unit_test(a_broken_profile_or_no_folder_ends_the_run),
	    cmocka_unit_test(links_are_not_followed),
	    cmocka_unit_test(progress_is_told_before_each_file_and_at_the_end),
	    cmocka_unit_test(the_published_turnover_is_as_published),
	    cmocka_unit_test(the_published_sickness_is_as_published),
	    cmocka_unit_test(the_published_bands_are_as_published),
	    cmocka_unit_test(the_published_doctors_are_as_published),
	    cmocka_unit_test(the_published_organisations_are_believed_in_order),
	    cmocka_unit_test(
		every_published_file_is_taken_and_one_total_is_odd),
	};

	return cmocka_run_group_tests(tests, read_published, drop_published);
}
