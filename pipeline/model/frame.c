/* model/frame.c -- the text form of placed pages. */
#include "base/num.h"
#include "model/frame.h"

const char *const tag_name[TAG_N] = {"Document", "Sect", "P", "H1", "H2", "H3",
    "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TR", "TH", "TD",
    "Caption", "Figure", "Link", "Span", "Note", "TOC", "TOCI", "Reference"};

static void
path(struct buf *b, const struct paper *p, int tag)
{
	static const char *const artifact[] = {
	    "", "header", "footer", "layout"};

	if (tag < 0) {
		buf_addf(b, "(%s)", artifact[-tag]);
		return;
	}
	if (p->tag[tag].parent > 0) {
		path(b, p, p->tag[tag].parent);
		buf_addc(b, '/');
	}
	buf_addz(b, tag_name[p->tag[tag].type]);
}

void
paper_print(struct buf *b, const struct paper *p)
{
	static const char *const kind[] = {
	    "text", "scene", "rule", "fill", "image"};

	for (size_t i = 0; i < p->n_leaves; i++) {
		buf_addf(b, "page %zu\n", i + 1);
		for (size_t k = 0; k < p->leaf[i].n; k++) {
			const struct frame *f = &p->leaf[i].frame[k];
			buf_addf(b, "%s ", kind[f->kind]);
			num_fixed(b, f->x, 1, NUM_PLAIN);
			buf_addc(b, ' ');
			num_fixed(b, f->y, 1, NUM_PLAIN);
			buf_addc(b, ' ');
			path(b, p, f->tag);
			if (f->kind == FRAME_TEXT) {
				buf_addz(b, " \"");
				for (const struct glyph_run *r = f->run; r;
				     r = r->next)
					buf_adds(b, r->text);
				buf_addc(b, '"');
			} else if (f->kind == FRAME_SCENE) {
				buf_addf(b, " [%.*s]", STRF(f->scene->alt));
			}
			buf_addc(b, '\n');
		}
	}
}
