/* tests/unit/charts/test_worst.c -- every form with the worst of everything:
 * equal, tiny, huge and negative values, long names, one point, none known,
 * none allowed. Nothing may leave the drawing or lie on other words. */
#include "check.h"

#include "case_rows.h"
#include "fake_metrics.h"
#include "scene_check.h"

/* All numbers of a point, by their distance from its value. */
static void
move(struct chart_point *p, double scale, double shift)
{
	double *v[] = {&p->value, &p->lower, &p->upper, &p->england,
	    &p->peer_q1, &p->peer_median, &p->peer_q3, &p->min, &p->q1, &p->q3,
	    &p->max, &p->from, &p->to, &p->mean, &p->limit_low, &p->limit_high};

	for (size_t i = 0; i < COUNT(v); i++)
		*v[i] = *v[i] * scale + shift;
	p->text = p->from_text = p->to_text = S("");
}

static void
move_all(struct chart_input *in, double scale, double shift)
{
	for (size_t i = 0; i < in->n; i++)
		move(&in->point[i], scale, shift);
	in->england = in->england * scale + shift;
	in->peer_q1 = in->peer_q1 * scale + shift;
	in->peer_median = in->peer_median * scale + shift;
	in->peer_q3 = in->peer_q3 * scale + shift;
	in->england_label = S("");
}

static void
equal(struct arena *mem, struct chart_input *in)
{
	move_all(in, 0, 5);
}

static void
zero(struct arena *mem, struct chart_input *in)
{
	move_all(in, 0, 0);
}

static void
tiny(struct arena *mem, struct chart_input *in)
{
	move_all(in, 1e-7, 0);
}

static void
close(struct arena *mem, struct chart_input *in)
{
	move_all(in, 1e-6, 50);
}

/* All staff of the NHS are 1.4 million: no figure of ours is larger. */
static void
huge(struct arena *mem, struct chart_input *in)
{
	double most = 1;

	for (size_t i = 0; i < in->n; i++) {
		const struct chart_point *p = &in->point[i];
		most = fmax(most, fmax(fabs(p->value), fabs(p->max)));
	}
	move_all(in, 1.4e6 / most, 0);
	in->unit = S(" FTE");
	in->places = 0;
}

static void
negative(struct arena *mem, struct chart_input *in)
{
	move_all(in, -1, 0);
	for (size_t i = 0; i < in->n; i++) {
		struct chart_point *p = &in->point[i];
		double low = p->upper, from = p->limit_high;
		p->upper = p->lower;
		p->lower = low;
		p->limit_high = p->limit_low;
		p->limit_low = from;
	}
}

static void
long_names(struct arena *mem, struct chart_input *in)
{
	in->self_name = LONG_NAME;
	in->england_label =
	    S("England, all organisations that sent a return: 5.1%");
	for (size_t i = 0; i < in->n; i++) {
		in->point[i].label = str_fmt(mem, "%.*s of %.*s",
		    STRF(in->point[i].label), STRF(LONG_NAME));
		if (in->point[i].base_text.n > 0)
			in->point[i].base_text =
			    S("of 1,234,567 days of people in post");
	}
	for (size_t i = 0; i < in->n_rows; i++)
		in->row[i].name = LONG_NAME;
	for (size_t i = 0; i < in->n_columns; i++)
		in->column[i].name = LONG_NAME;
}

static void
withhold(struct chart_input *in, enum status status)
{
	for (size_t i = 0; i < in->n; i++) {
		struct chart_point *p = &in->point[i];
		struct str group = p->group, label = p->label;
		double x = p->x;
		*p = case_missing("", p->role, status);
		p->group = group;
		p->label = label;
		p->x = x;
		p->from = p->to = p->mean = NAN;
		p->limit_low = p->limit_high = NAN;
	}
}

static void
missing(struct arena *mem, struct chart_input *in)
{
	withhold(in, STATUS_MISSING);
}

static void
suppressed(struct arena *mem, struct chart_input *in)
{
	withhold(in, STATUS_SUPPRESSED);
}

/* A grid stays one: its points are rows times columns. */
static void
one_point(struct arena *mem, struct chart_input *in)
{
	if (in->n_columns > 0) {
		in->n_rows = in->n_columns = 1;
		in->n = 1;
	}
	in->n = in->n > 1 ? 1 : in->n;
}

static const struct worst {
	const char *name;
	void (*make)(struct arena *, struct chart_input *);
} worst[] = {{"equal", equal}, {"zero", zero}, {"tiny", tiny}, {"close", close},
    {"huge", huge}, {"negative", negative}, {"long names", long_names},
    {"missing", missing}, {"suppressed", suppressed}, {"one point", one_point}};

/* A pyramid counts people, and refuses fewer than none of them. What has dates
 * or codes along it has no names to be long. */
static bool
applies(const struct chart_case *k, const struct worst *w)
{
	bool dates = k->chart == &chart_multiples || k->chart == &chart_xmr ||
		     k->chart == &chart_trend || k->chart == &chart_score ||
		     k->chart == &chart_sparkline ||
		     k->chart == &chart_quarters || k->chart == &chart_hexmap;

	if (w->make == long_names)
		return !dates;
	/* Always fixed, persisting and new. */
	if (w->make == one_point && k->chart == &chart_ledger)
		return false;
	return k->chart != &chart_pyramid || w->make != negative;
}

/* What is wrong, in words. */
static void
check_one(struct buf *b, struct ctx *c, const struct chart_case *k,
    const struct worst *w)
{
	struct fake_metrics fake;
	struct metrics metrics = fake_metrics(&fake, 0.58);
	struct scene *s;
	struct str wrong;

	if (!k->chart->draw(c, &k->in, &theme_default, &metrics, &s))
		fail_msg(
		    "%s, %s: %.*s", k->name, w->name, STRF(diag_text(c->diag)));
	wrong = scene_check(c->mem, s, &metrics);
	if (wrong.n > 0)
		buf_addf(b, "%s, %s:\n%.*s", k->name, w->name, STRF(wrong));
	if (s->alt.n == 0 || str_find(s->alt, S("nan")) >= 0 ||
	    str_find(s->alt, S("inf ")) >= 0)
		buf_addf(b, "%s, %s: %.*s\n", k->name, w->name, STRF(s->alt));
}

static void
nothing_leaves_or_overlaps_in_the_worst_of_cases(void **state)
{
	struct ctx all = test_ctx();
	struct buf b = buf_new(all.mem);

	for (size_t w = 0; w < COUNT(worst); w++) {
		struct ctx c = test_ctx();
		struct case_list *list = case_all(c.mem);
		for (size_t i = 0; i < list->n; i++) {
			struct chart_case *k = &list->item[i];
			if (!applies(k, &worst[w]))
				continue;
			worst[w].make(c.mem, &k->in);
			check_one(&b, &c, k, &worst[w]);
		}
		test_drop(&c);
	}
	if (b.n > 0)
		fail_msg("%.*s", STRF(buf_str(&b)));
	test_drop(&all);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_leaves_or_overlaps_in_the_worst_of_cases),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
