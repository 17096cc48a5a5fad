/* base/hash.h -- GLib's hash tables in arenas. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <glib.h>

#include "base/arena.h"

/* Destroys the table with the arena's next rewind past this point, or with the
 * arena. Gives the table back. */
GHashTable *hash_tie(struct arena *, GHashTable *);

#endif
