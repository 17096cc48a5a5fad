/* ingest/returns.c -- the quarterly return: recognised by its cover, read by its
 * words. */
#include "base/hash.h"
#include "ingest/returns_file.h"
#include "model/vocabulary.h"

/* A return says what its organisation is called; any register knows better. */
enum { PRECEDENCE = 5 };

static GHashTable *
table(struct arena *mem)
{
	return hash_tie(mem, g_hash_table_new(g_str_hash, g_str_equal));
}

/* The first of equal keys stays: what is called so now comes before what was. */
static void
lead(GHashTable *t, const char *key, size_t to)
{
	if (!g_hash_table_contains(t, key))
		g_hash_table_insert(t, (gpointer)key, GSIZE_TO_POINTER(to + 1));
}

static const char *
row_key(struct arena *mem, const struct return_row *row, size_t n, int version)
{
	struct buf b = buf_new(mem);

	for (size_t i = 0; i < n; i++) {
		buf_adds(&b, label_key(mem, return_label(row, i, version)));
		buf_addc(&b, '\x1f');
	}
	return b.p;
}

static size_t
leads_to(const GHashTable *t, const char *key)
{
	return GPOINTER_TO_SIZE(g_hash_table_lookup((GHashTable *)t, key));
}

static void
learn_words(struct returns *r, size_t topic, int version)
{
	const struct return_topic *t = &r->form->topic[topic];
	struct returns_topic *to = &r->topic[topic];

	for (size_t i = 0; i < t->n_rows; i++)
		lead(to->row,
		    row_key(r->work, &t->row[i], t->n_labels, version), i);
	for (size_t i = 0; i < t->n_columns; i++)
		lead(to->column,
		    label_key(r->work, return_heading(&t->column[i], version))
			.p,
		    i);
}

static void
learn(struct returns *r, size_t topic)
{
	const struct return_topic *t = &r->form->topic[topic];
	struct returns_topic *to = &r->topic[topic];
	int newest = r->form->version;

	to->sheet = label_key(r->work, t->sheet);
	to->title = label_key(r->work, t->title);
	to->row = table(r->work);
	to->column = table(r->work);
	to->label = NEWS(r->work, t->n_labels, struct str);
	for (size_t i = 0; i < t->n_labels; i++)
		to->label[i] = label_key(r->work, t->label[i]);
	for (int version = newest; version > 0; version--)
		learn_words(r, topic, version);
	to->plain = NEWS(r->work, t->n_rows, bool);
	for (size_t i = 0; i < t->n_rows; i++)
		to->plain[i] =
		    leads_to(to->row, row_key(r->work, &t->row[i], t->n_labels,
					  newest)) == i + 1;
	to->about = NEWS(r->work, t->n_rows * t->n_columns, struct observation);
	to->first = r->columns;
	r->rows += t->n_rows;
	r->columns += t->n_columns;
	r->cells += t->n_rows * t->n_columns;
}

struct returns *
returns_new(struct arena *mem, struct arena *work, struct dataset *d,
    struct reg *reg, const struct return_form *form)
{
	struct returns *r = NEW(work, struct returns);

	r->mem = mem;
	r->work = work;
	r->d = d;
	r->reg = reg;
	r->form = form;
	r->topic = NEWS(work, form->n_topics, struct returns_topic);
	for (size_t i = 0; i < form->n_topics; i++)
		learn(r, i);
	for (int i = 0; i < RETURN_FIELDS; i++)
		r->field[i] = label_key(work, str_of(return_field[i]));
	r->fill_in = label_key(work, S("Fill in"));
	return r;
}

bool
returns_fits(const struct returns *r, const struct row *row)
{
	return row->number == 1 &&
	       str_eq_nocase(returns_text(row, 1), r->form->title);
}

/* ---- what was read, into the dataset */

/* What a cell of the form is about: the same in every return. */
static const struct observation *
about(struct returns *r, struct return_place at)
{
	size_t columns = r->form->topic[at.topic].n_columns;
	struct observation *o =
	    &r->topic[at.topic].about[at.row * columns + at.column];
	struct str dim[DIM_N];

	if (o->measure != 0)
		return o;
	o->measure =
	    symbols_add(r->d->symbols, return_cell(r->form, at, dim)->name);
	for (int i = 0; i < DIM_N; i++)
		o->dim[i] = symbols_add(r->d->symbols, dim[i]);
	return o;
}

/* Its topic's columns in the sheet, and how many the form has. */
static const uint32_t *
columns_of(const struct returns *r, const struct return_read *read,
    const struct return_line *line, size_t *n)
{
	*n = r->form->topic[line->topic].n_columns;
	return &read->column[r->topic[line->topic].first];
}

/* Words get their numbers in the order in which files have them. */
static void
keep_words(struct returns *r, const struct return_read *read)
{
	size_t n;

	for (size_t i = 0; i < read->n_lines; i++) {
		const struct return_line *l = &read->line[i];
		const uint32_t *at = columns_of(r, read, l, &n);
		struct return_place place = {l->topic, l->row, 0};

		for (; place.column < n; place.column++)
			if (at[place.column] != 0)
				(void)about(r, place);
	}
}

static void
keep_cells(struct returns *r, const struct return_read *read,
    const struct returns_kept *k)
{
	struct observation *o = dataset_room(r->mem, r->d, read->n_cells);
	size_t cell = 0, n;

	for (size_t i = 0; i < read->n_lines; i++) {
		const struct return_line *l = &read->line[i];
		const uint32_t *at = columns_of(r, read, l, &n);
		struct return_place place = {l->topic, l->row, 0};

		for (; place.column < n; place.column++) {
			if (at[place.column] == 0)
				continue;
			*o = *about(r, place);
			o->org = k->code;
			o->date = k->date;
			o->value = read->value[cell];
			o->reason = (enum reason)read->reason[cell++];
			o->origin = (struct origin){
			    k->source, l->sheet, l->at_row, at[place.column]};
			o++;
		}
	}
	r->d->n += cell;
}

static struct returns_kept
names_of(struct returns *r, const struct return_read *read, uint16_t source)
{
	struct symbols *all = r->d->symbols;
	sym code = symbols_add(all, read->code);
	sym name = symbols_add(all, read->name);

	return (struct returns_kept){.source = source,
	    .code = code,
	    .name = name,
	    .date = read->date,
	    .received = read->received,
	    .version = read->version,
	    .sheet = str_dup(r->work, read->sheet),
	    .code_cell = str_dup(r->work, read->code_cell),
	    .name_cell = str_dup(r->work, read->name_cell)};
}

/* Another return of the same organisation and quarter; NULL: there is none. */
static const struct returns_kept *
earlier(const struct returns *r, const struct returns_kept *k)
{
	for (size_t i = 0; i < r->n_kept; i++)
		if (r->kept[i].code == k->code && r->kept[i].date == k->date)
			return &r->kept[i];
	return NULL;
}

static bool
refuse(struct returns *r, uint16_t source, struct finding why,
    struct findings *run)
{
	why.file = r->d->source[source].path;
	findings_add(run, why);
	return false;
}

static bool
refuse_again(struct returns *r, const struct return_read *read,
    const struct returns_kept *k, const struct returns_kept *first,
    struct findings *run)
{
	return refuse(r, k->source,
	    (struct finding){.kind = FINDING_return_again,
		.sheet = read->sheet,
		.cell = read->code_cell,
		.org = read->code_as_written,
		.value = read->code,
		.other = r->d->source[first->source].path},
	    run);
}

/* Before its cells are kept. */
static void
tell_all(struct returns *r, const struct return_read *read,
    const struct returns_kept *k, struct findings *run)
{
	for (size_t i = 0; i < read->n_odd; i++) {
		struct finding f = read->odd[i];

		f.file = r->d->source[k->source].path;
		f.org = symbols_text(r->d->symbols, k->code);
		f.date = k->date;
		f.observation += f.observation > 0 ? (uint32_t)r->d->n : 0;
		for (unsigned n = 0; n < read->odd[i].times; n++)
			findings_add(run, f);
	}
}

static void
keep_sent(struct returns *r, const struct returns_kept *k)
{
	struct dataset *d = r->d;

	ARENA_GROW(r->mem, d->sent, d->n_sent, d->cap_sent);
	d->sent[d->n_sent++] = (struct return_sent){
	    k->code, k->date, k->source, k->version, k->received};
}

static void
keep_source(struct returns *r, const struct return_read *read,
    const struct returns_kept *k)
{
	struct source *s = &r->d->source[k->source];

	s->profile = S(RETURN_PROFILE);
	s->title = r->form->title;
	s->publisher = symbols_text(r->d->symbols, k->name);
	s->rows = read->n_lines;
	s->observations = read->n_cells;
	s->date = k->date;
}

/* How many cells a line has; false when it is none of the form's. */
static bool
count_cells(const struct returns *r, const struct return_read *read,
    const struct return_line *l, size_t *cells)
{
	const uint32_t *at;
	size_t n;

	if (l->topic >= r->form->n_topics ||
	    l->row >= r->form->topic[l->topic].n_rows)
		return false;
	at = columns_of(r, read, l, &n);
	for (size_t i = 0; i < n; i++)
		*cells += at[i] != 0;
	return true;
}

bool
returns_knows(const struct returns *r, const struct return_read *read)
{
	size_t cells = 0;

	if (read->left_out)
		return true;
	if (read->n_columns != r->columns || read->n_reasons != read->n_cells)
		return false;
	for (size_t i = 0; i < read->n_lines; i++)
		if (!count_cells(r, read, &read->line[i], &cells))
			return false;
	for (size_t i = 0; i < read->n_cells; i++)
		if (read->reason[i] > REASON_UNREADABLE)
			return false;
	return cells == read->n_cells;
}

bool
returns_keep(struct returns *r, const struct return_read *read, uint16_t source,
    struct findings *run)
{
	struct particulars say = {0};
	const struct returns_kept *first;
	struct returns_kept k;

	if (read->left_out)
		return refuse(r, source, read->why, run);
	keep_words(r, read);
	k = names_of(r, read, source);
	first = earlier(r, &k);
	if (first != NULL)
		return refuse_again(r, read, &k, first, run);
	tell_all(r, read, &k, run);
	keep_cells(r, read, &k);
	keep_sent(r, &k);
	returns_keep_said(r, read, &k);
	ARENA_GROW(r->work, r->kept, r->n_kept, r->cap_kept);
	r->kept[r->n_kept++] = k;
	say.name = k.name;
	reg_say(r->reg, k.code, &say, k.date);
	reg_keep(r->reg, PRECEDENCE);
	keep_source(r, read, &k);
	return true;
}
