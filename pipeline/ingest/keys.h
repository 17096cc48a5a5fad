/* ingest/keys.h -- finds an observation by what it is about. */
#ifndef INGEST_KEYS_H
#define INGEST_KEYS_H

#include "model/dataset.h"

struct keys; /* opaque */

#define KEY_NONE SIZE_MAX

struct keys *keys_new(struct arena *work, const struct dataset *);
/* Observations of one family, that is of one profile, are compared with each
 * other only. Must be said of a sheet before its first observation. */
void keys_family(
    struct keys *, uint16_t source, uint16_t sheet, unsigned family);
/* The dataset's observation with the same organisation, measure, date,
 * dimensions and family as `like`; KEY_NONE if there is none. */
size_t keys_find(const struct keys *, const struct observation *like);
/* Remembers the dataset's observation at `index`. One that is taken out of the
 * dataset again need not be forgotten here. */
void keys_add(struct keys *, size_t index);

#endif
