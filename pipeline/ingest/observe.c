/* ingest/observe.c -- the rows of a sheet to observations, as its profile
 * says. */
#include <string.h>

#include "ingest/observe_file.h"

static void
drop_arena(void *p)
{
	arena_free(p);
}

struct observer *
observer_new(
    struct arena *mem, struct arena *work, struct dataset *d, struct reg *reg)
{
	struct observer *o = NEW(work, struct observer);

	o->mem = mem;
	o->work = work;
	o->d = d;
	o->reg = reg;
	o->row_mem = arena_new("row");
	arena_defer(work, drop_arena, o->row_mem);
	o->row_start = arena_mark(o->row_mem);
	o->keys = keys_new(work, d);
	o->unmapped = symbols_add(d->symbols, S(WORD_UNMAPPED));
	return o;
}

void
observer_open(struct observer *o, uint16_t source, struct findings *findings)
{
	o->findings = findings;
	o->source = source;
	o->first = o->range = o->d->n;
	o->rows = o->codes = 0;
	o->newest = DAY_NONE;
	o->p = NULL;
	o->precedence = 0;
	o->ranked = false;
	memset(o->told, 0, sizeof o->told);
}

void
observer_find(struct observer *o, enum finding_kind kind, uint32_t row,
    uint32_t column, sym org, struct str value, struct str other)
{
	struct arena_mark m = arena_mark(o->file_mem);
	struct buf cell = buf_new(o->file_mem);

	if (o->told[kind]++ >= TOLD_MAX)
		value = S("another such text");
	if (row > 0)
		cell_print(&cell, row, column > 0 ? column : 1);
	findings_add(o->findings, (struct finding){.kind = kind,
				      .file = o->d->source[o->source].path,
				      .sheet = o->sheet_name,
				      .cell = buf_str(&cell),
				      .org = symbols_text(o->d->symbols, org),
				      .value = value,
				      .other = other});
	if (o->log != NULL)
		observer_note_finding(o);
	arena_rewind(o->file_mem, m);
}

/* Rows of one key add up. A sum with a part that is missing is missing too;
 * a blank part adds nothing. */
static void
merge(struct observation *sum, const struct observation *part)
{
	if (part->reason == REASON_BLANK)
		return;
	if (sum->reason == REASON_BLANK) {
		sum->reason = part->reason;
		sum->value = part->value;
	} else if (sum->reason == REASON_NONE && part->reason == REASON_NONE) {
		sum->value += part->value;
	} else if (sum->reason == REASON_NONE) {
		sum->reason = part->reason;
		sum->value = 0;
	}
}

/* Two labels that no vocabulary lists share a word and are not duplicates. */
static bool
is_unmapped(const struct observer *o, const struct observation *a)
{
	for (int i = 0; i < DIM_N; i++)
		if (a->dim[i] == o->unmapped)
			return true;
	return false;
}

void
observer_add(struct observer *o, const struct observation *a)
{
	size_t at;
	struct observation *old;
	struct arena_mark m;
	struct buf b;

	if (o->log != NULL && !o->p->sum) {
		*dataset_add(o->mem, o->d) = *a;
		return;
	}
	at = keys_find(o->keys, a);
	if (at == KEY_NONE) {
		*dataset_add(o->mem, o->d) = *a;
		keys_add(o->keys, o->d->n - 1);
		return;
	}
	old = &o->d->observation[at];
	if (old->origin.source != o->source) {
		observer_find(o, FINDING_duplicate, a->origin.row,
		    a->origin.column, a->org, S(""),
		    o->d->source[old->origin.source].path);
		return;
	}
	if (o->p->sum || is_unmapped(o, a)) {
		merge(old, a);
		return;
	}
	m = arena_mark(o->file_mem);
	b = buf_new(o->file_mem);
	cell_print(&b, old->origin.row, old->origin.column);
	observer_find(o, FINDING_duplicate, a->origin.row, a->origin.column,
	    a->org, S(""), buf_str(&b));
	arena_rewind(o->file_mem, m);
}

/* Does the row count for this value? */
static bool
counts(struct observer *o, const struct row *row, const struct profile_value *v,
    day when, bool *rejected)
{
	for (size_t i = 0; i < v->where.n; i++)
		if (!observer_meets(o, row, &v->where.c[i], when, rejected))
			return false;
	for (size_t i = 0; i < v->unless.n; i++)
		if (observer_meets(o, row, &v->unless.c[i], when, rejected))
			return false;
	return true;
}

/* The value of one field; false if nothing is kept. */
static bool
read_value(struct observer *o, const struct row *row,
    const struct profile_value *v, int field, struct observation *a,
    bool *rejected)
{
	a->value = 0;
	a->reason = REASON_NONE;
	a->origin = (struct origin){
	    o->source, o->sheet, row->number, observer_column(o, field)};
	/* A count stands in no cell of its own: it is shown at the row's code. */
	if (a->origin.column == 0)
		a->origin.column = observer_column(o, o->p->code);
	if (a->origin.column == 0)
		a->origin.column = 1;
	if (!counts(o, row, v, a->date, rejected))
		return v->count;
	if (v->count) {
		a->value = 1;
		return true;
	}
	return observer_value(o, row, v, field, a, rejected);
}

static sym
measure_of(struct observer *o, const sym *measure, sym label, size_t value)
{
	/* A measure that the profile does not know stays under its own label,
	 * where no indicator asks for it. */
	return measure != NULL
		   ? measure[value]
		   : symbols_add(o->d->symbols,
			 str_fmt(o->row_mem, "%.*s%.*s",
			     STRF(symbols_text(o->d->symbols, label)),
			     STRF(o->p->value[value].suffix)));
}

static size_t
read_wide(struct observer *o, const struct row *row,
    const struct observation *base, const sym *measure, sym label, size_t n,
    bool *rejected)
{
	const struct profile *p = o->p;

	for (size_t k = 0; k < o->n_wide; k++) {
		const struct wide *w = &o->wide[k];
		struct observation *a = &o->batch[n];
		*a = *base;
		for (size_t i = 0; i < p->n_dimensions; i++)
			if (p->dimension[i].place.kind == PLACE_HEADINGS)
				a->dim[p->dimension[i].dimension] =
				    w->dim[p->dimension[i].dimension];
		if (p->when.kind == PLACE_HEADINGS)
			a->date = w->date;
		if (a->date == DAY_NONE)
			continue;
		a->measure = measure_of(o, measure, label, w->value);
		n += read_value(o, row, &p->value[w->value],
		    (int)(p->n_columns + k), a, rejected);
	}
	return n;
}

/* All values of a row are read before one is kept, since one that cannot be
 * read may reject the row. */
static void
read_values(
    struct observer *o, const struct row *row, const struct observation *base)
{
	const struct profile *p = o->p;
	bool rejected = false;
	sym label;
	const sym *measure = observer_measures(o, row, &label);
	size_t n = 0;

	for (size_t i = 0; i < p->n_values; i++) {
		if (p->value[i].heading != NULL)
			continue;
		o->batch[n] = *base;
		o->batch[n].measure = measure_of(o, measure, label, i);
		n += read_value(o, row, &p->value[i], p->value[i].column,
		    &o->batch[n], &rejected);
	}
	n = read_wide(o, row, base, measure, label, n, &rejected);
	if (rejected)
		return;
	for (size_t i = 0; i < n; i++) {
		observer_add(o, &o->batch[i]);
		if (o->batch[i].date > o->newest)
			o->newest = o->batch[i].date;
	}
}

/* False: the row is left out. */
static bool
read_dimensions(
    struct observer *o, const struct row *row, struct observation *a)
{
	const struct profile *p = o->p;

	for (size_t i = 0; i < p->n_dimensions; i++) {
		const struct profile_dimension *d = &p->dimension[i];
		sym word = o->fixed[i];
		if (d->place.kind == PLACE_HEADINGS)
			continue;
		if (d->place.kind == PLACE_COLUMNS)
			word = observer_word(o, i,
			    symbols_add(
				o->d->symbols, observer_label(o, &d->place)),
			    row->number, observer_column(o, d->place.column[0]),
			    a->org);
		if (word == WORD_SKIP)
			return false;
		a->dim[d->dimension] = word;
	}
	return true;
}

void
observer_row(struct observer *o, const struct row *row)
{
	const struct profile *p = o->p;
	struct observation a = {.date = DAY_NONE};

	arena_rewind(o->row_mem, o->row_start);
	if (p->kind == PROFILE_IGNORED || observer_heads(o, row) ||
	    !observer_lay_out(o, row) || o->ended || observer_skips(o, row))
		return;
	if (p->kind == PROFILE_CODES) {
		observer_read_code(o, row);
		return;
	}
	if (!observer_org(o, row, &a.org))
		return;
	o->rows++;
	if (!observer_date(o, row, &a.date))
		return;
	if (!read_dimensions(o, row, &a)) {
		o->rows--;
		return;
	}
	observer_read_organisation(o, row, a.org, a.date);
	if (p->kind == PROFILE_OBSERVATIONS)
		read_values(o, row, &a);
}

void
observer_end_profile(struct observer *o)
{
	if (o->p == NULL || o->log != NULL)
		return;
	if (o->p->n_zero_measures > 0)
		observer_fill_zeros(o);
	observer_check_totals(o);
	o->range = o->d->n;
}

void
observer_close(struct observer *o)
{
	struct source *s = &o->d->source[o->source];

	observer_end_profile(o);
	reg_keep(o->reg, o->precedence);
	s->rows = o->rows > 0 ? o->rows : o->codes;
	s->observations = o->d->n - o->first;
	s->date = o->newest;
}

void
observer_drop(struct observer *o)
{
	o->d->n = o->first;
	reg_forget(o->reg);
}
