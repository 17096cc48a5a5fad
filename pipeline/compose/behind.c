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
role_words(const struct scope *s, const struct series *e, size_t i)
{
	enum role r = e->input.point[i].role;

	if (s->region != NULL)
		return str_eq(e->code[i], s->org)    ? "Region"
		       : e->region || r == ROLE_PEER ? "Trust of the region"
						     : "Other trust";
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

/* A number of a known figure; else its mark. */
static void
own(struct table_maker *m, struct scope *s, const struct figure *f, double v,
    bool applies, int places)
{
	if (!figure_known(f))
		table_figure(m, s, f, NAN);
	else if (!applies)
		table_none(m);
	else
		table_number(m, v, places);
}

static void
verdict(struct table_maker *m, struct scope *s, const struct figure *f)
{
	if (!figure_known(f))
		table_figure(m, s, f, NAN);
	else if (f->verdict == VERDICT_NONE)
		table_none(m);
	else
		table_text(m, str_of(verdict_words(f->verdict)));
}

static void
row(struct table_maker *m, struct scope *s, const struct series *e, size_t i)
{
	static const struct figure none = {.status = STATUS_MISSING};
	const struct chart_point *p = &e->input.point[i];
	const struct indicator *d = e->indicator[i];
	const struct figure *f = e->figure[i] == NULL ? &none : e->figure[i];
	bool interval = d->interval != INTERVAL_NONE;
	bool share = d->method != METHOD_TOTAL;

	table_row(m);
	table_text(m, p->label);
	if (e->code != NULL) {
		table_text(m, s->in->settings->anonymous && s->region != NULL
				  ? e->input.point[i].label
				  : e->code[i]);
		table_text(m, str_of(role_words(s, e, i)));
	} else if (!e->one_unit)
		table_text(m, str_trim(indicator_unit(d)));
	own(m, s, f, p->value, true, d->places);
	own(m, s, f, p->lower, interval, d->places);
	own(m, s, f, p->upper, interval, d->places);
	own(m, s, f, f->numerator, true, d->people ? 0 : 1);
	own(m, s, f, f->denominator, share, d->people ? 0 : 1);
	if (share)
		table_number(m, p->england, d->places);
	else
		table_none(m);
	if (e->code == NULL) {
		table_number(m, p->peer_q1, d->places);
		table_number(m, p->peer_median, d->places);
		table_number(m, p->peer_q3, d->places);
		table_number(m, p->min, d->places);
		table_number(m, p->max, d->places);
	}
	verdict(m, s, f);
	table_day(m, e->figure[i] == NULL ? DAY_NONE : f->date);
	table_text(m, str_of(status_name[f->status]));
}

struct table *
series_table(struct scope *s, const struct series *e, struct str name,
    struct str title, struct str subtitle)
{
	struct table_maker m = table_make(s->c->mem, name, title, subtitle,
	    e->region ? S("One row for each trust of the region, from the "
			  "highest value to the lowest, then the region.")
	    : e->code != NULL
		? S("One row for each trust, from the lowest value "
		    "to the highest.")
		: S("One row for each measure or group."));

	head(&m, e);
	for (size_t i = 0; i < e->n; i++)
		row(&m, s, e, i);
	return m.table;
}
