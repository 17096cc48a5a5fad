/* trace_json.c -- what a trace found, for programs: every digit. */
#include <math.h>

#include "base/num.h"
#include "indicators/spc.h"
#include "render/json_text.h"
#include "trace.h"

static void
text(struct buf *b, const char *key, struct str value)
{
	buf_addf(b, ", \"%s\": ", key);
	json_text(b, value);
}

static void
number(struct buf *b, const char *key, double value)
{
	buf_addf(b, ", \"%s\": ", key);
	if (isfinite(value))
		num_short(b, value);
	else
		buf_addz(b, "null");
}

static void
date(struct buf *b, const char *key, day when)
{
	buf_addf(b, ", \"%s\": ", key);
	if (when == DAY_NONE) {
		buf_addz(b, "null");
		return;
	}
	buf_addc(b, '"');
	day_print_iso(b, when);
	buf_addc(b, '"');
}

static void
numbers(struct buf *b, const struct figure *f)
{
	number(b, "value", f->value);
	number(b, "lower", f->lower);
	number(b, "upper", f->upper);
	number(b, "numerator", f->numerator);
	number(b, "denominator", f->denominator);
	number(b, "against_numerator", f->against_numerator);
	number(b, "against_denominator", f->against_denominator);
	text(b, "status", str_of(status_name[f->status]));
}

static void
figure(struct buf *b, const struct traced *t)
{
	const struct symbols *s = t->dataset->symbols;
	const struct figure *f = t->figure;

	buf_addz(b, "{\"organisation\": ");
	json_text(b, symbols_text(s, f->org));
	text(b, "indicator", t->indicator->id);
	text(b, "title", t->indicator->title);
	text(b, "measure", t->indicator->measure);
	text(b, "source", t->indicator->source);
	text(b, "unit", str_of(unit_name[t->indicator->unit]));
	text(b, "setting", symbols_text(s, f->setting));
	text(b, "breakdown", symbols_text(s, f->breakdown));
	date(b, "date", f->date);
	numbers(b, f);
	number(b, "p", f->p);
	number(b, "unknown_percent", f->unknown);
	text(b, "verdict", str_of(verdict_name[f->verdict]));
	text(b, "reason", f->reason);
	text(b, "sentence", f->sentence);
	text(b, "formula", t->formula);
}

static void
cells(struct buf *b, const struct traced *t)
{
	buf_addz(b, ",\n \"cells\": [");
	for (size_t i = 0; i < t->parts.n; i++) {
		const struct contribution *c = &t->parts.item[i];
		const struct observation *o = c->observation;
		struct at at = dataset_at(t->mem, t->dataset, o->origin);
		struct buf words = buf_new(t->mem);

		buf_addf(b, "%s\n  {\"part\": \"%s\"", i > 0 ? "," : "",
		    part_name[c->part]);
		text(b, "file", at.file);
		text(b, "sheet", at.sheet);
		text(b, "cell", at.cell);
		date(b, "date", o->date);
		number(b, "value", o->reason == REASON_NONE ? o->value : NAN);
		text(b, "missing", str_of(reason_words[o->reason]));
		buf_addf(b, ", \"counted\": %s",
		    o->reason == REASON_NONE || c->zero ? "true" : "false");
		trace_cell_words(&words, t, o);
		text(b, "words", buf_str(&words));
		buf_addc(b, '}');
	}
	buf_addz(b, "]");
}

static void
codes(struct buf *b, const struct traced *t, const sym *code, size_t n)
{
	buf_addc(b, '[');
	for (size_t i = 0; i < n; i++) {
		buf_addz(b, i > 0 ? ", " : "");
		json_text(b, symbols_text(t->dataset->symbols, code[i]));
	}
	buf_addc(b, ']');
}

static void
beside(struct buf *b, const struct traced *t)
{
	const struct figure *f = t->figure;

	if (isfinite(f->framework)) {
		buf_addz(b, ",\n \"framework\": {\"verdict\": ");
		json_text(b, str_of(verdict_name[f->framework_verdict]));
		number(b, "value", f->framework);
		number(b, "rounding", t->indicator->framework_rounding);
		text(b, "source", t->indicator->framework_source);
		buf_addc(b, '}');
	}
	if (isfinite(f->target)) {
		buf_addz(b, ",\n \"target\": {\"assurance\": ");
		json_text(b, str_of(assurance_words(f->assurance)));
		number(b, "value", f->target);
		buf_addc(b, '}');
	}
}

static void
comparators(struct buf *b, const struct traced *t)
{
	const struct figure *f = t->figure;

	if (t->england != NULL) {
		buf_addf(b, ",\n \"england\": {\"organisations\": %u",
		    t->england->england_n);
		date(b, "date", t->england->date);
		numbers(b, t->england);
		buf_addc(b, '}');
	}
	if (t->from_returns && t->expected > 0)
		buf_addf(b,
		    ",\n \"returns\": {\"expected\": %zu, \"received\": %zu}",
		    t->expected, t->received);
	if (t->region != NULL) {
		buf_addz(b, ",\n \"region\": {\"code\": ");
		json_text(b, symbols_text(t->dataset->symbols, t->region->org));
		numbers(b, t->region);
		buf_addz(b, ", \"organisations\": ");
		codes(b, t, t->region->pooled, t->region->pooled_n);
		buf_addf(b, ", \"of\": %u}", t->region->pooled_of);
	}
	if (t->peers != NULL) {
		buf_addz(b, ",\n \"peers\": {\"rule\": ");
		json_text(b, t->peers->rule);
		buf_addz(b, ", \"organisations\": ");
		codes(b, t, t->peers->peer, t->peers->n);
		buf_addf(b, ", \"with_a_figure\": %u", f->peer_n);
		number(b, "quarter", f->peer_q1);
		number(b, "median", f->peer_median);
		number(b, "three_quarters", f->peer_q3);
		text(b, "sensitivity", t->peers->sensitivity);
		buf_addc(b, '}');
	}
	beside(b, t);
}

static void
pooled(struct buf *b, const struct traced *t)
{
	if (t->n_pooled == 0)
		return;
	buf_addz(b, ",\n \"pooled\": [");
	for (size_t i = 0; i < t->n_pooled; i++) {
		buf_addf(b, "%s\n  {\"organisation\": ", i > 0 ? "," : "");
		json_text(
		    b, symbols_text(t->dataset->symbols, t->pooled[i]->org));
		numbers(b, t->pooled[i]);
		buf_addc(b, '}');
	}
	buf_addc(b, ']');
}

void
trace_json(const struct traced *t, struct buf *b)
{
	figure(b, t);
	cells(b, t);
	pooled(b, t);
	comparators(b, t);
	buf_addz(b, "}\n");
}
