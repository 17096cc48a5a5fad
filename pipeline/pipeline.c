/* pipeline.c -- the only place that knows every stage. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "charts/charts.h"
#include "compose/compose.h"
#include "indicators/indicators.h"
#include "ingest/cells.h"
#include "ingest/ingest.h"
#include "layout/layout.h"
#include "layout/type.h"
#include "pipeline.h"
#include "render/findings_csv.h"
#include "render/manifest.h"
#include "render/pdf.h"
#include "render/scorecard_csv.h"
#include "render/xlsx.h"
#include "settings.h"
#include "store/store.h"
#include "workers.h"

/* What a run knows as it goes on. */
struct run {
	struct ctx *c;
	const struct run_options *o;
	struct run_summary *summary;
	struct settings settings;
	struct dataset *dataset;
	struct findings *findings;
	struct catalogue catalogue;
	struct scorecard *scorecard;
	struct period period;
	day date;          /* of the packs' metadata */
	struct str folder; /* OUTPUT/PERIOD */
};

/* What the workers inherit. */
struct drawing {
	struct run *run;
	struct template *template;
	struct theme theme;
	struct type_engine *type;
	struct compose_input compose;
	struct pdf_options pdf;
	struct str *org;
	size_t n;
	size_t finished;
};

static bool
load_settings(struct run *r)
{
	struct str own = file_join(r->c->mem, r->o->input, S("settings.yaml"));

	if (!file_exists(r->c, own))
		own = file_join(
		    r->c->mem, r->o->places.input, S("settings.yaml"));
	return settings_load(r->c, own, &r->settings);
}

static void
reading(void *self, size_t done, size_t of, struct str file)
{
	const struct progress *p = self;

	if (p->step != NULL)
		p->step(p->self, "Reading", done, of, file);
}

static bool
ingest(struct run *r)
{
	struct ingest_options io = {.input = r->o->input,
	    .program_input = r->o->places.input,
	    .limits = &r->settings.limits,
	    .progress = reading,
	    .self = (void *)&r->o->progress};

	r->findings = findings_new(r->c->mem);
	if (!ingest_run(r->c, &io, &r->dataset, r->findings))
		return false;
	findings_sort(r->findings);
	r->summary->files = r->dataset->n_sources;
	r->summary->observations = r->dataset->n;
	r->summary->findings = findings_count(r->findings);
	return true;
}

/* Files that gave nothing are named on stderr; the rest stands in
 * findings.csv. */
static void
name_refused_files(struct run *r)
{
	for (size_t i = 0; i < findings_count(r->findings); i++) {
		const struct finding *f = findings_at(r->findings, i);
		struct buf b = buf_new(r->c->tmp);
		if (f->kind != FINDING_unreadable &&
		    f->kind != FINDING_no_profile &&
		    f->kind != FINDING_two_profiles &&
		    f->kind != FINDING_empty_file)
			continue;
		finding_print(&b, f);
		diag_fail(r->c, (struct at){.file = f->file}, "%.*s",
		    STRF(buf_str(&b)));
		r->summary->files_refused++;
	}
}

static bool
period_asked(struct run *r)
{
	if (r->o->period.n == 0 || period_parse(r->o->period, &r->period))
		return true;
	return diag_fail(r->c, (struct at){.line = 0},
	    "'%.*s' is not a period; write 2026-27-Q1 or 2026-27",
	    STRF(r->o->period));
}

/* The period asked for, or the quarter that holds the newest observation. */
static bool
choose_period(struct run *r)
{
	struct buf b = buf_new(r->c->mem);
	day newest = DAY_NONE;

	for (size_t i = 0; i < r->dataset->n; i++)
		if (r->dataset->observation[i].date > newest)
			newest = r->dataset->observation[i].date;
	if (newest == DAY_NONE)
		return diag_fail(r->c, (struct at){.file = r->o->input},
		    "no file gave any observation");
	if (r->o->period.n == 0)
		r->period = period_holding(newest);
	period_print(&b, r->period);
	r->summary->period = buf_str(&b);
	r->folder = file_join(r->c->mem, r->o->output, buf_str(&b));
	return true;
}

/* The period's end, or SOURCE_DATE_EPOCH: never the clock. */
static bool
choose_date(struct run *r)
{
	const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
	char *end;
	gint64 seconds;

	r->date = period_end(r->period);
	if (epoch == NULL || *epoch == '\0')
		return true;
	seconds = g_ascii_strtoll(epoch, &end, 10);
	if (*end != '\0' || seconds < 0 || seconds / 86400 > INT32_MAX)
		return diag_fail(r->c, (struct at){.line = 0},
		    "SOURCE_DATE_EPOCH is not a number of seconds: %s", epoch);
	r->date = (day)(seconds / 86400);
	return true;
}

static bool
compute(struct run *r)
{
	struct str path =
	    file_join(r->c->mem, r->o->places.templates, S("indicators.yaml"));

	return choose_period(r) && choose_date(r) &&
	       catalogue_load(r->c, path, &r->catalogue) &&
	       indicators_compute(r->c, r->dataset, &r->catalogue, &r->settings,
		   r->period, &r->scorecard);
}

static bool
keep(struct run *r)
{
	struct store *store;
	struct str path = file_join(r->c->mem, r->o->output, S("skillmix.db"));
	bool ok;

	if (!file_make_folders(r->c, r->folder) ||
	    !store_open(r->c, path, &store))
		return false;
	ok = store_save(r->c, store, r->dataset, r->findings, r->scorecard);
	ok &= store_close(r->c, store);
	return ok &&
	       scorecard_csv_write(r->c, r->scorecard,
		   file_join(r->c->mem, r->folder, S("scorecard.csv"))) &&
	       findings_csv_write(r->c, r->findings, r->period,
		   file_join(r->c->mem, r->folder, S("findings.csv")));
}

/* OUTPUT/PERIOD/trusts/RV5/RV5-board-report.pdf. A code becomes part of a path
 * only if it is letters and digits. */
static bool
pack_path(struct ctx *c, const struct run *r, struct str org, const char *end,
    struct str *out)
{
	for (size_t i = 0; i < org.n; i++)
		if (!g_ascii_isalnum(org.p[i]))
			return diag_fail(c, (struct at){.line = 0},
			    "'%.*s' cannot be an organisation code", STRF(org));
	*out = str_fmt(c->mem, "%.*s/trusts/%.*s/%.*s-board-report%s",
	    STRF(r->folder), STRF(org), STRF(org), end);
	return org.n > 0;
}

static bool
draw_pack(struct ctx *c, const struct drawing *d, struct str org)
{
	struct pack *pack;
	struct paper *paper;
	struct str pdf, pdf_path, xlsx_path;

	return pack_path(c, d->run, org, ".pdf", &pdf_path) &&
	       pack_path(c, d->run, org, ".xlsx", &xlsx_path) &&
	       compose_board(c, &d->compose, d->template, org, &pack) &&
	       layout_pack(c, pack, &d->theme, d->type, &paper) &&
	       pdf_render(c, paper, pack, &d->theme, type_metrics(d->type),
		   &d->pdf, &pdf) &&
	       file_replace(c, pdf_path, pdf) &&
	       xlsx_write(c, pack, &d->theme, xlsx_path);
}

static bool
draw_job(void *self, size_t job, char message[WORKER_MESSAGE])
{
	const struct drawing *d = self;
	struct arena *mem = arena_new("pack"), *tmp = arena_new("pack scratch");
	struct ctx c = {mem, tmp, diag_new(mem, NULL, true)};
	bool ok = draw_pack(&c, d, d->org[job]);

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

static void
draw_finished(void *self, size_t job, const struct job_result *result)
{
	struct drawing *d = self;
	const struct progress *p = &d->run->o->progress;

	d->finished++;
	if (p->step != NULL)
		p->step(p->self, "Drawing", d->finished, d->n, d->org[job]);
}

static bool
asked_for(const struct run_options *o, struct str code)
{
	for (size_t i = 0; i < o->n_only; i++)
		if (str_eq(o->only[i], code))
			return true;
	return o->n_only == 0;
}

/* The organisations to report on, sorted by code; an unknown --only is an
 * error. */
static bool
choose_organisations(struct run *r, struct drawing *d)
{
	const struct dataset *data = r->dataset;
	bool ok = true;

	d->org = NEWS(r->c->mem, data->n_organisations, struct str);
	for (size_t i = 0; i < data->n_organisations; i++) {
		const struct organisation *o = &data->organisation[i];
		struct str code = symbols_text(data->symbols, o->code);
		if (o->reported_on && asked_for(r->o, code))
			d->org[d->n++] = code;
	}
	for (size_t i = 0; i < r->o->n_only; i++) {
		bool found = false;
		for (size_t k = 0; k < d->n; k++)
			found |= str_eq(d->org[k], r->o->only[i]);
		if (!found)
			ok = diag_fail(r->c, (struct at){.line = 0},
			    "no pack can be made for '%.*s': no register in "
			    "the input names it",
			    STRF(r->o->only[i]));
	}
	if (d->n == 0)
		ok = diag_fail(r->c, (struct at){.file = r->o->input},
		    "no register in the input names an organisation to report "
		    "on");
	return ok;
}

static bool
prepare_drawing(struct run *r, struct drawing *d)
{
	const struct places *at = &r->o->places;
	struct str template =
	    file_join(r->c->mem, at->templates, S("board-report.md"));
	/* One layout before forking: Pango's own threads are done then. */
	struct text_style style = theme_default.type[TYPE_body].style;

	if (!theme_load(r->c,
		file_join(r->c->mem, at->templates, S("theme.yaml")),
		&d->theme) ||
	    !type_open(r->c, at->fonts, &d->type) ||
	    !template_load(r->c, template, &d->template))
		return false;
	(void)text_width(type_metrics(d->type), S("Warm"), style);
	d->pdf = (struct pdf_options){
	    .icc_path = file_join(r->c->mem, at->fonts, S("sRGB.icc")),
	    .producer = "Skillmix " SKILLMIX_VERSION};
	d->compose = (struct compose_input){.scorecard = r->scorecard,
	    .findings = r->findings,
	    .theme = &d->theme,
	    .metrics = type_metrics(d->type),
	    .charts = &charts_all,
	    .settings = &r->settings,
	    .template_path = template,
	    .date = r->date};
	return true;
}

/* False when nothing could be drawn; packs that failed are named. */
static bool
render(struct run *r)
{
	struct drawing d = {.run = r};
	struct job_result *result;
	struct workers w;
	bool all = choose_organisations(r, &d);

	if (d.n == 0 || !prepare_drawing(r, &d))
		return false;
	result = NEWS(r->c->mem, d.n, struct job_result);
	w = (struct workers){.jobs = r->o->jobs,
	    .n = d.n,
	    .self = &d,
	    .run = draw_job,
	    .finished = draw_finished};
	if (!workers_run(r->c, &w, result))
		return false;
	for (size_t i = 0; i < d.n; i++) {
		r->summary->packs += result[i].done;
		if (result[i].done)
			continue;
		r->summary->packs_failed++;
		diag_fail(r->c, (struct at){.line = 0},
		    "board report of %.*s was not made, an older one is "
		    "untouched: %s",
		    STRF(d.org[i]), result[i].message);
	}
	r->summary->packs_failed += !all;
	return r->summary->packs > 0;
}

static enum outcome
stages(struct run *r)
{
	if (!load_settings(r) || !period_asked(r))
		return OUTCOME_USAGE;
	if (!ingest(r))
		return OUTCOME_NOTHING;
	name_refused_files(r);
	if (r->o->stage == STAGE_INGEST)
		return r->summary->files_refused > 0 ? OUTCOME_PARTLY
						     : OUTCOME_DONE;
	if (!compute(r) || !keep(r))
		return OUTCOME_NOTHING;
	if (r->o->stage >= STAGE_RENDER &&
	    (!render(r) || !manifest_write(r->c, r->dataset, r->summary->period,
			       r->folder)))
		return OUTCOME_NOTHING;
	return r->summary->files_refused > 0 || r->summary->packs_failed > 0
		   ? OUTCOME_PARTLY
		   : OUTCOME_DONE;
}

enum outcome
pipeline_run(
    struct ctx *c, const struct run_options *o, struct run_summary *summary)
{
	struct run *r = NEW(c->mem, struct run);

	r->c = c;
	r->o = o;
	r->summary = summary;
	return stages(r);
}

enum outcome
pipeline_cells(struct ctx *c, const struct places *places, struct str path,
    struct str sheet, bool raw, struct buf *out)
{
	struct settings settings;

	if (!settings_load(c,
		file_join(c->mem, places->input, S("settings.yaml")),
		&settings))
		return OUTCOME_USAGE;
	return cells_print(c, path, sheet, raw, out) ? OUTCOME_DONE
						     : OUTCOME_NOTHING;
}
