/* model/dqmi.h -- the data quality maturity index, as the audit scores returns
 * and as it is worked out by hand. */
#ifndef MODEL_DQMI_H
#define MODEL_DQMI_H

#include "base/str.h"

struct dqmi_item {
	double excess, score; /* score is 0 to 1 */
};
/* threshold: the share of records that may have a default. */
struct dqmi_item dqmi_item(
    double records, double valid, double defaults, double threshold);

struct dqmi {
	double item, coverage, score; /* two means, 0 to 1; score in percent */
	const char *why;
};
struct dqmi dqmi(
    const double *item, size_t items, const double *coverage, size_t datasets);

#endif
