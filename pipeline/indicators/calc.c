/* indicators/calc.c -- reads what calc is given, runs the method, prints the
 * answer. */
#include <assert.h>
#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "indicators/calc.h"
#include "indicators/calc_work.h"

/* Counts beyond this are no longer exact in a double. */
#define MOST 1e15

#define NUMBER(name, fallback, least, most, help)                              \
	{                                                                      \
		name, CALC_NUMBER, fallback, least, most, NULL, help           \
	}
#define LIST(name, fallback, least, most, help)                                \
	{                                                                      \
		name, CALC_LIST, fallback, least, most, NULL, help             \
	}
#define WORD(name, fallback, choices, help)                                    \
	{                                                                      \
		name, CALC_WORD, fallback, 0, 0, choices, help                 \
	}
#define CONF NUMBER("conf", "0.95", 0.5, 0.99999, "confidence of the interval")
#define SERIES                                                                 \
	LIST("x", NULL, 0, MOST, "counts in order of time"),                   \
	    LIST("n", NULL, 0, MOST, "their bases"),                           \
	    LIST("rebase", "", 2, 1e6,                                         \
		"points, counted from 1, where limits start anew"),            \
	    WORD(                                                              \
		"screen", "yes", "yes|no", "leave outlying moving ranges out")

#define CALC(fn, name, help, ...)                                              \
	static const struct calc_key keys_##fn[] = {__VA_ARGS__};
#include "indicators/calc_methods.def"
#undef CALC

static const struct calc_method methods[] = {
#define CALC(fn, name, help, ...)                                              \
	{name, help, keys_##fn, COUNT(keys_##fn), calc_##fn},
#include "indicators/calc_methods.def"
#undef CALC
};

static const struct at here = {.file = {"calc", 4}};

static const struct calc_method *
method_lookup(struct ctx *c, struct str name)
{
	struct buf b = buf_new(c->tmp);

	for (size_t i = 0; i < COUNT(methods); i++) {
		if (str_is(name, methods[i].name))
			return &methods[i];
		buf_addf(&b, "%s%s", i > 0 ? ", " : "", methods[i].name);
	}
	(void)diag_fail(c, here, "there is no method '%.*s'; there are %.*s",
	    STRF(name), STRF(buf_str(&b)));
	return NULL;
}

static bool
unknown_key(struct ctx *c, const struct calc_method *m, struct str key)
{
	struct buf b = buf_new(c->tmp);

	for (size_t i = 0; i < m->keys; i++)
		buf_addf(&b, "%s%s=", i > 0 ? " " : "", m->key[i].name);
	return diag_fail(c, here, "%s has no key '%.*s'; it takes %.*s",
	    m->name, STRF(key), STRF(buf_str(&b)));
}

static void
add_range(struct buf *b, const struct calc_key *k)
{
	if (k->min > -MOST) {
		buf_addz(b, "from ");
		num_short(b, k->min);
	}
	if (k->max < MOST) {
		buf_addz(b, k->min > -MOST ? " to " : "up to ");
		num_short(b, k->max);
	} else if (k->min > -MOST) {
		buf_addz(b, " up");
	}
}

/* A number, or a fraction of two: 2/3. */
static bool
read_number(struct str text, double *v)
{
	struct str over, under;
	double by;

	if (!str_cut(text, '/', &over, &under))
		return num_parse(text, v);
	if (!num_parse(over, v) || !num_parse(under, &by) || by == 0)
		return false;
	*v /= by;
	return true;
}

static bool
take_number(struct ctx *c, const struct calc_key *k, struct str text, double *v)
{
	struct buf b = buf_new(c->tmp);

	if (!read_number(text, v))
		return diag_fail(c, here,
		    "%s=%.*s: '%.*s' is not a number; write 1234.5", k->name,
		    STRF(text), STRF(text));
	if (*v >= k->min && *v <= k->max)
		return true;
	add_range(&b, k);
	if (b.n == 0)
		buf_addz(&b, "of at most fifteen digits");
	return diag_fail(c, here, "%s=%.*s is out of range; %s is %.*s",
	    k->name, STRF(text), k->name, STRF(buf_str(&b)));
}

static bool
take_list(struct ctx *c, const struct calc_key *k, struct str text,
    struct calc_value *v)
{
	struct str word, rest = text;
	size_t n = 1;

	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == ',';
	v->list = NEWS(c->mem, n, double);
	for (v->n = 0; v->n < n; v->n++) {
		(void)str_cut(rest, ',', &word, &rest);
		if (!take_number(c, k, word, &v->list[v->n]))
			return false;
	}
	return true;
}

static bool
take_word(struct ctx *c, const struct calc_key *k, struct str text,
    struct calc_value *v)
{
	struct str choice,
	    rest = k->choices == NULL ? text : str_of(k->choices);

	v->word = text;
	if (text.n == 0)
		return diag_fail(c, here, "%s= has no word behind it", k->name);
	if (!g_utf8_validate(text.p, (gssize)text.n, NULL))
		return diag_fail(c, here, "%s= is not UTF-8 text", k->name);
	while (rest.n > 0) {
		(void)str_cut(rest, '|', &choice, &rest);
		if (k->choices == NULL || str_eq(choice, text))
			return true;
	}
	return diag_fail(c, here, "%s=%.*s is not known; %s is one of %s",
	    k->name, STRF(text), k->name, k->choices);
}

static bool
take(struct ctx *c, const struct calc_key *k, struct str text,
    struct calc_value *v)
{
	v->given = true;
	if (k->kind == CALC_NUMBER)
		return take_number(c, k, text, &v->number);
	if (k->kind == CALC_LIST)
		return take_list(c, k, text, v);
	return take_word(c, k, text, v);
}

static bool
take_pair(struct calc *k, struct str pair)
{
	const struct calc_method *m = k->method;
	struct str name, text;

	if (!str_cut(pair, '=', &name, &text))
		return diag_fail(k->c, here,
		    "'%.*s' is not a pair; write key=value", STRF(pair));
	for (size_t i = 0; i < m->keys; i++) {
		if (!str_is(name, m->key[i].name))
			continue;
		if (k->value[i].given)
			return diag_fail(
			    k->c, here, "%s= is given twice", m->key[i].name);
		return take(k->c, &m->key[i], text, &k->value[i]);
	}
	return unknown_key(k->c, m, name);
}

static bool
take_fallbacks(struct calc *k)
{
	const struct calc_method *m = k->method;

	for (size_t i = 0; i < m->keys; i++) {
		const struct calc_key *key = &m->key[i];

		if (k->value[i].given)
			continue;
		if (key->fallback == NULL)
			return diag_fail(k->c, here, "%s needs %s=, %s",
			    m->name, key->name, key->help);
		if (*key->fallback != '\0' &&
		    !take(k->c, key, str_of(key->fallback), &k->value[i]))
			return false;
	}
	return true;
}

bool
calc_run(struct ctx *c, struct str method, const struct str *pair, size_t n,
    bool json, struct buf *out)
{
	struct calc k = {
	    .c = c, .formula = buf_new(c->mem), .words = buf_new(c->mem)};

	k.method = method_lookup(c, method);
	if (k.method == NULL)
		return false;
	k.value = NEWS(c->mem, k.method->keys, struct calc_value);
	for (size_t i = 0; i < n; i++)
		if (!take_pair(&k, pair[i]))
			return false;
	if (!take_fallbacks(&k) || !k.method->run(&k))
		return false;
	if (json)
		calc_print_json(&k, out);
	else
		calc_print_text(&k, out);
	return true;
}

void
calc_help(struct buf *b)
{
	for (size_t i = 0; i < COUNT(methods); i++) {
		const struct calc_method *m = &methods[i];

		buf_addf(b, "%s%s  %s\n", i > 0 ? "\n" : "", m->name, m->help);
		for (size_t j = 0; j < m->keys; j++) {
			const struct calc_key *k = &m->key[j];
			struct buf range = buf_new(b->mem);

			if (k->kind != CALC_WORD)
				add_range(&range, k);
			buf_addf(b, "  %-12s %s", k->name, k->help);
			if (k->kind == CALC_LIST)
				buf_addz(b, "; 1,2,3");
			if (range.n > 0)
				buf_addf(b, "; %.*s", STRF(buf_str(&range)));
			if (k->choices != NULL)
				buf_addf(b, "; %s", k->choices);
			if (k->fallback == NULL)
				buf_addz(b, " (required)\n");
			else if (*k->fallback == '\0')
				buf_addz(b, " (optional)\n");
			else
				buf_addf(b, " (%s)\n", k->fallback);
		}
	}
}

/* ---- What methods call. */

const struct calc_value *
calc_value(const struct calc *k, const char *key)
{
	for (size_t i = 0; i < k->method->keys; i++)
		if (strcmp(k->method->key[i].name, key) == 0)
			return &k->value[i];
	assert(!"the method's row declares every key it asks for");
	return NULL;
}

double
calc_number(const struct calc *k, const char *key)
{
	const struct calc_value *v = calc_value(k, key);

	return v->given ? v->number : NAN;
}

bool
calc_is(const struct calc *k, const char *key, const char *word)
{
	return str_is(calc_value(k, key)->word, word);
}

bool
calc_fail(struct calc *k, const char *fmt, ...)
{
	struct buf b = buf_new(k->c->tmp);
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&b, fmt, ap);
	va_end(ap);
	return diag_fail(
	    k->c, here, "%s: %.*s", k->method->name, STRF(buf_str(&b)));
}

bool
calc_same_length(struct calc *k, const char *first, ...)
{
	size_t n = calc_value(k, first)->n;
	const char *key;
	bool ok = true;
	va_list ap;

	va_start(ap, first);
	while (ok && (key = va_arg(ap, const char *)) != NULL) {
		size_t other = calc_value(k, key)->n;

		if (other != n)
			ok = calc_fail(k,
			    "%s has %zu numbers and %s has %zu; give as many "
			    "of both",
			    first, n, key, other);
	}
	va_end(ap);
	return ok;
}

bool
calc_within(struct calc *k, const char *part, const char *whole)
{
	const struct calc_value *p = calc_value(k, part);
	const struct calc_value *w = calc_value(k, whole);
	struct buf b = buf_new(k->c->tmp);
	size_t n = p->list == NULL ? 1 : p->n;

	for (size_t i = 0; i < n; i++) {
		double x = p->list == NULL ? p->number : p->list[i];
		double all = w->list == NULL ? w->number : w->list[i];

		if (x <= all)
			continue;
		calc_say(&b, "=@ is more than ", x);
		buf_addz(&b, whole);
		calc_say(&b, "=@; it is at most that", all);
		return calc_fail(k, "%s%.*s", part, STRF(buf_str(&b)));
	}
	return true;
}

bool
calc_rebase(struct calc *k, const char *key, size_t n, bool **rebase)
{
	const struct calc_value *v = calc_value(k, key);

	*rebase = NEWS(k->c->mem, n + 1, bool);
	for (size_t i = 0; i < v->n; i++) {
		double at = v->list[i];

		if (at != floor(at) || at > (double)n)
			return calc_fail(k,
			    "%s= takes whole numbers from 2 to %zu, the number "
			    "of points",
			    key, n);
		(*rebase)[(size_t)at - 1] = true;
	}
	return true;
}
