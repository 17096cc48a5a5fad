/* ingest/observe_cells.c -- a cell to a text, a date or a value. */
#include "base/num.h"
#include "ingest/observe_file.h"

uint32_t
observer_column(const struct observer *o, int column)
{
	return column == NO_COLUMN ? 0 : o->match.at[column];
}

struct str
observer_text(const struct observer *o, int column)
{
	const struct cell *c = column == NO_COLUMN ? NULL : o->cell[column];

	return c == NULL ? S("") : str_trim(c->text);
}

static bool
parse_month(struct str s, day *out)
{
	double v;
	int n;

	s = str_trim(s);
	if (s.n != 6 || !num_parse(s, &v) || v < 180000 || v > 220012)
		return false;
	n = (int)v;
	*out = month_end(n / 100, n % 100);
	return *out != DAY_NONE;
}

static bool
parse_span(struct str s, day *out)
{
	ptrdiff_t at = str_find(s, S(" to "));
	day first;

	return at > 0 && parse_month(str_slice(s, 0, (size_t)at), &first) &&
	       parse_month(str_slice(s, (size_t)at + 4, s.n), out) &&
	       first <= *out;
}

static bool
parse_date(enum date_format format, struct str s, day *out)
{
	switch (format) {
	case DATE_ISO:
		return day_parse_iso(s, out);
	case DATE_BRITISH:
		return day_parse_british(s, out);
	case DATE_MONTH:
		return parse_month(s, out);
	case DATE_MONTH_SPAN:
		return parse_span(s, out);
	case DATE_N:
		break;
	}
	return false;
}

bool
observer_date(struct observer *o, const struct row *row, day *out)
{
	const struct profile *p = o->p;
	const struct cell *c;
	struct str text;

	*out = p->date_constant;
	if (p->date == NO_COLUMN)
		return true;
	c = o->cell[p->date];
	if (c != NULL && c->is_date && c->when != DAY_NONE) {
		*out = c->when;
		return true;
	}
	text = observer_text(o, p->date);
	if (o->date == DAY_NONE || !str_eq(text, o->date_text)) {
		if (!parse_date(p->date_format, text, &o->date)) {
			o->date = DAY_NONE;
			observer_find(o, FINDING_bad_date, row->number,
			    observer_column(o, p->date), 0, text,
			    str_of(date_format_words[p->date_format]));
			return false;
		}
		o->date_text = str_dup(o->file_mem, text);
	}
	*out = o->date;
	return true;
}

bool
observer_value(struct observer *o, const struct row *row, int column,
    struct observation *out)
{
	const struct profile *p = o->p;
	const struct cell *c = o->cell[column];
	struct str text = observer_text(o, column);
	enum finding_kind odd = FINDING_not_a_number;

	out->value = 0;
	out->reason = REASON_NONE;
	if (c == NULL) {
		out->reason = p->blank;
		return p->blank != REASON_NONE;
	}
	for (size_t i = 0; i < p->n_marks; i++)
		if (str_eq(text, p->mark[i].text)) {
			out->reason = p->mark[i].reason;
			return true;
		}
	if (c->uncalculated) {
		odd = FINDING_not_calculated;
	} else if ((c->type == CELL_NUMBER && !c->is_date) ||
		   (c->type == CELL_TEXT && num_parse(text, &out->value))) {
		if (c->type == CELL_NUMBER)
			out->value = c->number;
		if (out->value >= 0)
			return true;
		odd = FINDING_negative;
	}
	out->value = 0;
	out->reason = REASON_UNREADABLE;
	observer_find(o, odd, row->number, observer_column(o, column), out->org,
	    text, S(""));
	return true;
}
