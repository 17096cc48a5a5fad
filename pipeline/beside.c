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
#include "indicators/kept.h"
#include "render/scorecard_csv.h"
#include "output.h"
#include "store/store.h"

/* What failed in a thread is said by whoever asks for what it made. */
static bool
tell(const struct run *r, const struct ctx *c, bool ok)
{
	return ok || diag_fail(r->c, diag_at(c->diag), "%.*s",
			 STRF(diag_text(c->diag)));
}

/* Memory of a thread's own, and nothing said aloud. */
static struct ctx
own_ctx(const char *name)
{
	struct arena *mem = arena_new(name);

	return (struct ctx){mem, arena_new(name), diag_new(mem, NULL, true)};
}

static void
drop_ctx(struct ctx *c)
{
	arena_free(c->tmp);
	arena_free(c->mem);
}

static void
wait_for(GThread **thread)
{
	if (*thread != NULL)
		g_thread_join(*thread);
	*thread = NULL;
}

/* ---- what is made of the figures */

struct errand {
	const struct run *run;
	const struct scorecard *card;
	struct ctx c;
	struct by_indicator by;
	struct arena **own; /* by indicator */
	struct csv_rows *rows;
	struct hashing *hashing;
	GThread *thread; /* NULL: there is none */
	struct str path; /* of scorecard.csv */
	struct beside made;
	bool fetched, done;
	bool aside; /* scorecard.csv waits to be put in its place */
};

#define NAME "rows of scorecard.csv"

/* Each row ends behind the one before it, and the last with the text. */
static bool
are_rows(const struct csv_rows *r)
{
	for (size_t i = 1; i < r->n; i++)
		if (r->end[i] < r->end[i - 1])
			return false;
	return r->text.n == (r->n == 0 ? 0 : r->end[r->n - 1]);
}

static void
fetch_rows(const struct errand *e, size_t i)
{
	struct csv_rows r = {.n = 0};
	struct bytes_cursor k = {NULL, 0, false};
	struct str bytes;

	if (!figures_known_find(e->run, e->card, i, NAME, e->own[i], &bytes))
		return;
	k.p = bytes.p;
	k.n = bytes.n;
	r.text = bytes_take_text(&k);
	r.end = bytes_take_array(&k, sizeof *r.end, &r.n);
	if (!k.bad && are_rows(&r))
		e->rows[i] = r;
}

/* What earlier runs made of figures that are as they were. */
static gpointer
fetch(gpointer self)
{
	struct errand *e = self;

	for (size_t i = 0; i < e->card->catalogue->n; i++) {
		e->own[i] = arena_new("what is made of figures");
		depends_fetch(e->hashing, i, e->own[i]);
		fetch_rows(e, i);
	}
	e->fetched = true;
	return NULL;
}

static void
note_rows(const struct errand *e, size_t i)
{
	const struct csv_rows *r = &e->rows[i];
	struct arena *tmp;
	struct buf b;

	if (e->card->key == NULL || !memo_keeps(e->run->kept->figures))
		return;
	tmp = arena_new("rows to keep");
	b = buf_new(tmp);
	bytes_put_text(&b, r->text);
	bytes_put_array(&b, r->end, r->n, sizeof *r->end);
	figures_known_note(e->run, e->card, i, NAME, buf_str(&b));
	arena_free(tmp);
}

/* Of one indicator, what is not fetched. */
static void
make_one(void *self, size_t i)
{
	struct errand *e = self;
	const size_t *start = &e->by.start[i * e->by.cards];

	depends_hash(e->hashing, &e->by, i, e->own[i]);
	if (e->rows[i].n == start[e->by.cards] - start[0])
		return;
	e->rows[i] = scorecard_csv_rows(e->own[i], e->card, &e->by, i);
	note_rows(e, i);
}

static void
write_csv(struct errand *e)
{
	struct str csv = scorecard_csv_join(e->c.tmp, e->card, e->rows);

	e->made.csv = (struct file_sum){
	    .sha256 = file_sha256(e->c.mem, csv), .bytes = csv.n};
	e->aside = file_write_aside(&e->c, e->path, csv);
}

static gpointer
make(gpointer self)
{
	struct errand *e = self;

	if (!e->fetched)
		fetch(e);
	e->by = scorecard_by_indicator(e->c.mem, e->card);
	threads_each(e->run->o->jobs, e->card->catalogue->n, make_one, e);
	e->made.figures = depends_figures(e->hashing, e->c.mem);
	write_csv(e);
	e->done = true;
	return NULL;
}

static void
drop(void *p)
{
	struct errand *e = p;

	wait_for(&e->thread);
	if (e->aside)
		file_drop_aside(&e->c, e->path);
	for (size_t i = 0; i < e->card->catalogue->n; i++)
		if (e->own[i] != NULL)
			arena_free(e->own[i]);
	drop_ctx(&e->c);
}

/* A thread of its own; without one it is done when it is asked for. */
static void
begin(struct errand *e, gpointer (*work)(gpointer))
{
	if (e->run->o->jobs > 1)
		e->thread = g_thread_try_new("scorecard", work, e, NULL);
}

void
beside_fetch(struct run *r, const struct scorecard *s)
{
	struct errand *e = NEW(r->c->mem, struct errand);
	size_t n = s->catalogue->n;

	*e = (struct errand){.run = r,
	    .card = s,
	    .c = own_ctx("beside the store"),
	    .path = file_join(r->c->mem, r->folder, S("scorecard.csv")),
	    .own = NEWS(r->c->mem, n, struct arena *),
	    .rows = NEWS(r->c->mem, n, struct csv_rows)};
	e->hashing = depends_hashing(r, s, e->c.mem);
	arena_defer(r->c->mem, drop, e);
	r->errand = e;
	begin(e, fetch);
}

void
beside_begin(struct run *r)
{
	wait_for(&r->errand->thread);
	begin(r->errand, make);
}

bool
beside_end(struct run *r)
{
	struct errand *e = r->errand;

	wait_for(&e->thread);
	if (!e->done)
		make(e);
	if (!tell(r, &e->c, e->aside) || !file_put_in_place(r->c, e->path))
		return false;
	e->aside = false;
	r->beside = &e->made;
	return true;
}

/* ---- the store */

struct opening {
	const struct run *run;
	struct ctx c;
	struct str path;
	GThread *thread; /* NULL: there is none at work */
	GThread *first;  /* that the thread waits for */
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

/* Once it is open. */
static gpointer
save_dataset(gpointer self)
{
	struct opening *o = self;

	wait_for(&o->first);
	o->ok = o->ok &&
		store_begin(&o->c, o->store, o->run->dataset, o->run->unread);
	return NULL;
}

static void
drop_opening(void *p)
{
	struct opening *o = p;

	wait_for(&o->thread);
	drop_ctx(&o->c);
}

void
beside_open_store(struct run *r)
{
	struct str path = file_join(r->c->mem, r->o->output, S("skillmix.db"));
	struct ctx quiet = {
	    r->c->mem, r->c->tmp, diag_new(r->c->tmp, NULL, true)};
	struct opening *o;

	/* What is wrong with it is said when it is asked for. */
	if (r->o->jobs < 2 || !file_exists(&quiet, path) ||
	    !output_secret(&quiet, path))
		return;
	o = NEW(r->c->mem, struct opening);
	*o =
	    (struct opening){.run = r, .c = own_ctx("the store"), .path = path};
	o->thread = g_thread_try_new("store", open_store, o, NULL);
	if (o->thread == NULL)
		open_store(o);
	arena_defer(r->c->mem, drop_opening, o);
	r->opening = o;
}

void
beside_save_dataset(struct run *r)
{
	struct opening *o = r->opening;

	if (o == NULL)
		return;
	o->first = o->thread;
	o->thread = g_thread_try_new("store", save_dataset, o, NULL);
	/* Without a thread for it, it is done when the store is asked for. */
	if (o->thread == NULL)
		wait_for(&o->first);
}

bool
beside_store(struct run *r, struct str path, struct store **out)
{
	struct opening *o = r->opening;

	if (o == NULL)
		return output_secret(r->c, path) && store_open(r->c, path, out);
	wait_for(&o->thread);
	*out = o->store;
	return tell(r, &o->c, o->ok);
}
