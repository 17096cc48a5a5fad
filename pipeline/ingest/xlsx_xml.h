/* ingest/xlsx_xml.h -- expat with its errors made ours. */
#ifndef INGEST_XLSX_XML_H
#define INGEST_XLSX_XML_H

#include <expat.h>

#include "ingest/sniff.h"

struct part_scan;

/* One part being parsed. Names are local: those of the workbook's namespaces
 * (or of none) without prefix, all others the empty text. A document type
 * declaration is refused. */
struct xml {
	struct reading *r;
	struct str part; /* its name, for messages */
	void *self;
	/* Any may be NULL. */
	void (*start)(struct xml *, const char *name, const char **attribute);
	void (*end)(struct xml *, const char *name);
	void (*text)(struct xml *, const char *p, size_t n);
	struct part_scan *scan; /* xlsx_part.c's own */
	bool *x14ac; /* if given: becomes true when that prefix is declared */
	/* Private from here. */
	XML_Parser parser;
	bool failed, enough;
	unsigned depth;
	uint64_t fed, skipped; /* bytes of the part that expat was given, and
				  not */
};

/* There is one parser for a reading, so one part at a time. */
void xml_open(struct xml *);
/* False after a message, or when a handler stopped it. */
MUST_CHECK bool xml_feed(struct xml *, struct str bytes, bool last);
/* All of a part at once. True, too, when a handler wanted no more. */
MUST_CHECK bool xml_read(struct xml *, struct str bytes);
/* For handlers: give up after a message, or because there is enough. */
void xml_fail(struct xml *);
void xml_enough(struct xml *);
/* The value of an attribute by its local name, or NULL. */
const char *xml_attribute(const char **attribute, const char *name);
/* "1", "true" and "on" are true. */
bool xml_true(const char *value);

#endif
