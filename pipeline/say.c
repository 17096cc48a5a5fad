/* say.c -- what a run tells while it works: a bar, plain lines or JSON.
 *
 * Part of the command line: this and main.c, verbs.c alone print. No colour is
 * used, so NO_COLOR has nothing to turn off. */
#include <glib.h>
#include <stdio.h>

#include "base/num.h"
#include "render/json_text.h"
#include "say.h"

static const char *const event_name[] = {
    [EVENT_FILE_READ] = "file_read",
    [EVENT_FILE_REFUSED] = "file_refused",
    [EVENT_PACK_MADE] = "pack_made",
    [EVENT_PACK_KEPT] = "pack_kept",
    [EVENT_PACK_FAILED] = "pack_failed",
};

static void
clear_bar(struct say *s)
{
	if (s->bar_here)
		fputs("\r\033[K", stderr);
	s->bar_here = false;
}

/* "4.1 a second, 12 s left", once there is something to go by. */
static void
add_rate(struct buf *b, int64_t us, size_t done, size_t of)
{
	double seconds = (double)us / 1e6, rate;

	if (done == 0 || seconds < 1)
		return;
	rate = (double)done / seconds;
	buf_addz(b, ", ");
	num_fixed(b, rate, rate < 10 ? 1 : 0, NUM_PLAIN);
	buf_addz(b, " a second, ");
	num_fixed(b, (double)(of - done) / rate, 0, NUM_PLAIN);
	buf_addz(b, " s left");
}

/* One line that is drawn over on a terminal. */
void
say_step(void *self, const char *what, size_t done, size_t of, struct str name)
{
	struct say *s = self;
	int filled = of == 0 ? 0 : (int)(done * 24 / of);
	struct arena_mark m;
	struct buf b;

	if (!s->bar)
		return;
	if (done <= 1)
		s->since = g_get_monotonic_time();
	m = arena_mark(s->mem);
	b = buf_new(s->mem);
	buf_addf(&b, "\r\033[K%s [%.*s%*s] %zu of %zu", what, filled,
	    "########################", 24 - filled, "", done, of);
	add_rate(&b, g_get_monotonic_time() - s->since, done, of);
	buf_addf(&b, "  %.*s", name.n > 30 ? 30 : (int)name.n, name.p);
	fwrite(b.p, 1, b.n, stderr);
	arena_rewind(s->mem, m);
	s->bar_here = true;
	if (done == of)
		clear_bar(s);
	fflush(stderr);
}

static void
add_pair(struct buf *b, const char *key, struct str value)
{
	buf_addf(b, ", \"%s\": ", key);
	json_text(b, value);
}

static bool
is_file(enum event_kind k)
{
	return k == EVENT_FILE_READ || k == EVENT_FILE_REFUSED;
}

static void
event_json(struct buf *b, const struct event *e)
{
	buf_addf(b, "{\"event\": \"%s\"", event_name[e->kind]);
	add_pair(b, is_file(e->kind) ? "file" : "organisation", e->name);
	if (e->what.n > 0)
		add_pair(b, is_file(e->kind) ? "profile" : "pack", e->what);
	if (e->reason.n > 0)
		add_pair(b, "reason", e->reason);
	if (e->kind == EVENT_FILE_READ)
		buf_addf(b, ", \"observations\": %zu", e->observations);
	buf_addz(b, "}\n");
}

static void
event_line(struct buf *b, const struct event *e)
{
	switch (e->kind) {
	case EVENT_FILE_READ:
		buf_addf(b, "read %.*s: %.*s, %zu observations\n",
		    STRF(e->name), STRF(e->what), e->observations);
		return;
	case EVENT_PACK_MADE:
		buf_addf(b, "drew %.*s of %.*s (%.*s)\n", STRF(e->what),
		    STRF(e->name), STRF(e->reason));
		return;
	case EVENT_PACK_KEPT:
		buf_addf(b,
		    "kept %.*s of %.*s: nothing it prints has changed\n",
		    STRF(e->what), STRF(e->name));
		return;
	case EVENT_FILE_REFUSED:
	case EVENT_PACK_FAILED:
		return; /* the error itself is on stderr, verbose or not */
	}
}

void
say_event(void *self, const struct event *e)
{
	struct say *s = self;
	struct arena_mark m = arena_mark(s->mem);
	struct buf b = buf_new(s->mem);

	if (s->format == SAY_JSON) {
		event_json(&b, e);
		fwrite(b.p, 1, b.n, stdout);
		fflush(stdout);
	} else if (s->verbose && !s->quiet) {
		event_line(&b, e);
		clear_bar(s);
		fwrite(b.n > 0 ? b.p : "", 1, b.n, stderr);
	}
	arena_rewind(s->mem, m);
}

static void
summary_json(struct buf *b, const struct run_options *o,
    const struct run_summary *s, enum outcome outcome)
{
	buf_addz(b, "{\"event\": \"summary\"");
	if (s->period.n > 0)
		add_pair(b, "period", s->period);
	buf_addf(b,
	    ", \"files\": %zu, \"files_refused\": %zu, \"observations\": %zu, "
	    "\"findings\": %zu",
	    s->files, s->files_refused, s->observations, s->findings);
	if (o->stage >= STAGE_RENDER)
		buf_addf(b,
		    ", \"packs_made\": %zu, \"packs_kept\": %zu, "
		    "\"packs_failed\": %zu",
		    s->packs, s->packs_kept, s->packs_failed);
	buf_addf(b, ", \"status\": %d}\n", (int)outcome);
}

static void
summary_lines(struct buf *b, const struct run_options *o,
    const struct run_summary *s, enum outcome outcome)
{
	buf_addf(b,
	    "Read %zu files, %zu of them refused; %zu observations, %zu "
	    "findings.\n",
	    s->files, s->files_refused, s->observations, s->findings);
	if (outcome == OUTCOME_NOTHING)
		return;
	if (o->stage >= STAGE_COMPUTE && s->period.n > 0)
		buf_addf(b, "Period %.*s: figures in %.*s/%.*s/scorecard.csv\n",
		    STRF(s->period), STRF(o->output), STRF(s->period));
	if (o->stage >= STAGE_RENDER)
		buf_addf(b, "Drew %zu pack%s, %zu %s up to date%s.\n", s->packs,
		    s->packs == 1 ? "" : "s", s->packs_kept,
		    s->packs_kept == 1 ? "was" : "were",
		    s->packs_failed > 0 ? "; some could not be made, see above"
					: "");
}

void
say_summary(struct say *s, const struct run_options *o,
    const struct run_summary *r, enum outcome outcome)
{
	struct buf b = buf_new(s->mem);

	if (s->format == SAY_JSON)
		summary_json(&b, o, r, outcome);
	else if (!s->quiet)
		summary_lines(&b, o, r, outcome);
	fwrite(b.n > 0 ? b.p : "", 1, b.n, stdout);
}
