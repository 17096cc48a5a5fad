/* ingest/numfmt_section.h -- one section of a number format code as tokens. */
#ifndef INGEST_NUMFMT_SECTION_H
#define INGEST_NUMFMT_SECTION_H

#include "ingest/numfmt.h"

enum token_kind {
	TOKEN_LITERAL,  /* text to print */
	TOKEN_DIGIT,    /* 0, # or ?: ch */
	TOKEN_POINT,    /* . */
	TOKEN_COMMA,    /* , */
	TOKEN_PERCENT,  /* % */
	TOKEN_EXPONENT, /* E+ or E-: ch is the sign */
	TOKEN_SLASH,    /* / */
	TOKEN_TEXT,     /* @ */
	TOKEN_GENERAL,  /* General */
	TOKEN_DATE,     /* a run of n letters y m d h s e: ch in lower case */
	TOKEN_ELAPSED,  /* [h], [mm], [ss]: ch and n */
	TOKEN_HALF,     /* AM/PM or A/P: text */
};

struct token {
	enum token_kind kind;
	char ch;
	unsigned n;
	struct str text;
};

/* Excel's codes have 255 characters at most. */
#define SECTION_TOKENS 256

struct section {
	struct token token[SECTION_TOKENS];
	size_t n;
	bool has_condition;
	char compare[2]; /* "<", "<=", "<>" ... */
	double limit;
};

/* Cuts the first section off a code: what is up to the next free ';'. */
struct str section_cut(struct str code, struct str *rest);
void section_parse(struct str code, struct section *out);
bool section_has(const struct section *, enum token_kind);

/* numfmt_number.c: v is not negative. */
void section_print_number(struct buf *, const struct section *, double v);
void section_print_general(struct buf *, double v);
/* numfmt_fraction.c: false if the section is no fraction. */
bool section_print_fraction(struct buf *, const struct section *, double v);
/* numfmt_date.c: dates, times of day and elapsed time. */
void section_print_date(
    struct buf *, const struct section *, const struct cell *);

#endif
