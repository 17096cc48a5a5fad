/* ingest/intake.h -- one file: read, matched with a profile, observed. */
#ifndef INGEST_INTAKE_H
#define INGEST_INTAKE_H

#include "ingest/ingest.h"
#include "ingest/observe.h"
#include "ingest/returns.h"
#include "ingest/shelf.h"
#include "ingest/walk.h"

/* What the files of a run share. */
struct intake {
	struct ctx *c;
	const struct book_limits *limits;
	struct shelf shelf;
	struct dataset *d;
	struct findings *findings;
	struct arena *work; /* for the run */
	struct observer *observer;
	struct reg *reg;
	struct returns *returns; /* NULL: they are not known */
	struct memo *readings;   /* NULL: nothing is remembered */
	/* Told when the last row of a sheet that a profile took was read; may be
	 * NULL. */
	void (*sheet_read)(void *self, const struct observer *);
	void *self;
};

/* Loads the profiles and makes the dataset, with room for so many files. Lives
 * in c->mem but for work, which intake_close frees. */
MUST_CHECK bool intake_open(struct intake *, struct ctx *,
    const struct ingest_options *, struct findings *);
/* Reads the next file: it becomes d->source[d->n_sources]. What is wrong with it
 * is a finding. The array has room for it. */
void intake_read(struct intake *, const struct walked *);
void intake_close(struct intake *);

#endif
