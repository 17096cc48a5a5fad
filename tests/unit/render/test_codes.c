/* The page of codes is the one that the rules make: `make bless` writes it. */
#include <stdlib.h>

#include "base/file.h"
#include "check.h"
#include "model/finding.h"
#include "render/codes.h"

#define PAGE "pipeline/audit/CODES.md"

static void
the_page_of_codes_says_what_the_rules_say(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);
	struct str page;

	codes_print(&b);
	if (getenv("BLESS") != NULL)
		assert_true(file_replace(&c, S(PAGE), buf_str(&b)));
	assert_true(file_read(&c, S(PAGE), 0, &page));
	if (!str_eq(page, buf_str(&b)))
		fail_msg(PAGE " is not what the rules say; run make bless");
	test_drop(&c);
}

static void
no_code_is_used_twice(void **state)
{
	for (size_t i = 0; i < FINDING_N; i++)
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(
			    finding_rule[i].code, finding_rule[k].code);
}

static void
every_sentence_can_stand_in_a_table_of_markdown(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);
	struct str line, rest;
	size_t rows = 0;

	codes_print(&b);
	rest = buf_str(&b);
	while (str_cut(rest, '\n', &line, &rest)) {
		size_t bars = 0;

		if (!str_starts(line, S("| ")))
			continue;
		for (size_t i = 0; i < line.n; i++)
			bars += line.p[i] == '|' &&
				(i == 0 || line.p[i - 1] != '\\');
		assert_int_equal(bars, 5);
		rows++;
	}
	assert_int_equal(rows, FINDING_N + 1);
	assert_true(str_find(buf_str(&b), S("%1")) < 0);
	assert_true(str_find(buf_str(&b), S("%2")) < 0);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_page_of_codes_says_what_the_rules_say),
	    cmocka_unit_test(no_code_is_used_twice),
	    cmocka_unit_test(every_sentence_can_stand_in_a_table_of_markdown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
