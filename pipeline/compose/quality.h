/* compose/quality.h -- how complete the answers are that a figure rests on. */
#ifndef COMPOSE_QUALITY_H
#define COMPOSE_QUALITY_H

#include "compose/names.h"

/* As many as squares are filled. */
enum quality { QUALITY_NONE, QUALITY_CARE, QUALITY_USABLE, QUALITY_GOOD };

/* Of a score from 0 to 100, NAN: none. */
enum quality quality_of_score(double);
/* By the lowest score among the topics of the return that the measure takes its
 * answers from, in the figure's own quarter; an open error at its cells leaves
 * one square. None: it is not from a return. */
enum quality quality_of(struct scope *, const struct subject *);
/* "Good", "Usable", "Take care". */
struct str quality_words(enum quality);
MUST_CHECK bool quality_draw(
    struct scope *, struct at, enum quality, const struct scene **out);

#endif
