/* compose/template.c -- reads a template: front matter, Markdown, directives. */
#include <cmark.h>

#include "base/file.h"
#include "compose/tree.h"

enum { TEMPLATE_BYTES = 1 << 20, DEPTH = 16 };

/* Lines of the template, one at a time; `at` is the number of the last. */
struct lines {
	struct str rest, line;
	unsigned at;
};

static struct at
at_line(const struct parse *p, unsigned line)
{
	return (struct at){.file = p->path, .line = line};
}

static bool
next_line(struct lines *l)
{
	if (l->rest.n == 0)
		return false;
	str_cut(l->rest, '\n', &l->line, &l->rest);
	l->at++;
	return true;
}

static bool
read_front(struct parse *p, struct lines *l, struct template *t)
{
	struct {
		const char *key;
		struct inlines *to;
	} front[] = {{"kind", &t->kind}, {"title", &t->title},
	    {"running-left", &t->running_left},
	    {"running-right", &t->running_right}, {"core", &t->core},
	    {"headlines", &t->headlines}};

	if (!next_line(l) || !str_is(str_trim(l->line), "---"))
		return diag_fail(p->c, at_line(p, 1),
		    "a template starts with --- and its id, kind and title");
	while (next_line(l) && !str_is(str_trim(l->line), "---")) {
		struct str key, value;
		size_t i = 0;
		str_cut(l->line, ':', &key, &value);
		key = str_trim(key);
		value = str_trim(value);
		if (str_is(key, "id")) {
			t->id = str_dup(p->c->mem, value);
			continue;
		}
		while (i < COUNT(front) && !str_is(key, front[i].key))
			i++;
		if (i == COUNT(front))
			return diag_fail(p->c, at_line(p, l->at),
			    "front matter knows id, kind, title, running-left, "
			    "running-right, core and headlines, not '%.*s'",
			    STRF(key));
		if (!inline_words(p, value, l->at, front[i].to))
			return false;
	}
	if (!str_is(str_trim(l->line), "---"))
		return diag_fail(p->c, at_line(p, l->at),
		    "the front matter is not closed by ---");
	if (t->id.n == 0 || t->title.n == 0)
		return diag_fail(p->c, at_line(p, l->at),
		    "the front matter wants an id and a title");
	return true;
}

static struct node *
add_node(struct parse *p, struct nodes *to, struct node n, struct placing *next)
{
	ARENA_GROW(p->c->mem, to->node, to->n, to->cap);
	n.place = *next;
	*next = (struct placing){.as = BLOCK_N};
	to->node[to->n] = n;
	return &to->node[to->n++];
}

static bool
read_list(struct parse *p, cmark_node *list, unsigned first, struct node *out)
{
	size_t cap = 0;

	out->kind = TREE_LIST;
	out->ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
	for (cmark_node *i = cmark_node_first_child(list); i != NULL;
	     i = cmark_node_next(i)) {
		cmark_node *text = cmark_node_first_child(i);
		unsigned line = first + (unsigned)cmark_node_get_start_line(i);
		if (text == NULL || cmark_node_next(text) != NULL ||
		    cmark_node_get_type(text) != CMARK_NODE_PARAGRAPH)
			return diag_fail(p->c, at_line(p, line),
			    "an item of a list is one paragraph");
		ARENA_GROW(p->c->mem, out->item, out->n_items, cap);
		if (!inline_read(p, text, line, &out->item[out->n_items++]))
			return false;
	}
	return true;
}

static bool
read_block(struct parse *p, cmark_node *b, unsigned first, struct node *out)
{
	out->line = first + (unsigned)cmark_node_get_start_line(b);
	switch (cmark_node_get_type(b)) {
	case CMARK_NODE_HEADING:
		out->kind = TREE_HEADING;
		out->level = cmark_node_get_heading_level(b);
		if (out->level > 3)
			return diag_fail(p->c, at_line(p, out->line),
			    "headings go from # to ###");
		return inline_read(p, b, out->line, &out->text);
	case CMARK_NODE_PARAGRAPH:
		out->kind = TREE_PARAGRAPH;
		return inline_read(p, b, out->line, &out->text);
	case CMARK_NODE_LIST:
		return read_list(p, b, first, out);
	case CMARK_NODE_CODE_BLOCK:
		return fence_parse(p,
		    str_trim(str_of(cmark_node_get_fence_info(b))),
		    str_of(cmark_node_get_literal(b)), out->line, out);
	default:
		return diag_fail(p->c, at_line(p, out->line),
		    "Markdown '%s' is not printed; use headings, paragraphs, "
		    "lists and fenced blocks",
		    cmark_node_get_type_string(b));
	}
}

static void
drop_node(void *n)
{
	cmark_node_free(n);
}

/* The lines between two directives; `first` lines of the file stand before. */
static bool
read_markdown(struct parse *p, struct str text, unsigned first,
    struct placing *place, struct nodes *out)
{
	cmark_node *doc;

	if (str_trim(text).n == 0)
		return true;
	doc = cmark_parse_document(text.p, text.n, CMARK_OPT_VALIDATE_UTF8);
	arena_defer(p->c->tmp, drop_node, doc);
	for (cmark_node *b = cmark_node_first_child(doc); b != NULL;
	     b = cmark_node_next(b)) {
		struct node n = {0};
		if (!read_block(p, b, first, &n))
			return false;
		add_node(p, out, n, place);
	}
	return true;
}

/* {{#if x}}, {{else}}, {{/if}}, {{#each x}}, {{/each}} or {{@ ...}} alone on
 * its line: the text between the braces, else empty. */
static struct str
directive(struct str line)
{
	struct str s = str_trim(line), inside;

	if (!str_starts(s, S("{{")) || !str_ends(s, S("}}")))
		return S("");
	inside = str_trim(str_slice(s, 2, s.n - 2));
	if (str_find(inside, S("{{")) >= 0 || inside.n == 0)
		return S("");
	if (inside.p[0] == '#' || inside.p[0] == '/' || inside.p[0] == '@' ||
	    str_is(inside, "else"))
		return inside;
	return S("");
}

enum ending { END_FILE, END_ELSE, END_IF, END_EACH };

static bool read_nodes(struct parse *, struct lines *, unsigned depth,
    struct nodes *out, enum ending *end);

static bool
open_each(struct parse *p, const struct node *n)
{
	if (!name_is_list(&n->condition.name))
		return diag_fail(p->c, at_line(p, n->line),
		    "'%.*s' is not a list", STRF(n->condition.name.text));
	if (p->n_lists == EACH_DEPTH)
		return diag_fail(p->c, at_line(p, n->line),
		    "{{#each}} nested more than %d deep", EACH_DEPTH);
	p->list[p->n_lists++] = n->condition.name.index;
	return true;
}

static bool
read_opened(struct parse *p, struct lines *l, struct str inside, unsigned depth,
    struct nodes *out)
{
	struct placing none = {.as = BLOCK_N};
	struct node n = {.line = l->at};
	bool each = str_starts(inside, S("#each "));
	enum ending end;

	if (depth == DEPTH)
		return diag_fail(p->c, at_line(p, l->at),
		    "directives nested more than %d deep", DEPTH);
	n.kind = each ? TREE_EACH : TREE_IF;
	if (!each && !str_starts(inside, S("#if ")))
		return diag_fail(p->c, at_line(p, l->at),
		    "{{%.*s}} is unknown; there are #if and #each",
		    STRF(inside));
	if (!expression_parse(p, str_slice(inside, each ? 6 : 4, inside.n),
		l->at, &n.condition))
		return false;
	if (each && !open_each(p, &n))
		return false;
	if (!read_nodes(p, l, depth + 1, &n.then, &end))
		return false;
	if (!each && end == END_ELSE &&
	    !read_nodes(p, l, depth + 1, &n.otherwise, &end))
		return false;
	if (each)
		p->n_lists--;
	if (end != (each ? END_EACH : END_IF))
		return diag_fail(p->c, at_line(p, n.line),
		    "{{%.*s}} is not closed by {{/%s}}", STRF(inside),
		    each ? "each" : "if");
	add_node(p, out, n, &none);
	return true;
}

/* An opening or closing line of a fence: ``` and what follows. */
static bool
is_fence(struct str line)
{
	return str_starts(line, S("```"));
}

static bool
read_nodes(struct parse *p, struct lines *l, unsigned depth, struct nodes *out,
    enum ending *end)
{
	struct placing place = {.as = BLOCK_N};
	const char *start = l->rest.p;
	unsigned first = l->at;
	bool fenced = false;

	*end = END_FILE;
	for (;;) {
		bool more = next_line(l);
		struct str inside = S("");
		if (more && is_fence(l->line))
			fenced = !fenced;
		if (more && !fenced)
			inside = directive(l->line);
		if (more && inside.n == 0)
			continue;
		struct str before = {
		    start, (size_t)((more ? l->line.p : l->rest.p) - start)};
		if (!read_markdown(p, before, first, &place, out))
			return false;
		if (!more && place.line == 0)
			return true;
		if (place.line != 0)
			return diag_fail(p->c, at_line(p, place.line),
			    "{{@}} stands right before the block it places");
		if (inside.p[0] == '@') {
			place.line = l->at;
			if (!placing_parse(p, str_slice(inside, 1, inside.n),
				l->at, &place))
				return false;
		} else if (inside.p[0] == '#') {
			if (!read_opened(p, l, inside, depth, out))
				return false;
		} else {
			*end = str_is(inside, "else")  ? END_ELSE
			       : str_is(inside, "/if") ? END_IF
						       : END_EACH;
			return true;
		}
		start = l->rest.p;
		first = l->at;
	}
}

bool
template_parse(
    struct ctx *c, struct str name, struct str text, struct template **out)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct parse p = {.c = c, .path = str_dup(c->mem, name)};
	struct template *t = NEW(c->mem, struct template);
	struct lines l = {.rest = str_dup(c->mem, text)};
	enum ending end;
	bool ok;

	t->path = p.path;
	ok = read_front(&p, &l, t) && read_nodes(&p, &l, 0, &t->body, &end);
	if (ok && end != END_FILE)
		ok = diag_fail(c, at_line(&p, l.at),
		    "this closes nothing that was opened");
	arena_rewind(c->tmp, m);
	*out = t;
	return ok;
}

bool
template_load(struct ctx *c, struct str path, struct template **out)
{
	struct str text;

	return file_read(c, path, TEMPLATE_BYTES, &text) &&
	       template_parse(c, path, text, out);
}
