/* listing.c -- which indicators there are, and which of them have figures. */
#include <math.h>

#include "listing.h"
#include "render/json_text.h"
#include "run.h"

struct line {
	const struct indicator *indicator;
	size_t organisations; /* that have a value */
	day newest;
	struct str reason; /* why there is none */
};

static bool
is_organisation(const struct dataset *d, const struct figure *f)
{
	return dataset_find(d, f->org) != NULL && f->pooled_n == 0;
}

/* Organisations with a value of any split, the newest date of one, and the
 * first reason of those without; that somebody sent nothing tells the least. */
static void
count(const struct run *r, struct line *l)
{
	const struct scorecard *card = r->scorecard;
	sym last = 0;

	l->newest = DAY_NONE;
	for (size_t i = 0; i < card->n; i++) {
		const struct figure *f = &card->figure[i];

		if (&card->catalogue->indicator[f->indicator] != l->indicator ||
		    !is_organisation(r->dataset, f))
			continue;
		if (f->status != STATUS_OK || !isfinite(f->value)) {
			if (l->reason.n == 0 ||
			    str_starts(l->reason, S("not in the file")))
				l->reason = f->reason;
			continue;
		}
		l->organisations += f->org != last;
		last = f->org;
		if (f->date > l->newest)
			l->newest = f->date;
	}
}

static bool
is_given(const struct dataset *d, struct str measure)
{
	sym s = symbols_lookup(d->symbols, measure);

	for (size_t i = 0; s != 0 && i < d->n; i++)
		if (d->observation[i].measure == s)
			return true;
	return false;
}

/* "establishment_wte; the return's sheet Return vacancies does" */
static bool
first_lacking(const struct run *r, const struct quantity *q, struct arena *mem,
    struct str *out)
{
	for (size_t i = 0; i < q->n_measures; i++) {
		const struct return_measure *m =
		    return_measure_find(&r->form, q->measure[i]);

		if (is_given(r->dataset, q->measure[i]))
			continue;
		*out = m == NULL ? str_fmt(mem, "no file gives %.*s",
				       STRF(q->measure[i]))
				 : str_fmt(mem,
				       "no file gives %.*s; the return's sheet "
				       "%.*s does",
				       STRF(q->measure[i]),
				       STRF(r->form.topic[m->topic].sheet));
		return true;
	}
	return false;
}

static struct str
why_empty(const struct run *r, const struct line *l)
{
	struct arena *mem = r->c->mem;
	const struct quantity *q[] = {&l->indicator->needs,
	    &l->indicator->numerator, &l->indicator->denominator,
	    &l->indicator->against, &l->indicator->against_denominator};
	struct str why;

	for (size_t i = 0; i < COUNT(q); i++)
		if (first_lacking(r, q[i], mem, &why))
			return why;
	if (l->indicator->method == METHOD_GROWTH && l->reason.n == 0)
		return S("there is nothing to compare with yet");
	return l->reason.n > 0 ? l->reason
			       : S("no organisation has all of its numbers");
}

static void
recommendations(struct buf *b, const struct indicator *ind, bool json)
{
	bool any = false;

	for (unsigned i = 1; i <= 6; i++) {
		if (!(ind->recommendations & 1u << i))
			continue;
		buf_addf(b, "%s%u", any ? (json ? ", " : ",") : "", i);
		any = true;
	}
}

static void
add_text(struct buf *b, const struct line *l)
{
	struct buf rec = buf_new(b->mem);

	recommendations(&rec, l->indicator, false);
	buf_addf(b, "%-6.*s %-44.*s %-11.*s %-9.*s ", STRF(l->indicator->id),
	    STRF(l->indicator->title), STRF(buf_str(&rec)),
	    STRF(l->indicator->source));
	if (l->organisations == 0) {
		buf_addf(b, "none: %.*s\n", STRF(l->reason));
		return;
	}
	buf_addf(b, "%zu, ", l->organisations);
	day_print_short(b, l->newest);
	buf_addc(b, '\n');
}

static void
pair(struct buf *b, const char *key, struct str value)
{
	buf_addf(b, ", \"%s\": ", key);
	json_text(b, value);
}

static void
add_json(struct buf *b, const struct line *l, bool first)
{
	const struct indicator *ind = l->indicator;

	buf_addf(b, "%s{\"id\": ", first ? "" : ",\n ");
	json_text(b, ind->id);
	pair(b, "title", ind->title);
	pair(b, "measure", ind->measure);
	buf_addz(b, ", \"recommendations\": [");
	recommendations(b, ind, true);
	buf_addc(b, ']');
	pair(b, "source", ind->source);
	buf_addf(b, ", \"organisations\": %zu, \"newest\": ", l->organisations);
	if (l->newest == DAY_NONE) {
		buf_addz(b, "null");
	} else {
		buf_addc(b, '"');
		day_print_iso(b, l->newest);
		buf_addc(b, '"');
	}
	if (l->organisations == 0)
		pair(b, "reason", l->reason);
	buf_addc(b, '}');
}

enum outcome
listing_print(
    struct ctx *c, const struct run_options *o, bool json, struct buf *out)
{
	struct run_summary summary = {0};
	const struct catalogue *k;
	struct run *r;
	enum outcome outcome = pipeline_figures(c, o, &summary, &r);

	if (outcome == OUTCOME_USAGE || outcome == OUTCOME_NOTHING)
		return outcome;
	k = r->scorecard->catalogue;
	if (json)
		buf_addc(out, '[');
	else
		buf_addf(out, "%-6s %-44s %-11s %-9s %s\n", "id", "title",
		    "serves", "source", "organisations, newest");
	for (size_t i = 0; i < k->n; i++) {
		struct line l = {.indicator = &k->indicator[i]};

		count(r, &l);
		if (l.organisations == 0)
			l.reason = why_empty(r, &l);
		if (json)
			add_json(out, &l, i == 0);
		else
			add_text(out, &l);
	}
	buf_addz(out, json ? "]\n" : "");
	return outcome;
}
