/* model/return_form_load.c -- templates/return.yaml read and checked. */
#include <string.h>

#include "base/file.h"
#include "model/return_form.h"
#include "model/vocabulary.h"
#include "model/yaml.h"

enum { SHEET_NAME_MAX = 31, ROWS_MAX = 2000 };

struct raw_texts {
	char **z;
	unsigned n;
};

struct raw_part {
	enum dimension dimension;
	struct raw_texts words, labels;
};

struct raw_rows {
	struct raw_texts measures;
	struct raw_part *cross;
	unsigned n_cross;
};

struct raw_set {
	enum dimension dimension;
	char *word;
};

struct raw_column {
	char *heading, *measure, *was;
	int until, since;
	struct raw_set *set;
	unsigned n_set;
};

struct raw_measure {
	char *name, *label, *unit, *definition, *at_most, *unused, *was;
	enum return_number number;
	struct raw_texts feeds;
	int until, since;
};

struct raw_topic {
	char *name, *sheet, *title;
	struct raw_texts about, labels;
	struct raw_measure *measure;
	struct raw_rows *rows;
	struct raw_column *column;
	unsigned n_measures, n_rows, n_columns;
};

struct raw_form {
	char *title;
	int version;
	struct raw_texts every_cell_feeds;
	struct raw_topic *topic;
	unsigned n_topics;
};

#define NEED CYAML_FLAG_POINTER
#define MAY  (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define TEXT(key, flag, type)                                                  \
	CYAML_FIELD_STRING_PTR(#key, flag, struct type, key, 1, 2000)
#define TEXTS(key, flag, type)                                                 \
	CYAML_FIELD_SEQUENCE_COUNT(                                            \
	    #key, flag, struct type, key.z, key.n, &text_schema, 1, 2000)
#define NUMBER(key, flag, type) CYAML_FIELD_INT(#key, flag, struct type, key)
#define LIST(key, flag, type, member, count, schema)                           \
	CYAML_FIELD_SEQUENCE_COUNT(                                            \
	    key, flag, struct type, member, count, schema, 1, 2000)
#define OF(type, fields)                                                       \
	{                                                                      \
		CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct type, fields)   \
	}
#define MAYBE CYAML_FLAG_OPTIONAL

static const cyaml_schema_value_t text_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 2000)};
static const cyaml_strval_t dimensions[] = {
#define DIMENSION(name, words) {#name, DIM_##name},
#include "model/dimensions.def"
#undef DIMENSION
};
static const cyaml_strval_t numbers[] = {{"whole", RETURN_WHOLE},
    {"decimal", RETURN_DECIMAL}, {"yes or no", RETURN_YES_NO}};

#define DIMENSION_OF(type)                                                     \
	CYAML_FIELD_ENUM("dimension", CYAML_FLAG_STRICT, struct type,          \
	    dimension, dimensions, CYAML_ARRAY_LEN(dimensions))

static const cyaml_schema_field_t part_fields[] = {DIMENSION_OF(raw_part),
    TEXTS(words, NEED, raw_part), TEXTS(labels, MAY, raw_part),
    CYAML_FIELD_END};
static const cyaml_schema_value_t part_schema = OF(raw_part, part_fields);

static const cyaml_schema_field_t rows_fields[] = {
    TEXTS(measures, MAY, raw_rows),
    LIST("cross", MAY, raw_rows, cross, n_cross, &part_schema),
    CYAML_FIELD_END};
static const cyaml_schema_value_t rows_schema = OF(raw_rows, rows_fields);

static const cyaml_schema_field_t set_fields[] = {
    DIMENSION_OF(raw_set), TEXT(word, NEED, raw_set), CYAML_FIELD_END};
static const cyaml_schema_value_t set_schema = OF(raw_set, set_fields);

static const cyaml_schema_field_t column_fields[] = {
    TEXT(heading, NEED, raw_column), TEXT(measure, MAY, raw_column),
    TEXT(was, MAY, raw_column), NUMBER(until, MAYBE, raw_column),
    NUMBER(since, MAYBE, raw_column),
    LIST("set", MAY, raw_column, set, n_set, &set_schema), CYAML_FIELD_END};
static const cyaml_schema_value_t column_schema = OF(raw_column, column_fields);

static const cyaml_schema_field_t measure_fields[] = {
    TEXT(name, NEED, raw_measure), TEXT(label, NEED, raw_measure),
    TEXT(unit, NEED, raw_measure), TEXT(definition, NEED, raw_measure),
    TEXT(at_most, MAY, raw_measure), TEXT(unused, MAY, raw_measure),
    TEXT(was, MAY, raw_measure),
    CYAML_FIELD_ENUM("number", CYAML_FLAG_STRICT | MAYBE, struct raw_measure,
	number, numbers, CYAML_ARRAY_LEN(numbers)),
    TEXTS(feeds, MAY, raw_measure), NUMBER(until, MAYBE, raw_measure),
    NUMBER(since, MAYBE, raw_measure), CYAML_FIELD_END};
static const cyaml_schema_value_t measure_schema =
    OF(raw_measure, measure_fields);

static const cyaml_schema_field_t topic_fields[] = {TEXT(name, NEED, raw_topic),
    TEXT(sheet, NEED, raw_topic), TEXT(title, NEED, raw_topic),
    TEXTS(about, NEED, raw_topic), TEXTS(labels, NEED, raw_topic),
    LIST("measures", NEED, raw_topic, measure, n_measures, &measure_schema),
    LIST("rows", NEED, raw_topic, rows, n_rows, &rows_schema),
    LIST("columns", NEED, raw_topic, column, n_columns, &column_schema),
    CYAML_FIELD_END};
static const cyaml_schema_value_t topic_schema = OF(raw_topic, topic_fields);

static const cyaml_schema_field_t form_fields[] = {TEXT(title, NEED, raw_form),
    NUMBER(version, CYAML_FLAG_DEFAULT, raw_form),
    TEXTS(every_cell_feeds, MAY, raw_form),
    LIST("topics", NEED, raw_form, topic, n_topics, &topic_schema),
    CYAML_FIELD_END};
static const cyaml_schema_value_t form_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_form, form_fields)};

/* What the functions below share. */
struct loading {
	struct ctx *c;
	struct at at;
	struct return_form *form;
	struct return_topic *topic; /* at hand */
	size_t cap_measures, cap_rows;
};

static struct str
copy(struct loading *l, const char *z)
{
	return str_dup(l->c->mem, str_of(z));
}

static struct str *
copies(struct loading *l, const struct raw_texts *raw)
{
	struct str *all = NEWS(l->c->mem, raw->n, struct str);

	for (unsigned i = 0; i < raw->n; i++)
		all[i] = copy(l, raw->z[i]);
	return all;
}

/* "topic 'staff': ..." */
#define WRONG(l, fmt, ...)                                                     \
	diag_fail((l)->c, (l)->at, "topic '%.*s': " fmt,                       \
	    STRF((l)->topic->name), __VA_ARGS__)

static int
measure_of(const struct loading *l, const char *name)
{
	const struct return_measure *m;

	if (name == NULL)
		return -1;
	m = return_measure_find(l->form, str_of(name));
	return m != NULL ? (int)(m - l->form->measure) : -1;
}

/* Of the topic at hand; false after a message. */
static bool
find_measure(struct loading *l, const char *name, int *out)
{
	*out = measure_of(l, name);
	if (*out >= 0 &&
	    &l->form->topic[l->form->measure[*out].topic] == l->topic)
		return true;
	return WRONG(l, "it has no measure '%s'", name);
}

static bool
add_measure(struct loading *l, const struct raw_measure *raw)
{
	struct return_form *form = l->form;
	struct return_measure *m;

	if (measure_of(l, raw->name) >= 0)
		return WRONG(l,
		    "measure '%s' is there already; sums would count it twice",
		    raw->name);
	if ((raw->feeds.n > 0) == (raw->unused != NULL))
		return WRONG(l,
		    "measure '%s' must have either 'feeds' or 'unused'",
		    raw->name);
	ARENA_GROW(l->c->mem, form->measure, form->n_measures, l->cap_measures);
	m = &form->measure[form->n_measures++];
	*m = (struct return_measure){.name = copy(l, raw->name),
	    .label = copy(l, raw->label),
	    .unit = copy(l, raw->unit),
	    .definition = copy(l, raw->definition),
	    .was = {copy(l, raw->was), raw->until},
	    .number = raw->number,
	    .at_most = -1,
	    .feeds = copies(l, &raw->feeds),
	    .n_feeds = raw->feeds.n,
	    .unused = copy(l, raw->unused),
	    .since = raw->since > 1 ? raw->since : 1,
	    .topic = (size_t)(l->topic - form->topic)};
	return true;
}

static bool
add_measures(struct loading *l, const struct raw_topic *raw)
{
	for (unsigned i = 0; i < raw->n_measures; i++)
		if (!add_measure(l, &raw->measure[i]))
			return false;
	for (unsigned i = 0; i < raw->n_measures; i++) {
		int m = measure_of(l, raw->measure[i].name);

		if (raw->measure[i].at_most != NULL &&
		    !find_measure(l, raw->measure[i].at_most,
			&l->form->measure[m].at_most))
			return false;
	}
	return true;
}

/* The name of a row is its measure's, then the words of its dimensions. */
static void
name_row(struct loading *l, struct return_row *r)
{
	const struct return_measure *m;
	struct buf b;

	if (r->measure < 0) {
		for (size_t i = 0; i < r->n_words; i++)
			r->label[i] = r->word[i].label;
		return;
	}
	m = &l->form->measure[r->measure];
	b = buf_new(l->c->mem);
	buf_adds(&b, m->label);
	for (size_t i = 0; i < r->n_words; i++) {
		buf_addz(&b, ", ");
		buf_adds(&b, r->word[i].label);
	}
	r->label[0] = buf_str(&b);
	r->was = m->was;
	if (r->n_words > 0)
		r->was = (struct return_was){{NULL, 0}, 0};
}

static bool
add_row(struct loading *l, const struct return_row *like)
{
	struct return_topic *t = l->topic;

	if (t->n_rows == ROWS_MAX)
		return WRONG(l, "it has more than %d rows", ROWS_MAX);
	ARENA_GROW(l->c->mem, t->row, t->n_rows, l->cap_rows);
	t->row[t->n_rows] = *like;
	name_row(l, &t->row[t->n_rows++]);
	return true;
}

/* Every combination, the last dimension running fastest. */
static bool
add_cross(struct loading *l, const struct raw_rows *raw, struct return_row *row)
{
	unsigned at[RETURN_WORDS] = {0};
	int k;

	do {
		for (unsigned i = 0; i < raw->n_cross; i++) {
			const struct raw_part *p = &raw->cross[i];
			struct raw_texts labels =
			    p->labels.n > 0 ? p->labels : p->words;

			row->word[i] = (struct return_word){p->dimension,
			    copy(l, p->words.z[at[i]]),
			    copy(l, labels.z[at[i]])};
		}
		if (!add_row(l, row))
			return false;
		for (k = (int)raw->n_cross - 1; k >= 0; k--) {
			if (++at[k] < raw->cross[k].words.n)
				break;
			at[k] = 0;
		}
	} while (k >= 0);
	return true;
}

static bool
add_rows(struct loading *l, const struct raw_rows *raw)
{
	struct return_row row = {.measure = -1, .n_words = raw->n_cross};
	size_t labels = raw->measures.n > 0 ? 1 : raw->n_cross;

	if (raw->n_cross > RETURN_WORDS)
		return WRONG(
		    l, "rows cross more than %d dimensions", RETURN_WORDS);
	if (labels == 0 || labels != l->topic->n_labels)
		return WRONG(l, "rows have %zu labels and 'labels' %zu", labels,
		    l->topic->n_labels);
	for (unsigned i = 0; i < raw->n_cross; i++)
		if (raw->cross[i].labels.n > 0 &&
		    raw->cross[i].labels.n != raw->cross[i].words.n)
			return WRONG(l, "%u words have %u labels",
			    raw->cross[i].words.n, raw->cross[i].labels.n);
	if (raw->measures.n == 0) {
		row.since = 1;
		return add_cross(l, raw, &row);
	}
	for (unsigned i = 0; i < raw->measures.n; i++) {
		if (!find_measure(l, raw->measures.z[i], &row.measure))
			return false;
		row.since = l->form->measure[row.measure].since;
		if (!add_cross(l, raw, &row))
			return false;
	}
	return true;
}

static bool
add_column(struct loading *l, const struct raw_column *raw)
{
	struct return_column *k = &l->topic->column[l->topic->n_columns++];

	if (raw->n_set > RETURN_WORDS)
		return WRONG(l, "column '%s' sets more than %d dimensions",
		    raw->heading, RETURN_WORDS);
	*k = (struct return_column){.heading = copy(l, raw->heading),
	    .was = {copy(l, raw->was), raw->until},
	    .measure = -1,
	    .n_words = raw->n_set,
	    .since = raw->since > 1 ? raw->since : 1};
	for (unsigned i = 0; i < raw->n_set; i++)
		k->word[i] = (struct return_word){raw->set[i].dimension,
		    copy(l, raw->set[i].word), copy(l, raw->set[i].word)};
	if (l->topic->measure_rows != (raw->measure == NULL))
		return WRONG(l,
		    "column '%s': either all rows have a measure or all "
		    "columns have",
		    raw->heading);
	if (raw->measure == NULL)
		return true;
	if (!find_measure(l, raw->measure, &k->measure))
		return false;
	if (l->form->measure[k->measure].since > k->since)
		k->since = l->form->measure[k->measure].since;
	return true;
}

/* Rows and columns are told apart by their words, and no dimension is said by
 * both. */
static bool
check_words(struct loading *l)
{
	const struct return_topic *t = l->topic;
	struct arena *mem = l->c->tmp;

	for (size_t i = 0; i < t->n_rows; i++)
		for (size_t k = 0; k < i; k++) {
			size_t same = 0;

			for (size_t j = 0; j < t->n_labels; j++)
				same +=
				    str_eq(label_key(mem, t->row[i].label[j]),
					label_key(mem, t->row[k].label[j]));
			if (same == t->n_labels)
				return WRONG(l, "two rows are called '%.*s'",
				    STRF(t->row[i].label[t->n_labels - 1]));
		}
	for (size_t i = 0; i < t->n_columns; i++)
		for (size_t k = 0; k < i; k++)
			if (str_eq(label_key(mem, t->column[i].heading),
				label_key(mem, t->column[k].heading)))
				return WRONG(l, "two columns are called '%.*s'",
				    STRF(t->column[i].heading));
	for (size_t i = 0; i < t->row[0].n_words; i++)
		for (size_t k = 0; k < t->n_columns; k++)
			for (size_t j = 0; j < t->column[k].n_words; j++)
				if (t->row[0].word[i].dimension ==
				    t->column[k].word[j].dimension)
					return WRONG(l,
					    "rows and columns both say %s",
					    dimension_name
						[t->row[0].word[i].dimension]);
	return true;
}

static bool
check_measures_stand(struct loading *l)
{
	const struct return_topic *t = l->topic;

	for (size_t m = 0; m < l->form->n_measures; m++) {
		bool stands = &l->form->topic[l->form->measure[m].topic] != t;

		for (size_t i = 0; i < t->n_rows && !stands; i++)
			stands = t->row[i].measure == (int)m;
		for (size_t i = 0; i < t->n_columns && !stands; i++)
			stands = t->column[i].measure == (int)m;
		if (!stands)
			return WRONG(l, "no row or column has the measure '%s'",
			    l->form->measure[m].name.p);
	}
	return true;
}

static bool
add_topic(struct loading *l, const struct raw_topic *raw)
{
	struct return_topic *t = l->topic =
	    &l->form->topic[l->form->n_topics++];
	struct arena_mark mark = arena_mark(l->c->tmp);
	bool ok;

	*t = (struct return_topic){.name = copy(l, raw->name),
	    .sheet = copy(l, raw->sheet),
	    .title = copy(l, raw->title),
	    .about = copies(l, &raw->about),
	    .n_about = raw->about.n,
	    .n_labels = raw->labels.n,
	    .measure_rows = raw->rows[0].measures.n > 0};
	if (strlen(raw->sheet) > SHEET_NAME_MAX)
		return WRONG(l, "the sheet's name is longer than %d letters",
		    SHEET_NAME_MAX);
	if (raw->labels.n > RETURN_LABELS)
		return WRONG(l, "more than %d labels", RETURN_LABELS);
	for (size_t i = 0; i < t->n_labels; i++)
		t->label[i] = copy(l, raw->labels.z[i]);
	if (!add_measures(l, raw))
		return false;
	l->cap_rows = 0;
	for (unsigned i = 0; i < raw->n_rows; i++) {
		if (t->measure_rows != (raw->rows[i].measures.n > 0))
			return WRONG(l,
			    "rows: either all of them have 'measures' or "
			    "none; %u has not",
			    i + 1);
		if (!add_rows(l, &raw->rows[i]))
			return false;
	}
	t->column = NEWS(l->c->mem, raw->n_columns, struct return_column);
	for (unsigned i = 0; i < raw->n_columns; i++)
		if (!add_column(l, &raw->column[i]))
			return false;
	ok = check_words(l) && check_measures_stand(l);
	arena_rewind(l->c->tmp, mark);
	return ok;
}

static bool
make(struct ctx *c, struct str path, const struct raw_form *raw,
    struct return_form *out)
{
	struct loading l = {.c = c, .at = {.file = path}, .form = out};

	if (raw == NULL)
		return diag_fail(c, l.at,
		    "the file is empty; a return has a title and topics");
	*out = (struct return_form){.title = copy(&l, raw->title),
	    .version = raw->version,
	    .every_cell_feeds = copies(&l, &raw->every_cell_feeds),
	    .n_every_cell_feeds = raw->every_cell_feeds.n,
	    .topic = NEWS(c->mem, raw->n_topics, struct return_topic)};
	if (raw->version < 1)
		return diag_fail(c, l.at, "versions count from 1");
	for (unsigned i = 0; i < raw->n_topics; i++)
		if (!add_topic(&l, &raw->topic[i]))
			return false;
	return true;
}

bool
return_form_load(struct ctx *c, struct str path, struct return_form *out)
{
	void *raw;

	return yaml_load(c, path, &form_schema, &raw) &&
	       make(c, path, raw, out);
}

bool
return_form_load_text(
    struct ctx *c, struct str path, struct str text, struct return_form *out)
{
	void *raw;

	return yaml_load_text(c, path, text, &form_schema, &raw) &&
	       make(c, path, raw, out);
}
