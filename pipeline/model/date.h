/* model/date.h -- days and NHS reporting periods. */
#ifndef MODEL_DATE_H
#define MODEL_DATE_H

#include <stdint.h>

#include "base/str.h"

/* Days since 1970-01-01; DAY_NONE is "no date". */
typedef int32_t day;
#define DAY_NONE INT32_MIN

day day_of(int year, int month, int mday); /* DAY_NONE if there is none such */
void day_split(day, int *year, int *month, int *mday);
day month_end(int year, int month);
int month_days(day); /* days in the month that holds this day */
MUST_CHECK bool day_parse_iso(struct str, day *out);     /* 2025-11-30 */
MUST_CHECK bool day_parse_british(struct str, day *out); /* 30/11/2025 */
void day_print_iso(struct buf *, day);
void day_print(struct buf *, day);       /* 30 November 2025 */
void day_print_short(struct buf *, day); /* 30 Nov 2025 */
void month_print(struct buf *, day);     /* November 2025 */

/* A financial year (April to March) or one quarter of it: 2026-27, 2026-27-Q1.
 * year is the first calendar year; quarter 0 is the whole year. */
struct period {
	int year, quarter;
};

MUST_CHECK bool period_parse(struct str, struct period *out);
struct period period_holding(day); /* its quarter */
day period_start(struct period);
day period_end(struct period);
void period_print(struct buf *, struct period);      /* 2026-27-Q1 */
void period_print_page(struct buf *, struct period); /* 2026-27 Q1 */
void period_print_span(struct buf *, struct period); /* April to June 2026 */

#endif
