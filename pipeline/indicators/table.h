/* indicators/table.h -- one indicator's observations, summed by organisation and
 * by value of its breakdown. */
#ifndef INDICATORS_TABLE_H
#define INDICATORS_TABLE_H

#include "model/catalogue.h"
#include "model/dataset.h"

/* A sum of observations of one date. hi + lo is the sum to twice the digits of a
 * double, so that the order in which observations come cannot show. seen has a
 * bit for each measure met. */
struct sum {
	double hi, lo;
	day date;
	enum reason reason; /* the gravest of its parts */
	uint32_t seen;
	uint16_t source;
	bool any;
};

/* A row an organisation, in the dataset's order; a column a value of the
 * breakdown in printing order, after column 0, the unsplit figure. A sum counts
 * only if its date is the row's newest. */
struct table {
	const struct indicator *indicator;
	size_t rows, columns, listed; /* columns 1..listed are in the order that
					 the catalogue states */
	sym *column;
	struct sum *numerator, *denominator, *needs;
	day *newest; /* DAY_NONE: nothing up to the end */
};

/* Which of two reasons a sum shows. */
enum reason reason_graver(enum reason, enum reason);
void sum_add(struct sum *, double);
double sum_value(const struct sum *);

/* What can be known once of a dataset for all its indicators. */
struct index {
	const struct dataset *dataset;
	size_t symbols; /* how many when it was made */
	uint32_t *row;  /* by symbol: place of the organisation + 1, 0 none */
};

struct index table_index(struct arena *, const struct dataset *);
struct table table_gather(
    struct arena *, const struct index *, const struct indicator *, day end);
/* The sum that counts, or NULL. */
const struct sum *table_numerator(const struct table *, size_t row, size_t col);
const struct sum *table_denominator(
    const struct table *, size_t row, size_t col);
/* The organisation has what the indicator needs. */
bool table_served(const struct table *, size_t row);

#endif
