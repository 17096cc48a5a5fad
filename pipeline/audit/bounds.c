/* audit/bounds.c -- numbers above what can be: parts above their whole, more
 * days than the quarter has, more hours and points than people can give.
 *
 * A cell without a number, blank ones too, bounds nothing and is not bounded;
 * neither does one that another rule found wrong. */
#include <math.h>

#include "audit/rule.h"

/* Two decimals are what people type. */
#define ROUNDING 0.005

enum { QUARTERS_A_YEAR = 4 };

/* Two cells of the form that one rule compares. */
struct pair {
	size_t a, b;
};

static bool
number(const struct inspection *look, const struct sent *s, size_t cell,
    double *out)
{
	return cell != VIEW_NONE && !is_doubted(look, s, cell) &&
	       view_value(s, cell, out, NULL);
}

static void
find(struct inspection *look, enum finding_kind kind, const struct sent *s,
    size_t cell, struct str other, struct hint hint)
{
	find_cell(look, kind, s, cell, other, hint);
	doubt(look, s, cell);
}

/* At the whole when the part fits its past and the whole does not. */
static void
check_part(struct inspection *look, const struct sent *s, struct pair p)
{
	const struct view *v = look->v;
	const struct return_measure *part = v->cell[p.a].measure;
	const struct return_measure *whole = v->cell[p.b].measure;
	struct arena *tmp = look->c->tmp;
	double a, b, last;
	size_t at = p.a;

	if (!number(look, s, p.a, &a) || !number(look, s, p.b, &b) ||
	    a <= b + ROUNDING)
		return;
	if (fits_past(look, s, p.a, a) && last_value(look, s, p.b, &last) &&
	    !fits_past(look, s, p.b, b))
		at = p.b;
	find(look,
	    str_is(part->name, "vacant_wte") ? FINDING_vacant_above_funded
					     : FINDING_part_above_whole,
	    s, at,
	    str_fmt(tmp, "%.*s (%.*s) of %.*s (%.*s)",
		STRF(view_number(tmp, a)), STRF(part->label),
		STRF(view_number(tmp, b)), STRF(whole->label)),
	    moved_point(look, s, at));
}

/* The larger of this quarter's and last quarter's: beds that closed on the last
 * day gave days before. */
static bool
larger(const struct inspection *look, const struct sent *s, size_t cell,
    double *out)
{
	const struct sent *before = view_before(s, 1);
	double was;

	if (!number(look, s, cell, out))
		return false;
	if (before != NULL && number(look, before, cell, &was))
		*out = fmax(*out, was);
	return true;
}

static int
days_of(const struct sent *s)
{
	struct period p = period_holding(s->date);

	return period_end(p) - period_start(p) + 1;
}

/* a: days; b: what has so many days as the quarter each. */
static void
check_days(struct inspection *look, const struct sent *s, struct pair p,
    const char *unit)
{
	struct arena *tmp = look->c->tmp;
	double value, each;
	int days = days_of(s);

	if (!number(look, s, p.a, &value) || !larger(look, s, p.b, &each) ||
	    value <= each * days + ROUNDING)
		return;
	find(look, FINDING_too_many_days, s, p.a,
	    str_fmt(tmp, "%.*s %s of %d days each come to %.*s",
		STRF(view_number(tmp, each)), unit, days,
		STRF(view_number(tmp, each * days))),
	    moved_point(look, s, p.a));
}

static void
check_hours(struct inspection *look, const struct sent *s, struct pair p)
{
	struct arena *tmp = look->c->tmp;
	double hours, staff;

	if (!number(look, s, p.a, &hours) || !number(look, s, p.b, &staff) ||
	    hours <= staff * look->limit->hours_per_person)
		return;
	find(look, FINDING_many_hours, s, p.a,
	    str_fmt(tmp, "%.*s staff, each of whom might have %.*s",
		STRF(view_number(tmp, staff)),
		STRF(view_number(tmp, look->limit->hours_per_person))),
	    moved_point(look, s, p.a));
}

static void
check_points(struct inspection *look, const struct sent *s, struct pair p)
{
	struct arena *tmp = look->c->tmp;
	double points, replies;

	if (!number(look, s, p.a, &points) || !number(look, s, p.b, &replies) ||
	    points <= replies * 10 + ROUNDING)
		return;
	find(look, FINDING_many_points, s, p.a,
	    str_fmt(tmp, "%.*s replies have %.*s at most",
		STRF(view_number(tmp, replies)),
		STRF(view_number(tmp, replies * 10))),
	    moved_point(look, s, p.a));
}

/* The three quarters before leave one answer for one of the two: what is left
 * for this quarter when the 12 months hold them, else what all four come to. */
static void
check_leavers(struct inspection *look, const struct sent *s, struct pair p)
{
	struct arena *tmp = look->c->tmp;
	double now, year, earlier = 0;
	bool known = true;
	size_t at = p.a;
	struct hint hint = NO_HINT;

	if (!number(look, s, p.a, &now) || !number(look, s, p.b, &year) ||
	    now <= year)
		return;
	for (unsigned k = 1; k < QUARTERS_A_YEAR && known; k++) {
		const struct sent *b = view_before(s, k);
		double n = 0;
		known = b != NULL && number(look, b, p.a, &n);
		earlier += n;
	}
	if (known && year >= earlier) {
		hint = (struct hint){LIKELY, year - earlier};
	} else if (known) {
		at = p.b;
		hint = (struct hint){LIKELY, earlier + now};
	}
	find(look, FINDING_leavers_of_quarter, s, at,
	    str_fmt(tmp, "%.*s in the quarter, %.*s in the 12 months",
		STRF(view_number(tmp, now)), STRF(view_number(tmp, year))),
	    hint);
}

/* ---- WTE days ---- */

/* WTE in post of a setting times the days; false when a part is missing. */
static bool
wte_days(const struct inspection *look, const struct sent *s,
    struct view_group wte, double *out)
{
	struct view_total t;

	if (s == NULL || !view_total(look->v, s, wte, &t))
		return false;
	for (size_t i = 0; i < wte.n; i++)
		if (is_doubted(look, s, wte.cell[i]))
			return false;
	*out = t.value * days_of(s);
	return true;
}

static bool
is_far(const struct inspection *look, double a, double b)
{
	return a > b * look->limit->days_factor ||
	       b > a * look->limit->days_factor;
}

/* WTE in post is that of the last day and days available run over the quarter,
 * so both ends of the quarter must disagree with them. A zero is asked about
 * by completeness. */
static void
check_available(struct inspection *look, const struct sent *s, size_t cell,
    struct view_group wte)
{
	struct arena *tmp = look->c->tmp;
	double days, end, start;

	if (!number(look, s, cell, &days) || days == 0 ||
	    !wte_days(look, s, wte, &end) || !is_far(look, days, end) ||
	    (wte_days(look, view_before(s, 1), wte, &start) &&
		!is_far(look, days, start)))
		return;
	find(look, FINDING_days_available, s, cell,
	    str_fmt(tmp, "WTE in post times %d days is %.*s", days_of(s),
		STRF(view_number(tmp, end))),
	    end > 0 ? (struct hint){GUESS, end} : NO_HINT);
}

/* ---- all of them ---- */

/* Every cell of the measure a with the cell of b that has the same words. */
static size_t
list_pairs(struct arena *mem, const struct view *v, const char *a,
    const char *b, struct pair **out)
{
	struct view_group g = view_group(mem, v, a, NULL, 0);
	size_t n = 0;

	*out = NEWS(mem, g.n + 1, struct pair);
	for (size_t i = 0; i < g.n; i++) {
		struct pair p = {g.cell[i], view_beside(v, g.cell[i], b)};
		if (p.b != VIEW_NONE)
			(*out)[n++] = p;
	}
	return n;
}

static const char *
word(struct arena *mem, const struct view *v, size_t cell, enum dimension d)
{
	return str_z(mem, v->cell[cell].dim[d]);
}

static void
check_all_days(struct inspection *look, const char *days, const char *each,
    const char *unit)
{
	struct pair *p;
	size_t n = list_pairs(look->c->tmp, look->v, days, each, &p);

	for (size_t i = 0; i < look->v->n; i++)
		for (size_t k = 0; k < n; k++)
			check_days(look, &look->v->sent[i], p[k], unit);
}

static void
check_pairs(struct inspection *look, const char *a, const char *b,
    void (*check)(struct inspection *, const struct sent *, struct pair))
{
	struct pair *p;
	size_t n = list_pairs(look->c->tmp, look->v, a, b, &p);

	for (size_t i = 0; i < look->v->n; i++)
		for (size_t k = 0; k < n; k++)
			check(look, &look->v->sent[i], p[k]);
}

static void
check_all_available(struct inspection *look)
{
	const struct view *v = look->v;
	struct arena *tmp = look->c->tmp;
	struct view_group g = view_group(tmp, v, "cyp_days_available", NULL, 0);

	for (size_t k = 0; k < g.n; k++) {
		struct view_filter f = {
		    DIM_setting, word(tmp, v, g.cell[k], DIM_setting)};
		struct view_group wte = view_group(tmp, v, "cyp_wte", &f, 1);

		for (size_t i = 0; i < v->n; i++)
			check_available(look, &v->sent[i], g.cell[k], wte);
	}
}

void
rules_bounds(struct inspection *look)
{
	const struct view *v = look->v;

	/* It knows what the whole of days lost should be. */
	check_all_available(look);
	for (size_t i = 0; i < v->n; i++)
		for (size_t k = 0; k < v->n_cells; k++) {
			struct pair p = {k, v->cell[k].whole};
			if (p.b != VIEW_NONE)
				check_part(look, &v->sent[i], p);
		}
	check_all_days(look, "occupied_bed_days", "beds", "beds");
	check_all_days(look, "ward_days", "services", "wards and teams");
	check_pairs(look, "cpd_hours", "cpd_staff", check_hours);
	check_pairs(
	    look, "satisfaction_points", "satisfaction_replies", check_points);
	check_pairs(look, "cyp_leavers", "cyp_leavers_12m", check_leavers);
}
