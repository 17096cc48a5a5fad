/* audit/totals.c -- the same people on different sheets: in post, by ethnic
 * group, by gender, by disability, in training.
 *
 * What a blank or a shorthand means here stands at reckon() in totals.h. */
#include <string.h>

#include "audit/totals.h"

enum { SETTINGS = 2 };

/* A sheet that splits each discipline's people by one thing. */
struct split {
	const char *measure, *words;
	enum finding_kind of_discipline, of_sheet;
};
enum { GENDER, DISABILITY, SPLITS };
static const struct split split[SPLITS] = {
    {"gender_headcount", "by gender", FINDING_gender_of_discipline,
	FINDING_gender_of_sheet},
    {"disability_headcount", "by disability", FINDING_disability_of_discipline,
	FINDING_disability_of_sheet},
};

struct discipline {
	struct str name;
	struct view_group heads, by[SPLITS];
	struct view_group in_setting[SETTINGS], training[SETTINGS];
};

/* The cells of the form that the rules compare: the same for all returns. */
struct sheets {
	struct discipline *discipline;
	size_t n;
	struct view_group heads, by[SPLITS], ethnicity;
	struct view_group nursing[2], support[2]; /* in post; by ethnic group */
	struct cpd_cells cpd;
	struct post_cells *post;
	size_t n_posts;
};

static const char *const settings[SETTINGS] = {"Inpatient", "Community"};

static void
fill_discipline(struct arena *mem, const struct view *v, struct discipline *d)
{
	struct view_filter f[] = {
	    {DIM_discipline, str_z(mem, d->name)}, {DIM_setting, ""}};

	d->heads = view_group(mem, v, "cyp_headcount", f, 1);
	for (size_t i = 0; i < SPLITS; i++)
		d->by[i] = view_group(mem, v, split[i].measure, f, 1);
	for (size_t i = 0; i < SETTINGS; i++) {
		f[1].word = settings[i];
		d->in_setting[i] = view_group(mem, v, "cyp_headcount", f, 2);
		d->training[i] = view_group(mem, v, "training_staff", f, 2);
	}
}

static void
fill_sheets(struct arena *mem, const struct view *v, struct sheets *out)
{
	struct view_filter discipline[] = {
	    {DIM_discipline, "Nursing"}, {DIM_discipline, "Support worker"}};
	struct view_filter group[] = {
	    {DIM_staff_group, "Nursing"}, {DIM_staff_group, "Support worker"}};

	*out = (struct sheets){0};
	out->heads = view_group(mem, v, "cyp_headcount", NULL, 0);
	out->ethnicity = view_group(mem, v, "ethnicity_headcount", NULL, 0);
	for (size_t i = 0; i < SPLITS; i++)
		out->by[i] = view_group(mem, v, split[i].measure, NULL, 0);
	for (size_t i = 0; i < 2; i++) {
		struct view_group *g = i == 0 ? out->nursing : out->support;
		g[0] = view_group(mem, v, "cyp_headcount", &discipline[i], 1);
		g[1] = view_group(mem, v, "ethnicity_headcount", &group[i], 1);
	}
	out->cpd = cpd_cells(mem, v);
	out->post = post_cells(mem, v, &out->n_posts);
	out->discipline = NEWS(mem, out->heads.n + 1, struct discipline);
	for (size_t i = 0; i < out->heads.n; i++) {
		struct str name =
		    v->cell[out->heads.cell[i]].dim[DIM_discipline];
		size_t k = 0;
		while (k < out->n && !str_eq(out->discipline[k].name, name))
			k++;
		if (k < out->n)
			continue;
		out->discipline[out->n].name = name;
		fill_discipline(mem, v, &out->discipline[out->n++]);
	}
}

/* ---- disciplines: in post, by gender, by disability ---- */

/* From so many disciplines on, a sheet counts other people altogether. */
enum { MANY = 3 };

/* Gender and disability agree with each other and not with the headcount: that
 * is where the fault is. */
static bool
is_heads_odd(const struct reckoning *r, struct view_group heads,
    const struct view_group *by, struct difference *out)
{
	double post, gender, disability;

	if (!reckon(r, heads, &post) || !reckon(r, by[GENDER], &gender) ||
	    !reckon(r, by[DISABILITY], &disability) || gender != disability ||
	    !differ(r->look, post, gender))
		return false;
	*out = (struct difference){.kind = FINDING_gender_of_discipline,
	    .cells = heads,
	    .is = post,
	    .expected = gender,
	    .sure = true,
	    .words = two_totals(r->look->c->tmp, gender,
		"by gender and by disability", post, "in post")};
	return true;
}

struct hint
implied_heads(struct inspection *look, const struct sent *s, size_t cell)
{
	struct arena *tmp = look->c->tmp;
	struct discipline at = {
	    .name = look->v->cell[cell].dim[DIM_discipline]};
	struct reckoning r = {look, s, NEWS(tmp, look->v->n_cells + 1, bool)};
	struct difference d;
	double value, before;

	fill_discipline(tmp, look->v, &at);
	if (!view_value(s, cell, &value, NULL) ||
	    !is_heads_odd(&r, at.heads, at.by, &d))
		return NO_HINT;
	value -= d.is - d.expected;
	if (value < 0 || (last_value(look, s, cell, &before) &&
			     !fits_past(look, s, cell, value)))
		return NO_HINT;
	return (struct hint){LIKELY, value};
}

/* One finding says so, of the discipline or, when there are many, of all. */
static void
check_heads(struct reckoning *r, const struct sheets *sheets)
{
	struct difference d;
	size_t n = 0;

	for (size_t i = 0; i < sheets->n; i++)
		n += is_heads_odd(r, sheets->discipline[i].heads,
		    sheets->discipline[i].by, &d);
	if (n >= MANY && is_heads_odd(r, sheets->heads, sheets->by, &d)) {
		d.kind = FINDING_gender_of_sheet;
		d.place = S("every row");
		find_difference(r, &d);
		return;
	}
	for (size_t i = 0; i < sheets->n; i++) {
		const struct discipline *at = &sheets->discipline[i];

		if (!is_heads_odd(r, at->heads, at->by, &d))
			continue;
		d.place = at->name;
		find_difference(r, &d);
	}
}

/* Does the other sheet of a discipline say what the headcount does? */
static bool
is_confirmed(const struct reckoning *r, const struct discipline *d, int but,
    double heads)
{
	double other;

	return reckon(r, d->by[but == GENDER ? DISABILITY : GENDER], &other) &&
	       other == heads;
}

static void
check_split(struct reckoning *r, const struct sheets *sheets, int at)
{
	const struct split *sp = &split[at];
	struct arena *tmp = r->look->c->tmp;
	bool *odd = NEWS(tmp, sheets->n + 1, bool);
	double heads, by;
	size_t n = 0;

	for (size_t i = 0; i < sheets->n; i++) {
		const struct discipline *d = &sheets->discipline[i];
		odd[i] = reckon(r, d->heads, &heads) &&
			 reckon(r, d->by[at], &by) &&
			 differ(r->look, heads, by);
		n += odd[i];
	}
	if ((n == 0 || n >= MANY) && reckon(r, sheets->heads, &heads) &&
	    reckon(r, sheets->by[at], &by) && differ(r->look, heads, by)) {
		find_difference(r, &(struct difference){.kind = sp->of_sheet,
				       .cells = sheets->by[at],
				       .place = S("every row"),
				       .is = by,
				       .expected = heads,
				       .words = two_totals(tmp, by, sp->words,
					   heads, "in post")});
		return;
	}
	for (size_t i = 0; i < sheets->n; i++) {
		const struct discipline *d = &sheets->discipline[i];

		if (!odd[i] || !reckon(r, d->heads, &heads) ||
		    !reckon(r, d->by[at], &by))
			continue;
		find_difference(r,
		    &(struct difference){.kind = sp->of_discipline,
			.cells = d->by[at],
			.place = d->name,
			.is = by,
			.expected = heads,
			.sure = is_confirmed(r, d, at, heads),
			.words =
			    two_totals(tmp, by, sp->words, heads, "in post")});
	}
}

/* ---- training: one cell a setting and discipline ---- */

static void
check_training(struct reckoning *r, const struct discipline *d)
{
	struct arena *tmp = r->look->c->tmp;
	double all;
	bool sure =
	    reckon(r, d->heads, &all) && is_confirmed(r, d, GENDER, all);

	for (size_t i = 0; i < SETTINGS; i++) {
		double heads, staff;

		if (d->training[i].n != 1 ||
		    !reckon(r, d->in_setting[i], &heads) ||
		    !reckon(r, d->training[i], &staff) ||
		    !differ(r->look, heads, staff))
			continue;
		find_cell(r->look, FINDING_training_staff, r->s,
		    d->training[i].cell[0],
		    two_totals(tmp, staff, "here", heads, "in post"),
		    (struct hint){sure ? CERTAIN : LIKELY, heads});
		doubt(r->look, r->s, d->training[i].cell[0]);
	}
}

/* ---- ethnic groups: nursing, support workers, all ---- */

/* How far the sheet is from the headcount for one staff group; 0 when it is
 * not, or when nobody knows. */
static double
check_group(struct reckoning *r, const struct view_group *g, struct str name)
{
	double heads, by;

	if (!reckon(r, g[0], &heads) || !reckon(r, g[1], &by) ||
	    !differ(r->look, heads, by))
		return 0;
	find_difference(
	    r, &(struct difference){.kind = FINDING_ethnicity_of_group,
		   .cells = g[1],
		   .place = name,
		   .is = by,
		   .expected = heads,
		   .words = two_totals(r->look->c->tmp, by, "by ethnic group",
		       heads, "in post")});
	return by - heads;
}

static void
check_ethnicity(struct reckoning *r, const struct sheets *sheets)
{
	double heads, by, found = 0;
	bool known = reckon(r, sheets->heads, &heads) &&
		     reckon(r, sheets->ethnicity, &by);

	found += check_group(r, sheets->nursing, S("Nursing"));
	found += check_group(r, sheets->support, S("Support worker"));
	/* What the two explain is not said again. */
	if (!known || !differ(r->look, heads, by) ||
	    !differ(r->look, heads, by - found))
		return;
	find_difference(
	    r, &(struct difference){.kind = FINDING_ethnicity_of_sheet,
		   .cells = sheets->ethnicity,
		   .place = S("every row"),
		   .is = by,
		   .expected = heads,
		   .words = two_totals(r->look->c->tmp, by, "by ethnic group",
		       heads, "in post")});
}

void
rules_totals(struct inspection *look)
{
	const struct view *v = look->v;
	struct reckoning r = {
	    look, NULL, NEWS(look->c->tmp, v->n_cells + 1, bool)};
	struct sheets sheets;

	fill_sheets(look->c->tmp, v, &sheets);
	for (size_t i = 0; i < v->n; i++) {
		struct arena_mark m = arena_mark(look->c->tmp);

		r.s = &v->sent[i];
		memset(r.settled, 0, v->n_cells * sizeof *r.settled);
		check_heads(&r, &sheets);
		for (size_t k = 0; k < sheets.n; k++)
			check_training(&r, &sheets.discipline[k]);
		check_split(&r, &sheets, GENDER);
		check_split(&r, &sheets, DISABILITY);
		check_ethnicity(&r, &sheets);
		reckon_cpd(&r, &sheets.cpd);
		reckon_posts(&r, sheets.post, sheets.n_posts);
		arena_rewind(look->c->tmp, m);
	}
}
