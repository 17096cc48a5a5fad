/* model/vocabulary.h -- vocabulary/NAME.yaml: which word each label of a
 * published file stands for. */
#ifndef MODEL_VOCABULARY_H
#define MODEL_VOCABULARY_H

#include "base/diag.h"

struct vocabulary; /* opaque */

/* Errors name the file, and the line or the label. A label that is listed twice
 * is an error: a file must not depend on which of two lines wins. */
MUST_CHECK bool vocabulary_load(
    struct ctx *, struct str path, struct vocabulary **out);
/* The same from text; `path` stands for the file in messages. */
MUST_CHECK bool vocabulary_load_text(
    struct ctx *, struct str path, struct str text, struct vocabulary **out);

/* The word that a label stands for; false if it is not listed. Case and the
 * amount of white space make no difference, and every word stands for itself.
 * The word lives as long as the vocabulary. */
bool vocabulary_find(
    const struct vocabulary *, struct str label, struct str *word);
/* The listed label that is nearest to this one, by the characters that must be
 * put in, taken out or changed; the first by its text if there are two. Empty if
 * none is near: more than a third would change. Lives in mem. */
struct str vocabulary_nearest(
    const struct vocabulary *, struct arena *mem, struct str label);
/* How many characters differ between two texts, case aside; more than `most` is
 * most + 1. Texts above 200 bytes are never near. */
size_t label_distance(struct str a, struct str b, size_t most);
struct str vocabulary_name(const struct vocabulary *);
size_t vocabulary_labels(const struct vocabulary *); /* how many are listed */

/* A label as it is compared: trimmed, small ASCII letters, white space runs
 * made one space. */
struct str label_key(struct arena *, struct str label);

#endif
