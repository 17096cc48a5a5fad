/* needs: ingest render */
/* The quarterly return the whole way: written, filled in by a script, read back
 * cell for cell. */
#include "base/num.h"
#include "ingest/ingest.h"
#include "packs/run.h"
#include "render/form.h"

#define FORMS SCRATCH "/forms"
#define IN    SCRATCH "/returns"
#define FILL  "/usr/bin/python3 tests/tools/fill_return.py "

static struct ctx c;
static struct return_form form;

static int
load(void **state)
{
	c = test_ctx();
	if (!return_form_load(&c, S("templates/return.yaml"), &form))
		fail_msg("%s", diag_text(c.diag).p);
	assert_int_equal(
	    sh("rm -rf " FORMS " " IN " && mkdir -p " FORMS " " IN), 0);
	return 0;
}

static int
drop(void **state)
{
	test_drop(&c);
	return 0;
}

static void
write_form(const char *code, const char *name, int version)
{
	struct form_fill fill = {.org_code = str_of(code),
	    .org_name = str_of(name),
	    .period = {2026, 1},
	    .version = version,
	    .synthetic = true};

	if (!form_write(&c, &form, &fill, &theme_default,
		str_fmt(c.mem, FORMS "/%s.xlsx", code)))
		fail_msg("%s", diag_text(c.diag).p);
}

/* The folder of returns, emptied for the next test when all is read. */
static struct dataset *
read_returns(struct findings **findings)
{
	struct ingest_options o = {
	    .input = S(IN), .program_input = S("input"), .return_form = &form};
	struct dataset *d;

	*findings = findings_new(c.mem);
	if (!ingest_run(&c, &o, &d, *findings))
		fail_msg("%s", diag_text(c.diag).p);
	assert_int_equal(sh("rm -rf " IN " && mkdir -p " IN), 0);
	return d;
}

/* So that no code is unknown. */
static void
put_register(void)
{
	static const char register_csv[] =
	    "org_code,org_name,nhse_region_code,nhse_region_name,ics_code,"
	    "ics_name,benchmark_group\n"
	    "XN1,Northmoor Trust,Y63,North,QX1,One,Mental Health\n"
	    "XN2,Calderside Trust,Y63,North,QX1,One,Mental Health\n"
	    "XN3,Humbergate Trust,Y63,North,QX1,One,Mental Health\n";

	assert_true(
	    file_replace(&c, S(IN "/register.csv"), str_of(register_csv)));
}

static unsigned
count_of(struct findings *all, enum finding_kind kind)
{
	unsigned n = 0;

	for (size_t i = 0; i < findings_count(all); i++)
		if (findings_at(all, i)->kind == kind)
			n += findings_at(all, i)->times;
	return n;
}

/* The row's labels as the script joins them. */
static bool
is_row(const struct return_topic *t, size_t row, struct str label, int version)
{
	struct buf b = buf_new(c.tmp);

	for (size_t i = 0; i < t->n_labels; i++) {
		buf_addz(&b, i > 0 ? ", " : "");
		buf_adds(&b, return_label(&t->row[row], i, version));
	}
	return str_eq(buf_str(&b), label);
}

static struct return_place
place_of(struct str sheet, struct str label, struct str heading, int version)
{
	struct return_place at = {0};
	const struct return_topic *t;

	while (at.topic < form.n_topics &&
	       !str_eq(form.topic[at.topic].sheet, sheet))
		at.topic++;
	assert_true(at.topic < form.n_topics);
	t = &form.topic[at.topic];
	while (at.row < t->n_rows && !is_row(t, at.row, label, version))
		at.row++;
	assert_true(at.row < t->n_rows);
	while (at.column < t->n_columns &&
	       !str_eq(return_heading(&t->column[at.column], version), heading))
		at.column++;
	assert_true(at.column < t->n_columns);
	return at;
}

static const struct observation *
observed(const struct dataset *d, const char *code, struct str sheet,
    struct str cell)
{
	uint32_t row, column;

	assert_true(cell_parse(cell, &row, &column));
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];

		if (o->origin.row == row && o->origin.column == column &&
		    str_is(symbols_text(d->symbols, o->org), code) &&
		    str_eq(d->source[o->origin.source].sheet[o->origin.sheet],
			sheet))
			return o;
	}
	return NULL;
}

/* One line of what was filled in against what was read. */
static void
compare(const struct dataset *d, const char *code, struct str line, int version)
{
	struct str sheet, cell, label, heading, value, dim[DIM_N];
	const struct observation *o;
	const struct return_measure *m;
	enum reason reason = REASON_NONE;
	double number = 0;

	str_cut(line, '\t', &sheet, &line);
	str_cut(line, '\t', &cell, &line);
	str_cut(line, '\t', &label, &line);
	str_cut(line, '\t', &heading, &value);
	m = return_cell(&form, place_of(sheet, label, heading, version), dim);
	o = observed(d, code, sheet, cell);
	if (o == NULL)
		fail_msg("%s: nothing was read at %.*s!%.*s", code, STRF(sheet),
		    STRF(cell));
	assert_str(symbols_text(d->symbols, o->measure), m->name.p);
	for (int i = 0; i < DIM_N; i++)
		assert_true(
		    str_eq(symbols_text(d->symbols, o->dim[i]), dim[i]));
	if (value.n == 0)
		reason = REASON_BLANK;
	else if (!return_mark(value, &reason) && !num_parse(value, &number))
		number = str_is(value, "Yes");
	if (o->reason != reason || o->value != number)
		fail_msg("%s %.*s!%.*s: filled in '%.*s', read otherwise", code,
		    STRF(sheet), STRF(cell), STRF(value));
	assert_int_equal(o->date, day_of(2026, 6, 30));
}

static void
assert_comes_back(const struct dataset *d, const char *code, int version)
{
	struct str line,
	    rest = read_text(&c, str_fmt(c.mem, FORMS "/%s.tsv", code).p);
	size_t n = 0, read = 0;

	while (str_cut(rest, '\n', &line, &rest)) {
		struct arena_mark m = arena_mark(c.tmp);

		compare(d, code, line, version);
		arena_rewind(c.tmp, m);
		n++;
	}
	for (size_t i = 0; i < d->n; i++)
		read += str_is(
		    symbols_text(d->symbols, d->observation[i].org), code);
	assert_int_equal(n, return_cells(&form, version));
	assert_int_equal(read, n);
}

static void
three_returns_come_back_cell_for_cell(void **state)
{
	static const char *const org[][2] = {{"XN1", "Northmoor Trust"},
	    {"XN2", "Calderside Trust"}, {"XN3", "Humbergate Trust"}};
	struct findings *findings;
	struct dataset *d;

	put_register();
	for (size_t i = 0; i < COUNT(org); i++) {
		write_form(org[i][0], org[i][1], 0);
		assert_int_equal(sh(FILL FORMS "/%s.xlsx " IN "/%s.xlsx " FORMS
					       "/%s.tsv --seed %zu",
				     org[i][0], org[i][0], org[i][0], i + 1),
		    0);
	}
	d = read_returns(&findings);
	assert_int_equal(findings_count(findings), 0);
	for (size_t i = 0; i < COUNT(org); i++)
		assert_comes_back(d, org[i][0], form.version);
	assert_true(d->source[0].synthetic);
}

/* Whether a spreadsheet program is here to open the forms with. */
static bool
has_office(void)
{
	return sh("command -v soffice && ls /usr/lib/libreoffice/program/"
		  "libsc*lo.so") == 0;
}

/* As a trust does it: the program's own form, filled in by a script, opened and
 * saved by LibreOffice, which writes every sheet, style and text anew. */
static void
forms_saved_by_libreoffice_come_back_cell_for_cell(void **state)
{
	static const char *const org[] = {"XN1", "XN2", "XN3"};
	struct findings *findings;
	struct dataset *d;

	if (!has_office()) {
		printf("skipped: LibreOffice Calc is not here\n");
		return;
	}
	put_register();
	for (size_t i = 0; i < COUNT(org); i++)
		assert_int_equal(
		    sh("$SKILLMIX form %s --input " IN
		       " --period 2026-27-Q1 --output " FORMS " && " FILL FORMS
		       "/forms/%s-return-2026-27-Q1.xlsx " FORMS
		       "/%s.xlsx " FORMS "/%s.tsv --seed %zu",
			org[i], org[i], org[i], org[i], i + 11),
		    0);
	assert_int_equal(
	    sh("soffice --headless -env:UserInstallation=file://$(pwd)/" FORMS
	       "/office --convert-to xlsx --outdir " IN " " FORMS
	       "/XN1.xlsx " FORMS "/XN2.xlsx " FORMS "/XN3.xlsx"),
	    0);
	assert_int_equal(number_of("unzip -p " IN "/XN1.xlsx docProps/app.xml |"
				   " grep -c LibreOffice"),
	    1);
	d = read_returns(&findings);
	assert_int_equal(findings_count(findings), 0);
	for (size_t i = 0; i < COUNT(org); i++)
		assert_comes_back(d, org[i], form.version);
}

/* What was sent is what the next form shows, and a form made out with it says
 * the same again. */
static void
the_next_form_shows_what_was_sent(void **state)
{
	struct form_fill fill = {.org_code = S("XN1"),
	    .org_name = S("Northmoor Trust"),
	    .period = {2026, 1}};
	struct findings *findings;
	struct dataset *d;
	size_t n;

	put_register();
	write_form("XN1", "Northmoor Trust", 0);
	assert_int_equal(
	    sh(FILL FORMS "/XN1.xlsx " IN "/a.xlsx " FORMS "/XN1.tsv --seed 3"),
	    0);
	d = read_returns(&findings);
	fill.answer = form_values(
	    c.mem, &form, d, S("XN1"), fill.period, &fill.n_answers);
	assert_int_equal(fill.n_answers, return_cells(&form, form.version));
	assert_null(form_values(
	    c.mem, &form, d, S("XN1"), (struct period){2026, 2}, &n));
	assert_int_equal(n, 0);
	put_register();
	assert_true(
	    form_write(&c, &form, &fill, &theme_default, S(IN "/again.xlsx")));
	d = read_returns(&findings);
	assert_int_equal(findings_count(findings), 0);
	assert_comes_back(d, "XN1", form.version);
}

static void
an_older_version_comes_back_with_what_it_holds(void **state)
{
	struct findings *findings;
	struct dataset *d;

	put_register();
	write_form("XN1", "Northmoor Trust", 1);
	assert_int_equal(sh(FILL FORMS "/XN1.xlsx " IN "/old.xlsx " FORMS
				       "/XN1.tsv --seed 7"),
	    0);
	d = read_returns(&findings);
	assert_int_equal(findings_count(findings), 0);
	assert_comes_back(d, "XN1", 1);
}

static void
an_inserted_row_moves_the_cells_and_nothing_else(void **state)
{
	struct findings *findings;
	struct dataset *d;

	put_register();
	write_form("XN1", "Northmoor Trust", 0);
	assert_int_equal(
	    sh(FILL FORMS "/XN1.xlsx " IN "/a.xlsx " FORMS
			  "/XN1.tsv --seed 8 --insert 'Return gender!3'"
			  " --insert 'Return staff in post!14'"
			  " --insert 'Cover!6'"),
	    0);
	d = read_returns(&findings);
	assert_int_equal(findings_count(findings), 0);
	assert_comes_back(d, "XN1", form.version);
}

static void
faults_are_found_at_their_cells(void **state)
{
	struct findings *findings;
	const struct finding *f = NULL;

	put_register();
	write_form("XN1", "Northmoor Trust", 0);
	write_form("XN2", "Humbergate Trust", 0);
	write_form("XQ9", "Nowhere Trust", 0);
	write_form("XN3", "Humbergate Trust", 0);
	assert_int_equal(
	    sh(FILL FORMS "/XN1.xlsx " IN "/1.xlsx"
			  " --set 'Return wards!Beds/Inpatient=twelve'"
			  " --set 'Return wards!Rosters published/Inpatient=-5'"
			  " --set 'Return wards!Seclusion/Inpatient=[w]'"),
	    0);
	assert_int_equal(sh(FILL FORMS "/XN2.xlsx " IN "/2.xlsx"), 0);
	assert_int_equal(sh(FILL FORMS "/XQ9.xlsx " IN "/3.xlsx"), 0);
	assert_int_equal(
	    sh(FILL FORMS "/XN3.xlsx " IN "/4.xlsx --set 'Cover!B9='"), 0);
	read_returns(&findings);
	assert_int_equal(count_of(findings, FINDING_not_a_number), 1);
	assert_int_equal(count_of(findings, FINDING_negative), 1);
	assert_int_equal(count_of(findings, FINDING_return_shorthand), 1);
	assert_int_equal(count_of(findings, FINDING_return_name), 1);
	assert_int_equal(count_of(findings, FINDING_return_unregistered), 1);
	assert_int_equal(count_of(findings, FINDING_return_period), 1);
	assert_int_equal(findings_count(findings), 6);
	for (size_t i = 0; i < 6; i++)
		if (findings_at(findings, i)->kind == FINDING_negative)
			f = findings_at(findings, i);
	assert_str(f->file, "1.xlsx");
	assert_str(f->sheet, "Return wards");
	assert_str(f->org, "XN1");
	assert_str(f->cell, "C20");
}

static void
the_referee_finds_nothing_in_the_form(void **state)
{
	write_form("XN1", "Northmoor Trust", 0);
	referee("xlsxcheck.py", FORMS "/XN1.xlsx");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(three_returns_come_back_cell_for_cell),
	    cmocka_unit_test(
		forms_saved_by_libreoffice_come_back_cell_for_cell),
	    cmocka_unit_test(the_next_form_shows_what_was_sent),
	    cmocka_unit_test(an_older_version_comes_back_with_what_it_holds),
	    cmocka_unit_test(an_inserted_row_moves_the_cells_and_nothing_else),
	    cmocka_unit_test(faults_are_found_at_their_cells),
	    cmocka_unit_test(the_referee_finds_nothing_in_the_form),
	};

	return cmocka_run_group_tests(tests, load, drop);
}
