/* indicators/calc_print.c -- the answer of calc as lines or as JSON. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include <Rmath.h>

#include "base/num.h"
#include "indicators/calc_work.h"

void
calc_put(struct calc *k, const char *name, double v, const char *why)
{
	ARENA_GROW(k->c->mem, k->field, k->fields, k->cap);
	k->field[k->fields++] =
	    (struct calc_field){name, v, {NULL, 0}, isfinite(v) ? NULL : why};
}

void
calc_put_text(struct calc *k, const char *name, struct str text)
{
	ARENA_GROW(k->c->mem, k->field, k->fields, k->cap);
	k->field[k->fields++] =
	    (struct calc_field){name, NAN, text.p == NULL ? S("") : text, NULL};
}

static void
add_column(struct calc *k, struct calc_column column)
{
	assert(k->columns < COUNT(k->column));
	k->column[k->columns++] = column;
}

void
calc_put_column(struct calc *k, const char *name, const double *number)
{
	add_column(k, (struct calc_column){name, number, NULL});
}

void
calc_put_words(struct calc *k, const char *name, const char *const *text)
{
	add_column(k, (struct calc_column){name, NULL, text});
}

/* So many digits that count, none of them a needless zero. */
static void
add_number(struct buf *b, double v, int digits)
{
	int places;

	if (!isfinite(v)) {
		buf_addz(b, "none");
		return;
	}
	if (v == 0 || fabs(v) < 1e-9 || fabs(v) >= 1e15) {
		num_short(b, v);
		return;
	}
	places = digits - 1 - (int)floor(log10(fabs(v)));
	num_fixed(b, v, places < 0 ? 0 : places > 14 ? 14 : places, NUM_TRIM);
}

void
calc_say(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	for (const char *p = fmt; *p != '\0'; p++) {
		if (*p != '@') {
			buf_addc(b, *p);
			continue;
		}
		double v = va_arg(ap, double);
		if (p[1] == '~') {
			add_number(b, v, 3);
			p++;
		} else if (p[1] >= '1' && p[1] <= '4') {
			num_fixed(b, v, *++p - '0', NUM_PLAIN);
		} else if (p[1] == '%') {
			num_fixed(b, 100 * v, 1, NUM_PLAIN);
			buf_addc(b, *++p);
		} else {
			add_number(b, v, 6);
		}
	}
	va_end(ap);
}

double
calc_z(double confidence)
{
	return qnorm(1 - (1 - confidence) / 2, 0, 1, 1, 0);
}

void
calc_say_limits(
    struct buf *b, double confidence, double lower, double upper, bool percent)
{
	if (!isfinite(lower) || !isfinite(upper))
		return;
	buf_addz(b, " (");
	num_fixed(b, 100 * confidence, 3, NUM_TRIM);
	calc_say(b, percent ? "% interval @% to @%)" : "% interval @~ to @~)",
	    lower, upper);
}

static void
text_row(const struct calc *k, struct buf *b, size_t row)
{
	buf_addf(b, "  %zu:", row + 1);
	for (size_t i = 0; i < k->columns; i++) {
		const struct calc_column *c = &k->column[i];

		buf_addf(b, "%s %s ", i > 0 ? "," : "", c->name);
		if (c->text != NULL)
			buf_addz(b, c->text[row]);
		else if (isfinite(c->number[row]))
			add_number(b, c->number[row], 6);
		else
			buf_addz(b, "none");
	}
	buf_addc(b, '\n');
}

void
calc_print_text(const struct calc *k, struct buf *b)
{
	for (size_t i = 0; i < k->fields; i++) {
		const struct calc_field *f = &k->field[i];

		buf_addf(b, "%s: ", f->name);
		if (f->text.p != NULL)
			buf_adds(b, f->text);
		else if (isfinite(f->number))
			add_number(b, f->number, 6);
		else
			buf_addz(b, "none");
		if (f->why != NULL)
			buf_addf(b, " (%s)", f->why);
		buf_addc(b, '\n');
	}
	if (k->table != NULL)
		buf_addf(b, "%s:\n", k->table);
	for (size_t i = 0; i < k->rows; i++)
		text_row(k, b, i);
	buf_addf(b, "formula: %.*s\n", STRF(buf_str(&k->formula)));
	buf_addf(b, "words: %.*s\n", STRF(buf_str(&k->words)));
}

static void
json_text(struct buf *b, struct str s)
{
	buf_addc(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			buf_addf(b, "\\%c", c);
		else if (c < 0x20)
			buf_addf(b, "\\u%04x", c);
		else
			buf_addc(b, (char)c);
	}
	buf_addc(b, '"');
}

static void
json_number(struct buf *b, double v)
{
	if (isfinite(v))
		num_short(b, v);
	else
		buf_addz(b, "null");
}

static void
json_inputs(const struct calc *k, struct buf *b)
{
	bool first = true;

	buf_addz(b, ",\"inputs\":{");
	for (size_t i = 0; i < k->method->keys; i++) {
		const struct calc_value *v = &k->value[i];

		if (!v->given)
			continue;
		buf_addf(
		    b, "%s\"%s\":", first ? "" : ",", k->method->key[i].name);
		first = false;
		if (k->method->key[i].kind == CALC_WORD) {
			json_text(b, v->word);
		} else if (v->list == NULL) {
			json_number(b, v->number);
		} else {
			for (size_t j = 0; j < v->n; j++) {
				buf_addc(b, j > 0 ? ',' : '[');
				json_number(b, v->list[j]);
			}
			buf_addc(b, ']');
		}
	}
	buf_addc(b, '}');
}

static void
json_table(const struct calc *k, struct buf *b)
{
	buf_addf(b, ",\"%s\":[", k->table);
	for (size_t row = 0; row < k->rows; row++) {
		buf_addz(b, row > 0 ? ",{" : "{");
		for (size_t i = 0; i < k->columns; i++) {
			const struct calc_column *c = &k->column[i];

			buf_addf(b, "%s\"%s\":", i > 0 ? "," : "", c->name);
			if (c->text != NULL)
				json_text(b, str_of(c->text[row]));
			else
				json_number(b, c->number[row]);
		}
		buf_addc(b, '}');
	}
	buf_addc(b, ']');
}

/* Every reason once, in the order of the fields. */
static struct str
reasons(const struct calc *k)
{
	struct buf b = buf_new(k->c->mem);

	for (size_t i = 0; i < k->fields; i++) {
		const char *why = k->field[i].why;

		if (why == NULL || str_find(buf_str(&b), str_of(why)) >= 0)
			continue;
		buf_addf(&b, "%s%s", b.n > 0 ? "; " : "", why);
	}
	return buf_str(&b);
}

void
calc_print_json(const struct calc *k, struct buf *b)
{
	struct str why = reasons(k);

	buf_addf(b, "{\"method\":\"%s\"", k->method->name);
	json_inputs(k, b);
	for (size_t i = 0; i < k->fields; i++) {
		buf_addf(b, ",\"%s\":", k->field[i].name);
		if (k->field[i].text.p != NULL)
			json_text(b, k->field[i].text);
		else
			json_number(b, k->field[i].number);
	}
	if (k->table != NULL)
		json_table(k, b);
	if (why.n > 0) {
		buf_addz(b, ",\"reason\":");
		json_text(b, why);
	}
	buf_addz(b, ",\"formula\":");
	json_text(b, buf_str(&k->formula));
	buf_addz(b, ",\"words\":");
	json_text(b, buf_str(&k->words));
	buf_addz(b, "}\n");
}
