/* ingest/match.c -- which profile takes a sheet. */
#include <glib.h>

#include "ingest/match.h"

/* A header cell as it is compared. */
struct heading {
	uint32_t column, hash;
	struct str key;
};

struct headings {
	struct heading *h;
	size_t n;
};

#define MISSED_MAX 6 /* names in a message; more are counted */

/* What one profile misses in one row. */
struct missing {
	size_t n;
	struct buf text;
};

struct matcher
matcher_new(struct arena *mem, struct profile *const *profile, size_t n)
{
	return (struct matcher){
	    .mem = mem, .profile = profile, .n = n, .nearest_share = 2};
}

void
matcher_sheet(struct matcher *m, const struct sheet *sheet)
{
	m->sheet = str_dup(m->mem, sheet->name);
	m->rows = 0;
	m->longest = 0;
	m->n_seen = 0;
	for (size_t i = 0; i < m->n; i++)
		if (m->profile[i]->within > m->longest)
			m->longest = m->profile[i]->within;
}

static void
miss(struct missing *missing, const char *what, struct str name)
{
	if (missing->n < MISSED_MAX)
		buf_addf(&missing->text, "%s%s%.*s", missing->n > 0 ? ", " : "",
		    what, STRF(name));
	missing->n++;
}

static struct str
missed_text(struct missing *missing)
{
	if (missing->n > MISSED_MAX)
		buf_addf(
		    &missing->text, " and %zu more", missing->n - MISSED_MAX);
	return buf_str(&missing->text);
}

static struct headings
headings_of(struct arena *mem, const struct row *row)
{
	struct headings all = {NEWS(mem, row->n, struct heading), 0};

	for (size_t i = 0; i < row->n; i++) {
		const struct cell *c = &row->cell[i];
		struct str key;
		if (c->type == CELL_BLANK)
			continue;
		key = header_key(mem, c->text);
		if (key.n > 0)
			all.h[all.n++] =
			    (struct heading){c->column, str_hash(key), key};
	}
	return all;
}

/* The column under a heading; *twice when there are two. 0 is none. */
static uint32_t
find(const struct headings *all, struct str key, bool *twice)
{
	uint32_t hash = str_hash(key), at = 0;

	*twice = false;
	for (size_t i = 0; i < all->n; i++) {
		if (all->h[i].hash != hash || !str_eq(all->h[i].key, key))
			continue;
		if (at != 0)
			*twice = true;
		else
			at = all->h[i].column;
	}
	return at;
}

static void
fit_header(const struct profile *p, const struct headings *all, uint32_t *at,
    struct missing *missing)
{
	bool twice;

	for (size_t i = 0; i < p->n_columns; i++) {
		at[i] = find(all, p->column[i], &twice);
		if (twice && p->read[i])
			miss(missing, "a single column ", p->column_title[i]);
		else if (at[i] == 0 && p->needed[i])
			miss(missing, "", p->column_title[i]);
	}
	for (size_t i = 0; i < p->n_lacks; i++)
		if (find(all, p->lacks[i], &twice) != 0)
			miss(missing, "the absence of ", p->lacks[i]);
}

static void
fit_patterns(const struct profile *p, const struct row *row, uint32_t *at,
    struct missing *missing)
{
	for (size_t i = 0; i < p->n_columns; i++)
		at[i] = p->number[i];
	for (size_t i = 0; i < p->n_patterns; i++) {
		const struct profile_pattern *pattern = &p->pattern[i];
		struct str text = S("");
		for (size_t k = 0; k < row->n; k++)
			if (row->cell[k].column == p->number[pattern->column])
				text = row->cell[k].text;
		if (!pattern_fits(pattern->matches, text))
			miss(missing, "a column like ",
			    pattern_text(pattern->matches));
	}
}

/* Keeps the nearest: the smallest share missed; of two, the first by name. Of a
 * layout without a header nearly every row has something, so it must have most
 * to be near. */
static void
compare(struct matcher *m, const struct profile *p, struct missing *missing)
{
	size_t of = p->n_patterns + p->n_lacks;
	double share;

	for (size_t i = 0; p->n_patterns == 0 && i < p->n_columns; i++)
		of += p->needed[i];
	share = (double)missing->n / (double)of;
	if (share >= m->nearest_share || (p->n_patterns > 0 && share > 0.5))
		return;
	m->nearest = p;
	m->nearest_share = share;
	m->missed = str_dup(m->mem, missed_text(missing));
}

static bool
is_one_of_sheets(const struct matcher *m, const struct profile *p)
{
	for (size_t i = 0; i < p->n_sheets; i++)
		if (g_pattern_match_simple(
			str_z(m->mem, p->sheet[i]), str_z(m->mem, m->sheet)))
			return true;
	return p->n_sheets == 0;
}

/* Folders make no difference to the name of a file. */
static bool
is_file(const struct matcher *m, struct str wanted)
{
	struct str name = m->file, head, tail;

	while (str_cut(name, '/', &head, &tail))
		name = tail;
	return wanted.n == 0 || g_pattern_match_simple(
				    str_z(m->mem, wanted), str_z(m->mem, name));
}

static bool
is_titled(const struct matcher *m, const struct pattern *above)
{
	struct str part;

	for (size_t i = 0; above != NULL && i < m->n_seen; i++)
		for (size_t k = 0; k < m->seen[i].n; k++)
			if (pattern_find(above, m->seen[i].cell[k].text, &part))
				return true;
	return above == NULL;
}

/* What is asked for besides the header. */
static void
fit_surroundings(
    const struct matcher *m, const struct profile *p, struct missing *missing)
{
	if (!is_one_of_sheets(m, p))
		miss(missing, "a sheet called ", p->sheet[0]);
	if (!is_file(m, p->file))
		miss(missing, "a file called ", p->file);
	if (!is_titled(m, p->above))
		miss(missing, "a title like ", pattern_text(p->above));
}

/* Does the profile take a sheet with this row as its header? */
static bool
fits(struct matcher *m, const struct profile *p, const struct row *row,
    const struct headings *all, uint32_t *at)
{
	struct missing missing = {0, buf_new(m->mem)};

	if (m->rows > p->within)
		return false;
	if (p->n_patterns > 0)
		fit_patterns(p, row, at, &missing);
	else
		fit_header(p, all, at, &missing);
	if (missing.n == 0)
		fit_surroundings(m, p, &missing);
	if (missing.n > 0)
		compare(m, p, &missing);
	return missing.n == 0;
}

struct seen_row
seen_row_of(struct arena *mem, const struct row *row)
{
	struct seen_row seen = {
	    row->number, NEWS(mem, row->n, struct seen_cell), 0};

	for (size_t i = 0; i < row->n; i++) {
		const struct cell *c = &row->cell[i];
		struct str text = str_trim(c->text);
		if (c->type != CELL_BLANK && text.n > 0)
			seen.cell[seen.n++] =
			    (struct seen_cell){c->column, str_dup(mem, text)};
	}
	return seen;
}

static void
remember(struct matcher *m, const struct row *row)
{
	ARENA_GROW(m->mem, m->seen, m->n_seen, m->cap_seen);
	m->seen[m->n_seen++] = seen_row_of(m->mem, row);
}

bool
match_header(struct arena *mem, const struct profile *p, const struct row *row,
    uint32_t *at)
{
	struct headings all = headings_of(mem, row);
	struct missing missing = {0, buf_new(mem)};

	fit_header(p, &all, at, &missing);
	return missing.n == 0;
}

enum match_result
matcher_row(struct matcher *m, const struct row *row)
{
	struct arena_mark mark = arena_mark(m->mem);
	double share = m->nearest_share;
	struct headings all = headings_of(m->mem, row);
	uint32_t *at[2] = {NULL, NULL};
	const struct profile *p[2] = {NULL, NULL};
	int n = 0;

	if (all.n == 0)
		return MATCH_NOT_YET;
	m->rows++;
	for (size_t i = 0; i < m->n && n < 2; i++) {
		at[n] = NEWS(m->mem, m->profile[i]->n_columns, uint32_t);
		if (fits(m, m->profile[i], row, &all, at[n]))
			p[n++] = m->profile[i];
	}
	if (n > 0) {
		remember(m, row);
		m->match =
		    (struct match){p[0], p[0]->n_patterns > 0 ? 0 : row->number,
			at[0], m->seen, m->n_seen};
		m->second = p[1];
		return n == 2 ? MATCH_TWO : MATCH_FOUND;
	}
	if (m->nearest_share == share)
		arena_rewind(m->mem, mark);
	remember(m, row);
	return m->rows >= m->longest ? MATCH_NEVER : MATCH_NOT_YET;
}
