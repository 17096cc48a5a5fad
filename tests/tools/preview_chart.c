/* tests/tools/preview_chart.c -- draws the cases of the chart tests with the
 * real fonts onto one sheet, to be looked at, and says what a page would reject.
 * Not part of the build. preview_chart FONTS SHEET.png [PART OF A NAME] */
#include <stdio.h>
#include <string.h>

#include <cairo.h>

#include "case_rows.h"
#include "layout/type.h"
#include "render/draw.h"
#include "scene_check.h"

#define MARGIN 12
#define SHEET  (WIDE + 2 * MARGIN)

/* Where the next scene goes: in rows from the left, wrapped at the sheet's
 * width. */
struct pen {
	double x, y, row;
};

static struct pen
advance(struct pen p, const struct scene *s)
{
	if (p.x > MARGIN && p.x + s->width > SHEET - MARGIN + 0.1)
		p = (struct pen){MARGIN, p.y + p.row, 0};
	p.row = fmax(p.row, s->height + 26);
	return p;
}

static void
preview(cairo_t *cr, struct pen p, const struct scene *s, const char *name,
    const struct metrics *metrics)
{
	struct text_style style = {FACE_TEXT, 400, 6.6, false};

	draw_ink(cr, &theme_default, INK_concern);
	draw_run(cr, metrics->shape(metrics->self, str_of(name), style), p.x,
	    p.y + 7);
	draw_ink(cr, &theme_default, INK_hair);
	cairo_set_line_width(cr, 0.25);
	cairo_rectangle(cr, p.x, p.y + 12, s->width, s->height);
	cairo_stroke(cr);
	draw_scene(cr, s, p.x, p.y + 12, &theme_default, metrics);
}

static double
draw_all(cairo_t *cr, const struct case_list *list, struct scene **scene,
    const struct metrics *metrics, const char *part)
{
	struct pen p = {MARGIN, MARGIN, 0};

	for (size_t i = 0; i < list->n; i++) {
		if (strstr(list->item[i].name, part) == NULL)
			continue;
		p = advance(p, scene[i]);
		if (cr != NULL)
			preview(cr, p, scene[i], list->item[i].name, metrics);
		p.x += scene[i]->width + MARGIN - 1;
	}
	return p.y + p.row;
}

static bool
draw_scenes(struct ctx *c, const struct case_list *list,
    const struct metrics *metrics, struct scene **scene)
{
	bool ok = true;

	for (size_t i = 0; i < list->n; i++) {
		const struct chart_case *k = &list->item[i];
		struct str wrong;
		if (!k->chart->draw(
			c, &k->in, &theme_default, metrics, &scene[i]))
			return false;
		wrong = scene_check(c->mem, scene[i], metrics);
		if (wrong.n > 0)
			fprintf(stderr, "%s:\n%.*s", k->name, STRF(wrong));
		ok &= wrong.n == 0;
	}
	return ok;
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new("preview");
	struct ctx c = {mem, arena_new("scratch"), diag_new(mem, stderr, true)};
	struct type_engine *engine;
	struct case_list *list = case_all(mem);
	struct scene **scene = NEWS(mem, list->n, struct scene *);
	const char *part = argc > 3 ? argv[3] : "";
	cairo_surface_t *surface;
	cairo_t *cr;
	double height;
	bool ok;

	if (argc < 3 || !type_open(&c, str_of(argv[1]), &engine))
		return 2;
	ok = draw_scenes(&c, list, type_metrics(engine), scene);
	height = draw_all(NULL, list, scene, type_metrics(engine), part);
	surface = cairo_image_surface_create(
	    CAIRO_FORMAT_RGB24, (int)(2 * SHEET), (int)(2 * height));
	cr = cairo_create(surface);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, 2, 2);
	draw_all(cr, list, scene, type_metrics(engine), part);
	ok &= cairo_surface_write_to_png(surface, argv[2]) ==
	      CAIRO_STATUS_SUCCESS;
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	arena_free(c.tmp);
	arena_free(c.mem);
	return !ok;
}
