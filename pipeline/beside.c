/* beside.c -- what is done in a thread of its own.
 *
 * A thread reads what nobody writes, and its memory is its own until it has ended.
 * A run that fails half-way waits for it too. */
#include <glib.h>

#include "base/file.h"
#include "beside.h"
#include "depends.h"
#include "render/scorecard_csv.h"
#include "output.h"
#include "store/store.h"

/* ---- what is made of the figures: nothing in it can fail */

struct errand {
	const struct run *run;
	struct arena *mem;
	GThread *thread; /* NULL: not begun */
	bool done;
	struct beside made;
};

static gpointer
make(gpointer self)
{
	struct errand *e = self;
	struct buf csv = buf_new(e->mem);

	scorecard_csv_print(&csv, e->run->scorecard);
	e->made.csv = buf_str(&csv);
	e->made.figures = depends_figures(e->run, e->mem);
	e->done = true;
	return NULL;
}

static void
drop(void *p)
{
	struct errand *e = p;

	if (e->thread != NULL)
		g_thread_join(e->thread);
	arena_free(e->mem);
}

void
beside_begin(struct run *r)
{
	struct errand *e = NEW(r->c->mem, struct errand);

	*e = (struct errand){.run = r, .mem = arena_new("beside the store")};
	r->errand = e;
	if (r->o->jobs > 1)
		e->thread = g_thread_try_new("scorecard", make, e, NULL);
	arena_defer(r->c->mem, drop, e);
}

void
beside_end(struct run *r)
{
	struct errand *e = r->errand;

	if (e->thread != NULL)
		g_thread_join(e->thread);
	e->thread = NULL;
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
