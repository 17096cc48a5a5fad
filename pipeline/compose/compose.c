/* compose/compose.c -- one organisation's pack. */
#include "compose/compose.h"
#include "compose/expand.h"
#include "compose/tally.h"
#include "compose/words.h"

static bool
is_synthetic(const struct dataset *d)
{
	for (size_t i = 0; i < d->n_sources; i++)
		if (d->source[i].synthetic && d->source[i].observations > 0)
			return true;
	return false;
}

/* "Title, publisher (file), to 30 November 2025." */
static void
list_sources(struct ctx *c, const struct dataset *d, struct pack *p)
{
	p->source = NEWS(c->mem, d->n_sources, struct str);
	for (size_t i = 0; i < d->n_sources; i++) {
		const struct source *f = &d->source[i];
		struct buf b = buf_new(c->mem);
		if (f->title.n == 0)
			continue;
		if (f->synthetic)
			buf_addz(&b, "Made up, in the layout of: ");
		buf_adds(&b, f->title);
		if (f->publisher.n > 0 && !f->synthetic)
			buf_addf(&b, ", %.*s", STRF(f->publisher));
		buf_addf(&b, " (%.*s)", STRF(f->path));
		if (f->date != DAY_NONE && f->observations > 0) {
			buf_addz(&b, ", to ");
			day_print(&b, f->date);
		}
		buf_addc(&b, '.');
		p->source[p->n_sources++] =
		    words_apostrophes(c->mem, buf_str(&b));
	}
}

static bool
fill_heads(struct expander *e)
{
	const struct template *t = e->t;
	struct pack *p = e->pack;

	return expand_words(e, &t->kind, &p->kind_title) &&
	       expand_words(e, &t->title, &p->title) &&
	       expand_words(e, &t->running_left, &p->running_left) &&
	       expand_words(e, &t->running_right, &p->running_right);
}

bool
compose_board(struct ctx *c, const struct compose_input *in,
    const struct template *t, struct str org, struct pack **out)
{
	const struct dataset *d = in->scorecard->dataset;
	struct pack *p = NEW(c->mem, struct pack);
	struct scope s = {.c = c, .in = in, .card = in->scorecard, .org = org};
	struct expander e = {.s = &s, .t = t, .pack = p};
	struct tally tally;

	s.organisation = dataset_find(d, symbols_lookup(d->symbols, org));
	if (s.organisation == NULL)
		return diag_fail(c, (struct at){0},
		    "no file of this run knows the organisation '%.*s'",
		    STRF(org));
	s.name = words_apostrophes(
	    c->mem, symbols_text(d->symbols, s.organisation->name));
	if (s.name.n == 0)
		s.name = org;
	s.short_name = words_short_name(c->mem, s.name, org);
	s.peers = scorecard_peers(in->scorecard, org);
	s.synthetic = is_synthetic(d);
	tally_make(c->mem, in->scorecard, org, &tally);
	s.tally = &tally;
	*p = (struct pack){.id = t->id,
	    .org_code = org,
	    .org_name = s.name,
	    .author = in->settings->author,
	    .language = S("en-GB"),
	    .period = in->scorecard->period,
	    .date = in->date,
	    .synthetic = s.synthetic,
	    .internal = in->settings->disclosure == DISCLOSURE_NONE};
	list_sources(c, d, p);
	*out = p;
	return fill_heads(&e) && expand_nodes(&e, &t->body);
}
