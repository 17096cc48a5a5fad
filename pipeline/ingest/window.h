/* ingest/window.h -- a long text of which a stretch is in memory. */
#ifndef INGEST_WINDOW_H
#define INGEST_WINDOW_H

#include "ingest/sniff.h"

/* NULs behind the stretch: a scanner may look so far ahead. */
#define WINDOW_PADDING 64
#define WINDOW_BYTES   ((size_t)256 << 10)

/* The stretch is p to end. `fill` gives up to `room` bytes; none at the text's
 * end; false after a message. */
struct window {
	struct reading *r;
	bool (*fill)(void *self, char *p, size_t room, size_t *n);
	void *self;
	uint64_t likely; /* bytes that the text may have */
	char *p, *end;
	size_t cap;
	bool ended; /* end is the end of the text */
};

/* The first stretch. Memory comes from r->c.tmp. */
MUST_CHECK bool window_open(struct window *);
/* Forgets what stands before *at, which moves with the text, and takes in more.
 * When little is forgotten the stretch grows. */
MUST_CHECK bool window_more(struct window *, const char **at);

#endif
