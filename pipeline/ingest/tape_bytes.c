/* ingest/tape_bytes.c -- the bytes of a tape: put down one after the other, and
 * taken up again with care. */
#include <string.h>

#include "ingest/tape_bytes.h"

static void
align(struct buf *b)
{
	while (b->n % 8 != 0)
		buf_addc(b, '\0');
}

void
tape_put(struct buf *b, uint64_t v)
{
	buf_add(b, &v, sizeof v);
}

void
tape_put_text(struct buf *b, struct str s)
{
	tape_put(b, s.n);
	buf_adds(b, s);
	align(b);
}

void
tape_put_texts(struct buf *b, const struct str *s, size_t n)
{
	tape_put(b, n);
	for (size_t i = 0; i < n; i++)
		tape_put_text(b, s[i]);
}

void
tape_put_array(struct buf *b, const void *p, size_t n, size_t size)
{
	tape_put(b, n);
	if (n > 0)
		buf_add(b, p, n * size);
	align(b);
}

static void
put_number(struct buf *b, double v)
{
	buf_add(b, &v, sizeof v);
}

void
tape_put_finding(struct buf *b, const struct finding *f)
{
	tape_put(b, f->kind);
	tape_put(b, f->times);
	tape_put(b, f->own);
	tape_put(b, f->observation);
	tape_put(b, f->certainty);
	put_number(b, f->suggested);
	tape_put_text(b, f->sheet);
	tape_put_text(b, f->cell);
	tape_put_text(b, f->org);
	tape_put_text(b, f->value);
	tape_put_text(b, f->other);
	tape_put_text(b, f->place);
}

static const char *
take_bytes(struct tape_cursor *k, uint64_t n)
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

uint64_t
tape_take(struct tape_cursor *k)
{
	const char *p = take_bytes(k, sizeof(uint64_t));
	uint64_t v = 0;

	if (p != NULL)
		memcpy(&v, p, sizeof v);
	return v;
}

struct str
tape_take_text(struct tape_cursor *k)
{
	uint64_t n = tape_take(k);
	const char *p = take_bytes(k, n);

	return p == NULL ? S("") : (struct str){p, n};
}

const void *
tape_take_array(struct tape_cursor *k, size_t size, size_t *n)
{
	uint64_t count = tape_take(k);
	const char *p = NULL;

	if (count <= k->n / size)
		p = take_bytes(k, count * size);
	else
		k->bad = true;
	*n = p == NULL ? 0 : count;
	return p;
}

size_t
tape_take_count(struct tape_cursor *k)
{
	uint64_t n = tape_take(k);

	if (n <= k->n / sizeof n)
		return n;
	k->bad = true;
	return 0;
}

struct str *
tape_take_texts(struct tape_cursor *k, struct arena *mem, size_t *n)
{
	struct str *text;

	*n = tape_take_count(k);
	text = NEWS(mem, *n, struct str);
	for (size_t i = 0; i < *n; i++)
		text[i] = tape_take_text(k);
	return text;
}

static double
take_number(struct tape_cursor *k)
{
	uint64_t bits = tape_take(k);
	double v;

	memcpy(&v, &bits, sizeof v);
	return v;
}

struct finding
tape_take_finding(struct tape_cursor *k)
{
	uint64_t kind = tape_take(k), certainty;
	struct finding f = {.kind = (enum finding_kind)kind};

	f.times = (unsigned)tape_take(k);
	f.own = tape_take(k) != 0;
	f.observation = (uint32_t)tape_take(k);
	certainty = tape_take(k);
	f.certainty = (enum certainty)certainty;
	f.suggested = take_number(k);
	f.sheet = tape_take_text(k);
	f.cell = tape_take_text(k);
	f.org = tape_take_text(k);
	f.value = tape_take_text(k);
	f.other = tape_take_text(k);
	f.place = tape_take_text(k);
	k->bad |= kind >= FINDING_N || certainty > GUESS;
	return f;
}
