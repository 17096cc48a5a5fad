/* What ingest/side.c promises: however many processes read a folder, what is
 * kept is what one would have kept, to the number of the last symbol. */
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memo.h"
#include "base/sandbox.h"
#include "ingest/side.h"
#include "ingest/intake_kept.h"
#include "ingest/observe_file.h"

#include "workbook.h"

#define ROOT    "build/test-side"
#define HEAD    "DATE,ORG,NAME,GROUP,FTE\n"
#define RELATED "Type=\"" REL_NS "/worksheet\" Target=\"worksheets/"
#define SHEET(a, b, c)                                                         \
	"<worksheet xmlns=\"" MAIN_NS "\"><sheetData><row r=\"1\"><c r=\"A1\"" \
	" t=\"str\"><v>DATE</v></c><c r=\"B1\" t=\"str\"><v>ORG</v></c>"       \
	"<c r=\"C1\" t=\"str\"><v>NAME</v></c><c r=\"D1\" t=\"str\">"          \
	"<v>GROUP</v></c><c r=\"E1\" t=\"str\"><v>FTE</v></c></row>"           \
	"<row r=\"2\"><c r=\"A2\" t=\"str\"><v>31/03/2025</v></c>"             \
	"<c r=\"B2\" t=\"str\"><v>" a "</v></c><c r=\"C2\" t=\"str\">"         \
	"<v>" b "</v></c><c r=\"D2\" t=\"str\"><v>Nurses</v></c>"              \
	"<c r=\"E2\" t=\"str\"><v>" c "</v></c></row></sheetData></worksheet>"

static const char profile[] =
    "name: fte\ntitle: Staff in post\npublisher: P\nkind: observations\n"
    "precedence: 50\nrecognise: {header: [DATE, FTE]}\n"
    "organisation: {code: ORG, name: NAME}\n"
    "date: {column: DATE, format: dd/mm/yyyy}\n"
    "dimensions: [{dimension: staff_group, columns: [GROUP]}]\n"
    "totals: [{dimension: staff_group, value: All, "
    "checks: [{measures: [fte], tolerance: 0.1}]}]\n"
    "values:\n  - {column: FTE, measure: fte}\n";
static const char summed[] =
    "name: people\ntitle: People\npublisher: P\nkind: observations\n"
    "precedence: 20\nrecognise: {header: [WHEN, TRUST]}\n"
    "organisation: {code: TRUST}\naggregate: sum\nreject_rows: yes\n"
    "date: {column: WHEN, format: dd/mm/yyyy}\n"
    "dimensions: [{dimension: staff_group, columns: [GROUP]}]\n"
    "values:\n  - {column: WTE, measure: fte}\n"
    "  - {count: yes, measure: headcount}\n";

/* Quarterly returns are asked for, too. */
static const char definition[] =
    "title: A return\nversion: 1\ntopics:\n"
    "  - name: wards\n    sheet: Return wards\n    title: Wards\n"
    "    about: [x]\n    labels: [Item]\n"
    "    measures:\n"
    "      - {name: beds, label: Beds, unit: beds, definition: d,\n"
    "         feeds: [MIX06]}\n"
    "      - {name: days, label: Days, unit: days, definition: d,\n"
    "         feeds: [MIX06]}\n"
    "    rows:\n      - measures: [beds, days]\n"
    "    columns:\n"
    "      - {heading: Inpatient,\n"
    "         set: [{dimension: setting, word: Inpatient}]}\n"
    "      - {heading: Community,\n"
    "         set: [{dimension: setting, word: Community}]}\n";

#define ROW(r, a, b)                                                           \
	"<row r=\"" r "\"><c r=\"A" r "\" t=\"str\"><v>" a "</v></c>"          \
	"<c r=\"B" r "\" t=\"str\"><v>" b "</v></c>"
#define COVER(code)                                                            \
	ROW("1", "A return", "")                                               \
	"</row>" ROW("2", "Organisation code", code) "</row>" ROW(             \
	    "3", "Organisation name", "Oxleas") "</row>" ROW("4", "Quarter",   \
	    "2024-25-Q4") "</row>" ROW("5", "Version of this form",            \
	    "1") "</row>"
#define WARDS                                                                  \
	ROW("1", "Item", "Fill in: Inpatient")                                 \
	"<c r=\"C1\" t=\"str\"><v>Fill in: Community</v></c></row>" ROW("2",   \
	    "Beds", "approx 40") "<c r=\"C2\"><v>3</v></c></row>" ROW("3",     \
	    "Days", "[c]") "<c r=\"C3\"><v>-5</v></c></row>" ROW("4", "Baths", \
	    "7") "</row>"

/* Three sheets that the profile takes and one that it does not. */
static struct str
three_sheets(struct ctx *c, const char *second)
{
	struct member m[] = {
	    {"xl/workbook.xml",
		"<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS
		"\"><sheets>"
		"<sheet name=\"One\" sheetId=\"1\" r:id=\"a\"/>"
		"<sheet name=\"Two\" sheetId=\"2\" r:id=\"b\"/>"
		"<sheet name=\"No\" sheetId=\"3\" r:id=\"c\"/>"
		"<sheet name=\"Six\" sheetId=\"4\" r:id=\"d\"/>"
		"</sheets></workbook>",
		0},
	    {"xl/_rels/workbook.xml.rels",
		"<Relationships xmlns=\"http://schemas.openxmlformats.org/"
		"package/2006/relationships\"><Relationship Id=\"a\" " RELATED
		"1.xml\"/><Relationship Id=\"b\" " RELATED
		"2.xml\"/><Relationship Id=\"c\" " RELATED
		"3.xml\"/><Relationship Id=\"d\" " RELATED
		"4.xml\"/></Relationships>",
		0},
	    {"xl/worksheets/1.xml", SHEET("RW1", "First", "7"), 0},
	    {"xl/worksheets/2.xml", second, 0},
	    {"xl/worksheets/3.xml",
		"<worksheet xmlns=\"" MAIN_NS "\"><sheetData/></worksheet>", 0},
	    {"xl/worksheets/4.xml", SHEET("RW3", "Third", "many"), 0},
	    {NULL, NULL, 0}};

	return workbook_zip(c, m);
}

/* With one word for a number, one number below zero, and a row too many. */
static struct str
a_return(struct ctx *c, const char *cover)
{
	static const char open[] =
	    "<worksheet xmlns=\"" MAIN_NS "\"><sheetData>";
	static const char end[] = "</sheetData></worksheet>";
	struct member m[] = {
	    {"xl/workbook.xml",
		"<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS
		"\"><sheets>"
		"<sheet name=\"Cover\" sheetId=\"1\" r:id=\"a\"/>"
		"<sheet name=\"Return wards\" sheetId=\"2\" r:id=\"b\"/>"
		"</sheets></workbook>",
		0},
	    {"xl/_rels/workbook.xml.rels",
		"<Relationships xmlns=\"http://schemas.openxmlformats.org/"
		"package/2006/relationships\"><Relationship Id=\"a\" " RELATED
		"1.xml\"/><Relationship Id=\"b\" " RELATED
		"2.xml\"/></Relationships>",
		0},
	    {"xl/worksheets/1.xml",
		str_fmt(c->mem, "%s%s%s", open, cover, end).p, 0},
	    {"xl/worksheets/2.xml",
		str_fmt(c->mem, "%s%s%s", open, WARDS, end).p, 0},
	    {NULL, NULL, 0}};

	return workbook_zip(c, m);
}

static void
put(struct ctx *c, const char *name, struct str bytes)
{
	assert_true(file_replace(c, str_fmt(c->mem, ROOT "/%s", name), bytes));
}

static int
make_folder(void **state)
{
	struct ctx c = test_ctx();
	struct str book = three_sheets(&c, SHEET("RW2", "Second", "8"));

	(void)!system("rm -rf " ROOT);
	put(&c, "in/profiles/fte.yaml", str_of(profile));
	put(&c, "in/profiles/people.yaml", str_of(summed));
	put(&c, "in/a.csv",
	    S(HEAD "31/03/2025,RV5,Old name,Nurses,1.5\n"
		   "31/03/2025,RV5,Old name,Doctors,2\n"
		   "31/03/2025,RV5,Old name,All,9\n"));
	put(&c, "in/b, a copy.csv",
	    S(HEAD "31/03/2025,RV5,Old name,Nurses,1.5\n"
		   "31/03/2025,RV5,Old name,Doctors,2\n"
		   "31/03/2025,RV5,Old name,All,9\n"));
	put(&c, "in/c, given again.csv",
	    S(HEAD "31/03/2025,RV5,Old name,Nurses,1.6\n"
		   "31/03/2025,RV5,Old name,Nurses,1.7\n"
		   "30/04/2025,RV5,New name,Porters,3\n"));
	put(&c, "in/d, odd.csv",
	    S(HEAD "31/03/2025,RPG,Oxleas,Nurses,few\n"
		   "later,RPG,Oxleas,Nurses,1\n"
		   "31/03/2025,,,Nurses,1\n"
		   "31/03/2025,RPG,Oxleas,Doctors,few\n"));
	put(&c, "in/e, nothing.csv", S(""));
	put(&c, "in/f, unknown.csv", S("WHAT,FTE\n1,2\n"));
	put(&c, "in/g, people.csv",
	    S("WHEN,TRUST,GROUP,WTE\n31/03/2025,RV5,Nurses,0.1\n"
	      "31/03/2025,RV5,Nurses,0.2\n31/03/2025,RV5,Nurses,0.3\n"
	      "31/03/2025,RV5,Nurses,some\n31/03/2025,RV5,Porters,1\n"));
	put(&c, "in/h, people again.csv",
	    S("WHEN,TRUST,GROUP,WTE\n31/03/2025,RV5,Nurses,1\n"
	      "31/03/2025,RV5,Nurses,1\n31/03/2025,RQY,Nurses,1\n"));
	put(&c, "in/i.xlsx", book);
	put(&c, "in/j, cut.xlsx", str_slice(book, 0, book.n / 2));
	put(&c, "in/k, second sheet damaged.xlsx",
	    three_sheets(&c, "<worksheet xmlns=\"" MAIN_NS
			     "\"><sheetData><row></sheetData></worksheet>"));
	put(&c, "in/l.csv", S(HEAD "31/03/2025,RW3,Third,Nurses,5\n"));
	put(&c, "in/m, return.xlsx", a_return(&c, COVER("rv5")));
	put(&c, "in/n, return again.xlsx", a_return(&c, COVER("RV5")));
	put(&c, "in/o, return of nobody.xlsx", a_return(&c, COVER("?")));
	test_drop(&c);
	return 0;
}

/* What one way of reading gives. */
struct taken {
	struct ctx c;
	struct return_form form;
	struct intake in;
	struct findings *findings;
	struct walked *w;
	size_t n;
};

static struct ingest_options
options(unsigned jobs)
{
	/* Every workbook is read in parts by an odd number of readers, and by one
	 * when they are even. */
	return (struct ingest_options){.input = S(ROOT "/in"),
	    .program_input = S(ROOT "/in"),
	    .jobs = jobs,
	    .part_bytes = jobs % 2};
}

static void
open_folder(struct taken *t, const struct ingest_options *o)
{
	struct ingest_options asked = *o;

	*t = (struct taken){.c = test_ctx()};
	t->findings = findings_new(t->c.mem);
	assert_true(return_form_load_text(
	    &t->c, S("form.yaml"), str_of(definition), &t->form));
	asked.return_form = &t->form;
	assert_true(intake_open(&t->in, &t->c, &asked, t->findings));
	assert_true(walk_folder(&t->c, o->input, &t->w, &t->n));
	t->in.d->source = NEWS(t->c.mem, t->n, struct source);
}

static void
take_with(struct taken *t, unsigned jobs, struct memo *known)
{
	struct ingest_options o = options(jobs);

	o.readings = known;
	open_folder(t, &o);
	intake_recognise(&t->in, t->w, t->n, 2);
	if (jobs > 1)
		assert_true(side_read(&t->in, &o, t->w, t->n));
	for (size_t i = 0; jobs <= 1 && i < t->n; i++)
		if (!intake_recall(&t->in, &t->w[i]))
			intake_read(&t->in, &t->w[i]);
	intake_close(&t->in);
}

static void
take(struct taken *t, unsigned jobs)
{
	take_with(t, jobs, NULL);
}

static void
print_findings(struct buf *b, const struct findings *all)
{
	for (size_t i = 0; i < findings_count(all); i++) {
		const struct finding *f = findings_at(all, i);
		buf_addf(b, "%.*s|%.*s|%.*s|%.*s|%u|", STRF(f->file),
		    STRF(f->sheet), STRF(f->cell), STRF(f->org), f->times);
		buf_addf(b, "%.*s|%d|%u|%a|%d|", STRF(f->place), f->own,
		    f->observation, f->suggested, f->certainty);
		finding_print(b, f);
		buf_addc(b, '\n');
	}
}

/* All that is kept, with the numbers of its symbols. */
static struct str
as_text(struct taken *t)
{
	struct buf b = buf_new(t->c.mem);
	const struct dataset *d = t->in.d;

	for (sym i = 1; i < symbols_count(d->symbols); i++)
		buf_addf(&b, "%u=%.*s\n", i, STRF(symbols_text(d->symbols, i)));
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *a = &d->observation[i];
		buf_addf(&b, "%u %u %d %a %d %u!%u:%u:%u", a->org, a->measure,
		    a->date, a->value, a->reason, a->origin.source,
		    a->origin.sheet, a->origin.row, a->origin.column);
		for (int k = 0; k < DIM_N; k++)
			buf_addf(&b, " %u", a->dim[k]);
		buf_addc(&b, '\n');
	}
	for (size_t i = 0; i < d->n_organisations; i++) {
		const struct organisation *o = &d->organisation[i];
		buf_addf(&b, "%u %u %u %u\n", o->code, o->name, o->region,
		    o->cluster);
	}
	for (size_t i = 0; i < d->n_sources; i++) {
		const struct source *s = &d->source[i];
		buf_addf(&b, "%.*s %.*s %.*s %zu %zu %d", STRF(s->path),
		    STRF(s->sha256), STRF(s->profile), s->rows, s->observations,
		    s->date);
		for (size_t k = 0; k < s->n_sheets; k++)
			buf_addf(&b, " %.*s", STRF(s->sheet[k]));
		buf_addc(&b, '\n');
	}
	print_findings(&b, t->findings);
	return buf_str(&b);
}

static void
any_number_of_readers_gives_what_one_gives(void **state)
{
	struct taken one, many;
	struct str expected;

	take(&one, 1);
	expected = as_text(&one);
	assert_int_equal(one.in.d->n_sources, 15);
	/* The return has each kind of cell, and says so; one is left out as the
	 * second, one as nobody's. */
	assert_true(str_find(expected, S("|Return wards|B2|RV5|")) > 0);
	assert_true(str_find(expected, S("Beds / Inpatient|1|")) > 0);
	assert_true(str_find(expected, S("n, return again.xlsx|Cover|B2")) > 0);
	assert_true(str_find(expected, S("nobody.xlsx|Cover|B2|?")) > 0);
	assert_true(one.in.d->n > 10);
	assert_true(findings_count(one.findings) > 10);
	for (unsigned jobs = 2; jobs <= 5; jobs++) {
		take(&many, jobs);
		assert_str(as_text(&many), expected.p);
		test_drop(&many.c);
	}
	test_drop(&one.c);
}

/* What runs leave, to be known by the next. */
#define LEFT "build/test-side-left"

static struct memo *
left_in(struct ctx *c, const char *folder)
{
	return memo_new(
	    c->mem, str_fmt(c->mem, "%s", folder), S("form"), 1 << 20);
}

/* As one that knew nothing, by so many. */
static void
leave(const char *folder, unsigned jobs, const char *expected)
{
	struct ctx c = test_ctx();
	struct memo *none = left_in(&c, folder);
	struct taken t;

	take_with(&t, jobs, none);
	assert_str(as_text(&t), expected);
	assert_true(memo_write(&c, none));
	test_drop(&t.c);
	test_drop(&c);
}

static void
what_a_run_leaves_gives_what_it_gave(void **state)
{
	struct taken one;
	struct str expected;

	take(&one, 1);
	expected = as_text(&one);
	assert_int_equal(system("rm -rf " LEFT "*"), 0);
	leave(LEFT, 1, expected.p);
	for (unsigned jobs = 1; jobs <= 3; jobs++) {
		struct memo *known;
		struct taken t;
		size_t n = 0;

		assert_int_equal(system("rm -rf " LEFT "-now"), 0);
		leave(LEFT "-now", jobs, expected.p);
		assert_int_equal(system("diff -r " LEFT " " LEFT "-now"), 0);
		known = left_in(&one.c, LEFT "-now");
		take_with(&t, jobs, known);
		assert_str(as_text(&t), expected.p);
		for (size_t i = 0; i < t.n; i++)
			n += t.w[i].sha256.n > 0;
		assert_int_equal(n, 3);
		assert_true(memo_write(&one.c, known));
		assert_int_equal(system("diff -r " LEFT " " LEFT "-now"), 0);
		test_drop(&t.c);
	}
	test_drop(&one.c);
}

static void
key_of(const struct taken *t, const char *file, unsigned char key[SHA256_BYTES])
{
	for (size_t i = 0; i < t->in.d->n_sources; i++) {
		const struct source *s = &t->in.d->source[i];

		if (!str_is(s->path, file))
			continue;
		sha256_of(s->sha256.p, s->sha256.n, key);
		return;
	}
	fail_msg("no %s", file);
}

/* Reads with that alone under the file's checksum. */
static void
take_with_answer(struct taken *t, const struct taken *one, const char *file,
    struct str answer)
{
	struct ctx c = test_ctx();
	unsigned char key[SHA256_BYTES];
	struct memo *m;

	assert_int_equal(system("rm -rf " LEFT "-wrong"), 0);
	m = left_in(&c, LEFT "-wrong");
	key_of(one, file, key);
	memo_note(m, key, answer);
	assert_true(memo_write(&c, m));
	take_with(t, 2, left_in(&c, LEFT "-wrong"));
	test_drop(&c);
}

/* One is known under the checksum of another, and is believed: nobody opened the
 * file. What is no record is read after all. */
static void
what_is_known_is_not_opened_again(void **state)
{
	unsigned char key[SHA256_BYTES];
	struct str expected, record;
	struct taken one, t;

	take(&one, 1);
	expected = as_text(&one);
	assert_int_equal(system("rm -rf " LEFT), 0);
	leave(LEFT, 1, expected.p);
	key_of(&one, "m, return.xlsx", key);
	assert_true(memo_find(left_in(&one.c, LEFT), key, one.c.mem, &record));
	take_with_answer(&t, &one, "o, return of nobody.xlsx", record);
	assert_true(str_find(as_text(&t),
			S("o, return of nobody.xlsx|Cover|B2|rv5|")) > 0);
	assert_true(str_find(as_text(&t), S("nobody.xlsx|Cover|B2|?")) < 0);
	test_drop(&t.c);
	take_with_answer(&t, &one, "m, return.xlsx", S("?"));
	assert_str(as_text(&t), expected.p);
	test_drop(&t.c);
	test_drop(&one.c);
}

/* A reader that meets the word comes to grief. */
static void
die_of_porters(void *self, const struct observer *o)
{
	if (symbols_lookup(o->d->symbols, S("Porters")) != 0 &&
	    o->log != NULL && o->d->n > 0)
		raise(SIGKILL);
}

static void
a_reader_that_dies_fails_its_file_alone(void **state)
{
	struct ingest_options o = options(2);
	struct taken t;
	unsigned lost = 0;

	assert_int_equal(g_rename(ROOT "/in/g, people.csv", ROOT "/people"), 0);
	open_folder(&t, &o);
	t.in.sheet_read = die_of_porters;
	assert_true(side_read(&t.in, &o, t.w, t.n));
	intake_close(&t.in);
	assert_int_equal(t.in.d->n_sources, 14);
	for (size_t i = 0; i < findings_count(t.findings); i++) {
		const struct finding *f = findings_at(t.findings, i);
		if (str_find(f->value, S("ended by signal 9")) < 0)
			continue;
		lost++;
		assert_int_equal(f->kind, FINDING_unreadable);
		assert_str(f->file, "c, given again.csv");
	}
	assert_int_equal(lost, 1);
	/* Its neighbours are there. */
	assert_str(t.in.d->source[0].profile, "fte");
	assert_str(t.in.d->source[2].profile, "");
	assert_str(t.in.d->source[10].profile, "fte");
	test_drop(&t.c);
	assert_int_equal(g_rename(ROOT "/people", ROOT "/in/g, people.csv"), 0);
}

/* What is written or opened in spite of the sandbox is lost with its file. */
static void
break_out(void *self, const struct observer *o)
{
	if (o->log != NULL && (g_mkdir(ROOT "/out", 0700) == 0 ||
				  socket(AF_INET, SOCK_STREAM, 0) >= 0))
		raise(SIGKILL);
}

static void
a_reader_neither_writes_nor_calls_out(void **state)
{
	struct ingest_options o = options(2);
	struct str nothing = S("");
	struct taken t;
	pid_t pid = fork();
	int status;

	if (pid == 0)
		_exit((int)sandbox_enter(arena_new("try"), &nothing, 0));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WEXITSTATUS(status) != SANDBOX_ALL) {
		printf("skipped: this kernel has no such sandbox\n");
		return;
	}
	open_folder(&t, &o);
	t.in.sheet_read = break_out;
	assert_true(side_read(&t.in, &o, t.w, t.n));
	intake_close(&t.in);
	assert_str(t.in.d->source[0].profile, "fte");
	for (size_t i = 0; i < findings_count(t.findings); i++)
		assert_true(str_find(findings_at(t.findings, i)->value,
				S("ended by signal")) < 0);
	assert_int_not_equal(access(ROOT "/out", F_OK), 0);
	test_drop(&t.c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(any_number_of_readers_gives_what_one_gives),
	    cmocka_unit_test(what_a_run_leaves_gives_what_it_gave),
	    cmocka_unit_test(what_is_known_is_not_opened_again),
	    cmocka_unit_test(a_reader_that_dies_fails_its_file_alone),
	    cmocka_unit_test(a_reader_neither_writes_nor_calls_out),
	};

	return cmocka_run_group_tests(tests, make_folder, NULL);
}
