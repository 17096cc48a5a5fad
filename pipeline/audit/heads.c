/* audit/heads.c -- people and WTE of the same staff.
 *
 * A person who works in both settings counts in both for WTE, and once, where
 * most of the time is spent, for headcount. So WTE without headcount in one
 * setting may be right, as long as the line's two settings together have the
 * people, and nobody gives more than half a WTE where she does not count.
 *
 * [z] is nobody here. Where a number of the line is blank, [x], [c] or
 * unreadable, only the blank itself is asked about. */
#include <math.h>

#include "audit/totals.h"

enum { SETTINGS = 2 };

/* A row of the sheet: what belongs together. */
struct line {
	size_t wte[SETTINGS], heads[SETTINGS], n;
};

/* The numbers of a line; false when one is missing for another reason than
 * that there is nobody. */
struct numbers {
	double wte[SETTINGS], heads[SETTINGS];
	double all_wte, all_heads;
};

static bool
number(const struct inspection *look, const struct sent *s, size_t cell,
    double *out)
{
	enum reason why;

	if (is_doubted(look, s, cell))
		return false;
	return view_value(s, cell, out, &why) || why == REASON_NOT_APPLICABLE;
}

static bool
numbers_of(const struct inspection *look, const struct sent *s,
    const struct line *l, struct numbers *out)
{
	*out = (struct numbers){0};
	for (size_t i = 0; i < l->n; i++) {
		if (!number(look, s, l->wte[i], &out->wte[i]) ||
		    !number(look, s, l->heads[i], &out->heads[i]))
			return false;
		out->all_wte += out->wte[i];
		out->all_heads += out->heads[i];
	}
	return l->n > 0;
}

static struct str
both(struct arena *tmp, double heads, double wte)
{
	return str_fmt(tmp, "%.*s people, %.*s WTE",
	    STRF(view_number(tmp, heads)), STRF(view_number(tmp, wte)));
}

static struct hint
last_quarter(const struct inspection *look, const struct sent *s, size_t cell)
{
	struct hint hint = {GUESS, 0};

	return last_value(look, s, cell, &hint.value) && hint.value > 0
		   ? hint
		   : NO_HINT;
}

/* One of two is not there. */
static void
check_missing(struct inspection *look, const struct sent *s, size_t missing,
    size_t there, enum finding_kind kind)
{
	enum reason why;
	double value, m;

	/* A blank after a number was found already. */
	if (!view_value(s, there, &value, NULL) || value <= 0 ||
	    is_doubted(look, s, there) || view_value(s, missing, &m, &why) ||
	    why != REASON_BLANK || view_cell(look->v, s, missing) == NULL ||
	    is_blank_after_number(s, missing))
		return;
	find_cell(look, kind, s, missing,
	    str_fmt(look->c->tmp, "%.*s %s",
		STRF(view_number(look->c->tmp, value)),
		kind == FINDING_wte_without_heads ? "WTE" : "people"),
	    last_quarter(look, s, missing));
}

/* At the headcount when other sheets imply one that is not below the WTE. Else
 * at the WTE, if that left its past and the headcount did not. */
static void
find_below(struct inspection *look, const struct sent *s, const struct line *l,
    const struct numbers *n, size_t i)
{
	size_t at = l->heads[i];
	struct hint hint = implied_heads(look, s, at);

	if (hint.certainty != CERTAINTY_NONE && hint.value < n->wte[i])
		hint = NO_HINT;
	if (hint.certainty == CERTAINTY_NONE) {
		if (fits_past(look, s, at, n->heads[i]) &&
		    !fits_past(look, s, l->wte[i], n->wte[i]))
			at = l->wte[i];
		hint = moved_point(look, s, at);
	}
	find_cell(look, FINDING_heads_below_wte, s, at,
	    both(look->c->tmp, n->heads[i], n->wte[i]), hint);
	doubt(look, s, at);
}

static bool
check_together(struct inspection *look, const struct sent *s,
    const struct line *l, const struct numbers *n)
{
	double slack = look->limit->wte_tolerance, most = 0;
	bool below = n->all_wte > n->all_heads + slack;
	size_t worst = 0;

	for (size_t i = 0; i < l->n; i++) {
		double over = n->wte[i] - n->heads[i];
		below |= over > (n->all_heads - n->heads[i]) / 2 + slack;
		if (over > most) {
			most = over;
			worst = i;
		}
	}
	if (n->all_heads == 0 && n->all_wte > 0) {
		struct hint hint = implied_heads(look, s, l->heads[worst]);

		if (hint.certainty == CERTAINTY_NONE)
			hint = last_quarter(look, s, l->heads[worst]);
		find_cell(look, FINDING_wte_without_heads, s, l->heads[worst],
		    both(look->c->tmp, 0, n->all_wte), hint);
		doubt(look, s, l->heads[worst]);
		return true;
	}
	if (below)
		find_below(look, s, l, n, worst);
	return below;
}

static void
check_line(struct inspection *look, const struct sent *s, const struct line *l)
{
	struct numbers n;

	for (size_t i = 0; i < l->n; i++) {
		check_missing(
		    look, s, l->heads[i], l->wte[i], FINDING_wte_without_heads);
		check_missing(
		    look, s, l->wte[i], l->heads[i], FINDING_heads_without_wte);
	}
	if (!numbers_of(look, s, l, &n) || check_together(look, s, l, &n))
		return;
	for (size_t i = 0; i < l->n; i++) {
		/* Headcount stands where most of the time is spent. */
		if (n.heads[i] > 0 && n.wte[i] == 0) {
			find_cell(look, FINDING_heads_without_wte, s, l->wte[i],
			    both(look->c->tmp, n.heads[i], n.wte[i]),
			    last_quarter(look, s, l->wte[i]));
			doubt(look, s, l->wte[i]);
		} else if (n.heads[i] >= look->limit->wte_least_people &&
			   n.wte[i] <
			       n.heads[i] * look->limit->least_wte_per_head) {
			find_cell(look, FINDING_little_wte, s, l->wte[i],
			    both(look->c->tmp, n.heads[i], n.wte[i]),
			    moved_point(look, s, l->wte[i]));
			doubt(look, s, l->wte[i]);
		}
	}
}

static size_t
list_lines(struct arena *mem, const struct view *v, struct line **out)
{
	struct view_group g = view_group(mem, v, "cyp_wte", NULL, 0);
	struct line *l = NEWS(mem, g.n + 1, struct line);
	size_t n = 0;

	for (size_t i = 0; i < g.n; i++) {
		size_t heads = view_beside(v, g.cell[i], "cyp_headcount");
		struct line *last = n == 0 ? NULL : &l[n - 1];

		if (heads == VIEW_NONE)
			continue;
		if (last == NULL || last->n == SETTINGS ||
		    v->cell[last->wte[0]].at.row != v->cell[g.cell[i]].at.row)
			last = &l[n++];
		last->wte[last->n] = g.cell[i];
		last->heads[last->n++] = heads;
	}
	*out = l;
	return n;
}

/* ---- nurses above Band 7 ---- */

struct nurses {
	const char *setting;
	struct view_group seven, above;
};

static struct nurses
nurses_of(struct arena *mem, const struct view *v, const char *setting)
{
	static const char *const senior[] = {
	    "Band 8a", "Band 8b", "Band 8c", "Band 8d", "Band 9"};
	struct view_filter f[2 + COUNT(senior)] = {{DIM_setting, setting},
	    {DIM_discipline, "Nursing"}, {DIM_band, "Band 7"}};
	struct nurses n = {
	    .setting = setting, .seven = view_group(mem, v, "cyp_wte", f, 3)};

	for (size_t i = 0; i < COUNT(senior); i++)
		f[2 + i] = (struct view_filter){DIM_band, senior[i]};
	n.above = view_group(mem, v, "cyp_wte", f, COUNT(f));
	return n;
}

static void
check_senior(
    struct inspection *look, const struct sent *s, const struct nurses *n)
{
	struct arena *tmp = look->c->tmp;
	struct view_total seven, above;

	if (!view_total(look->v, s, n->seven, &seven) ||
	    !view_total(look->v, s, n->above, &above) ||
	    seven.value < look->limit->senior_least_wte ||
	    above.value < look->limit->senior_least_wte ||
	    above.value <= seven.value)
		return;
	for (size_t i = 0; i < n->seven.n; i++)
		if (is_doubted(look, s, n->seven.cell[i]))
			return;
	for (size_t i = 0; i < n->above.n; i++)
		if (is_doubted(look, s, n->above.cell[i]))
			return;
	find_cells(look, FINDING_top_heavy, s, n->above.cell[0],
	    str_fmt(tmp, "Nursing, Band 8a and above / %s WTE", n->setting),
	    view_number(tmp, above.value), view_number(tmp, seven.value));
}

void
rules_heads(struct inspection *look)
{
	struct line *l;
	size_t n = list_lines(look->c->tmp, look->v, &l);
	struct nurses nurses[SETTINGS] = {
	    nurses_of(look->c->tmp, look->v, "Inpatient"),
	    nurses_of(look->c->tmp, look->v, "Community")};

	for (size_t i = 0; i < look->v->n; i++) {
		const struct sent *s = &look->v->sent[i];

		for (size_t k = 0; k < n; k++)
			check_line(look, s, &l[k]);
		for (size_t k = 0; k < SETTINGS; k++)
			check_senior(look, s, &nurses[k]);
	}
}
