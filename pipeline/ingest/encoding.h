/* ingest/encoding.h -- text in the encodings of spreadsheets, as UTF-8. */
#ifndef INGEST_ENCODING_H
#define INGEST_ENCODING_H

#include "ingest/sniff.h"

/* How the characters of a wide encoding lie in bytes. */
struct wide {
	const char *name;
	unsigned width; /* 2 or 4 */
	bool big;
};

/* A file's bytes on their way to UTF-8. */
struct encoding {
	struct reading *r;
	const struct wide *wide; /* NULL: none of them */
	bool plain;              /* nothing but ASCII so far */
	bool windows;            /* Windows-1252; else UTF-8 */
	uint64_t at;             /* the next byte */
	unsigned char *piece;    /* bytes that are not UTF-8 yet */
};

/* Decides by byte order marks, then by where the NULs of ASCII characters
 * stand, then UTF-8 if all of it is valid, else Windows-1252. The last two are
 * told apart when the first byte comes that is not ASCII. A NUL character is a
 * failure. */
MUST_CHECK bool encoding_open(struct encoding *, struct reading *r);
/* Valid UTF-8 without a byte order mark; for struct window. */
MUST_CHECK bool encoding_fill(void *encoding, char *p, size_t room, size_t *n);
/* The characters of UTF-8 that is valid; false if it is not. Fast on ASCII. */
MUST_CHECK bool encoding_valid(struct str s, size_t *bad);
void encoding_put(struct buf *, uint32_t character);

#endif
