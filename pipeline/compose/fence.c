/* compose/fence.c -- the key: value lines of fenced blocks and {{@ ...}}. */
#include "base/num.h"
#include "compose/tree.h"
#include "compose/words.h"

enum key_kind { WORD, TEXT, LINE };

static const struct {
	const char *name;
	enum key_kind kind;
} key[KEY_N] = {
#define KEY(name, kind, help) {#name, kind},
#include "compose/fence_keys.def"
#undef KEY
};

static const struct {
	const char *name, *must, *may;
} fence[FENCE_N] = {
#define FENCE(name, must, may, help) {#name, must, may},
#include "compose/fences.def"
#undef FENCE
};

static struct at
at_line(const struct parse *p, unsigned line)
{
	return (struct at){.file = p->path, .line = line};
}

/* The key's name in a template has a - where C has a _. */
static bool
same_name(struct str written, const char *name)
{
	if (written.n != str_of(name).n)
		return false;
	for (size_t i = 0; i < written.n; i++)
		if (written.p[i] != (name[i] == '_' ? '-' : name[i]))
			return false;
	return true;
}

static enum fence_key
key_lookup(struct str written)
{
	for (int i = 0; i < KEY_N; i++)
		if (same_name(written, key[i].name))
			return (enum fence_key)i;
	return KEY_N;
}

static bool
listed(const char *names, const char *name)
{
	struct str rest = str_of(names), word;

	while (rest.n > 0) {
		str_cut(rest, ' ', &word, &rest);
		if (str_is(word, name))
			return true;
	}
	return false;
}

/* Cuts at the first | that is not inside {{ }}. */
static bool
cut_bar(struct str s, struct str *head, struct str *tail)
{
	int open = 0;

	for (size_t i = 0; i < s.n; i++) {
		open += s.p[i] == '{';
		open -= s.p[i] == '}';
		if (s.p[i] == '|' && open == 0) {
			*head = str_trim(str_slice(s, 0, i));
			*tail = str_trim(str_slice(s, i + 1, s.n));
			return true;
		}
	}
	*head = str_trim(s);
	*tail = S("");
	return false;
}

static bool
parse_line_value(struct parse *p, struct str value, struct pair *out)
{
	struct str head, tail;

	if (!cut_bar(value, &head, &tail))
		return diag_fail(p->c, at_line(p, out->line),
		    "'%s' wants its parts with a | between them",
		    key[out->key].name);
	if (out->key == KEY_fact)
		return inline_parse(p, head, out->line, &out->lead) &&
		       inline_parse(p, tail, out->line, &out->value);
	out->conditional = true;
	if (!expression_parse(p, head, out->line, &out->condition))
		return false;
	if (out->key == KEY_ask) {
		if (!cut_bar(tail, &head, &tail))
			return diag_fail(p->c, at_line(p, out->line),
			    "'ask' wants condition | topic | question");
		if (!inline_parse(p, head, out->line, &out->lead))
			return false;
	}
	return inline_parse(p, tail, out->line, &out->value);
}

static bool
parse_pair(struct parse *p, enum fence f, struct str line, struct pair *out)
{
	struct str name, value;

	if (!str_cut(line, ':', &name, &value))
		return diag_fail(p->c, at_line(p, out->line),
		    "'%.*s' is no 'key: value' line of a %s", STRF(line),
		    fence[f].name);
	name = str_trim(name);
	value = str_trim(value);
	out->key = key_lookup(name);
	out->name = str_dup(p->c->mem, name);
	if (out->key != KEY_N && !listed(fence[f].must, key[out->key].name) &&
	    !listed(fence[f].may, key[out->key].name))
		out->key = KEY_N;
	if (out->key == KEY_N && f == FENCE_chart)
		return inline_words(p, value, out->line, &out->value);
	if (out->key == KEY_N)
		return diag_fail(p->c, at_line(p, out->line),
		    "a %s has no key '%.*s'; it has: %s %s", fence[f].name,
		    STRF(name), fence[f].must, fence[f].may);
	switch (key[out->key].kind) {
	case WORD:
		return inline_words(p, value, out->line, &out->value);
	case TEXT:
		return inline_parse(p, value, out->line, &out->value);
	case LINE:
		return parse_line_value(p, value, out);
	}
	return false;
}

/* One line of the body with the indented lines that continue it. */
static struct str
take_entry(struct parse *p, struct str *body, unsigned *line, unsigned *at)
{
	struct buf b = buf_new(p->c->tmp);
	struct str one;

	do {
		str_cut(*body, '\n', &one, body);
		++*line;
	} while (str_trim(one).n == 0 && body->n > 0);
	*at = *line;
	buf_adds(&b, str_trim(one));
	while (body->n > 0 && (body->p[0] == ' ' || body->p[0] == '\t')) {
		str_cut(*body, '\n', &one, body);
		++*line;
		buf_addc(&b, ' ');
		buf_adds(&b, str_trim(one));
	}
	return buf_str(&b);
}

static bool
given(const struct node *n, const char *name)
{
	for (size_t i = 0; i < n->n_pairs; i++)
		if (n->pair[i].key != KEY_N &&
		    str_is(str_of(key[n->pair[i].key].name), name))
			return true;
	return false;
}

static bool
check_keys(struct parse *p, const struct node *n)
{
	struct str rest = str_of(fence[n->fence].must), word;

	while (rest.n > 0) {
		str_cut(rest, ' ', &word, &rest);
		if (!given(n, str_z(p->c->tmp, word)))
			return diag_fail(p->c, at_line(p, n->line),
			    "a %s wants the key '%.*s'", fence[n->fence].name,
			    STRF(word));
	}
	for (size_t i = 0; i < n->n_pairs; i++)
		for (size_t k = 0; k < i; k++)
			if (str_eq(n->pair[i].name, n->pair[k].name) &&
			    (n->pair[i].key == KEY_N ||
				key[n->pair[i].key].kind != LINE))
				return diag_fail(p->c,
				    at_line(p, n->pair[i].line),
				    "the key '%.*s' stands here twice",
				    STRF(n->pair[i].name));
	return true;
}

bool
fence_parse(struct parse *p, struct str kind, struct str body, unsigned line,
    struct node *out)
{
	size_t cap = 0;
	int f = 0;

	while (f < FENCE_N && !str_is(kind, fence[f].name))
		f++;
	if (f == FENCE_N)
		return diag_fail(p->c, at_line(p, line),
		    "there is no fenced block '%.*s'; fences.def lists them",
		    STRF(kind));
	out->kind = TREE_FENCE;
	out->fence = (enum fence)f;
	out->line = line;
	while (str_trim(body).n > 0) {
		struct pair pair = {0};
		struct str entry = take_entry(p, &body, &line, &pair.line);
		if (!parse_pair(p, out->fence, entry, &pair))
			return false;
		ARENA_GROW(p->c->mem, out->pair, out->n_pairs, cap);
		out->pair[out->n_pairs++] = pair;
	}
	return check_keys(p, out);
}

static bool
parse_as(struct parse *p, struct str word, unsigned line, struct placing *to)
{
	enum block_kind *out = &to->as;

	if (str_is(word, "easy")) {
		to->easy = true;
		return true;
	}
	if (str_is(word, "kicker"))
		*out = BLOCK_KICKER;
	else if (str_is(word, "lede"))
		*out = BLOCK_LEDE;
	else if (str_is(word, "note"))
		*out = BLOCK_NOTE;
	else
		return diag_fail(p->c, at_line(p, line),
		    "a paragraph can be set as kicker, lede, note or easy, not "
		    "as "
		    "'%.*s'",
		    STRF(word));
	return true;
}

/* The next "name: value" before a comma; one in quotes is part of a value. */
static struct str
cut_part(struct str *text)
{
	bool quoted = false;
	size_t n = 0;
	struct str part;

	while (n < text->n && (quoted || text->p[n] != ','))
		quoted ^= text->p[n++] == '"';
	part = str_slice(*text, 0, n);
	*text = str_slice(*text, n < text->n ? n + 1 : n, text->n);
	return part;
}

static struct str
unquoted(struct parse *p, struct str s)
{
	if (s.n > 1 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		s = str_slice(s, 1, s.n - 1);
	return words_apostrophes(p->c->mem, str_dup(p->c->mem, s));
}

bool
placing_parse(
    struct parse *p, struct str text, unsigned line, struct placing *out)
{
	struct str part, name, value;
	double n;

	while (text.n > 0) {
		part = cut_part(&text);
		str_cut(part, ':', &name, &value);
		name = str_trim(name);
		value = str_trim(value);
		if (str_is(name, "span")) {
			if (!num_parse(value, &n) || n < 1 || n > 12 ||
			    n != (double)(int)n)
				return diag_fail(p->c, at_line(p, line),
				    "span is 1 to 12 columns, not '%.*s'",
				    STRF(value));
			out->span = (int)n;
		} else if (str_is(name, "stack"))
			out->stack = true;
		else if (str_is(name, "rule"))
			out->rule = true;
		else if (str_is(name, "anchor"))
			out->anchor = str_dup(p->c->mem, value);
		else if (str_is(name, "short"))
			out->short_title = unquoted(p, value);
		else if (str_is(name, "as")) {
			if (!parse_as(p, value, line, out))
				return false;
		} else
			return diag_fail(p->c, at_line(p, line),
			    "{{@}} knows span, stack, rule, anchor, short and "
			    "as, not "
			    "'%.*s'",
			    STRF(name));
	}
	return true;
}
