/* render/manifest_read.c -- a manifest.json read back.
 *
 * GLib reads no JSON. libcyaml, which reads our settings, does: JSON is YAML in
 * its flow style, and a schema refuses every key that we do not write. */
#include <glib.h>
#include <stdlib.h>

#include "base/file.h"
#include "model/yaml.h"
#include "render/manifest.h"

struct yaml_input {
	char *path, *sha256, *profile;
	uint64_t observations;
	bool synthetic;
};

struct yaml_output {
	char *path, *sha256;
	uint64_t bytes;
};

struct yaml_depends {
#define DEPEND(name, words) char *name;
#include "render/depends.def"
#undef DEPEND
};

struct yaml_pack {
	char *kind, *organisation, *disclosure, *program, *inputs, *charts;
	char **files;
	unsigned files_count;
	struct yaml_depends depends;
};

struct yaml_set {
	char *id;
	struct yaml_input *files;
	unsigned files_count;
};

struct yaml_versions {
	char *skillmix, *cairo, *qpdf, *libxlsxwriter;
};

struct yaml_manifest {
	char *period;
	struct yaml_versions versions;
	struct yaml_input *inputs;
	unsigned inputs_count;
	struct yaml_set *input_sets;
	unsigned input_sets_count;
	struct yaml_pack *packs;
	unsigned packs_count;
	struct yaml_output *outputs;
	unsigned outputs_count;
};

#define TEXT(type, key)                                                        \
	CYAML_FIELD_STRING_PTR(                                                \
	    #key, CYAML_FLAG_POINTER, struct type, key, 0, 65536)
#define LIST(type, key, of)                                                    \
	CYAML_FIELD_SEQUENCE(#key, CYAML_FLAG_POINTER, struct type, key, of,   \
	    0, CYAML_UNLIMITED)

static const cyaml_schema_field_t source_fields[] = {TEXT(yaml_input, path),
    TEXT(yaml_input, sha256), TEXT(yaml_input, profile),
    CYAML_FIELD_UINT(
	"observations", CYAML_FLAG_DEFAULT, struct yaml_input, observations),
    CYAML_FIELD_BOOL(
	"synthetic", CYAML_FLAG_DEFAULT, struct yaml_input, synthetic),
    CYAML_FIELD_END};
static const cyaml_schema_value_t source_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct yaml_input, source_fields)};

static const cyaml_schema_field_t input_fields[] = {
    TEXT(yaml_input, path), TEXT(yaml_input, sha256), CYAML_FIELD_END};
static const cyaml_schema_value_t input_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct yaml_input, input_fields)};

static const cyaml_schema_field_t set_fields[] = {
    TEXT(yaml_set, id), LIST(yaml_set, files, &input_schema), CYAML_FIELD_END};
static const cyaml_schema_value_t set_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct yaml_set, set_fields)};

static const cyaml_schema_field_t output_fields[] = {TEXT(yaml_output, path),
    CYAML_FIELD_UINT("bytes", CYAML_FLAG_DEFAULT, struct yaml_output, bytes),
    TEXT(yaml_output, sha256), CYAML_FIELD_END};
static const cyaml_schema_value_t output_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct yaml_output, output_fields)};

static const cyaml_schema_field_t depend_fields[] = {
#define DEPEND(name, words) TEXT(yaml_depends, name),
#include "render/depends.def"
#undef DEPEND
    CYAML_FIELD_END};

static const cyaml_schema_value_t file_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 4096)};

static const cyaml_schema_field_t pack_fields[] = {TEXT(yaml_pack, kind),
    TEXT(yaml_pack, organisation), TEXT(yaml_pack, disclosure),
    TEXT(yaml_pack, program),
    CYAML_FIELD_STRING_PTR("charts", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
	struct yaml_pack, charts, 0, 64),
    LIST(yaml_pack, files, &file_schema), TEXT(yaml_pack, inputs),
    CYAML_FIELD_MAPPING("depends", CYAML_FLAG_DEFAULT, struct yaml_pack,
	depends, depend_fields),
    CYAML_FIELD_END};
static const cyaml_schema_value_t pack_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct yaml_pack, pack_fields)};

static const cyaml_schema_field_t version_fields[] = {
    TEXT(yaml_versions, skillmix), TEXT(yaml_versions, cairo),
    TEXT(yaml_versions, qpdf), TEXT(yaml_versions, libxlsxwriter),
    CYAML_FIELD_END};

static const cyaml_schema_field_t fields[] = {TEXT(yaml_manifest, period),
    CYAML_FIELD_MAPPING("versions", CYAML_FLAG_DEFAULT, struct yaml_manifest,
	versions, version_fields),
    LIST(yaml_manifest, inputs, &source_schema),
    LIST(yaml_manifest, input_sets, &set_schema),
    LIST(yaml_manifest, packs, &pack_schema),
    LIST(yaml_manifest, outputs, &output_schema), CYAML_FIELD_END};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct yaml_manifest, fields)};

/* A path that stays in the folder. */
static bool
is_inside(struct str path)
{
	struct str part, rest = path;

	if (path.n == 0 || path.p[0] == '/')
		return false;
	while (rest.n > 0) {
		(void)str_cut(rest, '/', &part, &rest);
		if (part.n == 0 || str_is(part, ".") || str_is(part, ".."))
			return false;
	}
	return true;
}

static struct str
text(struct ctx *c, const char *z)
{
	return str_dup(c->mem, str_of(z));
}

static void
take_set(struct ctx *c, const struct yaml_set *y, struct manifest_set *out)
{
	*out = (struct manifest_set){.id = text(c, y->id),
	    .input = NEWS(c->mem, y->files_count, struct manifest_input),
	    .n = y->files_count};
	for (size_t i = 0; i < out->n; i++)
		out->input[i] = (struct manifest_input){
		    text(c, y->files[i].path), text(c, y->files[i].sha256)};
}

static void
take_pack(struct ctx *c, const struct yaml_pack *y, struct manifest_pack *out)
{
	*out = (struct manifest_pack){.kind = text(c, y->kind),
	    .organisation = text(c, y->organisation),
	    .disclosure = text(c, y->disclosure),
	    .program = text(c, y->program),
	    .charts = text(c, y->charts),
	    .file = NEWS(c->mem, y->files_count, struct str),
	    .n_files = y->files_count,
	    .inputs = text(c, y->inputs)};
	for (size_t i = 0; i < out->n_files; i++)
		out->file[i] = text(c, y->files[i]);
#define DEPEND(name, words)                                                    \
	out->depend[DEPEND_##name] = text(c, y->depends.name);
#include "render/depends.def"
#undef DEPEND
}

/* Sorted, without doubles, and inside: what looking things up relies on. */
static bool
check(struct ctx *c, struct str path, const struct manifest *m)
{
	struct at at = {.file = path};

	for (size_t i = 0; i < m->n_outputs; i++) {
		if (!is_inside(m->output[i].path))
			return diag_fail(c, at,
			    "names '%.*s', which is no file of this folder",
			    STRF(m->output[i].path));
		if (i > 0 &&
		    str_cmp(m->output[i - 1].path, m->output[i].path) >= 0)
			return diag_fail(c, at,
			    "'%.*s' is not in its place: the outputs are "
			    "sorted, each named once",
			    STRF(m->output[i].path));
	}
	for (size_t i = 1; i < m->n_packs; i++) {
		const struct manifest_pack *a = &m->pack[i - 1], *b = a + 1;
		int r = str_cmp(a->kind, b->kind);
		if (r > 0 ||
		    (r == 0 && str_cmp(a->organisation, b->organisation) >= 0))
			return diag_fail(c, at,
			    "the %.*s of '%.*s' is not in its place: packs are "
			    "sorted, each named once",
			    STRF(b->kind), STRF(b->organisation));
	}
	for (size_t i = 1; i < m->n_sets; i++)
		if (str_cmp(m->set[i - 1].id, m->set[i].id) >= 0)
			return diag_fail(c, at,
			    "'%.*s' is not in its place: the sets of inputs "
			    "are sorted, each named once",
			    STRF(m->set[i].id));
	for (size_t i = 0; i < m->n_packs; i++)
		if (manifest_set_find(m, m->pack[i].inputs) == NULL)
			return diag_fail(c, at,
			    "there is no set of inputs '%.*s'",
			    STRF(m->pack[i].inputs));
	for (size_t i = 0; i < m->n_packs; i++)
		for (size_t k = 0; k < m->pack[i].n_files; k++)
			if (manifest_output(m, m->pack[i].file[k]) == NULL)
				return diag_fail(c, at,
				    "'%.*s' of a pack is not among the outputs",
				    STRF(m->pack[i].file[k]));
	return true;
}

bool
manifest_read(struct ctx *c, struct str folder, struct manifest *out)
{
	return manifest_read_as(c, folder, S("manifest.json"), out);
}

bool
manifest_read_as(
    struct ctx *c, struct str folder, struct str name, struct manifest *out)
{
	struct str path = file_join(c->mem, folder, name);
	const struct yaml_manifest *y;
	struct arena *mem = arena_new("manifest");
	struct ctx one = {mem, mem, c->diag};
	struct str bytes;
	void *p;
	bool ok = file_read(&one, path, 0, &bytes) &&
		  yaml_load_text(&one, path, bytes, &schema, &p);

	if (ok && p == NULL)
		ok = diag_fail(c, (struct at){.file = path}, "is empty");
	if (ok) {
		y = p;
		*out = (struct manifest){.period = text(c, y->period),
		    .set =
			NEWS(c->mem, y->input_sets_count, struct manifest_set),
		    .n_sets = y->input_sets_count,
		    .pack = NEWS(c->mem, y->packs_count, struct manifest_pack),
		    .n_packs = y->packs_count,
		    .output =
			NEWS(c->mem, y->outputs_count, struct manifest_file),
		    .n_outputs = y->outputs_count};
		for (size_t i = 0; i < out->n_sets; i++)
			take_set(c, &y->input_sets[i], &out->set[i]);
		for (size_t i = 0; i < out->n_packs; i++)
			take_pack(c, &y->packs[i], &out->pack[i]);
		for (size_t i = 0; i < out->n_outputs; i++)
			out->output[i] =
			    (struct manifest_file){text(c, y->outputs[i].path),
				(size_t)y->outputs[i].bytes,
				text(c, y->outputs[i].sha256)};
		ok = check(c, path, out);
	}
	arena_free(mem);
	return ok;
}
