/* ingest/intake_kept.c -- returns that an earlier run has read. */
#include "ingest/intake_kept.h"
#include "ingest/readings.h"

void
intake_recognise(struct intake *in, struct walked *w, size_t n)
{
	struct arena *mem = arena_new("file");
	struct arena_mark m = arena_mark(mem);

	if (in->readings == NULL || !readings_any(in->readings))
		n = 0;
	for (size_t i = 0; i < n; i++) {
		struct file_sum is;

		if (w[i].bytes > INTAKE_SMALL)
			continue;
		is = intake_contents(mem, mem, &w[i]);
		if (is.sha256.n > 0 &&
		    readings_find(in->readings, is.sha256).n > 0)
			w[i].sha256 = str_dup(in->c->mem, is.sha256);
		arena_rewind(mem, m);
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
