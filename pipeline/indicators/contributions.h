/* indicators/contributions.h -- the observations that one figure is made of. */
#ifndef INDICATORS_CONTRIBUTIONS_H
#define INDICATORS_CONTRIBUTIONS_H

#include "indicators/table.h"
#include "model/scorecard.h"

extern const char *const part_name[PARTS];  /* numerator, against */
extern const char *const part_words[PARTS]; /* "the group compared with" */

struct contribution {
	const struct observation *observation;
	enum part part;
	bool zero; /* an empty cell that counts as zero */
};

struct contributions {
	struct contribution *item;
	size_t n;
};

/* Of a figure of an organisation itself, in the order of the parts and then of
 * file, sheet, row and column; an observation stands once for each part that
 * takes it. None for England and regions, which are sums of figures. */
struct contributions contributions_of(struct arena *, const struct dataset *,
    const struct indicator *, const struct figure *);

#endif
