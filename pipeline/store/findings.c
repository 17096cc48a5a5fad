/* store/findings.c -- what is odd in the files of a run. */
#include <math.h>

#include "store/inside.h"

static const char delete_findings[] = "DELETE FROM finding WHERE file = ?1";

/* What the store held of every file that this run read, and of none: a return that
 * was missing may have come... */
static bool
clear_sources(struct save *s)
{
	bool ok = save_with_text(s->db, delete_findings, S(""));

	for (size_t i = 0; ok && i < s->dataset->n_sources; i++)
		ok = save_with_text(
		    s->db, delete_findings, s->dataset->source[i].path);
	return ok;
}

/* ...or complains of. */
static bool
clear_findings(struct save *s, const struct findings *all)
{
	bool ok = true;

	for (size_t i = 0; ok && i < findings_count(all); i++)
		if (i == 0 || !str_eq(findings_at(all, i)->file,
				  findings_at(all, i - 1)->file))
			ok = save_with_text(
			    s->db, delete_findings, findings_at(all, i)->file);
	return ok;
}

static bool
save_finding(struct save *s, sqlite3_stmt *q, const struct finding *f)
{
	const struct finding_rule *rule = &finding_rule[f->kind];
	struct buf message = buf_new(s->tmp), remedy = buf_new(s->tmp);

	finding_print(&message, f);
	finding_print_remedy(&remedy, f);
	sql_key(q, 1, f->file);
	sql_text(q, 2, f->sheet);
	sql_text(q, 3, f->cell);
	sql_text(q, 4, f->org);
	sql_key(q, 5, str_of(rule->code));
	sql_key(q, 6, str_of(level_name[rule->level]));
	sql_text(q, 7, f->value);
	sql_key(q, 8, buf_str(&message));
	sql_key(q, 9, buf_str(&remedy));
	sql_integer(q, 10, f->times);
	sql_text(q, 11, save_quarter(s->tmp, f->date));
	sql_text(q, 12, f->place);
	sql_real(q, 13, f->certainty == CERTAINTY_NONE ? NAN : f->suggested);
	sql_text(q, 14, str_of(certainty_words[f->certainty]));
	sql_text(q, 15, str_of(standing_words[f->standing]));
	if (f->standing == STANDING_NONE)
		sqlite3_bind_null(q, 16);
	else
		sql_integer(q, 16, f->quarters);
	sql_text(q, 17, f->answer);
	return sql_step(s->db, q);
}

static bool
save_all(struct save *s, sqlite3_stmt *q, const struct findings *all)
{
	struct arena_mark m;
	bool ok = true;

	for (size_t i = 0; ok && i < findings_count(all); i++) {
		m = arena_mark(s->tmp);
		ok = save_finding(s, q, findings_at(all, i));
		arena_rewind(s->tmp, m);
	}
	return ok;
}

bool
save_findings(struct save *s, const struct findings *all,
    const struct findings *elsewhere)
{
	sqlite3_stmt *q;
	bool ok;

	if (!clear_sources(s) || !clear_findings(s, all) ||
	    (elsewhere != NULL && !clear_findings(s, elsewhere)) ||
	    !sql_prepare(s->db,
		"INSERT INTO finding (file, n, sheet, cell, org, code, level, "
		"value, message, remedy, times, quarter, place, suggested, "
		"certainty, standing, quarters, answer) VALUES (?1, (SELECT "
		"ifnull(max(n) + 1, 0) FROM finding WHERE file = ?1), ?2, ?3, "
		"?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
		"?17)",
		&q))
		return false;
	ok = save_all(s, q, all) &&
	     (elsewhere == NULL || save_all(s, q, elsewhere));
	sql_done(q);
	return ok;
}
