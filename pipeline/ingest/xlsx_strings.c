/* ingest/xlsx_strings.c -- the shared strings and the escapes in them. */
#include <string.h>

#include "ingest/encoding.h"
#include "ingest/xlsx.h"

struct strings {
	struct xlsx *book;
	size_t cap;
	struct xlsx_text item;
	struct buf run; /* of the string at hand */
	bool in_item, in_text, preserve;
	unsigned phonetic; /* depth inside rPh */
};

static int
hex4(const char *p)
{
	int v = 0;

	for (int i = 0; i < 4; i++) {
		char ch = p[i];
		int d = ch >= '0' && ch <= '9'   ? ch - '0'
			: ch >= 'a' && ch <= 'f' ? ch - 'a' + 10
			: ch >= 'A' && ch <= 'F' ? ch - 'A' + 10
						 : -1;
		if (d < 0)
			return -1;
		v = v * 16 + d;
	}
	return v;
}

/* The character of _xHHHH_ at p, or -1. */
static int
escape_at(const char *p, const char *end)
{
	return end - p >= 7 && p[0] == '_' && p[1] == 'x' && p[6] == '_'
		   ? hex4(p + 2)
		   : -1;
}

struct str
xlsx_unescape(struct arena *mem, struct str s)
{
	const char *p = s.p, *end = s.p + s.n;
	struct buf b;

	if (s.n < 7 || str_find(s, S("_x")) < 0)
		return s;
	b = buf_new(mem);
	while (p < end) {
		int u = escape_at(p, end), low;

		low = u >= 0xd800 && u < 0xdc00 ? escape_at(p + 7, end) : -1;
		if (low >= 0xdc00 && low < 0xe000) {
			encoding_put(&b, 0x10000 +
					     ((uint32_t)(u - 0xd800) << 10) +
					     (uint32_t)(low - 0xdc00));
			p += 14;
		} else if (u > 0 && (u < 0xd800 || u >= 0xe000)) {
			encoding_put(&b, (uint32_t)u);
			p += 7;
		} else {
			buf_addc(&b, *p++);
		}
	}
	return buf_str(&b);
}

struct str
xlsx_trim(struct str s)
{
	while (s.n > 0 && memchr(" \t\r\n", s.p[0], 4) != NULL)
		s = str_slice(s, 1, s.n);
	while (s.n > 0 && memchr(" \t\r\n", s.p[s.n - 1], 4) != NULL)
		s.n--;
	return s;
}

void
xlsx_text_add(
    struct arena *mem, struct xlsx_text *t, struct str run, bool preserve)
{
	struct str body = run, space = {0};

	if (!preserve) {
		body = xlsx_trim(run);
		if (t->text.n > 0)
			body = (struct str){
			    run.p, (size_t)(body.p - run.p) + body.n};
		space =
		    str_slice(run, (size_t)(body.p - run.p) + body.n, run.n);
	}
	if (body.n > 0)
		buf_adds(&t->text, t->space);
	buf_adds(&t->text, xlsx_unescape(mem, body));
	if (body.n > 0 || t->space.n == 0)
		t->space = str_dup(mem, space);
}

static void
strings_start(struct xml *x, const char *name, const char **attribute)
{
	struct strings *t = x->self;
	const char *space;

	if (strcmp(name, "si") == 0) {
		t->in_item = true;
		t->item.text.n = 0;
		t->item.space = S("");
	} else if (strcmp(name, "rPh") == 0) {
		t->phonetic++;
	} else if (strcmp(name, "t") == 0 && t->in_item && !t->phonetic) {
		space = xml_attribute(attribute, "space");
		t->in_text = true;
		t->preserve = space != NULL && strcmp(space, "preserve") == 0;
		t->run.n = 0;
	}
}

static void
add_string(struct xml *x, struct strings *t)
{
	struct xlsx *b = t->book;
	const struct book_limits *l = b->r->limits;

	if (t->item.text.n > l->text_bytes) {
		diag_fail(&b->r->c, reading_at(b->r),
		    "its text number %zu has more than %llu bytes; the limit "
		    "is text_bytes in settings.yaml",
		    b->n_strings + 1, (unsigned long long)l->text_bytes);
		xml_fail(x);
		return;
	}
	if (b->n_strings >= l->strings) {
		diag_fail(&b->r->c, reading_at(b->r),
		    "has more than %u different texts; the limit is strings "
		    "in settings.yaml",
		    l->strings);
		xml_fail(x);
		return;
	}
	ARENA_GROW(b->r->c.mem, b->string, b->n_strings, t->cap);
	b->string[b->n_strings++] =
	    str_dup(b->r->c.mem, buf_str(&t->item.text));
}

static void
strings_end(struct xml *x, const char *name)
{
	struct strings *t = x->self;

	if (strcmp(name, "si") == 0 && t->in_item) {
		add_string(x, t);
		t->in_item = false;
	} else if (strcmp(name, "rPh") == 0) {
		t->phonetic--;
	} else if (strcmp(name, "t") == 0 && t->in_text) {
		if (t->item.text.n <= x->r->limits->text_bytes)
			xlsx_text_add(x->r->c.tmp, &t->item, buf_str(&t->run),
			    t->preserve);
		t->in_text = false;
	}
}

static void
strings_text(struct xml *x, const char *p, size_t n)
{
	struct strings *t = x->self;

	if (t->in_text && t->run.n <= x->r->limits->text_bytes)
		buf_add(&t->run, p, n);
}

bool
xlsx_strings(struct xlsx *book, struct str part, struct str bytes)
{
	struct strings t = {.book = book,
	    .item = {.text = buf_new(book->r->c.tmp)},
	    .run = buf_new(book->r->c.tmp)};
	struct xml x = {.r = book->r,
	    .part = part,
	    .self = &t,
	    .start = strings_start,
	    .end = strings_end,
	    .text = strings_text};

	return xml_read(&x, bytes);
}
