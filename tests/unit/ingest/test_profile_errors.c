/* What is wrong in a profile or a vocabulary is said with file, line and key:
 * tried on every key of every shipped one, which is misspelt, given a value of
 * another kind, and left out. */
#include <glib.h>
#include <yaml.h>

#include "base/file.h"
#include "check.h"
#include "model/profile.h"
#include "model/vocabulary.h"

/* One way to spoil one key. The line said is the key's or its value's; without
 * a key that is optional or is said under the name of what it is missing in, it
 * is a line of that. */
struct spoilt {
	struct str text, key, top;
	unsigned from, to;
	bool left_out;
};

typedef bool (*load_fn)(struct ctx *, struct str path, struct str yaml);

struct trial {
	struct ctx c;
	const char *path;
	struct str text;
	load_fn load;
	unsigned tried, refused;
};

static bool
load_profile(struct ctx *c, struct str path, struct str yaml)
{
	struct profile *p;

	return profile_load_text(c, path, yaml, &p);
}

static bool
load_vocabulary(struct ctx *c, struct str path, struct str yaml)
{
	struct vocabulary *v;

	return vocabulary_load_text(c, path, yaml, &v);
}

static struct str
replaced(struct trial *t, size_t from, size_t to, const char *with)
{
	return str_fmt(t->c.mem, "%.*s%s%.*s",
	    STRF(str_slice(t->text, 0, from)), with,
	    STRF(str_slice(t->text, to, t->text.n)));
}

/* What is left out may be missed by another key, which is named then. */
static bool
is_missed_elsewhere(const struct spoilt *s, struct str message)
{
	struct str key, rest, line, text = s->text;

	if (!s->left_out || !str_cut(message, ':', &key, &rest))
		return false;
	while (str_cut(text, '\n', &line, &text))
		if (str_starts(line, key) && line.n > key.n &&
		    line.p[key.n] == ':')
			return !str_eq(key, s->top);
	return false;
}

static bool
is_named(const struct spoilt *s, struct str message, unsigned line)
{
	if (line < s->from || line > s->to)
		return false;
	return str_find(message, s->key) >= 0 ||
	       (s->left_out && str_starts(message, s->top) &&
		   message.n > s->top.n && message.p[s->top.n] == ':');
}

static void
try(struct trial *t, const struct spoilt *s)
{
	struct ctx c = test_ctx();
	struct at at;

	t->tried++;
	if (t->load(&c, str_of(t->path), s->text)) {
		if (!s->left_out)
			fail_msg("%s:%u: '%.*s' was let through:\n%.*s",
			    t->path, s->from, STRF(s->key), STRF(s->text));
		test_drop(&c);
		return;
	}
	t->refused++;
	at = diag_at(c.diag);
	assert_int_equal(diag_failures(c.diag), 1);
	assert_str(at.file, t->path);
	assert_true(at.line > 0);
	if (!is_named(s, diag_text(c.diag), at.line) &&
	    !is_missed_elsewhere(s, diag_text(c.diag)))
		fail_msg("%s:%u-%u: '%.*s' gives %.*s:%u: %.*s", t->path,
		    s->from, s->to, STRF(s->key), STRF(at.file), at.line,
		    STRF(diag_text(c.diag)));
	test_drop(&c);
}

/* A pair of a mapping is cut out with the comma that parts it from the next or
 * the one before. */
static struct str
without(struct trial *t, size_t from, size_t to)
{
	const char *p = t->text.p;
	size_t next = to, last = from;

	while (next < t->text.n && p[next] == ' ')
		next++;
	while (last > 0 && (p[last - 1] == ' ' || p[last - 1] == '\n'))
		last--;
	if (next < t->text.n && p[next] == ',')
		to = next + 1;
	else if (last > 0 && p[last - 1] == ',')
		from = last - 1;
	return replaced(t, from, to, "");
}

static struct str
text_of(const yaml_node_t *scalar)
{
	return (struct str){(const char *)scalar->data.scalar.value,
	    scalar->data.scalar.length};
}

/* Where a node's own text ends: a block goes on to what stands behind it. */
static size_t
end_of(const struct trial *t, const yaml_node_t *node)
{
	size_t end = node->end_mark.index;

	while (end > node->start_mark.index && t->text.p[end - 1] != '}' &&
	       g_ascii_isspace(t->text.p[end - 1]))
		end--;
	return end;
}

static unsigned
line_at(const struct trial *t, size_t end)
{
	unsigned line = 1;

	for (size_t i = 0; i < end; i++)
		line += t->text.p[i] == '\n';
	return line;
}

/* A pair of the mapping, which belongs to the top key, or is one. */
static void
spoil_pair(struct trial *t, const yaml_node_t *mapping, const yaml_node_t *top,
    const yaml_node_t *key, const yaml_node_t *value)
{
	struct str name = {
	    (const char *)key->data.scalar.value, key->data.scalar.length};
	size_t behind = key->end_mark.index, from = value->start_mark.index,
	       to = end_of(t, value);
	bool scalar = value->type == YAML_SCALAR_NODE;
	struct spoilt s = {.top = text_of(top),
	    .from = (unsigned)key->start_mark.line + 1,
	    .to = (unsigned)value->start_mark.line + 1};

	s.text = replaced(t, behind, behind, "_x");
	s.key = str_fmt(t->c.mem, "%.*s_x", STRF(name));
	try(t, &s);
	s.key = name;
	s.text = replaced(t, from, to, scalar ? "{zz: 1}" : "zz");
	try(t, &s);
	s.text = without(t, key->start_mark.index, to);
	s.from = top == key ? 1 : (unsigned)top->start_mark.line + 1;
	s.to = line_at(t, end_of(t, mapping));
	s.left_out = true;
	try(t, &s);
}

static void
spoil_node(
    struct trial *t, yaml_document_t *doc, int id, const yaml_node_t *top)
{
	const yaml_node_t *node = yaml_document_get_node(doc, id);

	if (node->type == YAML_SEQUENCE_NODE)
		for (int *i = node->data.sequence.items.start;
		     i < node->data.sequence.items.top; i++)
			spoil_node(t, doc, *i, top);
	if (node->type != YAML_MAPPING_NODE)
		return;
	for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
	     pair < node->data.mapping.pairs.top; pair++) {
		const yaml_node_t *key = yaml_document_get_node(doc, pair->key);
		const yaml_node_t *its = top == NULL ? key : top;

		spoil_pair(t, node, its, key,
		    yaml_document_get_node(doc, pair->value));
		spoil_node(t, doc, pair->value, its);
	}
}

static void
spoil_all(struct trial *t)
{
	yaml_parser_t parser;
	yaml_document_t doc;

	assert_true(yaml_parser_initialize(&parser));
	yaml_parser_set_input_string(
	    &parser, (const unsigned char *)t->text.p, t->text.n);
	assert_true(yaml_parser_load(&parser, &doc));
	spoil_node(t, &doc, 1, NULL);
	yaml_document_delete(&doc);
	yaml_parser_delete(&parser);
}

static void
spoil_folder(const char *folder, load_fn load)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	unsigned files = 0, tried = 0, refused = 0;
	const char *name;

	assert_non_null(dir);
	while ((name = g_dir_read_name(dir)) != NULL) {
		struct trial t = {.c = test_ctx(), .load = load};

		if (g_str_has_suffix(name, ".yaml")) {
			t.path = str_fmt(t.c.mem, "%s/%s", folder, name).p;
			assert_true(
			    file_read(&t.c, str_of(t.path), 0, &t.text));
			spoil_all(&t);
			files++;
			tried += t.tried;
			refused += t.refused;
		}
		test_drop(&t.c);
	}
	g_dir_close(dir);
	print_message(
	    "%u files, %u spoilt, %u refused\n", files, tried, refused);
	assert_true(files > 10 && refused > tried / 2);
}

static void
every_spoilt_key_of_a_profile_is_named(void **state)
{
	spoil_folder("input/profiles", load_profile);
}

static void
every_spoilt_key_of_a_vocabulary_is_named(void **state)
{
	spoil_folder("input/vocabulary", load_vocabulary);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_spoilt_key_of_a_profile_is_named),
	    cmocka_unit_test(every_spoilt_key_of_a_vocabulary_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
