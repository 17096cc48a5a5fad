/* ingest/explain.c -- what the profiles make of a file, for people. */
#include <string.h>

#include "base/file.h"
#include "base/num.h"
#include "ingest/explain.h"
#include "ingest/intake.h"
#include "ingest/observe_file.h"

#define FIRST_OBSERVATIONS 8
#define FIRST_FINDINGS     20
#define FIRST_COLUMNS      60

static const char *const kind_words[] = {
    [PROFILE_OBSERVATIONS] = "observations",
    [PROFILE_ORGANISATIONS] = "organisations",
    [PROFILE_CODES] = "codes",
    [PROFILE_IGNORED] = "ignored",
};

static void
add_list(struct buf *b, const char *what, const struct str *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_addf(b, "%s%.*s", i == 0 ? what : ", ", STRF(s[i]));
	if (n > 0)
		buf_addz(b, "\n");
}

static void
add_recognition(struct buf *b, const struct profile *p)
{
	bool first = true;

	add_list(b, "    sheet: ", p->sheet, p->n_sheets);
	add_list(b, "    file: ", &p->file, p->file.n > 0);
	if (p->above != NULL)
		buf_addf(b, "    title: %.*s\n", STRF(pattern_text(p->above)));
	for (size_t i = 0; i < p->n_patterns; i++)
		buf_addf(b, "    column %.*s like %.*s\n",
		    STRF(p->column_title[p->pattern[i].column]),
		    STRF(pattern_text(p->pattern[i].matches)));
	for (size_t i = 0; p->n_patterns == 0 && i < p->n_columns; i++) {
		if (!p->needed[i])
			continue;
		buf_addf(b, "%s%.*s", first ? "    header: " : ", ",
		    STRF(p->column_title[i]));
		first = false;
	}
	if (!first)
		buf_addz(b, "\n");
}

bool
profiles_list(
    struct ctx *c, const struct ingest_options *options, struct buf *out)
{
	struct shelf shelf;

	if (!shelf_load(c, options->input, options->program_input, &shelf))
		return false;
	for (size_t i = 0; i < shelf.n_profiles; i++) {
		const struct profile *p = shelf.profile[i];
		buf_addf(out, "%.*s (%s)\n    %.*s; %.*s\n", STRF(p->name),
		    kind_words[p->kind], STRF(p->title), STRF(p->publisher));
		add_recognition(out, p);
		if (p->reason.n > 0)
			buf_addf(out, "    left out: %.*s\n", STRF(p->reason));
	}
	return true;
}

/* ---- the columns of a sheet */

static void
add_role(struct buf *b, const char *role, struct str name)
{
	buf_addf(b, "%s%s%.*s", b->n > 0 ? ", " : "", role, STRF(name));
}

static void
add_place_role(struct buf *b, const struct profile_place *place, int column,
    const char *role, struct str name)
{
	for (size_t i = 0; i < place->n; i++)
		if (place->column[i] == column)
			add_role(b, role, name);
}

static void
add_condition_roles(struct buf *b, const struct profile_conditions *all,
    int column, const char *role, struct str name)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->c[i].column == column) {
			add_role(b, role, name);
			return;
		}
}

static void
add_value_roles(struct buf *b, const struct profile *p, int column)
{
	for (size_t i = 0; i < p->n_values; i++) {
		const struct profile_value *v = &p->value[i];
		if (v->column == column && column != NO_COLUMN)
			add_role(b, "value of ",
			    v->measure.n > 0 ? v->measure
					     : S("the row's measure"));
		add_condition_roles(
		    b, &v->where, column, "decides ", v->measure);
		add_condition_roles(
		    b, &v->unless, column, "decides ", v->measure);
	}
}

/* What the cells of a profile's column are taken for. */
static void
add_roles(struct buf *b, const struct profile *p, int column)
{
	const struct {
		int column;
		const char *role;
	} one[] = {{p->org_name, "name"}, {p->region, "region code"},
	    {p->region_name, "region"}, {p->icb, "ICB code"},
	    {p->icb_name, "ICB"}, {p->cluster, "kind of organisation"},
	    {p->measure_column, "measure"}};

	add_place_role(b, &p->org, column, "organisation code", S(""));
	if (p->kind == PROFILE_CODES && p->code == column)
		add_role(b, "code", S(""));
	for (size_t i = 0; i < COUNT(one); i++)
		if (one[i].column == column)
			add_role(b, one[i].role, S(""));
	add_place_role(b, &p->when, column, "date", S(""));
	for (size_t i = 0; i < p->n_dimensions; i++)
		add_place_role(b, &p->dimension[i].place, column, "",
		    str_of(dimension_words[p->dimension[i].dimension]));
	add_value_roles(b, p, column);
	add_condition_roles(b, &p->skip, column, "rows to leave out", S(""));
	add_condition_roles(b, &p->keep, column, "rows to keep", S(""));
}

static struct str
letters(struct arena *mem, uint32_t column)
{
	struct buf b = buf_new(mem);

	cell_print(&b, 1, column);
	return str_slice(buf_str(&b), 0, b.n - 1);
}

static void
add_column(struct buf *out, struct arena *mem, uint32_t at, struct str title,
    struct str role)
{
	if (title.n > 44)
		title = str_fmt(mem, "%.*s...", 41, title.p);
	buf_addf(out, "    %-4.*s%-46.*s%.*s\n", STRF(letters(mem, at)),
	    STRF(title), STRF(role));
}

static struct str
title_over(const struct observer *o, uint32_t column)
{
	for (size_t i = 0; i < o->n_seen; i++)
		for (size_t k = 0; k < o->seen[i].n; k++)
			if (o->seen[i].number == o->header &&
			    o->seen[i].cell[k].column == column)
				return o->seen[i].cell[k].text;
	return S("");
}

static void
add_dimension(struct buf *b, const struct observer *o, enum dimension d, sym w)
{
	buf_addf(b, "%s%s %.*s", b->n > 0 ? ", " : "", dimension_words[d],
	    STRF(symbols_text(o->d->symbols, w)));
}

static struct str
wide_role(struct arena *mem, const struct observer *o, const struct wide *w)
{
	const struct profile *p = o->p;
	struct buf b = buf_new(mem);

	buf_addf(&b, "value of %.*s", STRF(p->value[w->value].measure));
	if (p->when.kind == PLACE_HEADINGS) {
		buf_addz(&b, ", date ");
		day_print_iso(&b, w->date);
	}
	for (int d = 0; d < DIM_N; d++)
		if (w->dim[d] != 0)
			add_dimension(&b, o, (enum dimension)d, w->dim[d]);
	return buf_str(&b);
}

/* What the whole sheet says. */
static void
add_fixed(struct buf *out, struct arena *mem, const struct observer *o)
{
	const struct profile *p = o->p;
	struct buf b = buf_new(mem);

	if (p->org.kind > PLACE_COLUMNS)
		buf_addf(&b, "organisation %.*s", STRF(o->org_text));
	if (p->when.kind > PLACE_COLUMNS && p->when.kind != PLACE_HEADINGS) {
		buf_addz(&b, b.n > 0 ? ", date " : "date ");
		day_print_iso(&b, o->fixed_date);
	}
	for (size_t i = 0; i < p->n_dimensions; i++)
		if (p->dimension[i].place.kind > PLACE_COLUMNS &&
		    p->dimension[i].place.kind != PLACE_HEADINGS)
			add_dimension(
			    &b, o, p->dimension[i].dimension, o->fixed[i]);
	if (b.n > 0)
		buf_addf(out, "    for all rows: %.*s\n", STRF(buf_str(&b)));
}

/* The field of a sheet's column + 1, or 0. */
static uint32_t
field_of(const struct observer *o, uint32_t column)
{
	return column < o->n_slots ? o->slot[column] : 0;
}

static void
add_columns(struct buf *out, const struct observer *o)
{
	struct arena *mem = arena_new("columns");
	const struct profile *p = o->p;
	unsigned shown = 0, more = 0;

	for (uint32_t at = 1; o->laid && at < o->n_slots; at++) {
		struct str title = title_over(o, at), role = S("not used");
		uint32_t field = field_of(o, at);
		struct buf b = buf_new(mem);
		if (field > p->n_columns) {
			role = wide_role(
			    mem, o, &o->wide[field - p->n_columns - 1]);
		} else if (field > 0) {
			add_roles(&b, p, (int)field - 1);
			role = b.n > 0 ? buf_str(&b) : S("recognised by");
		} else if (title.n == 0) {
			continue;
		}
		if (shown++ < FIRST_COLUMNS)
			add_column(out, mem, at, title, role);
		else
			more++;
	}
	if (more > 0)
		buf_addf(out, "    and %u more columns\n", more);
	add_fixed(out, mem, o);
	arena_free(mem);
}

static void
add_sheet(void *self, const struct observer *o)
{
	struct buf *out = self;

	buf_addz(out, "  ");
	if (o->sheet_name.n > 0)
		buf_addf(out, "sheet '%.*s': ", STRF(o->sheet_name));
	buf_addf(
	    out, "profile %.*s (%.*s)", STRF(o->p->name), STRF(o->p->title));
	if (o->header > 0)
		buf_addf(out, ", header in row %u", o->header);
	buf_addz(out, "\n");
	add_columns(out, o);
}

/* ---- what came out */

static const char *
missing(enum reason r)
{
	static const char *const words[] = {[REASON_NONE] = "",
	    [REASON_BLANK] = "blank",
	    [REASON_SUPPRESSED] = "suppressed",
	    [REASON_NOT_APPLICABLE] = "not applicable",
	    [REASON_NOT_AVAILABLE] = "not available",
	    [REASON_UNREADABLE] = "unreadable"};

	return words[r];
}

static void
add_observation(
    struct buf *out, const struct dataset *d, const struct observation *a)
{
	struct arena *mem = arena_new("observation");
	struct at at = dataset_at(mem, d, a->origin);

	buf_addf(out, "    %.*s%s%.*s: %.*s ", STRF(at.sheet),
	    at.sheet.n > 0 ? "!" : "", STRF(at.cell),
	    STRF(symbols_text(d->symbols, a->org)));
	day_print_iso(out, a->date);
	buf_addf(out, " %.*s = ", STRF(symbols_text(d->symbols, a->measure)));
	if (a->reason == REASON_NONE)
		num_short(out, a->value);
	else
		buf_addz(out, missing(a->reason));
	for (int i = 0; i < DIM_N; i++)
		if (a->dim[i] != 0)
			buf_addf(out, "; %s: %.*s", dimension_words[i],
			    STRF(symbols_text(d->symbols, a->dim[i])));
	buf_addz(out, "\n");
	arena_free(mem);
}

static void
add_findings(struct buf *out, const struct findings *all)
{
	size_t n = findings_count(all);

	if (n > 0)
		buf_addf(out, "  findings:\n");
	for (size_t i = 0; i < n && i < FIRST_FINDINGS; i++) {
		const struct finding *f = findings_at(all, i);
		buf_addz(out, "    ");
		if (f->cell.n > 0)
			buf_addf(out, "%.*s%s%.*s: ", STRF(f->sheet),
			    f->sheet.n > 0 ? "!" : "", STRF(f->cell));
		finding_print(out, f);
		buf_addz(out, "\n      ");
		finding_print_remedy(out, f);
		buf_addz(out, "\n");
	}
	if (n > FIRST_FINDINGS)
		buf_addf(out, "    and %zu more\n", n - FIRST_FINDINGS);
}

bool
profiles_explain(struct ctx *c, const struct ingest_options *options,
    struct str file, struct buf *out)
{
	struct findings *findings = findings_new(c->mem);
	struct walked w = {.path = file, .label = file};
	const struct source *s;
	struct intake in;
	struct buf sheets = buf_new(c->mem);

	if (!file_exists(c, file))
		return diag_fail(
		    c, (struct at){.file = file}, "there is no such file");
	if (!intake_open(&in, c, options, findings))
		return false;
	in.sheet_read = add_sheet;
	in.self = &sheets;
	in.d->source = NEW(c->mem, struct source);
	intake_read(&in, &w);
	intake_close(&in);
	findings_sort(findings);
	s = &in.d->source[0];
	buf_addf(out, "%.*s\n%.*s", STRF(file), STRF(buf_str(&sheets)));
	if (s->profile.n > 0)
		buf_addf(out, "  rows read: %zu; observations: %zu\n", s->rows,
		    s->observations);
	if (in.d->n > 0)
		buf_addz(out, "  the first observations:\n");
	for (size_t i = 0; i < in.d->n && i < FIRST_OBSERVATIONS; i++)
		add_observation(out, in.d, &in.d->observation[i]);
	add_findings(out, findings);
	return true;
}
