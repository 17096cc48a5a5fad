/* audit/fractions.c -- half a person: a fraction where whole numbers are asked,
 * unless a rule before this one knew what it was meant to be. */
#include <math.h>

#include "audit/rule.h"

static void
check_cell(struct inspection *look, const struct sent *s, size_t cell)
{
	const struct return_measure *m = look->v->cell[cell].measure;
	double value;

	if (m->number != RETURN_WHOLE || is_doubted(look, s, cell) ||
	    !view_value(s, cell, &value, NULL) || value == floor(value))
		return;
	find_cell(look, FINDING_fraction_of_person, s, cell, m->unit,
	    moved_point(look, s, cell));
	doubt(look, s, cell);
}

void
rules_fractions(struct inspection *look)
{
	for (size_t i = 0; i < look->v->n; i++)
		for (size_t k = 0; k < look->v->n_cells; k++)
			check_cell(look, &look->v->sent[i], k);
}
