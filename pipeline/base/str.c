/* base/str.c -- text: views that own nothing and buffers that grow. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"

struct str
str_of(const char *z)
{
	return (struct str){z, z == NULL ? 0 : strlen(z)};
}

bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
str_is(struct str a, const char *z)
{
	return str_eq(a, str_of(z));
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int r = n == 0 ? 0 : memcmp(a.p, b.p, n);

	return r != 0 ? r : (a.n > b.n) - (a.n < b.n);
}

bool
str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq(str_slice(s, 0, prefix.n), prefix);
}

bool
str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n &&
	       str_eq(str_slice(s, s.n - suffix.n, s.n), suffix);
}

static int
lower(int c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

bool
str_eq_nocase(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower((unsigned char)a.p[i]) !=
		    lower((unsigned char)b.p[i]))
			return false;
	return true;
}

ptrdiff_t
str_find(struct str hay, struct str needle)
{
	if (needle.n == 0)
		return 0;
	for (size_t i = 0; i + needle.n <= hay.n; i++) {
		const char *p =
		    memchr(hay.p + i, needle.p[0], hay.n - needle.n - i + 1);
		if (p == NULL)
			return -1;
		i = (size_t)(p - hay.p);
		if (memcmp(p, needle.p, needle.n) == 0)
			return (ptrdiff_t)i;
	}
	return -1;
}

/* How many bytes of white space stand at p, counting U+00A0. */
static size_t
space_at(const char *p, const char *end)
{
	if (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')
		return 1;
	return end - p >= 2 && memcmp(p, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

struct str
str_trim(struct str s)
{
	const char *p = s.p, *end;
	size_t k;

	if (s.n == 0)
		return s;
	end = s.p + s.n;
	while (p < end && (k = space_at(p, end)) > 0)
		p += k;
	while (end > p) {
		if (space_at(end - 1, end) == 1)
			end--;
		else if (end - p >= 2 && space_at(end - 2, end) == 2)
			end -= 2;
		else
			break;
	}
	return (struct str){p, (size_t)(end - p)};
}

struct str
str_slice(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return s.p == NULL ? s : (struct str){s.p + from, to - from};
}

bool
str_cut(struct str s, char c, struct str *head, struct str *tail)
{
	const char *p = s.n == 0 ? NULL : memchr(s.p, c, s.n);
	size_t at = p == NULL ? s.n : (size_t)(p - s.p);

	*head = str_slice(s, 0, at);
	*tail = str_slice(s, at + (p != NULL), s.n);
	return p != NULL;
}

uint32_t
str_hash(struct str s)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 16777619u;
	return h;
}

struct str
str_dup(struct arena *a, struct str s)
{
	return (struct str){arena_copy(a, s.p, s.n), s.n};
}

struct str
str_fmt(struct arena *a, const char *fmt, ...)
{
	struct buf b = buf_new(a);
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&b, fmt, ap);
	va_end(ap);
	return buf_str(&b);
}

const char *
str_z(struct arena *a, struct str s)
{
	return arena_copy(a, s.p, s.n);
}

size_t
str_chars(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

struct buf
buf_new(struct arena *mem)
{
	return (struct buf){.mem = mem};
}

static void
need(struct buf *b, size_t more)
{
	size_t cap = b->cap == 0 ? 64 : b->cap;
	char *p;

	if (b->n + more + 1 <= b->cap)
		return;
	while (cap < b->n + more + 1)
		cap *= 2;
	p = arena_alloc(b->mem, cap, 1);
	if (b->n > 0)
		memcpy(p, b->p, b->n);
	b->p = p;
	b->cap = cap;
}

void
buf_add(struct buf *b, const void *p, size_t n)
{
	need(b, n);
	if (n > 0)
		memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

void
buf_addc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_adds(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

void
buf_addz(struct buf *b, const char *z)
{
	buf_adds(b, str_of(z));
}

void
buf_vaddf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	size_t room;
	int n;

	/* Most fits at once. */
	need(b, 0);
	room = b->cap - b->n;
	va_copy(again, ap);
	n = vsnprintf(b->p + b->n, room, fmt, ap);
	if (n > 0 && (size_t)n >= room) {
		need(b, (size_t)n);
		vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
	}
	b->n += n > 0 ? (size_t)n : 0;
	va_end(again);
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(b, fmt, ap);
	va_end(ap);
}

struct str
buf_str(const struct buf *b)
{
	return (struct str){b->p == NULL ? "" : b->p, b->n};
}
