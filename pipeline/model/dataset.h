/* model/dataset.h -- observations, the organisations they are about and the
 * files they came from. */
#ifndef MODEL_DATASET_H
#define MODEL_DATASET_H

#include "base/diag.h"
#include "model/date.h"
#include "model/origin.h"
#include "model/symbol.h"

enum dimension {
#define DIMENSION(name, words) DIM_##name,
#include "model/dimensions.def"
#undef DIMENSION
	DIM_N
};
extern const char *const dimension_name[DIM_N];   /* staff_group */
extern const char *const dimension_words[DIM_N];  /* staff group */
enum dimension dimension_lookup(struct str name); /* DIM_N if unknown */

/* Why a value is missing. They stay different to the last page. */
enum reason {
	REASON_NONE,           /* it is not missing */
	REASON_BLANK,          /* the cell is empty */
	REASON_SUPPRESSED,     /* the publisher withheld it: [c] */
	REASON_NOT_APPLICABLE, /* [z] */
	REASON_NOT_AVAILABLE,  /* [x] */
	REASON_UNREADABLE,     /* there is something, but not a number */
};

/* One number about one organisation at one date. measure is a word such as
 * "fte", "leavers"; an empty dimension (0) means not split by it. */
struct observation {
	sym org, measure;
	day date; /* last day that the number is about */
	sym dim[DIM_N];
	double value; /* 0 when missing */
	enum reason reason;
	struct origin origin;
};

/* One file of the run, in the order of its path. */
struct source {
	struct str path;             /* relative to the input folder */
	struct str sha256;           /* hex */
	struct str profile;          /* name; empty if none took it */
	struct str title, publisher; /* as the profile states them */
	bool synthetic;
	struct str *sheet; /* names, by origin.sheet */
	size_t n_sheets, rows, observations;
	day date; /* newest date in it */
};

struct organisation {
	sym code, name, region, region_name, icb, icb_name, cluster;
	bool reported_on; /* a register says that it gets packs */
};

/* What a trust wrote about a finding in the marked-up return: it knows, and the
 * value is right. The place is the one that the finding named. */
struct answer {
	sym org;
	day date; /* last day of the return's quarter */
	struct str code, sheet, cell;
	struct str value; /* as it stood when it was answered */
	struct str text;
	struct origin origin; /* of the answer itself */
	/* The cell in words, where they say it: a marked-up return has its cells
	 * elsewhere than the return that was asked about. */
	struct str place;
};

/* A return by its cover. */
struct return_sent {
	sym org;
	day date; /* last day of its quarter */
	uint16_t source;
	int version;  /* of the form */
	day received; /* date sent; DAY_NONE: not said */
};

struct dataset {
	struct symbols *symbols;
	struct observation *observation;
	size_t n, cap;
	struct organisation *organisation; /* sorted by code after ingest */
	size_t n_organisations, cap_organisations;
	struct source *source;
	size_t n_sources;
	struct answer *answer;
	size_t n_answers, cap_answers;
	struct return_sent *sent; /* in the order of reading */
	size_t n_sent, cap_sent;
};

struct dataset *dataset_new(struct arena *);
struct observation *dataset_add(struct arena *, struct dataset *);
/* Room for n more, behind those that are there; whoever fills it adds them to
 * d->n. */
struct observation *dataset_room(struct arena *, struct dataset *, size_t n);
/* Finds or makes the organisation. Pointers move when one is added. */
struct organisation *dataset_organisation(
    struct arena *, struct dataset *, sym code);
const struct organisation *dataset_find(const struct dataset *, sym code);
void dataset_sort_organisations(struct dataset *);
/* The place of the file with that path; n_sources: there is none. */
size_t dataset_source(const struct dataset *, struct str path);
/* "turnover.csv", "Sheet1", "C14" of an origin; texts live in mem. */
struct at dataset_at(struct arena *, const struct dataset *, struct origin);

#endif
