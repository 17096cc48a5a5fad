/* Corrections one after the other, in a folder that keeps what it knows: after
 * every second one all that is computed is what a run that knows nothing computes.
 *
 * CORRECTIONS says how many (8), SEED repeats a series that failed. */
#include <time.h>

#include "packs/run.h"

#define IN      SCRATCH "/in"
#define OUT     SCRATCH "/kept"
#define FRESH   SCRATCH "/fresh"
#define ASIDE   SCRATCH "/aside.xlsx"
#define RETURNS IN "/synthetic-sample/returns"
#define COMPUTE "$SKILLMIX compute --quiet --input " IN " --output "
/* What the store says of figures, cells and findings; but not how long a fault has
 * stood, nor whether it came back: a run that knows nothing knows not that either. */
#define STORED(out)                                                            \
	"$(sqlite3 " out "/skillmix.db 'SELECT * FROM figures; SELECT * FROM"  \
	" observations ORDER BY 1, 2, 3, 4, 7; SELECT file, n, sheet, cell,"   \
	" org, code, level, value, message, remedy, times, quarter, place,"    \
	" suggested, certainty, answer FROM finding ORDER BY file, n' |"       \
	" sha256sum)"

enum { TRUSTS = 4, QUARTERS = 5 };

static unsigned seed;

/* One region's returns of as many quarters as a change over a year needs. */
static int
prepare(void **state)
{
	const char *given = getenv("SEED");

	assert_true(program_is_named());
	seed = given ? (unsigned)atoi(given) : (unsigned)time(NULL);
	assert_int_equal(
	    sh("rm -rf " IN " " OUT " " ASIDE "; cp -r input " IN
	       " && rm -r " RETURNS "/202[34]-* && find " RETURNS
	       " -name '*.xlsx' ! -name 'XN*' -delete; " COMPUTE OUT),
	    0);
	return 0;
}

/* ---- corrections */

struct series {
	unsigned random;
	char aside[128]; /* the return that is away; empty: none */
	char what[256];  /* the last correction */
};

static unsigned
draw(struct series *s, unsigned n)
{
	return (unsigned)rand_r(&s->random) % n;
}

/* The newest quarter as often as all others. */
static void
draw_return(struct series *s, char *path, size_t n)
{
	static const char *const quarter[QUARTERS] = {"2026-27-Q1",
	    "2025-26-Q4", "2025-26-Q3", "2025-26-Q2", "2025-26-Q1"};
	unsigned q = draw(s, 2) == 0 ? 0 : draw(s, QUARTERS);

	snprintf(
	    path, n, RETURNS "/%s/XN%u.xlsx", quarter[q], 1 + draw(s, TRUSTS));
}

static void
take_away_or_put_back(struct series *s, const char *path)
{
	bool back = s->aside[0] != '\0';
	const char *which = back ? s->aside : path;

	assert_int_equal(
	    sh(back ? "mv " ASIDE " %s" : "mv %s " ASIDE, which), 0);
	snprintf(s->what, sizeof s->what, "%s %s", which,
	    back ? "put back" : "taken away");
	snprintf(s->aside, sizeof s->aside, "%s", back ? "" : path);
}

/* Numbers, few of them small; nothing; a shorthand; words; a number too large. */
static void
draw_value(struct series *s, char *value, size_t n)
{
	static const char *const odd[] = {"", "[c]", "about 5", "99999"};

	if (draw(s, 3) == 0)
		snprintf(value, n, "%s", odd[draw(s, COUNT(odd))]);
	else
		snprintf(value, n, "%u", draw(s, draw(s, 2) == 0 ? 8 : 120));
}

static void
set_a_cell(struct series *s, const char *path)
{
	char value[16];
	struct ctx c = test_ctx();

	draw_value(s, value, sizeof value);
	if (sh("/usr/bin/python3 tests/tools/fill_return.py %s %s.new --nth "
	       "'%u=%s' && mv %s.new %s",
		path, path, draw(s, 100000), value, path, path) != 0)
		fail_msg("%s: no cell is set, SEED=%u", path, seed);
	snprintf(s->what, sizeof s->what, "%s %.*s", path,
	    STRF(str_trim(read_text(&c, SCRATCH "/out"))));
	test_drop(&c);
}

static void
correct(struct series *s)
{
	char path[128];

	do
		draw_return(s, path, sizeof path);
	while (strcmp(path, s->aside) == 0);
	if (draw(s, 5) == 0)
		take_away_or_put_back(s, path);
	else
		set_a_cell(s, path);
}

/* ---- and what comes of them */

static void
assert_as_fresh(const char *what, int i)
{
	if (sh("rm -rf " FRESH "; " COMPUTE FRESH " --jobs 1 && diff -rq -x "
	       "skillmix.db " OUT " " FRESH) == 0)
		return;
	(void)!system("head -20 " SCRATCH "/out " SCRATCH "/err");
	fail_msg("correction %d of SEED=%u, %s: a run that knows nothing makes "
		 "something else",
	    i, seed, what);
}

static void
recompute(const struct series *s, int i, bool compare)
{
	if (getenv("CORRECTIONS") != NULL)
		printf("%d: %s\n", i, s->what);
	if (sh(COMPUTE OUT) != 0)
		fail_msg("correction %d of SEED=%u, %s: the run fails", i, seed,
		    s->what);
	if (compare)
		assert_as_fresh(s->what, i);
}

static void
corrections_give_what_a_run_that_knows_nothing_gives(void **state)
{
	const char *given = getenv("CORRECTIONS");
	int n = given ? atoi(given) : 8;
	struct series s = {.random = seed};

	printf("SEED=%u\n", seed);
	for (int i = 1; i <= n; i++) {
		correct(&s);
		recompute(&s, i, i % 2 == 0 || i == n);
	}
	/* The store forgets no return that is away. */
	if (s.aside[0] != '\0') {
		take_away_or_put_back(&s, "");
		recompute(&s, n + 1, true);
	}
	if (sh("[ \"" STORED(OUT) "\" = \"" STORED(FRESH) "\" ]") != 0)
		fail_msg("SEED=%u: the store says something else", seed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		corrections_give_what_a_run_that_knows_nothing_gives),
	};
	return cmocka_run_group_tests(tests, prepare, NULL);
}
