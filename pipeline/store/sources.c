/* store/sources.c -- the files of a run and their sheets. */
#include "store/inside.h"

/* A file keeps its id for good: figures of other periods name it. */
static const char file_read_now[] =
    "INSERT INTO source (path, sha256, profile, title, publisher, synthetic, "
    "row_count, observation_count, newest) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
    "ON CONFLICT (path) DO UPDATE SET sha256 = ?2, profile = ?3, title = ?4, "
    "publisher = ?5, synthetic = ?6, row_count = ?7, observation_count = ?8, "
    "newest = ?9 RETURNING id";
/* Of one that could not be read stays what it was. */
static const char file_not_read[] =
    "INSERT INTO source (path, synthetic, row_count, observation_count) "
    "VALUES (?1, 0, 0, 0) ON CONFLICT (path) DO UPDATE SET path = ?1 "
    "RETURNING id";

static void
put_source(struct save *s, sqlite3_stmt *q, const struct source *f)
{
	sql_text(q, 2, f->sha256);
	sql_text(q, 3, f->profile);
	sql_text(q, 4, f->title);
	sql_text(q, 5, f->publisher);
	sql_integer(q, 6, f->synthetic);
	sql_integer(q, 7, (int64_t)f->rows);
	sql_integer(q, 8, (int64_t)f->observations);
	sql_text(q, 9, save_iso(s->tmp, f->date));
}

static bool
step_for_id(struct save *s, sqlite3_stmt *q, int64_t *id)
{
	bool ok = sqlite3_step(q) == SQLITE_ROW;

	*id = ok ? sqlite3_column_int64(q, 0) : 0;
	ok = ok && sqlite3_step(q) == SQLITE_DONE;
	if (!ok)
		sql_fail(s->db, "written");
	sqlite3_reset(q);
	return ok;
}

/* Each file of the run gets its id. */
static bool
list_sources(struct save *s)
{
	const struct dataset *d = s->dataset;
	sqlite3_stmt *now, *not ;
	bool ok = true;

	if (!sql_prepare(s->db, file_read_now, &now) ||
	    !sql_prepare(s->db, file_not_read, &not ))
		return false;
	for (size_t i = 0; ok && i < d->n_sources; i++) {
		bool unread = s->unread != NULL && s->unread[i];
		sqlite3_stmt *q = unread ? not : now;

		sql_key(q, 1, d->source[i].path);
		if (!unread)
			put_source(s, q, &d->source[i]);
		ok = step_for_id(s, q, &s->source[i]);
	}
	sql_done(now);
	sql_done(not );
	return ok;
}

/* Runs a statement that takes a source's id. */
static bool
clear(struct db *d, const char *statement, int64_t n)
{
	sqlite3_stmt *q;
	bool ok;

	if (!sql_prepare(d, statement, &q))
		return false;
	sql_integer(q, 1, n);
	ok = sql_step(d, q);
	sql_done(q);
	return ok;
}

/* What the store held of the run's files. When it holds no others its tables are
 * emptied at a stroke: that takes no time, row by row it takes as long as
 * writing them. */
static bool
clear_sources(struct save *s)
{
	size_t n = s->dataset->n_sources, same = 0;
	int64_t held;

	for (size_t i = 0; i < n; i++)
		same += s->unchanged[i];
	if (!sql_number(s->db, "SELECT count(*) FROM source", &held))
		return false;
	if ((uint64_t)held == n && same == 0)
		return sql_run(
		    s->db, "DELETE FROM sheet; DELETE FROM observation");
	for (size_t i = 0; i < n; i++) {
		if (s->unchanged[i])
			continue;
		if (!clear(s->db, "DELETE FROM sheet WHERE source = ?1",
			s->source[i]) ||
		    !clear(s->db, "DELETE FROM observation WHERE source = ?1",
			s->source[i]))
			return false;
	}
	return true;
}

static bool
save_sheets(struct save *s, const struct source *f, int64_t id)
{
	sqlite3_stmt *q;
	bool ok = true;

	if (!sql_prepare(s->db,
		"INSERT INTO sheet (source, sheet, name) VALUES (?1, ?2, ?3)",
		&q))
		return false;
	for (size_t i = 0; ok && i < f->n_sheets; i++) {
		sql_integer(q, 1, id);
		sql_integer(q, 2, (int64_t)i);
		sql_text(q, 3, f->sheet[i]);
		ok = sql_step(s->db, q);
	}
	sql_done(q);
	return ok;
}

bool
save_sources(struct save *s)
{
	const struct dataset *d = s->dataset;

	s->source = NEWS(s->tmp, d->n_sources, int64_t);
	if (!list_sources(s) || !save_compare(s) || !clear_sources(s))
		return false;
	for (size_t i = 0; i < d->n_sources; i++)
		if (!s->unchanged[i] &&
		    !save_sheets(s, &d->source[i], s->source[i]))
			return false;
	return true;
}
