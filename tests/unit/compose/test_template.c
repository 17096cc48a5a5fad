#include "fake.h"

/* The template must be refused at this line, in words that hold `says`. */
static void
refused(const char *text, unsigned line, const char *says)
{
	struct ctx c = test_ctx();
	struct template *t;
	bool ok = template_parse(&c, S("t.md"), str_of(text), &t);

	if (ok)
		fail_msg("taken: %s", text);
	if (str_find(diag_text(c.diag), str_of(says)) < 0)
		fail_msg("'%s' says: %.*s", text, STRF(diag_text(c.diag)));
	assert_int_equal(diag_at(c.diag).line, line);
	assert_str(diag_at(c.diag).file, "t.md");
	test_drop(&c);
}

#define HEAD "---\nid: x\ntitle: T\n---\n" /* four lines */

static void
what_is_unknown_is_an_error_with_its_line(void **state)
{
	refused(HEAD "\n{{no_such}}\n", 6, "no name 'no_such'");
	refused(HEAD "one\ntwo {{org_nam}}\n", 6, "no name 'org_nam'");
	refused(HEAD "{{RET02.valeu}}\n", 5, "no name 'RET02.valeu'");
	refused(HEAD "{{RET2.value}}\n", 5, "no name");
	refused(HEAD "{{RET02[Nursing.value}}\n", 5, "no name");
	refused(HEAD "{{org_name | upper}}\n", 5, "no filter 'upper'");
	refused(HEAD "{{org_name | number}}\n", 5, "takes one argument");
	refused(HEAD "{{org_name | lower x}}\n", 5, "takes no argument");
	refused(HEAD "{{org_name | }}\n", 5, "filter is missing");
	refused(
	    HEAD "\n```graph\nkind: x\n```\n", 6, "no fenced block 'graph'");
	refused(HEAD "\n```note\nbody: x\n```\n", 7, "no key 'body'");
	refused(HEAD "\n```note\nin: page\n```\n", 6, "wants the key 'text'");
	refused(HEAD "\n```note\ntext: a\ntext: b\n```\n", 8, "twice");
	refused(HEAD "\n```note\ntext\n```\n", 7, "no 'key: value' line");
	refused(HEAD "\n```questions\nask: always | x\n```\n", 7,
	    "condition | topic | question");
	refused(HEAD "{{@ width: 3}}\ntext\n", 5, "not 'width'");
	refused(HEAD "{{@ span: 13}}\ntext\n", 5, "1 to 12");
	refused(HEAD "{{@ as: poster}}\ntext\n", 5, "'poster'");
	refused("---\nid: x\ncolour: red\n---\n", 3, "not 'colour'");
	refused("# Title\n", 1, "starts with ---");
	refused("---\nid: x\n---\n", 3, "id and a title");
}

static void
directives_are_closed_where_they_belong(void **state)
{
	refused(HEAD "{{#if org_name}}\ntext\n", 5, "not closed by {{/if}}");
	refused(
	    HEAD "{{#each peers}}\n{{/if}}\n", 5, "not closed by {{/each}}");
	refused(HEAD "text\n\n{{/if}}\n", 7, "closes nothing");
	refused(HEAD "{{#each org_name}}\n{{/each}}\n", 5, "is not a list");
	refused(HEAD "a {{#if org_name}} b\n", 5, "in the same line");
	refused(HEAD "a {{/if}} b\n", 5, "without {{#if}}");
	refused(HEAD "a {{#if org_name}}b{{else}}c{{else}}d{{/if}}\n", 5,
	    "two {{else}}");
	refused(HEAD "a {{#each peers}} b\n", 5, "on a line of its own");
	refused(HEAD "a {{org_name b\n", 5, "{{ without }}");
	refused(HEAD "a }} b\n", 5, "}} without {{");
	refused(HEAD "{{.name}}\n", 5, "no name '.name'");
	refused(HEAD "{{@ span: 3}}\n{{#if org_name}}\na\n{{/if}}\n", 5,
	    "right before the block");
	refused(HEAD "**{{#if org_name}}b**{{/if}}\n", 5, "bold");
}

static void
markdown_that_no_page_prints_is_refused(void **state)
{
	refused(HEAD "a *leaning* word\n", 5, "'emph' is not printed");
	refused(HEAD "> quoted\n", 5, "'block_quote' is not printed");
	refused(HEAD "<b>bold</b>\n", 5, "is not printed");
	refused(HEAD "![alt](x.png)\n", 5, "'image' is not printed");
	refused(HEAD "#### deep\n", 5, "# to ###");
	refused(HEAD "- a\n\n  b\n", 5, "one paragraph");
}

/* A row of text for each block, to compare. */
static struct str
body_of(struct fake *f, const char *body)
{
	struct pack *p = fake_pack(f, body, "AA1");
	struct buf b = buf_new(f->c.mem);

	if (p == NULL)
		fail_msg("%.*s", STRF(diag_text(f->c.diag)));
	for (size_t i = 0; i < p->n; i++) {
		const struct block *k = &p->block[i];
		if (i > 0)
			buf_addz(&b, " / ");
		buf_adds(&b, fake_words(f, &k->text));
		for (size_t j = 0; j < k->n_items; j++)
			buf_addf(&b, "%s%.*s", j > 0 ? "; " : "",
			    STRF(fake_words(f, &k->item[j])));
	}
	return buf_str(&b);
}

static void
a_value_never_becomes_markup(void **state)
{
	struct fake *f = fake_new();
	struct organisation *o = &f->dataset->organisation[0];

	o->name = symbols_add(
	    f->dataset->symbols, S("**Bold** {{org_code}} <b># [x](y)"));
	assert_str(
	    body_of(f, "{{org_name}}\n"), "**Bold** {{org_code}} <b># [x](y)");
	fake_drop(f);
}

static void
conditions_choose_inline_and_whole_blocks(void **state)
{
	struct fake *f = fake_new();

	assert_str(body_of(f, "a {{#if synthetic}}b{{else}}c{{/if}}\n"), "a c");
	assert_str(body_of(f, "{{#if always}}{{#if synthetic}}b{{else}}**c**"
			      "{{/if}}{{/if}} d\n"),
	    "**c** d");
	assert_str(body_of(f, "{{#if synthetic}}\none\n{{else}}\ntwo\n\n"
			      "- x\n- {{#if synthetic}}y{{/if}}\n{{/if}}\n"),
	    "two / x");
	assert_str(
	    body_of(f, "{{#if synthetic}}gone{{/if}}\n\nkept\n"), "kept");
	fake_drop(f);
}

static void
each_walks_a_list_and_names_its_fields(void **state)
{
	struct fake *f = fake_new();

	assert_str(
	    body_of(f, "{{#each peers}}\n{{.code}}: {{.name}}\n{{/each}}"),
	    "AA2: Oakfield Partnership NHS Trust / AA3: St Agnes\u2019 "
	    "Healthcare NHS Foundation Trust");
	assert_str(body_of(f, "{{peers}}\n"),
	    "Oakfield Partnership NHS Trust and St Agnes\u2019 Healthcare NHS "
	    "Foundation Trust");
	assert_str(body_of(f, "{{#each peers}}\n{{#each brief}}\n{{.code}} "
			      "{{.id}}\n{{/each}}\n{{/each}}"),
	    "AA2 WEL01 / AA2 RET91 / AA2 RET02 / AA3 WEL01 / AA3 RET91 / AA3 "
	    "RET02");
	fake_drop(f);
}

static void
places_and_kinds_reach_the_blocks(void **state)
{
	struct fake *f = fake_new();
	struct pack *p = fake_pack(f,
	    "{{@ as: kicker}}\nK\n\n# T\n\n{{@ span: 7, stack, rule, anchor: "
	    "here}}\n## H\n\n[there](#here)\n",
	    "AA1");

	assert_non_null(p);
	assert_int_equal(p->n, 4);
	assert_int_equal(p->block[0].kind, BLOCK_KICKER);
	assert_int_equal(p->block[1].kind, BLOCK_PAGE_TITLE);
	assert_int_equal(p->block[2].kind, BLOCK_HEADING);
	assert_int_equal(p->block[2].span, 7);
	assert_true(p->block[2].stack && p->block[2].rule);
	assert_str(p->block[2].anchor, "here");
	assert_str(fake_words(f, &p->block[3].text), "[there](#here)");
	assert_int_equal(p->block[3].span, 12);
	assert_str(p->title, "Test AA1");
	assert_str(p->kind_title, "Test");
	fake_drop(f);
}

static void
the_first_questions_that_hold_are_asked(void **state)
{
	struct fake *f = fake_new();

	assert_str(body_of(f, "```questions\nmost: 2\n"
			      "ask: synthetic | No. | Not this.\n"
			      "ask: always | A. | One of\n  {{org_code}}?\n"
			      "ask: RET02 | B. | Two?\n"
			      "ask: always | C. | Three?\n```\n"),
	    "**A.** One of AA1?; **B.** Two?");
	assert_str(body_of(f, "```points\nsay: synthetic | x\n```\n"), "");
	assert_str(body_of(f, "```facts\nfact: Code | {{org_code}}\n"
			      "fact: ICB | {{icb_name}}\n```\n"),
	    "Code; AA1");
	fake_drop(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_unknown_is_an_error_with_its_line),
	    cmocka_unit_test(directives_are_closed_where_they_belong),
	    cmocka_unit_test(markdown_that_no_page_prints_is_refused),
	    cmocka_unit_test(a_value_never_becomes_markup),
	    cmocka_unit_test(conditions_choose_inline_and_whole_blocks),
	    cmocka_unit_test(each_walks_a_list_and_names_its_fields),
	    cmocka_unit_test(places_and_kinds_reach_the_blocks),
	    cmocka_unit_test(the_first_questions_that_hold_are_asked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
