/* ingest/sniff.h -- what the reader of one format is given and what it is. */
#ifndef INGEST_SNIFF_H
#define INGEST_SNIFF_H

#include "ingest/reader.h"

/* One file being read. Both arenas of c end with the reading, so that what a
 * visitor does with its own cannot disturb it; the diag is the caller's. */
struct reading {
	struct ctx c;
	struct str bytes, label;
	const struct book_limits *limits;
	const struct book_visitor *visitor;
};

struct reader {
	const char *name;
	bool (*fits)(struct str bytes);
	bool (*read)(struct reading *);
};

/* The place of a message about the file as a whole. */
struct at reading_at(const struct reading *);
/* Asks the visitor; true when the sheet's rows are wanted. */
bool reading_sheet(const struct reading *, const struct sheet *);

#endif
