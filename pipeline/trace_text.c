/* trace_text.c -- what a trace found, for people. */
#include <math.h>

#include "base/num.h"
#include "trace.h"

static void
add_value(struct buf *b, const struct traced *t, const struct figure *f)
{
	const struct indicator *ind = t->indicator;

	if (f->status != STATUS_OK || !isfinite(f->value)) {
		buf_addz(
		    b, f->status == STATUS_OK ? "[x]" : status_mark[f->status]);
		return;
	}
	num_fixed(b, f->value, ind->places, NUM_THOUSANDS);
	buf_addz(b, unit_suffix[ind->unit]);
}

static void
add_title(struct buf *b, const struct traced *t)
{
	const struct symbols *s = t->dataset->symbols;
	const struct figure *f = t->figure;
	const struct organisation *o = dataset_find(t->dataset, f->org);

	buf_adds(b, symbols_text(s, f->org));
	if (o != NULL && o->name != 0)
		buf_addf(b, ", %.*s", STRF(symbols_text(s, o->name)));
	buf_addf(b, "\n%.*s %.*s", STRF(t->indicator->id),
	    STRF(t->indicator->title));
	if (f->setting != 0)
		buf_addf(b, ", %.*s", STRF(symbols_text(s, f->setting)));
	if (f->breakdown != 0)
		buf_addf(b, ", %.*s", STRF(symbols_text(s, f->breakdown)));
	buf_addz(b, ": ");
	add_value(b, t, f);
	if (f->date != DAY_NONE) {
		buf_addz(b, " (");
		day_print(b, f->date);
		buf_addc(b, ')');
	}
	buf_addf(b, "\n  %.*s\n", STRF(t->indicator->measure));
	if (f->reason.n > 0)
		buf_addf(b, "  no value: %.*s\n", STRF(f->reason));
	if (f->sentence.n > 0)
		buf_addf(b, "  %.*s\n", STRF(f->sentence));
	if (f->movement.n > 0)
		buf_addf(b, "  %.*s\n", STRF(f->movement));
}

static void
add_cell(struct buf *b, const struct traced *t, const struct contribution *c,
    const char *before)
{
	const struct observation *o = c->observation;
	struct at at = dataset_at(t->mem, t->dataset, o->origin);

	buf_addf(b, "    %s%.*s %.*s%s%.*s  ", before, STRF(at.file),
	    STRF(at.sheet), at.sheet.n > 0 ? "!" : "", STRF(at.cell));
	if (o->reason == REASON_NONE)
		num_short(b, o->value);
	else
		buf_addz(b, reason_words[o->reason]);
	buf_addz(b, "  ");
	trace_cell_words(b, t, o);
	buf_addc(b, '\n');
}

/* Over how many measures a part is the mean; 1: it is a sum. */
static size_t
mean_of(const struct indicator *ind, enum part part)
{
	const struct quantity *q[PARTS] = {&ind->numerator, &ind->denominator,
	    &ind->against, &ind->against_denominator, &ind->unknown,
	    &ind->unknown_denominator, &ind->needs};

	return q[part]->mean ? q[part]->n_measures : 1;
}

static void
add_part(struct buf *b, const struct traced *t, enum part part)
{
	size_t n = 0, mean = mean_of(t->indicator, part);

	for (size_t i = 0; i < t->parts.n; i++)
		n += t->parts.item[i].part == part &&
		     t->parts.item[i].observation->reason == REASON_NONE;
	if (n == 0)
		return;
	buf_addf(b, "\n%c%s, ", part_words[part][0] - 'a' + 'A',
	    part_words[part] + 1);
	num_fixed(b, t->sum[part], 4, NUM_THOUSANDS | NUM_TRIM);
	buf_addf(b, " from %zu cell%s", n, n == 1 ? "" : "s");
	if (mean > 1)
		buf_addf(b, ", divided by %zu", mean);
	buf_addc(b, '\n');
	for (size_t i = 0; i < t->parts.n; i++)
		if (t->parts.item[i].part == part &&
		    t->parts.item[i].observation->reason == REASON_NONE)
			add_cell(b, t, &t->parts.item[i], "");
}

/* Cells without a number, each once for each part. */
static void
add_left_out(struct buf *b, const struct traced *t)
{
	bool any = false;

	for (size_t i = 0; i < t->parts.n; i++) {
		const struct contribution *c = &t->parts.item[i];

		if (c->observation->reason == REASON_NONE)
			continue;
		if (!any)
			buf_addz(b, "\nWithout a number\n");
		any = true;
		add_cell(b, t, c, "");
		buf_addf(b, "      %s, %s\n",
		    c->zero ? "counted as zero" : "not counted",
		    part_words[c->part]);
	}
	if (isfinite(t->figure->unknown)) {
		buf_addz(b, any ? "" : "\nLeft out\n");
		buf_addz(b, "    not known: ");
		num_fixed(b, t->figure->unknown, 1, 0);
		buf_addz(b, "%, in neither group\n");
	}
}

static void
add_pooled(struct buf *b, const struct traced *t)
{
	const struct symbols *s = t->dataset->symbols;

	if (t->n_pooled == 0)
		return;
	buf_addf(b, "\nThe sum of %zu organisations' figures\n", t->n_pooled);
	for (size_t i = 0; i < t->n_pooled; i++) {
		const struct figure *f = t->pooled[i];
		buf_addf(b, "    %.*s  ", STRF(symbols_text(s, f->org)));
		add_value(b, t, f);
		if (isfinite(f->numerator)) {
			buf_addz(b, "  ");
			num_fixed(b, f->numerator, 4, NUM_TRIM);
			buf_addz(b, " of ");
			num_fixed(b, f->denominator, 4, NUM_TRIM);
		}
		buf_addc(b, '\n');
	}
}

static void
add_returns(struct buf *b, const struct traced *t)
{
	if (!t->from_returns || t->expected == 0)
		return;
	buf_addf(b, "    returns for that quarter: %zu of the %zu expected (",
	    t->received, t->expected);
	num_fixed(b, 100 * (double)t->received / (double)t->expected, 0, 0);
	buf_addz(b, "%)\n");
}

static void
add_england(struct buf *b, const struct traced *t)
{
	const struct figure *e = t->england;

	if (e == NULL)
		return;
	buf_addz(b, "    England: ");
	add_value(b, t, e);
	buf_addf(b, ", from %u organisation%s%s", e->england_n,
	    e->england_n == 1 ? "" : "s",
	    t->indicator->england == ENGLAND_CLUSTER
		? " of the reported trusts' kind"
		: "");
	if (e->date != DAY_NONE) {
		buf_addz(b, ", ");
		day_print(b, e->date);
	}
	buf_addc(b, '\n');
}

static void
add_peers(struct buf *b, const struct traced *t)
{
	const struct figure *f = t->figure;
	const struct symbols *s = t->dataset->symbols;

	if (t->peers == NULL)
		return;
	buf_addf(b, "    peers: %.*s", STRF(t->peers->rule));
	for (size_t i = 0; i < t->peers->n; i++)
		buf_addf(b, "%s%.*s", i == 0 ? ": " : ", ",
		    STRF(symbols_text(s, t->peers->peer[i])));
	if (isfinite(f->peer_median)) {
		buf_addf(b, "\n      %u have a figure; median ", f->peer_n);
		num_fixed(b, f->peer_median, t->indicator->places, 0);
		buf_addz(b, ", middle half ");
		num_fixed(b, f->peer_q1, t->indicator->places, 0);
		buf_addz(b, " to ");
		num_fixed(b, f->peer_q3, t->indicator->places, 0);
	}
	buf_addc(b, '\n');
	if (t->peers->sensitivity.n > 0)
		buf_addf(b, "      %.*s\n", STRF(t->peers->sensitivity));
}

static void
add_region(struct buf *b, const struct traced *t)
{
	const struct figure *r = t->region;

	if (r == NULL)
		return;
	buf_addf(b, "    region %.*s: ",
	    STRF(symbols_text(t->dataset->symbols, r->org)));
	add_value(b, t, r);
	buf_addf(b, ", from %u of its %u organisations\n", r->pooled_n,
	    r->pooled_of);
}

void
trace_text(const struct traced *t, struct buf *b)
{
	add_title(b, t);
	if (t->formula.n > 0)
		buf_addf(b, "\nFormula\n    %.*s\n", STRF(t->formula));
	for (int p = 0; p < PARTS; p++)
		add_part(b, t, p);
	add_left_out(b, t);
	add_pooled(b, t);
	if (t->england == NULL && t->region == NULL && t->peers == NULL &&
	    t->expected == 0 && t->figure->returns_of == 0)
		return;
	buf_addz(b, "\nCompared with\n");
	add_england(b, t);
	add_returns(b, t);
	add_region(b, t);
	add_peers(b, t);
	trace_beside(t, b);
}
