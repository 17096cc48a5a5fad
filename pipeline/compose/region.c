/* compose/region.c -- a region's trusts and how they stand against England. */
#include <stdlib.h>

#include "compose/figures.h"
#include "compose/region.h"
#include "compose/england.h"
#include "compose/region_marks.h"
#include "compose/tally.h"
#include "compose/words.h"

static int
by_name(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int order = str_cmp(x->plain_name, y->plain_name);

	return order != 0 ? order : str_cmp(x->code, y->code);
}

/* "Midlands Partnership University": all before the words "NHS ... Trust". */
static struct str
long_name(struct str name)
{
	ptrdiff_t at = str_find(name, S(" NHS "));

	return at > 0 ? str_slice(name, 0, (size_t)at) : name;
}

/* Two rows never have one name: neither two trusts, nor a trust and the region. */
static void
tell_apart(struct arena *mem, struct region_view *r, struct str region)
{
	bool *twice = NEWS(mem, r->n + 1, bool);

	for (size_t i = 0; i < r->n; i++) {
		twice[i] = str_eq(r->member[i].plain_name, region);
		for (size_t k = 0; k < r->n; k++)
			twice[i] |= k != i && str_eq(r->member[i].plain_name,
						  r->member[k].plain_name);
	}
	for (size_t i = 0; i < r->n; i++)
		if (twice[i])
			r->member[i].plain_name = long_name(r->member[i].name);
}

/* All organisations for which `of` is the code; the name is theirs. */
static struct region_view *
view_of(struct arena *mem, const struct dataset *d, sym code, bool icb)
{
	struct region_view *r = NEW(mem, struct region_view);
	struct str name = S("");

	r->icb = icb;
	r->member = NEWS(mem, d->n_organisations, struct member);
	for (size_t i = 0; i < d->n_organisations; i++) {
		const struct organisation *o = &d->organisation[i];
		struct member *m = &r->member[r->n];

		if (!o->reported_on || (icb ? o->icb : o->region) != code)
			continue;
		m->organisation = o;
		m->code = symbols_text(d->symbols, o->code);
		m->name =
		    words_apostrophes(mem, symbols_text(d->symbols, o->name));
		m->plain_name = words_plain_name(mem, m->name, m->code);
		m->shown_code = m->code;
		if (name.n == 0)
			name = symbols_text(
			    d->symbols, icb ? o->icb_name : o->region_name);
		r->n++;
	}
	tell_apart(mem, r, name);
	if (r->n > 1)
		qsort(r->member, r->n, sizeof *r->member, by_name);
	if (name.n == 0)
		name = symbols_text(d->symbols, code);
	name = words_apostrophes(mem, name);
	r->the = str_fmt(mem, "%s%.*s",
	    icb || str_is(name, "London") || str_is(name, "England") ? ""
								     : "the ",
	    STRF(name));
	return r;
}

struct region_view *
region_view(struct arena *mem, const struct dataset *d, sym region)
{
	return view_of(mem, d, region, false);
}

struct region_view *
region_of_icb(struct arena *mem, const struct dataset *d, sym icb)
{
	return view_of(mem, d, icb, true);
}

static bool
has_member(const struct region_view *r, sym code)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->member[i].organisation->code == code)
			return true;
	return false;
}

struct region_view *
region_of_england(struct arena *mem, const struct dataset *d)
{
	struct region_view *r = NEW(mem, struct region_view);

	r->country = true;
	r->the = S("England");
	r->member = NEWS(mem, d->n_organisations + 1, struct member);
	for (size_t i = 0; i < d->n_organisations; i++) {
		const struct organisation *o = &d->organisation[i];
		struct organisation *region;
		struct member *m = &r->member[r->n];
		if (!o->reported_on || o->region == 0 ||
		    has_member(r, o->region))
			continue;
		region = NEW(mem, struct organisation);
		*region = (struct organisation){.code = o->region,
		    .name = o->region_name != 0 ? o->region_name : o->region,
		    .region = o->region,
		    .region_name = o->region_name,
		    .cluster = o->cluster};
		m->organisation = region;
		m->code = symbols_text(d->symbols, region->code);
		m->shown_code = m->code;
		m->name = m->plain_name = words_apostrophes(
		    mem, symbols_text(d->symbols, region->name));
		r->n++;
	}
	if (r->n > 1)
		qsort(r->member, r->n, sizeof *r->member, by_name);
	return r;
}

static const struct figure *
figure_of(struct scope *s, const struct indicator *i, struct str part, size_t k)
{
	return scorecard_find(s->card, s->region->member[k].code, i->id, part);
}

day
region_date(struct scope *s, const struct indicator *i, struct str part)
{
	day newest = DAY_NONE;

	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f = figure_of(s, i, part, k);
		if (figure_known(f) && (newest == DAY_NONE || f->date > newest))
			newest = f->date;
	}
	return newest;
}

bool
region_fed(struct scope *s, const struct indicator *i)
{
	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f = figure_of(s, i, S(""), k);
		if (figure_known(f) ||
		    (f != NULL && f->reason.n > 0 &&
			!str_is(f->reason, "no file of this run has it")))
			return true;
	}
	return false;
}

bool
region_stale(struct scope *s, const struct indicator *i, struct str part)
{
	day date = region_date(s, i, part);

	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f = region_figure(s, i, part, date, k);
		if (figure_known(f))
			return f->stale;
	}
	return false;
}

const struct figure *
region_figure(struct scope *s, const struct indicator *i, struct str part,
    day date, size_t member)
{
	const struct figure *f = figure_of(s, i, part, member);

	/* Another date is another figure; what has no number keeps its reason. */
	return figure_known(f) && f->date != date ? NULL : f;
}

static void
count(struct marks *m, const struct figure *f)
{
	if (!figure_known(f)) {
		bool withheld = f != NULL && f->status == STATUS_SUPPRESSED;
		m->withheld += withheld;
		m->missing += !withheld;
		return;
	}
	m->known++;
	m->compared += f->verdict != VERDICT_NONE;
	m->above += f->verdict == VERDICT_ABOVE;
	m->below += f->verdict == VERDICT_BELOW;
	m->same += f->verdict == VERDICT_NOT_DIFFERENT;
}

static void
add_marks(struct scope *s, const struct indicator *i, struct str part,
    struct marks *m)
{
	day date = region_date(s, i, part);

	for (size_t k = 0; k < s->region->n; k++)
		count(m, region_figure(s, i, part, date, k));
}

struct marks
region_marks(struct scope *s, const struct indicator *i, struct str part)
{
	struct marks m = {0};

	add_marks(s, i, part, &m);
	return m;
}

struct marks
region_part_marks(struct scope *s, const struct indicator *i)
{
	struct marks m = {0};

	for (size_t k = 0; k < i->n_breakdown_order; k++)
		add_marks(s, i, i->breakdown_order[k], &m);
	return m;
}

struct marks
region_all_marks(struct scope *s)
{
	struct marks m = {0};

	for (size_t i = 0; i < s->tally->n; i++)
		add_marks(s, s->tally->measure[i].indicator, S(""), &m);
	return m;
}

double
region_chance(size_t tests)
{
	return 0.05 * (double)tests;
}

/* Those with the verdict, or their number alone. */
static void
put_trusts(struct scope *s, struct buf *b, const struct indicator *i,
    struct str part, enum verdict verdict, size_t n, bool counted)
{
	day date = region_date(s, i, part);
	bool *holds = NEWS(s->c->mem, s->region->n + 1, bool);

	if (counted) {
		words_count(b, (double)n);
		return;
	}
	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f = region_figure(s, i, part, date, k);
		holds[k] = figure_known(f) && f->verdict == verdict;
	}
	region_put_who(s, b, i, holds);
}

static struct str
place_words(struct scope *s, const struct indicator *i, struct str part,
    struct str name, bool counted)
{
	struct marks m = region_marks(s, i, part);
	struct buf b = buf_new(s->c->mem);
	/* Where all should be alike the verdict is against that. */
	const char *beside =
	    i->direction == DIRECTION_PARITY ? "parity" : "England";
	const char *where = s->region->country ? "in" : "at";

	buf_adds(&b, name);
	buf_addz(&b, ": ");
	if (m.known == 0) {
		buf_addz(&b, "no figure");
		return buf_str(&b);
	}
	if (m.compared == 0) {
		buf_addf(&b, "not compared with %s", beside);
		return buf_str(&b);
	}
	if (m.above + m.below == 0) {
		buf_addz(&b, s->region->n == 1    ? "not"
			     : s->region->country ? "no region"
						  : "no trust");
		buf_addf(&b, " clearly different from %s", beside);
		return buf_str(&b);
	}
	if (m.above > 0) {
		buf_addf(&b, "above %s %s ", beside, where);
		put_trusts(s, &b, i, part, VERDICT_ABOVE, m.above, counted);
	}
	if (m.below > 0) {
		if (m.above > 0)
			buf_addf(&b, ", below %s ", where);
		else
			buf_addf(&b, "below %s %s ", beside, where);
		put_trusts(s, &b, i, part, VERDICT_BELOW, m.below, counted);
	}
	if (counted) {
		buf_addz(&b, " of ");
		words_count(&b, (double)m.compared);
		buf_addz(&b, m.compared == 1 ? " trust" : " trusts");
	}
	return buf_str(&b);
}

struct str
region_finding(struct scope *s, const struct indicator *i, struct str part)
{
	return place_words(s, i, part,
	    words_capital(s->c->mem, region_headline_words(s->c->mem, i)),
	    false);
}

/* A title speaks of today: old figures lead only where there are no others. */
struct str
region_title(struct scope *s)
{
	const struct indicator *i;
	struct str title = S("");
	bool any = false;

	if (s->region->country)
		return england_title(s);
	if (region_has_returns(s))
		title = region_marks_title(s);
	if (title.n > 0)
		return title;
	for (int old = 0; old < 2 && !any; old++)
		for (size_t k = 0; (i = tally_lead(s->card, k)) != NULL; k++) {
			struct marks m = region_marks(s, i, S(""));
			if (m.compared == 0 ||
			    region_stale(s, i, S("")) != (old == 1))
				continue;
			any = true;
			if (m.above + m.below > 0 && title.n == 0)
				title = place_words(s, i, S(""),
				    tally_words(s->c->mem, i),
				    s->region->n > 1);
		}
	if (title.n > 0)
		return title;
	if (!any)
		return S("No figure of this region can be compared yet");
	return s->region->n == 1 ? S("Not clearly different from England")
				 : S("No trust here differs clearly from "
				     "England");
}
