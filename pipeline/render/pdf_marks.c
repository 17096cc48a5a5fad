/* render/pdf_marks.c -- reads a page's content, puts our marks for cairo's. */
#include <string.h>

#include "render/pdf_marks.h"
#include "render/pdf_text.h"

enum token {
	TOKEN_END,
	TOKEN_NAME,
	TOKEN_NUMBER,
	TOKEN_OPERATOR,
	TOKEN_OPEN, /* of a dictionary */
	TOKEN_CLOSE,
	TOKEN_OTHER, /* strings, array brackets */
	TOKEN_BROKEN
};

struct scan {
	const char *p, *end;
	struct str word; /* the last token */
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' ||
	       c == '\0';
}

static bool
is_regular(char c)
{
	return !is_space(c) && strchr("()<>[]{}/%", c) == NULL;
}

static bool
skip_string(struct scan *s)
{
	int depth = 0;

	for (; s->p < s->end; s->p++) {
		if (*s->p == '\\')
			s->p++;
		else if (*s->p == '(')
			depth++;
		else if (*s->p == ')' && --depth == 0) {
			s->p++;
			return true;
		}
	}
	s->p = s->end;
	return false;
}

static bool
skip_hex(struct scan *s)
{
	const char *close = memchr(s->p, '>', (size_t)(s->end - s->p));

	s->p = close == NULL ? s->end : close + 1;
	return close != NULL;
}

static void
skip_blank(struct scan *s)
{
	while (s->p < s->end && (is_space(*s->p) || *s->p == '%')) {
		if (*s->p == '%')
			while (s->p < s->end && *s->p != '\n' && *s->p != '\r')
				s->p++;
		else
			s->p++;
	}
}

static enum token
token_next(struct scan *s)
{
	const char *start;
	bool two;

	skip_blank(s);
	if (s->p == s->end)
		return TOKEN_END;
	start = s->p;
	two = s->end - s->p > 1 && s->p[1] == s->p[0];
	switch (*s->p) {
	case '(':
		return skip_string(s) ? TOKEN_OTHER : TOKEN_BROKEN;
	case '<':
		if (!two)
			return skip_hex(s) ? TOKEN_OTHER : TOKEN_BROKEN;
		s->p += 2;
		return TOKEN_OPEN;
	case '>':
		s->p += two ? 2 : 1;
		return two ? TOKEN_CLOSE : TOKEN_BROKEN;
	case '[':
	case ']':
		s->p++;
		return TOKEN_OTHER;
	case ')':
	case '{':
	case '}':
		return TOKEN_BROKEN;
	}
	s->p++;
	while (s->p < s->end && is_regular(*s->p))
		s->p++;
	s->word = (struct str){start, (size_t)(s->p - start)};
	if (*start == '/')
		return TOKEN_NAME;
	return strchr("+-.0123456789", *start) != NULL ? TOKEN_NUMBER
						       : TOKEN_OPERATOR;
}

static bool
paints(struct str op)
{
	static const char *const painting[] = {"S", "s", "f", "F", "f*", "B",
	    "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", "\"", "BI"};

	if (op.n > 2)
		return false;
	for (size_t i = 0; i < COUNT(painting); i++)
		if (str_is(op, painting[i]))
			return true;
	return false;
}

static int
whole_number(struct str s)
{
	int v = 0;

	for (size_t i = 0; i < s.n && v < 1000000; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		v = v * 10 + (s.p[i] - '0');
	}
	return v;
}

static void
mark_write(struct buf *b, const struct tag *tag, const struct pdf_mark *m)
{
	switch (m->tag) {
	case FRAME_HEADER:
		buf_addz(b, "/Artifact <</Type/Pagination/Subtype/Header"
			    "/Attached[/Top]>> BDC");
		return;
	case FRAME_FOOTER:
		buf_addz(b, "/Artifact <</Type/Pagination/Subtype/Footer"
			    "/Attached[/Bottom]>> BDC");
		return;
	case FRAME_LAYOUT:
		buf_addz(b, "/Artifact <</Type/Layout>> BDC");
		return;
	}
	buf_addc(b, '/');
	buf_addz(b, tag_name[tag[m->tag].type]);
	buf_addz(b, " <</MCID ");
	pdf_int(b, m->id);
	buf_addz(b, ">> BDC");
}

/* Where the rewriting stands between two tokens. */
struct rewrite {
	const struct tag *tag;
	const struct pdf_marks *marks;
	struct buf *out;
	const char *start, *copied; /* of the content */
	struct str name;            /* the last one outside dictionaries */
	int id;                     /* the MCID just read, or -1 */
	int depth;
	size_t next; /* mark */
	bool marked; /* inside one */
};

/* cairo's bracket is /NAME <</MCID ID>> BDC; NAME says whether it was opened
 * for content or for an artifact. */
static bool
mark_begin(struct ctx *c, struct at at, struct rewrite *r, const char *end)
{
	const struct pdf_marks *m = r->marks;

	if (r->depth != 0 || r->next >= m->n || (size_t)r->id != r->next ||
	    !str_is(r->name, m->mark[r->next].tag < 0 ? "/Private" : "/Span"))
		return diag_fail(c, at,
		    "marked content %d (%.*s, depth %d) was drawn where the "
		    "paper has number %zu of %zu; please report this",
		    r->id, STRF(r->name), r->depth, r->next, m->n);
	buf_add(r->out, r->copied, (size_t)(r->name.p - r->copied));
	mark_write(r->out, r->tag, &m->mark[r->next++]);
	r->copied = end;
	r->marked = true;
	return true;
}

static bool
operator_met(struct ctx *c, struct at at, struct rewrite *r, struct str op)
{
	if (str_is(op, "BDC") || str_is(op, "BMC")) {
		if (r->id >= 0 && !mark_begin(c, at, r, op.p + op.n))
			return false;
		r->depth++;
		r->id = -1;
	} else if (str_is(op, "EMC")) {
		if (--r->depth < 0)
			return diag_fail(c, at,
			    "marked content ends twice at byte %td; please "
			    "report this",
			    op.p - r->start);
		r->marked = r->marked && r->depth > 0;
	} else if (!r->marked && paints(op)) {
		return diag_fail(c, at,
		    "'%.*s' at byte %td paints outside marked content, so "
		    "nobody could be told of it; please report this",
		    STRF(op), op.p - r->start);
	} else if (str_is(op, "BI")) {
		/* Its data are no tokens; nothing we draw has one. */
		return diag_fail(c, at,
		    "an inline image was drawn, which cannot be checked; "
		    "please report this");
	}
	return true;
}

bool
pdf_marks_rewrite(struct ctx *c, struct at at, const struct tag *tag,
    const struct pdf_marks *m, struct str content, struct buf *out)
{
	struct scan s = {content.p, content.p + content.n, S("")};
	struct rewrite r = {.tag = tag,
	    .marks = m,
	    .out = out,
	    .start = content.p,
	    .copied = content.p,
	    .id = -1};
	bool id_follows = false;
	int nested = 0; /* dictionaries */
	enum token t;

	while ((t = token_next(&s)) != TOKEN_END) {
		if (t == TOKEN_BROKEN)
			return diag_fail(c, at,
			    "the drawn content cannot be read at byte %td; "
			    "please report this",
			    s.p - content.p);
		if (t == TOKEN_OPEN)
			nested++;
		else if (t == TOKEN_CLOSE)
			nested--;
		else if (t == TOKEN_NAME && nested == 0)
			r.name = s.word;
		else if (t == TOKEN_NUMBER && id_follows)
			r.id = whole_number(s.word);
		else if (t == TOKEN_OPERATOR &&
			 !operator_met(c, at, &r, s.word))
			return false;
		id_follows =
		    t == TOKEN_NAME && nested == 1 && str_is(s.word, "/MCID");
	}
	if (r.next != m->n || r.depth != 0)
		return diag_fail(c, at,
		    "%zu of %zu marked contents were drawn, %d left open; "
		    "please report this",
		    r.next, m->n, r.depth);
	buf_add(out, r.copied, (size_t)(s.end - r.copied));
	return true;
}
