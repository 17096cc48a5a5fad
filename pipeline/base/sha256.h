/* base/sha256.h -- the checksum of files, of packs and of what was asked. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <nettle/sha2.h>
#include <stddef.h>
#include <stdint.h>

#define SHA256_BYTES SHA256_DIGEST_SIZE

struct sha256 {
	struct sha256_ctx ctx;
};

struct sha256 sha256_begin(void);
void sha256_add(struct sha256 *, const void *p, size_t n);
/* As it lies in memory: what is made of it is of this machine alone. */
void sha256_add_number(struct sha256 *, uint64_t);
void sha256_end(struct sha256 *, unsigned char out[SHA256_BYTES]);
/* All at once. */
void sha256_of(const void *p, size_t n, unsigned char out[SHA256_BYTES]);

#endif
