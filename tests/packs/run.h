/* tests/packs/run.h -- the program run as a user runs it. */
#ifndef TESTS_PACKS_RUN_H
#define TESTS_PACKS_RUN_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "check.h"

/* Of this program alone: several run at once. */
#define SCRATCH "build/scratch/" TEST_NAME
/* Leaves in a copy of the input the returns of one region and two quarters: for
 * tests that run the program often. */
#define FEW_RETURNS(in)                                                        \
	"find " in "/synthetic-sample/returns -name '*.xlsx'"                  \
	" ! -path '*/2026-27-Q1/XN*' ! -path '*/2025-26-Q4/XN*' -delete"

/* The exit status of a shell line; $SKILLMIX is the program. What it prints is
 * in SCRATCH/out and SCRATCH/err afterwards. */
static inline int
sh(const char *fmt, ...)
{
	char line[4096], whole[4300];
	va_list ap;
	int status;

	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	snprintf(whole, sizeof whole,
	    "mkdir -p " SCRATCH "; { %s\n} >" SCRATCH "/out 2>" SCRATCH "/err",
	    line);
	status = system(whole);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static inline struct str
read_text(struct ctx *c, const char *path)
{
	struct str s;

	if (!file_read(c, str_of(path), 0, &s))
		fail_msg("%s", diag_text(c->diag).p);
	return s;
}

/* True if the text of a file holds the words. */
static inline bool
says(const char *path, const char *words)
{
	struct ctx c = test_ctx();
	bool found = str_find(read_text(&c, path), str_of(words)) >= 0;

	if (!found)
		printf("%s does not say: %s\n", path, words);
	test_drop(&c);
	return found;
}

/* The first number that a shell line prints. */
static inline long
number_of(const char *line)
{
	struct ctx c = test_ctx();
	long n;

	assert_int_equal(sh("%s", line), 0);
	n = strtol(str_z(c.mem, read_text(&c, SCRATCH "/out")), NULL, 10);
	test_drop(&c);
	return n;
}

/* A referee of ../shared on every file given; skips, saying so, without it. */
static inline void
referee(const char *name, const char *files)
{
	if (access("../shared/referee", R_OK) != 0) {
		printf("skipped: ../shared/referee is not here (%s)\n", name);
		return;
	}
	if (sh("ls %s | xargs -P $(nproc) -n 8 /usr/bin/python3"
	       " ../shared/referee/%s",
		files, name) != 0) {
		(void)!system(
		    "grep -v PASS " SCRATCH "/out " SCRATCH "/err | head -20");
		fail_msg("%s finds something in %s", name, files);
	}
}

static inline bool
program_is_named(void)
{
	return getenv("SKILLMIX") != NULL;
}

#endif
