/* audit/published.c -- published figures that cannot all be true, and returns
 * that cannot be beside them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/rule.h"
#include "base/num.h"
#include "model/vocabulary.h"

/* A published headcount stands beside the returns of this many days around. */
#define AROUND 366

/* A finding about one published figure. */
static void
find_published(struct inspection *look, enum finding_kind kind, size_t at,
    struct str value, struct str other)
{
	const struct dataset *d = look->v->dataset;
	const struct observation *o = &d->observation[at];
	struct at where = dataset_at(look->c->tmp, d, o->origin);

	findings_add(look->out, (struct finding){.kind = kind,
				    .file = where.file,
				    .sheet = where.sheet,
				    .cell = where.cell,
				    .org = symbols_text(d->symbols, o->org),
				    .own = true,
				    .date = DAY_NONE,
				    .observation = (uint32_t)at + 1,
				    .value = value,
				    .other = other});
}

static struct str
text_of(struct arena *mem, double v, int places)
{
	struct buf b = buf_new(mem);

	num_fixed(&b, v, places, NUM_TRIM);
	return buf_str(&b);
}

/* ---- the figures that belong together ---- */

/* Do two figures belong together? 0 when they do. */
typedef int together(const struct observation *, const struct observation *);

/* Places in the dataset of some measures' numbers, in an order. */
struct picked {
	size_t *at, n;
};

struct sorting {
	const struct observation *observation;
	together *order;
};

static int
by_order(const void *a, const void *b, void *p)
{
	const struct sorting *s = p;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int r = s->order(&s->observation[x], &s->observation[y]);

	return r != 0 ? r : (x > y) - (x < y);
}

static struct picked
pick(struct inspection *look, const char *const *measure, size_t measures,
    together *order)
{
	const struct dataset *d = look->v->dataset;
	bool *wanted = NEWS(look->c->tmp, symbols_count(d->symbols) + 1, bool);
	struct sorting s = {d->observation, order};
	struct picked p = {NULL, 0};
	size_t cap = 0;

	for (size_t i = 0; i < measures; i++)
		wanted[symbols_lookup(d->symbols, str_of(measure[i]))] = true;
	wanted[0] = false;
	for (size_t i = 0; i < look->v->n_elsewhere; i++) {
		size_t at = look->v->elsewhere[i];
		if (!wanted[d->observation[at].measure] ||
		    d->observation[at].reason != REASON_NONE)
			continue;
		ARENA_GROW(look->c->tmp, p.at, p.n, cap);
		p.at[p.n++] = at;
	}
	if (p.n > 0)
		qsort_r(p.at, p.n, sizeof *p.at, by_order, &s);
	return p;
}

static int
compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
by_row(const struct observation *a, const struct observation *b)
{
	int r = compare(a->origin.source, b->origin.source);

	if (r == 0)
		r = compare(a->origin.sheet, b->origin.sheet);
	return r != 0 ? r : compare(a->origin.row, b->origin.row);
}

/* Same file, organisation, day and question. */
static int
by_question(const struct observation *a, const struct observation *b)
{
	int r = compare(a->origin.source, b->origin.source);

	if (r == 0)
		r = compare(a->org, b->org);
	if (r == 0)
		r = compare(a->date, b->date);
	return r != 0 ? r : compare(a->dim[DIM_question], b->dim[DIM_question]);
}

/* How many from `from` on belong together. */
static size_t
run_of(const struct picked *p, size_t from, const struct dataset *d,
    together *order)
{
	const struct observation *o = d->observation;
	size_t n = 1;

	while (
	    from + n < p->n && order(&o[p->at[from]], &o[p->at[from + n]]) == 0)
		n++;
	return n;
}

static bool
is_measure(const struct dataset *d, size_t at, const char *name)
{
	return str_is(
	    symbols_text(d->symbols, d->observation[at].measure), name);
}

/* The first of a measure among some; SIZE_MAX: none. */
static size_t
first_of(const struct dataset *d, const size_t *at, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (is_measure(d, at[i], name))
			return at[i];
	return SIZE_MAX;
}

/* ---- a rate beside what it is made of ---- */

static void
check_rate(struct inspection *look, const size_t *at, size_t n)
{
	const struct dataset *d = look->v->dataset;
	size_t rate = first_of(d, at, n, "published_rate");
	size_t lost = first_of(d, at, n, "days_lost");
	size_t all = first_of(d, at, n, "days_available");
	double made, printed;

	if (rate == SIZE_MAX || lost == SIZE_MAX || all == SIZE_MAX ||
	    !(d->observation[all].value > 0))
		return;
	printed = d->observation[rate].value;
	made = 100 * d->observation[lost].value / d->observation[all].value;
	if (fabs(printed - made) > look->limit->rate_tolerance)
		find_published(look, FINDING_published_rate, rate,
		    text_of(look->c->tmp, printed, 4),
		    text_of(look->c->tmp, made, 2));
}

static void
check_rates(struct inspection *look)
{
	static const char *const measure[] = {
	    "published_rate", "days_lost", "days_available"};
	const struct dataset *d = look->v->dataset;
	struct picked p = pick(look, measure, COUNT(measure), by_row);
	size_t n;

	for (size_t i = 0; i < p.n; i += n) {
		n = run_of(&p, i, d, by_row);
		check_rate(look, &p.at[i], n);
	}
}

/* ---- a relative likelihood beside its two rates ---- */

enum group { GROUP_NONE, GROUP_WHITE, GROUP_MINORITY };

static const struct {
	const char *word;
	enum group group;
} groups[] = {{"white", GROUP_WHITE}, {"bame", GROUP_MINORITY},
    {"bme", GROUP_MINORITY}, {"ethnic minority", GROUP_MINORITY},
    {"global majority", GROUP_MINORITY}};

/* The group that a text names first; *both: it names the other one, too. */
static enum group
group_of(struct str key, bool *both)
{
	ptrdiff_t first[3] = {-1, -1, -1};
	ptrdiff_t *white = &first[GROUP_WHITE], *other = &first[GROUP_MINORITY];

	for (size_t i = 0; i < COUNT(groups); i++) {
		ptrdiff_t at = str_find(key, str_of(groups[i].word));
		ptrdiff_t *of = &first[groups[i].group];
		if (at >= 0 && (*of < 0 || at < *of))
			*of = at;
	}
	*both = *white >= 0 && *other >= 0;
	if (*white >= 0 && (*other < 0 || *white < *other))
		return GROUP_WHITE;
	return *other >= 0 ? GROUP_MINORITY : GROUP_NONE;
}

static struct str
answer_key(struct inspection *look, size_t at)
{
	const struct dataset *d = look->v->dataset;

	return label_key(look->c->tmp,
	    symbols_text(d->symbols, d->observation[at].dim[DIM_answer]));
}

/* The only share of each group among some figures; NAN when there is none, or
 * more than one. */
static void
shares_of(
    struct inspection *look, const size_t *at, size_t n, double share[static 3])
{
	const struct dataset *d = look->v->dataset;
	size_t seen[3] = {0};

	share[GROUP_WHITE] = share[GROUP_MINORITY] = NAN;
	for (size_t i = 0; i < n; i++) {
		bool both;
		struct str key = answer_key(look, at[i]);
		enum group g = group_of(key, &both);

		if (!is_measure(d, at[i], "wres_printed_percent") ||
		    !str_starts(key, S("share")) || both || g == GROUP_NONE)
			continue;
		share[g] = seen[g]++ == 0 ? d->observation[at[i]].value : NAN;
	}
}

static void
check_likelihood(struct inspection *look, size_t at, const double *share)
{
	const struct dataset *d = look->v->dataset;
	struct str key = answer_key(look, at);
	double printed = d->observation[at].value, made;
	bool both;
	enum group first = group_of(key, &both);

	if (!is_measure(d, at, "wres_printed") || !both ||
	    str_find(key, S("relative likelihood")) < 0)
		return;
	made = first == GROUP_WHITE
		   ? share[GROUP_WHITE] / share[GROUP_MINORITY]
		   : share[GROUP_MINORITY] / share[GROUP_WHITE];
	if (isfinite(made) &&
	    fabs(printed - made) > look->limit->ratio_tolerance)
		find_published(look, FINDING_published_ratio, at,
		    text_of(look->c->tmp, printed, 4),
		    text_of(look->c->tmp, made, 2));
}

static void
check_likelihoods(struct inspection *look)
{
	static const char *const measure[] = {
	    "wres_printed", "wres_printed_percent"};
	const struct dataset *d = look->v->dataset;
	struct picked p = pick(look, measure, COUNT(measure), by_question);
	double share[3];
	size_t n;

	for (size_t i = 0; i < p.n; i += n) {
		n = run_of(&p, i, d, by_question);
		shares_of(look, &p.at[i], n, share);
		for (size_t k = 0; k < n; k++)
			check_likelihood(look, p.at[i + k], share);
	}
}

/* ---- people in post, joiners and leavers ---- */

/* People of every group together. */
static bool
is_everybody(const struct dataset *d, const struct observation *o)
{
	struct str group = symbols_text(d->symbols, o->dim[DIM_staff_group]);

	for (int i = 0; i < DIM_N; i++)
		if (i != DIM_staff_group && o->dim[i] != 0)
			return false;
	return group.n == 0 || str_eq_nocase(group, S("All staff groups"));
}

/* Same file, organisation, day and group. */
static int
by_staff(const struct observation *a, const struct observation *b)
{
	int r = compare(a->origin.source, b->origin.source);

	if (r == 0)
		r = compare(a->org, b->org);
	if (r == 0)
		r = compare(a->date, b->date);
	return r != 0 ? r : memcmp(a->dim, b->dim, sizeof a->dim);
}

static void
check_moves(struct inspection *look, const size_t *at, size_t n)
{
	const struct dataset *d = look->v->dataset;
	size_t start = first_of(d, at, n, "start");
	size_t end = first_of(d, at, n, "end");
	size_t in = first_of(d, at, n, "joiners");
	size_t out = first_of(d, at, n, "leavers");
	double made, usual;

	if (start == SIZE_MAX || end == SIZE_MAX || in == SIZE_MAX ||
	    out == SIZE_MAX || !is_everybody(d, &d->observation[end]))
		return;
	made = d->observation[start].value + d->observation[in].value -
	       d->observation[out].value;
	usual = fmax(look->limit->jump_least_people,
	    fmax(made, d->observation[end].value) *
		look->limit->sum_tolerance_percent / 100);
	if (fabs(d->observation[end].value - made) > usual)
		find_published(look, FINDING_published_moves, end,
		    view_number(look->c->tmp, d->observation[end].value),
		    view_number(look->c->tmp, made));
}

/* The most people that published files gave the organisation around a day; 0:
 * none did. */
static double
published_people(
    struct inspection *look, const struct picked *p, const struct sent *s)
{
	const struct dataset *d = look->v->dataset;
	double most = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct observation *o = &d->observation[p->at[i]];
		if (o->org == s->org && abs(o->date - s->date) <= AROUND &&
		    (is_measure(d, p->at[i], "start") ||
			is_measure(d, p->at[i], "end")) &&
		    is_everybody(d, o))
			most = fmax(most, o->value);
	}
	return most;
}

static void
check_staff(struct inspection *look, const struct picked *p,
    struct view_group people, const struct sent *s)
{
	struct arena *tmp = look->c->tmp;
	double most = published_people(look, p, s);
	struct view_total sent;

	view_total(look->v, s, people, &sent);
	for (size_t i = 0; i < people.n; i++)
		if (is_doubted(look, s, people.cell[i]))
			return;
	if (most > 0 && sent.value > most)
		find_cells(look, FINDING_above_published, s, people.cell[0],
		    S("Headcount"), view_number(tmp, sent.value),
		    view_number(tmp, most));
}

static void
check_people(struct inspection *look)
{
	static const char *const measure[] = {
	    "start", "end", "joiners", "leavers"};
	const struct view *v = look->v;
	struct picked p = pick(look, measure, COUNT(measure), by_staff);
	struct view_group people =
	    view_group(look->c->tmp, v, "cyp_headcount", NULL, 0);
	size_t n;

	for (size_t i = 0; i < p.n; i += n) {
		n = run_of(&p, i, v->dataset, by_staff);
		check_moves(look, &p.at[i], n);
	}
	for (size_t i = 0; i < v->n && people.n > 0; i++)
		check_staff(look, &p, people, &v->sent[i]);
}

/* ---- organisations that nobody lists ---- */

static bool
is_listed(const struct organisation *o)
{
	return o->region != 0 || o->cluster != 0 || o->reported_on;
}

/* England, its regions and its boards stand in columns of organisations, too,
 * and are in no register of them. */
static void
pass_over_places(const struct dataset *d, bool *unlisted)
{
	unlisted[symbols_lookup(d->symbols, S("ENG"))] = false;
	for (size_t i = 0; i < d->n_organisations; i++) {
		unlisted[d->organisation[i].region] = false;
		unlisted[d->organisation[i].icb] = false;
	}
}

/* One finding for each file: how many, and the first three. */
static void
check_registers(struct inspection *look)
{
	const struct dataset *d = look->v->dataset;
	struct arena *tmp = look->c->tmp;
	size_t symbols = symbols_count(d->symbols) + 1;
	bool *unlisted = NEWS(tmp, symbols, bool);
	uint16_t *in = NEWS(tmp, symbols, uint16_t);
	size_t *n = NEWS(tmp, d->n_sources + 1, size_t);
	struct buf *first = NEWS(tmp, d->n_sources + 1, struct buf);

	for (size_t i = 0; i < d->n_organisations; i++)
		unlisted[d->organisation[i].code] =
		    !is_listed(&d->organisation[i]);
	pass_over_places(d, unlisted);
	for (size_t i = 0; i < look->v->n_elsewhere; i++) {
		const struct observation *o =
		    &d->observation[look->v->elsewhere[i]];
		uint16_t s = o->origin.source;

		if (!unlisted[o->org] || in[o->org] == s + 1)
			continue;
		in[o->org] = (uint16_t)(s + 1);
		if (n[s]++ == 0)
			first[s] = buf_new(tmp);
		if (n[s] <= 3)
			buf_addf(&first[s], "%s%.*s", n[s] > 1 ? ", " : "",
			    STRF(symbols_text(d->symbols, o->org)));
	}
	for (size_t i = 0; i < d->n_sources; i++)
		if (n[i] > 0)
			findings_add(look->out,
			    (struct finding){.kind = FINDING_no_register,
				.file = d->source[i].path,
				.date = DAY_NONE,
				.value = view_number(tmp, (double)n[i]),
				.other = buf_str(&first[i])});
}

void
rules_published(struct inspection *look)
{
	check_rates(look);
	check_likelihoods(look);
	check_people(look);
	check_registers(look);
}
