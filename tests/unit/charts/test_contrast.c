/* tests/unit/charts/test_contrast.c -- colours that can be told apart: every
 * role on white, and every word of every chart on what lies under it (WCAG 2.1:
 * 4.5 to 1 for words, 3 to 1 for marks). */
#include "check.h"

#include "case_rows.h"
#include "fake_metrics.h"
#include "scene_check.h"

static double
luminance(uint32_t rgb)
{
	static const double weight[] = {0.2126, 0.7152, 0.0722};
	double sum = 0;

	for (int k = 0; k < 3; k++) {
		double v = ((rgb >> (16 - 8 * k)) & 255) / 255.0;
		sum +=
		    weight[k] *
		    (v <= 0.03928 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double
contrast(enum ink a, enum ink b)
{
	double x = luminance(theme_default.ink[a]);
	double y = luminance(theme_default.ink[b]);

	return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

/* What a role is for: a mark that says something by itself, a ground that words
 * stand on, or a line that nothing is lost without. */
enum use { MARK, GROUND, QUIET };

static const struct {
	enum ink ink;
	enum use use;
} role[] = {{INK_text, MARK}, {INK_text2, MARK}, {INK_rule, QUIET},
    {INK_hair, QUIET}, {INK_tint, GROUND}, {INK_self, MARK},
    {INK_self_bar, GROUND}, {INK_self_mid, GROUND}, {INK_self_wash, GROUND},
    {INK_peer, MARK}, {INK_peer_pale, GROUND}, {INK_concern, MARK},
    {INK_other, MARK}, {INK_other_pale, GROUND}, {INK_range, GROUND},
    {INK_middle, GROUND}, {INK_limit, MARK}, {INK_white, QUIET},
    {INK_routine, MARK}, {INK_hatch, QUIET}, {INK_second, MARK},
    {INK_below, GROUND}, {INK_below_far, GROUND}, {INK_below_edge, MARK},
    {INK_above, GROUND}, {INK_above_far, GROUND}, {INK_above_edge, MARK},
    {INK_step1, GROUND}, {INK_step2, GROUND}, {INK_step3, GROUND},
    {INK_step4, MARK}, {INK_step5, MARK}};

static void
every_role_can_be_seen_for_what_it_is(void **state)
{
	bool seen[INK_N] = {false};

	for (size_t i = 0; i < COUNT(role); i++) {
		enum ink ink = role[i].ink;
		double c = role[i].use == MARK ? contrast(ink, INK_white) / 3
			   : role[i].use == GROUND
			       ? contrast(INK_text, ink) / 4.5
			       : 1;
		seen[ink] = true;
		if (c < 1)
			fail_msg("%s: %d%% of what it needs", ink_name[ink],
			    (int)(100 * c));
	}
	for (int ink = INK_NONE + 1; ink < INK_N; ink++)
		if (!seen[ink])
			fail_msg("say here what %s is for", ink_name[ink]);
}

/* White words on the last two classes of a map. */
static void
white_words_can_be_read_on_the_dark_classes(void **state)
{
	assert_true(contrast(INK_white, INK_step4) >= 4.5);
	assert_true(contrast(INK_white, INK_step5) >= 4.5);
	assert_true(contrast(INK_text, INK_step3) >= 4.5);
	assert_true(contrast(INK_text2, INK_tint) >= 4.5);
}

static bool
covers(const struct mark *m, double x, double y)
{
	bool in = false;

	switch (m->kind) {
	case MARK_RECT:
		return x >= m->x && x <= m->x + m->x2 && y >= m->y &&
		       y <= m->y + m->y2;
	case MARK_CIRCLE:
		return hypot(x - m->x, y - m->y) <= m->r;
	case MARK_SQUARE:
		return fabs(x - m->x) <= m->r && fabs(y - m->y) <= m->r;
	case MARK_DIAMOND:
		return fabs(x - m->x) + fabs(y - m->y) <= m->r;
	case MARK_POLYLINE:
		for (size_t i = 0, k = m->n - 1; i < m->n; k = i++) {
			const struct point *a = &m->point[i], *b = &m->point[k];
			if ((a->y > y) != (b->y > y) &&
			    x < (b->x - a->x) * (y - a->y) / (b->y - a->y) +
				    a->x)
				in = !in;
		}
		return in;
	case MARK_LINE:
	case MARK_TEXT:
	case MARK_N:
		break;
	}
	return false;
}

/* The fill on top at a place, of the marks before number `before`. */
static enum ink
ground(const struct scene *s, size_t before, double x, double y)
{
	for (size_t i = before; i-- > 0;)
		if (s->mark[i].fill != INK_NONE &&
		    s->mark[i].kind != MARK_TEXT && covers(&s->mark[i], x, y))
			return s->mark[i].fill;
	return INK_white;
}

/* Nine places of a word's box; a halo is a ground of its own. */
static void
check_words(struct buf *b, const char *name, const struct scene *s, size_t i,
    const struct metrics *metrics)
{
	const struct mark *m = &s->mark[i];
	struct box box = mark_box(m, metrics);

	for (int k = 0; k < 9; k++) {
		double x = box.x + box.w * (k % 3 + 0.5) / 3;
		double y = box.y + box.h * (k / 3 + 0.5) / 3;
		enum ink under = m->halo ? INK_white : ground(s, i, x, y);
		double c = contrast(m->fill, under);
		if (c >= 4.5)
			continue;
		buf_addf(b, "%s: \"%.*s\" in %s on %s, %d to 10\n", name,
		    STRF(m->text), ink_name[m->fill], ink_name[under],
		    (int)(10 * c));
		return;
	}
}

static void
every_word_of_every_chart_can_be_read_where_it_stands(void **state)
{
	struct ctx c = test_ctx();
	struct case_list *list = case_all(c.mem);
	struct buf b = buf_new(c.mem);
	size_t words = 0;

	for (size_t i = 0; i < list->n; i++) {
		const struct chart_case *k = &list->item[i];
		struct fake_metrics fake;
		struct metrics metrics = fake_metrics(&fake, 0.56);
		struct scene *s;
		if (!k->chart->draw(&c, &k->in, &theme_default, &metrics, &s))
			fail_msg("%s: %.*s", k->name, STRF(diag_text(c.diag)));
		for (size_t j = 0; j < s->n; j++)
			if (s->mark[j].kind == MARK_TEXT &&
			    s->mark[j].text.n > 0) {
				words++;
				check_words(&b, k->name, s, j, &metrics);
			}
	}
	if (b.n > 0)
		fail_msg("%.*s", STRF(buf_str(&b)));
	assert_true(words > 1000);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_role_can_be_seen_for_what_it_is),
	    cmocka_unit_test(white_words_can_be_read_on_the_dark_classes),
	    cmocka_unit_test(
		every_word_of_every_chart_can_be_read_where_it_stands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
