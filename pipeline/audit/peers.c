/* audit/peers.c -- figures that no other trust's come near: shares of a whole,
 * WTE a person. */
#include <math.h>

#include "audit/past.h"
#include "base/sort.h"

/* A share and WTE a person of an even country still differ by this much. */
#define LEAST_SHARE 0.02
#define LEAST_WTE   0.03
/* The nearest other trust is at least this part of the threshold away. */
#define GAP 0.5

/* What is compared: the sum of one group of cells over that of another, row by
 * row, so that a row without one of the two is left out of both. */
struct quotient {
	struct view_group part, whole;
	struct str place;
	enum finding_kind kind;
	double least; /* deviation */
	bool share;   /* part cannot be above whole */
};

/* Of one trust; whole is 0 when it has none. */
struct point {
	const struct sent *s;
	double part, whole;
};

/* Those of one quarter, and their quotients in order. */
struct quarter {
	struct point *point;
	double *sorted, *others; /* others: for the moment */
	size_t n, n_sorted;
};

static struct point
point_of(
    struct inspection *look, const struct sent *s, const struct quotient *q)
{
	struct point p = {.s = s};

	for (size_t i = 0; i < q->part.n; i++) {
		double part, whole;
		if (!view_value(s, q->part.cell[i], &part, NULL) ||
		    !view_value(s, q->whole.cell[i], &whole, NULL))
			continue;
		if (is_doubted(look, s, q->part.cell[i]) ||
		    is_doubted(look, s, q->whole.cell[i]) ||
		    (q->share && part > whole))
			return (struct point){.s = s};
		p.part += part;
		p.whole += whole;
	}
	return p;
}

/* What chance gives a share of so few, as a median deviation. */
static double
chance(const struct quotient *q, double of, double whole)
{
	return q->share ? 0.6745 * sqrt(of * (1 - of) / whole) : 0;
}

static struct str
amount(struct arena *mem, const struct quotient *q, double v)
{
	return q->share ? str_fmt(mem, "%.*s%%",
			      STRF(view_number(mem, round(v * 1000) / 10)))
			: view_number(mem, v);
}

static void
tell(struct inspection *look, const struct quotient *q, const struct point *p,
    const struct robust *of, size_t others)
{
	struct arena *tmp = look->c->tmp;
	struct str other = str_fmt(tmp,
	    "%.*s here, %.*s to %.*s at %zu others, %.*s in the middle",
	    STRF(amount(tmp, q, p->part / p->whole)),
	    STRF(amount(tmp, q, of->low)), STRF(amount(tmp, q, of->high)),
	    others, STRF(amount(tmp, q, of->median)));

	if (q->part.n == 1)
		find_cell(look, q->kind, p->s, q->part.cell[0], other, NO_HINT);
	else
		find_cells(look, q->kind, p->s, q->part.cell[0], q->place,
		    view_number(tmp, p->part), other);
}

/* All quotients but one that is `own`, in order. */
static size_t
leave_out(const struct quarter *k, double own)
{
	size_t n = 0;
	bool left = false;

	for (size_t i = 0; i < k->n_sorted; i++) {
		if (!left && k->sorted[i] == own)
			left = true;
		else
			k->others[n++] = k->sorted[i];
	}
	return n;
}

static void
check_point(struct inspection *look, const struct quotient *q,
    const struct quarter *k, const struct point *p)
{
	const struct audit_limits *limit = look->limit;
	double own = p->part / p->whole, usual, nearest;
	size_t others = leave_out(k, own);
	struct robust of;

	if ((double)others < fmax(limit->peers_least, 1))
		return;
	of = robust_of(k->others, others);
	usual = limit->peer_deviations * fmax(fmax(of.deviation, q->least),
					     chance(q, of.median, p->whole));
	nearest = fmax(own - of.high, of.low - own);
	/* In people, too, it must be more than a few. */
	if (fabs(own - of.median) > usual && nearest > GAP * usual &&
	    fabs(p->part - of.median * p->whole) >= limit->jump_least_people)
		tell(look, q, p, &of, others);
}

/* The quarter's returns are compared with each other. */
static void
check_quarter(struct inspection *look, const struct quotient *q, day date,
    struct quarter *k)
{
	const struct view *v = look->v;

	k->n = k->n_sorted = 0;
	for (const struct sent *s = v->sent; s < v->sent + v->n; s++) {
		struct point p;

		if (s->date != date)
			continue;
		p = k->point[k->n++] = point_of(look, s, q);
		if (p.whole > 0)
			k->sorted[k->n_sorted++] = p.part / p.whole;
	}
	sort_numbers(k->sorted, k->n_sorted);
	for (size_t i = 0; i < k->n; i++)
		if (k->point[i].whole >= look->limit->jump_least_people)
			check_point(look, q, k, &k->point[i]);
}

static void
check(struct inspection *look, const struct quotient *q, const day *date,
    size_t dates)
{
	struct arena *tmp = look->c->tmp;
	struct arena_mark m = arena_mark(tmp);
	struct quarter k = {.point = NEWS(tmp, look->v->n, struct point),
	    .sorted = NEWS(tmp, look->v->n, double),
	    .others = NEWS(tmp, look->v->n, double)};

	for (size_t i = 0; i < dates; i++)
		check_quarter(look, q, date[i], &k);
	arena_rewind(tmp, m);
}

/* Cells of the same measure and setting are one share; the first of them makes
 * it. */
static bool
is_first(const struct view *v, size_t cell)
{
	for (size_t i = v->first[v->cell[cell].at.topic]; i < cell; i++)
		if (v->cell[i].measure == v->cell[cell].measure &&
		    str_eq(v->cell[i].dim[DIM_setting],
			v->cell[cell].dim[DIM_setting]))
			return false;
	return true;
}

static struct quotient
share_at(struct arena *mem, const struct view *v, size_t cell)
{
	const struct view_place *p = &v->cell[cell];
	struct view_filter f = {DIM_setting, str_z(mem, p->dim[DIM_setting])};
	struct quotient q = {.kind = FINDING_far_share,
	    .least = LEAST_SHARE,
	    .share = true,
	    .part = view_group(mem, v, str_z(mem, p->measure->name), &f,
		p->dim[DIM_setting].n > 0)};

	q.whole = (struct view_group){NEWS(mem, q.part.n, size_t), q.part.n};
	for (size_t i = 0; i < q.part.n; i++)
		q.whole.cell[i] = v->cell[q.part.cell[i]].whole;
	q.place = p->dim[DIM_setting].n > 0
		      ? str_fmt(mem, "%.*s / %.*s", STRF(p->dim[DIM_setting]),
			    STRF(p->measure->label))
		      : p->measure->label;
	return q;
}

static void
check_shares(struct inspection *look, const day *date, size_t dates)
{
	const struct view *v = look->v;
	struct arena *tmp = look->c->tmp;

	for (size_t i = 0; i < v->n_cells; i++) {
		struct arena_mark m = arena_mark(tmp);
		if (v->cell[i].whole != VIEW_NONE && is_first(v, i)) {
			struct quotient q = share_at(tmp, v, i);
			check(look, &q, date, dates);
		}
		arena_rewind(tmp, m);
	}
}

/* WTE of a discipline over its people, all bands and settings. */
static void
check_wte(struct inspection *look, const day *date, size_t dates)
{
	const struct view *v = look->v;
	struct arena *tmp = look->c->tmp;
	struct view_group all = view_group(tmp, v, "cyp_wte", NULL, 0);

	for (size_t i = 0; i < all.n; i++) {
		struct arena_mark m = arena_mark(tmp);
		struct str d = v->cell[all.cell[i]].dim[DIM_discipline];
		struct view_filter f = {DIM_discipline, str_z(tmp, d)};
		struct quotient q = {.kind = FINDING_far_wte,
		    .least = LEAST_WTE,
		    .place = d,
		    .part = view_group(tmp, v, "cyp_wte", &f, 1),
		    .whole = view_group(tmp, v, "cyp_headcount", &f, 1)};
		if (q.part.cell[0] == all.cell[i] && q.part.n == q.whole.n)
			check(look, &q, date, dates);
		arena_rewind(tmp, m);
	}
}

void
rules_peers(struct inspection *look)
{
	const struct view *v = look->v;
	day *date = NEWS(look->c->tmp, v->n + 1, day);
	size_t dates = 0;

	for (size_t i = 0; i < v->n; i++) {
		size_t k = 0;
		while (k < dates && date[k] != v->sent[i].date)
			k++;
		if (k == dates)
			date[dates++] = v->sent[i].date;
	}
	check_shares(look, date, dates);
	check_wte(look, date, dates);
}
