/* audit/ledger.c -- what became of each fault.
 *
 * A fault is an organisation, a rule and a place in words. It is judged in the
 * quarters of which a return is known, here or to an earlier run, and in those
 * where it was open. Where a return was read again, the new reading counts. */
#include <glib.h>
#include <stdlib.h>

#include "audit/ledger.h"
#include "audit/quarter.h"
#include "base/hash.h"
#include "base/num.h"

/* More than anybody keeps returns; what is older is left alone. */
enum { MOST_QUARTERS = 160 };

enum remembered { NEVER, OPEN, CLOSED };

struct said {
	struct str text, value;
	struct said *next;
};

/* A fault in one quarter. */
struct entry {
	bool open; /* as the returns are now */
	struct str value;
	const struct said *answer; /* of that value */
	enum remembered was;
	const struct ledger_memory *memory; /* of `was` */
};

struct fault {
	struct str org, code, place;
	size_t sender;
	struct entry *at; /* by quarter */
	struct said *said;
};

/* Of which quarters an organisation's return is known. */
struct sender {
	bool *now;  /* read in this run */
	bool *ever; /* that, or remembered */
};

struct ledger {
	struct ctx *c;
	const struct dataset *d;
	struct audit *a;
	struct findings *found;
	int first;                    /* quarter of place 0 */
	size_t quarters, window;      /* window: where audit.quarter begins */
	GHashTable *faults, *senders; /* key text -> place + 1 */
	struct fault *fault;
	size_t n, cap;
	struct sender *sender;
	size_t n_senders, cap_senders;
	size_t *of; /* by finding: fault + 1; 0: it is not settled */
};

static GHashTable *
table(struct arena *mem)
{
	return hash_tie(mem, g_hash_table_new(g_str_hash, g_str_equal));
}

struct str
ledger_place(struct arena *mem, const struct finding *f)
{
	struct str code = str_of(finding_rule[f->kind].code);
	struct str words = f->place.n > 0 ? f->place : f->cell;

	/* What is missing is named by the value; how many cells were copied, or
	 * on which day the return came, is no place. */
	if (words.n == 0 && !str_starts(code, S("AUD")))
		words = f->value;
	if (words.n == 0)
		words = f->sheet.n > 0 ? S("the sheet") : S("the return");
	return f->sheet.n > 0
		   ? str_fmt(mem, "%.*s: %.*s", STRF(f->sheet), STRF(words))
		   : str_dup(mem, words);
}

/* ---- building it up ---- */

static size_t
sender_of(struct ledger *l, struct str org)
{
	struct arena *tmp = l->c->tmp;
	const char *key = str_z(tmp, org);
	size_t at = GPOINTER_TO_SIZE(g_hash_table_lookup(l->senders, key));

	if (at > 0)
		return at - 1;
	ARENA_GROW(tmp, l->sender, l->n_senders, l->cap_senders);
	l->sender[l->n_senders++] = (struct sender){
	    NEWS(tmp, l->quarters, bool), NEWS(tmp, l->quarters, bool)};
	g_hash_table_insert(
	    l->senders, (gpointer)key, GSIZE_TO_POINTER(l->n_senders));
	return l->n_senders - 1;
}

static size_t
fault_of(struct ledger *l, struct str org, struct str code, struct str place)
{
	struct arena *tmp = l->c->tmp;
	struct str key = str_fmt(
	    tmp, "%.*s\x1f%.*s\x1f%.*s", STRF(org), STRF(code), STRF(place));
	size_t at = GPOINTER_TO_SIZE(g_hash_table_lookup(l->faults, key.p));

	if (at > 0)
		return at - 1;
	ARENA_GROW(tmp, l->fault, l->n, l->cap);
	l->fault[l->n++] = (struct fault){.org = str_dup(tmp, org),
	    .code = str_dup(tmp, code),
	    .place = str_dup(tmp, place),
	    .sender = sender_of(l, org),
	    .at = NEWS(tmp, l->quarters, struct entry)};
	g_hash_table_insert(l->faults, (gpointer)key.p, GSIZE_TO_POINTER(l->n));
	return l->n - 1;
}

/* The place of a day's quarter; false when it is beyond what is looked at. */
static bool
place_of(const struct ledger *l, day date, size_t *out)
{
	int q = date == DAY_NONE ? -1 : quarter_of(date) - l->first;

	*out = (size_t)q;
	return q >= 0 && q < (int)l->quarters;
}

static void
say(struct ledger *l, struct fault *f, struct str text, struct str value)
{
	struct said *s = NEW(l->c->tmp, struct said);

	*s = (struct said){text, value, f->said};
	f->said = s;
}

static void
span(struct ledger *l, const struct ledger_memory *memory, size_t n)
{
	int from = quarter_of(l->a->quarter[0]);
	int to = quarter_of(l->a->quarter[l->a->n_quarters - 1]);

	l->first = from;
	for (size_t i = 0; i < n; i++) {
		int q = memory[i].date == DAY_NONE ? from
						   : quarter_of(memory[i].date);
		if (q < l->first && q > to - MOST_QUARTERS)
			l->first = q;
	}
	l->window = (size_t)(from - l->first);
	l->quarters = (size_t)(to - l->first + 1);
}

static void
take_returns(struct ledger *l)
{
	for (size_t i = 0; i < l->a->n; i++) {
		const struct audit_return *r = &l->a->sent[i];
		size_t q, s;

		if (!r->sent || !place_of(l, r->date, &q))
			continue;
		s = sender_of(l, symbols_text(l->d->symbols, r->org));
		l->sender[s].now[q] = l->sender[s].ever[q] = true;
	}
}

static void
take_memory(struct ledger *l, const struct ledger_memory *memory, size_t n)
{
	struct str missing = str_of(finding_rule[FINDING_not_sent].code);

	for (size_t i = 0; i < n; i++) {
		const struct ledger_memory *m = &memory[i];
		struct fault *f;
		size_t q, at;

		if (!place_of(l, m->date, &q))
			continue;
		at = fault_of(l, m->org, m->code, m->place);
		f = &l->fault[at];
		f->at[q].was = m->closed ? CLOSED : OPEN;
		f->at[q].memory = m;
		if (m->answer.n > 0)
			say(l, f, m->answer, m->answer_value);
		/* A fault of a return tells that there was one. */
		if (!str_eq(m->code, missing))
			l->sender[f->sender].ever[q] = true;
	}
}

static void
take_findings(struct ledger *l)
{
	size_t n = findings_count(l->found);

	l->of = NEWS(l->c->tmp, n + 1, size_t);
	for (size_t i = 0; i < n; i++) {
		const struct finding *f = findings_at(l->found, i);
		size_t q, at;

		if (f->org.n == 0 || !place_of(l, f->date, &q) || q < l->window)
			continue;
		at = fault_of(l, f->org, str_of(finding_rule[f->kind].code),
		    ledger_place(l->c->tmp, f));
		l->of[i] = at + 1;
		l->fault[at].at[q].open = true;
		l->fault[at].at[q].value = f->value;
	}
}

/* ---- answers ---- */

/* 12 and 12.0 are one value. */
static bool
same_value(struct str a, struct str b)
{
	double x, y;

	a = str_trim(a);
	b = str_trim(b);
	if (num_parse(a, &x) && num_parse(b, &y))
		return x == y;
	return str_eq_nocase(a, b);
}

static bool
is_about(
    const struct ledger *l, const struct answer *a, const struct finding *f)
{
	return a->date == f->date &&
	       str_eq(symbols_text(l->d->symbols, a->org), f->org) &&
	       str_is(a->code, finding_rule[f->kind].code) &&
	       str_eq_nocase(str_trim(a->sheet), str_trim(f->sheet)) &&
	       str_eq_nocase(str_trim(a->cell), str_trim(f->cell));
}

static void
take_answers(struct ledger *l)
{
	for (size_t i = 0; i < l->d->n_answers; i++) {
		const struct answer *a = &l->d->answer[i];
		for (size_t k = 0; k < findings_count(l->found); k++)
			if (l->of[k] > 0 && a->text.n > 0 &&
			    is_about(l, a, findings_at(l->found, k)))
				say(l, &l->fault[l->of[k] - 1], a->text,
				    a->value);
	}
}

/* The newest answer of this value. */
static const struct said *
answer_of(const struct fault *f, struct str value)
{
	for (const struct said *s = f->said; s != NULL; s = s->next)
		if (same_value(s->value, value))
			return s;
	return NULL;
}

/* ---- what became of it ---- */

static bool
is_open(const struct ledger *l, const struct fault *f, size_t q)
{
	return f->at[q].open ||
	       (f->at[q].was == OPEN && !l->sender[f->sender].now[q]);
}

static bool
is_judged(const struct ledger *l, const struct fault *f, size_t q)
{
	return l->sender[f->sender].ever[q] || is_open(l, f, q);
}

/* The judged quarter before; false: there is none. */
static bool
step_back(const struct ledger *l, const struct fault *f, size_t *q)
{
	while ((*q)-- > 0)
		if (is_judged(l, f, *q))
			return true;
	return false;
}

/* Judged quarters in a row, up to this one, in which it is open. */
static unsigned
in_a_row(const struct ledger *l, const struct fault *f, size_t q)
{
	unsigned n = 0;

	do {
		if (!is_open(l, f, q))
			break;
		n++;
	} while (step_back(l, f, &q));
	return n;
}

/* Closed by an earlier version of the quarter's return, and back in this one. */
static bool
came_back(const struct entry *e)
{
	return e->was == CLOSED || (e->was == OPEN && e->memory->reopened);
}

static enum standing
standing_of(const struct ledger *l, const struct fault *f, size_t q)
{
	size_t before = q;
	bool any = step_back(l, f, &before);

	if (f->at[q].answer != NULL)
		return STANDING_ANSWERED;
	if (came_back(&f->at[q]))
		return STANDING_REOPENED;
	if (any && is_open(l, f, before))
		return STANDING_PERSISTING;
	for (size_t i = 0; i < q; i++)
		if (is_open(l, f, i) || f->at[i].was != NEVER)
			return STANDING_REOPENED;
	return STANDING_NEW;
}

static enum fault_mark
mark_of(const struct ledger *l, const struct fault *f, size_t q)
{
	size_t before = q;

	if (is_open(l, f, q))
		return FAULT_OPEN;
	if (!is_judged(l, f, q))
		return FAULT_NO_RETURN;
	if (f->at[q].was != NEVER ||
	    (step_back(l, f, &before) && is_open(l, f, before)))
		return FAULT_FIXED;
	return FAULT_ABSENT;
}

static void
settle_findings(struct ledger *l)
{
	for (size_t i = 0; i < l->n; i++)
		for (size_t q = 0; q < l->quarters; q++)
			if (l->fault[i].at[q].open)
				l->fault[i].at[q].answer = answer_of(
				    &l->fault[i], l->fault[i].at[q].value);
	for (size_t i = 0; i < findings_count(l->found); i++) {
		struct finding *f = findings_edit(l->found, i);
		const struct fault *of;
		size_t q;

		if (l->of[i] == 0 || !place_of(l, f->date, &q))
			continue;
		of = &l->fault[l->of[i] - 1];
		f->standing = standing_of(l, of, q);
		f->quarters = in_a_row(l, of, q);
		if (f->standing == STANDING_ANSWERED)
			f->answer = str_dup(l->c->mem, of->at[q].answer->text);
	}
}

/* ---- handing out ---- */

static int
by_key(const void *a, const void *b)
{
	const struct fault *x = *(struct fault *const *)a;
	const struct fault *y = *(struct fault *const *)b;
	int r = str_cmp(x->org, y->org);

	if (r == 0)
		r = str_cmp(x->code, y->code);
	return r != 0 ? r : str_cmp(x->place, y->place);
}

static struct fault **
sorted(struct ledger *l)
{
	struct fault **all = NEWS(l->c->tmp, l->n + 1, struct fault *);

	for (size_t i = 0; i < l->n; i++)
		all[i] = &l->fault[i];
	if (l->n > 0)
		qsort(all, l->n, sizeof(struct fault *), by_key);
	return all;
}

/* The last quarter that it is judged in; false: in none. */
static bool
last_judged(const struct ledger *l, const struct fault *f, size_t *q)
{
	*q = l->quarters;
	return step_back(l, f, q);
}

static void
show(struct ledger *l, const struct fault *f)
{
	struct audit_fault *to = &l->a->fault[l->a->n_faults];
	bool any = false;
	size_t last;

	*to = (struct audit_fault){.org = symbols_lookup(l->d->symbols, f->org),
	    .code = str_dup(l->c->mem, f->code),
	    .place = str_dup(l->c->mem, f->place),
	    .mark = NEWS(l->c->mem, l->a->n_quarters, uint8_t)};
	for (size_t i = 0; i < l->a->n_quarters; i++) {
		to->mark[i] = (uint8_t)mark_of(l, f, l->window + i);
		any |= to->mark[i] == FAULT_OPEN || to->mark[i] == FAULT_FIXED;
	}
	if (last_judged(l, f, &last)) {
		to->quarters = in_a_row(l, f, last);
		if (f->at[last].answer != NULL)
			to->answer =
			    str_dup(l->c->mem, f->at[last].answer->text);
	}
	if (any && to->org != 0)
		l->a->n_faults++;
}

static struct ledger_memory
row_of(struct ledger *l, const struct fault *f, size_t q)
{
	const struct entry *e = &f->at[q];
	struct arena *mem = l->c->mem;
	struct ledger_memory m = {.org = str_dup(mem, f->org),
	    .code = str_dup(mem, f->code),
	    .place = str_dup(mem, f->place),
	    .date = quarter_end(l->first + (int)q),
	    .value = str_dup(mem, e->open ? e->value : e->memory->value),
	    .closed = !e->open,
	    .reopened = e->open && came_back(e)};

	if (e->open && e->answer != NULL) {
		m.answer = str_dup(mem, e->answer->text);
		m.answer_value = str_dup(mem, e->answer->value);
	} else if (e->memory != NULL) {
		m.answer = str_dup(mem, e->memory->answer);
		m.answer_value = str_dup(mem, e->memory->answer_value);
	}
	return m;
}

static void
remember(struct ledger *l, struct fault *const *all, struct ledger_memory **out,
    size_t *n)
{
	size_t cap = 0;

	*out = NULL;
	*n = 0;
	for (size_t i = 0; i < l->n; i++)
		for (size_t q = 0; q < l->quarters; q++) {
			const struct entry *e = &all[i]->at[q];
			bool gone =
			    e->was == OPEN && l->sender[all[i]->sender].now[q];
			if (!e->open && !gone)
				continue;
			ARENA_GROW(l->c->mem, *out, *n, cap);
			(*out)[(*n)++] = row_of(l, all[i], q);
		}
}

bool
ledger_settle(struct ctx *c, const struct ledger_memory *memory, size_t n,
    const struct dataset *d, struct audit *a, struct findings *found,
    struct ledger_memory **out, size_t *n_out)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct ledger l = {.c = c,
	    .d = d,
	    .a = a,
	    .found = found,
	    .faults = table(c->tmp),
	    .senders = table(c->tmp)};
	struct fault **all;

	*out = NULL;
	*n_out = 0;
	if (a->n_quarters > 0) {
		span(&l, memory, n);
		take_returns(&l);
		take_memory(&l, memory, n);
		take_findings(&l);
		take_answers(&l);
		settle_findings(&l);
		all = sorted(&l);
		a->fault = NEWS(c->mem, l.n + 1, struct audit_fault);
		a->n_faults = 0;
		for (size_t i = 0; i < l.n; i++)
			show(&l, all[i]);
		remember(&l, all, out, n_out);
	}
	arena_rewind(c->tmp, m);
	return true;
}
