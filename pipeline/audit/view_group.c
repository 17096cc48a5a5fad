/* audit/view_group.c -- some cells of the form, and what they come to. */
#include "audit/view.h"

static bool
takes(const struct view_filter *f, size_t n, const struct view_place *p)
{
	for (size_t i = 0; i < n; i++) {
		bool any = false;
		for (size_t k = 0; k < n && !any; k++)
			any = f[k].dimension == f[i].dimension &&
			      str_is(p->dim[f[k].dimension], f[k].word);
		if (!any)
			return false;
	}
	return true;
}

struct view_group
view_group(struct arena *mem, const struct view *v, const char *measure,
    const struct view_filter *f, size_t n)
{
	const struct return_measure *m =
	    return_measure_find(v->form, str_of(measure));
	struct view_group g = {NULL, 0};

	if (m == NULL)
		return g;
	g.cell = NEWS(mem, v->first[m->topic + 1] - v->first[m->topic], size_t);
	for (size_t i = v->first[m->topic]; i < v->first[m->topic + 1]; i++)
		if (v->cell[i].measure == m && takes(f, n, &v->cell[i]))
			g.cell[g.n++] = i;
	return g;
}

/* Does b say all that a does? */
static bool
says_all(const struct view_place *b, const struct view_place *a)
{
	for (int i = 0; i < DIM_N; i++)
		if (a->dim[i].n > 0 && !str_eq(a->dim[i], b->dim[i]))
			return false;
	return true;
}

size_t
view_beside(const struct view *v, size_t cell, const char *measure)
{
	const struct return_measure *m =
	    return_measure_find(v->form, str_of(measure));
	size_t found = VIEW_NONE;

	if (m == NULL)
		return VIEW_NONE;
	for (size_t i = v->first[m->topic]; i < v->first[m->topic + 1]; i++) {
		if (v->cell[i].measure != m ||
		    !says_all(&v->cell[i], &v->cell[cell]))
			continue;
		if (found != VIEW_NONE)
			return VIEW_NONE;
		found = i;
	}
	return found;
}

bool
view_total(const struct view *v, const struct sent *s, struct view_group g,
    struct view_total *out)
{
	*out = (struct view_total){0};
	for (size_t i = 0; i < g.n; i++) {
		enum reason why;
		double value;

		if (!view_asked(v, s, g.cell[i]))
			continue;
		out->parts++;
		if (view_value(s, g.cell[i], &value, &why))
			out->known++;
		else
			out->absent++;
		out->by_reason[why]++;
		out->value += value;
	}
	return out->parts > 0 && out->known == out->parts;
}
