/* ingest/intake_kept.c -- returns that an earlier run has read. */
#include <string.h>

#include "base/sha256.h"
#include "base/threads.h"
#include "ingest/intake_kept.h"
#include "ingest/readings.h"

/* Files on their way to be recognised, side by side. */
struct parade {
	const struct walked *w;
	unsigned char (*sha256)[2 * SHA256_BYTES]; /* in hex */
	bool *summed;
};

static void
sum_one(void *self, size_t i)
{
	const struct parade *p = self;
	struct arena *mem;
	struct file_sum is;

	if (p->w[i].bytes > INTAKE_SMALL)
		return;
	mem = arena_new("file");
	is = intake_contents(mem, mem, &p->w[i]);
	p->summed[i] = is.sha256.n == sizeof *p->sha256;
	if (p->summed[i])
		memcpy(p->sha256[i], is.sha256.p, is.sha256.n);
	arena_free(mem);
}

void
intake_recognise(struct intake *in, struct walked *w, size_t n, unsigned jobs)
{
	struct arena *mem = arena_new("files to be recognised");
	struct parade p = {.w = w, .summed = NEWS(mem, n, bool)};

	p.sha256 = arena_alloc(mem, n, sizeof *p.sha256);
	if (in->readings != NULL && readings_any(in->readings))
		threads_each(jobs, n, sum_one, &p);
	for (size_t i = 0; i < n; i++) {
		struct str sha256 = {
		    (const char *)p.sha256[i], sizeof p.sha256[i]};

		if (!p.summed[i])
			continue;
		sha256 = str_dup(in->c->mem, sha256);
		if (readings_find(in->readings, sha256).n > 0)
			w[i].sha256 = sha256;
	}
	arena_free(mem);
}

/* Before a profile is asked: what it says hangs on the return alone. */
static bool
is_return_at_once(const struct file *f)
{
	return f->is_return && f->as_return->at_once;
}

void
intake_remember(const struct file *f)
{
	struct readings *all = f->run->readings;
	struct str sha256 = f->run->d->source[f->source].sha256;
	struct buf b;

	if (all == NULL || sha256.n == 0 || !is_return_at_once(f) ||
	    readings_find(all, sha256).n > 0)
		return;
	b = buf_new(f->mem);
	bytes_put(&b, f->synthetic);
	bytes_put_texts(&b, f->sheet, f->n_sheets);
	return_read_put(&b, f->as_return);
	readings_add(all, sha256, buf_str(&b));
}

static bool
take(struct file *f, struct str record)
{
	struct bytes_cursor k = {record.p, record.n, false};
	struct arena *mem = f->run->c->mem;

	f->is_return = true;
	f->synthetic = bytes_take(&k);
	f->sheet = bytes_take_texts(&k, mem, &f->n_sheets);
	f->as_return = return_read_take(&k, f->mem);
	if (k.bad || k.n > 0 || !returns_knows(f->run->returns, f->as_return))
		return false;
	for (size_t i = 0; i < f->n_sheets; i++)
		f->sheet[i] = str_dup(mem, f->sheet[i]);
	return true;
}

bool
intake_recall(struct intake *in, const struct walked *w)
{
	struct arena *mem = arena_new("file");
	struct file f = {.run = in, .mem = mem};
	bool ok = w->sha256.n > 0 && in->returns != NULL &&
		  take(&f, readings_find(in->readings, w->sha256));

	if (ok) {
		f.source = intake_next(in, w);
		in->d->source[f.source].sha256 = w->sha256;
		if (intake_wants(in, f.source, w->bytes))
			file_keep(&f, true, (struct at){.line = 0}, S(""));
	}
	arena_free(mem);
	return ok;
}
