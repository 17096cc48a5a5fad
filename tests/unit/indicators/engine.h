/* tests/unit/indicators/engine.h -- indicators declared in YAML over small
 * datasets of returns. */
#ifndef TESTS_ENGINE_H
#define TESTS_ENGINE_H

#include "base/file.h"
#include "indicators/methods.h"
#include "unit/indicators/small.h"

#define JUNE day_of(2026, 6, 30)

static const struct period engine_period = {2026, 1};

/* What every entry begins with; the rest follows at four spaces. */
#define ENTRY(id)                                                              \
	"  - id: " id "\n"                                                     \
	"    title: Something\n"                                               \
	"    measure: something\n"                                             \
	"    definition: What it is.\n"                                        \
	"    recommendations: [1]\n"                                           \
	"    england: all\n"

static inline struct catalogue *
engine_catalogue(struct ctx *c, const char *yaml)
{
	struct catalogue *k = NEW(c->mem, struct catalogue);
	struct str path = S("build/" TEST_NAME ".yaml");

	assert_true(
	    file_replace(c, path, str_fmt(c->tmp, "indicators:\n%s", yaml)));
	if (!catalogue_load(c, path, k))
		fail_msg("%s", str_z(c->tmp, diag_text(c->diag)));
	return k;
}

static inline struct dataset *
engine_dataset(struct ctx *c)
{
	struct dataset *d = dataset_new(c->mem);

	small_org(c, d, "R1", "Mental Health", "London", true);
	small_org(c, d, "R2", "Mental Health", "London", true);
	small_org(c, d, "R3", "Mental Health", "South West", true);
	return d;
}

/* One observation; dims is "setting=Inpatient band=Band~5". */
static inline struct observation *
engine_add(struct ctx *c, struct dataset *d, const char *org,
    const char *measure, const char *dims, day when, double value)
{
	struct observation *o = small_add(c, d, org, measure, "", when, value);
	struct str one, rest = str_of(dims), name, word;
	bool more = rest.n > 0;

	while (more) {
		struct str text;

		more = str_cut(rest, ' ', &one, &rest);
		assert_true(str_cut(one, '=', &name, &word));
		assert_true(dimension_lookup(name) != DIM_N);
		text = str_dup(c->mem, word);
		for (size_t i = 0; i < text.n; i++)
			if (text.p[i] == '~')
				((char *)text.p)[i] = ' ';
		o->dim[dimension_lookup(name)] = symbols_add(d->symbols, text);
	}
	return o;
}

/* That an organisation sent a return. */
static inline void
engine_sent(struct ctx *c, struct dataset *d, const char *org, day when)
{
	ARENA_GROW(c->mem, d->sent, d->n_sent, d->cap_sent);
	d->sent[d->n_sent++] = (struct return_sent){
	    .org = symbols_add(d->symbols, str_of(org)), .date = when};
}

static inline struct scorecard *
engine_compute(struct ctx *c, struct dataset *d, const char *yaml,
    struct settings settings)
{
	struct scorecard *s;

	dataset_sort_organisations(d);
	assert_true(indicators_compute(c, d, engine_catalogue(c, yaml),
	    &settings, engine_period, NULL, &s));
	return s;
}

static inline const struct figure *
engine_figure(const struct scorecard *s, const char *org, const char *id,
    const char *setting, const char *breakdown)
{
	const struct figure *f = scorecard_find_in(
	    s, str_of(org), str_of(id), str_of(setting), str_of(breakdown));

	if (f == NULL)
		fail_msg(
		    "no figure %s %s '%s' '%s'", org, id, setting, breakdown);
	return f;
}

static inline void
engine_near(double is, double wanted, double within)
{
	if (!(is >= wanted - within && is <= wanted + within))
		fail_msg("%.9g is not %.9g", is, wanted);
}

#endif
