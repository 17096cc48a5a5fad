/* render/findings_csv.c -- findings.csv: every finding of a run that is still
 * asked about. */
#include "base/file.h"
#include "render/csv_row.h"
#include "render/findings_csv.h"

static const char head[] =
    "period,org,file,sheet,cell,code,level,value,message,remedy,effect\r\n";

/* "CPD equity 1.42 to 1.18, verdict changes; Sickness absence 4.1 to 3.9 if the
 * cell is left out" */
static void
print_effects(struct buf *b, const struct finding *f)
{
	for (size_t i = 0; i < f->n_effects; i++) {
		const struct effect *e = &f->effect[i];

		buf_addf(b, "%s%.*s %.*s to %.*s", i > 0 ? "; " : "",
		    STRF(e->name), STRF(e->before), STRF(e->after));
		buf_addz(b, e->left_out ? " if the cell is left out" : "");
		buf_addz(b, e->verdict_changes ? ", verdict changes" : "");
	}
}

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

		if (f->standing == STANDING_ANSWERED)
			continue;
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
		text.n = 0;
		print_effects(&text, f);
		if (text.n > 0)
			csv_text(b, buf_str(&text));
		else
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
