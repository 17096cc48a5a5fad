/* model/yaml.c -- the one way into YAML: libcyaml with its errors made ours. */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "model/yaml.h"

struct loaded {
	const cyaml_config_t *config;
	const cyaml_schema_value_t *schema;
	void *data;
};

/* libcyaml says what is wrong first and then, line by line, where. We keep the
 * first sentence and the innermost place. */
struct complaint {
	struct buf text;
	unsigned line;
	char key[64];
};

static void
hear(cyaml_log_t level, void *self, const char *fmt, va_list ap)
{
	struct complaint *k = self;
	char text[512], *p;

	if (level < CYAML_LOG_ERROR)
		return;
	vsnprintf(text, sizeof text, fmt, ap);
	g_strstrip(text);
	if ((p = strstr(text, "line: ")) != NULL) {
		unsigned line = (unsigned)g_ascii_strtoull(p + 6, NULL, 10);
		char *a = strchr(text, '\''), *b = a ? strchr(a + 1, '\'') : a;
		if (k->line == 0)
			k->line = line;
		if (k->key[0] == '\0' && b != NULL)
			snprintf(k->key, sizeof k->key, "%.*s",
			    (int)(b - a - 1), a + 1);
		return;
	}
	if (k->text.n == 0) {
		p = g_str_has_prefix(text, "Load: ") ? text + 6 : text;
		buf_addz(&k->text, p);
	}
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
		struct str unknown = S("Unexpected key: ");
		if (k->text.n == 0)
			buf_addz(&k->text, cyaml_strerror(err));
		if (str_starts(buf_str(&k->text), unknown))
			k->line = line_of_key(text, k->line,
			    str_slice(buf_str(&k->text), unknown.n, k->text.n));
		return diag_fail(c, (struct at){.file = name, .line = k->line},
		    "%.*s%s%s%s", STRF(buf_str(&k->text)),
		    k->key[0] ? " (key '" : "", k->key, k->key[0] ? "')" : "");
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
