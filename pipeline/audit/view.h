/* audit/view.h -- the returns of a dataset, cell by cell of the form. */
#ifndef AUDIT_VIEW_H
#define AUDIT_VIEW_H

#include "audit/audit.h"

#define VIEW_NONE SIZE_MAX

/* Three years: how many earlier quarters a return knows at once. */
enum { VIEW_BACK = 12 };

/* A cell of the form. Its number is its place in view.cell: the order of the
 * form, topic by topic, row by row. */
struct view_place {
	struct return_place at;
	const struct return_measure *measure;
	size_t whole;          /* what it cannot be larger than; VIEW_NONE */
	int since;             /* version that asked it first */
	struct str words;      /* "Nursing, Band 5 / Inpatient WTE" */
	struct str dim[DIM_N]; /* empty: not split by it */
};

/* A return that was sent. What its cells say stands beside their places in the
 * dataset: rules ask for all of them, many times over, and observations lie far
 * apart. */
struct sent {
	sym org;
	day date; /* last day of its quarter */
	uint16_t source;
	int version;     /* of the form; 0: not known */
	day received;    /* DAY_NONE: not said */
	uint32_t *cell;  /* by cell: place in the dataset + 1; 0: not there */
	double *value;   /* by cell: the number; 0: none */
	uint8_t *reason; /* by cell: enum reason; blank when it is not there */
	uint16_t *sheet; /* by topic: place of its sheet in the file */
	bool *has;       /* by topic: any of its cells is there */
	/* The same organisation's, k + 1 quarters earlier; NULL: none. */
	const struct sent *before[VIEW_BACK];
};

/* Lives in c->mem. */
struct view {
	const struct dataset *dataset;
	const struct return_form *form;
	const struct settings *settings;
	struct period period;
	const struct audit_unread *unread;
	size_t n_unread;
	struct view_place *cell;
	size_t n_cells;
	size_t *first; /* by topic, and one behind: its first cell */
	/* By organisation's code, then date; none after the period's end. */
	struct sent *sent;
	size_t n;
	/* Places in the dataset of what no return says: published figures and
	 * records of staff. */
	uint32_t *elsewhere;
	size_t n_elsewhere, cap_elsewhere;
};

struct view *view_new(struct ctx *, const struct audit_input *);

/* Is the return of that quarter there, but could not be read? */
bool view_unread(const struct view *, sym org, day date);
/* The return of that quarter, or NULL. */
const struct sent *view_sent(const struct view *, sym org, day date);

/* ---- one cell: asked millions of times, so all of it stands here ---- */

/* That of the same organisation k quarters earlier, k being 1 to VIEW_BACK;
 * NULL: it sent none then. */
static inline const struct sent *
view_before(const struct sent *s, unsigned k)
{
	return s->before[k - 1];
}

/* NULL: the file has no such cell. */
static inline const struct observation *
view_cell(const struct view *v, const struct sent *s, size_t cell)
{
	return s->cell[cell] == 0 ? NULL
				  : &v->dataset->observation[s->cell[cell] - 1];
}

/* Does the file have the cell, and no number in it for this reason? */
static inline bool
view_lacks(const struct sent *s, size_t cell, enum reason why)
{
	return s->reason[cell] == why && s->cell[cell] != 0;
}

/* False when there is no number; *why (may be NULL) says why. A cell that the
 * file does not have is blank. */
static inline bool
view_value(const struct sent *s, size_t cell, double *out, enum reason *why)
{
	*out = s->value[cell];
	if (why != NULL)
		*why = (enum reason)s->reason[cell];
	return s->reason[cell] == REASON_NONE;
}

/* Does the version of the return ask for the cell? True when the version is
 * not known. */
static inline bool
view_asked(const struct view *v, const struct sent *s, size_t cell)
{
	return s->version == 0 || v->cell[cell].since <= s->version;
}

/* ---- several ---- */

/* What cells must say. Several words of one dimension: any of them. */
struct view_filter {
	enum dimension dimension;
	const char *word;
};

/* Some cells of the form, in its order. */
struct view_group {
	size_t *cell, n;
};

/* The cells of a measure; of all that the filters take. */
struct view_group view_group(struct arena *, const struct view *,
    const char *measure, const struct view_filter *, size_t n);
/* The cell of another measure with the same words; VIEW_NONE when there is none
 * or more than one. */
size_t view_beside(const struct view *, size_t cell, const char *measure);

/* A sum over cells that the return's version asks for. */
struct view_total {
	double value;  /* of the parts that are known */
	size_t parts;  /* asked for */
	size_t known;  /* a number */
	size_t absent; /* none: blank, [x], [z], [c], not readable, not there */
	size_t by_reason[REASON_UNREADABLE + 1];
};

/* True when there are parts and each is known: then value is the sum. */
bool view_total(const struct view *, const struct sent *, struct view_group,
    struct view_total *out);
/* As it was sent: the number, [x], or "blank". Empty when it could not be
 * read. */
struct str view_said(
    struct arena *, const struct view *, const struct sent *, size_t cell);
/* File, sheet and cell; no cell when the file does not have it. */
struct at view_at(
    struct arena *, const struct view *, const struct sent *, size_t cell);
/* The number as a sentence shows it. */
struct str view_number(struct arena *, double);

#endif
