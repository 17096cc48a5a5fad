/* The comparison pack, with charts that only say what they were given. */
#include "golden.h"
#include "compose/region.h"

static struct pack *
region(struct fake *f, const char *code)
{
	struct template *t;
	struct pack *p;

	if (!template_load(&f->c, S("templates/regional-comparison.md"), &t) ||
	    !compose_region(&f->c, &f->in, t, str_of(code), &p))
		fail_msg("%.*s", STRF(diag_text(f->c.diag)));
	return p;
}

static struct fake *
regions(void)
{
	struct fake *f = fake_new();

	fake_regions(f);
	return f;
}

static bool
is_of(struct fake *f, const struct figure *g, const char *org)
{
	return str_is(symbols_text(f->dataset->symbols, g->org), org);
}

/* Every figure of every trust and region gets this verdict. */
static void
set_verdicts(struct fake *f, enum verdict v)
{
	for (size_t i = 0; i < f->card.n; i++)
		if (f->figure[i].status == STATUS_OK &&
		    f->figure[i].verdict != VERDICT_NONE)
			f->figure[i].verdict = v;
}

/* Words of the pages, and of the tables and charts on them. */
static struct str
everything(struct fake *f, const struct pack *p)
{
	struct buf b = buf_new(f->c.mem);

	buf_adds(&b, all_words(f, p));
	for (size_t i = 0; i < p->n; i++) {
		const struct block *k = &p->block[i];
		if (k->scene != NULL)
			buf_addf(&b, "%.*s\n", STRF(k->scene->alt));
		for (size_t r = 0; k->table != NULL && r < k->table->n_rows;
		     r++)
			for (size_t j = 0; j < k->table->n_columns; j++)
				buf_addf(&b, "%.*s %.*s\n",
				    STRF(k->table->row[r].cell[j].text),
				    STRF(k->table->row[r].cell[j].sub));
	}
	return buf_str(&b);
}

static void
a_region_with_every_figure(void **state)
{
	struct fake *f = regions();

	golden_compare(f, region(f, "Y56"), "region-full");
	fake_drop(f);
}

static void
a_region_that_the_staff_files_leave_out(void **state)
{
	struct fake *f = regions();

	for (size_t i = 0; i < f->card.n; i++) {
		struct str id =
		    f->catalogue.indicator[f->figure[i].indicator].id;
		if (!is_of(f, &f->figure[i], "ENG") &&
		    (str_starts(id, S("MIX")) || str_starts(id, S("BND"))))
			fake_without(&f->figure[i], STATUS_MISSING);
	}
	golden_compare(f, region(f, "Y56"), "region-no-mix");
	fake_drop(f);
}

static void
a_region_of_one_trust(void **state)
{
	struct fake *f = regions();
	struct pack *p;
	struct str words;

	fake_figures(f, "Y58", 3);
	for (size_t i = 0; i < f->card.n; i++)
		if (is_of(f, &f->figure[i], "Y58"))
			f->figure[i].pooled_n = f->figure[i].pooled_of = 1;
	for (size_t i = 0; i < f->dataset->n_organisations; i++) {
		struct organisation *o = &f->dataset->organisation[i];
		o->region = symbols_add(f->dataset->symbols,
		    str_is(symbols_text(f->dataset->symbols, o->code), "AA3")
			? S("Y58")
			: S("Y56"));
	}
	p = region(f, "Y58");
	words = everything(f, p);
	assert_true(str_find(words, S("One trust of")) >= 0);
	assert_true(str_find(words, S("One trusts")) < 0);
	assert_true(str_find(words, S("one trusts")) < 0);
	assert_true(str_find(words, S("each set against")) < 0);
	assert_true(str_find(words, S("Diamond: the trust here;")) >= 0);
	fake_drop(f);
}

/* A care board's code stands in files for its own staff. */
static void
the_staff_of_a_care_board_are_not_those_of_its_trusts(void **state)
{
	struct fake *f = regions();
	struct template *t;
	struct pack *p;
	struct str words;

	for (size_t i = 0; i < f->dataset->n_organisations; i++)
		f->dataset->organisation[i].icb =
		    f->dataset->organisation[i].region;
	assert_true(
	    str_find(everything(f, region(f, "Y56")), S("Together")) >= 0);
	if (!template_load(&f->c, S("templates/regional-comparison.md"), &t) ||
	    !compose_icb(&f->c, &f->in, t, S("Y56"), &p))
		fail_msg("%.*s", STRF(diag_text(f->c.diag)));
	words = everything(f, p);
	assert_true(str_find(words, S("Together")) < 0);
	assert_true(str_find(words, S("this care board cannot see")) >= 0);
	assert_true(str_find(words, S("Northmoor")) >= 0);
	assert_str(p->org_code, "Y56");
	fake_drop(f);
}

static void
a_region_without_any_figure_still_has_a_pack(void **state)
{
	static const enum status status[] = {STATUS_MISSING, STATUS_SUPPRESSED,
	    STATUS_NOT_APPLICABLE, STATUS_LOW_BASE};

	for (size_t k = 0; k < COUNT(status); k++) {
		struct fake *f = regions();
		struct pack *p;
		for (size_t i = 0; i < f->card.n; i++)
			fake_without(&f->figure[i], status[k]);
		p = region(f, "Y56");
		for (size_t i = 0; i < p->n; i++)
			assert_int_not_equal(p->block[i].kind, BLOCK_CHART);
		assert_str(fake_words(f, &p->block[1].text),
		    "No figure of this region can be compared yet");
		fake_drop(f);
	}
}

/* What is said whatever the verdicts: names and definitions. */
static struct str
without_definitions(struct fake *f, struct str words)
{
	static const char *const fixed[] = {"Band 6 or above",
	    "(#band_6_and_above)", "Band 7 or above", "▲ above, ▼ below",
	    "Above or below is said", "is above or below by chance",
	    "Who is above England, who is below",
	    "none are above England, none are below"};
	struct buf b;

	for (size_t i = 0; i < COUNT(fixed); i++) {
		struct str w = str_of(fixed[i]);
		ptrdiff_t at;
		b = buf_new(f->c.mem);
		while ((at = str_find(words, w)) >= 0) {
			buf_adds(&b, str_slice(words, 0, (size_t)at));
			words = str_slice(words, (size_t)at + w.n, words.n);
		}
		buf_adds(&b, words);
		words = buf_str(&b);
	}
	return words;
}

static size_t
times(struct str words, const char *word)
{
	size_t n = 0, length = str_of(word).n;
	ptrdiff_t at;

	while ((at = str_find(words, str_of(word))) >= 0) {
		n++;
		words = str_slice(words, (size_t)at + length, words.n);
	}
	return n;
}

static const char *const up[] = {"above", "Above", "higher", "larger", "▲"};
static const char *const down[] = {"below", "Below", "lower", "smaller", "▼"};

static void
expect_none(struct str words, const char *const *word, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		ptrdiff_t at = str_find(words, str_of(word[i]));
		if (at >= 0)
			fail_msg("'%s' without its verdict: ...%.*s", word[i],
			    STRF(str_slice(words, at > 60 ? (size_t)at - 60 : 0,
				(size_t)at + 40)));
	}
}

static void
no_word_of_a_verdict_stands_without_it(void **state)
{
	struct fake *f = regions();
	struct str words;

	set_verdicts(f, VERDICT_NOT_DIFFERENT);
	words = without_definitions(f, everything(f, region(f, "Y56")));
	expect_none(words, up, COUNT(up));
	expect_none(words, down, COUNT(down));
	assert_true(str_find(words, S("No trust here differs clearly")) >= 0);
	fake_drop(f);
}

static void
one_verdict_gives_its_words_and_no_others(void **state)
{
	struct fake *f = regions();
	struct str words;

	set_verdicts(f, VERDICT_NOT_DIFFERENT);
	fake_find(f, "AA2", "RET02", "")->verdict = VERDICT_ABOVE;
	words = everything(f, region(f, "Y56"));
	assert_true(times(words, "Leavers: above England at Oakfield") > 0);
	assert_true(times(words, "one is above England, none are below") == 1);
	/* Once in the table of trusts; with the word under it. */
	assert_int_equal(times(words, "▲\u2009"), 1);
	assert_int_equal(
	    times(words, "\u2009above\n") + times(words, " above\n"), 1);
	expect_none(without_definitions(f, without_definitions(f, words)),
	    down + 2, COUNT(down) - 2);
	fake_drop(f);
}

/* Of the trusts AA1, AA2, AA3 the first n are above England. */
static struct str
finding_with(struct fake *f, size_t above, size_t below)
{
	static const char *const org[] = {"AA1", "AA2", "AA3"};
	struct template *t;
	struct pack *p;

	set_verdicts(f, VERDICT_NOT_DIFFERENT);
	for (size_t i = 0; i < COUNT(org); i++)
		fake_find(f, org[i], "RET02", "")->verdict =
		    i < above           ? VERDICT_ABOVE
		    : i < above + below ? VERDICT_BELOW
					: VERDICT_NOT_DIFFERENT;
	assert_true(template_parse(&f->c, S("t.md"),
	    S("---\nid: t\nkind: T\ntitle: T\n---\n{{RET02.trusts_finding}}, "
	      "{{RET02.trusts_above_n | count trust trusts}}\n"),
	    &t));
	assert_true(compose_region(&f->c, &f->in, t, S("Y56"), &p));
	return fake_words(f, &p->block[0].text);
}

static void
findings_are_right_for_none_one_two_and_many(void **state)
{
	struct fake *f = regions();

	assert_str(finding_with(f, 0, 0),
	    "Leavers: no trust clearly different from England, 0 trusts");
	assert_str(finding_with(f, 1, 0),
	    "Leavers: above England at Northmoor, 1 trust");
	assert_str(finding_with(f, 2, 1),
	    "Leavers: above England at Northmoor and Oakfield, below at St "
	    "Agnes’, 2 trusts");
	assert_str(finding_with(f, 3, 0),
	    "Leavers: above England at three trusts, 3 trusts");
	assert_str(finding_with(f, 0, 1),
	    "Leavers: below England at Northmoor, 0 trusts");
	fake_drop(f);
}

static void
no_sentence_loses_a_word_whatever_the_verdicts(void **state)
{
	static const char *const odd[] = {"  ", " ,", " .", ",,", "..", " ;",
	    ", .", "()", "nan", "{{", "}}", ";\n", ",\n", " \n", "One trusts",
	    "one trusts", " one are", "0 trusts", "at ."};
	enum { CASES = 27 };

	for (unsigned k = 0; k < CASES; k++) {
		static const char *const id[] = {"RET02", "WEL01", "RET91"};
		struct fake *f = regions();
		struct str words;
		for (unsigned i = 0, v = k; i < 3; i++, v /= 3)
			for (int o = 0; o < 3; o++)
				fake_find(f,
				    o == 0   ? "AA1"
				    : o == 1 ? "AA2"
					     : "AA3",
				    id[i], "")
				    ->verdict = (enum verdict)(
				    VERDICT_BELOW +
				    (v + (unsigned)o * (k & 1)) % 3);
		words = all_words(f, region(f, "Y56"));
		for (size_t i = 0; i < COUNT(odd); i++) {
			ptrdiff_t at = str_find(words, str_of(odd[i]));
			if (at >= 0)
				fail_msg("case %u has '%s': ...%.*s", k, odd[i],
				    STRF(str_slice(words,
					at > 60 ? (size_t)at - 60 : 0,
					(size_t)at + 30)));
		}
		fake_drop(f);
	}
}

static void
a_withheld_figure_shows_its_mark_and_no_number(void **state)
{
	struct fake *f = regions();
	const struct table *t = NULL;
	struct pack *p;
	bool seen = false;

	fake_without(fake_find(f, "AA1", "RET02", ""), STATUS_SUPPRESSED);
	p = region(f, "Y56");
	for (size_t i = 0; i < p->n; i++)
		if (p->block[i].kind == BLOCK_TABLE &&
		    str_is(p->block[i].table->name, "trusts"))
			t = p->block[i].table;
	assert_non_null(t);
	for (size_t r = 0; r < t->n_rows; r++)
		for (size_t j = 0; j < t->n_columns; j++)
			if (str_is(t->row[r].cell[1].text, "AA1") &&
			    str_starts(
				t->column[j].head, S("Leavers in the month"))) {
				assert_str(t->row[r].cell[j].text, "[c]");
				assert_false(t->row[r].cell[j].is_number);
				assert_int_equal(t->row[r].cell[j].sub.n, 0);
				seen = true;
			}
	assert_true(seen);
	fake_drop(f);
}

/* 0.05 of the tests, and the tests are the compared figures of its trusts. */
static void
chance_is_one_test_in_twenty(void **state)
{
	struct fake *f = regions();
	struct template *t;
	struct pack *p;

	assert_true(region_chance(100) == 5);
	assert_true(template_parse(&f->c, S("t.md"),
	    S("---\nid: t\nkind: T\ntitle: T\n---\n{{tests_n}} "
	      "{{tests_chance_n}} {{tests_above_n}}\n"),
	    &t));
	assert_true(compose_region(&f->c, &f->in, t, S("Y56"), &p));
	/* Ten measures of three trusts; AA4 has none. */
	assert_true(str_starts(fake_words(f, &p->block[0].text), S("30 2 ")));
	for (size_t i = 0; i < f->card.n; i++)
		if (is_of(f, &f->figure[i], "AA1") ||
		    is_of(f, &f->figure[i], "AA2"))
			fake_without(&f->figure[i], STATUS_MISSING);
	assert_true(compose_region(&f->c, &f->in, t, S("Y56"), &p));
	assert_true(str_starts(fake_words(f, &p->block[0].text), S("10 0.5 ")));
	fake_drop(f);
}

static void
a_figure_of_another_date_is_not_set_beside_the_others(void **state)
{
	struct fake *f = regions();
	struct template *t;
	struct pack *p;

	fake_find(f, "AA1", "RET02", "")->date = day_of(2025, 10, 31);
	assert_true(template_parse(&f->c, S("t.md"),
	    S("---\nid: t\nkind: T\ntitle: T\n---\n{{RET02.trusts_n}} "
	      "{{RET02.trusts_missing}}\n"),
	    &t));
	assert_true(compose_region(&f->c, &f->in, t, S("Y56"), &p));
	assert_str(
	    fake_words(f, &p->block[0].text), "2 Northmoor and West Marsh");
	fake_drop(f);
}

static void
two_trusts_never_have_one_name(void **state)
{
	struct fake *f = fake_new();
	struct symbols *s = f->dataset->symbols;
	struct region_view *r;

	fake_trust(f, "CC1", "London Partnership University NHS Trust", "MH");
	fake_trust(f, "CC2", "Essex Partnership NHS Trust", "MH");
	fake_trust(f, "CC3", "Essex University NHS Trust", "MH");
	fake_regions(f);
	r = region_view(f->c.mem, f->dataset, symbols_lookup(s, S("Y56")));
	for (size_t i = 0; i < r->n; i++) {
		assert_false(str_is(r->member[i].plain_name, "London"));
		for (size_t k = 0; k < i; k++)
			assert_false(str_eq(
			    r->member[i].plain_name, r->member[k].plain_name));
	}
	assert_str(r->the, "London");
	r = region_view(f->c.mem, f->dataset, symbols_lookup(s, S("Y58")));
	assert_str(r->the, "the South West");
	fake_drop(f);
}

static void
regions_are_those_of_reported_organisations(void **state)
{
	struct fake *f = regions();
	struct str *code;

	assert_int_equal(compose_regions(f->c.mem, f->dataset, &code), 2);
	assert_str(code[0], "Y56");
	assert_str(code[1], "Y58");
	fake_drop(f);
}

static void
an_unknown_region_has_no_pack(void **state)
{
	struct fake *f = regions();
	struct template *t;
	struct pack *p;

	assert_true(
	    template_load(&f->c, S("templates/regional-comparison.md"), &t));
	assert_false(compose_region(&f->c, &f->in, t, S("Y99"), &p));
	assert_true(str_find(diag_text(f->c.diag), S("region 'Y99'")) >= 0);
	fake_drop(f);
}

static void
a_trusts_own_pack_has_no_region_to_speak_of(void **state)
{
	struct fake *f = regions();
	struct pack *p = fake_pack(f,
	    "{{#if RET02.trusts_above_n}}yes{{else}}no{{/if}}"
	    "{{trusts_n}}{{region_title}}\n",
	    "AA1");

	assert_non_null(p);
	assert_str(fake_words(f, &p->block[0].text), "no");
	assert_null(fake_pack(f,
	    "```chart\nkind: strip\nindicator: RET02\npoints: region\n"
	    "title: T\nname: n\n```\n",
	    "AA1"));
	assert_true(
	    str_find(diag_text(f->c.diag), S("in a region's pack")) >= 0);
	fake_drop(f);
}

static void
the_same_input_gives_the_same_pack(void **state)
{
	struct fake *f = regions();

	assert_true(str_eq(
	    everything(f, region(f, "Y56")), everything(f, region(f, "Y56"))));
	fake_drop(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_region_with_every_figure),
	    cmocka_unit_test(a_region_that_the_staff_files_leave_out),
	    cmocka_unit_test(a_region_of_one_trust),
	    cmocka_unit_test(
		the_staff_of_a_care_board_are_not_those_of_its_trusts),
	    cmocka_unit_test(a_region_without_any_figure_still_has_a_pack),
	    cmocka_unit_test(no_word_of_a_verdict_stands_without_it),
	    cmocka_unit_test(one_verdict_gives_its_words_and_no_others),
	    cmocka_unit_test(findings_are_right_for_none_one_two_and_many),
	    cmocka_unit_test(no_sentence_loses_a_word_whatever_the_verdicts),
	    cmocka_unit_test(a_withheld_figure_shows_its_mark_and_no_number),
	    cmocka_unit_test(chance_is_one_test_in_twenty),
	    cmocka_unit_test(
		a_figure_of_another_date_is_not_set_beside_the_others),
	    cmocka_unit_test(two_trusts_never_have_one_name),
	    cmocka_unit_test(regions_are_those_of_reported_organisations),
	    cmocka_unit_test(an_unknown_region_has_no_pack),
	    cmocka_unit_test(a_trusts_own_pack_has_no_region_to_speak_of),
	    cmocka_unit_test(the_same_input_gives_the_same_pack),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
