/* ingest/intake.c -- one file: read, matched with a profile, observed. */
#include "ingest/intake_kept.h"
#include "ingest/reader.h"

void
intake_find(struct intake *r, uint16_t source, enum finding_kind kind,
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

/* Of a file that several processes read each has a stretch of the sheets. */
static bool
is_ours(struct file *f)
{
	unsigned n = f->met++;

	return f->share.of <= 1 || (n >= f->share.from && n < f->share.to);
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
	if (!is_ours(f))
		return false;
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
		returns_open(r, f->mem, f->n_sheets == 1);
		returns_sheet(r, &f->at);
	}
	return f->is_return;
}

unsigned
intake_family(const struct intake *r, const struct profile *p)
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

void
file_choose(struct file *f, const struct profile *p)
{
	if (f->profile == NULL || (f->profile->kind > PROFILE_ORGANISATIONS &&
				      p->kind < f->profile->kind))
		f->profile = p;
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
	file_choose(f, p);
	f->matching = false;
	observer_sheet(f->run->observer, f->mem, &f->at, &f->matcher.match,
	    intake_family(f->run, p));
	if (f->matcher.match.header == 0)
		observer_row(f->run->observer, row);
	return true;
}

void
intake_refuse(struct intake *r, uint16_t source, struct at at, struct str why)
{
	findings_add(r->findings, (struct finding){.kind = FINDING_unreadable,
				      .file = r->d->source[source].path,
				      .sheet = at.sheet,
				      .cell = at.cell,
				      .value = why});
}

/* After the last row: is the file to be kept? */
bool
file_conclude(struct file *f)
{
	struct intake *r = f->run;
	const struct matcher *m = &f->matcher;

	if (f->second != NULL) {
		intake_find(r, f->source, FINDING_two_profiles,
		    f->profile->name, f->second->name);
		return false;
	}
	if (f->profile != NULL)
		return true;
	if (f->any_row && m->nearest != NULL)
		intake_find(r, f->source, FINDING_no_profile, m->nearest->name,
		    m->missed);
	else
		intake_find(r, f->source, FINDING_empty_file, S(""), S(""));
	return false;
}

void
file_take(struct file *f)
{
	struct source *s = &f->run->d->source[f->source];

	observer_close(f->run->observer);
	if (f->profile->kind == PROFILE_IGNORED)
		intake_find(f->run, f->source, FINDING_left_out,
		    f->profile->reason, f->profile->name);
	else if (s->rows == 0)
		intake_find(
		    f->run, f->source, FINDING_empty_file, S(""), S(""));
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

bool
intake_has(struct intake *r, uint16_t source)
{
	for (uint16_t i = 0; i < source; i++) {
		struct source *s = &r->d->source[i];
		if (!str_eq(s->sha256, r->d->source[source].sha256))
			continue;
		intake_find(r, source, FINDING_duplicate, S(""), s->path);
		return true;
	}
	return false;
}

/* All of a small file is held, which then need not be read again. */
struct file_sum
intake_contents(struct arena *mem, struct arena *tmp, const struct walked *w)
{
	struct ctx quiet = {mem, tmp, diag_new(tmp, NULL, true)};
	size_t room = w->bytes < INTAKE_SMALL ? (size_t)w->bytes + 1 : 0;
	struct file_sum is;

	(void)!file_checksum(&quiet, w->path, room, &is);
	return is;
}

bool
file_read_rows(
    struct file *f, struct ctx *c, const struct walked *w, struct str all)
{
	struct book_visitor visitor = {f, see_sheet, see_row};
	const struct book_limits *limits = f->run->limits;
	bool ok;

	f->matcher = matcher_new(
	    f->mem, f->run->shelf.profile, f->run->shelf.n_profiles);
	f->matcher.file = w->label;
	f->matching = true;
	ok = all.n > 0
		 ? reader_read_bytes(c, all, w->label, limits, &visitor, NULL)
		 : reader_read(c, w->path, w->label, limits, &visitor, NULL);
	if (ok && f->is_return)
		f->as_return = returns_end(f->run->returns);
	else if (ok)
		end_sheet(f);
	return ok;
}

/* The file's checksum is known: are its rows to be looked at? */
bool
intake_wants(struct intake *r, uint16_t source, uint64_t bytes)
{
	if (r->d->source[source].sha256.n == 0)
		return true;
	if (bytes == 0)
		intake_find(r, source, FINDING_empty_file, S(""), S(""));
	return bytes > 0 && !intake_has(r, source);
}

void
file_keep(struct file *f, bool read, struct at at, struct str why)
{
	struct intake *r = f->run;
	struct source *s = &r->d->source[f->source];

	if (read)
		intake_remember(f);
	if (!read) {
		observer_drop(r->observer);
		intake_refuse(r, f->source, at, why);
	} else if (f->is_return) {
		s->synthetic = returns_keep(r->returns, f->as_return, f->source,
				   r->findings) &&
			       f->synthetic;
	} else if (file_conclude(f)) {
		file_take(f);
	} else {
		observer_drop(r->observer);
	}
	s->sheet = f->sheet;
	s->n_sheets = f->n_sheets;
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
	struct file f = {.run = r, .mem = mem, .source = source};
	struct file_sum is = intake_contents(r->c->mem, tmp, w);
	bool ok;

	r->d->source[source].sha256 = is.sha256;
	if (intake_wants(r, source, is.bytes)) {
		f.findings = findings_new(odd);
		observer_open(r->observer, source, f.findings);
		ok = file_read_rows(&f, &c, w, is.all);
		file_keep(&f, ok, diag_at(c.diag), diag_text(c.diag));
	}
	arena_free(tmp);
	arena_free(book);
	arena_free(odd);
	arena_free(mem);
}

uint16_t
intake_next(struct intake *in, const struct walked *w)
{
	uint16_t i = (uint16_t)in->d->n_sources++;

	in->d->source[i] = (struct source){.path = w->label, .date = DAY_NONE};
	return i;
}

void
intake_read(struct intake *in, const struct walked *w)
{
	read_file(in, intake_next(in, w), w);
}

void
intake_read_again(struct intake *in, uint16_t source, const struct walked *w)
{
	read_file(in, source, w);
}

bool
intake_open(struct intake *in, struct ctx *c,
    const struct ingest_options *options, struct findings *findings)
{
	*in = (struct intake){
	    .c = c, .findings = findings, .readings = options->readings};
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
