/* Every example of input/profiles/README.md is a profile, or part of one, that
 * can be loaded; and every shipped profile can be used. */
#include "base/file.h"
#include "check.h"
#include "ingest/shelf.h"

static const struct {
	const char *key, *lines;
} plain[] = {
    {"name", "name: p\n"},
    {"title", "title: T\n"},
    {"publisher", "publisher: P\n"},
    {"kind", "kind: observations\n"},
    {"recognise", "recognise: {header: [Org code]}\n"},
    {"organisation", "organisation: {code: Org code}\n"},
    {"date", "date: {constant: 2025-03-31}\n"},
    {"values", "values:\n  - {column: FTE, measure: fte}\n"},
};

static bool
has_key(struct str yaml, const char *key)
{
	struct str line, rest = yaml;

	while (str_cut(rest, '\n', &line, &rest) || line.n > 0)
		if (str_starts(line, str_of(key)) && line.n > strlen(key) &&
		    line.p[strlen(key)] == ':')
			return true;
	return false;
}

/* A part of a profile with what it lacks. */
static struct str
completed(struct ctx *c, struct str yaml)
{
	struct buf b = buf_new(c->mem);

	if (!has_key(yaml, "name"))
		for (size_t i = 0; i < COUNT(plain); i++)
			if (!has_key(yaml, plain[i].key))
				buf_addz(&b, plain[i].lines);
	buf_adds(&b, yaml);
	return buf_str(&b);
}

static void
every_example_of_the_documentation_loads(void **state)
{
	struct ctx c = test_ctx();
	struct str text, rest;
	unsigned n = 0;
	ptrdiff_t at;

	assert_true(file_read(&c, S("input/profiles/README.md"), 0, &text));
	rest = text;
	while ((at = str_find(rest, S("```yaml\n"))) >= 0) {
		struct profile *p;
		struct str yaml;

		rest = str_slice(rest, (size_t)at + 8, rest.n);
		at = str_find(rest, S("```"));
		assert_true(at > 0);
		yaml = completed(&c, str_slice(rest, 0, (size_t)at));
		rest = str_slice(rest, (size_t)at + 3, rest.n);
		n++;
		if (!profile_load_text(&c, S("README.md"), yaml, &p))
			fail_msg("%s\n%s", str_z(c.mem, diag_text(c.diag)),
			    str_z(c.mem, yaml));
	}
	assert_true(n >= 12);
	test_drop(&c);
}

static void
every_dimension_and_date_format_is_documented(void **state)
{
	struct ctx c = test_ctx();
	struct str text;

	assert_true(file_read(&c, S("input/profiles/README.md"), 0, &text));
	for (int i = 0; i < DIM_N; i++)
		if (str_find(text, str_of(dimension_name[i])) < 0)
			fail_msg("%s is not documented", dimension_name[i]);
	for (int i = 0; i < DATE_N; i++)
		if (str_find(text, str_of(date_format_words[i])) < 0)
			fail_msg("%s is not documented", date_format_words[i]);
	test_drop(&c);
}

static void
every_shipped_profile_can_be_used(void **state)
{
	struct ctx c = test_ctx();
	struct shelf shelf;

	if (!shelf_load(&c, S("/nowhere"), S("input"), &shelf))
		fail_msg("%s", str_z(c.mem, diag_text(c.diag)));
	assert_true(shelf.n_profiles > 20);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_example_of_the_documentation_loads),
	    cmocka_unit_test(every_dimension_and_date_format_is_documented),
	    cmocka_unit_test(every_shipped_profile_can_be_used),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
