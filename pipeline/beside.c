/* beside.c -- what is done in a thread of its own.
 *
 * A thread reads what nobody writes, and its memory is its own until it has ended.
 * A run that fails half-way waits for it too. */
#include <glib.h>
#include <stdatomic.h>
#include <string.h>

#include "base/file.h"
#include "beside.h"
#include "depends.h"
#include "render/scorecard_csv.h"
#include "output.h"
#include "store/store.h"

/* ---- what is made of the figures: nothing in it can fail */

/* A part of scorecard.csv, or what packs rest on. */
struct piece {
	struct arena *mem;
	struct str csv, *figures;
};

/* Whoever comes takes the next piece; the first is the longest. */
struct errand {
	const struct run *run;
	struct piece *piece;
	size_t n;
	atomic_size_t next;
	GThread *thread; /* NULL: there is none */
	struct beside made;
};

static gpointer
make(gpointer self)
{
	struct errand *e = self;
	size_t i;

	while ((i = atomic_fetch_add(&e->next, 1)) < e->n) {
		struct piece *p = &e->piece[i];
		struct buf csv = buf_new(p->mem);

		if (i == 0) {
			p->figures = depends_figures(e->run, p->mem);
			continue;
		}
		scorecard_csv_part(&csv, e->run->scorecard, i - 1);
		p->csv = buf_str(&csv);
	}
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
	for (size_t i = 0; i < e->n; i++)
		arena_free(e->piece[i].mem);
}

void
beside_begin(struct run *r)
{
	struct errand *e = NEW(r->c->mem, struct errand);

	e->run = r;
	e->n = 1 + scorecard_csv_parts(r->scorecard);
	e->piece = NEWS(r->c->mem, e->n, struct piece);
	for (size_t i = 0; i < e->n; i++)
		e->piece[i].mem = arena_new("beside the store");
	r->errand = e;
	if (r->o->jobs > 1)
		e->thread = g_thread_try_new("scorecard", make, e, NULL);
	arena_defer(r->c->mem, drop, e);
}

void
beside_end(struct run *r)
{
	struct errand *e = r->errand;
	size_t n = 0;
	char *csv;

	(void)make(e);
	join(e);
	for (size_t i = 1; i < e->n; i++)
		n += e->piece[i].csv.n;
	e->made.csv = (struct str){csv = NEWS(r->c->mem, n, char), n};
	for (size_t i = 1; i < e->n; i++) {
		memcpy(csv, e->piece[i].csv.p, e->piece[i].csv.n);
		csv += e->piece[i].csv.n;
	}
	e->made.figures = e->piece[0].figures;
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
