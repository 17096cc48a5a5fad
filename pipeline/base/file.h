/* base/file.h -- files read whole and files that appear whole or not at all. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/diag.h"

/* The bytes live in c->mem, with a NUL behind. `limit` bytes at most; 0 is no
 * limit. The message names path. */
MUST_CHECK bool file_read(
    struct ctx *c, struct str path, size_t limit, struct str *out);
/* Writes aside, syncs, renames. An old file stays until the new one is whole.
 * Folders are made. */
MUST_CHECK bool file_replace(struct ctx *c, struct str path, struct str bytes);
/* The same in two steps: first beside it, then either of the others. */
MUST_CHECK bool file_write_aside(
    struct ctx *c, struct str path, struct str bytes);
MUST_CHECK bool file_put_in_place(struct ctx *c, struct str path);
void file_drop_aside(struct ctx *c, struct str path);
MUST_CHECK bool file_make_folders(struct ctx *c, struct str path);
bool file_exists(struct ctx *c, struct str path);
/* dir/name; either may be empty. */
struct str file_join(struct arena *, struct str dir, struct str name);
/* All n bytes through a descriptor; false when it breaks, or ends before that. */
bool file_write_all(int fd, const void *p, size_t n);
bool file_read_all(int fd, void *p, size_t n);
/* What is known of a file without looking into it. */
struct file_sum {
	struct str sha256; /* in c->mem; empty when it cannot be read */
	uint64_t bytes;
	struct str all; /* in c->tmp; else empty */
};
/* Reads it a stretch at a time; with room, all of one that takes less is kept. */
MUST_CHECK bool file_checksum(
    struct ctx *c, struct str path, size_t room, struct file_sum *out);
/* sha256 of bytes, as 64 hex digits; a digest in the same way. */
struct str file_sha256(struct arena *, struct str bytes);
struct str file_hex(struct arena *, const unsigned char *digest, size_t n);

#endif
