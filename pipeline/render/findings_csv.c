/* render/findings_csv.c -- findings.csv: every finding of a run. */
#include "base/file.h"
#include "render/csv_row.h"
#include "render/findings_csv.h"

static const char head[] =
    "period,org,file,sheet,cell,code,level,value,message,remedy,effect\r\n";

void
findings_csv_print(
    struct buf *b, const struct findings *all, struct period period)
{
	struct buf p = buf_new(b->mem), text = buf_new(b->mem);

	period_print(&p, period);
	buf_addz(b, head);
	for (size_t i = 0; i < findings_count(all); i++) {
		const struct finding *f = findings_at(all, i);
		const struct finding_rule *rule = &finding_rule[f->kind];

		csv_text(b, buf_str(&p));
		csv_text(b, f->org);
		csv_text(b, f->file);
		csv_text(b, f->sheet);
		csv_text(b, f->cell);
		csv_text(b, str_of(rule->code));
		csv_text(b, str_of(level_name[rule->level]));
		csv_text(b, f->value);
		text.n = 0;
		finding_print(&text, f);
		csv_text(b, buf_str(&text));
		text.n = 0;
		finding_print_remedy(&text, f);
		csv_text(b, buf_str(&text));
		/* The effect on each indicator is not computed yet. */
		csv_empty(b);
		csv_end(b);
	}
}

bool
findings_csv_write(struct ctx *c, const struct findings *all,
    struct period period, struct str path)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct buf b = buf_new(c->tmp);
	bool ok;

	findings_csv_print(&b, all, period);
	ok = file_replace(c, path, buf_str(&b));
	arena_rewind(c->tmp, m);
	return ok;
}
