/* needs: layout */
/* tests/unit/render/test_pictures.c -- a chart as a picture of its own. */
#include "check.h"

#include "layout/type.h"
#include "render/picture.h"
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

/* Kind, length and checksum of each chunk are looked at by libpng's readers; the
 * words stand between header and pixels as they are. */
static void
pixels_carry_their_alt_text(void **state)
{
	struct picture t = open_picture();
	struct str s;
	ptrdiff_t at;

	assert_true(
	    png_render(&t.c, t.scene, &theme_default, t.metrics, 2, &s));
	at = str_find(s, S("iTXtDescription"));
	assert_true(at > 33 && at < 80);
	assert_true(str_find(s, S("R&D is <low>. Northmoor 4.1%.")) > at);
	assert_true(str_find(s, S("IDAT")) > at);
	test_drop(&t.c);
}

static struct text
words(struct ctx *c, const char *s)
{
	struct text t = {NEW(c->mem, struct span), 1};

	t.span[0].text = str_of(s);
	return t;
}

/* Lines that follow each other are one text. */
static bool
draws(struct ctx *c, const struct scene *s, const char *text)
{
	struct buf b = buf_new(c->mem);

	for (size_t i = 0; i < s->n; i++)
		if (s->mark[i].kind == MARK_TEXT) {
			buf_adds(&b, s->mark[i].text);
			buf_addc(&b, ' ');
		}
	return str_find(buf_str(&b), str_of(text)) >= 0;
}

static void
a_chart_cut_out_for_a_slide_keeps_its_meaning(void **state)
{
	struct picture t = open_picture();
	struct block b = {.kind = BLOCK_CHART,
	    .scene = t.scene,
	    .title = words(&t.c, "R&D is low"),
	    .note = words(&t.c, "[c] is suppressed")};
	struct pack p = {.title = S("Board report: Northmoor"),
	    .internal = true,
	    .block = &b,
	    .n = 1};
	struct scene *s = picture_make(&t.c, &p, &b, &theme_default, t.metrics);

	assert_true(draws(&t.c, s, "R&D is low"));
	assert_true(draws(&t.c, s, "[c] is suppressed"));
	assert_true(draws(&t.c, s, "Internal: not for publication."));
	assert_true(draws(&t.c, s, "A & B"));
	assert_false(draws(&t.c, s, "Synthetic data."));
	assert_true(str_starts(s->alt, t.scene->alt));
	assert_true(str_find(s->alt, S("[c] is suppressed")) > 0);
	assert_true(str_ends(s->alt, S("Internal: not for publication.")));
	/* No line is wider than the picture, nothing lower than its end. */
	for (size_t i = 0; i < s->n; i++) {
		const struct mark *m = &s->mark[i];
		assert_true(m->y < s->height);
		if (m->kind == MARK_TEXT)
			assert_true(
			    m->x + text_width(t.metrics, m->text, m->style) <=
			    s->width);
	}
	b.title = (struct text){0};
	s = picture_make(&t.c, &p, &b, &theme_default, t.metrics);
	assert_true(draws(&t.c, s, "R&D is <low>"));
	test_drop(&t.c);
}

static void
names_of_pictures_are_safe_and_never_twice(void **state)
{
	struct ctx c = test_ctx();
	struct table odd = {.name = S("../a b")}, same = {.name = S("___a_b")};
	struct scene *s = scene_new(c.mem, 1, 1);
	struct block b[] = {{.kind = BLOCK_CHART, .scene = s, .table = &odd},
	    {.kind = BLOCK_TEXT},
	    {.kind = BLOCK_CHART, .scene = s, .table = &same},
	    {.kind = BLOCK_CHART, .scene = s}};
	struct pack p = {.block = b, .n = COUNT(b)};
	struct str *name = picture_names(c.mem, &p);

	assert_str(name[0], "___a_b");
	assert_str(name[1], "");
	assert_str(name[2], "___a_b_2");
	assert_str(name[3], "chart");
	test_drop(&c);
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
	    cmocka_unit_test(pixels_carry_their_alt_text),
	    cmocka_unit_test(a_chart_cut_out_for_a_slide_keeps_its_meaning),
	    cmocka_unit_test(names_of_pictures_are_safe_and_never_twice),
	    cmocka_unit_test(hatch_lines_stay_in_their_shape),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
