/* ingest/ingest.c -- a folder of spreadsheets to observations and findings. */
#include "ingest/intake_kept.h"
#include "ingest/side.h"

#define SOURCES_MAX 65000 /* origin.source has 16 bits */

static void
tell(const struct ingest_options *o, size_t done, size_t of, struct str file)
{
	if (o->progress != NULL)
		o->progress(o->self, done, of, file);
}

/* A return has so many cells. An array that is large from the start is not copied
 * time and again while it grows, and what nobody writes to costs no memory. */
#define LIKELY_CELLS 1200
#define LIKELY_MOST  ((size_t)1 << 20)

static void
make_room(struct ctx *c, struct dataset *d, size_t files)
{
	size_t n = files * LIKELY_CELLS;

	(void)dataset_room(c->mem, d, n < LIKELY_MOST ? n : LIKELY_MOST);
}

/* For less, starting processes takes longer than reading. */
#define SIDE_BYTES (256u << 10)

static bool
is_worth_it(const struct ingest_options *o, const struct walked *w, size_t n)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < n; i++)
		bytes += w[i].sha256.n > 0 ? 0 : w[i].bytes;
	return o->jobs > 1 && bytes >= SIDE_BYTES;
}

static void
read_here(struct intake *in, const struct ingest_options *o,
    const struct walked *w, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		tell(o, i, n, w[i].label);
		if (!intake_recall(in, &w[i]))
			intake_read(in, &w[i]);
	}
}

bool
ingest_run(struct ctx *c, const struct ingest_options *options,
    struct dataset **out, struct findings *findings)
{
	struct intake in;
	struct walked *w;
	size_t n;

	if (!intake_open(&in, c, options, findings))
		return false;
	*out = in.d;
	if (!walk_folder(c, options->input, &w, &n) ||
	    (n > SOURCES_MAX &&
		!diag_fail(c, (struct at){.file = options->input},
		    "has %zu spreadsheets; %d is the most of one run", n,
		    SOURCES_MAX))) {
		intake_close(&in);
		return false;
	}
	in.d->source = NEWS(c->mem, n, struct source);
	make_room(c, in.d, n);
	intake_recognise(&in, w, n, options->jobs);
	if (!is_worth_it(options, w, n) || !side_read(&in, options, w, n))
		read_here(&in, options, w, n);
	tell(options, n, n, S(""));
	intake_close(&in);
	return true;
}
