/* needs: layout */
/* tests/unit/charts/test_look.c -- the same promises with the real fonts. */
#include "check.h"

#include "case_rows.h"
#include "layout/type.h"
#include "scene_check.h"

static void
real_letters_stay_inside_and_off_each_other(void **state)
{
	struct ctx c = test_ctx();
	struct case_list *list = case_all(c.mem);
	struct type_engine *engine;
	const struct metrics *metrics;

	assert_true(type_open(&c, S("fonts"), &engine));
	metrics = type_metrics(engine);
	for (size_t i = 0; i < list->n; i++) {
		const struct chart_case *k = &list->item[i];
		struct scene *s;
		struct str wrong;
		assert_true(
		    k->chart->draw(&c, &k->in, &theme_default, metrics, &s));
		wrong = scene_check(c.mem, s, metrics);
		if (wrong.n > 0)
			fail_msg("%s:\n%.*s", k->name, STRF(wrong));
	}
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(real_letters_stay_inside_and_off_each_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
