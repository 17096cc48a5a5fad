/* compose/names.h -- the values that a template may name. */
#ifndef COMPOSE_NAMES_H
#define COMPOSE_NAMES_H

#include "compose/compose.h"
#include "compose/value.h"

enum name_kind {
	NAME_PLAIN, /* org_name: names.def */
	NAME_ITEM,  /* .topic: a field of the list that #each walks */
	NAME_FIGURE /* RET02.value, RET02@Inpatient[Nursing].value: fields.def */
};

/* A name, looked up when the template is read. */
struct name {
	enum name_kind kind;
	int index;           /* into names.def, the list's fields, fields.def */
	unsigned depth;      /* item: how many #each further out */
	struct str id, part; /* figure: indicator, value of its breakdown */
	struct str setting;  /* figure: empty: all together */
	struct str text;     /* as written */
};

/* One pack while it is made. */
struct scope {
	struct ctx *c;
	const struct compose_input *in;
	const struct scorecard *card;
	struct str org, name, short_name;
	const struct organisation *organisation;
	const struct peer_group *peers; /* may be NULL */
	bool synthetic;
	const struct tally *tally; /* see tally.h */
	/* A comparison pack: the region's trusts, see region.h. org is then the
	 * region's code and organisation stands for the region: its cluster is
	 * its trusts'. NULL: a trust's own pack. */
	const struct region_view *region;
	/* What is said of its return, see audit.h; NULL: nothing. */
	const struct audit_view *audit;
	/* The same of each trust of the region; NULL outside its pack. */
	const struct audit_view *const *audits;
	struct {
		const struct list *list;
		size_t item;
	} each[4];
	size_t n_each;
};

/* False when there is no such name. list holds the name indices of the open
 * #each lists, innermost last. */
MUST_CHECK bool name_parse(
    struct str text, const int *list, size_t n_lists, struct name *out);
bool name_is_list(const struct name *);
/* The indicator must be in the catalogue: else diag_fail at `at`. */
MUST_CHECK bool name_value(
    struct scope *, struct at at, const struct name *, struct value *out);

/* An indicator of a template, and what this trust has for it. */
struct subject {
	const struct indicator *indicator;
	const struct figure *figure; /* NULL: none at all */
	const struct figure *range;  /* with its breakdown */
	size_t n;
	struct str part;    /* the value of its breakdown, empty: unsplit */
	int recommendation; /* that it is told under; 0: its lowest */
};

#endif
