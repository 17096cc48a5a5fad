/* store/told.c -- which return a file was when it was read last. */
#include "store/inside.h"

/* A return tells of one organisation and one day. */
static bool
read_one(struct db *d, sqlite3_stmt *q, struct str file, struct store_told *out)
{
	int rc;

	sql_key(q, 1, file);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW && sqlite3_column_int(q, 2) == 1) {
		out->org = sql_column(d->c->mem, q, 0);
		if (!day_parse_iso(sql_column(d->c->mem, q, 1), &out->date))
			out->org = S("");
	}
	sqlite3_reset(q);
	return rc == SQLITE_ROW || rc == SQLITE_DONE || sql_fail(d, "read");
}

static bool
read_all(struct db *d, const struct str *file, size_t n, struct store_told *out)
{
	sqlite3_stmt *q;
	bool ok;

	if (!sql_prepare(d,
		"SELECT w.text, min(x.date), count(DISTINCT x.org || x.date) "
		"FROM source s JOIN observation x ON x.source = s.id "
		"JOIN word w ON w.id = x.org "
		"WHERE s.path = ?1 AND s.profile = 'cypmh_return'",
		&q))
		return false;
	ok = true;
	for (size_t i = 0; ok && i < n; i++)
		ok = read_one(d, q, file[i], &out[i]);
	sql_done(q);
	return ok;
}

bool
store_told(struct ctx *c, struct str path, const struct str *file, size_t n,
    struct store_told **out)
{
	struct arena *mem = arena_new("store told");
	struct db d = {.c = c, .path = path};
	bool ok, has;

	*out = NEWS(c->mem, n, struct store_told);
	ok = sql_open_to_read(&d, mem);
	if (ok && d.db != NULL)
		ok = sql_has_table(&d, "observation", &has) &&
		     (!has || read_all(&d, file, n, *out));
	arena_free(mem);
	return ok;
}
