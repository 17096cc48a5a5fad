/* model/page.h -- a pack as content: blocks in reading order, not yet placed.
 * PDF layout and the workbook writer both read this. */
#ifndef MODEL_PAGE_H
#define MODEL_PAGE_H

#include "model/chart.h"
#include "model/date.h"

/* Text with emphasis and links. */
struct span {
	struct str text;
	bool strong;     /* weight 600 */
	enum ink ink;    /* INK_NONE: that of the type role */
	struct str link; /* "#anchor" or "https://..."; empty: none */
	/* The number of the page that the link leads to is set behind the text.
	 * On pages only; link_name is what is told of there. */
	bool page;
	struct str link_name;
};

struct text {
	struct span *span;
	size_t n;
};

/* Without emphasis and links, and without what is on pages only. */
struct str page_words(struct arena *, const struct text *);

enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE };

/* A table cell. For the workbook, is_number cells are written as numbers with
 * `places` decimals; otherwise the text is. */
struct table_cell {
	struct str text;
	struct str
	    sub; /* a second, smaller line under the text; may be empty */
	enum type_role type; /* of text; TYPE_row unless said */
	bool is_number;
	double number; /* full precision */
	int places;
	const struct scene
	    *scene; /* drawn instead of the text; alt is its own */
};

struct table_column {
	struct str head;     /* never empty, never twice in a table */
	struct str head_pdf; /* shorter words on the page; empty: head */
	struct str unit; /* joined to the head in the workbook, in brackets */
	enum align align;
	double weight; /* share of the width */
	bool workbook_only, pdf_only;
	bool page; /* holds the page that the row's link leads to */
};

/* A row of a table: n cells as there are columns. A group row has one text and
 * spans the table in the PDF; the workbook writes it as the first column "Group"
 * of the rows that follow. */
struct table_row {
	bool group;
	struct str group_text;
	struct table_cell *cell;
	/* "#anchor": a click anywhere in the row leads there; empty: none. */
	struct str link, link_name;
};

struct table {
	struct str name; /* letters, digits, _: unique in a pack; workbook's
			     table name */
	struct str title, subtitle; /* the finding; measure, unit, date, base */
	struct str summary; /* for screen readers: how the table is built */
	struct table_column *column;
	size_t n_columns;
	struct table_row *row;
	size_t n_rows;
	size_t row_heads; /* how many leading columns are row headers: 1 */
	struct text *note;
	size_t n_notes;
};

/* How the workbook draws a native chart of a block's data table. Interval: a mark
 * between the two ends that stand first in native_more. Scatter: points over
 * native_across, with lines of native_more. */
enum native {
	NATIVE_NONE,
	NATIVE_BAR,
	NATIVE_COLUMN,
	NATIVE_LINE,
	NATIVE_INTERVAL,
	NATIVE_SCATTER
};
enum { NATIVE_MORE = 6 };

enum block_kind {
	BLOCK_PAGE_TITLE, /* starts a page; a bookmark; H1 on the first, else H2 */
	BLOCK_KICKER,     /* trust name over the report title */
	BLOCK_FACTS,      /* label and value pairs beside the report title */
	BLOCK_LEDE,
	BLOCK_HEADING, /* level 2 or 3 */
	BLOCK_TEXT,
	BLOCK_LIST,
	BLOCK_CHART,
	BLOCK_TABLE,
	BLOCK_NOTE, /* caption type */
	BLOCK_CONTENTS,
	BLOCK_N
};

struct block {
	enum block_kind kind;
	int span; /* grid columns, 1 to 12. Neighbours whose spans sum to at most
		     12 stand side by side; a heading inside belongs to the
		     column it opens: see stack */
	bool stack; /* stands under the block before it, in the same column */
	bool opens_page;     /* page break before */
	bool rule;           /* a 0.6 rule over the block (opens a section) */
	int level;           /* headings; contents: the deepest listed */
	struct str anchor;   /* link target "id"; may be empty */
	enum type_role type; /* of text; role of the kind unless said */
	struct text text;    /* title, lede, heading, text, note */
	struct text *item;   /* list, facts: label, value, label, value */
	size_t n_items;
	bool ordered;
	/* Charts. */
	struct text title, subtitle; /* title may be empty: nothing is set */
	enum type_role title_type;   /* TYPE_chart_title or TYPE_finding */
	const struct scene *scene;
	struct text note; /* under the chart, caption type */
	/* Charts: the figures behind; tables: themselves. */
	const struct table *table;
	enum native native;
	struct str native_series,
	    native_reference; /* heads of the columns drawn:
		the bars or points, and England as a second series; may be empty */
	struct str
	    native_highlight; /* row label of the own trust; may be empty */
	bool workbook_only;   /* a table that no page has room for */
	/* Native charts of more columns than one. Without native_series: every
	 * column of numbers, up to NATIVE_MORE + 1. */
	struct str native_more[NATIVE_MORE]; /* heads; empty: no more */
	struct str native_across, native_across_title;
	struct str *native_own; /* row labels that are named and stand out */
	size_t n_native_own;
	bool native_log; /* steps of equal factors */
	/* Stands on its page only where the page has room for it and for all
	 * that follows up to the next page title; the workbook has it anyway. */
	bool if_room;
	struct str
	    short_title; /* of a heading, for contents; empty: its text */
	/* Contents: headings that come after it, in so many columns under its
	 * text. With least_pages it stands only in a pack that has as many
	 * pages and gets no more by it. */
	int columns, least_pages;
};

struct pack {
	struct str id;         /* board-report */
	struct str kind_title; /* "Board report" */
	struct str
	    title; /* document title: "Board report: Northmoor ..., 2026-27
			     Q1" */
	struct str org_code, org_name, running_left, running_right;
	struct str author, language; /* "en-GB" */
	struct period period;
	day date; /* of the metadata: the period's end, or SOURCE_DATE_EPOCH */
	bool synthetic, internal;
	struct block *block;
	size_t n;
	/* Workbook notes: [note 1] ... in order. */
	struct str *note;
	size_t n_notes;
	struct str *source; /* one sentence a source file used */
	size_t n_sources;
	/* How counts of people are told, one sentence; empty: as they are. */
	struct str counts;
};

#endif
