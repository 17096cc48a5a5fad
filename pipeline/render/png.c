/* render/png.c -- a scene as pixels, for slides. */
#include <math.h>

#include "render/draw.h"
#include "render/png.h"

/* More pixels than this on a side is a mistake in the scene. */
#define PIXELS_MAX 20000

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

static cairo_status_t
take(void *closure, const unsigned char *p, unsigned n)
{
	buf_add(closure, p, n);
	return CAIRO_STATUS_SUCCESS;
}

bool
png_render(struct ctx *c, const struct scene *s, const struct theme *theme,
    const struct metrics *metrics, double scale, struct str *bytes)
{
	struct arena_mark mark = arena_mark(c->tmp);
	struct buf b = buf_new(c->mem);
	double width = ceil(s->width * scale), height = ceil(s->height * scale);
	cairo_surface_t *surface;
	cairo_status_t status;
	cairo_t *cr;

	if (!(scale >= 0.5 && scale <= 8) || !(width >= 1) || !(height >= 1) ||
	    width > PIXELS_MAX || height > PIXELS_MAX)
		return diag_fail(c, (struct at){0},
		    "a picture has 1 to %d pixels a side and 0.5 to 8 of them "
		    "a point; choose another scale",
		    PIXELS_MAX);
	surface = cairo_image_surface_create(
	    CAIRO_FORMAT_RGB24, (int)width, (int)height);
	arena_defer(c->tmp, drop_surface, surface);
	cr = cairo_create(surface);
	arena_defer(c->tmp, drop_cairo, cr);
	draw_ink(cr, theme, INK_white);
	cairo_paint(cr);
	cairo_scale(cr, scale, scale);
	draw_scene(cr, s, 0, 0, theme, metrics);
	status = cairo_status(cr);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_write_to_png_stream(surface, take, &b);
	arena_rewind(c->tmp, mark);
	if (status != CAIRO_STATUS_SUCCESS)
		return diag_fail(c, (struct at){0},
		    "a chart could not be made a PNG: %s",
		    cairo_status_to_string(status));
	*bytes = buf_str(&b);
	return true;
}
