/* compose/tables.c -- the tables a template can ask for by kind. */
#include <math.h>

#include "base/num.h"
#include "compose/audit.h"
#include "compose/board_tables.h"
#include "compose/cells.h"
#include "compose/figures.h"
#include "compose/region.h"
#include "compose/series.h"
#include "compose/tables.h"
#include "compose/tally.h"
#include "compose/words.h"

enum { FINDING_ROWS = 20 };
/* ---- definitions */

static bool
table_definitions(struct scope *s, struct table_maker *m, struct at at)
{
	const struct catalogue *k = s->card->catalogue;

	table_column(m, S("Measure"), ALIGN_LEFT, 110);
	table_column(m, S("How it is computed"), ALIGN_LEFT, 300);
	table_column(m, S("England counts"), ALIGN_LEFT, 76);
	m->table->summary =
	    S("One row for each measure: how it is computed and "
	      "which organisations England's figure counts.");
	for (size_t i = 0; i < k->n; i++) {
		const struct indicator *d = &k->indicator[i];
		size_t n;
		const struct figure *f =
		    scorecard_range(s->card, s->org, d->id, &n);
		unsigned of = 0;
		for (size_t j = 0; j < n; j++)
			of = f[j].england_n > of ? f[j].england_n : of;
		table_row(m);
		table_text(m, d->title)->type = TYPE_row_strong;
		table_text(m, words_apostrophes(s->c->mem, d->definition));
		table_text(m, of == 0 || d->method == METHOD_TOTAL
				  ? S("not compared")
				  : str_fmt(s->c->mem, "%u %s", of,
					d->england == ENGLAND_ALL
					    ? "organisations"
					    : "mental health trusts"));
	}
	return true;
}

/* ---- peers */

static bool
table_peers(struct scope *s, struct table_maker *m, struct at at)
{
	const struct tally *t = s->tally;
	const struct dataset *d = s->card->dataset;

	if (s->peers == NULL)
		return true;
	table_column(m, S("Trust"), ALIGN_LEFT, 260);
	table_column(m, S("Code"), ALIGN_LEFT, 30);
	for (size_t i = 0; i < t->n_headlines && i < BRIEFS; i++)
		table_column(m,
		    title_with_unit(
			s->c->mem, &s->card->catalogue
					->indicator[t->headline[i]->indicator]),
		    ALIGN_RIGHT, 60);
	m->table->summary = S("One row for each trust of the peer group with "
			      "its headline figures; our own comes first.");
	for (size_t k = 0; k <= s->peers->n; k++) {
		sym code =
		    k == 0 ? s->organisation->code : s->peers->peer[k - 1];
		const struct organisation *o = dataset_find(d, code);
		struct str org = symbols_text(d->symbols, code);
		enum type_role type = k == 0 ? TYPE_row_strong : TYPE_row;
		table_row(m);
		table_text(m, o == NULL
				  ? org
				  : words_apostrophes(s->c->mem,
					symbols_text(d->symbols, o->name)))
		    ->type = type;
		table_text(m, org)->type = type;
		for (size_t i = 0; i < t->n_headlines && i < BRIEFS; i++) {
			const struct figure *f = scorecard_find(s->card, org,
			    s->card->catalogue
				->indicator[t->headline[i]->indicator]
				.id,
			    S(""));
			/* Another date is another figure. */
			if (f != NULL && f->date != t->headline[i]->date)
				f = NULL;
			table_figure(m, s, f, f == NULL ? NAN : f->value)
			    ->type = type;
		}
	}
	return true;
}

/* ---- findings */

static bool
table_findings(struct scope *s, struct table_maker *m, struct at at)
{
	table_column(m, S("Where"), ALIGN_LEFT, 130);
	table_column(m, S("What was found"), ALIGN_LEFT, 200);
	table_column(m, S("Remedy"), ALIGN_LEFT, 150);
	m->table->summary = S("One row for each finding: file and cell, what "
			      "was found, and what to do about it.");
	for (size_t i = 0; i < findings_count(s->in->findings); i++) {
		const struct finding *f = findings_at(s->in->findings, i);
		struct buf place = buf_new(s->c->mem);
		struct buf what = buf_new(s->c->mem);
		struct buf remedy = buf_new(s->c->mem);
		if (!str_eq(f->org, s->org) || m->table->n_rows == FINDING_ROWS)
			continue;
		at_print(&place,
		    (struct at){
			.file = f->file, .sheet = f->sheet, .cell = f->cell});
		finding_print(&what, f);
		finding_print_remedy(&remedy, f);
		table_row(m);
		table_text(m, buf_str(&place));
		table_text(m, words_apostrophes(s->c->mem,
				  words_capital(s->c->mem, buf_str(&what))));
		table_text(m, words_apostrophes(s->c->mem, buf_str(&remedy)));
	}
	return true;
}

/* ---- sources */

static void
add_note(struct table_maker *m, struct str words)
{
	struct text *t = NEW(m->mem, struct text);

	t->span = NEW(m->mem, struct span);
	t->span->text = words;
	t->n = 1;
	m->table->note = t;
	m->table->n_notes = 1;
}

static struct str
base_name(struct str path)
{
	struct str head, rest = path;

	while (str_cut(rest, '/', &head, &rest))
		path = rest;
	return path;
}

static struct str
also_read(struct arena *mem, size_t lists, size_t idle)
{
	struct buf b = buf_new(mem);

	buf_addz(&b, "Also read: ");
	if (lists > 0)
		buf_addf(&b, "%zu %s", lists,
		    lists == 1 ? "register or code list"
			       : "registers and code lists");
	if (idle > 0)
		buf_addf(&b, "%s%zu %s no figure here",
		    lists > 0 ? ", and " : "", idle,
		    idle == 1 ? "file that feeds" : "files that feed");
	buf_addz(&b, "; manifest.json names them.");
	return buf_str(&b);
}

static bool
table_sources(struct scope *s, struct table_maker *m, struct at at)
{
	const struct dataset *d = s->card->dataset;
	const bool *used = scorecard_sources(s->c->tmp, s->card);
	size_t lists = 0, idle = 0;

	table_column(m, S("Source"), ALIGN_LEFT, 150);
	table_column(m, S("Publisher"), ALIGN_LEFT, 60);
	table_column(m, S("File"), ALIGN_LEFT, 216)->pdf_only = true;
	table_column(m, S("Path"), ALIGN_LEFT, 0)->workbook_only = true;
	table_column(m, S("Newest date"), ALIGN_LEFT, 62);
	table_column(m, S("Rows"), ALIGN_RIGHT, 30);
	m->table->summary = S("One row for each file: title, publisher, file "
			      "name, newest date in it and rows read.");
	for (size_t i = 0; i < d->n_sources; i++) {
		const struct source *f = &d->source[i];
		if (f->profile.n == 0)
			continue;
		lists += f->observations == 0;
		idle += f->observations > 0 && !used[i];
		if (!used[i])
			continue;
		table_row(m);
		table_text(m,
		    f->synthetic
			? str_fmt(s->c->mem, "%.*s (made up)", STRF(f->title))
			: f->title);
		table_text(m, f->synthetic ? S("None: made up") : f->publisher);
		table_text(m, base_name(f->path));
		table_text(m, f->path);
		table_day(m, f->date);
		table_number(m, (double)f->rows, 0);
	}
	if (lists + idle > 0)
		add_note(m, also_read(s->c->mem, lists, idle));
	return true;
}

/* ---- by name */

static const struct {
	const char *name, *title;
	bool (*make)(struct scope *, struct table_maker *, struct at);
} kind[] = {
#define TABLE(name, title, help) {#name, title, table_##name},
#include "compose/tables.def"
#include "compose/board_tables.def"
#undef TABLE
};

bool
tables_has(struct str name)
{
	for (size_t i = 0; i < COUNT(kind); i++)
		if (str_is(name, kind[i].name))
			return true;
	return false;
}

static bool
has_links(const struct table *t)
{
	for (size_t i = 0; i < t->n_rows; i++)
		if (t->row[i].link.n > 0)
			return true;
	return false;
}

bool
tables_make(struct scope *s, const struct table_request *q, struct table **out)
{
	for (size_t i = 0; i < COUNT(kind); i++) {
		struct table_maker m;
		if (!str_is(q->kind, kind[i].name))
			continue;
		m = table_make(s->c->mem,
		    q->name.n > 0 ? q->name : str_of(kind[i].name),
		    q->title.n > 0 ? q->title : str_of(kind[i].title),
		    q->subtitle, S(""));
		m.details = q->details;
		if (!kind[i].make(s, &m, q->at))
			return false;
		if (q->details && m.table->n_rows > 0 && !has_links(m.table))
			return diag_fail(s->c, q->at,
			    "the rows of the table '%.*s' are no measures, so "
			    "it has no 'details'",
			    STRF(q->kind));
		m.table->summary =
		    words_apostrophes(s->c->mem, m.table->summary);
		*out = m.table;
		return true;
	}
	return diag_fail(s->c, q->at,
	    "there is no table '%.*s'; tables.def lists them", STRF(q->kind));
}
