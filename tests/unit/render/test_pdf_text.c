/* tests/unit/render/test_pdf_text.c -- values in PDF syntax. */
#include <locale.h>

#include "check.h"
#include "render/pdf_text.h"

static void
ascii_text_is_a_literal_with_escapes(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);

	pdf_string(&b, S("Pay (bands 5\\6) /Span << >>"));
	assert_str(buf_str(&b), "(Pay \\(bands 5\\\\6\\) /Span << >>)");
	test_drop(&c);
}

static void
other_text_is_utf_16(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);

	pdf_string(&b, S("a\u20ac\U0001F600"));
	assert_str(buf_str(&b), "<FEFF006120ACD83DDE00>");
	b.n = 0;
	pdf_string(&b, S("a\nb"));
	assert_str(buf_str(&b), "<FEFF0061000A0062>");
	b.n = 0;
	pdf_string(&b, S(""));
	assert_str(buf_str(&b), "()");
	test_drop(&c);
}

static void
integers_need_no_printf(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);

	pdf_int(&b, 0);
	buf_addc(&b, ' ');
	pdf_int(&b, -1207);
	buf_addc(&b, ' ');
	pdf_int(&b, 2147483647);
	buf_addc(&b, ' ');
	pdf_ref(&b, 31);
	assert_str(buf_str(&b), "0 -1207 2147483647 31 0 R ");
	test_drop(&c);
}

static void
numbers_know_no_locale(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);

	setlocale(LC_ALL, "de_DE.UTF-8");
	pdf_real(&b, 841.8898);
	buf_addc(&b, ' ');
	pdf_real(&b, -0.001);
	buf_addc(&b, ' ');
	pdf_box(&b, 842, 10, 20.5, 100, 30);
	setlocale(LC_ALL, "C");
	assert_str(buf_str(&b), "841.89 0 [10 791.5 110 821.5]");
	test_drop(&c);
}

static void
a_uri_keeps_to_seven_bits(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);

	pdf_uri(&b, S("https://nhs.uk/a b(1)\\?q=\u00e9&r=%20"));
	assert_str(
	    buf_str(&b), "(https://nhs.uk/a%20b\\(1\\)\\\\?q=%C3%A9&r=%20)");
	test_drop(&c);
}

static void
the_packet_escapes_what_xml_would_read(void **state)
{
	struct ctx c = test_ctx();
	struct pack p = {.title = S("R&D <North>\x01"),
	    .language = S("en-GB"),
	    .date = day_of(2026, 6, 30)};
	struct buf b = buf_new(c.mem);

	pdf_xmp(&b, &p, "Skillmix");
	assert_true(
	    str_find(buf_str(&b), S(">R&amp;D &lt;North&gt;</rdf:li>")) > 0);
	assert_true(str_find(buf_str(&b),
			S("<xmp:CreateDate>2026-06-30T00:00:00Z<")) > 0);
	assert_true(str_find(buf_str(&b), S("dc:creator")) < 0);
	assert_true(str_find(buf_str(&b), S("dc:description")) < 0);
	p.synthetic = true;
	b.n = 0;
	pdf_xmp(&b, &p, "Skillmix");
	assert_true(str_find(buf_str(&b), S("synthetic data")) > 0);
	test_drop(&c);
}

static void
a_date_is_midnight_universal_time(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);

	pdf_date(&b, day_of(2026, 6, 30));
	assert_str(buf_str(&b), "(D:20260630000000Z)");
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ascii_text_is_a_literal_with_escapes),
	    cmocka_unit_test(other_text_is_utf_16),
	    cmocka_unit_test(integers_need_no_printf),
	    cmocka_unit_test(numbers_know_no_locale),
	    cmocka_unit_test(a_uri_keeps_to_seven_bits),
	    cmocka_unit_test(the_packet_escapes_what_xml_would_read),
	    cmocka_unit_test(a_date_is_midnight_universal_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
