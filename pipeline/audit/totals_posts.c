/* audit/totals_posts.c -- funded posts less vacant ones against WTE in post.
 *
 * People above establishment, secondments and part-time cover keep the two
 * apart in correct returns, so the tolerance is wide: the larger of
 * posts_tolerance_percent of the larger and posts_tolerance_wte. */
#include <math.h>

#include "audit/totals.h"
#include "base/num.h"

/* Of the two numbers of posts, the one that left its past and would fit it
 * with what is missing. */
static size_t
odd_one(const struct reckoning *r, size_t funded, size_t vacant, double surplus,
    struct hint *hint)
{
	double f, n;
	bool a, b;

	if (!view_value(r->s, funded, &f, NULL) ||
	    !view_value(r->s, vacant, &n, NULL))
		return VIEW_NONE;
	a = fits_past(r->look, r->s, funded, f - surplus) &&
	    !fits_past(r->look, r->s, funded, f);
	b = fits_past(r->look, r->s, vacant, n + surplus) &&
	    !fits_past(r->look, r->s, vacant, n);
	if (a == b)
		return VIEW_NONE;
	*hint = moved_point(r->look, r->s, a ? funded : vacant);
	if (hint->certainty == CERTAINTY_NONE)
		*hint = (struct hint){
		    GUESS, num_round(a ? f - surplus : n + surplus, 1)};
	return a ? funded : vacant;
}

static void
check_posts(struct reckoning *r, const struct post_cells *p)
{
	struct inspection *look = r->look;
	struct arena *tmp = look->c->tmp;
	size_t funded = p->funded, vacant = p->vacant, at;
	double posts, empty, wte, filled;
	struct hint hint = NO_HINT;
	struct str words;

	/* More vacant than funded is said by another rule. */
	if (!reckon(r, (struct view_group){&funded, 1}, &posts) ||
	    !reckon(r, (struct view_group){&vacant, 1}, &empty) ||
	    empty > posts || !reckon(r, p->wte, &wte))
		return;
	filled = posts - empty;
	if (fabs(filled - wte) <=
	    fmax(look->limit->posts_tolerance_wte,
		look->limit->posts_tolerance_percent / 100 * fmax(filled, wte)))
		return;
	words = str_fmt(tmp,
	    "%.*s funded less %.*s vacant is %.*s, and %.*s are in post",
	    STRF(view_number(tmp, posts)), STRF(view_number(tmp, empty)),
	    STRF(view_number(tmp, filled)), STRF(view_number(tmp, wte)));
	at = odd_one(r, funded, vacant, filled - wte, &hint);
	if (at != VIEW_NONE) {
		find_cell(look, FINDING_filled_posts, r->s, at, words, hint);
		doubt(look, r->s, at);
		return;
	}
	find_cells(look, FINDING_filled_posts, r->s, funded, p->place,
	    view_number(tmp, filled), words);
}

struct post_cells *
post_cells(struct arena *mem, const struct view *v, size_t *n)
{
	struct view_group g = view_group(mem, v, "establishment_wte", NULL, 0);
	struct post_cells *all = NEWS(mem, g.n + 1, struct post_cells);

	*n = 0;
	for (size_t i = 0; i < g.n; i++) {
		const struct view_place *p = &v->cell[g.cell[i]];
		struct str setting = p->dim[DIM_setting];
		struct str discipline = p->dim[DIM_discipline];
		struct view_filter f[] = {{DIM_setting, str_z(mem, setting)},
		    {DIM_discipline, str_z(mem, discipline)}};
		size_t vacant = view_beside(v, g.cell[i], "vacant_wte");

		if (vacant == VIEW_NONE)
			continue;
		all[(*n)++] =
		    (struct post_cells){.place = str_fmt(mem, "%.*s, %.*s",
					    STRF(setting), STRF(discipline)),
			.funded = g.cell[i],
			.vacant = vacant,
			.wte = view_group(mem, v, "cyp_wte", f, COUNT(f))};
	}
	return all;
}

void
reckon_posts(struct reckoning *r, const struct post_cells *post, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_posts(r, &post[i]);
}
