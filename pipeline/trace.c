/* trace.c -- one figure, back to the cells it was worked out from. */
#include "trace.h"

const char *const reason_words[] = {[REASON_NONE] = "",
    [REASON_BLANK] = "blank",
    [REASON_SUPPRESSED] = "[c] withheld",
    [REASON_NOT_APPLICABLE] = "[z] does not apply",
    [REASON_NOT_AVAILABLE] = "[x] not available",
    [REASON_UNREADABLE] = "not a number"};

void
trace_cell_words(
    struct buf *b, const struct traced *t, const struct observation *o)
{
	const struct symbols *s = t->dataset->symbols;
	struct str name = symbols_text(s, o->measure);
	const struct return_measure *m =
	    return_measure_find(&t->run->form, name);

	buf_adds(b, m != NULL ? m->label : name);
	for (int i = 0; i < DIM_N; i++)
		if (o->dim[i] != 0)
			buf_addf(b, "; %s: %.*s", dimension_words[i],
			    STRF(symbols_text(s, o->dim[i])));
}

/* The values that an organisation's figures of an indicator are split by. */
static struct str
breakdowns_of(const struct traced *t, const struct trace_ask *ask)
{
	const struct scorecard *card = t->run->scorecard;
	struct buf b = buf_new(t->mem);
	size_t n;
	const struct figure *f = scorecard_range_in(
	    card, ask->org, ask->indicator, ask->setting, &n);

	for (size_t i = 0; i < n; i++)
		if (f[i].breakdown != 0)
			buf_addf(&b, "%s%.*s", b.n > 0 ? ", " : "",
			    STRF(symbols_text(
				t->dataset->symbols, f[i].breakdown)));
	return buf_str(&b);
}

static bool
no_figure(struct ctx *c, const struct traced *t, const struct trace_ask *ask)
{
	struct at at = {.file = t->run->o->input};

	if (t->breakdowns.n > 0)
		return diag_fail(c, at,
		    "%.*s has no such figure of %.*s; --breakdown takes %.*s",
		    STRF(ask->org), STRF(ask->indicator), STRF(t->breakdowns));
	return diag_fail(c, at,
	    "%.*s has no such figure of %.*s%s%.*s; `skillmix indicators` says "
	    "who has",
	    STRF(ask->org), STRF(ask->indicator),
	    ask->setting.n > 0 ? " in the setting " : "", STRF(ask->setting));
}

static const struct figure *
named_by_mode(const struct traced *t, const struct trace_ask *ask)
{
	size_t n;
	const struct figure *f = scorecard_range_in(
	    t->run->scorecard, ask->org, ask->indicator, ask->setting, &n);

	return n > 0 ? f : NULL;
}

static bool
find_figure(struct ctx *c, struct traced *t, const struct trace_ask *ask)
{
	const struct scorecard *card = t->run->scorecard;

	t->indicator = catalogue_find(card->catalogue, ask->indicator);
	if (t->indicator == NULL)
		return diag_fail(c, (struct at){.file = t->run->catalogue_path},
		    "there is no indicator '%.*s'; `skillmix indicators` lists "
		    "them",
		    STRF(ask->indicator));
	t->figure = scorecard_find_in(
	    card, ask->org, ask->indicator, ask->setting, ask->breakdown);
	/* A mode's figure stands under the value that it names. */
	if (t->indicator->method == METHOD_MODE && ask->breakdown.n == 0)
		t->figure = named_by_mode(t, ask);
	t->breakdowns = breakdowns_of(t, ask);
	return t->figure != NULL || no_figure(c, t, ask);
}

static bool
is_pooled(const struct traced *t, const struct figure *one)
{
	const struct figure *f = t->figure;
	const struct organisation *o = dataset_find(t->dataset, one->org);

	if (o == NULL || one->date != f->date || one->status == STATUS_MISSING)
		return false;
	for (unsigned i = 0; i < f->pooled_n; i++)
		if (f->pooled[i] == one->org)
			return true;
	return f->pooled_n == 0;
}

/* The organisations' own figures that a pooled figure is the sum of. */
static void
find_pooled(struct traced *t, struct str org)
{
	const struct scorecard *card = t->run->scorecard;
	const struct figure *f = t->figure;

	if (f->pooled_n == 0 && !str_is(org, "ENG"))
		return;
	t->pooled = NEWS(t->mem, card->n, const struct figure *);
	for (size_t i = 0; i < card->n; i++) {
		const struct figure *one = &card->figure[i];
		if (one->indicator == f->indicator &&
		    one->breakdown == f->breakdown &&
		    one->setting == f->setting && is_pooled(t, one))
			t->pooled[t->n_pooled++] = one;
	}
}

/* Returns for the figure's quarter, as the audit expected and found them. */
static void
count_returns(struct traced *t)
{
	const struct audit *a = t->run->audit;

	for (size_t i = 0; a != NULL && i < a->n; i++) {
		t->expected += a->sent[i].date == t->figure->date;
		t->received +=
		    a->sent[i].date == t->figure->date && a->sent[i].sent;
	}
}

static void
find_comparators(struct traced *t, const struct trace_ask *ask)
{
	const struct scorecard *card = t->run->scorecard;
	const struct organisation *o = dataset_find(
	    t->dataset, symbols_lookup(t->dataset->symbols, ask->org));

	if (!str_is(ask->org, "ENG"))
		t->england = scorecard_find_in(card, S("ENG"), ask->indicator,
		    ask->setting, ask->breakdown);
	if (o != NULL && o->region != 0)
		t->region = scorecard_find_in(card,
		    symbols_text(t->dataset->symbols, o->region),
		    ask->indicator, ask->setting, ask->breakdown);
	t->peers = scorecard_peers(card, ask->org);
	t->from_returns = str_is(t->indicator->source, "return");
	if (t->from_returns && t->figure->date != DAY_NONE)
		count_returns(t);
}

static void
sum_parts(struct traced *t)
{
	for (size_t i = 0; i < t->parts.n; i++) {
		const struct contribution *c = &t->parts.item[i];
		if (c->observation->reason == REASON_NONE)
			t->sum[c->part] += c->observation->value;
	}
}

enum outcome
trace_print(struct ctx *c, const struct run_options *o,
    const struct trace_ask *ask, bool json, struct buf *out)
{
	struct run_summary summary = {0};
	struct run *r;
	struct traced t = {.mem = c->mem};
	enum outcome outcome = pipeline_figures(c, o, &summary, &r);

	if (outcome == OUTCOME_USAGE || outcome == OUTCOME_NOTHING)
		return outcome;
	t.run = r;
	t.dataset = r->dataset;
	if (!find_figure(c, &t, ask))
		return OUTCOME_USAGE;
	t.parts = contributions_of(c->mem, t.dataset, t.indicator, t.figure);
	sum_parts(&t);
	find_pooled(&t, ask->org);
	find_comparators(&t, ask);
	t.formula = trace_formula(&t);
	if (json)
		trace_json(&t, out);
	else
		trace_text(&t, out);
	return outcome;
}
