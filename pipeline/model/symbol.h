/* model/symbol.h -- each distinct text once, under a small number. */
#ifndef MODEL_SYMBOL_H
#define MODEL_SYMBOL_H

#include "base/str.h"

typedef uint32_t sym; /* 0 is the empty text */

struct symbols; /* opaque */

struct symbols *symbols_new(struct arena *);
sym symbols_add(struct symbols *, struct str);          /* the text is copied */
sym symbols_lookup(const struct symbols *, struct str); /* 0 if unknown */
/* Lent for the life of the table. NUL-terminated. */
struct str symbols_text(const struct symbols *, sym);
size_t symbols_count(const struct symbols *);

#endif
