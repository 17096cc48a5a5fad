/* compose/region_files.c -- who is in a region, with what it sent; and the files of
 * a run by what they are, since returns come by the hundred. */
#include <math.h>

#include "compose/audit.h"
#include "compose/figures.h"
#include "compose/region_marks.h"
#include "compose/words.h"

struct file_kind {
	struct str title, publisher;
	size_t files, rows;
	day newest;
	bool synthetic;
};

static struct file_kind *
kind_of(struct file_kind *kind, size_t *n, const struct source *f)
{
	for (size_t i = 0; i < *n; i++)
		if (str_eq(kind[i].title, f->title) &&
		    kind[i].synthetic == f->synthetic)
			return &kind[i];
	kind[*n] = (struct file_kind){.title = f->title,
	    .publisher = f->publisher,
	    .newest = DAY_NONE,
	    .synthetic = f->synthetic};
	return &kind[(*n)++];
}

bool
table_files(struct scope *s, struct table_maker *m, struct at at)
{
	const struct dataset *d = s->card->dataset;
	const bool *used = scorecard_sources(s->c->tmp, s->card);
	struct file_kind *kind =
	    NEWS(s->c->tmp, d->n_sources + 1, struct file_kind);
	size_t n = 0;

	table_column(m, S("Source"), ALIGN_LEFT, 240);
	table_column(m, S("Publisher"), ALIGN_LEFT, 110);
	table_column(m, S("Files"), ALIGN_RIGHT, 40);
	table_column(m, S("Newest date"), ALIGN_LEFT, 70);
	table_column(m, S("Rows"), ALIGN_RIGHT, 50);
	m->table->summary = S(
	    "One row for each kind of file that feeds a figure: how many, the "
	    "newest date in them and the rows read.");
	for (size_t i = 0; i < d->n_sources; i++) {
		const struct source *f = &d->source[i];
		struct file_kind *k;
		if (f->profile.n == 0 || !used[i])
			continue;
		k = kind_of(kind, &n, f);
		k->files++;
		k->rows += f->rows;
		if (f->date != DAY_NONE &&
		    (k->newest == DAY_NONE || f->date > k->newest))
			k->newest = f->date;
	}
	for (size_t i = 0; i < n; i++) {
		const struct file_kind *k = &kind[i];
		table_row(m);
		table_text(
		    m, words_apostrophes(s->c->mem,
			   k->synthetic ? str_fmt(s->c->mem, "%.*s (made up)",
					      STRF(k->title))
					: k->title));
		table_text(m, k->synthetic          ? S("None: made up")
			      : k->publisher.n == 0 ? S("The trusts")
						    : k->publisher);
		table_number(m, (double)k->files, 0);
		table_day(m, k->newest);
		table_number(m, (double)k->rows, 0);
	}
	return true;
}

/* The base of a figure as a size. */
static void
base_cell(struct scope *s, struct table_maker *m, const char *id, size_t k)
{
	const struct indicator *i =
	    catalogue_find(s->card->catalogue, str_of(id));
	const struct figure *f =
	    i == NULL ? NULL
		      : region_figure(s, i, S(""), region_date(s, i, S("")), k);

	if (f == NULL || !(f->denominator > 0))
		table_figure(m, s, f, NAN);
	else
		table_number(m, f->denominator, 0);
}

static void
sent_cells(struct scope *s, struct table_maker *m, size_t k)
{
	const struct audit_view *v = s->audits == NULL ? NULL : s->audits[k];

	if (v == NULL || v->now == NULL) {
		table_none(m);
		table_none(m);
		return;
	}
	table_text(m, v->now->sent ? S("Came") : S("Not sent"));
	table_number(m, v->now->sent ? audit_whole(v->now->score) : NAN, 0);
}

static void
mark_cells(struct scope *s, struct table_maker *m, size_t k)
{
	const struct indicator *i;
	size_t tested = 0, out = 0;

	for (size_t n = 0; (i = region_headline(s, n)) != NULL; n++) {
		const struct figure *f = region_placed(s, i, k);
		tested += f != NULL;
		out += f != NULL && f->placed > PLACED_INSIDE;
	}
	table_number(m, (double)out, 0);
	table_number(m, (double)tested, 0);
}

bool
table_members(struct scope *s, struct table_maker *m, struct at at)
{
	const struct symbols *t = s->card->dataset->symbols;

	table_column(m, S("Trust"), ALIGN_LEFT, 150);
	table_column(m, S("Integrated care board"), ALIGN_LEFT, 130);
	table_column(m, S("Staff"), ALIGN_RIGHT, 40);
	table_column(m, S("Bed days"), ALIGN_RIGHT, 46);
	table_column(m, S("Return"), ALIGN_LEFT, 56);
	table_column(m, S("Score"), ALIGN_RIGHT, 34);
	table_column(m, S("Outside limits"), ALIGN_RIGHT, 40);
	table_column(m, S("Tested"), ALIGN_RIGHT, 36);
	m->table->summary =
	    S("One row for each trust: its care board, staff and bed days, "
	      "whether its return came and its score, and how many of its "
	      "figures lie outside England's limits.");
	for (size_t k = 0; k < s->region->n; k++) {
		const struct member *one = &s->region->member[k];
		struct table_cell *c;
		table_row(m);
		c = table_text(m, one->plain_name);
		c->type = TYPE_row_strong;
		c->sub = one->shown_code;
		table_text(
		    m, s->in->settings->anonymous ||
			       one->organisation->icb_name == 0
			   ? S("\u2013")
			   : words_apostrophes(s->c->mem,
				 symbols_text(t, one->organisation->icb_name)));
		base_cell(s, m, "RET02", k);
		base_cell(s, m, "CUL01", k);
		sent_cells(s, m, k);
		mark_cells(s, m, k);
	}
	return true;
}
