/* audit/given.c -- sheets that count all staff by what they gave of themselves,
 * and those who gave nothing. */
#include "audit/rule.h"

static const struct {
	const char *measure;
	enum dimension dimension;
	enum finding_kind many_unknown;
} sheets[GIVEN_SHEETS] = {
    {"ethnicity_headcount", DIM_ethnicity, FINDING_ethnicity_unknown},
    {"gender_headcount", DIM_gender, FINDING_gender_unknown},
    {"disability_headcount", DIM_disability, FINDING_disability_unknown},
};

void
given_cells(struct arena *mem, const struct view *v,
    struct given out[static GIVEN_SHEETS])
{
	for (size_t i = 0; i < GIVEN_SHEETS; i++) {
		struct view_filter f = {sheets[i].dimension, "Unknown"};
		struct view_group all =
		    view_group(mem, v, sheets[i].measure, NULL, 0);

		out[i] = (struct given){.all = all,
		    .unknown = view_group(mem, v, sheets[i].measure, &f, 1),
		    .topic = all.n > 0 ? v->cell[all.cell[0]].at.topic
				       : v->form->n_topics,
		    .many_unknown = sheets[i].many_unknown};
	}
}
