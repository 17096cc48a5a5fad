/* packs.h -- which packs a run makes, which are up to date, and the making. */
#ifndef PACKS_H
#define PACKS_H

#include "depends.h"
#include "render/manifest.h"
#include "run.h"

enum { FILE_PDF, FILE_XLSX, PACK_FILES };

/* One pack of a run. Both files are drawn, or one, or none. */
struct pack_job {
	const struct pack_kind *kind; /* opaque: see packs.c */
	struct subject subject;
	struct str org;              /* code of the organisation or region */
	struct str path[PACK_FILES]; /* from the period's folder */
	struct str depend[DEPEND_N];
	bool draw[PACK_FILES];
	struct str why; /* "not made yet"; empty: up to date */
	struct manifest_file file[PACK_FILES];
	bool failed;
	/* Charts beside it: those drawn or kept, and whether to draw them. */
	struct str charts; /* their folder */
	unsigned formats;  /* see pictures.h */
	bool draw_charts;
	struct manifest_file *chart;
	size_t n_charts;
};

struct packs {
	struct pack_job *job; /* by kind, then code */
	size_t n;
	bool unknown; /* --only names what gets no pack */
	struct manifest old;
	struct manifest_set inputs;
};

/* Decides what is to be drawn and why. Reads the period's manifest and the files
 * it names, writes nothing. False when no pack can be made at all. */
MUST_CHECK bool packs_plan(const struct run *, struct packs *out);
/* Draws what the plan says. False when nothing stands afterwards; packs that
 * failed are named. */
MUST_CHECK bool packs_draw(const struct run *, struct packs *);
/* Instead of drawing: packs that do not lie there as recorded, or are out of
 * date, are named and have failed. */
void packs_prove(const struct run *, struct packs *);
/* Writes the period's manifest: the packs of this run, and those of earlier runs
 * as they were recorded then. packs may be NULL: a run without packs. */
MUST_CHECK bool packs_record(const struct run *, struct packs *);

/* Reads the period's manifest into packs.old. */
void packs_read_old(const struct run *, struct packs *);

/* "board-report" */
struct str packs_kind(const struct pack_job *);
/* Bits for run_options.kinds from "board,region"; empty: all. False, with the
 * words that --packs knows, when there is another one. */
bool packs_kinds(struct str list, unsigned *out, struct buf *known);

#endif
