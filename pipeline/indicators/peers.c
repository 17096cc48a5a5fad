/* indicators/peers.c -- the rules by which an organisation's peers are chosen.
 *
 * All choose among the reported organisations of its cluster. Equal distances
 * are told apart by code, so that the order of files cannot show. */
#include <math.h>
#include <stdlib.h>

#include "indicators/peers.h"
#include "indicators/table.h"
#include "indicators/words.h"

/* ---- what organisations are like ---- */

/* Sums of a measure at each organisation's newest date of it; the same in any
 * order of rows. */
struct newest {
	day *date;
	struct sum *sum;
	bool any;
};

static struct newest
sum_newest(struct arena *tmp, const struct dataset *d, const char *measure,
    enum dimension dimension, sym value, day end)
{
	sym m = symbols_lookup(d->symbols, str_of(measure));
	struct newest s = {NEWS(tmp, d->n_organisations, day),
	    NEWS(tmp, d->n_organisations, struct sum), false};

	for (size_t i = 0; i < d->n_organisations; i++)
		s.date[i] = DAY_NONE;
	for (int pass = 0; m != 0 && pass < 2; pass++)
		for (size_t i = 0; i < d->n; i++) {
			const struct observation *o = &d->observation[i];
			const struct organisation *org;
			size_t k;

			if (o->measure != m || o->reason != REASON_NONE ||
			    o->date == DAY_NONE || o->date > end ||
			    (org = dataset_find(d, o->org)) == NULL)
				continue;
			k = (size_t)(org - d->organisation);
			if (pass == 0 && o->date > s.date[k])
				s.date[k] = o->date;
			else if (pass == 1 && o->date == s.date[k] &&
				 (dimension == DIM_N ||
				     (value != 0 &&
					 o->dim[dimension] == value)))
				sum_add(&s.sum[k], o->value);
			s.any |= org->reported_on;
		}
	return s;
}

static int
by_text(const void *a, const void *b, void *symbols)
{
	return str_cmp(symbols_text(symbols, *(const sym *)a),
	    symbols_text(symbols, *(const sym *)b));
}

static double
total(const struct newest *s, size_t place)
{
	return sum_value(&s->sum[place]);
}

/* By text. */
static size_t
list_disciplines(struct arena *tmp, const struct dataset *d, sym **out)
{
	sym m = symbols_lookup(d->symbols, S("cyp_wte"));
	bool *seen = NEWS(tmp, symbols_count(d->symbols) + 1, bool);
	size_t n = 0;

	for (size_t i = 0; m != 0 && i < d->n; i++) {
		const struct observation *o = &d->observation[i];
		sym k = o->dim[DIM_discipline];

		if (o->measure == m && k != 0 && !seen[k])
			seen[k] = ++n > 0;
	}
	*out = NEWS(tmp, n, sym);
	n = 0;
	for (sym k = 1; k <= symbols_count(d->symbols); k++)
		if (seen[k])
			(*out)[n++] = k;
	if (n > 1)
		qsort_r(*out, n, sizeof **out, by_text, d->symbols);
	return n;
}

struct makeups
peers_makeups(struct arena *mem, const struct dataset *d, day end)
{
	struct newest people =
	    sum_newest(mem, d, "cyp_headcount", DIM_N, 0, end);
	struct newest wte = sum_newest(mem, d, "cyp_wte", DIM_N, 0, end);
	struct newest ward = sum_newest(mem, d, "cyp_wte", DIM_setting,
	    symbols_lookup(d->symbols, S("Inpatient")), end);
	struct makeups m = {.of = NEWS(mem, d->n_organisations, struct makeup),
	    .fte = !people.any};
	sym *discipline;

	m.disciplines = list_disciplines(mem, d, &discipline);
	if (m.fte)
		people = sum_newest(mem, d, "fte", DIM_N, 0, end);
	for (size_t i = 0; i < d->n_organisations; i++) {
		struct makeup *k = &m.of[i];

		k->staff = total(&people, i) > 0 ? total(&people, i) : NAN;
		k->inpatient =
		    total(&wte, i) > 0 ? total(&ward, i) / total(&wte, i) : NAN;
		k->share = NEWS(mem, m.disciplines, double);
	}
	for (size_t j = 0; j < m.disciplines; j++) {
		struct newest part = sum_newest(
		    mem, d, "cyp_wte", DIM_discipline, discipline[j], end);

		for (size_t i = 0; i < d->n_organisations; i++)
			m.of[i].share[j] =
			    total(&wte, i) > 0
				? total(&part, i) / total(&wte, i)
				: NAN;
	}
	return m;
}

/* ---- distances ---- */

static double
feature(const struct makeup *m, size_t which)
{
	return which == 0   ? log(m->staff)
	       : which == 1 ? m->inpatient
			    : m->share[which - 2];
}

static bool
is_known(const struct makeup *m)
{
	return isfinite(m->staff) && isfinite(m->inpatient);
}

/* Over all that are known, this one included. 0: they do not differ. */
static double
deviation(const struct makeups *m, size_t self, const size_t *other, size_t n,
    size_t which)
{
	double sum = 0, squares = 0, mean, low = INFINITY, high = -INFINITY;
	size_t k = 0;

	for (int pass = 0; pass < 2; pass++) {
		mean = k > 0 ? sum / (double)k : 0;
		for (size_t i = 0; i <= n; i++) {
			const struct makeup *o =
			    &m->of[i < n ? other[i] : self];
			double v;

			if (!is_known(o))
				continue;
			v = feature(o, which);
			low = fmin(low, v);
			high = fmax(high, v);
			if (pass == 0) {
				sum += v;
				k++;
			} else {
				squares += (v - mean) * (v - mean);
			}
		}
	}
	return k < 2 || !(high > low) ? 0 : sqrt(squares / (double)(k - 1));
}

void
peers_distances(struct arena *tmp, const struct makeups *m, size_t self,
    const size_t *other, size_t n, bool disciplines, double *out)
{
	size_t features = disciplines ? 2 + m->disciplines : 2;
	double *sd = NEWS(tmp, features, double);

	for (size_t k = 0; k < features; k++)
		sd[k] = deviation(m, self, other, n, k);
	for (size_t i = 0; i < n; i++) {
		double sum = 0;

		for (size_t k = 0; k < features; k++) {
			double by = feature(&m->of[self], k) -
				    feature(&m->of[other[i]], k);

			if (sd[k] > 0)
				sum += by / sd[k] * (by / sd[k]);
		}
		out[i] = is_known(&m->of[self]) && is_known(&m->of[other[i]])
			     ? sqrt(sum)
			     : NAN;
	}
}

struct near {
	double distance;
	size_t place; /* in the dataset: sorted by code */
};

static int
by_distance(const void *a, const void *b)
{
	const struct near *x = a, *y = b;

	if (x->distance != y->distance)
		return x->distance < y->distance ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

/* Those with a distance, nearest first; how many. */
static size_t
sort_near(struct arena *tmp, const size_t *other, const double *distance,
    size_t n, size_t *out)
{
	struct near *near = NEWS(tmp, n, struct near);
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (isfinite(distance[i]))
			near[k++] = (struct near){distance[i], other[i]};
	if (k > 1)
		qsort(near, k, sizeof *near, by_distance);
	for (size_t i = 0; i < k; i++)
		out[i] = near[i].place;
	return k;
}

/* ---- rules ---- */

/* One organisation at a choice. */
struct choice {
	struct ctx *c;
	const struct dataset *dataset;
	const struct settings *settings;
	const struct makeups *like;
	struct circle *me;
	struct str kind; /* "mental health trusts" */
	size_t *other;   /* the cluster without itself */
	size_t n;
};

/* The region's peers stay; the words say why. */
static void
keep(struct choice *k, const char *why)
{
	const struct dataset *d = k->dataset;
	const struct organisation *o = &d->organisation[k->me->self];
	sym region = o->region_name != 0 ? o->region_name : o->region;
	struct str words = words_peers(k->c->mem, k->me->n_peers,
	    symbols_text(d->symbols, o->cluster),
	    symbols_text(d->symbols, k->me->whole_cluster ? 0 : region));

	k->me->rule = str_fmt(k->c->mem, "%.*s, since %s", STRF(words), why);
}

static const char *
too_few(const struct choice *k, const char *what)
{
	return str_z(k->c->mem, str_fmt(k->c->mem, "fewer than %u %s",
				    k->settings->peers_minimum, what));
}

/* The nearest become peers. */
static void
take(struct choice *k, const size_t *place, size_t n, struct str rule)
{
	k->me->n_peers = n;
	for (size_t i = 0; i < n; i++)
		k->me->peer[i] = place[i];
	k->me->rule = rule;
}

static void
choose_icb(struct choice *k)
{
	const struct organisation *all = k->dataset->organisation;
	const struct organisation *o = &all[k->me->self];
	size_t *place = NEWS(k->c->tmp, k->n, size_t), n = 0;
	sym name = o->icb_name != 0 ? o->icb_name : o->icb;

	for (size_t i = 0; i < k->n; i++)
		if (o->icb != 0 && all[k->other[i]].icb == o->icb)
			place[n++] = k->other[i];
	if (o->icb == 0)
		keep(k, "its integrated care board is not known");
	else if (n < k->settings->peers_minimum)
		keep(k, too_few(k, "others are in its integrated care board"));
	else
		take(k, place, n,
		    str_fmt(k->c->mem, "the %zu other %.*s in %.*s", n,
			STRF(k->kind),
			STRF(symbols_text(k->dataset->symbols, name))));
}

static void
choose_size(struct choice *k)
{
	double own = k->like->of[k->me->self].staff;
	double *far = NEWS(k->c->tmp, k->n, double);
	size_t *place = NEWS(k->c->tmp, k->n, size_t), n;

	for (size_t i = 0; i < k->n; i++) {
		double ratio = k->like->of[k->other[i]].staff / own;

		far[i] = ratio >= 0.5 && ratio <= 2 ? fabs(log(ratio)) : NAN;
	}
	n = sort_near(k->c->tmp, k->other, far, k->n, place);
	k->me->near = place;
	k->me->n_near = n;
	n = n < k->settings->peers_count ? n : k->settings->peers_count;
	if (!isfinite(own)) {
		k->me->n_near = 0;
		keep(k, "its number of staff is not known");
	} else if (n < k->settings->peers_minimum) {
		k->me->n_near = 0;
		keep(k,
		    too_few(k, "others have from half as many staff to twice"));
	} else {
		take(k, place, n,
		    str_fmt(k->c->mem,
			"the %zu other %.*s in England nearest in number of "
			"staff%s, from half as many to twice",
			n, STRF(k->kind),
			k->like->fte ? " (full-time equivalents)" : ""));
	}
}

static void
choose_setting(struct choice *k)
{
	double own = k->like->of[k->me->self].inpatient;
	size_t *place = NEWS(k->c->tmp, k->n, size_t), n = 0;

	for (size_t i = 0; i < k->n; i++) {
		double v = k->like->of[k->other[i]].inpatient;

		if (isfinite(v) && (v > 0) == (own > 0))
			place[n++] = k->other[i];
	}
	if (!isfinite(own))
		keep(k, "its services are not known");
	else if (n < k->settings->peers_minimum)
		keep(k, too_few(k,
			    own > 0 ? "others have inpatient services as well"
				    : "others have community services alone"));
	else
		take(k, place, n,
		    str_fmt(k->c->mem, "the %zu other %.*s in England with %s",
			n, STRF(k->kind),
			own > 0 ? "inpatient as well as community services"
				: "community services alone"));
}

static void
choose_similar(struct choice *k)
{
	double *far = NEWS(k->c->tmp, k->n, double);
	struct circle *me = k->me;
	size_t n;

	me->near = NEWS(k->c->tmp, k->n, size_t);
	me->near_plain = NEWS(k->c->tmp, k->n, size_t);
	peers_distances(
	    k->c->tmp, k->like, me->self, k->other, k->n, true, far);
	n = me->n_near = sort_near(k->c->tmp, k->other, far, k->n, me->near);
	peers_distances(
	    k->c->tmp, k->like, me->self, k->other, k->n, false, far);
	sort_near(k->c->tmp, k->other, far, k->n, me->near_plain);
	n = n < k->settings->peers_count ? n : k->settings->peers_count;
	if (!is_known(&k->like->of[me->self])) {
		me->n_near = 0;
		keep(k, "its size and service mix are not known");
	} else if (n < k->settings->peers_minimum) {
		me->n_near = 0;
		keep(k, too_few(k, "others have a known size and service mix"));
	} else {
		take(k, me->near, n,
		    str_fmt(k->c->mem,
			"the %zu other %.*s in England most like it in number "
			"of staff, share in inpatient services and share of "
			"each discipline, each in standard deviations",
			n, STRF(k->kind)));
	}
}

void
peers_choose(struct ctx *c, const struct dataset *d,
    const struct settings *settings, day end, struct circles *all)
{
	struct makeups like;

	if (settings->peers == PEERS_REGION)
		return;
	like = peers_makeups(c->tmp, d, end);
	for (size_t i = 0; i < all->n; i++) {
		struct circle *me = &all->circle[i];
		const struct organisation *o = &d->organisation[me->self];
		struct choice k = {c, d, settings, &like, me,
		    o->cluster == 0 ? S("organisations")
				    : words_cluster(c->mem,
					  symbols_text(d->symbols, o->cluster)),
		    NEWS(c->tmp, me->n_cluster, size_t), 0};

		for (size_t j = 0; j < me->n_cluster; j++)
			if (me->cluster[j] != me->self)
				k.other[k.n++] = me->cluster[j];
		switch (settings->peers) {
		case PEERS_REGION:
			break;
		case PEERS_ICB:
			choose_icb(&k);
			break;
		case PEERS_SIZE:
			choose_size(&k);
			break;
		case PEERS_SETTING:
			choose_setting(&k);
			break;
		case PEERS_SIMILAR:
			choose_similar(&k);
			break;
		}
	}
}
