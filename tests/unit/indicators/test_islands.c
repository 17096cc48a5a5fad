/* All that a decision of what is withheld rests on makes another question of it. */
#include "check.h"
#include "indicators/disclosed.h"

enum { SUMS = 3 };

/* Two counts of an organisation and their sum, of which one figure tells two. */
struct island_of {
	struct settings settings;
	struct indicator indicator;
	struct region region;
	struct run run;
	struct figure figure;
	uint32_t part[2];
	struct fact fact[SUMS];
	struct entry entry[2];
	struct slot slot[2];
	struct disclosed told;
	struct withholding d;
};

static void
make_island(struct island_of *t)
{
	*t = (struct island_of){.settings = {.disclosure = DISCLOSURE_SMALL_4},
	    .indicator = {.method = METHOD_TOTAL},
	    .region = {.code = 5},
	    .run = {.england = 7},
	    .figure = {.org = 3},
	    .part = {0, 1},
	    .fact = {{.value = 3, .among = NO_FACT},
		{.value = 8, .among = NO_FACT},
		{.value = 11, .among = NO_FACT, .n_parts = 2}},
	    .entry = {{0, 0, 1}, {1, 1, 1}},
	    .slot = {{.value = 3}, {.value = 8}},
	    .told = {.fact = {0, 1, NO_FACT, NO_FACT, NO_FACT, NO_FACT},
		.weight = 2}};
	t->run.settings = &t->settings;
	t->run.regions.region = &t->region;
	t->run.regions.n = 1;
	t->fact[2].part = t->part;
	t->told.figure = &t->figure;
	t->told.indicator = &t->indicator;
	t->d = (struct withholding){.run = &t->run,
	    .policy = DISCLOSURE_SMALL_4,
	    .fact = t->fact,
	    .n = SUMS,
	    .entry = t->entry,
	    .entries = 2,
	    .told = &t->told,
	    .n_told = 1,
	    .slot = t->slot,
	    .slots = 2};
}

enum { CHANGES = 22 };

static void
change(struct island_of *t, int what)
{
	switch (what) {
	case 0:
		t->d.policy = DISCLOSURE_NHS_7;
		break;
	case 1:
		t->settings.disclosure = DISCLOSURE_NHS_7;
		t->settings.national_exact = true;
		break;
	case 2:
		t->run.regions.n = 0;
		break;
	case 3:
		t->d.n--;
		break;
	case 4:
		t->fact[0].value++;
		break;
	case 5:
		t->fact[2].n_parts--;
		break;
	case 6:
		t->part[1] = 0;
		break;
	case 7:
		t->fact[0].among = 1;
		break;
	case 8:
		t->fact[2].fine = true;
		break;
	case 9:
		t->d.entries--;
		break;
	case 10:
		t->entry[1].slot = 0;
		break;
	case 11:
		t->entry[1].fact = 0;
		break;
	case 12:
		t->entry[1].factor = 0.5;
		break;
	case 13:
		t->d.slots--;
		break;
	case 14:
		t->slot[1].value++;
		break;
	case 15:
		t->d.n_told--;
		break;
	case 16:
		t->told.fact[1] = 2;
		break;
	case 17:
		t->told.weight++;
		break;
	case 18:
		t->figure.org = 7;
		break;
	case 19:
		t->figure.org = 5;
		break;
	case 20:
		t->indicator.method = METHOD_SHARE;
		break;
	case 21:
		t->told.fact[PART_UNKNOWN] = 2;
		break;
	}
}

static void
whatever_a_decision_rests_on_makes_another_question(void **state)
{
	unsigned char key[CHANGES + 1][SHA256_BYTES];

	for (int what = 0; what <= CHANGES; what++) {
		struct island_of t;

		make_island(&t);
		change(&t, what);
		island_key(&t.d, key[what]);
		for (int k = 0; k < what; k++)
			if (memcmp(key[k], key[what], SHA256_BYTES) == 0)
				fail_msg(
				    "changes %d and %d look the same", k, what);
	}
}

/* What has grown rests on something more: hash it in islands.c, change it above,
 * then put its new size here. */
static void
a_decision_rests_on_no_more_than_that(void **state)
{
	assert_int_equal(sizeof(struct fact), 104);
	assert_int_equal(sizeof(struct entry), 16);
	assert_int_equal(sizeof(struct slot), 16);
	assert_int_equal(sizeof(struct disclosed), 48);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		whatever_a_decision_rests_on_makes_another_question),
	    cmocka_unit_test(a_decision_rests_on_no_more_than_that),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
