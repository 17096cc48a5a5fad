/* ingest/ingest.h -- a folder of spreadsheets to observations and findings. */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include "model/book.h"
#include "model/dataset.h"
#include "model/finding.h"
#include "model/return_form.h"

struct memo;

struct ingest_options {
	struct str input; /* the folder, walked whole */
	/* The program's own input folder: profiles and vocabulary come from
	 * there when the input folder has none. */
	struct str program_input;
	const struct book_limits *limits; /* NULL: the defaults */
	/* Told before each file and once after the last; may be NULL. */
	void (*progress)(void *self, size_t done, size_t of, struct str file);
	void *self;
	const struct return_form *return_form; /* NULL: returns are not known */
	/* Reader processes; 0 and 1: files are read right here. */
	unsigned jobs;
	/* A file from this size on is read by several, each some of its sheets;
	 * 0: the default. */
	uint64_t part_bytes;
	/* What earlier runs read in returns, and this one does: one that has
	 * not changed is not opened again. NULL: all are read. */
	struct memo *readings;
};

/* Reads every spreadsheet under the input folder, in the order of their paths.
 * What is wrong with one file is a finding and the run goes on. False, after
 * diag_fail, only when nothing can be done: there is no such folder, or a
 * profile or vocabulary file is broken. A source is synthetic when its profile
 * says so, or a text in it begins with "Synthetic data". */
MUST_CHECK bool ingest_run(struct ctx *, const struct ingest_options *,
    struct dataset **out, struct findings *);

#endif
