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

/* A chunk's checksum. libpng keeps its own to itself, and zlib and libdeflate
 * are no libraries of this room. */
static uint32_t
crc(const char *p, size_t n)
{
	uint32_t r = 0xffffffff;

	for (size_t i = 0; i < n; i++) {
		r ^= (unsigned char)p[i];
		for (int bit = 0; bit < 8; bit++)
			r = r >> 1 ^ (r & 1 ? 0xedb88320 : 0);
	}
	return ~r;
}

static void
add_number(struct buf *b, uint32_t v)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_addc(b, (char)(v >> shift & 255));
}

/* `body` opens with the four letters of the chunk's kind. */
static void
add_chunk(struct buf *b, struct str body)
{
	add_number(b, (uint32_t)(body.n - 4));
	buf_adds(b, body);
	add_number(b, crc(body.p, body.n));
}

/* UTF-8, neither packed nor translated. */
static void
add_words(struct buf *b, const char *key, struct str words)
{
	struct buf body = buf_new(b->mem);

	buf_addz(&body, "iTXt");
	buf_addz(&body, key);
	buf_add(&body, "\0\0\0\0\0", 5);
	buf_adds(&body, words);
	add_chunk(b, buf_str(&body));
}

/* Signature and header, then the size on paper and the alternative text, then
 * the rest as cairo wrote it. */
static struct str
with_words(struct arena *mem, struct str png, struct str alt, double scale)
{
	enum { HEADER = 33 };
	struct buf b = buf_new(mem), size = buf_new(mem);
	uint32_t metre = (uint32_t)floor(scale * 72 / 0.0254 + 0.5);

	buf_adds(&b, str_slice(png, 0, HEADER));
	buf_addz(&size, "pHYs");
	add_number(&size, metre);
	add_number(&size, metre);
	buf_addc(&size, 1);
	add_chunk(&b, buf_str(&size));
	add_words(&b, "Description", alt);
	buf_adds(&b, str_slice(png, HEADER, png.n));
	return buf_str(&b);
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
	*bytes = with_words(c->mem, buf_str(&b), s->alt, scale);
	return true;
}
