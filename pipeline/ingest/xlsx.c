/* ingest/xlsx.c -- a workbook: its parts, its sheets in order. */
#include <string.h>

#include "ingest/xlsx.h"

struct relation {
	struct str id, type, target; /* target as a part's name */
};

struct relations {
	struct reading *r;
	struct str folder; /* of the part they belong to */
	struct relation *relation;
	size_t n, cap;
};

struct listed_sheet {
	struct str name, id;
	bool hidden;
};

struct workbook {
	struct reading *r;
	struct listed_sheet *sheet;
	size_t n, cap;
	bool date1904;
};

/* Cut short within its first bytes it is no text either. */
static bool
xlsx_fits(struct str bytes)
{
	return (bytes.n > 0 && str_starts(S("PK\3\4"), bytes)) ||
	       str_starts(bytes, S("PK\3\4")) ||
	       str_starts(bytes, S("PK\5\6")) ||
	       str_starts(bytes, S("PK\7\10"));
}

static struct str
folder_of(struct str part)
{
	size_t n = part.n;

	while (n > 0 && part.p[n - 1] != '/')
		n--;
	return str_slice(part, 0, n);
}

/* The part that a target means, seen from a folder: "../x" goes up, "/x" and
 * "\x" start at the top. */
static struct str
resolve(struct arena *mem, struct str folder, struct str target)
{
	struct buf b = buf_new(mem);
	char *p = arena_copy(mem, target.p, target.n);
	struct str rest = {p, target.n}, step;

	for (size_t i = 0; i < target.n; i++)
		if (p[i] == '\\')
			p[i] = '/';
	if (target.n > 0 && p[0] != '/')
		buf_adds(&b, folder);
	while (str_cut(rest, '/', &step, &rest) || step.n > 0) {
		if (str_is(step, "..")) {
			while (b.n > 0 && b.p[--b.n] == '/')
				;
			while (b.n > 0 && b.p[b.n - 1] != '/')
				b.n--;
		} else if (step.n > 0 && !str_is(step, ".")) {
			buf_adds(&b, step);
			buf_addc(&b, '/');
		}
	}
	return str_slice(buf_str(&b), 0, b.n > 0 ? b.n - 1 : 0);
}

static void
relation_start(struct xml *x, const char *name, const char **attribute)
{
	struct relations *t = x->self;
	struct arena *mem = t->r->c.mem;
	const char *mode = xml_attribute(attribute, "TargetMode");

	if (strcmp(name, "Relationship") != 0 || t->n >= t->r->limits->parts ||
	    (mode != NULL && strcmp(mode, "External") == 0))
		return;
	ARENA_GROW(mem, t->relation, t->n, t->cap);
	t->relation[t->n++] = (struct relation){
	    str_dup(mem, str_of(xml_attribute(attribute, "Id"))),
	    str_dup(mem, str_of(xml_attribute(attribute, "Type"))),
	    resolve(
		mem, t->folder, str_of(xml_attribute(attribute, "Target")))};
}

/* The last word of a type is the same in all editions of the standard. */
static bool
type_is(const struct relation *t, const char *word)
{
	struct str last = str_slice(t->type, folder_of(t->type).n, t->type.n);

	return str_is(last, word);
}

static const struct relation *
by_type(const struct relations *t, const char *word)
{
	for (size_t i = 0; i < t->n; i++)
		if (type_is(&t->relation[i], word))
			return &t->relation[i];
	return NULL;
}

static const struct relation *
by_id(const struct relations *t, struct str id)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->relation[i].id, id))
			return &t->relation[i];
	return NULL;
}

/* The relations of a part ("" is the package); none if it has none. */
static bool
read_relations(struct reading *r, struct archive *a, struct str part,
    struct relations *out)
{
	struct arena_mark m = arena_mark(r->c.tmp);
	struct str folder = folder_of(part), bytes, name;
	const struct part *rels;
	bool ok;

	*out = (struct relations){.r = r, .folder = folder};
	name = str_fmt(r->c.mem, "%.*s_rels/%.*s.rels", STRF(folder),
	    STRF(str_slice(part, folder.n, part.n)));
	rels = archive_find(a, name);
	if (rels == NULL)
		return true;
	ok = archive_unpack(r, a, rels, &bytes);
	if (ok) {
		struct xml x = {.r = r,
		    .part = rels->name,
		    .self = out,
		    .start = relation_start};
		ok = xml_read(&x, bytes);
	}
	arena_rewind(r->c.tmp, m);
	return ok;
}

static void
workbook_start(struct xml *x, const char *name, const char **attribute)
{
	struct workbook *w = x->self;
	struct arena *mem = w->r->c.mem;
	const char *state;

	if (strcmp(name, "workbookPr") == 0) {
		w->date1904 = xml_true(xml_attribute(attribute, "date1904"));
	} else if (strcmp(name, "sheet") == 0 && w->n == UINT16_MAX) {
		diag_fail(&w->r->c, reading_at(w->r),
		    "lists more than %u sheets; the file is damaged, ask for "
		    "it again",
		    UINT16_MAX);
		xml_fail(x);
	} else if (strcmp(name, "sheet") == 0) {
		state = xml_attribute(attribute, "state");
		ARENA_GROW(mem, w->sheet, w->n, w->cap);
		w->sheet[w->n++] = (struct listed_sheet){
		    str_dup(mem, str_of(xml_attribute(attribute, "name"))),
		    str_dup(mem, str_of(xml_attribute(attribute, "id"))),
		    state != NULL && (strcmp(state, "hidden") == 0 ||
					 strcmp(state, "veryHidden") == 0)};
	}
}

/* What a ZIP file that is no XLSX is instead. */
static bool
refuse_zip(struct reading *r, const struct archive *a)
{
	static const struct {
		const char *part, *message;
	} other[] = {
	    {"xl/workbook.bin", "is a binary workbook (XLSB), which is not "
				"read; open it in Excel and save it as Excel "
				"Workbook (XLSX)"},
	    {"content.xml", "is an OpenDocument file (ODS), which is not read; "
			    "open it and save it as Excel Workbook (XLSX)"},
	    {"Index/Document.iwa", "is an Apple Numbers document, which is "
				   "not read; export it as Excel (XLSX)"},
	    {"Index.zip", "is an Apple Numbers document, which is not read; "
			  "export it as Excel (XLSX)"},
	    {"word/document.xml", "is a Word document, not a spreadsheet; ask "
				  "for the XLSX or CSV"},
	    {"ppt/presentation.xml", "is a PowerPoint document, not a "
				     "spreadsheet; ask for the XLSX or CSV"},
	};

	for (size_t i = 0; i < COUNT(other); i++)
		if (archive_find(a, str_of(other[i].part)) != NULL)
			return diag_fail(
			    &r->c, reading_at(r), "%s", other[i].message);
	for (size_t i = 0; i < archive_count(a); i++) {
		struct str name = archive_part(a, i)->name;
		if (str_ends(name, S(".xlsx")) || str_ends(name, S(".csv")) ||
		    str_ends(name, S(".xls")))
			return diag_fail(&r->c, reading_at(r),
			    "is a ZIP folder with spreadsheets in it; unpack "
			    "it first");
	}
	return diag_fail(&r->c, reading_at(r),
	    "is a ZIP file without a workbook in it; ask for the XLSX or CSV");
}

/* The workbook's own part: by the package's relations, else by its usual
 * name. */
static bool
find_workbook(
    struct reading *r, struct archive *a, const struct part **workbook)
{
	struct relations top;
	const struct relation *main;

	if (!read_relations(r, a, S(""), &top))
		return false;
	main = by_type(&top, "officeDocument");
	*workbook = main == NULL ? NULL : archive_find(a, main->target);
	if (*workbook == NULL)
		*workbook = archive_find(a, S("xl/workbook.xml"));
	if (*workbook == NULL || str_ends((*workbook)->name, S(".bin")) ||
	    str_starts((*workbook)->name, S("word/")) ||
	    str_starts((*workbook)->name, S("ppt/")))
		return refuse_zip(r, a);
	return true;
}

static bool
read_workbook(struct reading *r, struct archive *a, const struct part *part,
    struct workbook *out)
{
	struct arena_mark m = arena_mark(r->c.tmp);
	struct xml x = {
	    .r = r, .part = part->name, .self = out, .start = workbook_start};
	struct str bytes;
	bool ok;

	*out = (struct workbook){.r = r};
	ok = archive_unpack(r, a, part, &bytes) && xml_read(&x, bytes);
	arena_rewind(r->c.tmp, m);
	if (ok && out->n == 0)
		return diag_fail(&r->c, reading_at(r),
		    "its part %.*s lists no sheets; the file is damaged, ask "
		    "for it again",
		    STRF(part->name));
	return ok;
}

/* A part's name that differs in one byte. */
static bool
misspelt(const struct archive *a, struct str name)
{
	for (size_t i = 0; i < archive_count(a); i++) {
		struct str other = archive_part(a, i)->name;
		size_t differ = 0;

		for (size_t k = 0; other.n == name.n && k < name.n; k++)
			differ += other.p[k] != name.p[k];
		if (differ == 1)
			return true;
	}
	return false;
}

/* Styles or strings: by relation, else by the usual name. A workbook may do
 * without. */
static bool
read_part(struct xlsx *b, const struct relations *rels, const char *type,
    const char *usual, bool (*read)(struct xlsx *, const struct part *))
{
	const struct relation *rel = by_type(rels, type);
	const struct part *part =
	    rel == NULL ? NULL : archive_find(b->archive, rel->target);
	struct arena_mark m = arena_mark(b->r->c.tmp);
	bool ok;

	if (part == NULL)
		part = archive_find(b->archive, str_of(usual));
	if (part == NULL && !archive_trusted(b->archive) &&
	    (rel != NULL || misspelt(b->archive, str_of(usual))))
		return diag_fail(&b->r->c, reading_at(b->r),
		    "its ZIP directory is damaged, and its part %s is not "
		    "there; ask for the file again",
		    usual);
	if (part == NULL)
		return true;
	ok = read(b, part);
	arena_rewind(b->r->c.tmp, m);
	return ok;
}

static bool
read_sheet(
    struct xlsx *b, const struct sheet *sheet, const struct relation *rel)
{
	struct arena_mark m = arena_mark(b->r->c.tmp);
	const struct part *part =
	    rel == NULL ? NULL : archive_find(b->archive, rel->target);
	struct at at = {.file = b->r->label, .sheet = sheet->name};
	bool ok;

	if (rel == NULL)
		return diag_fail(&b->r->c, at,
		    "the workbook lists this sheet, but does not say where "
		    "it is; the file is damaged, ask for it again");
	if (part == NULL)
		return diag_fail(&b->r->c, at,
		    "the workbook lists this sheet, but its part %.*s is not "
		    "in the file; ask for it again",
		    STRF(rel->target));
	ok = xlsx_sheet(b, sheet->name, part);
	arena_rewind(b->r->c.tmp, m);
	return ok;
}

static bool
xlsx_read(struct reading *r)
{
	struct xlsx b = {.r = r};
	struct workbook w;
	struct relations rels;
	const struct part *part;

	lexer_open(&b.lexer, r->c.tmp);
	if (!archive_open(r, &b.archive) ||
	    !find_workbook(r, b.archive, &part) ||
	    !read_workbook(r, b.archive, part, &w) ||
	    !read_relations(r, b.archive, part->name, &rels) ||
	    !read_part(&b, &rels, "styles", "xl/styles.xml", xlsx_styles) ||
	    !read_part(&b, &rels, "sharedStrings", "xl/sharedStrings.xml",
		xlsx_strings))
		return false;
	b.date1904 = w.date1904;
	for (size_t i = 0; i < w.n; i++) {
		const struct relation *rel = by_id(&rels, w.sheet[i].id);
		struct sheet sheet = {
		    (uint16_t)i, w.sheet[i].name, w.sheet[i].hidden};

		/* Chart sheets, dialogs and macros have no cells. */
		if (rel != NULL && !type_is(rel, "worksheet"))
			continue;
		if (reading_sheet(r, &sheet) && !read_sheet(&b, &sheet, rel))
			return false;
	}
	return true;
}

unsigned
xlsx_sheets(struct reading *r)
{
	struct archive *a;
	unsigned n = 0;

	if (!archive_open(r, &a))
		return 0;
	for (size_t i = 0; i < archive_count(a); i++) {
		struct str name = archive_part(a, i)->name;
		n += str_find(name, S("worksheets/")) >= 0 &&
		     str_ends(name, S(".xml"));
	}
	return n;
}

const struct reader reader_xlsx = {"xlsx", xlsx_fits, xlsx_read};
