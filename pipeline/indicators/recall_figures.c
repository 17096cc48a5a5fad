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

/* The crops by the text of their setting. */
static size_t *
order_crops(
    struct arena *mem, const struct run *run, const struct recalled *plot)
{
	const struct symbols *t = run->dataset->symbols;
	size_t *order = NEWS(mem, plot->n, size_t);

	for (size_t i = 0; i < plot->n; i++) {
		struct str text = symbols_text(t, plot->crop[i].setting);
		size_t at = i;

		for (; at > 0; at--) {
			sym before = plot->crop[order[at - 1]].setting;

			if (str_cmp(symbols_text(t, before), text) <= 0)
				break;
			order[at] = order[at - 1];
		}
		order[at] = i;
	}
	return order;
}

static void
put_funnel(struct buf *b, const struct funnel_limits *l)
{
	bytes_put_array(b, l->place, l->n, sizeof *l->place);
	bytes_put_number(b, l->target);
	bytes_put_number(b, l->phi);
	bytes_put_number(b, l->tau2);
	bytes_put(b, l->indicator);
	bytes_put(b, l->used);
}

/* In the order in which recall_next is asked. */
static void
pack_window(struct packing *p, const struct run *run,
    const struct recalled *plot, const size_t *order, size_t window)
{
	for (size_t i = 0; i < run->all_rows; i++)
		for (size_t k = 0; k < plot->n; k++) {
			const struct harvest *h =
			    &plot->crop[order[k]].harvest[window];
			size_t row = run->by_code[i];

			if (h->start == NULL)
				continue;
			for (size_t f = h->start[row]; f < h->start[row + 1];
			     f++)
				pack(p, &h->figure[f]);
		}
}

void
recall_put(struct buf *b, const struct run *run, const struct recalled *plot)
{
	struct arena *tmp = arena_new("figures as bytes");
	struct packing p = begin_packing(tmp);
	const size_t *order = order_crops(tmp, run, plot);

	bytes_put(b, plot->n);
	for (size_t k = 0; k < plot->n; k++)
		put_funnel(b, &plot->crop[k].funnel);
	for (size_t w = 0; w < run->windows; w++) {
		for (size_t k = 0; k < plot->n; k++) {
			const struct harvest *h = &plot->crop[k].harvest[w];

			bytes_put_array(b, h->start,
			    h->start == NULL ? 0 : run->all_rows + 1,
			    sizeof *h->start);
		}
		pack_window(&p, run, plot, order, w);
		bytes_put_array(b, p.figure.p, p.figure.n / WORD, WORD);
		/* Each window is taken up by itself. */
		p.figure.n = 0;
		memset(p.last, 0, sizeof p.last);
	}
	bytes_put_array(b, p.text.p, p.text.n, 1);
	bytes_put_array(b, p.list.p, p.list.n / sizeof(sym), sizeof(sym));
	arena_free(tmp);
}

/* ---- and back */

/* What the figures of all windows point to. */
struct pointed {
	struct str text;
	const sym *list;
	size_t list_n;
};

/* The figures of one window. */
struct packed {
	const uint64_t *word;
	size_t words;
	const struct pointed *to;
	uint64_t last[WORDS];
};

/* What would point elsewhere points nowhere. */
static void
unpack_pointers(const struct packed *p, struct figure *f)
{
	struct str *const text[TEXTS] = {
	    &f->reason, &f->sentence, &f->movement, &f->rebased};
	const struct pointed *to = p->to;
	uint64_t at;

	for (size_t k = 0; k < TEXTS; k++) {
		at = p->last[text_at[k]];
		if (at > to->text.n || text[k]->n > to->text.n - at)
			text[k]->n = 0;
		text[k]->p = text[k]->n == 0 ? NULL : to->text.p + at;
	}
	at = p->last[AT(pooled)];
	if (at > to->list_n || f->pooled_n > to->list_n - at)
		f->pooled_n = 0;
	f->pooled = f->pooled_n == 0 ? NULL : to->list + at;
}

void
recall_next(struct packed *p, struct figure *f, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t bits = *p->word++;

		for (; bits != 0; bits &= bits - 1)
			p->last[__builtin_ctzll(bits)] = *p->word++;
		memcpy(&f[i], p->last, sizeof f[i]);
		unpack_pointers(p, &f[i]);
	}
}

/* The words are so many figures, no more and no fewer. */
static bool
holds(const struct packed *p, size_t figures)
{
	size_t at = 0;

	for (; figures > 0 && at < p->words; figures--) {
		uint64_t bits = p->word[at];

		if (WORDS < 64 && bits >> WORDS != 0)
			return false;
		at += 1 + (size_t)__builtin_popcountll(bits);
	}
	return figures == 0 && at == p->words;
}

static bool
take_funnel(struct bytes_cursor *k, struct arena *mem, struct funnel_limits *l)
{
	const void *place = bytes_take_array(k, sizeof *l->place, &l->n);

	l->place = (void *)arena_copy(mem, place, l->n * sizeof *l->place);
	l->target = bytes_take_number(k);
	l->phi = bytes_take_number(k);
	l->tau2 = bytes_take_number(k);
	l->indicator = (unsigned)bytes_take(k);
	l->used = (unsigned)bytes_take(k);
	return !k->bad;
}

/* Where the figures of each row start: in the bytes. */
static bool
take_starts(struct bytes_cursor *k, const struct run *run, struct harvest *h,
    size_t *figures)
{
	size_t n;
	const size_t *start = bytes_take_array(k, sizeof *start, &n);

	if (n == 0)
		return !k->bad;
	for (size_t i = 0; i + 1 < n; i++)
		if (start[i] > start[i + 1])
			return false;
	h->start = start;
	*figures += start[n - 1];
	/* Each takes a word at least. */
	return n == run->all_rows + 1 && start[0] == 0 &&
	       start[n - 1] <= k->n / WORD;
}

static bool
take_window(struct bytes_cursor *k, const struct run *run,
    struct recalled *plot, size_t window, const struct pointed *to)
{
	struct packed *p = NEW(plot->keep, struct packed);
	size_t figures = 0;

	for (size_t i = 0; i < plot->n; i++) {
		struct harvest *h = &plot->crop[i].harvest[window];

		h->packed = p;
		if (!take_starts(k, run, h, &figures))
			return false;
	}
	p->to = to;
	p->word = bytes_take_array(k, WORD, &p->words);
	return holds(p, figures);
}

bool
recall_take(
    struct bytes_cursor *k, const struct run *run, struct recalled *plot)
{
	struct pointed *to = NEW(plot->keep, struct pointed);
	bool ok = bytes_take(k) == plot->n;

	for (size_t i = 0; ok && i < plot->n; i++) {
		plot->crop[i].harvest =
		    NEWS(plot->keep, run->windows, struct harvest);
		ok = take_funnel(k, plot->mem, &plot->crop[i].funnel);
	}
	for (size_t w = 0; ok && w < run->windows; w++)
		ok = take_window(k, run, plot, w, to);
	to->text.p = bytes_take_array(k, 1, &to->text.n);
	to->list = bytes_take_array(k, sizeof *to->list, &to->list_n);
	to->text.p = arena_copy(plot->mem, to->text.p, to->text.n);
	to->list = (void *)arena_copy(
	    plot->mem, to->list, to->list_n * sizeof *to->list);
	return ok && !k->bad;
}
