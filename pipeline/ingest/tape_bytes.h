/* ingest/tape_bytes.h -- the bytes of a tape: put down one after the other, and
 * taken up again with care.
 *
 * Numbers and texts stand one after the other; arrays of what has a fixed size
 * start at multiples of eight. Who writes and who reads are one program on one
 * machine, so that no order of bytes need be agreed on. */
#ifndef INGEST_TAPE_BYTES_H
#define INGEST_TAPE_BYTES_H

#include "model/finding.h"

void tape_put(struct buf *, uint64_t);
void tape_put_text(struct buf *, struct str);
void tape_put_texts(struct buf *, const struct str *, size_t n);
void tape_put_array(struct buf *, const void *, size_t n, size_t size);
/* All that ingest fills in, but the file. */
void tape_put_finding(struct buf *, const struct finding *);

/* The bytes not yet taken. Once something is missing, bad is set and all that
 * follows is nothing. */
struct tape_cursor {
	const char *p;
	size_t n;
	bool bad;
};

/* Texts and arrays are views. */
uint64_t tape_take(struct tape_cursor *);
struct str tape_take_text(struct tape_cursor *);
struct str *tape_take_texts(struct tape_cursor *, struct arena *, size_t *n);
const void *tape_take_array(struct tape_cursor *, size_t size, size_t *n);
struct finding tape_take_finding(struct tape_cursor *);
/* How many of something follow, of which each takes some of the bytes. */
size_t tape_take_count(struct tape_cursor *);

#endif
