/* beside.c -- what is made of the figures in a thread of its own.
 *
 * Nothing in it can fail, and it reads what nobody writes; its memory is its own
 * until it has ended. */
#include <glib.h>

#include "beside.h"
#include "depends.h"
#include "render/scorecard_csv.h"

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

/* A run that fails half-way ends it too. */
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
		e->thread = g_thread_new("scorecard", make, e);
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
