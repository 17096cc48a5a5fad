/* packs.c -- which packs a run makes, which are up to date, and the making. */
#include <glib.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/sandbox.h"
#include "charts/charts.h"
#include "compose/compose.h"
#include "depends.h"
#include "layout/layout.h"
#include "layout/type.h"
#include "output.h"
#include "packs.h"
#include "pictures.h"
#include "render/audit_book.h"
#include "render/pdf.h"
#include "render/xlsx.h"
#include "shards.h"
#include "workers.h"

/* Whom packs of a kind are about. */
enum pack_whom { EACH_ORGANISATION, EACH_REGION, EACH_ICB, ENGLAND };

/* A kind of pack: PERIOD/FOLDER/CODE/CODE-ID.pdf from TEMPLATE. `name` is its
 * word behind --packs. */
struct pack_kind {
	const char *name, *id, *folder, *template, *words;
	enum pack_whom whom;
	bool audit; /* only where there is a return to audit; its workbook is
		       the return, marked up */
	bool on_request; /* only where --packs names it */
	bool (*compose)(struct ctx *, const struct compose_input *,
	    const struct template *, struct str code, struct pack **);
};

static const struct pack_kind kinds[] = {
    {"board", "board-report", "trusts", "board-report.md", "board report",
	EACH_ORGANISATION, false, false, compose_board},
    {"region", "comparison-pack", "regions", "regional-comparison.md",
	"comparison pack", EACH_REGION, false, false, compose_region},
    {"audit", "data-audit", "trusts", "data-audit.md", "data audit",
	EACH_ORGANISATION, true, false, compose_audit},
    {"england", "overview", "england", "england-overview.md", "overview",
	ENGLAND, false, false, compose_england},
    {"icb", "comparison-pack", "icbs", "regional-comparison.md",
	"comparison pack", EACH_ICB, false, true, compose_icb},
};

/* What the workers inherit. */
struct drawing {
	const struct run *run;
	struct template *template[COUNT(kinds)];
	struct theme theme;
	struct type_engine *type;
	struct compose_input compose;
	struct pdf_options pdf;
	struct pack_job **job; /* those to draw */
	size_t n, finished;
};

struct str
packs_kind(const struct pack_job *j)
{
	return str_of(j->kind->id);
}

bool
packs_kinds(struct str list, unsigned *out, struct buf *known)
{
	struct str word;
	bool ok = true;

	*out = 0;
	for (size_t i = 0; list.n == 0 && i < COUNT(kinds); i++)
		*out |= kinds[i].on_request ? 0 : 1u << i;
	for (size_t i = 0; i < COUNT(kinds); i++)
		buf_addf(known, "%s%s", i > 0 ? ", " : "", kinds[i].name);
	while (list.n > 0) {
		size_t i = 0;
		(void)str_cut(list, ',', &word, &list);
		while (i < COUNT(kinds) && !str_is(word, kinds[i].name))
			i++;
		if (i < COUNT(kinds))
			*out |= 1u << i;
		ok &= i < COUNT(kinds);
	}
	return ok;
}

/* ---- the plan */

static bool
asked_for(const struct run_options *o, struct str code)
{
	for (size_t i = 0; i < o->n_only; i++)
		if (str_eq(o->only[i], code))
			return true;
	return o->n_only == 0;
}

/* A code becomes part of a path only if it is letters and digits. */
static bool
name_files(const struct run *r, struct pack_job *j)
{
	static const char *const end[PACK_FILES] = {"pdf", "xlsx"};
	struct str org = j->org;

	for (size_t i = 0; i < org.n; i++)
		if (!g_ascii_isalnum(org.p[i]))
			return diag_fail(r->c, (struct at){.line = 0},
			    "'%.*s' cannot be an organisation code; no pack is "
			    "made of it",
			    STRF(org));
	for (int i = 0; i < PACK_FILES; i++)
		j->path[i] =
		    j->kind->whom == ENGLAND
			? str_fmt(r->c->mem, "%s/%.*s-%s.%s", j->kind->folder,
			      STRF(org), j->kind->id, end[i])
			: str_fmt(r->c->mem, "%s/%.*s/%.*s-%s.%s",
			      j->kind->folder, STRF(org), STRF(org),
			      j->kind->id, end[i]);
	j->charts =
	    pictures_folder(r->c->mem, j->path[FILE_PDF], str_of(j->kind->id));
	return org.n > 0;
}

static void
add_job(const struct run *r, struct packs *p, const struct pack_kind *kind,
    struct subject subject, struct str code)
{
	struct pack_job *j = &p->job[p->n];

	*j = (struct pack_job){.kind = kind, .subject = subject, .org = code};
	if (!asked_for(r->o, code))
		return;
	if (name_files(r, j))
		p->n++;
	else
		p->unknown = true;
}

static size_t
codes_of(const struct run *r, const struct pack_kind *kind, struct str **code)
{
	static struct str england[] = {{"ENG", 3}};

	switch (kind->whom) {
	case EACH_REGION:
		return compose_regions(r->c->mem, r->dataset, code);
	case EACH_ICB:
		return compose_icbs(r->c->mem, r->dataset, code);
	case ENGLAND:
		if (compose_regions(r->c->mem, r->dataset, code) == 0)
			return 0;
		*code = england;
		return 1;
	case EACH_ORGANISATION:
		break;
	}
	return 0;
}

static void
add_kind(const struct run *r, struct packs *p, const struct pack_kind *kind)
{
	const struct dataset *data = r->dataset;
	struct str *code;
	size_t n = codes_of(r, kind, &code);

	for (size_t i = 0; i < n; i++)
		add_job(r, p, kind,
		    (struct subject){
			.region = symbols_lookup(data->symbols, code[i])},
		    code[i]);
	for (size_t i = 0;
	     kind->whom == EACH_ORGANISATION && i < data->n_organisations;
	     i++) {
		const struct organisation *o = &data->organisation[i];
		if (o->reported_on &&
		    (!kind->audit || compose_audited(r->audit, o->code)))
			add_job(r, p, kind, (struct subject){.organisation = o},
			    symbols_text(data->symbols, o->code));
	}
}

/* Leaves the packs of the shard. */
static void
choose_shard(const struct run *r, struct packs *p)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->n; i++)
		if (shards_has(r->o, i))
			p->job[kept++] = p->job[i];
	p->n = kept;
}

/* Who gets packs, sorted by code; an unknown --only is an error. False when
 * nobody does; a shard may still be left with none. */
static bool
choose_subjects(const struct run *r, struct packs *p)
{
	p->job = NEWS(r->c->mem,
	    (r->dataset->n_organisations + 1) * COUNT(kinds), struct pack_job);
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (r->o->kinds & 1u << i)
			add_kind(r, p, &kinds[i]);
	for (size_t i = 0; i < r->o->n_only; i++) {
		bool found = false;
		for (size_t k = 0; k < p->n; k++)
			found |= str_eq(p->job[k].org, r->o->only[i]);
		if (found)
			continue;
		p->unknown = true;
		diag_fail(r->c, (struct at){.line = 0},
		    "no pack can be made for '%.*s': no register in the input "
		    "names it",
		    STRF(r->o->only[i]));
	}
	if (p->n == 0)
		diag_fail(r->c, (struct at){.file = r->o->input},
		    "no register in the input names an organisation to report "
		    "on: put a list of them there, with the columns that "
		    "profiles/mental_health_trusts.yaml names");
	if (p->n == 0)
		return false;
	choose_shard(r, p);
	return true;
}

/* The file is there and is what the manifest says. */
static bool
is_as_recorded(const struct run *r, const struct packs *p, struct str path,
    struct manifest_file *out)
{
	const struct manifest_file *old = manifest_output(&p->old, path);
	struct ctx quiet = {
	    r->c->mem, r->c->tmp, diag_new(r->c->tmp, NULL, true)};

	return old != NULL && output_plain(&quiet, r->folder, path) &&
	       manifest_look(&quiet, r->folder, path, out) &&
	       str_eq(out->sha256, old->sha256);
}

static void
add_why(struct buf *b, const char *words)
{
	buf_addz(b, b->n == 0 ? "changed: " : ", ");
	buf_addz(b, words);
}

/* Charts are of the same figures as the pages: they are drawn with them, and
 * alone when others are asked for than lie there. A pack that is not drawn again
 * keeps those it has. */
static void
compare_charts(const struct run *r, const struct packs *p, struct pack_job *j,
    const struct manifest_pack *old, struct buf *why)
{
	unsigned has = 0;
	bool whole = true;

	j->formats = r->o->charts;
	j->draw_charts = j->draw[FILE_PDF];
	if (j->draw_charts || !pictures_formats(old->charts, &has))
		return;
	j->chart = NEWS(r->c->mem, old->n_files + 1, struct manifest_file);
	for (size_t i = 0; i < old->n_files; i++) {
		struct manifest_file now;
		if (!str_starts(old->file[i], j->charts))
			continue;
		/* Those that nobody asks for are `verify`'s to judge. */
		if (r->o->charts != 0 || r->united != NULL)
			whole &= is_as_recorded(r, p, old->file[i], &now);
		j->chart[j->n_charts++] =
		    *manifest_output(&p->old, old->file[i]);
	}
	if (r->o->charts == 0)
		j->formats = has;
	j->draw_charts = !whole || j->formats != has;
	if (j->draw_charts)
		add_why(why, "the charts beside it");
}

/* What is new since the pack was drawn. Returns stand in the workbook only. */
static void
compare(const struct run *r, const struct packs *p, struct pack_job *j)
{
	const struct manifest_pack *old =
	    manifest_pack_of(&p->old, packs_kind(j), j->org);
	struct buf why = buf_new(r->c->mem);

	if (old == NULL) {
		j->draw[FILE_PDF] = j->draw[FILE_XLSX] = true;
		j->formats = r->o->charts;
		j->draw_charts = true;
		j->why = S("not made yet");
		return;
	}
	for (int i = 0; i < DEPEND_N; i++) {
		if (str_eq(old->depend[i], j->depend[i]))
			continue;
		add_why(&why, depend_words[i]);
		j->draw[FILE_XLSX] = true;
		j->draw[FILE_PDF] |= i != DEPEND_returns;
	}
	for (int i = 0; i < PACK_FILES; i++) {
		if (is_as_recorded(r, p, j->path[i], &j->file[i]))
			continue;
		add_why(&why,
		    i == FILE_PDF ? "the PDF itself" : "the workbook itself");
		j->draw[i] = true;
	}
	if (r->o->force)
		j->draw[FILE_PDF] = j->draw[FILE_XLSX] = true;
	compare_charts(r, p, j, old, &why);
	j->why = buf_str(&why);
	if (!r->o->force)
		return;
	if (j->why.n == 0)
		j->why = S("asked for with --force");
}

static bool
hash_templates(const struct run *r, struct str out[COUNT(kinds)])
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (!depends_file(
			r, run_template(r, kinds[i].template), &out[i]))
			return false;
	return true;
}

bool
packs_plan(const struct run *r, struct packs *p)
{
	struct str template[COUNT(kinds)];
	struct depends *d;

	*p = (struct packs){.n = 0};
	if (!choose_subjects(r, p) || !depends_new(r, &d) ||
	    !hash_templates(r, template))
		return false;
	p->inputs = manifest_set_of(r->c->mem, r->dataset);
	packs_read_old(r, p);
	for (size_t i = 0; i < p->n; i++) {
		struct arena_mark m = arena_mark(r->c->tmp);
		struct pack_job *j = &p->job[i];
		j->subject.audit =
		    j->kind->audit || j->kind->whom != EACH_ORGANISATION;
		depends_of(r, d, &j->subject, j->depend);
		j->depend[DEPEND_template] = template[j->kind - kinds];
		compare(r, p, j);
		arena_rewind(r->c->tmp, m);
	}
	return true;
}

/* ---- the drawing */

static bool
is_stale(const struct pack_job *j)
{
	return j->draw[FILE_PDF] || j->draw[FILE_XLSX] || j->draw_charts;
}

static bool
draw_book(struct ctx *c, const struct drawing *d, const struct pack_job *j,
    const struct pack *pack)
{
	const struct run *r = d->run;
	struct str path = file_join(c->mem, r->folder, j->path[FILE_XLSX]);
	struct audit_book audit = {&r->form, r->dataset, r->findings};

	return j->kind->audit
		   ? audit_book_write(c, pack, &audit, &d->theme, path)
		   : xlsx_write(c, pack, &d->theme, path);
}

static bool
draw_files(struct ctx *c, const struct drawing *d, const struct pack_job *j,
    const struct pack *pack)
{
	const struct run *r = d->run;
	struct paper *paper;
	struct str pdf;

	if (j->draw[FILE_PDF] &&
	    (!layout_pack(c, pack, &d->theme, d->type, &paper) ||
		!pdf_render(c, paper, pack, &d->theme, type_metrics(d->type),
		    &d->pdf, &pdf) ||
		!file_replace(
		    c, file_join(c->mem, r->folder, j->path[FILE_PDF]), pdf)))
		return false;
	return !j->draw[FILE_XLSX] || draw_book(c, d, j, pack);
}

static bool
draw_pack(struct ctx *c, const struct drawing *d, const struct pack_job *j)
{
	const struct run *r = d->run;
	struct compose_input in = d->compose;
	struct pack *pack;
	mode_t mask;
	bool ok;

	in.template_path = run_template(r, j->kind->template);
	if (!output_plain(c, r->folder, j->path[FILE_PDF]) ||
	    !j->kind->compose(
		c, &in, d->template[j->kind - kinds], j -> org, &pack) ||
	    !output_folder_of(c, r->folder, j->path[FILE_PDF]))
		return false;
	/* The folder is that of other packs too; the files are not. */
	mask = output_hide(pack->internal);
	ok = draw_files(c, d, j, pack);
	umask(mask);
	if (!ok)
		return false;
	return !j->draw_charts ||
	       pictures_draw(c, r->folder, j->charts, pack, j->formats,
		   &d->theme, type_metrics(d->type));
}

static bool
draw_job(void *self, size_t job, char message[WORKER_MESSAGE])
{
	const struct drawing *d = self;
	struct arena *mem = arena_new("pack"), *tmp = arena_new("pack scratch");
	struct ctx c = {mem, tmp, diag_new(mem, NULL, true)};
	bool ok = draw_pack(&c, d, d->job[job]);

	if (!ok) {
		struct buf b = buf_new(tmp);
		at_print(&b, diag_at(c.diag));
		g_snprintf(message, WORKER_MESSAGE, "%.*s%s%.*s",
		    STRF(buf_str(&b)), b.n > 0 ? ": " : "",
		    STRF(diag_text(c.diag)));
	}
	arena_free(tmp);
	arena_free(mem);
	return ok;
}

/* A worker has no business outside the period's folder; libxlsxwriter has its
 * parts in temporary files. */
static void
draw_begin(void *self)
{
	const struct drawing *d = self;
	struct str folder[] = {
	    d->run->folder, str_of(g_get_tmp_dir()), S(P_tmpdir)};

	(void)sandbox_enter(d->run->c->tmp, folder, COUNT(folder));
}

static void
draw_finished(void *self, size_t job, const struct job_result *result)
{
	struct drawing *d = self;
	const struct run *r = d->run;
	const struct progress *p = &r->o->progress;

	d->finished++;
	run_tell(r, result->done ? EVENT_PACK_MADE : EVENT_PACK_FAILED,
	    d->job[job]->org, packs_kind(d->job[job]),
	    result->done ? d->job[job]->why : str_of(result->message), 0);
	if (p->step != NULL)
		p->step(
		    p->self, "Drawing", d->finished, d->n, d->job[job]->org);
}

static bool
prepare_drawing(const struct run *r, struct drawing *d)
{
	const struct places *at = &r->o->places;
	/* One layout before forking, with a character that no font has: Pango
	 * must look through all of them, which each worker would do anew. */
	struct text_style style = theme_default.type[TYPE_body].style;

	if (!theme_load(r->c, run_template(r, "theme.yaml"), &d->theme) ||
	    !type_open(r->c, at->fonts, &d->type))
		return false;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (!template_load(r->c, run_template(r, kinds[i].template),
			&d->template[i]))
			return false;
	(void)text_width(type_metrics(d->type), S("Warm \xee\x80\x80"), style);
	d->pdf = (struct pdf_options){
	    .icc_path = file_join(r->c->mem, at->fonts, S("sRGB.icc")),
	    .producer = "Skillmix " SKILLMIX_VERSION};
	d->compose = (struct compose_input){.scorecard = r->scorecard,
	    .findings = r->findings,
	    .theme = &d->theme,
	    .metrics = type_metrics(d->type),
	    .charts = &charts_all,
	    .settings = &r->settings,
	    .date = r->date,
	    .audit = r->audit,
	    .form = &r->form};
	return true;
}

/* What was drawn, as it stands on the disk. */
static void
look_at(const struct run *r, struct pack_job *j)
{
	for (int i = 0; i < PACK_FILES; i++)
		if (j->draw[i] &&
		    !manifest_look(r->c, r->folder, j->path[i], &j->file[i]))
			j->failed = true;
	if (j->draw_charts &&
	    !pictures_look(r->c, r->folder, j->charts, &j->chart, &j->n_charts))
		j->failed = true;
}

static bool
draw_stale(const struct run *r, struct drawing *d)
{
	struct job_result *result = NEWS(r->c->mem, d->n, struct job_result);
	struct workers w = {.jobs = r->o->jobs,
	    .n = d->n,
	    .seconds = r->settings.pack_seconds,
	    .mib = r->settings.pack_mib,
	    .self = d,
	    .begin = draw_begin,
	    .run = draw_job,
	    .finished = draw_finished};

	if (sandbox_offers() != SANDBOX_ALL)
		diag_note(r->c, (struct at){.line = 0},
		    "this kernel cannot keep workers from sockets or from "
		    "files outside the output folder");
	if (!prepare_drawing(r, d) || !workers_run(r->c, &w, result))
		return false;
	for (size_t i = 0; i < d->n; i++) {
		struct pack_job *j = d->job[i];
		j->failed = !result[i].done;
		if (j->failed)
			diag_fail(r->c, (struct at){.line = 0},
			    "%s of %.*s was not made, an older one is "
			    "untouched: %s",
			    j->kind->words, STRF(j->org), result[i].message);
		else
			look_at(r, j);
	}
	return true;
}

bool
packs_draw(const struct run *r, struct packs *p)
{
	struct drawing d = {.run = r};
	struct run_summary *s = r->summary;

	d.job = NEWS(r->c->mem, p->n, struct pack_job *);
	for (size_t i = 0; i < p->n; i++) {
		struct pack_job *j = &p->job[i];
		if (is_stale(j))
			d.job[d.n++] = j;
		else
			run_tell(r, EVENT_PACK_KEPT, j->org, packs_kind(j),
			    S(""), 0);
	}
	if (d.n > 0 && !draw_stale(r, &d))
		return false;
	for (size_t i = 0; i < p->n; i++)
		s->packs_failed += p->job[i].failed;
	for (size_t i = 0; i < d.n; i++)
		s->packs += !d.job[i]->failed;
	s->packs_kept = p->n - d.n;
	s->packs_failed += p->unknown;
	return s->packs + s->packs_kept > 0 || p->n == 0;
}

void
packs_prove(const struct run *r, struct packs *p)
{
	for (size_t i = 0; i < p->n; i++) {
		struct pack_job *j = &p->job[i];
		j->failed = is_stale(j);
		if (j->failed)
			diag_fail(r->c, (struct at){.line = 0},
			    "%s of %.*s is not what a shard of this run made: "
			    "%.*s",
			    j->kind->words, STRF(j->org), STRF(j->why));
		r->summary->packs_failed += j->failed;
		r->summary->packs_kept += !j->failed;
	}
	r->summary->packs_failed += p->unknown;
}
