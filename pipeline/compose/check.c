/* compose/check.c -- what can be known of a template before any pack is made: its
 * charts, tables, indicators and options, line by line. */
#include "base/num.h"
#include "compose/audit.h"
#include "compose/check.h"
#include "compose/points.h"
#include "compose/tables.h"
#include "compose/tree.h"

struct check {
	const struct template *t;
	const struct catalogue *catalogue;
	const struct chart_set *charts;
	struct buf *out;
	size_t errors;
};

static void PRINTF_LIKE(3, 4)
    complain(struct check *k, unsigned line, const char *fmt, ...)
{
	char words[300];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(words, sizeof words, fmt, ap);
	va_end(ap);
	buf_addf(k->out, "%.*s:%u: %s\n", STRF(k->t->path), line, words);
	k->errors++;
}

/* ---- names */

static void
check_expression(struct check *k, const struct expression *e)
{
	if (e->name.kind == NAME_FIGURE &&
	    catalogue_find(k->catalogue, e->name.id) == NULL)
		complain(k, e->line,
		    "there is no indicator '%.*s' in the catalogue",
		    STRF(e->name.id));
}

static void
check_inlines(struct check *k, const struct inlines *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct inline_node *n = &l->node[i];
		if (n->kind == INLINE_VALUE || n->kind == INLINE_IF)
			check_expression(k, &n->expression);
		check_inlines(k, &n->then);
		check_inlines(k, &n->otherwise);
	}
}

static bool
is_id(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (i < 3 ? s.p[i] < 'A' || s.p[i] > 'Z'
			  : s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n == 5;
}

/* The ids between commas, colons and semicolons, in conditions too. */
static void
check_ids(struct check *k, const struct inlines *l, unsigned line)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct inline_node *n = &l->node[i];
		struct str rest =
		    n->kind == INLINE_TEXT ? n->text : (struct str){0};
		while (rest.n > 0) {
			size_t e = 0;
			struct str word;
			while (e < rest.n && rest.p[e] != ',' &&
			       rest.p[e] != ':' && rest.p[e] != ';')
				e++;
			word = str_trim(str_slice(rest, 0, e));
			rest = str_slice(rest, e < rest.n ? e + 1 : e, rest.n);
			if (is_id(word) &&
			    catalogue_find(k->catalogue, word) == NULL)
				complain(k, line,
				    "there is no indicator '%.*s' in the "
				    "catalogue",
				    STRF(word));
		}
		check_ids(k, &n->then, line);
		check_ids(k, &n->otherwise, line);
	}
}

/* ---- fences */

/* Words without a name in them; false: they depend on the pack. */
static bool
constant(const struct pair *p, struct str *out)
{
	*out = S("");
	if (p->value.n > 1 ||
	    (p->value.n == 1 && p->value.node[0].kind != INLINE_TEXT))
		return false;
	if (p->value.n == 1)
		*out = str_trim(p->value.node[0].text);
	return true;
}

static const struct chart *
chart_named(const struct check *k, struct str name)
{
	for (size_t i = 0; i < k->charts->n; i++)
		if (str_is(name, k->charts->chart[i]->name))
			return k->charts->chart[i];
	return NULL;
}

static void
check_option(struct check *k, const struct chart *c, const struct pair *p)
{
	const struct chart_option *o = c->option;
	struct str words;
	double v;

	while (o != NULL && o->key != NULL && !str_is(p->name, o->key))
		o++;
	if (o == NULL || o->key == NULL) {
		complain(k, p->line, "the chart '%s' has no option '%.*s'",
		    c->name, STRF(p->name));
		return;
	}
	if ((o->min == 0 && o->max == 0) || !constant(p, &words))
		return;
	if (!num_parse(words, &v) || v < o->min || v > o->max)
		complain(k, p->line,
		    "'%.*s' is a number from %g to %g, not '%.*s'",
		    STRF(p->name), o->min, o->max, STRF(words));
}

static bool
is_points(struct str word)
{
	return str_is(word, "figures") || str_is(word, "trusts") ||
	       str_is(word, "region") || audit_has_points(word) ||
	       points_has(word);
}

static void
check_pair(struct check *k, const struct node *n, const struct chart *c,
    const struct pair *p)
{
	struct str words;

	check_inlines(k, &p->value);
	check_inlines(k, &p->lead);
	if (p->conditional)
		check_expression(k, &p->condition);
	if (p->key == KEY_N && c != NULL)
		check_option(k, c, p);
	if (p->key == KEY_indicator || p->key == KEY_tells)
		check_ids(k, &p->value, p->line);
	if (p->key == KEY_points && constant(p, &words) && !is_points(words))
		complain(k, p->line, "'points' cannot be '%.*s'", STRF(words));
	if (p->key == KEY_kind && n->fence == FENCE_table &&
	    constant(p, &words) && !tables_has(words))
		complain(k, p->line, "there is no table '%.*s'", STRF(words));
	if (p->key == KEY_kind && n->fence == FENCE_chart && c == NULL &&
	    constant(p, &words))
		complain(k, p->line, "there is no chart '%.*s'", STRF(words));
}

static void
check_fence(struct check *k, const struct node *n)
{
	const struct chart *c = NULL;
	struct str words;

	for (size_t i = 0; n->fence == FENCE_chart && i < n->n_pairs; i++)
		if (n->pair[i].key == KEY_kind && constant(&n->pair[i], &words))
			c = chart_named(k, words);
	for (size_t i = 0; i < n->n_pairs; i++)
		check_pair(k, n, c, &n->pair[i]);
}

static void
check_nodes(struct check *k, const struct nodes *l)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct node *n = &l->node[i];
		if (n->kind == TREE_FENCE)
			check_fence(k, n);
		if (n->kind == TREE_IF)
			check_expression(k, &n->condition);
		check_inlines(k, &n->text);
		for (size_t j = 0; j < n->n_items; j++)
			check_inlines(k, &n->item[j]);
		check_nodes(k, &n->then);
		check_nodes(k, &n->otherwise);
	}
}

size_t
template_check(const struct template *t, const struct catalogue *catalogue,
    const struct chart_set *charts, struct buf *out)
{
	struct check k = {
	    .t = t, .catalogue = catalogue, .charts = charts, .out = out};

	check_ids(&k, &t->core, 1);
	check_ids(&k, &t->headlines, 1);
	check_inlines(&k, &t->title);
	check_inlines(&k, &t->running_left);
	check_inlines(&k, &t->running_right);
	check_nodes(&k, &t->body);
	return k.errors;
}
