/* store/ledger.c -- what became of each fault of the returns, and their scores. */
#include "store/inside.h"

static bool
read_fault(struct db *d, sqlite3_stmt *q, struct store_fault *out)
{
	struct arena *mem = d->c->mem;
	struct str quarter = sql_column(mem, q, 3);
	struct period p;

	if (!period_parse(quarter, &p))
		return diag_fail(d->c, (struct at){.file = d->path},
		    "the ledger has a quarter that is none: '%.*s'; put a copy "
		    "of the store back",
		    STRF(quarter));
	*out = (struct store_fault){.org = sql_column(mem, q, 0),
	    .code = sql_column(mem, q, 1),
	    .place = sql_column(mem, q, 2),
	    .date = period_end(p),
	    .sheet = sql_column(mem, q, 4),
	    .cell = sql_column(mem, q, 5),
	    .value = sql_column(mem, q, 6),
	    .closed = sqlite3_column_int(q, 7) != 0,
	    .answer = sql_column(mem, q, 8),
	    .answer_value = sql_column(mem, q, 9),
	    .reopened = sqlite3_column_int(q, 10) != 0};
	return true;
}

static bool
read_faults(struct db *d, day until, struct store_fault **out, size_t *n)
{
	struct store_fault one;
	sqlite3_stmt *q;
	size_t cap = 0;
	int rc;

	if (!sql_prepare(d,
		"SELECT org, code, place, quarter, sheet, cell, value, state = "
		"'closed', answer, answered_value, reopened FROM ledger ORDER "
		"BY org, "
		"quarter, code, place",
		&q))
		return false;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		if (!read_fault(d, q, &one))
			break;
		if (one.date > until)
			continue;
		ARENA_GROW(d->c->mem, *out, *n, cap);
		(*out)[(*n)++] = one;
	}
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		sql_fail(d, "read");
	sql_done(q);
	return rc == SQLITE_DONE;
}

bool
store_ledger_read(struct ctx *c, struct str path, day until,
    struct store_fault **out, size_t *n)
{
	struct arena *mem = arena_new("store ledger");
	struct db d = {.c = c, .path = path};
	bool ok, has;

	*out = NULL;
	*n = 0;
	ok = sql_open_to_read(&d, mem);
	if (ok && d.db != NULL)
		ok = sql_has_table(&d, "ledger", &has) &&
		     (!has || read_faults(&d, until, out, n));
	arena_free(mem);
	return ok;
}

static bool
save_faults(struct save *s, const struct store_fault *f, size_t n)
{
	sqlite3_stmt *q;
	bool ok = true;

	if (!sql_prepare(s->db,
		"INSERT OR REPLACE INTO ledger (org, code, place, quarter, "
		"sheet, cell, value, state, answer, answered_value, reopened) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
		&q))
		return false;
	for (size_t i = 0; ok && i < n; i++) {
		sql_key(q, 1, f[i].org);
		sql_key(q, 2, f[i].code);
		sql_key(q, 3, f[i].place);
		sql_key(q, 4, save_quarter(s->tmp, f[i].date));
		sql_text(q, 5, f[i].sheet);
		sql_text(q, 6, f[i].cell);
		sql_text(q, 7, f[i].value);
		sql_key(q, 8, f[i].closed ? S("closed") : S("open"));
		sql_text(q, 9, f[i].answer);
		sql_text(q, 10, f[i].answer_value);
		sql_integer(q, 11, f[i].reopened);
		ok = sql_step(s->db, q);
	}
	sql_done(q);
	return ok;
}

static bool
save_score(struct save *s, sqlite3_stmt *q, const struct audit_return *r)
{
	sql_key(q, 1, symbols_text(s->dataset->symbols, r->org));
	sql_key(q, 2, save_quarter(s->tmp, r->date));
	sql_integer(q, 3, r->sent);
	sql_text(q, 4,
	    r->received == DAY_NONE ? S("") : save_iso(s->tmp, r->received));
	sql_real(q, 5, r->validity);
	sql_real(q, 6, r->coverage);
	sql_real(q, 7, r->score);
	sql_integer(q, 8, r->open);
	sql_integer(q, 9, r->errors);
	sql_integer(q, 10, r->warnings);
	sql_integer(q, 11, r->notes);
	return sql_step(s->db, q);
}

static bool
save_topics(struct save *s, sqlite3_stmt *q, const struct audit *a,
    const struct audit_return *r)
{
	bool ok = true;

	sql_key(q, 1, symbols_text(s->dataset->symbols, r->org));
	sql_key(q, 2, save_quarter(s->tmp, r->date));
	for (size_t i = 0; ok && r->topic != NULL && i < a->n_topics; i++) {
		const struct audit_topic *t = &r->topic[i];

		sql_key(q, 3, a->topic[i]);
		sql_real(q, 4, t->expected);
		sql_real(q, 5, t->present);
		sql_real(q, 6, t->valid);
		sql_real(q, 7, t->defaults);
		sql_real(q, 8, t->excess);
		sql_real(q, 9, t->validity);
		sql_integer(q, 10, t->errors);
		sql_integer(q, 11, t->warnings);
		sql_integer(q, 12, t->notes);
		ok = sql_step(s->db, q);
	}
	return ok;
}

/* A form of another version has other topics: the old ones go. */
static bool
clear_topics(struct save *s, const struct audit *a)
{
	sqlite3_stmt *q;
	bool ok = true;

	if (!sql_prepare(s->db,
		"DELETE FROM topic_score WHERE org = ?1 AND quarter = ?2", &q))
		return false;
	for (size_t i = 0; ok && i < a->n; i++) {
		if (a->sent[i].unread)
			continue;
		sql_key(
		    q, 1, symbols_text(s->dataset->symbols, a->sent[i].org));
		sql_key(q, 2, save_quarter(s->tmp, a->sent[i].date));
		ok = sql_step(s->db, q);
	}
	sql_done(q);
	return ok;
}

static bool
save_scores(struct save *s, const struct audit *a)
{
	sqlite3_stmt *one, *topic;
	bool ok = true;

	if (!clear_topics(s, a) ||
	    !sql_prepare(s->db,
		"INSERT OR REPLACE INTO score (org, quarter, sent, received, "
		"validity, coverage, score, open, errors, warnings, notes) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
		&one))
		return false;
	if (!sql_prepare(s->db,
		"INSERT OR REPLACE INTO topic_score (org, quarter, topic, "
		"expected, present, valid, defaults, excess, validity, errors, "
		"warnings, notes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
		"?10, ?11, ?12)",
		&topic)) {
		sql_done(one);
		return false;
	}
	for (size_t i = 0; ok && i < a->n; i++) {
		struct arena_mark m = arena_mark(s->tmp);

		if (a->sent[i].unread)
			continue;
		ok = save_score(s, one, &a->sent[i]) &&
		     save_topics(s, topic, a, &a->sent[i]);
		arena_rewind(s->tmp, m);
	}
	sql_done(one);
	sql_done(topic);
	return ok;
}

bool
save_ledger(struct save *s, const struct store_contents *of)
{
	return save_faults(s, of->fault, of->n_faults) &&
	       (of->audit == NULL || save_scores(s, of->audit));
}
