/* ingest/register.h -- what the files say of organisations, and who is
 * believed. */
#ifndef INGEST_REGISTER_H
#define INGEST_REGISTER_H

#include "model/dataset.h"

/* What one row says of an organisation. A code and its name are one fact: they
 * are believed or not together. 0 is "says nothing". */
struct particulars {
	sym name, region, region_name, icb, icb_name, cluster;
	bool reported_on;
};

/* What the file at hand says of one organisation. */
struct said {
	sym code;
	struct particulars say;
	day when;
};

struct reg; /* opaque */

/* Works in `work`; organisations are added to the dataset in mem. */
struct reg *reg_new(struct arena *work, struct arena *mem, struct dataset *);
/* A row of the file at hand. Of one file the newest row of an organisation
 * counts; of equal dates, the first. */
void reg_say(struct reg *, sym code, const struct particulars *, day when);
/* The file was read to its end: what it says is weighed against what earlier
 * files said. The higher precedence wins, then the newer date, then the earlier
 * file. */
void reg_keep(struct reg *, int precedence);
/* What the file at hand said so far. */
const struct said *reg_said(const struct reg *, size_t *n);
/* The file is left out: what it said is forgotten. */
void reg_forget(struct reg *);
/* After the last file: regions and ICBs get the name that the best file which
 * names their code gives them. */
void reg_finish(struct reg *);

#endif
