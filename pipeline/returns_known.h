/* returns_known.h -- what returns say, kept between runs so that those that have
 * not changed need not be opened (see ingest/intake_kept.h). */
#ifndef RETURNS_KNOWN_H
#define RETURNS_KNOWN_H

#include "run.h"

/* Fills in r->readings from the output folder, for whoever reads the input; the
 * settings are loaded. It stays NULL for `skillmix ingest`. False after a message:
 * there is no form. */
MUST_CHECK bool returns_known_read(struct run *);
/* Leaves what this run read for the next one. The output folder is held. */
MUST_CHECK bool returns_known_write(const struct run *);

#endif
