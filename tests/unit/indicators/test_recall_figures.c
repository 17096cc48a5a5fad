/* Figures as bytes: all fields come back, and of what is no such bytes nothing
 * behind its end is read. */
#include <math.h>

#include "indicators/recall.h"
#include "unit/indicators/recalled.h"

enum { CROPS = 2, WINDOWS = 2, ROWS = 4, FIGURES = 6 };

/* Four rows; one setting has no figures in the first window. */
struct example {
	struct ctx c;
	struct run run;
	struct scorecard card;
	struct crop crop[CROPS];
	struct harvest harvest[CROPS][WINDOWS];
	struct figure figure[CROPS][WINDOWS][FIGURES];
	struct funnel_place place[3];
	sym pooled[4];
};

static size_t start[ROWS + 1] = {0, 2, 3, 5, FIGURES};
static uint32_t by_code[ROWS] = {2, 0, 3, 1};

/* Of three values each, so that some fields are as they were in the figure before
 * and others are not. */
static void
fill(struct example *e, struct figure *f, uint64_t *random)
{
	const struct str text[] = {S(""), S("because"), S("It is so.")};

#define NEXT      ((*random = mix64(*random, 1)) % 3)
#define SYMBOL(f) x->f = (sym)NEXT;
#define NUMBER(f) x->f = NEXT == 0 ? NAN : (double)*random / 7;
#define COUNT_(f) x->f = NEXT;
#define TEXT(f)   x->f = text[NEXT];
	struct figure *x = f;

	SYMBOLS_OF_A_FIGURE(SYMBOL)
	NUMBERS_OF_A_FIGURE(NUMBER)
	COUNTS_OF_A_FIGURE(COUNT_)
	TEXTS_OF_A_FIGURE(TEXT)
	f->pooled = f->pooled_n == 0 ? NULL : e->pooled + NEXT;
}

static void
make(struct example *e)
{
	struct dataset *d;
	uint64_t random = 5;

	memset(e, 0, sizeof *e);
	e->c = test_ctx();
	d = dataset_new(e->c.mem);
	e->card.dataset = d;
	e->run = (struct run){.dataset = d,
	    .windows = WINDOWS,
	    .all_rows = ROWS,
	    .by_code = by_code};
	/* By text the second crop comes first. */
	e->crop[0].setting = symbols_add(d->symbols, S("Inpatient"));
	e->crop[1].setting = symbols_add(d->symbols, S("Community"));
	symbols_add(d->symbols, S("R1"));
	for (sym i = 0; i < COUNT(e->pooled); i++)
		e->pooled[i] = 1 + i % 3;
	for (int k = 0; k < CROPS; k++) {
		e->crop[k].harvest = e->harvest[k];
		for (int w = k; w < WINDOWS; w++) {
			e->harvest[k][w].start = start;
			e->harvest[k][w].figure = e->figure[k][w];
			for (int i = 0; i < FIGURES; i++)
				fill(e, &e->figure[k][w][i], &random);
		}
	}
	for (size_t i = 0; i < COUNT(e->place); i++)
		e->place[i] =
		    (struct funnel_place){(double)i, 1, 2, 3, (double)i / 3};
	e->crop[0].funnel = (struct funnel_limits){.indicator = 3,
	    .target = 4.5,
	    .phi = 1,
	    .tau2 = 0.25,
	    .used = 11,
	    .place = e->place,
	    .n = COUNT(e->place)};
}

static struct str
put(struct example *e)
{
	struct buf b = buf_new(e->c.mem);

	recall_put(
	    &b, &e->run, &(struct recalled){.crop = e->crop, .n = CROPS});
	return buf_str(&b);
}

/* What was taken of bytes that lie in memory that ends where they end. */
struct taken {
	struct arena *bytes, *mem;
	struct crop crop[CROPS];
	bool ok;
};

static void
take(struct example *e, struct str bytes, struct taken *t)
{
	struct bytes_cursor k = {NULL, bytes.n, false};
	struct recalled r;
	char *p;

	*t = (struct taken){
	    .bytes = arena_new("bytes"), .mem = arena_new("taken")};
	r = (struct recalled){
	    .crop = t->crop, .n = CROPS, .mem = t->mem, .keep = t->mem};
	k.p = p = NEWS(t->bytes, bytes.n, char);
	memcpy(p, bytes.p, bytes.n);
	t->ok = recall_take(&k, &e->run, &r) && k.n == 0;
}

static void
drop(struct taken *t)
{
	arena_free(t->mem);
	arena_free(t->bytes);
}

/* All figures of a window, in their order. Each row has some or none. */
static struct figure *
unpack(const struct taken *t, int window, size_t *n)
{
	struct figure *f;

	*n = 0;
	for (int k = 0; k < CROPS; k++) {
		const struct harvest *h = &t->crop[k].harvest[window];

		if (h->start == NULL)
			continue;
		for (int row = 0; row < ROWS; row++)
			assert_true(h->start[row] <= h->start[row + 1]);
		*n += h->start[ROWS];
	}
	f = NEWS(t->mem, *n, struct figure);
	recall_next(t->crop[0].harvest[window].packed, f, *n);
	return f;
}

/* By code, then by the text of the setting. */
static const struct figure **
in_order(struct example *e, int window, size_t *n)
{
	const struct figure **all =
	    NEWS(e->c.mem, CROPS * FIGURES, const struct figure *);

	*n = 0;
	for (int i = 0; i < ROWS; i++)
		for (int k = CROPS; k-- > 0;)
			for (size_t f = start[by_code[i]];
			     k <= window && f < start[by_code[i] + 1]; f++)
				all[(*n)++] = &e->figure[k][window][f];
	return all;
}

static void
every_field_comes_back(void **state)
{
	struct example e;
	struct taken t;

	make(&e);
	take(&e, put(&e), &t);
	assert_true(t.ok);
	for (int w = 0; w < WINDOWS; w++) {
		size_t n, wanted;
		const struct figure **is = in_order(&e, w, &wanted);
		struct figure *f = unpack(&t, w, &n);

		assert_int_equal(n, wanted);
		for (size_t i = 0; i < n; i++) {
			const char *field =
			    figures_differ(&e.card, is[i], &e.card, &f[i]);

			if (field != NULL)
				fail_msg("%s of figure %zu", field, i);
		}
	}
	drop(&t);
	test_drop(&e.c);
}

static void
limits_and_where_rows_start_come_back(void **state)
{
	struct example e;
	struct taken t;

	make(&e);
	take(&e, put(&e), &t);
	assert_true(t.ok);
	for (int k = 0; k < CROPS; k++) {
		const struct funnel_limits *a = &e.crop[k].funnel,
					   *b = &t.crop[k].funnel;

		assert_int_equal(a->n, b->n);
		assert_true(a->n == 0 || memcmp(a->place, b->place,
					     a->n * sizeof *a->place) == 0);
		assert_true(a->indicator == b->indicator &&
			    a->used == b->used && a->target == b->target &&
			    a->phi == b->phi && a->tau2 == b->tau2);
		for (int w = 0; w < WINDOWS; w++)
			if (w < k)
				assert_null(t.crop[k].harvest[w].start);
			else
				assert_memory_equal(t.crop[k].harvest[w].start,
				    start, sizeof start);
	}
	drop(&t);
	test_drop(&e.c);
}

static void
the_same_figures_are_the_same_bytes(void **state)
{
	struct example a, b;

	make(&a);
	make(&b);
	/* What lies between fields is nobody's. */
	memset(&b.figure, 0xff, sizeof b.figure);
	for (int k = 0; k < CROPS; k++)
		for (int w = k; w < WINDOWS; w++)
			for (int i = 0; i < FIGURES; i++) {
				struct figure *to = &b.figure[k][w][i];
				const struct figure *f = &a.figure[k][w][i];
#define COPY(field) to->field = f->field;
				SYMBOLS_OF_A_FIGURE(COPY)
				NUMBERS_OF_A_FIGURE(COPY)
				COUNTS_OF_A_FIGURE(COPY)
				TEXTS_OF_A_FIGURE(COPY)
				to->pooled = f->pooled;
			}
	assert_true(str_eq(put(&a), put(&b)));
	test_drop(&a.c);
	test_drop(&b.c);
}

static void
bytes_that_are_cut_short_are_no_figures(void **state)
{
	struct example e;
	struct str all;

	make(&e);
	all = put(&e);
	for (size_t n = 0; n < all.n; n++) {
		struct taken t;

		take(&e, (struct str){all.p, n}, &t);
		if (t.ok)
			fail_msg("%zu bytes of %zu are enough", n, all.n);
		drop(&t);
	}
	test_drop(&e.c);
}

/* All that the figures point to is read. */
static uint64_t
read_all(const struct taken *t)
{
	uint64_t sum = 0;

	for (int w = 0; w < WINDOWS; w++) {
		size_t n;
		const struct figure *f = unpack(t, w, &n);

		for (; n > 0; n--, f++) {
#define ADD_TEXT(t)                                                            \
	for (size_t j = 0; j < f->t.n; j++)                                    \
		sum += (unsigned char)f->t.p[j];
			TEXTS_OF_A_FIGURE(ADD_TEXT)
			for (unsigned j = 0; j < f->pooled_n; j++)
				sum += f->pooled[j];
		}
	}
	return sum;
}

/* Whoever damages them so that the hash over them is right gets other numbers, but
 * nothing that lies elsewhere. */
static void
no_damage_leads_beyond_the_bytes(void **state)
{
	struct example e;
	struct str all;
	uint64_t sum = 0;
	char *bytes;

	make(&e);
	all = put(&e);
	bytes = arena_copy(e.c.mem, all.p, all.n);
	for (size_t i = 0; i < all.n; i++)
		for (int bit = 0; bit < 8; bit++) {
			struct taken t;

			bytes[i] ^= (char)(1 << bit);
			take(&e, (struct str){bytes, all.n}, &t);
			if (t.ok)
				sum += read_all(&t);
			bytes[i] = all.p[i];
			drop(&t);
		}
	assert_true(sum > 0);
	test_drop(&e.c);
}

static void
figures_of_other_rows_or_windows_are_none(void **state)
{
	struct example e;
	struct taken t;
	struct str all;

	make(&e);
	all = put(&e);
	e.run.all_rows--;
	take(&e, all, &t);
	assert_false(t.ok);
	drop(&t);
	e.run.all_rows++;
	e.run.windows--;
	take(&e, all, &t);
	assert_false(t.ok);
	drop(&t);
	test_drop(&e.c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_field_comes_back),
	    cmocka_unit_test(limits_and_where_rows_start_come_back),
	    cmocka_unit_test(the_same_figures_are_the_same_bytes),
	    cmocka_unit_test(bytes_that_are_cut_short_are_no_figures),
	    cmocka_unit_test(no_damage_leads_beyond_the_bytes),
	    cmocka_unit_test(figures_of_other_rows_or_windows_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
