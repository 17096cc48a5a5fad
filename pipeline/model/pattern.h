/* model/pattern.h -- regular expressions of profiles: for whole cells, and to
 * take a part out of a title or a name. */
#ifndef MODEL_PATTERN_H
#define MODEL_PATTERN_H

#include "base/str.h"

struct pattern; /* opaque */

/* The letters' case makes no difference unless strict is set. NULL when the text
 * is no regular expression; then *why says what is wrong. Lives in mem. */
struct pattern *pattern_new(
    struct arena *mem, struct str text, bool strict, struct str *why);
struct str pattern_text(const struct pattern *);
/* Does it match all of the text, spaces around it aside? */
bool pattern_fits(const struct pattern *, struct str text);
/* Finds it anywhere in the text: its first group, or all that matched if it has
 * none. *out is trimmed and a view of the text. */
bool pattern_find(const struct pattern *, struct str text, struct str *out);
/* If it matches all of the text: word with \1 to \9 replaced by its groups. */
bool pattern_rewrite(const struct pattern *, struct arena *mem, struct str text,
    struct str word, struct str *out);

#endif
