/* needs: charts */
/* The page on templates: every example of it is read and checked; and what the
 * check of a template says of a wrong one. */
#include "fake.h"
#include "base/file.h"
#include "charts/charts.h"
#include "compose/check.h"

enum { LEAST = 8 }; /* examples that the page has at least */
#define FRONT "---\nid: x\ntitle: X\n---\n"

static struct catalogue
catalogue(struct ctx *c)
{
	struct catalogue k;

	if (!catalogue_load(c, S("templates/indicators.yaml"), &k))
		fail_msg("%.*s", STRF(diag_text(c->diag)));
	return k;
}

/* Reads a template and checks it; what is wrong, in words. */
static struct str
wrong(struct ctx *c, const struct catalogue *k, struct str text)
{
	struct buf out = buf_new(c->mem);
	struct template *t;

	if (!template_parse(c, S("example"), text, &t))
		return str_dup(c->mem, diag_text(c->diag));
	(void)template_check(t, k, &charts_all, &out);
	return buf_str(&out);
}

/* The next run of lines that are indented by four, without the indent. */
static bool
next_example(struct arena *mem, struct str *rest, struct buf *out)
{
	struct str line;
	bool any = false;

	*out = buf_new(mem);
	while (rest->n > 0) {
		str_cut(*rest, '\n', &line, rest);
		if (str_starts(line, S("    "))) {
			buf_adds(out, str_slice(line, 4, line.n));
			any = true;
		} else if (any && line.n > 0) {
			return true;
		}
		if (any)
			buf_addc(out, '\n');
	}
	return any;
}

static void
every_example_of_the_page_on_templates_is_right(void **state)
{
	struct ctx c = test_ctx();
	struct catalogue k = catalogue(&c);
	struct str page, bad;
	struct buf example;
	size_t n = 0;

	assert_true(file_read(&c, S("templates/README.md"), 1 << 20, &page));
	for (; next_example(c.mem, &page, &example); n++) {
		bool front = str_starts(buf_str(&example), S("---\n"));
		bad = wrong(&c, &k,
		    str_fmt(c.mem, "%s%.*s\n%s", front ? "" : FRONT,
			STRF(buf_str(&example)), front ? "Text.\n" : ""));
		if (bad.n > 0)
			fail_msg(
			    "%.*s\n%.*s", STRF(bad), STRF(buf_str(&example)));
	}
	assert_true(n >= LEAST);
	test_drop(&c);
}

static void
says(const char *body, const char *words)
{
	struct ctx c = test_ctx();
	struct catalogue k = catalogue(&c);

	assert_str(wrong(&c, &k, str_fmt(c.mem, FRONT "%s", body)), words);
	test_drop(&c);
}

static void
what_is_not_there_is_named_with_its_line(void **state)
{
	says("{{RET99.value}} left.\n",
	    "example:5: there is no indicator 'RET99' in the catalogue\n");
	says("```chart\nkind: rankd\ntitle: x\nname: x\n```\n",
	    "example:6: there is no chart 'rankd'\n");
	says("```chart\nkind: ranked\ntitle: x\nname: x\nhight: 90\n```\n",
	    "example:9: the chart 'ranked' has no option 'hight'\n");
	says("```chart\nkind: xmr\ntitle: x\nname: x\nheight: 9\n```\n",
	    "example:9: 'height' is a number from 80 to 320, not '9'\n");
	says("```table\nkind: indicator\n```\n",
	    "example:6: there is no table 'indicator'\n");
	says("```chart\nkind: ranked\npoints: all\nindicator: RET02, X, "
	     "WEL99\ntitle: x\nname: x\n```\n",
	    "example:7: 'points' cannot be 'all'\nexample:8: there is no "
	    "indicator 'WEL99' in the catalogue\n");
	says("{{#if ABC01}}\n\na\n\n{{/if}}\n",
	    "example:5: there is no indicator 'ABC01' in the catalogue\n");
}

static void
what_a_chart_tells_of_is_in_the_catalogue(void **state)
{
	says("```questions\ntells: RET02, RET98\nask: always | A. | B?\n```\n",
	    "example:6: there is no indicator 'RET98' in the catalogue\n");
}

static void
all_is_told_at_once_and_what_depends_on_the_pack_is_left_alone(void **state)
{
	says("{{#each brief}}\n```chart\nkind: ranked\nindicator: "
	     "{{.id}}\ntitle: x\nname: x_{{.id}}\n```\n{{/each}}\n\n"
	     "```table\nkind: a\n```\n\n```table\nkind: b\n```\n",
	    "example:15: there is no table 'a'\nexample:19: there is no table "
	    "'b'\n");
}

static void
the_templates_that_are_shipped_are_right(void **state)
{
	static const char *const name[] = {
	    "board-report", "data-audit", "regional-comparison"};
	struct ctx c = test_ctx();
	struct catalogue k = catalogue(&c);

	for (size_t i = 0; i < COUNT(name); i++) {
		struct str text;
		assert_true(
		    file_read(&c, str_fmt(c.mem, "templates/%s.md", name[i]),
			1 << 20, &text));
		assert_str(wrong(&c, &k, text), "");
	}
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_example_of_the_page_on_templates_is_right),
	    cmocka_unit_test(what_is_not_there_is_named_with_its_line),
	    cmocka_unit_test(what_a_chart_tells_of_is_in_the_catalogue),
	    cmocka_unit_test(
		all_is_told_at_once_and_what_depends_on_the_pack_is_left_alone),
	    cmocka_unit_test(the_templates_that_are_shipped_are_right),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
