/* compose/board_tables.c -- tables of the board report that are about all of its
 * figures: every one of them, what they count, what they come from. */
#include <math.h>

#include "compose/board_names.h"
#include "compose/board_tables.h"
#include "compose/figures.h"
#include "compose/tally.h"
#include "compose/words.h"

static struct str
text_of(struct scope *s, sym text)
{
	return symbols_text(s->card->dataset->symbols, text);
}

static void
number_column(struct table_maker *m, const char *head)
{
	table_column(m, str_of(head), ALIGN_RIGHT, 1);
}

static void
text_column(struct table_maker *m, const char *head)
{
	table_column(m, str_of(head), ALIGN_LEFT, 1);
}

static void
put_known(struct table_maker *m, struct scope *s, const struct figure *f,
    double v, int places)
{
	if (!figure_known(f))
		table_figure(m, s, f, NAN);
	else if (isnan(v))
		table_none(m);
	else
		table_number(m, v, places);
}

static void
put_figure(struct table_maker *m, struct scope *s, const struct figure *f)
{
	const struct indicator *d =
	    &s->card->catalogue->indicator[f->indicator];
	struct str words = story_variation(f);
	bool counts = figure_known(f) && d->people;

	table_row(m);
	table_text(m, d->id);
	table_text(m, d->title);
	table_text(m, f->setting == 0 ? S("All") : text_of(s, f->setting));
	table_text(m, f->breakdown == 0 ? S("All") : text_of(s, f->breakdown));
	table_text(m, str_trim(indicator_unit(d)).n > 0
			  ? str_trim(indicator_unit(d))
			  : S("number"));
	put_known(m, s, f, f->value, d->places);
	put_known(m, s, f, f->lower, d->places);
	put_known(m, s, f, f->upper, d->places);
	put_known(m, s, f, f->numerator, counts ? 0 : 1);
	put_known(m, s, f, f->denominator, counts ? 0 : 1);
	if (isnan(f->england))
		table_none(m);
	else
		table_number(m, f->england, d->places);
	if (isnan(f->peer_median))
		table_none(m);
	else
		table_number(m, f->peer_median, d->places);
	table_text(m, figure_known(f) && f->verdict != VERDICT_NONE
			  ? str_of(verdict_words(f->verdict))
			  : S("no verdict"));
	table_text(m, words.n > 0 ? words : S("No verdict"));
	table_day(m, f->date);
	table_text(m, str_of(status_name[f->status]));
}

bool
table_every_measure(struct scope *s, struct table_maker *m, struct at at)
{
	sym org = symbols_lookup(s->card->dataset->symbols, s->org);

	text_column(m, "Indicator");
	text_column(m, "Measure");
	text_column(m, "Setting");
	text_column(m, "Group of staff");
	text_column(m, "Unit");
	number_column(m, s->region != NULL ? "This area" : "This trust");
	number_column(m, "Lower 95% limit");
	number_column(m, "Upper 95% limit");
	number_column(m, "Numerator");
	number_column(m, "Denominator");
	number_column(m, "England");
	number_column(m, "Peers, median");
	text_column(m, "Against England");
	text_column(m, "Variation");
	text_column(m, "Date");
	text_column(m, "Status");
	m->table->row_heads = 1;
	m->table->summary = S("One row for each measure, setting and group of "
			      "staff that there is a line for.");
	for (size_t i = 0; i < s->card->n; i++)
		if (s->card->figure[i].org == org)
			put_figure(m, s, &s->card->figure[i]);
	return true;
}

bool
table_core_definitions(struct scope *s, struct table_maker *m, struct at at)
{
	table_column(m, S("Measure"), ALIGN_LEFT, 140);
	table_column(m, S("What is counted"), ALIGN_LEFT, 346);
	table_column(m, S("Organisations in England's figure"), ALIGN_RIGHT, 0)
	    ->workbook_only = true;
	m->table->summary = S("One row for each measure of the table on one "
			      "page: what is counted, and how many "
			      "organisations England's figure has.");
	for (size_t i = 0; i < s->tally->n; i++) {
		const struct subject *u = &s->tally->measure[i];
		unsigned n = u->figure == NULL ? 0 : u->figure->england_n;
		table_row(m);
		table_text(m, u->indicator->title)->type = TYPE_row_strong;
		table_text(
		    m, words_apostrophes(s->c->mem, u->indicator->measure));
		table_number(m, n, 0);
	}
	return true;
}

/* ---- sources, those of one kind in one row */

struct group {
	const struct source *first;
	size_t files;
	double rows;
	day from, to;
	bool several; /* publishers */
};

static struct group *
group_of(struct group *g, size_t *n, const struct source *f)
{
	for (size_t i = 0; i < *n; i++)
		if (str_eq(g[i].first->title, f->title) &&
		    g[i].first->synthetic == f->synthetic) {
			g[i].several =
			    g[i].several ||
			    !str_eq(g[i].first->publisher, f->publisher);
			return &g[i];
		}
	g[*n] = (struct group){.first = f, .from = DAY_NONE, .to = DAY_NONE};
	return &g[(*n)++];
}

/* In the order of their first file; returns how many. */
static size_t
group_sources(struct scope *s, struct group **out)
{
	const struct dataset *d = s->card->dataset;
	const bool *used = scorecard_sources(s->c->tmp, s->card);
	struct group *g = NEWS(s->c->tmp, d->n_sources + 1, struct group);
	size_t n = 0;

	for (size_t i = 0; i < d->n_sources; i++) {
		const struct source *f = &d->source[i];
		struct group *k;
		if (f->profile.n == 0 || !used[i])
			continue;
		k = group_of(g, &n, f);
		k->files++;
		k->rows += (double)f->rows;
		if (k->from == DAY_NONE || f->date < k->from)
			k->from = f->date;
		if (k->to == DAY_NONE || f->date > k->to)
			k->to = f->date;
	}
	*out = g;
	return n;
}

/* "CYPMH workforce return, 27 files, 31 Mar 2025 to 30 Jun 2026; ..." */
struct value
board_name_sources_words(struct scope *s)
{
	struct group *g;
	size_t n = group_sources(s, &g);
	struct buf b = buf_new(s->c->mem);

	for (size_t i = 0; i < n; i++) {
		const struct source *f = g[i].first;
		buf_addf(&b, "%s%.*s", i > 0 ? "; " : "", STRF(f->title));
		if (f->synthetic)
			buf_addz(&b, " (made up)");
		else if (!g[i].several && f->publisher.n > 0)
			buf_addf(&b, ", %.*s", STRF(f->publisher));
		if (g[i].files > 1)
			buf_addf(&b, ", %zu files", g[i].files);
		if (g[i].from == DAY_NONE || g[i].to == DAY_NONE)
			continue;
		buf_addz(&b, ", ");
		if (g[i].from != g[i].to) {
			day_print_short(&b, g[i].from);
			buf_addz(&b, " to ");
		}
		day_print_short(&b, g[i].to);
	}
	return value_text(words_apostrophes(s->c->mem, buf_str(&b)));
}

bool
table_source_groups(struct scope *s, struct table_maker *m, struct at at)
{
	struct group *g;
	size_t n = group_sources(s, &g);

	table_column(m, S("Source"), ALIGN_LEFT, 250);
	table_column(m, S("Publisher"), ALIGN_LEFT, 80);
	table_column(m, S("Files"), ALIGN_RIGHT, 30);
	table_column(m, S("From"), ALIGN_LEFT, 56);
	table_column(m, S("To"), ALIGN_LEFT, 56);
	table_column(m, S("Rows"), ALIGN_RIGHT, 40);
	m->table->summary = S("One row for each kind of file: how many were "
			      "read, the newest dates in them, and rows.");
	for (size_t i = 0; i < n; i++) {
		const struct source *f = g[i].first;
		table_row(m);
		table_text(m,
		    f->synthetic
			? str_fmt(s->c->mem, "%.*s (made up)", STRF(f->title))
			: f->title);
		table_text(m, f->synthetic   ? S("None: made up")
			      : g[i].several ? S("Each trust its own")
					     : f->publisher);
		table_number(m, (double)g[i].files, 0);
		table_day(m, g[i].from);
		table_day(m, g[i].to);
		table_number(m, g[i].rows, 0);
	}
	return true;
}
