/* ingest/observe.c -- the rows of a sheet to observations, as its profile
 * says. */
#include <glib.h>
#include <string.h>

#include "ingest/observe_file.h"

#define CODE_MAX 12 /* characters of an organisation code */

struct observer *
observer_new(
    struct arena *mem, struct arena *work, struct dataset *d, struct reg *reg)
{
	struct observer *o = NEW(work, struct observer);

	o->mem = mem;
	o->work = work;
	o->d = d;
	o->reg = reg;
	o->keys = keys_new(work, d);
	o->unmapped = symbols_add(d->symbols, S(WORD_UNMAPPED));
	return o;
}

void
observer_open(struct observer *o, uint16_t source, struct findings *findings)
{
	o->findings = findings;
	o->source = source;
	o->first = o->d->n;
	o->rows = 0;
	o->newest = DAY_NONE;
}

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

void
observer_sheet(struct observer *o, struct arena *file_mem,
    const struct sheet *sheet, const struct match *match, unsigned family)
{
	const struct profile *p = match->profile;

	o->file_mem = file_mem;
	o->sheet = sheet->index;
	o->sheet_name = str_dup(file_mem, sheet->name);
	o->match = *match;
	o->p = p;
	keys_family(o->keys, o->source, family);
	o->n_slots = 0;
	for (size_t i = 0; i < p->n_columns; i++)
		if (match->at[i] >= o->n_slots)
			o->n_slots = match->at[i] + (size_t)1;
	o->slot = NEWS(file_mem, o->n_slots, uint32_t);
	for (size_t i = 0; i < p->n_columns; i++)
		if (match->at[i] > 0)
			o->slot[match->at[i]] = (uint32_t)i + 1;
	o->cell = NEWS(file_mem, p->n_columns, const struct cell *);
	o->memo = NEWS(file_mem, p->n_dimensions, struct memo);
	o->word_memo = o->cluster_memo = (struct memo){NULL, 0};
	name_measures(o);
	o->date_text = S("");
	o->date = DAY_NONE;
	o->last_code = 0;
	o->last_date = DAY_NONE;
}

void
observer_find(struct observer *o, enum finding_kind kind, uint32_t row,
    uint32_t column, sym org, struct str value, struct str other)
{
	struct arena_mark m = arena_mark(o->file_mem);
	struct buf cell = buf_new(o->file_mem);

	if (row > 0)
		cell_print(&cell, row, column > 0 ? column : 1);
	findings_add(o->findings, (struct finding){.kind = kind,
				      .file = o->d->source[o->source].path,
				      .sheet = o->sheet_name,
				      .cell = buf_str(&cell),
				      .org = symbols_text(o->d->symbols, org),
				      .value = value,
				      .other = other});
	arena_rewind(o->file_mem, m);
}

static sym
symbol_of(const struct observer *o, int column)
{
	return symbols_add(o->d->symbols, observer_text(o, column));
}

static sym *
memo_at(struct observer *o, struct memo *m, sym s)
{
	size_t cap = symbols_count(o->d->symbols) * 2;
	sym *word;

	if (s < m->cap)
		return &m->word[s];
	word = NEWS(o->file_mem, cap, sym);
	if (m->cap > 0)
		memcpy(word, m->word, m->cap * sizeof *word);
	m->word = word;
	m->cap = cap;
	return &m->word[s];
}

/* The word for a label; o->unmapped if the vocabulary does not list it. */
static sym
word_of(
    struct observer *o, struct memo *m, const struct vocabulary *v, sym label)
{
	sym *known = memo_at(o, m, label);
	struct str word;

	if (*known == 0)
		*known = vocabulary_find(
			     v, symbols_text(o->d->symbols, label), &word)
			     ? symbols_add(o->d->symbols, word)
			     : o->unmapped;
	return *known;
}

/* True when the cells of the row are those of a row to read. */
static bool
lay_out(struct observer *o, const struct row *row)
{
	const struct profile *p = o->p;
	bool any = false;

	memset(o->cell, 0, p->n_columns * sizeof *o->cell);
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *c = &row->cell[i];
		if (c->column >= o->n_slots || o->slot[c->column] == 0 ||
		    (c->type == CELL_BLANK && !c->uncalculated))
			continue;
		if (c->type == CELL_TEXT && str_trim(c->text).n == 0)
			continue;
		o->cell[o->slot[c->column] - 1] = c;
		any = true;
	}
	return any;
}

static bool
is_skipped(const struct observer *o)
{
	const struct profile *p = o->p;

	for (size_t i = 0; i < p->n_skips; i++)
		for (size_t k = 0; k < p->skip[i].n; k++)
			if (str_eq_nocase(observer_text(o, p->skip[i].column),
				p->skip[i].equals[k]))
				return true;
	return false;
}

static bool
is_code(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!g_ascii_isalnum(s.p[i]))
			return false;
	return s.n > 0 && s.n <= CODE_MAX;
}

/* A row that gives values, or a name, but no code is odd. One with neither is a
 * footnote. */
static bool
has_content(const struct observer *o)
{
	const struct profile *p = o->p;

	for (size_t i = 0; i < p->n_values; i++)
		if (o->cell[p->value[i].column] != NULL)
			return true;
	return p->n_values == 0 && observer_text(o, p->org_name).n > 0;
}

static void
read_organisation(struct observer *o, const struct row *row, sym code, day when)
{
	const struct profile *p = o->p;
	struct particulars say;

	if (code == o->last_code && when == o->last_date)
		return;
	o->last_code = code;
	o->last_date = when;
	say = (struct particulars){.name = symbol_of(o, p->org_name),
	    .region = symbol_of(o, p->region),
	    .region_name = symbol_of(o, p->region_name),
	    .icb = symbol_of(o, p->icb),
	    .icb_name = symbol_of(o, p->icb_name),
	    .cluster = p->cluster != NO_COLUMN
			   ? symbol_of(o, p->cluster)
			   : symbols_add(o->d->symbols, p->cluster_constant),
	    .reported_on = p->reported_on};
	if (p->cluster_vocabulary != NULL && say.cluster != 0) {
		sym label = say.cluster;
		say.cluster =
		    word_of(o, &o->cluster_memo, p->cluster_vocabulary, label);
		if (say.cluster == o->unmapped) {
			/* A cluster of its own is better than one that mixes
			 * all unknown ones. */
			say.cluster = label;
			observer_find(o, FINDING_unmapped, row->number,
			    observer_column(o, p->cluster), code,
			    symbols_text(o->d->symbols, label),
			    p->cluster_vocabulary_name);
		}
	}
	reg_say(o->reg, code, &say, when);
}

static sym
dimension_label(struct observer *o, const struct profile_dimension *d)
{
	struct arena_mark m;
	struct buf b;
	sym s;

	if (d->n == 0)
		return symbols_add(o->d->symbols, d->constant);
	if (d->n == 1)
		return symbol_of(o, d->column[0]);
	m = arena_mark(o->file_mem);
	b = buf_new(o->file_mem);
	for (size_t i = 0; i < d->n; i++) {
		if (i > 0)
			buf_addz(&b, " / ");
		buf_adds(&b, observer_text(o, d->column[i]));
	}
	s = symbols_add(o->d->symbols, buf_str(&b));
	arena_rewind(o->file_mem, m);
	return s;
}

/* An empty label is not "all together", which the empty dimension means. */
static sym
dimension_word(struct observer *o, const struct row *row, sym org, size_t i)
{
	const struct profile_dimension *d = &o->p->dimension[i];
	sym label = dimension_label(o, d), word = label;

	if (d->vocabulary != NULL)
		word = word_of(o, &o->memo[i], d->vocabulary, label);
	else if (label == 0)
		word = o->unmapped;
	if (word == o->unmapped)
		observer_find(o, FINDING_unmapped, row->number,
		    d->n > 0 ? observer_column(o, d->column[0]) : 0, org,
		    symbols_text(o->d->symbols, label),
		    d->vocabulary != NULL ? d->vocabulary_name : o->p->name);
	return word;
}

/* Where the row's measures stand in o->measure; NULL after a finding. */
static const sym *
read_word(struct observer *o, const struct row *row, sym *label)
{
	const struct profile *p = o->p;
	struct arena_mark m;
	struct str key;
	sym *known;

	*label = 0;
	if (p->measure_column == NO_COLUMN)
		return o->measure;
	*label = symbol_of(o, p->measure_column);
	known = memo_at(o, &o->word_memo, *label);
	m = arena_mark(o->file_mem);
	key = label_key(o->file_mem, symbols_text(o->d->symbols, *label));
	for (size_t i = 0; *known == 0 && i < p->n_words; i++)
		if (str_eq(key, label_key(o->file_mem, p->word[i].label)))
			*known = (sym)i + 1;
	arena_rewind(o->file_mem, m);
	if (*known != 0)
		return &o->measure[(*known - 1) * p->n_values];
	observer_find(o, FINDING_unmapped, row->number,
	    observer_column(o, p->measure_column), 0,
	    symbols_text(o->d->symbols, *label), p->name);
	return NULL;
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
	size_t at = keys_find(o->keys, a);
	struct observation *old;
	struct arena_mark m;
	struct buf b;

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

static void
read_values(struct observer *o, const struct row *row, struct observation *a)
{
	const struct profile *p = o->p;
	sym label;
	const sym *measure = read_word(o, row, &label);

	for (size_t i = 0; i < p->n_values; i++) {
		int column = p->value[i].column;
		/* A measure that the profile does not know stays under its own
		 * label, where no indicator asks for it. */
		a->measure =
		    measure != NULL
			? measure[i]
			: symbols_add(o->d->symbols,
			      str_fmt(o->file_mem, "%.*s%.*s",
				  STRF(symbols_text(o->d->symbols, label)),
				  STRF(p->value[i].suffix)));
		a->origin = (struct origin){o->source, o->sheet, row->number,
		    observer_column(o, column)};
		if (observer_value(o, row, column, a))
			observer_add(o, a);
	}
	if (a->date > o->newest)
		o->newest = a->date;
}

void
observer_row(struct observer *o, const struct row *row)
{
	const struct profile *p = o->p;
	struct observation a = {.date = DAY_NONE};
	struct str code;

	if (!lay_out(o, row) || is_skipped(o))
		return;
	code = observer_text(o, p->code);
	if (!is_code(code)) {
		if (!has_content(o))
			return;
		o->rows++;
		observer_find(o, FINDING_no_organisation, row->number,
		    observer_column(o, p->code), 0, code, S(""));
		return;
	}
	o->rows++;
	if (!observer_date(o, row, &a.date))
		return;
	a.org = symbols_add(o->d->symbols, code);
	read_organisation(o, row, a.org, a.date);
	if (p->kind == PROFILE_ORGANISATIONS)
		return;
	for (size_t i = 0; i < p->n_dimensions; i++)
		a.dim[p->dimension[i].dimension] =
		    dimension_word(o, row, a.org, i);
	read_values(o, row, &a);
}

void
observer_close(struct observer *o)
{
	struct source *s = &o->d->source[o->source];

	if (o->p->n_zero_measures > 0)
		observer_fill_zeros(o);
	if (o->p->has_total)
		observer_check_totals(o);
	reg_keep(o->reg, o->p->precedence);
	s->rows = o->rows;
	s->observations = o->d->n - o->first;
	s->date = o->newest;
}

void
observer_drop(struct observer *o)
{
	o->d->n = o->first;
	reg_forget(o->reg);
}
