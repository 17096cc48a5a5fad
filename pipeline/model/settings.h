/* model/settings.h -- input/settings.yaml as the stages see it. */
#ifndef MODEL_SETTINGS_H
#define MODEL_SETTINGS_H

#include "model/book.h"
#include "model/date.h"

/* What is withheld of counts of people, and whether the others are rounded. */
enum disclosure { DISCLOSURE_NONE, DISCLOSURE_SMALL_4, DISCLOSURE_NHS_7 };

/* Whom an organisation is compared with, out of those of its cluster. */
enum peers {
	PEERS_REGION,  /* of the same region; too few: the whole cluster */
	PEERS_ICB,     /* of the same integrated care board */
	PEERS_SIZE,    /* nearest in staff, from half as many to twice */
	PEERS_SETTING, /* with inpatient services too, or without any */
	PEERS_SIMILAR  /* nearest in size and service mix together */
};

/* Control limits begin anew with the quarter that holds the date. */
struct rebase {
	struct str indicator, organisation; /* organisation empty: all */
	struct str reason;                  /* "the ward closed" */
	day date;
};

/* What an organisation means to reach. */
struct target {
	struct str organisation, indicator;
	double value;
};

/* Thresholds of the audit. */
struct audit_limits {
#define AUDIT_LIMIT(name, fallback, least, most, help) double name;
#include "model/audit_limits.def"
#undef AUDIT_LIMIT
};

struct settings {
	int stale_after_months; /* an older figure says so */
	unsigned
	    peers_minimum; /* fewer peers in the region: the whole cluster */
	enum disclosure disclosure;
	struct str author; /* of the packs */
	struct book_limits limits;
	/* What one pack may take; more of either fails that pack alone. */
	unsigned pack_seconds, pack_mib;
	struct audit_limits audit;
	/* Quarters of a series, the run's own among them. */
	unsigned history_quarters;
	enum peers peers;
	unsigned peers_count; /* how many the nearest are */
	struct rebase *rebase;
	size_t n_rebase;
	struct target *target;
	size_t n_target;
	/* Packs of several organisations call them A, B, C ... */
	bool anonymous;
	/* England's counts stay as they are where the others are rounded. */
	bool national_exact;
};

#endif
