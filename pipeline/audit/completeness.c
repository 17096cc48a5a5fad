/* audit/completeness.c -- what was not said, and what should have been: blanks,
 * shorthands, zeros and people not known.
 *
 * A blank cell is one that the file has and nobody filled in. A cell that the
 * file does not have is none of these rules' business: ingest named its sheet,
 * row or column. */

#include "audit/rule.h"
#include "base/num.h"

/* What every rule here asks of one cell that says so. Where a whole column says
 * it, its hits are one finding. */
struct question {
	enum finding_kind kind;
	enum reason says; /* none: a zero */
	bool (*hit)(const struct inspection *, const struct sent *, size_t cell,
	    struct buf *other);
};

static bool
is_zero(const struct view *v, const struct sent *s, size_t cell)
{
	return s->reason[cell] == REASON_NONE && s->value[cell] == 0 &&
	       v->cell[cell].measure->number != RETURN_YES_NO;
}

static bool
says(const struct view *v, const struct sent *s, size_t cell, enum reason why)
{
	return why == REASON_NONE ? is_zero(v, s, cell)
				  : view_lacks(s, cell, why);
}

bool
is_blank_after_number(const struct sent *s, size_t cell)
{
	const struct sent *before = view_before(s, 1);
	double was;

	return view_lacks(s, cell, REASON_BLANK) && before != NULL &&
	       view_value(before, cell, &was, NULL) && was > 0;
}

/* "12", and of two quarters "12 and 14 the quarter before". */
static void
say_last(
    const struct sent *s, size_t cell, unsigned quarters, struct buf *other)
{
	for (unsigned k = 1; k <= quarters; k++) {
		const struct sent *before = view_before(s, k);
		double was;

		if (before == NULL || !view_value(before, cell, &was, NULL))
			return;
		buf_addz(other, k > 1 ? " and " : "");
		num_fixed(other, was, 2, NUM_THOUSANDS | NUM_TRIM);
		buf_addz(other, k > 1 ? " the quarter before" : "");
	}
}

static bool
blank_hit(const struct inspection *look, const struct sent *s, size_t cell,
    struct buf *other)
{
	if (!is_blank_after_number(s, cell))
		return false;
	say_last(s, cell, 1, other);
	return true;
}

/* Zero after two quarters with enough in each: one small quarter is chance. */
static bool
zero_hit(const struct inspection *look, const struct sent *s, size_t cell,
    struct buf *other)
{
	if (is_doubted(look, s, cell))
		return false;
	for (unsigned k = 1; k <= 2; k++) {
		const struct sent *before = view_before(s, k);
		double was;
		if (before == NULL || !view_value(before, cell, &was, NULL) ||
		    was < look->limit->zero_after)
			return false;
	}
	say_last(s, cell, 2, other);
	return true;
}

static bool
unavailable_hit(const struct inspection *look, const struct sent *s,
    size_t cell, struct buf *other)
{
	const struct sent *at = s;
	unsigned n = 0;

	for (; at != NULL && view_lacks(at, cell, REASON_NOT_AVAILABLE); n++)
		at = view_before(at, 1);
	if (n < look->limit->unavailable_quarters)
		return false;
	buf_addf(other, "%u", n);
	return true;
}

static bool
withheld_hit(const struct inspection *look, const struct sent *s, size_t cell,
    struct buf *other)
{
	return true;
}

static const struct question questions[] = {
    {FINDING_blank_after_number, REASON_BLANK, blank_hit},
    {FINDING_zero_after_numbers, REASON_NONE, zero_hit},
    {FINDING_long_unavailable, REASON_NOT_AVAILABLE, unavailable_hit},
    {FINDING_withheld_in_return, REASON_SUPPRESSED, withheld_hit},
};

static size_t
column_cell(const struct view *v, size_t topic, size_t row, size_t column)
{
	return v->first[topic] + row * v->form->topic[topic].n_columns + column;
}

/* What cells of the column say that a question may be asked of: a bit for each
 * reason, the one of none for zeros. */
static unsigned
said_in(const struct view *v, const struct sent *s, size_t topic, size_t column)
{
	unsigned said = 0;

	for (size_t r = 0; r < v->form->topic[topic].n_rows; r++) {
		size_t cell = column_cell(v, topic, r, column);
		enum reason why = (enum reason)s->reason[cell];

		said |= (unsigned)says(v, s, cell, why) << why;
	}
	return said;
}

/* Every cell of the column that the version asks for, and more than one. */
static bool
all_say(const struct view *v, const struct sent *s, size_t topic, size_t column,
    enum reason why)
{
	size_t n = 0;

	for (size_t r = 0; r < v->form->topic[topic].n_rows; r++) {
		size_t cell = column_cell(v, topic, r, column);
		if (!view_asked(v, s, cell))
			continue;
		if (!says(v, s, cell, why))
			return false;
		n++;
	}
	return n > 1;
}

static struct str
of_column(struct arena *mem, const struct view *v, size_t topic, size_t column)
{
	return str_fmt(mem, "every row / %.*s",
	    STRF(v->form->topic[topic].column[column].heading));
}

/* A column that looks alike from top to bottom is one cause, and one finding
 * when it has several hits. */
static void
ask_column(struct inspection *look, const struct question *q,
    const struct sent *s, size_t topic, size_t column)
{
	const struct view *v = look->v;
	struct arena *tmp = look->c->tmp;
	size_t first = VIEW_NONE, n = 0;
	struct buf other = buf_new(tmp);
	bool alike = all_say(v, s, topic, column, q->says);

	for (size_t r = 0; r < v->form->topic[topic].n_rows; r++) {
		size_t cell = column_cell(v, topic, r, column);

		other.n = 0;
		if (!says(v, s, cell, q->says) ||
		    !q->hit(look, s, cell, &other))
			continue;
		if (n++ == 0)
			first = cell;
		if (!alike)
			find_cell(
			    look, q->kind, s, cell, buf_str(&other), NO_HINT);
	}
	if (!alike || n == 0)
		return;
	if (n == 1) {
		other.n = 0;
		q->hit(look, s, first, &other);
		find_cell(look, q->kind, s, first, buf_str(&other), NO_HINT);
		return;
	}
	if (q->kind != FINDING_long_unavailable) {
		other.n = 0;
		buf_addf(&other, "numbers in %zu rows", n);
	}
	find_cells(look, q->kind, s, first, of_column(tmp, v, topic, column),
	    view_said(tmp, v, s, first), buf_str(&other));
}

/* Nothing at all on a sheet that the file has: no number and no shorthand. */
static bool
is_blank_sheet(const struct view *v, const struct sent *s, size_t topic)
{
	size_t n = 0;

	for (size_t i = v->first[topic]; i < v->first[topic + 1]; i++) {
		if (s->reason[i] != REASON_BLANK)
			return false;
		n += s->cell[i] != 0;
	}
	return n > 0;
}

/* What a column comes to; false when a cell of it is neither a number nor [z],
 * or there is no number. */
static bool
column_sum(const struct view *v, const struct sent *s, size_t topic,
    size_t column, double *out)
{
	size_t known = 0;

	*out = 0;
	for (size_t r = 0; r < v->form->topic[topic].n_rows; r++) {
		size_t cell = column_cell(v, topic, r, column);
		enum reason why;
		double value;

		if (!view_asked(v, s, cell))
			continue;
		if (view_value(s, cell, &value, &why))
			known++;
		else if (why != REASON_NOT_APPLICABLE)
			return false;
		*out += value;
	}
	return known > 1;
}

/* A column of zeros beside others with numbers, where last quarter had enough
 * that this is no chance. */
static bool
is_zero_column(const struct inspection *look, const struct sent *s,
    size_t topic, size_t column, double *was)
{
	const struct sent *before = view_before(s, 1);
	double sum;

	if (before == NULL || !column_sum(look->v, s, topic, column, &sum) ||
	    sum > 0 || !column_sum(look->v, before, topic, column, was) ||
	    *was < look->limit->jump_least_people)
		return false;
	for (size_t k = 0; k < look->v->form->topic[topic].n_columns; k++)
		if (column_sum(look->v, s, topic, k, &sum) && sum > 0)
			return true;
	return false;
}

static void
check_topic(struct inspection *look, const struct sent *s, size_t topic)
{
	const struct return_topic *t = &look->v->form->topic[topic];

	if (is_blank_sheet(look->v, s, topic)) {
		find_sheet(
		    look, FINDING_blank_sheet, s, topic, S("blank"), t->title);
		return;
	}
	for (size_t k = 0; k < t->n_columns; k++) {
		unsigned said = said_in(look->v, s, topic, k);
		double was;

		if (is_zero_column(look, s, topic, k, &was)) {
			find_cells(look, FINDING_zero_column, s,
			    column_cell(look->v, topic, 0, k),
			    of_column(look->c->tmp, look->v, topic, k), S("0"),
			    view_number(look->c->tmp, was));
			said &= ~(1u << REASON_NONE);
		}
		for (size_t i = 0; i < COUNT(questions); i++)
			if ((said & 1u << questions[i].says) != 0)
				ask_column(look, &questions[i], s, topic, k);
	}
}

/* ---- people whose group is not known ---- */

static void
check_unknown(
    struct inspection *look, const struct sent *s, const struct given *g)
{
	struct arena *tmp = look->c->tmp;
	struct buf other = buf_new(tmp);
	struct view_total of, n;

	if (!view_total(look->v, s, g->all, &of) ||
	    !view_total(look->v, s, g->unknown, &n) || of.value <= 0 ||
	    n.value * 100 <= look->limit->unknown_percent * of.value)
		return;
	buf_adds(&other, view_number(tmp, of.value));
	buf_addz(&other, " (");
	num_fixed(&other, 100 * n.value / of.value, 1, NUM_PLAIN);
	buf_addz(&other, " %)");
	find_cells(look, g->many_unknown, s, g->unknown.cell[0],
	    S("every row / Not known"), view_number(tmp, n.value),
	    buf_str(&other));
}

/* ---- [z] beside numbers ---- */

static bool
is_above_zero(const struct sent *s, size_t cell)
{
	double value;

	return view_value(s, cell, &value, NULL) && value > 0;
}

/* Do two cells of a row stand or fall together? People split by ethnic group,
 * WTE and headcount, a part and its whole. Other measures of a row may well not
 * apply where their neighbour does. */
static bool
go_together(const struct view *v, size_t a, size_t b)
{
	const struct view_place *x = &v->cell[a], *y = &v->cell[b];

	if (!str_eq(x->dim[DIM_setting], y->dim[DIM_setting]))
		return false;
	return x->measure == y->measure || v->cell[a].whole == b ||
	       v->cell[b].whole == a ||
	       (str_starts(x->measure->name, S("cyp_")) &&
		   str_is(v->form->topic[x->at.topic].name, "staff"));
}

/* Measures of which nobody can say that they do not apply where there are
 * staff of that setting and discipline. */
static const char *const of_staff[] = {"establishment_wte", "cyp_joiners",
    "cyp_leavers", "average_headcount_12m", "cyp_leavers_12m",
    "training_staff"};

/* The staff in post of the cell's setting and discipline; 0: the cell is not of
 * such a measure, or nobody is known to be there. */
static double
staff_there(const struct view *v, const struct sent *s, struct view_group heads,
    size_t cell)
{
	const struct view_place *p = &v->cell[cell];
	double people = 0;
	bool asks = false;

	for (size_t i = 0; i < COUNT(of_staff); i++)
		asks |= str_is(p->measure->name, of_staff[i]);
	for (size_t i = 0; asks && i < heads.n; i++) {
		const struct view_place *k = &v->cell[heads.cell[i]];
		double value;

		if (str_eq(k->dim[DIM_setting], p->dim[DIM_setting]) &&
		    str_eq(k->dim[DIM_discipline], p->dim[DIM_discipline]) &&
		    view_value(s, heads.cell[i], &value, NULL))
			people += value;
	}
	return people;
}

static void
check_not_applicable(struct inspection *look, const struct sent *s,
    struct view_group heads, size_t cell)
{
	const struct view *v = look->v;
	const struct view_place *p = &v->cell[cell];
	const struct return_topic *t = &v->form->topic[p->at.topic];
	struct arena *tmp = look->c->tmp;
	struct str other = S("");
	double people;

	if (!view_lacks(s, cell, REASON_NOT_APPLICABLE) || t->measure_rows)
		return;
	for (size_t k = 0; k < t->n_columns && other.n == 0; k++) {
		size_t beside = column_cell(v, p->at.topic, p->at.row, k);

		if (k != p->at.column && go_together(v, cell, beside) &&
		    is_above_zero(s, beside))
			other = str_fmt(tmp, "%.*s in the column %.*s",
			    STRF(view_said(tmp, v, s, beside)),
			    STRF(t->column[k].heading));
	}
	if (other.n == 0 && (people = staff_there(v, s, heads, cell)) > 0)
		other = str_fmt(
		    tmp, "%.*s staff in post", STRF(view_number(tmp, people)));
	if (other.n > 0)
		find_cell(look, FINDING_not_applicable_beside, s, cell, other,
		    NO_HINT);
}

void
rules_completeness(struct inspection *look)
{
	const struct view *v = look->v;
	struct view_group heads =
	    view_group(look->c->tmp, v, "cyp_headcount", NULL, 0);
	struct given given[GIVEN_SHEETS];

	given_cells(look->c->tmp, v, given);
	for (size_t i = 0; i < v->n; i++) {
		const struct sent *s = &v->sent[i];

		for (size_t k = 0; k < v->form->n_topics; k++)
			check_topic(look, s, k);
		for (size_t k = 0; k < v->n_cells; k++)
			check_not_applicable(look, s, heads, k);
		for (size_t k = 0; k < GIVEN_SHEETS; k++)
			check_unknown(look, s, &given[k]);
	}
}
