/* compose/keys.h -- what the keys of a fenced block say, with names filled in. */
#ifndef COMPOSE_KEYS_H
#define COMPOSE_KEYS_H

#include "compose/expand.h"

struct at key_at(const struct expander *, unsigned line);
/* Empty when the key is not there. */
MUST_CHECK bool key_words(
    struct expander *, const struct node *, enum fence_key, struct str *out);
MUST_CHECK bool key_text(
    struct expander *, const struct node *, enum fence_key, struct text *out);
/* Which of the words, 0 when the key is not there. */
MUST_CHECK bool key_choice(struct expander *, const struct node *,
    enum fence_key, const char *const *word, size_t n_words, size_t *out);
/* A whole number; out is left alone when the key is not there. */
MUST_CHECK bool key_count(struct expander *, const struct node *,
    enum fence_key, int least, int most, int *out);
MUST_CHECK bool key_yes(
    struct expander *, const struct node *, enum fence_key, bool *out);
/* Span, stack, rule, if-room and anchor. */
MUST_CHECK bool key_place(
    struct expander *, const struct node *, struct block *);
/* The words of a text, trimmed. */
struct str key_plain(struct arena *, const struct text *);

#endif
