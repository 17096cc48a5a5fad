/* ingest/intake.c -- one file: read, matched with a profile, observed. */
#include <glib.h>
#include <stdio.h>

#include "ingest/intake.h"
#include "ingest/reader.h"

#define CHECKSUM_BYTES (64u << 10)

/* One file while it is read. Nothing of it that is not in the dataset outlives
 * mem. */
struct file {
	struct intake *run;
	struct arena *mem;
	uint16_t source;
	/* Of its rows: a file that is left out in the end has one finding, why. */
	struct findings *findings;
	struct matcher matcher;
	/* The first that took a sheet, one with values or names before a list of
	 * codes; and the second of two that take one sheet. */
	const struct profile *profile, *second;
	bool matching; /* the sheet's header was not met yet */
	bool any_row, synthetic;
	bool is_return;    /* then no profile is asked */
	struct str *sheet; /* names, in run.c->mem */
	size_t n_sheets, cap_sheets;
	struct sheet at;
};

static void
find(struct intake *r, uint16_t source, enum finding_kind kind,
    struct str value, struct str other)
{
	findings_add(r->findings, (struct finding){.kind = kind,
				      .file = r->d->source[source].path,
				      .value = value,
				      .other = other});
}

static void
end_sheet(struct file *f)
{
	const struct intake *r = f->run;

	if (!f->matching && f->profile != NULL && r->sheet_read != NULL)
		r->sheet_read(r->self, r->observer);
	f->matching = true;
}

static bool
see_sheet(void *self, const struct sheet *sheet)
{
	struct file *f = self;
	struct arena *mem = f->run->c->mem;

	end_sheet(f);

	while (f->n_sheets <= sheet->index) {
		ARENA_GROW(mem, f->sheet, f->n_sheets, f->cap_sheets);
		f->sheet[f->n_sheets++] = S("");
	}
	f->sheet[sheet->index] = str_dup(mem, sheet->name);
	f->at = *sheet;
	f->at.name = f->sheet[sheet->index];
	if (f->is_return) {
		returns_sheet(f->run->returns, &f->at);
		return true;
	}
	matcher_sheet(&f->matcher, sheet);
	return f->second == NULL;
}

/* The row that opens the cover of a return makes the file one. */
static bool
takes_return(struct file *f, const struct row *row)
{
	struct returns *r = f->run->returns;

	if (!f->is_return && r != NULL && f->profile == NULL &&
	    returns_fits(r, row)) {
		f->is_return = true;
		returns_open(r, f->source, f->run->findings);
		returns_sheet(r, &f->at);
	}
	return f->is_return;
}

/* The families of keys: a profile's place on the shelf. */
static unsigned
family(const struct intake *r, const struct profile *p)
{
	unsigned i = 0;

	while (r->shelf.profile[i] != p)
		i++;
	return i;
}

/* A file of made-up figures in a published layout says so in a note of its own,
 * wherever there is room: a column, or a sheet. */
static bool
says_synthetic(const struct row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->cell[i].type == CELL_TEXT &&
		    str_starts(row->cell[i].text, S("Synthetic data")))
			return true;
	return false;
}

static bool
see_row(void *self, const struct row *row)
{
	struct file *f = self;
	const struct profile *p;

	f->synthetic = f->synthetic || says_synthetic(row);
	f->any_row = f->any_row || row->n > 0;
	if (takes_return(f, row)) {
		returns_row(f->run->returns, row);
		return true;
	}
	if (!f->matching) {
		observer_row(f->run->observer, row);
		return true;
	}
	switch (matcher_row(&f->matcher, row)) {
	case MATCH_NOT_YET:
		return true;
	case MATCH_NEVER:
		return false;
	case MATCH_TWO:
		f->profile = f->matcher.match.profile;
		f->second = f->matcher.second;
		return false;
	case MATCH_FOUND:
		break;
	}
	p = f->matcher.match.profile;
	if (f->profile == NULL || (f->profile->kind > PROFILE_ORGANISATIONS &&
				      p->kind < f->profile->kind))
		f->profile = p;
	f->matching = false;
	observer_sheet(f->run->observer, f->mem, &f->at, &f->matcher.match,
	    family(f->run, p));
	if (f->matcher.match.header == 0)
		observer_row(f->run->observer, row);
	return true;
}

static void
refuse(struct intake *r, uint16_t source, const struct diag *d)
{
	struct at at = diag_at(d);

	findings_add(r->findings, (struct finding){.kind = FINDING_unreadable,
				      .file = r->d->source[source].path,
				      .sheet = at.sheet,
				      .cell = at.cell,
				      .value = diag_text(d)});
}

/* After the last row: is the file to be kept? */
static bool
conclude(struct file *f)
{
	struct intake *r = f->run;
	const struct matcher *m = &f->matcher;

	if (f->second != NULL) {
		find(r, f->source, FINDING_two_profiles, f->profile->name,
		    f->second->name);
		return false;
	}
	if (f->profile != NULL)
		return true;
	if (f->any_row && m->nearest != NULL)
		find(r, f->source, FINDING_no_profile, m->nearest->name,
		    m->missed);
	else
		find(r, f->source, FINDING_empty_file, S(""), S(""));
	return false;
}

static void
take(struct file *f)
{
	struct source *s = &f->run->d->source[f->source];

	observer_close(f->run->observer);
	if (f->profile->kind == PROFILE_IGNORED)
		find(f->run, f->source, FINDING_left_out, f->profile->reason,
		    f->profile->name);
	else if (s->rows == 0)
		find(f->run, f->source, FINDING_empty_file, S(""), S(""));
	for (size_t i = 0; i < findings_count(f->findings); i++) {
		const struct finding *odd = findings_at(f->findings, i);
		for (unsigned n = 0; n < odd->times; n++)
			findings_add(f->run->findings, *odd);
	}
	s->profile = f->profile->name;
	s->title = f->profile->title;
	s->publisher = f->profile->publisher;
	s->synthetic = f->profile->synthetic || f->synthetic;
}

static bool
is_copy(struct intake *r, uint16_t source)
{
	for (uint16_t i = 0; i < source; i++) {
		struct source *s = &r->d->source[i];
		if (!str_eq(s->sha256, r->d->source[source].sha256))
			continue;
		find(r, source, FINDING_duplicate, S(""), s->path);
		return true;
	}
	return false;
}

/* The checksum of a file, a stretch at a time. Empty when it cannot be read: the
 * reader will say why. */
static struct str
checksum(struct arena *mem, struct arena *tmp, struct str path, uint64_t *bytes)
{
	unsigned char *p = NEWS(tmp, CHECKSUM_BYTES, unsigned char);
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	FILE *in = fopen(str_z(tmp, path), "rb");
	struct str hex = S("");
	size_t n;

	*bytes = 0;
	while (in != NULL && (n = fread(p, 1, CHECKSUM_BYTES, in)) > 0) {
		g_checksum_update(sum, p, (gssize)n);
		*bytes += n;
	}
	if (in != NULL && !ferror(in))
		hex = str_dup(mem, str_of(g_checksum_get_string(sum)));
	if (in != NULL)
		fclose(in);
	g_checksum_free(sum);
	return hex;
}

/* The reader's failures become findings, so they go to a diag of their own. */
static void
read_file(struct intake *r, uint16_t source, const struct walked *w)
{
	struct arena *mem = arena_new("file"),
		     *odd = arena_new("file findings"),
		     *book = arena_new("book"),
		     *tmp = arena_new("book scratch");
	struct ctx c = {book, tmp, diag_new(book, NULL, true)};
	struct file f = {.run = r,
	    .mem = mem,
	    .source = source,
	    .matcher = matcher_new(mem, r->shelf.profile, r->shelf.n_profiles)};
	struct book_visitor visitor = {&f, see_sheet, see_row};
	struct source *s = &r->d->source[source];
	uint64_t bytes;

	f.matcher.file = w->label;
	f.matching = true;
	s->sha256 = checksum(r->c->mem, tmp, w->path, &bytes);
	if (s->sha256.n > 0 && bytes == 0) {
		find(r, source, FINDING_empty_file, S(""), S(""));
		goto out;
	}
	if (s->sha256.n > 0 && is_copy(r, source))
		goto out;
	f.findings = findings_new(odd);
	observer_open(r->observer, source, f.findings);
	if (!reader_read(&c, w->path, w->label, r->limits, &visitor, NULL)) {
		if (f.is_return)
			returns_drop(r->returns);
		observer_drop(r->observer);
		refuse(r, source, c.diag);
	} else if (f.is_return) {
		s->synthetic = returns_close(r->returns) && f.synthetic;
	} else if (end_sheet(&f), conclude(&f)) {
		take(&f);
	} else {
		observer_drop(r->observer);
	}
	s->sheet = f.sheet;
	s->n_sheets = f.n_sheets;
out:
	arena_free(tmp);
	arena_free(book);
	arena_free(odd);
	arena_free(mem);
}

void
intake_read(struct intake *in, const struct walked *w)
{
	uint16_t i = (uint16_t)in->d->n_sources;

	in->d->source[i] = (struct source){.path = w->label, .date = DAY_NONE};
	in->d->n_sources++;
	read_file(in, i, w);
}

bool
intake_open(struct intake *in, struct ctx *c,
    const struct ingest_options *options, struct findings *findings)
{
	*in = (struct intake){.c = c, .findings = findings};
	in->limits =
	    options->limits != NULL ? options->limits : &book_limits_default;
	if (!shelf_load(c, options->input, options->program_input, &in->shelf))
		return false;
	in->d = dataset_new(c->mem);
	in->work = arena_new("ingest");
	in->reg = reg_new(in->work, c->mem, in->d);
	in->observer = observer_new(c->mem, in->work, in->d, in->reg);
	if (options->return_form != NULL)
		in->returns = returns_new(
		    c->mem, in->work, in->d, in->reg, options->return_form);
	return true;
}

void
intake_close(struct intake *in)
{
	reg_finish(in->reg);
	if (in->returns != NULL)
		returns_finish(in->returns, in->findings);
	dataset_sort_organisations(in->d);
	arena_free(in->work);
}
