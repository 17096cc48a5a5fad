/* ingest/encoding.h -- text in the encodings of spreadsheets, as UTF-8. */
#ifndef INGEST_ENCODING_H
#define INGEST_ENCODING_H

#include "ingest/sniff.h"

/* The reading's bytes as valid UTF-8 without a byte order mark: a view of them
 * when they are that already, else a copy in r->c.mem. Byte order marks decide,
 * then where the NULs of ASCII characters stand, then UTF-8 if valid, else
 * Windows-1252. A NUL character is a failure. */
MUST_CHECK bool encoding_utf8(struct reading *r, struct str *out);
/* The characters of UTF-8 that is valid; false if it is not. Fast on ASCII. */
MUST_CHECK bool encoding_valid(struct str s, size_t *bad);
void encoding_put(struct buf *, uint32_t character);

#endif
