/* What the synthetic sample promises, read as any input is: the Framework's
 * figures in the newest quarter, returns that agree with themselves, and nothing
 * odd but what was planted. */
#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/num.h"
#include "check.h"
#include "ingest/ingest.h"

enum { KEY_ROWS = 400, FIELDS = 9, QUARTERS = 13 };

enum {
	K_PERIOD,
	K_ORG,
	K_SHEET,
	K_CELL,
	K_CODE,
	K_LEVEL,
	K_SENT,
	K_RIGHT,
	K_NOTE
};

static struct ctx c;
static struct dataset *d;
static struct findings *findings;
static struct str key[KEY_ROWS][FIELDS];
static size_t n_key;
static day newest;
static double *right; /* by observation */

/* The first field of a line of CSV. */
static struct str
cut_field(struct str *rest)
{
	struct buf b = buf_new(c.mem);
	bool quoted = false;
	size_t i = 0;

	for (; i < rest->n && (quoted || rest->p[i] != ','); i++) {
		if (rest->p[i] == '"')
			quoted = !quoted;
		else
			buf_addc(&b, rest->p[i]);
	}
	*rest = str_slice(*rest, i + 1, rest->n);
	return buf_str(&b);
}

static struct str
read_file(const char *path)
{
	struct str s;

	if (!file_read(&c, str_of(path), 0, &s))
		fail_msg("%s", diag_text(c.diag).p);
	return s;
}

static void
read_key(void)
{
	struct str line, rest = read_file("tests/data/sample_faults.csv");

	str_cut(rest, '\n', &line, &rest);
	assert_str(line, "period,org,sheet,cell,code,level,sent,right,note");
	while (str_cut(rest, '\n', &line, &rest)) {
		assert_true(n_key < KEY_ROWS);
		for (int i = 0; i < FIELDS; i++)
			key[n_key][i] = cut_field(&line);
		n_key++;
	}
}

static bool
is_said(sym s, const char *words)
{
	return words == NULL || str_is(symbols_text(d->symbols, s), words);
}

static bool
is_at(const struct observation *o, const struct str row[FIELDS])
{
	const struct source *s = &d->source[o->origin.source];
	struct buf b = buf_new(c.tmp);

	if (row[K_CELL].n == 0 ||
	    !str_eq(symbols_text(d->symbols, o->org), row[K_ORG]) ||
	    !str_eq(s->sheet[o->origin.sheet], row[K_SHEET]))
		return false;
	cell_print(&b, o->origin.row, o->origin.column);
	return str_eq(buf_str(&b), row[K_CELL]);
}

/* What should have been sent, where the key has a fault in the cell. */
static void
put_right(void)
{
	right = NEWS(c.mem, d->n, double);
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];
		struct arena_mark m = arena_mark(c.tmp);

		right[i] = o->reason == REASON_NONE ? o->value : 0;
		for (size_t k = 0; o->date == newest && k < n_key; k++)
			if (str_is(key[k][K_PERIOD], "2026-27-Q1") &&
			    is_at(o, key[k]) &&
			    num_parse(key[k][K_RIGHT], &right[i]))
				break;
		arena_rewind(c.tmp, m);
	}
}

struct want {
	const char *measure, *setting, *discipline, *band, *gender, *ethnicity;
	const char *org;
};

/* The sum over all trusts in the newest quarter, faults put right. */
static double
sum_of(struct want w)
{
	sym measure = symbols_lookup(d->symbols, str_of(w.measure));
	double sum = 0;

	assert_true(measure != 0);
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];

		if (o->measure == measure && o->date == newest &&
		    is_said(o->org, w.org) &&
		    is_said(o->dim[DIM_setting], w.setting) &&
		    is_said(o->dim[DIM_discipline], w.discipline) &&
		    is_said(o->dim[DIM_band], w.band) &&
		    is_said(o->dim[DIM_gender], w.gender) &&
		    is_said(o->dim[DIM_ethnicity], w.ethnicity))
			sum += right[i];
	}
	return sum;
}

/* In whole percent, as the Framework prints it. */
static int
percent(double part, double whole)
{
	return (int)floor(100 * part / whole + 0.5);
}

static double
field_number(struct str text)
{
	double v = 0;

	assert_true(num_parse(text, &v));
	return v;
}

static void
assert_mix(const char *path, const char *setting)
{
	struct str line, rest = read_file(path);
	double whole = sum_of((struct want){"cyp_wte", .setting = setting});
	int n = 0;

	str_cut(rest, '\n', &line, &rest);
	for (; str_cut(rest, '\n', &line, &rest); n++) {
		struct str name = cut_field(&line);
		double share = field_number(cut_field(&line));

		if (str_starts(name, S("Allied")))
			name = S("Allied health professional");
		assert_int_equal(
		    percent(sum_of((struct want){"cyp_wte", setting,
				.discipline = str_z(c.mem, name)}),
			whole),
		    percent(share, 1));
	}
	assert_int_equal(n, 9);
}

static void
the_discipline_mix_is_that_of_figures_1_and_2(void **state)
{
	assert_mix("tests/data/oracles/seed_fig1_inpatient_discipline_mix.csv",
	    "Inpatient");
	assert_mix("tests/data/oracles/seed_fig2_community_discipline_mix.csv",
	    "Community");
}

static void
the_nursing_bands_are_those_of_figure_3(void **state)
{
	struct str line,
	    rest =
		read_file("tests/data/oracles/seed_fig3_nursing_skill_mix.csv");
	static const char *const setting[] = {"Community", "Inpatient"};
	double nurses[2];
	int n = 0;

	for (int i = 0; i < 2; i++)
		nurses[i] = sum_of((struct want){
		    "cyp_wte", setting[i], .discipline = "Nursing"});
	str_cut(rest, '\n', &line, &rest);
	while (str_cut(rest, '\n', &line, &rest)) {
		const char *band = str_z(c.mem, cut_field(&line));

		for (int i = 0; i < 2; i++) {
			struct str share = cut_field(&line);
			double wte = sum_of((struct want){
			    "cyp_wte", setting[i], "Nursing", .band = band});

			n += share.n > 0;
			assert_int_equal(percent(wte, nurses[i]),
			    share.n > 0 ? percent(field_number(share), 1) : 0);
		}
	}
	assert_int_equal(n, 10);
}

static void
most_work_in_the_community_and_most_nurses_are_women(void **state)
{
	double women = sum_of((struct want){
	    "gender_headcount", .discipline = "Nursing", .gender = "Female"});
	double known =
	    sum_of((struct want){"gender_headcount", .discipline = "Nursing"}) -
	    sum_of((struct want){"gender_headcount", .discipline = "Nursing",
		.gender = "Unknown"});

	assert_int_equal(
	    percent(sum_of((struct want){"cyp_wte", .setting = "Community"}),
		sum_of((struct want){.measure = "cyp_wte"})),
	    82);
	assert_true(fabs(100 * women / known - 89.3) < 0.05);
}

/* White uptake of CPD over that of ethnic minority staff. */
struct uptake {
	double a, n1, b, n2;
};

static struct uptake
uptake_of(const char *org)
{
	return (struct uptake){
	    sum_of((struct want){
		"cpd_staff_with_episode", .ethnicity = "White", .org = org}),
	    sum_of(
		(struct want){"cpd_staff", .ethnicity = "White", .org = org}),
	    sum_of((struct want){"cpd_staff_with_episode",
		.ethnicity = "Ethnic minority", .org = org}),
	    sum_of((struct want){
		"cpd_staff", .ethnicity = "Ethnic minority", .org = org}),
	};
}

static double
likelihood(struct uptake u)
{
	return u.a / u.n1 / (u.b / u.n2);
}

/* Katz, at 95 %. */
static double
lower_limit(struct uptake u)
{
	return exp(log(likelihood(u)) -
		   1.959964 * sqrt(1 / u.a - 1 / u.n1 + 1 / u.b - 1 / u.n2));
}

static const struct str *
key_of(const char *period, const char *org, const char *cell, const char *code)
{
	for (size_t i = 0; i < n_key; i++)
		if (str_is(key[i][K_PERIOD], period) &&
		    str_is(key[i][K_ORG], org) &&
		    str_is(key[i][K_CELL], cell) &&
		    str_is(key[i][K_CODE], code))
			return key[i];
	fail_msg("the key has no %s at %s of %s", code, cell, org);
	return NULL;
}

static void
cpd_is_unequal_in_england_and_cannot_be_told_in_a_small_trust(void **state)
{
	struct uptake small = uptake_of("XA3");

	assert_true(likelihood(uptake_of(NULL)) > 1.2);
	assert_true(likelihood(uptake_of(NULL)) < 1.3);
	assert_true(lower_limit(uptake_of(NULL)) > 1);
	assert_true(small.n2 < 11);
	assert_true(lower_limit(small) < 1);
}

static void
one_planted_cell_turns_the_verdict_of_xn1(void **state)
{
	const struct str *row = key_of("2026-27-Q1", "XN1", "E17", "AUD504");
	struct uptake truth = uptake_of("XN1"), sent = truth;

	assert_str(row[K_SHEET], "Return CPD");
	sent.b += field_number(row[K_SENT]) - field_number(row[K_RIGHT]);
	assert_true(lower_limit(truth) < 1);
	assert_true(lower_limit(sent) > 1);
}

static bool
has_faults(const char *org)
{
	for (size_t i = 0; i < n_key; i++)
		if (str_is(key[i][K_ORG], org))
			return true;
	return false;
}

/* In trusts without a fault every sheet counts the same people. */
static void
all_sheets_of_a_return_count_the_same_people(void **state)
{
	static const char *const org[] = {
	    "XN2", "XL2", "XS2", "XK2", "XM2", "XA3", "XW1", "XW2"};
	static const char *const measure[] = {"cyp_headcount",
	    "ethnicity_headcount", "gender_headcount", "disability_headcount",
	    "cpd_staff", "training_staff"};
	static double sum[COUNT(org)][QUARTERS][COUNT(measure)];

	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];
		size_t a = 0, m = 0;
		struct period p;

		while (m < COUNT(measure) && !is_said(o->measure, measure[m]))
			m++;
		while (m < COUNT(measure) && a < COUNT(org) &&
		       !is_said(o->org, org[a]))
			a++;
		if (m == COUNT(measure) || a == COUNT(org))
			continue;
		p = period_holding(o->date);
		sum[a][(p.year - 2023) * 4 + p.quarter - 1][m] += o->value;
	}
	for (size_t a = 0; a < COUNT(org); a++) {
		assert_false(has_faults(org[a]));
		for (int q = 0; q < QUARTERS; q++) {
			assert_true(sum[a][q][0] > 0);
			for (size_t m = 1; m < COUNT(measure); m++)
				assert_true(sum[a][q][m] == sum[a][q][0]);
		}
	}
}

static void
there_are_24_trusts_and_13_quarters_all_made_up(void **state)
{
	size_t returns = 0, reported = 0;
	day oldest = newest;

	for (size_t i = 0; i < d->n_sources; i++) {
		const struct source *s = &d->source[i];

		assert_true(s->synthetic || s->observations == 0);
		if (str_find(s->path, S("/returns/")) < 0)
			continue;
		assert_str(s->profile, "cypmh_return");
		returns++;
		if (s->date < oldest)
			oldest = s->date;
	}
	for (size_t i = 0; i < d->n_organisations; i++) {
		const struct organisation *o = &d->organisation[i];

		reported += o->reported_on;
		assert_int_equal(o->reported_on, !is_said(o->code, "XM4"));
		assert_true(o->region != 0);
	}
	assert_int_equal(reported, 24);
	assert_int_equal(d->n_organisations, 25);
	/* 24 and, for eight quarters, one that merged; three were not sent. */
	assert_int_equal(returns, 24 * 13 + 8 - 3);
	assert_int_equal(oldest, day_of(2023, 6, 30));
}

/* synthetic-sample/returns/2026-27-Q1/XN3.xlsx */
static bool
is_planted(const struct finding *f)
{
	for (size_t i = 0; i < n_key; i++)
		if (str_find(f->file,
			str_fmt(c.mem, "%.*s/%.*s.xlsx", STRF(key[i][K_PERIOD]),
			    STRF(key[i][K_ORG]))) >= 0 &&
		    (f->sheet.n == 0 || str_eq(f->sheet, key[i][K_SHEET])) &&
		    (f->cell.n == 0 || str_eq(f->cell, key[i][K_CELL])))
			return true;
	return false;
}

static void
nothing_is_odd_but_what_was_planted(void **state)
{
	for (size_t i = 0; i < findings_count(findings); i++) {
		const struct finding *f = findings_at(findings, i);

		assert_true(f->kind != FINDING_unreadable);
		if (!is_planted(f))
			fail_msg("%.*s %.*s!%.*s: %s was not planted",
			    STRF(f->file), STRF(f->sheet), STRF(f->cell),
			    finding_rule[f->kind].code);
	}
}

static bool
was_found(const struct str row[FIELDS])
{
	struct str file = str_fmt(
	    c.mem, "%.*s/%.*s.xlsx", STRF(row[K_PERIOD]), STRF(row[K_ORG]));

	for (size_t i = 0; i < findings_count(findings); i++) {
		const struct finding *f = findings_at(findings, i);

		if (str_is(row[K_CODE], finding_rule[f->kind].code) &&
		    str_find(f->file, file) >= 0 &&
		    str_eq(f->sheet, row[K_SHEET]) &&
		    str_eq(f->cell, row[K_CELL]))
			return true;
	}
	return false;
}

static void
every_planted_fault_that_reading_can_see_is_found(void **state)
{
	size_t seen = 0;

	for (size_t i = 0; i < n_key; i++) {
		if (str_starts(key[i][K_CODE], S("AUD")))
			continue;
		seen++;
		if (!was_found(key[i]))
			fail_msg("%.*s %.*s %.*s!%.*s: %.*s was not found",
			    STRF(key[i][K_PERIOD]), STRF(key[i][K_ORG]),
			    STRF(key[i][K_SHEET]), STRF(key[i][K_CELL]),
			    STRF(key[i][K_CODE]));
	}
	assert_true(seen > 20);
}

/* A number that a cell of the key says was sent stands in that cell. */
static void
the_key_says_what_the_cells_hold(void **state)
{
	size_t held = 0;

	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];
		struct arena_mark m = arena_mark(c.tmp);
		double v;

		for (size_t k = 0; o->date == newest && k < n_key; k++) {
			if (!str_is(key[k][K_PERIOD], "2026-27-Q1") ||
			    !is_at(o, key[k]) || o->reason != REASON_NONE ||
			    !num_parse(key[k][K_SENT], &v))
				continue;
			if (fabs(o->value - v) > 1e-9)
				fail_msg("%.*s %.*s!%.*s holds something else",
				    STRF(key[k][K_ORG]), STRF(key[k][K_SHEET]),
				    STRF(key[k][K_CELL]));
			held++;
		}
		arena_rewind(c.tmp, m);
	}
	assert_true(held > 40);
}

static void
the_key_has_faults_of_every_family(void **state)
{
	size_t planted = 0, xn3 = 0, family[8] = {0};

	for (size_t i = 0; i < n_key; i++) {
		if (str_is(key[i][K_NOTE], "derived") ||
		    str_is(key[i][K_NOTE], "part") ||
		    !str_is(key[i][K_PERIOD], "2026-27-Q1"))
			continue;
		planted++;
		xn3 += str_is(key[i][K_ORG], "XN3");
	}
	for (size_t i = 0; i < n_key; i++)
		if (str_starts(key[i][K_CODE], S("AUD")))
			family[key[i][K_CODE].p[3] - '0']++;
	assert_true(planted >= 60);
	assert_true(xn3 >= 20);
	for (int i = 1; i < 8; i++)
		assert_true(family[i] > 0);
}

static int
read_sample(void **state)
{
	static struct return_form form;
	struct ingest_options o = {.input = S("input"),
	    .program_input = S("input"),
	    .return_form = &form};

	c = test_ctx();
	newest = day_of(2026, 6, 30);
	findings = findings_new(c.mem);
	if (!return_form_load(&c, S("templates/return.yaml"), &form) ||
	    !ingest_run(&c, &o, &d, findings))
		fail_msg("%s", diag_text(c.diag).p);
	read_key();
	put_right();
	return 0;
}

static int
drop_sample(void **state)
{
	test_drop(&c);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_discipline_mix_is_that_of_figures_1_and_2),
	    cmocka_unit_test(the_nursing_bands_are_those_of_figure_3),
	    cmocka_unit_test(
		most_work_in_the_community_and_most_nurses_are_women),
	    cmocka_unit_test(
		cpd_is_unequal_in_england_and_cannot_be_told_in_a_small_trust),
	    cmocka_unit_test(one_planted_cell_turns_the_verdict_of_xn1),
	    cmocka_unit_test(all_sheets_of_a_return_count_the_same_people),
	    cmocka_unit_test(there_are_24_trusts_and_13_quarters_all_made_up),
	    cmocka_unit_test(nothing_is_odd_but_what_was_planted),
	    cmocka_unit_test(every_planted_fault_that_reading_can_see_is_found),
	    cmocka_unit_test(the_key_says_what_the_cells_hold),
	    cmocka_unit_test(the_key_has_faults_of_every_family),
	};

	return cmocka_run_group_tests(tests, read_sample, drop_sample);
}
