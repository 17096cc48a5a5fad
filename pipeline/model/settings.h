/* model/settings.h -- input/settings.yaml as the stages see it. */
#ifndef MODEL_SETTINGS_H
#define MODEL_SETTINGS_H

#include "model/book.h"
#include "model/date.h"

enum disclosure { DISCLOSURE_NONE, DISCLOSURE_SMALL_4 };

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
};

#endif
