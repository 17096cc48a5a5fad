/* indicators/choices.h -- what settings.yaml says of single indicators. */
#ifndef INDICATORS_CHOICES_H
#define INDICATORS_CHOICES_H

#include "indicators/work.h"

/* Every indicator and organisation it names is there; no target of what is
 * neither better nor worse. */
MUST_CHECK bool choices_check(struct ctx *, const struct dataset *,
    const struct catalogue *, const struct settings *);
/* True where limits begin anew, of points in these windows. */
const bool *choices_rebase(const struct run *, const struct indicator *,
    const struct figure *, const unsigned char *place, size_t n);
/* "Limits reset, 2025-26 Q1: the ward closed", of the last that falls after one
 * window and up to another. */
struct str choices_rebase_words(const struct run *, const struct indicator *,
    const struct figure *, size_t after, size_t upto);
double choices_target(const struct run *, const struct indicator *,
    const struct figure *); /* NAN: none */

/* framework.c: the Framework's figures beside those of a harvest, and the
 * returns behind pooled ones. */
void work_beside(const struct work *, const struct harvest *);

#endif
