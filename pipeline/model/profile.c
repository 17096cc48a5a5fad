/* model/profile.c -- a profile as it was loaded, checked and made ready. */
#include <glib.h>

#include "base/file.h"
#include "model/profile_schema.h"

const char *const date_format_words[DATE_N] = {
    [DATE_ISO] = "yyyy-mm-dd",
    [DATE_BRITISH] = "dd/mm/yyyy",
    [DATE_MONTH] = "yyyymm",
    [DATE_MONTH_SPAN] = "yyyymm to yyyymm",
    [DATE_ISO_MONTH] = "yyyy-mm",
    [DATE_MONTH_YEAR] = "mmm-yy",
    [DATE_YEAR_MONTH] = "yyyy-mmm",
    [DATE_YEAR] = "yyyy",
    [DATE_FINANCIAL_YEAR] = "financial year",
    [DATE_FINANCIAL_QUARTER] = "financial quarter",
};

/* A header stands in the first rows: titles and notes above it are short. */
#define WITHIN_DEFAULT 30
#define COLUMN_MAX     16384
#define BELOW_MAX      20
#define PROFILE_BYTES  (4u << 20)

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

static bool
make_headerless(const struct making *m)
{
	const struct raw_recognise *r = &m->raw->recognise;
	struct profile *p = m->p;

	p->pattern = NEWS(m->c->mem, r->n_headerless, struct profile_pattern);
	p->n_patterns = r->n_headerless;
	for (unsigned i = 0; i < r->n_headerless; i++) {
		p->pattern[i].column =
		    make_read(m, r->headerless[i].column, true);
		if (!make_pattern(m, r->headerless[i].matches, true,
			&p->pattern[i].matches))
			return false;
	}
	return true;
}

static bool
make_recognition(struct making *m)
{
	const struct raw_recognise *r = &m->raw->recognise;
	struct profile *p = m->p;

	m->key = "recognise";
	if ((r->header.n > 0) == (r->n_headerless > 0))
		return make_fail(m,
		    "needs either 'header' (words of the header row) or "
		    "'headerless' (what columns of the first row look like)");
	if (r->n_headerless > 0 && r->lacks.n > 0)
		return make_fail(m,
		    "'lacks' speaks of header words; there is no header row");
	if (r->sheet != NULL && r->sheets.n > 0)
		return make_fail(m, "give 'sheet' or 'sheets', not both");
	p->sheet = make_texts(m, r->sheets, &p->n_sheets);
	if (r->sheet != NULL)
		p->sheet = make_texts(
		    m, (struct raw_list){(char **)&r->sheet, 1}, &p->n_sheets);
	p->file = make_text(m, r->file);
	p->within = r->n_headerless > 0 ? 1
		    : r->within > 0     ? r->within
					: WITHIN_DEFAULT;
	if (p->within > 1000)
		return make_fail(m, "'within' is 1000 rows at most");
	for (unsigned i = 0; i < r->header.n; i++)
		make_column(m, r->header.z[i], true);
	p->n_lacks = r->lacks.n;
	p->lacks = NEWS(m->c->mem, p->n_lacks, struct str);
	for (unsigned i = 0; i < r->lacks.n; i++)
		p->lacks[i] = header_key(m->c->mem, str_of(r->lacks.z[i]));
	return make_pattern(m, r->title, false, &p->above) &&
	       make_headerless(m);
}

static bool
make_organisation(struct making *m)
{
	const struct raw_organisation *o = m->raw->organisation;
	struct profile *p = m->p;
	struct raw_place place;

	m->key = "organisation";
	p->code = p->org_name = p->region = p->region_name = NO_COLUMN;
	p->icb = p->icb_name = p->cluster = NO_COLUMN;
	if (o == NULL)
		return p->kind == PROFILE_CODES || p->kind == PROFILE_IGNORED ||
		       make_fail(m, "observations and organisations need it");
	if (o->cluster != NULL && o->cluster_constant != NULL)
		return make_fail(
		    m, "give 'cluster' or 'cluster_constant', not both");
	place = o->place;
	place.column = o->code;
	if (!make_place(m, &place, &p->org) ||
	    !make_rewrites(
		m, &o->patterns, &p->org_rewrite, &p->n_org_rewrites) ||
	    !make_pattern(m, o->like, true, &p->code_like))
		return false;
	if (p->org.kind == PLACE_HEADINGS || p->org.kind == PLACE_SECTION)
		return make_fail(m, "a code does not stand there");
	if (p->org.kind == PLACE_COLUMNS)
		p->code = p->org.column[0];
	p->org_name = make_read(m, o->name, false);
	p->region = make_read(m, o->region, false);
	p->region_name = make_read(m, o->region_name, false);
	p->icb = make_read(m, o->icb, false);
	p->icb_name = make_read(m, o->icb_name, false);
	p->cluster = make_read(m, o->cluster, false);
	p->cluster_constant = make_text(m, o->cluster_constant);
	p->cluster_vocabulary_name = make_text(m, o->cluster_vocabulary);
	p->reported_on = o->reported_on;
	return true;
}

static bool
make_codes(struct making *m)
{
	const struct raw_codes *k = m->raw->codes;
	struct profile *p = m->p;

	m->key = "codes";
	if ((k != NULL) != (p->kind == PROFILE_CODES))
		return make_fail(
		    m, "'kind: codes' needs it, and no other kind has it");
	if (k != NULL) {
		p->code = make_read(m, k->code, true);
		p->org_name = make_read(m, k->name, true);
		p->code_width = k->width;
		p->code_vocabulary_name = make_text(m, k->vocabulary);
		if (k->width > 20)
			return make_fail(m, "'width' is 20 at most");
	}
	m->key = "reason";
	p->reason = make_text(m, m->raw->reason);
	return (p->reason.n > 0) == (p->kind == PROFILE_IGNORED) ||
	       make_fail(
		   m, "'kind: ignored' needs it, and no other kind has it");
}

/* "03-31" */
static bool
make_year_end(const struct making *m, const char *z)
{
	struct profile *p = m->p;
	day any;

	p->year_month = 12;
	p->year_day = 31;
	if (z == NULL)
		return true;
	if (!day_parse_iso(str_fmt(m->c->tmp, "2025-%s", z), &any))
		return make_fail(m, "'year_ends' is a day: mm-dd");
	day_split(any, &(int){0}, &p->year_month, &p->year_day);
	return true;
}

static bool
make_date(struct making *m)
{
	const struct raw_date *d = m->raw->date;
	struct profile *p = m->p;

	m->key = "date";
	p->date = NO_COLUMN;
	p->date_constant = DAY_NONE;
	if (d == NULL)
		return p->kind != PROFILE_OBSERVATIONS ||
		       make_fail(m, "observations need a date");
	if (!make_place(m, &d->place, &p->when) ||
	    !make_year_end(m, d->year_ends))
		return false;
	if (p->when.kind == PLACE_COLUMNS)
		p->date = p->when.column[0];
	p->n_formats = d->formats.n > 0 ? d->formats.n : 1;
	p->format = NEWS(m->c->mem, p->n_formats, enum date_format);
	p->format[0] = d->format;
	for (unsigned i = 0; i < d->formats.n; i++)
		p->format[i] = d->formats.f[i];
	p->month_end = d->month_end;
	return p->when.kind != PLACE_CONSTANT ||
	       day_parse_iso(p->when.constant, &p->date_constant) ||
	       make_fail(m, "'constant' is a date: yyyy-mm-dd");
}

static bool
make_dimensions(struct making *m)
{
	struct profile *p = m->p;
	bool seen[DIM_N] = {false};

	m->key = "dimensions";
	p->n_dimensions = m->raw->n_dimensions;
	p->dimension =
	    NEWS(m->c->mem, p->n_dimensions, struct profile_dimension);
	for (size_t i = 0; i < p->n_dimensions; i++) {
		const struct raw_dimension *r = &m->raw->dimension[i];
		struct profile_dimension *d = &p->dimension[i];
		m->item = (int)i;
		if (seen[r->dimension])
			return make_fail(m, "one dimension is given twice");
		seen[r->dimension] = true;
		d->dimension = r->dimension;
		d->blank = make_text(m, r->blank);
		d->vocabulary_name = make_text(m, r->vocabulary);
		if (!make_place(m, &r->place, &d->place) ||
		    !make_rewrites(
			m, &r->patterns, &d->rewrite, &d->n_rewrites))
			return false;
	}
	m->item = -1;
	return true;
}

static bool
make_headings(struct making *m)
{
	const struct raw_headings *h = m->raw->headings;
	struct profile *p = m->p;

	m->key = "headings";
	if (h == NULL)
		return true;
	p->fill_right = NEWS(m->c->mem, h->fill_right.n, int);
	p->n_fill_right = h->fill_right.n;
	for (unsigned i = 0; i < h->fill_right.n; i++)
		p->fill_right[i] = h->fill_right.row[i];
	p->below = h->below;
	return p->below <= BELOW_MAX ||
	       make_fail(m, "'below' is %d rows at most", BELOW_MAX);
}

/* Without a header row the columns' names are their numbers. */
static bool
make_numbers(struct making *m)
{
	struct profile *p = m->p;

	m->key = "recognise";
	p->fill_down = NEWS(m->c->mem, p->n_columns, bool);
	for (unsigned i = 0; i < m->raw->fill_down.n; i++)
		p->fill_down[make_read(m, m->raw->fill_down.z[i], true)] = true;
	if (p->n_patterns == 0)
		return true;
	p->number = NEWS(m->c->mem, p->n_columns, uint32_t);
	for (size_t i = 0; i < p->n_columns; i++) {
		guint64 v;
		if (!g_ascii_string_to_unsigned(str_z(m->c->tmp, p->column[i]),
			10, 1, COLUMN_MAX, &v, NULL))
			return make_fail(m,
			    "without a header row a column is its number from "
			    "1 to %d, not '%.*s'",
			    COLUMN_MAX, STRF(p->column_title[i]));
		p->number[i] = (uint32_t)v;
	}
	return true;
}

static bool
make(struct ctx *c, struct str path, struct str text,
    const struct raw_profile *raw, struct profile **out)
{
	struct profile *p = *out = NEW(c->mem, struct profile);
	struct making m = {c, p, raw, text, "name", -1};

	if (raw == NULL)
		return diag_fail(c, (struct at){.file = path},
		    "the file is empty; a profile needs at least a name");
	p->path = str_dup(c->mem, path);
	p->name = make_text(&m, raw->name);
	p->title = make_text(&m, raw->title);
	p->publisher = make_text(&m, raw->publisher);
	p->synthetic = raw->synthetic;
	p->kind = raw->kind;
	p->precedence = raw->precedence;
	return make_recognition(&m) && make_headings(&m) &&
	       make_organisation(&m) && make_codes(&m) && make_date(&m) &&
	       make_dimensions(&m) && make_values(&m) && make_cells(&m) &&
	       make_totals(&m) && make_numbers(&m);
}

bool
profile_load_text(
    struct ctx *c, struct str path, struct str yaml, struct profile **out)
{
	void *raw;

	return yaml_load_text(c, path, yaml, &profile_schema, &raw) &&
	       make(c, path, yaml, raw, out);
}

bool
profile_load(struct ctx *c, struct str path, struct profile **out)
{
	struct str yaml;

	return file_read(c, path, PROFILE_BYTES, &yaml) &&
	       profile_load_text(c, path, yaml, out);
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
	if (!find(c, p, v, n, p->cluster_vocabulary_name,
		&p->cluster_vocabulary) ||
	    !find(c, p, v, n, p->code_vocabulary_name, &p->code_vocabulary))
		return false;
	for (size_t i = 0; i < p->n_dimensions; i++)
		if (!find(c, p, v, n, p->dimension[i].vocabulary_name,
			&p->dimension[i].vocabulary))
			return false;
	return true;
}
