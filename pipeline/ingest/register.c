/* ingest/register.c -- what the files say of organisations, and who is
 * believed. */
#include "ingest/register.h"

enum fact { FACT_NAME, FACT_REGION, FACT_ICB, FACT_CLUSTER, FACT_N };

/* How good the source of a fact is. */
struct weight {
	int precedence;
	day when;
	bool set;
};

/* A code's name: of a region or an ICB. */
struct naming {
	sym name;
	struct weight weight;
};

struct reg {
	struct arena *work, *mem;
	struct dataset *d;
	/* By symbol, from 1; 0 is none. An index for each organisation code, so
	 * that the dataset need not be searched. */
	uint32_t *org, *pending;
	struct naming *naming;
	size_t cap;
	/* Beside dataset.organisation. */
	struct weight (*weight)[FACT_N];
	size_t n_weights, cap_weights;
	struct said *said; /* of the file at hand */
	size_t n, cap_said;
};

struct reg *
reg_new(struct arena *work, struct arena *mem, struct dataset *d)
{
	struct reg *r = NEW(work, struct reg);

	r->work = work;
	r->mem = mem;
	r->d = d;
	return r;
}

static void
widen(struct reg *r, sym s)
{
	size_t old = r->cap, cap = old > 0 ? old : 1024;
	uint32_t *org, *pending;
	struct naming *naming;

	if (s < old)
		return;
	while (cap <= s)
		cap *= 2;
	org = NEWS(r->work, cap, uint32_t);
	pending = NEWS(r->work, cap, uint32_t);
	naming = NEWS(r->work, cap, struct naming);
	for (size_t i = 0; i < old; i++) {
		org[i] = r->org[i];
		pending[i] = r->pending[i];
		naming[i] = r->naming[i];
	}
	r->org = org;
	r->pending = pending;
	r->naming = naming;
	r->cap = cap;
}

void
reg_say(struct reg *r, sym code, const struct particulars *say, day when)
{
	struct said *old;

	widen(r, code);
	if (r->pending[code] == 0) {
		ARENA_GROW(r->work, r->said, r->n, r->cap_said);
		r->said[r->n++] = (struct said){code, *say, when};
		r->pending[code] = (uint32_t)r->n;
		return;
	}
	old = &r->said[r->pending[code] - 1];
	if (when > old->when)
		*old = (struct said){code, *say, when};
}

const struct said *
reg_said(const struct reg *r, size_t *n)
{
	*n = r->n;
	return r->said;
}

void
reg_forget(struct reg *r)
{
	for (size_t i = 0; i < r->n; i++)
		r->pending[r->said[i].code] = 0;
	r->n = 0;
}

static bool
better(struct weight *old, struct weight new)
{
	if (old->set &&
	    (old->precedence > new.precedence ||
		(old->precedence == new.precedence && old->when >= new.when)))
		return false;
	*old = new;
	return true;
}

static void
name_code(struct reg *r, sym code, sym name, struct weight w)
{
	if (code == 0 || name == 0)
		return;
	widen(r, code);
	if (better(&r->naming[code].weight, w))
		r->naming[code].name = name;
}

/* The organisation of a code, with its weights. */
static size_t
find(struct reg *r, sym code)
{
	widen(r, code);
	if (r->org[code] == 0) {
		struct dataset *d = r->d;
		/* Nobody else adds any: it need not be looked for, which would
		 * take the square of the organisations. */
		ARENA_GROW(r->mem, d->organisation, d->n_organisations,
		    d->cap_organisations);
		d->organisation[d->n_organisations++] =
		    (struct organisation){.code = code};
		ARENA_GROW(r->work, r->weight, r->n_weights, r->cap_weights);
		r->n_weights++;
		r->org[code] = (uint32_t)r->d->n_organisations;
	}
	return r->org[code] - 1;
}

static void
keep(struct reg *r, const struct said *s, int precedence)
{
	struct weight w = {precedence, s->when, true};
	size_t i = find(r, s->code);
	struct organisation *o = &r->d->organisation[i];
	const struct particulars *p = &s->say;

	if (p->name != 0 && better(&r->weight[i][FACT_NAME], w))
		o->name = p->name;
	if (p->region != 0 && better(&r->weight[i][FACT_REGION], w)) {
		o->region = p->region;
		o->region_name = p->region_name;
	}
	if (p->icb != 0 && better(&r->weight[i][FACT_ICB], w)) {
		o->icb = p->icb;
		o->icb_name = p->icb_name;
	}
	if (p->cluster != 0 && better(&r->weight[i][FACT_CLUSTER], w))
		o->cluster = p->cluster;
	o->reported_on |= p->reported_on;
	name_code(r, p->region, p->region_name, w);
	name_code(r, p->icb, p->icb_name, w);
}

void
reg_keep(struct reg *r, int precedence)
{
	for (size_t i = 0; i < r->n; i++)
		keep(r, &r->said[i], precedence);
	reg_forget(r);
}

static void
best_name(const struct reg *r, sym code, sym *name)
{
	if (code != 0 && code < r->cap && r->naming[code].name != 0)
		*name = r->naming[code].name;
}

/* A region has one name on every page, also for an organisation that only an
 * old file knows. */
void
reg_finish(struct reg *r)
{
	for (size_t i = 0; i < r->d->n_organisations; i++) {
		struct organisation *o = &r->d->organisation[i];
		best_name(r, o->region, &o->region_name);
		best_name(r, o->icb, &o->icb_name);
	}
}
