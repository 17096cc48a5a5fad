/* needs: ingest */
/* What render/audit_book.c promises: the return as it was sent, marked up, which
 * can be read again; and a register whose answers come back. */
#include <glib.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "check.h"
#include "ingest/cells.h"
#include "ingest/ingest.h"
#include "render/audit_book.h"
#include "render/form.h"

static struct ctx c;
static struct return_form form;
static char *folder;

static int
open_all(void **state)
{
	c = test_ctx();
	folder = g_dir_make_tmp("skillmix-audit-XXXXXX", NULL);
	assert_non_null(folder);
	if (!return_form_load(&c, S("templates/return.yaml"), &form))
		fail_msg("%s", diag_text(c.diag).p);
	return 0;
}

static int
close_all(void **state)
{
	g_rmdir(folder);
	g_free(folder);
	test_drop(&c);
	return 0;
}

/* Every cell says something: numbers, marks, nothing, and what cannot be read. */
static struct form_value *
answers(size_t *n)
{
	struct form_value *all = NULL;
	struct return_place at = {0};
	size_t cap = 0;

	*n = 0;
	for (at.topic = 0; at.topic < form.n_topics; at.topic++)
		for (at.row = 0; at.row < form.topic[at.topic].n_rows; at.row++)
			for (at.column = 0;
			     at.column < form.topic[at.topic].n_columns;
			     at.column++) {
				struct form_value v = {
				    .value = (double)(*n % 43)};
				const struct return_measure *m =
				    return_cell(&form, at, v.dim);
				v.measure = m->name;
				if (m->number == RETURN_DECIMAL)
					v.value += 0.25;
				if (m->number == RETURN_YES_NO)
					v.value = (double)(*n % 2);
				if (*n % 17 == 3)
					v.reason = REASON_NOT_AVAILABLE;
				if (*n % 19 == 4)
					v.reason = REASON_BLANK;
				if (*n % 97 == 5) {
					v.reason = REASON_UNREADABLE;
					v.text =
					    str_fmt(c.mem, "about %zu", *n);
				}
				if (*n % 211 == 6) {
					v.reason = REASON_UNREADABLE;
					v.text = str_fmt(c.mem, "-%zu", *n);
				}
				ARENA_GROW(c.mem, all, *n, cap);
				all[(*n)++] = v;
			}
	return all;
}

static struct str
path_of(const char *name)
{
	return str_fmt(c.mem, "%s/%s", folder, name);
}

static void
write_return(void)
{
	struct form_fill fill = {.org_code = S("XN1"),
	    .org_name = S("Northmoor Children's Trust"),
	    .period = {2026, 1},
	    .sent = day_of(2026, 7, 14),
	    .synthetic = true};

	fill.answer = answers(&fill.n_answers);
	if (!form_write(&c, &form, &fill, &theme_default, path_of("in.xlsx")))
		fail_msg("%s", diag_text(c.diag).p);
}

/* Reads the folder, and empties it. */
static struct dataset *
read_folder(struct findings **findings)
{
	struct ingest_options o = {.input = str_of(folder),
	    .program_input = S("input"),
	    .return_form = &form};
	struct dataset *d;

	*findings = findings_new(c.mem);
	if (!ingest_run(&c, &o, &d, *findings))
		fail_msg("%s", diag_text(c.diag).p);
	findings_sort(*findings);
	return d;
}

static void
empty_folder(void)
{
	g_unlink(path_of("in.xlsx").p);
	g_unlink(path_of("out.xlsx").p);
}

static struct pack
pack_of(const char *code)
{
	return (struct pack){.id = S("data-audit"),
	    .kind_title = S("Data-improvement audit"),
	    .title = S("Data-improvement audit: Northmoor"),
	    .org_code = str_of(code),
	    .org_name = S("Northmoor Children\u2019s Trust"),
	    .author = S("Workforce benchmarking"),
	    .period = {2026, 1},
	    .date = day_of(2026, 6, 30),
	    .synthetic = true,
	    .internal = true};
}

static void
write_book(const struct pack *p, const struct dataset *d,
    const struct findings *all, const char *name)
{
	struct audit_book in = {&form, d, all};

	if (!audit_book_write(&c, p, &in, &theme_default, path_of(name)))
		fail_msg("%s", diag_text(c.diag).p);
}

/* A finding of the cell that this observation was read from. */
static struct finding *
find_at(struct findings *all, const struct dataset *d, size_t i,
    enum finding_kind kind, const char *value)
{
	struct at at = dataset_at(c.mem, d, d->observation[i].origin);

	findings_add(all, (struct finding){.kind = kind,
			      .file = at.file,
			      .sheet = at.sheet,
			      .cell = at.cell,
			      .org = S("XN1"),
			      .value = str_of(value),
			      .own = true,
			      .date = d->observation[i].date,
			      .observation = (uint32_t)i + 1,
			      .place = S("Nursing, Band 5 / Inpatient WTE")});
	return findings_edit(all, findings_count(all) - 1);
}

static struct str
sheet_of(const char *book, const char *name)
{
	struct buf b = buf_new(c.mem);

	if (!cells_print(&c, path_of(book), str_of(name), false, &b))
		fail_msg("%s", diag_text(c.diag).p);
	return buf_str(&b);
}

static bool
has(struct str text, const char *words)
{
	return str_find(text, str_of(words)) >= 0;
}

static bool
same(const struct dataset *a, const struct observation *x,
    const struct dataset *b, const struct observation *y)
{
	bool ok = x->value == y->value && x->reason == y->reason &&
		  x->date == y->date &&
		  str_eq(symbols_text(a->symbols, x->measure),
		      symbols_text(b->symbols, y->measure)) &&
		  str_eq(symbols_text(a->symbols, x->org),
		      symbols_text(b->symbols, y->org));

	for (int k = 0; ok && k < DIM_N; k++)
		ok = str_eq(symbols_text(a->symbols, x->dim[k]),
		    symbols_text(b->symbols, y->dim[k]));
	return ok;
}

static void
the_marked_return_comes_back_cell_for_cell(void **state)
{
	struct findings *all, *again;
	struct dataset *d, *e;
	struct pack p = pack_of("XN1");
	size_t unreadable = 0;

	write_return();
	d = read_folder(&all);
	assert_true(d->n > 1000);
	find_at(all, d, 0, FINDING_duplicate, "0.25");
	find_at(all, d, d->n - 2, FINDING_duplicate, "7");
	write_book(&p, d, all, "out.xlsx");
	g_unlink(path_of("in.xlsx").p);
	e = read_folder(&again);
	assert_int_equal(e->n, d->n);
	assert_int_equal(e->n_sent, 1);
	assert_int_equal(e->sent[0].received, day_of(2026, 7, 14));
	for (size_t i = 0; i < d->n; i++) {
		unreadable += d->observation[i].reason == REASON_UNREADABLE;
		if (!same(d, &d->observation[i], e, &e->observation[i]))
			fail_msg("observation %zu differs", i);
	}
	assert_true(unreadable > 10);
	/* The same text is odd again, and nothing else is. */
	assert_int_equal(findings_count(again) + 2, findings_count(all));
	empty_folder();
}

static void
a_marked_cell_has_a_word_in_its_row_and_a_link(void **state)
{
	struct findings *all;
	struct dataset *d;
	struct pack p = pack_of("XN1");
	struct finding *f;
	struct str text;

	write_return();
	d = read_folder(&all);
	f = find_at(all, d, 0, FINDING_duplicate, "0.25");
	f->certainty = LIKELY;
	f->suggested = 12.5;
	f->standing = STANDING_PERSISTING;
	f->quarters = 3;
	write_book(&p, d, all, "out.xlsx");
	text = sheet_of("out.xlsx", "Return staff in post");
	assert_true(has(text, "Warning ING009 in Inpatient WTE"));
	text = sheet_of("out.xlsx", "Issue register");
	assert_true(has(text, "Value as sent"));
	assert_true(has(text, "Your answer"));
	assert_true(has(text, "ING009,Warning,Return staff in post,"));
	assert_true(has(text, ",Likely,"));
	assert_true(has(text, "\"Persisting, 3 quarters\",3"));
	assert_true(has(sheet_of("out.xlsx", "Cover"), "Synthetic data"));
	assert_true(has(sheet_of("out.xlsx", "Contents"), "Issue register"));
	empty_folder();
}

static void
answers_of_the_register_are_read_again(void **state)
{
	struct findings *all, *again;
	struct dataset *d, *e;
	struct pack p = pack_of("XN1");
	struct finding *f;
	struct str cell;

	write_return();
	d = read_folder(&all);
	f = find_at(all, d, 5, FINDING_duplicate, "5.25");
	f->standing = STANDING_ANSWERED;
	f->answer = S("Known: one ward closed");
	cell = f->cell;
	findings_add(all, (struct finding){.kind = FINDING_late,
			      .org = S("XN1"),
			      .value = S("14 July 2026"),
			      .other = S("11 August 2026"),
			      .own = true,
			      .date = d->observation[0].date});
	f = findings_edit(all, findings_count(all) - 1);
	f->standing = STANDING_ANSWERED;
	f->answer = S("Agreed with the region");
	write_book(&p, d, all, "out.xlsx");
	g_unlink(path_of("in.xlsx").p);
	e = read_folder(&again);
	/* The return as a whole comes first, and has no place. */
	assert_int_equal(e->n_answers, 2);
	assert_str(e->answer[0].code, "AUD602");
	assert_str(e->answer[0].sheet, "");
	assert_str(e->answer[0].cell, "");
	assert_str(e->answer[1].code, "ING009");
	assert_str(e->answer[1].sheet, "Return staff in post");
	assert_true(str_eq(e->answer[1].cell, cell));
	assert_str(e->answer[1].value, "5.25");
	assert_str(e->answer[1].text, "Known: one ward closed");
	empty_folder();
}

static void
without_a_return_the_book_is_none_either(void **state)
{
	struct findings *all, *again;
	struct dataset *d, *e;
	struct pack p = pack_of("XN2");

	write_return();
	d = read_folder(&all);
	write_book(&p, d, all, "out.xlsx");
	assert_true(has(sheet_of("out.xlsx", "Issue register"), "No finding"));
	e = read_folder(&again);
	assert_int_equal(e->n_sent, 1);
	empty_folder();
}

static void
the_same_audit_gives_the_same_bytes(void **state)
{
	struct findings *all;
	struct dataset *d;
	struct pack p = pack_of("XN1");
	struct str a, b;

	write_return();
	d = read_folder(&all);
	find_at(all, d, 0, FINDING_duplicate, "0.25");
	write_book(&p, d, all, "out.xlsx");
	assert_true(file_read(&c, path_of("out.xlsx"), 0, &a));
	write_book(&p, d, all, "out.xlsx");
	assert_true(file_read(&c, path_of("out.xlsx"), 0, &b));
	assert_true(str_eq(a, b));
	empty_folder();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_marked_return_comes_back_cell_for_cell),
	    cmocka_unit_test(a_marked_cell_has_a_word_in_its_row_and_a_link),
	    cmocka_unit_test(answers_of_the_register_are_read_again),
	    cmocka_unit_test(without_a_return_the_book_is_none_either),
	    cmocka_unit_test(the_same_audit_gives_the_same_bytes),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
