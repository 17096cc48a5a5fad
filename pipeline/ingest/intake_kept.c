/* ingest/intake_kept.c -- returns that an earlier run has read. */
#include <string.h>

#include "base/memo.h"
#include "base/threads.h"
#include "ingest/intake_kept.h"

/* Ten times what a return of the sample takes. */
#define RECORD_MOST ((size_t)256 << 10)

static void
key_of(struct str sha256, unsigned char key[SHA256_BYTES])
{
	sha256_of(sha256.p, sha256.n, key);
}

/* Files on their way to be recognised, side by side. */
struct parade {
	struct memo *readings;
	const struct walked *w;
	struct seen {
		struct arena *mem;
		struct str sha256, record;
	} * seen;
};

static void
look_at(void *self, size_t i)
{
	const struct parade *p = self;
	struct seen *s = &p->seen[i];
	unsigned char key[SHA256_BYTES];

	s->mem = arena_new("file");
	if (p->w[i].bytes > INTAKE_SMALL)
		return;
	s->sha256 = intake_contents(s->mem, s->mem, &p->w[i]).sha256;
	key_of(s->sha256, key);
	if (s->sha256.n > 0)
		(void)!memo_find(p->readings, key, s->mem, &s->record);
}

void
intake_recognise(struct intake *in, struct walked *w, size_t n, unsigned jobs)
{
	struct arena *mem = arena_new("files to be recognised");
	struct parade p = {in->readings, w, NEWS(mem, n, struct seen)};

	if (!memo_any(in->readings))
		n = 0;
	threads_each(jobs, n, look_at, &p);
	for (size_t i = 0; i < n; i++) {
		const struct seen *s = &p.seen[i];

		if (s->record.n > 0) {
			w[i].sha256 = str_dup(in->c->mem, s->sha256);
			w[i].record = str_dup(in->c->mem, s->record);
		}
		arena_free(s->mem);
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
	struct str sha256 = f->run->d->source[f->source].sha256;
	unsigned char key[SHA256_BYTES];
	struct buf b;

	if (sha256.n == 0 || !is_return_at_once(f) ||
	    !memo_keeps(f->run->readings))
		return;
	b = buf_new(f->mem);
	bytes_put(&b, f->synthetic);
	bytes_put_texts(&b, f->sheet, f->n_sheets);
	return_read_put(&b, f->as_return);
	if (b.n > RECORD_MOST)
		return;
	key_of(sha256, key);
	memo_note(f->run->readings, key, buf_str(&b));
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
	bool ok = w->sha256.n > 0 && in->returns != NULL && take(&f, w->record);

	if (ok) {
		f.source = intake_next(in, w);
		in->d->source[f.source].sha256 = w->sha256;
		if (intake_wants(in, f.source, w->bytes))
			file_keep(&f, true, (struct at){.line = 0}, S(""));
	}
	arena_free(mem);
	return ok;
}
