/* model/yaml.c -- the one way into YAML: libcyaml with its errors made ours. */
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "model/yaml.h"

struct loaded {
	const cyaml_config_t *config;
	const cyaml_schema_value_t *schema;
	void *data;
};

#define MISSING "Missing required mapping field: "
#define UNKNOWN "Unexpected key: "
#define SYNTAX  "libyaml: "

/* libcyaml says what is wrong first and then, line by line, where, from the
 * inside out. We keep the first sentence and the innermost place. A key that is
 * missing has none: there the first place is of its mapping's last key, and the
 * next is of the mapping. */
struct complaint {
	struct buf text;
	struct str unknown; /* a key */
	unsigned line, places;
	bool missing, syntax;
	char key[64];
};

static const struct {
	const char *theirs, *ours;
} kind_words[] = {
    {"SEQUENCE", "a list"},
    {"MAPPING", "keys with values"},
    {"SCALAR", "a single value"},
};

static const char *
kind_word(const char *theirs)
{
	for (size_t i = 0; i < COUNT(kind_words); i++)
		if (g_str_has_prefix(theirs, kind_words[i].theirs))
			return kind_words[i].ours;
	return "a single value";
}

/* The sentence in our words; one that is not known here stays as it is. */
static void
say(struct complaint *k, const char *text)
{
	static const struct {
		const char *starts, *before, *behind;
	} known[] = {
	    {MISSING, "'", "' is missing"},
	    {UNKNOWN, "'", "' is no key that may stand here"},
	    {"Mapping field already seen: ", "'", "' is given twice"},
	    {"Invalid ENUM value: ", "'", "' is none of the words for it"},
	    {"Invalid BOOL value: ", "'", "' is neither yes nor no"},
	    {"Invalid INT value: ", "", " is not a whole number"},
	    {"Invalid UINT value: ", "", " is not a whole number from 0 on"},
	    {"Invalid FLOAT value: ", "'", "' is not a number"},
	    {SYNTAX, "is no YAML: ", ""},
	    {"STRING length < 1: ", "has no text", ""},
	};
	const char *got = strstr(text, ", got event: ");

	k->missing = g_str_has_prefix(text, MISSING);
	k->syntax = g_str_has_prefix(text, SYNTAX);
	if (g_str_has_prefix(text, UNKNOWN))
		k->unknown =
		    str_dup(k->text.mem, str_of(text + strlen(UNKNOWN)));
	for (size_t i = 0; i < COUNT(known); i++)
		if (g_str_has_prefix(text, known[i].starts)) {
			buf_addf(&k->text, "%s%s%s", known[i].before,
			    text + strlen(known[i].starts), known[i].behind);
			return;
		}
	if (g_str_has_prefix(text, "Expecting ") && got != NULL)
		buf_addf(&k->text, "needs %s, not %s", kind_word(text + 10),
		    kind_word(got + 13));
	else
		buf_addz(&k->text, text);
}

static void
hear(cyaml_log_t level, void *self, const char *fmt, va_list ap)
{
	struct complaint *k = self;
	char text[512], *p, *end;

	if (level < CYAML_LOG_ERROR)
		return;
	vsnprintf(text, sizeof text, fmt, ap);
	g_strstrip(text);
	p = strstr(text, "line: ");
	if (p == NULL) {
		if (k->text.n == 0)
			say(k,
			    g_str_has_prefix(text, "Load: ") ? text + 6 : text);
		return;
	}
	if (k->places++ == 0 && k->missing)
		return;
	if (k->line == 0)
		k->line = (unsigned)g_ascii_strtoull(p + 6, NULL, 10);
	if (k->key[0] != '\0' || !g_str_has_prefix(text, "in mapping field '"))
		return;
	p = text + strlen("in mapping field '");
	end = strchr(p, '\'');
	if (end != NULL)
		snprintf(k->key, sizeof k->key, "%.*s", (int)(end - p), p);
}

/* Where it stops being YAML: libcyaml only knows the key before. */
static unsigned
line_of_syntax(struct str text, unsigned from)
{
	yaml_parser_t parser;
	yaml_event_t event;
	yaml_event_type_t type;

	if (!yaml_parser_initialize(&parser))
		return from;
	yaml_parser_set_input_string(
	    &parser, (const unsigned char *)text.p, text.n);
	do {
		if (!yaml_parser_parse(&parser, &event)) {
			from = (unsigned)parser.problem_mark.line + 1;
			break;
		}
		type = event.type;
		yaml_event_delete(&event);
	} while (type != YAML_STREAM_END_EVENT);
	yaml_parser_delete(&parser);
	return from;
}

/* The first line that says something. */
static unsigned
first_line(struct str text)
{
	struct str line;
	unsigned n = 1;

	for (; str_cut(text, '\n', &line, &text); n++)
		if (line.n > 0 && line.p[0] != '#' &&
		    !str_starts(line, S("---")))
			return n;
	return 1;
}

/* The place of an unknown key is that of the one before it: look on from there
 * for the key itself. Returns the line given when it is not found. */
static unsigned
line_of_key(struct str text, unsigned from, struct str key)
{
	struct str line;
	unsigned at = 1;

	for (bool more = true; more; at++) {
		more = str_cut(text, '\n', &line, &text);
		line = str_trim(line);
		if (str_starts(line, S("- ")))
			line = str_trim(str_slice(line, 2, line.n));
		if (at >= from && str_starts(line, key) && line.n > key.n &&
		    line.p[key.n] == ':')
			return at;
	}
	return from;
}

static void
drop(void *p)
{
	struct loaded *l = p;

	cyaml_free(l->config, l->schema, l->data, 0);
}

bool
yaml_load_text(struct ctx *c, struct str name, struct str text,
    const cyaml_schema_value_t *schema, void **out)
{
	struct complaint *k = NEW(c->mem, struct complaint);
	cyaml_config_t *config = NEW(c->mem, cyaml_config_t);
	struct loaded *l = NEW(c->mem, struct loaded);
	cyaml_err_t err;

	k->text = buf_new(c->mem);
	*config = (cyaml_config_t){.log_fn = hear,
	    .log_ctx = k,
	    .mem_fn = cyaml_mem,
	    .log_level = CYAML_LOG_ERROR};
	*out = NULL;
	err = cyaml_load_data((const uint8_t *)(text.n ? text.p : ""), text.n,
	    config, schema, (cyaml_data_t **)out, NULL);
	if (err != CYAML_OK) {
		if (k->text.n == 0)
			buf_addz(&k->text, cyaml_strerror(err));
		if (k->unknown.n > 0)
			k->line = line_of_key(text, k->line, k->unknown);
		if (k->syntax)
			k->line = line_of_syntax(text, k->line);
		if (k->line == 0 && k->missing)
			k->line = first_line(text);
		return diag_fail(c, (struct at){.file = name, .line = k->line},
		    "%s%s%.*s", k->key, k->key[0] ? ": " : "",
		    STRF(buf_str(&k->text)));
	}
	*l = (struct loaded){config, schema, *out};
	if (*out != NULL)
		arena_defer(c->mem, drop, l);
	return true;
}

bool
yaml_load(struct ctx *c, struct str path, const cyaml_schema_value_t *schema,
    void **out)
{
	GError *err = NULL;
	char *text;
	gsize n;
	bool ok;

	if (!g_file_get_contents(str_z(c->tmp, path), &text, &n, &err)) {
		diag_fail(c, (struct at){.file = path}, "%s", err->message);
		g_error_free(err);
		return false;
	}
	ok = yaml_load_text(c, path, (struct str){text, n}, schema, out);
	g_free(text);
	return ok;
}
