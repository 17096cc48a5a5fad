/* model/hexes.h -- templates/hexmap.yaml: where areas stand on a map of
 * hexagons. */
#ifndef MODEL_HEXES_H
#define MODEL_HEXES_H

#include "model/chart.h"

struct hexes {
	const struct chart_hex *hex; /* in the order of the file */
	size_t n;
};

/* Fails, naming file and code, when two have one code or one place, or when
 * neighbours in a row would overlap. */
MUST_CHECK bool hexes_load(struct ctx *, struct str path, struct hexes *out);
/* NULL when there is none. */
const struct chart_hex *hexes_find(const struct hexes *, struct str code);

#endif
