#include "check.h"
#include "compose/words.h"

static void
short_names_drop_what_all_trusts_are_called(void **state)
{
	static const struct {
		const char *name, *shown;
	} k[] = {
	    {"South London and Maudsley NHS Foundation Trust",
		"South London and Maudsley"},
	    {"Northmoor Children's and Mental Health NHS Foundation Trust",
		"Northmoor Children\u2019s"},
	    {"Derbyshire Healthcare NHS Foundation Trust", "Derbyshire"},
	    {"Hertfordshire Partnership University NHS Foundation Trust",
		"Hertfordshire"},
	    {"Gloucestershire Health and Care NHS Foundation Trust",
		"Gloucestershire"},
	    {"Mersey Care NHS Foundation Trust", "Mersey Care"},
	    {"Coventry and Warwickshire Partnership NHS Trust",
		"Coventry and Warwickshire"},
	    {"Cambridgeshire and Peterborough NHS Foundation Trust", "XX9"},
	    {"Lancashire and South Cumbria NHS Foundation Trust",
		"Lancashire & South Cumbria"},
	    {"NHS Trust", "NHS Trust"},
	    {"", "XX9"},
	};
	struct ctx c = test_ctx();

	for (size_t i = 0; i < COUNT(k); i++)
		assert_str(words_short_name(c.mem, str_of(k[i].name), S("XX9")),
		    k[i].shown);
	test_drop(&c);
}

static struct str
joined(struct arena *mem, size_t n)
{
	static const char *const word[] = {"a", "b", "c"};
	struct buf b = buf_new(mem);

	for (size_t i = 0; i < n; i++) {
		words_join(&b, i, n);
		buf_addz(&b, word[i]);
	}
	return buf_str(&b);
}

static void
lists_have_commas_and_one_and(void **state)
{
	struct ctx c = test_ctx();

	assert_str(joined(c.mem, 0), "");
	assert_str(joined(c.mem, 1), "a");
	assert_str(joined(c.mem, 2), "a and b");
	assert_str(joined(c.mem, 3), "a, b and c");
	test_drop(&c);
}

static void
a_name_keeps_its_capital_inside_a_sentence(void **state)
{
	struct ctx c = test_ctx();

	assert_str(
	    words_lower(c.mem, S("Sickness absence")), "sickness absence");
	assert_str(words_lower(c.mem, S("AHP share")), "AHP share");
	assert_str(words_lower(c.mem, S("Band 6+ nurses")), "Band 6+ nurses");
	assert_str(words_lower(c.mem, S("")), "");
	assert_str(words_capital(c.mem, S("nursing")), "Nursing");
	test_drop(&c);
}

static void
counts_are_words_up_to_twelve(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);

	words_count(&b, 0);
	buf_addc(&b, ' ');
	words_count(&b, 12);
	buf_addc(&b, ' ');
	words_count(&b, 1300);
	buf_addc(&b, ' ');
	words_count(&b, 2.5);
	assert_str(buf_str(&b), "none twelve 1,300 3");
	test_drop(&c);
}

static void
possessives_and_apostrophes_are_set_as_printers_do(void **state)
{
	struct ctx c = test_ctx();

	assert_str(words_possessive(c.mem, S("England")), "England\u2019s");
	assert_str(words_possessive(c.mem, S("peers")), "peers\u2019");
	assert_str(words_apostrophes(c.mem, S("St George's 'x'")),
	    "St George\u2019s 'x\u2019");
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(short_names_drop_what_all_trusts_are_called),
	    cmocka_unit_test(lists_have_commas_and_one_and),
	    cmocka_unit_test(a_name_keeps_its_capital_inside_a_sentence),
	    cmocka_unit_test(counts_are_words_up_to_twelve),
	    cmocka_unit_test(
		possessives_and_apostrophes_are_set_as_printers_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
