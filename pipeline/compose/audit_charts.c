/* compose/audit_charts.c -- what the charts of a data audit are given, and the
 * tables behind them. */
#include <math.h>

#include "base/num.h"
#include "base/sort.h"
#include "compose/audit.h"
#include "compose/region.h"
#include "compose/series.h"
#include "compose/words.h"

enum { NAME_CHARS = 12 };

struct chart_point
audit_point(struct str label, double v)
{
	struct chart_point p = series_blank(label, ROLE_SELF);

	if (isfinite(v))
		p.status = STATUS_OK;
	p.value = v;
	p.x = p.from = p.to = p.share = NAN;
	p.mean = p.limit_low = p.limit_high = NAN;
	return p;
}

size_t
audit_first_quarter(const struct audit *a)
{
	return a->n_quarters > AUDIT_QUARTERS ? a->n_quarters - AUDIT_QUARTERS
					      : 0;
}

/* ---- score and England's, quarter by quarter */

static void
score_series(struct scope *s, struct chart_input *in, struct table_maker *m)
{
	const struct audit_view *v = s->audit;
	const struct audit *a = v->audit;
	size_t n;

	table_column(m, S("Quarter"), ALIGN_LEFT, 1);
	table_column(m, S("Score"), ALIGN_RIGHT, 1);
	table_column(m, S("England, mean"), ALIGN_RIGHT, 1);
	table_column(m, S("Returns in England's mean"), ALIGN_RIGHT, 1);
	in->point = NEWS(s->c->mem, a->n_quarters, struct chart_point);
	/* The name stands at the line's end. */
	if (str_chars(s->short_name) > NAME_CHARS)
		in->self_name = S("This trust");
	for (size_t q = audit_first_quarter(a); q < a->n_quarters; q++) {
		const struct audit_return *r =
		    audit_find(a, v->org, a->quarter[q]);
		struct chart_point *p = &in->point[in->n++];
		*p = audit_point(audit_quarter_words(s->c->mem, a->quarter[q]),
		    r == NULL || !r->sent ? NAN : audit_whole(r->score));
		p->england = audit_whole(audit_england(a, a->quarter[q], &n));
		table_row(m);
		table_text(m, p->label);
		table_number(m, p->value, 0);
		table_number(m, p->england, 0);
		table_number(m, (double)n, 0);
	}
}

/* ---- faults fixed, persisting and new */

static void
ledger_series(struct scope *s, struct chart_input *in, struct table_maker *m)
{
	const struct audit_view *v = s->audit;
	static const char *const label[] = {"fixed", "persisting", "new"};
	const size_t n[] = {v->fixed, v->persisting, v->fresh};
	const size_t before = v->fixed + v->persisting;

	table_column(m, S("Faults"), ALIGN_LEFT, 1);
	table_column(m, S("Number"), ALIGN_RIGHT, 1);
	in->n = COUNT(n);
	in->point = NEWS(s->c->mem, in->n, struct chart_point);
	for (size_t i = 0; i < in->n; i++) {
		in->point[i] = audit_point(str_of(label[i]), (double)n[i]);
		table_row(m);
		table_text(m, words_capital(s->c->mem, str_of(label[i])));
		table_number(m, (double)n[i], 0);
	}
	in->from_label =
	    v->before == NULL
		? S("no return before")
		: str_fmt(s->c->mem, "open in %.*s: %zu",
		      STRF(audit_quarter_words(s->c->mem, v->before->date)),
		      before);
	in->to_label =
	    str_fmt(s->c->mem, "open now: %zu", v->persisting + v->fresh);
}

/* ---- the commonest rules */

static void
rules_series(struct scope *s, struct chart_input *in, struct table_maker *m)
{
	bool region = s->region != NULL;
	size_t n, findings, lead, all = 0, sum = 0;
	struct audit_rule_count *rule = audit_rules(s->c->mem,
	    region ? s->audits : &s->audit, region ? s->region->n : 1, &n);

	lead = audit_rules_leading(rule, n, &findings);
	for (size_t i = 0; i < n; i++)
		all += rule[i].n;
	table_column(m, S("Rule"), ALIGN_LEFT, 1);
	table_column(m, S("Code"), ALIGN_LEFT, 1);
	table_column(m, S("Open findings"), ALIGN_RIGHT, 1);
	table_column(m, S("Running share"), ALIGN_RIGHT, 1)->unit = S("%");
	in->point = NEWS(s->c->mem, n + 1, struct chart_point);
	for (; in->n < n; in->n++) {
		struct chart_point *p = &in->point[in->n];
		const struct audit_rule_count *r = &rule[in->n];
		sum += r->n;
		*p = audit_point(
		    audit_rule_words(s->c->mem, r->code), (double)r->n);
		p->share = 100.0 * (double)sum / (double)all;
		p->role = in->n < lead ? ROLE_SELF : ROLE_OTHER;
		table_row(m);
		table_text(m, p->label);
		table_text(m, r->code);
		table_number(m, p->value, 0);
		table_number(m, p->share, 1);
	}
}

/* ---- topics by trusts */

static double
median(double *v, size_t n)
{
	if (n == 0)
		return NAN;
	sort_numbers(v, n);
	return n % 2 == 1 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

/* Median of all returns' scores of a topic, and how far from it they lie. */
static double
robust(struct arena *mem, const struct audit *a, day date, size_t topic,
    double *unit)
{
	double *v = NEWS(mem, a->n + 1, double), middle;
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++) {
		double x = audit_topic_score(&a->sent[i], topic);
		if (a->sent[i].date == date && isfinite(x))
			v[n++] = x;
	}
	middle = median(v, n);
	for (size_t i = 0; i < n; i++)
		v[i] = fabs(v[i] - middle);
	*unit = 1.4826 * median(v, n);
	return middle;
}

static int
step_of(double v, double middle, double unit)
{
	double z = fabs(v - middle) / unit;
	int step = z > 2 ? 2 : z > 1 ? 1 : 0;

	/* Where most agree, whoever differs would be far: a point is not. */
	if (!isfinite(v) || !isfinite(middle) || fabs(v - middle) < 1)
		return 0;
	return v < middle ? -step : step;
}

static void
topics_series(struct scope *s, struct chart_input *in, struct table_maker *m)
{
	const struct audit *a = s->in->audit;
	size_t *member = NEWS(s->c->mem, s->region->n, size_t);
	day date = a->quarter[a->n_quarters - 1];

	table_column(m, S("Topic"), ALIGN_LEFT, 1);
	table_column(m, S("England, median"), ALIGN_RIGHT, 1);
	in->column = NEWS(s->c->mem, s->region->n + 1, struct chart_column);
	for (size_t i = 0; i < s->region->n; i++) {
		if (s->audits[i] == NULL)
			continue;
		member[in->n_columns] = i;
		in->column[in->n_columns++] =
		    (struct chart_column){s->region->member[i].plain_name,
			s->region->member[i].shown_code};
		table_column(
		    m, s->region->member[i].plain_name, ALIGN_RIGHT, 1);
	}
	in->n_rows = in->n_columns > 0 ? a->n_topics : 0;
	in->row = NEWS(s->c->mem, in->n_rows + 1, struct chart_row);
	in->point =
	    NEWS(s->c->mem, in->n_rows * in->n_columns + 1, struct chart_point);
	for (size_t t = 0; t < in->n_rows; t++) {
		double unit, middle = robust(s->c->mem, a, date, t, &unit);
		in->row[t] = (struct chart_row){.name = audit_topic_words(s, t),
		    .reference = audit_score_text(s->c->mem, middle)};
		table_row(m);
		table_text(m, audit_topic_words(s, t));
		table_number(m, audit_whole(middle), 0);
		for (size_t i = 0; i < in->n_columns; i++) {
			struct chart_point *p = &in->point[in->n++];
			*p = audit_point(in->column[i].name,
			    audit_topic_score(s->audits[member[i]]->now, t));
			p->step = step_of(p->value, middle, unit);
			table_number(m, p->value, 1);
		}
	}
}

/* ---- drawings in the cells of tables */

bool
audit_draw(struct scope *s, struct at at, const char *chart,
    struct chart_input *in, double width, const struct scene **out)
{
	const struct chart_set *set = s->in->charts;
	struct scene *scene;

	in->width = width;
	in->england = in->peer_q1 = in->peer_median = in->peer_q3 = NAN;
	for (size_t i = 0; i < set->n; i++) {
		if (!str_is(str_of(set->chart[i]->name), chart))
			continue;
		if (!set->chart[i]->draw(
			s->c, in, s->in->theme, s->in->metrics, &scene))
			return false;
		*out = scene;
		return true;
	}
	return diag_fail(
	    s->c, at, "a table of the audit wants the chart '%s'", chart);
}

/* ---- by the word of the template */

static const struct {
	const char *points, *summary;
	bool region;
	void (*make)(
	    struct scope *, struct chart_input *, struct table_maker *);
} kind[] = {
    {"scores", "One row for each quarter.", false, score_series},
    {"ledger", "One row for each part of the bar.", false, ledger_series},
    {"rules", "One row for each rule, the most frequent first.", false,
	rules_series},
    {"region_rules", "One row for each rule, the most frequent first.", true,
	rules_series},
    {"region_topics", "One row for each topic, one column for each trust.",
	true, topics_series},
};

bool
audit_has_points(struct str points)
{
	for (size_t i = 0; i < COUNT(kind); i++)
		if (str_is(points, kind[i].points))
			return true;
	return false;
}

bool
audit_chart(struct scope *s, struct at at, struct str points, struct str name,
    struct chart_input *in, struct table **out)
{
	struct table_maker m;
	size_t k = 0;

	while (k < COUNT(kind) && !str_is(points, kind[k].points))
		k++;
	if (k == COUNT(kind) ||
	    (kind[k].region ? s->audits == NULL : s->audit == NULL))
		return diag_fail(s->c, at,
		    "'points: %.*s' wants a pack that has an audit; ask "
		    "{{#if}} first",
		    STRF(points));
	m = table_make(s->c->mem, name, in->finding, in->subtitle,
	    str_of(kind[k].summary));
	in->self_name = s->short_name;
	in->unit = S("");
	in->places = 0;
	in->england = in->peer_q1 = in->peer_median = in->peer_q3 = NAN;
	kind[k].make(s, in, &m);
	*out = m.table;
	return true;
}
