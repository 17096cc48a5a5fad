/* tests/unit/indicators/small.h -- datasets and catalogues made by hand. */
#ifndef TESTS_SMALL_H
#define TESTS_SMALL_H

#include "check.h"
#include "indicators/indicators.h"

static const struct settings small_settings = {.stale_after_months = 12,
    .peers_minimum = 3,
    .disclosure = DISCLOSURE_SMALL_4};
static const struct period small_period = {2025, 3}; /* October to December */

static inline void
small_org(struct ctx *c, struct dataset *d, const char *code,
    const char *cluster, const char *region, bool reported)
{
	struct symbols *t = d->symbols;
	struct organisation *o =
	    dataset_organisation(c->mem, d, symbols_add(t, str_of(code)));

	o->name = symbols_add(t, str_of(code));
	o->cluster = symbols_add(t, str_of(cluster));
	o->region_name = o->region = symbols_add(t, str_of(region));
	o->reported_on = reported;
}

/* One observation; group is its staff group and may be empty. */
static inline struct observation *
small_add(struct ctx *c, struct dataset *d, const char *org,
    const char *measure, const char *group, day when, double value)
{
	struct observation *o = dataset_add(c->mem, d);

	o->org = symbols_add(d->symbols, str_of(org));
	o->measure = symbols_add(d->symbols, str_of(measure));
	o->dim[DIM_staff_group] = symbols_add(d->symbols, str_of(group));
	o->date = when;
	o->value = value;
	return o;
}

static inline struct quantity
small_quantity(struct ctx *c, const char *a, const char *b)
{
	struct quantity q = {
	    .n_measures = b == NULL ? 1 : 2, .mean = b != NULL};

	q.measure = NEWS(c->mem, 2, struct str);
	q.measure[0] = str_of(a);
	q.measure[1] = str_of(b);
	return q;
}

/* A share of two measures with a Wilson interval. */
static inline struct indicator
small_share(struct ctx *c, const char *id, const char *num, const char *den)
{
	return (struct indicator){.id = str_of(id),
	    .title = S("Absence"),
	    .measure = S("lost, % of available"),
	    .unit = UNIT_PERCENT,
	    .places = 1,
	    .direction = DIRECTION_LOWER,
	    .interval = INTERVAL_WILSON,
	    .numerator = small_quantity(c, num, NULL),
	    .denominator = small_quantity(c, den, NULL),
	    .breakdown = DIM_N,
	    .sentence = S("Absence was {value} in {month}")};
}

/* Leavers over the mean of start and end, by staff group, as people. */
static inline struct indicator
small_leavers(struct ctx *c)
{
	struct indicator ind = small_share(c, "RET02", "leavers", "start");

	ind.denominator = small_quantity(c, "start", "end");
	ind.breakdown = DIM_staff_group;
	ind.total = S("All");
	ind.people = true;
	ind.absent_is_zero = true;
	ind.sentence_split = S("Leavers in {breakdown} were {value}");
	return ind;
}

static inline struct scorecard *
small_compute(struct ctx *c, struct dataset *d, struct indicator *ind, size_t n,
    struct settings settings)
{
	struct catalogue *k = NEW(c->mem, struct catalogue);
	struct scorecard *s;

	*k = (struct catalogue){ind, n};
	dataset_sort_organisations(d);
	assert_true(
	    indicators_compute(c, d, k, &settings, small_period, NULL, &s));
	return s;
}

#endif
