/* scorecard.csv and findings.csv, byte for byte. */
#include <math.h>

#include "base/file.h"
#include "check.h"
#include "render/csv_row.h"
#include "render/findings_csv.h"
#include "render/scorecard_csv.h"

#define HEAD                                                                   \
	"period,date,org,setting,indicator,breakdown,numerator,denominator,"   \
	"value,lower,upper,peer_n,peer_q1,peer_median,peer_q3,england,rank,"   \
	"verdict,status\r\n"

static struct figure
blank(struct dataset *d, const char *org, const char *breakdown)
{
	return (struct figure){.org = symbols_add(d->symbols, str_of(org)),
	    .breakdown = symbols_add(d->symbols, str_of(breakdown)),
	    .date = DAY_NONE,
	    .numerator = NAN,
	    .denominator = NAN,
	    .value = NAN,
	    .lower = NAN,
	    .upper = NAN,
	    .peer_q1 = NAN,
	    .peer_median = NAN,
	    .peer_q3 = NAN,
	    .england = NAN};
}

static struct str
print(struct arena *mem, const struct scorecard *s)
{
	struct by_indicator by = scorecard_by_indicator(mem, s);
	struct csv_rows *rows = NEWS(mem, s->catalogue->n, struct csv_rows);

	for (size_t i = 0; i < s->catalogue->n; i++)
		rows[i] = scorecard_csv_rows(mem, s, &by, i);
	return scorecard_csv_join(mem, s, rows);
}

static void
every_figure_is_a_row(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = dataset_new(c.mem);
	struct indicator ind = {.id = S("RET02")};
	struct catalogue k = {&ind, 1};
	struct figure f[2] = {
	    blank(d, "RV5", "Nurses, \"all\""), blank(d, "RV6", "")};
	struct scorecard s = {.dataset = d,
	    .catalogue = &k,
	    .period = {2025, 3},
	    .figure = f,
	    .n = 2};

	f[0].date = day_of(2025, 11, 30);
	f[0].numerator = 83;
	f[0].denominator = 6358.5;
	f[0].value = 1.305339309585594;
	f[0].lower = 1.05;
	f[0].upper = 1.5;
	f[0].peer_n = 8;
	f[0].peer_q1 = 0.5;
	f[0].peer_median = 1;
	f[0].peer_q3 = 0.03125;
	f[0].england = 0.25;
	f[0].rank = 12;
	f[0].verdict = VERDICT_NOT_DIFFERENT;
	f[1].status = STATUS_SUPPRESSED;
	assert_str(print(c.mem, &s),
	    HEAD "2025-26-Q3,2025-11-30,RV5,all,RET02,\"Nurses, \"\"all\"\"\","
		 "83,6358.5,1.305339309585594,1.05,1.5,8,0.5,1,0.03125,0.25,12,"
		 "not_different,ok\r\n"
		 "2025-26-Q3,,RV6,all,RET02,,,,,,,,,,,,,,suppressed\r\n");
	test_drop(&c);
}

static void
quarters_before_come_first(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = dataset_new(c.mem);
	struct indicator ind = {.id = S("RET02")};
	struct catalogue k = {&ind, 1};
	struct figure then = blank(d, "RV5", ""), now = blank(d, "RV5", "");
	struct scorecard past = {.dataset = d,
	    .catalogue = &k,
	    .period = {2024, 4},
	    .figure = &then,
	    .n = 1};
	struct scorecard *card[] = {&past};
	struct scorecard s = {.dataset = d,
	    .catalogue = &k,
	    .period = {2025, 1},
	    .figure = &now,
	    .n = 1,
	    .history = {card, 1}};

	then.status = STATUS_SUPPRESSED;
	then.setting = symbols_add(d->symbols, S("Inpatient"));
	assert_str(print(c.mem, &s),
	    HEAD "2024-25-Q4,,RV5,Inpatient,RET02,,,,,,,,,,,,,,suppressed\r\n"
		 "2025-26-Q1,,RV5,all,RET02,,,,,,,,,,,,,,ok\r\n");
	test_drop(&c);
}

static void
fields_are_quoted_when_they_must_be_and_left_alone_otherwise(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);

	csv_text(&b, S(""));
	csv_text(&b, S("=1+1"));
	csv_text(&b, S("-5"));
	csv_text(&b, S("@x"));
	csv_text(&b, S("a,b"));
	csv_text(&b, S("line\nbreak"));
	csv_text(&b, S(" edge"));
	csv_text(&b, S("it's"));
	csv_number(&b, NAN);
	csv_number(&b, 0.1);
	csv_count(&b, 0);
	csv_end(&b);
	csv_number(&b, NAN);
	csv_text(&b, S("z"));
	csv_end(&b);
	assert_str(buf_str(&b), "\"\",=1+1,-5,@x,\"a,b\",\"line\nbreak\",\" "
				"edge\",it's,,0.1,0\r\n\"\",z\r\n");
	test_drop(&c);
}

static void
findings_keep_their_place_and_remedy(void **state)
{
	struct ctx c = test_ctx();
	struct findings *all = findings_new(c.mem);
	struct finding one = {.kind = FINDING_not_a_number,
	    .file = S("a.csv"),
	    .cell = S("C14"),
	    .org = S("RV5"),
	    .value = S("n/a, see \"note\"")};
	struct buf b = buf_new(c.mem);

	findings_add(all, one);
	findings_add(all, one);
	findings_csv_print(&b, all, (struct period){2025, 0});
	assert_str(buf_str(&b),
	    "period,org,file,sheet,cell,code,level,value,message,remedy,"
	    "effect\r\n"
	    "2025-26,RV5,a.csv,,C14,ING006,error,\"n/a, see \"\"note\"\"\","
	    "\"'n/a, see \"\"note\"\"' is not a number; the value is kept as "
	    "unreadable (2 times, first here)\","
	    "\"Type a number, or the shorthand for a missing value.\",\r\n");
	test_drop(&c);
}

static void
effects_are_told_in_words_and_answered_findings_left_out(void **state)
{
	struct ctx c = test_ctx();
	struct findings *all = findings_new(c.mem);
	struct effect effect[] = {{.name = S("CPD equity"),
				      .before = S("1.42"),
				      .after = S("1.18"),
				      .verdict_changes = true},
	    {.name = S("Sickness absence, inpatient"),
		.before = S("[x]"),
		.after = S("4.1%"),
		.new_result = true,
		.left_out = true}};
	struct finding f = {.kind = FINDING_negative,
	    .file = S("a.xlsx"),
	    .cell = S("C14"),
	    .own = true,
	    .effect = effect,
	    .n_effects = 2};
	struct buf b = buf_new(c.mem);

	findings_add(all, f);
	f.cell = S("C15");
	f.standing = STANDING_ANSWERED;
	findings_add(all, f);
	findings_csv_print(&b, all, (struct period){2025, 1});
	assert_true(str_ends(buf_str(&b),
	    S(",Correct the number.,\"CPD equity 1.42 to 1.18, verdict "
	      "changes; "
	      "Sickness absence, inpatient [x] to 4.1% if the cell is left "
	      "out\"\r\n")));
	assert_true(str_find(buf_str(&b), S("C14")) > 0);
	assert_true(str_find(buf_str(&b), S("C15")) < 0);
	test_drop(&c);
}

static void
the_files_hold_what_is_printed(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = dataset_new(c.mem);
	struct catalogue k = {NULL, 0};
	struct scorecard s = {
	    .dataset = d, .catalogue = &k, .period = {2025, 3}};
	struct str text;

	assert_str(print(c.mem, &s), HEAD);
	assert_true(findings_csv_write(
	    &c, findings_new(c.mem), s.period, S("build/test_findings.csv")));
	assert_true(file_read(&c, S("build/test_findings.csv"), 0, &text));
	assert_true(str_starts(text, S("period,org,file,")));
	assert_false(findings_csv_write(
	    &c, findings_new(c.mem), s.period, S("/dev/null/x.csv")));
	assert_int_equal(diag_failures(c.diag), 1);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_figure_is_a_row),
	    cmocka_unit_test(quarters_before_come_first),
	    cmocka_unit_test(
		fields_are_quoted_when_they_must_be_and_left_alone_otherwise),
	    cmocka_unit_test(findings_keep_their_place_and_remedy),
	    cmocka_unit_test(
		effects_are_told_in_words_and_answered_findings_left_out),
	    cmocka_unit_test(the_files_hold_what_is_printed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
