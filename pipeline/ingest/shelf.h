/* ingest/shelf.h -- the profiles and vocabularies of a run. */
#ifndef INGEST_SHELF_H
#define INGEST_SHELF_H

#include "model/profile.h"

struct shelf {
	struct profile **profile; /* by file name */
	size_t n_profiles;
	struct vocabulary **vocabulary;
	size_t n_vocabularies;
};

/* profiles/ and vocabulary/ of the input folder, each if it is there, else of
 * the program's. Every broken file is named before this fails. */
MUST_CHECK bool shelf_load(
    struct ctx *, struct str input, struct str program_input, struct shelf *);

#endif
