/* Answers kept from run to run: found, mended, and left alike whatever was there. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memo.h"
#include "base/threads.h"
#include "check.h"

#define ROOT   "build/test-memo"
#define FOLDER ROOT "/memo"
#define OTHER  ROOT "/other"
#define MOST   (1 << 20)

static int
fresh(void **state)
{
	assert_int_equal(system("rm -rf " ROOT "; mkdir -p " ROOT), 0);
	return 0;
}

typedef unsigned char key[SHA256_BYTES];

static void
key_of(const char *question, key out)
{
	sha256_of(question, strlen(question), out);
}

/* Where the answer to a question is. */
static const char *
path_of(struct ctx *c, const char *question)
{
	key k;

	key_of(question, k);
	return str_fmt(
	    c->mem, FOLDER "/%.*s", STRF(file_hex(c->mem, k, sizeof k)))
	    .p;
}

static void
note(struct memo *m, const char *question, const char *answer)
{
	key k;

	key_of(question, k);
	memo_note(m, k, str_of(answer));
}

static bool
find(struct ctx *c, struct memo *m, const char *question, struct str *out)
{
	key k;

	key_of(question, k);
	return memo_find(m, k, c->mem, out);
}

static void
assert_found(
    struct ctx *c, struct memo *m, const char *question, const char *answer)
{
	struct str s;

	assert_true(find(c, m, question, &s));
	assert_str(s, answer);
}

static bool
is_known(const char *question)
{
	struct ctx c = test_ctx();
	struct str s;
	bool known =
	    find(&c, memo_new(c.mem, S(FOLDER), S("me"), MOST), question, &s);

	test_drop(&c);
	return known;
}

/* A run that asks and notes so: questions parted by spaces, what is asked first
 * with a ? behind it. An answer is its question again. */
static void
run_in(const char *folder, const char *questions)
{
	struct ctx c = test_ctx();
	struct memo *m = memo_new(c.mem, str_of(folder), S("me"), MOST);
	struct str one, rest = str_of(questions), out;
	bool more = rest.n > 0;

	while (more) {
		const char *q;
		bool asks;

		more = str_cut(rest, ' ', &one, &rest);
		asks = one.p[one.n - 1] == '?';
		q = str_z(c.mem, str_slice(one, 0, one.n - asks));
		if (!asks || !find(&c, m, q, &out))
			note(m, q, q);
	}
	assert_true(memo_write(&c, m));
	test_drop(&c);
}

static void
run(const char *questions)
{
	run_in(FOLDER, questions);
}

static bool
is_there(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

static void
put(const char *path, const char *text)
{
	struct ctx c = test_ctx();

	assert_true(file_replace(&c, str_of(path), str_of(text)));
	test_drop(&c);
}

static struct str
contents(struct ctx *c, const char *path)
{
	struct str s;

	assert_true(file_read(c, str_of(path), 0, &s));
	return s;
}

/* ---- what is known */

static void
what_is_noted_is_known_to_the_next_run(void **state)
{
	struct ctx c = test_ctx();
	struct memo *m = memo_new(c.mem, S(FOLDER), S("me"), MOST);
	char nul[] = {'a', 0, 'b', '\n'};
	struct str s;
	key k;

	assert_false(find(&c, m, "one", &s));
	note(m, "one", "first");
	note(m, "empty", "");
	key_of("nul", k);
	memo_note(m, k, (struct str){nul, sizeof nul});
	assert_int_equal(memo_tally(m).asked, 1);
	assert_int_equal(memo_tally(m).known, 0);
	/* Not before it is written. */
	assert_false(is_known("one"));
	assert_true(memo_write(&c, m));
	m = memo_new(c.mem, S(FOLDER), S("me"), MOST);
	assert_found(&c, m, "one", "first");
	assert_found(&c, m, "empty", "");
	assert_true(memo_find(m, k, c.mem, &s));
	assert_true(str_eq(s, (struct str){nul, sizeof nul}));
	assert_true((uintptr_t)s.p % 8 == 0);
	assert_false(find(&c, m, "two", &s));
	assert_int_equal(memo_tally(m).asked, 4);
	assert_int_equal(memo_tally(m).known, 3);
	test_drop(&c);
}

static void
what_is_known_is_not_written_again(void **state)
{
	struct ctx c = test_ctx();
	struct stat before, after;

	run("one two");
	assert_int_equal(stat(path_of(&c, "one"), &before), 0);
	run("one? two?");
	assert_int_equal(stat(path_of(&c, "one"), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	test_drop(&c);
}

static void
without_a_memo_nothing_is_known(void **state)
{
	struct ctx c = test_ctx();
	struct str s;

	note(NULL, "one", "first");
	assert_false(find(&c, NULL, "one", &s));
	test_drop(&c);
}

/* ---- what is left */

static void
only_what_is_asked_or_noted_stays(void **state)
{
	run("one two three");
	run("two? four");
	assert_false(is_known("one"));
	assert_true(is_known("two"));
	assert_false(is_known("three"));
	assert_true(is_known("four"));
	/* What was asked in vain and not noted is no answer. */
	{
		struct ctx c = test_ctx();
		struct memo *m = memo_new(c.mem, S(FOLDER), S("me"), MOST);
		struct str s;

		assert_false(find(&c, m, "five", &s));
		assert_true(memo_write(&c, m));
		assert_false(is_there(path_of(&c, "five")));
		test_drop(&c);
	}
	assert_int_equal(system("[ -z \"$(ls -A " FOLDER ")\" ]"), 0);
}

/* 64 digits, all of them of the small kind, are ours; nothing else is. */
static void
files_of_other_names_stay(void **state)
{
#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde"
	static const char *const others[] = {FOLDER "/notes.txt",
	    FOLDER "/" HEX, FOLDER "/" HEX "F", FOLDER "/" HEX "f0",
	    FOLDER "/" HEX "g", FOLDER "/" HEX "f.Ab12Cd", FOLDER "/.hidden",
	    FOLDER "/deep/" HEX "f"};

	run("one");
	for (size_t i = 0; i < COUNT(others); i++)
		put(others[i], "x");
	put(FOLDER "/" HEX "f", "ours, by its name");
	run("one?");
	for (size_t i = 0; i < COUNT(others); i++)
		assert_true(is_there(others[i]));
	assert_false(is_there(FOLDER "/" HEX "f"));
	assert_true(is_known("one"));
}

/* Names and bytes. */
static void
assert_as_after(const char *questions)
{
	assert_int_equal(system("rm -rf " OTHER), 0);
	run_in(OTHER, questions);
	assert_int_equal(system("diff -r " FOLDER " " OTHER), 0);
}

static void
the_same_questions_leave_the_same_files(void **state)
{
	struct ctx c = test_ctx();

	run("one two three");
	assert_as_after("three? one two? one?");
	run("two? four one?");
	assert_as_after("one two four");
	/* Damaged, cut short, or another question's. */
	put(path_of(&c, "one"), "damaged");
	put(path_of(&c, "two"), "");
	assert_int_equal(system(str_fmt(c.mem, "cp %s %s", path_of(&c, "four"),
			     path_of(&c, "three"))
				    .p),
	    0);
	run("two? three? one?");
	assert_as_after("one two three");
	test_drop(&c);
}

/* ---- damage */

static void
no_damaged_byte_is_believed_and_the_next_note_mends_it(void **state)
{
	struct ctx c = test_ctx();
	const char *path = path_of(&c, "one");
	struct str whole;
	char *bytes;

	run("one");
	whole = contents(&c, path);
	bytes = arena_copy(c.mem, whole.p, whole.n);
	for (size_t i = 0; i < whole.n; i++) {
		bytes[i] ^= (char)(1 << i % 8);
		assert_true(file_replace(
		    &c, str_of(path), (struct str){bytes, whole.n}));
		if (is_known("one"))
			fail_msg("byte %zu is damaged and believed", i);
		bytes[i] = whole.p[i];
	}
	run("one?");
	assert_true(str_eq(contents(&c, path), whole));
	test_drop(&c);
}

static void
no_answer_that_is_cut_short_or_grows_is_believed(void **state)
{
	struct ctx c = test_ctx();
	const char *path = path_of(&c, "one");
	struct str whole;

	run("one");
	whole = contents(&c, path);
	for (size_t n = whole.n; n-- > 0;) {
		assert_int_equal(truncate(path, (off_t)n), 0);
		if (is_known("one"))
			fail_msg("%zu bytes of %zu are believed", n, whole.n);
	}
	assert_true(file_replace(
	    &c, str_of(path), str_fmt(c.mem, "%.*s\n", STRF(whole))));
	assert_false(is_known("one"));
	run("one?");
	assert_true(str_eq(contents(&c, path), whole));
	test_drop(&c);
}

/* Whoever moves files about does not answer another question. */
static void
an_answer_to_another_question_is_not_taken(void **state)
{
	struct ctx c = test_ctx();

	run("one two");
	assert_int_equal(rename(path_of(&c, "one"), path_of(&c, "two")), 0);
	assert_false(is_known("two"));
	test_drop(&c);
}

/* ---- what is no plain file or folder */

static void
a_link_in_the_place_of_an_answer_is_not_followed(void **state)
{
	struct ctx c = test_ctx();
	const char *path = path_of(&c, "one"), *aside = ROOT "/aside";
	struct str whole;

	run("one");
	whole = contents(&c, path);
	assert_int_equal(rename(path, aside), 0);
	assert_int_equal(symlink("../aside", path), 0);
	assert_false(is_known("one"));
	run("one?");
	assert_true(is_known("one"));
	/* To one that is not there yet, too. */
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("../nowhere", path), 0);
	run("one?");
	assert_true(is_known("one"));
	assert_false(is_there(ROOT "/nowhere"));
	assert_true(str_eq(contents(&c, aside), whole));
	test_drop(&c);
}

/* It is read without waiting for somebody who writes. */
static void
a_pipe_in_the_place_of_an_answer_holds_nobody_up(void **state)
{
	struct ctx c = test_ctx();

	run("one");
	assert_int_equal(unlink(path_of(&c, "one")), 0);
	assert_int_equal(mkfifo(path_of(&c, "one"), 0600), 0);
	assert_false(is_known("one"));
	run("one?");
	assert_true(is_known("one"));
	test_drop(&c);
}

static void
assert_refused(struct ctx *c, const char *words)
{
	struct memo *m = memo_new(c->mem, S(FOLDER), S("me"), MOST);

	note(m, "one", "first");
	assert_false(memo_write(c, m));
	if (str_find(diag_text(c->diag), str_of(words)) < 0)
		fail_msg("not '%s' but '%s'", words,
		    str_z(c->mem, diag_text(c->diag)));
	assert_str(diag_at(c->diag).file, FOLDER);
}

static void
a_folder_in_the_place_of_an_answer_is_an_error(void **state)
{
	struct ctx c = test_ctx();

	assert_int_equal(mkdir(FOLDER, 0777), 0);
	assert_int_equal(mkdir(path_of(&c, "one"), 0777), 0);
	assert_refused(&c, "cannot be written");
	assert_false(is_known("one"));
	test_drop(&c);
}

static void
a_linked_folder_is_not_followed(void **state)
{
	struct ctx c = test_ctx();

	run("one");
	assert_int_equal(rename(FOLDER, OTHER), 0);
	assert_int_equal(symlink("other", FOLDER), 0);
	assert_false(is_known("one"));
	assert_refused(&c, "is no folder that can be written to");
	/* Neither is anything in it removed. */
	assert_int_equal(system("[ $(ls " OTHER " | wc -l) = 1 ]"), 0);
	/* Who has nothing to write is not in the way. */
	assert_true(memo_write(&c, memo_new(c.mem, S(FOLDER), S("me"), MOST)));
	test_drop(&c);
}

static void
a_file_in_the_place_of_the_folder_is_an_error(void **state)
{
	struct ctx c = test_ctx();

	put(FOLDER, "a file");
	assert_false(is_known("one"));
	assert_refused(&c, "is no folder that can be written to; remove it");
	assert_str(contents(&c, FOLDER), "a file");
	test_drop(&c);
}

static void
a_folder_that_cannot_be_made_is_an_error(void **state)
{
	struct ctx c = test_ctx();
	struct memo *m = memo_new(c.mem, S(ROOT "/not/there"), S("me"), MOST);

	note(m, "one", "first");
	assert_false(memo_write(&c, m));
	assert_true(
	    str_find(diag_text(c.diag), S("No such file or directory")) >= 0);
	test_drop(&c);
}

static void
the_caller_decides_who_may_read_it(void **state)
{
	static const mode_t given[] = {022, 077};
	struct ctx c = test_ctx();
	mode_t mask = umask(0);
	struct stat st;

	for (size_t i = 0; i < COUNT(given); i++) {
		assert_int_equal(system("rm -rf " FOLDER), 0);
		umask(given[i]);
		run("one");
		assert_int_equal(stat(FOLDER, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0777 & ~given[i]);
		assert_int_equal(stat(path_of(&c, "one"), &st), 0);
		assert_int_equal(st.st_mode & 0777, 0666 & ~given[i]);
	}
	umask(mask);
	test_drop(&c);
}

/* ---- threads, and much */

enum { QUESTIONS = 400 };

static void
ask_one(void *memo, size_t i)
{
	struct ctx c = test_ctx();
	const char *question = str_fmt(c.mem, "question %zu", i / 2).p;
	struct str s;

	if (find(&c, memo, question, &s))
		assert_str(s, "an answer");
	else
		note(memo, question, "an answer");
	test_drop(&c);
}

/* Each question by two of them. */
static void
several_threads_find_and_note_at_once(void **state)
{
	struct ctx c = test_ctx();

	for (int i = 0; i < 2; i++) {
		struct memo *m = memo_new(c.mem, S(FOLDER), S("me"), MOST);

		threads_each(4, (size_t)QUESTIONS * 2, ask_one, m);
		assert_int_equal(memo_tally(m).asked, QUESTIONS * 2);
		assert_int_equal(memo_tally(m).known, i * QUESTIONS * 2);
		assert_true(memo_write(&c, m));
		assert_int_equal(
		    system("[ $(ls " FOLDER " | wc -l) = 400 ]"), 0);
	}
	test_drop(&c);
}

static void
what_another_noted_is_not_known(void **state)
{
	struct ctx c = test_ctx();
	struct memo *m = memo_new(c.mem, S(FOLDER), S("another"), MOST);
	struct str s;

	note(m, "one", "first");
	assert_true(memo_write(&c, m));
	m = memo_new(c.mem, S(FOLDER), S("me"), MOST);
	assert_false(find(&c, m, "one", &s));
	note(m, "one", "mine");
	assert_true(memo_write(&c, m));
	assert_true(is_known("one"));
	assert_false(find(
	    &c, memo_new(c.mem, S(FOLDER), S("another"), MOST), "one", &s));
	test_drop(&c);
}

static bool
keep(struct memo *m, const char *question)
{
	key k;

	key_of(question, k);
	return memo_keep(m, k);
}

static void
what_is_kept_need_not_be_asked(void **state)
{
	struct ctx c = test_ctx();
	struct memo *m = memo_new(c.mem, S(FOLDER), S("me"), MOST);

	assert_false(memo_any(m));
	note(m, "one", "first");
	note(m, "two", "second");
	assert_true(memo_write(&c, m));
	m = memo_new(c.mem, S(FOLDER), S("me"), MOST);
	assert_true(memo_any(m));
	assert_true(keep(m, "one") && keep(m, "one"));
	assert_false(keep(m, "three"));
	assert_int_equal(memo_tally(m).asked, 0);
	assert_true(memo_write(&c, m));
	assert_true(is_known("one"));
	assert_false(is_known("two"));
	assert_false(keep(NULL, "one") || memo_any(NULL));
	test_drop(&c);
}

/* Some of what belongs together is no use without the rest. */
static void
of_too_much_nothing_is_kept(void **state)
{
	struct ctx c = test_ctx();
	struct memo *m = memo_new(c.mem, S(FOLDER), S("me"), 12);
	struct str s;

	note(m, "one", "first");
	note(m, "two", "second");
	assert_true(memo_keeps(m));
	assert_true(memo_write(&c, m));
	assert_true(is_known("one") && is_known("two"));
	m = memo_new(c.mem, S(FOLDER), S("me"), 12);
	assert_true(find(&c, m, "one", &s) && find(&c, m, "two", &s));
	note(m, "three", "ten bytes.");
	assert_false(memo_keeps(m));
	assert_true(memo_write(&c, m));
	assert_int_equal(system("[ $(ls " FOLDER " | wc -l) = 0 ]"), 0);
	assert_false(memo_keeps(NULL));
	test_drop(&c);
}

/* What is larger than all that is kept was not kept by us. */
static void
a_file_of_too_much_is_not_read(void **state)
{
	struct ctx c = test_ctx();
	struct memo *m = memo_new(c.mem, S(FOLDER), S("me"), MOST);

	note(m, "one", "first");
	assert_true(memo_write(&c, m));
	assert_int_equal(truncate(path_of(&c, "one"), 2 * MOST), 0);
	assert_false(is_known("one"));
	test_drop(&c);
}

#define TEST(name) cmocka_unit_test_setup(name, fresh)
int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(what_is_noted_is_known_to_the_next_run),
	    TEST(what_is_known_is_not_written_again),
	    TEST(without_a_memo_nothing_is_known),
	    TEST(only_what_is_asked_or_noted_stays),
	    TEST(files_of_other_names_stay),
	    TEST(the_same_questions_leave_the_same_files),
	    TEST(no_damaged_byte_is_believed_and_the_next_note_mends_it),
	    TEST(no_answer_that_is_cut_short_or_grows_is_believed),
	    TEST(an_answer_to_another_question_is_not_taken),
	    TEST(a_link_in_the_place_of_an_answer_is_not_followed),
	    TEST(a_pipe_in_the_place_of_an_answer_holds_nobody_up),
	    TEST(a_folder_in_the_place_of_an_answer_is_an_error),
	    TEST(a_linked_folder_is_not_followed),
	    TEST(a_file_in_the_place_of_the_folder_is_an_error),
	    TEST(a_folder_that_cannot_be_made_is_an_error),
	    TEST(the_caller_decides_who_may_read_it),
	    TEST(several_threads_find_and_note_at_once),
	    TEST(what_another_noted_is_not_known),
	    TEST(what_is_kept_need_not_be_asked),
	    TEST(of_too_much_nothing_is_kept),
	    TEST(a_file_of_too_much_is_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
