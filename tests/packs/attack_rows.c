/* tests/packs/attack_rows.c -- what is known of one family in one quarter.
 *
 * The unknowns are what each trust has in each pattern, none below zero. Every
 * told number is a row: of a trust its own patterns, of a region or England those
 * of all trusts in it. A part is no more than its whole, unless a trust's own
 * told numbers say otherwise: then it made a mistake, and no rule of the form
 * holds for it. */
#include "attack_rows.h"

/* One more than the organisations: those without rows of their own. */
static size_t
trusts(const struct rows *r)
{
	return r->a->orgs + 1;
}

static bool
is_trust(const struct rows *r, size_t org)
{
	return org < r->a->orgs && r->a->org[org].region.n > 0;
}

static bool
takes_part(const struct rows *r, size_t total, size_t trust, size_t line)
{
	if (trust == r->a->orgs)
		return r->q->others && str_is(r->a->org[total].code, "ENG");
	return attack_adds(r->a, r->q, total, trust, line);
}

static uint32_t
column(const struct rows *r, size_t trust, size_t pattern)
{
	return (uint32_t)(trust * r->patterns + r->place[pattern]);
}

size_t
rows_terms(struct rows *r, size_t org, size_t line, enum part part)
{
	const struct fact *f = &r->a->fact[r->a->line[line].fact[part]];
	size_t n = 0;

	for (size_t t = 0; t < trusts(r); t++)
		for (size_t k = 0; takes_part(r, org, t, line) && k < f->n; k++)
			r->index[n++] = column(r, t, f->pattern[k]);
	return n;
}

/* Are two totals over the same trusts? */
static bool
is_same_total(const struct rows *r, size_t org, size_t line, size_t other)
{
	for (size_t t = 0; line != other && t < r->a->orgs; t++)
		if (takes_part(r, org, t, line) != takes_part(r, org, t, other))
			return false;
	return true;
}

static struct span
span_at(const struct rows *r, size_t org, size_t line, enum part part)
{
	return attack_entry(r->a, r->q, org, line)->part[part];
}

/* All that is told of a number, whatever row tells it. first: no earlier row
 * does. */
static struct span
told_of(
    const struct rows *r, size_t org, size_t line, enum part part, bool *first)
{
	const struct attack *a = r->a;
	size_t fact = a->line[line].fact[part];
	struct span all = {-INFINITY, INFINITY};

	*first = true;
	for (size_t l = 0; l < a->lines; l++)
		for (int p = 0; p < PARTS; p++) {
			struct span s;

			if (a->line[l].fact[p] != fact)
				continue;
			s = span_at(r, org, l, p);
			if (!span_told(s) ||
			    (!is_trust(r, org) &&
				!is_same_total(r, org, line, l)))
				continue;
			if (l < line || (l == line && p < (int)part))
				*first = false;
			all.low = fmax(all.low, s.low);
			all.high = fmin(all.high, s.high);
		}
	return all;
}

bool
rows_told(const struct rows *r, size_t org, size_t line, enum part part)
{
	bool first;

	return span_told(told_of(r, org, line, part, &first));
}

static void
add_row(struct rows *r, size_t n, struct span bound, size_t org, size_t line,
    enum part part)
{
	struct row row = {
	    .n = n, .bound = bound, .org = org, .line = line, .part = part};

	if (n == 0)
		return;
	row.column = NEWS(r->mem, n, uint32_t);
	row.times = NEWS(r->mem, n, double);
	for (size_t i = 0; i < n; i++) {
		row.column[i] = r->index[i];
		row.times[i] = r->times[i];
	}
	ARENA_GROW(r->mem, r->row, r->n, r->cap);
	r->row[r->n++] = row;
}

/* Thirds of people: the sum is a whole number, but for the last digits. */
static double
undo(double v, double factor)
{
	double sum = v / factor;

	return fabs(sum - round(sum)) < 1e-6 ? round(sum) : sum;
}

static void
add_told(struct rows *r, size_t org)
{
	const struct attack *a = r->a;

	for (size_t l = 0; l < a->lines; l++)
		for (int p = 0; p < PARTS; p++) {
			size_t f = a->line[l].fact[p], n;
			struct span s;
			bool first;

			if (f == NO_FACT || a->fact[f].family != r->family ||
			    !span_told(span_at(r, org, l, p)))
				continue;
			s = told_of(r, org, l, p, &first);
			if (!first)
				continue;
			n = rows_terms(r, org, l, p);
			for (size_t i = 0; i < n; i++)
				r->times[i] = 1;
			s.low = undo(s.low, a->fact[f].factor);
			s.high = undo(s.high, a->fact[f].factor);
			add_row(r, n, s, org, l, p);
		}
}

static void
add_rules(struct rows *r, size_t trust)
{
	for (size_t k = 0; k < r->patterns; k++) {
		const struct pattern *p = &r->a->pattern[r->pattern[k]];
		size_t n = 0;

		if (p->n_wholes == 0)
			continue;
		r->index[n] = column(r, trust, r->pattern[k]);
		r->times[n++] = -1;
		for (size_t i = 0; i < p->n_wholes; i++) {
			r->index[n] = column(r, trust, p->whole[i]);
			r->times[n++] = 1;
		}
		add_row(r, n, (struct span){0, INFINITY}, trust, NO_FACT, 0);
	}
}

bool
rows_settled(const struct rows *r, size_t c)
{
	return !isnan(r->value[c]);
}

double
rows_value(const struct rows *r, size_t c)
{
	return r->value[c];
}

bool
rows_over(const struct rows *r, size_t c)
{
	return r->a->pattern[r->pattern[c % r->patterns]].over;
}

uint32_t
row_open(const struct rows *r, size_t row)
{
	for (size_t i = 0; i < r->row[row].n; i++)
		if (!rows_settled(r, r->row[row].column[i]))
			return r->row[row].column[i];
	return 0;
}

struct span
row_left(const struct rows *r, const struct row *row)
{
	struct span s = row->bound;

	for (size_t i = 0; i < row->n; i++)
		if (rows_settled(r, row->column[i])) {
			double v = row->times[i] * r->value[row->column[i]];

			s.low -= v;
			s.high -= v;
		}
	return s;
}

/* Nothing can be left to several unknowns but nothing. */
static bool
is_nothing(const struct rows *r, const struct row *row, struct span left)
{
	if (left.high > 1e-9 || left.high < -1e-9)
		return false;
	for (size_t i = 0; i < row->n; i++)
		if (!rows_settled(r, row->column[i]) &&
		    (row->times[i] < 0 || rows_over(r, row->column[i])))
			return false;
	return true;
}

static bool
settle_row(struct rows *r, struct row *row)
{
	struct span left = row_left(r, row);
	bool nothing, any = false;

	row->open = 0;
	for (size_t i = 0; i < row->n; i++)
		row->open += !rows_settled(r, row->column[i]);
	if (row->open == 0)
		return false;
	nothing = is_nothing(r, row, left);
	for (size_t i = 0; i < row->n; i++) {
		double *v = &r->value[row->column[i]];

		if (!isnan(*v))
			continue;
		if (nothing)
			*v = 0;
		else if (row->open == 1 && left.low == left.high)
			*v = left.low / row->times[i];
		any |= !isnan(*v);
	}
	if (any)
		row->open = 0;
	return any;
}

static void
settle(struct rows *r)
{
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < r->n; i++)
			more |= settle_row(r, &r->row[i]);
	}
}

static uint32_t
root(uint32_t *up, uint32_t i)
{
	while (up[i] != i)
		i = up[i] = up[up[i]];
	return i;
}

uint32_t
rows_root(const struct rows *r, size_t c)
{
	return root(r->up, (uint32_t)c);
}

static void
tie(struct rows *r)
{
	for (uint32_t c = 0; c < r->columns; c++)
		r->up[c] = c;
	for (size_t i = 0; i < r->n; i++) {
		uint32_t first = r->row[i].open > 0 ? row_open(r, i) : 0;

		for (size_t k = 0; r->row[i].open > 0 && k < r->row[i].n; k++)
			if (!rows_settled(r, r->row[i].column[k]))
				r->up[root(r->up, r->row[i].column[k])] =
				    root(r->up, first);
	}
}

/* A settled row that does not hold: the trust's mistake. */
static bool
loosen(struct rows *r)
{
	bool any = false;

	for (size_t i = 0; i < r->n; i++) {
		const struct row *row = &r->row[i];
		struct span left = row_left(r, row);

		if (row->open > 0 || !is_trust(r, row->org) ||
		    r->loose[row->org] ||
		    (left.low < 1e-6 && left.high > -1e-6))
			continue;
		r->loose[row->org] = any = true;
	}
	return any;
}

static void
gather(struct rows *r, size_t only)
{
	r->n = 0;
	for (size_t c = 0; c < r->columns; c++)
		r->value[c] = NAN;
	for (size_t o = 0; o < r->a->orgs; o++) {
		if (only != NO_FACT && o != only)
			continue;
		add_told(r, o);
		if (is_trust(r, o) && !r->loose[o])
			add_rules(r, o);
	}
	settle(r);
}

struct rows *
rows_new(struct arena *mem, const struct attack *a, const struct quarter *q,
    size_t family, size_t only, bool *loose)
{
	struct rows *r = NEW(mem, struct rows);

	*r = (struct rows){
	    .a = a, .q = q, .mem = mem, .family = family, .loose = loose};
	r->pattern = NEWS(mem, a->patterns, uint32_t);
	r->place = NEWS(mem, a->patterns, size_t);
	for (size_t p = 0; p < a->patterns; p++)
		if (a->pattern[p].family == family) {
			r->place[p] = r->patterns;
			r->pattern[r->patterns++] = (uint32_t)p;
		}
	r->columns = trusts(r) * r->patterns;
	r->value = NEWS(mem, r->columns, double);
	r->up = NEWS(mem, r->columns, uint32_t);
	r->index = NEWS(mem, r->columns + 1, uint32_t);
	r->times = NEWS(mem, r->columns + 1, double);
	do
		gather(r, only);
	while (loosen(r));
	tie(r);
	return r;
}

void
rows_say(const struct rows *r, struct buf *b, size_t row)
{
	static const char *const part[PARTS] = {
	    "count", "base", "second count", "second base"};
	const struct row *from = &r->row[row];
	const struct line *l;
	struct span told;

	if (from->line == NO_FACT) {
		buf_addf(b, " [%.*s: a part is no more than its whole]",
		    STRF(r->a->org[from->org].code));
		return;
	}
	l = &r->a->line[from->line];
	told = span_at(r, from->org, from->line, from->part);
	buf_addf(b, " [%.*s %.*s %.*s %.*s %s ",
	    STRF(r->a->org[from->org].code), STRF(l->indicator->id),
	    STRF(l->setting), STRF(l->column), part[from->part]);
	buf_addf(b, told.low == told.high ? "%g]" : "%g to %g]", told.low,
	    told.high);
}
