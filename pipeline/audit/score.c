/* audit/score.c -- how complete and valid each return is, in the manner of the
 * Data Quality Maturity Index.
 *
 * An item is a topic, its records are the cells that the form asks for. [x] is
 * a default; so are people whose ethnic group, gender or disability is not
 * known, as their share of the cells that count them. What is allowed of
 * defaults is unknown_percent. */
#include <math.h>

#include "audit/rule.h"
#include "audit/score.h"
#include "model/dqmi.h"

/* What scoring looks things up in. */
struct marked {
	/* By place in the dataset: a finding of level error, not answered. */
	bool *wrong;
	const struct sent **sent;  /* by source; NULL: no return */
	struct audit_return **row; /* the same: where it is scored */
	struct given given[GIVEN_SHEETS];
};

static void
mark_returns(
    struct arena *mem, const struct view *v, struct audit *a, struct marked *to)
{
	size_t n = v->dataset->n_sources + 1;

	to->sent = NEWS(mem, n, const struct sent *);
	to->row = NEWS(mem, n, struct audit_return *);
	for (size_t i = 0; i < v->n; i++)
		to->sent[v->sent[i].source] = &v->sent[i];
	for (size_t i = 0; i < a->n; i++)
		if (a->sent[i].sent)
			to->row[a->sent[i].source] = &a->sent[i];
}

static void
mark_cells(struct arena *mem, const struct view *v, const struct findings *all,
    struct marked *to)
{
	const struct dataset *d = v->dataset;

	given_cells(mem, v, to->given);
	to->wrong = NEWS(mem, d->n + 1, bool);
	for (size_t i = 0; i < findings_count(all); i++) {
		const struct finding *f = findings_at(all, i);
		if (f->observation > 0 && f->observation <= d->n &&
		    finding_rule[f->kind].level == LEVEL_ERROR &&
		    f->standing != STANDING_ANSWERED)
			to->wrong[f->observation - 1] = true;
	}
}

/* ---- cells ---- */

/* Returns how many of the cells have a number. */
static size_t
add_up(const struct sent *s, struct view_group g, double *sum)
{
	size_t n = 0;

	*sum = 0;
	for (size_t i = 0; i < g.n; i++) {
		double value;
		n += view_value(s, g.cell[i], &value, NULL);
		*sum += value;
	}
	return n;
}

/* People not known, as their share of the cells that count them. */
static double
unknown_cells(const struct sent *s, size_t topic, const struct given *given)
{
	double sum = 0;

	for (size_t i = 0; i < GIVEN_SHEETS; i++) {
		double all, unknown;
		size_t cells;

		if (given[i].topic != topic)
			continue;
		cells = add_up(s, given[i].all, &all);
		add_up(s, given[i].unknown, &unknown);
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
	view_value(s, cell, &value, &why);
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
	t->defaults += unknown_cells(s, topic, marked->given);
	item = dqmi_item(t->expected, t->valid, t->defaults,
	    v->settings->audit.unknown_percent / 100);
	t->excess = t->expected > 0 ? fmin(item.excess, t->valid) : 0;
	t->validity = 100 * item.score;
}

/* ---- quarters ---- */

/* Quarters that coverage looks back on: 1 sent, 0 not sent. Those that an
 * organisation was expected in stand one after the other. */
static size_t
look_back(struct arena *mem, const struct audit *a, size_t at,
    const struct audit_limits *limit, double **out)
{
	size_t most = (size_t)limit->expected_quarters, n = 0;

	*out = NEWS(mem, most + 1, double);
	for (; n < most && n <= at; n++) {
		const struct audit_return *r = &a->sent[at - n];
		if (r->org != a->sent[at].org)
			break;
		(*out)[n] = r->sent || r->unread;
	}
	return n;
}

static void
score_return(struct ctx *c, const struct view *v, struct audit *a, size_t at,
    const struct marked *marked)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct audit_return *r = &a->sent[at];
	const struct sent *s = r->sent ? marked->sent[r->source] : NULL;
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
	r->open = r->errors = r->warnings = r->notes = 0;
	r->validity = 100 * d.item;
	r->score = d.score;
	r->quarters_expected = (unsigned)n;
	r->quarters_sent = 0;
	for (size_t i = 0; i < n; i++)
		r->quarters_sent += quarter[i] > 0;
	r->coverage = 100.0 * r->quarters_sent / (double)n;
	arena_rewind(c->tmp, m);
}

/* ---- findings ---- */

/* The return that a finding is about; NULL: none of these. */
static struct audit_return *
return_of(const struct view *v, const struct audit *a,
    const struct marked *marked, const struct finding *f)
{
	const struct dataset *d = v->dataset;
	const struct audit_return *r;

	if (f->observation > 0 && f->observation <= d->n)
		return marked
		    ->row[d->observation[f->observation - 1].origin.source];
	r = f->date != DAY_NONE && f->org.n > 0
		? audit_find(a, symbols_lookup(d->symbols, f->org), f->date)
		: NULL;
	return r != NULL ? &a->sent[r - a->sent]
			 : marked->row[dataset_source(d, f->file)];
}

/* The topic of a finding's cell or sheet; n_topics: of neither. */
static size_t
topic_of(const struct view *v, const struct sent *s, const struct finding *f)
{
	const struct source *file = &v->dataset->source[s->source];
	size_t topics = v->form->n_topics;

	for (size_t i = 0; f->observation > 0 && i < v->n_cells; i++)
		if (s->cell[i] == f->observation)
			return v->cell[i].at.topic;
	for (size_t t = 0; f->sheet.n > 0 && t < topics; t++)
		if (s->has[t] ? s->sheet[t] < file->n_sheets &&
				    str_eq(file->sheet[s->sheet[t]], f->sheet)
			      : str_eq(v->form->topic[t].sheet, f->sheet))
			return t;
	return topics;
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
		t = r->sent ? topic_of(v, marked->sent[r->source], f)
			    : a->n_topics;
		if (t < a->n_topics)
			count_finding(finding_rule[f->kind].level,
			    &r->topic[t].errors, &r->topic[t].warnings,
			    &r->topic[t].notes);
	}
}

void
audit_score(struct ctx *c, const struct view *v, const struct findings *all,
    struct audit *a)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct marked marked;

	mark_returns(c->tmp, v, a, &marked);
	mark_cells(c->tmp, v, all, &marked);
	for (size_t i = 0; i < a->n; i++)
		score_return(c, v, a, i, &marked);
	count_findings(v, all, a, &marked);
	arena_rewind(c->tmp, m);
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
