/* tests/packs/attack_rows.h -- what is known of one family in one quarter, as rows
 * over unknowns. */
#ifndef TESTS_PACKS_ATTACK_ROWS_H
#define TESTS_PACKS_ATTACK_ROWS_H

#include "attack.h"

/* A told number; or, with a line of NO_FACT, a rule of the form. */
struct row {
	uint32_t *column;
	double *times;
	size_t n, open; /* open: columns that are not settled */
	struct span bound;
	size_t org, line;
	enum part part;
};

struct rows {
	const struct attack *a;
	const struct quarter *q;
	struct arena *mem;
	size_t family;
	uint32_t *pattern; /* the family's */
	size_t patterns;
	size_t *place;  /* by pattern of the attack */
	size_t columns; /* by trust and pattern */
	struct row *row;
	size_t n, cap;
	double *value; /* by column; NAN: not settled */
	uint32_t *up;
	bool *loose;
	/* Room to work with. */
	uint32_t *index;
	double *times;
};

/* Of one trust alone, or of all and their totals: NO_FACT. loose: by trust, for
 * whom the rules of the form do not hold; those are added whose own settled
 * numbers break them. */
struct rows *rows_new(struct arena *, const struct attack *,
    const struct quarter *, size_t family, size_t only, bool *loose);
/* The columns of an organisation's number, into index. */
size_t rows_terms(struct rows *, size_t org, size_t line, enum part);
bool rows_told(const struct rows *, size_t org, size_t line, enum part);
/* Only one value goes with what is told. */
bool rows_settled(const struct rows *, size_t column);
double rows_value(const struct rows *, size_t column);
/* What a total has over its groups: not above zero, the others not below. */
bool rows_over(const struct rows *, size_t column);
/* Columns with one root hang together. */
uint32_t rows_root(const struct rows *, size_t column);
/* A column of the row that is not settled. */
uint32_t row_open(const struct rows *, size_t row);
/* Its bound, less what is settled. */
struct span row_left(const struct rows *, const struct row *);
void rows_say(const struct rows *, struct buf *, size_t row);

#endif
