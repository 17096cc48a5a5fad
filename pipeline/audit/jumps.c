/* audit/jumps.c -- figures that left their own history: a cell of its own, the
 * headcount of a discipline against who joined and left. */
#include <math.h>

#include "audit/past.h"

/* Headcount may change by this share of it without anybody joining or leaving:
 * people move between disciplines and change where they mostly work. */
#define MOVES 0.15

/* People not known have rules of their own, by their share of all. */
static bool
is_unknown(const struct view_place *p)
{
	return str_is(p->dim[DIM_ethnicity], "Unknown") ||
	       str_is(p->dim[DIM_gender], "Unknown") ||
	       str_is(p->dim[DIM_disability], "Unknown");
}

static void
check_cell(struct inspection *look, const struct sent *s, size_t cell)
{
	struct arena *tmp = look->c->tmp;
	double now, last = past_last(look, s, cell);
	struct past p;

	/* Zero where there was something is a question of its own. */
	if (!view_value(s, cell, &now, NULL) || now == 0 ||
	    fabs(now - last) < look->limit->jump_least_people ||
	    is_doubted(look, s, cell) || is_unknown(&look->v->cell[cell]))
		return;
	p = past_of(look, s, cell);
	if (!past_is_jump(look, &p, now))
		return;
	find_cell(look, FINDING_jump, s, cell,
	    str_fmt(tmp, "%.*s to %.*s in %zu quarters, %.*s in the middle",
		STRF(view_number(tmp, p.of.low)),
		STRF(view_number(tmp, p.of.high)), p.n,
		STRF(view_number(tmp, p.of.median))),
	    NO_HINT);
}

/* ---- headcount, joiners and leavers of a discipline ---- */

struct flows {
	struct view_group people, joiners, leavers;
	struct str discipline;
};

static struct flows
flows_of(struct arena *mem, const struct view *v, struct str discipline)
{
	struct view_filter f = {DIM_discipline, str_z(mem, discipline)};

	return (struct flows){view_group(mem, v, "cyp_headcount", &f, 1),
	    view_group(mem, v, "cyp_joiners", &f, 1),
	    view_group(mem, v, "cyp_leavers", &f, 1), discipline};
}

/* Every part is a number or does not apply, and none is in doubt. */
static bool
known(const struct inspection *look, const struct sent *s, struct view_group g,
    double *sum)
{
	struct view_total t;

	view_total(look->v, s, g, &t);
	*sum = t.value;
	for (size_t i = 0; i < g.n; i++)
		if (is_doubted(look, s, g.cell[i]))
			return false;
	return t.known > 0 && t.absent == t.by_reason[REASON_NOT_APPLICABLE];
}

static void
check_flows(struct inspection *look, const struct sent *s,
    const struct sent *last, const struct flows *f)
{
	struct arena *tmp = look->c->tmp;
	double now, was, joined, left, change, usual;

	if (!known(look, s, f->people, &now) ||
	    !known(look, last, f->people, &was) ||
	    !known(look, s, f->joiners, &joined) ||
	    !known(look, s, f->leavers, &left))
		return;
	change = now - was;
	usual = fmax(look->limit->jump_least_people, MOVES * fmax(was, now));
	if (fabs(change - (joined - left)) <= usual)
		return;
	find_cells(look, FINDING_unexplained_change, s, f->people.cell[0],
	    f->discipline, view_number(tmp, change),
	    view_number(tmp, joined - left));
}

/* The disciplines that the form asks joiners of, each once. */
static size_t
list_flows(struct arena *mem, const struct view *v, struct flows *out)
{
	struct view_group all = view_group(mem, v, "cyp_joiners", NULL, 0);
	size_t n = 0;

	for (size_t i = 0; i < all.n; i++) {
		struct str d = v->cell[all.cell[i]].dim[DIM_discipline];
		size_t k = 0;
		while (k < n && !str_eq(out[k].discipline, d))
			k++;
		if (k == n)
			out[n++] = flows_of(mem, v, d);
	}
	return n;
}

void
rules_jumps(struct inspection *look)
{
	const struct view *v = look->v;
	struct flows *flows = NEWS(look->c->tmp, v->n_cells + 1, struct flows);
	size_t n = list_flows(look->c->tmp, v, flows);

	for (size_t i = 0; i < v->n; i++) {
		const struct sent *s = &v->sent[i];
		const struct sent *last = view_before(s, 1);

		if (last == NULL)
			continue;
		for (size_t cell = 0; cell < v->n_cells; cell++)
			if (v->cell[cell].measure->number != RETURN_YES_NO)
				check_cell(look, s, cell);
		for (size_t k = 0; k < n; k++)
			check_flows(look, s, last, &flows[k]);
	}
}
