/* audit/view.c -- the returns of a dataset, cell by cell of the form. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "audit/quarter.h"
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

/* The cell that a cell cannot be larger than. */
static size_t
whole_of(const struct view *v, struct return_place part)
{
	struct return_place at;

	if (!return_bound(v->form, part, &at))
		return VIEW_NONE;
	return v->first[at.topic] +
	       at.row * v->form->topic[at.topic].n_columns + at.column;
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
			p->whole = whole_of(v, p->at);
			p->since = return_since(form, p->at);
			p->words = words_of(mem, t, p->at.row, p->at.column);
		}
	}
}

/* Cells by what they say. */
struct index {
	struct key *key;   /* by cell */
	GHashTable *cells; /* key -> cell + 1 */
	size_t n;
};

/* No observation says it: a word of it is not in the dataset. */
#define NEVER UINT32_MAX

static sym
symbol(const struct view *v, struct str word)
{
	sym s = symbols_lookup(v->dataset->symbols, word);

	return s == 0 && word.n > 0 ? NEVER : s;
}

static struct index
index_cells(struct arena *mem, const struct view *v)
{
	struct index x = {NEWS(mem, v->n_cells + 1, struct key),
	    hash_tie(mem, g_hash_table_new(key_hash, key_equal)), v->n_cells};

	for (size_t i = 0; i < v->n_cells; i++) {
		const struct view_place *p = &v->cell[i];
		struct key *key = &x.key[i];

		key->measure = symbol(v, p->measure->name);
		for (int k = 0; k < DIM_N; k++)
			key->dim[k] = symbol(v, p->dim[k]);
		g_hash_table_insert(x.cells, key, GSIZE_TO_POINTER(i + 1));
	}
	return x;
}

static bool
says(const struct observation *o, const struct key *key)
{
	return o->measure == key->measure &&
	       memcmp(o->dim, key->dim, sizeof key->dim) == 0;
}

/* The cell that an observation is of; VIEW_NONE: none. Files have them in the
 * form's order, so that the one after the last is nearly always it. */
static size_t
cell_of(const struct index *x, const struct observation *o, size_t last)
{
	struct key key = {.measure = o->measure};
	size_t next = last + 1;

	if (next < x->n && says(o, &x->key[next]))
		return next;
	memcpy(key.dim, o->dim, sizeof key.dim);
	return GPOINTER_TO_SIZE(g_hash_table_lookup(x->cells, &key)) - 1;
}

/* ---- whose returns there are ---- */

static bool
is_return(const struct dataset *d, size_t source)
{
	return str_is(d->source[source].profile, PROFILE);
}

/* By any observation, for they all say the same. */
static void
name_by_observations(const struct dataset *d, struct sent *by)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];
		struct sent *s = &by[o->origin.source];
		if (s->org != 0)
			continue;
		s->org = o->org;
		s->date = o->date;
	}
}

/* By the cover when it was kept. */
static void
name_by_covers(const struct dataset *d, struct sent *by)
{
	bool all = true;

	for (size_t i = 0; i < d->n_sent; i++) {
		struct sent *s = &by[d->sent[i].source];
		s->org = d->sent[i].org;
		s->date = d->sent[i].date;
		s->version = d->sent[i].version;
		s->received = d->sent[i].received;
	}
	for (size_t i = 0; i < d->n_sources; i++)
		all &= !is_return(d, i) || by[i].org != 0;
	if (!all)
		name_by_observations(d, by);
}

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
	name_by_covers(d, by);
	v->sent = NEWS(c->mem, d->n_sources + 1, struct sent);
	for (size_t i = 0; i < d->n_sources; i++)
		if (is_return(d, i) && by[i].org != 0 && by[i].date <= last)
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

/* The first in the file counts, whatever the order here. */
static void
put(const struct view *v, struct sent *s, size_t cell, size_t at)
{
	const struct observation *all = v->dataset->observation, *o = &all[at];
	size_t topic = v->cell[cell].at.topic;

	if (s->cell[cell] != 0 &&
	    !is_earlier(&o->origin, &all[s->cell[cell] - 1].origin))
		return;
	s->cell[cell] = (uint32_t)(at + 1);
	s->value[cell] = o->reason == REASON_NONE ? o->value : 0;
	s->reason[cell] = (uint8_t)o->reason;
	s->sheet[topic] = o->origin.sheet;
	s->has[topic] = true;
}

static void
open_sent(struct arena *mem, const struct view *v, struct sent *s)
{
	s->cell = NEWS(mem, v->n_cells, uint32_t);
	s->value = NEWS(mem, v->n_cells, double);
	s->reason = NEWS(mem, v->n_cells, uint8_t);
	memset(s->reason, REASON_BLANK, v->n_cells);
	s->sheet = NEWS(mem, v->form->n_topics, uint16_t);
	s->has = NEWS(mem, v->form->n_topics, bool);
}

static void
place_observations(struct ctx *c, struct view *v)
{
	const struct dataset *d = v->dataset;
	struct index cells = index_cells(c->tmp, v);
	struct sent **by = NEWS(c->tmp, d->n_sources + 1, struct sent *);
	size_t last = VIEW_NONE;

	for (size_t i = 0; i < v->n; i++) {
		open_sent(c->mem, v, &v->sent[i]);
		by[v->sent[i].source] = &v->sent[i];
	}
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];
		struct sent *s = by[o->origin.source];

		if (s == NULL) {
			ARENA_GROW(c->mem, v->elsewhere, v->n_elsewhere,
			    v->cap_elsewhere);
			v->elsewhere[v->n_elsewhere++] = (uint32_t)i;
			continue;
		}
		last = cell_of(&cells, o, last);
		if (last != VIEW_NONE)
			put(v, s, last, i);
	}
}

/* The earlier ones of an organisation stand before it, at most one a quarter. */
static const struct sent *
earlier(const struct view *v, const struct sent *s, int quarters)
{
	day date = quarter_end(quarter_of(s->date) - quarters);

	for (size_t i = (size_t)(s - v->sent) + 1; i-- > 0;) {
		const struct sent *at = &v->sent[i];
		if (at->org != s->org || at->date < date)
			return NULL;
		if (at->date == date)
			return at;
	}
	return NULL;
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
	for (size_t i = 0; i < v->n; i++)
		for (int k = 0; k < VIEW_BACK; k++)
			v->sent[i].before[k] = earlier(v, &v->sent[i], k + 1);
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

	if (view_value(s, cell, &value, &why)) {
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
