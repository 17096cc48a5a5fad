/* A file that is written in two steps is the old one or the new one, and nothing is
 * followed or left. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "check.h"

#define ROOT "build/test-file"
#define PATH ROOT "/folder/table.csv"

static int
fresh(void **state)
{
	assert_int_equal(system("rm -rf " ROOT "; mkdir -p " ROOT), 0);
	return 0;
}

static void
assert_says(const char *text)
{
	struct ctx c = test_ctx();
	struct str is;

	assert_true(file_read(&c, S(PATH), 0, &is));
	assert_str(is, text);
	test_drop(&c);
}

static void
assert_alone(void)
{
	assert_int_equal(
	    system("[ \"$(ls " ROOT "/folder)\" = table.csv ]"), 0);
}

static void
what_is_written_aside_stands_there_once_it_is_put_there(void **state)
{
	struct ctx c = test_ctx();

	assert_true(file_replace(&c, S(PATH), S("old")));
	assert_true(file_write_aside(&c, S(PATH), S("new")));
	assert_says("old");
	assert_true(file_put_in_place(&c, S(PATH)));
	assert_says("new");
	assert_alone();
	/* The first of its folder as well, and one of nothing. */
	assert_int_equal(system("rm -r " ROOT "/folder"), 0);
	assert_true(file_write_aside(&c, S(PATH), S("")));
	assert_true(file_put_in_place(&c, S(PATH)));
	assert_says("");
	assert_alone();
	test_drop(&c);
}

static void
what_is_dropped_leaves_the_old_one(void **state)
{
	struct ctx c = test_ctx();

	assert_true(file_replace(&c, S(PATH), S("old")));
	assert_true(file_write_aside(&c, S(PATH), S("new")));
	file_drop_aside(&c, S(PATH));
	assert_says("old");
	assert_alone();
	/* There is nothing to be put there. */
	assert_false(file_put_in_place(&c, S(PATH)));
	assert_says("old");
	test_drop(&c);
}

/* As open as the umask lets it be. */
static void
a_link_in_its_way_is_not_followed(void **state)
{
	struct ctx c = test_ctx();
	mode_t mask = umask(027);
	struct stat st;

	assert_true(file_replace(&c, S(PATH), S("old")));
	assert_int_equal(
	    symlink("../elsewhere", ROOT "/folder/table.csv.aside0"), 0);
	assert_true(file_write_aside(&c, S(PATH), S("new")));
	assert_true(file_put_in_place(&c, S(PATH)));
	umask(mask);
	assert_says("new");
	assert_alone();
	assert_int_not_equal(access(ROOT "/elsewhere", F_OK), 0);
	assert_int_equal(stat(PATH, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	test_drop(&c);
}

static void
what_cannot_be_written_is_said_and_nothing_is_left(void **state)
{
	struct ctx c = test_ctx();

	assert_false(file_write_aside(&c, S("/dev/null/x.csv"), S("new")));
	assert_int_equal(diag_failures(c.diag), 1);
	assert_false(file_write_aside(&c, S("/dev/full/x.csv"), S("new")));
	/* A folder stands in the way. */
	assert_int_equal(
	    system("mkdir -p " ROOT "/folder/table.csv.aside0/x"), 0);
	assert_false(file_write_aside(&c, S(PATH), S("new")));
	assert_int_equal(diag_failures(c.diag), 3);
	assert_int_not_equal(access(PATH, F_OK), 0);
	test_drop(&c);
}

#define TEST(name) cmocka_unit_test_setup(name, fresh)
int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(what_is_written_aside_stands_there_once_it_is_put_there),
	    TEST(what_is_dropped_leaves_the_old_one),
	    TEST(a_link_in_its_way_is_not_followed),
	    TEST(what_cannot_be_written_is_said_and_nothing_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
