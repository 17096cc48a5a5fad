/* beside.c -- what is done in a thread of its own.
 *
 * A thread reads what nobody writes, and its memory is its own until it has ended.
 * A run that fails half-way waits for it too. */
#include <glib.h>

#include "base/bytes.h"
#include "base/file.h"
#include "base/threads.h"
#include "beside.h"
#include "depends.h"
#include "figures_known.h"
#include "render/scorecard_csv.h"
#include "output.h"
#include "store/store.h"

/* ---- what is made of the figures: nothing in it can fail */

struct errand {
	const struct run *run;
	struct arena *mem;
	struct by_indicator by;
	struct arena **own; /* by indicator */
	struct csv_rows *rows;
	struct hashing *hashing;
	GThread *thread; /* NULL: there is none */
	struct beside made;
	bool done;
};

#define NAME "rows of scorecard.csv"

static bool
find_rows(const struct errand *e, size_t i, struct csv_rows *out)
{
	const size_t *start = &e->by.start[i * e->by.cards];
	struct bytes_cursor k = {NULL, 0, false};
	struct str bytes;

	if (!figures_known_find(e->run, i, NAME, e->own[i], &bytes))
		return false;
	k.p = bytes.p;
	k.n = bytes.n;
	out->text = bytes_take_text(&k);
	out->end = bytes_take_array(&k, sizeof *out->end, &out->n);
	return !k.bad && out->n == start[e->by.cards] - start[0];
}

static void
note_rows(const struct errand *e, size_t i)
{
	const struct csv_rows *r = &e->rows[i];
	struct buf b = buf_new(e->own[i]);

	if (e->run->scorecard->key == NULL)
		return;
	bytes_put_text(&b, r->text);
	bytes_put_array(&b, r->end, r->n, sizeof *r->end);
	figures_known_note(e->run, i, NAME, buf_str(&b));
}

/* Of one indicator, and the next time it is known. */
static void
make_one(void *self, size_t i)
{
	struct errand *e = self;

	e->own[i] = arena_new("what is made of figures");
	depends_hash(e->hashing, i, e->own[i]);
	if (find_rows(e, i, &e->rows[i]))
		return;
	e->rows[i] =
	    scorecard_csv_rows(e->own[i], e->run->scorecard, &e->by, i);
	note_rows(e, i);
}

static gpointer
make(gpointer self)
{
	struct errand *e = self;
	const struct scorecard *s = e->run->scorecard;

	e->by = scorecard_by_indicator(e->mem, s);
	e->hashing = depends_hashing(e->run, &e->by, e->mem);
	threads_each(e->run->o->jobs, s->catalogue->n, make_one, e);
	e->made.csv = scorecard_csv_join(e->mem, s, e->rows);
	e->made.figures = depends_figures(e->hashing, e->mem);
	e->done = true;
	return NULL;
}

static void
join(struct errand *e)
{
	if (e->thread != NULL)
		g_thread_join(e->thread);
	e->thread = NULL;
}

static void
drop(void *p)
{
	struct errand *e = p;

	join(e);
	for (size_t i = 0; i < e->run->scorecard->catalogue->n; i++)
		if (e->own[i] != NULL)
			arena_free(e->own[i]);
	arena_free(e->mem);
}

void
beside_begin(struct run *r)
{
	struct errand *e = NEW(r->c->mem, struct errand);
	size_t n = r->scorecard->catalogue->n;

	*e = (struct errand){.run = r,
	    .mem = arena_new("beside the store"),
	    .own = NEWS(r->c->mem, n, struct arena *),
	    .rows = NEWS(r->c->mem, n, struct csv_rows)};
	r->errand = e;
	if (r->o->jobs > 1)
		e->thread = g_thread_try_new("scorecard", make, e, NULL);
	arena_defer(r->c->mem, drop, e);
}

void
beside_end(struct run *r)
{
	struct errand *e = r->errand;

	join(e);
	if (!e->done)
		make(e);
	r->beside = &e->made;
}

/* ---- the store */

struct opening {
	struct ctx c;
	struct str path;
	GThread *thread;
	struct store *store;
	bool ok;
};

static gpointer
open_store(gpointer self)
{
	struct opening *o = self;

	o->ok = store_open(&o->c, o->path, &o->store);
	return NULL;
}

static void
drop_opening(void *p)
{
	struct opening *o = p;

	if (o->thread != NULL)
		g_thread_join(o->thread);
	arena_free(o->c.tmp);
	arena_free(o->c.mem);
}

void
beside_open_store(struct run *r)
{
	struct str path = file_join(r->c->mem, r->o->output, S("skillmix.db"));
	struct ctx quiet = {
	    r->c->mem, r->c->tmp, diag_new(r->c->tmp, NULL, true)};
	struct arena *mem;
	struct opening *o;

	/* What is wrong with it is said when it is asked for. */
	if (r->o->jobs < 2 || !file_exists(&quiet, path) ||
	    !output_secret(&quiet, path))
		return;
	mem = arena_new("the store");
	o = NEW(r->c->mem, struct opening);
	*o = (struct opening){.c = {mem, arena_new("the store's scratch"),
				  diag_new(mem, NULL, true)},
	    .path = path};
	o->thread = g_thread_try_new("store", open_store, o, NULL);
	arena_defer(r->c->mem, drop_opening, o);
	r->opening = o;
}

bool
beside_store(struct run *r, struct str path, struct store **out)
{
	struct opening *o = r->opening;

	if (o == NULL)
		return output_secret(r->c, path) && store_open(r->c, path, out);
	if (o->thread != NULL)
		g_thread_join(o->thread);
	else
		open_store(o);
	o->thread = NULL;
	*out = o->store;
	return o->ok || diag_fail(r->c, diag_at(o->c.diag), "%.*s",
			    STRF(diag_text(o->c.diag)));
}
