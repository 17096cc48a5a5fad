/* compose/region_files.c -- the files of a run by what they are: returns come by
 * the hundred. */
#include "compose/region.h"
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
