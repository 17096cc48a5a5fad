/* depends_figures.c -- the figures that packs are made from, as hashes. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/mix.h"
#include "depends_work.h"
#include "figures_known.h"

void
depends_add_count(struct buf *b, int64_t v)
{
	uint64_t bytes = GUINT64_TO_LE((uint64_t)v);

	buf_add(b, &bytes, sizeof bytes);
}

void
depends_add_text(struct buf *b, struct str s)
{
	depends_add_count(b, (int64_t)s.n);
	buf_adds(b, s);
}

void
depends_add_sym(struct buf *b, const struct run *r, sym s)
{
	depends_add_text(b, symbols_text(r->dataset->symbols, s));
}

static uint64_t
bits_of(double v)
{
	uint64_t bits;

	/* What is not a number is so in one way only. */
	v = isnan(v) ? (double)NAN : v;
	memcpy(&bits, &v, sizeof bits);
	return bits;
}

void
depends_add_number(struct buf *b, double v)
{
	depends_add_count(b, (int64_t)bits_of(v));
}

/* All of a figure's numbers at once: there are millions of them. */
static void
add_numbers(struct buf *b, const struct figure *f)
{
	const double number[] = {f->numerator, f->denominator, f->value,
	    f->lower, f->upper, f->peer_q1, f->peer_median, f->peer_q3,
	    f->england, f->cluster_min, f->cluster_q1, f->cluster_median,
	    f->cluster_q3, f->cluster_max, f->against_numerator,
	    f->against_denominator, f->p, f->unknown, f->to_close, f->mean,
	    f->limit_low, f->limit_high, f->p_same, f->volume, f->units,
	    f->before, f->change, f->change_lower, f->change_upper,
	    f->year_before, f->year_change, f->year_lower, f->year_upper,
	    f->framework, f->target};
	const int64_t count[] = {f->date, f->stale, f->peer_n, f->england_n,
	    f->rank, f->rank_of, f->overlapping, f->verdict, f->status,
	    f->pooled_of, f->pooled_n, f->variation, f->rule, f->assurance,
	    f->points, f->fired_from, f->fired_to, f->placed, f->changed,
	    f->year_changed, f->framework_verdict, f->returns, f->returns_of,
	    f->rebased_from};
	uint64_t word[COUNT(number) + COUNT(count)];
	size_t n = 0;

	for (size_t i = 0; i < COUNT(number); i++)
		word[n++] = GUINT64_TO_LE(bits_of(number[i]));
	for (size_t i = 0; i < COUNT(count); i++)
		word[n++] = GUINT64_TO_LE((uint64_t)count[i]);
	buf_add(b, word, sizeof word);
}

static void
add_figure(struct buf *b, const struct run *r, const struct figure *f)
{
	add_numbers(b, f);
	depends_add_text(
	    b, r->scorecard->catalogue->indicator[f->indicator].id);
	depends_add_sym(b, r, f->breakdown);
	depends_add_sym(b, r, f->setting);
	depends_add_text(b, f->reason);
	depends_add_text(b, f->sentence);
	depends_add_text(b, r->dataset->source[f->source].path);
	for (unsigned i = 0; i < f->pooled_n; i++)
		depends_add_sym(b, r, f->pooled[i]);
	depends_add_text(b, f->movement);
	depends_add_text(b, f->rebased);
}

/* ---- by indicator: most are as they were in the last run */

struct figures_hash {
	uint64_t org, hash[MIX_WORDS];
};

struct hashes {
	const struct figures_hash *of;
	size_t n;
	bool known;
};

struct hashing {
	const struct run *run;
	const struct scorecard *card;
	struct hashes *indicator;
};

struct hashing *
depends_hashing(
    const struct run *r, const struct scorecard *card, struct arena *mem)
{
	struct hashing *g = NEW(mem, struct hashing);

	*g = (struct hashing){
	    r, card, NEWS(mem, card->catalogue->n, struct hashes)};
	return g;
}

static void
stir(uint64_t hash[MIX_WORDS], const uint64_t by[MIX_WORDS])
{
	for (int i = 0; i < MIX_WORDS; i++)
		hash[i] = mix64(hash[i], by[i]);
}

static void
hash_figure(const struct hashing *g, struct buf *room, size_t card,
    const struct figure *f, struct figures_hash *into)
{
	uint64_t hash[MIX_WORDS];

	room->n = 0;
	depends_add_count(
	    room, period_end(scorecard_card(g->card, card)->period));
	add_figure(room, g->run, f);
	mix_bytes(buf_str(room), hash);
	stir(into->hash, hash);
}

/* Each organisation's figures, quarter after quarter. */
static struct str
hash_indicator(const struct hashing *g, const struct by_indicator *by,
    size_t indicator, struct arena *mem)
{
	size_t symbols = symbols_count(g->run->dataset->symbols);
	const size_t *start = &by->start[indicator * by->cards];
	struct arena *tmp = arena_new("figures to hash");
	struct buf room = buf_new(tmp), out = buf_new(mem);
	uint32_t *place = NEWS(tmp, symbols, uint32_t);
	struct figures_hash *of = NULL;
	size_t n = 0, cap = 0;

	for (size_t k = 0; k < by->cards; k++)
		for (size_t i = start[k]; i < start[k + 1]; i++) {
			const struct figure *f = by->figure[i];

			if (place[f->org] == 0) {
				ARENA_GROW(tmp, of, n, cap);
				of[n] = (struct figures_hash){.org = f->org};
				place[f->org] = (uint32_t)++n;
			}
			hash_figure(g, &room, k, f, &of[place[f->org] - 1]);
		}
	buf_add(&out, of, n * sizeof *of);
	arena_free(tmp);
	return buf_str(&out);
}

#define NAME "figures' hashes"

static void
take(struct hashing *g, size_t indicator, struct str bytes)
{
	g->indicator[indicator] = (struct hashes){
	    (const void *)bytes.p, bytes.n / sizeof(struct figures_hash), true};
}

void
depends_fetch(struct hashing *g, size_t indicator, struct arena *mem)
{
	struct str bytes;

	if (figures_known_find(g->run, g->card, indicator, NAME, mem, &bytes))
		take(g, indicator, bytes);
}

void
depends_hash(struct hashing *g, const struct by_indicator *by, size_t indicator,
    struct arena *mem)
{
	struct str bytes;

	if (g->indicator[indicator].known)
		return;
	bytes = hash_indicator(g, by, indicator, mem);
	figures_known_note(g->run, g->card, indicator, NAME, bytes);
	take(g, indicator, bytes);
}

struct str *
depends_figures(const struct hashing *g, struct arena *mem)
{
	const struct run *r = g->run;
	size_t symbols = symbols_count(r->dataset->symbols);
	struct figures_hash *all = NEWS(mem, symbols, struct figures_hash);
	struct str *out = NEWS(mem, symbols, struct str);

	for (size_t i = 0; i < g->card->catalogue->n; i++)
		for (size_t k = 0; k < g->indicator[i].n; k++) {
			const struct figures_hash *h = &g->indicator[i].of[k];

			stir(all[h->org].hash, h->hash);
		}
	for (size_t i = 0; i < symbols; i++)
		out[i] = str_fmt(mem, "%016llx%016llx",
		    (unsigned long long)all[i].hash[0],
		    (unsigned long long)all[i].hash[1]);
	return out;
}

struct str *
depends_all_figures(const struct run *r, struct arena *mem)
{
	struct by_indicator by = scorecard_by_indicator(mem, r->scorecard);
	struct hashing *g = depends_hashing(r, r->scorecard, mem);

	for (size_t i = 0; i < r->scorecard->catalogue->n; i++) {
		depends_fetch(g, i, mem);
		depends_hash(g, &by, i, mem);
	}
	return depends_figures(g, mem);
}
