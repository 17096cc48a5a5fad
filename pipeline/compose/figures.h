/* compose/figures.h -- what can be said of an indicator and its figure. */
#ifndef COMPOSE_FIGURES_H
#define COMPOSE_FIGURES_H

#include "compose/names.h"

/* -1 when fields.def has none such. */
int field_lookup(struct str name);
struct value field_value(struct scope *, const struct subject *, int field);

/* A breakdown's value on charts and inside a sentence. */
struct str label_shown(struct str label);
struct str label_words(struct arena *, struct str label);
/* "4.1%" or the mark of its status. */
struct str figure_text(
    struct arena *, const struct scorecard *, const struct figure *);
/* "%", " FTE", " people"; what stands behind a value of this indicator. */
struct str indicator_unit(const struct indicator *);
/* What the denominator counts: "people", "FTE days", "FTE". */
const char *indicator_base_noun(const struct indicator *);
/* "England", or whom England's figure counts when not all. */
struct str indicator_england(const struct indicator *);
struct str base_text(
    struct arena *, const struct indicator *, const struct figure *);
struct str age_text(struct arena *, const struct settings *, bool stale);
/* "above", "below", "not clearly different". */
const char *verdict_words(enum verdict);

/* ---- how it moves and what stands behind it, see story.c */

enum { STORY_FIELDS = 1000 };
int story_field_lookup(struct str name); /* -1: none */
struct value story_field(struct scope *, const struct subject *, int field);
/* "fewer empty posts": what the stored verdicts on it say in a title; empty when
 * they say nothing. */
struct str story_words(const struct indicator *, const struct figure *);
/* "Improving", "Concern", "As usual", "Moved"; empty: no verdict. */
struct str story_variation(const struct figure *);

#endif
