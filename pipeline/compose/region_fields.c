/* compose/region_fields.c -- the names and fields of a comparison pack. */
#include <math.h>

#include "base/num.h"
#include "compose/figures.h"
#include "compose/region.h"
#include "compose/region_marks.h"
#include "compose/tally.h"
#include "compose/words.h"

enum trust_field {
#define TRUST_FIELD(name, help) TRUST_##name,
#include "compose/trust_fields.def"
#undef TRUST_FIELD
	TRUST_N
};

static const char *const field_name[TRUST_N] = {
#define TRUST_FIELD(name, help) #name,
#include "compose/trust_fields.def"
#undef TRUST_FIELD
};

int
region_field_lookup(struct str name)
{
	for (int i = 0; i < TRUST_N; i++)
		if (str_is(name, field_name[i]))
			return i;
	return -1;
}

static struct value
count(size_t n)
{
	return value_number((double)n, 0, S(""));
}

/* Below one it keeps a decimal: "about 0.4" is not "about none". */
static struct value
chance(size_t tests)
{
	double v = region_chance(tests);

	return value_number(v, v > 0 && v < 1 ? 1 : 0, S(""));
}

enum which { WITH_VERDICT, WITHOUT_FIGURE };

/* Short names of the trusts with this verdict, or without a figure. */
static struct value
names(struct scope *s, const struct subject *u, enum which which,
    enum verdict verdict)
{
	struct list *l = NEW(s->c->mem, struct list);
	day date = region_date(s, u->indicator, u->part);

	l->n_fields = 1;
	l->item = NEWS(s->c->mem, s->region->n + 1, struct value);
	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f =
		    region_figure(s, u->indicator, u->part, date, k);
		bool take = which == WITHOUT_FIGURE
				? !figure_known(f)
				: figure_known(f) && f->verdict == verdict;
		if (take)
			l->item[l->n++] =
			    value_text(s->region->member[k].plain_name);
	}
	return (struct value){.kind = VALUE_LIST, .list = l};
}

static double
phi_of(struct scope *s, const struct indicator *i)
{
	const struct funnel_limits *f = scorecard_funnel(s->card, i);

	return f == NULL ? NAN : f->phi;
}

/* "limits widened (φ 2.2)" */
static struct value
limits_words(struct scope *s, const struct indicator *i)
{
	const struct funnel_limits *f = scorecard_funnel(s->card, i);
	struct buf b = buf_new(s->c->mem);

	if (f == NULL)
		return value_missing("");
	buf_addz(&b, f->tau2 > 0 ? "limits widened (\u03c6\u00a0"
				 : "limits of chance alone (\u03c6\u00a0");
	num_fixed(&b, f->phi, 1, 0);
	buf_addc(&b, ')');
	return value_text(buf_str(&b));
}

static struct value
more_fields(struct scope *s, const struct subject *u, enum trust_field field)
{
	const struct indicator *i = u->indicator;
	size_t n = 0;

	switch (field) {
	case TRUST_limits_phi:
		return isnan(phi_of(s, i))
			   ? value_missing("")
			   : value_number(phi_of(s, i), 1, S(""));
	case TRUST_limits_words:
		return limits_words(s, i);
	case TRUST_limits_finding:
		return value_text(region_limits_finding(s, i));
	case TRUST_limits_evidence:
		return value_text(region_limits_evidence(s, i));
	case TRUST_trends_finding:
		return value_text(region_trends_finding(s, i));
	case TRUST_ratios_finding:
		return value_text(region_ratios_finding(s, i));
	case TRUST_change_finding:
		return value_text(region_change_finding(s, i));
	case TRUST_query:
		return value_truth(england_in_query(s, i));
	case TRUST_year_finding:
		return value_text(region_year_finding(s, i));
	case TRUST_year_n:
		for (size_t k = 0; k < s->region->n; k++) {
			const struct figure *f = scorecard_find(
			    s->card, s->region->member[k].code, i->id, S(""));
			n += figure_known(f) && f->year_changed != VERDICT_NONE;
		}
		return count(n);
	default:
		break;
	}
	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f = scorecard_find(
		    s->card, s->region->member[k].code, i->id, S(""));
		n += figure_known(f) && f->points > 1;
	}
	return count(n);
}

struct value
region_field(struct scope *s, const struct subject *u, int field)
{
	struct marks m, parts;

	if (s->region == NULL)
		return value_missing("");
	m = region_marks(s, u->indicator, u->part);
	switch ((enum trust_field)field) {
	case TRUST_pooled_n:
		return count(u->figure == NULL ? 0 : u->figure->pooled_n);
	case TRUST_pooled_of:
		return count(s->region->n);
	case TRUST_trusts_n:
		return count(m.known);
	case TRUST_trusts_compared_n:
		return count(m.compared);
	case TRUST_trusts_above_n:
		return count(m.above);
	case TRUST_trusts_below_n:
		return count(m.below);
	case TRUST_trusts_different_n:
		return count(m.above + m.below);
	case TRUST_trusts_same_n:
		return count(m.same);
	case TRUST_trusts_missing_n:
		return count(m.missing + m.withheld);
	case TRUST_trusts_withheld_n:
		return count(m.withheld);
	case TRUST_trusts_above:
		return names(s, u, WITH_VERDICT, VERDICT_ABOVE);
	case TRUST_trusts_below:
		return names(s, u, WITH_VERDICT, VERDICT_BELOW);
	case TRUST_trusts_missing:
		return names(s, u, WITHOUT_FIGURE, VERDICT_NONE);
	case TRUST_trusts_finding:
		return value_text(region_finding(s, u->indicator, u->part));
	case TRUST_trusts_date:
		return value_day(region_date(s, u->indicator, u->part));
	case TRUST_trusts_stale:
		return value_truth(region_stale(s, u->indicator, u->part));
	case TRUST_limits_n:
		return count(region_placed_marks(s, u->indicator).tested);
	case TRUST_limits_phi:
	case TRUST_limits_words:
	case TRUST_limits_finding:
	case TRUST_limits_evidence:
	case TRUST_trends_n:
	case TRUST_trends_finding:
	case TRUST_ratios_finding:
	case TRUST_change_finding:
	case TRUST_query:
	case TRUST_year_finding:
	case TRUST_year_n:
		return more_fields(s, u, (enum trust_field)field);
	case TRUST_part_tests_n:
	case TRUST_part_tests_different_n:
	case TRUST_part_tests_chance_n:
	case TRUST_N:
		break;
	}
	parts = region_part_marks(s, u->indicator);
	if (field == TRUST_part_tests_n)
		return count(parts.compared);
	if (field == TRUST_part_tests_chance_n)
		return chance(parts.compared);
	return count(parts.above + parts.below);
}

/* ---- plain names */

struct value
region_name_trusts_n(struct scope *s)
{
	return s->region == NULL ? value_missing("") : count(s->region->n);
}

struct value
region_name_region_the(struct scope *s)
{
	return s->region == NULL ? value_missing("")
				 : value_text(s->region->the);
}

struct value
region_name_region_word(struct scope *s)
{
	if (s->region == NULL)
		return value_missing("");
	return value_text(s->region->country ? S("country")
			  : s->region->icb   ? S("care board")
					     : S("region"));
}

struct value
region_name_several(struct scope *s)
{
	return value_truth(s->region != NULL && s->region->n > 1);
}

struct value
region_name_many(struct scope *s)
{
	return value_truth(s->region != NULL && s->region->n > 2);
}

struct value
region_name_region_title(struct scope *s)
{
	return s->region == NULL ? value_missing("")
				 : value_text(region_title(s));
}

static struct value
tests(struct scope *s, bool above, bool below, bool same)
{
	struct marks m;

	if (s->region == NULL)
		return value_missing("");
	m = region_all_marks(s);
	return count((above ? m.above : 0) + (below ? m.below : 0) +
		     (same ? m.same : 0));
}

struct value
region_name_tests_n(struct scope *s)
{
	return tests(s, true, true, true);
}

struct value
region_name_tests_above_n(struct scope *s)
{
	return tests(s, true, false, false);
}

struct value
region_name_tests_below_n(struct scope *s)
{
	return tests(s, false, true, false);
}

struct value
region_name_tests_different_n(struct scope *s)
{
	return tests(s, true, true, false);
}

struct value
region_name_tests_same_n(struct scope *s)
{
	return tests(s, false, false, true);
}

struct value
region_name_tests_chance_n(struct scope *s)
{
	return s->region == NULL ? value_missing("")
				 : chance(region_all_marks(s).compared);
}

/* Trust k's measures by verdict; those without a figure as well. */
static struct marks
trust_marks(struct scope *s, size_t k)
{
	struct marks m = {0};

	for (size_t i = 0; i < s->tally->n; i++) {
		const struct indicator *d = s->tally->measure[i].indicator;
		day date = region_date(s, d, S(""));
		const struct figure *f = region_figure(s, d, S(""), date, k);
		/* What nobody here has is no trust's own gap. */
		m.missing += region_fed(s, d) && !figure_known(f);
		if (!figure_known(f))
			continue;
		m.above += f->verdict == VERDICT_ABOVE;
		m.below += f->verdict == VERDICT_BELOW;
	}
	return m;
}

struct value
region_name_trusts_partly_n(struct scope *s)
{
	size_t n = 0;

	for (size_t k = 0; s->region != NULL && k < s->region->n; k++)
		n += trust_marks(s, k).missing > 0;
	return s->region == NULL ? value_missing("") : count(n);
}

struct value
region_name_trusts_unmarked(struct scope *s)
{
	struct list *l = NEW(s->c->mem, struct list);

	if (s->region == NULL)
		return value_missing("");
	l->n_fields = 1;
	l->item = NEWS(s->c->mem, s->region->n + 1, struct value);
	for (size_t k = 0; k < s->region->n; k++) {
		struct marks m = trust_marks(s, k);
		if (m.above + m.below == 0)
			l->item[l->n++] =
			    value_text(s->region->member[k].plain_name);
	}
	return (struct value){.kind = VALUE_LIST, .list = l};
}

struct value
region_name_trusts(struct scope *s)
{
	struct list *l = NEW(s->c->mem, struct list);
	const struct symbols *t = s->card->dataset->symbols;
	size_t n = s->region == NULL ? 0 : s->region->n;

	l->n_fields = 4;
	l->item = NEWS(s->c->mem, n * l->n_fields + 1, struct value);
	for (; l->n < n; l->n++) {
		const struct member *m = &s->region->member[l->n];
		struct value *v = &l->item[l->n * l->n_fields];
		v[0] = value_text(m->plain_name);
		v[1] = value_text(m->name);
		v[2] = value_text(m->code);
		v[3] = value_text(words_apostrophes(
		    s->c->mem, symbols_text(t, m->organisation->icb_name)));
	}
	return (struct value){.kind = VALUE_LIST, .list = l};
}
