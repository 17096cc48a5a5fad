/* ingest/tape.c -- what was read of a file in one process, to be kept in
 * another. */
#include <string.h>

#include "ingest/tape.h"

/* Numbers and texts stand one after the other; arrays of what has a fixed size
 * start at multiples of eight. Reader and player are one program on one machine,
 * so that no order of bytes need be agreed on. */
static void
align(struct buf *b)
{
	while (b->n % 8 != 0)
		buf_addc(b, '\0');
}

static void
put(struct buf *b, uint64_t v)
{
	buf_add(b, &v, sizeof v);
}

static void
put_text(struct buf *b, struct str s)
{
	put(b, s.n);
	buf_adds(b, s);
	align(b);
}

static void
put_array(struct buf *b, const void *p, size_t n, size_t size)
{
	put(b, n);
	if (n > 0)
		buf_add(b, p, n * size);
	align(b);
}

/* The bytes not yet taken. Once something is missing all that follows is
 * nothing. */
struct cursor {
	const char *p;
	size_t n;
	bool bad;
};

static const char *
take_bytes(struct cursor *k, uint64_t n)
{
	uint64_t whole = (n + 7) & ~(uint64_t)7;
	const char *p = k->p;

	if (n > k->n || whole > k->n) {
		k->bad = true;
		k->n = 0;
		return NULL;
	}
	k->p += whole;
	k->n -= whole;
	return p;
}

static uint64_t
take(struct cursor *k)
{
	const char *p = take_bytes(k, sizeof(uint64_t));
	uint64_t v = 0;

	if (p != NULL)
		memcpy(&v, p, sizeof v);
	return v;
}

static struct str
take_text(struct cursor *k)
{
	uint64_t n = take(k);
	const char *p = take_bytes(k, n);

	return p == NULL ? S("") : (struct str){p, n};
}

static const void *
take_array(struct cursor *k, size_t size, size_t *n)
{
	uint64_t count = take(k);
	const char *p = NULL;

	if (count <= k->n / size)
		p = take_bytes(k, count * size);
	else
		k->bad = true;
	*n = p == NULL ? 0 : count;
	return p;
}

static struct str *
take_texts(struct cursor *k, struct arena *mem, size_t *n)
{
	uint64_t count = take(k);
	struct str *text;

	*n = count <= k->n / sizeof count ? count : 0;
	k->bad |= *n != count;
	text = NEWS(mem, *n, struct str);
	for (size_t i = 0; i < *n; i++)
		text[i] = take_text(k);
	return text;
}

static void
put_finding(struct buf *b, const struct finding *f)
{
	put(b, f->kind);
	put(b, f->times);
	put_text(b, f->sheet);
	put_text(b, f->cell);
	put_text(b, f->org);
	put_text(b, f->value);
	put_text(b, f->other);
}

static struct finding
take_finding(struct cursor *k)
{
	uint64_t kind = take(k);
	struct finding f = {.kind = (enum finding_kind)kind};

	k->bad |= kind >= FINDING_N;
	f.times = (unsigned)take(k);
	f.sheet = take_text(k);
	f.cell = take_text(k);
	f.org = take_text(k);
	f.value = take_text(k);
	f.other = take_text(k);
	return f;
}

struct str
tape_write(struct arena *mem, const struct tape *t)
{
	struct buf b = buf_new(mem);

	put(&b, t->read);
	put(&b, t->is_return);
	put(&b, t->any_row);
	put(&b, t->synthetic);
	put(&b, t->sums);
	put(&b, t->bytes);
	put(&b, t->profile);
	put(&b, t->second);
	put(&b, t->nearest);
	put(&b, t->rows);
	put(&b, t->codes);
	put(&b, (uint32_t)t->newest);
	put(&b, t->first_symbol);
	put_text(&b, t->sha256);
	put_text(&b, t->why);
	put_text(&b, t->why_sheet);
	put_text(&b, t->why_cell);
	put_text(&b, t->missed);
	put_text(&b, t->return_rows);
	put(&b, t->n_names);
	for (size_t i = 0; i < t->n_names; i++)
		put_text(&b, t->name[i]);
	put_array(&b, t->sheet, t->n_sheets, sizeof *t->sheet);
	put(&b, t->n_symbols);
	for (size_t i = 0; i < t->n_symbols; i++)
		put_text(&b, t->symbol[i]);
	put_array(&b, t->before, t->n_findings, sizeof *t->before);
	for (size_t i = 0; i < t->n_findings; i++)
		put_finding(&b, &t->finding[i]);
	put_array(&b, t->said, t->n_said, sizeof *t->said);
	put(&b, t->n_observations);
	return buf_str(&b);
}

bool
tape_read(struct arena *mem, struct str bytes, struct tape *t)
{
	struct cursor k = {bytes.p, bytes.n, false};

	*t = (struct tape){.read = take(&k)};
	t->is_return = take(&k);
	t->any_row = take(&k);
	t->synthetic = take(&k);
	t->sums = take(&k);
	t->bytes = take(&k);
	t->profile = (uint32_t)take(&k);
	t->second = (uint32_t)take(&k);
	t->nearest = (uint32_t)take(&k);
	t->rows = take(&k);
	t->codes = take(&k);
	t->newest = (day)take(&k);
	t->first_symbol = (uint32_t)take(&k);
	t->sha256 = take_text(&k);
	t->why = take_text(&k);
	t->why_sheet = take_text(&k);
	t->why_cell = take_text(&k);
	t->missed = take_text(&k);
	t->return_rows = take_text(&k);
	t->name = take_texts(&k, mem, &t->n_names);
	t->sheet = take_array(&k, sizeof *t->sheet, &t->n_sheets);
	t->symbol = take_texts(&k, mem, &t->n_symbols);
	t->before = take_array(&k, sizeof *t->before, &t->n_findings);
	t->finding = NEWS(mem, t->n_findings, struct finding);
	for (size_t i = 0; i < t->n_findings; i++)
		t->finding[i] = take_finding(&k);
	t->said = take_array(&k, sizeof *t->said, &t->n_said);
	t->observation =
	    take_array(&k, sizeof *t->observation, &t->n_observations);
	return !k.bad && k.n == 0;
}

/* ---- the rows of a return: a mark, then what belongs to it */

enum { MARK_SHEET = 1, MARK_ROW };

void
tape_put_sheet(struct buf *b, const struct sheet *s)
{
	put(b, MARK_SHEET);
	put(b, s->index);
	put(b, s->hidden);
	put_text(b, s->name);
}

/* Of a cell all but its views, which are texts behind it. */
void
tape_put_row(struct buf *b, const struct row *row)
{
	put(b, MARK_ROW);
	put(b, row->number);
	put(b, row->hidden);
	put_array(b, row->cell, row->n, sizeof *row->cell);
	for (size_t i = 0; i < row->n; i++) {
		put_text(b, row->cell[i].text);
		put_text(b, row->cell[i].format);
	}
}

static bool
play_row(
    struct arena *tmp, struct cursor *k, const struct book_visitor *visitor)
{
	struct arena_mark m = arena_mark(tmp);
	struct row row = {.number = (uint32_t)take(k), .hidden = take(k) != 0};
	const void *cells = take_array(k, sizeof(struct cell), &row.n);
	struct cell *cell = NEWS(tmp, row.n, struct cell);

	if (row.n > 0)
		memcpy(cell, cells, row.n * sizeof *cell);
	for (size_t i = 0; i < row.n; i++) {
		cell[i].text = take_text(k);
		cell[i].format = take_text(k);
	}
	row.cell = cell;
	if (!k->bad)
		(void)visitor->row(visitor->self, &row);
	arena_rewind(tmp, m);
	return !k->bad;
}

bool
tape_rows(
    struct arena *tmp, struct str rows, const struct book_visitor *visitor)
{
	struct cursor k = {rows.p, rows.n, false};

	while (k.n > 0 && !k.bad) {
		uint64_t mark = take(&k);
		if (mark == MARK_SHEET) {
			struct sheet s = {.index = (uint16_t)take(&k),
			    .hidden = take(&k) != 0};
			s.name = take_text(&k);
			if (!k.bad)
				(void)visitor->sheet(visitor->self, &s);
		} else if (mark != MARK_ROW || !play_row(tmp, &k, visitor)) {
			return false;
		}
	}
	return !k.bad;
}
