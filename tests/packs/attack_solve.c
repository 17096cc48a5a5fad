/* tests/packs/attack_solve.c -- bounds on withheld numbers, by linear programming.
 *
 * What attack_rows.c says at once is put in; what is left falls into components
 * that share no unknown. Each is a linear program of its own, kept from one
 * question to the next, so that the simplex method goes on where it was. */
#include <glpk.h>

#include "attack_rows.h"

/* The unknowns that hang together, as a program. */
struct component {
	glp_prob *lp;
	uint32_t *column; /* of the siege, by column of the program less 1 */
	size_t *row;      /* of the siege, by row of the program less 1 */
	int columns, rows;
	bool asked, feasible;
};

struct siege {
	struct rows *rows;
	struct arena *mem;
	struct component *component;
	size_t n;
	uint32_t *of, *place; /* by column: component, column there */
	bool agrees;
};

/* A target over columns that are not settled, and what is. */
struct aim {
	uint32_t *column;
	double *times, settled;
	size_t n;
};

static void
count_rows(struct siege *s)
{
	const struct rows *r = s->rows;

	for (size_t i = 0; i < r->n; i++)
		if (r->row[i].open > 0)
			s->component[s->of[row_open(r, i)]].rows++;
	for (size_t i = 0; i < s->n; i++) {
		struct component *k = &s->component[i];

		k->row = NEWS(s->mem, (size_t)k->rows, size_t);
		k->column = NEWS(s->mem, (size_t)k->columns, uint32_t);
		k->rows = k->columns = 0;
	}
}

static void
divide(struct siege *s)
{
	const struct rows *r = s->rows;
	uint32_t *number = NEWS(s->mem, r->columns, uint32_t);

	s->of = NEWS(s->mem, r->columns, uint32_t);
	s->place = NEWS(s->mem, r->columns, uint32_t);
	s->component = NEWS(s->mem, r->columns, struct component);
	for (size_t c = 0; c < r->columns; c++) {
		uint32_t *at = &number[rows_root(r, c)];

		if (rows_settled(r, c))
			continue;
		if (*at == 0)
			*at = (uint32_t)++s->n;
		s->of[c] = *at - 1;
		s->component[*at - 1].columns++;
	}
	count_rows(s);
	for (size_t c = 0; c < r->columns; c++)
		if (!rows_settled(r, c)) {
			struct component *k = &s->component[s->of[c]];

			s->place[c] = (uint32_t)k->columns + 1;
			k->column[k->columns++] = (uint32_t)c;
		}
	for (size_t i = 0; i < r->n; i++)
		if (r->row[i].open > 0) {
			struct component *k =
			    &s->component[s->of[row_open(r, i)]];

			k->row[k->rows++] = i;
		}
}

static void
add_row(struct siege *s, struct component *k, int at, const struct row *row)
{
	const struct rows *r = s->rows;
	struct arena_mark m = arena_mark(s->mem);
	int *index = NEWS(s->mem, row->n + 1, int);
	double *value = NEWS(s->mem, row->n + 1, double);
	struct span b = row_left(r, row);
	int n = 0;

	for (size_t i = 0; i < row->n; i++) {
		if (rows_settled(r, row->column[i]))
			continue;
		index[++n] = (int)s->place[row->column[i]];
		value[n] = row->times[i];
	}
	glp_set_mat_row(k->lp, at, n, index, value);
	glp_set_row_bnds(k->lp, at,
	    b.low == b.high      ? GLP_FX
	    : b.high == INFINITY ? GLP_LO
	    : b.low == -INFINITY ? GLP_UP
				 : GLP_DB,
	    b.low, b.high);
	arena_rewind(s->mem, m);
}

static bool
solve(struct component *k, int direction)
{
	glp_smcp how;
	int status;

	glp_init_smcp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.r_test = GLP_RT_STD;
	glp_set_obj_dir(k->lp, direction);
	if (glp_simplex(k->lp, &how) != 0) {
		glp_std_basis(k->lp);
		if (glp_simplex(k->lp, &how) != 0)
			return false;
	}
	status = glp_get_status(k->lp);
	return status == GLP_OPT || status == GLP_UNBND;
}

static struct component *
component_at(struct siege *s, size_t i)
{
	struct component *k = &s->component[i];

	if (k->lp != NULL)
		return k;
	k->lp = glp_create_prob();
	glp_add_cols(k->lp, k->columns);
	for (int c = 0; c < k->columns; c++)
		glp_set_col_bnds(k->lp, c + 1,
		    rows_over(s->rows, k->column[c]) ? GLP_UP : GLP_LO, 0, 0);
	if (k->rows > 0)
		glp_add_rows(k->lp, k->rows);
	for (int r = 0; r < k->rows; r++)
		add_row(s, k, r + 1, &s->rows->row[k->row[r]]);
	return k;
}

/* Do the rows go together? */
static bool
agrees(struct siege *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (!solve(component_at(s, i), GLP_MIN))
			return false;
	return true;
}

static struct siege *
lay(const struct attack *a, const struct quarter *q, size_t family, size_t only,
    bool *loose)
{
	struct arena *mem = arena_new("siege");
	struct siege *s = NEW(mem, struct siege);

	*s = (struct siege){.mem = mem};
	s->rows = rows_new(mem, a, q, family, only, loose);
	divide(s);
	return s;
}

struct siege *
siege_lay(const struct attack *a, const struct quarter *q, size_t family)
{
	struct arena_mark m = arena_mark(a->c.tmp);
	bool *loose = NEWS(a->c.tmp, a->orgs, bool);
	struct siege *s = lay(a, q, family, NO_FACT, loose);

	if (!agrees(s)) {
		siege_lift(s);
		for (size_t o = 0; o < a->orgs; o++) {
			if (a->org[o].region.n == 0)
				continue;
			s = lay(a, q, family, o, loose);
			if (!agrees(s))
				loose[o] = true;
			siege_lift(s);
		}
		s = lay(a, q, family, NO_FACT, loose);
		s->agrees = agrees(s);
	} else {
		s->agrees = true;
	}
	s->rows->loose = NULL;
	arena_rewind(a->c.tmp, m);
	return s;
}

bool
siege_agrees(const struct siege *s)
{
	return s->agrees;
}

void
siege_lift(struct siege *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->component[i].lp != NULL)
			glp_delete_prob(s->component[i].lp);
	arena_free(s->mem);
}

bool
siege_told(const struct siege *s, size_t org, size_t line, enum part part)
{
	return rows_told(s->rows, org, line, part);
}

static void
aim_at(struct siege *s, struct aim *aim, const struct target *t, enum part part,
    double sign)
{
	struct rows *r = s->rows;
	size_t n = rows_terms(r, t->org, t->line, part);
	double times = sign * r->a->fact[r->a->line[t->line].fact[part]].factor;

	for (size_t i = 0; i < n; i++) {
		uint32_t c = r->index[i];

		if (rows_settled(r, c)) {
			aim->settled += times * rows_value(r, c);
			continue;
		}
		aim->column[aim->n] = c;
		aim->times[aim->n++] = times;
	}
}

static struct aim
aim_of(struct siege *s, const struct target *t)
{
	enum part last = t->rest ? t->part + 1 : t->part;
	size_t most = 0;
	struct aim aim = {NULL, NULL, 0, 0};

	for (enum part p = t->part; p <= last; p++)
		most += rows_terms(s->rows, t->org, t->line, p);
	aim.column = NEWS(s->mem, most + 1, uint32_t);
	aim.times = NEWS(s->mem, most + 1, double);
	aim_at(s, &aim, t, t->part, t->rest ? -1 : 1);
	if (t->rest)
		aim_at(s, &aim, t, t->part + 1, 1);
	return aim;
}

static struct component *
at(struct siege *s, uint32_t column)
{
	return component_at(s, s->of[column]);
}

/* Sets or takes away the aim in one component. */
static void
point(struct siege *s, struct component *k, const struct aim *aim, double sign)
{
	for (size_t i = 0; i < aim->n; i++) {
		int c = (int)s->place[aim->column[i]];

		if (at(s, aim->column[i]) == k)
			glp_set_obj_coef(k->lp, c,
			    sign == 0
				? 0
				: glp_get_obj_coef(k->lp, c) + aim->times[i]);
	}
}

static double
extreme_in(
    struct siege *s, struct component *k, const struct aim *aim, int direction)
{
	double v;

	point(s, k, aim, 1);
	if (!solve(k, direction))
		v = NAN;
	else if (glp_get_status(k->lp) == GLP_UNBND)
		v = direction == GLP_MAX ? INFINITY : -INFINITY;
	else
		v = glp_get_obj_val(k->lp);
	point(s, k, aim, 0);
	return v;
}

/* Components share no unknown: their extremes add up. */
static double
extreme(struct siege *s, const struct aim *aim, int direction)
{
	double v = aim->settled;

	for (size_t i = 0; i < aim->n; i++)
		at(s, aim->column[i])->asked = false;
	for (size_t i = 0; i < aim->n; i++) {
		struct component *k = at(s, aim->column[i]);

		if (!k->asked)
			v += extreme_in(s, k, aim, direction);
		k->asked = true;
	}
	return v;
}

/* What the target is in the solution that the programs stand at: it can be that,
 * whatever else it can be. */
static void
glance(struct siege *s, const struct aim *aim, struct target *t)
{
	double v = aim->settled;

	for (size_t i = 0; i < aim->n; i++)
		v += aim->times[i] * glp_get_col_prim(at(s, aim->column[i])->lp,
					 (int)s->place[aim->column[i]]);
	t->low = fmin(t->low, v);
	t->high = fmax(t->high, v);
}

static bool
is_wide(const struct target *t, double width)
{
	return t->high - t->low >= width + 1e-6;
}

void
siege_bound(struct siege *s, struct target *t, size_t n, double width)
{
	struct aim *aim = NEWS(s->mem, n, struct aim);

	for (size_t i = 0; i < n; i++) {
		aim[i] = aim_of(s, &t[i]);
		t[i].low = INFINITY;
		t[i].high = -INFINITY;
		glance(s, &aim[i], &t[i]);
	}
	for (size_t i = 0; i < n; i++) {
		double end[2];

		for (int way = 0; way < 2 && !is_wide(&t[i], width); way++) {
			end[way] =
			    extreme(s, &aim[i], way == 0 ? GLP_MIN : GLP_MAX);
			for (size_t j = i + 1; j < n; j++)
				if (!is_wide(&t[j], width))
					glance(s, &aim[j], &t[j]);
			if (way == 0)
				t[i].low = end[0];
			else
				t[i].high = end[1];
		}
	}
}

struct str
siege_reason(struct siege *s, struct arena *mem, const struct target *t)
{
	struct buf b = buf_new(mem);
	struct aim aim = aim_of(s, t);

	for (int way = 0; way < 2; way++) {
		buf_addz(&b, way == 0 ? "least:" : "; most:");
		for (size_t i = 0; i < s->n; i++)
			s->component[i].asked = false;
		(void)extreme(s, &aim, way == 0 ? GLP_MIN : GLP_MAX);
		for (size_t i = 0; i < s->n; i++)
			for (int r = 0;
			     s->component[i].asked && r < s->component[i].rows;
			     r++)
				if (fabs(glp_get_row_dual(
					s->component[i].lp, r + 1)) > 1e-7)
					rows_say(s->rows, &b,
					    s->component[i].row[r]);
	}
	return buf_str(&b);
}
