/* store/findings.c -- what is odd in the files of a run. */
#include "store/inside.h"

/* What the store held of every file that this run read or complains of. */
static bool
clear_findings(struct save *s, const struct findings *all)
{
	const char *statement = "DELETE FROM finding WHERE file = ?1";
	bool ok = true;

	for (size_t i = 0; ok && i < s->dataset->n_sources; i++)
		ok = save_with_text(
		    s->db, statement, s->dataset->source[i].path);
	for (size_t i = 0; ok && i < findings_count(all); i++)
		if (i == 0 || !str_eq(findings_at(all, i)->file,
				  findings_at(all, i - 1)->file))
			ok = save_with_text(
			    s->db, statement, findings_at(all, i)->file);
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
	return sql_step(s->db, q);
}

bool
save_findings(struct save *s, const struct findings *all)
{
	sqlite3_stmt *q;
	bool ok = true;

	if (!clear_findings(s, all) ||
	    !sql_prepare(s->db,
		"INSERT INTO finding (file, n, sheet, cell, org, code, level, "
		"value, message, remedy, times) VALUES (?1, (SELECT "
		"ifnull(max(n) + 1, 0) FROM finding WHERE file = ?1), ?2, ?3, "
		"?4, ?5, ?6, ?7, ?8, ?9, ?10)",
		&q))
		return false;
	for (size_t i = 0; ok && i < findings_count(all); i++)
		ok = save_finding(s, q, findings_at(all, i));
	sql_done(q);
	return ok;
}
