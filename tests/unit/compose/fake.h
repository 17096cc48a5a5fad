/* tests/unit/compose/fake.h -- six trusts, their figures, and charts that draw
 * nothing but say what they were given. */
#ifndef TESTS_COMPOSE_FAKE_H
#define TESTS_COMPOSE_FAKE_H

#include <math.h>
#include <stdlib.h>

#include "check.h"
#include "base/num.h"
#include "compose/compose.h"

static inline const struct glyph_run *
fake_shape(void *self, struct str text, struct text_style style)
{
	static struct glyph_run run;

	run.width = (double)str_chars(text) * style.size * 0.48;
	return &run;
}

static inline bool
fake_draw(struct ctx *c, const struct chart_input *in,
    const struct theme *theme, const struct metrics *metrics,
    struct scene **out)
{
	struct buf b = buf_new(c->mem);
	static const char *const role[] = {"self", "peer", "other"};

	*out = scene_new(c->mem, in->width, 50);
	buf_addf(&b, "%.*s;", STRF(in->finding));
	for (size_t i = 0; i < in->n; i++)
		buf_addf(&b, " %.*s %.*s %s%s%.*s;", STRF(in->point[i].label),
		    STRF(in->point[i].text), role[in->point[i].role],
		    in->point[i].note.n > 0 ? " " : "",
		    STRF(in->point[i].note));
	for (size_t i = 0; i < 2 * in->n_options; i += 2)
		buf_addf(&b, " %.*s=%.*s", STRF(in->option[i]),
		    STRF(in->option[i + 1]));
	for (size_t i = 0; i < in->n; i++)
		if (in->point[i].link.n > 0)
			scene_link(
			    *out, (struct scene_link){.to = in->point[i].link,
				      .name = in->point[i].link_name});
	(*out)->alt = buf_str(&b);
	return in->n > 0 ||
	       diag_fail(c, (struct at){0}, "a chart without a point");
}

static const struct chart_option fake_option[] = {{"height", "50", 10, 300, ""},
    {"pitch", "10", 0, 100, ""}, {"reference", "median", 0, 0, ""},
    {"left", "", 0, 0, ""}, {"right", "", 0, 0, ""}, {"row", "14", 10, 30, ""},
    {"from", "auto", 0, 0, ""}, {"key", "yes", 0, 0, ""},
    {"rows", "20", 1, 60, ""}, {"head", "Faults", 0, 0, ""},
    {"labels", "116", 40, 200, ""}, {"scale", "plain", 0, 0, ""},
    {NULL, NULL, 0, 0, NULL}};
#define FAKE(name)                                                             \
	{                                                                      \
		name, "", fake_option, fake_draw                               \
	}
static const struct chart fake_chart[] = {FAKE("ranked"), FAKE("slope"),
    FAKE("multiples"), FAKE("funnel"), FAKE("mini_ranked"), FAKE("mix"),
    FAKE("bands"), FAKE("strip"), FAKE("headline"), FAKE("spine"),
    FAKE("score"), FAKE("sparkline"), FAKE("last_now"), FAKE("effect"),
    FAKE("ledger"), FAKE("quarters"), FAKE("pareto"), FAKE("heat"),
    FAKE("hundred"), FAKE("xmr"), FAKE("forest"), FAKE("change"),
    FAKE("dumbbell"), FAKE("pyramid"), FAKE("variation"), FAKE("quality")};

/* The trusts: AA1 is the one reported on; AA2 and AA3 are its peers; BB1 is of
 * another cluster. AA4 has nothing but leavers. */
struct fake {
	struct ctx c;
	struct dataset *dataset;
	struct catalogue catalogue;
	struct scorecard card;
	struct figure figure[600];
	struct findings *findings;
	struct settings settings;
	struct metrics metrics;
	const struct chart *chart[COUNT(fake_chart)];
	struct chart_set charts;
	struct compose_input in;
};

static inline struct figure *
fake_find(struct fake *f, const char *org, const char *id, const char *part)
{
	const struct figure *found =
	    scorecard_find(&f->card, str_of(org), str_of(id), str_of(part));

	assert_non_null(found);
	return &f->figure[found - f->figure];
}

/* A figure of 100k/n percent against England's 10%. */
static inline void
fake_figure(struct fake *f, const char *org, unsigned indicator,
    const char *part, double value, day date)
{
	const struct indicator *i = &f->catalogue.indicator[indicator];
	struct symbols *s = f->dataset->symbols;

	assert_true(f->card.n < COUNT(f->figure));
	f->figure[f->card.n++] = (struct figure){
	    .org = symbols_add(s, str_of(org)),
	    .indicator = indicator,
	    .breakdown = symbols_add(s, str_of(part)),
	    .date = date,
	    .numerator = value * 10,
	    .denominator = 1000,
	    .value = value,
	    .lower = i->interval == INTERVAL_NONE ? NAN : value - 1,
	    .upper = i->interval == INTERVAL_NONE ? NAN : value + 1,
	    .england = 10,
	    .england_n = 200,
	    .peer_n = 2,
	    .peer_q1 = 9,
	    .peer_median = 10,
	    .peer_q3 = 11,
	    .rank = 2,
	    .rank_of = 4,
	    .overlapping = 1,
	    .cluster_min = 1,
	    .cluster_q1 = 5,
	    .cluster_median = 10,
	    .cluster_q3 = 15,
	    .cluster_max = 30,
	    .verdict = i->interval == INTERVAL_NONE ? VERDICT_NONE
		       : value - 1 > 10             ? VERDICT_ABOVE
		       : value + 1 < 10             ? VERDICT_BELOW
						    : VERDICT_NOT_DIFFERENT,
	    .sentence = S("A sentence."),
	};
}

/* Withheld, missing ...: no number is left. */
static inline void
fake_without(struct figure *f, enum status status)
{
	f->status = status;
	f->value = f->lower = f->upper = f->numerator = f->denominator = NAN;
	f->verdict = VERDICT_NONE;
	f->reason = S("not in the staff file of 30 September 2017");
}

static inline int
fake_by_id(const void *a, const void *b)
{
	const struct indicator *const *i = a, *const *k = b;

	return str_cmp((*i)->id, (*k)->id);
}

static inline void
fake_figures(struct fake *f, const char *org, double more)
{
	const struct indicator **sorted =
	    NEWS(f->c.mem, f->catalogue.n, const struct indicator *);
	day old = day_of(2017, 9, 30), new = day_of(2025, 11, 30);

	for (size_t i = 0; i < f->catalogue.n; i++)
		sorted[i] = &f->catalogue.indicator[i];
	qsort(sorted, f->catalogue.n, sizeof *sorted, fake_by_id);
	for (size_t i = 0; i < f->catalogue.n; i++) {
		unsigned k = (unsigned)(sorted[i] - f->catalogue.indicator);
		bool is_new = str_starts(sorted[i]->id, S("RET")) ||
			      str_starts(sorted[i]->id, S("WEL"));
		double value = 8 + more + (double)(i % 5);
		if (sorted[i]->breakdown == DIM_N ||
		    !sorted[i]->denominator_across) {
			fake_figure(f, org, k, "", value, is_new ? new : old);
			f->figure[f->card.n - 1].stale = !is_new;
		}
		for (size_t j = 0; j < sorted[i]->n_breakdown_order; j++)
			fake_figure(f, org, k,
			    str_z(f->c.mem, sorted[i]->breakdown_order[j]),
			    7 + more + (double)j, is_new ? new : old);
	}
}

static inline void
fake_trust(
    struct fake *f, const char *code, const char *name, const char *cluster)
{
	struct symbols *s = f->dataset->symbols;
	struct organisation *o = dataset_organisation(
	    f->c.mem, f->dataset, symbols_add(s, str_of(code)));

	o->name = symbols_add(s, str_of(name));
	o->cluster = symbols_add(s, str_of(cluster));
	o->region_name = symbols_add(s, S("London"));
	o->reported_on = true;
}

static inline void
fake_peers(struct fake *f)
{
	struct symbols *s = f->dataset->symbols;
	struct peer_group *g = NEW(f->c.mem, struct peer_group);

	g->org = symbols_add(s, S("AA1"));
	g->peer = NEWS(f->c.mem, 2, sym);
	g->peer[0] = symbols_add(s, S("AA2"));
	g->peer[1] = symbols_add(s, S("AA3"));
	g->n = 2;
	g->rule = S("the 2 other mental health trusts in London");
	f->card.peers = g;
	f->card.n_peers = 1;
}

/* As a run without returns: what only a return feeds is not there. */
static inline void
fake_published(struct fake *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->catalogue.n; i++)
		if (str_is(f->catalogue.indicator[i].source, "published"))
			f->catalogue.indicator[n++] = f->catalogue.indicator[i];
	f->catalogue.n = n;
}

static inline struct fake *
fake_new(void)
{
	struct ctx c = test_ctx();
	struct fake *f = NEW(c.mem, struct fake);

	f->c = c;
	f->dataset = dataset_new(c.mem);
	assert_true(catalogue_load(
	    &f->c, S("templates/indicators.yaml"), &f->catalogue));
	fake_published(f);
	fake_trust(f, "AA1", "Northmoor Mental Health NHS Trust", "MH");
	fake_trust(f, "AA2", "Oakfield Partnership NHS Trust", "MH");
	fake_trust(f, "AA3", "St Agnes' Healthcare NHS Foundation Trust", "MH");
	fake_trust(f, "AA4", "West Marsh NHS Trust", "MH");
	fake_trust(f, "BB1", "Acute Hospitals NHS Trust", "Acute");
	dataset_sort_organisations(f->dataset);
	f->dataset->source = NEW(c.mem, struct source);
	f->dataset->source[0] = (struct source){.path = S("staff/turnover.csv"),
	    .profile = S("turnover"),
	    .title = S("Turnover by organisation"),
	    .publisher = S("NHS England"),
	    .sha256 = S("abc"),
	    .observations = 5,
	    .rows = 7,
	    .date = day_of(2025, 11, 30)};
	f->dataset->n_sources = 1;
	f->card = (struct scorecard){.dataset = f->dataset,
	    .catalogue = &f->catalogue,
	    .period = {2025, 3},
	    .figure = f->figure};
	fake_figures(f, "AA1", 0);
	fake_figures(f, "AA2", 1);
	fake_figures(f, "AA3", -3);
	fake_peers(f);
	f->findings = findings_new(c.mem);
	f->settings = (struct settings){
	    .stale_after_months = 12, .author = S("Workforce benchmarking")};
	f->metrics = (struct metrics){f, fake_shape};
	for (size_t i = 0; i < COUNT(fake_chart); i++)
		f->chart[i] = &fake_chart[i];
	f->charts = (struct chart_set){f->chart, COUNT(f->chart)};
	f->in = (struct compose_input){.scorecard = &f->card,
	    .findings = f->findings,
	    .theme = &theme_default,
	    .metrics = &f->metrics,
	    .charts = &f->charts,
	    .settings = &f->settings,
	    .template_path = S("templates/board-report.md"),
	    .date = day_of(2025, 12, 31)};
	return f;
}

/* Region Y56 of AA1 to AA4, Y58 of BB1 alone; England and Y56 have figures, and
 * the region adds up three trusts. */
static inline void
fake_regions(struct fake *f)
{
	struct symbols *s = f->dataset->symbols;
	static sym pooled[3];

	for (size_t i = 0; i < f->dataset->n_organisations; i++) {
		struct organisation *o = &f->dataset->organisation[i];
		bool other = str_is(symbols_text(s, o->code), "BB1");
		o->region = symbols_add(s, other ? S("Y58") : S("Y56"));
		if (other)
			o->region_name = symbols_add(s, S("South West"));
		else if (i < COUNT(pooled))
			pooled[i] = o->code;
	}
	fake_figures(f, "ENG", 2);
	fake_figures(f, "Y56", 0.5);
	for (size_t i = 0; i < f->card.n; i++) {
		struct figure *g = &f->figure[i];
		if (!str_is(symbols_text(s, g->org), "Y56"))
			continue;
		g->pooled = pooled;
		g->pooled_n = 3;
		g->pooled_of = 4;
	}
}

static inline void
fake_drop(struct fake *f)
{
	struct ctx c = f->c;

	test_drop(&c);
}

/* The pack of a template with this body. NULL when it cannot be made: then
 * diag_text says why. */
static inline struct pack *
fake_pack(struct fake *f, const char *body, const char *org)
{
	struct template *t;
	struct pack *p;
	struct str text = str_fmt(f->c.mem,
	    "---\nid: test\nkind: Test\ntitle: Test {{org_code}}\n---\n%s",
	    body);

	if (!template_parse(&f->c, S("t.md"), text, &t) ||
	    !compose_board(&f->c, &f->in, t, str_of(org), &p))
		return NULL;
	return p;
}

static inline struct str
fake_words(struct fake *f, const struct text *t)
{
	struct buf b = buf_new(f->c.mem);

	for (size_t i = 0; i < t->n; i++)
		if (t->span[i].strong)
			buf_addf(&b, "**%.*s**", STRF(t->span[i].text));
		else if (t->span[i].link.n > 0)
			buf_addf(&b, "[%.*s](%.*s)", STRF(t->span[i].text),
			    STRF(t->span[i].link));
		else
			buf_adds(&b, t->span[i].text);
	return buf_str(&b);
}

#endif
