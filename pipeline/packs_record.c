/* packs_record.c -- the manifest of a period: the packs of this run, and those of
 * earlier runs as they were recorded then. */
#include "base/file.h"
#include "beside.h"
#include "packs.h"
#include "pictures.h"
#include "shards.h"

/* A manifest that cannot be read is as good as none: everything is drawn. */
void
packs_read_old(const struct run *r, struct packs *p)
{
	struct str name = shards_manifest(r->c->mem, r->o);
	struct ctx quiet = {
	    r->c->mem, r->c->tmp, diag_new(r->c->mem, NULL, true)};

	if (r->united != NULL) {
		p->old = *r->united;
		return;
	}
	/* A shard goes on where it was stopped. */
	if (!file_exists(r->c, file_join(r->c->tmp, r->folder, name)))
		name = S("manifest.json");
	if (!file_exists(r->c, file_join(r->c->tmp, r->folder, name)) ||
	    manifest_read_as(&quiet, r->folder, name, &p->old))
		return;
	p->old = (struct manifest){.n_packs = 0};
	diag_warn(r->c, diag_at(quiet.diag),
	    "%.*s; all packs of the period are drawn again",
	    STRF(diag_text(quiet.diag)));
}

static struct manifest_pack
record_of(const struct run *r, const struct packs *p, struct pack_job *j)
{
	struct manifest_pack m = {.kind = packs_kind(j),
	    .organisation = j->org,
	    .disclosure = settings_disclosure(&r->settings),
	    .program = S(SKILLMIX_VERSION),
	    .file = NEWS(r->c->mem, PACK_FILES + j->n_charts, struct str),
	    .inputs = p->inputs.id,
	    .charts = pictures_words(j->formats)};

	for (int i = 0; i < PACK_FILES; i++)
		m.file[m.n_files++] = j->path[i];
	for (size_t i = 0; i < j->n_charts; i++)
		m.file[m.n_files++] = j->chart[i].path;
	for (int i = 0; i < DEPEND_N; i++)
		m.depend[i] = j->depend[i];
	return m;
}

static bool
is_made_now(const struct packs *p, const struct manifest_pack *m)
{
	for (size_t i = 0; i < p->n; i++)
		if (!p->job[i].failed &&
		    str_eq(p->job[i].org, m->organisation) &&
		    str_eq(packs_kind(&p->job[i]), m->kind))
			return true;
	return false;
}

/* A pack of an earlier run keeps its record, whatever became of its files: it is
 * for `verify` to say that they are not the ones recorded. */
static void
carry(struct manifest *m, const struct manifest *old,
    const struct manifest_pack *pack)
{
	m->pack[m->n_packs++] = *pack;
	for (size_t i = 0; i < pack->n_files; i++)
		m->output[m->n_outputs++] =
		    *manifest_output(old, pack->file[i]);
}

/* An audit alone writes no scorecard. */
static bool
look_at(const struct run *r, struct str name, struct manifest *m)
{
	struct str path = file_join(r->c->tmp, r->folder, name);

	if (str_is(name, "scorecard.csv") && r->beside != NULL) {
		m->output[m->n_outputs++] = (struct manifest_file){
		    name, r->beside->csv.bytes, r->beside->csv.sha256};
		return true;
	}
	return !file_exists(r->c, path) ||
	       manifest_look(r->c, r->folder, name, &m->output[m->n_outputs++]);
}

bool
packs_record(const struct run *r, struct packs *given)
{
	static const char *const table[] = {"scorecard.csv", "findings.csv"};
	struct arena *mem = r->c->mem;
	struct packs none = {.n = 0}, *p = given;
	struct manifest m = {
	    .period = r->summary->period, .name = shards_manifest(mem, r->o)};
	bool whole = r->o->shards == 0;
	size_t files;

	if (p == NULL) {
		p = &none;
		packs_read_old(r, p);
	}
	files = COUNT(table) + p->old.n_outputs;
	for (size_t i = 0; i < p->n; i++)
		files += PACK_FILES + p->job[i].n_charts;
	m.pack = NEWS(mem, p->n + p->old.n_packs, struct manifest_pack);
	m.output = NEWS(mem, files, struct manifest_file);
	m.set = NEWS(mem, p->old.n_sets + 1, struct manifest_set);
	for (size_t i = 0; i < p->old.n_sets; i++)
		m.set[m.n_sets++] = p->old.set[i];
	if (p->n > 0)
		m.set[m.n_sets++] = p->inputs;
	for (size_t i = 0; whole && i < COUNT(table); i++)
		if (!look_at(r, str_of(table[i]), &m))
			return false;
	for (size_t i = 0; i < p->n; i++) {
		struct pack_job *j = &p->job[i];
		if (j->failed)
			continue;
		m.pack[m.n_packs++] = record_of(r, p, j);
		for (int k = 0; k < PACK_FILES; k++)
			m.output[m.n_outputs++] = j->file[k];
		for (size_t k = 0; k < j->n_charts; k++)
			m.output[m.n_outputs++] = j->chart[k];
	}
	for (size_t i = 0; whole && i < p->old.n_packs; i++)
		if (!is_made_now(p, &p->old.pack[i]))
			carry(&m, &p->old, &p->old.pack[i]);
	return manifest_write(r->c, &m, r->dataset, r->folder);
}
