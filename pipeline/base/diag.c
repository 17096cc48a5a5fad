/* base/diag.c -- what went wrong, where, said once. */
#include "base/diag.h"

const char *const level_name[] = {"note", "warning", "error"};

struct diag {
	struct arena *mem;
	FILE *err;
	bool quiet;
	unsigned failures, remarks;
	struct str text;
	struct at at;
};

static void
drop_arena(void *p)
{
	arena_free(p);
}

struct diag *
diag_new(struct arena *mem, FILE *err, bool quiet)
{
	struct diag *d = NEW(mem, struct diag);

	d->mem = arena_new("diagnostics");
	arena_defer(mem, drop_arena, d->mem);
	d->err = err;
	d->quiet = quiet;
	return d;
}

void
at_print(struct buf *b, struct at at)
{
	buf_adds(b, at.file);
	if (at.line > 0)
		buf_addf(b, "%s%u", at.file.n > 0 ? ":" : "line ", at.line);
	if (at.sheet.n > 0 || at.cell.n > 0) {
		if (b->n > 0)
			buf_addz(b, ": ");
		buf_adds(b, at.sheet);
		if (at.sheet.n > 0 && at.cell.n > 0)
			buf_addc(b, '!');
		buf_adds(b, at.cell);
	}
}

static void
say(struct diag *d, enum level level, struct at at, const char *fmt, va_list ap)
{
	struct arena_mark m = arena_mark(d->mem);
	struct buf line = buf_new(d->mem), text = buf_new(d->mem);

	buf_vaddf(&text, fmt, ap);
	at_print(&line, at);
	if (line.n > 0)
		buf_addz(&line, ": ");
	buf_addf(&line, "%s: %.*s\n", level_name[level], STRF(buf_str(&text)));
	if (d->err != NULL && (level == LEVEL_ERROR || !d->quiet))
		fwrite(line.p, 1, line.n, d->err);
	d->remarks++;
	if (level != LEVEL_ERROR) {
		arena_rewind(d->mem, m);
		return;
	}
	d->failures++;
	d->text = buf_str(&text);
	d->at = (struct at){str_dup(d->mem, at.file), str_dup(d->mem, at.sheet),
	    str_dup(d->mem, at.cell), at.line};
}

bool
diag_fail(struct ctx *c, struct at at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(c->diag, LEVEL_ERROR, at, fmt, ap);
	va_end(ap);
	return false;
}

void
diag_warn(struct ctx *c, struct at at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(c->diag, LEVEL_WARNING, at, fmt, ap);
	va_end(ap);
}

void
diag_note(struct ctx *c, struct at at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(c->diag, LEVEL_NOTE, at, fmt, ap);
	va_end(ap);
}

struct str
diag_text(const struct diag *d)
{
	return d->text;
}

struct at
diag_at(const struct diag *d)
{
	return d->at;
}

unsigned
diag_failures(const struct diag *d)
{
	return d->failures;
}

unsigned
diag_remarks(const struct diag *d)
{
	return d->remarks;
}
