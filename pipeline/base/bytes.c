/* base/bytes.c -- bytes put down one after the other, and taken up again with care. */
#include <string.h>

#include "base/bytes.h"

static void
align(struct buf *b)
{
	while (b->n % 8 != 0)
		buf_addc(b, '\0');
}

void
bytes_put(struct buf *b, uint64_t v)
{
	buf_add(b, &v, sizeof v);
}

void
bytes_put_number(struct buf *b, double v)
{
	buf_add(b, &v, sizeof v);
}

void
bytes_put_text(struct buf *b, struct str s)
{
	bytes_put(b, s.n);
	buf_adds(b, s);
	align(b);
}

void
bytes_put_texts(struct buf *b, const struct str *s, size_t n)
{
	bytes_put(b, n);
	for (size_t i = 0; i < n; i++)
		bytes_put_text(b, s[i]);
}

void
bytes_put_array(struct buf *b, const void *p, size_t n, size_t size)
{
	bytes_put(b, n);
	if (n > 0)
		buf_add(b, p, n * size);
	align(b);
}

/* From here on nothing follows. */
static void
end(struct bytes_cursor *k)
{
	k->bad = true;
	k->n = 0;
}

static const char *
cut(struct bytes_cursor *k, uint64_t n)
{
	uint64_t whole = (n + 7) & ~(uint64_t)7;
	const char *p = k->p;

	if (n > k->n || whole > k->n) {
		end(k);
		return NULL;
	}
	k->p += whole;
	k->n -= whole;
	return p;
}

uint64_t
bytes_take(struct bytes_cursor *k)
{
	const char *p = cut(k, sizeof(uint64_t));
	uint64_t v = 0;

	if (p != NULL)
		memcpy(&v, p, sizeof v);
	return v;
}

double
bytes_take_number(struct bytes_cursor *k)
{
	uint64_t bits = bytes_take(k);
	double v;

	memcpy(&v, &bits, sizeof v);
	return v;
}

struct str
bytes_take_text(struct bytes_cursor *k)
{
	uint64_t n = bytes_take(k);
	const char *p = cut(k, n);

	return p == NULL ? S("") : (struct str){p, n};
}

const void *
bytes_take_array(struct bytes_cursor *k, size_t size, size_t *n)
{
	uint64_t count = bytes_take(k);
	const char *p = NULL;

	if (count <= k->n / size)
		p = cut(k, count * size);
	else
		end(k);
	*n = p == NULL ? 0 : count;
	return p;
}

size_t
bytes_take_count(struct bytes_cursor *k)
{
	uint64_t n = bytes_take(k);

	if (n <= k->n / sizeof n)
		return n;
	end(k);
	return 0;
}

struct str *
bytes_take_texts(struct bytes_cursor *k, struct arena *mem, size_t *n)
{
	struct str *text;

	*n = bytes_take_count(k);
	text = NEWS(mem, *n, struct str);
	for (size_t i = 0; i < *n; i++)
		text[i] = bytes_take_text(k);
	return text;
}
