/* store/store.h -- output/skillmix.db: observations, findings, figures and runs
 * of every period so far. The only SQL. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "model/audit.h"
#include "model/finding.h"
#include "model/scorecard.h"

struct store; /* opaque: see store.c */

/* One fault of one return, as the ledger keeps it. org, code, place and date are
 * its key. */
struct store_fault {
	struct str org, code, place;
	day date;                      /* last day of the return's quarter */
	struct str sheet, cell, value; /* where and what it was last */
	bool closed, reopened;
	struct str answer, answer_value;
};

/* A run. */
struct store_contents {
	const struct dataset *dataset;
	/* Of the period, and of other quarters' returns (or NULL). */
	const struct findings *findings, *elsewhere;
	/* NULL: a run that stopped before it; what there is stays. */
	const struct scorecard *scorecard;
	const struct audit *audit;       /* or NULL: the same */
	const struct store_fault *fault; /* written over those of their key */
	size_t n_faults;
	/* By source: it could not be read, and what it said when it was read
	 * last stays; NULL: none. */
	const bool *unread;
};

/* Opens the file or makes it. Fails, naming the file, when it cannot be opened
 * or is not a store of this version. What is not closed is closed with c->mem. */
MUST_CHECK bool store_open(struct ctx *, struct str path, struct store **out);

/* Begins to write a run: the dataset's files and observations. What was begun and
 * is not saved is taken back. */
MUST_CHECK bool store_begin(
    struct ctx *, struct store *, const struct dataset *, const bool *unread);
/* Writes a run in one transaction: what the store held of the dataset's files,
 * of the scorecard's period and of the audit's returns is replaced, all else
 * stays. On failure nothing has changed. What store_begin wrote is not written
 * again; the dataset is the same then, and the memory of its ctx is still there. */
MUST_CHECK bool store_save(
    struct ctx *, struct store *, const struct store_contents *);

/* What the ledger holds of quarters up to a day, by its key; none when there is
 * no file yet, or one of a version before ledgers. Changes nothing. */
MUST_CHECK bool store_ledger_read(struct ctx *, struct str path, day until,
    struct store_fault **out, size_t *n);

/* Of which return a file was. */
struct store_told {
	struct str org; /* empty: the store has no return of that name */
	day date;       /* last day of its quarter */
};

/* Of each file by its path in the input folder. Changes nothing; knows none when
 * there is no store yet. */
MUST_CHECK bool store_told(struct ctx *, struct str path,
    const struct str *file, size_t n, struct store_told **out);

/* The file is whole afterwards; no journal is left beside it. */
MUST_CHECK bool store_close(struct ctx *, struct store *);

#endif
