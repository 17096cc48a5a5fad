/* needs: layout */
/* tests/unit/render/test_pictures.c -- a chart as a picture of its own. */
#include "check.h"

#include "layout/type.h"
#include "render/png.h"
#include "render/svg.h"

struct picture {
	struct ctx c;
	const struct metrics *metrics;
	struct scene *scene;
};

static struct picture
open_picture(void)
{
	struct picture t = {.c = test_ctx()};
	struct text_style style = {FACE_TEXT, 400, 8, true};
	struct type_engine *engine;

	assert_true(type_open(&t.c, S("fonts"), &engine));
	t.metrics = type_metrics(engine);
	t.scene = scene_new(t.c.mem, 60, 40);
	t.scene->alt = S("R&D is <low>. Northmoor 4.1%.");
	scene_rect(t.scene, 4, 4, 20, 10, INK_tint)->hatch = INK_hatch;
	scene_diamond(t.scene, 40, 20, 4, INK_concern, INK_white, 0.5);
	scene_text(t.scene, 4, 30, S("A & B"), style, INK_self, ANCHOR_START);
	return t;
}

static void
a_picture_in_words_keeps_its_text_and_says_its_alt_text(void **state)
{
	struct picture t = open_picture();
	struct str s, again;

	assert_true(svg_render(&t.c, t.scene, &theme_default, t.metrics, &s));
	assert_true(str_find(s, S("<title id=\"title\">R&amp;D is "
				  "&lt;low&gt;</title>")) > 0);
	assert_true(str_find(s, S("Northmoor 4.1%.</desc>")) > 0);
	assert_true(str_find(s, S(">A &amp; B</text>")) > 0);
	assert_true(str_find(s, S("fill=\"#b5450b\"")) > 0);
	assert_true(str_find(s, S("textLength=\"")) > 0);
	assert_true(str_find(s, S("stroke=\"#c2c6c9\"")) > 0);
	assert_true(
	    svg_render(&t.c, t.scene, &theme_default, t.metrics, &again));
	assert_true(str_eq(s, again));
	test_drop(&t.c);
}

static void
a_picture_without_alt_text_is_refused(void **state)
{
	struct picture t = open_picture();
	struct str s;

	t.scene->alt = S("");
	assert_false(svg_render(&t.c, t.scene, &theme_default, t.metrics, &s));
	test_drop(&t.c);
}

static uint32_t
big_endian(struct str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;

	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

static void
pixels_are_as_many_as_the_scale_says(void **state)
{
	struct picture t = open_picture();
	struct str s, again;

	assert_true(
	    png_render(&t.c, t.scene, &theme_default, t.metrics, 2, &s));
	assert_true(str_starts(s, S("\x89PNG")));
	assert_int_equal(big_endian(s, 16), 120);
	assert_int_equal(big_endian(s, 20), 80);
	assert_true(
	    png_render(&t.c, t.scene, &theme_default, t.metrics, 2, &again));
	assert_true(str_eq(s, again));
	assert_false(
	    png_render(&t.c, t.scene, &theme_default, t.metrics, 0.1, &s));
	test_drop(&t.c);
}

/* Every line ends on the outline, whatever the place of the grid. */
static void
hatch_lines_stay_in_their_shape(void **state)
{
	struct point c[] = {
	    {10, 0}, {18, 5}, {18, 14}, {10, 19}, {2, 14}, {2, 5}};
	struct mark hexagon = {.kind = MARK_POLYLINE, .point = c, .n = 6};
	struct mark rect = {
	    .kind = MARK_RECT, .x = 3, .y = 7, .x2 = 20, .y2 = 9};
	struct point a, b;
	double at = -1e300;
	int n = 0;

	while (scene_hatch_line(&rect, &at, &a, &b)) {
		n++;
		assert_true(a.x >= 3 - 1e-9 && b.x <= 23 + 1e-9);
		assert_true(b.y >= 7 - 1e-9 && a.y <= 16 + 1e-9);
		assert_true(b.x > a.x && a.y > b.y);
	}
	assert_int_equal(n, 9);
	at = -1e300;
	for (n = 0; scene_hatch_line(&hexagon, &at, &a, &b); n++)
		assert_true(a.x >= 2 - 1e-9 && b.x <= 18 + 1e-9 &&
			    b.y >= -1e-9 && a.y <= 19 + 1e-9);
	assert_true(n > 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_picture_in_words_keeps_its_text_and_says_its_alt_text),
	    cmocka_unit_test(a_picture_without_alt_text_is_refused),
	    cmocka_unit_test(pixels_are_as_many_as_the_scale_says),
	    cmocka_unit_test(hatch_lines_stay_in_their_shape),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
