/* What became of each fault. */
#include "audit/ledger.h"
#include "check.h"

/* Four quarters of one or two organisations, without any return: the ledger
 * only asks who sent when, and what was found. */
static const char *const quarters[] = {
    "2025-26-Q2", "2025-26-Q3", "2025-26-Q4", "2026-27-Q1"};

struct book {
	struct ctx c;
	struct dataset *d;
	struct audit a;
	struct findings *found;
	struct ledger_memory memory[16], *out;
	size_t n_memory, n_out;
};

static day
quarter(size_t q)
{
	struct period p;

	assert_true(period_parse(str_of(quarters[q]), &p));
	return period_end(p);
}

static void
book_open(struct book *b)
{
	*b = (struct book){.c = test_ctx()};
	b->d = dataset_new(b->c.mem);
	b->found = findings_new(b->c.mem);
	b->a.n_quarters = COUNT(quarters);
	b->a.quarter = NEWS(b->c.mem, COUNT(quarters), day);
	for (size_t i = 0; i < COUNT(quarters); i++)
		b->a.quarter[i] = quarter(i);
	b->a.sent = NEWS(b->c.mem, 16, struct audit_return);
}

/* '1' where a return was sent. */
static void
book_sent(struct book *b, const char *org, const char *when)
{
	for (size_t i = 0; when[i] != '\0'; i++)
		b->a.sent[b->a.n++] = (struct audit_return){
		    .org = symbols_add(b->d->symbols, str_of(org)),
		    .date = quarter(i),
		    .sent = when[i] == '1'};
}

static void
book_find(struct book *b, const char *org, size_t q, const char *cell,
    const char *place, const char *value)
{
	findings_add(b->found,
	    (struct finding){.kind = FINDING_jump,
		.file = str_fmt(b->c.mem, "%s_%s.xlsx", org, quarters[q]),
		.sheet = S("Return staff in post"),
		.cell = str_of(cell),
		.org = str_of(org),
		.own = true,
		.date = quarter(q),
		.place = str_of(place),
		.value = str_of(value)});
}

static struct ledger_memory *
book_remember(struct book *b, size_t q, const char *place, bool closed)
{
	struct ledger_memory *m = &b->memory[b->n_memory++];

	*m = (struct ledger_memory){.org = S("RV5"),
	    .code = S("AUD503"),
	    .place = str_fmt(b->c.mem, "Return staff in post: %s", place),
	    .date = quarter(q),
	    .value = S("40"),
	    .closed = closed};
	return m;
}

static void
book_answer(struct book *b, size_t q, const char *cell, const char *value)
{
	ARENA_GROW(b->c.mem, b->d->answer, b->d->n_answers, b->d->cap_answers);
	b->d->answer[b->d->n_answers++] =
	    (struct answer){.org = symbols_add(b->d->symbols, S("RV5")),
		.date = quarter(q),
		.code = S("AUD503"),
		.sheet = S("Return staff in post"),
		.cell = str_of(cell),
		.value = str_of(value),
		.text = S("a ward opened")};
}

static void
book_settle(struct book *b)
{
	assert_true(ledger_settle(&b->c, b->memory, b->n_memory, b->d, &b->a,
	    b->found, &b->out, &b->n_out));
}

static void
book_close(struct book *b)
{
	test_drop(&b->c);
}

static const struct finding *
at(const struct book *b, size_t i)
{
	return findings_at(b->found, i);
}

/* "O" open, "F" fixed, "." absent, "-" no return. */
static void
assert_marks(const struct book *b, size_t fault, const char *marks)
{
	static const char letter[] = {[FAULT_ABSENT] = '.',
	    [FAULT_OPEN] = 'O',
	    [FAULT_FIXED] = 'F',
	    [FAULT_NO_RETURN] = '-'};
	char got[COUNT(quarters) + 1] = "";

	assert_true(fault < b->a.n_faults);
	for (size_t i = 0; i < COUNT(quarters); i++)
		got[i] = letter[b->a.fault[fault].mark[i]];
	assert_string_equal(got, marks);
}

static void
a_fault_is_new_persists_is_fixed_and_is_reopened(void **state)
{
	struct book b;

	(void)state;
	book_open(&b);
	book_sent(&b, "RV5", "1111");
	book_find(&b, "RV5", 0, "D7", "Nursing, Band 5 / Inpatient WTE", "40");
	book_find(&b, "RV5", 1, "D7", "Nursing, Band 5 / Inpatient WTE", "41");
	/* Another row of the sheet, the same place in words. */
	book_find(&b, "RV5", 3, "D9", "Nursing, Band 5 / Inpatient WTE", "42");
	book_settle(&b);
	assert_int_equal(at(&b, 0)->standing, STANDING_NEW);
	assert_int_equal(at(&b, 1)->standing, STANDING_PERSISTING);
	assert_int_equal(at(&b, 1)->quarters, 2);
	assert_int_equal(at(&b, 2)->standing, STANDING_REOPENED);
	assert_int_equal(at(&b, 2)->quarters, 1);
	assert_int_equal(b.a.n_faults, 1);
	assert_marks(&b, 0, "OOFO");
	assert_int_equal(b.a.fault[0].quarters, 1);
	assert_str(b.a.fault[0].place,
	    "Return staff in post: Nursing, Band 5 / Inpatient WTE");
	assert_int_equal(b.n_out, 3);
	assert_false(b.out[0].closed);
	assert_str(b.out[0].value, "40");
	book_close(&b);
}

static void
a_quarter_without_a_return_says_nothing(void **state)
{
	struct book b;

	(void)state;
	book_open(&b);
	book_sent(&b, "RV5", "1011");
	book_find(&b, "RV5", 0, "D7", "a / b", "40");
	book_find(&b, "RV5", 2, "D7", "a / b", "40");
	book_settle(&b);
	assert_int_equal(at(&b, 1)->standing, STANDING_PERSISTING);
	assert_int_equal(at(&b, 1)->quarters, 2);
	assert_marks(&b, 0, "O-OF");
	assert_int_equal(b.a.fault[0].quarters, 0);
	book_close(&b);
}

static void
faults_are_told_apart_and_stand_in_order(void **state)
{
	struct book b;

	(void)state;
	book_open(&b);
	book_sent(&b, "RV5", "1111");
	book_sent(&b, "RA1", "1111");
	book_find(&b, "RV5", 3, "D8", "b / b", "40");
	book_find(&b, "RV5", 3, "D7", "a / b", "40");
	book_find(&b, "RA1", 3, "D7", "c / b", "40");
	book_settle(&b);
	assert_int_equal(b.a.n_faults, 3);
	assert_str(symbols_text(b.d->symbols, b.a.fault[0].org), "RA1");
	assert_str(b.a.fault[1].place, "Return staff in post: a / b");
	assert_str(b.a.fault[2].place, "Return staff in post: b / b");
	assert_marks(&b, 0, "...O");
	book_close(&b);
}

static void
a_corrected_return_closes_what_was_remembered(void **state)
{
	struct book b;

	(void)state;
	book_open(&b);
	book_sent(&b, "RV5", "0011");
	book_remember(&b, 3, "a / b", false);
	book_settle(&b);
	assert_marks(&b, 0, "--.F");
	assert_int_equal(b.n_out, 1);
	assert_true(b.out[0].closed);
	assert_int_equal(b.out[0].date, quarter(3));
	assert_str(b.out[0].value, "40");
	/* The next run says the same, and has nothing to write. */
	b.memory[0].closed = true;
	book_settle(&b);
	assert_marks(&b, 0, "--.F");
	assert_int_equal(b.n_out, 0);
	/* Back again in a third version of the return. */
	book_find(&b, "RV5", 3, "D7", "a / b", "40");
	book_settle(&b);
	assert_int_equal(at(&b, 0)->standing, STANDING_REOPENED);
	assert_marks(&b, 0, "--.O");
	assert_false(b.out[0].closed);
	assert_true(b.out[0].reopened);
	/* And so it is called as long as that version stands. */
	b.memory[0] = b.out[0];
	book_settle(&b);
	assert_int_equal(at(&b, 0)->standing, STANDING_REOPENED);
	assert_true(b.out[0].reopened);
	book_close(&b);
}

static void
returns_that_are_no_longer_there_are_remembered(void **state)
{
	struct book b;

	(void)state;
	book_open(&b);
	book_sent(&b, "RV5", "0001");
	book_remember(&b, 2, "a / b", false);
	book_remember(&b, 1, "c / b", false);
	book_find(&b, "RV5", 3, "D7", "a / b", "41");
	book_find(&b, "RV5", 3, "D8", "c / b", "42");
	book_settle(&b);
	assert_int_equal(at(&b, 0)->standing, STANDING_PERSISTING);
	/* The one in between had it not, by what was remembered of it. */
	assert_int_equal(at(&b, 1)->standing, STANDING_REOPENED);
	assert_marks(&b, 0, "-.OO");
	assert_marks(&b, 1, "-OFO");
	/* What was not read again is not written again. */
	assert_int_equal(b.n_out, 2);
	assert_int_equal(b.out[0].date, quarter(3));
	book_close(&b);
}

static void
the_same_run_twice_says_the_same(void **state)
{
	struct book b;

	(void)state;
	book_open(&b);
	book_sent(&b, "RV5", "1111");
	book_find(&b, "RV5", 3, "D7", "a / b", "40");
	book_settle(&b);
	assert_int_equal(at(&b, 0)->standing, STANDING_NEW);
	b.memory[0] = b.out[0];
	b.n_memory = 1;
	book_settle(&b);
	assert_int_equal(at(&b, 0)->standing, STANDING_NEW);
	assert_int_equal(at(&b, 0)->quarters, 1);
	assert_int_equal(b.n_out, 1);
	book_close(&b);
}

static void
an_answer_silences_the_value_it_was_given_of(void **state)
{
	struct book b;

	(void)state;
	book_open(&b);
	book_sent(&b, "RV5", "1111");
	book_find(&b, "RV5", 2, "D7", "a / b", "40");
	book_find(&b, "RV5", 3, "D9", "a / b", "40.0");
	book_find(&b, "RV5", 3, "D8", "c / b", "40");
	book_answer(&b, 2, "D7", "40");
	book_settle(&b);
	assert_int_equal(at(&b, 0)->standing, STANDING_ANSWERED);
	assert_str(at(&b, 0)->answer, "a ward opened");
	assert_int_equal(at(&b, 1)->standing, STANDING_ANSWERED);
	assert_int_equal(at(&b, 2)->standing, STANDING_NEW);
	assert_str(b.a.fault[0].answer, "a ward opened");
	assert_str(b.a.fault[1].answer, "");
	assert_str(b.out[0].answer, "a ward opened");
	assert_str(b.out[0].answer_value, "40");
	book_close(&b);
}

static void
another_value_is_asked_about_again(void **state)
{
	struct book b;

	(void)state;
	book_open(&b);
	book_sent(&b, "RV5", "1111");
	book_find(&b, "RV5", 3, "D7", "a / b", "55");
	book_answer(&b, 3, "D7", "40");
	book_settle(&b);
	assert_int_equal(at(&b, 0)->standing, STANDING_NEW);
	book_close(&b);
}

static void
a_remembered_answer_still_holds(void **state)
{
	struct book b;
	struct ledger_memory *m;

	(void)state;
	book_open(&b);
	book_sent(&b, "RV5", "0011");
	m = book_remember(&b, 2, "a / b", false);
	m->answer = S("two wards closed");
	m->answer_value = S("40");
	book_find(&b, "RV5", 2, "D7", "a / b", "41");
	book_find(&b, "RV5", 3, "D7", "a / b", "40");
	book_settle(&b);
	assert_int_equal(at(&b, 0)->standing, STANDING_NEW);
	assert_int_equal(at(&b, 1)->standing, STANDING_ANSWERED);
	assert_str(at(&b, 1)->answer, "two wards closed");
	/* The old answer stays with its row. */
	assert_str(b.out[0].answer, "two wards closed");
	assert_str(b.out[0].value, "41");
	book_close(&b);
}

static void
a_missing_return_persists_until_it_comes(void **state)
{
	struct book b;

	(void)state;
	book_open(&b);
	book_sent(&b, "RV5", "1001");
	for (size_t q = 1; q < 3; q++)
		findings_add(b.found, (struct finding){.kind = FINDING_not_sent,
					  .org = S("RV5"),
					  .own = true,
					  .date = quarter(q),
					  .value = str_of(quarters[q]),
					  .other = S("RV5")});
	book_settle(&b);
	assert_int_equal(at(&b, 0)->standing, STANDING_NEW);
	assert_int_equal(at(&b, 1)->standing, STANDING_PERSISTING);
	assert_int_equal(b.a.n_faults, 1);
	assert_marks(&b, 0, ".OOF");
	assert_str(b.a.fault[0].place, "the return");
	book_close(&b);
}

static void
a_late_return_closes_its_absence(void **state)
{
	struct book b;

	(void)state;
	book_open(&b);
	book_sent(&b, "RV5", "1111");
	b.memory[b.n_memory++] = (struct ledger_memory){.org = S("RV5"),
	    .code = S("AUD601"),
	    .place = S("the return"),
	    .date = quarter(2)};
	book_settle(&b);
	assert_marks(&b, 0, "..F.");
	assert_int_equal(b.n_out, 1);
	assert_true(b.out[0].closed);
	book_close(&b);
}

static void
what_is_missing_is_named_by_its_value(void **state)
{
	struct ctx c = test_ctx();

	(void)state;
	assert_str(
	    ledger_place(c.mem, &(struct finding){.kind = FINDING_return_sheet,
				    .value = S("Return CPD")}),
	    "Return CPD");
	assert_str(
	    ledger_place(c.mem, &(struct finding){.kind = FINDING_return_row,
				    .sheet = S("Return CPD"),
				    .value = S("Nursing, Band 5")}),
	    "Return CPD: Nursing, Band 5");
	assert_str(
	    ledger_place(c.mem, &(struct finding){.kind = FINDING_not_a_number,
				    .sheet = S("Return CPD"),
				    .cell = S("D7"),
				    .value = S("lots")}),
	    "Return CPD: D7");
	/* How many were copied is no place. */
	assert_str(
	    ledger_place(c.mem, &(struct finding){.kind = FINDING_copied_return,
				    .value = S("812")}),
	    "the return");
	test_drop(&c);
}

static void
other_findings_are_left_alone(void **state)
{
	struct book b;

	(void)state;
	book_open(&b);
	book_sent(&b, "RV5", "1111");
	/* Of a published file; of a quarter that is not shown. */
	findings_add(b.found, (struct finding){.kind = FINDING_no_register,
				  .file = S("old.csv"),
				  .date = DAY_NONE});
	findings_add(b.found, (struct finding){.kind = FINDING_jump,
				  .org = S("RV5"),
				  .own = true,
				  .date = day_of(2019, 3, 31)});
	book_settle(&b);
	assert_int_equal(at(&b, 0)->standing, STANDING_NONE);
	assert_int_equal(at(&b, 1)->standing, STANDING_NONE);
	assert_int_equal(b.a.n_faults, 0);
	assert_int_equal(b.n_out, 0);
	book_close(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_fault_is_new_persists_is_fixed_and_is_reopened),
	    cmocka_unit_test(a_quarter_without_a_return_says_nothing),
	    cmocka_unit_test(faults_are_told_apart_and_stand_in_order),
	    cmocka_unit_test(a_corrected_return_closes_what_was_remembered),
	    cmocka_unit_test(returns_that_are_no_longer_there_are_remembered),
	    cmocka_unit_test(the_same_run_twice_says_the_same),
	    cmocka_unit_test(an_answer_silences_the_value_it_was_given_of),
	    cmocka_unit_test(another_value_is_asked_about_again),
	    cmocka_unit_test(a_remembered_answer_still_holds),
	    cmocka_unit_test(a_missing_return_persists_until_it_comes),
	    cmocka_unit_test(a_late_return_closes_its_absence),
	    cmocka_unit_test(what_is_missing_is_named_by_its_value),
	    cmocka_unit_test(other_findings_are_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
