/* model/vocabulary.c -- vocabulary/NAME.yaml: label to word. */
#include <glib.h>

#include "base/hash.h"
#include "model/vocabulary.h"
#include "model/yaml.h"

/* As libcyaml loads it. */
struct raw_group {
	char *word;
	char **label;
	unsigned n;
};

struct raw {
	char *name, *title;
	struct raw_group *group;
	unsigned n;
};

struct vocabulary {
	struct str name;
	GHashTable *word;   /* label_key -> word, both texts of the arena */
	struct str *listed; /* labels and words as they are written */
	size_t n, cap;
	size_t labels;
};

static const cyaml_schema_value_t label_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 500),
};

static const cyaml_schema_field_t group_fields[] = {
    CYAML_FIELD_STRING_PTR(
	"word", CYAML_FLAG_POINTER, struct raw_group, word, 1, 500),
    CYAML_FIELD_SEQUENCE_COUNT("labels",
	CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw_group, label, n,
	&label_schema, 0, CYAML_UNLIMITED),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t group_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_group, group_fields),
};

static const cyaml_schema_field_t raw_fields[] = {
    CYAML_FIELD_STRING_PTR("name", CYAML_FLAG_POINTER, struct raw, name, 1, 80),
    CYAML_FIELD_STRING_PTR("title", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
	struct raw, title, 0, 500),
    CYAML_FIELD_SEQUENCE_COUNT("groups", CYAML_FLAG_POINTER, struct raw, group,
	n, &group_schema, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t raw_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw, raw_fields),
};

struct str
label_key(struct arena *mem, struct str s)
{
	char *p, *end;
	bool gap = false;

	s = str_trim(s);
	p = end = arena_alloc(mem, s.n + 1, 1);
	for (size_t i = 0; i < s.n; i++) {
		bool wide =
		    i + 1 < s.n && s.p[i] == '\xc2' && s.p[i + 1] == '\xa0';
		if (wide || g_ascii_isspace(s.p[i])) {
			i += wide;
			gap = true;
			continue;
		}
		if (gap)
			*end++ = ' ';
		gap = false;
		*end++ = g_ascii_tolower(s.p[i]);
	}
	return (struct str){p, (size_t)(end - p)};
}

/* False when the label stands already for another word, or is listed twice. */
static bool
add(struct ctx *c, struct vocabulary *v, struct str path, struct str label,
    struct str word, bool listed)
{
	struct str key = label_key(c->mem, label);
	const char *old = g_hash_table_lookup(v->word, key.p);

	if (old == NULL) {
		g_hash_table_insert(v->word, (gpointer)key.p, (gpointer)word.p);
		ARENA_GROW(c->mem, v->listed, v->n, v->cap);
		v->listed[v->n++] = str_dup(c->mem, label);
		return true;
	}
	if (listed)
		return diag_fail(c, (struct at){.file = path},
		    "'%.*s' is listed twice, for '%s' and for '%.*s'; keep one",
		    STRF(label), old, STRF(word));
	return true;
}

static bool
fill(
    struct ctx *c, struct str path, const struct raw *raw, struct vocabulary *v)
{
	for (unsigned i = 0; i < raw->n; i++) {
		const struct raw_group *g = &raw->group[i];
		struct str word = str_dup(c->mem, str_of(g->word));
		for (unsigned k = 0; k < g->n; k++, v->labels++)
			if (!add(c, v, path, str_of(g->label[k]), word, true))
				return false;
	}
	/* Last, so that a label may say otherwise of a word's own text. */
	for (unsigned i = 0; i < raw->n; i++) {
		struct str word = str_dup(c->mem, str_of(raw->group[i].word));
		if (!add(c, v, path, word, word, false))
			return false;
	}
	return true;
}

static bool
make(struct ctx *c, struct str path, const struct raw *raw,
    struct vocabulary **out)
{
	struct vocabulary *v = NEW(c->mem, struct vocabulary);

	if (raw == NULL)
		return diag_fail(c, (struct at){.file = path},
		    "the file is empty; a vocabulary has a name and groups");
	*out = v;
	v->name = str_dup(c->mem, str_of(raw->name));
	v->word = hash_tie(c->mem, g_hash_table_new(g_str_hash, g_str_equal));
	return fill(c, path, raw, v);
}

bool
vocabulary_load(struct ctx *c, struct str path, struct vocabulary **out)
{
	void *raw;

	return yaml_load(c, path, &raw_schema, &raw) && make(c, path, raw, out);
}

bool
vocabulary_load_text(
    struct ctx *c, struct str path, struct str text, struct vocabulary **out)
{
	void *raw;

	return yaml_load_text(c, path, text, &raw_schema, &raw) &&
	       make(c, path, raw, out);
}

bool
vocabulary_find(const struct vocabulary *v, struct str label, struct str *word)
{
	struct arena *mem = arena_new("vocabulary_find");
	const char *z = g_hash_table_lookup(v->word, label_key(mem, label).p);

	arena_free(mem);
	*word = str_of(z);
	return z != NULL;
}

#define NEAR_MAX 200 /* bytes of a label that is compared */

/* One row of the table of Wagner and Fischer at a time. */
size_t
label_distance(struct str a, struct str b, size_t most)
{
	size_t row[NEAR_MAX + 1];

	if (a.n > NEAR_MAX || b.n > NEAR_MAX ||
	    (a.n > b.n ? a.n - b.n : b.n - a.n) > most)
		return most + 1;
	for (size_t k = 0; k <= b.n; k++)
		row[k] = k;
	for (size_t i = 1; i <= a.n; i++) {
		size_t corner = row[0], least = row[0] = i;
		for (size_t k = 1; k <= b.n; k++) {
			size_t above = row[k],
			       here = corner + (g_ascii_tolower(a.p[i - 1]) !=
						   g_ascii_tolower(b.p[k - 1]));
			if (above + 1 < here)
				here = above + 1;
			if (row[k - 1] + 1 < here)
				here = row[k - 1] + 1;
			row[k] = here;
			corner = above;
			least = here < least ? here : least;
		}
		if (least > most)
			return most + 1;
	}
	return row[b.n] > most ? most + 1 : row[b.n];
}

struct str
vocabulary_nearest(
    const struct vocabulary *v, struct arena *mem, struct str label)
{
	struct arena_mark m = arena_mark(mem);
	struct str key = label_key(mem, label), best = S("");
	size_t most = key.n / 3, distance = most + 1;

	for (size_t i = 0; i < v->n; i++) {
		struct arena_mark here = arena_mark(mem);
		size_t d =
		    label_distance(key, label_key(mem, v->listed[i]), most);
		arena_rewind(mem, here);
		if (d < distance || (d == distance && d <= most &&
					str_cmp(v->listed[i], best) < 0)) {
			distance = d;
			best = v->listed[i];
		}
	}
	arena_rewind(mem, m);
	return str_dup(mem, best);
}

struct str
vocabulary_name(const struct vocabulary *v)
{
	return v->name;
}

size_t
vocabulary_labels(const struct vocabulary *v)
{
	return v->labels;
}
