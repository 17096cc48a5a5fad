/* base/bytes.h -- bytes put down one after the other, and taken up again with care.
 *
 * Numbers and texts stand one after the other; arrays of what has a fixed size
 * start at multiples of eight. Who writes and who reads are one program on one
 * machine, so that no order of bytes need be agreed on. */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include "base/str.h"

void bytes_put(struct buf *, uint64_t);
void bytes_put_number(struct buf *, double);
void bytes_put_text(struct buf *, struct str);
void bytes_put_texts(struct buf *, const struct str *, size_t n);
void bytes_put_array(struct buf *, const void *, size_t n, size_t size);

/* The bytes not yet taken. Once something is missing, bad is set and all that
 * follows is nothing. */
struct bytes_cursor {
	const char *p;
	size_t n;
	bool bad;
};

/* Texts and arrays are views. */
uint64_t bytes_take(struct bytes_cursor *);
double bytes_take_number(struct bytes_cursor *);
struct str bytes_take_text(struct bytes_cursor *);
struct str *bytes_take_texts(struct bytes_cursor *, struct arena *, size_t *n);
const void *bytes_take_array(struct bytes_cursor *, size_t size, size_t *n);
/* How many of something follow, of which each takes some of the bytes. */
size_t bytes_take_count(struct bytes_cursor *);

#endif
