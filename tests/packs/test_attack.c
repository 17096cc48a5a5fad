/* needs: ingest */
/* links: glpk */
/* Nobody can work out, from all that a run publishes, what it withholds.
 *
 * Every number of two quarters of the sample under small-4, of other runs some;
 * with ATTACK=all every number of every quarter. */
#include <stdlib.h>
#include <unistd.h>

#include "attack.h"
#include "run.h"

#define SAMPLE   "synthetic-sample"
#define TURNOVER "../shared/data/turnover"
#define MONTH                                                                  \
	TURNOVER "/turnover_benchmarking_staffgroup_org_monthly_Nov-25.csv"

/* The newest two quarters of every trust's returns. */
#define TWO_QUARTERS(in)                                                       \
	"find " in "/" SAMPLE "/returns -name '*.xlsx'"                        \
	" ! -path '*/2026-27-Q1/*' ! -path '*/2025-26-Q4/*' -delete"

#define PACKS "board,region,england"

static const struct policy exact = {"none", 0, 0, 0};
static const struct policy small_4 = {"small-4", 4, 4, 0};
static const struct policy nhs_7 = {"nhs-7", 7.4999, 7, 5};

static bool
takes_everything(void)
{
	const char *how = getenv("ATTACK");

	return how != NULL && strcmp(how, "all") == 0;
}

/* A run to attack: what it published, and what is true. */
struct run {
	struct attack *a;
	const struct policy *policy;
	struct str published, truth;
	struct str date[64];
	size_t dates;
};

/* SCRATCH/name under a policy; false: the program does not know the policy. */
static bool
publish(const char *name, const struct policy *p, const char *how)
{
	return sh("cp -r " SCRATCH "/in " SCRATCH "/%s-in; sed -i "
		  "'s/^disclosure: .*/disclosure: %s/' " SCRATCH
		  "/%s-in/settings.yaml; $SKILLMIX %s --input " SCRATCH
		  "/%s-in --output " SCRATCH "/%s",
		   name, p->name, name, how, name, name) == 0;
}

static struct run
run_new(const struct policy *p, bool only_published, const char *name,
    const char *of)
{
	struct ctx c = test_ctx();
	struct attack *a = NEW(c.mem, struct attack);
	struct run r = {.a = a, .policy = p};
	char path[256];

	*a = (struct attack){.c = c};
	attack_form(a, only_published);
	if (only_published)
		attack_register(
		    a, MONTH, "REPORTING_ORG_CODE", "NHSE_REGION_CODE");
	else
		attack_register(a,
		    "input/" SAMPLE "/synthetic_mental_health_trusts.csv",
		    "org_code", "nhse_region_code");
	snprintf(path, sizeof path, SCRATCH "/%s/%s/scorecard.csv", name, of);
	r.published = attack_scorecard(a, path);
	snprintf(path, sizeof path, SCRATCH "/truth/%s/scorecard.csv", of);
	r.truth = attack_scorecard(a, path);
	r.dates = attack_dates(a, r.published, r.date, COUNT(r.date));
	return r;
}

static void
run_drop(struct run *r)
{
	struct ctx c = r->a->c;

	g_hash_table_destroy(r->a->line_at);
	g_hash_table_destroy(r->a->org_at);
	test_drop(&c);
}

/* One quarter as it was published, beside the truth. What a trust itself
 * withheld in its return is nowhere, not in the totals either. */
struct pair {
	struct quarter told, truth;
};

/* Has England more than the trusts? A pack says whom England counts: with a
 * return from a trust that is not in the register, more than have rows. */
static bool
has_others(const struct attack *a, const struct quarter *truth)
{
	size_t england = a->orgs - 1;

	for (size_t l = 0; l < a->lines; l++) {
		double all = attack_entry(a, truth, england, l)->part[0].low;

		for (size_t o = 0; o < england; o++)
			if (attack_adds(a, truth, england, o, l))
				all -= fmax(0,
				    attack_entry(a, truth, o, l)->part[0].low);
		if (all > 1e-6)
			return true;
	}
	return false;
}

static struct pair
pair_of(struct run *r, struct str date)
{
	struct pair p = {attack_quarter(r->a, r->published, r->policy, date),
	    attack_quarter(r->a, r->truth, &exact, date)};

	for (size_t i = 0; i < r->a->orgs * r->a->lines; i++)
		if (p.truth.entry[i].withheld)
			p.told.entry[i].withheld = p.told.entry[i].in =
			    p.truth.entry[i].in = false;
	p.told.others = has_others(r->a, &p.truth);
	return p;
}

static double
truth_of(const struct attack *a, const struct pair *q, const struct target *t)
{
	const struct span *of =
	    attack_entry(a, &q->truth, t->org, t->line)->part;

	return t->rest ? of[t->part + 1].low - of[t->part].low
		       : of[t->part].low;
}

static bool
is_small(const struct policy *p, double count)
{
	return count > 0 && count <= p->small;
}

/* May a row be withheld for the sake of the second of its two groups? Then what it
 * has of the first need be no secret: sums that are all told may tell it. */
static bool
is_for_second(
    const struct siege *s, const struct line *l, const struct target *t)
{
	for (enum part p = COUNT_2_PART; p <= BASE_2_PART; p++)
		if (l->fact[p] != NO_FACT && !siege_told(s, t->org, t->line, p))
			return true;
	return false;
}

/* Is a withheld number to be kept? A small one always, be it those left of a base.
 * One that is not small is, if the scorecard had a place for it and the row is
 * withheld for its sake: a count beside a base that is told, unless the row may be
 * withheld for its second group's, or a base that is not. */
static bool
is_kept(const struct run *r, const struct pair *q, const struct siege *s,
    const struct target *t)
{
	const struct attack *a = r->a;
	double v = truth_of(a, q, t);
	struct target base = *t;

	base.part++;
	base.rest = false;
	if (t->rest)
		return attack_is_part(a, &a->line[t->line], t->part) &&
		       is_small(r->policy, v);
	return is_small(r->policy, v) || t->part == BASE_PART ||
	       (t->part == COUNT_PART &&
		   siege_told(s, t->org, t->line, base.part) &&
		   !is_for_second(s, &a->line[t->line], t));
}

/* The withheld numbers of a family that no row tells; small: only small ones. */
static struct target *
targets_of(const struct run *r, const struct pair *q, const struct siege *s,
    size_t family, bool small, size_t *n)
{
	const struct attack *a = r->a;
	struct target *all = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t o = 0; o < a->orgs; o++)
		for (size_t i = 0; i < a->lines * (PARTS + 2); i++) {
			size_t l = i / (PARTS + 2), p = i % (PARTS + 2), f;
			struct target t = {.org = o,
			    .line = l,
			    .part = p < PARTS ? p : 2 * (p - PARTS),
			    .rest = p >= PARTS};

			f = a->line[l].fact[t.part];
			if (f == NO_FACT || a->fact[f].family != family ||
			    !attack_entry(a, &q->told, o, l)->withheld ||
			    (small &&
				!is_small(r->policy, truth_of(a, q, &t))) ||
			    (!t.rest && siege_told(s, o, l, t.part)) ||
			    !is_kept(r, q, s, &t))
				continue;
			ARENA_GROW(a->c.mem, all, *n, cap);
			all[(*n)++] = t;
		}
	return all;
}

static void
say(const struct run *r, const struct pair *q, struct siege *s,
    const struct target *t)
{
	static const char *const part[PARTS] = {
	    "count", "base", "second count", "second base"};
	const struct attack *a = r->a;
	const struct line *l = &a->line[t->line];

	print_message("%.*s %.*s %.*s [%.*s] [%.*s] %s: %g to %g, is %g; "
		      "%.*s\n",
	    STRF(q->told.date), STRF(a->org[t->org].code),
	    STRF(l->indicator->id), STRF(l->setting), STRF(l->column),
	    t->rest ? "rest" : part[t->part], t->low, t->high,
	    truth_of(a, q, t), STRF(siege_reason(s, a->c.mem, t)));
}

/* In people: a mean of three sheets counts each person thrice. */
static bool
is_close(const struct run *r, const struct target *t)
{
	double each = r->a->fact[r->a->line[t->line].fact[t->part]].factor;

	return !((t->high - t->low) / each >= r->policy->width - 1e-6);
}

/* What came of an attack. */
struct outcome {
	size_t tried, close; /* bounded more closely than the policy allows */
	size_t wrong;        /* the truth is outside the bounds */
	size_t disagree;     /* what is told contradicts itself */
};

static void
attack_family(const struct run *r, const struct pair *q, size_t family,
    size_t most, struct outcome *out)
{
	struct siege *s = siege_lay(r->a, &q->told, family);
	size_t n, step;
	struct target *t = targets_of(r, q, s, family, false, &n);

	step = n > most ? (n + most - 1) / most : 1;
	for (size_t i = 0; i * step < n; i++)
		t[i] = t[i * step];
	n = (n + step - 1) / step;
	out->disagree += n > 0 && !siege_agrees(s);
	siege_bound(s, t, n, r->policy->width);
	for (size_t i = 0; i < n; i++) {
		double v = truth_of(r->a, q, &t[i]);

		if (!is_close(r, &t[i]))
			continue;
		out->close++;
		out->wrong += isfinite(v) &&
			      (v < t[i].low - 1e-6 || v > t[i].high + 1e-6);
		say(r, q, s, &t[i]);
	}
	out->tried += n;
	siege_lift(s);
}

/* some: of a family in the newest quarter, and a tenth of it in others, unless
 * everything is to be attacked: SIZE_MAX. */
static void
attack_run(struct run *r, size_t some)
{
	struct outcome all = {0, 0, 0, 0};

	for (size_t d = r->dates; d-- > 0;) {
		struct pair q = pair_of(r, r->date[d]);
		struct outcome out = {0, 0, 0, 0};
		bool all_of_it = takes_everything() || some == SIZE_MAX;
		size_t most = all_of_it           ? SIZE_MAX
			      : d + 1 == r->dates ? some
						  : some / 10;

		for (size_t f = 0; f < r->a->families; f++)
			attack_family(r, &q, f, most, &out);
		print_message("%s, %.*s: %zu withheld numbers attacked, %zu "
			      "bounded within less than %g\n",
		    r->policy->name, STRF(r->date[d]), out.tried, out.close,
		    r->policy->width);
		all.tried += out.tried;
		all.close += out.close;
		all.wrong += out.wrong;
		all.disagree += out.disagree;
	}
	assert_true(all.tried > 0);
	assert_int_equal(all.wrong, 0);
	assert_int_equal(all.disagree, 0);
	assert_int_equal(all.close, 0);
}

static void
nobody_bounds_what_the_sample_withholds(void **state)
{
	struct run r = run_new(&small_4, false, "small-4", "2026-27-Q1");

	attack_run(&r, SIZE_MAX);
	run_drop(&r);
}

static void
no_workbook_tells_more_than_the_scorecard(void **state)
{
	struct run r = run_new(&small_4, false, "small-4", "2026-27-Q1");
	struct arena *mem = r.a->c.mem;
	const char *path[256];
	struct str rest, line;
	size_t n = 0, untold, numbers;

	assert_int_equal(sh("find " SCRATCH "/small-4/2026-27-Q1 -name '*.xlsx'"
			    " ! -name '*audit*' | sort"),
	    0);
	rest = read_text(&r.a->c, SCRATCH "/out");
	while (str_cut(rest, '\n', &line, &rest) && n < COUNT(path))
		path[n++] = str_z(mem, line);
	untold = attack_books(r.a, r.published, path, n, &numbers);
	print_message("%zu numbers of %zu workbooks looked up: the scorecard "
		      "does not tell %zu\n",
	    numbers, n, untold);
	assert_true(n > 0 && numbers > 0);
	assert_int_equal(untold, 0);
	run_drop(&r);
}

static void
nobody_bounds_what_the_sample_withholds_rounded(void **state)
{
	struct run r;

	if (!publish("nhs-7", &nhs_7, "compute")) {
		print_message("skipped: there is no policy nhs-7\n");
		return;
	}
	r = run_new(&nhs_7, false, "nhs-7", "2026-27-Q1");
	attack_run(&r, 60);
	run_drop(&r);
}

/* ---- the counter-proof */

/* Withheld, though nothing in it is small: for the sake of others. */
static bool
is_secondary(const struct run *r, const struct pair *q, size_t org, size_t line)
{
	const struct entry *told = attack_entry(r->a, &q->told, org, line);
	const struct entry *e = attack_entry(r->a, &q->truth, org, line);

	if (!told->withheld || !span_told(e->part[COUNT_PART]) ||
	    !span_told(e->part[BASE_PART]))
		return false;
	for (int p = 0; p < PARTS; p++)
		if (span_told(e->part[p]) &&
		    is_small(r->policy, e->part[p].low))
			return false;
	for (int p = 0; p < PARTS; p += 2)
		if (span_told(e->part[p]) &&
		    is_small(r->policy, e->part[p + 1].low - e->part[p].low))
			return false;
	return true;
}

/* How many small numbers of a family are bounded too closely. */
static size_t
small_and_close(const struct run *r, const struct pair *q, size_t family)
{
	struct siege *s = siege_lay(r->a, &q->told, family);
	size_t n, close = 0;
	struct target *t = targets_of(r, q, s, family, true, &n);

	siege_bound(s, t, n, r->policy->width);
	for (size_t i = 0; i < n; i++)
		close += is_close(r, &t[i]);
	siege_lift(s);
	return close;
}

/* Puts one row back; is a small number bounded then that was not before? */
static bool
is_needed(const struct run *r, const struct pair *q, size_t org, size_t line,
    size_t before)
{
	struct entry *told = attack_entry(r->a, &q->told, org, line);
	struct entry kept = *told;
	size_t family = r->a->fact[r->a->line[line].fact[COUNT_PART]].family;
	size_t after;

	for (int p = 0; p < PARTS; p++)
		told->part[p] =
		    attack_entry(r->a, &q->truth, org, line)->part[p];
	told->withheld = false;
	after = small_and_close(r, q, family);
	*told = kept;
	return after > before;
}

static void
each_row_withheld_for_others_is_needed(void **state)
{
	struct run r = run_new(&small_4, false, "small-4", "2026-27-Q1");
	struct pair q = pair_of(&r, r.date[r.dates - 1]);
	size_t tried = 0, needed = 0, most = takes_everything() ? 40 : 2;

	for (size_t f = 0; f < r.a->families; f++) {
		size_t before = SIZE_MAX, n = 0;

		for (size_t o = 0; o < r.a->orgs; o++)
			for (size_t l = 0; l < r.a->lines && n < most; l++) {
				if (r.a->fact[r.a->line[l].fact[0]].family !=
					f ||
				    !is_secondary(&r, &q, o, l))
					continue;
				if (before == SIZE_MAX)
					before = small_and_close(&r, &q, f);
				needed += is_needed(&r, &q, o, l, before);
				n++;
			}
		tried += n;
	}
	print_message("%zu rows withheld for others put back, one at a time: "
		      "%zu of them bare a small number\n",
	    tried, needed);
	assert_true(tried > 0);
	assert_true(4 * needed > tried);
	run_drop(&r);
}

/* ---- real figures */

static void
nobody_bounds_what_the_real_turnover_withholds(void **state)
{
	static const struct policy *const policy[] = {&small_4, &nhs_7};

	if (access(MONTH, R_OK) != 0) {
		print_message("skipped: " TURNOVER " is not here\n");
		return;
	}
	assert_int_equal(
	    sh("rm -rf " SCRATCH "; mkdir -p " SCRATCH "/in; cp " MONTH
	       " " SCRATCH "/in; cp input/settings.yaml " SCRATCH "/in"),
	    0);
	assert_true(publish("truth", &exact, "compute"));
	for (size_t i = 0; i < COUNT(policy); i++) {
		struct run r;

		if (!publish(policy[i]->name, policy[i], "compute")) {
			print_message("skipped: there is no policy %s\n",
			    policy[i]->name);
			continue;
		}
		r = run_new(policy[i], true, policy[i]->name, "2025-26-Q3");
		attack_run(&r, 100);
		run_drop(&r);
	}
}

static int
publish_sample(void **state)
{
	if (sh("rm -rf " SCRATCH "; mkdir -p " SCRATCH "; cp -r input " SCRATCH
	       "/in") != 0 ||
	    (!takes_everything() && sh(TWO_QUARTERS(SCRATCH "/in")) != 0))
		return -1;
	return publish("truth", &exact, "compute") &&
		       publish("small-4", &small_4,
			   takes_everything() ? "run --packs " PACKS
					      : "run --only XN1,Y63,ENG "
						"--packs " PACKS)
		   ? 0
		   : -1;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nobody_bounds_what_the_sample_withholds),
	    cmocka_unit_test(each_row_withheld_for_others_is_needed),
	    cmocka_unit_test(no_workbook_tells_more_than_the_scorecard),
	    cmocka_unit_test(nobody_bounds_what_the_sample_withholds_rounded),
	    cmocka_unit_test(nobody_bounds_what_the_real_turnover_withholds),
	};

	return cmocka_run_group_tests(tests, publish_sample, NULL);
}
