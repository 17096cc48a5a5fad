/* ingest/observe_sheet.c -- where the cells of a sheet stand: columns under
 * their header, headings in several rows, tables under each other. */
#include <string.h>

#include "ingest/observe_file.h"

/* The measure of every value column under every word of the measure column. */
static void
name_measures(struct observer *o)
{
	const struct profile *p = o->p;
	size_t words = p->n_words > 0 ? p->n_words : 1;

	o->measure = NEWS(o->file_mem, words * p->n_values, sym);
	for (size_t w = 0; w < words; w++)
		for (size_t v = 0; v < p->n_values; v++) {
			struct str m = p->n_words > 0 ? p->word[w].measure
						      : p->value[v].measure;
			o->measure[w * p->n_values + v] =
			    symbols_add(o->d->symbols,
				str_fmt(o->file_mem, "%.*s%.*s", STRF(m),
				    STRF(p->value[v].suffix)));
		}
}

static bool
goes_on(const struct profile *p, int row)
{
	for (size_t i = 0; i < p->n_fill_right; i++)
		if (p->fill_right[i] == row)
			return true;
	return false;
}

/* What stands over a column in a row counted from the header; in a row that is
 * filled to the right, the nearest text to the left. */
static struct str
heading(const struct observer *o, int row, uint32_t column)
{
	bool fill = goes_on(o->p, row);
	struct str text = S("");

	for (size_t i = 0; i < o->n_seen; i++) {
		const struct seen_row *s = &o->seen[i];
		if ((int64_t)s->number != (int64_t)o->header + row)
			continue;
		for (size_t k = 0; k < s->n && s->cell[k].column <= column; k++)
			if (fill || s->cell[k].column == column)
				text = s->cell[k].text;
	}
	return text;
}

static struct str
headings(const struct observer *o, const struct profile_place *place,
    uint32_t column)
{
	struct buf b = buf_new(o->file_mem);

	for (size_t i = 0; i < place->n_rows; i++) {
		if (i > 0)
			buf_addz(&b, " / ");
		buf_adds(&b, heading(o, place->row[i], column));
	}
	return str_trim(buf_str(&b));
}

static uint32_t
widest(const struct observer *o)
{
	uint32_t last = 0;

	for (size_t i = 0; i < o->p->n_columns; i++)
		last = o->at[i] > last ? o->at[i] : last;
	for (size_t i = 0; i < o->n_seen; i++)
		for (size_t k = 0; k < o->seen[i].n; k++)
			if (o->seen[i].cell[k].column > last)
				last = o->seen[i].cell[k].column;
	return last;
}

/* The dimensions and the date of a value column. False: it is left out. */
static bool
read_headings(struct observer *o, struct wide *w)
{
	const struct profile *p = o->p;

	w->date = DAY_NONE;
	for (size_t i = 0; i < p->n_dimensions; i++) {
		const struct profile_dimension *d = &p->dimension[i];
		sym label, word;
		if (d->place.kind != PLACE_HEADINGS)
			continue;
		label = symbols_add(
		    o->d->symbols, headings(o, &d->place, w->column));
		word = observer_word(o, i, label, o->header, w->column, 0);
		if (word == WORD_SKIP)
			return false;
		w->dim[d->dimension] = word;
	}
	if (p->when.kind == PLACE_HEADINGS) {
		struct str text = headings(o, &p->when, w->column);
		if (!observer_parse_date(p, text, &w->date))
			observer_find(o, FINDING_bad_date, o->header, w->column,
			    0, text, str_of(date_format_words[p->format[0]]));
	}
	return true;
}

/* The value whose heading this column has; n_values if none. */
static size_t
value_under(const struct observer *o, uint32_t column)
{
	const struct profile *p = o->p;
	size_t i = 0;

	while (i < p->n_values &&
	       (p->value[i].heading == NULL ||
		   !pattern_fits(p->value[i].heading,
		       heading(o, p->value[i].heading_row, column))))
		i++;
	return i;
}

static bool
has_headings(const struct profile *p)
{
	for (size_t i = 0; i < p->n_values; i++)
		if (p->value[i].heading != NULL)
			return true;
	return false;
}

/* Columns that the profile names are not looked at: they have their meaning. */
static void
find_wide(struct observer *o)
{
	uint32_t last = widest(o);
	size_t cap = 0;

	o->wide = NULL;
	o->n_wide = 0;
	if (!has_headings(o->p))
		return;
	for (uint32_t column = 1; column <= last; column++) {
		struct wide w = {.column = column};
		if (column < o->n_slots && o->slot[column] != 0)
			continue;
		w.value = value_under(o, column);
		if (w.value == o->p->n_values || !read_headings(o, &w))
			continue;
		ARENA_GROW(o->file_mem, o->wide, o->n_wide, cap);
		o->wide[o->n_wide++] = w;
	}
}

/* By sheet column: which field its cells are. */
static void
place_fields(struct observer *o)
{
	const struct profile *p = o->p;
	uint32_t last = widest(o);
	size_t fields;

	o->n_slots = last + (size_t)1;
	o->slot = NEWS(o->file_mem, o->n_slots, uint32_t);
	for (size_t i = 0; i < p->n_columns; i++)
		if (o->at[i] > 0 && p->read[i])
			o->slot[o->at[i]] = (uint32_t)i + 1;
	find_wide(o);
	for (size_t k = 0; k < o->n_wide; k++)
		o->slot[o->wide[k].column] = (uint32_t)(p->n_columns + k) + 1;
	fields = p->n_columns + o->n_wide;
	o->cell = NEWS(o->file_mem, fields, const struct cell *);
	o->batch =
	    NEWS(o->file_mem, p->n_values + o->n_wide, struct observation);
	o->filled = NEWS(o->file_mem, p->n_columns, struct filled);
	o->laid = true;
}

/* What the sheet, the file, a title or the table's title says of every row. */
static void
fix_words(struct observer *o)
{
	const struct profile *p = o->p;

	o->org_text = observer_fixed_label(o, &p->org);
	for (size_t i = 0; i < p->n_dimensions; i++) {
		const struct profile_place *place = &p->dimension[i].place;
		if (place->kind == PLACE_COLUMNS ||
		    place->kind == PLACE_HEADINGS)
			continue;
		o->fixed[i] = observer_word(o, i,
		    symbols_add(o->d->symbols, observer_fixed_label(o, place)),
		    o->header, 1, 0);
	}
	o->fixed_date = p->date_constant;
	if (p->when.kind == PLACE_SHEET || p->when.kind == PLACE_FILE ||
	    p->when.kind == PLACE_TITLE || p->when.kind == PLACE_SECTION) {
		struct str text = observer_fixed_label(o, &p->when);
		if (!observer_parse_date(p, text, &o->fixed_date))
			observer_find(o, FINDING_bad_date, o->header, 1, 0,
			    text, str_of(date_format_words[p->format[0]]));
	}
}

/* A row that has nothing but a table's title. */
static bool
is_title(
    const struct observer *o, const struct seen_row *row, struct str *title)
{
	return o->p->section != NULL && row->n == 1 &&
	       pattern_fits(o->p->section, row->cell[0].text) &&
	       pattern_find(o->p->section, row->cell[0].text, title);
}

/* The title of the first table stands above the header. */
static void
find_first_section(struct observer *o)
{
	o->section = S("");
	for (size_t i = 0; i < o->n_seen; i++)
		(void)!is_title(o, &o->seen[i], &o->section);
}

static void
start_rows(struct observer *o)
{
	o->laid = false;
	o->ended = false;
	if (o->p->below == 0)
		place_fields(o);
}

void
observer_sheet(struct observer *o, struct arena *file_mem,
    const struct sheet *sheet, const struct match *match, unsigned family)
{
	const struct profile *p = match->profile;

	observer_resume(o, file_mem, sheet->index, sheet->name, p, family);
	o->header = match->header;
	o->at = NEWS(file_mem, p->n_columns, uint32_t);
	for (size_t i = 0; i < p->n_columns; i++)
		o->at[i] = match->at[i];
	o->seen = NEWS(file_mem, match->n_seen, struct seen_row);
	o->n_seen = o->cap_seen = match->n_seen;
	for (size_t i = 0; i < match->n_seen; i++)
		o->seen[i] = match->seen[i];
	o->fixed = NEWS(file_mem, p->n_dimensions, sym);
	o->memo = NEWS(file_mem, p->n_dimensions, struct memo);
	o->word_memo = o->cluster_memo = o->org_memo = o->code_memo =
	    (struct memo){NULL, 0};
	name_measures(o);
	o->date_n = 0;
	o->date = DAY_NONE;
	o->last_code = 0;
	o->last_date = DAY_NONE;
	find_first_section(o);
	fix_words(o);
	start_rows(o);
}

static void
start_section(struct observer *o, struct str title)
{
	o->section = str_dup(o->file_mem, title);
	o->ended = false;
	if (o->filled != NULL)
		memset(o->filled, 0, o->p->n_columns * sizeof *o->filled);
	fix_words(o);
}

/* The table has a header row of its own, perhaps with its columns in another
 * order. */
static bool
restart(struct observer *o, const struct row *row)
{
	struct arena_mark m = arena_mark(o->file_mem);
	uint32_t *at = NEWS(o->file_mem, o->p->n_columns, uint32_t);

	if (!match_header(o->file_mem, o->p, row, at)) {
		arena_rewind(o->file_mem, m);
		return false;
	}
	o->at = at;
	o->header = row->number;
	o->n_seen = 0;
	ARENA_GROW(o->file_mem, o->seen, o->n_seen, o->cap_seen);
	o->seen[o->n_seen++] = seen_row_of(o->file_mem, row);
	start_rows(o);
	return true;
}

bool
observer_heads(struct observer *o, const struct row *row)
{
	const struct profile *p = o->p;
	struct str title;

	if (!o->laid && row->number <= o->header + p->below) {
		ARENA_GROW(o->file_mem, o->seen, o->n_seen, o->cap_seen);
		o->seen[o->n_seen++] = seen_row_of(o->file_mem, row);
		return true;
	}
	if (!o->laid)
		place_fields(o);
	if (p->section != NULL && row->n > 0) {
		struct arena_mark m = arena_mark(o->file_mem);
		struct seen_row seen = seen_row_of(o->file_mem, row);
		if (is_title(o, &seen, &title)) {
			start_section(o, title);
			return true;
		}
		arena_rewind(o->file_mem, m);
	}
	return p->section_header && p->n_patterns == 0 && row->n > 0 &&
	       restart(o, row);
}

static bool
is_blank(const struct cell *c)
{
	return (c->type == CELL_BLANK && !c->uncalculated) ||
	       (c->type == CELL_TEXT && str_trim(c->text).n == 0);
}

static void
fill_down(struct observer *o, size_t field)
{
	struct filled *f = &o->filled[field];
	const struct cell *c = o->cell[field];

	if (c == NULL) {
		if (f->set)
			o->cell[field] = &f->cell;
		return;
	}
	if (c->text.n >= f->cap) {
		f->cap = c->text.n * 2 + 16;
		f->text = NEWS(o->file_mem, f->cap, char);
	}
	if (c->text.n > 0)
		memcpy(f->text, c->text.p, c->text.n);
	f->cell = *c;
	f->cell.text = (struct str){f->text, c->text.n};
	f->cell.format = S("");
	f->set = true;
}

bool
observer_lay_out(struct observer *o, const struct row *row)
{
	const struct profile *p = o->p;
	bool any = false, first = true;

	memset(o->cell, 0, (p->n_columns + o->n_wide) * sizeof *o->cell);
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *c = &row->cell[i];
		if (is_blank(c))
			continue;
		if (first && p->ends != NULL && pattern_fits(p->ends, c->text))
			o->ended = true;
		first = false;
		if (c->column >= o->n_slots || o->slot[c->column] == 0)
			continue;
		o->cell[o->slot[c->column] - 1] = c;
		any = true;
	}
	for (size_t i = 0; any && i < p->n_columns; i++)
		if (p->fill_down[i])
			fill_down(o, i);
	return any;
}
