/* verbs.c -- what each verb of the command line does. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "check_template.h"
#include "base/file.h"
#include "indicators/calc.h"
#include "ingest/cells.h"
#include "init.h"
#include "listing.h"
#include "render/codes.h"
#include "render/json_text.h"
#include "packs.h"
#include "pictures.h"
#include "say.h"
#include "shards.h"
#include "status.h"
#include "trace.h"
#include "verbs.h"
#include "verify.h"

/* Organisations that the audit's summary names. */
enum { TALLIES = 5 };

int
wrong_use(const char *why)
{
	fprintf(stderr, "skillmix: %s\nTry `skillmix --help`.\n", why);
	return OUTCOME_USAGE;
}

/* A full disk or a closed pipe must not pass for success. */
static int
print(const struct buf *b, int status)
{
	if (fwrite(b->n > 0 ? b->p : "", 1, b->n, stdout) != b->n ||
	    fflush(stdout) != 0)
		return OUTCOME_NOTHING;
	return status;
}

/* Beside the program: the source tree it was built in, or PREFIX/share. */
static bool
find_places(struct ctx *c, struct places *out)
{
	char *self = g_file_read_link("/proc/self/exe", NULL);
	char *bin = self ? g_path_get_dirname(self) : g_strdup(".");
	struct str tree = str_fmt(c->mem, "%s/../..", bin);
	struct str share = str_fmt(c->mem, "%s/../share/skillmix", bin);
	bool ok = true;

	g_free(self);
	g_free(bin);
	if (file_exists(
		c, file_join(c->tmp, tree, S("templates/indicators.yaml")))) {
		out->input = file_join(c->mem, tree, S("input"));
	} else if (file_exists(c, file_join(c->tmp, share,
				      S("templates/indicators.yaml")))) {
		tree = share;
		out->input = share;
	} else {
		ok = diag_fail(c, (struct at){.file = share},
		    "the program's own templates are not there; install it "
		    "again");
	}
	out->templates = file_join(c->mem, tree, S("templates"));
	out->fonts = file_join(c->mem, tree, S("fonts"));
	return ok;
}

/* "RV5,RPG" into its parts. */
static struct str *
split_codes(struct arena *mem, struct str list, size_t *n)
{
	struct str *code = NEWS(mem, list.n + 1, struct str), head;

	*n = 0;
	while (list.n > 0) {
		(void)str_cut(list, ',', &head, &list);
		if ((head = str_trim(head)).n > 0)
			code[(*n)++] = str_dup(mem, head);
	}
	return code;
}

static size_t
count_rest(const struct words *w)
{
	return w->rest == NULL ? 0 : g_strv_length(w->rest);
}

static bool
read_format(const struct words *w, bool *json)
{
	*json = w->format != NULL && strcmp(w->format, "json") == 0;
	return w->format == NULL || *json || strcmp(w->format, "text") == 0;
}

/* What the verbs that run the stages share. */
static int
read_options(struct ctx *c, const struct words *w, enum stage stage,
    struct run_options *o, bool *json)
{
	struct buf known = buf_new(c->mem);

	*o = (struct run_options){
	    .input = str_of(w->input ? w->input : "input"),
	    .output = str_of(w->output ? w->output : "output"),
	    .period = str_of(w->period),
	    .jobs = w->jobs > 0 ? (unsigned)w->jobs : g_get_num_processors(),
	    .stage = stage,
	    .force = w->force};
	if (!read_format(w, json))
		return wrong_use("--format is text or json");
	if (w->shard != NULL &&
	    !shards_parse(str_of(w->shard), &o->shard, &o->shards))
		return wrong_use("--shard is I/N, from 1/N to N/N");
	if (!pictures_formats(str_of(w->charts), &o->charts))
		return wrong_use("--charts is svg, png or svg,png");
	if (w->jobs < 0 || w->jobs > 1024)
		return wrong_use("--jobs is 1 to 1024");
	if (!packs_kinds(str_of(w->packs), &o->kinds, &known)) {
		diag_fail(c, (struct at){.line = 0},
		    "--packs '%s' is not known; it takes %.*s", w->packs,
		    STRF(buf_str(&known)));
		return OUTCOME_USAGE;
	}
	if (!find_places(c, &o->places))
		return OUTCOME_NOTHING;
	o->only = split_codes(c->mem, str_of(w->only), &o->n_only);
	return OUTCOME_DONE;
}

/* "12 errors, 1 warning, 0 notes" */
static void
add_levels(struct buf *b, const unsigned by_level[])
{
	for (int level = LEVEL_ERROR; level >= LEVEL_NOTE; level--)
		buf_addf(b, "%u %s%s%s", by_level[level], level_name[level],
		    by_level[level] == 1 ? "" : "s",
		    level > LEVEL_NOTE ? ", " : "");
}

static void
audit_lines(
    struct buf *b, const struct run_options *o, const struct run_summary *s)
{
	const struct audit_summary *a = &s->audit;
	size_t n = a->n_orgs < TALLIES ? a->n_orgs : TALLIES;

	buf_addf(b, "Period %.*s: %zu returns, ", STRF(s->period), a->returns);
	add_levels(b, a->by_level);
	if (a->answered > 0)
		buf_addf(b, "; %u more are answered", a->answered);
	buf_addz(b, n > 0 ? ".\nMost findings:\n" : ".\n");
	for (size_t i = 0; i < n; i++) {
		buf_addf(b, "  %.*s %.*s: ", STRF(a->org[i].code),
		    STRF(a->org[i].name));
		add_levels(b, a->org[i].by_level);
		buf_addc(b, '\n');
	}
	if (a->n_orgs > n)
		buf_addf(b, "  and %zu others\n", a->n_orgs - n);
	buf_addf(b, "Every finding is in %.*s/%.*s/findings.csv\n",
	    STRF(o->output), STRF(s->period));
}

static void
levels_json(struct buf *b, const unsigned by_level[])
{
	for (int level = LEVEL_ERROR; level >= LEVEL_NOTE; level--)
		buf_addf(
		    b, ", \"%ss\": %u", level_name[level], by_level[level]);
}

static void
audit_json(
    struct buf *b, const struct run_options *o, const struct run_summary *s)
{
	const struct audit_summary *a = &s->audit;

	buf_addz(b, "{\"event\": \"audit\", \"period\": ");
	json_text(b, s->period);
	buf_addf(b, ", \"returns\": %zu", a->returns);
	levels_json(b, a->by_level);
	buf_addf(b, ", \"answered\": %u, \"file\": ", a->answered);
	json_text(b, str_fmt(b->mem, "%.*s/%.*s/findings.csv", STRF(o->output),
			 STRF(s->period)));
	buf_addz(b, ", \"organisations\": [");
	for (size_t i = 0; i < a->n_orgs; i++) {
		buf_addz(b, i > 0 ? ", {\"code\": " : "{\"code\": ");
		json_text(b, a->org[i].code);
		levels_json(b, a->org[i].by_level);
		buf_addc(b, '}');
	}
	buf_addz(b, "]}\n");
}

static void
say_audit(const struct say *say, const struct run_options *o,
    const struct run_summary *s)
{
	struct buf b = buf_new(say->mem);

	if (say->format == SAY_JSON)
		audit_json(&b, o, s);
	else if (!say->quiet)
		audit_lines(&b, o, s);
	fwrite(b.n > 0 ? b.p : "", 1, b.n, stdout);
}

static int
run_to(struct ctx *c, const struct words *w, enum stage stage)
{
	struct run_summary summary = {0};
	struct run_options o;
	struct say say = {.quiet = w->quiet,
	    .verbose = w->verbose,
	    .bar = !w->quiet && isatty(STDERR_FILENO),
	    .mem = arena_new("progress")};
	enum outcome outcome = OUTCOME_USAGE;
	bool json;
	int status = read_options(c, w, stage, &o, &json);

	if (status == OUTCOME_DONE) {
		say.format = json ? SAY_JSON : SAY_TEXT;
		o.progress = (struct progress){&say, say_step, say_event};
		o.events = json || (w->verbose && !w->quiet);
		outcome = pipeline_run(c, &o, &summary);
		/* As JSON the summary is the last line. */
		if (stage == STAGE_AUDIT && json && outcome < OUTCOME_USAGE)
			say_audit(&say, &o, &summary);
		if (outcome != OUTCOME_USAGE)
			say_summary(&say, &o, &summary, outcome);
		if (stage == STAGE_AUDIT && !json && outcome < OUTCOME_USAGE)
			say_audit(&say, &o, &summary);
		status = fflush(stdout) == 0 ? (int)outcome : OUTCOME_NOTHING;
	}
	arena_free(say.mem);
	return status;
}

int
verb_run(struct ctx *c, const struct words *w)
{
	return run_to(c, w, STAGE_RENDER);
}

int
verb_ingest(struct ctx *c, const struct words *w)
{
	return run_to(c, w, STAGE_INGEST);
}

int
verb_audit(struct ctx *c, const struct words *w)
{
	struct buf b = buf_new(c->mem);

	if (!w->codes)
		return run_to(c, w, STAGE_AUDIT);
	codes_print(&b);
	return print(&b, OUTCOME_DONE);
}

int
verb_compute(struct ctx *c, const struct words *w)
{
	return run_to(c, w, STAGE_COMPUTE);
}

int
verb_merge(struct ctx *c, const struct words *w)
{
	struct run_summary summary = {0};
	struct buf b = buf_new(c->mem);
	struct run_options o;
	bool json;
	int status = read_options(c, w, STAGE_RENDER, &o, &json);

	if (status != OUTCOME_DONE)
		return status;
	status = (int)pipeline_merge(c, &o, &summary);
	if (json)
		buf_addf(&b,
		    "{\"event\": \"summary\", \"packs_merged\": %zu, "
		    "\"packs_failed\": %zu, \"status\": %d}\n",
		    summary.packs_kept, summary.packs_failed, status);
	else if (!w->quiet && status <= OUTCOME_PARTLY)
		buf_addf(&b,
		    "Merged %zu packs%s; %.*s/%.*s/manifest.json names them.\n",
		    summary.packs_kept,
		    status == OUTCOME_PARTLY ? ", not all: see above" : "",
		    STRF(o.output), STRF(summary.period));
	return print(&b, status);
}

/* A verb that only looks, and prints what it sees. */
static int
look(struct ctx *c, const struct words *w, enum stage stage,
    enum outcome (*see)(
	struct ctx *, const struct run_options *, bool json, struct buf *))
{
	struct buf b = buf_new(c->mem);
	struct run_options o;
	bool json;
	int status = read_options(c, w, stage, &o, &json);

	if (status != OUTCOME_DONE)
		return status;
	status = (int)see(c, &o, json, &b);
	return print(&b, status);
}

int
verb_status(struct ctx *c, const struct words *w)
{
	return look(c, w, STAGE_RENDER, status_print);
}

struct told {
	struct buf *out;
	bool json;
};

static void
tell_wrong(void *self, struct str path, const char *what)
{
	struct told *t = self;

	if (!t->json) {
		fprintf(stderr, "%.*s: %s\n", STRF(path), what);
		return;
	}
	buf_addz(t->out, "{\"event\": \"wrong\", \"file\": ");
	json_text(t->out, path);
	buf_addz(t->out, ", \"reason\": ");
	json_text(t->out, str_of(what));
	buf_addz(t->out, "}\n");
}

int
verb_verify(struct ctx *c, const struct words *w)
{
	struct buf b = buf_new(c->mem);
	struct told told = {.out = &b};
	struct verify_listener listener = {&told, tell_wrong};
	struct verified v;
	enum outcome outcome;

	if (count_rest(w) != 1)
		return wrong_use("verify takes one folder");
	if (!read_format(w, &told.json))
		return wrong_use("--format is text or json");
	outcome = verify_output(c, str_of(w->rest[0]), &listener, &v);
	if (told.json)
		buf_addf(&b,
		    "{\"event\": \"summary\", \"periods\": %zu, "
		    "\"as_recorded\": "
		    "%zu, \"wrong\": %zu, \"status\": %d}\n",
		    v.periods, v.files, v.problems, (int)outcome);
	else if (!w->quiet && outcome != OUTCOME_NOTHING)
		buf_addf(&b, "%zu files are as recorded, %zu are not.\n",
		    v.files, v.problems);
	return print(&b, (int)outcome);
}

int
verb_cells(struct ctx *c, const struct words *w)
{
	struct buf b = buf_new(c->mem);
	struct cells_options cells = {.raw = w->raw};
	struct run_options o = {.input = str_of(w->input ? w->input : "input")};

	if (count_rest(w) != 1)
		return wrong_use("cells takes one file");
	if (w->format != NULL && strcmp(w->format, "csv") != 0 &&
	    strcmp(w->format, "json") != 0)
		return wrong_use("--format is csv or json");
	cells.json = w->format != NULL && strcmp(w->format, "json") == 0;
	if (!find_places(c, &o.places))
		return OUTCOME_NOTHING;
	return print(&b, (int)pipeline_cells(c, &o, str_of(w->rest[0]),
			     str_of(w->sheet), &cells, &b));
}

int
verb_profiles(struct ctx *c, const struct words *w)
{
	struct buf b = buf_new(c->mem);
	struct run_options o = {.input = str_of(w->input ? w->input : "input")};

	if (count_rest(w) > 1)
		return wrong_use("profiles takes one file or none");
	if (!find_places(c, &o.places))
		return OUTCOME_NOTHING;
	return print(
	    &b, (int)pipeline_profiles(c, &o,
		    count_rest(w) == 1 ? str_of(w->rest[0]) : S(""), &b));
}

int
verb_check_template(struct ctx *c, const struct words *w)
{
	struct buf b = buf_new(c->mem);
	struct places places = {0};

	if (count_rest(w) != 1)
		return wrong_use("check-template takes one file");
	if (!find_places(c, &places))
		return OUTCOME_NOTHING;
	return print(
	    &b, check_template(c, places.templates, str_of(w->rest[0]), &b));
}

int
verb_indicators(struct ctx *c, const struct words *w)
{
	return look(c, w, STAGE_COMPUTE, listing_print);
}

int
verb_trace(struct ctx *c, const struct words *w)
{
	struct buf b = buf_new(c->mem);
	struct trace_ask ask = {
	    .setting = str_of(w->setting), .breakdown = str_of(w->breakdown)};
	struct run_options o;
	bool json;
	int status = read_options(c, w, STAGE_COMPUTE, &o, &json);

	if (status != OUTCOME_DONE)
		return status;
	if (count_rest(w) != 2)
		return wrong_use("trace takes an organisation's code and an "
				 "indicator");
	ask.org = str_of(w->rest[0]);
	ask.indicator = str_of(w->rest[1]);
	status = (int)trace_print(c, &o, &ask, json, &b);
	return print(&b, status);
}

int
verb_form(struct ctx *c, const struct words *w)
{
	struct buf b = buf_new(c->mem);
	struct run_options o;
	struct str path;
	enum outcome outcome;
	bool json;
	int status = read_options(c, w, STAGE_INGEST, &o, &json);

	if (status != OUTCOME_DONE)
		return status;
	if (count_rest(w) != 1)
		return wrong_use("form takes one organisation code");
	outcome = pipeline_form(c, &o, str_of(w->rest[0]), &path);
	if (outcome != OUTCOME_DONE)
		return (int)outcome;
	buf_addf(&b, "Wrote %.*s\n", STRF(path));
	return print(&b, OUTCOME_DONE);
}

/* A wrong method or key is wrong use: calc_run has said what is allowed. */
int
verb_calc(struct ctx *c, const struct words *w)
{
	size_t n = count_rest(w);
	struct buf b = buf_new(c->mem);
	struct str *pair = NEWS(c->mem, n + 1, struct str);
	bool json;

	if (n == 0)
		return wrong_use("calc takes a method and its keys; `skillmix "
				 "calc --help` lists them");
	if (!read_format(w, &json))
		return wrong_use("--format is text or json");
	for (size_t i = 1; i < n; i++)
		pair[i - 1] = str_of(w->rest[i]);
	if (!calc_run(c, str_of(w->rest[0]), pair, n - 1, json, &b))
		return OUTCOME_USAGE;
	return print(&b, OUTCOME_DONE);
}

int
verb_init(struct ctx *c, const struct words *w)
{
	struct buf b = buf_new(c->mem);
	struct places places;

	if (count_rest(w) != 1)
		return wrong_use("init takes one folder");
	if (!find_places(c, &places) ||
	    !init_folder(c, &places, str_of(w->rest[0])))
		return OUTCOME_NOTHING;
	buf_addf(&b, "%s is laid out; its README.md says how to go on.\n",
	    w->rest[0]);
	return print(&b, OUTCOME_DONE);
}
