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
		bool number = view_value(a, i, &x, &why[0]);

		view_value(b, i, &y, &why[1]);
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

/* Does the sheet count everybody in post? */
static bool
counts_everybody(const struct view *v, size_t topic)
{
	static const char *const counts[] = {
	    "ethnicity_headcount", "gender_headcount", "disability_headcount"};

	for (size_t i = 0; i < COUNT(counts); i++)
		if (str_is(v->cell[v->first[topic]].measure->name, counts[i]))
			return true;
	return false;
}

/* In a small service such a sheet may well stay as it is, as long as as many
 * people are in every post. */
static bool
may_stay(const struct inspection *look, const struct sent *s,
    const struct sent *last, size_t topic)
{
	const struct view *v = look->v;
	struct view_group heads;
	double now, was;

	if (!counts_everybody(v, topic))
		return false;
	heads = view_group(look->c->tmp, v, "cyp_headcount", NULL, 0);
	for (size_t i = 0; i < heads.n; i++) {
		view_value(s, heads.cell[i], &now, NULL);
		view_value(last, heads.cell[i], &was, NULL);
		if (now != was)
			return false;
	}
	return true;
}

static void
check_forward(struct inspection *look, const struct sent *s)
{
	const struct view *v = look->v;
	const struct sent *last = view_before(s, 1);
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
		if (!is_copy(look, l) || may_stay(look, s, last, t))
			continue;
		find_sheet(look, FINDING_copied_sheet, s, t,
		    count_of(look, l.same), S(""));
		doubt_cells(look, s, v->first[t], v->first[t + 1]);
	}
}

/* How far a return is from the trust's own of the quarter before, or of the one
 * after when there is none, 0 to 1 a cell; NAN when there is neither. */
static double
strangeness(const struct view *v, const struct sent *s)
{
	const struct sent *own = view_before(s, 1);
	double sum = 0;
	size_t n = 0;

	if (own == NULL && s + 1 < v->sent + v->n && s[1].org == s->org)
		own = s + 1;
	for (size_t i = 0; own != NULL && i < v->n_cells; i++) {
		double x, y;
		if (!view_value(s, i, &x, NULL) ||
		    !view_value(own, i, &y, NULL) || x + y <= 0)
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
