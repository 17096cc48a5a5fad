/* model/issues.c -- the findings about one return, in the order of its form. */
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "model/issues.h"

enum { SUGGESTED_PLACES = 2 };

/* The file of the return; empty: none was sent. */
static struct str
file_of(const struct dataset *d, sym org, day date)
{
	for (size_t i = 0; i < d->n_sent; i++)
		if (d->sent[i].org == org && d->sent[i].date == date &&
		    d->sent[i].source < d->n_sources)
			return d->source[d->sent[i].source].path;
	return S("");
}

/* A finding that nobody dated has 0 or DAY_NONE; no quarter ends on either. */
static bool
is_dated(const struct finding *f)
{
	return f->date != DAY_NONE && f->date != 0;
}

static size_t
topic_of(const struct return_form *form, const struct dataset *d,
    const struct finding *f)
{
	for (size_t i = 0; i < form->n_topics; i++)
		if (str_eq_nocase(f->sheet, form->topic[i].sheet))
			return i;
	if (f->observation > 0 && f->observation <= d->n) {
		const struct return_measure *m = return_measure_find(
		    form, symbols_text(d->symbols,
			      d->observation[f->observation - 1].measure));
		if (m != NULL)
			return m->topic;
	}
	return form->n_topics;
}

static int
by_form(const void *a, const void *b)
{
	const struct issue *x = a, *y = b;
	const struct finding *f = x->finding, *g = y->finding;
	/* Unsigned, so that the whole return comes before topic 0. */
	size_t s = f->sheet.n == 0 ? 0 : x->topic + 1,
	       t = g->sheet.n == 0 ? 0 : y->topic + 1;
	uint32_t row[2] = {0, 0}, column[2] = {0, 0};
	int r;

	if (s != t)
		return s < t ? -1 : 1;
	if (!cell_parse(f->cell, &row[0], &column[0]))
		row[0] = column[0] = 0;
	if (!cell_parse(g->cell, &row[1], &column[1]))
		row[1] = column[1] = 0;
	if (row[0] != row[1])
		return row[0] < row[1] ? -1 : 1;
	if (column[0] != column[1])
		return column[0] < column[1] ? -1 : 1;
	r = str_cmp(str_of(finding_rule[f->kind].code),
	    str_of(finding_rule[g->kind].code));
	if (r == 0)
		r = str_cmp(f->place, g->place);
	if (r == 0)
		r = str_cmp(f->value, g->value);
	return r != 0 ? r : str_cmp(f->other, g->other);
}

struct issue *
issues_of(struct arena *mem, const struct findings *all,
    const struct dataset *d, const struct return_form *form, sym org, day date,
    size_t *n)
{
	struct str code = symbols_text(d->symbols, org);
	struct str file = file_of(d, org, date);
	struct issue *out = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; i < findings_count(all); i++) {
		const struct finding *f = findings_at(all, i);

		if (!str_eq(f->org, code) ||
		    (f->date != date &&
			(is_dated(f) || file.n == 0 || !str_eq(f->file, file))))
			continue;
		ARENA_GROW(mem, out, *n, cap);
		out[(*n)++] = (struct issue){f, topic_of(form, d, f)};
	}
	if (*n > 1)
		qsort(out, *n, sizeof *out, by_form);
	return out;
}

void
issue_print_place(struct buf *b, const struct finding *f)
{
	if (f->sheet.n == 0) {
		buf_addz(b, "The return");
		return;
	}
	buf_adds(b, f->sheet);
	if (f->cell.n > 0)
		buf_addf(b, "!%.*s", STRF(f->cell));
}

struct str
issue_suggestion(struct arena *mem, const struct finding *f)
{
	struct buf b = buf_new(mem);

	if (f->certainty == CERTAINTY_NONE)
		return S("");
	num_fixed(&b, f->suggested, SUGGESTED_PLACES,
	    NUM_THOUSANDS | NUM_TRUE_MINUS | NUM_TRIM);
	return buf_str(&b);
}

struct str
issue_effect(struct arena *mem, const struct effect *e)
{
	if (e == NULL)
		return S("");
	return str_fmt(mem, "%.*s %.*s \u2192 %.*s%s", STRF(e->name),
	    STRF(e->before), STRF(e->after), e->left_out ? ", left out" : "");
}

struct str
issue_verdict(struct arena *mem, const struct effect *e)
{
	if (e == NULL)
		return S("");
	if (e->left_out && isnan(e->value_after))
		return S("No figure without it");
	if (e->verdict_changes)
		return str_fmt(mem, "Verdict changes%s%.*s",
		    e->verdict_after.n > 0 ? ": now " : "",
		    STRF(e->verdict_after));
	if (e->new_result)
		return str_fmt(mem, "New result%s%.*s",
		    e->verdict_after.n > 0 ? ": " : "", STRF(e->verdict_after));
	return S("Verdict the same");
}

struct str
issue_standing(struct arena *mem, const struct finding *f)
{
	struct buf b = buf_new(mem);

	if (f->standing == STANDING_NONE)
		return S("Not followed");
	buf_addz(&b, standing_words[f->standing]);
	if (f->quarters > 1)
		buf_addf(&b, ", %u quarters", f->quarters);
	b.p[0] = (char)(b.p[0] - 'a' + 'A');
	return buf_str(&b);
}
