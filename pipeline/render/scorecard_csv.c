/* render/scorecard_csv.c -- scorecard.csv: every figure of a run, those of the
 * quarters before first. */
#include <assert.h>
#include <string.h>

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

struct csv_rows
scorecard_csv_rows(struct arena *mem, const struct scorecard *s,
    const struct by_indicator *by, size_t indicator)
{
	const size_t *start = &by->start[indicator * by->cards];
	size_t n = start[by->cards] - start[0];
	struct buf b = buf_new(mem);
	struct printer p = {.b = &b,
	    .recent = NEWS(mem, (size_t)1 << LATELY_BITS, struct recent)};
	uint32_t *end = NEWS(mem, n, uint32_t);

	for (size_t k = 0; k < by->cards; k++) {
		struct buf period = buf_new(mem);

		p.card = scorecard_card(s, k);
		period_print(&period, p.card->period);
		p.period = buf_str(&period);
		for (size_t i = start[k]; i < start[k + 1]; i++) {
			print_figure(&p, by->figure[i]);
			assert(b.n <= UINT32_MAX);
			end[i - start[0]] = (uint32_t)b.n;
		}
	}
	return (struct csv_rows){buf_str(&b), end, n};
}

struct str
scorecard_csv_join(
    struct arena *mem, const struct scorecard *s, const struct csv_rows *rows)
{
	size_t *next = NEWS(mem, s->catalogue->n, size_t);
	size_t n = sizeof head - 1;
	char *text, *p;

	for (size_t i = 0; i < s->catalogue->n; i++)
		n += rows[i].text.n;
	text = NEWS(mem, n, char);
	p = mempcpy(text, head, sizeof head - 1);
	for (size_t k = 0; k <= s->history.n; k++) {
		const struct scorecard *card = scorecard_card(s, k);

		for (size_t i = 0; i < card->n; i++) {
			const struct csv_rows *r =
			    &rows[card->figure[i].indicator];
			size_t *at = &next[card->figure[i].indicator];
			uint32_t from = *at == 0 ? 0 : r->end[*at - 1];

			p = mempcpy(p, r->text.p + from, r->end[*at] - from);
			++*at;
		}
	}
	return (struct str){text, n};
}
