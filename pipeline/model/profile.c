/* model/profile.c -- a profile as it was loaded, checked and made ready. */
#include <glib.h>

#include "model/profile_schema.h"

const char *const date_format_words[DATE_N] = {
    [DATE_ISO] = "yyyy-mm-dd",
    [DATE_BRITISH] = "dd/mm/yyyy",
    [DATE_MONTH] = "yyyymm",
    [DATE_MONTH_SPAN] = "yyyymm to yyyymm",
};

/* A header stands in the first rows: titles and notes above it are short. */
#define WITHIN_DEFAULT 30
#define COLUMN_MAX     16384

struct str
header_key(struct arena *mem, struct str s)
{
	char *p = arena_alloc(mem, s.n + 1, 1), *end = p;

	for (size_t i = 0; i < s.n; i++) {
		if (i + 1 < s.n && s.p[i] == '\xc2' && s.p[i + 1] == '\xa0')
			i++;
		else if (!g_ascii_isspace(s.p[i]))
			*end++ = g_ascii_tolower(s.p[i]);
	}
	return (struct str){p, (size_t)(end - p)};
}

/* What the small functions below share. */
struct making {
	struct ctx *c;
	struct profile *p;
	const struct raw_profile *raw;
};

static bool
fail(const struct making *m, const char *key, const char *what)
{
	return diag_fail(
	    m->c, (struct at){.file = m->p->path}, "%s: %s", key, what);
}

static struct str
text(const struct making *m, const char *z)
{
	return str_dup(m->c->mem, str_trim(str_of(z)));
}

static struct str *
texts(const struct making *m, struct raw_list l, size_t *n)
{
	struct str *s = NEWS(m->c->mem, l.n, struct str);

	*n = l.n;
	for (unsigned i = 0; i < l.n; i++)
		s[i] = text(m, l.z[i]);
	return s;
}

/* The column's place in profile.column; it is added when it is new. */
static int
column(const struct making *m, const char *title, bool needed)
{
	struct profile *p = m->p;
	size_t cap = p->cap_columns, i;
	struct str key;

	if (title == NULL)
		return NO_COLUMN;
	key = header_key(m->c->mem, str_of(title));
	for (i = 0; i < p->n_columns && !str_eq(p->column[i], key); i++)
		;
	if (i == p->n_columns) {
		ARENA_GROW(m->c->mem, p->column, i, cap);
		cap = p->cap_columns;
		ARENA_GROW(m->c->mem, p->column_title, i, cap);
		cap = p->cap_columns;
		ARENA_GROW(m->c->mem, p->needed, i, cap);
		p->cap_columns = cap;
		p->column[i] = key;
		p->column_title[i] = text(m, title);
		p->n_columns++;
	}
	p->needed[i] = p->needed[i] || needed;
	return (int)i;
}

static bool
make_pattern(const struct making *m, const struct raw_pattern *raw,
    struct profile_pattern *out)
{
	GError *err = NULL;

	out->column = column(m, raw->column, true);
	out->matches = text(m, raw->matches);
	out->regex = g_regex_new(raw->matches,
	    (GRegexCompileFlags)(G_REGEX_OPTIMIZE | G_REGEX_ANCHORED),
	    G_REGEX_MATCH_ANCHORED, &err);
	if (out->regex == NULL) {
		diag_fail(m->c, (struct at){.file = m->p->path},
		    "recognise: headerless: '%s' is not a regular "
		    "expression: %s",
		    raw->matches, err->message);
		g_error_free(err);
		return false;
	}
	return true;
}

static void
drop_regexes(void *self)
{
	struct profile *p = self;

	for (size_t i = 0; i < p->n_patterns; i++)
		if (p->pattern[i].regex != NULL)
			g_regex_unref(p->pattern[i].regex);
}

static bool
make_recognition(const struct making *m)
{
	const struct raw_recognise *r = &m->raw->recognise;
	struct profile *p = m->p;

	if ((r->header.n > 0) == (r->n_headerless > 0))
		return fail(m, "recognise",
		    "needs either 'header' (words of the header row) or "
		    "'headerless' (what columns of the first row look like)");
	if (r->n_headerless > 0 && r->lacks.n > 0)
		return fail(m, "recognise",
		    "'lacks' speaks of header words; there is no header row");
	p->sheet = text(m, r->sheet);
	p->within = r->n_headerless > 0 ? 1
		    : r->within > 0     ? r->within
					: WITHIN_DEFAULT;
	if (p->within > 1000)
		return fail(m, "recognise", "'within' is 1000 rows at most");
	for (unsigned i = 0; i < r->header.n; i++)
		column(m, r->header.z[i], true);
	p->n_lacks = r->lacks.n;
	p->lacks = NEWS(m->c->mem, p->n_lacks, struct str);
	for (unsigned i = 0; i < r->lacks.n; i++)
		p->lacks[i] = header_key(m->c->mem, str_of(r->lacks.z[i]));
	p->pattern = NEWS(m->c->mem, r->n_headerless, struct profile_pattern);
	p->n_patterns = r->n_headerless;
	arena_defer(m->c->mem, drop_regexes, p);
	for (unsigned i = 0; i < r->n_headerless; i++)
		if (!make_pattern(m, &r->headerless[i], &p->pattern[i]))
			return false;
	return true;
}

static bool
make_organisation(const struct making *m)
{
	const struct raw_organisation *o = &m->raw->organisation;
	struct profile *p = m->p;

	if (o->cluster != NULL && o->cluster_constant != NULL)
		return fail(m, "organisation",
		    "give 'cluster' or 'cluster_constant', not both");
	p->code = column(m, o->code, true);
	p->org_name = column(m, o->name, false);
	p->region = column(m, o->region, false);
	p->region_name = column(m, o->region_name, false);
	p->icb = column(m, o->icb, false);
	p->icb_name = column(m, o->icb_name, false);
	p->cluster = column(m, o->cluster, false);
	p->cluster_constant = text(m, o->cluster_constant);
	p->cluster_vocabulary_name = text(m, o->cluster_vocabulary);
	p->reported_on = o->reported_on;
	return true;
}

static bool
make_date(const struct making *m)
{
	const struct raw_date *d = m->raw->date;
	struct profile *p = m->p;

	p->date = NO_COLUMN;
	p->date_constant = DAY_NONE;
	if (d == NULL)
		return m->raw->kind == PROFILE_ORGANISATIONS ||
		       fail(m, "date", "observations need a date");
	if ((d->column == NULL) == (d->constant == NULL))
		return fail(m, "date", "give 'column' or 'constant'");
	p->date = column(m, d->column, true);
	p->date_format = d->format;
	if (d->constant != NULL &&
	    !day_parse_iso(str_of(d->constant), &p->date_constant))
		return fail(m, "date", "'constant' is a date: yyyy-mm-dd");
	return true;
}

static bool
make_dimensions(const struct making *m)
{
	struct profile *p = m->p;
	bool seen[DIM_N] = {false};

	p->n_dimensions = m->raw->n_dimensions;
	p->dimension =
	    NEWS(m->c->mem, p->n_dimensions, struct profile_dimension);
	for (size_t i = 0; i < p->n_dimensions; i++) {
		const struct raw_dimension *r = &m->raw->dimension[i];
		struct profile_dimension *d = &p->dimension[i];
		if (seen[r->dimension])
			return fail(
			    m, "dimensions", "one dimension is given twice");
		if ((r->columns.n == 0) == (r->constant == NULL))
			return fail(m, "dimensions",
			    "each needs either 'columns' or 'constant'");
		seen[r->dimension] = true;
		d->dimension = r->dimension;
		d->constant = text(m, r->constant);
		d->vocabulary_name = text(m, r->vocabulary);
		d->n = r->columns.n;
		d->column = NEWS(m->c->mem, d->n, int);
		for (size_t k = 0; k < d->n; k++)
			d->column[k] = column(m, r->columns.z[k], true);
	}
	return true;
}

static bool
make_values(const struct making *m)
{
	const struct raw_measure *words = m->raw->measure;
	struct profile *p = m->p;

	p->measure_column = NO_COLUMN;
	if (words != NULL) {
		p->measure_column = column(m, words->column, true);
		p->n_words = words->n;
		p->word = NEWS(m->c->mem, p->n_words, struct profile_word);
		for (size_t i = 0; i < p->n_words; i++)
			p->word[i] =
			    (struct profile_word){text(m, words->word[i].label),
				text(m, words->word[i].measure)};
	}
	if ((m->raw->n_values > 0) != (p->kind == PROFILE_OBSERVATIONS))
		return fail(m, "values",
		    "observations need value columns, organisations have none");
	p->n_values = m->raw->n_values;
	p->value = NEWS(m->c->mem, p->n_values, struct profile_value);
	for (size_t i = 0; i < p->n_values; i++) {
		const struct raw_value *r = &m->raw->value[i];
		if ((r->measure == NULL) == (words == NULL))
			return fail(m, "values",
			    "the measure comes from each value's 'measure' or "
			    "from the 'measure' column, one of the two");
		p->value[i] = (struct profile_value){column(m, r->column, true),
		    text(m, r->measure), text(m, r->suffix)};
	}
	return true;
}

static void
make_cells(const struct making *m)
{
	struct profile *p = m->p;

	p->n_marks = m->raw->n_marks;
	p->mark = NEWS(m->c->mem, p->n_marks, struct profile_mark);
	for (size_t i = 0; i < p->n_marks; i++)
		p->mark[i] = (struct profile_mark){
		    text(m, m->raw->mark[i].text), m->raw->mark[i].means};
	p->blank = m->raw->blank == RAW_BLANK_NOTHING ? REASON_NONE
		   : m->raw->blank == REASON_NONE     ? REASON_BLANK
						      : m->raw->blank;
	p->n_skips = m->raw->n_skips;
	p->skip = NEWS(m->c->mem, p->n_skips, struct profile_skip);
	for (size_t i = 0; i < p->n_skips; i++) {
		p->skip[i].column = column(m, m->raw->skip[i].column, true);
		p->skip[i].equals =
		    texts(m, m->raw->skip[i].equals, &p->skip[i].n);
	}
	p->sum = m->raw->aggregate_sum;
	if (m->raw->zero != NULL) {
		p->zero_measure =
		    texts(m, m->raw->zero->measures, &p->n_zero_measures);
		p->zero_where = texts(m, m->raw->zero->where, &p->n_zero_where);
	}
}

static bool
make_total(const struct making *m)
{
	const struct raw_total *t = m->raw->total;
	struct profile *p = m->p;
	bool split = false;

	if (t == NULL)
		return true;
	for (size_t i = 0; i < p->n_dimensions; i++)
		split |= p->dimension[i].dimension == t->dimension;
	if (!split)
		return fail(
		    m, "total", "its dimension is not one of this profile's");
	p->has_total = true;
	p->total_dimension = t->dimension;
	p->total_value = text(m, t->value);
	p->n_checks = t->n;
	p->check = NEWS(m->c->mem, p->n_checks, struct profile_check);
	for (size_t i = 0; i < p->n_checks; i++) {
		p->check[i].measure =
		    texts(m, t->check[i].measures, &p->check[i].n);
		p->check[i].tolerance = t->check[i].tolerance;
		p->check[i].parts_may_exceed = t->check[i].parts_may_exceed;
	}
	return true;
}

/* Without a header row the columns' names are their numbers. */
static bool
make_numbers(const struct making *m)
{
	struct profile *p = m->p;

	if (p->n_patterns == 0)
		return true;
	p->number = NEWS(m->c->mem, p->n_columns, uint32_t);
	for (size_t i = 0; i < p->n_columns; i++) {
		guint64 v;
		if (!g_ascii_string_to_unsigned(str_z(m->c->tmp, p->column[i]),
			10, 1, COLUMN_MAX, &v, NULL))
			return diag_fail(m->c, (struct at){.file = p->path},
			    "without a header row a column is its number from "
			    "1 to %d, not '%.*s'",
			    COLUMN_MAX, STRF(p->column_title[i]));
		p->number[i] = (uint32_t)v;
	}
	return true;
}

static bool
make(struct ctx *c, struct str path, const struct raw_profile *raw,
    struct profile **out)
{
	struct profile *p = *out = NEW(c->mem, struct profile);
	struct making m = {c, p, raw};

	if (raw == NULL)
		return diag_fail(c, (struct at){.file = path},
		    "the file is empty; a profile needs at least a name");
	p->path = str_dup(c->mem, path);
	p->name = text(&m, raw->name);
	p->title = text(&m, raw->title);
	p->publisher = text(&m, raw->publisher);
	p->synthetic = raw->synthetic;
	p->kind = raw->kind;
	p->precedence = raw->precedence;
	if (!make_recognition(&m) || !make_organisation(&m) || !make_date(&m) ||
	    !make_dimensions(&m) || !make_values(&m))
		return false;
	make_cells(&m);
	return make_total(&m) && make_numbers(&m);
}

bool
profile_load(struct ctx *c, struct str path, struct profile **out)
{
	void *raw;

	return yaml_load(c, path, &profile_schema, &raw) &&
	       make(c, path, raw, out);
}

bool
profile_load_text(
    struct ctx *c, struct str path, struct str yaml, struct profile **out)
{
	void *raw;

	return yaml_load_text(c, path, yaml, &profile_schema, &raw) &&
	       make(c, path, raw, out);
}

static bool
find(struct ctx *c, const struct profile *p, struct vocabulary *const *v,
    size_t n, struct str name, const struct vocabulary **out)
{
	*out = NULL;
	if (name.n == 0)
		return true;
	for (size_t i = 0; i < n; i++)
		if (str_eq(vocabulary_name(v[i]), name))
			*out = v[i];
	return *out != NULL ||
	       diag_fail(c, (struct at){.file = p->path},
		   "there is no vocabulary '%.*s' in vocabulary/", STRF(name));
}

bool
profile_bind(
    struct ctx *c, struct profile *p, struct vocabulary *const *v, size_t n)
{
	if (!find(
		c, p, v, n, p->cluster_vocabulary_name, &p->cluster_vocabulary))
		return false;
	for (size_t i = 0; i < p->n_dimensions; i++)
		if (!find(c, p, v, n, p->dimension[i].vocabulary_name,
			&p->dimension[i].vocabulary))
			return false;
	return true;
}
