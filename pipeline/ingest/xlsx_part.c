/* ingest/xlsx_part.c -- a large part of a workbook, read piece by piece. */
#include <string.h>

#include "ingest/xlsx_part.h"

/* An item longer than this goes to expat: 16,384 cells of 250 bytes. */
#define ITEM_BYTES ((size_t)4 << 20)

/* Where expat stands behind the tag at hand, in the bytes it was given. */
static uint64_t
behind_tag(const struct xml *x)
{
	return (uint64_t)XML_GetCurrentByteIndex(x->parser) +
	       (uint64_t)XML_GetCurrentByteCount(x->parser);
}

void
part_list_start(struct part_scan *s)
{
	s->list_depth = s->xml.depth;
	s->boundary = behind_tag(&s->xml);
}

void
part_item_end(struct part_scan *s)
{
	s->boundary = behind_tag(&s->xml);
}

void
part_list_end(struct part_scan *s)
{
	s->plain = false;
}

static void XMLCALL
on_declaration(
    void *self, const char *version, const char *encoding, int standalone)
{
	struct part_scan *s = ((struct xml *)self)->scan;

	if (encoding != NULL && !str_eq_nocase(str_of(encoding), S("UTF-8")))
		s->plain = false;
}

static struct str
until(const char *p, const char *end)
{
	return (struct str){p, (size_t)(end - p)};
}

/* Behind the first `word` from p on; NULL if there is none. */
static const char *
find(const char *p, const char *end, const char *word)
{
	const char *at = memmem(p, (size_t)(end - p), word, strlen(word));

	return at == NULL ? NULL : at + strlen(word);
}

/* Gives expat all up to the list; *p is then where the scanner may start, or
 * the part's end. */
static bool
read_front(struct part_scan *s, const char **p)
{
	struct window *w = &s->window;
	const char *word = s->list != NULL ? s->list : s->item;
	size_t n = strlen(word);

	while (s->plain) {
		const char *at = find(*p, w->end, word), *to = at;

		if (at != NULL && s->list == NULL)
			to = at - n;
		else if (at == NULL)
			/* The word may begin at the end of the stretch. */
			to = w->end - *p < (ptrdiff_t)n ? *p : w->end - n + 1;
		if (to > *p && !xml_feed(&s->xml, until(*p, to), false))
			return false;
		*p = to;
		if (at != NULL || w->ended)
			return true;
		if (!window_more(w, p))
			return false;
	}
	return true;
}

/* The scanner can go on: expat stands right behind an item, not in a comment
 * or a CDATA section that has the letters of one. */
static bool
at_item(const struct part_scan *s)
{
	return s->plain && s->list_depth > 0 && s->list_depth == s->xml.depth &&
	       s->boundary == s->xml.fed;
}

static bool
starts_with(const char *p, const char *word)
{
	while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')
		p++;
	return strncmp(p, word, strlen(word)) == 0;
}

/* Scans what it can; what it cannot goes to expat item by item. */
static bool
read_list(struct part_scan *s, const char **p)
{
	struct window *w = &s->window;
	struct xml *x = &s->xml;

	while (at_item(s)) {
		const char *from = *p, *to;

		if (!s->scan(x->self, p, w->end))
			return false;
		x->skipped += (uint64_t)(*p - from);
		if (x->enough || starts_with(*p, s->list_end))
			return true;
		to = find(*p, w->end, s->item_end);
		if (to == NULL) {
			if (w->ended || (size_t)(w->end - *p) > ITEM_BYTES)
				return true;
			if (!window_more(w, p))
				return false;
			continue;
		}
		if (!xml_feed(x, until(*p, to), false))
			return false;
		*p = to;
	}
	return true;
}

static bool
read_rest(struct part_scan *s, const char *p)
{
	struct window *w = &s->window;

	for (;;) {
		if (!xml_feed(&s->xml, until(p, w->end), w->ended))
			return false;
		if (w->ended)
			return true;
		p = w->end;
		if (!window_more(w, &p))
			return false;
	}
}

bool
part_scan(struct part_scan *s, struct reading *r, struct archive *a,
    const struct part *part)
{
	struct unpacking *u;
	const char *p;
	bool ok;

	if (!archive_start(r, a, part, &u))
		return false;
	s->window = (struct window){
	    .r = r, .fill = archive_fill, .self = u, .likely = part->size};
	s->xml.r = r;
	s->xml.part = part->name;
	s->xml.scan = s;
	s->plain = true;
	s->list_depth = 0;
	if (!window_open(&s->window))
		return false;
	xml_open(&s->xml);
	if (s->xml.failed)
		return false;
	XML_SetXmlDeclHandler(s->xml.parser, on_declaration);
	p = s->window.p;
	ok = read_front(s, &p) && read_list(s, &p) && !s->xml.enough &&
	     read_rest(s, p);
	/* Who has enough does not care for the rest of the part. */
	return ok || (s->xml.enough && !s->xml.failed);
}
