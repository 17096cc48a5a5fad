/* indicators/calc.h -- one method on numbers given by hand. */
#ifndef INDICATORS_CALC_H
#define INDICATORS_CALC_H

#include "base/diag.h"

/* pair: "x=65", "values=1,2,3". Writes "name: value" lines, or one JSON object
 * with every digit. Fails on an unknown method or key, on a key that is missing,
 * given twice or out of its range, and says what is allowed. */
MUST_CHECK bool calc_run(struct ctx *, struct str method,
    const struct str *pair, size_t n, bool json, struct buf *out);
/* Every method with its keys. */
void calc_help(struct buf *);

#endif
