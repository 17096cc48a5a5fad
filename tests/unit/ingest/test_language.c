/* What the profile language promises, one sheet of hand-written rows for each
 * of its features. */
#include "unit/ingest/feed.h"

#define HEAD                                                                   \
	"name: p\ntitle: T\npublisher: P\nkind: observations\n"                \
	"precedence: 50\n"
#define MONTH "date: {constant: 2025-03-31}\n"
#define FTE   "values:\n  - {column: FTE, measure: fte}\n"

/* One file of one sheet, whatever its profile makes of it. Titles may stand
 * above the header. */
struct sheet_of {
	struct feed f;
	struct profile *p;
};

static void
read_sheet(struct sheet_of *s, const char *yaml, const char *file,
    const char *sheet_name, const char *const *rows)
{
	struct feed *f = &s->f;
	struct matcher m;
	struct sheet sheet = {.name = str_of(sheet_name)};
	bool found = false;

	feed_open(f);
	s->p = profile_of(&f->c, yaml);
	m = matcher_new(f->file, &s->p, 1);
	m.file = str_of(file);
	feed_file(f, file);
	matcher_sheet(&m, &sheet);
	for (; *rows != NULL; rows++) {
		struct row row = row_of(f->file, ++f->row, *rows);
		if (found) {
			observer_row(f->o, &row);
		} else if (matcher_row(&m, &row) == MATCH_FOUND) {
			observer_sheet(f->o, f->file, &sheet, &m.match, 0);
			found = true;
		}
	}
	assert_true(found);
	observer_close(f->o);
}

/* The observation whose dimensions are these words: the first that has them. */
static const struct observation *
at(const struct sheet_of *s, const char *org, const char *measure,
    enum dimension d, const char *word, enum dimension e, const char *other)
{
	const struct dataset *data = s->f.d;

	for (size_t i = 0; i < data->n; i++) {
		const struct observation *o = &data->observation[i];
		if (str_is(symbols_text(data->symbols, o->org), org) &&
		    str_is(symbols_text(data->symbols, o->measure), measure) &&
		    (d == DIM_N ||
			str_is(symbols_text(data->symbols, o->dim[d]), word)) &&
		    (e == DIM_N ||
			str_is(symbols_text(data->symbols, o->dim[e]), other)))
			return o;
	}
	fail_msg("no %s of %s, %s %s", measure, org, word ? word : "",
	    other ? other : "");
	return NULL;
}

static void
assert_value(const struct observation *o, double v)
{
	assert_int_equal(o->reason, REASON_NONE);
	if (o->value != v)
		fail_msg("%g is not %g", o->value, v);
}

static const struct finding *
finding(const struct sheet_of *s, size_t i, enum finding_kind kind)
{
	const struct finding *f;

	assert_true(i < findings_count(s->f.findings));
	f = findings_at(s->f.findings, i);
	assert_int_equal(f->kind, kind);
	return f;
}

static void
quarters_under_years_are_dates_of_their_columns(void **state)
{
	struct sheet_of s;
	const struct observation *o;

	read_sheet(&s,
	    HEAD "recognise: {header: [Reason, 2011-12]}\n"
		 "organisation: {constant: ENG}\n"
		 "headings: {fill_right: [0], below: 1}\n"
		 "date: {headings: [0, 1], format: financial quarter}\n"
		 "dimensions:\n"
		 "  - {dimension: leaving_reason, columns: [Reason]}\n"
		 "values:\n"
		 "  - {heading: \"Q[1-4]\", row: 1, measure: left}\n"
		 "marks:\n  - {text: \"-\", means: zero}\n"
		 "thousands: \",\"\n",
	    "r.csv", "",
	    (const char *[]){"Reason|2011-12|||2012-13|",
		"Reason|Q3|Q4|Total|Q1|Q2", "Retired|1|2|3|1,004|-",
		"Dismissed|5|6|11|7|8", "Source: somebody", NULL});
	assert_int_equal(s.f.d->n, 8);
	assert_int_equal(findings_count(s.f.findings), 0);
	assert_int_equal(s.f.d->observation[0].date, day_of(2011, 12, 31));
	assert_int_equal(s.f.d->observation[1].date, day_of(2012, 3, 31));
	o = &s.f.d->observation[2];
	assert_int_equal(o->date, day_of(2012, 6, 30));
	assert_value(o, 1004);
	assert_int_equal(o->origin.column, 5);
	assert_value(&s.f.d->observation[3], 0);
	assert_int_equal(s.f.d->source[0].date, day_of(2012, 9, 30));
	feed_drop(&s.f);
}

static void
a_question_goes_on_over_its_answers(void **state)
{
	struct sheet_of s;

	read_sheet(&s,
	    HEAD "recognise: {header: [Org ID], title: \"Q[0-9]+\\\\. \"}\n"
		 "organisation: {code: Org ID}\n" MONTH
		 "headings: {fill_right: [-2]}\n"
		 "dimensions:\n"
		 "  - {dimension: question, headings: [-2]}\n"
		 "  - {dimension: answer, headings: [0], patterns: "
		 "[{matches: \"% (.*)\", word: \"\\\\1\"}]}\n"
		 "values:\n"
		 "  - {heading: \"%.*\", measure: said, percent: points}\n"
		 "  - {heading: Base, measure: base}\n"
		 "marks:\n  - {text: \"-\", means: suppressed}\n",
	    "s.csv", "",
	    (const char *[]){"||Q1. Often?||Q2. Well?|", "",
		"Org ID|Base|% Yes|% No|Base|% Yes", "RV5|90|12.5|87.5|80|-",
		NULL});
	assert_int_equal(s.f.d->n, 5);
	assert_value(
	    at(&s, "RV5", "said", DIM_question, "Q1. Often?", DIM_answer, "No"),
	    87.5);
	assert_int_equal(
	    at(&s, "RV5", "said", DIM_question, "Q2. Well?", DIM_answer, "Yes")
		->reason,
	    REASON_SUPPRESSED);
	assert_value(at(&s, "RV5", "base", DIM_question, "Q2. Well?",
			 DIM_answer, "Base"),
	    80);
	feed_drop(&s.f);
}

static void
stacked_tables_have_titles_and_headers_of_their_own(void **state)
{
	struct sheet_of s;

	read_sheet(&s,
	    HEAD "recognise: {header: [Code]}\n"
		 "organisation: {code: Code}\n" MONTH
		 "sections: {title: \"(Regions|ICBs).*\", header: yes}\n"
		 "dimensions:\n  - {dimension: level, section: yes}\n"
		 "ends: \"Notes?:\"\n" FTE,
	    "s.csv", "",
	    (const char *[]){"Regions of England", "Code|Name|FTE",
		"Y56|London|10", "Notes:|x|1", "Y58|is not read|9", "", "ICBs",
		"FTE|Code", "4|QKK", "5|QMF", NULL});
	assert_int_equal(s.f.d->n, 3);
	assert_value(
	    at(&s, "Y56", "fte", DIM_level, "Regions", DIM_N, NULL), 10);
	assert_value(at(&s, "QKK", "fte", DIM_level, "ICBs", DIM_N, NULL), 4);
	assert_int_equal(
	    at(&s, "QMF", "fte", DIM_level, "ICBs", DIM_N, NULL)->origin.column,
	    1);
	assert_int_equal(findings_count(s.f.findings), 0);
	feed_drop(&s.f);
}

static void
names_of_sheet_and_file_and_titles_give_words(void **state)
{
	struct sheet_of s;
	const struct observation *o;

	read_sheet(&s,
	    HEAD "recognise: {header: [Code], sheets: [Nope, \"Comm*\"], "
		 "file: \"*staff*\"}\n"
		 "organisation: {code: Code}\n"
		 "date: {file: \"([A-Z][a-z]{2}-[0-9]{2})\", format: mmm-yy}\n"
		 "dimensions:\n"
		 "  - {dimension: setting, sheet: \"^(Inpatient|Community)\"}\n"
		 "  - {dimension: service, title: \"for (.*) services\"}\n"
		 "  - {dimension: ethnicity, constant: White}\n" FTE,
	    "2025/staff_Nov-25.csv", "Community teams",
	    (const char *[]){"Table 1", "Staff for young people's services",
		"Code|FTE", "RV5|1", NULL});
	o = at(&s, "RV5", "fte", DIM_setting, "Community", DIM_service,
	    "young people's");
	assert_int_equal(o->date, day_of(2025, 11, 30));
	assert_str(
	    symbols_text(s.f.d->symbols, o->dim[DIM_ethnicity]), "White");
	feed_drop(&s.f);
}

static void
a_name_without_the_word_is_unmapped_and_said(void **state)
{
	struct sheet_of s;

	read_sheet(&s,
	    HEAD "recognise: {header: [Code]}\n"
		 "organisation: {code: Code}\n"
		 "date: {file: \"([A-Z][a-z]{2}-[0-9]{2})\", format: mmm-yy}\n"
		 "dimensions:\n  - {dimension: setting, sheet: Ward}\n" FTE,
	    "staff.csv", "Team",
	    (const char *[]){"Code|FTE", "RV5|1", "RPG|1", NULL});
	assert_int_equal(s.f.d->n, 0);
	assert_int_equal(findings_count(s.f.findings), 2);
	finding(&s, 0, FINDING_unmapped);
	assert_str(finding(&s, 1, FINDING_bad_date)->other, "mmm-yy");
	feed_drop(&s.f);
}

static void
empty_cells_mean_the_one_above(void **state)
{
	struct sheet_of s;

	read_sheet(&s,
	    HEAD "recognise: {header: [Code]}\n"
		 "organisation: {code: Code}\n" MONTH
		 "dimensions:\n  - {dimension: band, columns: [Band]}\n"
		 "fill_down: [Code]\n" FTE,
	    "s.csv", "",
	    (const char *[]){"Code|Band|FTE", "RV5|5|1", "|6|2", "", "|7|3",
		"RPG|5|4", "|6|5", NULL});
	assert_int_equal(s.f.d->n, 5);
	assert_value(at(&s, "RV5", "fte", DIM_band, "7", DIM_N, NULL), 3);
	assert_value(at(&s, "RPG", "fte", DIM_band, "6", DIM_N, NULL), 5);
	feed_drop(&s.f);
}

static void
patterns_give_words_and_leave_rows_out(void **state)
{
	struct sheet_of s;

	read_sheet(&s,
	    HEAD "recognise: {header: [Provider]}\n"
		 "organisation:\n  columns: [Provider, Commissioner]\n"
		 "  patterns:\n    - {matches: all / all, word: ENG}\n"
		 "    - {matches: \"all / (.+)\", word: \"\\\\1\"}\n"
		 "    - {matches: \"(.+) /.*\", word: \"\\\\1\"}\n" MONTH
		 "dimensions:\n  - dimension: level\n    columns: [Group]\n"
		 "    blank: Unknown\n    patterns:\n"
		 "      - {matches: \".* subtotal\", skip: yes}\n"
		 "      - {matches: \"band ([0-9]).*\", word: \"Level "
		 "\\\\1\"}\n" FTE,
	    "s.csv", "",
	    (const char *[]){"Provider|Commissioner|Group|FTE",
		"all|all|Band 5 and up|1", "all|QKK|x|2", "RV5|QKK||3",
		"RV5|QKK|Band 5 subtotal|4", NULL});
	assert_int_equal(s.f.d->n, 3);
	assert_value(
	    at(&s, "ENG", "fte", DIM_level, "Level 5", DIM_N, NULL), 1);
	assert_value(at(&s, "QKK", "fte", DIM_level, "x", DIM_N, NULL), 2);
	assert_value(
	    at(&s, "RV5", "fte", DIM_level, "Unknown", DIM_N, NULL), 3);
	assert_int_equal(s.f.d->source[0].rows, 3);
	feed_drop(&s.f);
}

static void
percentages_are_kept_as_0_to_100(void **state)
{
	struct sheet_of s;

	read_sheet(&s,
	    HEAD "recognise: {header: [Code]}\n"
		 "organisation: {code: Code}\n" MONTH "values:\n"
		 "  - {column: A, measure: fraction, percent: fraction}\n"
		 "  - {column: B, measure: points, percent: points}\n"
		 "  - {column: C, measure: whole, percent: whole}\n",
	    "s.csv", "",
	    (const char *[]){"Code|A|B|C", "RV5|0.57|57.1|57", "RPG|57%|7%|7%",
		"RAT|57|101|7.5", NULL});
	assert_value(at(&s, "RV5", "fraction", DIM_N, NULL, DIM_N, NULL), 57);
	assert_value(at(&s, "RPG", "fraction", DIM_N, NULL, DIM_N, NULL), 57);
	assert_value(at(&s, "RV5", "points", DIM_N, NULL, DIM_N, NULL), 57.1);
	assert_value(at(&s, "RPG", "whole", DIM_N, NULL, DIM_N, NULL), 7);
	assert_int_equal(findings_count(s.f.findings), 3);
	assert_str(finding(&s, 0, FINDING_off_scale)->other,
	    "percentages as fractions of 1");
	assert_str(finding(&s, 1, FINDING_off_scale)->cell, "C4");
	assert_str(finding(&s, 2, FINDING_off_scale)->value, "7.5");
	assert_int_equal(
	    at(&s, "RAT", "points", DIM_N, NULL, DIM_N, NULL)->reason,
	    REASON_UNREADABLE);
	feed_drop(&s.f);
}

static void
thousands_are_read_when_the_profile_says_so(void **state)
{
	static const char *const rows[] = {"Code|FTE", "RV5|6,307",
	    "RPG|1,234,567.5", "RAT|12,34", "R1L|1234,567", NULL};
	struct sheet_of s;

	read_sheet(&s,
	    HEAD
	    "recognise: {header: [Code]}\norganisation: {code: Code}\n" MONTH
		FTE "thousands: \",\"\n",
	    "s.csv", "", rows);
	assert_value(at(&s, "RV5", "fte", DIM_N, NULL, DIM_N, NULL), 6307);
	assert_value(at(&s, "RPG", "fte", DIM_N, NULL, DIM_N, NULL), 1234567.5);
	assert_int_equal(findings_count(s.f.findings), 2);
	assert_str(finding(&s, 0, FINDING_not_a_number)->value, "12,34");
	feed_drop(&s.f);
	read_sheet(&s,
	    HEAD
	    "recognise: {header: [Code]}\norganisation: {code: Code}\n" MONTH
		FTE,
	    "s.csv", "", rows);
	assert_int_equal(findings_count(s.f.findings), 4);
	feed_drop(&s.f);
}

static void
an_empty_value_means_what_the_profile_says(void **state)
{
	static const char *const rows[] = {"Code|FTE|X", "RV5||1", NULL};
	static const struct {
		const char *blank;
		size_t n;
		enum reason reason;
	} as[] = {{"blank: zero\n", 1, REASON_NONE},
	    {"blank: not applicable\n", 1, REASON_NOT_APPLICABLE},
	    {"blank: suppressed\n", 1, REASON_SUPPRESSED},
	    {"", 1, REASON_BLANK}, {"blank: nothing\n", 0, REASON_NONE}};

	for (size_t i = 0; i < COUNT(as); i++) {
		struct sheet_of s;
		struct ctx c = test_ctx();
		read_sheet(&s,
		    str_fmt(c.mem, "%s%s",
			HEAD "recognise: {header: [Code, X]}\n"
			     "organisation: {code: Code}\n" MONTH FTE,
			as[i].blank)
			.p,
		    "s.csv", "", rows);
		assert_int_equal(s.f.d->n, as[i].n);
		if (as[i].n > 0)
			assert_int_equal(
			    s.f.d->observation[0].reason, as[i].reason);
		feed_drop(&s.f);
		test_drop(&c);
	}
}

static void
rows_are_kept_and_left_out_by_rule(void **state)
{
	struct sheet_of s;

	read_sheet(&s,
	    HEAD
	    "recognise: {header: [Code]}\norganisation: {code: Code}\n" MONTH
		FTE "keep:\n  - {column: Level, equals: [Trust]}\n"
	    "skip:\n  - {column: Group, matches: \"of which.*\"}\n"
	    "  - {column: Group, is: blank}\n",
	    "s.csv", "",
	    (const char *[]){"Code|Level|Group|FTE", "RV5|trust|All|1",
		"RPG|Region|All|2", "RAT|Trust|Of which nurses|3",
		"R1L|Trust||4", NULL});
	assert_int_equal(s.f.d->n, 1);
	assert_value(at(&s, "RV5", "fte", DIM_N, NULL, DIM_N, NULL), 1);
	feed_drop(&s.f);
}

#define TOTALS                                                                 \
	HEAD "recognise: {header: [Code]}\norganisation: {code: Code}\n" MONTH \
	     "dimensions:\n  - {dimension: ethnicity, columns: [Who]}\n"       \
	     "  - {dimension: band, columns: [Band]}\n" FTE "totals:\n"        \
	     "  - {dimension: ethnicity, value: Known, except: [Everybody, "   \
	     "Unknown], left_out: yes, checks: [{measures: [fte], "            \
	     "tolerance: 0.1}]}\n"                                             \
	     "  - {dimension: ethnicity, value: Everybody, except: [Known], "  \
	     "left_out: yes, checks: [{measures: [fte], tolerance: 0.1}]}\n"   \
	     "  - {dimension: band, value: All, left_out: yes, checks: "       \
	     "[{measures: [fte], tolerance: 0.1}]}\n"

static void
two_totals_that_overlap_are_proven_and_left_out(void **state)
{
	struct sheet_of s;

	read_sheet(&s, TOTALS, "s.csv", "",
	    (const char *[]){"Code|Who|Band|FTE", "RV5|Known|5|30",
		"RV5|Everybody|5|35", "RV5|White|5|20", "RV5|Black|5|10",
		"RV5|Unknown|5|5", "RV5|White|6|1", "RV5|White|All|22", NULL});
	/* 22 is not 20 and 1; the rest adds up. */
	assert_int_equal(findings_count(s.f.findings), 1);
	assert_str(
	    finding(&s, 0, FINDING_total_differs)->other, "parts 21, total 22");
	assert_str(findings_at(s.f.findings, 0)->cell, "D8");
	assert_int_equal(s.f.d->n, 4);
	for (size_t i = 0; i < s.f.d->n; i++)
		assert_true(s.f.d->observation[i].value <= 20);
	assert_int_equal(s.f.d->source[0].observations, 4);
	feed_drop(&s.f);
}

static void
what_follows_a_left_out_total_is_still_found(void **state)
{
	struct feed *f;
	struct sheet_of s;
	const char *again[] = {"Code|Who|Band|FTE", "RV5|White|5|9", NULL};

	read_sheet(&s, TOTALS, "s.csv", "",
	    (const char *[]){
		"Code|Who|Band|FTE", "RV5|Known|5|20", "RV5|White|5|20", NULL});
	f = &s.f;
	assert_int_equal(f->d->n, 1);
	feed_file(f, "t.csv");
	feed_rows(f, s.p, again);
	observer_close(f->o);
	assert_int_equal(f->d->n, 1);
	finding(&s, 0, FINDING_duplicate);
	feed_drop(&s.f);
}

static void
many_totals_that_differ_are_one_finding(void **state)
{
	struct sheet_of s;
	struct ctx c = test_ctx();
	const char *rows[64] = {"Code|Who|Band|FTE"};

	for (int i = 0; i < 15; i++) {
		rows[1 + 2 * i] = str_fmt(c.mem, "R%02d|White|All|10", i).p;
		rows[2 + 2 * i] =
		    str_fmt(c.mem, "R%02d|White|5|%d", i, i == 7 ? 99 : i).p;
	}
	read_sheet(&s, TOTALS, "s.csv", "", rows);
	assert_int_equal(findings_count(s.f.findings), 1);
	assert_str(finding(&s, 0, FINDING_total_differs)->other,
	    "14 of 15 totals differ, most here: parts 99, total 10");
	assert_str(findings_at(s.f.findings, 0)->org, "R07");
	feed_drop(&s.f);
	test_drop(&c);
}

static void
a_list_of_codes_is_read_and_checked(void **state)
{
	struct sheet_of s;

	read_sheet(&s,
	    "name: p\ntitle: T\npublisher: P\nkind: codes\n"
	    "recognise: {header: [CODE, NAME]}\n"
	    "codes: {code: CODE, name: NAME, width: 3}\n",
	    "s.csv", "",
	    (const char *[]){"CODE|NAME", "6|Nurses", "018|AHPs", "18|Others",
		"Source: somebody", NULL});
	assert_int_equal(s.f.d->n, 0);
	assert_int_equal(s.f.d->source[0].rows, 3);
	assert_str(finding(&s, 0, FINDING_code_twice)->value, "018");
	assert_str(findings_at(s.f.findings, 0)->other, "AHPs");
	feed_drop(&s.f);
}

static void
a_label_near_a_listed_one_is_suggested(void **state)
{
	struct feed f;
	struct vocabulary *v;
	struct profile *p;

	feed_open(&f);
	p = profile_of(&f.c, HEAD
	    "recognise: {header: [Code]}\norganisation: {code: Code}\n" MONTH
		FTE "dimensions:\n  - {dimension: discipline, columns: "
	    "[Group], vocabulary: words}\n");
	assert_true(vocabulary_load_text(&f.c, S("v.yaml"),
	    S("name: words\ngroups:\n  - {word: Nursing, labels: [Nurses]}\n"
	      "  - {word: Psychology, labels: [Psychologists]}\n"),
	    &v));
	assert_true(profile_bind(&f.c, p, &v, 1));
	feed_file(&f, "s.csv");
	feed_rows(&f, p,
	    (const char *[]){"Code|Group|FTE", "RV5|Pyschologist|1",
		"RV5|Gardeners|2", NULL});
	observer_close(f.o);
	assert_int_equal(findings_count(f.findings), 2);
	assert_str(findings_at(f.findings, 0)->other,
	    "words (nearest: 'Psychologists')");
	assert_str(findings_at(f.findings, 1)->other, "words");
	feed_drop(&f);
}

static void
every_way_to_write_a_date_is_read(void **state)
{
	static const struct {
		const char *format, *text;
		int y, m, d;
	} as[] = {{"yyyy-mm", "2025-11", 2025, 11, 30},
	    {"mmm-yy", "Nov-25", 2025, 11, 30},
	    {"mmm-yy", "September 2019", 2019, 9, 30},
	    {"yyyy-mmm", "2017-SEP", 2017, 9, 30},
	    {"yyyy", "2017", 2017, 3, 31},
	    {"financial year", "2017-18", 2018, 3, 31},
	    {"financial year", "2017/2018", 2018, 3, 31},
	    {"financial quarter", "2026-27-Q1", 2026, 6, 30},
	    {"financial quarter", "2017/18 Q4", 2018, 3, 31},
	    {"yyyymm to yyyymm", "202510 to 202511", 2025, 11, 30},
	    {"dd/mm/yyyy", "02/11/2025", 2025, 11, 30},
	    {"mmm-yy", "Novem-ber", 0, 0, 0}, {"mmm-yy", "No-25", 0, 0, 0},
	    {"yyyy-mm", "2025-13", 0, 0, 0},
	    {"financial year", "2017-19", 0, 0, 0},
	    {"financial quarter", "2017-18 Q5", 0, 0, 0},
	    {"yyyy-mmm", "2017-SEPT-1", 0, 0, 0}};

	for (size_t i = 0; i < COUNT(as); i++) {
		struct sheet_of s;
		struct ctx c = test_ctx();
		read_sheet(&s,
		    str_fmt(c.mem,
			HEAD "recognise: {header: [Code]}\n"
			     "organisation: {code: Code}\n"
			     "date: {column: When, formats: [\"%s\"], "
			     "year_ends: \"03-31\", month_end: yes}\n" FTE,
			as[i].format)
			.p,
		    "s.csv", "",
		    (const char *[]){"Code|When|FTE",
			str_fmt(c.mem, "RV5|%s|1", as[i].text).p, NULL});
		assert_int_equal(s.f.d->n, as[i].y > 0);
		if (as[i].y > 0)
			assert_int_equal(s.f.d->observation[0].date,
			    day_of(as[i].y, as[i].m, as[i].d));
		else
			finding(&s, 0, FINDING_bad_date);
		feed_drop(&s.f);
		test_drop(&c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(quarters_under_years_are_dates_of_their_columns),
	    cmocka_unit_test(a_question_goes_on_over_its_answers),
	    cmocka_unit_test(
		stacked_tables_have_titles_and_headers_of_their_own),
	    cmocka_unit_test(names_of_sheet_and_file_and_titles_give_words),
	    cmocka_unit_test(a_name_without_the_word_is_unmapped_and_said),
	    cmocka_unit_test(empty_cells_mean_the_one_above),
	    cmocka_unit_test(patterns_give_words_and_leave_rows_out),
	    cmocka_unit_test(percentages_are_kept_as_0_to_100),
	    cmocka_unit_test(thousands_are_read_when_the_profile_says_so),
	    cmocka_unit_test(an_empty_value_means_what_the_profile_says),
	    cmocka_unit_test(rows_are_kept_and_left_out_by_rule),
	    cmocka_unit_test(two_totals_that_overlap_are_proven_and_left_out),
	    cmocka_unit_test(what_follows_a_left_out_total_is_still_found),
	    cmocka_unit_test(many_totals_that_differ_are_one_finding),
	    cmocka_unit_test(a_list_of_codes_is_read_and_checked),
	    cmocka_unit_test(a_label_near_a_listed_one_is_suggested),
	    cmocka_unit_test(every_way_to_write_a_date_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
