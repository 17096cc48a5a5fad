/* main.c -- the command line. */
#include <fcntl.h>
#include <glib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "pipeline.h"

static const char usage_text[] =
    "usage: skillmix VERB [options]\n"
    "\n"
    "  run       read the input, compute, and make every pack\n"
    "  ingest    read and check the input, up to observations and findings\n"
    "  compute   the same, then scorecard.csv, findings.csv and the store\n"
    "  render    the same, then the packs (as run)\n"
    "  cells     print what a person sees in a spreadsheet, as CSV\n"
    "\n"
    "`skillmix VERB --help` lists a verb's options.\n"
    "Exit status: 0 all done; 1 done, but some file or pack could not be "
    "(named on\n"
    "stderr); 2 wrong use; 3 nothing could be done.\n";

/* What the command line said, before it is checked. */
struct words {
	char *input, *output, *period, *only, *packs, *sheet;
	int jobs;
	gboolean quiet, raw;
	char **rest;
};

/* One line that is drawn over on a terminal, and nothing elsewhere: scripts
 * read the closing lines. */
struct bar {
	bool on;
};

static void
bar_step(void *self, const char *what, size_t done, size_t of, struct str name)
{
	struct bar *bar = self;
	int filled = of == 0 ? 0 : (int)(done * 24 / of);

	if (!bar->on)
		return;
	fprintf(stderr, "\r\033[K%s [%.*s%*s] %zu of %zu  %.*s", what, filled,
	    "########################", 24 - filled, "", done, of,
	    name.n > 40 ? 40 : (int)name.n, name.p);
	if (done == of)
		fputs("\r\033[K", stderr);
	fflush(stderr);
}

static int
wrong_use(const char *why)
{
	fprintf(stderr, "skillmix: %s\nTry `skillmix --help`.\n", why);
	return OUTCOME_USAGE;
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

static void
say_summary(const struct run_options *o, const struct run_summary *s)
{
	printf("Read %zu files, %zu of them refused; %zu observations, %zu "
	       "findings.\n",
	    s->files, s->files_refused, s->observations, s->findings);
	if (o->stage >= STAGE_COMPUTE && s->period.n > 0)
		printf("Period %.*s: figures in %.*s/%.*s/scorecard.csv\n",
		    STRF(s->period), STRF(o->output), STRF(s->period));
	if (o->stage >= STAGE_RENDER)
		printf("Made %zu board reports%s.\n", s->packs,
		    s->packs_failed > 0 ? "; some could not be made, see above"
					: "");
}

static int
verb_run(struct ctx *c, const struct words *w, enum stage stage)
{
	struct bar bar = {.on = !w->quiet && isatty(STDERR_FILENO)};
	struct run_summary summary = {0};
	struct run_options o = {.input = str_of(w->input ? w->input : "input"),
	    .output = str_of(w->output ? w->output : "output"),
	    .period = str_of(w->period),
	    .jobs = w->jobs > 0 ? (unsigned)w->jobs : g_get_num_processors(),
	    .stage = stage,
	    .progress = {&bar, bar_step}};
	enum outcome outcome;

	if (w->jobs < 0 || w->jobs > 1024)
		return wrong_use("--jobs is 1 to 1024");
	if (w->packs != NULL && strcmp(w->packs, "board") != 0)
		return wrong_use("--packs knows only 'board' so far");
	if (!find_places(c, &o.places))
		return OUTCOME_NOTHING;
	o.only = split_codes(c->mem, str_of(w->only), &o.n_only);
	outcome = pipeline_run(c, &o, &summary);
	if (!w->quiet && outcome != OUTCOME_USAGE)
		say_summary(&o, &summary);
	return (int)outcome;
}

static int
verb_cells(struct ctx *c, const struct words *w)
{
	struct buf out = buf_new(c->mem);
	struct places places;
	enum outcome outcome;

	if (w->rest == NULL || w->rest[0] == NULL || w->rest[1] != NULL)
		return wrong_use("cells takes one file");
	if (!find_places(c, &places))
		return OUTCOME_NOTHING;
	outcome = pipeline_cells(
	    c, &places, str_of(w->rest[0]), str_of(w->sheet), w->raw, &out);
	if (fwrite(buf_str(&out).p, 1, out.n, stdout) != out.n ||
	    fflush(stdout) != 0)
		return OUTCOME_NOTHING;
	return (int)outcome;
}

static const struct verb {
	const char *name, *does;
	bool cells;
	enum stage stage;
} verbs[] = {
    {"run", "reads the input, computes, and makes every pack", false,
	STAGE_RENDER},
    {"ingest", "reads and checks the input", false, STAGE_INGEST},
    {"compute", "reads the input and writes scorecard, findings and store",
	false, STAGE_COMPUTE},
    {"render", "the same as run", false, STAGE_RENDER},
    {"cells", "prints what a person sees in a spreadsheet, as CSV", true,
	STAGE_INGEST},
};

/* The options of one verb. An option that a verb does not use is unknown. */
static GOptionContext *
options_of(const struct verb *v, struct words *w)
{
	const GOptionEntry common[] = {
	    {"quiet", 'q', 0, G_OPTION_ARG_NONE, &w->quiet,
		"say only what failed", NULL},
	    {NULL}};
	const GOptionEntry run[] = {
	    {"input", 'i', 0, G_OPTION_ARG_FILENAME, &w->input,
		"folder to read, walked whole (input)", "DIR"},
	    {NULL}};
	const GOptionEntry later[] = {
	    {"output", 'o', 0, G_OPTION_ARG_FILENAME, &w->output,
		"folder to write to (output)", "DIR"},
	    {"period", 'p', 0, G_OPTION_ARG_STRING, &w->period,
		"2026-27-Q1; otherwise the latest the data reach", "P"},
	    {NULL}};
	const GOptionEntry draw[] = {
	    {"packs", 0, 0, G_OPTION_ARG_STRING, &w->packs,
		"which packs to make: board", "LIST"},
	    {"only", 0, 0, G_OPTION_ARG_STRING, &w->only,
		"only these organisations", "CODE,..."},
	    {"jobs", 'j', 0, G_OPTION_ARG_INT, &w->jobs,
		"worker processes (as many as cores)", "N"},
	    {NULL}};
	const GOptionEntry cells[] = {{"sheet", 0, 0, G_OPTION_ARG_STRING,
					  &w->sheet, "only this sheet", "NAME"},
	    {"raw", 0, 0, G_OPTION_ARG_NONE, &w->raw,
		"the stored values, without number formats", NULL},
	    {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &w->rest,
		NULL, "FILE"},
	    {NULL}};
	GOptionContext *g = g_option_context_new(NULL);
	char *summary = g_strdup_printf("skillmix %s %s.", v->name, v->does);

	g_option_context_set_summary(g, summary);
	g_free(summary);
	g_option_context_add_main_entries(g, v->cells ? cells : run, NULL);
	if (!v->cells)
		g_option_context_add_main_entries(g, common, NULL);
	if (!v->cells && v->stage >= STAGE_COMPUTE)
		g_option_context_add_main_entries(g, later, NULL);
	if (!v->cells && v->stage >= STAGE_RENDER)
		g_option_context_add_main_entries(g, draw, NULL);
	return g;
}

static int
run_verb(struct ctx *c, const struct verb *v, int argc, char **argv)
{
	struct words w = {.jobs = 0};
	GError *err = NULL;
	GOptionContext *g = options_of(v, &w);
	bool ok = g_option_context_parse(g, &argc, &argv, &err);
	int status;

	g_option_context_free(g);
	if (!ok) {
		status = wrong_use(err->message);
		g_error_free(err);
	} else if (!v->cells && argc > 1) {
		status = wrong_use("there is a word too many");
	} else {
		status =
		    v->cells ? verb_cells(c, &w) : verb_run(c, &w, v->stage);
	}
	g_free(w.input);
	g_free(w.output);
	g_free(w.period);
	g_free(w.only);
	g_free(w.packs);
	g_free(w.sheet);
	g_strfreev(w.rest);
	return status;
}

int
main(int argc, char **argv)
{
	struct arena *mem, *tmp;
	struct ctx c;
	int status = -1;

	/* The characters of file names only; numbers never see a locale. */
	setlocale(LC_CTYPE, "");
	if (argc < 2)
		return wrong_use("no verb given");
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		fputs(usage_text, stdout);
		return OUTCOME_DONE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("skillmix " SKILLMIX_VERSION);
		return OUTCOME_DONE;
	}
	mem = arena_new("run");
	tmp = arena_new("run scratch");
	c = (struct ctx){mem, tmp, diag_new(mem, stderr, false)};
	for (size_t i = 0; i < COUNT(verbs) && status < 0; i++)
		if (strcmp(argv[1], verbs[i].name) == 0)
			status = run_verb(&c, &verbs[i], argc - 1, argv + 1);
	arena_free(tmp);
	arena_free(mem);
	return status >= 0 ? status : wrong_use("there is no such verb");
}
