/* compose/words.h -- the small grammar of British English that packs need. */
#ifndef COMPOSE_WORDS_H
#define COMPOSE_WORDS_H

#include "base/str.h"

/* What stands before item i of n in a list: nothing, ", " or " and ". */
void words_join(struct buf *, size_t i, size_t n);
/* What is told, with a semicolon between; what begins alike is told together:
 * "unequal take-up of training, steps up the bands and appointment". */
void words_told(struct buf *, const struct str *told, size_t n);
/* None to twelve as words, more in figures: 1,234. */
void words_count(struct buf *, double n);
/* "Sickness absence" inside a sentence: "sickness absence"; "AHP" and "Band 6"
 * stay. */
struct str words_lower(struct arena *, struct str);
struct str words_capital(struct arena *, struct str);
/* "England’s", "Carers’". */
struct str words_possessive(struct arena *, struct str);
/* A straight apostrophe after a letter becomes a printer's one. */
struct str words_apostrophes(struct arena *, struct str);
/* The name without the words that all trusts share; the code if none is left. */
struct str words_plain_name(struct arena *, struct str name, struct str code);
/* "South London and Maudsley NHS Foundation Trust": "South London and
 * Maudsley". What stays too long for a chart gives the code. */
struct str words_short_name(struct arena *, struct str name, struct str code);

#endif
