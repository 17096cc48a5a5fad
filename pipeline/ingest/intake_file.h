/* ingest/intake_file.h -- what reading one file here, and keeping what a reader
 * process read of it, share. */
#ifndef INGEST_INTAKE_FILE_H
#define INGEST_INTAKE_FILE_H

#include "base/file.h"
#include "ingest/intake.h"
#include "ingest/tape.h"

/* The sheets from one to another, counted from 0 as they are met. */
struct share {
	unsigned from, to, part, of; /* of 0 or 1: all of them */
};

/* One file while it is read. Nothing of it that is not in the dataset outlives
 * mem. */
struct file {
	struct intake *run;
	struct arena *mem;
	uint16_t source;
	/* Of its rows: a file that is left out in the end has one finding, why. */
	struct findings *findings;
	struct matcher matcher;
	/* The first that took a sheet, one with values or names before a list of
	 * codes; and the second of two that take one sheet. */
	const struct profile *profile, *second;
	bool matching; /* the sheet's header was not met yet */
	bool any_row, synthetic;
	bool is_return;                      /* then no profile is asked */
	const struct return_read *as_return; /* once it was read to its end */
	struct str *sheet;                   /* names, in run.c->mem */
	size_t n_sheets, cap_sheets;
	struct sheet at;
	struct share share;
	unsigned met;         /* sheets so far */
	struct tape_log *log; /* of a reader process, else NULL */
};

/* The rows of a file to the observer. False after a message in c->diag. */
MUST_CHECK bool file_read_rows(
    struct file *, struct ctx *, const struct walked *, struct str all);
/* What becomes of a file whose rows were seen; if not to its end, why. */
void file_keep(struct file *, bool read, struct at, struct str why);
/* A profile takes a sheet of the file. */
void file_choose(struct file *, const struct profile *);
/* After the last row: is the file to be kept? Else a finding says why not. */
bool file_conclude(struct file *);
void file_take(struct file *);

/* The next place among the sources. */
uint16_t intake_next(struct intake *, const struct walked *);
/* A file of no more is held whole while it is read. */
#define INTAKE_SMALL ((uint64_t)256 << 10)

/* Quietly: when it cannot be read the reader says why. */
struct file_sum intake_contents(
    struct arena *mem, struct arena *tmp, const struct walked *);
/* False after a finding: the file is empty, or one was read that has the same
 * bytes. */
bool intake_wants(struct intake *, uint16_t source, uint64_t bytes);
bool intake_has(struct intake *, uint16_t source);
/* Reads a file here after all. */
void intake_read_again(struct intake *, uint16_t source, const struct walked *);
void intake_find(struct intake *, uint16_t source, enum finding_kind,
    struct str value, struct str other);
void intake_refuse(struct intake *, uint16_t source, struct at, struct str why);
/* The families of keys: a profile's place on the shelf. */
unsigned intake_family(const struct intake *, const struct profile *);

#endif
