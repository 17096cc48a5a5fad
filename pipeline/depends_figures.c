/* depends_figures.c -- the figures that packs are made from, as hashes. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/mix.h"
#include "depends_work.h"

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

static uint64_t
word_at(struct str s, size_t i)
{
	uint64_t v = 0;

	if (i < s.n)
		memcpy(&v, s.p + i, s.n - i < sizeof v ? s.n - i : sizeof v);
	return GUINT64_FROM_LE(v);
}

#define LANES 4

/* Figures of many quarters are too many for a checksum that withstands forgers:
 * each lane takes every fourth word, so that none waits for another. */
static struct str
mix(struct arena *mem, struct str s)
{
	uint64_t lane[LANES] = {1, 2, 3, 4}, out[2] = {s.n, ~(uint64_t)s.n};
	size_t word = sizeof lane[0];

	for (size_t i = 0; i < s.n; i += LANES * word)
		for (size_t k = 0; k < LANES; k++)
			lane[k] = mix64(lane[k], word_at(s, i + k * word));
	for (size_t k = 0; k < LANES; k++) {
		out[0] = mix64(out[0], lane[k]);
		out[1] = mix64(out[1], lane[LANES - 1 - k]);
	}
	return str_fmt(mem, "%016llx%016llx", (unsigned long long)out[0],
	    (unsigned long long)out[1]);
}

static void
add_card(struct buf *b, const struct run *r, const struct scorecard *s, sym org)
{
	struct str code = symbols_text(r->dataset->symbols, org);
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (str_cmp(
			symbols_text(r->dataset->symbols, s->figure[mid].org),
			code) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	depends_add_count(b, period_end(s->period));
	for (; low < s->n && s->figure[low].org == org; low++)
		add_figure(b, r, &s->figure[low]);
}

struct str
depends_figures_of(
    const struct run *r, struct arena *mem, struct buf *room, sym org)
{
	const struct history *h = &r->scorecard->history;

	room->n = 0;
	for (size_t i = 0; i < h->n; i++)
		add_card(room, r, h->card[i], org);
	add_card(room, r, r->scorecard, org);
	return mix(mem, buf_str(room));
}

struct str *
depends_figures(const struct run *r, struct arena *mem)
{
	const struct scorecard *s = r->scorecard;
	struct arena *tmp = arena_new("figures to hash");
	struct buf room = buf_new(tmp);
	struct str *hash =
	    NEWS(mem, symbols_count(r->dataset->symbols), struct str);

	for (size_t i = 0; i < s->n; i++)
		if (i == 0 || s->figure[i].org != s->figure[i - 1].org)
			hash[s->figure[i].org] =
			    depends_figures_of(r, mem, &room, s->figure[i].org);
	arena_free(tmp);
	return hash;
}
