/* compose/value.c -- what a name in a template stands for. */
#include <math.h>

#include "base/num.h"
#include "compose/value.h"
#include "compose/words.h"

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
		for (size_t i = 0; i < v->list->n; i++) {
			words_join(b, i, v->list->n);
			value_print(b, &v->list->item[i * v->list->n_fields]);
		}
		break;
	}
}
