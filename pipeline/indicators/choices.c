/* indicators/choices.c -- what settings.yaml says of single indicators: where
 * control limits begin anew, and what an organisation means to reach. */
#include <math.h>

#include "indicators/choices.h"

static const struct at settings_file = {.file = {"settings.yaml", 13}};

static bool
is_of(const struct run *run, struct str organisation, const struct figure *f)
{
	return str_eq(
	    symbols_text(run->dataset->symbols, f->org), organisation);
}

/* The last that falls after one quarter and up to another; NULL: none. */
static const struct rebase *
rebase_between(const struct run *run, const struct indicator *ind,
    const struct figure *f, size_t after, size_t upto)
{
	const struct rebase *last = NULL;

	for (size_t i = 0; i < run->settings->n_rebase; i++) {
		const struct rebase *r = &run->settings->rebase[i];

		if (str_eq(r->indicator, ind->id) &&
		    (r->organisation.n == 0 ||
			is_of(run, r->organisation, f)) &&
		    r->date > run->window[after].to &&
		    r->date <= run->window[upto].to &&
		    (last == NULL || r->date >= last->date))
			last = r;
	}
	return last;
}

const bool *
choices_rebase(const struct run *run, const struct indicator *ind,
    const struct figure *f, const unsigned char *place, size_t n)
{
	bool *new = NEWS(run->c->tmp, n, bool);

	for (size_t i = 1; i < n; i++)
		new[i] =
		    rebase_between(run, ind, f, place[i - 1], place[i]) != NULL;
	return new;
}

struct str
choices_rebase_words(const struct run *run, const struct indicator *ind,
    const struct figure *f, size_t before, size_t from)
{
	const struct rebase *r = rebase_between(run, ind, f, before, from);
	struct buf b = buf_new(run->c->mem);

	buf_addz(&b, "Limits reset, ");
	period_print_page(&b, period_holding(r->date));
	buf_addf(&b, ": %.*s", STRF(r->reason));
	return buf_str(&b);
}

/* Of the whole figure: its parts have no targets. */
double
choices_target(
    const struct run *run, const struct indicator *ind, const struct figure *f)
{
	for (size_t i = 0; i < run->settings->n_target; i++) {
		const struct target *t = &run->settings->target[i];

		if (str_eq(t->indicator, ind->id) && f->breakdown == 0 &&
		    f->setting == 0 && is_of(run, t->organisation, f))
			return t->value;
	}
	return NAN;
}

/* Nobody may be told to reach what is neither better nor worse. */
static bool
check_target(struct ctx *c, const struct target *t, const struct indicator *ind)
{
	if (ind == NULL)
		return diag_fail(c, settings_file,
		    "targets: there is no indicator '%.*s'; `skillmix "
		    "indicators` lists them",
		    STRF(t->indicator));
	if (ind->direction != DIRECTION_HIGHER &&
	    ind->direction != DIRECTION_LOWER)
		return diag_fail(c, settings_file,
		    "targets: %.*s is neither better high nor better low, so "
		    "no target of it can be met or missed; leave it out",
		    STRF(t->indicator));
	return true;
}

static void
look_for(
    struct ctx *c, const struct dataset *d, const char *key, struct str org)
{
	if (org.n > 0 && symbols_lookup(d->symbols, org) == 0)
		diag_warn(c, settings_file,
		    "%s: no file of this run knows the organisation '%.*s'",
		    key, STRF(org));
}

bool
choices_check(struct ctx *c, const struct dataset *d, const struct catalogue *k,
    const struct settings *s)
{
	for (size_t i = 0; i < s->n_target; i++) {
		if (!check_target(c, &s->target[i],
			catalogue_find(k, s->target[i].indicator)))
			return false;
		look_for(c, d, "targets", s->target[i].organisation);
	}
	for (size_t i = 0; i < s->n_rebase; i++) {
		if (catalogue_find(k, s->rebase[i].indicator) == NULL)
			return diag_fail(c, settings_file,
			    "rebase: there is no indicator '%.*s'; `skillmix "
			    "indicators` lists them",
			    STRF(s->rebase[i].indicator));
		look_for(c, d, "rebase", s->rebase[i].organisation);
	}
	return true;
}
