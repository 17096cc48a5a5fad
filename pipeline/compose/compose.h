/* compose/compose.h -- a template and a scorecard become a pack. */
#ifndef COMPOSE_COMPOSE_H
#define COMPOSE_COMPOSE_H

#include "model/audit.h"
#include "model/finding.h"
#include "model/page.h"
#include "model/return_form.h"
#include "model/settings.h"

struct template; /* opaque: see tree.h */

/* What every pack of a run is made from. Lives as long as the packs. */
struct compose_input {
	const struct scorecard *scorecard;
	const struct findings *findings;
	const struct theme *theme;
	const struct metrics *metrics;
	const struct chart_set *charts;
	const struct settings *settings;
	struct str template_path; /* for messages */
	day date;                 /* of the packs' metadata */
	/* What the audit says of returns; NULL: there is none in the run. */
	const struct audit *audit;
	const struct return_form *form;
};

/* Reads and checks a template once for every trust. Messages name the file and
 * the line. The template lives in c->mem. */
MUST_CHECK bool template_load(
    struct ctx *c, struct str path, struct template **out);
/* The same from text; `name` stands for the file in messages. */
MUST_CHECK bool template_parse(
    struct ctx *c, struct str name, struct str text, struct template **out);

/* The board report of one organisation. The pack lives in c->mem and points
 * into the template and the scorecard. */
MUST_CHECK bool compose_board(struct ctx *c, const struct compose_input *,
    const struct template *, struct str org, struct pack **out);

/* The data audit of one organisation's return for the period. */
MUST_CHECK bool compose_audit(struct ctx *c, const struct compose_input *,
    const struct template *, struct str org, struct pack **out);
/* Did it ever send a return, or was one expected of it? */
bool compose_audited(const struct audit *, sym org);

/* The comparison pack of one region: its reported organisations beside each
 * other. The code is theirs in the dataset, Y56. */
MUST_CHECK bool compose_region(struct ctx *c, const struct compose_input *,
    const struct template *, struct str region, struct pack **out);
/* England: its regions beside each other. */
MUST_CHECK bool compose_england(struct ctx *c, const struct compose_input *,
    const struct template *, struct str country, struct pack **out);
/* The pack of a care board: its trusts, as compose_region. */
MUST_CHECK bool compose_icb(struct ctx *c, const struct compose_input *,
    const struct template *, struct str icb, struct pack **out);
/* The care boards of the reported organisations, sorted; how many. */
size_t compose_icbs(struct arena *, const struct dataset *, struct str **out);
/* The regions of the reported organisations, sorted; how many. */
size_t compose_regions(
    struct arena *, const struct dataset *, struct str **out);

#endif
