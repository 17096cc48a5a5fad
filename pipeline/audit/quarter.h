/* audit/quarter.h -- quarters as numbers that can be counted on. */
#ifndef AUDIT_QUARTER_H
#define AUDIT_QUARTER_H

#include "model/date.h"

int quarter_of(day);
day quarter_end(int quarter);

#endif
