/* main.c -- the command line: verbs, options and help. */
#include <glib.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "indicators/calc.h"
#include "verbs.h"

/* Groups of options; a verb takes some. An option that a verb does not use is
 * unknown to it. */
enum {
	OPT_INPUT = 1,
	OPT_OUTPUT = 2, /* and --period */
	OPT_DRAW = 4,
	OPT_QUIET = 8,
	OPT_VERBOSE = 16,
	OPT_FORMAT = 32, /* text or json */
	OPT_CELLS = 64,
	OPT_FILES = 128, /* takes words that are no options */
	OPT_ONLY = 256,
	OPT_CODES = 512,
	OPT_JOBS = 1024,
	OPT_PACKS = 2048,
	OPT_SHARD = 4096,
	OPT_FIGURE = 8192,
	OPT_CHARTS = 16384
};
#define OPT_RUN (OPT_INPUT | OPT_QUIET | OPT_VERBOSE | OPT_FORMAT | OPT_JOBS)

static const struct verb {
	const char *name, *files, *does, *more;
	unsigned options;
	int (*run)(struct ctx *, const struct words *);
} verbs[] = {
    {"run", NULL, "reads the input, computes, and makes every pack",
	"Packs whose figures, template and program have not changed are kept.",
	OPT_RUN | OPT_OUTPUT | OPT_ONLY | OPT_PACKS | OPT_DRAW | OPT_SHARD |
	    OPT_CHARTS,
	verb_run},
    {"ingest", NULL, "reads and checks the input", NULL, OPT_RUN, verb_ingest},
    {"audit", NULL, "checks the returns; writes findings and store",
	"Says who has most to mend; findings.csv has every finding with its "
	"cell and remedy.",
	OPT_RUN | OPT_OUTPUT | OPT_CODES, verb_audit},
    {"compute", NULL,
	"reads the input and writes scorecard, findings and store", NULL,
	OPT_RUN | OPT_OUTPUT, verb_compute},
    {"render", NULL, "the same as run", NULL,
	OPT_RUN | OPT_OUTPUT | OPT_ONLY | OPT_PACKS | OPT_DRAW | OPT_SHARD |
	    OPT_CHARTS,
	verb_run},
    {"merge", NULL, "unites what the shards of a run have made",
	"Checks every file first; names shards and packs that are missing.",
	OPT_INPUT | OPT_OUTPUT | OPT_ONLY | OPT_PACKS | OPT_JOBS | OPT_QUIET |
	    OPT_FORMAT,
	verb_merge},
    {"status", NULL, "says what the store holds and which packs are stale",
	"Reads the input and writes nothing.",
	OPT_INPUT | OPT_OUTPUT | OPT_ONLY | OPT_PACKS | OPT_FORMAT | OPT_CHARTS,
	verb_status},
    {"verify", "FOLDER", "checks every file of an output against its manifest",
	"FOLDER is the output folder or one period's. What is changed, missing "
	"or extra is named on stderr.",
	OPT_FILES | OPT_QUIET | OPT_FORMAT, verb_verify},
    {"indicators", NULL,
	"lists every indicator, its source, and who has a figure",
	"Reads the input and writes nothing.",
	OPT_INPUT | OPT_OUTPUT | OPT_FORMAT, verb_indicators},
    {"trace", "ORG INDICATOR",
	"says how one figure was worked out, from which cells",
	"ORG is an organisation's or region's code, or ENG. Reads the input "
	"and writes nothing.",
	OPT_FILES | OPT_INPUT | OPT_OUTPUT | OPT_FORMAT | OPT_FIGURE,
	verb_trace},
    {"form", "CODE", "writes an organisation's quarterly return to fill in",
	"With what the input holds of the quarter before beside each cell, to "
	"OUTPUT/forms.",
	OPT_FILES | OPT_INPUT | OPT_OUTPUT, verb_form},
    {"cells", "FILE", "prints what a person sees in a spreadsheet",
	"As CSV, or each cell with its type and format as JSON.",
	OPT_FILES | OPT_INPUT | OPT_CELLS, verb_cells},
    {"profiles", "[FILE]",
	"lists the source profiles, or what they make of a "
	"file",
	NULL, OPT_FILES | OPT_INPUT, verb_profiles},
    {"check-template", "FILE", "checks a template, line by line",
	"Unknown names, charts, options, tables and indicators are errors.",
	OPT_FILES, verb_check_template},
    {"calc", "METHOD KEY=VALUE...", "computes one statistic by hand", NULL,
	OPT_FILES | OPT_FORMAT, verb_calc},
    {"init", "FOLDER", "lays out a new folder for your own data",
	"Settings, profiles, vocabulary, templates and a short guide.",
	OPT_FILES, verb_init},
};

static void
print_usage(void)
{
	puts("usage: skillmix VERB [options]\n");
	for (size_t i = 0; i < COUNT(verbs); i++)
		printf("  %-16s%s\n", verbs[i].name, verbs[i].does);
	puts("\n`skillmix VERB --help` lists a verb's options, `skillmix "
	     "--version` the version.\n"
	     "Exit status: 0 all done; 1 done, but some file or pack could not "
	     "be (named on\n"
	     "stderr); 2 wrong use; 3 nothing could be done.");
}

static void
add_entries(GOptionContext *g, const struct verb *v, struct words *w)
{
	const GOptionEntry input[] = {
	    {"input", 'i', 0, G_OPTION_ARG_FILENAME, &w->input,
		"folder to read, walked whole (input)", "DIR"},
	    {NULL}};
	const GOptionEntry output[] = {
	    {"output", 'o', 0, G_OPTION_ARG_FILENAME, &w->output,
		"folder to write to (output)", "DIR"},
	    {"period", 'p', 0, G_OPTION_ARG_STRING, &w->period,
		"2026-27-Q1; otherwise the latest the data reach", "P"},
	    {NULL}};
	const GOptionEntry only[] = {
	    {"only", 0, 0, G_OPTION_ARG_STRING, &w->only,
		"only these organisations or regions", "CODE,..."},
	    {NULL}};
	const GOptionEntry draw[] = {
	    {"force", 0, 0, G_OPTION_ARG_NONE, &w->force,
		"draw packs that are up to date again", NULL},
	    {NULL}};
	const GOptionEntry quiet[] = {
	    {"quiet", 'q', 0, G_OPTION_ARG_NONE, &w->quiet,
		"say only what failed", NULL},
	    {NULL}};
	const GOptionEntry verbose[] = {
	    {"verbose", 'v', 0, G_OPTION_ARG_NONE, &w->verbose,
		"name every file and pack on stderr", NULL},
	    {NULL}};
	const GOptionEntry format[] = {
	    {"format", 0, 0, G_OPTION_ARG_STRING, &w->format,
		"text, or json for programs", "text|json"},
	    {NULL}};
	const GOptionEntry cells[] = {{"sheet", 0, 0, G_OPTION_ARG_STRING,
					  &w->sheet, "only this sheet", "NAME"},
	    {"raw", 0, 0, G_OPTION_ARG_NONE, &w->raw,
		"the stored values, without number formats", NULL},
	    {"format", 0, 0, G_OPTION_ARG_STRING, &w->format, "csv or json",
		"csv|json"},
	    {NULL}};
	const GOptionEntry files[] = {
	    {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &w->rest,
		NULL, v->files},
	    {NULL}};
	const GOptionEntry figure[] = {
	    {"setting", 0, 0, G_OPTION_ARG_STRING, &w->setting,
		"Inpatient or Community; otherwise both together", "NAME"},
	    {"breakdown", 0, 0, G_OPTION_ARG_STRING, &w->breakdown,
		"one part of it, such as Nursing or \"Band 6\"", "NAME"},
	    {NULL}};
	const GOptionEntry codes[] = {
	    {"codes", 0, 0, G_OPTION_ARG_NONE, &w->codes,
		"list the codes of findings and stop", NULL},
	    {NULL}};
	const GOptionEntry jobs[] = {
	    {"jobs", 'j', 0, G_OPTION_ARG_INT, &w->jobs,
		"worker processes (as many as cores)", "N"},
	    {NULL}};
	const GOptionEntry packs[] = {
	    {"packs", 0, 0, G_OPTION_ARG_STRING, &w->packs,
		"which packs: board, region, audit, england (all), icb",
		"LIST"},
	    {NULL}};
	const GOptionEntry shard[] = {
	    {"shard", 0, 0, G_OPTION_ARG_STRING, &w->shard,
		"only the I-th of N parts of the packs; `merge` unites them",
		"I/N"},
	    {NULL}};
	const GOptionEntry charts[] = {
	    {"charts", 0, 0, G_OPTION_ARG_STRING, &w->charts,
		"each chart as a file of its own too: svg, png or both",
		"LIST"},
	    {NULL}};
	const GOptionEntry *const entry[] = {input, output, draw, quiet,
	    verbose, format, cells, files, only, codes, jobs, packs, shard,
	    figure, charts};

	for (unsigned i = 0; i < COUNT(entry); i++)
		if (v->options & 1u << i)
			g_option_context_add_main_entries(g, entry[i], NULL);
}

/* The options of one verb, with its help. */
static GOptionContext *
options_of(const struct verb *v, struct words *w)
{
	GOptionContext *g = g_option_context_new(NULL);
	char *name = g_strdup_printf("skillmix %s", v->name);
	char *summary = g_strdup_printf("%s: %s.%s%s", name, v->does,
	    v->more ? "\n" : "", v->more ? v->more : "");

	g_set_prgname(name);
	g_free(name);
	g_option_context_set_summary(g, summary);
	g_free(summary);
	add_entries(g, v, w);
	if (v->run == verb_calc) {
		struct arena *mem = arena_new("help");
		struct buf b = buf_new(mem);
		calc_help(&b);
		g_option_context_set_description(g, b.p);
		arena_free(mem);
	}
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
	} else if (argc > 1) {
		status = wrong_use("there is a word too many");
	} else {
		status = v->run(c, &w);
	}
	g_free(w.input);
	g_free(w.output);
	g_free(w.period);
	g_free(w.only);
	g_free(w.packs);
	g_free(w.shard);
	g_free(w.charts);
	g_free(w.sheet);
	g_free(w.setting);
	g_free(w.breakdown);
	g_free(w.format);
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
	/* What one part of a run gives back the next one takes: pages asked of
	 * the system anew cost more than what is done with them. */
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
	/* A file that may not grow is a failed write, not our end. */
	signal(SIGXFSZ, SIG_IGN);
	if (argc < 2)
		return wrong_use("no verb given");
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		print_usage();
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
