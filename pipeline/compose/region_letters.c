/* compose/region_letters.c -- trusts under letters instead of their names.
 *
 * Letters go by the first headline figure, highest first, which the pages show
 * anyway: they say nothing of names. Those without it follow by their code. What a
 * trust's size and figures give away to those who know it stays. */
#include <stdlib.h>

#include "compose/figures.h"
#include "compose/region_marks.h"
#include "compose/tally.h"

struct lettered {
	struct member member;
	const struct figure *figure;
};

static int
by_figure(const void *a, const void *b)
{
	const struct lettered *x = a, *y = b;
	bool kx = figure_known(x->figure), ky = figure_known(y->figure);

	if (kx != ky)
		return kx ? -1 : 1;
	if (kx && x->figure->value != y->figure->value)
		return x->figure->value > y->figure->value ? -1 : 1;
	return str_cmp(x->member.code, y->member.code);
}

/* A to Z, AA, AB ... */
static struct str
letter(struct arena *mem, size_t i)
{
	return i < 26 ? str_fmt(mem, "Trust %c", (char)('A' + i))
		      : str_fmt(mem, "Trust %c%c", (char)('A' + i / 26 - 1),
			    (char)('A' + i % 26));
}

const struct region_view *
region_letters(struct scope *s, struct region_view *r)
{
	struct arena *mem = s->c->mem;
	struct lettered *all = NEWS(mem, r->n + 1, struct lettered);
	const struct indicator *i;

	if (!s->in->settings->anonymous || r->country)
		return r;
	s->region = r;
	i = region_headline(s, 0);
	for (size_t k = 0; k < r->n; k++)
		all[k] = (struct lettered){r->member[k],
		    i == NULL ? NULL
			      : scorecard_find(
				    s->card, r->member[k].code, i->id, S(""))};
	qsort(all, r->n, sizeof *all, by_figure);
	for (size_t k = 0; k < r->n; k++) {
		struct member *m = &r->member[k];
		*m = all[k].member;
		m->plain_name = m->name = letter(mem, k);
		m->shown_code = S("");
	}
	return r;
}

struct value
region_name_region_letter(struct scope *s)
{
	struct scope there = *s;
	struct region_view *r;

	if (!s->in->settings->anonymous || s->region != NULL ||
	    s->organisation->region == 0)
		return value_missing("");
	r = region_view(s->c->mem, s->card->dataset, s->organisation->region);
	there.region = NULL;
	there.audits = NULL;
	(void)region_letters(&there, r);
	for (size_t k = 0; k < r->n; k++)
		if (r->member[k].organisation == s->organisation)
			return value_text(r->member[k].plain_name);
	return value_missing("");
}
