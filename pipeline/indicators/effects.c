/* indicators/effects.c -- how far figures move if a doubtful cell is put right.
 *
 * The organisation's figures are made again with the cell as suggested, or empty,
 * by the very steps that made them; England and the peers stay as they are. */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/threads.h"
#include "indicators/disclosure.h"
#include "indicators/indicators.h"

struct moved {
	struct effect effect;
	unsigned indicator;
	sym setting;
	bool part;   /* of one setting, or of the breakdown */
	double size; /* relative; INFINITY: a figure comes or goes */
};

/* The findings at work. Indicators are tried side by side, each with memory of its
 * own for what it makes; the mutex is for what is kept of it here. first, by
 * observation: the first finding at it + 1;
 * next, by finding: another at the same one. */
struct doubts {
	struct findings *findings;
	uint32_t *first, *next;
	bool *measure;        /* by symbol: of one of them */
	struct moved **moved; /* by finding */
	size_t *n, *cap;
	struct arena *tmp;
	pthread_mutex_t *mutex;
};

/* One indicator's row of the organisation before and after. */
struct trial {
	struct work *w;
	const struct scorecard *card;
	size_t row;
	struct figure *before, *after; /* by column */
	bool *was, *is;                /* there is one */
	struct arena *words;
};

static struct doubts
find_doubts(struct arena *tmp, const struct dataset *d, struct findings *all,
    struct period period)
{
	size_t n = findings_count(all);
	struct doubts t = {.findings = all,
	    .first = NEWS(tmp, d->n + 1, uint32_t),
	    .next = NEWS(tmp, n + 1, uint32_t),
	    .measure = NEWS(tmp, symbols_count(d->symbols), bool),
	    .moved = NEWS(tmp, n + 1, struct moved *),
	    .n = NEWS(tmp, n + 1, size_t),
	    .cap = NEWS(tmp, n + 1, size_t),
	    .tmp = tmp};
	struct period quarter = period_holding(period_end(period));

	/* From the last on, so that each chain is in the findings' order. */
	for (size_t i = n; i-- > 0;) {
		const struct finding *f = findings_at(all, i);
		day date;

		if (f->observation == 0 || f->observation > d->n)
			continue;
		date = d->observation[f->observation - 1].date;
		if (date < period_start(quarter) || date > period_end(quarter))
			continue;
		t.next[i] = t.first[f->observation - 1];
		t.first[f->observation - 1] = (uint32_t)i + 1;
		t.measure[d->observation[f->observation - 1].measure] = true;
	}
	return t;
}

/* Two cells that changed places take each other's value. */
static struct instead
instead_of(const struct dataset *d, const struct finding *f)
{
	struct instead other = {.observation = {f->observation - 1},
	    .value = {f->suggested},
	    .n = 1,
	    .empty = f->certainty == CERTAINTY_NONE};

	if (f->partner > 0 && f->partner <= d->n && !other.empty) {
		other.observation[1] = f->partner - 1;
		other.value[1] = d->observation[f->observation - 1].value;
		other.n = 2;
	}
	return other;
}

/* What the scorecard withholds is no comparator here either. */
static bool
england_withheld(const struct trial *t, size_t col)
{
	const struct work *w = t->w;
	const struct symbols *s = w->run->dataset->symbols;
	const struct figure *f = scorecard_find_in(t->card, S("ENG"),
	    w->indicator->id, symbols_text(s, w->setting),
	    symbols_text(s, w->feed->column[col]));

	return f != NULL && f->status == STATUS_SUPPRESSED;
}

/* A figure that would be small of itself is withheld; what else would be with it
 * is not worked out for a cell that may change. */
static void
finish_row(const struct trial *t, struct figure *const *at)
{
	const struct work *w = t->w;
	enum disclosure policy = w->run->settings->disclosure;

	for (size_t col = 0; col < w->feed->columns; col++) {
		struct figure *f = at[col];

		if (f == NULL)
			continue;
		if (disclosure_has_small(policy, w->indicator, f))
			figure_withhold(f, STATUS_SUPPRESSED,
			    words_reason(w->run->c->mem, w->indicator,
				disclosure_why(policy, true), f->date));
		if (england_withheld(t, col))
			f->england = NAN;
		f->verdict = compare_verdict(f, indicator_aim(w->indicator));
	}
}

/* The row's figures by column. */
static void
make_row(struct trial *t, const struct raw *raw, struct figure *out, bool *is)
{
	struct work *w = t->w;
	size_t columns = w->feed->columns;
	struct figure **at = w->at + t->row * columns;
	struct figure *f = NEWS(w->tmp, columns, struct figure);

	for (size_t col = 0; col < columns; col++)
		at[col] = NULL;
	work_row(w, t->row, raw, f);
	finish_row(t, at);
	for (size_t col = 0; col < columns; col++) {
		is[col] = at[col] != NULL;
		if (is[col])
			out[col] = *at[col];
	}
}

/* Only the newest date counts, so that the quarter is enough where the figure is
 * of it. */
static day
from_of(const struct trial *t)
{
	const struct window *w = t->w->window;
	const struct line *l = t->w->table.line[t->row];
	day quarter = period_start(period_holding(w->to));

	return l != NULL && l->newest >= quarter ? quarter : w->from;
}

static void
try_instead(struct trial *t, const struct instead *other)
{
	struct work *w = t->w;
	size_t columns = w->feed->columns;
	struct line **line = &w->table.line[t->row], *old = *line;
	struct raw *raw = NEWS(w->tmp, columns, struct raw);

	make_row(t, w->raw[t->row], t->before, t->was);
	*line = table_line(w->tmp, w->feed, w->setting, from_of(t),
	    w->window->to, t->row, other);
	for (size_t col = 0; col < columns; col++)
		raw[col] = work_evaluate(w, *line, t->row, col);
	make_row(t, raw, t->after, t->is);
	*line = old;
}

static bool
known(const struct figure *f)
{
	return f->status == STATUS_OK && isfinite(f->value);
}

static bool
same(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

static bool
unmoved(const struct figure *a, const struct figure *b)
{
	if (!known(a) && !known(b))
		return true;
	return same(a->value, b->value) && same(a->lower, b->lower) &&
	       same(a->upper, b->upper) && a->breakdown == b->breakdown;
}

/* What was withheld after all, by later and stricter hands, stays so. */
static bool
is_withheld(const struct trial *t, const struct figure *f)
{
	const struct symbols *s = t->w->run->dataset->symbols;
	const struct figure *kept = scorecard_find_in(t->card,
	    symbols_text(s, f->org), t->w->indicator->id,
	    symbols_text(s, f->setting), symbols_text(s, f->breakdown));

	return f->status == STATUS_SUPPRESSED ||
	       (kept != NULL && kept->status == STATUS_SUPPRESSED);
}

static struct str
print(struct arena *mem, const struct trial *t, const struct figure *f)
{
	if (!known(f))
		return str_of(
		    f->status == STATUS_OK ? "[x]" : status_mark[f->status]);
	return words_value(
	    mem, t->w->indicator, f->value, t->w->indicator->places);
}

static struct str
verdict(const struct trial *t, const struct figure *f)
{
	return known(f) ? str_of(words_verdict(t->w->indicator, f->verdict))
			: f->reason;
}

static double
size_of(const struct figure *a, const struct figure *b)
{
	if (!known(a) || !known(b))
		return INFINITY;
	return fabs(b->value - a->value) / fmax(fabs(a->value), 1e-9);
}

static const double none[3] = {NAN, NAN, NAN};

static void
set_numbers(struct effect *e, const double before[3], const double after[3])
{
	e->value_before = before[0];
	e->lower_before = before[1];
	e->upper_before = before[2];
	e->value_after = after[0];
	e->lower_after = after[1];
	e->upper_after = after[2];
}

static struct moved
moved_of(const struct trial *t, size_t col, struct arena *mem, bool left_out)
{
	const struct work *w = t->w;
	const struct symbols *y = w->run->dataset->symbols;
	const struct figure *a = &t->before[col], *b = &t->after[col];
	struct moved m = {.indicator = w->place,
	    .setting = w->setting,
	    .part = w->setting != 0 || w->feed->column[col] != 0};
	struct effect *e = &m.effect;

	e->indicator = w->indicator->id;
	e->name = words_name(mem, w->indicator,
	    symbols_text(y, w->feed->column[col]), symbols_text(y, w->setting));
	e->left_out = left_out;
	set_numbers(e, none, none);
	if (is_withheld(t, a) || is_withheld(t, b)) {
		e->before = is_withheld(t, a) ? S("[c]") : print(mem, t, a);
		e->after = S("[c]");
		if (!is_withheld(t, a))
			set_numbers(
			    e, (double[]){a->value, a->lower, a->upper}, none);
		return m;
	}
	e->before = print(mem, t, a);
	e->after = print(mem, t, b);
	set_numbers(e, (double[]){a->value, a->lower, a->upper},
	    (double[]){b->value, b->lower, b->upper});
	e->verdict_before = verdict(t, a);
	e->verdict_after = left_out && !known(b)
			       ? S("no figure without this cell")
			       : verdict(t, b);
	e->verdict_changes = known(a) && known(b) && a->verdict != b->verdict;
	e->new_result = !known(a) && known(b);
	m.size = size_of(a, b);
	return m;
}

/* The larger first: another verdict, a new figure, a whole before a part, then by
 * size. */
static int
by_weight(const void *x, const void *y)
{
	const struct moved *a = x, *b = y;
	int r = b->effect.verdict_changes - a->effect.verdict_changes;

	if (r == 0)
		r = b->effect.new_result - a->effect.new_result;
	if (r == 0)
		r = a->part - b->part;
	if (r == 0)
		r = (b->size > a->size) - (b->size < a->size);
	if (r == 0)
		r = str_cmp(a->effect.indicator, b->effect.indicator);
	return r != 0 ? r : str_cmp(a->effect.name, b->effect.name);
}

/* Of the indicator's figures the one that matters most. */
static void
note(struct doubts *d, size_t finding, const struct trial *t, bool left_out)
{
	struct moved best = {0};
	bool any = false;

	for (size_t col = 0; col < t->w->feed->columns; col++) {
		struct moved m;

		if (!t->was[col] || !t->is[col] ||
		    unmoved(&t->before[col], &t->after[col]))
			continue;
		m = moved_of(t, col, t->words, left_out);
		if (!any || by_weight(&m, &best) < 0)
			best = m;
		any = true;
	}
	if (!any)
		return;
	pthread_mutex_lock(d->mutex);
	ARENA_GROW(d->tmp, d->moved[finding], d->n[finding], d->cap[finding]);
	d->moved[finding][d->n[finding]++] = best;
	pthread_mutex_unlock(d->mutex);
}

static void
try_hit(struct doubts *d, struct trial *t, const struct hit *h)
{
	const struct dataset *data = t->w->run->dataset;

	t->row = h->row;
	for (uint32_t i = d->first[h->observation]; i != 0;
	     i = d->next[i - 1]) {
		const struct finding *f = findings_at(d->findings, i - 1);
		struct instead other = instead_of(data, f);

		try_instead(t, &other);
		note(d, i - 1, t, other.empty);
	}
}

static bool
is_doubted(const struct doubts *d, const struct window *w, const struct hit *h)
{
	return h->date >= w->from && h->date <= w->to &&
	       d->first[h->observation] != 0;
}

static bool
any_doubted(
    const struct doubts *d, const struct feed *feed, const struct window *w)
{
	for (size_t i = 0; i < feed->measure[feed->measures]; i++)
		if (is_doubted(d, w, &feed->hit[i]))
			return true;
	return false;
}

/* One indicator in one setting. */
static void
try_all(struct doubts *d, const struct scorecard *card, const struct run *run,
    const struct feed *feed, unsigned place, sym setting)
{
	struct arena *tmp = arena_new("effects of one indicator");
	size_t columns = feed->columns;
	struct work w = {.run = run,
	    .window = &run->window[run->windows - 1],
	    .indicator = feed->indicator,
	    .place = place,
	    .setting = setting,
	    .feed = feed,
	    .tmp = tmp};
	struct trial t = {.w = &w,
	    .card = card,
	    .words = run->c->mem,
	    .before = NEWS(tmp, columns, struct figure),
	    .after = NEWS(tmp, columns, struct figure),
	    .was = NEWS(tmp, columns, bool),
	    .is = NEWS(tmp, columns, bool)};

	work_open(&w);
	for (size_t i = 0; i < feed->measure[feed->measures]; i++) {
		const struct hit *h = &feed->hit[i];
		struct arena_mark m;

		if (!is_doubted(d, w.window, h) ||
		    (setting != 0 && h->setting != setting))
			continue;
		m = arena_mark(tmp);
		try_hit(d, &t, h);
		arena_rewind(tmp, m);
	}
	arena_free(tmp);
}

static void
keep_largest(struct ctx *c, struct doubts *d)
{
	for (size_t i = 0; i < findings_count(d->findings); i++) {
		struct finding *f = findings_edit(d->findings, i);
		size_t n = d->n[i] < EFFECTS_KEPT ? d->n[i] : EFFECTS_KEPT;

		if (n == 0)
			continue;
		qsort(d->moved[i], d->n[i], sizeof *d->moved[i], by_weight);
		f->effect = NEWS(c->mem, n, struct effect);
		f->n_effects = n;
		for (size_t k = 0; k < n; k++) {
			struct effect *e = &f->effect[k];

			*e = d->moved[i][k].effect;
			e->name = str_dup(c->mem, e->name);
			e->before = str_dup(c->mem, e->before);
			e->after = str_dup(c->mem, e->after);
			e->verdict_before = str_dup(c->mem, e->verdict_before);
			e->verdict_after = str_dup(c->mem, e->verdict_after);
		}
	}
}

struct search {
	struct doubts *doubts;
	const struct scorecard *card;
	const struct run *run;
	struct arena **words; /* by indicator: what it has to say */
};

static void
try_indicator(void *self, size_t i)
{
	const struct search *s = self;
	const struct indicator *ind = &s->card->catalogue->indicator[i];
	const struct symbols *y = s->run->dataset->symbols;
	struct run run = *s->run;
	struct ctx own;
	struct feed feed;
	bool any;

	if (!feed_takes(&run.index, ind, s->doubts->measure))
		return;
	s->words[i] = arena_new("effects on one indicator");
	own = (struct ctx){
	    s->words[i], arena_new("indicator's observations"), NULL};
	run.c = &own;
	/* Doubts are of this quarter: older figures do not hang on them. */
	feed = feed_gather(own.tmp, &run.index, ind,
	    period_start(period_holding(run.window[run.windows - 1].to)));
	any = any_doubted(s->doubts, &feed, &run.window[run.windows - 1]);
	if (any && !ind->settings_only)
		try_all(s->doubts, s->card, &run, &feed, (unsigned)i, 0);
	for (size_t j = 0; any && j < ind->n_settings; j++)
		try_all(s->doubts, s->card, &run, &feed, (unsigned)i,
		    symbols_lookup(y, ind->setting[j]));
	arena_free(own.tmp);
}

void
indicators_effects(struct ctx *c, const struct scorecard *s,
    const struct dataset *d, unsigned jobs, struct findings *all)
{
	struct arena_mark mark = arena_mark(c->tmp);
	struct arena *words = arena_new("effects");
	struct ctx own = {words, c->tmp, c->diag};
	const struct catalogue *k = s->catalogue;
	struct run run = s->ground->run;
	struct doubts doubts = find_doubts(words, d, all, s->period);
	struct search search = {
	    &doubts, s, &run, NEWS(words, k->n, struct arena *)};
	pthread_mutex_t mutex;

	run.c = &own;
	pthread_mutex_init(&mutex, NULL);
	doubts.mutex = &mutex;
	threads_each(jobs, k->n, try_indicator, &search);
	pthread_mutex_destroy(&mutex);
	keep_largest(c, &doubts);
	for (size_t i = 0; i < k->n; i++)
		arena_free(search.words[i]);
	arena_free(words);
	arena_rewind(c->tmp, mark);
}
