/* tests/unit/render/test_pdf_marks.c -- page content gets our marks. */
#include "check.h"
#include "render/pdf_marks.h"

static const struct tag tags[] = {
    {.type = TAG_Document, .parent = -1}, {.type = TAG_H2}, {.type = TAG_P}};

/* Rewrites content with marks for the given tags; NULL when it is refused. */
static const char *
rewritten(struct ctx *c, struct str content, const int *tag, size_t n)
{
	struct pdf_marks m = {.mark = NEWS(c->mem, n, struct pdf_mark), .n = n};
	struct buf b = buf_new(c->mem);

	for (size_t i = 0; i < n; i++)
		m.mark[i] =
		    (struct pdf_mark){tag[i], tag[i] < 0 ? -1 : m.ids++};
	return pdf_marks_rewrite(
		   c, (struct at){.file = S("x.pdf")}, tags, &m, content, &b)
		   ? str_z(c->mem, buf_str(&b))
		   : NULL;
}

#define REWRITTEN(c, text, ...)                                                \
	rewritten((c), S(text), (const int[]){__VA_ARGS__},                    \
	    sizeof((const int[]){__VA_ARGS__}) / sizeof(int))

static void
artifacts_lose_their_number_and_content_is_counted_anew(void **state)
{
	struct ctx c = test_ctx();

	assert_string_equal(
	    REWRITTEN(&c,
		"q /Private << /MCID 0 >> BDC f EMC\n"
		"/Span << /MCID 1 >> BDC f EMC /Private <</MCID 2>> BDC S EMC "
		"/Private << /MCID 3 >> BDC f EMC /Span << /MCID 4 >> BDC\n"
		"(a) Tj EMC Q",
		FRAME_HEADER, 1, FRAME_LAYOUT, FRAME_FOOTER, 2),
	    "q /Artifact <</Type/Pagination/Subtype/Header/Attached[/Top]>> "
	    "BDC f EMC\n"
	    "/H2 <</MCID 0>> BDC f EMC /Artifact <</Type/Layout>> BDC S EMC "
	    "/Artifact <</Type/Pagination/Subtype/Footer/Attached[/Bottom]>> "
	    "BDC f EMC /P <</MCID 1>> BDC\n(a) Tj EMC Q");
	test_drop(&c);
}

static void
words_that_look_like_marks_stay_words(void **state)
{
	struct ctx c = test_ctx();

	assert_string_equal(
	    REWRITTEN(&c,
		"/Span << /MCID 0 >> BDC "
		"(/Span << /MCID 7 >> BDC \\) EMC (S) \\\\) Tj "
		"<2f454d43> Tj [(EMC) -3 <00>] TJ % EMC /Span BDC\n"
		"/Span << /ActualText <feff> /Sub << /MCID 9 >> >> BDC "
		"(x) Tj EMC EMC",
		2),
	    "/P <</MCID 0>> BDC "
	    "(/Span << /MCID 7 >> BDC \\) EMC (S) \\\\) Tj "
	    "<2f454d43> Tj [(EMC) -3 <00>] TJ % EMC /Span BDC\n"
	    "/Span << /ActualText <feff> /Sub << /MCID 9 >> >> BDC "
	    "(x) Tj EMC EMC");
	test_drop(&c);
}

static void
a_mark_of_the_wrong_kind_is_refused(void **state)
{
	struct ctx c = test_ctx();

	assert_null(
	    REWRITTEN(&c, "/Span << /MCID 0 >> BDC f EMC", FRAME_LAYOUT));
	assert_str(diag_text(c.diag),
	    "marked content 0 (/Span, depth 0) was drawn where the paper has "
	    "number 0 of 1; please report this");
	test_drop(&c);
}

static void
a_mark_too_few_or_too_many_is_refused(void **state)
{
	struct ctx c = test_ctx();

	assert_null(REWRITTEN(&c, "/Span << /MCID 0 >> BDC f EMC", 1, 2));
	assert_str(diag_text(c.diag), "1 of 2 marked contents were drawn, 0 "
				      "left open; please report this");
	assert_null(REWRITTEN(
	    &c, "/Span << /MCID 0 >> BDC EMC /Span << /MCID 1 >> BDC EMC", 1));
	assert_null(REWRITTEN(&c, "/Span << /MCID 1 >> BDC EMC", 1));
	test_drop(&c);
}

static void
painting_outside_a_mark_is_refused(void **state)
{
	struct ctx c = test_ctx();

	assert_null(REWRITTEN(&c, "/Span << /MCID 0 >> BDC f EMC 0 0 m S", 1));
	assert_str(diag_text(c.diag),
	    "'S' at byte 36 paints outside marked content, so nobody could be "
	    "told of it; please report this");
	/* A bracket without a number is no mark. */
	assert_null(REWRITTEN(&c,
	    "/Span <</ActualText <feff>>> BDC (x) Tj EMC "
	    "/Span << /MCID 0 >> BDC f EMC",
	    1));
	assert_null(REWRITTEN(&c, "/x5 Do /Span << /MCID 0 >> BDC EMC", 1));
	test_drop(&c);
}

static void
broken_content_is_refused(void **state)
{
	struct ctx c = test_ctx();

	assert_null(REWRITTEN(&c, "/Span << /MCID 0 >> BDC (abc", 1));
	assert_null(REWRITTEN(&c, "/Span << /MCID 0 >> BDC <abc", 1));
	assert_null(REWRITTEN(&c, "/Span << /MCID 0 >> BDC f", 1));
	assert_null(REWRITTEN(&c, "/Span << /MCID 0 >> BDC EMC EMC", 1));
	assert_null(REWRITTEN(&c, "/Span << /MCID 0 >> BDC ) EMC", 1));
	assert_null(REWRITTEN(&c,
	    "/Span << /MCID 0 >> BDC /Span << /MCID 1 >> BDC EMC EMC", 1, 2));
	assert_null(
	    REWRITTEN(&c, "/Span << /MCID 0 >> BDC BI /W 1 ID x EI EMC", 1));
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		artifacts_lose_their_number_and_content_is_counted_anew),
	    cmocka_unit_test(words_that_look_like_marks_stay_words),
	    cmocka_unit_test(a_mark_of_the_wrong_kind_is_refused),
	    cmocka_unit_test(a_mark_too_few_or_too_many_is_refused),
	    cmocka_unit_test(painting_outside_a_mark_is_refused),
	    cmocka_unit_test(broken_content_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
