/* render/draw.c -- a scene on a cairo surface: a page or a preview. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "render/draw.h"

/* Width of the white edge behind text, seen on both sides together. */
#define HALO 2.4

/* struct glyph promises cairo's layout, so that no copy is needed. */
static_assert(sizeof(struct glyph) == sizeof(cairo_glyph_t) &&
		  offsetof(struct glyph, x) == offsetof(cairo_glyph_t, x) &&
		  offsetof(struct glyph, y) == offsetof(cairo_glyph_t, y),
    "struct glyph has cairo's layout");

void
draw_ink(cairo_t *cr, const struct theme *theme, enum ink ink)
{
	uint32_t rgb = theme->ink[ink];

	cairo_set_source_rgb(cr, (rgb >> 16 & 255) / 255.0,
	    (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

/* The glyphs themselves are relative to the line's start: the origin moves. */
static void
show(cairo_t *cr, const struct glyph_run *run)
{
	enum { CLUSTERS = 128 };
	cairo_text_cluster_t cluster[CLUSTERS];
	const cairo_glyph_t *glyph = (const cairo_glyph_t *)run->glyph;
	const char *text = run->text.p;
	size_t i = 0;

	cairo_set_scaled_font(cr, run->font);
	while (i < run->n) {
		int bytes = 0, n = 0;
		for (; n < CLUSTERS && i + (size_t)n < run->n; n++) {
			cluster[n].num_bytes = run->cluster[i + (size_t)n];
			cluster[n].num_glyphs = 1;
			bytes += cluster[n].num_bytes;
		}
		cairo_show_text_glyphs(
		    cr, text, bytes, glyph + i, n, cluster, n, 0);
		text += bytes;
		i += (size_t)n;
	}
}

void
draw_run(cairo_t *cr, const struct glyph_run *run, double x, double y)
{
	cairo_save(cr);
	cairo_translate(cr, x, y);
	for (; run != NULL; run = run->next)
		show(cr, run);
	cairo_restore(cr);
}

static double
run_width(const struct glyph_run *run)
{
	double w = 0;

	for (; run != NULL; run = run->next)
		w += run->width;
	return w;
}

/* A path, not a second text: a word drawn twice is read twice. */
static void
halo(cairo_t *cr, const struct theme *theme, const struct glyph_run *run,
    double x, double y)
{
	cairo_save(cr);
	cairo_translate(cr, x, y);
	cairo_new_path(cr);
	for (; run != NULL; run = run->next) {
		cairo_set_scaled_font(cr, run->font);
		cairo_glyph_path(
		    cr, (const cairo_glyph_t *)run->glyph, (int)run->n);
	}
	cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
	cairo_set_line_width(cr, HALO);
	cairo_set_dash(cr, NULL, 0, 0);
	draw_ink(cr, theme, INK_white);
	cairo_stroke(cr);
	cairo_restore(cr);
}

static void
text(cairo_t *cr, const struct mark *m, const struct theme *theme,
    const struct metrics *metrics)
{
	const struct glyph_run *run =
	    metrics->shape(metrics->self, m->text, m->style);
	double x = m->x, w = run_width(run);

	if (m->anchor == ANCHOR_MIDDLE)
		x -= w / 2;
	else if (m->anchor == ANCHOR_END)
		x -= w;
	if (m->halo)
		halo(cr, theme, run, x, m->y);
	draw_ink(cr, theme, m->fill);
	draw_run(cr, run, x, m->y);
}

static void
outline(cairo_t *cr, const struct mark *m)
{
	cairo_new_path(cr);
	switch (m->kind) {
	case MARK_LINE:
		cairo_move_to(cr, m->x, m->y);
		cairo_line_to(cr, m->x2, m->y2);
		break;
	case MARK_POLYLINE:
		for (size_t i = 0; i < m->n; i++)
			cairo_line_to(cr, m->point[i].x, m->point[i].y);
		if (m->fill != INK_NONE)
			cairo_close_path(cr);
		break;
	case MARK_RECT:
		cairo_rectangle(cr, m->x, m->y, m->x2, m->y2);
		break;
	case MARK_CIRCLE:
		cairo_arc(cr, m->x, m->y, m->r, 0, 6.283185307179586);
		cairo_close_path(cr);
		break;
	case MARK_SQUARE:
		cairo_rectangle(
		    cr, m->x - m->r, m->y - m->r, 2 * m->r, 2 * m->r);
		break;
	case MARK_DIAMOND:
		cairo_move_to(cr, m->x, m->y - m->r);
		cairo_line_to(cr, m->x + m->r, m->y);
		cairo_line_to(cr, m->x, m->y + m->r);
		cairo_line_to(cr, m->x - m->r, m->y);
		cairo_close_path(cr);
		break;
	case MARK_TEXT:
	case MARK_N:
		break;
	}
}

static void
hatch(cairo_t *cr, const struct mark *m, const struct theme *theme)
{
	struct point a, b;
	double at = -INFINITY;

	cairo_new_path(cr);
	while (scene_hatch_line(m, &at, &a, &b)) {
		cairo_move_to(cr, a.x, a.y);
		cairo_line_to(cr, b.x, b.y);
	}
	cairo_set_line_width(cr, HATCH_WIDTH);
	cairo_set_dash(cr, NULL, 0, 0);
	draw_ink(cr, theme, m->hatch);
	cairo_stroke(cr);
}

static void
shape(cairo_t *cr, const struct mark *m, const struct theme *theme)
{
	outline(cr, m);
	if (m->fill != INK_NONE) {
		draw_ink(cr, theme, m->fill);
		cairo_fill_preserve(cr);
	}
	if (m->hatch != INK_NONE) {
		hatch(cr, m, theme);
		outline(cr, m);
	}
	if (m->stroke != INK_NONE && m->width > 0) {
		cairo_set_line_width(cr, m->width);
		cairo_set_dash(cr, m->dash, m->dash[0] > 0 ? 2 : 0, 0);
		cairo_set_line_join(cr, m->kind == MARK_POLYLINE
					    ? CAIRO_LINE_JOIN_ROUND
					    : CAIRO_LINE_JOIN_MITER);
		draw_ink(cr, theme, m->stroke);
		cairo_stroke_preserve(cr);
	}
	cairo_new_path(cr);
}

void
draw_scene(cairo_t *cr, const struct scene *s, double x, double y,
    const struct theme *theme, const struct metrics *metrics)
{
	cairo_save(cr);
	cairo_translate(cr, x, y);
	for (size_t i = 0; i < s->n; i++) {
		const struct mark *m = &s->mark[i];
		if (m->kind == MARK_TEXT)
			text(cr, m, theme, metrics);
		else
			shape(cr, m, theme);
	}
	cairo_restore(cr);
}

static cairo_status_t
read_png(void *rest, unsigned char *out, unsigned n)
{
	struct str *s = rest;

	if (s->n < n)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(out, s->p, n);
	*s = str_slice(*s, n, s->n);
	return CAIRO_STATUS_SUCCESS;
}

void
draw_png(cairo_t *cr, struct str png, double x, double y, double w, double h)
{
	cairo_surface_t *in =
	    cairo_image_surface_create_from_png_stream(read_png, &png);
	int width = cairo_image_surface_get_width(in);
	int height = cairo_image_surface_get_height(in);
	cairo_surface_t *flat =
	    cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	cairo_t *on = cairo_create(flat);

	cairo_set_source_rgb(on, 1, 1, 1);
	cairo_paint(on);
	cairo_set_source_surface(on, in, 0, 0);
	cairo_paint(on);
	if (cairo_surface_status(in) == CAIRO_STATUS_SUCCESS &&
	    cairo_status(on) == CAIRO_STATUS_SUCCESS && width > 0 &&
	    height > 0) {
		cairo_save(cr);
		cairo_translate(cr, x, y);
		cairo_scale(cr, w / width, h / height);
		cairo_set_source_surface(cr, flat, 0, 0);
		/* PDF/A forbids that a viewer invents pixels in between. */
		cairo_pattern_set_filter(
		    cairo_get_source(cr), CAIRO_FILTER_NEAREST);
		cairo_rectangle(cr, 0, 0, width, height);
		cairo_fill(cr);
		cairo_restore(cr);
	}
	cairo_destroy(on);
	cairo_surface_destroy(flat);
	cairo_surface_destroy(in);
}

bool
draw_reads_png(struct str png)
{
	cairo_surface_t *in =
	    cairo_image_surface_create_from_png_stream(read_png, &png);
	bool ok = cairo_surface_status(in) == CAIRO_STATUS_SUCCESS;

	cairo_surface_destroy(in);
	return ok;
}
