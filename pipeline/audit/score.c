/* audit/score.c -- how complete and valid each return is, in the manner of the
 * Data Quality Maturity Index.
 *
 * An item is a topic, its records are the cells that the form asks for. [x] is
 * a default; so are people whose ethnic group, gender or disability is not
 * known, as their share of the cells that count them. What is allowed of
 * defaults is unknown_percent. */
#include <math.h>
#include <stdlib.h>

#include "audit/rule.h"
#include "audit/score.h"
#include "model/dqmi.h"

/* Three years and the quarter itself. */
enum { QUARTERS = 13 };

static int
quarter_of(day d)
{
	struct period p = period_holding(d);

	return p.year * 4 + p.quarter - 1;
}

static day
quarter_end(int quarter)
{
	return period_end((struct period){quarter / 4, quarter % 4 + 1});
}

/* ---- who is expected to send, and when ---- */

static int
by_text(const void *a, const void *b, void *symbols)
{
	return str_cmp(symbols_text(symbols, *(const sym *)a),
	    symbols_text(symbols, *(const sym *)b));
}

/* Organisations that packs are for, or that ever sent a return, by code. */
static sym *
list_organisations(struct arena *mem, const struct view *v, size_t *n)
{
	const struct dataset *d = v->dataset;
	bool *listed = NEWS(mem, symbols_count(d->symbols) + 1, bool);
	sym *org = NEWS(mem, d->n_organisations + v->n + 1, sym);

	*n = 0;
	for (size_t i = 0; i < d->n_organisations + v->n; i++) {
		sym code = i < d->n_organisations
			       ? d->organisation[i].code
			       : v->sent[i - d->n_organisations].org;
		if (listed[code] ||
		    (i < d->n_organisations && !d->organisation[i].reported_on))
			continue;
		listed[code] = true;
		org[(*n)++] = code;
	}
	if (*n > 0)
		qsort_r(org, *n, sizeof *org, by_text, d->symbols);
	return org;
}

/* The quarter of its first return; of the first of all where the organisation
 * has packs and so was expected all along. */
static int
expected_since(const struct view *v, sym org, int first)
{
	const struct organisation *o = dataset_find(v->dataset, org);

	if (o != NULL && o->reported_on)
		return first;
	for (size_t i = 0; i < v->n; i++)
		if (v->sent[i].org == org)
			return quarter_of(v->sent[i].date);
	return first;
}

/* The last quarter that it is expected in: one that packs are not for any more,
 * though they are for others, closed or merged. */
static int
expected_until(const struct view *v, sym org, int newest)
{
	const struct dataset *d = v->dataset;
	const struct organisation *o = dataset_find(d, org);
	bool any = false;
	int last = newest;

	for (size_t i = 0; i < d->n_organisations; i++)
		any |= d->organisation[i].reported_on;
	if (!any || (o != NULL && o->reported_on))
		return newest;
	for (size_t i = 0; i < v->n; i++)
		if (v->sent[i].org == org)
			last = quarter_of(v->sent[i].date);
	return last;
}

static void
list_quarters(struct ctx *c, struct audit *a, int first, int last)
{
	a->n_quarters = (size_t)(last - first + 1);
	a->quarter = NEWS(c->mem, a->n_quarters, day);
	for (size_t i = 0; i < a->n_quarters; i++)
		a->quarter[i] = quarter_end(first + (int)i);
}

static void
list_topics(struct ctx *c, const struct return_form *form, struct audit *a)
{
	a->n_topics = form->n_topics;
	a->topic = NEWS(c->mem, form->n_topics, struct str);
	for (size_t i = 0; i < form->n_topics; i++)
		a->topic[i] = str_dup(c->mem, form->topic[i].title);
}

/* A return is expected up to the newest quarter that anybody sent one for:
 * before that, nobody is late. */
static void
frame(struct ctx *c, const struct view *v, struct audit *a)
{
	int last = quarter_of(period_end(v->period));
	int first = last, newest = last - QUARTERS;
	size_t n;
	sym *org = list_organisations(c->tmp, v, &n);

	for (size_t i = 0; i < v->n; i++) {
		int q = quarter_of(v->sent[i].date);
		first = q < first ? q : first;
		newest = q > newest ? q : newest;
	}
	if (first < last - QUARTERS + 1)
		first = last - QUARTERS + 1;
	list_quarters(c, a, first, last);
	list_topics(c, v->form, a);
	a->sent = NEWS(c->mem, n * a->n_quarters + 1, struct audit_return);
	for (size_t i = 0; i < n; i++) {
		int since = expected_since(v, org[i], first);
		int until = expected_until(v, org[i], newest);
		for (int q = since > first ? since : first; q <= until; q++)
			a->sent[a->n++] = (struct audit_return){
			    .org = org[i], .date = quarter_end(q)};
	}
}

/* ---- cells ---- */

/* What findings say of the cells, by place in the dataset. */
struct marked {
	bool *wrong;      /* a finding of level error that was not answered */
	uint32_t *cell;   /* of the form, + 1 */
	uint32_t *sender; /* by source: row of audit.sent, + 1 */
};

static void
mark_cells(struct ctx *c, const struct view *v, const struct findings *all,
    struct marked *out)
{
	const struct dataset *d = v->dataset;

	out->wrong = NEWS(c->tmp, d->n + 1, bool);
	out->cell = NEWS(c->tmp, d->n + 1, uint32_t);
	out->sender = NEWS(c->tmp, d->n_sources + 1, uint32_t);
	for (size_t i = 0; i < v->n; i++)
		for (size_t k = 0; k < v->n_cells; k++)
			if (v->sent[i].cell[k] > 0)
				out->cell[v->sent[i].cell[k] - 1] =
				    (uint32_t)k + 1;
	for (size_t i = 0; i < findings_count(all); i++) {
		const struct finding *f = findings_at(all, i);
		if (f->observation > 0 && f->observation <= d->n &&
		    finding_rule[f->kind].level == LEVEL_ERROR &&
		    f->standing != STANDING_ANSWERED)
			out->wrong[f->observation - 1] = true;
	}
}

/* Sheets that count all staff by what they gave of themselves. */
static const struct {
	const char *measure;
	enum dimension dimension;
} given[] = {{"ethnicity_headcount", DIM_ethnicity},
    {"gender_headcount", DIM_gender}, {"disability_headcount", DIM_disability}};

/* People not known, as their share of the cells that count them. */
static double
unknown_cells(const struct view *v, const struct sent *s, size_t topic)
{
	double sum = 0;

	for (size_t m = 0; m < COUNT(given); m++) {
		double all = 0, unknown = 0, value;
		size_t cells = 0;
		for (size_t i = v->first[topic]; i < v->first[topic + 1]; i++) {
			const struct view_place *p = &v->cell[i];
			if (!str_is(p->measure->name, given[m].measure) ||
			    !view_value(v, s, i, &value, NULL))
				continue;
			cells++;
			all += value;
			if (str_is(p->dim[given[m].dimension], "Unknown"))
				unknown += value;
		}
		if (all > 0)
			sum += (double)cells * unknown / all;
	}
	return sum;
}

static void
count_cell(const struct view *v, const struct sent *s, size_t cell,
    const struct marked *marked, struct audit_topic *t)
{
	enum reason why;
	double value;

	if (!view_asked(v, s, cell))
		return;
	t->expected++;
	view_value(v, s, cell, &value, &why);
	if (why == REASON_BLANK)
		return;
	t->present++;
	if (why == REASON_NOT_AVAILABLE)
		t->defaults++;
	t->valid +=
	    why != REASON_UNREADABLE && !marked->wrong[s->cell[cell] - 1];
}

static void
score_topic(const struct view *v, const struct sent *s, size_t topic,
    const struct marked *marked, struct audit_topic *t)
{
	struct dqmi_item item;

	for (size_t i = v->first[topic]; i < v->first[topic + 1]; i++)
		count_cell(v, s, i, marked, t);
	t->defaults += unknown_cells(v, s, topic);
	item = dqmi_item(t->expected, t->valid, t->defaults,
	    v->settings->audit.unknown_percent / 100);
	t->excess = t->expected > 0 ? fmin(item.excess, t->valid) : 0;
	t->validity = 100 * item.score;
}

/* ---- quarters ---- */

/* The same organisation's row of a quarter; NULL: none was expected then. */
static const struct audit_return *
row_of(const struct audit *a, size_t from, int quarter)
{
	for (size_t i = from + 1; i-- > 0;) {
		if (a->sent[i].org != a->sent[from].org)
			break;
		if (quarter_of(a->sent[i].date) == quarter)
			return &a->sent[i];
	}
	return NULL;
}

/* Quarters that coverage looks back on: 1 sent, 0 not sent. */
static size_t
look_back(struct arena *mem, const struct audit *a, size_t at,
    const struct audit_limits *limit, double **out)
{
	int last = quarter_of(a->sent[at].date);
	size_t n = 0;

	*out = NEWS(mem, (size_t)limit->expected_quarters + 1, double);
	for (int i = 0; i < (int)limit->expected_quarters; i++) {
		const struct audit_return *r = row_of(a, at, last - i);
		if (r != NULL)
			(*out)[n++] = r->sent || r->unread;
	}
	return n;
}

static void
score_return(struct ctx *c, const struct view *v, struct audit *a, size_t at,
    const struct marked *marked)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct audit_return *r = &a->sent[at];
	const struct sent *s = view_sent(v, r->org, r->date);
	double *item = NEWS(c->tmp, a->n_topics, double), *quarter;
	size_t items = 0;
	size_t n = look_back(c->tmp, a, at, &v->settings->audit, &quarter);
	struct dqmi d;

	for (size_t t = 0; t < a->n_topics; t++) {
		r->topic[t] = (struct audit_topic){.validity = NAN};
		if (s == NULL)
			continue;
		score_topic(v, s, t, marked, &r->topic[t]);
		if (r->topic[t].expected > 0)
			item[items++] = r->topic[t].validity / 100;
	}
	d = dqmi(item, items, quarter, n);
	r->validity = 100 * d.item;
	r->score = d.score;
	r->quarters_expected = (unsigned)n;
	r->quarters_sent = 0;
	for (size_t i = 0; i < n; i++)
		r->quarters_sent += quarter[i] > 0;
	r->coverage = 100.0 * r->quarters_sent / (double)n;
	arena_rewind(c->tmp, m);
}

static void
open_returns(
    struct ctx *c, const struct view *v, struct audit *a, struct marked *marked)
{
	for (size_t i = 0; i < a->n; i++) {
		struct audit_return *r = &a->sent[i];
		const struct sent *s = view_sent(v, r->org, r->date);

		r->sent = s != NULL;
		r->unread = view_unread(v, r->org, r->date);
		r->source = s != NULL ? s->source : UINT16_MAX;
		r->received = s != NULL ? s->received : DAY_NONE;
		r->open = r->errors = r->warnings = r->notes = 0;
		if (r->topic == NULL)
			r->topic =
			    NEWS(c->mem, a->n_topics, struct audit_topic);
		if (s != NULL)
			marked->sender[s->source] = (uint32_t)i + 1;
	}
}

/* ---- findings ---- */

/* The return that a finding is about; NULL: none of these. */
static struct audit_return *
return_of(const struct view *v, struct audit *a, const struct marked *marked,
    const struct finding *f)
{
	const struct dataset *d = v->dataset;
	const struct audit_return *r = NULL;
	size_t source = d->n_sources;

	if (f->observation > 0 && f->observation <= d->n)
		source = d->observation[f->observation - 1].origin.source;
	else if (f->date != DAY_NONE && f->org.n > 0)
		r = audit_find(a, symbols_lookup(d->symbols, f->org), f->date);
	if (source == d->n_sources && r == NULL)
		for (source = 0; source < d->n_sources; source++)
			if (marked->sender[source] > 0 &&
			    str_eq(d->source[source].path, f->file))
				break;
	if (source < d->n_sources && marked->sender[source] > 0)
		r = &a->sent[marked->sender[source] - 1];
	return r == NULL ? NULL : &a->sent[r - a->sent];
}

/* The topic of a finding's cell or sheet; n_topics: of neither. */
static size_t
topic_of(const struct view *v, const struct audit_return *r,
    const struct marked *marked, const struct finding *f)
{
	const struct sent *s = view_sent(v, r->org, r->date);
	const struct source *file;

	if (s == NULL)
		return v->form->n_topics;
	if (f->observation > 0 && marked->cell[f->observation - 1] > 0)
		return v->cell[marked->cell[f->observation - 1] - 1].at.topic;
	file = &v->dataset->source[s->source];
	for (size_t t = 0; f->sheet.n > 0 && t < v->form->n_topics; t++)
		if (s->has[t] ? s->sheet[t] < file->n_sheets &&
				    str_eq(file->sheet[s->sheet[t]], f->sheet)
			      : str_eq(v->form->topic[t].sheet, f->sheet))
			return t;
	return v->form->n_topics;
}

static void
count_finding(
    enum level level, unsigned *errors, unsigned *warnings, unsigned *notes)
{
	unsigned *of[] = {[LEVEL_NOTE] = notes,
	    [LEVEL_WARNING] = warnings,
	    [LEVEL_ERROR] = errors};

	(*of[level])++;
}

static void
count_findings(const struct view *v, const struct findings *all,
    struct audit *a, const struct marked *marked)
{
	for (size_t i = 0; i < findings_count(all); i++) {
		const struct finding *f = findings_at(all, i);
		struct audit_return *r = return_of(v, a, marked, f);
		size_t t;

		if (r == NULL)
			continue;
		r->open += f->standing != STANDING_ANSWERED;
		count_finding(finding_rule[f->kind].level, &r->errors,
		    &r->warnings, &r->notes);
		t = topic_of(v, r, marked, f);
		if (t < a->n_topics)
			count_finding(finding_rule[f->kind].level,
			    &r->topic[t].errors, &r->topic[t].warnings,
			    &r->topic[t].notes);
	}
}

bool
audit_score(struct ctx *c, const struct view *v, const struct findings *all,
    struct audit *a)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct marked marked;

	if (a->n_quarters == 0)
		frame(c, v, a);
	mark_cells(c, v, all, &marked);
	open_returns(c, v, a, &marked);
	for (size_t i = 0; i < a->n; i++)
		score_return(c, v, a, i, &marked);
	count_findings(v, all, a, &marked);
	arena_rewind(c->tmp, m);
	return true;
}

bool
audit_rescore(struct ctx *c, const struct audit_input *in,
    const struct findings *all, struct audit *a)
{
	return audit_score(c, view_new(c, in), all, a);
}

/* ---- as observations ---- */

static void
observe(struct ctx *c, struct dataset *d, const struct audit_return *r,
    uint16_t source, const char *measure, sym topic, double value)
{
	struct observation *o = dataset_add(c->mem, d);

	o->org = r->org;
	o->date = r->date;
	o->measure = symbols_add(d->symbols, str_of(measure));
	o->dim[DIM_question] = topic;
	o->value = value;
	o->origin = (struct origin){.source = source};
}

void
audit_observe(struct ctx *c, const struct audit *a, struct dataset *d)
{
	uint16_t source = UINT16_MAX;

	for (size_t i = 0; i < a->n; i++) {
		const struct audit_return *r = &a->sent[i];

		/* A quarter without a return points to the one before. */
		if (i > 0 && r[-1].org != r->org)
			source = UINT16_MAX;
		source = r->sent ? r->source : source;
		if (source == UINT16_MAX)
			continue;
		for (size_t t = 0; r->sent && t < a->n_topics; t++) {
			const struct audit_topic *k = &r->topic[t];
			sym name = symbols_add(d->symbols, a->topic[t]);
			observe(c, d, r, source, "dq_expected_cells", name,
			    k->expected);
			observe(c, d, r, source, "dq_valid_cells", name,
			    k->valid - k->excess);
		}
		observe(c, d, r, source, "quarters_expected", 0,
		    r->quarters_expected);
		observe(c, d, r, source, "quarters_sent", 0, r->quarters_sent);
	}
}
