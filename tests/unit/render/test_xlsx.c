#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

#include "base/file.h"
#include "render/xlsx.h"
#include "render/xlsx_words.h"

/* ---- a pack made by hand, and what is written of it */

static struct text
words(struct arena *mem, const char *z)
{
	struct span *s = NEW(mem, struct span);

	s->text = str_of(z);
	return (struct text){s, 1};
}

static struct table_cell
text(const char *z)
{
	return (struct table_cell){.text = str_of(z)};
}

static struct table_cell
number(const char *z, double v, int places)
{
	return (struct table_cell){.text = str_of(z),
	    .is_number = true,
	    .number = v,
	    .places = places};
}

static struct table_row *
add_row(struct table *t)
{
	struct table_row *r = &t->row[t->n_rows++];

	return r;
}

static void
group(struct table *t, const char *z)
{
	struct table_row *r = add_row(t);

	r->group = true;
	r->group_text = str_of(z);
}

static struct table *
table(struct arena *mem, const char *name, const char *title, size_t columns,
    size_t rows)
{
	struct table *t = NEW(mem, struct table);

	t->name = str_of(name);
	t->title = str_of(title);
	t->column = NEWS(mem, columns, struct table_column);
	t->n_columns = columns;
	t->row = NEWS(mem, rows, struct table_row);
	t->row_heads = 1;
	return t;
}

static void
row3(struct arena *mem, struct table *t, struct table_cell a,
    struct table_cell b, struct table_cell c)
{
	struct table_row *r = add_row(t);

	r->cell = NEWS(mem, 3, struct table_cell);
	r->cell[0] = a;
	r->cell[1] = b;
	r->cell[2] = c;
}

static void
heads3(struct table *t, const char *a, const char *b, const char *c)
{
	t->column[0] = (struct table_column){.head = str_of(a)};
	t->column[1] = (struct table_column){
	    .head = str_of(b), .unit = S("%"), .align = ALIGN_RIGHT};
	t->column[2] = (struct table_column){
	    .head = str_of(c), .unit = S("%"), .align = ALIGN_RIGHT};
}

/* Discipline mix: bars with England beside them, one suppressed row in the
 * middle, one where England has no figure. */
static struct table *
mix(struct arena *mem)
{
	struct table *t = table(mem, "discipline_mix",
	    "Support workers are a larger share of the wards here than in "
	    "England",
	    3, 12);

	heads3(t, "Discipline", "Northmoor", "England");
	t->subtitle =
	    S("Share of inpatient staff in post, per cent of FTE, at 30 June "
	      "2026. England is the Strategic Framework's figure for 2021; its "
	      "shares come as whole per cents and may not sum to 100. Base: "
	      "214.6 FTE.");
	row3(mem, t, text("Support worker"), number("44.1", 44.0512345, 1),
	    number("41", 41, 0));
	row3(mem, t, text("Nursing"), number("29.7", 29.7, 1),
	    number("31", 31, 0));
	row3(mem, t, text("Psychotherapy"), text("[c]"), number("1", 1, 0));
	row3(mem, t, text("Medical"), number("6.2", 6.2, 1), number("6", 6, 0));
	row3(mem, t, text("Other & <more>"), number("2.0", 2, 1), text("[x]"));
	row3(mem, t, text("Psychology"), number("5.4", 5.4, 1),
	    number("5", 5, 0));
	row3(mem, t, text("Admin"), text(""), number("4", 4, 0));
	t->note = NEW(mem, struct text);
	t->note[0] = words(
	    mem, "Psychotherapy is suppressed, and Admin was not submitted.");
	t->n_notes = 1;
	return t;
}

/* A series over time with a gap. */
static struct table *
sickness(struct arena *mem)
{
	static const char *quarter[] = {"2024-25 Q1", "2024-25 Q2",
	    "2024-25 Q3", "2024-25 Q4", "2025-26 Q1", "2025-26 Q2",
	    "2025-26 Q3", "2025-26 Q4"};
	struct table *t = table(mem, "RET02", /* a cell's address in Excel */
	    "Sickness absence shows no clear change", 3, 8);
	static char shown[8][8];

	heads3(t, "Quarter", "Northmoor", "England");
	t->subtitle = S("Days lost to sickness, per cent of days available");
	for (int i = 0; i < 8; i++) {
		double v = 5.1 + (i * 7 % 5) * 0.21;

		snprintf(shown[i], sizeof shown[i], "%.1f", v);
		row3(mem, t, text(quarter[i]),
		    i == 2 ? text("[u]") : number(shown[i], v, 1),
		    number("5.2", 5.2 + i * 0.01, 1));
	}
	return t;
}

/* Groups, hostile and long texts, second lines, columns of one kind only. */
static struct table *
everything(struct arena *mem)
{
	struct table *t =
	    table(mem, "all_indicators", "Every indicator on one line", 6, 8);

	t->column[0] = (struct table_column){.head = S("Indicator")};
	t->column[1] =
	    (struct table_column){.head = S("Value"), .align = ALIGN_RIGHT};
	t->column[2] =
	    (struct table_column){.head = S("value"), .align = ALIGN_RIGHT};
	t->column[3] =
	    (struct table_column){.head = S("Spine"), .pdf_only = true};
	t->column[4] = (struct table_column){
	    .head = S("Numerator"), .workbook_only = true, .unit = S(" FTE")};
	t->column[5] = (struct table_column){.head = S("What it means")};
	for (int g = 0; g < 2; g++) {
		group(t, g ? "2 Workforce development"
			   : "1 Recruitment & retention");
		for (int i = 0; i < 2; i++) {
			struct table_row *r = add_row(t);

			r->cell = NEWS(mem, 6, struct table_cell);
			r->cell[0] = text(i ? "+SUM(A1:A9)" : "=1+1");
			if (g == 0)
				r->cell[0].sub = S("June 2026, of 3,354 FTE");
			r->cell[1] = number("\xe2\x88\x92"
					    "12.34",
			    -12.344, 2);
			r->cell[2] = i ? text("[c]") : number("2026", 2026, 0);
			r->cell[4] = number("3,354", 3354.25, 0);
			r->cell[5] = text(
			    g ? "@risk _x0041_ & \"quotes\" <b>"
			      : "The share of posts that nobody fills, as a "
				"share of all funded posts. A long text that "
				"has to wrap in its cell, because nobody "
				"reads a column of two hundred characters.");
		}
	}
	return t;
}

/* A ranking with the own trust marked. */
static struct table *
ranking(struct arena *mem)
{
	struct table *t = table(mem, "ranked_trusts",
	    "Northmoor's vacancy rate is not clearly different from England's",
	    3, 14);
	static const char *name[] = {"Ashvale", "Brackwater", "Calder & Ings",
	    "Dunmere", "Eastfold", "Northmoor", "Oakhaven", "Penwick"};

	heads3(t, "Trust", "Vacancy rate", "England");
	for (int i = 0; i < 8; i++)
		row3(mem, t, text(name[i]),
		    i == 3 ? text("[c]") : number("14.2", 14.2 - i * 0.8, 1),
		    number("11.9", 11.9, 1));
	return t;
}

static struct pack
a_pack(struct arena *mem)
{
	struct pack p = {
	    .id = S("board-report"),
	    .kind_title = S("Board report"),
	    .title = S("Board report: Northmoor Children's NHS Foundation "
		       "Trust & partners, 2026-27 Q1"),
	    .org_code = S("RX9"),
	    .org_name = S("Northmoor Children's NHS Foundation Trust"),
	    .author = S("North Region workforce analysis team"),
	    .language = S("en-GB"),
	    .period = {2026, 1},
	    .date = day_of(2026, 6, 30),
	    .synthetic = true,
	    .n = 6,
	    .n_notes = 1,
	    .n_sources = 2,
	};

	p.block = NEWS(mem, p.n, struct block);
	p.block[0].kind = BLOCK_LEDE;
	p.block[1] = (struct block){.kind = BLOCK_CHART,
	    .table = mix(mem),
	    .native = NATIVE_BAR,
	    .native_series = S("Northmoor"),
	    .native_reference = S("England"),
	    .note = words(mem, "England as in [note 1].")};
	p.block[2] = (struct block){.kind = BLOCK_CHART,
	    .table = sickness(mem),
	    .native = NATIVE_LINE,
	    .native_series = S("Northmoor"),
	    .native_reference = S("England")};
	p.block[3] =
	    (struct block){.kind = BLOCK_TABLE, .table = everything(mem)};
	p.block[4] = (struct block){.kind = BLOCK_CHART,
	    .table = ranking(mem),
	    .native = NATIVE_BAR,
	    .native_series = S("Vacancy rate"),
	    .native_reference = S("England"),
	    .native_highlight = S("Northmoor")};
	p.block[5] = (struct block){.kind = BLOCK_CHART,
	    .table = ranking(mem),
	    .native = NATIVE_COLUMN,
	    .native_series = S("Vacancy rate")};
	p.note = NEWS(mem, 1, struct str);
	p.note[0] = S("England's shares are those of the Strategic Framework "
		      "for CYPMH Inpatient Workforce Development, 2022.");
	p.source = NEWS(mem, 2, struct str);
	p.source[0] = S("Quarterly return of the trust, 2026-27 Q1.");
	p.source[1] = S("=HYPERLINK(\"x\") is only text.");
	return p;
}

static char folder[] = "build/skillmix-xlsx-XXXXXX";

static struct str
in_folder(struct arena *mem, const char *name)
{
	return str_fmt(mem, "%s/%s", folder, name);
}

static struct str
output_of(struct ctx *c, const char *command)
{
	FILE *f = popen(command, "r");
	struct buf b = buf_new(c->mem);
	char piece[4096];
	size_t n;

	assert_non_null(f);
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		buf_add(&b, piece, n);
	pclose(f);
	return buf_str(&b);
}

static struct str
part(struct ctx *c, struct str path, const char *name)
{
	return output_of(
	    c, str_fmt(c->mem,
		   "/usr/bin/python3 -c 'import sys,zipfile;"
		   "sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1])."
		   "read(sys.argv[2]))' '%.*s' '%s'",
		   STRF(path), name)
		   .p);
}

static bool
has(struct str hay, const char *needle)
{
	return str_find(hay, str_of(needle)) >= 0;
}

static size_t
count(struct str hay, const char *needle)
{
	size_t n = 0;
	ptrdiff_t at;

	while ((at = str_find(hay, str_of(needle))) >= 0) {
		hay = str_slice(hay, (size_t)at + strlen(needle), hay.n);
		n++;
	}
	return n;
}

static struct str
written(struct ctx *c, const char *name)
{
	struct pack p = a_pack(c->mem);
	struct str path = in_folder(c->mem, name);

	if (!xlsx_write(c, &p, &theme_default, path))
		fail_msg("%s", str_z(c->mem, diag_text(c->diag)));
	return path;
}

/* ---- tests */

static void
two_writes_give_the_same_bytes(void **state)
{
	struct ctx c = test_ctx();
	struct str a, b;

	assert_true(file_read(&c, written(&c, "a.xlsx"), 0, &a));
	setenv("TZ", "America/New_York", 1);
	assert_true(file_read(&c, written(&c, "b.xlsx"), 0, &b));
	unsetenv("TZ");
	assert_true(a.n > 10000);
	assert_true(str_eq(a, b));
	test_drop(&c);
}

static void
the_properties_carry_the_packs_date(void **state)
{
	struct ctx c = test_ctx();
	struct str core = part(&c, written(&c, "a.xlsx"), "docProps/core.xml");

	assert_true(has(core, ">2026-06-30T00:00:00Z</dcterms:created>"));
	assert_true(has(core, ">2026-06-30T00:00:00Z</dcterms:modified>"));
	assert_true(has(core, "Trust &amp; partners, 2026-27 Q1</dc:title>"));
	assert_true(has(core, "workforce analysis team</dc:creator>"));
	test_drop(&c);
}

static void
a_pack_without_a_date_takes_its_periods_end_and_not_the_clock(void **state)
{
	struct ctx c = test_ctx();
	struct pack p = a_pack(c.mem);
	struct str path = in_folder(c.mem, "a.xlsx");

	p.date = DAY_NONE;
	assert_true(xlsx_write(&c, &p, &theme_default, path));
	assert_true(has(part(&c, path, "docProps/core.xml"),
	    ">2026-06-30T00:00:00Z</dcterms:created>"));
	test_drop(&c);
}

static void
the_cover_says_how_counts_of_people_are_told(void **state)
{
	struct ctx c = test_ctx();
	struct pack p = a_pack(c.mem);
	struct str path = in_folder(c.mem, "a.xlsx");

	p.counts = S("Counts of people are rounded to the nearest 5.");
	assert_true(xlsx_write(&c, &p, &theme_default, path));
	assert_true(has(part(&c, path, "xl/sharedStrings.xml"),
	    "<t>Counts of people are rounded to the nearest 5.</t>"));
	assert_false(
	    has(part(&c, written(&c, "b.xlsx"), "xl/sharedStrings.xml"),
		"rounded"));
	test_drop(&c);
}

static void
every_sheet_is_listed_once_in_order(void **state)
{
	struct ctx c = test_ctx();
	struct str path = written(&c, "a.xlsx");
	struct str book = part(&c, path, "xl/workbook.xml");

	assert_true(has(book, "<sheet name=\"Cover\" sheetId=\"1\""));
	assert_true(has(book, "<sheet name=\"Contents\" sheetId=\"2\""));
	assert_true(has(book, "<sheet name=\"Notes\" sheetId=\"3\""));
	assert_true(
	    has(book, "<sheet name=\"1 Discipline mix\" sheetId=\"4\""));
	assert_true(has(
	    book, "<sheet name=\"2 Sickness absence shows no\" sheetId=\"5\""));
	assert_true(has(book, "<sheet name=\"5 Ranked trusts\" sheetId=\"8\""));
	assert_int_equal(count(book, "<sheet "), 8);
	assert_int_equal(
	    count(part(&c, path, "xl/worksheets/sheet2.xml"), "<hyperlink "),
	    7);
	test_drop(&c);
}

static void
hostile_text_stays_text(void **state)
{
	struct ctx c = test_ctx();
	struct str path = written(&c, "a.xlsx");
	struct str sheet = part(&c, path, "xl/worksheets/sheet6.xml");
	struct str shared = part(&c, path, "xl/sharedStrings.xml");

	assert_false(has(sheet, "<f>"));
	assert_true(has(shared, "<t>=1+1</t>"));
	assert_true(has(shared, "<t>+SUM(A1:A9)</t>"));
	assert_true(has(shared, "@risk _x005F_x0041_ &amp; "));
	test_drop(&c);
}

static void
a_table_has_unique_heads_and_no_column_of_the_page_only(void **state)
{
	struct ctx c = test_ctx();
	struct str t = part(&c, written(&c, "a.xlsx"), "xl/tables/table5.xml");

	assert_true(has(t, "displayName=\"all_indicators\""));
	assert_false(has(t, "autoFilter"));
	assert_true(has(t, "<tableColumn id=\"1\" name=\"Group\"/>"));
	assert_true(has(t, "name=\"Indicator\"/>"));
	assert_true(has(t, "name=\"Indicator: detail\"/>"));
	assert_true(has(t, "name=\"Value\"/>"));
	assert_true(has(t, "name=\"value 2\"/>"));
	assert_true(has(t, "name=\"Numerator (FTE)\"/>"));
	assert_false(has(t, "Spine"));
	test_drop(&c);
}

static void
a_table_is_never_called_as_a_cell_is(void **state)
{
	struct ctx c = test_ctx();
	struct str path = written(&c, "a.xlsx");

	assert_true(has(part(&c, path, "xl/tables/table4.xml"),
	    "displayName=\"figures_RET02\""));
	/* Two tables of one name: the second gets its number. */
	assert_true(has(part(&c, path, "xl/tables/table7.xml"),
	    "displayName=\"ranked_trusts_5\""));
	test_drop(&c);
}

static void
numbers_are_numbers_with_the_pages_decimals(void **state)
{
	struct ctx c = test_ctx();
	struct str path = written(&c, "a.xlsx");
	struct str sheet = part(&c, path, "xl/worksheets/sheet4.xml");
	struct str styles = part(&c, path, "xl/styles.xml");

	assert_true(has(sheet, "<v>44.0512345</v>"));
	assert_true(
	    has(styles, "formatCode=\"0.0_0;&quot;\xe2\x88\x92&quot;0.0_0\""));
	assert_true(has(
	    styles, "formatCode=\"#,##0_0;&quot;\xe2\x88\x92&quot;#,##0_0\""));
	assert_true(has(styles, "<name val=\"Arial\"/>"));
	assert_false(has(styles, "Calibri"));
	test_drop(&c);
}

static void
a_bar_chart_never_points_at_a_cell_without_a_number(void **state)
{
	struct ctx c = test_ctx();
	struct str chart =
	    part(&c, written(&c, "a.xlsx"), "xl/charts/chart1.xml");

	/* Four rows have both figures, a fifth only Northmoor's; the two
	 * without are last and outside. */
	assert_true(has(chart, "<c:barDir val=\"bar\"/>"));
	assert_true(has(chart, "!$B$12:$B$16</c:f><c:numCache>"
			       "<c:formatCode>General</c:formatCode>"
			       "<c:ptCount val=\"5\"/><c:pt idx=\"0\">"
			       "<c:v>44.0512345</c:v>"));
	assert_true(has(chart, "!$C$12:$C$15</c:f><c:numCache>"
			       "<c:formatCode>General</c:formatCode>"
			       "<c:ptCount val=\"4\"/>"));
	assert_true(has(chart, "<c:v>Psychology</c:v>"));
	assert_false(has(chart, "Psychotherapy"));
	assert_false(has(chart, "Admin"));
	assert_true(has(chart, "<c:orientation val=\"maxMin\"/>"));
	test_drop(&c);
}

static void
a_line_keeps_its_order_and_draws_the_longest_run(void **state)
{
	struct ctx c = test_ctx();
	struct str path = written(&c, "a.xlsx");
	struct str chart = part(&c, path, "xl/charts/chart2.xml");

	assert_true(has(chart, "<c:ptCount val=\"5\"/><c:pt idx=\"0\">"
			       "<c:v>2024-25 Q4</c:v>"));
	assert_false(has(chart, "2024-25 Q3"));
	assert_true(has(part(&c, path, "xl/sharedStrings.xml"),
	    "longest run without a gap: 2024-25 Q4 to 2025-26 Q4."));
	test_drop(&c);
}

static void
every_chart_says_its_figures_in_words(void **state)
{
	struct ctx c = test_ctx();
	struct str path = written(&c, "a.xlsx");
	struct str d = part(&c, path, "xl/drawings/drawing1.xml");

	assert_int_equal(count(d, "descr="), 1);
	assert_true(has(d, "Support worker: 44.1% (England 41%); "));
	assert_true(has(d, "Psychotherapy: [c] (England 1%)"));
	assert_true(has(d, "Other &amp; &lt;more&gt;: 2.0%"));
	test_drop(&c);
}

static void
the_own_trust_stands_out_and_a_flat_reference_is_said(void **state)
{
	struct ctx c = test_ctx();
	struct str chart =
	    part(&c, written(&c, "a.xlsx"), "xl/charts/chart3.xml");

	assert_int_equal(count(chart, "<c:ser>"), 1);
	assert_int_equal(count(chart, "<c:dPt>"), 7);
	assert_true(has(chart, "<c:dPt><c:idx val=\"4\"/><c:spPr><a:solidFill>"
			       "<a:srgbClr val=\"12436D\"/>"));
	assert_true(has(chart, "Per cent (England: 11.9)"));
	test_drop(&c);
}

static void
no_cell_of_a_table_is_empty(void **state)
{
	struct ctx c = test_ctx();
	struct pack p = a_pack(c.mem);
	struct str path = in_folder(c.mem, "a.xlsx");
	struct table *empty = table(c.mem, "nothing", "Nothing came", 2, 0);

	empty->column[0].head = S("Trust");
	empty->column[1].head = S("Figure");
	p.block[1] = (struct block){.kind = BLOCK_TABLE, .table = empty};
	p.n = 2;
	assert_true(xlsx_write(&c, &p, &theme_default, path));
	assert_true(
	    has(part(&c, path, "xl/tables/table3.xml"), "ref=\"A5:B6\""));
	assert_int_equal(
	    count(part(&c, path, "xl/sharedStrings.xml"), "<t>[x]</t>"), 1);
	test_drop(&c);
}

static void
a_wide_table_has_its_chart_under_it(void **state)
{
	struct ctx c = test_ctx();
	struct pack p = a_pack(c.mem);
	struct str path = in_folder(c.mem, "b.xlsx"), drawing;
	struct table *t = table(c.mem, "wide", "Wide", 12, 50);

	t->column[0].head = S("Trust");
	for (size_t k = 1; k < 12; k++)
		t->column[k].head = str_fmt(c.mem, "Figure %zu", k);
	for (int i = 0; i < 50; i++) {
		struct table_row *r = add_row(t);

		r->cell = NEWS(c.mem, 12, struct table_cell);
		r->cell[0].text = str_fmt(c.mem, "Trust %d", i);
		for (int k = 1; k < 12; k++)
			r->cell[k] = number("", i * 100 - k, 1);
	}
	p.block[1] = (struct block){.kind = BLOCK_CHART,
	    .table = t,
	    .native = NATIVE_COLUMN,
	    .native_series = S("Figure 2"),
	    .native_highlight = S("Trust 7")};
	p.n = 2;
	assert_true(xlsx_write(&c, &p, &theme_default, path));
	drawing = part(&c, path, "xl/drawings/drawing1.xml");
	/* Heads in row 4, figures to row 54, one row apart. */
	assert_true(
	    has(part(&c, path, "xl/tables/table3.xml"), "ref=\"A4:L54\""));
	/* Fifty names do not fit side by side. */
	assert_true(has(
	    part(&c, path, "xl/charts/chart1.xml"), "<c:barDir val=\"bar\"/>"));
	assert_true(has(drawing, "<xdr:from><xdr:col>0</xdr:col>"
				 "<xdr:colOff>0</xdr:colOff>"
				 "<xdr:row>55</xdr:row>"));
	assert_true(has(part(&c, path, "xl/sharedStrings.xml"),
	    "This sheet contains one table, with a chart under it."));
	test_drop(&c);
}

/* What libxlsxwriter 1.1.4 calls a dash is in no list of marks: programs that
 * read by the rules refuse the whole book. */
static void
an_interval_has_marks_that_the_format_knows(void **state)
{
	struct ctx c = test_ctx();
	struct pack p = a_pack(c.mem);
	struct str path = in_folder(c.mem, "i.xlsx"), chart;
	struct table *t = table(c.mem, "ratios", "Ratios", 4, 3);
	static const char *head[] = {"Group", "Ratio", "Lower", "Upper"};

	for (size_t k = 0; k < 4; k++)
		t->column[k].head = str_of(head[k]);
	for (int i = 0; i < 3; i++) {
		struct table_row *r = add_row(t);

		r->cell = NEWS(c.mem, 4, struct table_cell);
		r->cell[0].text = str_fmt(c.mem, "Group %d", i);
		r->cell[1] = number("1.20", 1.2 + i, 2);
		r->cell[2] = i == 1 ? text("[c]") : number("0.90", 0.9 + i, 2);
		r->cell[3] = number("1.60", 1.6 + i, 2);
	}
	p.block[1] = (struct block){.kind = BLOCK_CHART,
	    .table = t,
	    .native = NATIVE_INTERVAL,
	    .native_series = S("Ratio"),
	    .native_more = {S("Lower"), S("Upper")},
	    .native_log = true};
	p.n = 2;
	assert_true(xlsx_write(&c, &p, &theme_default, path));
	chart = part(&c, path, "xl/charts/chart1.xml");
	assert_int_equal(count(chart, "<c:ser>"), 3);
	assert_true(has(chart, "<c:hiLowLines>"));
	assert_true(has(chart, "<c:logBase val=\"2\"/>"));
	assert_int_equal(count(chart, "<c:symbol val=\"circle\"/>"), 1);
	assert_int_equal(count(chart, "<c:symbol val=\"square\"/>"), 2);
	assert_int_equal(count(chart, "<c:symbol"), 3);
	/* The row whose lower end is withheld stands last and is not drawn. */
	assert_true(
	    has(chart, "$B$7:$B$8</c:f>") || has(chart, "$B$6:$B$7</c:f>"));
	assert_false(has(chart, "2.2"));
	test_drop(&c);
}

static void
a_funnel_draws_from_left_to_right_and_names_its_own(void **state)
{
	struct ctx c = test_ctx();
	struct pack p = a_pack(c.mem);
	struct str path = in_folder(c.mem, "f.xlsx"), chart, sheet;
	struct table *t = table(c.mem, "funnel", "Funnel", 5, 4);
	static const char *head[] = {
	    "Trust", "Volume", "Value", "England", "Upper 95% limit"};
	static const double volume[] = {300, 100, 200, 400};
	struct str own = S("Trust 2");

	for (size_t k = 0; k < 5; k++)
		t->column[k].head = str_of(head[k]);
	for (int i = 0; i < 4; i++) {
		struct table_row *r = add_row(t);

		r->cell = NEWS(c.mem, 5, struct table_cell);
		r->cell[0].text = str_fmt(c.mem, "Trust %d", i);
		r->cell[1] = number("", volume[i], 0);
		r->cell[2] = number("", 10 + i, 1);
		r->cell[3] = number("11.0", 11, 1);
		r->cell[4] = number("", 20 - i, 1);
	}
	p.block[1] = (struct block){.kind = BLOCK_CHART,
	    .table = t,
	    .native = NATIVE_SCATTER,
	    .native_series = S("Value"),
	    .native_across = S("Volume"),
	    .native_across_title = S("Funded WTE"),
	    .native_more = {S("England"), S("Upper 95% limit")},
	    .native_own = &own,
	    .n_native_own = 1};
	p.n = 2;
	assert_true(xlsx_write(&c, &p, &theme_default, path));
	chart = part(&c, path, "xl/charts/chart1.xml");
	sheet = part(&c, path, "xl/worksheets/sheet4.xml");
	assert_true(str_find(sheet, S("<v>100</v>")) <
		    str_find(sheet, S("<v>200</v>")));
	assert_true(str_find(sheet, S("<v>200</v>")) <
		    str_find(sheet, S("<v>300</v>")));
	assert_int_equal(count(chart, "<c:ser>"), 3);
	assert_true(has(chart, "<a:t>Trust 2</a:t>"));
	assert_int_equal(count(chart, "<c:delete val=\"1\"/>"), 3);
	assert_true(has(chart, "Funded WTE. Solid line: England 11.0"));
	test_drop(&c);
}

static void
a_sheets_name_has_31_characters_that_excel_allows(void **state)
{
	struct ctx c = test_ctx();

	assert_str(words_sheet_name(c.mem, 12, S("who's_[new]: a/b*c?"), S("")),
	    "12 Who s new a b c");
	assert_str(words_sheet_name(c.mem, 3,
		       S("nurses_at_band_six_or_above_by_setting"), S("")),
	    "3 Nurses at band six or above");
	assert_str(words_sheet_name(c.mem, 4, S("MIX01"), S("Discipline mix")),
	    "4 Discipline mix");
	assert_str(words_sheet_name(c.mem, 5, S(""), S("\xf0\x9f\x98\x80")),
	    "5 Figures");
	assert_str(words_sheet_name(
		       c.mem, 6, S("trend_RET01"), S("Vacancies: improving")),
	    "6 Trend vacancies");
	assert_str(words_sheet_name(
		       c.mem, 7, S("brief_CPD01"), S("CPD uptake: no verdict")),
	    "7 Brief CPD uptake");
	assert_str(
	    words_sheet_name(c.mem, 8, S("cpd_gap"), S("")), "8 CPD gap");
	assert_int_equal(str_chars(words_sheet_name(c.mem, 1,
			     S("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3"
			       "\xa9\xc3\xa9\xc3\xa9"
			       "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3"
			       "\xa9\xc3\xa9\xc3\xa9"
			       "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3"
			       "\xa9\xc3\xa9\xc3\xa9"
			       "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3"
			       "\xa9\xc3\xa9\xc3\xa9"),
			     S(""))),
	    31);
	test_drop(&c);
}

static void
a_long_text_is_cut_at_a_sentence_or_a_word(void **state)
{
	struct str head,
	    rest = S("One sentence here. And another that is long");

	assert_true(words_cut(&rest, 25, &head));
	assert_str(head, "One sentence here.");
	assert_true(words_cut(&rest, 16, &head));
	assert_str(head, "And another that");
	assert_true(words_cut(&rest, 16, &head));
	assert_str(head, "is long");
	assert_false(words_cut(&rest, 16, &head));
	assert_int_equal(words_lines(S("one two three"), 8, false), 2);
	assert_int_equal(words_lines(S("0123456789"), 4.5, false), 3);
	assert_int_equal(words_lines(S(""), 4, false), 1);
	/* Narrow letters take less than a digit each, capitals more. */
	assert_int_equal(words_lines(S("illicit illicit"), 8, false), 1);
	assert_int_equal(words_lines(S("WOMAN WOMAN"), 12, false), 2);
	assert_int_equal(words_lines(S("ten nouns in it"), 12, false), 1);
	assert_int_equal(words_lines(S("ten nouns in it"), 12, true), 2);
}

static void
what_cannot_be_written_leaves_the_old_file_and_nothing_else(void **state)
{
	struct ctx c = test_ctx();
	struct pack p = a_pack(c.mem);
	struct str path = in_folder(c.mem, "old.xlsx"), bytes;
	struct rlimit old, small;

	assert_true(file_replace(&c, path, S("the old file")));
	/* Writing past 2,000 bytes fails, as on a full disk. */
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 2000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	bool ok = xlsx_write(&c, &p, &theme_default, path);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	signal(SIGXFSZ, SIG_DFL);

	assert_false(ok);
	assert_true(str_eq(diag_at(c.diag).file, path));
	assert_true(diag_text(c.diag).n > 0);
	assert_true(file_read(&c, path, 0, &bytes));
	assert_str(bytes, "the old file");
	assert_false(file_exists(&c, in_folder(c.mem, "old.xlsx.part")));
	test_drop(&c);
}

static void
a_folder_that_cannot_be_is_named(void **state)
{
	struct ctx c = test_ctx();
	struct pack p = a_pack(c.mem);

	assert_true(file_replace(&c, in_folder(c.mem, "file"), S("x")));
	assert_false(xlsx_write(
	    &c, &p, &theme_default, in_folder(c.mem, "file/a.xlsx")));
	assert_true(has(diag_at(c.diag).file, "/file"));
	test_drop(&c);
}

static void
the_referee_finds_nothing(void **state)
{
	static const char referee[] = "../shared/referee/xlsxcheck.py";
	struct ctx c = test_ctx();
	struct str path, said;

	if (access(referee, R_OK) != 0) {
		print_message("skipped: %s is not there\n", referee);
		test_drop(&c);
		skip();
	}
	path = written(&c, "a.xlsx");
	said = output_of(&c, str_fmt(c.mem, "/usr/bin/python3 %s '%.*s' 2>&1",
				 referee, STRF(path))
				 .p);
	if (!has(said, ": PASS (8 sheets)"))
		fail_msg("%s", str_z(c.mem, said));
	test_drop(&c);
}

static int
make_folder(void **state)
{
	return mkdtemp(folder) == NULL;
}

static int
drop_folder(void **state)
{
	static const char *name[] = {
	    "a.xlsx", "b.xlsx", "f.xlsx", "i.xlsx", "old.xlsx", "file"};
	char path[128];

	if (getenv("KEEP") != NULL)
		return 0;
	for (size_t i = 0; i < COUNT(name); i++) {
		snprintf(path, sizeof path, "%s/%s", folder, name[i]);
		unlink(path);
	}
	/* Fails, and the test with it, when something was left behind. */
	return rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(two_writes_give_the_same_bytes),
	    cmocka_unit_test(the_properties_carry_the_packs_date),
	    cmocka_unit_test(
		a_pack_without_a_date_takes_its_periods_end_and_not_the_clock),
	    cmocka_unit_test(the_cover_says_how_counts_of_people_are_told),
	    cmocka_unit_test(every_sheet_is_listed_once_in_order),
	    cmocka_unit_test(hostile_text_stays_text),
	    cmocka_unit_test(
		a_table_has_unique_heads_and_no_column_of_the_page_only),
	    cmocka_unit_test(a_table_is_never_called_as_a_cell_is),
	    cmocka_unit_test(numbers_are_numbers_with_the_pages_decimals),
	    cmocka_unit_test(
		a_bar_chart_never_points_at_a_cell_without_a_number),
	    cmocka_unit_test(a_line_keeps_its_order_and_draws_the_longest_run),
	    cmocka_unit_test(every_chart_says_its_figures_in_words),
	    cmocka_unit_test(
		the_own_trust_stands_out_and_a_flat_reference_is_said),
	    cmocka_unit_test(no_cell_of_a_table_is_empty),
	    cmocka_unit_test(a_wide_table_has_its_chart_under_it),
	    cmocka_unit_test(an_interval_has_marks_that_the_format_knows),
	    cmocka_unit_test(
		a_funnel_draws_from_left_to_right_and_names_its_own),
	    cmocka_unit_test(a_sheets_name_has_31_characters_that_excel_allows),
	    cmocka_unit_test(a_long_text_is_cut_at_a_sentence_or_a_word),
	    cmocka_unit_test(
		what_cannot_be_written_leaves_the_old_file_and_nothing_else),
	    cmocka_unit_test(a_folder_that_cannot_be_is_named),
	    cmocka_unit_test(the_referee_finds_nothing),
	};

	return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
