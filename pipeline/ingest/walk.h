/* ingest/walk.h -- the spreadsheets of a folder, in the order of their paths. */
#ifndef INGEST_WALK_H
#define INGEST_WALK_H

#include "base/diag.h"

struct walked {
	struct str path;  /* to open it */
	struct str label; /* relative to the folder, for people */
	uint64_t bytes;
	/* If what it says is known from an earlier run; else empty. The record is
	 * aligned as memory is. */
	struct str sha256, record;
};

/* Everything under the folder whose name says spreadsheet (.csv .tsv .xlsx
 * .xlsm .xls .xlsb .ods). Hidden files, the lock files of spreadsheet programs
 * and the folder's own profiles/ and vocabulary/ are left out. Links are not
 * followed: what they point to is either here already or not of this folder,
 * which is said in a warning. Texts live in c->mem. */
MUST_CHECK bool walk_folder(
    struct ctx *c, struct str folder, struct walked **out, size_t *n);
/* The .yaml files directly in a folder, by name. None is not an error. */
void walk_yaml(
    struct ctx *c, struct str folder, struct walked **out, size_t *n);

#endif
