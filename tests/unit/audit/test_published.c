/* Published figures that cannot all be true. */
#include "small_return.h"

/* One published file, a row at a time. */
struct published {
	struct small s;
	uint16_t source;
	uint32_t row;
};

static void
open_file(struct published *p, const char *path)
{
	if (p->s.d == NULL)
		small_open(&p->s, "2026-27-Q1");
	p->source = (uint16_t)p->s.d->n_sources++;
	p->s.d->source[p->source] =
	    (struct source){.path = str_of(path), .profile = S("made_up")};
	p->row = 1;
}

static struct observation *
say(struct published *p, const char *org, day date, const char *measure,
    double value)
{
	struct observation *o = dataset_add(p->s.c.mem, p->s.d);

	o->org = symbols_add(p->s.d->symbols, str_of(org));
	o->date = date;
	o->measure = symbols_add(p->s.d->symbols, str_of(measure));
	o->value = value;
	o->origin = (struct origin){
	    p->source, 0, p->row, (uint32_t)(p->s.d->n % 20) + 1};
	dataset_organisation(p->s.c.mem, p->s.d, o->org)->region =
	    symbols_add(p->s.d->symbols, S("Y62"));
	return o;
}

static void
say_sickness(struct published *p, const char *org, double lost, double all,
    double printed)
{
	day when = day_of(2025, 3, 31);

	p->row++;
	say(p, org, when, "days_lost", lost);
	say(p, org, when, "days_available", all);
	say(p, org, when, "published_rate", printed);
}

static void
a_rate_that_its_own_figures_do_not_make_is_found(void **state)
{
	struct published p = {.row = 0};
	const struct finding *f;

	(void)state;
	open_file(&p, "sickness.csv");
	say_sickness(&p, "RV5", 7887.17376, 191134.31599, 4.13);
	say_sickness(&p, "RXA", 490, 10000, 4.9);
	say_sickness(&p, "RXB", 0, 0, 0);
	small_check(&p.s, rules_published);
	small_none(&p.s);
	say_sickness(&p, "RXC", 490, 10000, 5.9);
	small_check(&p.s, rules_published);
	assert_int_equal(findings_count(p.s.found), 1);
	f = findings_at(p.s.found, 0);
	assert_int_equal(f->kind, FINDING_published_rate);
	assert_str(f->org, "RXC");
	assert_str(f->value, "5.9");
	assert_str(f->other, "4.9");
	small_close(&p.s);
}

static void
say_wres(struct published *p, const char *question, const char *answer,
    const char *measure, double value)
{
	struct observation *o =
	    say(p, "RXY", day_of(2020, 3, 31), measure, value);

	p->row++;
	o->origin.row = p->row;
	o->dim[DIM_question] = symbols_add(p->s.d->symbols, str_of(question));
	o->dim[DIM_answer] = symbols_add(p->s.d->symbols, str_of(answer));
}

static void
a_likelihood_that_its_two_rates_do_not_make_is_found(void **state)
{
	struct published p = {.row = 0};
	const struct finding *f;

	(void)state;
	open_file(&p, "wres.tsv");
	say_wres(&p, "2",
	    "relative likelihood White appointed from shortlisting v BAME",
	    "wres_printed", 1.5);
	say_wres(&p, "4",
	    "relative likelihood White accessing non-mandatory training v BAME",
	    "wres_printed", 1.1);
	small_check(&p.s, rules_published);
	small_none(&p.s);
	say_wres(&p, "4", "share of White staff accessing",
	    "wres_printed_percent", 9.6);
	say_wres(&p, "4", "share of BAME staff accessing",
	    "wres_printed_percent", 55.9);
	small_check(&p.s, rules_published);
	assert_int_equal(findings_count(p.s.found), 1);
	f = findings_at(p.s.found, 0);
	assert_int_equal(f->kind, FINDING_published_ratio);
	assert_str(f->value, "1.1");
	assert_str(f->other, "0.17");
	small_close(&p.s);
}

static void
a_likelihood_is_read_the_way_round_that_it_names(void **state)
{
	struct published p = {.row = 0};

	(void)state;
	open_file(&p, "wres.tsv");
	say_wres(&p, "3",
	    "relative likelihood BME entering formal disciplinary v White",
	    "wres_printed", 2);
	say_wres(&p, "3", "share of White staff entering",
	    "wres_printed_percent", 1.5);
	say_wres(
	    &p, "3", "share of BME staff entering", "wres_printed_percent", 3);
	small_check(&p.s, rules_published);
	small_none(&p.s);
	small_close(&p.s);
}

static void
say_moves(struct published *p, const char *group, double start, double in,
    double out, double end)
{
	static const char *const measure[] = {
	    "start", "joiners", "leavers", "end"};
	double value[] = {start, in, out, end};

	for (size_t i = 0; i < COUNT(measure); i++) {
		struct observation *o =
		    say(p, "RV5", day_of(2026, 6, 30), measure[i], value[i]);
		p->row++;
		o->origin.row = p->row;
		o->dim[DIM_staff_group] =
		    symbols_add(p->s.d->symbols, str_of(group));
	}
}

static void
people_who_came_and_went_explain_those_in_post(void **state)
{
	struct published p = {.row = 0};

	(void)state;
	open_file(&p, "turnover.csv");
	/* As it was published of a trust, and of a group that people move to. */
	say_moves(&p, "All staff groups", 6335, 129, 83, 6382);
	say_moves(&p, "Nurses", 100, 1, 2, 160);
	small_check(&p.s, rules_published);
	small_none(&p.s);
	open_file(&p, "turnover_2.csv");
	say_moves(&p, "All staff groups", 6335, 129, 83, 6582);
	small_check(&p.s, rules_published);
	assert_int_equal(findings_count(p.s.found), 1);
	assert_int_equal(
	    findings_at(p.s.found, 0)->kind, FINDING_published_moves);
	small_close(&p.s);
}

static void
a_service_has_no_more_people_than_its_trust(void **state)
{
	struct published p = {.row = 0};
	double people = 0;

	(void)state;
	small_open(&p.s, "2026-27-Q1");
	small_send(&p.s, "RV5", "2026-27-Q1");
	for (size_t i = 0; i < p.s.d->n; i++)
		if (p.s.d->observation[i].measure ==
		    symbols_lookup(p.s.d->symbols, S("cyp_headcount")))
			people += p.s.d->observation[i].value;
	open_file(&p, "turnover.csv");
	say_moves(&p, "All staff groups", people, 5, 5, people);
	say_moves(&p, "Nurses", 30, 1, 1, 30);
	small_check(&p.s, rules_published);
	small_none(&p.s);
	small_set(&p.s, "RV5", "2026-27-Q1", "staff",
	    "Nursing, Band 5 / Inpatient headcount", 100);
	small_check(&p.s, rules_published);
	small_only(&p.s, FINDING_above_published, "Headcount");
	small_close(&p.s);
}

static void
organisations_that_no_register_names_are_noted_by_file(void **state)
{
	struct published p = {.row = 0};
	const struct finding *f;

	(void)state;
	open_file(&p, "old.csv");
	for (int i = 0; i < 5; i++) {
		const char *org =
		    str_z(p.s.c.mem, str_fmt(p.s.c.mem, "RX%d", i));
		say(&p, org, day_of(2017, 9, 30), "fte", 1);
		say(&p, org, day_of(2017, 9, 30), "fte", 2);
	}
	small_check(&p.s, rules_published);
	small_none(&p.s);
	for (size_t i = 0; i < 4; i++)
		p.s.d->organisation[i].region = 0;
	/* Regions and England are no organisations. */
	say(&p, "Y62", day_of(2017, 9, 30), "fte", 100);
	say(&p, "ENG", day_of(2017, 9, 30), "fte", 1000);
	dataset_organisation(
	    p.s.c.mem, p.s.d, symbols_lookup(p.s.d->symbols, S("Y62")))
	    ->region = 0;
	dataset_organisation(
	    p.s.c.mem, p.s.d, symbols_lookup(p.s.d->symbols, S("ENG")))
	    ->region = 0;
	small_check(&p.s, rules_published);
	assert_int_equal(findings_count(p.s.found), 1);
	f = findings_at(p.s.found, 0);
	assert_int_equal(f->kind, FINDING_no_register);
	assert_str(f->value, "4");
	assert_str(f->other, "RX0, RX1, RX2");
	small_close(&p.s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_rate_that_its_own_figures_do_not_make_is_found),
	    cmocka_unit_test(
		a_likelihood_that_its_two_rates_do_not_make_is_found),
	    cmocka_unit_test(a_likelihood_is_read_the_way_round_that_it_names),
	    cmocka_unit_test(people_who_came_and_went_explain_those_in_post),
	    cmocka_unit_test(a_service_has_no_more_people_than_its_trust),
	    cmocka_unit_test(
		organisations_that_no_register_names_are_noted_by_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
