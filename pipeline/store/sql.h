/* store/sql.h -- SQLite's calls with our errors. */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include <sqlite3.h>

#include "base/diag.h"

/* An open file and what a failure is called. */
struct db {
	struct ctx *c;
	struct str path;
	sqlite3 *db;
};

/* Opens the file to read it; it is closed with mem. No file yet is no failure:
 * then d->db is NULL. */
MUST_CHECK bool sql_open_to_read(struct db *, struct arena *mem);

/* The message names the file, what we did and what SQLite says. */
bool sql_fail(struct db *, const char *doing);
MUST_CHECK bool sql_run(struct db *, const char *statements);
/* The first column of the first row as a number. */
MUST_CHECK bool sql_number(struct db *, const char *query, int64_t *out);
/* A new file has no tables. name: one of ours. */
MUST_CHECK bool sql_has_table(struct db *, const char *name, bool *has);

/* A statement to be run many times. It is finalised with sql_done, or when the
 * file is closed after a failure. */
MUST_CHECK bool sql_prepare(struct db *, const char *text, sqlite3_stmt **out);
/* Runs it once and makes it ready for the next values. */
MUST_CHECK bool sql_step(struct db *, sqlite3_stmt *);
void sql_done(sqlite3_stmt *);

/* Values, numbered from 1. Texts must live until sql_step; an empty text and NAN
 * are NULL. */
void sql_text(sqlite3_stmt *, int i, struct str);
/* The same, but an empty text stays empty: for what must not be NULL. */
void sql_key(sqlite3_stmt *, int i, struct str);
void sql_integer(sqlite3_stmt *, int i, int64_t);
void sql_real(sqlite3_stmt *, int i, double);

/* A text of the row at hand, copied; NULL is the empty text. */
struct str sql_column(struct arena *, sqlite3_stmt *, int column);

#endif
