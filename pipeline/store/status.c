/* store/status.c -- what the store holds, for `skillmix status`. */
#include <stdlib.h>

#include "store/schema.h"
#include "store/sql.h"
#include "store/status.h"

#define BUSY_MS 5000

static void
close_db(void *p)
{
	struct db *d = p;

	sqlite3_close(d->db);
}

static bool
check(struct db *d)
{
	int64_t application, version;

	if (!sql_number(d, "PRAGMA application_id", &application) ||
	    !sql_number(d, "PRAGMA user_version", &version))
		return false;
	if (application != STORE_APPLICATION)
		return diag_fail(d->c, (struct at){.file = d->path},
		    "is no store of this program");
	if (version < 1 || version > STORE_VERSION)
		return diag_fail(d->c, (struct at){.file = d->path},
		    "is a store of version %lld, this program knows %d",
		    (long long)version, STORE_VERSION);
	return true;
}

static bool
read_runs(struct db *d, struct store_status *out)
{
	struct arena *mem = d->c->mem;
	sqlite3_stmt *q;
	int64_t n;
	int rc;

	if (!sql_number(d, "SELECT count(*) FROM run", &n) ||
	    !sql_prepare(d,
		"SELECT period, date, program, sources, observations, "
		"findings, figures FROM run ORDER BY period",
		&q))
		return false;
	out->run = NEWS(mem, (size_t)n, struct store_run);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW && out->n < (size_t)n)
		out->run[out->n++] = (struct store_run){sql_column(mem, q, 0),
		    sql_column(mem, q, 1), sql_column(mem, q, 2),
		    sqlite3_column_int64(q, 3), sqlite3_column_int64(q, 4),
		    sqlite3_column_int64(q, 5), sqlite3_column_int64(q, 6)};
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		sql_fail(d, "read");
	sql_done(q);
	return rc == SQLITE_DONE || rc == SQLITE_ROW;
}

bool
store_look(struct ctx *c, struct str path, struct store_status *out)
{
	struct arena *mem = arena_new("store status");
	struct db d = {.c = c, .path = path};
	bool ok;

	*out = (struct store_status){.n = 0};
	arena_defer(mem, close_db, &d);
	ok = sqlite3_open_v2(str_z(c->tmp, path), &d.db,
		 SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK;
	if (!ok)
		sql_fail(&d, "opened");
	if (ok)
		sqlite3_busy_timeout(d.db, BUSY_MS);
	/* One reading, so that a run at work does not show half of itself. */
	ok = ok && sql_run(&d, "BEGIN") && check(&d) && read_runs(&d, out) &&
	     sql_number(&d, "SELECT count(*) FROM source", &out->files) &&
	     sql_number(
		 &d, "SELECT count(*) FROM observation", &out->observations) &&
	     sql_number(&d, "SELECT count(*) FROM finding", &out->findings);
	arena_free(mem);
	return ok;
}
