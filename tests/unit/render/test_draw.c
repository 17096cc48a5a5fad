/* needs: layout */
/* tests/unit/render/test_draw.c -- scenes become ink where they say. */
#include "check.h"

#include <cairo-pdf.h>

#include "layout/type.h"
#include "render/draw.h"

#define SIDE  60
#define SCALE 2 /* pixels a point */

struct sheet {
	struct ctx c;
	const struct metrics *metrics;
	struct scene *scene;
	cairo_surface_t *surface;
};

static struct sheet
open_sheet(void)
{
	struct sheet t = {.c = test_ctx()};
	struct type_engine *engine;

	assert_true(type_open(&t.c, S("fonts"), &engine));
	t.metrics = type_metrics(engine);
	t.scene = scene_new(t.c.mem, SIDE, SIDE);
	t.surface = cairo_image_surface_create(
	    CAIRO_FORMAT_RGB24, SIDE * SCALE, SIDE * SCALE);
	return t;
}

static void
draw(struct sheet *t, double x, double y)
{
	cairo_t *cr = cairo_create(t->surface);

	draw_ink(cr, &theme_default, INK_tint);
	cairo_paint(cr);
	cairo_scale(cr, SCALE, SCALE);
	draw_scene(cr, t->scene, x, y, &theme_default, t->metrics);
	assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
	cairo_destroy(cr);
	cairo_surface_flush(t->surface);
}

static uint32_t
ink_at(const struct sheet *t, double x, double y)
{
	const unsigned char *p =
	    cairo_image_surface_get_data(t->surface) +
	    (size_t)(y * SCALE) *
		(size_t)cairo_image_surface_get_stride(t->surface) +
	    4 * (size_t)(x * SCALE);
	uint32_t rgb;

	memcpy(&rgb, p, sizeof rgb);
	return rgb & 0xffffff;
}

static void
close_sheet(struct sheet *t)
{
	cairo_surface_destroy(t->surface);
	test_drop(&t->c);
}

static void
assert_ink(const struct sheet *t, double x, double y, enum ink ink)
{
	assert_int_equal(ink_at(t, x, y), theme_default.ink[ink]);
}

static void
shapes_are_filled_and_edged_in_the_colours_of_their_roles(void **state)
{
	struct sheet t = open_sheet();
	const struct point corner[] = {{40, 2}, {58, 2}, {58, 20}};

	scene_rect(t.scene, 2, 2, 10, 10, INK_self_bar);
	scene_circle(t.scene, 22, 8, 6, INK_white, INK_self, 3);
	scene_square(t.scene, 8, 30, 6, INK_self, INK_NONE, 0);
	scene_diamond(t.scene, 30, 30, 8, INK_peer, INK_NONE, 0);
	scene_line(t.scene, 2, 50, 58, 50, 2, INK_concern);
	scene_polyline(t.scene, corner, COUNT(corner), 0, INK_NONE)->fill =
	    INK_text;
	draw(&t, 0, 0);
	assert_ink(&t, 7, 7, INK_self_bar);
	assert_ink(&t, 13, 7, INK_tint);
	assert_ink(&t, 22, 8, INK_white);
	assert_ink(&t, 16, 8, INK_self);
	assert_ink(&t, 8, 30, INK_self);
	assert_ink(&t, 30, 30, INK_peer);
	assert_ink(&t, 36, 36, INK_tint); /* a diamond has no corner there */
	assert_ink(&t, 30, 50, INK_concern);
	assert_ink(&t, 55, 8, INK_text);
	assert_ink(&t, 42, 18, INK_tint);
	close_sheet(&t);
}

static void
the_scene_is_moved_to_where_it_stands(void **state)
{
	struct sheet t = open_sheet();

	scene_rect(t.scene, 0, 0, 10, 10, INK_self);
	draw(&t, 30, 20);
	assert_ink(&t, 5, 5, INK_tint);
	assert_ink(&t, 35, 25, INK_self);
	close_sheet(&t);
}

static void
a_dashed_line_has_gaps_and_the_next_line_has_none(void **state)
{
	struct sheet t = open_sheet();
	struct mark *m = scene_line(t.scene, 0, 10, 60, 10, 4, INK_self);

	m->dash[0] = 10;
	m->dash[1] = 10;
	scene_line(t.scene, 0, 30, 60, 30, 4, INK_self);
	draw(&t, 0, 0);
	assert_ink(&t, 5, 10, INK_self);
	assert_ink(&t, 15, 10, INK_tint);
	assert_ink(&t, 5, 30, INK_self);
	assert_ink(&t, 15, 30, INK_self);
	close_sheet(&t);
}

/* The first and last column, in points, that is not the ground. */
static void
extent(
    const struct sheet *t, double top, double bottom, double *from, double *to)
{
	*from = SIDE;
	*to = 0;
	for (double x = 0; x < SIDE; x += 0.5)
		for (double y = top; y < bottom; y += 0.5)
			if (ink_at(t, x, y) != theme_default.ink[INK_tint]) {
				*from = x < *from ? x : *from;
				*to = x > *to ? x : *to;
			}
}

static void
text_stands_at_its_anchor(void **state)
{
	struct sheet t = open_sheet();
	struct text_style style = {FACE_TEXT, 600, 12, true};
	double w = text_width(t.metrics, S("HHH"), style), from, to;

	scene_text(t.scene, 4, 14, S("HHH"), style, INK_text, ANCHOR_START);
	scene_text(t.scene, 30, 34, S("HHH"), style, INK_text, ANCHOR_MIDDLE);
	scene_text(t.scene, 56, 54, S("HHH"), style, INK_text, ANCHOR_END);
	draw(&t, 0, 0);
	extent(&t, 0, 20, &from, &to);
	assert_true(from >= 4 && from < 7 && to > 4 + w - 3 && to < 4 + w);
	extent(&t, 20, 40, &from, &to);
	assert_true(from > 30 - w / 2 && to < 30 + w / 2);
	extent(&t, 40, 60, &from, &to);
	assert_true(from > 56 - w && to > 53 && to <= 56);
	close_sheet(&t);
}

static size_t
white(const struct sheet *t)
{
	size_t n = 0;

	for (double x = 0; x < SIDE; x += 0.5)
		for (double y = 0; y < SIDE; y += 0.5)
			n += ink_at(t, x, y) == 0xffffff;
	return n;
}

static void
a_halo_is_white_round_the_letters(void **state)
{
	struct sheet t = open_sheet();
	struct text_style style = {FACE_TEXT, 600, 16, true};

	scene_text(t.scene, 10, 30, S("4.1%"), style, INK_self, ANCHOR_START);
	draw(&t, 0, 0);
	assert_int_equal(white(&t), 0);
	t.scene->mark[0].halo = true;
	draw(&t, 0, 0);
	assert_true(white(&t) > 100);
	close_sheet(&t);
}

static cairo_status_t
count_bytes(void *self, const unsigned char *p, unsigned n)
{
	*(size_t *)self += n;
	return CAIRO_STATUS_SUCCESS;
}

/* An operator that PDF has not makes cairo paint the page as an image, which is
 * far larger than a few shapes. */
static void
a_scene_is_plain_drawing_in_a_pdf(void **state)
{
	struct sheet t = open_sheet();
	size_t bytes = 0;
	cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream(
	    count_bytes, &bytes, SIDE, SIDE);
	cairo_t *cr = cairo_create(pdf);

	scene_rect(t.scene, 2, 2, 50, 10, INK_self_wash);
	scene_circle(t.scene, 20, 20, 3, INK_white, INK_self, 1);
	scene_line(t.scene, 0, 30, 60, 30, 1, INK_rule);
	draw_scene(cr, t.scene, 0, 0, &theme_default, t.metrics);
	cairo_destroy(cr);
	cairo_surface_finish(pdf);
	assert_int_equal(cairo_surface_status(pdf), CAIRO_STATUS_SUCCESS);
	assert_true(bytes > 500 && bytes < 2500);
	cairo_surface_destroy(pdf);
	close_sheet(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		shapes_are_filled_and_edged_in_the_colours_of_their_roles),
	    cmocka_unit_test(the_scene_is_moved_to_where_it_stands),
	    cmocka_unit_test(a_dashed_line_has_gaps_and_the_next_line_has_none),
	    cmocka_unit_test(text_stands_at_its_anchor),
	    cmocka_unit_test(a_halo_is_white_round_the_letters),
	    cmocka_unit_test(a_scene_is_plain_drawing_in_a_pdf),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
