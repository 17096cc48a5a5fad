/* tests/unit/indicators/oracle.h -- tables of expected numbers, read from
 * tests/data/oracles. */
#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include <math.h>

#include "base/file.h"
#include "base/num.h"
#include "check.h"

struct oracle {
	struct str *cell; /* rows x columns, after the header */
	struct str *header;
	size_t rows, columns;
};

/* One field, quoted or not; the line moves on. */
static inline struct str
oracle_field(struct str *line)
{
	struct str word;

	if (line->n == 0 || line->p[0] != '"') {
		(void)str_cut(*line, ',', &word, line);
		return word;
	}
	(void)str_cut(str_slice(*line, 1, line->n), '"', &word, line);
	if (line->n > 0)
		*line = str_slice(*line, 1, line->n);
	return word;
}

static inline struct oracle
oracle_read(struct ctx *c, const char *name)
{
	struct oracle o = {0};
	struct str text, line, rest;
	size_t lines = 0;

	if (!file_read(c, str_fmt(c->mem, "tests/data/oracles/%s.csv", name), 0,
		&text))
		fail_msg("%.*s", STRF(diag_text(c->diag)));
	for (size_t i = 0; i < text.n; i++)
		lines += text.p[i] == '\n';
	(void)str_cut(text, '\n', &line, &text);
	o.columns = 1;
	for (size_t i = 0; i < line.n; i++)
		o.columns += line.p[i] == ',';
	o.header = NEWS(c->mem, o.columns, struct str);
	for (size_t k = 0; k < o.columns; k++)
		o.header[k] = oracle_field(&line);
	o.cell = NEWS(c->mem, o.columns * (lines + 1), struct str);
	while (text.n > 0) {
		(void)str_cut(text, '\n', &rest, &text);
		if (rest.n == 0)
			continue;
		for (size_t k = 0; k < o.columns; k++)
			o.cell[o.rows * o.columns + k] = oracle_field(&rest);
		o.rows++;
	}
	return o;
}

static inline struct str
oracle_text(const struct oracle *o, size_t row, const char *column)
{
	for (size_t k = 0; k < o->columns; k++)
		if (str_is(o->header[k], column))
			return o->cell[row * o->columns + k];
	fail_msg("no column %s", column);
	return S("");
}

/* NAN for an empty cell. */
static inline double
oracle_number(const struct oracle *o, size_t row, const char *column)
{
	double v;

	return num_parse(oracle_text(o, row, column), &v) ? v : NAN;
}

/* The first row where a column has a text. */
static inline size_t
oracle_row(const struct oracle *o, const char *column, const char *text)
{
	for (size_t i = 0; i < o->rows; i++)
		if (str_is(oracle_text(o, i, column), text))
			return i;
	fail_msg("no row %s", text);
	return 0;
}

/* A whole column. */
static inline double *
oracle_column(struct ctx *c, const struct oracle *o, const char *column)
{
	double *v = NEWS(c->mem, o->rows + 1, double);

	for (size_t i = 0; i < o->rows; i++)
		v[i] = oracle_number(o, i, column);
	return v;
}

/* Numbers with spaces between them; how many. */
static inline size_t
oracle_list(struct str text, double *v)
{
	struct str word;
	size_t n = 0;

	while (text.n > 0) {
		(void)str_cut(text, ' ', &word, &text);
		if (num_parse(word, &v[n]))
			n++;
	}
	return n;
}

/* Absent where absent is expected, and otherwise near: within a share of the
 * expected value, or of 1 if it is smaller. */
#define assert_close(got, want, by)                                            \
	do {                                                                   \
		double g_ = (got), w_ = (want);                                \
		if (isnan(w_) ? !isnan(g_)                                     \
			      : !(fabs(g_ - w_) <= (by)*fmax(1, fabs(w_))))    \
			fail_msg(                                              \
			    "line %d: %.12g is not %.12g", __LINE__, g_, w_);  \
	} while (0)
/* The same relative to the value alone. */
#define assert_relative(got, want, by)                                         \
	do {                                                                   \
		double g_ = (got), w_ = (want);                                \
		if (isnan(w_) ? !isnan(g_)                                     \
			      : !(fabs(g_ - w_) <= (by)*fabs(w_)))             \
			fail_msg(                                              \
			    "line %d: %.12g is not %.12g", __LINE__, g_, w_);  \
	} while (0)

#endif
