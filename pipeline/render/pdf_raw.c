/* render/pdf_raw.c -- finding the way in cairo's bytes, and writing on. */
#include <assert.h>
#include <string.h>

#include "render/pdf_raw.h"
#include "render/pdf_text.h"

#define ENTRY_BYTES 20 /* a line of a cross-reference table */

/* The whole number that follows word in text, or -1. */
static long
number_after(struct str text, const char *word)
{
	ptrdiff_t at = str_find(text, str_of(word));
	long v = 0;
	size_t i;

	if (at < 0)
		return -1;
	i = (size_t)at + strlen(word);
	while (i < text.n && (text.p[i] == ' ' || text.p[i] == '\n'))
		i++;
	if (i == text.n || text.p[i] < '0' || text.p[i] > '9')
		return -1;
	for (; i < text.n && text.p[i] >= '0' && text.p[i] <= '9'; i++)
		if ((v = v * 10 + (text.p[i] - '0')) > INT32_MAX)
			return -1;
	return v;
}

/* Object id by cairo's table, from its first byte up to `most` of them. */
static struct str
object_text(const struct pdf_raw *raw, int id, size_t most)
{
	struct str all = buf_str(raw->bytes), entry, s;
	size_t start = raw->xref, offset = 0;
	ptrdiff_t end;

	/* "xref\n0 SIZE\n" and then the lines. */
	for (int lines = 0; lines < 2 && start < all.n; start++)
		lines += all.p[start] == '\n';
	start += (size_t)id * ENTRY_BYTES;
	entry = str_slice(all, start, start + ENTRY_BYTES);
	if (id <= 0 || id >= raw->size || entry.n < ENTRY_BYTES ||
	    entry.p[17] != 'n')
		return S("");
	for (int i = 0; i < 10; i++)
		offset = offset * 10 + (size_t)(entry.p[i] - '0');
	s = str_slice(all, offset, offset + most);
	end = str_find(s, S("endobj"));
	return end < 0 ? s : str_slice(s, 0, (size_t)end);
}

/* cairo writes the page tree flat: one Pages object with all the Kids. */
static bool
find_pages(struct pdf_raw *raw)
{
	struct str pages = object_text(raw, raw->pages_id, SIZE_MAX / 2), id;
	ptrdiff_t kids = str_find(pages, S("/Kids ["));
	long count = number_after(pages, "/Count ");

	if (kids < 0 || count <= 0 || count >= raw->size)
		return false;
	raw->page = NEWS(raw->mem, (size_t)count, int);
	pages = str_slice(pages, (size_t)kids + strlen("/Kids ["), pages.n);
	for (; raw->n_pages < (size_t)count; raw->n_pages++) {
		long v = number_after(pages, "");
		if (v <= 0 || !str_cut(pages, 'R', &id, &pages))
			return false;
		raw->page[raw->n_pages] = (int)v;
	}
	return true;
}

/* Fonts of TrueType outlines without CIDToGIDMap and images with Interpolate:
 * their dictionaries begin with type and subtype. */
static void
find_mends(struct pdf_raw *raw)
{
	for (int id = 1; id < raw->size; id++) {
		struct str s = object_text(raw, id, 100);
		if (str_find(s, S("/Subtype /CIDFontType2")) < 0 &&
		    str_find(s, S("/Subtype /Image")) < 0)
			continue;
		ARENA_GROW(raw->mem, raw->mend, raw->n_mend, raw->cap_mend);
		raw->mend[raw->n_mend++] = id;
	}
}

bool
pdf_raw_open(struct ctx *c, struct at at, struct buf *bytes, struct pdf_raw *r)
{
	struct str all = buf_str(bytes), tail, trailer;
	long xref, size, root, pages;

	*r = (struct pdf_raw){.mem = c->tmp, .bytes = bytes};
	tail = str_slice(all, all.n < 64 ? 0 : all.n - 64, all.n);
	xref = number_after(tail, "startxref");
	trailer = str_slice(all, xref < 0 ? all.n : (size_t)xref, all.n);
	if (str_starts(trailer, S("xref\n0 "))) {
		ptrdiff_t skip = str_find(trailer, S("trailer"));
		trailer =
		    str_slice(trailer, skip < 0 ? 0 : (size_t)skip, all.n);
		size = number_after(trailer, "/Size ");
		root = number_after(trailer, "/Root ");
		if (size > 0 && root > 0) {
			r->xref = (size_t)xref;
			r->size = r->next = (int)size;
			pages = number_after(
			    object_text(r, (int)root, 4096), "/Pages ");
			r->pages_id = (int)pages;
			if (find_pages(r)) {
				find_mends(r);
				return true;
			}
		}
	}
	return diag_fail(c, at,
	    "this version of cairo writes PDF files in a form that is not "
	    "known here; 1.16 is");
}

int
pdf_raw_reserve(struct pdf_raw *r, size_t n)
{
	int first = r->next;
	size_t used = r->cap_offset;

	r->next += (int)n;
	while ((size_t)(r->next - r->size) > r->cap_offset) {
		r->offset = arena_regrow(
		    r->mem, r->offset, used, &r->cap_offset, sizeof *r->offset);
		used = r->cap_offset;
	}
	return first;
}

void
pdf_raw_begin(struct pdf_raw *r, int id)
{
	assert(id >= r->size && id < r->next);
	r->offset[id - r->size] = r->bytes->n;
	pdf_int(r->bytes, id);
	buf_addz(r->bytes, " 0 obj\n");
}

void
pdf_raw_end(struct pdf_raw *r)
{
	buf_addz(r->bytes, "\nendobj\n");
}

void
pdf_raw_stream(
    struct pdf_raw *r, int id, const char *dictionary, struct str data)
{
	pdf_raw_begin(r, id);
	buf_addf(r->bytes, "<<%s/Length %zu>>\nstream\n", dictionary, data.n);
	buf_adds(r->bytes, data);
	buf_addz(r->bytes, "\nendstream");
	pdf_raw_end(r);
}

void
pdf_raw_close(struct pdf_raw *r, int catalogue, int info)
{
	size_t xref = r->bytes->n;

	buf_addf(r->bytes, "xref\n%d %d\n", r->size, r->next - r->size);
	for (int i = 0; i < r->next - r->size; i++) {
		assert(r->offset[i] > 0);
		buf_addf(r->bytes, "%010zu 00000 n \n", r->offset[i]);
	}
	buf_addf(r->bytes,
	    "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/Prev %zu>>\n"
	    "startxref\n%zu\n%%%%EOF\n",
	    r->next, catalogue, info, r->xref, xref);
}
