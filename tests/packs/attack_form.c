/* tests/packs/attack_form.c -- the numbers that figures are made of, and what
 * they add up to: from the form of the return and the catalogue alone. */
#include "attack.h"

static bool
passes(const struct quantity *q, const struct item *k)
{
	bool any = false;

	for (size_t i = 0; i < q->n_measures; i++)
		any |= str_eq(q->measure[i], k->measure);
	for (size_t i = 0; any && i < q->n_filters; i++) {
		bool listed = false;

		for (size_t j = 0; j < q->filter[i].n; j++)
			listed |= str_eq(q->filter[i].value[j],
			    k->dim[q->filter[i].dimension]);
		any = listed != q->filter[i].negated;
	}
	return any;
}

static struct item *
add_item(struct attack *a, struct str measure)
{
	ARENA_GROW(a->c.mem, a->item, a->items, a->cap_items);
	a->item[a->items] = (struct item){
	    .measure = measure, .whole = NO_FACT, .pattern = NO_FACT};
	return &a->item[a->items++];
}

/* The cells of the return. */
static void
add_return(struct attack *a)
{
	const struct return_form *f = &a->form;
	size_t *at;
	size_t n = 0;

	for (size_t t = 0; t < f->n_topics; t++)
		n += f->topic[t].n_rows * f->topic[t].n_columns;
	at = NEWS(a->c.mem, n, size_t);
	n = 0;
	for (int pass = 0; pass < 2; pass++, n = 0)
		for (size_t t = 0; t < f->n_topics; t++)
			for (size_t r = 0; r < f->topic[t].n_rows; r++)
				for (size_t k = 0; k < f->topic[t].n_columns;
				     k++, n++) {
					struct return_place p = {t, r, k}, w;
					struct str dim[DIM_N];
					const struct return_measure *m =
					    return_cell(f, p, dim);
					struct item *cell;

					if (m == NULL)
						continue;
					if (pass == 0) {
						at[n] = a->items;
						cell = add_item(a, m->name);
						memcpy(
						    cell->dim, dim, sizeof dim);
					} else if (return_bound(f, p, &w)) {
						size_t to =
						    n -
						    r * f->topic[t].n_columns -
						    k +
						    w.row *
							f->topic[t].n_columns +
						    w.column;

						a->item[at[n]].whole = at[to];
					}
				}
}

static bool
has_measure(const struct attack *a, struct str measure)
{
	for (size_t i = 0; i < a->items; i++)
		if (str_eq(a->item[i].measure, measure))
			return true;
	return false;
}

/* A published file has a number for each group and one for all of them. */
static void
add_published(struct attack *a, const struct indicator *ind)
{
	const struct quantity *q[] = {&ind->numerator, &ind->denominator};

	for (size_t i = 0; i < COUNT(q); i++)
		for (size_t m = 0; m < q[i]->n_measures; m++) {
			struct item *over;

			if (has_measure(a, q[i]->measure[m]))
				continue;
			over = add_item(a, q[i]->measure[m]);
			over->over = true;
			over->dim[ind->breakdown] = ind->total;
			for (size_t k = 0; k < ind->n_breakdown_order; k++)
				add_item(a, q[i]->measure[m])
				    ->dim[ind->breakdown] =
				    ind->breakdown_order[k];
		}
}

static bool
same_items(const struct attack *a, const bool *x, const bool *y)
{
	return memcmp(x, y, a->items * sizeof *x) == 0;
}

/* The fact that sums the quantity up; NO_FACT: there is no such quantity. */
static size_t
add_fact(struct attack *a, const struct line *l, const struct quantity *q,
    bool across)
{
	struct fact f = {.factor = q->mean ? 1.0 / (double)q->n_measures : 1};
	const struct indicator *ind = l->indicator;
	bool any = false;

	if (q->n_measures == 0)
		return NO_FACT;
	f.has = NEWS(a->c.mem, a->items, bool);
	for (size_t i = 0; i < a->items; i++) {
		const struct item *k = &a->item[i];

		f.has[i] = passes(q, k) &&
			   (l->setting.n == 0 ||
			       str_eq(l->setting, k->dim[DIM_setting])) &&
			   (l->column.n == 0 || across ||
			       str_eq(l->column, k->dim[ind->breakdown]));
		any |= f.has[i];
	}
	if (!any)
		return NO_FACT;
	for (size_t i = 0; i < a->facts; i++)
		if (a->fact[i].factor == f.factor &&
		    same_items(a, a->fact[i].has, f.has))
			return i;
	ARENA_GROW(a->c.mem, a->fact, a->facts, a->cap_facts);
	a->fact[a->facts] = f;
	return a->facts++;
}

static void
add_line(struct attack *a, const struct indicator *ind, struct str setting,
    struct str column)
{
	struct line l = {
	    .indicator = ind, .setting = setting, .column = column};
	bool across = ind->denominator_across;

	l.fact[COUNT_PART] = add_fact(a, &l, &ind->numerator, false);
	l.fact[BASE_PART] = add_fact(a, &l, &ind->denominator, across);
	l.fact[COUNT_2_PART] = add_fact(a, &l, &ind->against, false);
	l.fact[BASE_2_PART] =
	    add_fact(a, &l, &ind->against_denominator, across);
	ARENA_GROW(a->c.mem, a->line, a->lines, a->cap_lines);
	a->line[a->lines++] = l;
	g_hash_table_insert(a->line_at,
	    (gpointer)str_z(
		a->c.mem, str_fmt(a->c.mem, "%.*s|%.*s|%.*s", STRF(ind->id),
			      STRF(setting), STRF(column))),
	    GSIZE_TO_POINTER(a->lines));
}

static void
add_lines(struct attack *a, const struct indicator *ind)
{
	bool split = ind->breakdown != DIM_N;

	for (size_t s = 0; s <= ind->n_settings; s++)
		for (size_t k = 0; k <= ind->n_breakdown_order; k++) {
			if (k == 0 && split && !ind->summed &&
			    ind->total.n == 0)
				continue;
			add_line(a, ind, s == 0 ? S("") : ind->setting[s - 1],
			    k == 0 ? S("") : ind->breakdown_order[k - 1]);
		}
}

/* Of the entries of one id that the run takes. */
static bool
is_taken(const struct attack *a, const struct indicator *ind, bool published)
{
	if (!ind->people)
		return false;
	for (size_t i = 0; i < a->catalogue.n; i++) {
		const struct indicator *o = &a->catalogue.indicator[i];

		if (str_eq(o->id, ind->id) &&
		    str_is(o->source, "return") != published)
			return o == ind;
	}
	return true;
}

static uint64_t
spread(uint64_t x)
{
	x += 0x9e3779b97f4a7c15;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
	return x ^ (x >> 31);
}

/* Cells are of one pattern when they are in the same facts and so are those that
 * they are part of, and those that are part of them. */
static void
find_patterns(struct attack *a)
{
	uint64_t *own = NEWS(a->c.mem, a->items, uint64_t);
	uint64_t *all = NEWS(a->c.mem, a->items, uint64_t);

	for (size_t i = 0; i < a->items; i++)
		for (size_t f = 0; f < a->facts; f++)
			if (a->fact[f].has[i])
				own[i] += spread(f + 1);
	for (size_t i = 0; i < a->items; i++)
		all[i] += own[i];
	for (size_t i = 0; i < a->items; i++) {
		size_t w = a->item[i].whole;

		if (w == NO_FACT || own[i] == 0 || own[w] == 0)
			continue;
		all[i] += 3 * spread(own[w]);
		all[w] += 5 * spread(own[i]);
	}
	for (size_t i = 0; i < a->items; i++) {
		if (own[i] == 0)
			continue;
		for (size_t j = 0; j < i; j++)
			if (own[j] == own[i] && all[j] == all[i]) {
				a->item[i].pattern = a->item[j].pattern;
				break;
			}
		if (a->item[i].pattern != NO_FACT)
			continue;
		ARENA_GROW(a->c.mem, a->pattern, a->patterns, a->cap_patterns);
		a->item[i].pattern = a->patterns;
		a->pattern[a->patterns++] =
		    (struct pattern){.over = a->item[i].over};
	}
}

static void
add_whole(struct attack *a, struct pattern *p, size_t whole)
{
	for (size_t i = 0; i < p->n_wholes; i++)
		if (p->whole[i] == whole)
			return;
	p->whole[p->n_wholes++] = (uint32_t)whole;
}

/* Only where every cell of the pattern is part of another. */
static void
find_wholes(struct attack *a)
{
	for (size_t p = 0; p < a->patterns; p++) {
		bool every = true;

		a->pattern[p].whole = NEWS(a->c.mem, a->patterns, uint32_t);
		for (size_t i = 0; i < a->items; i++) {
			size_t w = a->item[i].whole;

			if (a->item[i].pattern != p)
				continue;
			if (w == NO_FACT || a->item[w].pattern == NO_FACT)
				every = false;
			else
				add_whole(
				    a, &a->pattern[p], a->item[w].pattern);
		}
		if (!every)
			a->pattern[p].n_wholes = 0;
	}
}

static void
list_patterns(struct attack *a)
{
	for (size_t f = 0; f < a->facts; f++) {
		bool *in = NEWS(a->c.mem, a->patterns, bool);

		a->fact[f].pattern = NEWS(a->c.mem, a->patterns, uint32_t);
		for (size_t i = 0; i < a->items; i++)
			if (a->fact[f].has[i])
				in[a->item[i].pattern] = true;
		for (size_t p = 0; p < a->patterns; p++)
			if (in[p])
				a->fact[f].pattern[a->fact[f].n++] =
				    (uint32_t)p;
	}
}

static size_t
root(size_t *up, size_t i)
{
	while (up[i] != i)
		i = up[i] = up[up[i]];
	return i;
}

static void
find_families(struct attack *a)
{
	size_t *up = NEWS(a->c.mem, a->patterns, size_t);
	size_t *number = NEWS(a->c.mem, a->patterns, size_t);

	for (size_t p = 0; p < a->patterns; p++)
		up[p] = p;
	for (size_t f = 0; f < a->facts; f++)
		for (size_t i = 1; i < a->fact[f].n; i++)
			up[root(up, a->fact[f].pattern[i])] =
			    root(up, a->fact[f].pattern[0]);
	for (size_t p = 0; p < a->patterns; p++)
		for (size_t i = 0; i < a->pattern[p].n_wholes; i++)
			up[root(up, a->pattern[p].whole[i])] = root(up, p);
	for (size_t p = 0; p < a->patterns; p++) {
		size_t *n = &number[root(up, p)];

		if (*n == 0)
			*n = ++a->families;
		a->pattern[p].family = *n - 1;
	}
	for (size_t f = 0; f < a->facts; f++)
		a->fact[f].family = a->pattern[a->fact[f].pattern[0]].family;
}

void
attack_form(struct attack *a, bool published)
{
	a->line_at = g_hash_table_new(g_str_hash, g_str_equal);
	a->org_at = g_hash_table_new(g_str_hash, g_str_equal);
	assert_true(
	    return_form_load(&a->c, S("templates/return.yaml"), &a->form));
	assert_true(catalogue_load(
	    &a->c, S("templates/indicators.yaml"), &a->catalogue));
	add_return(a);
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < a->catalogue.n; i++) {
			const struct indicator *ind =
			    &a->catalogue.indicator[i];

			if (!is_taken(a, ind, published))
				continue;
			if (pass == 1)
				add_lines(a, ind);
			else if (!str_is(ind->source, "return"))
				add_published(a, ind);
		}
	find_patterns(a);
	find_wholes(a);
	list_patterns(a);
	find_families(a);
}

bool
attack_is_part(const struct attack *a, const struct line *l, enum part count)
{
	const struct fact *f, *base;

	if (l->fact[count] == NO_FACT || l->fact[count + 1] == NO_FACT)
		return false;
	f = &a->fact[l->fact[count]];
	base = &a->fact[l->fact[count + 1]];
	for (size_t i = 0; i < a->items; i++) {
		size_t w = a->item[i].whole;

		if (f->has[i] && !base->has[i] &&
		    (w == NO_FACT || !base->has[w]))
			return false;
	}
	return true;
}
