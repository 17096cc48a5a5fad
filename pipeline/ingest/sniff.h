/* ingest/sniff.h -- what the reader of one format is given and what it is. */
#ifndef INGEST_SNIFF_H
#define INGEST_SNIFF_H

#include "ingest/reader.h"

/* One file being read. Both arenas of c end with the reading, so that what a
 * visitor does with its own cannot disturb it; the diag is the caller's. */
struct reading {
	struct ctx c;
	struct str label;
	const struct book_limits *limits;
	const struct book_visitor *visitor;
	struct str bytes; /* all of it, if it is in memory (fd < 0) */
	int fd;
	uint64_t size;
	int64_t changed; /* the file's time of change: it must stay */
	struct str head; /* the first bytes, HEAD_BYTES at most */
	struct XML_ParserStruct *parser; /* expat's: see xlsx_xml.c */
};

#define HEAD_BYTES 8192

struct reader {
	const char *name;
	bool (*fits)(struct str head);
	bool (*read)(struct reading *);
};

/* The place of a message about the file as a whole. */
struct at reading_at(const struct reading *);
/* Asks the visitor; true when the sheet's rows are wanted. */
bool reading_sheet(const struct reading *, const struct sheet *);

/* xlsx.c: worksheets by the names of the parts; 0 if it has none. */
unsigned xlsx_sheets(struct reading *);

/* bytes.c: n bytes from a place on; false after a message. */
MUST_CHECK bool reading_bytes(
    struct reading *, uint64_t from, char *p, size_t n);
/* Opens a file, or takes bytes in memory; gives size and head. */
MUST_CHECK bool reading_open(struct reading *, struct str path);
MUST_CHECK bool reading_take(struct reading *, struct str bytes);
/* False after a message when the file is not what it was when opened. */
MUST_CHECK bool reading_unchanged(struct reading *);

#endif
