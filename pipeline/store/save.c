/* store/save.c -- a run into the store, in one transaction.
 *
 * Nothing here looks at a clock, and words are numbered in the order of their
 * text, so that the same run makes the same bytes. */
#include "store/inside.h"

struct str
save_iso(struct arena *mem, day when)
{
	struct buf b = buf_new(mem);

	day_print_iso(&b, when);
	return buf_str(&b);
}

struct str
save_quarter(struct arena *mem, day when)
{
	struct buf b = buf_new(mem);

	if (when != DAY_NONE && when != 0)
		period_print(&b, period_holding(when));
	return buf_str(&b);
}

/* Runs a statement that takes one text. */
bool
save_with_text(struct db *d, const char *statement, struct str text)
{
	sqlite3_stmt *q;
	bool ok;

	if (!sql_prepare(d, statement, &q))
		return false;
	sql_key(q, 1, text);
	ok = sql_step(d, q);
	sql_done(q);
	return ok;
}

static bool
save_organisations(struct save *s)
{
	const struct dataset *d = s->dataset;
	sqlite3_stmt *q;
	bool ok = true;

	if (!sql_prepare(s->db,
		"INSERT OR REPLACE INTO organisation (code, name, region, "
		"region_name, icb, icb_name, cluster, reported_on) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
		&q))
		return false;
	for (size_t i = 0; ok && i < d->n_organisations; i++) {
		const struct organisation *o = &d->organisation[i];
		const sym text[] = {o->name, o->region, o->region_name, o->icb,
		    o->icb_name, o->cluster};

		sql_key(q, 1, symbols_text(d->symbols, o->code));
		for (int k = 0; k < (int)COUNT(text); k++)
			sql_text(q, 2 + k, symbols_text(d->symbols, text[k]));
		sql_integer(q, 8, o->reported_on);
		ok = sql_step(s->db, q);
	}
	sql_done(q);
	return ok;
}

/* The failure is told already; SQLite may have rolled back by itself. */
static void
take_back(struct store *store)
{
	store->begun = false;
	if (!sqlite3_get_autocommit(store->db.db))
		sqlite3_exec(store->db.db, "ROLLBACK", NULL, NULL, NULL);
}

bool
store_begin(struct ctx *c, struct store *store, const struct dataset *dataset,
    const bool *unread)
{
	struct save *s = &store->save;

	/* Whoever saves is told what fails, wherever it was opened. */
	store->db.c = c;
	*s = (struct save){.db = &store->db,
	    .tmp = c->tmp,
	    .dataset = dataset,
	    .unread = unread};
	store->begun = sql_run(s->db, "BEGIN IMMEDIATE") && save_sources(s) &&
		       save_words(s) && save_organisations(s) &&
		       save_observations(s);
	if (!store->begun)
		take_back(store);
	return store->begun;
}

bool
store_save(struct ctx *c, struct store *store, const struct store_contents *of)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct save *s = &store->save;
	bool ok =
	    store->begun || store_begin(c, store, of->dataset, of->unread);

	store->db.c = c;
	s->tmp = c->tmp;
	ok = ok && save_findings(s, of->findings, of->elsewhere) &&
	     save_scorecard(s, of->findings, of->scorecard) &&
	     save_ledger(s, of) && sql_run(s->db, "COMMIT");
	if (!ok)
		take_back(store);
	store->begun = false;
	arena_rewind(c->tmp, m);
	return ok;
}
