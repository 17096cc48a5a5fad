/* model/scorecard.c -- finding and printing stored figures. */
#include <math.h>

#include "base/num.h"
#include "model/scorecard.h"

const char *const status_name[STATUS_N] = {
    "ok", "suppressed", "missing", "not_applicable", "low_base"};
const char *const status_mark[STATUS_N] = {"", "[c]", "[x]", "[z]", "[u]"};
const char *const verdict_name[] = {"", "below", "not_different", "above"};

static int
compare_key(const struct scorecard *s, const struct figure *f, struct str org,
    struct str indicator, struct str setting)
{
	const struct symbols *t = s->dataset->symbols;
	int r = str_cmp(symbols_text(t, f->org), org);

	if (r == 0)
		r = str_cmp(
		    s->catalogue->indicator[f->indicator].id, indicator);
	return r != 0 ? r : str_cmp(symbols_text(t, f->setting), setting);
}

const struct figure *
scorecard_range_in(const struct scorecard *s, struct str org,
    struct str indicator, struct str setting, size_t *n)
{
	size_t low = 0, high = s->n;

	*n = 0;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (compare_key(s, &s->figure[mid], org, indicator, setting) <
		    0)
			low = mid + 1;
		else
			high = mid;
	}
	while (low + *n < s->n && compare_key(s, &s->figure[low + *n], org,
				      indicator, setting) == 0)
		++*n;
	return *n == 0 ? NULL : &s->figure[low];
}

const struct figure *
scorecard_range(
    const struct scorecard *s, struct str org, struct str indicator, size_t *n)
{
	return scorecard_range_in(s, org, indicator, S(""), n);
}

const struct figure *
scorecard_find_in(const struct scorecard *s, struct str org,
    struct str indicator, struct str setting, struct str breakdown)
{
	size_t n;
	const struct figure *f =
	    scorecard_range_in(s, org, indicator, setting, &n);

	for (size_t i = 0; i < n; i++)
		if (str_eq(symbols_text(s->dataset->symbols, f[i].breakdown),
			breakdown))
			return &f[i];
	return NULL;
}

const struct figure *
scorecard_find(const struct scorecard *s, struct str org, struct str indicator,
    struct str breakdown)
{
	return scorecard_find_in(s, org, indicator, S(""), breakdown);
}

const struct figure **
scorecard_series(
    struct arena *mem, const struct scorecard *s, const struct figure *f)
{
	const struct symbols *t = s->dataset->symbols;
	const struct figure **out =
	    NEWS(mem, s->history.n + 1, const struct figure *);

	for (size_t i = 0; i < s->history.n; i++)
		out[i] = scorecard_find_in(s->history.card[i],
		    symbols_text(t, f->org),
		    s->catalogue->indicator[f->indicator].id,
		    symbols_text(t, f->setting), symbols_text(t, f->breakdown));
	if (s->history.n == 0 ||
	    f->date >= period_start(period_holding(period_end(s->period))))
		out[s->history.n] = f;
	return out;
}

const struct funnel_limits *
scorecard_funnel(const struct scorecard *s, const struct indicator *ind)
{
	for (size_t i = 0; i < s->n_funnels; i++)
		if (&s->catalogue->indicator[s->funnel[i].indicator] == ind)
			return &s->funnel[i];
	return NULL;
}

const struct scorecard *
scorecard_card(const struct scorecard *s, size_t place)
{
	return place < s->history.n ? s->history.card[place] : s;
}

struct by_indicator
scorecard_by_indicator(struct arena *mem, const struct scorecard *s)
{
	struct by_indicator b = {.cards = s->history.n + 1};
	size_t places = s->catalogue->n * b.cards, n = 0;
	size_t *next = NEWS(mem, places + 1, size_t);

	b.start = NEWS(mem, places + 1, size_t);
	for (size_t k = 0; k < b.cards; k++) {
		const struct scorecard *card = scorecard_card(s, k);

		n += card->n;
		for (size_t i = 0; i < card->n; i++)
			next[card->figure[i].indicator * b.cards + k]++;
	}
	for (size_t i = 0; i < places; i++) {
		b.start[i + 1] = b.start[i] + next[i];
		next[i] = b.start[i];
	}
	b.figure = NEWS(mem, n, const struct figure *);
	for (size_t k = 0; k < b.cards; k++) {
		const struct scorecard *card = scorecard_card(s, k);

		for (size_t i = 0; i < card->n; i++)
			b.figure[next[card->figure[i].indicator * b.cards +
				      k]++] = &card->figure[i];
	}
	return b;
}

bool *
scorecard_sources(struct arena *mem, const struct scorecard *s)
{
	bool *used = NEWS(mem, s->dataset->n_sources + 1, bool);

	for (size_t i = 0; i < s->n; i++)
		if (s->figure[i].status == STATUS_OK &&
		    s->figure[i].source < s->dataset->n_sources)
			used[s->figure[i].source] = true;
	return used;
}

const struct peer_group *
scorecard_peers(const struct scorecard *s, struct str org)
{
	for (size_t i = 0; i < s->n_peers; i++)
		if (str_eq(symbols_text(s->dataset->symbols, s->peers[i].org),
			org))
			return &s->peers[i];
	return NULL;
}

void
figure_print(struct buf *b, const struct scorecard *s, const struct figure *f)
{
	if (f->status != STATUS_OK || isnan(f->value))
		buf_addz(
		    b, f->status == STATUS_OK ? "[x]" : status_mark[f->status]);
	else
		num_fixed(b, f->value,
		    s->catalogue->indicator[f->indicator].places,
		    NUM_THOUSANDS | NUM_TRUE_MINUS);
}
