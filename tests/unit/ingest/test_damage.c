/* Damage is never absence: whatever byte changes, wherever a file ends, the
 * cells are the same or there is one clear message. And the same cells come out
 * however they are read. DAMAGE=all tries every byte of the corpus, DAMAGE=n so
 * many of each file. */
#include <glib.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "workbook.h"

#include "base/file.h"

#define CORPUS "../shared/corpus"

/* What damaged files did. */
struct tried {
	unsigned all, refused, wrong;
};

static void
try(struct tried *t, struct str bytes, struct str seen)
{
	struct ctx c = test_ctx();
	struct str now = see(&c, bytes);

	t->all++;
	if (diag_failures(c.diag) > 0) {
		t->refused++;
		t->wrong +=
		    diag_failures(c.diag) != 1 || diag_text(c.diag).n <= 20;
	} else if (!str_eq(now, seen)) {
		t->wrong++;
		print_message("%zu bytes: now %.*s\n", bytes.n, STRF(now));
	}
	test_drop(&c);
}

/* Every `step`th cut, and every `step`th byte with one of its bits turned. */
static void
damage(struct tried *t, struct str whole, size_t step)
{
	struct ctx c = test_ctx();
	struct str seen = see(&c, whole);
	char *p = arena_copy(c.mem, whole.p, whole.n);

	t->wrong += diag_failures(c.diag);
	for (size_t n = 0; n < whole.n; n += step)
		try(t, str_slice(whole, 0, n), seen);
	for (size_t i = 0; i < whole.n; i += step) {
		char bit = (char)(1 << (i / step % 8));

		p[i] ^= bit;
		try(t, (struct str){p, whole.n}, seen);
		p[i] ^= bit;
	}
	test_drop(&c);
}

#define ROWS(n)                                                                \
	"<row r=\"" n "\"><c r=\"A" n "\" t=\"s\"><v>0</v></c><c r=\"B" n      \
	"\" s=\"1\"><v>43008</v></c><c r=\"C" n "\"><v>12.5</v></c></row>"

static void
no_cut_or_turned_bit_of_a_workbook_goes_unseen(void **state)
{
	static const char *const sheet[] = {
	    "<worksheet xmlns=\"" MAIN_NS "\"><sheetData>" ROWS("1") ROWS("2")
		ROWS("3") "</sheetData></worksheet>",
	    "<worksheet xmlns=\"" MAIN_NS "\"><sheetData ><row><c t=\"str\">"
	    "<f>A1</f><v>a</v></c></row><row hidden=\"1\"><c t=\"inlineStr\">"
	    "<is><t>b</t></is></c></row></sheetData></worksheet>",
	};
	struct tried t = {0};

	for (size_t i = 0; i < COUNT(sheet); i++) {
		struct ctx c = test_ctx();

		damage(&t,
		    workbook_of_sheet(&c, sheet[i],
			"<sst xmlns=\"" MAIN_NS
			"\"><si><t>Nursing</t></si></sst>"),
		    1);
		test_drop(&c);
	}
	print_message("%u damaged, %u refused\n", t.all, t.refused);
	assert_int_equal(t.wrong, 0);
	assert_true(t.refused > t.all / 2);
}

/* Larger than a window, so that the end comes after many rows were handed
 * over. */
static void
a_long_sheet_that_ends_early_fails_at_its_end(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);
	struct str whole;
	struct tried t = {0};

	buf_addz(&b, "<worksheet xmlns=\"" MAIN_NS "\"><sheetData>");
	for (unsigned r = 1; r <= 12000; r++)
		buf_addf(&b,
		    "<row r=\"%u\"><c r=\"A%u\"><v>%u.5</v></c><c r=\"B%u\" "
		    "t=\"inlineStr\"><is><t>text %u</t></is></c></row>",
		    r, r, r * 7919 % 100003, r, r);
	buf_addz(&b, "</sheetData></worksheet>");
	assert_true(b.n > 3 * ((size_t)256 << 10));
	whole = workbook_of_sheet(&c, b.p, NULL);
	damage(&t, whole, whole.n / 40);
	print_message("%u damaged, %u refused\n", t.all, t.refused);
	assert_int_equal(t.wrong, 0);
	assert_true(t.refused > t.all / 2);
	test_drop(&c);
}

/* Files of the corpus, without _expected, in order of their names. */
static void
list(GPtrArray *files, const char *folder)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;

	if (dir == NULL)
		return;
	while ((name = g_dir_read_name(dir)) != NULL) {
		char *path = g_build_filename(folder, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
			if (strcmp(name, "_expected") != 0)
				list(files, path);
			g_free(path);
		} else {
			g_ptr_array_add(files, path);
		}
	}
	g_dir_close(dir);
}

static int
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static GPtrArray *
corpus(void)
{
	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);

	list(files, CORPUS);
	g_ptr_array_sort(files, by_name);
	if (files->len == 0) {
		print_message("skipped: no folder " CORPUS "\n");
		g_ptr_array_free(files, true);
		return NULL;
	}
	return files;
}

/* Larger ones are too many bytes for each of them to be tried. */
#define SMALL 30000
/* Places tried of each small workbook when nothing else is asked for, and of
 * each large one at most. */
#define FEW  4
#define MANY 400

static void
damage_file(struct tried *t, const char *path, size_t places)
{
	struct ctx c = test_ctx();
	size_t most = places == 0 ? FEW : places;
	struct str bytes;

	t->wrong += !file_read(&c, str_of(path), 0, &bytes);
	if (bytes.n >= SMALL)
		most = places == 0 ? 0 : places < MANY ? places : MANY;
	if (str_starts(bytes, S("PK")) && most > 0) {
		struct ctx d = test_ctx();

		see(&d, bytes);
		if (diag_failures(d.diag) == 0)
			damage(
			    t, bytes, bytes.n <= most ? 1 : bytes.n / most + 1);
		test_drop(&d);
	}
	test_drop(&c);
}

/* The long form's files are shared out among the processors. */
static void
damage_files(
    struct tried *t, const GPtrArray *files, size_t places, unsigned jobs)
{
	int status;

	for (unsigned k = 0; k < jobs; k++) {
		if (fork() != 0)
			continue;
		for (unsigned i = k; i < files->len; i += jobs)
			damage_file(&t[k], files->pdata[i], places);
		_exit(0);
	}
	for (unsigned k = 0; k < jobs; k++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	for (unsigned k = 1; k < jobs; k++) {
		t->all += t[k].all;
		t->refused += t[k].refused;
		t->wrong += t[k].wrong;
	}
}

static void
damaged_corpus_files_are_read_the_same_or_refused(void **state)
{
	const char *asked = getenv("DAMAGE");
	size_t places = 0;
	unsigned jobs = g_get_num_processors();
	GPtrArray *files = corpus();
	struct tried *t;

	if (files == NULL)
		skip();
	t = mmap(NULL, jobs * sizeof *t, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(t != MAP_FAILED);
	if (asked != NULL)
		places = strcmp(asked, "all") == 0
			     ? SMALL
			     : (size_t)g_ascii_strtoull(asked, NULL, 10);
	if (places > 0)
		damage_files(t, files, places, jobs);
	else
		for (unsigned i = 0; i < files->len; i++)
			damage_file(t, files->pdata[i], 0);
	print_message("%u damaged, %u refused\n", t->all, t->refused);
	assert_int_equal(t->wrong, 0);
	assert_true(t->all > 1000);
	munmap(t, jobs * sizeof *t);
	g_ptr_array_free(files, true);
}

/* The same text with `old` replaced once. */
static struct str
replaced(struct arena *mem, struct str text, const char *old, const char *new)
{
	ptrdiff_t at = str_find(text, str_of(old));
	struct buf b = buf_new(mem);

	if (at < 0)
		return text;
	buf_adds(&b, str_slice(text, 0, (size_t)at));
	buf_addz(&b, new);
	buf_adds(&b, str_slice(text, (size_t)at + strlen(old), text.n));
	return buf_str(&b);
}

/* The same workbook with lists that only expat reads: a space in <sheetData>,
 * and a comment with a text in it in front of the first one. */
static bool
slowed(struct ctx *c, struct str bytes, struct str *out)
{
	zip_error_t err;
	zip_source_t *source =
	    zip_source_buffer_create(bytes.p, bytes.n, 0, &err);
	zip_t *z = zip_open_from_source(source, ZIP_RDONLY, &err);
	struct member *m;
	zip_int64_t n;
	bool differs = false;

	assert_non_null(z);
	n = zip_get_num_entries(z, 0);
	m = NEWS(c->mem, (size_t)n + 1, struct member);
	for (zip_int64_t i = 0; i < n; i++) {
		zip_stat_t st;
		zip_file_t *f = zip_fopen_index(z, (zip_uint64_t)i, 0);
		struct str text, slow;
		char *p;

		assert_int_equal(zip_stat_index(z, (zip_uint64_t)i, 0, &st), 0);
		p = arena_alloc(c->mem, st.size + 1, 1);
		if (f == NULL ||
		    zip_fread(f, p, st.size) != (zip_int64_t)st.size) {
			zip_discard(z);
			return false;
		}
		zip_fclose(f);
		text = (struct str){p, st.size};
		slow = replaced(c->mem, text, "<sheetData>", "<sheetData >");
		slow = replaced(c->mem, slow, "<si>", "<!--<si>--><si>");
		differs |= slow.n != text.n;
		m[i] = (struct member){
		    str_dup(c->mem, str_of(st.name)).p, slow.p, slow.n};
		if (slow.n == 0)
			m[i].text = "";
	}
	zip_discard(z);
	*out = differs ? workbook_pack(c, m, ZIP_CM_STORE) : bytes;
	return differs;
}

static void
the_scanner_and_expat_agree_on_every_corpus_file(void **state)
{
	GPtrArray *files = corpus();
	unsigned compared = 0;

	if (files == NULL)
		skip();
	for (unsigned i = 0; i < files->len; i++) {
		struct ctx c = test_ctx(), fast = test_ctx(), slow = test_ctx();
		struct str bytes, other, a, b;

		assert_true(file_read(&c, str_of(files->pdata[i]), 0, &bytes));
		a = see(&fast, bytes);
		if (str_starts(bytes, S("PK")) &&
		    diag_failures(fast.diag) == 0 &&
		    slowed(&c, bytes, &other)) {
			b = see(&slow, other);
			if (!str_eq(a, b))
				print_message("%s\n", (char *)files->pdata[i]);
			assert_int_equal(diag_failures(slow.diag), 0);
			assert_true(str_eq(a, b));
			compared++;
		}
		test_drop(&slow);
		test_drop(&fast);
		test_drop(&c);
	}
	print_message("%u workbooks\n", compared);
	assert_true(compared > 150);
	g_ptr_array_free(files, true);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_cut_or_turned_bit_of_a_workbook_goes_unseen),
	    cmocka_unit_test(a_long_sheet_that_ends_early_fails_at_its_end),
	    cmocka_unit_test(damaged_corpus_files_are_read_the_same_or_refused),
	    cmocka_unit_test(the_scanner_and_expat_agree_on_every_corpus_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
