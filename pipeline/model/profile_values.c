/* model/profile_values.c -- what a profile says of numbers: value columns,
 * marks, rows to leave out, totals beside their parts. */
#include <math.h>

#include "model/profile_schema.h"

const char *const scale_words[] = {
    [SCALE_NONE] = "numbers",
    [SCALE_FRACTION] = "percentages as fractions of 1",
    [SCALE_POINTS] = "percentages from 0 to 100",
    [SCALE_WHOLE] = "whole percentages from 0 to 100",
};

static bool
make_measure(struct making *m)
{
	const struct raw_measure *words = m->raw->measure;
	struct profile *p = m->p;

	p->measure_column = NO_COLUMN;
	if (words == NULL)
		return true;
	p->measure_column = make_read(m, words->column, true);
	p->n_words = words->n;
	p->word = NEWS(m->c->mem, p->n_words, struct profile_word);
	for (size_t i = 0; i < p->n_words; i++)
		p->word[i] =
		    (struct profile_word){make_text(m, words->word[i].label),
			make_text(m, words->word[i].measure)};
	return true;
}

static bool
make_value(const struct making *m, const struct raw_value *raw,
    struct profile_value *v)
{
	int given = (raw->column != NULL) + (raw->heading != NULL) + raw->count;

	if (given != 1)
		return make_fail(
		    m, "give one of 'column', 'heading' and 'count: yes'");
	if ((raw->measure == NULL) == (m->raw->measure == NULL))
		return make_fail(m,
		    "the measure comes from each value's 'measure' or from "
		    "the 'measure' column, one of the two");
	v->column = make_read(m, raw->column, true);
	v->heading_row = raw->row;
	if (raw->row > 50 || raw->row < -50)
		return make_fail(m, "'row' is 50 rows away at most");
	if (raw->row > (int)m->p->below)
		m->p->below = (unsigned)raw->row;
	v->count = raw->count;
	v->measure = make_text(m, raw->measure);
	v->suffix = make_text(m, raw->suffix);
	v->scale = raw->percent;
	v->least = raw->least != NULL ? *raw->least : 0;
	v->most = raw->most != NULL        ? *raw->most
		  : v->scale == SCALE_NONE ? INFINITY
					   : 100;
	return make_pattern(m, raw->heading, false, &v->heading) &&
	       make_conditions(m, &raw->where, &v->where) &&
	       make_conditions(m, &raw->unless, &v->unless);
}

bool
make_values(struct making *m)
{
	struct profile *p = m->p;

	m->key = "measure";
	if (!make_measure(m))
		return false;
	m->key = "values";
	if ((m->raw->n_values > 0) != (p->kind == PROFILE_OBSERVATIONS))
		return make_fail(m,
		    "observations need value columns, no other kind has any");
	p->n_values = m->raw->n_values;
	p->value = NEWS(m->c->mem, p->n_values, struct profile_value);
	for (size_t i = 0; i < p->n_values; i++) {
		m->item = (int)i;
		if (!make_value(m, &m->raw->value[i], &p->value[i]))
			return false;
	}
	m->item = -1;
	return true;
}

static void
make_marks(const struct making *m)
{
	struct profile *p = m->p;
	enum reason blank = m->raw->blank;

	p->n_marks = m->raw->n_marks;
	p->mark = NEWS(m->c->mem, p->n_marks, struct profile_mark);
	for (size_t i = 0; i < p->n_marks; i++) {
		enum reason means = m->raw->mark[i].means;
		bool zero = means == RAW_MARK_ZERO;
		p->mark[i] =
		    (struct profile_mark){make_text(m, m->raw->mark[i].text),
			zero ? REASON_NONE : means, zero};
	}
	p->blank_zero = blank == RAW_MARK_ZERO;
	p->blank = blank == RAW_BLANK_NOTHING || p->blank_zero ? REASON_NONE
		   : blank == REASON_NONE                      ? REASON_BLANK
							       : blank;
}

/* Which rows are read is decided before their date is. */
static bool
without_dates(const struct making *m, const struct profile_conditions *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->c[i].kind >= CONDITION_UNTIL)
			return make_fail(m, "'date' belongs to a value");
	return true;
}

static bool
make_rows(struct making *m)
{
	struct profile *p = m->p;

	m->key = "fill_down";
	for (unsigned i = 0; i < m->raw->fill_down.n; i++)
		make_read(m, m->raw->fill_down.z[i], true);
	m->key = "sections";
	if (m->raw->sections != NULL) {
		p->section_header = m->raw->sections->header;
		if (!make_pattern(
			m, m->raw->sections->title, false, &p->section))
			return false;
	}
	m->key = "ends";
	if (!make_pattern(m, m->raw->ends, false, &p->ends))
		return false;
	m->key = "skip";
	if (!make_conditions(m, &m->raw->skip, &p->skip) ||
	    !without_dates(m, &p->skip))
		return false;
	m->key = "keep";
	return make_conditions(m, &m->raw->keep, &p->keep) &&
	       without_dates(m, &p->keep);
}

bool
make_cells(struct making *m)
{
	struct profile *p = m->p;
	const char *thousands = m->raw->thousands;

	make_marks(m);
	m->key = "thousands";
	if (thousands != NULL) {
		p->thousands = thousands[0];
		if (thousands[1] != '\0' || thousands[0] == '.' ||
		    (thousands[0] >= '0' && thousands[0] <= '9'))
			return make_fail(
			    m, "is one character, such as a comma or a space");
	}
	p->sum = m->raw->aggregate_sum;
	p->reject = m->raw->reject_rows;
	if (m->raw->zero != NULL) {
		p->zero_measure =
		    make_texts(m, m->raw->zero->measures, &p->n_zero_measures);
		p->zero_where =
		    make_texts(m, m->raw->zero->where, &p->n_zero_where);
	}
	return make_rows(m);
}

static bool
make_total(const struct making *m, const struct raw_total *raw,
    struct profile_total *t)
{
	struct profile *p = m->p;
	bool split = false;

	for (size_t i = 0; i < p->n_dimensions; i++)
		split |= p->dimension[i].dimension == raw->dimension;
	if (!split)
		return make_fail(
		    m, "its dimension is not one of this profile's");
	t->dimension = raw->dimension;
	t->value = make_text(m, raw->value);
	t->except = make_texts(m, raw->except, &t->n_except);
	t->left_out = raw->left_out;
	t->n_checks = raw->n;
	t->check = NEWS(m->c->mem, t->n_checks, struct profile_check);
	for (size_t i = 0; i < t->n_checks; i++) {
		struct profile_check *c = &t->check[i];
		c->measure = make_texts(m, raw->check[i].measures, &c->n);
		c->tolerance = raw->check[i].tolerance;
		c->parts_may_exceed = raw->check[i].parts_may_exceed;
	}
	return true;
}

bool
make_totals(struct making *m)
{
	const struct raw_profile *raw = m->raw;
	struct profile *p = m->p;

	p->total = NEWS(m->c->mem, raw->n_totals + 1, struct profile_total);
	m->key = "total";
	if (raw->total != NULL &&
	    !make_total(m, raw->total, &p->total[p->n_totals++]))
		return false;
	m->key = "totals";
	for (unsigned i = 0; i < raw->n_totals; i++) {
		m->item = (int)i;
		if (!make_total(m, &raw->totals[i], &p->total[p->n_totals++]))
			return false;
	}
	m->item = -1;
	return true;
}
