/* model/return_form.c -- what the cells of the quarterly return are about. */
#include "model/return_form.h"

const char *const return_field[RETURN_FIELDS] = {
    [RETURN_CODE] = "Organisation code",
    [RETURN_NAME] = "Organisation name",
    [RETURN_PERIOD] = "Quarter",
    [RETURN_CONTACT] = "Contact name",
    [RETURN_EMAIL] = "Contact e-mail",
    [RETURN_SENT] = "Date sent",
    [RETURN_VERSION] = "Version of this form",
};

static const struct {
	const char *mark;
	enum reason reason;
} marks[] = {
    {"[c]", REASON_SUPPRESSED},
    {"[x]", REASON_NOT_AVAILABLE},
    {"[z]", REASON_NOT_APPLICABLE},
};

bool
return_mark(struct str text, enum reason *out)
{
	for (size_t i = 0; i < COUNT(marks); i++) {
		if (!str_eq_nocase(str_trim(text), str_of(marks[i].mark)))
			continue;
		*out = marks[i].reason;
		return true;
	}
	return false;
}

const char *
return_mark_of(enum reason reason)
{
	for (size_t i = 0; i < COUNT(marks); i++)
		if (marks[i].reason == reason)
			return marks[i].mark;
	return "";
}

static void
say(struct str dim[static DIM_N], const struct return_word *word, size_t n)
{
	for (size_t i = 0; i < n; i++)
		dim[word[i].dimension] = word[i].word;
}

const struct return_measure *
return_cell(const struct return_form *form, struct return_place at,
    struct str dim[static DIM_N])
{
	const struct return_topic *t = &form->topic[at.topic];
	const struct return_row *r = &t->row[at.row];
	const struct return_column *k = &t->column[at.column];

	for (int i = 0; i < DIM_N; i++)
		dim[i] = S("");
	say(dim, r->word, r->n_words);
	say(dim, k->word, k->n_words);
	return &form->measure[t->measure_rows ? r->measure : k->measure];
}

int
return_since(const struct return_form *form, struct return_place at)
{
	struct str dim[DIM_N];
	const struct return_topic *t = &form->topic[at.topic];
	int since = return_cell(form, at, dim)->since;

	if (t->row[at.row].since > since)
		since = t->row[at.row].since;
	if (t->column[at.column].since > since)
		since = t->column[at.column].since;
	return since;
}

static bool
same_words(const struct return_word *a, size_t n, const struct return_word *b,
    size_t m)
{
	for (size_t i = 0; n == m && i < n; i++)
		if (a[i].dimension != b[i].dimension ||
		    !str_eq(a[i].word, b[i].word))
			return false;
	return n == m;
}

bool
return_bound(const struct return_form *form, struct return_place at,
    struct return_place *out)
{
	const struct return_topic *t = &form->topic[at.topic];
	const struct return_row *r = &t->row[at.row];
	const struct return_column *k = &t->column[at.column];
	int m =
	    form->measure[t->measure_rows ? r->measure : k->measure].at_most;

	*out = at;
	if (m < 0)
		return false;
	if (t->measure_rows) {
		for (out->row = 0; out->row < t->n_rows; out->row++) {
			const struct return_row *b = &t->row[out->row];
			if (b->measure == m && same_words(b->word, b->n_words,
						   r->word, r->n_words))
				return true;
		}
		return false;
	}
	for (out->column = 0; out->column < t->n_columns; out->column++) {
		const struct return_column *b = &t->column[out->column];
		if (b->measure == m &&
		    same_words(b->word, b->n_words, k->word, k->n_words))
			return true;
	}
	return false;
}

struct str
return_label(const struct return_row *r, size_t i, int version)
{
	return i == 0 && version <= r->was.until ? r->was.name : r->label[i];
}

struct str
return_heading(const struct return_column *k, int version)
{
	return version <= k->was.until ? k->was.name : k->heading;
}

/* The next cell in the order of the form; false after the last. */
static bool
next(const struct return_form *form, struct return_place *at)
{
	const struct return_topic *t = &form->topic[at->topic];

	if (++at->column < t->n_columns)
		return true;
	at->column = 0;
	if (++at->row < t->n_rows)
		return true;
	at->row = 0;
	return ++at->topic < form->n_topics;
}

size_t
return_cells(const struct return_form *form, int version)
{
	struct return_place at = {0};
	size_t n = 0;

	do
		n += return_since(form, at) <= version;
	while (next(form, &at));
	return n;
}

const struct return_measure *
return_measure_find(const struct return_form *form, struct str name)
{
	for (size_t i = 0; i < form->n_measures; i++)
		if (str_eq(form->measure[i].name, name))
			return &form->measure[i];
	return NULL;
}

static bool
lists(const struct str *all, size_t n, struct str one)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i], one))
			return true;
	return false;
}

bool
return_feeds(const struct return_form *form, const struct return_measure *m,
    struct str indicator)
{
	return lists(m->feeds, m->n_feeds, indicator) ||
	       lists(
		   form->every_cell_feeds, form->n_every_cell_feeds, indicator);
}

struct return_place *
return_fed(struct arena *mem, const struct return_form *form,
    struct str indicator, size_t *n)
{
	struct return_place at = {0}, *all = NULL;
	struct str dim[DIM_N];
	size_t cap = 0;

	*n = 0;
	do {
		if (!return_feeds(form, return_cell(form, at, dim), indicator))
			continue;
		ARENA_GROW(mem, all, *n, cap);
		all[(*n)++] = at;
	} while (next(form, &at));
	return all;
}
