/* ingest/xlsx_strings.c -- the shared strings and the escapes in them. */
#include <string.h>

#include "ingest/encoding.h"
#include "ingest/xlsx.h"
#include "ingest/xlsx_part.h"

struct strings {
	struct xlsx *book;
	struct part_scan scan;
	const struct lexer *lexer;
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
	const char *p = s.p, *end;
	struct buf b;

	if (s.n < 7 || str_find(s, S("_x")) < 0)
		return s;
	end = s.p + s.n;
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

	if (strcmp(name, "sst") == 0 && x->depth == 1) {
		part_list_start(&t->scan);
	} else if (strcmp(name, "si") == 0) {
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

/* The text is in r->c.mem. False after a message. */
static bool
add_string(struct strings *t, struct str text)
{
	struct xlsx *b = t->book;
	const struct book_limits *l = b->r->limits;

	if (text.n > l->text_bytes)
		return diag_fail(&b->r->c, reading_at(b->r),
		    "its text number %zu has more than %llu bytes; the limit "
		    "is text_bytes in settings.yaml",
		    b->n_strings + 1, (unsigned long long)l->text_bytes);
	if (b->n_strings >= l->strings)
		return diag_fail(&b->r->c, reading_at(b->r),
		    "has more than %u different texts; the limit is strings "
		    "in settings.yaml",
		    l->strings);
	ARENA_GROW(b->r->c.mem, b->string, b->n_strings, t->cap);
	b->string[b->n_strings++] = str_dup(b->r->c.mem, text);
	return true;
}

static void
strings_end(struct xml *x, const char *name)
{
	struct strings *t = x->self;

	if (strcmp(name, "si") == 0 && t->in_item) {
		t->in_item = false;
		if (!add_string(t, buf_str(&t->item.text)))
			xml_fail(x);
		part_item_end(&t->scan);
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

/* One plain text at p, which most are; NULL when it is unusual. */
static const char *
scan_item(const struct strings *t, const char *p, struct str *text)
{
	bool preserve;

	if (!NEXT(p, "<si><t"))
		return NULL;
	if (NEXT(p + 6, "/></si>")) {
		*text = S("");
		return p + 13;
	}
	preserve = NEXT(p + 6, " xml:space=\"preserve\">");
	if (!preserve && p[6] != '>')
		return NULL;
	p = lexer_text(t->lexer, p + (preserve ? 28 : 7), text);
	if (p == NULL || !NEXT(p, "</t></si>"))
		return NULL;
	if (!preserve)
		*text = xlsx_trim(*text);
	*text = xlsx_unescape(t->lexer->tmp, *text);
	return p + 9;
}

static bool
scan_strings(void *self, const char **at, const char *end)
{
	struct strings *t = self;
	struct arena *tmp = t->lexer->tmp;
	bool ok = true;

	while (ok) {
		struct arena_mark m = arena_mark(tmp);
		const char *p = *at;
		struct str text;

		while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')
			p++;
		p = scan_item(t, p, &text);
		ok = p != NULL && add_string(t, text);
		arena_rewind(tmp, m);
		if (p == NULL)
			return true;
		*at = p;
	}
	return false;
}

bool
xlsx_strings(struct xlsx *book, const struct part *part)
{
	struct reading *r = book->r;
	struct strings *t = NEW(r->c.tmp, struct strings);

	t->book = book;
	t->item = (struct xlsx_text){.text = buf_new(r->c.tmp)};
	t->run = buf_new(r->c.tmp);
	t->lexer = &book->lexer;
	t->scan = (struct part_scan){.xml = {.self = t,
					 .start = strings_start,
					 .end = strings_end,
					 .text = strings_text},
	    .item = "<si>",
	    .item_end = "</si>",
	    .list_end = "</sst>",
	    .scan = scan_strings};
	return part_scan(&t->scan, r, book->archive, part);
}
