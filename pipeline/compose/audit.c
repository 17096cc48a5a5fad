/* compose/audit.c -- one organisation's return and what the audit says of it. */
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "compose/audit.h"
#include "compose/region.h"
#include "compose/words.h"

/* ---- scores */

double
audit_england(const struct audit *a, day date, size_t *n)
{
	double sum = 0;

	*n = 0;
	for (size_t i = 0; i < a->n; i++) {
		if (a->sent[i].date != date || !a->sent[i].sent ||
		    !isfinite(a->sent[i].score))
			continue;
		sum += a->sent[i].score;
		++*n;
	}
	return *n > 0 ? sum / (double)*n : NAN;
}

double
audit_topic_score(const struct audit_return *r, size_t topic)
{
	return r == NULL || !r->sent ? NAN : r->topic[topic].validity;
}

double
audit_england_topic(const struct audit *a, day date, size_t topic)
{
	double sum = 0;
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++) {
		double v = audit_topic_score(&a->sent[i], topic);
		if (a->sent[i].date != date || !isfinite(v))
			continue;
		sum += v;
		n++;
	}
	return n > 0 ? sum / (double)n : NAN;
}

struct str
audit_quarter_words(struct arena *mem, day date)
{
	struct buf b = buf_new(mem);

	period_print_page(&b, period_holding(date));
	return buf_str(&b);
}

/* The form's sheets are called "Return CPD"; its titles are longer than rows. */
struct str
audit_topic_words(struct scope *s, size_t topic)
{
	struct str sheet = s->in->form->topic[topic].sheet;
	struct str head = S("Return ");

	if (str_starts(sheet, head))
		sheet = str_slice(sheet, head.n, sheet.n);
	return words_capital(s->c->mem, sheet);
}

/* The ten under the lowest score, and never so near the top that a point more or
 * less looks like much. */
double
audit_scale_from(const struct audit_view *v)
{
	double lowest = 90;

	if (v->now == NULL || !v->now->sent)
		return 0;
	for (size_t i = 0; i < v->audit->n; i++) {
		const struct audit_return *r = &v->audit->sent[i];
		for (size_t t = 0; r->org == v->org && t < v->audit->n_topics;
		     t++) {
			double x = audit_topic_score(r, t);
			if (isfinite(x) && x < lowest)
				lowest = x;
		}
	}
	lowest = floor(lowest / 10) * 10;
	return lowest > 80 ? 80 : lowest < 0 ? 0 : lowest;
}

double
audit_whole(double score)
{
	double v = num_round(score, 0);

	return v >= 100 && score < 100 ? 99 : v;
}

struct str
audit_score_text(struct arena *mem, double v)
{
	struct buf b = buf_new(mem);

	if (!isfinite(v))
		return str_of(status_mark[STATUS_MISSING]);
	num_fixed(&b, audit_whole(v), 0, NUM_TRUE_MINUS);
	return buf_str(&b);
}

double
audit_change(double before, double now)
{
	return audit_whole(now) - audit_whole(before);
}

/* ---- findings in the order to fix them */

bool
audit_item_answered(const struct audit_item *i)
{
	return i->finding->standing == STANDING_ANSWERED;
}

/* In halves of the interval as sent; without one, as a share of the figure. */
static double
size_of(const struct effect *e)
{
	double half = (e->upper_before - e->lower_before) / 2;
	double by = fabs(e->value_after - e->value_before);

	if (!isfinite(by))
		return 0;
	if (isfinite(half) && half > 0)
		return by / half;
	return e->value_before != 0 ? by / fabs(e->value_before) : by;
}

static void
rank(struct audit_item *i)
{
	const struct finding *f = i->finding;

	i->rank = RANK_NONE;
	for (size_t k = 0; k < f->n_effects; k++) {
		const struct effect *e = &f->effect[k];
		enum audit_rank r = e->verdict_changes ? RANK_VERDICT
				    : e->new_result    ? RANK_NEW
						       : RANK_MOVES;
		double size = size_of(e);
		/* What is printed alike has no effect to tell of. */
		if (r == RANK_MOVES && str_eq(e->before, e->after))
			continue;
		if (r > i->rank || (r == i->rank && size <= i->size))
			continue;
		i->rank = r;
		i->size = size;
		i->effect = e;
	}
}

static int
by_effect(const void *a, const void *b)
{
	const struct audit_item *x = *(const struct audit_item *const *)a;
	const struct audit_item *y = *(const struct audit_item *const *)b;
	enum level l = finding_rule[x->finding->kind].level,
		   m = finding_rule[y->finding->kind].level;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->size != y->size)
		return x->size > y->size ? -1 : 1;
	if (l != m)
		return l > m ? -1 : 1;
	return x->number < y->number ? -1 : 1;
}

static void
collect(struct arena *mem, const struct compose_input *in, day date,
    struct audit_view *v)
{
	struct issue *issue = issues_of(mem, in->findings,
	    in->scorecard->dataset, in->form, v->org, date, &v->n);

	v->item = NEWS(mem, v->n + 1, struct audit_item);
	v->open = NEWS(mem, v->n + 1, const struct audit_item *);
	for (size_t i = 0; i < v->n; i++) {
		struct audit_item *k = &v->item[i];
		*k = (struct audit_item){.finding = issue[i].finding,
		    .topic = issue[i].topic,
		    .number = i + 1};
		rank(k);
		if (audit_item_answered(k)) {
			v->n_answered++;
			continue;
		}
		v->open[v->n_open++] = k;
		v->n_verdicts += k->rank == RANK_VERDICT;
		v->n_new_results += k->rank == RANK_NEW;
		v->n_moves += k->rank == RANK_MOVES;
	}
	if (v->n_open > 1)
		qsort(v->open, v->n_open, sizeof *v->open, by_effect);
}

/* ---- faults over the quarters */

enum fault_mark
audit_mark(const struct audit_view *v, const struct audit_fault *f, size_t q)
{
	return q < v->audit->n_quarters ? (enum fault_mark)f->mark[q]
					: FAULT_ABSENT;
}

static bool
is_open(const struct audit_view *v, const struct audit_fault *f, size_t q)
{
	return audit_mark(v, f, q) == FAULT_OPEN;
}

/* Longest open first; then the new; then what was fixed, the longest first. */
struct aged {
	const struct audit_fault *fault;
	int kind;   /* 0 stayed, 1 new, 2 fixed */
	size_t age; /* quarters open in all */
};

static int
by_age(const void *a, const void *b)
{
	const struct aged *x = a, *y = b;
	int r;

	if (x->kind != y->kind)
		return x->kind - y->kind;
	if (x->age != y->age)
		return x->age > y->age ? -1 : 1;
	r = str_cmp(x->fault->place, y->fault->place);
	return r != 0 ? r : str_cmp(x->fault->code, y->fault->code);
}

static void
follow(struct arena *mem, struct audit_view *v)
{
	const struct audit *a = v->audit;
	struct aged *aged = NEWS(mem, a->n_faults + 1, struct aged);

	for (size_t i = 0; i < a->n_faults; i++) {
		const struct audit_fault *f = &a->fault[i];
		bool now = is_open(v, f, v->quarter);
		bool then = is_open(v, f, v->last);
		struct aged *to = &aged[v->n_faults];
		if (f->org != v->org || (!now && !then))
			continue;
		v->persisting += now && then;
		v->fresh += now && !then;
		v->fixed += !now && then;
		*to = (struct aged){f, !now ? 2 : !then, 0};
		for (size_t q = 0; q < a->n_quarters; q++)
			to->age += is_open(v, f, q);
		v->n_faults++;
	}
	if (v->n_faults > 1)
		qsort(aged, v->n_faults, sizeof *aged, by_age);
	v->fault = NEWS(mem, v->n_faults + 1, const struct audit_fault *);
	for (size_t i = 0; i < v->n_faults; i++)
		v->fault[i] = aged[i].fault;
}

/* ---- the whole */

static size_t
quarter_of(const struct audit *a, day date)
{
	for (size_t i = 0; i < a->n_quarters; i++)
		if (a->quarter[i] == date)
			return i;
	return SIZE_MAX;
}

const struct audit_view *
audit_view(struct arena *mem, const struct compose_input *in, struct str org)
{
	struct audit_view *v = NEW(mem, struct audit_view);
	const struct audit *a = in->audit;
	day date;

	if (a == NULL || in->form == NULL || a->n_quarters == 0)
		return NULL;
	date = a->quarter[a->n_quarters - 1];
	*v = (struct audit_view){.audit = a,
	    .org = symbols_lookup(in->scorecard->dataset->symbols, org),
	    .quarter = a->n_quarters - 1,
	    .last = SIZE_MAX};
	if (v->org == 0)
		return NULL;
	v->now = audit_find(a, v->org, date);
	for (size_t i = 0; i < a->n; i++)
		if (a->sent[i].org == v->org && a->sent[i].sent &&
		    a->sent[i].date < date)
			v->before = &a->sent[i];
	if (v->before != NULL)
		v->last = quarter_of(a, v->before->date);
	if (v->now == NULL && v->before == NULL)
		return NULL;
	collect(mem, in, date, v);
	/* What was not sent is neither fixed nor there. */
	if (v->now != NULL && v->now->sent)
		follow(mem, v);
	return v;
}

const struct audit_view *const *
audit_members(struct scope *s)
{
	size_t n = s->region == NULL ? 0 : s->region->n;
	const struct audit_view **v =
	    NEWS(s->c->mem, n + 1, const struct audit_view *);

	for (size_t i = 0; i < n; i++)
		v[i] = audit_view(s->c->mem, s->in, s->region->member[i].code);
	return v;
}
