/* ingest/explain.h -- what the profiles make of a file, for people. */
#ifndef INGEST_EXPLAIN_H
#define INGEST_EXPLAIN_H

#include "ingest/ingest.h"

/* Every profile: name, kind, title, and what it is recognised by. */
MUST_CHECK bool profiles_list(
    struct ctx *, const struct ingest_options *, struct buf *out);
/* Which profile takes the file, what each column becomes, the first rows as
 * observations and what is odd; or the nearest profile and what is missing.
 * False, after diag_fail, when the file or a profile cannot be read. */
MUST_CHECK bool profiles_explain(struct ctx *, const struct ingest_options *,
    struct str file, struct buf *out);

#endif
