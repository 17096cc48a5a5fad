/* audit/copied.c -- figures that were sent before: by the same organisation a
 * quarter ago, or by another one. */
#include <math.h>

#include "audit/rule.h"

/* How much of a topic two returns have in common. */
struct likeness {
	size_t same; /* numbers above zero that are equal */
	bool all;    /* no cell differs */
};

static struct likeness
compare(const struct view *v, const struct sent *a, const struct sent *b,
    size_t from, size_t to)
{
	struct likeness l = {.all = true};

	for (size_t i = from; i < to && l.all; i++) {
		enum reason why[2];
		double x, y;
		bool number = view_value(v, a, i, &x, &why[0]);

		view_value(v, b, i, &y, &why[1]);
		l.all = why[0] == why[1] && x == y;
		l.same += number && x != 0 &&
			  v->cell[i].measure->number != RETURN_YES_NO;
	}
	return l;
}

static bool
is_copy(const struct inspection *look, struct likeness l)
{
	return l.all && (double)l.same >= look->limit->copied_least_cells;
}

static struct str
count_of(const struct inspection *look, size_t n)
{
	return view_number(look->c->tmp, (double)n);
}

/* What was copied cannot agree with what was not. */
static void
doubt_cells(
    struct inspection *look, const struct sent *s, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		doubt(look, s, i);
}

static void
check_forward(struct inspection *look, const struct sent *s)
{
	const struct view *v = look->v;
	const struct sent *last = view_before(v, s, 1);
	struct likeness all;

	if (last == NULL)
		return;
	all = compare(v, s, last, 0, v->n_cells);
	if (is_copy(look, all)) {
		find_return(look, FINDING_copied_return, s,
		    count_of(look, all.same), S(""));
		return;
	}
	for (size_t t = 0; t < v->form->n_topics; t++) {
		struct likeness l =
		    compare(v, s, last, v->first[t], v->first[t + 1]);
		if (!is_copy(look, l))
			continue;
		find_sheet(look, FINDING_copied_sheet, s, t,
		    count_of(look, l.same), S(""));
		doubt_cells(look, s, v->first[t], v->first[t + 1]);
	}
}

/* How far a return is from the trust's own last one, 0 to 1 a cell; NAN when
 * there is none to compare with. */
static double
strangeness(const struct view *v, const struct sent *s)
{
	const struct sent *last = view_before(v, s, 1);
	double sum = 0;
	size_t n = 0;

	for (size_t i = 0; last != NULL && i < v->n_cells; i++) {
		double x, y;
		if (!view_value(v, s, i, &x, NULL) ||
		    !view_value(v, last, i, &y, NULL) || x + y <= 0)
			continue;
		sum += fabs(x - y) / (x + y);
		n++;
	}
	return n > 0 ? sum / (double)n : NAN;
}

static void
accuse(struct inspection *look, const struct sent *s, const struct sent *of,
    size_t same)
{
	const struct view *v = look->v;

	find_return(look, FINDING_copied_other, s, count_of(look, same),
	    symbols_text(v->dataset->symbols, of->org));
	doubt_cells(look, s, 0, v->n_cells);
}

/* Whose figures they are, the trusts' own earlier ones tell; where they do not,
 * both are asked. */
static void
check_others(struct inspection *look, const struct sent *a)
{
	const struct view *v = look->v;

	for (const struct sent *b = a + 1; b < v->sent + v->n; b++) {
		struct likeness l;
		double x, y;

		if (b->date != a->date || b->org == a->org)
			continue;
		l = compare(v, a, b, 0, v->n_cells);
		if (!is_copy(look, l))
			continue;
		x = strangeness(v, a);
		y = strangeness(v, b);
		if (!(x < y))
			accuse(look, a, b, l.same);
		if (!(y < x))
			accuse(look, b, a, l.same);
	}
}

void
rules_copied(struct inspection *look)
{
	const struct view *v = look->v;

	for (size_t i = 0; i < v->n; i++)
		check_others(look, &v->sent[i]);
	for (size_t i = 0; i < v->n; i++)
		check_forward(look, &v->sent[i]);
}
