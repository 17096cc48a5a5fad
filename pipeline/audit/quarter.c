/* audit/quarter.c -- quarters as numbers that can be counted on. */
#include "audit/quarter.h"

int
quarter_of(day d)
{
	struct period p = period_holding(d);

	return p.year * 4 + p.quarter - 1;
}

day
quarter_end(int quarter)
{
	return period_end((struct period){quarter / 4, quarter % 4 + 1});
}
