/* What ingest/tape.h and ingest/return_read.h promise: what was put on a tape is
 * taken from it, and what is no tape is refused. */
#include "check.h"
#include "ingest/returns.h"
#include "ingest/tape.h"

static struct return_read
a_return(struct ctx *c)
{
	struct return_line *line = NEWS(c->mem, 2, struct return_line);
	uint32_t *column = NEWS(c->mem, 3, uint32_t);
	double *value = NEWS(c->mem, 2, double);
	unsigned char *reason = NEWS(c->mem, 2, unsigned char);
	struct finding *odd = NEW(c->mem, struct finding);
	struct answer *said = NEW(c->mem, struct answer);

	line[0] = (struct return_line){.row = 1, .at_row = 7, .sheet = 2};
	line[1] = (struct return_line){.row = 2, .at_row = 8, .sheet = 2};
	column[1] = 3;
	value[0] = 4.5;
	reason[1] = REASON_BLANK;
	*odd = (struct finding){.kind = FINDING_not_a_number,
	    .times = 2,
	    .own = true,
	    .observation = 1,
	    .certainty = LIKELY,
	    .suggested = 40,
	    .sheet = S("Wards"),
	    .cell = S("C7"),
	    .value = S("approx 40"),
	    .place = S("Beds / Inpatient")};
	*said = (struct answer){.code = S("RET01"),
	    .cell = S("C8"),
	    .text = S("Known"),
	    .origin = {.sheet = 2, .row = 9, .column = 4}};
	return (struct return_read){.code = S("RV5"),
	    .name = S("Oxleas"),
	    .date = 20543,
	    .received = DAY_NONE,
	    .version = 2,
	    .line = line,
	    .n_lines = 2,
	    .column = column,
	    .n_columns = 3,
	    .value = value,
	    .n_cells = 2,
	    .reason = reason,
	    .n_reasons = 2,
	    .odd = odd,
	    .n_odd = 1,
	    .said = said,
	    .n_said = 1};
}

static struct str
tape_of(struct ctx *c, const struct return_read *read)
{
	struct tape t = {.read = true,
	    .is_return = true,
	    .newest = DAY_NONE,
	    .sha256 = S("abc"),
	    .as_return = read};

	return tape_write(c->mem, &t);
}

static void
a_return_comes_back_as_it_was(void **state)
{
	struct ctx c = test_ctx();
	struct return_read read = a_return(&c);
	const struct return_read *r;
	struct tape t;

	assert_true(tape_read(c.mem, tape_of(&c, &read), &t));
	r = t.as_return;
	assert_non_null(r);
	assert_str(r->name, "Oxleas");
	assert_int_equal(r->date, 20543);
	assert_int_equal(r->received, DAY_NONE);
	assert_int_equal(r->n_lines, 2);
	assert_memory_equal(r->line, read.line, 2 * sizeof *r->line);
	assert_int_equal(r->n_columns, 3);
	assert_int_equal(r->column[1], 3);
	assert_int_equal(r->n_cells, 2);
	assert_true(r->value[0] == 4.5);
	assert_int_equal(r->reason[1], REASON_BLANK);
	assert_int_equal(r->n_odd, 1);
	assert_true(r->odd->own && r->odd->suggested == 40);
	assert_int_equal(r->odd->times, 2);
	assert_int_equal(r->odd->observation, 1);
	assert_int_equal(r->odd->certainty, LIKELY);
	assert_str(r->odd->place, "Beds / Inpatient");
	assert_int_equal(r->n_said, 1);
	assert_str(r->said->text, "Known");
	assert_int_equal(r->said->origin.row, 9);
	test_drop(&c);
}

static void
a_tape_cut_short_is_none(void **state)
{
	struct ctx c = test_ctx();
	struct return_read read = a_return(&c);
	struct str whole = tape_of(&c, &read);
	struct tape t;

	for (size_t n = 0; n < whole.n; n += 8) {
		/* Of its own length, so that nothing lies behind it. */
		struct str cut = str_dup(c.tmp, str_slice(whole, 0, n));

		assert_false(tape_read(c.mem, cut, &t));
	}
	test_drop(&c);
}

/* No word of a damaged tape leads outside of what it has. */
static void
a_changed_tape_is_none_or_another(void **state)
{
	struct ctx c = test_ctx();
	struct return_read read = a_return(&c);
	struct str whole = tape_of(&c, &read);
	size_t none = 0;

	for (size_t at = 0; at < whole.n; at++) {
		struct arena_mark m = arena_mark(c.tmp);
		char *p = arena_copy(c.tmp, whole.p, whole.n);
		struct tape t;

		p[at] ^= '\x81';
		none += !tape_read(c.tmp, (struct str){p, whole.n}, &t);
		arena_rewind(c.tmp, m);
	}
	assert_true(none > 0 && none < whole.n);
	test_drop(&c);
}

static void
a_cell_beyond_the_form_is_not_known(void **state)
{
	static const char definition[] =
	    "title: A return\nversion: 1\ntopics:\n"
	    "  - name: wards\n    sheet: W\n    title: Wards\n"
	    "    about: [x]\n    labels: [Item]\n    measures:\n"
	    "      - {name: beds, label: Beds, unit: beds, definition: d,\n"
	    "         feeds: [MIX06]}\n"
	    "      - {name: days, label: Days, unit: days, definition: d,\n"
	    "         feeds: [MIX06]}\n"
	    "    rows:\n      - measures: [beds, days]\n"
	    "    columns:\n      - {heading: Inpatient,\n"
	    "         set: [{dimension: setting, word: Inpatient}]}\n";
	struct ctx c = test_ctx();
	struct dataset *d = dataset_new(c.mem);
	struct return_form form;
	struct returns *r;
	struct return_line line = {.row = 1};
	uint32_t column = 2;
	double value = 1;
	unsigned char reason = 0;
	struct return_read read = {.line = &line,
	    .n_lines = 1,
	    .column = &column,
	    .n_columns = 1,
	    .value = &value,
	    .n_cells = 1,
	    .reason = &reason,
	    .n_reasons = 1};

	if (!return_form_load_text(
		&c, S("form.yaml"), str_of(definition), &form))
		fail_msg("%s", diag_text(c.diag).p);
	r = returns_new(c.mem, c.mem, d, reg_new(c.mem, c.mem, d), &form);
	assert_true(returns_knows(r, &read));
	line = (struct return_line){.row = 2};
	assert_false(returns_knows(r, &read));
	line = (struct return_line){.topic = 1};
	assert_false(returns_knows(r, &read));
	line = (struct return_line){.row = 0};
	reason = REASON_UNREADABLE + 1;
	assert_false(returns_knows(r, &read));
	reason = 0;
	/* A cell more than there are columns, and a column of no form. */
	column = 0;
	assert_false(returns_knows(r, &read));
	column = 2;
	read.n_columns = 2;
	assert_false(returns_knows(r, &read));
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_return_comes_back_as_it_was),
	    cmocka_unit_test(a_tape_cut_short_is_none),
	    cmocka_unit_test(a_changed_tape_is_none_or_another),
	    cmocka_unit_test(a_cell_beyond_the_form_is_not_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
