/* checks.c -- the audit of a run: its rules, what became of each fault, and which
 * findings stand in the period. */
#include <stdlib.h>

#include "audit/score.h"
#include "audit/view.h"
#include "checks.h"
#include "memory.h"
#include "unread.h"

static bool
has_quarter(const struct finding *f)
{
	return f->date != DAY_NONE && f->date != 0;
}

static bool
is_of_period(struct period p, day date)
{
	return date >= period_start(p) && date <= period_end(p);
}

static void
pass_on(struct findings *to, const struct finding *f)
{
	size_t n = findings_count(to);

	findings_add(to, *f);
	if (findings_count(to) > n)
		findings_edit(to, n)->times = f->times;
}

/* An older quarter's fault is for the ledger alone; who mends this quarter's
 * return need not look at it. */
static void
part(struct run *r)
{
	struct findings *all = r->findings;

	r->findings = findings_new(r->c->mem);
	r->elsewhere = findings_new(r->c->mem);
	for (size_t i = 0; i < findings_count(all); i++) {
		const struct finding *f = findings_at(all, i);
		bool here = !has_quarter(f) || is_of_period(r->period, f->date);

		pass_on(here ? r->findings : r->elsewhere, f);
	}
	findings_sort(r->findings);
	findings_sort(r->elsewhere);
}

/* The tally of an organisation, made when it is met first. */
static struct audit_tally *
tally_of(struct run *r, struct str org)
{
	struct audit_summary *s = &r->summary->audit;
	const struct organisation *o;

	for (size_t i = 0; i < s->n_orgs; i++)
		if (str_eq(s->org[i].code, org))
			return &s->org[i];
	ARENA_GROW(r->c->mem, s->org, s->n_orgs, s->cap_orgs);
	o = dataset_find(r->dataset, symbols_lookup(r->dataset->symbols, org));
	s->org[s->n_orgs] = (struct audit_tally){.code = org,
	    .name =
		o != NULL ? symbols_text(r->dataset->symbols, o->name) : S("")};
	return &s->org[s->n_orgs++];
}

static int
by_most(const void *a, const void *b)
{
	const struct audit_tally *x = a, *y = b;

	for (int level = LEVEL_ERROR; level >= LEVEL_NOTE; level--)
		if (x->by_level[level] != y->by_level[level])
			return x->by_level[level] < y->by_level[level] ? 1 : -1;
	return str_cmp(x->code, y->code);
}

static void
sum_up(struct run *r)
{
	struct audit_summary *s = &r->summary->audit;

	r->summary->findings = 0;
	for (size_t i = 0; i < r->dataset->n_sent; i++)
		s->returns += is_of_period(r->period, r->dataset->sent[i].date);
	for (size_t i = 0; i < findings_count(r->findings); i++) {
		const struct finding *f = findings_at(r->findings, i);
		enum level level = finding_rule[f->kind].level;

		if (f->standing == STANDING_ANSWERED) {
			s->answered++;
			continue;
		}
		r->summary->findings++;
		s->by_level[level]++;
		if (f->org.n > 0)
			tally_of(r, f->org)->by_level[level]++;
	}
	if (s->n_orgs > 0)
		qsort(s->org, s->n_orgs, sizeof *s->org, by_most);
}

static struct view *
returns_of(const struct run *r, struct arena *mem)
{
	struct ctx c = {mem, r->c->tmp, r->c->diag};

	return view_new(&c, &(struct audit_input){.dataset = r->dataset,
				.form = &r->form,
				.settings = &r->settings,
				.period = r->period,
				.unread = r->returns_unread,
				.n_unread = r->n_unread});
}

/* The returns cell by cell are as large as the input, and only asked for here. */
static bool
check_returns(struct run *r)
{
	struct arena *mem = arena_new("returns");
	const struct view *v = returns_of(r, mem);
	bool ok;

	audit_run(r->c, v, r->findings);
	findings_sort(r->findings);
	r->audit = audit_new(r->c, v);
	ok = memory_settle(r);
	if (ok)
		audit_score(r->c, v, r->findings, r->audit);
	arena_free(mem);
	return ok;
}

bool
checks_run(struct run *r)
{
	if (!unread_find(r) || !check_returns(r))
		return false;
	audit_observe(r->c, r->audit, r->dataset);
	part(r);
	sum_up(r);
	return true;
}
