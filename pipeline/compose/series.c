/* compose/series.c -- what a chart is given: points out of the scorecard. */
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "compose/figures.h"
#include "compose/region.h"
#include "compose/series.h"
#include "compose/tally.h"
#include "compose/words.h"

static struct str
note_of(const struct figure *f)
{
	switch (f->verdict) {
	case VERDICT_ABOVE:
		return S("higher");
	case VERDICT_BELOW:
		return S("lower");
	default:
		return S("");
	}
}

struct str
series_unit(const struct indicator *i)
{
	struct str unit = indicator_unit(i);

	return str_starts(unit, S(" per ")) ? S("") : unit;
}

struct chart_point
series_blank(struct str label, enum role role)
{
	return (struct chart_point){.label = label,
	    .role = role,
	    .status = STATUS_MISSING,
	    .value = NAN,
	    .lower = NAN,
	    .upper = NAN,
	    .england = NAN,
	    .peer_q1 = NAN,
	    .peer_median = NAN,
	    .peer_q3 = NAN,
	    .min = NAN,
	    .q1 = NAN,
	    .q3 = NAN,
	    .max = NAN,
	    .base = NAN};
}

struct chart_point
series_point(struct scope *s, const struct indicator *i, const struct figure *f,
    enum role role, struct str label)
{
	struct chart_point p = series_blank(label, role);
	struct str base;

	p.direction = i->direction;
	if (f == NULL) {
		p.text = str_of(status_mark[STATUS_MISSING]);
		return p;
	}
	p.status = f->status;
	/* A total has no place beside the whole country's. */
	if (i->method != METHOD_TOTAL)
		p.england = f->england;
	p.peer_q1 = f->peer_q1;
	p.peer_median = f->peer_median;
	p.peer_q3 = f->peer_q3;
	p.min = f->cluster_min;
	p.q1 = f->cluster_q1;
	p.q3 = f->cluster_q3;
	p.max = f->cluster_max;
	p.text = figure_text(s->c->mem, s->card, f);
	if (!figure_known(f))
		return p;
	/* The subtitle has said "for each 1,000 occupied bed days". */
	if (series_unit(i).n == 0) {
		struct buf b = buf_new(s->c->mem);
		figure_print(&b, s->card, f);
		p.text = buf_str(&b);
	}
	p.value = f->value;
	p.lower = f->lower;
	p.upper = f->upper;
	p.base = f->denominator;
	p.verdict = f->verdict;
	base = base_text(s->c->mem, i, f);
	if (base.n > 0)
		p.base_text = str_fmt(s->c->mem, "of %.*s", STRF(base));
	return p;
}

static void
add(struct series *e, struct chart_point p, const struct indicator *i,
    const struct figure *f)
{
	e->input.point[e->n] = p;
	e->indicator[e->n] = i;
	e->figure[e->n] = f;
	e->input.n = ++e->n;
}

static void
make_room(struct scope *s, struct series *e, size_t more)
{
	struct chart_point *p =
	    NEWS(s->c->mem, e->n + more, struct chart_point);
	const struct indicator **i =
	    NEWS(s->c->mem, e->n + more, const struct indicator *);
	const struct figure **f =
	    NEWS(s->c->mem, e->n + more, const struct figure *);

	for (size_t k = 0; k < e->n; k++) {
		p[k] = e->input.point[k];
		i[k] = e->indicator[k];
		f[k] = e->figure[k];
	}
	e->input.point = p;
	e->indicator = i;
	e->figure = f;
}

static struct str
text_of(struct scope *s, sym text)
{
	return symbols_text(s->card->dataset->symbols, text);
}

/* A share of nothing where England's rounds to nothing too says nothing, nor
 * does a group too small for a figure. */
static bool
is_empty(const struct indicator *i, const struct figure *f)
{
	if (f->status == STATUS_LOW_BASE || f->status == STATUS_NOT_APPLICABLE)
		return true;
	return f->status == STATUS_OK && f->value == 0 &&
	       (isnan(f->england) || num_round(f->england, i->places) == 0);
}

static void
add_parts(struct scope *s, const struct indicator *i, struct series *e)
{
	size_t n;
	const struct figure *f = scorecard_range(s->card, s->org, i->id, &n);

	make_room(s, e, n);
	for (size_t k = 0; k < n; k++)
		if (f[k].breakdown != 0 && !is_empty(i, &f[k])) {
			struct chart_point p = series_point(s, i, &f[k],
			    ROLE_SELF, label_shown(text_of(s, f[k].breakdown)));
			p.note = note_of(&f[k]);
			add(e, p, i, &f[k]);
		}
}

/* "Nov 2025": the short date without its day. */
static struct str
short_month(struct arena *mem, day d)
{
	struct buf b = buf_new(mem);
	struct str day_of_month, rest;

	day_print_short(&b, d);
	str_cut(buf_str(&b), ' ', &day_of_month, &rest);
	return rest;
}

/* The verdict where it is not against England but against equality. */
static struct str
aim_note(const struct indicator *i, const struct figure *f)
{
	bool zero = indicator_aim(i) == 0;

	if (!figure_known(f))
		return S("");
	switch (f->verdict) {
	case VERDICT_ABOVE:
		return zero ? S("Above 0, equality") : S("Above 1, equality");
	case VERDICT_BELOW:
		return zero ? S("Below 0, equality") : S("Below 1, equality");
	case VERDICT_NOT_DIFFERENT:
		return S("Not clearly unequal");
	case VERDICT_NONE:
		break;
	}
	return S("");
}

/* Figures that stand together have a date each, and say so when old. */
static struct str
dated(struct scope *s, struct str base, const struct figure *f)
{
	struct buf b = buf_new(s->c->mem);

	if (!figure_known(f))
		return base;
	if (f->stale) { /* room for one of two: the age matters more */
		buf_adds(&b, short_month(s->c->mem, f->date));
		buf_addf(&b, ", %.*s",
		    STRF(age_text(s->c->mem, s->in->settings, true)));
		return buf_str(&b);
	}
	buf_adds(&b, base);
	/* The subtitle says of which month a figure is that says nothing. */
	if (base.n > 0 && f->date == period_end(s->card->period))
		return buf_str(&b);
	if (base.n > 0)
		buf_addz(&b, ", ");
	buf_adds(&b, short_month(s->c->mem, f->date));
	return buf_str(&b);
}

static bool
add_figures(struct scope *s, const struct series_request *q, struct series *e)
{
	struct str rest = q->indicators, id;
	const struct figure *f;
	struct chart_point p;

	while (rest.n > 0) {
		const struct indicator *i;
		str_cut(rest, ',', &id, &rest);
		i = catalogue_find(s->card->catalogue, str_trim(id));
		if (i == NULL)
			return diag_fail(s->c, q->at,
			    "there is no indicator '%.*s' in the catalogue",
			    STRF(str_trim(id)));
		if (str_is(q->breakdown, "all")) {
			add_parts(s, i, e);
			continue;
		}
		f = scorecard_find(s->card, s->org, i->id, q->breakdown);
		make_room(s, e, 1);
		p = series_point(s, i, f, ROLE_SELF,
		    q->breakdown.n > 0 ? label_shown(q->breakdown) : i->title);
		p.base_text = dated(s, p.base_text, f);
		p.aim = indicator_aim(i);
		p.aimed = !isnan(p.aim);
		if (p.aimed)
			p.note = aim_note(i, f);
		if (figure_known(f) && s->region == NULL && s->tally != NULL &&
		    s->tally->doubted[f->indicator])
			p.note = S("In doubt");
		add(e, p, i, f);
	}
	return true;
}

static bool
is_peer(const struct scope *s, sym org)
{
	for (size_t i = 0; s->region != NULL && i < s->region->n; i++)
		if (s->region->member[i].organisation->code == org)
			return true;
	for (size_t i = 0; s->peers != NULL && i < s->peers->n; i++)
		if (s->peers->peer[i] == org)
			return true;
	return false;
}

/* The date that the chart is about: our own, or the newest of the others. */
static day
date_of(struct scope *s, const struct indicator *i, struct str part)
{
	const struct dataset *d = s->card->dataset;
	const struct figure *f = scorecard_find(s->card, s->org, i->id, part);
	day newest = DAY_NONE;

	if (figure_known(f))
		return f->date;
	for (size_t k = 0; k < d->n_organisations; k++) {
		const struct organisation *o = &d->organisation[k];
		if (!o->reported_on || o->cluster != s->organisation->cluster)
			continue;
		f = scorecard_find(s->card, text_of(s, o->code), i->id, part);
		if (figure_known(f) && (newest == DAY_NONE || f->date > newest))
			newest = f->date;
	}
	return newest;
}

/* The scorecard of the quarter that ends then; else the newest. */
static const struct scorecard *
card_of(const struct scope *s, day date)
{
	const struct history *h = &s->card->history;

	for (size_t k = 0; k < h->n; k++)
		if (period_end(h->card[k]->period) == date)
			return h->card[k];
	return s->card;
}

struct sorting {
	double value;
	size_t place;
};

static int
by_value(const void *a, const void *b)
{
	const struct sorting *p = a, *q = b;
	bool np = isnan(p->value), nq = isnan(q->value);

	if (np != nq)
		return np ? 1 : -1;
	if (!np && p->value != q->value)
		return p->value < q->value ? -1 : 1;
	return (p->place > q->place) - (p->place < q->place);
}

/* Lowest first, then those without a value by code, as they came. */
static void
sort_trusts(struct scope *s, struct series *e)
{
	struct sorting *order = NEWS(s->c->tmp, e->n, struct sorting);
	struct series from = *e;
	struct str *code = e->code;

	for (size_t i = 0; i < e->n; i++)
		order[i] = (struct sorting){e->input.point[i].value, i};
	qsort(order, e->n, sizeof *order, by_value);
	from.input.point = e->input.point;
	e->input.point = NULL;
	e->n = 0;
	make_room(s, e, from.n);
	e->code = NEWS(s->c->mem, from.n, struct str);
	for (size_t i = 0; i < from.n; i++) {
		size_t k = order[i].place;
		e->code[i] = code[k];
		add(e, from.input.point[k], from.indicator[k], from.figure[k]);
	}
}

/* In a pack with letters nobody has a name. */
static struct str
trust_name(struct scope *s, const struct organisation *o, struct str code)
{
	if (!s->in->settings->anonymous || s->region == NULL)
		return words_short_name(s->c->mem, text_of(s, o->name), code);
	for (size_t i = 0; i < s->region->n; i++)
		if (s->region->member[i].organisation == o)
			return s->region->member[i].plain_name;
	return S("Another trust");
}

static bool
add_trusts(struct scope *s, const struct series_request *q, struct series *e)
{
	const struct dataset *d = s->card->dataset;
	const struct indicator *i =
	    catalogue_find(s->card->catalogue, str_trim(q->indicators));
	day date;

	if (i == NULL)
		return diag_fail(s->c, q->at,
		    "'points: trusts' wants one indicator of the catalogue, "
		    "not '%.*s'",
		    STRF(q->indicators));
	date = date_of(s, i, q->breakdown);
	make_room(s, e, d->n_organisations);
	e->code = NEWS(s->c->mem, d->n_organisations, struct str);
	for (size_t k = 0; k < d->n_organisations; k++) {
		const struct organisation *o = &d->organisation[k];
		struct str code = text_of(s, o->code);
		/* A region is no trust, though its code may be one's. */
		bool self = s->region == NULL && str_eq(code, s->org);
		const struct figure *f;
		if (!self &&
		    (!o->reported_on || o->cluster != s->organisation->cluster))
			continue;
		f = scorecard_find(self ? s->card : card_of(s, date), code,
		    i->id, q->breakdown);
		/* Figures of another date are not set beside ours. */
		if (!self && f != NULL && f->date != date)
			f = NULL;
		e->code[e->n] = code;
		add(e,
		    series_point(s, i, f,
			self                  ? ROLE_SELF
			: is_peer(s, o->code) ? ROLE_PEER
					      : ROLE_OTHER,
			trust_name(s, o, code)),
		    i, f);
	}
	sort_trusts(s, e);
	return true;
}

/* Highest first, then those without a value; the region itself comes last. */
static void
sort_region(struct scope *s, struct series *e)
{
	size_t shown = 0;

	sort_trusts(s, e);
	while (shown < e->n && !isnan(e->input.point[shown].value))
		shown++;
	for (size_t i = 0; i < shown / 2; i++) {
		size_t k = shown - 1 - i;
		struct chart_point p = e->input.point[i];
		const struct figure *f = e->figure[i];
		struct str code = e->code[i];
		e->input.point[i] = e->input.point[k];
		e->figure[i] = e->figure[k];
		e->code[i] = e->code[k];
		e->input.point[k] = p;
		e->figure[k] = f;
		e->code[k] = code;
	}
}

/* A word only where the stored verdict has it. */
static void
add_of_region(struct scope *s, struct series *e, const struct indicator *i,
    const struct figure *f, struct str label, struct str code)
{
	struct chart_point p = series_point(s, i, f, ROLE_SELF, label);

	if (f != NULL)
		p.note = note_of(f);
	/* The table of trusts has the people; here the word has the line. */
	p.base_text = S("");
	p.peer_q1 = p.peer_median = p.peer_q3 = NAN;
	e->code[e->n] = code;
	add(e, p, i, f);
}

static bool
add_region(struct scope *s, const struct series_request *q, struct series *e)
{
	const struct indicator *i =
	    catalogue_find(s->card->catalogue, str_trim(q->indicators));
	const struct figure *f;
	day date;

	if (s->region == NULL || i == NULL)
		return diag_fail(s->c, q->at,
		    "'points: region' wants one indicator of the catalogue, in "
		    "a region's pack, not '%.*s'",
		    STRF(q->indicators));
	date = region_date(s, i, q->breakdown);
	make_room(s, e, s->region->n + 1);
	e->code = NEWS(s->c->mem, s->region->n + 1, struct str);
	for (size_t k = 0; k < s->region->n; k++)
		add_of_region(s, e, i,
		    region_figure(s, i, q->breakdown, date, k),
		    s->region->member[k].plain_name, s->region->member[k].code);
	sort_region(s, e);
	f = scorecard_find(s->card, s->org, i->id, q->breakdown);
	if (f == NULL || i->method == METHOD_TOTAL)
		return true;
	{
		struct str *code = NEWS(s->c->mem, e->n + 1, struct str);
		for (size_t k = 0; k < e->n; k++)
			code[k] = e->code[k];
		e->code = code;
	}
	make_room(s, e, 1);
	add_of_region(s, e, i, f,
	    s->region->country ? S("England")
			       : str_fmt(s->c->mem, "Together, %u of %zu",
				     f->pooled_n, s->region->n),
	    s->org);
	return true;
}

static struct str
england_label(struct scope *s, const struct indicator *i, double v)
{
	struct buf b = buf_new(s->c->mem);

	buf_addz(&b,
	    i->england == ENGLAND_ALL ? "England " : "Mental health trusts ");
	num_fixed(&b, v, i->places, NUM_THOUSANDS | NUM_TRUE_MINUS);
	buf_adds(&b, indicator_unit(i));
	return buf_str(&b);
}

/* One reference line for a chart about one figure of many trusts. */
static void
set_reference(struct scope *s, struct series *e)
{
	struct chart_input *in = &e->input;

	in->england = in->peer_q1 = in->peer_median = in->peer_q3 = NAN;
	for (size_t i = 0; e->code != NULL && i < e->n; i++) {
		const struct chart_point *p = &in->point[i];
		if (isnan(in->england) && !isnan(p->england))
			in->england = p->england;
		if (p->role == ROLE_SELF) {
			in->peer_q1 = p->peer_q1;
			in->peer_median = p->peer_median;
			in->peer_q3 = p->peer_q3;
		}
	}
	if (!isnan(in->england))
		in->england_label =
		    england_label(s, e->indicator[0], in->england);
}

/* Figures of several units stand side by side: none is that of all, and each
 * says its own. */
static void
name_units(struct scope *s, struct series *e)
{
	e->input.unit = S("");
	for (size_t i = 0; i < e->n; i++)
		if (e->figure[i] != NULL && figure_known(e->figure[i]))
			e->input.point[i].text =
			    figure_text(s->c->mem, s->card, e->figure[i]);
}

bool
series_make(struct scope *s, const struct series_request *q, struct series *out)
{
	*out = (struct series){.one_unit = true};
	if (q->trusts   ? !add_trusts(s, q, out)
	    : q->region ? !add_region(s, q, out)
			: !add_figures(s, q, out))
		return false;
	out->region = q->region;
	out->input.self_name = q->region ? S("Trust") : s->short_name;
	set_reference(s, out);
	if (out->n == 0)
		return true;
	out->input.unit = series_unit(out->indicator[0]);
	out->input.places = out->indicator[0]->places;
	out->input.neutral = true;
	for (size_t i = 0; i < out->n; i++) {
		if (out->indicator[i]->unit != out->indicator[0]->unit)
			out->one_unit = false;
		if (out->indicator[i]->direction != DIRECTION_NEUTRAL)
			out->input.neutral = false;
	}
	if (!out->one_unit)
		name_units(s, out);
	return true;
}
