/* base/memo.h -- answers kept from run to run, each in a file of its own under the
 * SHA-256 of all that it rests on.
 *
 * What is asked or noted in a run is left for the next one, and nothing else: the
 * same run leaves the same files whatever was there before. */
#ifndef BASE_MEMO_H
#define BASE_MEMO_H

#include "base/diag.h"
#include "base/sha256.h"

struct memo; /* opaque: see memo.c */

/* folder: need not be there yet; one that is no plain folder knows nothing. whose:
 * what all answers rest on besides; what was noted under another is not known.
 * Answers that are more than so many bytes, all together, are not kept, and none
 * is. */
struct memo *memo_new(
    struct arena *, struct str folder, struct str whose, size_t most);
/* Did an earlier run leave anything? Not in NULL. */
bool memo_any(const struct memo *);
/* Is there anything to be gained by noting? Not in NULL. */
bool memo_keeps(struct memo *);
/* The bytes noted under the key, in mem, aligned as memory is. False: there are
 * none, or they are damaged, or memo is NULL, and out is as it was. Several threads
 * may find and note. */
MUST_CHECK bool memo_find(struct memo *, const unsigned char key[SHA256_BYTES],
    struct arena *mem, struct str *out);
/* The answer is left for the next run, though nobody asks for it in this one. False:
 * it is not known. */
MUST_CHECK bool memo_keep(struct memo *, const unsigned char key[SHA256_BYTES]);
/* The bytes are copied. memo may be NULL. */
void memo_note(
    struct memo *, const unsigned char key[SHA256_BYTES], struct str bytes);
/* Writes what was noted and removes what nobody asked for. Once; for the owner
 * alone if the caller's umask says so. */
MUST_CHECK bool memo_write(struct ctx *, struct memo *);
/* How often an answer was asked for and known. */
struct memo_tally {
	size_t asked, known;
};
struct memo_tally memo_tally(const struct memo *);

#endif
