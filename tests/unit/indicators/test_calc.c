/* Methods on numbers given by hand. */
#include <glib.h>
#include <math.h>

#include "base/num.h"
#include "check.h"
#include "indicators/calc.h"

/* "wilson x=65 n=100" into method and pairs. */
static bool
calc(struct ctx *c, const char *line, bool json, struct buf *out)
{
	struct str rest = str_of(line), method, pair[24];
	size_t n = 0;

	(void)str_cut(rest, ' ', &method, &rest);
	while (rest.n > 0)
		(void)str_cut(rest, ' ', &pair[n++], &rest);
	return calc_run(c, method, pair, n, json, out);
}

/* The number behind "name: " or "name": in the answer. */
static double
field(struct str answer, const char *name)
{
	char *line = g_strdup_printf("\n%s: ", name);
	char *key = g_strdup_printf("\"%s\":", name);
	ptrdiff_t at = str_find(answer, str_of(line));
	struct str word, rest;
	double v = NAN;
	size_t from = 0;

	if (at >= 0) {
		from = (size_t)at + strlen(line);
		(void)str_cut(
		    str_slice(answer, from, answer.n), '\n', &word, &rest);
	} else {
		at = str_find(answer, str_of(key));
		assert_true(at >= 0);
		from = (size_t)at + strlen(key);
		(void)str_cut(
		    str_slice(answer, from, answer.n), ',', &word, &rest);
	}
	g_free(line);
	g_free(key);
	return num_parse(word, &v) ? v : NAN;
}

static void
check(const char *line, const char *name, double want)
{
	struct ctx c = test_ctx();
	struct buf text = buf_new(c.mem), json = buf_new(c.mem);

	/* So that the first line is found like the others. */
	buf_addc(&text, '\n');
	if (!calc(&c, line, false, &text) || !calc(&c, line, true, &json))
		fail_msg("%s: %.*s", line, STRF(diag_text(c.diag)));
	if (!(fabs(field(buf_str(&text), name) - want) <=
		1e-5 * fmax(1, fabs(want))))
		fail_msg(
		    "%s: %s is %g", line, name, field(buf_str(&text), name));
	if (!(fabs(field(buf_str(&json), name) - want) <=
		1e-5 * fmax(1, fabs(want))))
		fail_msg("%s: %s is %g in JSON", line, name,
		    field(buf_str(&json), name));
	test_drop(&c);
}

static void
every_method_gives_its_number(void **state)
{
	check("wilson x=65 n=100", "lower", 0.552544);
	check("wilson x=65 n=100 conf=0.998", "upper", 0.778354);
	check("byar x=5 n=100 per=100", "upper", 11.668332);
	check("byar x=65", "lower", 50.163188);
	check(
	    "relative-likelihood a=180 n1=400 b=60 n2=200", "upper", 1.902707);
	check("relative-likelihood a=180 n1=400 b=60 n2=200", "fisher_p",
	    0.000405247);
	check("newcombe a=180 n1=400 b=60 n2=200", "lower", 0.0677225);
	check("mantel-haenszel a=40,70,30 n1=100,140,40 b=15,20,12 n2=60,50,30",
	    "relative_likelihood", 1.49434);
	check("gap a=180 n1=400 b=60 n2=200", "to_close_among_present", 30);
	check("disparity white=400,200,50 bme=200,50,5", "ratio", 0.5);
	check(
	    "disparity white=300,100,150,50,50 bme=200,0,40,10,5 groups=2,2,1 "
	    "order=high-over-low",
	    "ratio", 2);
	check("diversity counts=11,31,41,5,3,1,1,1,6", "herfindahl", 0.2836);
	check("mean values=1,2,3,9", "mean", 3.75);
	check("median values=1,2,3,9", "q3", 4.5);
	check("ratio x=41 y=31", "ratio", 1.322581);
	check("growth from=100 to=121 years=2", "percent_a_year", 10);
	check(
	    "isr observed=895 expected=835.88356123117433", "lower", 1.001715);
	check(
	    "isr events=10,20 base=100,200 ref-events=50,50 ref-base=1000,1000 "
	    "per=100",
	    "value", 200);
	check("dsr events=10,20 base=100,300 standard=1,1", "value", 8.333333);
	check("funnel x=65 n=100 p=0.8", "target", 0.8);
	check("funnel x=100,150,180,80,120,225 n=108,112,165,95,100,220 "
	      "kind=ratio adjust=yes",
	    "phi", 2.948033);
	check("xmr values=1,2,1,2,10,1,2,1,2,1,2,1,2,1,2,1,2,1", "upper",
	    4.604444);
	check("xmr values=1,2,1,2,10,1,2,1,2,1,2,1,2,1,2,1,2,1 screen=no",
	    "lower", -3.062614);
	check("xmr values=1,1,1,2,2,2 rebase=4", "mean", 2);
	check("p-chart x=5,6,7 n=50,60,70", "upper", 0.207571);
	check("p-prime-chart x=5,9,7 n=50,60,70", "centre", 21.0 / 180);
	check("u-chart x=5,6,7 n=50,60,70", "upper", 0.1 + 3 * sqrt(0.1 / 70));
	check("u-prime-chart x=5,9,7 n=50,60,70", "centre", 21.0 / 180);
	check("c-chart x=5,6,7", "upper", 13.348469);
	check("mr-chart values=5,6,9", "upper", 6.534);
	check("quantile values=4,2,3,1 q=0.25", "quantile", 1.75);
	check("rank-quantile values=1,2,2,4,5,6,7,8 value=2 quantiles=4",
	    "rank", 2);
	check("rank-quantile values=1,2,2,4,5,6,7,8 value=8 from=highest",
	    "quantile", 1);
	check("spine values=41,38,45,50,47,39,36,42,44,52,48,33 comparator=43 "
	      "value=45 good=low",
	    "position", 0.4);
	check("dqmi records=100,100 valid=90,80 coverage=1,2/3", "score",
	    70.833333);
	check("dqmi records=2500,2500 valid=2400,2000 defaults=100,100 "
	      "threshold=2,0 coverage=1,1",
	    "mean_item", 0.85);
}

static void
whole(const char *line, bool json, const char *want)
{
	struct ctx c = test_ctx();
	struct buf out = buf_new(c.mem);

	assert_true(calc(&c, line, json, &out));
	assert_str(buf_str(&out), want);
	test_drop(&c);
}

static void
an_answer_has_its_formula_and_words(void **state)
{
	whole("wilson x=65 n=100", false,
	    "share: 0.65\n"
	    "lower: 0.552544\n"
	    "upper: 0.736358\n"
	    "formula: (2 x 65 + z^2 -+ z sqrt(z^2 + 4 x 65 (1 - 65/100))) / (2 "
	    "(100 + z^2)), z = 1.95996\n"
	    "words: 65 of 100 is 65.0% (95% interval 55.3% to 73.6%).\n");
	whole("c-chart x=4,4", true,
	    "{\"method\":\"c-chart\",\"inputs\":{\"x\":[4,4]},\"centre\":4,"
	    "\"lower\":0,\"upper\":10,\"outside\":0,\"points\":[{\"value\":4,"
	    "\"centre\":4,\"lower\":0,\"upper\":10,\"near_lower\":0,"
	    "\"near_upper\":8},{\"value\":4,\"centre\":4,\"lower\":0,"
	    "\"upper\":10,\"near_lower\":0,\"near_upper\":8}],\"formula\":\"4 "
	    "-+ 3 sqrt 4, from 0\",\"words\":\"Too few points since the last "
	    "new start (2) to tell "
	    "change from chance; the limits are a trial.\"}\n");
}

static void
what_is_undefined_is_null_with_its_reason(void **state)
{
	struct ctx c = test_ctx();
	struct buf out = buf_new(c.mem);

	assert_true(
	    calc(&c, "relative-likelihood a=10 n1=40 b=0 n2=15", true, &out));
	assert_true(
	    str_find(buf_str(&out), S("\"relative_likelihood\":null")) > 0);
	assert_true(
	    str_find(buf_str(&out),
		S("\"reason\":\"nobody in the second group had it\"")) > 0);
	assert_true(str_find(buf_str(&out), S("\"shorthand\":\"[z]\"")) > 0);
	out = buf_new(c.mem);
	assert_true(
	    calc(&c, "relative-likelihood a=5 n1=10 b=0 n2=0", false, &out));
	assert_true(str_find(buf_str(&out), S("shorthand: [x]")) > 0);
	assert_true(str_find(buf_str(&out),
			S("relative_likelihood: none (a group has nobody in "
			  "it)")) > 0);
	out = buf_new(c.mem);
	assert_true(
	    calc(&c, "dsr events=4,5 base=10,10 standard=1,1", true, &out));
	assert_true(
	    str_find(buf_str(&out),
		S("\"reason\":\"there are fewer than 10 events\"")) > 0);
	test_drop(&c);
}

static void
words_in_json_are_escaped(void **state)
{
	struct ctx c = test_ctx();
	struct buf out = buf_new(c.mem);

	assert_true(calc(&c,
	    "relative-likelihood a=8 n1=10 b=4 n2=10 first=\"a\\\t second=b",
	    true, &out));
	assert_true(
	    str_find(buf_str(&out), S("\"first\":\"\\\"a\\\\\\u0009\"")) > 0);
	assert_false(calc(&c,
	    "relative-likelihood a=8 n1=10 b=4 n2=10 first=\xff", true, &out));
	test_drop(&c);
}

static void
fails(const char *line, const char *part)
{
	struct ctx c = test_ctx();
	struct buf out = buf_new(c.mem);

	if (calc(&c, line, false, &out))
		fail_msg("%s is taken", line);
	if (str_find(diag_text(c.diag), str_of(part)) < 0)
		fail_msg("%s: %.*s", line, STRF(diag_text(c.diag)));
	assert_int_equal(out.n, 0);
	test_drop(&c);
}

static void
wrong_use_says_what_is_allowed(void **state)
{
	fails("wilsn x=1 n=2", "there are wilson, byar");
	fails("wilson y=1", "it takes x= n= conf=");
	fails("wilson x=1", "wilson needs n=, of how many");
	fails("wilson x=1 n=2 x=3", "x= is given twice");
	fails("wilson x n=2", "write key=value");
	fails("wilson x=ten n=2", "'ten' is not a number");
	fails("wilson x=1/0 n=2", "is not a number");
	fails("wilson x= n=2", "is not a number");
	fails("wilson x=-1 n=2", "x is from 0 up");
	fails("wilson x=1e16 n=2e16", "out of range");
	fails("wilson x=1 n=2 conf=95", "conf is from 0.5 to 0.99999");
	fails("wilson x=3 n=2", "x=3 is more than n=2");
	fails("mean values=1,,2", "'' is not a number");
	fails("mantel-haenszel a=1,2 n1=3,4 b=1 n2=3,4", "a has 2 numbers");
	fails("disparity white=1,2,3 bme=1,2", "give as many of both");
	fails("disparity white=1,2,3 bme=1,2,3 groups=2,2", "adds up to 4");
	fails("disparity white=1,2,3 bme=1,2,3 groups=3", "two groups");
	fails("disparity white=1,2,3 bme=1,2,3 groups=1.5,1.5", "whole");
	fails("isr events=1,2", "or observed= and expected=");
	fails("isr observed=1 expected=2 events=1", "or observed=");
	fails("funnel x=1 n=2", "one place needs p=");
	fails("funnel x=1 n=2 p=0.5 kind=ratio", "p= is for proportions");
	fails("funnel x=1,2 n=2,0 kind=ratio", "every n is above 0");
	fails("funnel x=1 n=2 p=0.5 adjust=yes", "fewer than two places");
	fails("funnel x=1 n=2 p=0.5 adjust=maybe", "one of yes|no");
	fails("xmr values=1,2,3 target=2", "improvement=up or down");
	fails("xmr values=1,2,3 rebase=4", "from 2 to 3");
	fails("xmr values=1,2,3 rebase=1", "out of range");
	fails("p-chart x=1,2 n=2,1", "x=2 is more than n=1");
	fails("rank-quantile values=1,2 value=3", "not one of");
	fails("rank-quantile values=1,2 value=2 quantiles=2.5", "whole number");
	fails("dqmi records=1 valid=1 coverage=1 defaults=0", "together");
	fails("dqmi records=0 valid=0 coverage=1", "needs records");
}

static void
the_verdict_of_a_series_is_said_with_its_points(void **state)
{
	struct ctx c = test_ctx();
	struct buf out = buf_new(c.mem);

	assert_true(calc(&c,
	    "xmr values=48,52,48,52,48,52,48,52,48,52,48,52,51,50,50.2,50.4,"
	    "50.6,50.8,51,51.2 improvement=up target=40",
	    false, &out));
	assert_true(str_find(buf_str(&out),
			S("words: Special cause improvement: higher (points 14 "
			  "to 20: seven points or more rising); expected to "
			  "meet the target.\n")) > 0);
	out = buf_new(c.mem);
	assert_true(calc(
	    &c, "xmr values=4,8,3 improvement=down target=1", false, &out));
	assert_true(str_find(buf_str(&out), S("chart: run chart\n")) > 0);
	assert_true(str_find(buf_str(&out), S("improve")) < 0);
	out = buf_new(c.mem);
	assert_true(calc(&c, "xmr values=4", true, &out));
	assert_true(str_find(buf_str(&out),
			S("\"reason\":\"one point has no moving range\"")) > 0);
	test_drop(&c);
}

static void
help_names_every_key(void **state)
{
	struct ctx c = test_ctx();
	struct buf out = buf_new(c.mem);

	calc_help(&out);
	assert_true(str_find(buf_str(&out), S("wilson  the share")) == 0);
	assert_true(str_find(buf_str(&out),
			S("conf         confidence of the interval; from 0.5 "
			  "to 0.99999 (0.95)")) > 0);
	assert_true(
	    str_find(buf_str(&out), S("up|down|neutral (neutral)")) > 0);
	assert_true(str_find(buf_str(&out), S("dqmi  data quality")) > 0);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_method_gives_its_number),
	    cmocka_unit_test(an_answer_has_its_formula_and_words),
	    cmocka_unit_test(what_is_undefined_is_null_with_its_reason),
	    cmocka_unit_test(words_in_json_are_escaped),
	    cmocka_unit_test(wrong_use_says_what_is_allowed),
	    cmocka_unit_test(the_verdict_of_a_series_is_said_with_its_points),
	    cmocka_unit_test(help_names_every_key),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
