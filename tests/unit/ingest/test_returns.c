/* What ingest/returns.c promises: a return is known by its cover and read by its
 * words, whatever was inserted, moved or renamed. */
#include "base/num.h"
#include "check.h"
#include "ingest/returns_file.h"

static const char definition[] =
    "title: A return\nversion: 2\ntopics:\n"
    "  - name: staff\n    sheet: Return staff\n    title: Staff in post\n"
    "    about: [x]\n    labels: [Discipline, Band]\n"
    "    measures:\n"
    "      - {name: wte, label: WTE, unit: WTE, number: decimal,\n"
    "         definition: d, feeds: [MIX01]}\n"
    "    rows:\n"
    "      - cross: [{dimension: discipline, words: [Nursing]},\n"
    "                {dimension: band, words: [Band 5, Band 6]}]\n"
    "    columns:\n"
    "      - {heading: Inpatient, measure: wte,\n"
    "         set: [{dimension: setting, word: Inpatient}]}\n"
    "      - {heading: Community, measure: wte, was: Outpatient, until: 1,\n"
    "         set: [{dimension: setting, word: Community}]}\n"
    "  - name: wards\n    sheet: Return wards\n    title: Wards\n"
    "    about: [x]\n    labels: [Item]\n"
    "    measures:\n"
    "      - {name: beds, label: Beds, unit: beds, definition: d,\n"
    "         feeds: [MIX06]}\n"
    "      - {name: assessed, label: Assessed, unit: yes or no,\n"
    "         number: yes or no, since: 2, definition: d, feeds: [MIX06]}\n"
    "    rows:\n      - measures: [beds, assessed]\n"
    "    columns:\n"
    "      - {heading: Inpatient,\n"
    "         set: [{dimension: setting, word: Inpatient}]}\n";

#define COVER                                                                  \
	"A return\n\nWhat|Fill in|How\nOrganisation code|RV5|x\n"              \
	"Organisation name|Oxleas|x\nQuarter|2026-27-Q1|x\n"                   \
	"Contact name||x\nVersion of this form|2|x\n"
#define STAFF                                                                  \
	"Staff in post\nabout\n"                                               \
	"Discipline|Band|Fill in: Inpatient|Last quarter: Inpatient|"          \
	"Fill in: Community|Last quarter: Community|Notes, if any\n"           \
	"Nursing|Band 5|1.5|9|2|9\nNursing|Band 6|0|9|[c]|9\n"
#define WARDS                                                                  \
	"Wards\nItem|Unit|Fill in: Inpatient|Last quarter: Inpatient\n"        \
	"Beds|beds|12|not sent\nAssessed|yes or no|Yes|No\n"

/* A run over returns typed as text: '|' parts cells, '\n' rows; #2026-07-14 is
 * a date cell. */
struct run {
	struct ctx c;
	struct return_form form;
	struct dataset *d;
	struct reg *reg;
	struct returns *returns;
	struct findings *findings;
	struct str sheet[5]; /* names */
	const char *more[2]; /* of the sheets after the third; NULL: none */
};

static void
run_open(struct run *r)
{
	*r = (struct run){.c = test_ctx(),
	    .sheet = {S("Cover"), S("Return staff"), S("Return wards")}};
	if (!return_form_load_text(
		&r->c, S("form.yaml"), str_of(definition), &r->form))
		fail_msg("%s", diag_text(r->c.diag).p);
	r->d = dataset_new(r->c.mem);
	r->d->source = NEWS(r->c.mem, 4, struct source);
	r->reg = reg_new(r->c.mem, r->c.mem, r->d);
	r->returns = returns_new(r->c.mem, r->c.mem, r->d, r->reg, &r->form);
	r->findings = findings_new(r->c.mem);
}

static struct row
row_of(struct run *r, uint32_t number, struct str line)
{
	struct row row = {.number = number};
	struct cell *cell = NEWS(r->c.mem, line.n + 1, struct cell);
	struct str text;
	bool more = true;

	for (uint32_t column = 1; more; column++) {
		struct cell *k = &cell[row.n];

		more = str_cut(line, '|', &text, &line);
		if (text.n == 0)
			continue;
		*k = (struct cell){
		    .column = column, .type = CELL_TEXT, .text = text};
		if (num_parse(text, &k->number))
			k->type = CELL_NUMBER;
		if (text.p[0] == '#' &&
		    day_parse_iso(str_slice(text, 1, text.n), &k->when)) {
			k->type = CELL_NUMBER;
			k->is_date = true;
		}
		row.n++;
	}
	row.cell = cell;
	return row;
}

static bool
read_return(
    struct run *r, const char *cover, const char *staff, const char *wards)
{
	const char *const text[] = {
	    cover, staff, wards, r->more[0], r->more[1]};
	uint16_t source = (uint16_t)r->d->n_sources++;
	bool open = false;

	r->d->source[source] = (struct source){
	    .path = str_fmt(r->c.mem, "%u.xlsx", source), .date = DAY_NONE};
	for (uint16_t i = 0; i < COUNT(text); i++) {
		struct sheet sheet = {.index = i, .name = r->sheet[i]};
		struct str line, rest = str_of(text[i]);

		if (text[i] == NULL)
			continue;
		if (open)
			returns_sheet(r->returns, &sheet);
		for (uint32_t n = 1; str_cut(rest, '\n', &line, &rest); n++) {
			struct row row = row_of(r, n, line);

			if (!open && (open = returns_fits(r->returns, &row))) {
				returns_open(r->returns, r->c.mem, i == 0);
				returns_sheet(r->returns, &sheet);
			}
			if (open)
				returns_row(r->returns, &row);
		}
	}
	return open && returns_keep(r->returns, returns_end(r->returns), source,
			   r->findings);
}

static void
run_drop(struct run *r)
{
	test_drop(&r->c);
}

static const struct observation *
at(struct run *r, uint16_t sheet, const char *cell)
{
	uint32_t row, column;

	assert_true(cell_parse(str_of(cell), &row, &column));
	for (size_t i = 0; i < r->d->n; i++) {
		const struct observation *o = &r->d->observation[i];
		if (o->origin.sheet == sheet && o->origin.row == row &&
		    o->origin.column == column)
			return o;
	}
	fail_msg("no observation at %s", cell);
	return NULL;
}

static void
assert_found(
    struct run *r, enum finding_kind kind, const char *cell, const char *value)
{
	for (size_t i = 0; i < findings_count(r->findings); i++) {
		const struct finding *f = findings_at(r->findings, i);
		if (f->kind == kind && str_is(f->cell, cell) &&
		    str_is(f->value, value))
			return;
	}
	fail_msg("%s at '%s' for '%s' was not found", finding_rule[kind].code,
	    cell, value);
}

static void
every_cell_becomes_an_observation_with_its_origin(void **state)
{
	struct run r;
	const struct observation *o;

	run_open(&r);
	assert_true(read_return(&r, COVER, STAFF, WARDS));
	assert_int_equal(findings_count(r.findings), 0);
	assert_int_equal(r.d->n, 6);
	o = at(&r, 1, "C4");
	assert_true(o->value == 1.5);
	assert_str(symbols_text(r.d->symbols, o->org), "RV5");
	assert_str(symbols_text(r.d->symbols, o->measure), "wte");
	assert_str(symbols_text(r.d->symbols, o->dim[DIM_band]), "Band 5");
	assert_str(
	    symbols_text(r.d->symbols, o->dim[DIM_setting]), "Inpatient");
	assert_int_equal(o->date, day_of(2026, 6, 30));
	assert_true(at(&r, 1, "E4")->value == 2);
	assert_true(at(&r, 2, "C4")->value == 1);
	assert_str(r.d->source[0].profile, RETURN_PROFILE);
	assert_int_equal(r.d->source[0].observations, 6);
	assert_int_equal(r.d->source[0].date, day_of(2026, 6, 30));
	run_drop(&r);
}

static void
zero_blank_and_shorthand_stay_different(void **state)
{
	struct run r;

	run_open(&r);
	assert_true(read_return(&r, COVER,
	    "Staff in post\n"
	    "Discipline|Band|Fill in: Inpatient|Fill in: Community\n"
	    "Nursing|Band 5|[c]|[X]\nNursing|Band 6|0| [z] \n",
	    "Wards\nItem|Fill in: Inpatient\nBeds|\nAssessed|no\n"));
	assert_int_equal(findings_count(r.findings), 0);
	assert_int_equal(at(&r, 1, "C3")->reason, REASON_SUPPRESSED);
	assert_int_equal(at(&r, 1, "D3")->reason, REASON_NOT_AVAILABLE);
	assert_int_equal(at(&r, 1, "C4")->reason, REASON_NONE);
	assert_true(at(&r, 1, "C4")->value == 0);
	assert_int_equal(at(&r, 1, "D4")->reason, REASON_NOT_APPLICABLE);
	assert_int_equal(at(&r, 2, "B3")->reason, REASON_BLANK);
	assert_int_equal(at(&r, 2, "B4")->reason, REASON_NONE);
	assert_true(at(&r, 2, "B4")->value == 0);
	run_drop(&r);
}

static void
what_is_no_number_is_a_finding_at_its_cell(void **state)
{
	struct run r;

	run_open(&r);
	assert_true(read_return(&r, COVER,
	    "Staff in post\n"
	    "Discipline|Band|Fill in: Inpatient|Fill in: Community\n"
	    "Nursing|Band 5|12 WTE|-3\nNursing|Band 6|[q]|-3\n",
	    "Wards\nItem|Fill in: Inpatient\nBeds|four\nAssessed|perhaps\n"));
	assert_found(&r, FINDING_not_a_number, "C3", "12 WTE");
	assert_found(&r, FINDING_negative, "D3", "-3");
	assert_found(&r, FINDING_negative, "D4", "-3");
	assert_found(&r, FINDING_return_shorthand, "C4", "[q]");
	assert_found(&r, FINDING_not_a_number, "B3", "four");
	assert_found(&r, FINDING_not_a_number, "B4", "perhaps");
	assert_int_equal(findings_count(r.findings), 6);
	for (size_t i = 0; i < r.d->n; i++) {
		assert_int_equal(r.d->observation[i].reason, REASON_UNREADABLE);
		assert_true(r.d->observation[i].value == 0);
	}
	run_drop(&r);
}

static void
inserted_rows_and_moved_columns_do_not_misread(void **state)
{
	struct run r;

	run_open(&r);
	assert_true(read_return(&r, COVER,
	    "Staff in post\n\nour own line\n"
	    "Band|Fill in: Community|our sums|Discipline|fill in:  INPATIENT\n"
	    "Band 6|6|99|nursing|66\nour own line again\n"
	    "Band 5|5|99|Nursing|55\n",
	    WARDS));
	assert_int_equal(findings_count(r.findings), 0);
	assert_true(at(&r, 1, "E5")->value == 66);
	assert_str(symbols_text(r.d->symbols, at(&r, 1, "E5")->dim[DIM_band]),
	    "Band 6");
	assert_str(
	    symbols_text(r.d->symbols, at(&r, 1, "E5")->dim[DIM_setting]),
	    "Inpatient");
	assert_true(at(&r, 1, "B7")->value == 5);
	assert_str(
	    symbols_text(r.d->symbols, at(&r, 1, "B7")->dim[DIM_setting]),
	    "Community");
	run_drop(&r);
}

static void
a_renamed_heading_or_row_is_missed_and_not_guessed(void **state)
{
	struct run r;

	run_open(&r);
	assert_true(read_return(&r, COVER,
	    "Staff in post\n"
	    "Discipline|Band|Fill in: Wards|Fill in: Community\n"
	    "Nursing|Band 57b|7|8\nNursing|Band 6|1|2\nNursing|Band 6|3|4\n",
	    NULL));
	assert_found(&r, FINDING_return_heading, "", "Inpatient");
	assert_found(&r, FINDING_return_unknown_row, "B3", "Nursing, Band 57b");
	assert_found(&r, FINDING_return_row, "", "Nursing, Band 5");
	assert_found(&r, FINDING_return_twice, "A5", "Nursing, Band 6");
	assert_found(&r, FINDING_return_sheet, "", "Return wards");
	assert_int_equal(findings_count(r.findings), 5);
	assert_int_equal(r.d->n, 1);
	assert_true(at(&r, 1, "D4")->value == 2);
	run_drop(&r);
}

static void
a_renamed_sheet_is_known_by_its_title(void **state)
{
	struct run r;

	run_open(&r);
	r.sheet[1] = S("Sheet2");
	assert_true(read_return(&r, COVER, STAFF, WARDS));
	assert_int_equal(findings_count(r.findings), 0);
	assert_int_equal(r.d->n, 6);
	run_drop(&r);
}

static void
the_second_sheet_of_a_topic_is_left_out(void **state)
{
	struct run r;

	run_open(&r);
	r.sheet[2] = S("Return staff (2)");
	assert_true(read_return(&r, COVER, STAFF, STAFF));
	assert_found(&r, FINDING_return_twice, "", "Staff in post");
	assert_found(&r, FINDING_return_sheet, "", "Return wards");
	assert_int_equal(r.d->n, 4);
	run_drop(&r);
}

#define COVER_OF(code, quarter, version)                                       \
	"A return\nOrganisation code|" code "\nOrganisation name|Oxleas\n"     \
	"Quarter|" quarter "\nVersion of this form|" version "\n"

static void
an_older_version_is_read_with_what_it_holds(void **state)
{
	struct run r;

	run_open(&r);
	assert_true(read_return(&r, COVER_OF("RV5", "2026-27-Q1", "1"),
	    "Staff in post\n"
	    "Discipline|Band|Fill in: Inpatient|Fill in: Outpatient\n"
	    "Nursing|Band 5|1|2\nNursing|Band 6|3|4\n",
	    "Wards\nItem|Fill in: Inpatient\nBeds|12\n"));
	assert_int_equal(findings_count(r.findings), 0);
	assert_int_equal(r.d->n, 5);
	assert_str(
	    symbols_text(r.d->symbols, at(&r, 1, "D3")->dim[DIM_setting]),
	    "Community");
	run_drop(&r);
}

static void
refused(const char *cover, enum finding_kind kind, const char *cell,
    const char *value)
{
	struct run r;

	run_open(&r);
	assert_false(read_return(&r, cover, STAFF, WARDS));
	assert_int_equal(findings_count(r.findings), 1);
	assert_found(&r, kind, cell, value);
	assert_int_equal(r.d->n, 0);
	assert_int_equal(r.d->source[0].profile.n, 0);
	run_drop(&r);
}

static void
a_return_that_does_not_say_whose_or_when_is_left_out_whole(void **state)
{
	refused(COVER_OF("R V5", "2026-27-Q1", "2"), FINDING_return_code, "B2",
	    "R V5");
	refused(COVER_OF("", "2026-27-Q1", "2"), FINDING_return_code, "B2", "");
	refused(COVER_OF("RV5", "", "2"), FINDING_return_period, "B4", "");
	refused(COVER_OF("RV5", "2026-27", "2"), FINDING_return_period, "B4",
	    "2026-27");
	refused(COVER_OF("RV5", "2026-27-Q5", "2"), FINDING_return_period, "B4",
	    "2026-27-Q5");
}

static void
a_newer_version_is_refused(void **state)
{
	refused(COVER_OF("RV5", "2026-27-Q1", "3"), FINDING_return_version,
	    "B5", "3");
	refused(COVER_OF("RV5", "2026-27-Q1", ""), FINDING_return_version, "B5",
	    "");
}

static void
code_and_quarter_are_taken_as_people_type_them(void **state)
{
	struct run r;

	run_open(&r);
	assert_true(read_return(
	    &r, COVER_OF(" rv5 ", "2026-27 q1", "2"), STAFF, WARDS));
	assert_str(symbols_text(r.d->symbols, r.d->observation[0].org), "RV5");
	assert_int_equal(r.d->observation[0].date, day_of(2026, 6, 30));
	run_drop(&r);
}

static void
a_second_return_of_a_quarter_is_left_out(void **state)
{
	struct run r;

	run_open(&r);
	assert_true(read_return(&r, COVER, STAFF, WARDS));
	assert_false(read_return(&r, COVER, STAFF, WARDS));
	assert_found(&r, FINDING_return_again, "B4", "RV5");
	assert_int_equal(r.d->n, 6);
	assert_true(
	    read_return(&r, COVER_OF("RV5", "2026-27-Q2", "2"), STAFF, WARDS));
	assert_int_equal(r.d->n, 12);
	run_drop(&r);
}

static void
a_code_that_no_register_has_or_another_trust_has_is_found(void **state)
{
	struct run r;
	struct particulars say = {0};

	run_open(&r);
	say.name = symbols_add(r.d->symbols, S("Northmoor Trust"));
	say.region = symbols_add(r.d->symbols, S("Y63"));
	reg_say(r.reg, symbols_add(r.d->symbols, S("XN1")), &say, 0);
	reg_keep(r.reg, 40);
	assert_true(read_return(&r, COVER, STAFF, WARDS));
	assert_true(
	    read_return(&r, COVER_OF("XN1", "2026-27-Q1", "2"), STAFF, WARDS));
	reg_finish(r.reg);
	returns_finish(r.returns, r.findings);
	assert_found(&r, FINDING_return_unregistered, "B4", "RV5");
	assert_found(&r, FINDING_return_name, "B3", "Oxleas");
	assert_int_equal(findings_count(r.findings), 2);
	run_drop(&r);
}

static void
the_number_that_a_text_means_is_suggested(void **state)
{
	static const struct {
		const char *text;
		double number;
	} one[] = {{"59 (est.)", 59}, {"69?", 69}, {"approx. 3", 3},
	    {"2 approx", 2}, {"c. 1,234", 1234}, {"4,9", 4.9}, {"~10.5", 10.5}};
	static const char *const none[] = {"n/a", "none", "5 or 6", "10-12",
	    "<5", "12%", "1.2.3", "3 June", "about", "1,2,3", "12 days", "-4?"};
	double v;

	for (size_t i = 0; i < COUNT(one); i++) {
		assert_true(returns_guess(str_of(one[i].text), false, &v));
		assert_true(v == one[i].number);
	}
	for (size_t i = 0; i < COUNT(none); i++)
		if (returns_guess(str_of(none[i]), false, &v))
			fail_msg("'%s' was read as %g", none[i], v);
	/* People are whole. */
	assert_false(returns_guess(S("4,9"), true, &v));
	assert_true(returns_guess(S("4,900"), true, &v) && v == 4900);
}

static void
a_suggestion_goes_with_its_finding(void **state)
{
	struct run r;

	run_open(&r);
	assert_true(read_return(&r, COVER, STAFF,
	    "Wards\nItem|Fill in: Inpatient\nBeds|12 (est.)\nAssessed|4?\n"));
	assert_int_equal(findings_count(r.findings), 2);
	for (size_t i = 0; i < 2; i++) {
		const struct finding *f = findings_at(r.findings, i);
		bool beds = str_is(f->cell, "B3");

		assert_int_equal(f->kind, FINDING_not_a_number);
		assert_int_equal(f->certainty, beds ? LIKELY : CERTAINTY_NONE);
		if (beds)
			assert_true(f->suggested == 12);
	}
	run_drop(&r);
}

/* A name that nobody bears is told; one that was left behind is not. */
static void
a_name_is_an_error_only_if_it_is_another_s(void **state)
{
	struct run r;
	struct particulars say = {0};

	run_open(&r);
	say.name = symbols_add(r.d->symbols, S("Oxleas now"));
	say.region = symbols_add(r.d->symbols, S("Y63"));
	reg_say(r.reg, symbols_add(r.d->symbols, S("RV5")), &say, 0);
	reg_keep(r.reg, 40);
	assert_true(read_return(&r, COVER, STAFF, WARDS));
	reg_finish(r.reg);
	returns_finish(r.returns, r.findings);
	assert_found(&r, FINDING_return_unlike, "B5", "Oxleas");
	assert_int_equal(findings_count(r.findings), 1);
	run_drop(&r);
}

/* The finding at a cell. */
static const struct finding *
found_at(struct run *r, enum finding_kind kind, const char *cell)
{
	for (size_t i = 0; i < findings_count(r->findings); i++) {
		const struct finding *f = findings_at(r->findings, i);
		if (f->kind == kind && str_is(f->cell, cell))
			return f;
	}
	fail_msg("no %s at %s", finding_rule[kind].code, cell);
	return NULL;
}

static void
a_finding_says_whose_quarter_and_which_cell_in_words(void **state)
{
	struct run r;
	const struct finding *f;

	run_open(&r);
	assert_true(read_return(&r,
	    "A return\nOrganisation code|rv5\nQuarter|2026-27 Q1\n"
	    "Version of this form|1\n",
	    "Staff in post\n"
	    "Discipline|Band|Fill in: Inpatient|Fill in: Outpatient\n"
	    "Nursing|Band 5|1|-2\nNursing|Band 6|-2|4\n",
	    "Wards\nItem|Fill in: Inpatient\nBeds|12\n"));
	assert_int_equal(findings_count(r.findings), 2);
	f = found_at(&r, FINDING_negative, "D3");
	assert_str(f->org, "RV5");
	assert_str(f->value, "-2");
	assert_str(f->place, "Nursing, Band 5 / Community");
	assert_int_equal(f->date, day_of(2026, 6, 30));
	assert_true(f->own);
	assert_ptr_equal(
	    &r.d->observation[f->observation - 1], at(&r, 1, "D3"));
	f = found_at(&r, FINDING_negative, "C4");
	assert_ptr_equal(
	    &r.d->observation[f->observation - 1], at(&r, 1, "C4"));
	run_drop(&r);
}

static void
a_footnotes_number_in_a_label_is_dropped_and_said(void **state)
{
	struct run r;
	const struct finding *f;

	run_open(&r);
	assert_true(read_return(&r, COVER,
	    "Staff in post\n"
	    "Discipline|Band|Fill in: Inpatient|Fill in: Community\n"
	    "Nursing|Band 52|7|8\nNursing \u00b9|Band 6|1|2\n"
	    "Nursing|Band 77|3|4\nNursing|Band 61|5|6\n",
	    WARDS));
	assert_true(at(&r, 1, "C3")->value == 7);
	assert_str(symbols_text(r.d->symbols, at(&r, 1, "C3")->dim[DIM_band]),
	    "Band 5");
	assert_true(at(&r, 1, "D4")->value == 2);
	f = found_at(&r, FINDING_return_footnote, "B3");
	assert_str(f->value, "Band 52");
	assert_str(f->other, "Band 5");
	assert_str(f->place, "Nursing, Band 5");
	found_at(&r, FINDING_return_footnote, "A4");
	/* No band has the 7 to spare, and Band 6 was there already. */
	assert_found(&r, FINDING_return_unknown_row, "B5", "Nursing, Band 77");
	assert_found(&r, FINDING_return_unknown_row, "B6", "Nursing, Band 61");
	assert_int_equal(findings_count(r.findings), 4);
	run_drop(&r);
}

#define COVER_SENT(text)                                                       \
	"A return\nOrganisation code|RV5\nOrganisation name|Oxleas\n"          \
	"Quarter|2026-27-Q1\nDate sent|" text "\nVersion of this form|2\n"

static day
sent(const char *cover, size_t findings)
{
	struct run r;
	day when;

	run_open(&r);
	assert_true(read_return(&r, cover, STAFF, WARDS));
	assert_int_equal(r.d->n_sent, 1);
	assert_str(symbols_text(r.d->symbols, r.d->sent[0].org), "RV5");
	assert_int_equal(r.d->sent[0].date, day_of(2026, 6, 30));
	assert_int_equal(r.d->sent[0].version, 2);
	assert_int_equal(r.d->sent[0].source, 0);
	assert_int_equal(findings_count(r.findings), findings);
	if (findings > 0)
		assert_str(
		    found_at(&r, FINDING_return_sent, "B5")->sheet, "Cover");
	when = r.d->sent[0].received;
	run_drop(&r);
	return when;
}

static void
the_day_it_was_sent_is_read_as_people_write_it(void **state)
{
	assert_int_equal(
	    sent(COVER_SENT("2026-07-14"), 0), day_of(2026, 7, 14));
	assert_int_equal(
	    sent(COVER_SENT("14/07/2026"), 0), day_of(2026, 7, 14));
	assert_int_equal(
	    sent(COVER_SENT("#2026-07-14"), 0), day_of(2026, 7, 14));
	assert_int_equal(sent(COVER_SENT(""), 0), DAY_NONE);
	assert_int_equal(sent(COVER, 0), DAY_NONE);
	assert_int_equal(sent(COVER_SENT("last week"), 1), DAY_NONE);
	assert_int_equal(sent(COVER_SENT("31/02/2026"), 1), DAY_NONE);
}

/* The return as the audit sends it back: status words beside the values, sheets
 * of its own before and after, and answers in the register. */
static void
a_marked_up_return_is_a_return_with_answers(void **state)
{
	struct run r;
	const struct answer *a;

	run_open(&r);
	r.sheet[3] = S("Issue register");
	r.sheet[4] = S("Fix first");
	r.more[0] =
	    "Issue register\nEverything that was found, with room to answer.\n"
	    "No|Level|Cell|Sheet|Code|Row and column|Value as sent|By|"
	    "Your answer\n"
	    "1|error|C4|Return staff|AUD101|People|1.5||Known, a job share\n"
	    "2|error|C5|Return staff|AUD203|People|0||\n"
	    "3|note|[z]|[z]|AUD408|Beds|[x]||We have none\n";
	r.more[1] = "What to fix first\nDiscipline|Band|Fill in: Inpatient\n"
		    "Nursing|Band 5|99\n";
	assert_true(read_return(&r, COVER,
	    "Staff in post\n2 errors on this sheet\n"
	    "Discipline|Band|Fill in: Inpatient|Check: Inpatient|"
	    "Fill in: Community|Check: Community\n"
	    "Nursing|Band 5|1.5|Error|2|\nNursing|Band 6|0|Ask|[c]|Error\n",
	    WARDS));
	assert_int_equal(findings_count(r.findings), 0);
	assert_int_equal(r.d->n, 6);
	assert_true(at(&r, 1, "C4")->value == 1.5);
	assert_true(at(&r, 1, "E4")->value == 2);
	assert_int_equal(r.d->n_answers, 2);
	a = &r.d->answer[0];
	assert_str(symbols_text(r.d->symbols, a->org), "RV5");
	assert_int_equal(a->date, day_of(2026, 6, 30));
	assert_str(a->code, "AUD101");
	assert_str(a->sheet, "Return staff");
	assert_str(a->cell, "C4");
	assert_str(a->value, "1.5");
	assert_str(a->text, "Known, a job share");
	assert_int_equal(a->origin.sheet, 3);
	assert_int_equal(a->origin.row, 4);
	assert_int_equal(a->origin.column, 9);
	assert_str(a->place, "People");
	assert_str(r.d->answer[1].value, "[x]");
	assert_str(r.d->answer[1].sheet, "");
	assert_str(r.d->answer[1].cell, "");
	run_drop(&r);
}

static void
a_note_that_says_known_answers_for_its_row(void **state)
{
	struct run r;

	run_open(&r);
	assert_true(read_return(&r, COVER,
	    "Staff in post\n"
	    "Discipline|Band|Fill in: Inpatient|Fill in: Community|"
	    "Notes, if any\n"
	    "Nursing|Band 5|12|7.50|Confirmed: ward closed\n"
	    "Nursing|Band 6|3|4|Corrected last week\n",
	    WARDS));
	/* Its two labels and two cells. */
	assert_int_equal(r.d->n_answers, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_str(r.d->answer[i].code, "");
		assert_str(r.d->answer[i].sheet, "Return staff");
		assert_str(r.d->answer[i].text, "Confirmed: ward closed");
		assert_int_equal(r.d->answer[i].origin.column, 5);
	}
	assert_str(r.d->answer[1].cell, "B3");
	assert_str(r.d->answer[1].value, "Band 5");
	assert_str(r.d->answer[3].cell, "D3");
	assert_str(r.d->answer[3].value, "7.5");
	run_drop(&r);
}

static void
answers_of_a_refused_return_are_not_kept(void **state)
{
	struct run r;

	run_open(&r);
	r.sheet[3] = S("Issue register");
	r.more[0] = "Code|Sheet|Cell|Value as sent|Your answer\n"
		    "AUD101|Return staff|C4|1.5|Known\n";
	assert_false(
	    read_return(&r, COVER_OF("RV5", "2026-27", "2"), STAFF, WARDS));
	assert_int_equal(r.d->n_answers, 0);
	assert_int_equal(r.d->n_sent, 0);
	run_drop(&r);
}

static void
other_files_are_not_returns(void **state)
{
	struct run r;

	run_open(&r);
	assert_false(
	    read_return(&r, "A turn\nOrganisation code|RV5\n", STAFF, WARDS));
	assert_false(read_return(&r, "\nA return\n", STAFF, WARDS));
	assert_int_equal(r.d->n, 0);
	run_drop(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_cell_becomes_an_observation_with_its_origin),
	    cmocka_unit_test(zero_blank_and_shorthand_stay_different),
	    cmocka_unit_test(what_is_no_number_is_a_finding_at_its_cell),
	    cmocka_unit_test(inserted_rows_and_moved_columns_do_not_misread),
	    cmocka_unit_test(
		a_renamed_heading_or_row_is_missed_and_not_guessed),
	    cmocka_unit_test(a_renamed_sheet_is_known_by_its_title),
	    cmocka_unit_test(the_second_sheet_of_a_topic_is_left_out),
	    cmocka_unit_test(an_older_version_is_read_with_what_it_holds),
	    cmocka_unit_test(
		a_return_that_does_not_say_whose_or_when_is_left_out_whole),
	    cmocka_unit_test(a_newer_version_is_refused),
	    cmocka_unit_test(code_and_quarter_are_taken_as_people_type_them),
	    cmocka_unit_test(a_second_return_of_a_quarter_is_left_out),
	    cmocka_unit_test(
		a_code_that_no_register_has_or_another_trust_has_is_found),
	    cmocka_unit_test(the_number_that_a_text_means_is_suggested),
	    cmocka_unit_test(a_suggestion_goes_with_its_finding),
	    cmocka_unit_test(a_name_is_an_error_only_if_it_is_another_s),
	    cmocka_unit_test(
		a_finding_says_whose_quarter_and_which_cell_in_words),
	    cmocka_unit_test(a_footnotes_number_in_a_label_is_dropped_and_said),
	    cmocka_unit_test(the_day_it_was_sent_is_read_as_people_write_it),
	    cmocka_unit_test(a_marked_up_return_is_a_return_with_answers),
	    cmocka_unit_test(a_note_that_says_known_answers_for_its_row),
	    cmocka_unit_test(answers_of_a_refused_return_are_not_kept),
	    cmocka_unit_test(other_files_are_not_returns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
