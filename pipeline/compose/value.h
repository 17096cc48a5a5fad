/* compose/value.h -- what a name in a template stands for. */
#ifndef COMPOSE_VALUE_H
#define COMPOSE_VALUE_H

#include "model/date.h"

enum value_kind {
	VALUE_MISSING, /* there is none: prints text, its mark ([c], [x] ...) */
	VALUE_TEXT,
	VALUE_NUMBER,
	VALUE_DAY,
	VALUE_TRUTH, /* for #if; cannot be printed */
	VALUE_LIST,  /* for #each and join */
};

struct value {
	enum value_kind kind;
	struct str text;
	double number;
	int places;      /* of a number */
	struct str unit; /* printed behind a number: "%" */
	day day;
	bool truth;
	const struct list *list;
};

/* Items with the same fields: value of field f of item i is
 * item[i * n_fields + f]. */
struct list {
	size_t n_fields, n;
	struct value *item;
};

struct value value_text(struct str);
struct value value_number(double, int places, struct str unit);
struct value value_day(day); /* DAY_NONE is missing */
struct value value_truth(bool);
struct value value_missing(const char *mark);
/* What #if asks: there is something, and it is not zero. */
bool value_holds(const struct value *);
/* As a page shows it; a list prints its first field: "a, b and c", "a; b and b;
 * c", "a, b, c, d and nine others". */
void value_print(struct buf *, const struct value *);

#endif
