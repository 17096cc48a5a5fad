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
	enum reason reason; /* the gravest of those parts that apply */
	uint32_t seen;
	/* Settings, a bit each: with cells that apply, and with such that do
	 * not. */
	uint32_t applies, lacking;
	uint16_t source;
	uint16_t parts; /* how many observations, up to UINT16_MAX */
	bool any;
	bool blanks; /* some were empty cells that count as zero */
};

/* What is summed. The first four are what a method takes. */
enum part {
	PART_NUMERATOR,
	PART_DENOMINATOR,
	PART_AGAINST,
	PART_AGAINST_BASE,
	PART_UNKNOWN,
	PART_UNKNOWN_BASE,
	PART_NEEDS,
	PARTS
};
enum { METHOD_PARTS = 4, SUMMED_PARTS = 6 };

/* Which of two reasons a sum shows. */
enum reason reason_graver(enum reason, enum reason);
void sum_add(struct sum *, double);
double sum_value(const struct sum *);
/* Why it is no number, if so. */
enum reason sum_reason(const struct sum *);

/* What can be known once of a dataset for all its indicators. */
struct index {
	const struct dataset *dataset;
	size_t symbols;  /* how many when it was made */
	uint32_t *row;   /* by symbol: place of the organisation + 1, 0 none */
	uint32_t *dated; /* observations by measure, date, place */
	uint32_t *measure; /* by symbol: where its observations start; and where
			       those of the last end */
};

struct index table_index(struct arena *, const struct dataset *);

/* An observation that an indicator takes; its value stands here too, so that
 * sums read memory in order. measure: by part, the place of its measure + 1, 0
 * when the part leaves it out. */
struct hit {
	double value;
	uint32_t observation, row, column;
	sym setting;
	day date;
	uint16_t level, source;
	uint8_t reason; /* enum reason */
	uint8_t measure[PARTS];
};

/* All that one indicator takes, in runs of one measure by date. A column is a
 * value of the breakdown in printing order, after column 0, the unsplit figure;
 * a level a value of the dimension that the method runs over, by text. */
struct feed {
	const struct indicator *indicator;
	const struct dataset *dataset;
	size_t rows, columns, listed; /* columns 1..listed are in the order that
					 the catalogue states */
	sym *column, *level;
	size_t levels;
	struct hit *hit;
	size_t *measure; /* where the hits of each measure start, and the end */
	size_t measures;
	bool has[PARTS];
	enum part governs; /* whose newest date is the figure's */
};

/* The measures that an indicator's parts name, each once; those that nobody sends are
 * left out. */
sym *feed_measures(
    struct arena *, const struct index *, const struct indicator *, size_t *n);
/* Would the indicator take any of these measures? By symbol. */
bool feed_takes(
    const struct index *, const struct indicator *, const bool *measure);
/* from: the first day; of a growth all that there is. */
struct feed feed_gather(
    struct arena *, const struct index *, const struct indicator *, day from);
/* The first hit of a measure on or after a day. */
size_t feed_from(const struct feed *, size_t measure, day from);
/* Where a value of the breakdown stands; 0 is the unsplit column. */
uint32_t feed_column(const struct feed *, sym breakdown);
/* Is there anything from a day to another? */
bool feed_reaches(const struct feed *, day from, day to);

/* One organisation's sums: by part and column, of the four that a method takes
 * also by level. A sum counts only if its date is the newest. */
struct line {
	day newest;  /* DAY_NONE: nothing */
	day earlier; /* that a growth begins at */
	struct sum *part[PARTS], *level[METHOD_PARTS];
	day said[PARTS]; /* the newest at which a cell was not empty */
};

/* As if one observation, or two, had other values, or were empty. */
struct instead {
	uint32_t observation[2];
	double value[2];
	size_t n;
	bool empty;
};

/* A row an organisation, in the dataset's order; no line where there is no
 * observation between the days and in the setting (0: all together). */
struct table {
	const struct feed *feed;
	struct line **line;
	day first; /* no line's newest is earlier */
};

struct table table_fill(
    struct arena *, const struct feed *, sym setting, day from, day to);
/* The line of one row alone; NULL when there is none. */
struct line *table_line(struct arena *, const struct feed *, sym setting,
    day from, day to, size_t row, const struct instead *);

/* The sum that counts, or NULL. line may be NULL. */
const struct sum *line_sum(
    const struct feed *, const struct line *, enum part, size_t col);
/* Its sums by level, or NULL. */
const struct sum *line_levels(
    const struct feed *, const struct line *, enum part, size_t col);
/* The organisation has what the indicator needs. */
bool line_served(const struct feed *, const struct line *);

#endif
