/* compose/filters.c -- what may stand behind a | in {{name | filter}}. */
#include "base/num.h"
#include "compose/filters.h"
#include "compose/words.h"

/* Every filter: what it does to a value of the right kind. */
typedef bool filter_function(
    struct arena *, const struct str *arg, struct value *, const char **why);

static bool
want(const struct value *v, enum value_kind kind, const char *is,
    const char **why)
{
	*why = is;
	return v->kind == kind;
}

static struct str
printed(struct arena *mem, const struct value *v)
{
	struct buf b = buf_new(mem);

	value_print(&b, v);
	return buf_str(&b);
}

static bool
filter_number(
    struct arena *mem, const struct str *arg, struct value *v, const char **why)
{
	double places;

	if (!want(v, VALUE_NUMBER, "a number", why))
		return false;
	if (!num_parse(arg[0], &places) || places < 0 || places > 9) {
		*why = "decimals from 0 to 9";
		return false;
	}
	v->places = (int)places;
	v->unit = S("");
	return true;
}

static bool
filter_words(
    struct arena *mem, const struct str *arg, struct value *v, const char **why)
{
	struct buf b = buf_new(mem);

	if (!want(v, VALUE_NUMBER, "a number", why))
		return false;
	words_count(&b, v->number);
	*v = value_text(buf_str(&b));
	return true;
}

static bool
filter_count(
    struct arena *mem, const struct str *arg, struct value *v, const char **why)
{
	struct buf b = buf_new(mem);

	if (!want(v, VALUE_NUMBER, "a number", why))
		return false;
	num_fixed(&b, v->number, v->places, NUM_THOUSANDS | NUM_TRUE_MINUS);
	buf_addc(&b, ' ');
	buf_adds(&b, arg[v->number != 1]);
	*v = value_text(buf_str(&b));
	return true;
}

static bool
filter_plural(
    struct arena *mem, const struct str *arg, struct value *v, const char **why)
{
	if (!want(v, VALUE_NUMBER, "a number", why))
		return false;
	*v = value_text(arg[v->number != 1]);
	return true;
}

static bool
as_day(struct arena *mem, void (*print)(struct buf *, day), struct value *v,
    const char **why)
{
	struct buf b = buf_new(mem);

	if (!want(v, VALUE_DAY, "a date", why))
		return false;
	print(&b, v->day);
	*v = value_text(buf_str(&b));
	return true;
}

static bool
filter_date(
    struct arena *mem, const struct str *arg, struct value *v, const char **why)
{
	return as_day(mem, day_print, v, why);
}

static bool
filter_short(
    struct arena *mem, const struct str *arg, struct value *v, const char **why)
{
	return as_day(mem, day_print_short, v, why);
}

static bool
filter_month(
    struct arena *mem, const struct str *arg, struct value *v, const char **why)
{
	return as_day(mem, month_print, v, why);
}

static bool
filter_lower(
    struct arena *mem, const struct str *arg, struct value *v, const char **why)
{
	*v = value_text(words_lower(mem, printed(mem, v)));
	return true;
}

static bool
filter_capital(
    struct arena *mem, const struct str *arg, struct value *v, const char **why)
{
	*v = value_text(words_capital(mem, printed(mem, v)));
	return true;
}

static bool
filter_possessive(
    struct arena *mem, const struct str *arg, struct value *v, const char **why)
{
	*v = value_text(words_possessive(mem, printed(mem, v)));
	return true;
}

static bool
filter_or(
    struct arena *mem, const struct str *arg, struct value *v, const char **why)
{
	if (v->kind == VALUE_MISSING ||
	    (v->kind == VALUE_TEXT && v->text.n == 0) ||
	    (v->kind == VALUE_LIST && v->list->n == 0))
		*v = value_text(arg[0]);
	return true;
}

static const struct {
	const char *name;
	size_t least, most;
	filter_function *apply;
} filter[] = {
#define FILTER(name, least, most, help) {#name, least, most, filter_##name},
#include "compose/filters.def"
#undef FILTER
};

int
filter_lookup(struct str name)
{
	for (size_t i = 0; i < COUNT(filter); i++)
		if (str_is(name, filter[i].name))
			return (int)i;
	return -1;
}

bool
filter_takes(int f, size_t n_args, const char **wants)
{
	static const char *const number[] = {
	    "no argument", "one argument", "two arguments"};

	*wants = number[filter[f].most];
	return n_args >= filter[f].least && n_args <= filter[f].most;
}

bool
filter_apply(struct arena *mem, const struct filter_use *use, struct value *v,
    const char **why)
{
	/* A missing value keeps its mark through every filter but `or`. */
	if (v->kind == VALUE_MISSING && filter[use->filter].apply != filter_or)
		return true;
	return filter[use->filter].apply(mem, use->arg, v, why);
}
