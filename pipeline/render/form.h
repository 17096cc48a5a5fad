/* render/form.h -- the quarterly return as a workbook to fill in. */
#ifndef RENDER_FORM_H
#define RENDER_FORM_H

#include "base/diag.h"
#include "model/catalogue.h"
#include "model/date.h"
#include "model/return_form.h"
#include "model/theme.h"

/* What was said of a cell: a number, or why there is none. */
struct form_value {
	struct str measure;
	struct str dim[DIM_N];
	double value;
	enum reason reason; /* REASON_BLANK: nothing was said */
	struct str text;    /* as sent, where it could not be read */
};

/* What the audit says of a cell, or of a topic's sheet as a whole: then measure
 * is empty. One for each cell. */
struct form_mark {
	struct str measure;
	struct str dim[DIM_N];
	size_t topic;
	enum level level;   /* the gravest */
	struct str status;  /* "Error AUD401" */
	struct str comment; /* rule, what is wrong, suggestion */
	uint32_t row,
	    column; /* where the cell stands now, from 1; 0: nowhere */
};

/* What a form is made out with; texts may be empty. */
struct form_fill {
	struct str org_code, org_name, contact, email;
	struct period period;
	day sent;    /* on the cover; 0 or DAY_NONE: not said yet */
	int version; /* of the form; 0: the newest */
	/* Shown beside each cell. */
	const struct form_value *last;
	size_t n_last;
	/* Stands in the cells already, as in a return that is to be corrected. */
	const struct form_value *answer;
	size_t n_answers;
	const struct catalogue *catalogue; /* names the indicators; or NULL */
	struct str author;
	bool synthetic; /* said on the cover and in print */
	bool audited; /* cells that are marked get a fill, a comment and a word
			 in the column Check */
	struct form_mark *mark;
	size_t n_marks;
};

/* What an organisation returned for a quarter, from the observations that were
 * read of its return; texts are lent by the dataset. */
struct form_value *form_values(struct arena *, const struct return_form *,
    const struct dataset *, struct str org, struct period, size_t *n);

/* Writes path whole or not at all: on failure an old file stays and the message
 * names path. The same fill gives the same bytes. */
MUST_CHECK bool form_write(struct ctx *, const struct return_form *,
    const struct form_fill *, const struct theme *, struct str path);

#endif
