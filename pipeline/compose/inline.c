/* compose/inline.c -- {{name | filter}}, {{#if}}, bold and links in a line. */
#include <cmark.h>
#include <string.h>

#include "compose/filters.h"
#include "compose/words.h"

enum { DEPTH = 16 }; /* of {{#if}} inside a line */

static struct at
at_line(const struct parse *p, unsigned line)
{
	return (struct at){.file = p->path, .line = line};
}

/* The next word, or "quoted words". */
static bool
take_word(struct str *s, struct str *word)
{
	struct str rest = str_trim(*s);

	*s = S("");
	if (rest.n == 0)
		return false;
	if (rest.p[0] == '"') {
		str_cut(str_slice(rest, 1, rest.n), '"', word, s);
		return true;
	}
	str_cut(rest, ' ', word, s);
	return true;
}

static bool
parse_filter(
    struct parse *p, struct str text, unsigned line, struct filter_use *use)
{
	struct str word, arg;
	const char *wants;

	if (!take_word(&text, &word))
		return diag_fail(p->c, at_line(p, line),
		    "a filter is missing behind |; say which, or leave | out");
	use->filter = filter_lookup(word);
	if (use->filter < 0)
		return diag_fail(p->c, at_line(p, line),
		    "there is no filter '%.*s'; filters.def lists them",
		    STRF(word));
	while (take_word(&text, &arg)) {
		if (use->n_args < FILTER_ARGS)
			use->arg[use->n_args] = arg;
		use->n_args++;
	}
	if (!filter_takes(use->filter, use->n_args, &wants))
		return diag_fail(p->c, at_line(p, line),
		    "filter '%.*s' takes %s, not %zu", STRF(word), wants,
		    use->n_args);
	return true;
}

bool
expression_parse(
    struct parse *p, struct str text, unsigned line, struct expression *out)
{
	struct str name, rest, part;
	size_t cap = 0;
	bool more;

	*out = (struct expression){.line = line};
	text = str_dup(p->c->mem, text);
	more = str_cut(text, '|', &name, &rest);
	name = str_trim(name);
	if (!name_parse(name, p->list, p->n_lists, &out->name))
		return diag_fail(p->c, at_line(p, line),
		    "there is no name '%.*s'; names.def and fields.def list "
		    "them",
		    STRF(name));
	while (more) {
		more = str_cut(rest, '|', &part, &rest);
		ARENA_GROW(p->c->mem, out->filter, out->n_filters, cap);
		out->filter[out->n_filters] = (struct filter_use){0};
		if (!parse_filter(
			p, part, line, &out->filter[out->n_filters++]))
			return false;
	}
	return true;
}

enum token_kind { TOKEN_NODE, TOKEN_IF, TOKEN_ELSE, TOKEN_END };

struct token {
	enum token_kind kind;
	struct inline_node node;
	unsigned line;
};

struct tokens {
	struct token *token;
	size_t n, cap;
};

static void
add_token(struct parse *p, struct tokens *t, struct token k)
{
	ARENA_GROW(p->c->tmp, t->token, t->n, t->cap);
	t->token[t->n++] = k;
}

static void
add_node(struct parse *p, struct inlines *to, struct inline_node n)
{
	ARENA_GROW(p->c->mem, to->node, to->n, to->cap);
	to->node[to->n++] = n;
}

/* What stands between {{ and }}. */
static bool
read_braces(
    struct parse *p, struct str inside, unsigned line, struct tokens *out)
{
	struct token k = {.line = line};
	struct str name = inside;

	if (str_is(inside, "else"))
		k.kind = TOKEN_ELSE;
	else if (str_is(inside, "/if"))
		k.kind = TOKEN_END;
	else if (str_starts(inside, S("#if "))) {
		k.kind = TOKEN_IF;
		k.node.kind = INLINE_IF;
		name = str_trim(str_slice(inside, 4, inside.n));
	} else if (inside.n == 0 || inside.p[0] == '#' || inside.p[0] == '/' ||
		   inside.p[0] == '@')
		return diag_fail(p->c, at_line(p, line),
		    "{{%.*s}} cannot stand inside a line; put it on a line of "
		    "its own",
		    STRF(inside));
	else
		k.node.kind = INLINE_VALUE;
	if (k.kind != TOKEN_ELSE && k.kind != TOKEN_END &&
	    !expression_parse(p, name, line, &k.node.expression))
		return false;
	add_token(p, out, k);
	return true;
}

static bool
read_text(struct parse *p, struct str text, unsigned line, struct tokens *out)
{
	while (text.n > 0) {
		ptrdiff_t open = str_find(text, S("{{"));
		struct str plain =
		    open < 0 ? text : str_slice(text, 0, (size_t)open);
		if (str_find(plain, S("}}")) >= 0)
			return diag_fail(
			    p->c, at_line(p, line), "}} without {{ before it");
		if (plain.n > 0)
			add_token(p, out,
			    (struct token){.line = line,
				.node = {.kind = INLINE_TEXT,
				    .text = words_apostrophes(p->c->mem,
					str_dup(p->c->mem, plain))}});
		if (open < 0)
			return true;
		text = str_slice(text, (size_t)open + 2, text.n);
		ptrdiff_t close = str_find(text, S("}}"));
		if (close < 0)
			return diag_fail(p->c, at_line(p, line),
			    "{{ without }} on the same line");
		if (!read_braces(p, str_trim(str_slice(text, 0, (size_t)close)),
			line, out))
			return false;
		text = str_slice(text, (size_t)close + 2, text.n);
	}
	return true;
}

static bool build(struct parse *p, const struct tokens *, size_t *i,
    unsigned depth, unsigned opened, struct inlines *out, enum token_kind *end);

static bool
build_if(struct parse *p, const struct tokens *t, size_t *i, unsigned depth,
    struct inlines *out)
{
	struct inline_node n = t->token[*i].node;
	unsigned line = t->token[*i].line;
	enum token_kind end;

	++*i;
	if (depth == DEPTH)
		return diag_fail(p->c, at_line(p, line),
		    "{{#if}} nested more than %d deep", DEPTH);
	if (!build(p, t, i, depth + 1, line, &n.then, &end))
		return false;
	if (end == TOKEN_ELSE &&
	    !build(p, t, i, depth + 1, line, &n.otherwise, &end))
		return false;
	if (end != TOKEN_END)
		return diag_fail(
		    p->c, at_line(p, line), "two {{else}} for one {{#if}}");
	add_node(p, out, n);
	return true;
}

/* Up to the {{else}} or {{/if}} that ends this level, which goes to *end; at
 * the top level `opened` is 0 and nothing may end it but the line. */
static bool
build(struct parse *p, const struct tokens *t, size_t *i, unsigned depth,
    unsigned opened, struct inlines *out, enum token_kind *end)
{
	while (*i < t->n) {
		const struct token *k = &t->token[*i];
		if (k->kind == TOKEN_IF) {
			if (!build_if(p, t, i, depth, out))
				return false;
			continue;
		}
		++*i;
		if (k->kind == TOKEN_NODE) {
			add_node(p, out, k->node);
			continue;
		}
		if (opened == 0)
			return diag_fail(p->c, at_line(p, k->line),
			    "{{%s}} without {{#if}} before it",
			    k->kind == TOKEN_ELSE ? "else" : "/if");
		*end = k->kind;
		return true;
	}
	if (opened > 0)
		return diag_fail(p->c, at_line(p, opened),
		    "{{#if}} is not closed by {{/if}} in the same line, bold "
		    "text or link");
	return true;
}

static bool
read_child(struct parse *p, cmark_node *n, unsigned *line, struct tokens *out)
{
	struct token k = {.line = *line};
	const char *literal = cmark_node_get_literal(n);

	switch (cmark_node_get_type(n)) {
	case CMARK_NODE_TEXT:
		return read_text(p, str_of(literal), *line, out);
	case CMARK_NODE_SOFTBREAK:
		++*line;
		return read_text(p, S(" "), *line, out);
	case CMARK_NODE_STRONG:
		k.node.kind = INLINE_STRONG;
		break;
	case CMARK_NODE_LINK:
		k.node.kind = INLINE_LINK;
		k.node.text = str_dup(p->c->mem, str_of(cmark_node_get_url(n)));
		break;
	default:
		return diag_fail(p->c, at_line(p, *line),
		    "Markdown '%s' is not printed; use plain text, **bold** "
		    "and [links](#place)",
		    cmark_node_get_type_string(n));
	}
	if (!inline_read(p, n, *line, &k.node.then))
		return false;
	add_token(p, out, k);
	return true;
}

bool
inline_read(
    struct parse *p, cmark_node *parent, unsigned line, struct inlines *out)
{
	struct tokens t = {0};
	enum token_kind end;
	size_t i = 0;

	*out = (struct inlines){0};
	cmark_consolidate_text_nodes(parent);
	for (cmark_node *n = cmark_node_first_child(parent); n != NULL;
	     n = cmark_node_next(n))
		if (!read_child(p, n, &line, &t))
			return false;
	return build(p, &t, &i, 0, 0, out, &end);
}

static void
drop_node(void *n)
{
	cmark_node_free(n);
}

bool
inline_parse(
    struct parse *p, struct str markdown, unsigned line, struct inlines *out)
{
	cmark_node *doc, *first;

	*out = (struct inlines){0};
	doc = cmark_parse_document(
	    markdown.p, markdown.n, CMARK_OPT_VALIDATE_UTF8);
	arena_defer(p->c->tmp, drop_node, doc);
	first = cmark_node_first_child(doc);
	if (first == NULL)
		return true;
	if (cmark_node_get_type(first) != CMARK_NODE_PARAGRAPH ||
	    cmark_node_next(first) != NULL)
		return diag_fail(p->c, at_line(p, line),
		    "this value is one line of text, not a Markdown %s",
		    cmark_node_get_type_string(first));
	return inline_read(p, first, line, out);
}

bool
inline_words(
    struct parse *p, struct str words, unsigned line, struct inlines *out)
{
	struct tokens t = {0};
	enum token_kind end;
	size_t i = 0;

	*out = (struct inlines){0};
	return read_text(p, words, line, &t) &&
	       build(p, &t, &i, 0, 0, out, &end);
}
