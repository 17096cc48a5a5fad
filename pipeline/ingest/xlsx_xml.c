/* ingest/xlsx_xml.c -- expat with its errors made ours. */
#include <string.h>

#include "ingest/xlsx_xml.h"

#define SEPARATOR '|'
/* XML_Parse counts in int. */
#define CHUNK ((size_t)16 << 20)

static void
drop_parser(void *p)
{
	XML_ParserFree(p);
}

static const char *const namespaces[] = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
};

static const char *
local_name(const char *name)
{
	const char *cut = strrchr(name, SEPARATOR);

	if (cut == NULL)
		return name;
	for (size_t i = 0; i < COUNT(namespaces); i++)
		if (strlen(namespaces[i]) == (size_t)(cut - name) &&
		    memcmp(name, namespaces[i], (size_t)(cut - name)) == 0)
			return cut + 1;
	return "";
}

const char *
xml_attribute(const char **attribute, const char *name)
{
	const char *found = NULL;

	for (; *attribute != NULL; attribute += 2) {
		const char *cut = strrchr(attribute[0], SEPARATOR);
		if (cut == NULL && strcmp(attribute[0], name) == 0)
			return attribute[1];
		if (cut != NULL && strcmp(cut + 1, name) == 0)
			found = attribute[1];
	}
	return found;
}

bool
xml_true(const char *value)
{
	return value != NULL &&
	       (strcmp(value, "1") == 0 || strcmp(value, "true") == 0 ||
		   strcmp(value, "on") == 0);
}

void
xml_fail(struct xml *x)
{
	x->failed = true;
	XML_StopParser(x->parser, XML_FALSE);
}

void
xml_enough(struct xml *x)
{
	x->enough = true;
	XML_StopParser(x->parser, XML_FALSE);
}

static void
complain(struct xml *x, const char *what)
{
	long long at = (long long)XML_GetCurrentByteIndex(x->parser);

	diag_fail(&x->r->c, reading_at(x->r),
	    "its part %.*s, byte %lld: %s; the file is damaged, ask for it "
	    "again",
	    STRF(x->part), (at < 0 ? 0 : at) + (long long)x->skipped, what);
	x->failed = true;
}

static void XMLCALL
on_start(void *self, const char *name, const char **attribute)
{
	struct xml *x = self;

	if (x->failed || x->enough)
		return;
	if (++x->depth > x->r->limits->depth) {
		diag_fail(&x->r->c, reading_at(x->r),
		    "its part %.*s nests elements more than %u deep; the limit "
		    "is depth in settings.yaml",
		    STRF(x->part), x->r->limits->depth);
		xml_fail(x);
		return;
	}
	if (x->start != NULL)
		x->start(x, local_name(name), attribute);
}

static void XMLCALL
on_end(void *self, const char *name)
{
	struct xml *x = self;

	if (x->failed || x->enough)
		return;
	if (x->end != NULL)
		x->end(x, local_name(name));
	x->depth--;
}

static void XMLCALL
on_text(void *self, const char *p, int n)
{
	struct xml *x = self;

	if (!x->failed && !x->enough && x->text != NULL)
		x->text(x, p, (size_t)n);
}

static void XMLCALL
on_namespace(void *self, const char *prefix, const char *uri)
{
	struct xml *x = self;

	/* Only one that holds for the whole part will do. */
	if (x->x14ac != NULL && x->depth == 0 && prefix != NULL &&
	    strcmp(prefix, "x14ac") == 0)
		*x->x14ac = true;
}

/* No workbook has one; with it come entity bombs and files read elsewhere. */
static void XMLCALL
on_doctype(void *self, const char *name, const char *system, const char *public,
    int internal)
{
	struct xml *x = self;

	if (x->failed)
		return;
	diag_fail(&x->r->c, reading_at(x->r),
	    "its part %.*s declares a document type, which no spreadsheet "
	    "program writes; the file is refused as unsafe",
	    STRF(x->part));
	xml_fail(x);
}

/* A workbook's parts are read one after the other, and most are so small that a
 * parser of their own took longer than they did. */
static XML_Parser
parser_of(struct reading *r)
{
	if (r->parser != NULL && XML_ParserReset(r->parser, NULL))
		return r->parser;
	r->parser = XML_ParserCreateNS(NULL, SEPARATOR);
	if (r->parser != NULL)
		arena_defer(r->c.mem, drop_parser, r->parser);
	return r->parser;
}

void
xml_open(struct xml *x)
{
	x->parser = parser_of(x->r);
	if (x->parser == NULL) {
		diag_fail(&x->r->c, reading_at(x->r), "no memory to read XML");
		x->failed = true;
		return;
	}
	XML_SetHashSalt(x->parser, 0x5c1117);
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_start, on_end);
	XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	XML_SetStartNamespaceDeclHandler(x->parser, on_namespace);
}

bool
xml_feed(struct xml *x, struct str bytes, bool last)
{
	if (x->failed || x->enough)
		return false;
	do {
		size_t n = bytes.n < CHUNK ? bytes.n : CHUNK;
		enum XML_Status status =
		    XML_Parse(x->parser, bytes.p == NULL ? "" : bytes.p, (int)n,
			last && n == bytes.n);

		if (x->failed || x->enough)
			return false;
		if (status != XML_STATUS_OK) {
			complain(
			    x, XML_ErrorString(XML_GetErrorCode(x->parser)));
			return false;
		}
		x->fed += n;
		bytes = str_slice(bytes, n, bytes.n);
	} while (bytes.n > 0);
	return true;
}

bool
xml_read(struct xml *x, struct str bytes)
{
	xml_open(x);
	return xml_feed(x, bytes, true) || x->enough;
}
