/* indicators/recall_figures.c -- the figures of one indicator as bytes.
 *
 * Most words of a figure are those of the figure before it: a word of bits says
 * which are not, and these follow. Texts and lists stand apart; where, the figure
 * says in the place of the pointer. */
#include <stddef.h>
#include <string.h>

#include "indicators/recall.h"

/* Every field: what lies between them is nobody's, and may be anything. */
#define FIELDS(F)                                                              \
	F(org)                                                                 \
	F(indicator)                                                           \
	F(breakdown)                                                           \
	F(setting)                                                             \
	F(date)                                                                \
	F(stale)                                                               \
	F(numerator)                                                           \
	F(denominator)                                                         \
	F(value)                                                               \
	F(lower)                                                               \
	F(upper)                                                               \
	F(peer_n)                                                              \
	F(peer_q1)                                                             \
	F(peer_median)                                                         \
	F(peer_q3)                                                             \
	F(england)                                                             \
	F(england_n)                                                           \
	F(rank)                                                                \
	F(rank_of)                                                             \
	F(overlapping)                                                         \
	F(cluster_min)                                                         \
	F(cluster_q1)                                                          \
	F(cluster_median)                                                      \
	F(cluster_q3)                                                          \
	F(cluster_max)                                                         \
	F(verdict)                                                             \
	F(status)                                                              \
	F(reason)                                                              \
	F(sentence)                                                            \
	F(source)                                                              \
	F(pooled)                                                              \
	F(pooled_n)                                                            \
	F(pooled_of)                                                           \
	F(against_numerator)                                                   \
	F(against_denominator)                                                 \
	F(p)                                                                   \
	F(unknown)                                                             \
	F(to_close)                                                            \
	F(variation)                                                           \
	F(rule)                                                                \
	F(assurance)                                                           \
	F(points)                                                              \
	F(fired_from)                                                          \
	F(fired_to)                                                            \
	F(mean)                                                                \
	F(limit_low)                                                           \
	F(limit_high)                                                          \
	F(movement)                                                            \
	F(p_same)                                                              \
	F(placed)                                                              \
	F(volume)                                                              \
	F(units)                                                               \
	F(before)                                                              \
	F(change)                                                              \
	F(change_lower)                                                        \
	F(change_upper)                                                        \
	F(changed)                                                             \
	F(framework)                                                           \
	F(framework_verdict)                                                   \
	F(returns)                                                             \
	F(returns_of)                                                          \
	F(target)                                                              \
	F(rebased)                                                             \
	F(rebased_from)                                                        \
	F(year_before)                                                         \
	F(year_change)                                                         \
	F(year_lower)                                                          \
	F(year_upper)                                                          \
	F(year_changed)

#define WORD  sizeof(uint64_t)
#define WORDS (sizeof(struct figure) / WORD)

/* What of a figure is no field. Whoever adds a field adds it above too, or this
 * fails. */
#define BETWEEN  37
#define BYTES(f) +sizeof(((struct figure *)0)->f)
_Static_assert(0 FIELDS(BYTES) + BETWEEN == sizeof(struct figure),
    "FIELDS are not those of a figure");
_Static_assert(WORDS <= 64 && sizeof(struct figure) % WORD == 0,
    "a word of bits is too small for a figure");

/* Where the pointers are. */
#define AT(f) (offsetof(struct figure, f) / WORD)
static const size_t text_at[] = {
    AT(reason), AT(sentence), AT(movement), AT(rebased)};
enum { TEXTS = COUNT(text_at) };

/* The words of a figure, and all that they point to. */
struct packing {
	struct buf figure, text, list;
	uint64_t mask[WORDS];
	uint64_t last[WORDS];
	/* The last text and list that were not empty, and where they stand. */
	struct str was[TEXTS];
	uint64_t was_at[TEXTS], list_at;
	const sym *list_was;
	unsigned list_n;
};

static struct packing
begin_packing(struct arena *tmp)
{
	struct packing p = {
	    .figure = buf_new(tmp), .text = buf_new(tmp), .list = buf_new(tmp)};
	unsigned char *mask = (unsigned char *)p.mask;

#define MARK(f)                                                                \
	memset(mask + offsetof(struct figure, f), 0xff,                        \
	    sizeof(((struct figure *)0)->f));
	FIELDS(MARK)
	return p;
}

static uint64_t
pack_text(struct packing *p, size_t k, struct str s)
{
	if (s.n == 0)
		return 0;
	if (!str_eq(s, p->was[k])) {
		p->was[k] = s;
		p->was_at[k] = p->text.n;
		buf_adds(&p->text, s);
	}
	return p->was_at[k];
}

static uint64_t
pack_list(struct packing *p, const sym *list, unsigned n)
{
	if (n == 0)
		return 0;
	if (n != p->list_n ||
	    memcmp(list, p->list_was, n * sizeof *list) != 0) {
		p->list_was = list;
		p->list_n = n;
		p->list_at = p->list.n / sizeof *list;
		buf_add(&p->list, list, n * sizeof *list);
	}
	return p->list_at;
}

static void
pack(struct packing *p, const struct figure *f)
{
	const struct str text[TEXTS] = {
	    f->reason, f->sentence, f->movement, f->rebased};
	uint64_t word[WORDS], out[1 + WORDS] = {0};
	size_t n = 1;

	memcpy(word, f, sizeof word);
	for (size_t i = 0; i < WORDS; i++)
		word[i] &= p->mask[i];
	for (size_t k = 0; k < TEXTS; k++)
		word[text_at[k]] = pack_text(p, k, text[k]);
	word[AT(pooled)] = pack_list(p, f->pooled, f->pooled_n);
	for (size_t i = 0; i < WORDS; i++)
		if (word[i] != p->last[i]) {
			out[0] |= (uint64_t)1 << i;
			out[n++] = p->last[i] = word[i];
		}
	buf_add(&p->figure, out, n * WORD);
}

/* Where the figures of a harvest end: of organisations, England and regions. */
static size_t
starts_of(const struct run *run)
{
	return run->dataset->n_organisations + 2 + run->regions.n;
}

static void
put_funnel(struct buf *b, const struct funnel_limits *l)
{
	const double of[] = {l->target, l->phi, l->tau2};

	bytes_put_array(b, l->place, l->n, sizeof *l->place);
	bytes_put_array(b, of, COUNT(of), sizeof *of);
	bytes_put(b, l->indicator);
	bytes_put(b, l->used);
}

static void
put_starts(struct buf *b, const struct run *run, const struct harvest *h)
{
	bytes_put_array(b, h->start, h->start == NULL ? 0 : starts_of(run),
	    sizeof *h->start);
}

void
recall_put(struct buf *b, const struct run *run, const struct recalled *plot)
{
	struct arena *tmp = arena_new("figures as bytes");
	struct packing p = begin_packing(tmp);

	bytes_put(b, plot->n);
	for (size_t k = 0; k < plot->n; k++) {
		put_funnel(b, &plot->crop[k].funnel);
		for (size_t w = 0; w < run->windows; w++) {
			const struct harvest *h = &plot->crop[k].harvest[w];

			put_starts(b, run, h);
			for (size_t i = 0; h->start != NULL &&
					   i < h->start[starts_of(run) - 1];
			     i++)
				pack(&p, &h->figure[i]);
		}
	}
	bytes_put_array(b, p.text.p, p.text.n, 1);
	bytes_put_array(b, p.list.p, p.list.n / sizeof(sym), sizeof(sym));
	bytes_put_array(b, p.figure.p, p.figure.n / WORD, WORD);
	arena_free(tmp);
}

/* ---- and back */

struct unpacking {
	const uint64_t *word;
	size_t words;
	struct str text;
	const sym *list;
	size_t list_n;
	uint64_t last[WORDS];
};

static bool
unpack_text(const struct unpacking *u, uint64_t at, struct str *s)
{
	if (s->n == 0)
		s->p = NULL;
	else if (at > u->text.n || s->n > u->text.n - at)
		return false;
	else
		s->p = u->text.p + at;
	return true;
}

static bool
unpack_pointers(const struct unpacking *u, struct figure *f)
{
	struct str *const text[TEXTS] = {
	    &f->reason, &f->sentence, &f->movement, &f->rebased};
	uint64_t at = u->last[AT(pooled)];
	bool ok = true;

	for (size_t k = 0; k < TEXTS; k++)
		ok &= unpack_text(u, u->last[text_at[k]], text[k]);
	f->pooled = NULL;
	if (f->pooled_n == 0)
		return ok;
	f->pooled = u->list + at;
	return ok && at <= u->list_n && f->pooled_n <= u->list_n - at;
}

static bool
unpack(struct unpacking *u, struct figure *f)
{
	uint64_t bits;

	if (u->words == 0)
		return false;
	u->words--;
	bits = *u->word++;
	if ((size_t)__builtin_popcountll(bits) > u->words ||
	    (WORDS < 64 && bits >> WORDS != 0))
		return false;
	for (; bits != 0; bits &= bits - 1, u->words--)
		u->last[__builtin_ctzll(bits)] = *u->word++;
	memcpy(f, u->last, sizeof *f);
	return unpack_pointers(u, f);
}

static bool
take_funnel(struct bytes_cursor *k, struct arena *mem, struct funnel_limits *l)
{
	const void *place = bytes_take_array(k, sizeof *l->place, &l->n);
	const double *of;
	size_t n;

	l->place = (void *)arena_copy(mem, place, l->n * sizeof *l->place);
	of = bytes_take_array(k, sizeof *of, &n);
	if (n != 3)
		return false;
	l->target = of[0];
	l->phi = of[1];
	l->tau2 = of[2];
	l->indicator = (unsigned)bytes_take(k);
	l->used = (unsigned)bytes_take(k);
	return !k->bad;
}

static bool
take_starts(struct bytes_cursor *k, const struct run *run, struct arena *keep,
    struct harvest *h)
{
	size_t n;
	const size_t *start = bytes_take_array(k, sizeof *start, &n);

	if (n == 0)
		return !k->bad;
	for (size_t i = 0; i + 1 < n; i++)
		if (start[i] > start[i + 1])
			return false;
	h->start = (void *)arena_copy(keep, start, n * sizeof *start);
	return n == starts_of(run) && start[0] == 0;
}

static bool
take_figures(struct unpacking *u, const struct run *run, struct arena *keep,
    struct harvest *h)
{
	size_t n = h->start == NULL ? 0 : h->start[starts_of(run) - 1];
	bool ok = n <= u->words;

	if (ok)
		h->figure = NEWS(keep, n, struct figure);
	for (size_t i = 0; ok && i < n; i++)
		ok = unpack(u, &h->figure[i]);
	return ok;
}

bool
recall_take(
    struct bytes_cursor *k, const struct run *run, struct recalled *plot)
{
	struct unpacking u = {.words = 0};
	bool ok = bytes_take(k) == plot->n;

	for (size_t i = 0; ok && i < plot->n; i++) {
		struct crop *c = &plot->crop[i];

		c->harvest = NEWS(plot->keep, run->windows, struct harvest);
		ok = take_funnel(k, plot->mem, &c->funnel);
		for (size_t w = 0; ok && w < run->windows; w++)
			ok = take_starts(k, run, plot->keep, &c->harvest[w]);
	}
	u.text.p = bytes_take_array(k, 1, &u.text.n);
	u.list = bytes_take_array(k, sizeof *u.list, &u.list_n);
	u.word = bytes_take_array(k, sizeof *u.word, &u.words);
	u.text.p = arena_copy(plot->mem, u.text.p, u.text.n);
	u.list =
	    (void *)arena_copy(plot->mem, u.list, u.list_n * sizeof *u.list);
	for (size_t i = 0; ok && !k->bad && i < plot->n; i++)
		for (size_t w = 0; ok && w < run->windows; w++)
			ok = take_figures(
			    &u, run, plot->keep, &plot->crop[i].harvest[w]);
	return ok && !k->bad && u.words == 0;
}
