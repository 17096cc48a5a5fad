/* store/store.c -- opening and closing output/skillmix.db. */
#include <glib.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include "base/file.h"
#include "store/inside.h"
#include "store/schema.h"

#define BUSY_MS 5000

static void
close_now(struct store *s)
{
	sqlite3_stmt *left;

	while ((left = sqlite3_next_stmt(s->db.db, NULL)) != NULL)
		sqlite3_finalize(left);
	sqlite3_close(s->db.db);
	s->db.db = NULL;
}

static void
drop_store(void *p)
{
	struct store *s = p;

	if (s->db.db != NULL)
		close_now(s);
}

static bool
make_schema(struct db *d)
{
	struct str begin = str_fmt(d->c->tmp,
	    "BEGIN IMMEDIATE; PRAGMA application_id = %d; "
	    "PRAGMA user_version = %d;",
	    STORE_APPLICATION, STORE_VERSION);

	return sql_run(d, begin.p) && sql_run(d, store_schema) &&
	       sql_run(d, store_ledger) && sql_run(d, store_indices) &&
	       sql_run(d, store_views) && sql_run(d, "COMMIT");
}

static bool
has_dimension(struct db *d, const char *name, bool *has)
{
	int64_t n;

	if (!sql_number(d,
		str_fmt(d->c->tmp,
		    "SELECT count(*) FROM pragma_table_info('observation') "
		    "WHERE name = '%s'",
		    name)
		    .p,
		&n))
		return false;
	*has = n > 0;
	return true;
}

/* A store of an earlier program knows fewer dimensions: its observations get
 * the new columns, empty, and the views are made again to show them. */
static bool
add_dimensions(struct db *d)
{
	struct buf change = buf_new(d->c->tmp);

	for (int i = 0; i < DIM_N; i++) {
		bool has;
		if (!has_dimension(d, dimension_name[i], &has))
			return false;
		if (!has)
			buf_addf(&change,
			    "ALTER TABLE observation ADD COLUMN %s INTEGER "
			    "REFERENCES word; ",
			    dimension_name[i]);
	}
	if (change.n == 0)
		return true;
	/* No file's rows are as they would be written now. */
	buf_addz(&change, "DROP TABLE IF EXISTS source_rows; ");
	return sql_run(d, "BEGIN IMMEDIATE") &&
	       sql_run(d, buf_str(&change).p) && sql_run(d, store_no_views) &&
	       sql_run(d, store_views) && sql_run(d, "COMMIT");
}

/* Some stores of version 2 know already what was reopened. */
static bool
add_reopened(struct db *d)
{
	int64_t n;

	return sql_number(d,
		   "SELECT count(*) FROM pragma_table_info('ledger') WHERE "
		   "name = 'reopened'",
		   &n) &&
	       (n > 0 || sql_run(d, store_3));
}

/* Version 1 had no ledger, version 2 no index. What they held stays. */
static bool
migrate(struct db *d, int64_t *version)
{
	struct str end = str_fmt(
	    d->c->tmp, "PRAGMA user_version = %d; COMMIT", STORE_VERSION);
	bool first = *version == 1;

	if (*version != 1 && *version != 2)
		return true;
	*version = STORE_VERSION;
	return sql_run(d, "BEGIN IMMEDIATE") &&
	       (first ? sql_run(d, store_2) && sql_run(d, store_ledger)
		      : add_reopened(d)) &&
	       sql_run(d, store_indices) && sql_run(d, store_no_views) &&
	       sql_run(d, store_views) && sql_run(d, end.p);
}

/* The state of the file that was found whole, or left so, as an attribute of the
 * file. Whoever writes to it changes its time. */
#define WHOLE "user.skillmix.whole"

static struct str
state_of(const struct db *d)
{
	struct stat st;

	if (lstat(d->path.p, &st) != 0)
		return S("");
	return str_fmt(d->c->tmp, "%llu %lld %lld.%09ld",
	    (unsigned long long)st.st_ino, (long long)st.st_size,
	    (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
}

static bool
is_as_left(const struct db *d)
{
	char left[128];
	ssize_t n = lgetxattr(d->path.p, WHOLE, left, sizeof left);

	return n > 0 && str_eq((struct str){left, (size_t)n}, state_of(d));
}

/* Not every disk keeps such notes. */
static void
note_whole(const struct db *d)
{
	struct str now = state_of(d);

	(void)!lsetxattr(d->path.p, WHOLE, now.p, now.n, 0);
}

/* The ledger cannot be made again from the input as the rest can: a file that
 * is damaged must not be written to. */
static bool
check_whole(struct db *d)
{
	sqlite3_stmt *q;
	struct str says;
	bool ok;

	if (is_as_left(d))
		return true;
	if (!sql_prepare(d, "PRAGMA quick_check(1)", &q))
		return false;
	if (sqlite3_step(q) != SQLITE_ROW) {
		sql_fail(d, "read");
		sql_done(q);
		return false;
	}
	says = sql_column(d->c->tmp, q, 0);
	sql_done(q);
	ok = str_is(says, "ok");
	if (!ok)
		diag_fail(d->c, (struct at){.file = d->path},
		    "is damaged (%.*s); put a copy of it back, or move it away "
		    "and the store is made anew, without the trusts' answers",
		    STRF(says));
	return ok;
}

/* A new file gets its tables; another program's or a newer version's is left
 * alone. */
static bool
check_schema(struct db *d)
{
	int64_t application, version, tables;

	if (!sql_number(d, "PRAGMA application_id", &application) ||
	    !sql_number(d, "PRAGMA user_version", &version) ||
	    !sql_number(d, "SELECT count(*) FROM sqlite_schema", &tables))
		return false;
	if (application == 0 && version == 0 && tables == 0)
		return make_schema(d);
	if (application != STORE_APPLICATION)
		return diag_fail(d->c, (struct at){.file = d->path},
		    "is another program's database; move it away and the store "
		    "is made anew");
	if (!check_whole(d) || !migrate(d, &version))
		return false;
	if (version != STORE_VERSION)
		return diag_fail(d->c, (struct at){.file = d->path},
		    "is a store of version %lld, this program knows %d; move "
		    "it "
		    "away and the store is made anew",
		    (long long)version, STORE_VERSION);
	return add_dimensions(d);
}

bool
store_open(struct ctx *c, struct str path, struct store **out)
{
	struct store *s = NEW(c->mem, struct store);
	const char *z = str_z(c->mem, path);
	char *dir = g_path_get_dirname(z);
	bool ok = file_make_folders(c, str_of(dir));

	g_free(dir);
	*out = NULL;
	if (!ok)
		return false;
	s->db = (struct db){.c = c, .path = str_of(z)};
	arena_defer(c->mem, drop_store, s);
	if (sqlite3_open_v2(z, &s->db.db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
		    SQLITE_OPEN_NOMUTEX,
		NULL) != SQLITE_OK)
		return sql_fail(&s->db, "opened");
	sqlite3_busy_timeout(s->db.db, BUSY_MS);
	/* A rollback journal, not a write-ahead log: there is one writer, and the
	 * file alone is the store. The whole of a run fits into 64 MiB, so that
	 * nothing is written before the commit. */
	if (!sql_run(&s->db,
		"PRAGMA journal_mode = DELETE; PRAGMA temp_store = MEMORY; "
		"PRAGMA cache_size = -65536") ||
	    !check_schema(&s->db))
		return false;
	*out = s;
	return true;
}

bool
store_close(struct ctx *c, struct store *s)
{
	s->db.c = c;
	if (s->db.db != NULL && sqlite3_close(s->db.db) != SQLITE_OK) {
		sql_fail(&s->db, "closed");
		close_now(s);
		return false;
	}
	if (s->db.db != NULL)
		note_whole(&s->db);
	s->db.db = NULL;
	return true;
}
