/* indicators/calc_work.h -- what the methods of calc are given, and how they
 * answer. */
#ifndef INDICATORS_CALC_WORK_H
#define INDICATORS_CALC_WORK_H

#include "base/diag.h"

enum calc_kind { CALC_NUMBER, CALC_LIST, CALC_WORD };

struct calc_key {
	const char *name;
	enum calc_kind kind;
	const char *fallback; /* NULL: required; "": may be left out */
	double min, max;      /* both included */
	const char *choices;  /* "yes|no"; NULL: any word */
	const char *help;
};

struct calc_value {
	bool given; /* by hand or by its fallback */
	double number;
	double *list;
	size_t n;
	struct str word;
};

struct calc;
struct calc_method {
	const char *name, *help;
	const struct calc_key *key;
	size_t keys;
	bool (*run)(struct calc *);
};

/* One number, text or column of the answer. */
struct calc_field {
	const char *name;
	double number;
	struct str text; /* p NULL: it is a number */
	const char *why; /* NULL, or why the number is missing */
};

struct calc_column {
	const char *name;
	const double *number;
	const char *const *text; /* NULL: they are numbers */
};

struct calc {
	struct ctx *c;
	const struct calc_method *method;
	struct calc_value *value; /* in the order of the keys */
	struct calc_field *field;
	size_t fields, cap;
	/* At most one table. */
	const char *table;
	struct calc_column column[10];
	size_t columns, rows;
	struct buf formula, words;
};

/* A method asks only for its own keys. */
const struct calc_value *calc_value(const struct calc *, const char *key);
double calc_number(const struct calc *, const char *key);
bool calc_is(const struct calc *, const char *key, const char *word);
/* Lists that go together, a NULL behind the last; says which differ. */
MUST_CHECK bool calc_same_length(struct calc *, const char *first, ...);
/* part <= whole in every place. */
MUST_CHECK bool calc_within(struct calc *, const char *part, const char *whole);
/* True where a stretch starts, from point numbers counted from 1. */
MUST_CHECK bool calc_rebase(
    struct calc *, const char *key, size_t n, bool **rebase);
/* Always false. */
bool calc_fail(struct calc *, const char *fmt, ...) PRINTF_LIKE(2, 3);

void calc_put(struct calc *, const char *name, double, const char *why);
void calc_put_text(struct calc *, const char *name, struct str);
void calc_put_column(struct calc *, const char *name, const double *);
void calc_put_words(struct calc *, const char *name, const char *const *);

/* Text with numbers in it: each @ takes a double, printed with at most six
 * digits that count. @1 to @4 print it with that many places, @% times 100 with
 * one place and a %, @~ with three digits that count. */
void calc_say(struct buf *, const char *fmt, ...);
double calc_z(double confidence);
/* " (95% interval 1.2 to 1.9)"; percent: of shares. */
void calc_say_limits(
    struct buf *, double confidence, double lower, double upper, bool percent);

/* calc_print.c */
void calc_print_text(const struct calc *, struct buf *);
void calc_print_json(const struct calc *, struct buf *);

#define CALC(fn, name, help, ...) bool calc_##fn(struct calc *);
#include "indicators/calc_methods.def"
#undef CALC

#endif
