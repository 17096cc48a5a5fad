/* ingest/totals.c -- the end of a profile's rows: absent rows that mean zero,
 * and totals that stand beside their parts. */
#include <math.h>

#include "base/num.h"
#include "ingest/observe_file.h"

/* More totals that differ are one finding that counts them. */
#define DIFFER_MAX 10

static bool
is_one_of(const struct observer *o, sym word, const struct str *list, size_t n)
{
	struct str name = symbols_text(o->d->symbols, word);

	for (size_t i = 0; i < n; i++)
		if (str_eq(name, list[i]))
			return true;
	return false;
}

/* A measure that the file never speaks of is not zero everywhere. */
static bool
is_in_file(const struct observer *o, sym measure)
{
	for (size_t i = o->range; i < o->d->n; i++)
		if (o->d->observation[i].measure == measure)
			return true;
	return false;
}

/* Filled-in zeros have no row: their origin is the file as a whole. */
void
observer_fill_zeros(struct observer *o)
{
	const struct profile *p = o->p;
	size_t end = o->d->n;

	for (size_t z = 0; z < p->n_zero_measures; z++) {
		sym measure = symbols_add(o->d->symbols, p->zero_measure[z]);
		if (!is_in_file(o, measure))
			continue;
		for (size_t i = o->range; i < end; i++) {
			struct observation a = o->d->observation[i];
			if (!is_one_of(
				o, a.measure, p->zero_where, p->n_zero_where))
				continue;
			a.measure = measure;
			if (keys_find(o->keys, &a) != KEY_NONE)
				continue;
			a.value = 0;
			a.reason = REASON_NONE;
			a.origin.row = a.origin.column = 0;
			observer_add(o, &a);
		}
	}
}

/* The parts of one total. */
struct parts {
	double sum;
	size_t n;
	bool missing;
};

/* One total of the profile while it is proven. */
struct proof {
	struct observer *o;
	const struct profile_total *t;
	sym value;
	struct parts *parts; /* by observation from o->range */
	size_t *differs;     /* indexes, in order */
	size_t n_differs, compared;
};

static const struct profile_check *
check_of(const struct proof *k, sym measure)
{
	for (size_t i = 0; i < k->t->n_checks; i++)
		if (is_one_of(k->o, measure, k->t->check[i].measure,
			k->t->check[i].n))
			return &k->t->check[i];
	return NULL;
}

static void
add_parts(struct proof *k)
{
	struct observer *o = k->o;

	for (size_t i = o->range; i < o->d->n; i++) {
		struct observation a = o->d->observation[i];
		struct parts *p;
		size_t at;
		if (a.dim[k->t->dimension] == k->value ||
		    is_one_of(o, a.dim[k->t->dimension], k->t->except,
			k->t->n_except))
			continue;
		a.dim[k->t->dimension] = k->value;
		at = keys_find(o->keys, &a);
		if (at == KEY_NONE || at < o->range)
			continue;
		p = &k->parts[at - o->range];
		p->n++;
		p->sum += a.value;
		p->missing |= a.reason != REASON_NONE;
	}
}

static void
compare(struct proof *k, size_t i)
{
	const struct observation *total = &k->o->d->observation[i];
	const struct profile_check *check = check_of(k, total->measure);
	const struct parts *parts = &k->parts[i - k->o->range];
	double more = parts->sum - total->value;

	if (check == NULL || parts->n == 0 || parts->missing ||
	    total->reason != REASON_NONE)
		return;
	k->compared++;
	if ((more > 0 && check->parts_may_exceed) ||
	    fabs(more) <= check->tolerance)
		return;
	k->differs[k->n_differs++] = i;
}

static void
add_numbers(struct buf *b, double parts, double total)
{
	buf_addz(b, "parts ");
	num_fixed(b, parts, 2, NUM_TRIM);
	buf_addz(b, ", total ");
	num_fixed(b, total, 2, NUM_TRIM);
}

static void
tell(struct proof *k, size_t i, bool all)
{
	struct observer *o = k->o;
	const struct observation *total = &o->d->observation[i];
	struct arena_mark m = arena_mark(o->file_mem);
	struct buf value = buf_new(o->file_mem), other = buf_new(o->file_mem);

	buf_addf(&value, "%.*s (%.*s)", STRF(k->t->value),
	    STRF(symbols_text(o->d->symbols, total->measure)));
	if (all)
		buf_addf(&other,
		    "%zu of %zu totals differ, most here: ", k->n_differs,
		    k->compared);
	add_numbers(&other, k->parts[i - o->range].sum, total->value);
	observer_find(o, FINDING_total_differs, total->origin.row,
	    total->origin.column, total->org, buf_str(&value), buf_str(&other));
	arena_rewind(o->file_mem, m);
}

static double
difference(const struct proof *k, size_t i)
{
	return fabs(
	    k->parts[i - k->o->range].sum - k->o->d->observation[i].value);
}

static void
tell_all(struct proof *k)
{
	size_t worst = 0;

	if (k->n_differs <= DIFFER_MAX) {
		for (size_t n = 0; n < k->n_differs; n++)
			tell(k, k->differs[n], false);
		return;
	}
	for (size_t n = 1; n < k->n_differs; n++)
		if (difference(k, k->differs[n]) >
		    difference(k, k->differs[worst]))
			worst = n;
	tell(k, k->differs[worst], true);
}

static void
prove(struct observer *o, const struct profile_total *t)
{
	struct arena_mark m = arena_mark(o->file_mem);
	size_t n = o->d->n - o->range;
	struct proof k = {.o = o,
	    .t = t,
	    .value = symbols_lookup(o->d->symbols, t->value),
	    .parts = NEWS(o->file_mem, n, struct parts),
	    .differs = NEWS(o->file_mem, n, size_t)};

	if (k.value != 0) {
		add_parts(&k);
		for (size_t i = o->range; i < o->d->n; i++)
			if (o->d->observation[i].dim[t->dimension] == k.value)
				compare(&k, i);
		tell_all(&k);
	}
	arena_rewind(o->file_mem, m);
}

static bool
is_left_out(const struct observer *o, const struct observation *a)
{
	for (size_t i = 0; i < o->p->n_totals; i++) {
		const struct profile_total *t = &o->p->total[i];
		if (t->left_out &&
		    is_one_of(o, a->dim[t->dimension], &t->value, 1))
			return true;
	}
	return false;
}

/* Totals that are not kept go once all are proven, since one may be a part of
 * another. Those behind them move up and are remembered in their new place. */
static void
leave_out(struct observer *o)
{
	size_t kept = o->range;

	for (size_t i = o->range; i < o->d->n; i++)
		if (!is_left_out(o, &o->d->observation[i]))
			o->d->observation[kept++] = o->d->observation[i];
	if (kept == o->d->n)
		return;
	o->d->n = kept;
	for (size_t i = o->range; i < kept; i++)
		keys_add(o->keys, i);
}

void
observer_check_totals(struct observer *o)
{
	bool any = false;

	for (size_t i = 0; i < o->p->n_totals; i++) {
		prove(o, &o->p->total[i]);
		any |= o->p->total[i].left_out;
	}
	if (any)
		leave_out(o);
}
