/* ingest/intake_tape.c -- a file read in one process and kept in another. */
#include "ingest/intake_tape.h"
#include "ingest/reader.h"

/* ---- the reader's side */

static uint32_t
shelf_place(const struct intake *in, const struct profile *p)
{
	return p == NULL ? 0 : intake_family(in, p) + 1;
}

/* Of n sheets the part's stretch; the last one takes what was not counted. */
static struct share
share_of(unsigned n, unsigned part, unsigned of)
{
	return (struct share){.from = n * part / of,
	    .to = part + 1 == of ? UINT32_MAX : n * (part + 1) / of,
	    .part = part,
	    .of = of};
}

static void
describe(const struct file *f, struct tape *t)
{
	const struct intake *in = f->run;
	const struct symbols *s = in->d->symbols;

	t->is_return = f->is_return;
	t->as_return = f->as_return;
	t->any_row = f->any_row;
	t->synthetic = f->synthetic;
	t->profile = shelf_place(in, f->profile);
	t->second = shelf_place(in, f->second);
	t->nearest = shelf_place(in, f->matcher.nearest);
	t->missed = f->matcher.missed;
	t->name = f->sheet;
	t->n_names = f->n_sheets;
	t->n_symbols = symbols_count(s) - t->first_symbol;
	t->symbol = NEWS(f->mem, t->n_symbols, struct str);
	for (size_t i = 0; i < t->n_symbols; i++)
		t->symbol[i] = symbols_text(s, t->first_symbol + (sym)i);
	observer_recorded(in->observer, t);
	for (size_t i = 0; i < t->n_sheets; i++)
		t->sums |= in->shelf.profile[t->sheet[i].profile]->sum;
}

static void
drop_arena(void *p)
{
	arena_free(p);
}

/* Each is rewound in its own time. */
static struct arena *
arena_within(struct arena *mem, const char *name)
{
	struct arena *a = arena_new(name);

	arena_defer(mem, drop_arena, a);
	return a;
}

void
intake_record(struct intake *in, struct arena *mem, uint16_t source,
    const struct walked *w, unsigned part, unsigned of, struct tape *t)
{
	struct arena *tmp = arena_within(mem, "book scratch"),
		     *file = arena_within(mem, "file"),
		     *odd = arena_within(mem, "file findings");
	struct ctx c = {mem, tmp, diag_new(mem, NULL, true)};
	struct tape_log log = {.mem = mem};
	struct file_sum is = {.bytes = 0};
	struct file f = {.run = in,
	    .mem = file,
	    .source = source,
	    .findings = findings_new(odd),
	    .log = &log};

	*t = (struct tape){.newest = DAY_NONE,
	    .first_symbol = (uint32_t)symbols_count(in->d->symbols)};
	in->d->source[source] = (struct source){.path = w->label};
	in->d->n = 0;
	reg_forget(in->reg);
	observer_record(in->observer, &log);
	observer_open(in->observer, source, f.findings);
	if (of > 1)
		f.share = share_of(
		    reader_sheets(&c, w->path, w->label, in->limits), part, of);
	if (part == 0) {
		is = intake_contents(mem, tmp, w);
		t->sha256 = is.sha256;
		t->bytes = is.bytes;
	}
	t->read = (of > 1 && f.share.from >= f.share.to) ||
		  (part == 0 && t->sha256.n > 0 && t->bytes == 0) ||
		  file_read_rows(&f, &c, w, is.all);
	if (!t->read) {
		t->why = diag_text(c.diag);
		t->why_sheet = diag_at(c.diag).sheet;
		t->why_cell = diag_at(c.diag).cell;
	}
	describe(&f, t);
	observer_record(in->observer, NULL);
}

/* ---- the side of the run */

static const struct profile *
on_shelf(const struct intake *in, uint32_t place)
{
	return place == 0 || place > in->shelf.n_profiles
		   ? NULL
		   : in->shelf.profile[place - 1];
}

/* Tapes of the parts of one file say nothing of what one reader alone would
 * have stopped at. */
static bool
needs_one_reader(struct file *f, const struct played *p, unsigned n)
{
	struct intake *in = f->run;
	unsigned sums = 0, taken = 0;

	for (unsigned i = 0; i < n; i++) {
		const struct tape *t = &p[i].tape;
		if (n > 1 && (!t->read || t->second != 0 || t->is_return))
			return true;
		taken += t->profile != 0;
		sums += t->sums;
		if (t->sums && observer_knows(in->observer, t,
				   in->shelf.profile, p[i].number))
			return true;
	}
	return n > 1 && (taken == 0 || sums > 1);
}

static void
name_sheets(struct file *f, const struct tape *t)
{
	struct arena *mem = f->run->c->mem;

	if (t->n_names <= f->n_sheets)
		return;
	f->n_sheets = t->n_names;
	f->sheet = NEWS(mem, t->n_names, struct str);
	for (size_t i = 0; i < t->n_names; i++)
		f->sheet[i] = str_dup(mem, t->name[i]);
}

/* What the files' reader would have found in f after the last row. */
static void
play(struct file *f, const struct played *p)
{
	const struct tape *t = &p->tape;
	struct intake *in = f->run;

	f->any_row |= t->any_row;
	f->synthetic |= t->synthetic;
	f->is_return |= t->is_return;
	if (t->second != 0) {
		f->profile = on_shelf(in, t->profile);
		f->second = on_shelf(in, t->second);
	}
	if (f->matcher.nearest == NULL) {
		f->matcher.nearest = on_shelf(in, t->nearest);
		f->matcher.missed = t->missed;
	}
	if (!t->read || t->second != 0 || t->is_return)
		return;
	for (size_t i = 0; i < t->n_sheets; i++)
		file_choose(f, in->shelf.profile[t->sheet[i].profile]);
	observer_play(in->observer, f->mem, t, in->shelf.profile, p->number);
}

static void
keep(struct file *f, const struct played *p, unsigned n)
{
	const struct tape *t = &p[0].tape;
	struct at at = {.sheet = t->why_sheet, .cell = t->why_cell};
	struct str why = t->why;
	bool read = t->read;

	for (unsigned i = 0; i < n; i++) {
		name_sheets(f, &p[i].tape);
		play(f, &p[i]);
	}
	f->as_return = t->as_return;
	if (f->is_return && read &&
	    !returns_knows(f->run->returns, f->as_return)) {
		read = false;
		why = S("what its reader found was lost on the way");
	}
	file_keep(f, read, at, why);
}

void
intake_play(struct intake *in, const struct walked *w, const struct played *p,
    unsigned n)
{
	struct arena *mem = arena_new("file"), *odd = arena_new("odd");
	struct file f = {.run = in, .mem = mem, .source = intake_next(in, w)};

	in->d->source[f.source].sha256 = str_dup(in->c->mem, p[0].tape.sha256);
	f.findings = findings_new(odd);
	observer_open(in->observer, f.source, f.findings);
	if (!intake_wants(in, f.source, p[0].tape.bytes))
		;
	else if (needs_one_reader(&f, p, n))
		intake_read_again(in, f.source, w);
	else
		keep(&f, p, n);
	/* Later tapes of the same readers name these. */
	for (unsigned i = 0; i < n; i++)
		observer_learn(in->observer, &p[i].tape, p[i].number);
	arena_free(odd);
	arena_free(mem);
}

void
intake_lose(struct intake *in, const struct walked *w, struct str why)
{
	intake_refuse(in, intake_next(in, w), (struct at){.line = 0}, why);
}
