/* base/sha256.h -- the checksum of files, of packs and of what was asked. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_BYTES 32
#define SHA256_BLOCK 64

struct sha256 {
	uint32_t state[8];
	uint64_t n; /* bytes so far */
	unsigned char rest[SHA256_BLOCK];
	void *slow; /* GLib's, where the processor has none of its own */
};

struct sha256 sha256_begin(void);
void sha256_add(struct sha256 *, const void *p, size_t n);
/* Every one that was begun must be ended. */
void sha256_end(struct sha256 *, unsigned char out[SHA256_BYTES]);
/* All at once. */
void sha256_of(const void *p, size_t n, unsigned char out[SHA256_BYTES]);

#endif
