/* needs: depends depends_figures figures_known identity indicators output remembered render */
/* tests/unit/run/test_depends.c -- every field of a figure counts. */
#include <math.h>

#include "../pipeline/depends.h"
#include "base/file.h"
#include "check.h"

struct str
run_template(const struct run *r, const char *name)
{
	return str_fmt(r->c->mem, "templates/%s", name);
}

/* One organisation with one figure. */
struct example {
	struct ctx c;
	struct run run;
	struct run_options options;
	struct figure figure;
	struct scorecard card;
	struct dataset *data;
	struct indicator indicator;
	struct source source[2];
	struct subject subject;
};

static void
make(struct example *e)
{
	sym code;

	memset(e, 0, sizeof *e);
	e->c = test_ctx();
	e->data = dataset_new(e->c.mem);
	code = symbols_add(e->data->symbols, S("XN1"));
	symbols_add(e->data->symbols, S("Nursing"));
	dataset_organisation(e->c.mem, e->data, code)->reported_on = true;
	e->source[0].path = S("a.csv");
	e->source[1].path = S("b.csv");
	e->data->source = e->source;
	e->data->n_sources = 2;
	e->indicator.id = S("MIX01");
	e->figure.org = code;
	e->card = (struct scorecard){.dataset = e->data,
	    .catalogue = &e->run.catalogue,
	    .figure = &e->figure,
	    .n = 1};
	e->options.places.fonts = S("fonts");
	e->run = (struct run){.c = &e->c,
	    .o = &e->options,
	    .settings_path = S("input/settings.yaml"),
	    .catalogue_path = S("templates/indicators.yaml"),
	    .dataset = e->data,
	    .findings = findings_new(e->c.mem),
	    .catalogue = {&e->indicator, 1},
	    .scorecard = &e->card};
	e->subject.organisation = &e->data->organisation[0];
}

static void
hash(struct example *e, struct str out[DEPEND_N])
{
	struct depends *d;

	assert_true(depends_new(&e->run, &d));
	depends_of(&e->run, d, &e->subject, out);
}

static void
every_field_of_a_figure_makes_another_hash(void **state)
{
#define FIELD(name, v)                                                         \
	do {                                                                   \
		struct example e;                                              \
		struct str before[DEPEND_N], after[DEPEND_N];                  \
		make(&e);                                                      \
		hash(&e, before);                                              \
		e.figure.name = (v);                                           \
		hash(&e, after);                                               \
		for (int i = 0; i < DEPEND_N; i++)                             \
			if (str_eq(before[i], after[i]) !=                     \
			    (i != DEPEND_own_figures))                         \
				fail_msg(                                      \
				    #name " and the hash %s", depend_name[i]); \
		test_drop(&e.c);                                               \
	} while (0)
	FIELD(breakdown, 2);
	FIELD(setting, 2);
	FIELD(date, 1);
	FIELD(stale, true);
	FIELD(numerator, 1);
	FIELD(denominator, 1);
	FIELD(value, NAN);
	FIELD(lower, 0x1p-52);
	FIELD(upper, 1);
	FIELD(peer_n, 1);
	FIELD(peer_q1, 1);
	FIELD(peer_median, 1);
	FIELD(peer_q3, 1);
	FIELD(england, 1);
	FIELD(england_n, 1);
	FIELD(rank, 1);
	FIELD(rank_of, 1);
	FIELD(overlapping, 1);
	FIELD(cluster_min, 1);
	FIELD(cluster_q1, 1);
	FIELD(cluster_median, 1);
	FIELD(cluster_q3, 1);
	FIELD(cluster_max, 1);
	FIELD(verdict, VERDICT_ABOVE);
	FIELD(status, STATUS_SUPPRESSED);
	FIELD(reason, S("because"));
	FIELD(sentence, S("It is so."));
	FIELD(source, 1);
	FIELD(pooled_of, 1);
	FIELD(against_numerator, 1);
	FIELD(against_denominator, 1);
	FIELD(p, 1);
	FIELD(unknown, 1);
	FIELD(to_close, 1);
	FIELD(variation, VARIATION_COMMON);
	FIELD(rule, SPC_TREND);
	FIELD(assurance, ASSURANCE_PASS);
	FIELD(points, 1);
	FIELD(fired_from, 1);
	FIELD(fired_to, 1);
	FIELD(mean, 1);
	FIELD(limit_low, 1);
	FIELD(limit_high, 1);
	FIELD(movement, S("It moves."));
	FIELD(p_same, 1);
	FIELD(placed, PLACED_OUT_95);
	FIELD(volume, 1);
	FIELD(units, 1);
	FIELD(before, 1);
	FIELD(change, 1);
	FIELD(change_lower, 1);
	FIELD(change_upper, 1);
	FIELD(changed, VERDICT_ABOVE);
	FIELD(year_before, 1);
	FIELD(year_change, 1);
	FIELD(year_lower, 1);
	FIELD(year_upper, 1);
	FIELD(year_changed, VERDICT_ABOVE);
	FIELD(framework, 1);
	FIELD(framework_verdict, VERDICT_ABOVE);
	FIELD(returns, 1);
	FIELD(returns_of, 1);
	FIELD(target, 1);
	FIELD(rebased, S("the ward closed"));
	FIELD(rebased_from, 1);
}

/* A figure that has grown has a field more: hash it in depends_figures.c, try it above,
 * then mend the number here. */
static void
a_figure_has_no_field_that_is_not_tried_above(void **state)
{
	assert_int_equal(sizeof(struct figure), 488);
}

static void
findings_settings_and_sources_have_their_own_hashes(void **state)
{
	struct example e;
	struct str a[DEPEND_N], b[DEPEND_N];

	make(&e);
	hash(&e, a);
	findings_add(e.run.findings, (struct finding){.org = S("XN1")});
	e.run.settings_path = S("templates/theme.yaml");
	e.source[1].sha256 = S("00");
	e.run.date = 5;
	hash(&e, b);
	assert_false(str_eq(a[DEPEND_findings], b[DEPEND_findings]));
	assert_false(str_eq(a[DEPEND_settings], b[DEPEND_settings]));
	assert_true(str_eq(a[DEPEND_returns], b[DEPEND_returns]));
	assert_false(str_eq(a[DEPEND_date], b[DEPEND_date]));
	assert_true(str_eq(a[DEPEND_sources], b[DEPEND_sources]));
	assert_true(str_eq(a[DEPEND_own_figures], b[DEPEND_own_figures]));
	assert_true(str_eq(a[DEPEND_program], b[DEPEND_program]));
	test_drop(&e.c);
}

/* Charts draw the quarters before. */
static void
a_figure_of_an_earlier_quarter_counts(void **state)
{
	struct example e;
	struct figure before;
	struct scorecard card, *cards[] = {&card};
	struct str a[DEPEND_N], b[DEPEND_N];

	make(&e);
	before = e.figure;
	card = e.card;
	card.figure = &before;
	e.card.history = (struct history){cards, 1};
	hash(&e, a);
	before.value += 1;
	hash(&e, b);
	for (int i = 0; i < DEPEND_N; i++)
		assert_int_equal(str_eq(a[i], b[i]), i != DEPEND_own_figures);
	test_drop(&e.c);
}

/* The workbook of an audit is the return, cell for cell; no other pack shows
 * what no figure takes. */
static void
only_its_audit_rests_on_the_bytes_of_a_return(void **state)
{
	struct return_sent sent;
	struct example e;
	struct str a[DEPEND_N], b[DEPEND_N];

	make(&e);
	sent = (struct return_sent){.org = e.figure.org, .source = 1};
	e.data->sent = &sent;
	e.data->n_sent = 1;
	hash(&e, a);
	e.source[0].sha256 = S("00");
	e.source[1].sha256 = S("00");
	hash(&e, b);
	for (int i = 0; i < DEPEND_N; i++)
		assert_true(str_eq(a[i], b[i]));
	e.subject.audit = true;
	hash(&e, a);
	assert_false(str_eq(a[DEPEND_returns], b[DEPEND_returns]));
	e.source[0].sha256 = S("01");
	hash(&e, b);
	assert_true(str_eq(a[DEPEND_returns], b[DEPEND_returns]));
	e.source[1].sha256 = S("01");
	hash(&e, b);
	assert_false(str_eq(a[DEPEND_returns], b[DEPEND_returns]));
	test_drop(&e.c);
}

/* Of its own audit, of another trust's, and of its board report. */
static void
hash_audits(struct example *e, struct str out[3])
{
	struct subject own = e->subject;
	struct str all[DEPEND_N];

	e->subject.audit = true;
	hash(e, all);
	out[0] = all[DEPEND_findings];
	e->subject.organisation = &e->data->organisation[1];
	hash(e, all);
	out[1] = all[DEPEND_findings];
	e->subject = own;
	hash(e, all);
	out[2] = all[DEPEND_findings];
}

static void
an_audit_rests_on_its_own_faults_and_on_all_scores(void **state)
{
	struct audit_topic topic[2] = {{.validity = 90}, {.validity = 80}};
	struct audit_return sent[2] = {0};
	uint8_t mark = FAULT_OPEN;
	struct audit_fault fault = {.code = S("AUD101"), .mark = &mark};
	struct str name = S("Wards"), was[3], now[3];
	struct audit a = {.quarter = (day[]){day_of(2026, 6, 30)},
	    .n_quarters = 1,
	    .topic = &name,
	    .n_topics = 1,
	    .sent = sent,
	    .n = 2,
	    .fault = &fault,
	    .n_faults = 1};
	struct example e;

	make(&e);
	dataset_organisation(
	    e.c.mem, e.data, symbols_add(e.data->symbols, S("XN2")))
	    ->reported_on = true;
	e.subject.organisation = &e.data->organisation[0];
	e.run.audit = &a;
	for (int i = 0; i < 2; i++) {
		sent[i].org = e.data->organisation[i].code;
		sent[i].topic = &topic[i];
	}
	fault.org = sent[0].org;
#define CHANGES(what, own, other)                                              \
	do {                                                                   \
		hash_audits(&e, was);                                          \
		what;                                                          \
		hash_audits(&e, now);                                          \
		assert_int_equal(!str_eq(was[0], now[0]), own);                \
		assert_int_equal(!str_eq(was[1], now[1]), other);              \
		assert_true(str_eq(was[2], now[2]));                           \
	} while (0)
	CHANGES(fault.answer = S("Known"), true, false);
	CHANGES(mark = FAULT_FIXED, true, false);
	CHANGES(sent[0].open = 3, true, false);
	CHANGES(sent[1].coverage = 50, false, true);
	CHANGES(topic[0].excess = 1, true, false);
	CHANGES(sent[0].score = 70, true, true);
	CHANGES(topic[1].validity = 85, true, true);
	test_drop(&e.c);
}

static bool
same_findings(struct example *e, sym region, const struct str *was)
{
	struct str now[DEPEND_N];

	e->subject = (struct subject){.region = region};
	hash(e, now);
	return str_eq(now[DEPEND_findings], *was);
}

static void
a_boards_pack_rests_on_all_findings_and_englands_on_doubts(void **state)
{
	struct effect effect = {.indicator = S("MIX01")};
	struct finding *f;
	struct str board[DEPEND_N], england[DEPEND_N];
	struct example e;
	sym icb, eng;

	make(&e);
	icb = symbols_add(e.data->symbols, S("QX1"));
	eng = symbols_add(e.data->symbols, S("ENG"));
	e.data->organisation[0].icb = icb;
	e.subject = (struct subject){.region = icb};
	hash(&e, board);
	e.subject.region = eng;
	hash(&e, england);
	findings_add(e.run.findings, (struct finding){.org = S("XN1")});
	assert_false(same_findings(&e, icb, &board[DEPEND_findings]));
	assert_true(same_findings(&e, eng, &england[DEPEND_findings]));
	f = findings_edit(e.run.findings, 0);
	f->effect = &effect;
	f->n_effects = 1;
	f->standing = STANDING_NEW;
	assert_false(same_findings(&e, eng, &england[DEPEND_findings]));
	f->standing = STANDING_ANSWERED;
	assert_true(same_findings(&e, eng, &england[DEPEND_findings]));
	test_drop(&e.c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_field_of_a_figure_makes_another_hash),
	    cmocka_unit_test(a_figure_has_no_field_that_is_not_tried_above),
	    cmocka_unit_test(
		findings_settings_and_sources_have_their_own_hashes),
	    cmocka_unit_test(a_figure_of_an_earlier_quarter_counts),
	    cmocka_unit_test(only_its_audit_rests_on_the_bytes_of_a_return),
	    cmocka_unit_test(
		an_audit_rests_on_its_own_faults_and_on_all_scores),
	    cmocka_unit_test(
		a_boards_pack_rests_on_all_findings_and_englands_on_doubts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
