/* compose/value.c -- what a name in a template stands for. */
#include <math.h>

#include "base/num.h"
#include "compose/value.h"
#include "compose/words.h"

enum { LIST_MOST = 5 };

struct value
value_text(struct str s)
{
	return (struct value){.kind = VALUE_TEXT, .text = s};
}

struct value
value_number(double v, int places, struct str unit)
{
	if (isnan(v))
		return value_missing("[x]");
	return (struct value){
	    .kind = VALUE_NUMBER, .number = v, .places = places, .unit = unit};
}

struct value
value_day(day d)
{
	if (d == DAY_NONE)
		return value_missing("[x]");
	return (struct value){.kind = VALUE_DAY, .day = d};
}

struct value
value_truth(bool b)
{
	return (struct value){.kind = VALUE_TRUTH, .truth = b};
}

struct value
value_missing(const char *mark)
{
	return (struct value){.kind = VALUE_MISSING, .text = str_of(mark)};
}

bool
value_holds(const struct value *v)
{
	switch (v->kind) {
	case VALUE_MISSING:
		return false;
	case VALUE_TEXT:
		return v->text.n > 0;
	case VALUE_NUMBER:
		return v->number != 0;
	case VALUE_DAY:
		return true;
	case VALUE_TRUTH:
		return v->truth;
	case VALUE_LIST:
		return v->list->n > 0;
	}
	return false;
}

/* Items with an "and" or a comma of their own stand between semicolons. */
static bool
has_and(const struct list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct str s = l->item[i * l->n_fields].text;
		if (str_find(s, S(" and ")) >= 0 || str_find(s, S(",")) >= 0)
			return true;
	}
	return false;
}

/* A long list names the first few and counts the others. */
static void
print_list(struct buf *b, const struct list *l)
{
	size_t named = l->n > LIST_MOST ? LIST_MOST - 1 : l->n;
	size_t n = l->n > LIST_MOST ? LIST_MOST : l->n;
	bool semicolons = has_and(l);

	for (size_t i = 0; i < n; i++) {
		if (semicolons && i > 0)
			buf_addz(b, i == named ? "; and " : "; ");
		else
			words_join(b, i, n);
		if (i < named) {
			value_print(b, &l->item[i * l->n_fields]);
			continue;
		}
		words_count(b, (double)(l->n - named));
		buf_addz(b, " others");
	}
}

void
value_print(struct buf *b, const struct value *v)
{
	switch (v->kind) {
	case VALUE_MISSING:
	case VALUE_TEXT:
		buf_adds(b, v->text);
		break;
	case VALUE_NUMBER:
		num_fixed(
		    b, v->number, v->places, NUM_THOUSANDS | NUM_TRUE_MINUS);
		buf_adds(b, v->unit);
		break;
	case VALUE_DAY:
		day_print(b, v->day);
		break;
	case VALUE_TRUTH:
		buf_addz(b, v->truth ? "yes" : "no");
		break;
	case VALUE_LIST:
		print_list(b, v->list);
		break;
	}
}
