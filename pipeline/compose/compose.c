/* compose/compose.c -- one organisation's pack, or one region's. */
#include <stdlib.h>

#include "compose/audit.h"
#include "compose/compose.h"
#include "compose/expand.h"
#include "compose/region.h"
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
list_sources(struct ctx *c, const struct scorecard *card, struct pack *p)
{
	const struct dataset *d = card->dataset;
	const bool *used = scorecard_sources(c->tmp, card);

	p->source = NEWS(c->mem, d->n_sources, struct str);
	for (size_t i = 0; i < d->n_sources; i++) {
		const struct source *f = &d->source[i];
		struct buf b = buf_new(c->mem);
		if (f->title.n == 0 || !used[i])
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
fill(struct expander *e)
{
	const struct template *t = e->t;
	struct pack *p = e->pack;

	if (!expand_words(e, &t->kind, &p->kind_title) ||
	    !expand_words(e, &t->title, &p->title) ||
	    !expand_words(e, &t->running_left, &p->running_left) ||
	    !expand_words(e, &t->running_right, &p->running_right) ||
	    !expand_nodes(e, &t->body))
		return false;
	details_settle(e->s->c->mem, &e->details, p);
	return true;
}

/* Parts that do not add up want a word where workbooks begin. */
static struct str
counts_words(const struct settings *s)
{
	if (s->disclosure != DISCLOSURE_NHS_7)
		return S("");
	return s->national_exact
		   ? S("Counts of 1 to 7 people are suppressed. Other counts "
		       "of "
		       "people are rounded to the nearest 5, but not "
		       "England's. Percentages, ratios and intervals are "
		       "worked "
		       "out from the rounded counts, so that parts may not add "
		       "up to their total.")
		   : S("Counts of 1 to 7 people are suppressed. Other counts "
		       "of "
		       "people are rounded to the nearest 5. Percentages, "
		       "ratios and intervals are worked out from the rounded "
		       "counts, so that parts may not add up to their total.");
}

static void
start_pack(struct scope *s, const struct template *t, struct pack *p)
{
	*p = (struct pack){.id = t->id,
	    .org_code = s->org,
	    .org_name = s->name,
	    .author = s->in->settings->author,
	    .language = S("en-GB"),
	    .period = s->card->period,
	    .date = s->in->date,
	    .synthetic = s->synthetic,
	    .internal = s->in->settings->disclosure == DISCLOSURE_NONE,
	    .counts = counts_words(s->in->settings)};
	list_sources(s->c, s->card, p);
}

/* What packs about one organisation start from. */
static bool
open_scope(struct scope *s, const struct compose_input *in)
{
	const struct dataset *d = in->scorecard->dataset;
	struct arena *mem = s->c->mem;

	s->organisation = dataset_find(d, symbols_lookup(d->symbols, s->org));
	if (s->organisation == NULL)
		return diag_fail(s->c, (struct at){0},
		    "no file of this run knows the organisation '%.*s'",
		    STRF(s->org));
	s->name = words_apostrophes(
	    mem, symbols_text(d->symbols, s->organisation->name));
	if (s->name.n == 0)
		s->name = s->org;
	s->short_name = words_short_name(mem, s->name, s->org);
	s->peers = scorecard_peers(in->scorecard, s->org);
	s->synthetic = is_synthetic(d);
	return true;
}

bool
compose_board(struct ctx *c, const struct compose_input *in,
    const struct template *t, struct str org, struct pack **out)
{
	struct pack *p = NEW(c->mem, struct pack);
	struct scope s = {.c = c, .in = in, .card = in->scorecard, .org = org};
	struct expander e = {.s = &s, .t = t, .pack = p};
	struct str core, headlines;
	struct tally tally;

	if (!open_scope(&s, in))
		return false;
	tally_make(c->mem, in->scorecard, org, &tally);
	s.tally = &tally;
	s.audit = audit_view(c->mem, in, org);
	start_pack(&s, t, p);
	*out = p;
	return expand_words(&e, &t->core, &core) &&
	       expand_words(&e, &t->headlines, &headlines) &&
	       tally_listed(
		   &s, (struct at){.file = t->path}, core, headlines, &tally) &&
	       fill(&e);
}

bool
compose_audited(const struct audit *a, sym org)
{
	for (size_t i = 0; a != NULL && i < a->n; i++)
		if (a->sent[i].org == org)
			return true;
	return false;
}

bool
compose_audit(struct ctx *c, const struct compose_input *in,
    const struct template *t, struct str org, struct pack **out)
{
	struct pack *p = NEW(c->mem, struct pack);
	struct scope s = {.c = c, .in = in, .card = in->scorecard, .org = org};
	struct expander e = {.s = &s, .t = t, .pack = p};
	struct tally tally;

	if (!open_scope(&s, in))
		return false;
	s.audit = audit_view(c->mem, in, org);
	if (s.audit == NULL)
		return diag_fail(c, (struct at){0},
		    "'%.*s' sent no return and none was expected: there is "
		    "nothing to audit",
		    STRF(org));
	tally_make(c->mem, in->scorecard, org, &tally);
	s.tally = &tally;
	start_pack(&s, t, p);
	/* What was sent is shown as it was sent, small numbers too. */
	p->internal = true;
	if (p->counts.n > 0)
		p->counts =
		    S("The return is as it was sent. What findings do to "
		      "figures is worked out as figures are published: from "
		      "counts of people rounded to the nearest 5.");
	*out = p;
	return fill(&e);
}

static int
by_code(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static size_t
codes_of(struct arena *mem, const struct dataset *d, bool icb, struct str **out)
{
	struct str *code = NEWS(mem, d->n_organisations, struct str);
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < d->n_organisations; i++)
		if (d->organisation[i].reported_on &&
		    (icb ? d->organisation[i].icb
			 : d->organisation[i].region) != 0)
			code[n++] = symbols_text(
			    d->symbols, icb ? d->organisation[i].icb
					    : d->organisation[i].region);
	if (n > 1)
		qsort(code, n, sizeof *code, by_code);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || !str_eq(code[i], code[kept - 1]))
			code[kept++] = code[i];
	*out = code;
	return kept;
}

size_t
compose_regions(struct arena *mem, const struct dataset *d, struct str **out)
{
	return codes_of(mem, d, false, out);
}

size_t
compose_icbs(struct arena *mem, const struct dataset *d, struct str **out)
{
	return codes_of(mem, d, true, out);
}

/* The region as templates see it: an organisation like its trusts. */
static const struct organisation *
stand_in(struct arena *mem, const struct region_view *r, sym code, sym name)
{
	struct organisation *o = NEW(mem, struct organisation);
	const struct organisation *first = r->member[0].organisation;

	*o = (struct organisation){.code = code,
	    .name = name != 0 ? name : code,
	    .region = code,
	    .region_name = name,
	    .cluster = first->cluster};
	return o;
}

/* A pack of several organisations, whose view and stand-in are known. */
static bool
compose_members(struct scope *s, const struct template *t, struct pack **out)
{
	struct ctx *c = s->c;
	const struct dataset *d = s->card->dataset;
	struct pack *p = NEW(c->mem, struct pack);
	struct expander e = {.s = s, .t = t, .pack = p};
	struct tally tally;

	if (!s->region->country)
		s->audits = audit_members(s);
	s->name = words_apostrophes(
	    c->mem, symbols_text(d->symbols, s->organisation->name));
	s->short_name = s->name;
	s->synthetic = is_synthetic(d);
	tally_make(c->mem, s->card, s->org, &tally);
	s->tally = &tally;
	start_pack(s, t, p);
	p->org_code = symbols_text(d->symbols, s->organisation->code);
	*out = p;
	return fill(&e);
}

bool
compose_region(struct ctx *c, const struct compose_input *in,
    const struct template *t, struct str region, struct pack **out)
{
	const struct dataset *d = in->scorecard->dataset;
	sym code = symbols_lookup(d->symbols, region);
	struct scope s = {
	    .c = c, .in = in, .card = in->scorecard, .org = region};

	s.region = region_letters(&s, region_view(c->mem, d, code));
	if (code == 0 || s.region->n == 0)
		return diag_fail(c, (struct at){0},
		    "no organisation of this run is of the region '%.*s'",
		    STRF(region));
	s.organisation = stand_in(c->mem, s.region, code,
	    s.region->member[0].organisation->region_name);
	return compose_members(&s, t, out);
}

bool
compose_icb(struct ctx *c, const struct compose_input *in,
    const struct template *t, struct str icb, struct pack **out)
{
	const struct dataset *d = in->scorecard->dataset;
	sym code = symbols_lookup(d->symbols, icb);
	/* A board's code in the files stands for its own staff, whose figures
	 * are not its trusts': those of all trusts together are not made. */
	struct scope s = {
	    .c = c, .in = in, .card = in->scorecard, .org = S("")};

	s.region = region_letters(&s, region_of_icb(c->mem, d, code));
	if (code == 0 || s.region->n == 0)
		return diag_fail(c, (struct at){0},
		    "no organisation of this run is of the care board '%.*s'",
		    STRF(icb));
	s.organisation = stand_in(
	    c->mem, s.region, code, s.region->member[0].organisation->icb_name);
	return compose_members(&s, t, out);
}

bool
compose_england(struct ctx *c, const struct compose_input *in,
    const struct template *t, struct str country, struct pack **out)
{
	const struct dataset *d = in->scorecard->dataset;
	struct scope s = {
	    .c = c, .in = in, .card = in->scorecard, .org = country};
	struct organisation *o;

	s.region = region_of_england(c->mem, d);
	if (s.region->n == 0)
		return diag_fail(c, (struct at){0},
		    "no organisation of this run is of a region");
	o = NEW(c->mem, struct organisation);
	*o = *s.region->member[0].organisation;
	o->code = symbols_lookup(d->symbols, country);
	o->name = symbols_add(d->symbols, S("England"));
	o->region_name = o->name;
	s.organisation = o;
	return compose_members(&s, t, out);
}
