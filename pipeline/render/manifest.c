/* render/manifest.c -- what a run made, from what, with what. */
#include <cairo.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <xlsxwriter.h>

#include "base/file.h"
#include "render/json_text.h"
#include "render/manifest.h"

const char *const depend_name[DEPEND_N] = {
#define DEPEND(name, words) #name,
#include "render/depends.def"
#undef DEPEND
};

const char *const depend_words[DEPEND_N] = {
#define DEPEND(name, words) words,
#include "render/depends.def"
#undef DEPEND
};

static void
json_pair(struct buf *b, const char *key, struct str value)
{
	buf_addf(b, "\"%s\": ", key);
	json_text(b, value);
}

static void
add_pack(struct buf *b, const struct manifest_pack *p)
{
	buf_addc(b, '{');
	json_pair(b, "kind", p->kind);
	buf_addz(b, ", ");
	json_pair(b, "organisation", p->organisation);
	buf_addz(b, ", ");
	json_pair(b, "disclosure", p->disclosure);
	buf_addz(b, ", ");
	json_pair(b, "program", p->program);
	if (p->charts.n > 0) {
		buf_addz(b, ", ");
		json_pair(b, "charts", p->charts);
	}
	buf_addz(b, ",\n     \"files\": [");
	for (size_t i = 0; i < p->n_files; i++) {
		buf_addz(b, i > 0 ? ", " : "");
		json_text(b, p->file[i]);
	}
	buf_addz(b, "], ");
	json_pair(b, "inputs", p->inputs);
	buf_addz(b, ",\n     \"depends\": {");
	for (int i = 0; i < DEPEND_N; i++) {
		buf_addz(b, i > 0 ? ",\n      " : "\n      ");
		json_pair(b, depend_name[i], p->depend[i]);
	}
	buf_addz(b, "}}");
}

static void
add_set(struct buf *b, const struct manifest_set *s)
{
	buf_addc(b, '{');
	json_pair(b, "id", s->id);
	buf_addz(b, ", \"files\": [");
	for (size_t i = 0; i < s->n; i++) {
		buf_addz(b, i > 0 ? ",\n      {" : "\n      {");
		json_pair(b, "path", s->input[i].path);
		buf_addz(b, ", ");
		json_pair(b, "sha256", s->input[i].sha256);
		buf_addc(b, '}');
	}
	buf_addz(b, "]}");
}

static void
add_output(struct buf *b, const struct manifest_file *f)
{
	buf_addc(b, '{');
	json_pair(b, "path", f->path);
	buf_addf(b, ", \"bytes\": %zu, ", f->bytes);
	json_pair(b, "sha256", f->sha256);
	buf_addc(b, '}');
}

static void
add_input(struct buf *b, const struct source *s)
{
	buf_addc(b, '{');
	json_pair(b, "path", s->path);
	buf_addz(b, ", ");
	json_pair(b, "sha256", s->sha256);
	buf_addz(b, ", ");
	json_pair(b, "profile", s->profile);
	buf_addf(b, ", \"observations\": %zu, \"synthetic\": %s}",
	    s->observations, s->synthetic ? "true" : "false");
}

static void
add_versions(struct buf *b)
{
	json_pair(b, "skillmix", S(SKILLMIX_VERSION));
	buf_addz(b, ", ");
	json_pair(b, "cairo", str_of(cairo_version_string()));
	buf_addz(b, ", ");
	json_pair(b, "qpdf", str_of(qpdf_get_qpdf_version()));
	buf_addz(b, ", ");
	json_pair(b, "libxlsxwriter", str_of(lxw_version()));
}

static int
by_path(const void *a, const void *b)
{
	const struct manifest_file *x = a, *y = b;

	return str_cmp(x->path, y->path);
}

static int
by_id(const void *a, const void *b)
{
	const struct manifest_set *x = a, *y = b;

	return str_cmp(x->id, y->id);
}

static bool
is_named(const struct manifest *m, struct str id)
{
	for (size_t i = 0; i < m->n_packs; i++)
		if (str_eq(m->pack[i].inputs, id))
			return true;
	return false;
}

static void
add_sets(struct buf *b, struct manifest *m)
{
	bool first = true;

	for (size_t i = 0; i < m->n_sets; i++) {
		if ((i > 0 && str_eq(m->set[i - 1].id, m->set[i].id)) ||
		    !is_named(m, m->set[i].id))
			continue;
		buf_addz(b, first ? "\n    " : ",\n    ");
		add_set(b, &m->set[i]);
		first = false;
	}
}

static int
by_kind(const void *a, const void *b)
{
	const struct manifest_pack *x = a, *y = b;
	int r = str_cmp(x->kind, y->kind);

	return r != 0 ? r : str_cmp(x->organisation, y->organisation);
}

void
manifest_sort(struct manifest *m)
{
	if (m->n_sets > 0)
		qsort(m->set, m->n_sets, sizeof *m->set, by_id);
	if (m->n_packs > 0)
		qsort(m->pack, m->n_packs, sizeof *m->pack, by_kind);
	if (m->n_outputs > 0)
		qsort(m->output, m->n_outputs, sizeof *m->output, by_path);
}

bool
manifest_write(struct ctx *c, struct manifest *m, const struct dataset *d,
    struct str folder)
{
	struct buf b = buf_new(c->mem);

	manifest_sort(m);
	buf_addz(&b, "{\n  ");
	json_pair(&b, "period", m->period);
	buf_addz(&b, ",\n  \"versions\": {");
	add_versions(&b);
	buf_addz(&b, "},\n  \"inputs\": [");
	for (size_t i = 0; i < d->n_sources; i++) {
		buf_addz(&b, i > 0 ? ",\n    " : "\n    ");
		add_input(&b, &d->source[i]);
	}
	buf_addz(&b, "\n  ],\n  \"input_sets\": [");
	add_sets(&b, m);
	buf_addz(&b, "\n  ],\n  \"packs\": [");
	for (size_t i = 0; i < m->n_packs; i++) {
		buf_addz(&b, i > 0 ? ",\n    " : "\n    ");
		add_pack(&b, &m->pack[i]);
	}
	buf_addz(&b, "\n  ],\n  \"outputs\": [");
	for (size_t i = 0; i < m->n_outputs; i++) {
		buf_addz(&b, i > 0 ? ",\n    " : "\n    ");
		add_output(&b, &m->output[i]);
	}
	buf_addz(&b, "\n  ]\n}\n");
	return file_replace(c,
	    file_join(
		c->mem, folder, m->name.n > 0 ? m->name : S("manifest.json")),
	    buf_str(&b));
}

bool
manifest_look(struct ctx *c, struct str folder, struct str path,
    struct manifest_file *out)
{
	struct arena *tmp = arena_new("one output");
	struct ctx one = {c->mem, tmp, c->diag};
	struct file_sum sum;
	bool ok = file_checksum(&one, file_join(tmp, folder, path), 0, &sum);

	arena_free(tmp);
	if (ok)
		*out = (struct manifest_file){
		    str_dup(c->mem, path), sum.bytes, sum.sha256};
	return ok;
}

struct manifest_set
manifest_set_of(struct arena *mem, const struct dataset *d)
{
	struct manifest_set s = {
	    .input = NEWS(mem, d->n_sources, struct manifest_input)};
	struct buf b = buf_new(mem);

	for (size_t i = 0; i < d->n_sources; i++) {
		const struct source *f = &d->source[i];
		if (f->profile.n == 0)
			continue;
		s.input[s.n++] = (struct manifest_input){f->path, f->sha256};
		buf_adds(&b, f->sha256);
		buf_adds(&b, f->path);
		buf_addc(&b, '\0');
	}
	s.id = file_sha256(mem, buf_str(&b));
	return s;
}

const struct manifest_set *
manifest_set_find(const struct manifest *m, struct str id)
{
	struct manifest_set key = {.id = id};

	return m->n_sets == 0
		   ? NULL
		   : bsearch(&key, m->set, m->n_sets, sizeof key, by_id);
}

const struct manifest_file *
manifest_output(const struct manifest *m, struct str path)
{
	struct manifest_file key = {.path = path};

	return m->n_outputs == 0 ? NULL
				 : bsearch(&key, m->output, m->n_outputs,
				       sizeof key, by_path);
}

const struct manifest_pack *
manifest_pack_of(const struct manifest *m, struct str kind, struct str org)
{
	struct manifest_pack key = {.kind = kind, .organisation = org};

	return m->n_packs == 0
		   ? NULL
		   : bsearch(&key, m->pack, m->n_packs, sizeof key, by_kind);
}
