/* model/audit.c -- looking up what the audit says. */
#include "model/audit.h"

const struct audit_return *
audit_find(const struct audit *a, sym org, day date)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->sent[i].org == org && a->sent[i].date == date)
			return &a->sent[i];
	return NULL;
}
