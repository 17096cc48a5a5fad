/* ingest/totals.c -- the end of a file: absent rows that mean zero, and totals
 * that stand beside their parts. */
#include <math.h>

#include "base/num.h"
#include "ingest/observe_file.h"

static bool
is_one_of(
    const struct observer *o, sym measure, const struct str *list, size_t n)
{
	struct str name = symbols_text(o->d->symbols, measure);

	for (size_t i = 0; i < n; i++)
		if (str_eq(name, list[i]))
			return true;
	return false;
}

/* A measure that the file never speaks of is not zero everywhere. */
static bool
is_in_file(const struct observer *o, sym measure)
{
	for (size_t i = o->first; i < o->d->n; i++)
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
		for (size_t i = o->first; i < end; i++) {
			struct observation a = o->d->observation[i];
			if (!is_one_of(
				o, a.measure, p->zero_where, p->n_zero_where))
				continue;
			a.measure = measure;
			if (keys_find(o->keys, &a) != KEY_NONE)
				continue;
			a.value = 0;
			a.reason = REASON_NONE;
			a.origin = (struct origin){o->source, o->sheet, 0, 0};
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

static const struct profile_check *
check_of(const struct observer *o, sym measure)
{
	for (size_t i = 0; i < o->p->n_checks; i++)
		if (is_one_of(
			o, measure, o->p->check[i].measure, o->p->check[i].n))
			return &o->p->check[i];
	return NULL;
}

static void
compare(struct observer *o, const struct observation *total,
    const struct parts *parts)
{
	const struct profile_check *check = check_of(o, total->measure);
	double more = parts->sum - total->value;
	struct arena_mark m;
	struct buf value, other;

	if (check == NULL || parts->n == 0 || parts->missing ||
	    total->reason != REASON_NONE ||
	    (more > 0 ? check->parts_may_exceed : false) ||
	    fabs(more) <= check->tolerance)
		return;
	m = arena_mark(o->file_mem);
	value = buf_new(o->file_mem);
	other = buf_new(o->file_mem);
	buf_addf(&value, "%.*s (%.*s)", STRF(o->p->total_value),
	    STRF(symbols_text(o->d->symbols, total->measure)));
	buf_addz(&other, "parts ");
	num_fixed(&other, parts->sum, 2, NUM_TRIM);
	buf_addz(&other, ", total ");
	num_fixed(&other, total->value, 2, NUM_TRIM);
	observer_find(o, FINDING_total_differs, total->origin.row,
	    total->origin.column, total->org, buf_str(&value), buf_str(&other));
	arena_rewind(o->file_mem, m);
}

void
observer_check_totals(struct observer *o)
{
	sym total = symbols_lookup(o->d->symbols, o->p->total_value);
	enum dimension split = o->p->total_dimension;
	struct parts *parts =
	    NEWS(o->file_mem, o->d->n - o->first, struct parts);

	for (size_t i = o->first; total != 0 && i < o->d->n; i++) {
		struct observation a = o->d->observation[i];
		size_t at;
		if (a.dim[split] == total)
			continue;
		a.dim[split] = total;
		at = keys_find(o->keys, &a);
		if (at == KEY_NONE || at < o->first)
			continue;
		parts[at - o->first].n++;
		parts[at - o->first].sum += a.value;
		parts[at - o->first].missing |= a.reason != REASON_NONE;
	}
	for (size_t i = o->first; i < o->d->n; i++)
		if (total != 0 && o->d->observation[i].dim[split] == total)
			compare(o, &o->d->observation[i], &parts[i - o->first]);
}
