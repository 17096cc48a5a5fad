/* ingest/ingest.c -- a folder of spreadsheets to observations and findings. */
#include <string.h>

#include "base/file.h"
#include "ingest/ingest.h"
#include "ingest/match.h"
#include "ingest/observe.h"
#include "ingest/reader.h"
#include "ingest/shelf.h"
#include "ingest/walk.h"

#define SOURCES_MAX 65000 /* origin.source has 16 bits */

struct run {
	struct ctx *c;
	const struct ingest_options *options;
	const struct book_limits *limits;
	struct shelf shelf;
	struct dataset *d;
	struct findings *findings;
	struct arena *work; /* for the run */
	struct observer *observer;
	struct reg *reg;
};

/* One file while it is read. Nothing of it that is not in the dataset outlives
 * mem. */
struct reading {
	struct run *run;
	struct arena *mem;
	uint16_t source;
	/* Of its rows: a file that is left out in the end has one finding, why. */
	struct findings *findings;
	struct matcher matcher;
	const struct profile *profile, *second;
	bool matching; /* the sheet's header was not met yet */
	bool any_row, synthetic;
	struct str *sheet; /* names, in run.c->mem */
	size_t n_sheets, cap_sheets;
	struct sheet at;
};

static void
find(struct run *r, uint16_t source, enum finding_kind kind, struct str value,
    struct str other)
{
	findings_add(r->findings, (struct finding){.kind = kind,
				      .file = r->d->source[source].path,
				      .value = value,
				      .other = other});
}

static bool
see_sheet(void *self, const struct sheet *sheet)
{
	struct reading *f = self;
	struct arena *mem = f->run->c->mem;

	while (f->n_sheets <= sheet->index) {
		ARENA_GROW(mem, f->sheet, f->n_sheets, f->cap_sheets);
		f->sheet[f->n_sheets++] = S("");
	}
	f->sheet[sheet->index] = str_dup(mem, sheet->name);
	f->at = *sheet;
	f->at.name = f->sheet[sheet->index];
	f->matching = true;
	matcher_sheet(&f->matcher, sheet);
	return f->second == NULL;
}

/* The families of keys: a profile's place on the shelf. */
static unsigned
family(const struct run *r, const struct profile *p)
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
	struct reading *f = self;
	const struct profile *p;

	f->synthetic = f->synthetic || says_synthetic(row);
	f->any_row = f->any_row || row->n > 0;
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
	if (f->profile != NULL && f->profile != p) {
		f->second = p;
		return false;
	}
	f->profile = p;
	f->matching = false;
	observer_sheet(f->run->observer, f->mem, &f->at, &f->matcher.match,
	    family(f->run, p));
	if (f->matcher.match.header == 0)
		observer_row(f->run->observer, row);
	return true;
}

static void
refuse(struct run *r, uint16_t source, const struct diag *d)
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
conclude(struct reading *f)
{
	struct run *r = f->run;
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
take(struct reading *f)
{
	struct source *s = &f->run->d->source[f->source];

	observer_close(f->run->observer);
	if (s->rows == 0)
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
is_copy(struct run *r, uint16_t source)
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

/* The reader's failures become findings, so they go to a diag of their own. */
static void
read_one(struct run *r, uint16_t source, const struct walked *w)
{
	struct arena *mem = arena_new("file"),
		     *odd = arena_new("file findings"),
		     *book = arena_new("book"),
		     *tmp = arena_new("book scratch");
	struct ctx c = {book, tmp, diag_new(book, NULL, true)};
	struct reading f = {.run = r,
	    .mem = mem,
	    .source = source,
	    .matcher = matcher_new(mem, r->shelf.profile, r->shelf.n_profiles)};
	struct book_visitor visitor = {&f, see_sheet, see_row};
	struct source *s = &r->d->source[source];
	struct str bytes;

	if (!file_read(&c, w->path, r->limits->file_bytes, &bytes)) {
		refuse(r, source, c.diag);
		goto out;
	}
	s->sha256 = file_sha256(r->c->mem, bytes);
	if (bytes.n == 0) {
		find(r, source, FINDING_empty_file, S(""), S(""));
		goto out;
	}
	if (is_copy(r, source))
		goto out;
	f.findings = findings_new(odd);
	observer_open(r->observer, source, f.findings);
	if (!reader_read_bytes(
		&c, bytes, w->label, r->limits, &visitor, NULL)) {
		observer_drop(r->observer);
		refuse(r, source, c.diag);
	} else if (conclude(&f)) {
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

static void
tell(const struct run *r, size_t done, size_t of, struct str file)
{
	if (r->options->progress != NULL)
		r->options->progress(r->options->self, done, of, file);
}

static void
read_all(struct run *r, const struct walked *w, size_t n)
{
	r->d->source = NEWS(r->c->mem, n, struct source);
	for (size_t i = 0; i < n; i++) {
		tell(r, i, n, w[i].label);
		r->d->source[i].path = w[i].label;
		r->d->source[i].date = DAY_NONE;
		r->d->n_sources = i + 1;
		read_one(r, (uint16_t)i, &w[i]);
	}
	tell(r, n, n, S(""));
	reg_finish(r->reg);
	dataset_sort_organisations(r->d);
}

bool
ingest_run(struct ctx *c, const struct ingest_options *options,
    struct dataset **out, struct findings *findings)
{
	struct run r = {.c = c, .options = options, .findings = findings};
	struct walked *w;
	size_t n;

	r.limits =
	    options->limits != NULL ? options->limits : &book_limits_default;
	if (!shelf_load(c, options->input, options->program_input, &r.shelf) ||
	    !walk_folder(c, options->input, &w, &n))
		return false;
	if (n > SOURCES_MAX)
		return diag_fail(c, (struct at){.file = options->input},
		    "has %zu spreadsheets; %d is the most of one run", n,
		    SOURCES_MAX);
	*out = r.d = dataset_new(c->mem);
	r.work = arena_new("ingest");
	r.reg = reg_new(r.work, c->mem, r.d);
	r.observer = observer_new(c->mem, r.work, r.d, r.reg);
	read_all(&r, w, n);
	arena_free(r.work);
	return true;
}
