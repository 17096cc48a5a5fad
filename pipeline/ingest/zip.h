/* ingest/zip.h -- the parts of an Office file, unpacked one by one. */
#ifndef INGEST_ZIP_H
#define INGEST_ZIP_H

#include "ingest/sniff.h"

/* libzip owns the prefix zip_; ours is archive_. */
struct archive; /* opaque */

struct part {
	struct str name; /* with slashes, none in front */
	uint64_t index, packed, size;
	uint32_t crc;
	uint16_t method;
	bool encrypted;
	bool twice; /* another part has the same name */
};

/* Reads the directory and checks it against the limits. */
MUST_CHECK bool archive_open(struct reading *r, struct archive **out);
/* NULL if there is none. Names are equal whatever their case, as Office has
 * it. */
const struct part *archive_find(const struct archive *, struct str name);
/* The directory agrees with what stands in front of each part. If it does not, a
 * part that is missing may just have another name there. */
bool archive_trusted(const struct archive *);
size_t archive_count(const struct archive *);
const struct part *archive_part(const struct archive *, size_t i);
/* A part being unpacked, in r->c.tmp: one at a time. */
struct unpacking; /* opaque */
MUST_CHECK bool archive_start(struct reading *r, struct archive *,
    const struct part *part, struct unpacking **out);
/* Up to room bytes more, none at the end; for struct window. At the end the
 * part was complete and of the right checksum, or there is a message. */
MUST_CHECK bool archive_fill(void *unpacking, char *p, size_t room, size_t *n);
/* All of a part in r->c.tmp. */
MUST_CHECK bool archive_unpack(struct reading *r, struct archive *,
    const struct part *part, struct str *out);

#endif
