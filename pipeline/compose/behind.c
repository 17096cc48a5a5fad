/* compose/behind.c -- the table behind a chart, for the workbook. */
#include <math.h>

#include "base/num.h"
#include "compose/cells.h"
#include "compose/figures.h"
#include "compose/series.h"
#include "compose/tally.h"

static void
column(struct table_maker *m, const char *head, struct str unit)
{
	table_column(m, str_of(head), ALIGN_RIGHT, 1)->unit = str_trim(unit);
}

static void
column_text(struct table_maker *m, const char *head)
{
	table_column(m, str_of(head), ALIGN_LEFT, 1);
}

static const char *
role_words(enum role r)
{
	return r == ROLE_SELF   ? "This trust"
	       : r == ROLE_PEER ? "Peer"
				: "Other trust";
}

static void
head(struct table_maker *m, const struct series *e)
{
	struct str unit = e->one_unit ? e->input.unit : S("");

	if (e->code != NULL) {
		column_text(m, "Trust");
		column_text(m, "Code");
		column_text(m, "Group");
	} else {
		column_text(m, e->n > 1 && e->figure[0] != NULL &&
				       e->figure[0]->breakdown != 0
				   ? "Group"
				   : "Measure");
		if (!e->one_unit)
			column_text(m, "Unit");
	}
	column(m, e->code != NULL ? "Value" : "This trust", unit);
	column(m, "Lower 95% limit", unit);
	column(m, "Upper 95% limit", unit);
	column(m, "Numerator", S(""));
	column(m, "Denominator", S(""));
	column(m, "England", unit);
	if (e->code == NULL) {
		column(m, "Peers, lower quartile", unit);
		column(m, "Peers, median", unit);
		column(m, "Peers, upper quartile", unit);
		column(m, "Lowest trust", unit);
		column(m, "Highest trust", unit);
	}
	column_text(m, "Against England");
	column_text(m, "Date");
	column_text(m, "Status");
}

/* What England and others have is published even where we have none. */
static void
comparator(struct table_maker *m, double v, int places)
{
	table_number(m, v, places);
}

static void
row(struct table_maker *m, struct scope *s, const struct series *e, size_t i)
{
	const struct chart_point *p = &e->input.point[i];
	const struct figure *f = e->figure[i];
	int places = e->indicator[i]->places;
	bool known = figure_known(f);

	table_row(m);
	table_text(m, p->label);
	if (e->code != NULL) {
		table_text(m, e->code[i]);
		table_text(m, str_of(role_words(p->role)));
	} else if (!e->one_unit)
		table_text(m, str_trim(indicator_unit(e->indicator[i])));
	table_figure(m, s, f, p->value);
	table_figure(m, s, f, p->lower);
	table_figure(m, s, f, p->upper);
	table_number(m, known ? f->numerator : NAN, 0);
	table_number(m,
	    known && e->indicator[i]->method != METHOD_TOTAL ? f->denominator
							     : NAN,
	    0);
	comparator(m, p->england, places);
	if (e->code == NULL) {
		comparator(m, p->peer_q1, places);
		comparator(m, p->peer_median, places);
		comparator(m, p->peer_q3, places);
		comparator(m, p->min, places);
		comparator(m, p->max, places);
	}
	table_text(m, str_of(known ? verdict_words(f->verdict) : ""));
	table_day(m, f == NULL ? DAY_NONE : f->date);
	table_text(
	    m, str_of(status_name[f == NULL ? STATUS_MISSING : f->status]));
}

struct table *
series_table(struct scope *s, const struct series *e, struct str name,
    struct str title, struct str subtitle)
{
	struct table_maker m = table_make(s->c->mem, name, title, subtitle,
	    e->code != NULL ? S("One row for each trust, from the lowest value "
				"to the highest.")
			    : S("One row for each measure or group."));

	head(&m, e);
	for (size_t i = 0; i < e->n; i++)
		row(&m, s, e, i);
	return m.table;
}
