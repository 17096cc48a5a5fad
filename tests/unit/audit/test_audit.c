/* What audit/audit.h promises of all families together: correct returns are left
 * alone, every finding is complete, and the order in which observations were
 * read never matters. */
#include <stdio.h>
#include <stdlib.h>

#include "audit/audit.h"
#include "base/num.h"
#include "small_return.h"

static const char *const orgs[] = {"RV5", "RXX", "RNK"};
static const char *const quarters[] = {
    "2025-26-Q1", "2025-26-Q2", "2025-26-Q3", "2025-26-Q4", "2026-27-Q1"};
#define NOW "2026-27-Q1"

static void
some_returns(struct small *s)
{
	small_open(s, NOW);
	for (size_t i = 0; i < COUNT(orgs); i++)
		for (size_t k = 0; k < COUNT(quarters); k++)
			small_send(s, orgs[i], quarters[k]);
}

static struct audit *
run(struct small *s)
{
	struct audit_input in = small_input(s);
	struct view *v = view_new(&s->c, &in);

	s->found = findings_new(s->c.mem);
	audit_run(&s->c, v, s->found);
	findings_sort(s->found);
	return audit_new(&s->c, v);
}

/* Faults of every kind, drawn by a small generator of our own. */
static void
break_cells(struct small *s, uint32_t seed, size_t n)
{
	static const double factor[] = {0, 0.01, 0.1, 0.5, 1.5, 3, 10, 100};

	for (size_t i = 0; i < n; i++) {
		struct observation *o;

		seed = seed * 1664525 + 1013904223;
		o = &s->d->observation[(seed >> 4) % s->d->n];
		seed = seed * 1664525 + 1013904223;
		if (seed >> 30 == 0) {
			o->reason = (enum reason)(1 + (seed >> 8) % 5);
			o->value = 0;
		} else {
			o->value *= factor[(seed >> 8) % COUNT(factor)];
		}
	}
}

static void
shuffle(struct small *s, uint32_t seed)
{
	struct observation *o = s->d->observation;

	for (size_t i = s->d->n; i > 1; i--) {
		struct observation last = o[i - 1];
		size_t k;

		seed = seed * 1664525 + 1013904223;
		k = (seed >> 4) % i;
		o[i - 1] = o[k];
		o[k] = last;
	}
}

/* Everything that a finding says; the place in the dataset as the cell that it
 * leads to. */
static struct str
printed(struct small *s)
{
	struct buf b = buf_new(s->c.mem);

	for (size_t i = 0; i < findings_count(s->found); i++) {
		const struct finding *f = findings_at(s->found, i);

		buf_addf(&b,
		    "%s %.*s %.*s %.*s (%.*s) %d: ", finding_rule[f->kind].code,
		    STRF(f->file), STRF(f->sheet), STRF(f->cell),
		    STRF(f->place), (int)f->certainty);
		finding_print(&b, f);
		buf_addc(&b, ' ');
		num_short(&b, f->suggested);
		if (f->observation > 0) {
			const struct observation *o =
			    &s->d->observation[f->observation - 1];
			struct at at = dataset_at(s->c.mem, s->d, o->origin);
			buf_addf(
			    &b, " %.*s!%.*s", STRF(at.sheet), STRF(at.cell));
		}
		buf_addc(&b, '\n');
	}
	return buf_str(&b);
}

static void
correct_returns_are_left_alone_by_all(void **state)
{
	struct small s;
	struct audit *audit;

	some_returns(&s);
	audit = run(&s);
	small_none(&s);
	assert_int_equal(audit->n, COUNT(orgs) * COUNT(quarters));
	small_close(&s);
}

static void
a_quarter_after_the_period_is_not_looked_at(void **state)
{
	struct small s;

	some_returns(&s);
	small_miss(
	    &s, "RV5", NOW, "gender", "Nursing / Men", REASON_SUPPRESSED);
	run(&s);
	assert_int_equal(small_count(&s, FINDING_withheld_in_return), 1);
	s.period = small_period("2025-26-Q4");
	run(&s);
	small_none(&s);
	small_close(&s);
}

static void
every_finding_is_complete(void **state)
{
	struct small s;

	some_returns(&s);
	break_cells(&s, 7, 300);
	run(&s);
	assert_true(findings_count(s.found) > 100);
	for (size_t i = 0; i < findings_count(s.found); i++) {
		const struct finding *f = findings_at(s.found, i);
		struct buf b = buf_new(s.c.mem);

		finding_print(&b, f);
		assert_true(b.n > 0 && str_find(buf_str(&b), S("%")) != 0);
		assert_true(f->own && f->times == 1);
		assert_true(f->org.n > 0 && f->date != DAY_NONE);
		assert_true(f->file.n > 0);
		assert_true(f->sheet.n == 0 || f->place.n > 0);
		if (f->observation == 0)
			continue;
		/* It leads to the cell that it names. */
		assert_true(str_eq(
		    f->cell, dataset_at(s.c.mem, s.d,
				 s.d->observation[f->observation - 1].origin)
				 .cell));
		if (f->certainty == CERTAINTY_NONE)
			continue;
		assert_true(f->suggested >= 0);
		assert_true(
		    f->suggested !=
			s.d->observation[f->observation - 1].value ||
		    s.d->observation[f->observation - 1].reason != REASON_NONE);
	}
	small_close(&s);
}

static void
the_order_of_observations_never_matters(void **state)
{
	struct small s;

	for (uint32_t seed = 1; seed <= 3; seed++) {
		struct str before, after;

		some_returns(&s);
		break_cells(&s, seed, 200);
		run(&s);
		before = printed(&s);
		shuffle(&s, seed * 31);
		run(&s);
		after = printed(&s);
		if (!str_eq(before, after))
			fail_msg("seed %u: the findings differ", seed);
		assert_true(findings_count(s.found) > 50);
		small_close(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(correct_returns_are_left_alone_by_all),
	    cmocka_unit_test(a_quarter_after_the_period_is_not_looked_at),
	    cmocka_unit_test(every_finding_is_complete),
	    cmocka_unit_test(the_order_of_observations_never_matters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
