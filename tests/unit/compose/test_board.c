/* The board report itself, with charts that only say what they were given. */
#include "golden.h"

static struct pack *
board(struct fake *f, const char *org)
{
	struct template *t;
	struct pack *p;

	if (!template_load(&f->c, S("templates/board-report.md"), &t) ||
	    !compose_board(&f->c, &f->in, t, str_of(org), &p))
		fail_msg("%.*s", STRF(diag_text(f->c.diag)));
	return p;
}

static void
compare(struct fake *f, const char *name)
{
	golden_compare(f, board(f, "AA1"), name);
}

static void
a_trust_with_every_figure(void **state)
{
	struct fake *f = fake_new();

	compare(f, "board-full");
	fake_drop(f);
}

static void
a_trust_that_the_staff_files_leave_out(void **state)
{
	struct fake *f = fake_new();

	for (size_t i = 0; i < f->card.n; i++) {
		struct figure *g = &f->figure[i];
		struct str id = f->catalogue.indicator[g->indicator].id;
		if (str_is(symbols_text(f->dataset->symbols, g->org), "AA1") &&
		    (str_starts(id, S("MIX")) || str_starts(id, S("BND"))))
			fake_without(g, STATUS_MISSING);
	}
	compare(f, "board-no-mix");
	fake_drop(f);
}

/* Every sentence that says a number says its mark in place of it, and none is
 * left hanging. */
static void
a_trust_without_any_figure_still_has_a_report(void **state)
{
	static const enum status status[] = {STATUS_MISSING, STATUS_SUPPRESSED,
	    STATUS_NOT_APPLICABLE, STATUS_LOW_BASE};

	for (size_t k = 0; k < COUNT(status); k++) {
		struct fake *f = fake_new();
		struct pack *p;
		for (size_t i = 0; i < f->card.n; i++)
			fake_without(&f->figure[i], status[k]);
		p = board(f, "AA1");
		for (size_t i = 0; i < p->n; i++)
			assert_int_not_equal(p->block[i].kind, BLOCK_CHART);
		assert_str(fake_words(f, &p->block[1].text),
		    "No published figure for this trust yet");
		fake_drop(f);
	}
}

static void
no_sentence_loses_a_word_whatever_the_verdicts(void **state)
{
	static const char *const odd[] = {"  ", " ,", " .", ",,", "..", " ;",
	    ", .", "()", "nan", "{{", "}}", ";\n", ",\n", " \n"};
	enum { CASES = 27 };

	for (unsigned k = 0; k < CASES; k++) {
		struct fake *f = fake_new();
		static const char *const id[] = {"RET02", "WEL01", "BND02"};
		struct str words;
		for (unsigned i = 0, v = k; i < 3; i++, v /= 3)
			fake_find(f, "AA1", id[i], "")->verdict =
			    (enum verdict)(VERDICT_BELOW + v % 3);
		words = all_words(f, board(f, "AA1"));
		for (size_t i = 0; i < COUNT(odd); i++)
			if (str_find(words, str_of(odd[i])) >= 0) {
				ptrdiff_t at = str_find(words, str_of(odd[i]));
				fail_msg("case %u has '%s': ...%.*s", k, odd[i],
				    STRF(str_slice(words,
					at > 60 ? (size_t)at - 60 : 0,
					(size_t)at + 30)));
			}
		fake_drop(f);
	}
}

static void
an_unknown_organisation_has_no_report(void **state)
{
	struct fake *f = fake_new();

	assert_null(fake_pack(f, "x\n", "ZZ9"));
	assert_true(
	    str_find(diag_text(f->c.diag), S("organisation 'ZZ9'")) >= 0);
	fake_drop(f);
}

static void
the_same_input_gives_the_same_pack(void **state)
{
	struct fake *f = fake_new();
	struct str a = all_words(f, board(f, "AA1"));
	struct str b = all_words(f, board(f, "AA1"));

	assert_true(str_eq(a, b));
	fake_drop(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_trust_with_every_figure),
	    cmocka_unit_test(a_trust_that_the_staff_files_leave_out),
	    cmocka_unit_test(a_trust_without_any_figure_still_has_a_report),
	    cmocka_unit_test(no_sentence_loses_a_word_whatever_the_verdicts),
	    cmocka_unit_test(an_unknown_organisation_has_no_report),
	    cmocka_unit_test(the_same_input_gives_the_same_pack),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
