/* model/origin.h -- where a value was read. */
#ifndef MODEL_ORIGIN_H
#define MODEL_ORIGIN_H

#include "base/str.h"

/* source indexes dataset.source; sheet is the sheet's place in its book from 0
 * (0 for CSV); row and column count from 1; row 0 means the file as a whole. */
struct origin {
	uint16_t source, sheet;
	uint32_t row, column;
};

void cell_print(struct buf *, uint32_t row, uint32_t column); /* C14 */
MUST_CHECK bool cell_parse(struct str, uint32_t *row, uint32_t *column);

#endif
