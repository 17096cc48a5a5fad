/* render/pdf.c -- placed pages as a tagged PDF: cairo draws and brackets, the
 * structure is ours. */
#include <cairo-pdf.h>
#include <stdlib.h>

#include "base/file.h"
#include "render/draw.h"
#include "render/pdf.h"
#include "render/pdf_check.h"
#include "render/pdf_qpdf.h"
#include "render/pdf_text.h"

/* Everything is drawn under one structure element of cairo's. */
#define ROOT "Document"

/* A link's line, as parts of the leading. */
#define UNDERLINE_DROP  0.13
#define UNDERLINE_WIDTH 0.6

struct press {
	cairo_surface_t *surface;
	cairo_t *cr;
	struct arena *mem;
	const struct theme *theme;
	const struct metrics *metrics;
};

static void
draw_line(
    struct press *p, double x, double y, double x2, double y2, double width)
{
	cairo_set_line_width(p->cr, width);
	cairo_move_to(p->cr, x, y);
	cairo_line_to(p->cr, x2, y2);
	cairo_stroke(p->cr);
}

static void
draw_frame(struct press *p, const struct frame *f)
{
	if (f->kind == FRAME_SCENE) {
		draw_scene(p->cr, f->scene, f->x, f->y, p->theme, p->metrics);
		return;
	}
	if (f->kind == FRAME_IMAGE) {
		draw_png(p->cr, f->png, f->x, f->y, f->w, f->h);
		return;
	}
	draw_ink(p->cr, p->theme, f->ink);
	if (f->kind == FRAME_RULE) {
		draw_line(p, f->x, f->y, f->x + f->w, f->y + f->h, f->width);
	} else if (f->kind == FRAME_FILL) {
		cairo_rectangle(p->cr, f->x, f->y, f->w, f->h);
		cairo_fill(p->cr);
	} else {
		draw_run(p->cr, f->run, f->x, f->y);
		if (f->underline) {
			double y = f->y + UNDERLINE_DROP * f->h;
			draw_line(p, f->x, y, f->x + f->w, y, UNDERLINE_WIDTH);
		}
	}
}

/* Marked content with nothing in it would be an element that says nothing. */
static bool
draws(const struct frame *f)
{
	if (f->kind == FRAME_SCENE)
		return f->scene->n > 0;
	if (f->kind == FRAME_IMAGE)
		return f->png.n > 0;
	if (f->ink == INK_NONE)
		return false;
	if (f->kind != FRAME_TEXT)
		return true;
	for (const struct glyph_run *r = f->run; r; r = r->next)
		if (r->n > 0)
			return true;
	return false;
}

static const char *
bracket(int tag)
{
	return tag < 0 ? "Private" : "Span";
}

static void
draw_page(struct press *p, const struct leaf *leaf, struct pdf_marks *m)
{
	const struct frame *before = NULL;

	for (size_t i = 0; i < leaf->n; i++) {
		const struct frame *f = &leaf->frame[i];
		if (!draws(f))
			continue;
		if (before == NULL || before->tag != f->tag) {
			if (before != NULL)
				cairo_tag_end(p->cr, bracket(before->tag));
			cairo_tag_begin(p->cr, bracket(f->tag), NULL);
			ARENA_GROW(p->mem, m->mark, m->n, m->cap);
			m->mark[m->n++] = (struct pdf_mark){
			    f->tag, f->tag < 0 ? -1 : m->ids++};
		}
		draw_frame(p, f);
		before = f;
	}
	if (before != NULL)
		cairo_tag_end(p->cr, bracket(before->tag));
	cairo_show_page(p->cr);
}

static cairo_status_t
keep_bytes(void *bytes, const unsigned char *p, unsigned n)
{
	buf_add(bytes, p, n);
	return CAIRO_STATUS_SUCCESS;
}

static void
drop_surface(void *p)
{
	cairo_surface_destroy(p);
}

static void
drop_cairo(void *p)
{
	cairo_destroy(p);
}

static bool
draw_pages(struct ctx *c, struct at at, const struct paper *paper,
    struct press *p, struct pdf_marks *marks, struct buf *bytes)
{
	/* This cairo then leaves what it writes plain, and the pages need not be
	 * inflated to put our marks in. One that does not know it deflates, and
	 * all goes on as well. */
	setenv("CAIRO_DEBUG_PDF", "1", 1);
	p->surface = cairo_pdf_surface_create_for_stream(
	    keep_bytes, bytes, paper->width, paper->height);
	arena_defer(c->tmp, drop_surface, p->surface);
	p->cr = cairo_create(p->surface);
	arena_defer(c->tmp, drop_cairo, p->cr);
	/* The clock would be asked otherwise; the document information that
	 * this goes to is replaced. */
	cairo_pdf_surface_set_metadata(
	    p->surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
	cairo_tag_begin(p->cr, ROOT, NULL);
	for (size_t i = 0; i < paper->n_leaves; i++) {
		draw_page(p, &paper->leaf[i], &marks[i]);
		if (cairo_status(p->cr) != CAIRO_STATUS_SUCCESS) {
			at.sheet = str_fmt(c->tmp, "page %zu", i + 1);
			return diag_fail(c, at, "cairo cannot draw it: %s",
			    cairo_status_to_string(cairo_status(p->cr)));
		}
	}
	cairo_tag_end(p->cr, ROOT);
	cairo_surface_finish(p->surface);
	if (cairo_surface_status(p->surface) != CAIRO_STATUS_SUCCESS)
		return diag_fail(c, at, "cairo cannot finish the pages: %s",
		    cairo_status_to_string(cairo_surface_status(p->surface)));
	return true;
}

static int
information_write(
    struct pdf_raw *raw, const struct pack *pack, const struct pdf_options *o)
{
	int id = pdf_raw_reserve(raw, 1);
	struct buf *b = raw->bytes;

	pdf_raw_begin(raw, id);
	buf_addz(b, "<</Title");
	pdf_string(b, pack->title);
	if (pack->author.n > 0) {
		buf_addz(b, "/Author");
		pdf_string(b, pack->author);
	}
	if (pack->synthetic) {
		buf_addz(b, "/Subject");
		pdf_string(b, pdf_description(pack));
	}
	buf_addz(b, "/Creator");
	pdf_string(b, str_of(o->producer));
	buf_addz(b, "/Producer");
	pdf_string(b, str_of(o->producer));
	if (pack->date != DAY_NONE) {
		buf_addz(b, "/CreationDate");
		pdf_date(b, pack->date);
		buf_addz(b, "/ModDate");
		pdf_date(b, pack->date);
	}
	buf_addz(b, ">>");
	pdf_raw_end(raw);
	return id;
}

static int
catalogue_write(struct ctx *c, struct pdf_raw *raw, const struct pack *pack,
    const struct pdf_options *o, struct str icc, int tree, int outline)
{
	int id = pdf_raw_reserve(raw, 3), xmp_id = id + 1, icc_id = id + 2;
	struct buf *b = raw->bytes, xmp = buf_new(c->tmp);

	pdf_xmp(&xmp, pack, o->producer);
	pdf_raw_stream(
	    raw, xmp_id, "/Type/Metadata/Subtype/XML", buf_str(&xmp));
	pdf_raw_stream(raw, icc_id, "/N 3", icc);
	pdf_raw_begin(raw, id);
	buf_addz(b, "<</Type/Catalog/Pages ");
	pdf_ref(b, raw->pages_id);
	buf_addz(b, "/Lang");
	pdf_string(b, pack->language);
	buf_addz(b, "/MarkInfo<</Marked true>>"
		    "/ViewerPreferences<</DisplayDocTitle true>>"
		    "/StructTreeRoot ");
	pdf_ref(b, tree);
	if (outline > 0) {
		buf_addz(b, "/Outlines ");
		pdf_ref(b, outline);
	}
	buf_addz(b, "/Metadata ");
	pdf_ref(b, xmp_id);
	buf_addz(b, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
		    "/OutputConditionIdentifier(sRGB IEC61966-2.1)"
		    "/Info(sRGB IEC61966-2.1)/DestOutputProfile ");
	pdf_ref(b, icc_id);
	buf_addz(b, ">>]>>");
	pdf_raw_end(raw);
	return id;
}

static bool
render(struct ctx *c, struct at at, const struct paper *paper,
    const struct pack *pack, struct press *press, const struct pdf_options *o,
    struct str *out)
{
	struct pdf_marks *marks =
	    NEWS(c->tmp, paper->n_leaves, struct pdf_marks);
	int *annots = NEWS(c->tmp, paper->n_leaves, int), root, outline, info;
	struct buf *bytes = NEW(c->tmp, struct buf); /* outlives the surface */
	struct pdf_raw raw;
	struct pdf_tree tree;
	struct pdf_links links;
	struct ctx scratch = {c->tmp, c->tmp, c->diag};
	struct str icc;

	*bytes = buf_new(c->tmp);
	if (!draw_pages(c, at, paper, press, marks, bytes) ||
	    !pdf_raw_open(c, at, bytes, &raw) ||
	    !file_read(&scratch, o->icc_path, 4u << 20, &icc))
		return false;
	pdf_tree_plan(c, paper, marks, &raw, &tree);
	if (!pdf_check_tags(c, at, &tree))
		return false;
	pdf_links_find(c, paper, &raw, &links);
	root = pdf_tree_write(c, &tree, &links, &raw);
	pdf_links_write(paper, &links, &raw, annots);
	outline = pdf_outline_write(c, paper, &raw);
	info = information_write(&raw, pack, o);
	root = catalogue_write(c, &raw, pack, o, icc, root, outline);
	pdf_raw_close(&raw, root, info);
	return pdf_assemble(c, at, paper, marks, annots, &raw, out);
}

bool
pdf_render(struct ctx *c, const struct paper *paper, const struct pack *pack,
    const struct theme *theme, const struct metrics *metrics,
    const struct pdf_options *o, struct str *bytes)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct press press = {
	    .mem = c->tmp, .theme = theme, .metrics = metrics};
	struct at at = {.file = str_fmt(c->tmp, "%.*s-%.*s.pdf",
			    STRF(pack->org_code), STRF(pack->id))};
	bool done = pdf_check_paper(c, at, paper, pack) &&
		    render(c, at, paper, pack, &press, o, bytes);

	arena_rewind(c->tmp, m);
	return done;
}
