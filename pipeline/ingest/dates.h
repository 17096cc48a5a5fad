/* ingest/dates.h -- the ways in which files write a date. */
#ifndef INGEST_DATES_H
#define INGEST_DATES_H

#include "model/profile.h"

/* The day that a text means in one format. A month, a quarter and a year mean
 * their last day. year_month and year_day say when a calendar year ends. */
MUST_CHECK bool date_parse(
    enum date_format, struct str text, int year_month, int year_day, day *out);
/* Is the day in the month, quarter or financial year that ends with or holds
 * `of`, and not after it? The kind is one of CONDITION_IN_*. */
bool date_is_in(enum condition_kind, day, day of);

#endif
