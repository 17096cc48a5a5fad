/* store/row_hash.h -- a hash of what would be written, to know what need not be. */
#ifndef STORE_ROW_HASH_H
#define STORE_ROW_HASH_H

#include "base/str.h"

#define ROW_LANES 2

/* Begins with 0; two lanes, so that rows that differ are not taken for each other
 * by chance. */
struct row_hash {
	uint64_t lane[ROW_LANES];
};

void row_hash_add(struct row_hash *, uint64_t);
void row_hash_text(struct row_hash *, struct str);
void row_hash_number(struct row_hash *, double);

#endif
