/* model/scorecard.c -- finding and printing stored figures. */
#include <math.h>

#include "base/num.h"
#include "model/scorecard.h"

const char *const status_name[STATUS_N] = {
    "ok", "suppressed", "missing", "not_applicable", "low_base"};
const char *const status_mark[STATUS_N] = {"", "[c]", "[x]", "[z]", "[u]"};
const char *const verdict_name[] = {"", "below", "not_different", "above"};

const struct figure *
scorecard_range(
    const struct scorecard *s, struct str org, struct str indicator, size_t *n)
{
	size_t low = 0, high = s->n;

	*n = 0;
	while (low < high) {
		size_t mid = (low + high) / 2;
		const struct figure *f = &s->figure[mid];
		int r = str_cmp(symbols_text(s->dataset->symbols, f->org), org);
		if (r == 0)
			r = str_cmp(s->catalogue->indicator[f->indicator].id,
			    indicator);
		if (r < 0)
			low = mid + 1;
		else
			high = mid;
	}
	while (low + *n < s->n) {
		const struct figure *f = &s->figure[low + *n];
		if (!str_eq(symbols_text(s->dataset->symbols, f->org), org) ||
		    !str_eq(
			s->catalogue->indicator[f->indicator].id, indicator))
			break;
		++*n;
	}
	return *n == 0 ? NULL : &s->figure[low];
}

const struct figure *
scorecard_find(const struct scorecard *s, struct str org, struct str indicator,
    struct str breakdown)
{
	size_t n;
	const struct figure *f = scorecard_range(s, org, indicator, &n);

	for (size_t i = 0; i < n; i++)
		if (str_eq(symbols_text(s->dataset->symbols, f[i].breakdown),
			breakdown))
			return &f[i];
	return NULL;
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
