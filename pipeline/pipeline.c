/* pipeline.c -- the only place that knows every stage. */
#include <glib.h>

#include "base/file.h"
#include "beside.h"
#include "checks.h"
#include "figures_known.h"
#include "indicators/indicators.h"
#include "indicators/kept.h"
#include "ingest/cells.h"
#include "ingest/explain.h"
#include "ingest/ingest.h"
#include "output.h"
#include "packs.h"
#include "pipeline.h"
#include "render/form.h"
#include "render/findings_csv.h"
#include "returns_known.h"
#include "run.h"
#include "same.h"
#include "shards.h"
#include "store/store.h"

void
run_tell(const struct run *r, enum event_kind kind, struct str name,
    struct str what, struct str reason, size_t observations)
{
	struct event e = {kind, name, what, reason, observations};

	if (r->o->progress.event != NULL)
		r->o->progress.event(r->o->progress.self, &e);
}

struct str
run_template(const struct run *r, const char *name)
{
	struct str own =
	    str_fmt(r->c->mem, "%.*s/templates/%s", STRF(r->o->input), name);

	return file_exists(r->c, own)
		   ? own
		   : file_join(r->c->mem, r->o->places.templates, str_of(name));
}

static bool
load_settings(struct run *r)
{
	struct str own = file_join(r->c->mem, r->o->input, S("settings.yaml"));

	if (!file_exists(r->c, own))
		own = file_join(
		    r->c->mem, r->o->places.input, S("settings.yaml"));
	r->settings_path = own;
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
	    .self = (void *)&r->o->progress,
	    .jobs = r->o->jobs,
	    .return_form = &r->form};

	if (!return_form_load(r->c, run_template(r, "return.yaml"), &r->form) ||
	    !returns_known_read(r))
		return false;
	io.readings = r->readings;
	r->findings = findings_new(r->c->mem);
	if (!ingest_run(r->c, &io, &r->dataset, r->findings))
		return false;
	findings_sort(r->findings);
	r->summary->files = r->dataset->n_sources;
	r->summary->observations = r->dataset->n;
	r->summary->findings = findings_count(r->findings);
	return true;
}

static bool
is_refusal(const struct finding *f)
{
	static const enum finding_kind kind[] = {FINDING_unreadable,
	    FINDING_no_profile, FINDING_two_profiles, FINDING_empty_file,
	    FINDING_return_version, FINDING_return_period, FINDING_return_code,
	    FINDING_return_again};

	for (size_t i = 0; i < COUNT(kind); i++)
		if (f->kind == kind[i])
			return true;
	return false;
}

/* Files that gave nothing are named on stderr; the rest stands in
 * findings.csv. */
static void
name_files(struct run *r)
{
	for (size_t i = 0; i < r->dataset->n_sources; i++) {
		const struct source *s = &r->dataset->source[i];
		if (s->profile.n > 0)
			run_tell(r, EVENT_FILE_READ, s->path, s->profile, S(""),
			    s->observations);
	}
	for (size_t i = 0; i < findings_count(r->findings); i++) {
		const struct finding *f = findings_at(r->findings, i);
		struct buf b = buf_new(r->c->tmp);
		if (!is_refusal(f))
			continue;
		finding_print(&b, f);
		diag_fail(r->c, (struct at){.file = f->file}, "%.*s",
		    STRF(buf_str(&b)));
		run_tell(r, EVENT_FILE_REFUSED, f->file, S(""), buf_str(&b), 0);
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

static void
begin_beside(void *run, const struct scorecard *s)
{
	beside_save_dataset(run);
	beside_fetch(run, s);
}

/* beside: other threads go on with what does not hang on figures. */
static bool
find_figures(struct run *r, bool beside)
{
	r->catalogue_path = run_template(r, "indicators.yaml");
	if (!choose_date(r) ||
	    !catalogue_load(r->c, r->catalogue_path, &r->catalogue) ||
	    !figures_known_read(r))
		return false;
	r->kept->ready = beside ? begin_beside : NULL;
	r->kept->self = r;
	return indicators_compute(r->c, r->dataset, &r->catalogue, &r->settings,
	    r->period, r->kept, &r->scorecard);
}

static void
find_effects(struct run *r)
{
	indicators_effects(
	    r->c, r->scorecard, r->dataset, r->o->jobs, r->findings);
}

/* Of the period; what has no disclosure control is for the owner alone. */
static bool
open_folder(const struct run *r)
{
	return output_period(
	    r->c, r->folder, r->settings.disclosure == DISCLOSURE_NONE);
}

static bool
compute(struct run *r)
{
	bool ok = find_figures(r, false);

	if (ok)
		find_effects(r);
	return ok;
}

/* The same for a run that keeps them: see beside.h. */
static bool
compute_beside(struct run *r)
{
	bool ok = find_figures(r, true) && open_folder(r);

	if (ok) {
		beside_begin(r);
		find_effects(r);
	}
	return ok;
}

/* Figures for the sake of what findings do to them; the verb promises none. */
static bool
weigh(struct run *r)
{
	bool ok = compute(r);

	r->scorecard = NULL;
	return ok;
}

static bool
keep(struct run *r)
{
	struct store *store;
	struct str path = file_join(r->c->mem, r->o->output, S("skillmix.db"));
	mode_t mask;
	bool ok;

	if (!beside_store(r, path, &store))
		return false;
	ok = store_save(r->c, store,
	    &(struct store_contents){.dataset = r->dataset,
		.findings = r->findings,
		.elsewhere = r->elsewhere,
		.scorecard = r->scorecard,
		.audit = r->audit,
		.fault = r->fault,
		.n_faults = r->n_faults,
		.unread = r->unread});
	ok &= store_close(r->c, store);
	ok = ok && (r->scorecard == NULL ? open_folder(r) : beside_end(r)) &&
	     figures_known_write(r) && returns_known_write(r);
	/* It tells values as they were sent. */
	mask = output_hide(true);
	ok = ok && findings_csv_write(r->c, r->findings, r->period,
		       file_join(r->c->mem, r->folder, S("findings.csv")));
	umask(mask);
	return ok;
}

/* The packs, then the manifest: a run that is killed between leaves a manifest
 * that does not know its packs, and the next run draws those again. */
static bool
render(struct run *r)
{
	struct packs packs;
	bool any = packs_plan(r, &packs) && packs_draw(r, &packs);

	if (!packs_record(r, any ? &packs : NULL) || !any)
		return false;
	same_remember(r);
	return true;
}

/* A shard reads the store and draws its packs; all else was written before, by
 * `skillmix compute`. */
static bool
draw_shard(struct run *r)
{
	return output_share(r->c, r->o->output) && checks_run(r) &&
	       compute(r) && open_folder(r) && render(r);
}

/* From here on we write. The folder is ours, and free of what killed runs left. */
static bool
take_output(struct run *r)
{
	return output_hold(r->c, r->o->output) &&
	       output_sweep(r->c, r->o->output);
}

/* Settings to findings. False, with the outcome, when the run ends there. */
static bool
begin(struct run *r, enum outcome *outcome)
{
	*outcome = OUTCOME_USAGE;
	if (!load_settings(r) || !period_asked(r))
		return false;
	*outcome = OUTCOME_NOTHING;
	if (!ingest(r))
		return false;
	name_files(r);
	*outcome =
	    r->summary->files_refused > 0 ? OUTCOME_PARTLY : OUTCOME_DONE;
	return true;
}

static struct run *
new_run(struct ctx *c, const struct run_options *o, struct run_summary *summary)
{
	struct run *r = NEW(c->mem, struct run);

	*r = (struct run){.c = c, .o = o, .summary = summary};
	return r;
}

enum outcome
pipeline_run(
    struct ctx *c, const struct run_options *o, struct run_summary *summary)
{
	struct run *r = new_run(c, o, summary);
	enum outcome outcome;

	if (same_as_last(r))
		return OUTCOME_DONE;
	if (!begin(r, &outcome) || o->stage == STAGE_INGEST)
		return outcome;
	if (o->shards > 0) {
		if (!choose_period(r) || !draw_shard(r))
			return OUTCOME_NOTHING;
		return summary->packs_failed > 0 ? OUTCOME_PARTLY : outcome;
	}
	/* The ledger is read and written by one run at a time. */
	if (!choose_period(r) || !take_output(r) || !checks_run(r))
		return OUTCOME_NOTHING;
	if (o->stage >= STAGE_COMPUTE)
		beside_open_store(r);
	if (!(o->stage >= STAGE_COMPUTE ? compute_beside(r) : weigh(r)) ||
	    !keep(r))
		return OUTCOME_NOTHING;
	if (o->stage >= STAGE_RENDER ? !render(r) : !packs_record(r, NULL))
		return OUTCOME_NOTHING;
	return summary->packs_failed > 0 ? OUTCOME_PARTLY : outcome;
}

enum outcome
pipeline_merge(
    struct ctx *c, const struct run_options *o, struct run_summary *summary)
{
	struct run *r = new_run(c, o, summary);
	struct manifest united;
	struct packs packs;
	enum outcome outcome;
	unsigned missing;

	if (!begin(r, &outcome))
		return outcome;
	if (!choose_period(r) || !take_output(r) ||
	    !shards_unite(r, &united, &missing) || !checks_run(r) ||
	    !compute(r))
		return OUTCOME_NOTHING;
	r->united = &united;
	if (!packs_plan(r, &packs))
		return OUTCOME_NOTHING;
	packs_prove(r, &packs);
	if (!packs_record(r, &packs))
		return OUTCOME_NOTHING;
	/* What is not whole can be merged again. */
	if (missing > 0 || summary->packs_failed > 0)
		return OUTCOME_PARTLY;
	return shards_remove(r) ? outcome : OUTCOME_PARTLY;
}

/* Settings to scorecard; nothing is written. */
enum outcome
pipeline_figures(struct ctx *c, const struct run_options *o,
    struct run_summary *summary, struct run **out)
{
	enum outcome outcome;

	*out = new_run(c, o, summary);
	if (!begin(*out, &outcome))
		return outcome;
	return choose_period(*out) && checks_run(*out) && compute(*out)
		   ? outcome
		   : OUTCOME_NOTHING;
}

enum outcome
pipeline_plan(struct ctx *c, const struct run_options *o,
    struct run_summary *summary, struct packs *out)
{
	struct run *r = new_run(c, o, summary);
	enum outcome outcome;

	if (!begin(r, &outcome))
		return outcome;
	return choose_period(r) && checks_run(r) && compute(r) &&
		       packs_plan(r, out)
		   ? outcome
		   : OUTCOME_NOTHING;
}

/* The quarter to make a form for: the one asked for, or the one after the newest
 * that the data reach. */
static bool
form_period(struct run *r)
{
	if (r->o->period.n > 0)
		return r->period.quarter > 0 ||
		       diag_fail(r->c, (struct at){.line = 0},
			   "a return is for a quarter; write 2026-27-Q1");
	if (!choose_period(r))
		return false;
	r->period = period_holding(period_end(r->period) + 1);
	return true;
}

enum outcome
pipeline_form(struct ctx *c, const struct run_options *o, struct str org,
    struct str *path)
{
	struct run_summary summary = {0};
	struct run *r = new_run(c, o, &summary);
	const struct organisation *who;
	struct form_fill fill = {.org_code = org, .catalogue = &r->catalogue};
	struct buf period = buf_new(c->mem);
	struct theme theme;
	enum outcome outcome;

	if (!begin(r, &outcome))
		return outcome;
	who =
	    dataset_find(r->dataset, symbols_lookup(r->dataset->symbols, org));
	if (org.n == 0 || who == NULL) {
		diag_fail(c, (struct at){.file = o->input},
		    "no file names the organisation '%.*s'; put a register "
		    "that does into the input",
		    STRF(org));
		return OUTCOME_NOTHING;
	}
	if (!form_period(r) ||
	    !catalogue_load(
		c, run_template(r, "indicators.yaml"), &r->catalogue) ||
	    !theme_load(c, run_template(r, "theme.yaml"), &theme))
		return OUTCOME_NOTHING;
	fill.org_name = symbols_text(r->dataset->symbols, who->name);
	fill.period = r->period;
	fill.author = r->settings.author;
	for (size_t i = 0; i < r->dataset->n_sources; i++)
		fill.synthetic |= r->dataset->source[i].synthetic;
	fill.last = form_values(c->mem, &r->form, r->dataset, org,
	    period_holding(period_start(r->period) - 1), &fill.n_last);
	period_print(&period, r->period);
	*path = str_fmt(c->mem, "%.*s/forms/%.*s-return-%.*s.xlsx",
	    STRF(o->output), STRF(org), STRF(buf_str(&period)));
	return file_make_folders(c, file_join(c->tmp, o->output, S("forms"))) &&
		       form_write(c, &r->form, &fill, &theme, *path)
		   ? OUTCOME_DONE
		   : OUTCOME_NOTHING;
}

/* Limits and the like for the verbs that read one file, from settings.yaml of
 * the input folder or of the program. */
static bool
settings_of(struct ctx *c, const struct run_options *o, struct settings *out)
{
	struct run r = {.c = c, .o = o};

	if (!load_settings(&r))
		return false;
	*out = r.settings;
	return true;
}

enum outcome
pipeline_cells(struct ctx *c, const struct run_options *o, struct str path,
    struct str sheet, const struct cells_options *given, struct buf *out)
{
	struct cells_options options = *given;
	struct settings settings;

	if (!settings_of(c, o, &settings))
		return OUTCOME_USAGE;
	options.limits = &settings.limits;
	return cells_write(c, path, sheet, &options, out) ? OUTCOME_DONE
							  : OUTCOME_NOTHING;
}

enum outcome
pipeline_profiles(struct ctx *c, const struct run_options *o, struct str file,
    struct buf *out)
{
	struct run r = {.c = c, .o = o};
	struct settings settings;
	struct return_form form;
	struct ingest_options io = {.input = o->input,
	    .program_input = o->places.input,
	    .return_form = &form};

	if (!settings_of(c, o, &settings))
		return OUTCOME_USAGE;
	if (!return_form_load(c, run_template(&r, "return.yaml"), &form))
		return OUTCOME_NOTHING;
	io.limits = &settings.limits;
	return (file.n > 0 ? profiles_explain(c, &io, file, out)
			   : profiles_list(c, &io, out))
		   ? OUTCOME_DONE
		   : OUTCOME_NOTHING;
}
