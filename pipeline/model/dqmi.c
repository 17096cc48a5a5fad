/* model/dqmi.c -- the data quality maturity index.
 *
 *	excess  max(0, defaults - threshold x records)
 *	item    (valid and complete - excess) / records
 *	score   100 x mean(item) x mean(coverage)
 *
 * NHS Digital, Data Quality Maturity Index methodology, appendix 1. A mean of
 * means hides an item that is never filled in: show the items beside it. */
#include <math.h>

#include "model/dqmi.h"

static double
mean_of(const double *v, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	return sum / (double)n;
}

struct dqmi_item
dqmi_item(double records, double valid, double defaults, double threshold)
{
	struct dqmi_item d = {NAN, NAN};

	if (!(records > 0) || !(valid >= 0) || valid > records ||
	    !(defaults >= 0) || !(threshold >= 0))
		return d;
	d.excess = fmax(0, defaults - threshold * records);
	d.score = fmax(0, (valid - d.excess) / records);
	return d;
}

struct dqmi
dqmi(const double *item, size_t items, const double *coverage, size_t datasets)
{
	struct dqmi d = {NAN, NAN, NAN, NULL};

	if (items == 0 || datasets == 0) {
		d.why = "there are no items or no data sets";
		return d;
	}
	d.item = mean_of(item, items);
	d.coverage = mean_of(coverage, datasets);
	d.score = 100 * d.item * d.coverage;
	return d;
}
