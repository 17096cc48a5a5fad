/* store/sql.c -- SQLite's calls with our errors. */
#include "base/file.h"
#include "store/sql.h"

#define BUSY_MS 5000

static void
close_db(void *p)
{
	sqlite3_close(p);
}

bool
sql_open_to_read(struct db *d, struct arena *mem)
{
	bool ok =
	    sqlite3_open_v2(str_z(d->c->tmp, d->path), &d->db,
		SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK;

	arena_defer(mem, close_db, d->db);
	if (ok) {
		sqlite3_busy_timeout(d->db, BUSY_MS);
		return true;
	}
	if (file_exists(d->c, d->path))
		return sql_fail(d, "opened");
	d->db = NULL;
	return true;
}

bool
sql_fail(struct db *d, const char *doing)
{
	return diag_fail(d->c, (struct at){.file = d->path},
	    "the store cannot be %s: %s", doing, sqlite3_errmsg(d->db));
}

bool
sql_run(struct db *d, const char *statements)
{
	if (sqlite3_exec(d->db, statements, NULL, NULL, NULL) != SQLITE_OK)
		return sql_fail(d, "written");
	return true;
}

bool
sql_number(struct db *d, const char *query, int64_t *out)
{
	sqlite3_stmt *s = NULL;
	bool ok = sqlite3_prepare_v2(d->db, query, -1, &s, NULL) == SQLITE_OK &&
		  sqlite3_step(s) == SQLITE_ROW;

	*out = ok ? sqlite3_column_int64(s, 0) : 0;
	if (!ok)
		sql_fail(d, "read");
	sqlite3_finalize(s);
	return ok;
}

bool
sql_has_table(struct db *d, const char *name, bool *has)
{
	struct str query = str_fmt(d->c->tmp,
	    "SELECT count(*) FROM sqlite_schema WHERE name = '%s'", name);
	int64_t n = 0;
	bool ok = sql_number(d, query.p, &n);

	*has = n > 0;
	return ok;
}

bool
sql_prepare(struct db *d, const char *text, sqlite3_stmt **out)
{
	if (sqlite3_prepare_v3(d->db, text, -1, SQLITE_PREPARE_PERSISTENT, out,
		NULL) != SQLITE_OK)
		return sql_fail(d, "read");
	return true;
}

bool
sql_step(struct db *d, sqlite3_stmt *s)
{
	if (sqlite3_step(s) != SQLITE_DONE)
		return sql_fail(d, "written");
	sqlite3_reset(s);
	return true;
}

void
sql_done(sqlite3_stmt *s)
{
	sqlite3_finalize(s);
}

void
sql_text(sqlite3_stmt *s, int i, struct str t)
{
	if (t.n == 0)
		sqlite3_bind_null(s, i);
	else
		sqlite3_bind_text(s, i, t.p, (int)t.n, SQLITE_STATIC);
}

void
sql_key(sqlite3_stmt *s, int i, struct str t)
{
	sqlite3_bind_text(s, i, t.n > 0 ? t.p : "", (int)t.n, SQLITE_STATIC);
}

void
sql_integer(sqlite3_stmt *s, int i, int64_t v)
{
	sqlite3_bind_int64(s, i, v);
}

void
sql_real(sqlite3_stmt *s, int i, double v)
{
	sqlite3_bind_double(s, i, v); /* NAN is stored as NULL */
}

struct str
sql_column(struct arena *mem, sqlite3_stmt *q, int column)
{
	return str_dup(
	    mem, str_of((const char *)sqlite3_column_text(q, column)));
}
