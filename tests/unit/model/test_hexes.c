/* tests/unit/model/test_hexes.c -- the shipped map, and maps that overlap. */
#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "model/hexes.h"

static void
the_shipped_map_has_a_place_for_every_board(void **state)
{
	struct ctx c = test_ctx();
	struct str path = S("../shared/data/ods/icb_to_region_lookup.csv");
	struct str text, line, code, rest;
	struct hexes h;
	size_t n = 0;

	assert_true(hexes_load(&c, S("templates/hexmap.yaml"), &h));
	assert_int_equal(h.n, 42);
	if (!file_read(&c, path, 0, &text)) {
		print_message("skipped: no list of boards beside the tree\n");
		test_drop(&c);
		return;
	}
	str_cut(text, '\n', &line, &text); /* the header */
	while (str_cut(text, '\n', &line, &text) || line.n > 0) {
		str_cut(str_trim(line), ',', &code, &rest);
		if (code.n == 0)
			continue;
		n++;
		if (hexes_find(&h, code) == NULL)
			fail_msg("%.*s has no place", STRF(code));
	}
	assert_int_equal(n, h.n);
	test_drop(&c);
}

static void
refuses(const char *second, const char *words)
{
	struct ctx c = test_ctx();
	char name[] = "build/skillmix-hexes-XXXXXX";
	int fd = mkstemp(name);
	struct str text = str_fmt(c.mem,
	    "hexes:\n  - {code: QAA, brief: A, name: One, column: 4, row: 1}\n"
	    "  - {%s, brief: B, name: Two}\n",
	    second);
	struct hexes h;

	assert_true(fd >= 0);
	close(fd);
	assert_true(file_replace(&c, str_of(name), text));
	assert_false(hexes_load(&c, str_of(name), &h));
	assert_str(diag_text(c.diag), words);
	unlink(name);
	test_drop(&c);
}

static void
areas_that_overlap_are_named(void **state)
{
	refuses("code: QAA, column: 8, row: 1", "QAA is given twice; keep one");
	refuses("code: QBB, column: 5, row: 1",
	    "QAA and QBB overlap in row 1; columns of a row are two apart");
	refuses("code: QBB, column: 4, row: 2",
	    "QAA stands over QBB; rows are shifted by one column");
	refuses("code: QBB, column: 4, row: 0",
	    "QBB stands over QAA; rows are shifted by one column");
	refuses("code: QBB, column: -1, row: 2",
	    "QBB stands at column -1, row 2; give 0 to 200");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_shipped_map_has_a_place_for_every_board),
	    cmocka_unit_test(areas_that_overlap_are_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
