/* figures_known.h -- figures, and what of them was withheld, kept between runs so
 * that none need be computed twice (see indicators/recall.h and islands.c). */
#ifndef FIGURES_KNOWN_H
#define FIGURES_KNOWN_H

#include "run.h"

/* Fills in r->kept from the output folder, for whoever computes; the catalogue and
 * the settings are loaded. What is not there or is damaged is not known. */
MUST_CHECK bool figures_known_read(struct run *);
/* What was made of one indicator's figures, under a name: bytes, in mem. False:
 * nothing is known. Several threads may find and note. */
MUST_CHECK bool figures_known_find(const struct run *, const struct scorecard *,
    size_t indicator, const char *name, struct arena *mem, struct str *out);
/* The bytes are copied. */
void figures_known_note(const struct run *, const struct scorecard *,
    size_t indicator, const char *name, struct str bytes);
/* Leaves what this run asked for the next one, for the owner's eyes only. The
 * output folder is held. */
MUST_CHECK bool figures_known_write(const struct run *);

#endif
