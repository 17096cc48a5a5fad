/* tests/unit/indicators/recalled.h -- quarters of made-up returns that fill every
 * field of a figure, and scorecards compared field by field. */
#ifndef TESTS_RECALLED_H
#define TESTS_RECALLED_H

#include "base/mix.h"
#include "unit/indicators/engine.h"

enum { QUARTERS = 13, FEW_LEFT = 3 /* one of each discipline */ };

static const struct trust {
	const char *code, *cluster, *region;
	unsigned staff;
} trust[] = {
    {"R0", "Mental Health", "London", 400},
    {"R1", "Mental Health", "London", 300},
    {"R2", "Mental Health", "London", 250},
    {"R3", "Mental Health", "London", 420},
    {"R4", "Mental Health", "South West", 500},
    {"R5", "Mental Health", "South West", 520},
    {"R6", "Mental Health", "South West", 610},
    {"R7", "Acute", "South West", 900},
    {"R8", "Acute", "London", 800},
    {"RA", "Mental Health", "London", 350},
    {"RB", "Mental Health", "London", 330},
    {"RC", "Mental Health", "London", 700},
    {"RD", "Mental Health", "South West", 240},
};

static const struct rebase recalled_rebase[] = {{.indicator = {"WEL01", 5},
    .organisation = {"R4", 2},
    .reason = {"a ward closed", 13}}};
static const struct target recalled_target[] = {{{"R1", 2}, {"WEL01", 5}, 9}};

static inline struct settings
recalled_settings(struct ctx *c)
{
	struct settings s = small_settings;
	struct rebase *r = NEW(c->mem, struct rebase);

	*r = recalled_rebase[0];
	r->date = JUNE - 3 * 91;
	s.history_quarters = QUARTERS;
	s.peers_minimum = 2;
	s.rebase = r;
	s.n_rebase = 1;
	s.target = (struct target *)recalled_target;
	s.n_target = COUNT(recalled_target);
	return s;
}

/* The last day of the quarter so many before June 2026. */
static inline day
recalled_day(int before)
{
	struct period p = engine_period;

	while (before-- > 0)
		p = period_holding(period_start(p) - 1);
	return period_end(p);
}

/* A number from low up to below high, always the same of a trust and quarter. */
static inline double
draw(unsigned who, int before, unsigned what, unsigned low, unsigned high)
{
	uint64_t h = mix64(mix64(mix64(7, who), (uint64_t)before), what);

	return low + (double)(h % (high - low));
}

/* One trust's return of a quarter. */
static inline void
recalled_return(struct ctx *c, struct dataset *d, unsigned who, int before)
{
	const char *org = trust[who].code;
	day when = recalled_day(before);
	unsigned n = 0;

#define ADD(measure, dims, low, high)                                          \
	engine_add(                                                            \
	    c, d, org, measure, dims, when, draw(who, before, n++, low, high))
	ADD("left", "discipline=Nursing", 2, 30);
	ADD("left", "discipline=Medical", 5, 30);
	ADD("left", "discipline=Other", 20, 40);
	ADD("retired", "", 8, 30);
	ADD("lost", "setting=Inpatient", 30, 90);
	ADD("lost", "setting=Community", 20, 50);
	ADD("available", "setting=Inpatient", 500, 600);
	ADD("available", "setting=Community", 400, 700);
	ADD("spells", "", 20, 40);
	ADD("absent", "", 10, 20);
	ADD("staff", "band=5", 200, 300);
	ADD("staff", "band=6", 100, 200);
	ADD("others", "band=5", 50, 100);
	ADD("others", "band=6", 50, 100);
	ADD("unstated", "", 20, 40);
	ADD("trained", "band=5", 60, 140);
	ADD("trained", "band=6", 30, 80);
	ADD("others_trained", "band=5", 15, 40);
	ADD("others_trained", "band=6", 15, 40);
	ADD("graded", "grade=Consultant", 10, 40);
	ADD("graded", "grade=Trainee", 10, 40);
	ADD("posts", "", 80, 140);
	/* One has not said it for longer than a year. */
	if (who != 8 || before > 5)
		ADD("pay_sent", "", 1, 9);
#undef ADD
	engine_add(c, d, org, "cyp_headcount", "", when, trust[who].staff);
	engine_sent(c, d, org, when);
}

/* The observation of a trust, a measure and a quarter that was added first. */
static inline struct observation *
recalled_at(struct dataset *d, const char *org, const char *measure, int before)
{
	for (size_t i = 0; i < d->n; i++) {
		struct observation *o = &d->observation[i];

		if (str_is(symbols_text(d->symbols, o->org), org) &&
		    str_is(symbols_text(d->symbols, o->measure), measure) &&
		    o->date == recalled_day(before))
			return o;
	}
	fail_msg("%s has no %s, %d quarters before", org, measure, before);
	return NULL;
}

static inline struct dataset *
recalled_dataset(struct ctx *c)
{
	struct dataset *d = dataset_new(c->mem);

	d->n_sources = 2;
	d->source = NEWS(c->mem, 2, struct source);
	d->source[0] =
	    (struct source){.path = S("one.xlsx"), .profile = S("return")};
	d->source[1] =
	    (struct source){.path = S("two.xlsx"), .profile = S("return")};
	for (unsigned i = 0; i < COUNT(trust); i++) {
		small_org(c, d, trust[i].code, trust[i].cluster,
		    trust[i].region, true);
		for (int before = 0; before < QUARTERS; before++)
			/* One is late with one, and has only older ones. */
			if (i != 6 || before != 0)
				recalled_return(c, d, i, before);
	}
	for (int i = 0; i < FEW_LEFT; i++)
		recalled_at(d, "R1", "left", 0)[i].value = 1;
	recalled_at(d, "R2", "lost", 0)->reason = REASON_BLANK;
	recalled_at(d, "R3", "available", 1)->reason = REASON_SUPPRESSED;
	recalled_at(d, "R5", "available", 0)->reason = REASON_NOT_APPLICABLE;
	recalled_at(d, "R4", "lost", 0)->value = 290;
	for (size_t i = 0; i < d->n; i++)
		d->observation[i].origin.source = d->observation[i].org % 2;
	/* Whoever sends it adds no word. */
	symbols_add(d->symbols, S("pay_published"));
	return d;
}

/* ---- scorecards field by field */

#define SYMBOLS_OF_A_FIGURE(F) F(org) F(breakdown) F(setting)

#define NUMBERS_OF_A_FIGURE(F)                                                 \
	F(numerator)                                                           \
	F(denominator)                                                         \
	F(value)                                                               \
	F(lower)                                                               \
	F(upper)                                                               \
	F(peer_q1)                                                             \
	F(peer_median)                                                         \
	F(peer_q3)                                                             \
	F(england)                                                             \
	F(cluster_min)                                                         \
	F(cluster_q1)                                                          \
	F(cluster_median)                                                      \
	F(cluster_q3)                                                          \
	F(cluster_max)                                                         \
	F(against_numerator)                                                   \
	F(against_denominator)                                                 \
	F(p)                                                                   \
	F(unknown)                                                             \
	F(to_close)                                                            \
	F(mean)                                                                \
	F(limit_low)                                                           \
	F(limit_high)                                                          \
	F(p_same)                                                              \
	F(volume)                                                              \
	F(units)                                                               \
	F(before)                                                              \
	F(change)                                                              \
	F(change_lower)                                                        \
	F(change_upper)                                                        \
	F(framework)                                                           \
	F(target)                                                              \
	F(year_before)                                                         \
	F(year_change)                                                         \
	F(year_lower)                                                          \
	F(year_upper)

#define COUNTS_OF_A_FIGURE(F)                                                  \
	F(indicator)                                                           \
	F(date)                                                                \
	F(stale)                                                               \
	F(peer_n)                                                              \
	F(england_n)                                                           \
	F(rank)                                                                \
	F(rank_of)                                                             \
	F(overlapping)                                                         \
	F(verdict)                                                             \
	F(status)                                                              \
	F(source)                                                              \
	F(pooled_n)                                                            \
	F(pooled_of)                                                           \
	F(variation)                                                           \
	F(rule)                                                                \
	F(assurance)                                                           \
	F(points)                                                              \
	F(fired_from)                                                          \
	F(fired_to)                                                            \
	F(placed)                                                              \
	F(changed)                                                             \
	F(framework_verdict)                                                   \
	F(returns)                                                             \
	F(returns_of)                                                          \
	F(rebased_from)                                                        \
	F(year_changed)

#define TEXTS_OF_A_FIGURE(F) F(reason) F(sentence) F(movement) F(rebased)

/* And pooled. A figure that has grown has a field more: add it above. */
_Static_assert(sizeof(struct figure) == 488, "a field is not compared");

static inline bool
same_bits(double a, double b)
{
	return memcmp(&a, &b, sizeof a) == 0;
}

static inline bool
same_syms(const struct scorecard *a, const sym *x, const struct scorecard *b,
    const sym *y, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!str_eq(symbols_text(a->dataset->symbols, x[i]),
			symbols_text(b->dataset->symbols, y[i])))
			return false;
	return true;
}

/* The first field in which they differ; NULL: in none. */
static inline const char *
figures_differ(const struct scorecard *a, const struct figure *x,
    const struct scorecard *b, const struct figure *y)
{
#define OF_SYMBOL(f)                                                           \
	if (!same_syms(a, &x->f, b, &y->f, 1))                                 \
		return #f;
#define OF_NUMBER(f)                                                           \
	if (!same_bits(x->f, y->f))                                            \
		return #f;
#define OF_COUNT(f)                                                            \
	if (x->f != y->f)                                                      \
		return #f;
#define OF_TEXT(f)                                                             \
	if (!str_eq(x->f, y->f))                                               \
		return #f;
	SYMBOLS_OF_A_FIGURE(OF_SYMBOL)
	NUMBERS_OF_A_FIGURE(OF_NUMBER)
	COUNTS_OF_A_FIGURE(OF_COUNT)
	TEXTS_OF_A_FIGURE(OF_TEXT)
	return same_syms(a, x->pooled, b, y->pooled, x->pooled_n) ? NULL
								  : "pooled";
}

static inline void
assert_same_figures(
    const struct scorecard *a, const struct scorecard *b, const char *what)
{
	if (a->n != b->n)
		fail_msg("%s: %zu figures, not %zu", what, a->n, b->n);
	for (size_t i = 0; i < a->n; i++) {
		const struct figure *f = &b->figure[i];
		const char *field = figures_differ(a, &a->figure[i], b, f);

		if (field != NULL)
			fail_msg("%s: %s of %s, %s '%s' '%s', of %d", what,
			    field, symbols_text(b->dataset->symbols, f->org).p,
			    b->catalogue->indicator[f->indicator].id.p,
			    symbols_text(b->dataset->symbols, f->setting).p,
			    symbols_text(b->dataset->symbols, f->breakdown).p,
			    (int)period_end(b->period));
	}
}

static inline void
assert_same_peers(
    const struct scorecard *a, const struct scorecard *b, const char *what)
{
	assert_int_equal(a->n_peers, b->n_peers);
	for (size_t i = 0; i < a->n_peers; i++) {
		const struct peer_group *x = &a->peers[i], *y = &b->peers[i];

		if (!same_syms(a, &x->org, b, &y->org, 1) || x->n != y->n ||
		    !same_syms(a, x->peer, b, y->peer, x->n) ||
		    !str_eq(x->rule, y->rule) ||
		    !str_eq(x->sensitivity, y->sensitivity))
			fail_msg("%s: peers %zu", what, i);
	}
}

static inline void
assert_same_limits(
    const struct scorecard *a, const struct scorecard *b, const char *what)
{
	assert_int_equal(a->n_funnels, b->n_funnels);
	for (size_t i = 0; i < a->n_funnels; i++) {
		const struct funnel_limits *x = &a->funnel[i],
					   *y = &b->funnel[i];

		if (x->indicator != y->indicator || x->used != y->used ||
		    !same_bits(x->target, y->target) ||
		    !same_bits(x->phi, y->phi) ||
		    !same_bits(x->tau2, y->tau2) || x->n != y->n ||
		    memcmp(x->place, y->place, x->n * sizeof *x->place) != 0)
			fail_msg("%s: funnel limits %zu", what, i);
	}
}

static inline void
assert_same_scorecard(
    const struct scorecard *a, const struct scorecard *b, const char *what)
{
	assert_int_equal(a->history.n, b->history.n);
	for (size_t i = 0; i <= a->history.n; i++)
		assert_same_figures(
		    scorecard_card(a, i), scorecard_card(b, i), what);
	assert_same_peers(a, b, what);
	assert_same_limits(a, b, what);
}

#endif
