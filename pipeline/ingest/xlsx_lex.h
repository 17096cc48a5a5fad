/* ingest/xlsx_lex.h -- the smallest pieces of ordinary XML, for scanners. */
#ifndef INGEST_XLSX_LEX_H
#define INGEST_XLSX_LEX_H

#include <string.h>

#include "base/str.h"

/* The NULs behind a stretch make looking ahead safe; memcmp of a few bytes of
 * known number is compiled to a comparison. */
#define NEXT(p, tag) (memcmp((p), "" tag, sizeof(tag) - 1) == 0)

/* Kinds of characters. */
enum {
	TEXT_STOP = 1,
	TEXT_ENTITY = 2,
	TEXT_HIGH = 4,
	TEXT_BRACKET = 8, /* ]]> may not stand in text */
	TEXT_UNUSUAL = 16,
	VALUE_UNUSUAL = 32, /* in an attribute's value */
	NAME_STOP = 64,
	TEXT_ESCAPE = 128, /* the _ of _x0041_ */
};

struct lexer {
	struct arena *tmp; /* for texts that differ from what is written */
	unsigned char kind[256];
};

void lexer_open(struct lexer *, struct arena *tmp);
/* Text from p to the next tag, entities resolved; NULL when it is unusual. */
const char *lexer_text(const struct lexer *, const char *p, struct str *out);

#endif
