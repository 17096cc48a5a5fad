/* tests/unit/charts/test_charts.c -- what every chart keeps to, in every hard
 * case, and the goldens. */
#include "check.h"

#include <stdlib.h>

#include "base/file.h"
#include "charts/marks.h"
#include "case_rows.h"
#include "fake_metrics.h"
#include "scene_check.h"

static struct scene *
draw(struct ctx *c, const struct chart_case *k, double character)
{
	struct fake_metrics fake;
	struct metrics metrics = fake_metrics(&fake, character);
	struct scene *s = NULL;

	if (!k->chart->draw(c, &k->in, &theme_default, &metrics, &s))
		fail_msg("%s: %.*s", k->name, STRF(diag_text(c->diag)));
	return s;
}

static void
check_all(double character)
{
	struct ctx c = test_ctx();
	struct case_list *list = case_all(c.mem);

	for (size_t i = 0; i < list->n; i++) {
		struct fake_metrics fake;
		struct metrics metrics = fake_metrics(&fake, character);
		struct scene *s = draw(&c, &list->item[i], character);
		struct str wrong = scene_check(c.mem, s, &metrics);
		if (wrong.n > 0)
			fail_msg("%s:\n%.*s", list->item[i].name, STRF(wrong));
	}
	test_drop(&c);
}

static void
marks_stay_inside_and_text_stays_off_text(void **state)
{
	check_all(0.56);
}

static void
wide_letters_make_nothing_leave_or_overlap(void **state)
{
	check_all(0.7);
}

static void
scenes_are_as_wide_as_asked_and_describe_themselves(void **state)
{
	struct ctx c = test_ctx();
	struct case_list *list = case_all(c.mem);

	for (size_t i = 0; i < list->n; i++) {
		struct scene *s = draw(&c, &list->item[i], 0.56);
		assert_true(s->width == list->item[i].in.width);
		/* Only what has 212 of everything may be higher than a page. */
		assert_true(s->height > 8);
		assert_true(s->height < 500 ||
			    strstr(list->item[i].name, "_212") != NULL);
		assert_true(s->n > 0);
		/* A cell's verdict is two words. */
		if (s->alt.n < (list->item[i].chart == &chart_variation ||
					   list->item[i].chart == &chart_quality
				       ? 9u
				       : 20u) ||
		    !str_ends(s->alt, S(".")) ||
		    str_find(s->alt, S("hart of")) >= 0 ||
		    str_find(s->alt, S("nan")) >= 0 ||
		    str_find(s->alt, S("..")) >= 0 ||
		    !str_starts(s->alt, list->item[i].in.finding))
			fail_msg("%s: %.*s", list->item[i].name, STRF(s->alt));
	}
	test_drop(&c);
}

static bool
says(const struct scene *s, struct str words)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->mark[i].kind == MARK_TEXT &&
		    str_find(s->mark[i].text, words) >= 0)
			return true;
	return false;
}

static void
own_and_england_are_always_labelled(void **state)
{
	struct ctx c = test_ctx();
	struct case_list *list = case_all(c.mem);
	unsigned seen = 0;

	for (size_t i = 0; i < list->n; i++) {
		const struct chart_case *k = &list->item[i];
		struct scene *s = draw(&c, k, 0.62);
		bool shown = false;
		for (size_t j = 0; j < k->in.n; j++)
			shown |= k->in.point[j].status == STATUS_OK;
		if (strstr(k->name, "ranked_") == NULL || !shown)
			continue;
		seen++;
		if (!says(s, S("England")))
			fail_msg("%s: England has no label", k->name);
		if (k->chart == &chart_ranked &&
		    !says(s, str_slice(k->in.self_name, 0, 9)))
			fail_msg("%s: no own label", k->name);
	}
	assert_true(seen > 20);
	test_drop(&c);
}

static struct scene *
draw_named(struct ctx *c, const char *name)
{
	struct case_list *list = case_all(c->mem);

	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->item[i].name, name) == 0)
			return draw(c, &list->item[i], 0.56);
	fail_msg("there is no case '%s'", name);
	return NULL;
}

/* From the highest to the lowest mark of a kind, in points. */
static double
height_of(const struct scene *s, enum mark_kind kind)
{
	double lo = INFINITY, hi = -INFINITY;

	for (size_t i = 0; i < s->n; i++)
		if (s->mark[i].kind == kind) {
			lo = fmin(lo, s->mark[i].y);
			hi = fmax(hi, s->mark[i].y);
		}
	return hi - lo;
}

static void
a_trust_far_apart_leaves_the_others_their_room(void **state)
{
	struct ctx c = test_ctx();
	struct scene *ranked = draw_named(&c, "ranked_far");
	struct scene *funnel = draw_named(&c, "funnel_far");

	/* On the scale of all, the others would have a tenth of it. */
	assert_true(says(ranked, S("244.9")));
	assert_true(height_of(ranked, MARK_CIRCLE) > 0.3 * ranked->height);
	assert_true(says(funnel, S("144.9")));
	assert_true(height_of(funnel, MARK_CIRCLE) > 0.2 * funnel->height);
	test_drop(&c);
}

static void
a_headline_is_set_against_what_its_verdict_is_about(void **state)
{
	struct ctx c = test_ctx();
	struct scene *s = draw_named(&c, "headline_equality");

	assert_true(says(s, S("Equality 1; England 1.28")));
	assert_true(says(s, S("No interval, no verdict")));
	test_drop(&c);
}

/* Filled says that the interval excludes England: without a verdict, nothing
 * does. */
static void
a_mark_without_a_verdict_stays_open(void **state)
{
	struct ctx c = test_ctx();
	struct plot p = {.scene = scene_new(c.mem, 10, 10)};
	static const enum verdict open[] = {
	    VERDICT_NONE, VERDICT_NOT_DIFFERENT};
	static const enum verdict filled[] = {VERDICT_ABOVE, VERDICT_BELOW};

	for (size_t i = 0; i < 2; i++) {
		mark_own(&p, 0, 0, 3, i == 0, open[i]);
		mark_own(&p, 0, 0, 3, i == 0, filled[i]);
	}
	for (size_t i = 0; i < p.scene->n; i++)
		assert_int_equal(
		    p.scene->mark[i].fill, i % 2 == 0 ? INK_white : INK_self);
	assert_int_equal(p.scene->n, 4);
	test_drop(&c);
}

static void
what_is_missing_is_neither_drawn_nor_given_a_number(void **state)
{
	struct ctx c = test_ctx();
	struct chart_case k = {"one", &chart_mix, case_mix(c.mem, 1, WIDE)};
	struct scene *s;
	size_t bars = 0, dots = 0;

	for (size_t i = 0; i < k.in.n; i++) {
		k.in.point[i].status =
		    i % 2 == 0 ? STATUS_SUPPRESSED : STATUS_MISSING;
		k.in.point[i].note = S("lower");
		k.in.point[i].text = S("");
	}
	s = draw(&c, &k, 0.56);
	for (size_t i = 0; i < s->n; i++) {
		bars += s->mark[i].kind == MARK_RECT;
		dots += s->mark[i].kind == MARK_SQUARE ||
			s->mark[i].kind == MARK_CIRCLE;
	}
	assert_int_equal(bars, 0);
	assert_int_equal(dots, 0);
	assert_true(says(s, S("[c]")) && says(s, S("[x]")));
	assert_false(says(s, S("lower")));
	assert_true(str_find(s->alt, S("Nursing [x], not available")) >= 0);
	assert_true(str_find(s->alt, S("38.9")) < 0);
	test_drop(&c);
}

static void
print_case(struct ctx *c, const struct chart_case *k, struct buf *b)
{
	*b = buf_new(c->mem);
	scene_print(b, draw(c, k, 0.56));
}

static void
the_same_input_prints_the_same_scene(void **state)
{
	struct ctx c = test_ctx(), d = test_ctx();
	struct case_list *list = case_all(c.mem), *again = case_all(d.mem);

	for (size_t i = 0; i < list->n; i++) {
		struct buf a, b;
		print_case(&c, &list->item[i], &a);
		print_case(&d, &again->item[i], &b);
		assert_true(str_eq(buf_str(&a), buf_str(&b)));
	}
	test_drop(&d);
	test_drop(&c);
}

/* Order of the points is not order of the drawing. */
static void
ranked_does_not_depend_on_the_order_of_trusts(void **state)
{
	struct ctx c = test_ctx();
	struct chart_case k = {
	    "one", &chart_ranked, case_trusts(c.mem, 30, 9, 5, 1.6, WIDE)};
	struct buf a, b;

	print_case(&c, &k, &a);
	for (size_t i = 0; i < k.in.n / 2; i++) {
		struct chart_point p = k.in.point[i];
		k.in.point[i] = k.in.point[k.in.n - 1 - i];
		k.in.point[k.in.n - 1 - i] = p;
	}
	print_case(&c, &k, &b);
	assert_true(str_eq(buf_str(&a), buf_str(&b)));
	test_drop(&c);
}

static double
pick(unsigned *seed, double lo, double hi)
{
	return lo + (hi - lo) * case_random(seed);
}

/* One chart's input made odd: any size of numbers, any width, parts missing. */
static void
make_odd(struct arena *mem, struct chart_input *in, unsigned *seed)
{
	double size = pow(10, pick(seed, -4, 7)), shift = pick(seed, -2, 2);

	in->places = (int)pick(seed, 0, 3);
	in->unit = pick(seed, 0, 1) < 0.5 ? S("%") : S(" whole-time posts");
	in->self_name = pick(seed, 0, 1) < 0.3 ? LONG_NAME : S("Leeds");
	in->england = pick(seed, 0, 1) < 0.2 ? NAN : size * pick(seed, -2, 2);
	for (size_t i = 0; i < in->n; i++) {
		struct chart_point *p = &in->point[i];
		p->value = size * (shift + pick(seed, 0, 1));
		p->lower = p->value - size * pick(seed, 0, 2);
		p->upper = p->value + size * pick(seed, 0, 2);
		p->england = size * (shift + pick(seed, 0, 1));
		p->peer_median = size * (shift + pick(seed, 0, 1));
		p->min = size * (shift - 0.1);
		p->max = size * (shift + 0.9);
		p->q1 = size * (shift + 0.2);
		p->q3 = size * (shift + 0.5);
		p->text = S("");
		p->verdict = (enum verdict)pick(seed, 0, 4);
		p->status = pick(seed, 0, 1) < 0.2
				? (enum status)pick(seed, 1, STATUS_N)
				: STATUS_OK;
		if (pick(seed, 0, 1) < 0.1)
			p->england = p->min = p->q3 = NAN;
		if (pick(seed, 0, 1) < 0.1)
			p->lower = p->upper = p->peer_median = NAN;
		if (pick(seed, 0, 1) < 0.05)
			p->value = p->upper = p->lower = p->england;
	}
	(void)mem;
}

static struct chart_case
odd_case(struct arena *mem, unsigned *seed)
{
	size_t kind = (size_t)pick(seed, 0, 7);
	double wide = pick(seed, 200, 500), narrow = pick(seed, 120, 300);
	size_t n = (size_t)pick(seed, 1, 230);
	struct chart_case k = {"odd", NULL, case_input(wide)};

	switch (kind) {
	case 0:
		k.chart = &chart_ranked;
		k.in = case_trusts(mem, n, n / 2, 5, 2, wide);
		break;
	case 1:
		k.chart = &chart_mini_ranked;
		k.in = case_trusts(mem, n, n / 3, 5, 2, narrow);
		break;
	case 2:
		k.chart = &chart_mix;
		k.in = case_mix(mem, n % 2 + 1, n % 2 ? 493 : wide);
		break;
	case 3:
		k.chart = &chart_bands;
		k.in = case_bands(mem, n % 2 + 1, wide);
		break;
	case 4:
		k.chart = &chart_strip;
		k.in = case_groups(mem, wide);
		break;
	case 5:
		k.chart = &chart_headline;
		k.in = case_figures(mem, n % 6 + 1, 493);
		break;
	default:
		k.chart = &chart_spine;
		k.in = case_spine(mem, 5, 1, (enum direction)(n % 3));
		break;
	}
	make_odd(mem, &k.in, seed);
	return k;
}

/* The fields that only the later forms read. */
static void
make_forms_odd(struct chart_input *in, unsigned *seed)
{
	double size = pow(10, pick(seed, -3, 6));

	for (size_t i = 0; i < in->n; i++) {
		struct chart_point *p = &in->point[i];
		p->from = size * pick(seed, -1, 1);
		p->to = pick(seed, 0, 1) < 0.1 ? NAN : size * pick(seed, -1, 1);
		p->mean = pick(seed, 0, 1) < 0.1 ? NAN : p->value;
		p->limit_low = p->value - size * pick(seed, 0, 1);
		p->limit_high = p->value + size * pick(seed, 0, 1);
		p->x = size * pick(seed, 0, 900);
		p->base = size * pick(seed, 0, 9);
		p->share = pick(seed, 0, 100);
		p->signal = (enum signal)pick(seed, 0, 4);
		p->outside = (enum outside)pick(seed, 0, 3);
		p->query = pick(seed, 0, 1) < 0.2;
	}
}

static bool
is_form(const struct chart *chart)
{
	return chart != &chart_ranked && chart != &chart_mini_ranked &&
	       chart != &chart_mix && chart != &chart_bands &&
	       chart != &chart_strip && chart != &chart_headline &&
	       chart != &chart_spine && chart != &chart_quality;
}

/* Every form with odd numbers in every case of it, at odd widths. */
static void
odd_forms_stay_inside_and_off_each_other_too(void **state)
{
	unsigned seed = 7;

	for (int round = 0; round < 12; round++) {
		struct ctx c = test_ctx();
		struct case_list *list = case_all(c.mem);
		for (size_t i = 0; i < list->n; i++) {
			struct chart_case *k = &list->item[i];
			struct fake_metrics fake;
			struct metrics metrics = fake_metrics(&fake, 0.58);
			unsigned start = seed;
			struct scene *s;
			struct str wrong;
			if (!is_form(k->chart))
				continue;
			make_odd(c.mem, &k->in, &seed);
			make_forms_odd(&k->in, &seed);
			k->in.width = pick(&seed, 156, 500);
			for (size_t j = 0;
			     j < k->in.n && k->chart == &chart_pyramid; j++)
				k->in.point[j].value =
				    fabs(k->in.point[j].value);
			s = draw(&c, k, 0.58);
			wrong = scene_check(c.mem, s, &metrics);
			if (wrong.n > 0)
				fail_msg("%s, seed %u, width %d:\n%.*s",
				    k->name, start, (int)k->in.width,
				    STRF(wrong));
			assert_true(str_find(s->alt, S("nan%")) < 0);
		}
		test_drop(&c);
	}
}

static void
odd_inputs_stay_inside_and_off_each_other_too(void **state)
{
	unsigned seed = 20261122;

	for (int i = 0; i < 1500; i++) {
		struct ctx c = test_ctx();
		unsigned start = seed;
		struct chart_case k = odd_case(c.mem, &seed);
		struct fake_metrics fake;
		struct metrics metrics = fake_metrics(&fake, 0.58);
		struct scene *s = draw(&c, &k, 0.58);
		struct str wrong = scene_check(c.mem, s, &metrics);
		if (wrong.n > 0)
			fail_msg("%s, seed %u, width %d:\n%.*s", k.chart->name,
			    start, (int)k.in.width, STRF(wrong));
		assert_true(str_find(s->alt, S("nan")) < 0);
		test_drop(&c);
	}
}

static void
bands_stand_from_the_highest_down_and_other_pay_last(void **state)
{
	static const char *const label[] = {"Band 5", "Other pay", "Band 8a",
	    "Very senior manager", "Band 8b", "Band 9", "Band 7"};
	static const char *const order[] = {"Very senior manager", "Band 9",
	    "Band 8b", "Band 8a", "Band 7", "Band 5", "Other pay"};
	struct ctx c = test_ctx();
	struct chart_case k = {"one", &chart_bands, case_bands(c.mem, 1, WIDE)};
	struct scene *s;
	size_t next = 0;

	k.in.n = COUNT(label);
	for (size_t i = 0; i < COUNT(label); i++)
		k.in.point[i].label = str_of(label[i]);
	s = draw(&c, &k, 0.56);
	for (size_t i = 0; i < s->n && next < COUNT(order); i++)
		if (s->mark[i].kind == MARK_TEXT &&
		    str_is(s->mark[i].text, order[next]))
			next++;
	assert_int_equal(next, COUNT(order));
	test_drop(&c);
}

static void
compare(struct ctx *c, const struct chart_case *k)
{
	struct str path =
	    str_fmt(c->mem, "tests/golden/charts/%s.txt", k->name);
	struct str old;
	struct buf b;

	print_case(c, k, &b);
	if (getenv("BLESS") != NULL) {
		assert_true(file_replace(c, path, buf_str(&b)));
		return;
	}
	if (!file_read(c, path, 0, &old))
		fail_msg("%s: no golden; BLESS=1 writes it", k->name);
	if (!str_eq(old, buf_str(&b)))
		fail_msg(
		    "%s differs from its golden; BLESS=1 rewrites it", k->name);
}

/* The scenes that have a golden. */
static const char *const golden[] = {"ranked_one", "ranked_none",
    "ranked_own_suppressed", "ranked_half", "mini_ranked_47",
    "mini_ranked_own_highest", "mix_one", "mix_missing", "mix_half",
    "bands_one", "bands_two_missing", "strip_own", "strip_missing",
    "spine_lower", "spine_neutral", "spine_missing", "headline_six",
    "headline_hard", "headline_links", "headline_links_under", "funnel_region",
    "funnel_suppressed", "funnel_none", "xmr_signal", "xmr_run", "xmr_resets",
    "multiples_half", "multiples_hard", "trend_score", "trend_gaps",
    "forest_wide", "forest_hard", "dumbbell_england", "dumbbell_hard",
    "pyramid_bands", "pyramid_none", "slope_region", "slope_hard",
    "change_five", "change_hard", "pareto_faults", "pareto_hard", "gap_104",
    "gap_bar", "gap_withheld", "gap_long", "heat_region", "heat_strip",
    "heat_missing", "hexmap_42", "hexmap_narrow", "score_eight", "score_gaps",
    "sparkline_gaps", "last_now_fell", "effect_ratio", "effect_new",
    "ledger_faults", "ledger_thin", "quarters_fixed", "variation_better",
    "variation_worse", "variation_long", "hundred_share", "hundred_none",
    "quality_good", "quality_care"};

static void
scenes_are_those_of_the_goldens(void **state)
{
	struct ctx c = test_ctx();
	struct case_list *list = case_all(c.mem);
	size_t found = 0;

	for (size_t i = 0; i < list->n; i++)
		for (size_t k = 0; k < COUNT(golden); k++)
			if (strcmp(golden[k], list->item[i].name) == 0) {
				compare(&c, &list->item[i]);
				found++;
			}
	assert_int_equal(found, COUNT(golden));
	test_drop(&c);
}

/* One form more must not come without its cases. */
static void
every_form_has_hard_cases_and_a_golden(void **state)
{
	struct ctx c = test_ctx();
	struct case_list *list = case_all(c.mem);

	for (size_t k = 0; k < charts_all.n; k++) {
		const struct chart *chart = charts_all.chart[k];
		size_t cases = 0, goldens = 0;
		for (size_t i = 0; i < list->n; i++) {
			if (list->item[i].chart != chart)
				continue;
			cases++;
			for (size_t g = 0; g < COUNT(golden); g++)
				goldens +=
				    strcmp(golden[g], list->item[i].name) == 0;
		}
		if (cases < 2 || goldens == 0)
			fail_msg("%s has %zu cases and %zu goldens",
			    chart->name, cases, goldens);
	}
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(marks_stay_inside_and_text_stays_off_text),
	    cmocka_unit_test(wide_letters_make_nothing_leave_or_overlap),
	    cmocka_unit_test(
		scenes_are_as_wide_as_asked_and_describe_themselves),
	    cmocka_unit_test(own_and_england_are_always_labelled),
	    cmocka_unit_test(a_trust_far_apart_leaves_the_others_their_room),
	    cmocka_unit_test(
		a_headline_is_set_against_what_its_verdict_is_about),
	    cmocka_unit_test(a_mark_without_a_verdict_stays_open),
	    cmocka_unit_test(
		what_is_missing_is_neither_drawn_nor_given_a_number),
	    cmocka_unit_test(the_same_input_prints_the_same_scene),
	    cmocka_unit_test(ranked_does_not_depend_on_the_order_of_trusts),
	    cmocka_unit_test(odd_inputs_stay_inside_and_off_each_other_too),
	    cmocka_unit_test(odd_forms_stay_inside_and_off_each_other_too),
	    cmocka_unit_test(
		bands_stand_from_the_highest_down_and_other_pay_last),
	    cmocka_unit_test(every_form_has_hard_cases_and_a_golden),
	    cmocka_unit_test(scenes_are_those_of_the_goldens),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
