/* render/scorecard_csv.c -- scorecard.csv: every figure of a run, those of the
 * quarters before first. */
#include <math.h>

#include "base/file.h"
#include "render/csv_row.h"
#include "render/scorecard_csv.h"

static const char head[] =
    "period,date,org,setting,indicator,breakdown,numerator,denominator,value,"
    "lower,upper,peer_n,peer_q1,peer_median,peer_q3,england,rank,verdict,"
    "status\r\n";

static void
count_or_empty(struct buf *b, unsigned n)
{
	if (n > 0)
		csv_count(b, n);
	else
		csv_empty(b);
}

static void
print_figure(struct buf *b, const struct scorecard *s, const struct figure *f,
    struct str period)
{
	const struct symbols *t = s->dataset->symbols;

	csv_text(b, period);
	csv_day(b, f->date);
	csv_text(b, symbols_text(t, f->org));
	csv_text(b, f->setting == 0 ? S("all") : symbols_text(t, f->setting));
	csv_text(b, s->catalogue->indicator[f->indicator].id);
	csv_text(b, symbols_text(t, f->breakdown));
	csv_number(b, f->numerator);
	csv_number(b, f->denominator);
	csv_number(b, f->value);
	csv_number(b, f->lower);
	csv_number(b, f->upper);
	count_or_empty(b, f->peer_n);
	csv_number(b, f->peer_q1);
	csv_number(b, f->peer_median);
	csv_number(b, f->peer_q3);
	csv_number(b, f->england);
	count_or_empty(b, f->rank);
	csv_text(b, str_of(verdict_name[f->verdict]));
	csv_text(b, str_of(status_name[f->status]));
	csv_end(b);
}

static void
print_card(struct buf *b, const struct scorecard *s)
{
	struct buf period = buf_new(b->mem);

	period_print(&period, s->period);
	for (size_t i = 0; i < s->n; i++)
		print_figure(b, s, &s->figure[i], buf_str(&period));
}

void
scorecard_csv_print(struct buf *b, const struct scorecard *s)
{
	buf_addz(b, head);
	for (size_t i = 0; i < s->history.n; i++)
		print_card(b, s->history.card[i]);
	print_card(b, s);
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
