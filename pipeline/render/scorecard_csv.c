/* render/scorecard_csv.c -- scorecard.csv: every figure of a run, those of the
 * quarters before first. */
#include <stdint.h>
#include <string.h>

#include "base/file.h"
#include "render/csv_row.h"
#include "render/scorecard_csv.h"

static const char head[] =
    "period,date,org,setting,indicator,breakdown,numerator,denominator,value,"
    "lower,upper,peer_n,peer_q1,peer_median,peer_q3,england,rank,verdict,"
    "status\r\n";

/* England's figure and the quartiles stand in many rows: what was printed lately
 * is not worked out again. */
#define LATELY_BITS 12

struct recent {
	double v;
	unsigned char n; /* of the text, its comma among it; 0: nothing here */
	char text[23];
};

struct printer {
	struct buf *b;
	const struct scorecard *card;
	struct str period;
	struct recent *recent;
};

static struct recent *
recent_of(const struct printer *p, double v)
{
	uint64_t bits;

	memcpy(&bits, &v, sizeof bits);
	return &p->recent[(bits * 0x9e3779b97f4a7c15u) >> (64 - LATELY_BITS)];
}

static void
number(const struct printer *p, double v)
{
	struct recent *r = recent_of(p, v);
	size_t from = p->b->n;

	if (r->n > 0 && memcmp(&r->v, &v, sizeof v) == 0) {
		buf_add(p->b, r->text, r->n);
		return;
	}
	csv_number(p->b, v);
	if (p->b->n - from > sizeof r->text)
		return;
	r->v = v;
	r->n = (unsigned char)(p->b->n - from);
	memcpy(r->text, p->b->p + from, r->n);
}

static void
count_or_empty(struct buf *b, unsigned n)
{
	if (n > 0)
		csv_count(b, n);
	else
		csv_empty(b);
}

static void
print_figure(const struct printer *p, const struct figure *f)
{
	const struct symbols *t = p->card->dataset->symbols;
	const double before[] = {
	    f->numerator, f->denominator, f->value, f->lower, f->upper};
	const double beside[] = {
	    f->peer_q1, f->peer_median, f->peer_q3, f->england};
	struct buf *b = p->b;

	csv_text(b, p->period);
	csv_day(b, f->date);
	csv_text(b, symbols_text(t, f->org));
	csv_text(b, f->setting == 0 ? S("all") : symbols_text(t, f->setting));
	csv_text(b, p->card->catalogue->indicator[f->indicator].id);
	csv_text(b, symbols_text(t, f->breakdown));
	for (size_t i = 0; i < COUNT(before); i++)
		number(p, before[i]);
	count_or_empty(b, f->peer_n);
	for (size_t i = 0; i < COUNT(beside); i++)
		number(p, beside[i]);
	count_or_empty(b, f->rank);
	csv_text(b, str_of(verdict_name[f->verdict]));
	csv_text(b, str_of(status_name[f->status]));
	csv_end(b);
}

size_t
scorecard_csv_parts(const struct scorecard *s)
{
	return s->history.n + 1;
}

void
scorecard_csv_part(struct buf *b, const struct scorecard *s, size_t part)
{
	const struct scorecard *card =
	    part < s->history.n ? s->history.card[part] : s;
	struct buf period = buf_new(b->mem);
	struct printer p = {.b = b,
	    .card = card,
	    .recent = NEWS(b->mem, (size_t)1 << LATELY_BITS, struct recent)};

	if (part == 0)
		buf_addz(b, head);
	period_print(&period, card->period);
	p.period = buf_str(&period);
	for (size_t i = 0; i < card->n; i++)
		print_figure(&p, &card->figure[i]);
}

void
scorecard_csv_print(struct buf *b, const struct scorecard *s)
{
	for (size_t i = 0; i < scorecard_csv_parts(s); i++)
		scorecard_csv_part(b, s, i);
}

bool
scorecard_csv_write(struct ctx *c, const struct scorecard *s, struct str path)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct buf b = buf_new(c->tmp);
	bool ok;

	scorecard_csv_print(&b, s);
	ok = file_replace(c, path, buf_str(&b));
	arena_rewind(c->tmp, m);
	return ok;
}
