/* audit/totals_cpd.c -- staff who could have taken up CPD against staff in post.
 *
 * Who could have is part of who is in post, so the sheet may say less, but not
 * more, and not far less. It has no row for other pay. */
#include "audit/totals.h"

static const struct class
{
	const char *cpd, *words;
	const char *ethnicity[4];
} classes[3] = {
    {"White", "White", {"White"}},
    {"Ethnic minority", "All other ethnic groups",
	{"Asian", "Black", "Mixed", "Other"}},
    {"Unknown", "Not known", {"Unknown"}},
};

/* The cells whose band is not other pay. */
static struct view_group
paid_by_band(struct arena *mem, const struct view *v, struct view_group g)
{
	struct view_group out = {NEWS(mem, g.n + 1, size_t), 0};

	for (size_t i = 0; i < g.n; i++)
		if (!str_is(v->cell[g.cell[i]].dim[DIM_band], "Other pay"))
			out.cell[out.n++] = g.cell[i];
	return out;
}

static struct view_group
ethnicity_of(struct arena *mem, const struct view *v, const struct class *c)
{
	struct view_filter f[COUNT(c->ethnicity)];
	size_t n = 0;

	for (; n < COUNT(f) && c->ethnicity[n] != NULL; n++)
		f[n] = (struct view_filter){DIM_ethnicity, c->ethnicity[n]};
	return paid_by_band(
	    mem, v, view_group(mem, v, "ethnicity_headcount", f, n));
}

struct cpd_cells
cpd_cells(struct arena *mem, const struct view *v)
{
	struct cpd_cells all = {
	    .all = {view_group(mem, v, "cpd_staff", NULL, 0),
		paid_by_band(
		    mem, v, view_group(mem, v, "cyp_headcount", NULL, 0))}};

	for (size_t i = 0; i < COUNT(classes); i++) {
		struct view_filter f = {DIM_ethnicity, classes[i].cpd};

		all.of[i] =
		    (struct cpd_pair){view_group(mem, v, "cpd_staff", &f, 1),
			ethnicity_of(mem, v, &classes[i])};
	}
	return all;
}

/* Returns by how many people the class is above the other sheet's, or 0. */
static double
check_class(
    struct reckoning *r, const struct class *c, const struct cpd_pair *of)
{
	double could, staff;

	if (!reckon(r, of->could, &could) || !reckon(r, of->staff, &staff) ||
	    could <= staff || !differ(r->look, could, staff))
		return 0;
	find_difference(r, &(struct difference){.kind = FINDING_cpd_ethnicity,
			       .cells = of->could,
			       .place = str_of(c->words),
			       .is = could,
			       .expected = staff,
			       .words = two_totals(r->look->c->tmp, could,
				   "could have taken up CPD", staff,
				   "on the sheet of ethnic groups")});
	return could - staff;
}

void
reckon_cpd(struct reckoning *r, const struct cpd_cells *cells)
{
	struct arena *tmp = r->look->c->tmp;
	double could, staff, found = 0;
	bool known = reckon(r, cells->all.could, &could) &&
		     reckon(r, cells->all.staff, &staff);
	bool above, below;

	for (size_t i = 0; i < COUNT(classes); i++)
		found += check_class(r, &classes[i], &cells->of[i]);
	if (!known)
		return;
	/* What a class explains is not said again. */
	above = could - found > staff && differ(r->look, could - found, staff);
	below = found == 0 &&
		could < staff * r->look->limit->cpd_least_percent / 100;
	if (!above && !below)
		return;
	find_cells(r->look, FINDING_cpd_staff, r->s, cells->all.could.cell[0],
	    S("every row / Staff"), view_number(tmp, could),
	    two_totals(tmp, could, "could have taken up CPD", staff,
		"in post without other pay"));
}
