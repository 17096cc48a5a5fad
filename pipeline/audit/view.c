/* audit/view.c -- the returns of a dataset, cell by cell of the form. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "audit/view.h"
#include "base/hash.h"
#include "base/num.h"

/* As ingest names the sources that are returns. */
#define PROFILE "cypmh_return"

/* What an observation says; two cells of the form never say the same. */
struct key {
	sym measure, dim[DIM_N];
};

static guint
key_hash(gconstpointer p)
{
	return str_hash((struct str){p, sizeof(struct key)});
}

static gboolean
key_equal(gconstpointer a, gconstpointer b)
{
	return memcmp(a, b, sizeof(struct key)) == 0;
}

static struct str
words_of(struct arena *mem, const struct return_topic *t, size_t row, size_t k)
{
	struct buf b = buf_new(mem);

	for (size_t i = 0; i < t->n_labels; i++)
		if (t->row[row].label[i].n > 0)
			buf_addf(&b, "%s%.*s", b.n > 0 ? ", " : "",
			    STRF(t->row[row].label[i]));
	buf_addf(&b, " / %.*s", STRF(t->column[k].heading));
	return buf_str(&b);
}

static void
list_cells(struct arena *mem, struct view *v)
{
	const struct return_form *form = v->form;
	size_t n = 0;

	v->first = NEWS(mem, form->n_topics + 1, size_t);
	for (size_t i = 0; i < form->n_topics; i++) {
		v->first[i] = n;
		n += form->topic[i].n_rows * form->topic[i].n_columns;
	}
	v->first[form->n_topics] = v->n_cells = n;
	v->cell = NEWS(mem, n, struct view_place);
	for (size_t i = 0; i < form->n_topics; i++) {
		const struct return_topic *t = &form->topic[i];
		for (size_t k = 0; k < t->n_rows * t->n_columns; k++) {
			struct view_place *p = &v->cell[v->first[i] + k];
			p->at = (struct return_place){
			    i, k / t->n_columns, k % t->n_columns};
			p->measure = return_cell(form, p->at, p->dim);
			p->since = return_since(form, p->at);
			p->words = words_of(mem, t, p->at.row, p->at.column);
		}
	}
}

/* Cells by what they say. A cell with a word that the dataset never met has no
 * observation. */
static GHashTable *
cells_by_key(struct ctx *c, const struct view *v)
{
	GHashTable *t = hash_tie(c->tmp, g_hash_table_new(key_hash, key_equal));
	for (size_t i = 0; i < v->n_cells; i++) {
		const struct view_place *p = &v->cell[i];
		struct key *key = NEW(c->tmp, struct key);
		bool known = true;

		key->measure =
		    symbols_lookup(v->dataset->symbols, p->measure->name);
		known = key->measure != 0;
		for (int k = 0; k < DIM_N; k++) {
			key->dim[k] =
			    symbols_lookup(v->dataset->symbols, p->dim[k]);
			known &= key->dim[k] != 0 || p->dim[k].n == 0;
		}
		if (known)
			g_hash_table_insert(t, key, GSIZE_TO_POINTER(i + 1));
	}
	return t;
}

/* Whose return each source is: by the cover when it was kept, else by any
 * observation, for they all say the same. */
static void
list_sent(struct ctx *c, struct view *v)
{
	const struct dataset *d = v->dataset;
	struct sent *by = NEWS(c->tmp, d->n_sources + 1, struct sent);
	day last = period_end(v->period);

	for (size_t i = 0; i < d->n_sources; i++)
		by[i] = (struct sent){.source = (uint16_t)i,
		    .date = DAY_NONE,
		    .received = DAY_NONE};
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];
		struct sent *s = &by[o->origin.source];
		s->org = o->org;
		s->date = o->date;
	}
	for (size_t i = 0; i < d->n_sent; i++) {
		struct sent *s = &by[d->sent[i].source];
		s->org = d->sent[i].org;
		s->date = d->sent[i].date;
		s->version = d->sent[i].version;
		s->received = d->sent[i].received;
	}
	v->sent = NEWS(c->mem, d->n_sources + 1, struct sent);
	for (size_t i = 0; i < d->n_sources; i++)
		if (str_is(d->source[i].profile, PROFILE) && by[i].org != 0 &&
		    by[i].date <= last)
			v->sent[v->n++] = by[i];
}

static int
by_org_and_date(const void *a, const void *b, void *symbols)
{
	const struct sent *x = a, *y = b;
	int r = str_cmp(
	    symbols_text(symbols, x->org), symbols_text(symbols, y->org));

	if (r == 0)
		r = (x->date > y->date) - (x->date < y->date);
	return r != 0 ? r : (int)x->source - (int)y->source;
}

static bool
is_earlier(const struct origin *a, const struct origin *b)
{
	if (a->sheet != b->sheet)
		return a->sheet < b->sheet;
	return a->row != b->row ? a->row < b->row : a->column < b->column;
}

static void
place_observations(struct ctx *c, struct view *v)
{
	const struct dataset *d = v->dataset;
	GHashTable *cells = cells_by_key(c, v);
	struct sent **by = NEWS(c->tmp, d->n_sources + 1, struct sent *);

	for (size_t i = 0; i < v->n; i++) {
		struct sent *s = &v->sent[i];
		by[s->source] = s;
		s->cell = NEWS(c->mem, v->n_cells, uint32_t);
		s->sheet = NEWS(c->mem, v->form->n_topics, uint16_t);
		s->has = NEWS(c->mem, v->form->n_topics, bool);
	}
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];
		struct sent *s = by[o->origin.source];
		struct key key = {.measure = o->measure};
		size_t at, topic;

		if (s == NULL)
			continue;
		memcpy(key.dim, o->dim, sizeof key.dim);
		at = GPOINTER_TO_SIZE(g_hash_table_lookup(cells, &key));
		if (at-- == 0)
			continue;
		/* The first in the file, whatever the order here. */
		if (s->cell[at] != 0 &&
		    !is_earlier(
			&o->origin, &d->observation[s->cell[at] - 1].origin))
			continue;
		topic = v->cell[at].at.topic;
		s->cell[at] = (uint32_t)(i + 1);
		s->sheet[topic] = o->origin.sheet;
		s->has[topic] = true;
	}
}

struct view *
view_new(struct ctx *c, const struct audit_input *in)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct view *v = NEW(c->mem, struct view);

	v->dataset = in->dataset;
	v->form = in->form;
	v->settings = in->settings;
	v->period = in->period;
	v->unread = in->unread;
	v->n_unread = in->n_unread;
	list_cells(c->mem, v);
	list_sent(c, v);
	if (v->n > 0)
		qsort_r(v->sent, v->n, sizeof *v->sent, by_org_and_date,
		    in->dataset->symbols);
	place_observations(c, v);
	arena_rewind(c->tmp, m);
	return v;
}

bool
view_unread(const struct view *v, sym org, day date)
{
	if (view_sent(v, org, date) != NULL)
		return false;
	for (size_t i = 0; i < v->n_unread; i++)
		if (v->unread[i].org == org && v->unread[i].date == date)
			return true;
	return false;
}

const struct sent *
view_sent(const struct view *v, sym org, day date)
{
	struct sent want = {.org = org, .date = date};
	size_t low = 0, high = v->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int r =
		    by_org_and_date(&v->sent[mid], &want, v->dataset->symbols);
		if (r < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < v->n && v->sent[low].org == org &&
		       v->sent[low].date == date
		   ? &v->sent[low]
		   : NULL;
}

const struct sent *
view_before(const struct view *v, const struct sent *s, unsigned k)
{
	struct period p = period_holding(s->date);
	int quarters = p.year * 4 + p.quarter - 1 - (int)k;
	const struct sent *at;
	day date;

	p = (struct period){quarters / 4, quarters % 4 + 1};
	date = period_end(p);
	/* The earlier ones stand before it, at most one a quarter. */
	for (at = s; at->org == s->org && at->date >= date; at--) {
		if (at->date == date)
			return at;
		if (at == v->sent)
			break;
	}
	return NULL;
}

const struct observation *
view_cell(const struct view *v, const struct sent *s, size_t cell)
{
	return s->cell[cell] == 0 ? NULL
				  : &v->dataset->observation[s->cell[cell] - 1];
}

bool
view_value(const struct view *v, const struct sent *s, size_t cell, double *out,
    enum reason *why)
{
	const struct observation *o = view_cell(v, s, cell);
	enum reason reason = o == NULL ? REASON_BLANK : o->reason;

	*out = reason == REASON_NONE ? o->value : 0;
	if (why != NULL)
		*why = reason;
	return reason == REASON_NONE;
}

bool
view_asked(const struct view *v, const struct sent *s, size_t cell)
{
	return s->version == 0 || v->cell[cell].since <= s->version;
}

static bool
takes(const struct view_filter *f, size_t n, const struct view_place *p)
{
	for (size_t i = 0; i < n; i++) {
		bool any = false;
		for (size_t k = 0; k < n && !any; k++)
			any = f[k].dimension == f[i].dimension &&
			      str_is(p->dim[f[k].dimension], f[k].word);
		if (!any)
			return false;
	}
	return true;
}

struct view_group
view_group(struct arena *mem, const struct view *v, const char *measure,
    const struct view_filter *f, size_t n)
{
	const struct return_measure *m =
	    return_measure_find(v->form, str_of(measure));
	struct view_group g = {NULL, 0};

	if (m == NULL)
		return g;
	g.cell = NEWS(mem, v->first[m->topic + 1] - v->first[m->topic], size_t);
	for (size_t i = v->first[m->topic]; i < v->first[m->topic + 1]; i++)
		if (v->cell[i].measure == m && takes(f, n, &v->cell[i]))
			g.cell[g.n++] = i;
	return g;
}

size_t
view_find(const struct view *v, const char *measure,
    const struct view_filter *f, size_t n)
{
	const struct return_measure *m =
	    return_measure_find(v->form, str_of(measure));
	size_t found = VIEW_NONE;

	if (m == NULL)
		return VIEW_NONE;
	for (size_t i = v->first[m->topic]; i < v->first[m->topic + 1]; i++) {
		if (v->cell[i].measure != m || !takes(f, n, &v->cell[i]))
			continue;
		if (found != VIEW_NONE)
			return VIEW_NONE;
		found = i;
	}
	return found;
}

bool
view_total(const struct view *v, const struct sent *s, struct view_group g,
    struct view_total *out)
{
	*out = (struct view_total){0};
	for (size_t i = 0; i < g.n; i++) {
		enum reason why;
		double value;

		if (!view_asked(v, s, g.cell[i]))
			continue;
		out->parts++;
		if (view_value(v, s, g.cell[i], &value, &why))
			out->known++;
		else
			out->absent++;
		out->by_reason[why]++;
		out->value += value;
	}
	return out->parts > 0 && out->known == out->parts;
}

struct str
view_number(struct arena *mem, double value)
{
	struct buf b = buf_new(mem);

	num_fixed(&b, value, 2, NUM_THOUSANDS | NUM_TRIM);
	return buf_str(&b);
}

struct str
view_said(
    struct arena *mem, const struct view *v, const struct sent *s, size_t cell)
{
	struct buf b = buf_new(mem);
	enum reason why;
	double value;

	if (view_value(v, s, cell, &value, &why)) {
		if (v->cell[cell].measure->number == RETURN_YES_NO)
			return value != 0 ? S("Yes") : S("No");
		/* Not what a sum in the sheet left behind its digits. */
		num_short(&b, num_round(value, 6));
		return buf_str(&b);
	}
	return why == REASON_BLANK ? S("blank") : str_of(return_mark_of(why));
}

struct at
view_at(
    struct arena *mem, const struct view *v, const struct sent *s, size_t cell)
{
	const struct observation *o = view_cell(v, s, cell);
	const struct source *file = &v->dataset->source[s->source];
	size_t topic = v->cell[cell].at.topic;

	if (o != NULL)
		return dataset_at(mem, v->dataset, o->origin);
	return (struct at){.file = file->path,
	    .sheet = s->has[topic] && s->sheet[topic] < file->n_sheets
			 ? file->sheet[s->sheet[topic]]
			 : v->form->topic[topic].sheet};
}
