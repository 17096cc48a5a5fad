/* compose/region.h -- a region and its trusts: what a comparison pack says. */
#ifndef COMPOSE_REGION_H
#define COMPOSE_REGION_H

#include "compose/england.h"

/* A reported organisation of the region. */
struct member {
	const struct organisation *organisation;
	struct str code, name, plain_name;
	struct str shown_code; /* empty where the trusts have letters */
};

struct region_view {
	struct member *member; /* by plain name */
	size_t n;
	struct str the; /* "London", "the North West" */
	bool country;   /* England: its members are regions */
	bool icb;       /* a care board */
};

/* Trusts or figures by their stored verdict against England. */
struct marks {
	size_t known, compared, above, below, same, withheld, missing;
};

struct region_view *region_view(
    struct arena *, const struct dataset *, sym region);

/* The same of a care board; of England, whose members are regions. */
struct region_view *region_of_icb(
    struct arena *, const struct dataset *, sym icb);
struct region_view *region_of_england(struct arena *, const struct dataset *);

/* With letters for names where the settings ask for it. */
const struct region_view *region_letters(struct scope *, struct region_view *);

/* The newest date that a trust of the region has a figure of; DAY_NONE: none. */
day region_date(struct scope *, const struct indicator *, struct str part);
/* A trust has a figure of the measure, or a file says why it has none. */
bool region_fed(struct scope *, const struct indicator *);
/* Figures of that date are older than the settings allow. */
bool region_stale(struct scope *, const struct indicator *, struct str part);
/* A trust's figure, NULL if it has none of that date. */
const struct figure *region_figure(struct scope *, const struct indicator *,
    struct str part, day date, size_t member);
/* Over the trusts of one indicator, over the trusts and parts of one, over the
 * trusts and measures of the indicator table. */
struct marks region_marks(
    struct scope *, const struct indicator *, struct str part);
struct marks region_part_marks(struct scope *, const struct indicator *);
struct marks region_all_marks(struct scope *);
/* As many of so many tests as chance alone marks at the 95% level. */
double region_chance(size_t tests);
/* "Leavers: above England at Oxleas, below at two trusts" */
struct str region_finding(
    struct scope *, const struct indicator *, struct str part);
/* From the first of headlines.def on which a trust differs. */
struct str region_title(struct scope *);

/* Fields of trust_fields.def; -1 when there is none such. */
int region_field_lookup(struct str name);
struct value region_field(struct scope *, const struct subject *, int field);

/* Names of region_names.def. In a trust's pack they are missing. */
#define NAME(name, help) struct value region_name_##name(struct scope *);
#define LIST(name, fields, help)                                               \
	struct value region_name_##name(struct scope *);
#include "compose/region_names.def"
#undef NAME
#undef LIST

/* Tables of tables.def. */
MUST_CHECK bool table_trusts(struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_disciplines(
    struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_differences(
    struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_members(struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_files(struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_quality(struct scope *, struct table_maker *, struct at);

#endif
