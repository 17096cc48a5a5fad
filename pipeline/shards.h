/* shards.h -- the packs of one run made by several: who makes which, and the
 * manifests that they leave. */
#ifndef SHARDS_H
#define SHARDS_H

#include "packs.h"

/* "2/8" to the second of eight. False when it says nothing of the kind. */
bool shards_parse(struct str, unsigned *shard, unsigned *of);
/* Is the i-th of the packs that the whole run makes one of this run's? */
bool shards_has(const struct run_options *, size_t i);
/* manifest.json, or that of the shard: manifest.shard-2-of-8.json. */
struct str shards_manifest(struct arena *, const struct run_options *);
/* True of the names that shards_manifest gives to shards. */
bool shards_is_manifest(struct str name, unsigned *shard, unsigned *of);

/* The manifests of the shards in the period's folder, united with the manifest
 * that lies there. Shards that are missing are named, and counted in *missing.
 * False when there is none, or they are not of one run. */
MUST_CHECK bool shards_unite(
    const struct run *, struct manifest *out, unsigned *missing);
/* Takes the manifests of the shards away. */
MUST_CHECK bool shards_remove(const struct run *);

#endif
