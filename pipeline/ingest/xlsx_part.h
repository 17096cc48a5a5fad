/* ingest/xlsx_part.h -- a large part of a workbook, unpacked and read piece by
 * piece: expat has the frame and the unusual, a scanner runs ahead over what is
 * ordinary. */
#ifndef INGEST_XLSX_PART_H
#define INGEST_XLSX_PART_H

#include "ingest/window.h"
#include "ingest/xlsx_xml.h"
#include "ingest/zip.h"

/* expat is 20 times slower than a scanner, so it gets what stands around the
 * items of a list (rows, texts) and single items that the scanner leaves to it.
 * Both feed the same handlers, and expat vouches that the XML is whole. */
struct part_scan {
	struct xml xml; /* with its handlers and self */
	/* The tag in front of the list, behind which the scanner may start; or
	 * that of the first item, before which it may. */
	const char *list, *item;
	const char *item_end, *list_end; /* "</row>", "</sheetData>" */
	/* Reads items from *p on, until one is not ordinary, the stretch or the
	 * list ends or nobody wants more; *p is then behind the last one read.
	 * There are WINDOW_PADDING NULs at end. False after a message. */
	bool (*scan)(void *self, const char **p, const char *end);
	/* Private from here. */
	struct window window;
	bool plain; /* UTF-8, no prefix in front of the list */
	unsigned list_depth;
	uint64_t boundary; /* what expat was given up to the end of the last
				item, or of the list's tag */
};

/* False after a message. */
MUST_CHECK bool part_scan(struct part_scan *, struct reading *,
    struct archive *, const struct part *);
/* For handlers: the list starts, an item ends, the list ends. */
void part_list_start(struct part_scan *);
void part_item_end(struct part_scan *);
void part_list_end(struct part_scan *);

#endif
