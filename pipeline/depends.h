/* depends.h -- what each pack is made from, as hashes. */
#ifndef DEPENDS_H
#define DEPENDS_H

#include "render/manifest.h"
#include "run.h"

struct depends; /* opaque: see depends.c */

/* Whom a pack is about: an organisation, or the reported organisations of a
 * region. */
struct subject {
	const struct organisation *organisation; /* NULL: a region */
	sym region;
	bool audit; /* it says what the audit says of returns */
};

/* The figures of all, of this quarter and of those before, which charts draw: most
 * of what is to be hashed, and it needs nothing but the scorecard. First each
 * indicator's, in any order and by several threads, each with memory of its own;
 * then by symbol the hash of each organisation's. */
struct hashing;
struct hashing *depends_hashing(
    const struct run *, const struct scorecard *, struct arena *);
/* If an earlier run knew it; the scorecard need not have figures yet. */
void depends_fetch(struct hashing *, size_t indicator, struct arena *);
/* If it is not fetched. */
void depends_hash(struct hashing *, const struct by_indicator *,
    size_t indicator, struct arena *);
struct str *depends_figures(const struct hashing *, struct arena *);
/* All that at once. */
struct str *depends_all_figures(const struct run *, struct arena *);
/* Hashes what the packs of a run share. */
MUST_CHECK bool depends_new(const struct run *, struct depends **out);
/* The sha256 of a template, or of another file as it lies there. */
MUST_CHECK bool depends_file(
    const struct run *, struct str path, struct str *out);
/* Of one pack, all but its template. */
void depends_of(const struct run *, struct depends *, const struct subject *,
    struct str out[DEPEND_N]);

#endif
