/* memory.c -- what earlier runs knew of each fault, between store and audit.
 *
 * The audit's ledger knows no store and the store no ledger: the rows of one are
 * made into those of the other here. Sheet and cell are where a fault was seen
 * last; the ledger itself goes by the words of its place. */
#include <glib.h>

#include "audit/audit.h"
#include "audit/ledger.h"
#include "base/file.h"
#include "base/hash.h"
#include "memory.h"
#include "store/store.h"

/* Where a fault stands: a finding of this run or a row of the store. */
struct spot {
	struct str sheet, cell;
};

static const char *
key_of(struct arena *mem, struct str org, struct str code, struct str place,
    day date)
{
	return str_fmt(mem, "%.*s\x1f%.*s\x1f%d\x1f%.*s", STRF(org), STRF(code),
	    (int)date, STRF(place))
	    .p;
}

static void
note_spot(struct arena *mem, GHashTable *t, const char *key, struct str sheet,
    struct str cell)
{
	struct spot *s = NEW(mem, struct spot);

	*s = (struct spot){sheet, cell};
	g_hash_table_insert(t, (gpointer)key, s);
}

/* Of findings with one place in words the first counts. */
static GHashTable *
spots(struct arena *mem, const struct findings *all,
    const struct store_fault *old, size_t n)
{
	GHashTable *t =
	    hash_tie(mem, g_hash_table_new(g_str_hash, g_str_equal));

	for (size_t i = 0; i < n; i++)
		note_spot(mem, t,
		    key_of(mem, old[i].org, old[i].code, old[i].place,
			old[i].date),
		    old[i].sheet, old[i].cell);
	for (size_t i = findings_count(all); i-- > 0;) {
		const struct finding *f = findings_at(all, i);

		if (f->standing != STANDING_NONE)
			note_spot(mem, t,
			    key_of(mem, f->org,
				str_of(finding_rule[f->kind].code),
				ledger_place(mem, f), f->date),
			    f->sheet, f->cell);
	}
	return t;
}

static struct ledger_memory *
remembered(struct arena *mem, const struct store_fault *old, size_t n)
{
	struct ledger_memory *m = NEWS(mem, n, struct ledger_memory);

	for (size_t i = 0; i < n; i++)
		m[i] = (struct ledger_memory){.org = old[i].org,
		    .code = old[i].code,
		    .place = old[i].place,
		    .date = old[i].date,
		    .value = old[i].value,
		    .closed = old[i].closed,
		    .reopened = old[i].reopened,
		    .answer = old[i].answer,
		    .answer_value = old[i].answer_value};
	return m;
}

static struct store_fault
to_remember(struct arena *mem, GHashTable *where, const struct ledger_memory *m)
{
	const struct spot *at = g_hash_table_lookup(
	    where, key_of(mem, m->org, m->code, m->place, m->date));

	return (struct store_fault){.org = m->org,
	    .code = m->code,
	    .place = m->place,
	    .date = m->date,
	    .sheet = at != NULL ? at->sheet : S(""),
	    .cell = at != NULL ? at->cell : S(""),
	    .value = m->value,
	    .closed = m->closed,
	    .reopened = m->reopened,
	    .answer = m->answer,
	    .answer_value = m->answer_value};
}

static bool
is_about(const struct run *r, const struct answer *a, const struct finding *f)
{
	return f->date == a->date &&
	       str_eq(f->org, symbols_text(r->dataset->symbols, a->org)) &&
	       str_eq_nocase(f->sheet, a->sheet) &&
	       (a->code.n == 0 ||
		   str_is(a->code, finding_rule[f->kind].code)) &&
	       (a->place.n > 0 ? str_eq_nocase(f->place, a->place)
			       : str_eq_nocase(f->cell, a->cell));
}

static bool
is_mark(struct str text)
{
	enum reason why;

	return return_mark(text, &why);
}

/* Answers as the ledger takes them, with code and cell. A note beside a row names
 * no code: it is an answer to whatever is asked about its cells, with the value
 * that is asked about. A register of issues names the cell of the return that was
 * sent, which is another in the marked-up one: there its words lead. */
static void
spread_answers(struct run *r)
{
	struct dataset *d = r->dataset;
	size_t n = d->n_answers;

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < findings_count(r->findings); k++) {
			const struct finding *f = findings_at(r->findings, k);
			struct answer a = d->answer[i];

			if (!is_about(r, &a, f))
				continue;
			if (a.code.n == 0 ||
			    (f->value.n == 0 && is_mark(a.value)))
				a.value = f->value;
			a.code = str_of(finding_rule[f->kind].code);
			a.sheet = f->sheet;
			a.cell = f->cell;
			ARENA_GROW(
			    r->c->mem, d->answer, d->n_answers, d->cap_answers);
			d->answer[d->n_answers++] = a;
		}
	}
}

/* Rules compare quarters: while one of a trust's returns cannot be read, others
 * look mended or at fault that are not. Its ledger waits for a run that reads
 * them all. */
static bool
is_in_doubt(const struct run *r, struct str org)
{
	sym code = symbols_lookup(r->dataset->symbols, org);

	for (size_t i = 0; i < r->n_unread; i++)
		if (r->returns_unread[i].org == code)
			return true;
	return false;
}

bool
memory_settle(struct run *r)
{
	struct arena *mem = arena_new("memory");
	struct str path = file_join(mem, r->o->output, S("skillmix.db"));
	struct store_fault *old;
	struct ledger_memory *kept;
	GHashTable *where;
	size_t n, n_kept;

	spread_answers(r);
	if (!store_ledger_read(r->c, path, period_end(r->period), &old, &n) ||
	    !ledger_settle(r->c, remembered(mem, old, n), n, r->dataset,
		r->audit, r->findings, &kept, &n_kept)) {
		arena_free(mem);
		return false;
	}
	where = spots(mem, r->findings, old, n);
	r->fault = NEWS(r->c->mem, n_kept, struct store_fault);
	for (size_t i = 0; i < n_kept; i++)
		if (!is_in_doubt(r, kept[i].org))
			r->fault[r->n_faults++] =
			    to_remember(mem, where, &kept[i]);
	arena_free(mem);
	return true;
}
