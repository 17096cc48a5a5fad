/* ingest/observe_cells.c -- a cell to a text, a date or a value, and what rows
 * must be to count. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "ingest/dates.h"
#include "ingest/observe_file.h"

uint32_t
observer_column(const struct observer *o, int field)
{
	size_t i = (size_t)field;

	if (field == NO_COLUMN)
		return 0;
	return i < o->p->n_columns ? o->at[i]
				   : o->wide[i - o->p->n_columns].column;
}

struct str
observer_text(const struct observer *o, int field)
{
	const struct cell *c = field == NO_COLUMN ? NULL : o->cell[field];

	return c == NULL ? S("") : str_trim(c->text);
}

bool
observer_has_values(const struct observer *o)
{
	const struct profile *p = o->p;
	bool counts = false;

	for (size_t i = 0; i < p->n_values; i++) {
		counts |= p->value[i].count;
		if (p->value[i].column != NO_COLUMN &&
		    o->cell[p->value[i].column] != NULL)
			return true;
	}
	for (size_t k = 0; k < o->n_wide; k++)
		if (o->cell[p->n_columns + k] != NULL)
			return true;
	if (p->n_values == 0)
		return observer_text(o, p->org_name).n > 0;
	/* Without a column of numbers a row that has two cells counts; a note
	 * has one. */
	for (size_t i = 0, n = 0; counts && i < p->n_columns; i++)
		if (o->cell[i] != NULL && ++n == 2)
			return true;
	return false;
}

static day
settle(const struct profile *p, day when)
{
	int y, m, d;

	if (!p->month_end || when == DAY_NONE)
		return when;
	day_split(when, &y, &m, &d);
	return month_end(y, m);
}

bool
observer_parse_date(const struct profile *p, struct str text, day *out)
{
	for (size_t i = 0; i < p->n_formats; i++)
		if (date_parse(
			p->format[i], text, p->year_month, p->year_day, out)) {
			*out = settle(p, *out);
			return true;
		}
	*out = DAY_NONE;
	return false;
}

/* Every format that the profile knows, for people. */
static struct str
formats(struct observer *o)
{
	struct buf b = buf_new(o->row_mem);

	for (size_t i = 0; i < o->p->n_formats; i++)
		buf_addf(&b, "%s%s", i > 0 ? " or " : "",
		    date_format_words[o->p->format[i]]);
	return buf_str(&b);
}

bool
observer_date(struct observer *o, const struct row *row, day *out)
{
	const struct profile *p = o->p;
	const struct cell *c;
	struct str text;

	*out = o->fixed_date;
	/* Each value column has its own, or the file has none. */
	if (p->when.kind == PLACE_HEADINGS || p->when.kind == PLACE_NONE)
		return true;
	if (p->date == NO_COLUMN)
		return *out != DAY_NONE;
	c = o->cell[p->date];
	if (c != NULL && c->is_date && c->when != DAY_NONE) {
		*out = settle(p, c->when);
		return true;
	}
	text = observer_text(o, p->date);
	if (o->date == DAY_NONE ||
	    !str_eq(text, (struct str){o->date_text, o->date_n})) {
		if (!observer_parse_date(p, text, &o->date)) {
			observer_find(o, FINDING_bad_date, row->number,
			    observer_column(o, p->date), 0, text, formats(o));
			return false;
		}
		/* No format has a longer text; a longer one is read anew. */
		o->date_n = text.n < sizeof o->date_text ? text.n : 0;
		memcpy(o->date_text, text.p, o->date_n);
	}
	*out = o->date;
	return true;
}

/* Takes the separators out of 1,234,567.8; false if they stand elsewhere. */
static bool
without_thousands(
    struct str s, char separator, char *out, size_t cap, struct str *number)
{
	size_t n = 0, run = 0;
	bool any = false, point = false;

	if (s.n >= cap)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == separator && !point) {
			if (any ? run != 3 : run < 1 || run > 3)
				return false;
			any = true;
			run = 0;
			continue;
		}
		if (s.p[i] == '.') {
			if (any && run != 3)
				return false;
			point = true;
		}
		if (g_ascii_isdigit(s.p[i]))
			run++;
		out[n++] = s.p[i];
	}
	*number = (struct str){out, n};
	return point || !any || run == 3;
}

static bool
parse_number(const struct profile *p, const struct profile_value *v,
    struct str s, double *out)
{
	char plain[64];
	bool percent = v->scale != SCALE_NONE && str_ends(s, S("%"));

	if (percent)
		s = str_trim(str_slice(s, 0, s.n - 1));
	if (p->thousands != '\0' &&
	    !without_thousands(s, p->thousands, plain, sizeof plain, &s))
		return false;
	if (!num_parse(s, out))
		return false;
	if (v->scale == SCALE_FRACTION && !percent)
		*out = num_round(*out * 100, 10);
	return true;
}

static bool
is_number(const struct profile *p, const struct profile_value *v,
    const struct cell *c, struct str text, double *out)
{
	if (c->type == CELL_TEXT)
		return parse_number(p, v, text, out);
	if (c->type != CELL_NUMBER || c->is_date)
		return false;
	*out = v->scale == SCALE_FRACTION ? num_round(c->number * 100, 10)
					  : c->number;
	return true;
}

/* Why a number cannot be; NULL if it can. */
static const char *
off_scale(const struct profile_value *v, double number)
{
	if (number < 0 && v->least >= 0)
		return "below zero";
	if (number < v->least || number > v->most)
		return v->scale == SCALE_NONE ? "out of its range"
					      : "not a percentage";
	if (v->scale == SCALE_WHOLE && number != floor(number))
		return "not a whole percentage";
	return NULL;
}

/* What the column may hold, for people. */
static struct str
scale_of(struct observer *o, const struct profile_value *v)
{
	struct buf b = buf_new(o->row_mem);

	if (v->scale != SCALE_NONE)
		return str_of(scale_words[v->scale]);
	buf_addz(&b, "numbers from ");
	num_short(&b, v->least);
	if (isfinite(v->most)) {
		buf_addz(&b, " to ");
		num_short(&b, v->most);
	}
	return buf_str(&b);
}

static void
complain(struct observer *o, const struct row *row,
    const struct profile_value *v, int field, struct observation *out,
    enum finding_kind odd, const char *why, struct str text, bool *rejected)
{
	out->value = 0;
	out->reason = REASON_UNREADABLE;
	*rejected = *rejected || o->p->reject;
	observer_find(o, o->p->reject ? FINDING_row_rejected : odd, row->number,
	    observer_column(o, field), out->org, text,
	    o->p->reject               ? str_of(why)
	    : odd == FINDING_off_scale ? scale_of(o, v)
				       : S(""));
}

bool
observer_value(struct observer *o, const struct row *row,
    const struct profile_value *v, int field, struct observation *out,
    bool *rejected)
{
	const struct profile *p = o->p;
	const struct cell *c = o->cell[field];
	struct str text = observer_text(o, field);
	const char *why;

	if (c == NULL) {
		out->reason = p->blank;
		return p->blank != REASON_NONE || p->blank_zero;
	}
	for (size_t i = 0; i < p->n_marks; i++)
		if (str_eq(text, p->mark[i].text)) {
			out->reason = p->mark[i].reason;
			return true;
		}
	if (c->uncalculated)
		complain(o, row, v, field, out, FINDING_not_calculated,
		    "is a formula without a result", text, rejected);
	else if (!is_number(p, v, c, text, &out->value))
		complain(o, row, v, field, out, FINDING_not_a_number,
		    "is not a number", text, rejected);
	else if ((why = off_scale(v, out->value)) != NULL)
		complain(o, row, v, field, out,
		    out->value < 0 && v->least >= 0 ? FINDING_negative
						    : FINDING_off_scale,
		    str_fmt(o->row_mem, "is %s", why).p, text, rejected);
	return true;
}

/* A date to compare; false if there is none. */
static bool
compared_date(struct observer *o, const struct row *row,
    const struct profile_condition *k, day *out, bool *rejected)
{
	const struct cell *c = o->cell[k->column];
	struct str text = observer_text(o, k->column);

	if (c == NULL)
		return false;
	if (c->is_date && c->when != DAY_NONE) {
		*out = c->when;
		return true;
	}
	if (date_parse(
		k->format, text, o->p->year_month, o->p->year_day, out) ||
	    observer_parse_date(o->p, text, out))
		return true;
	/* Several values may ask for one date: it is said once. */
	if (!*rejected)
		observer_find(o,
		    o->p->reject ? FINDING_row_rejected : FINDING_bad_date,
		    row->number, observer_column(o, k->column), 0, text,
		    o->p->reject ? S("is not a date")
				 : str_of(date_format_words[k->format]));
	*rejected = *rejected || o->p->reject;
	return false;
}

bool
observer_meets(struct observer *o, const struct row *row,
    const struct profile_condition *k, day when, bool *rejected)
{
	struct str text = observer_text(o, k->column);
	day date;

	switch (k->kind) {
	case CONDITION_EQUALS:
		for (size_t i = 0; i < k->n; i++)
			if (str_eq_nocase(text, k->equals[i]))
				return true;
		return false;
	case CONDITION_MATCHES:
		return pattern_fits(k->matches, text);
	case CONDITION_BLANK:
		return text.n == 0;
	case CONDITION_FILLED:
		return text.n > 0;
	default:
		break;
	}
	if (!compared_date(o, row, k, &date, rejected))
		return false;
	if (k->kind == CONDITION_UNTIL)
		return date <= when;
	if (k->kind == CONDITION_AFTER)
		return date > when;
	return date_is_in(k->kind, date, when);
}

bool
observer_skips(struct observer *o, const struct row *row)
{
	const struct profile *p = o->p;
	bool rejected = false;

	for (size_t i = 0; i < p->skip.n; i++)
		if (observer_meets(o, row, &p->skip.c[i], DAY_NONE, &rejected))
			return true;
	for (size_t i = 0; i < p->keep.n; i++)
		if (!observer_meets(o, row, &p->keep.c[i], DAY_NONE, &rejected))
			return true;
	return false;
}
