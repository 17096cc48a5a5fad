/* compose/details.h -- from a line of a summary to the block that tells more. */
#ifndef COMPOSE_DETAILS_H
#define COMPOSE_DETAILS_H

#include "model/catalogue.h"
#include "model/page.h"

/* A measure, and a block that tells of it. */
struct told {
	struct str id;
	size_t block;
	bool overview; /* one chart of many measures: of each it tells least */
};

/* What a pack's blocks tell of. Links of a summary go to measures first; when
 * the pack is whole, to blocks. */
struct details {
	struct told *told;
	size_t n, cap;
	size_t after; /* the summary's last block + 1: details come later */
};

/* "#measure:RET02" */
struct str details_link(struct arena *, const struct indicator *);
/* A block of a summary links to measures. */
void details_wanted(struct details *, size_t block);
/* A block that may be linked to tells of these measures, comma by comma. */
void details_told(struct arena *, struct details *, struct str ids,
    size_t block, bool overview);
/* Every link to a measure goes to the first block that tells of it, rather not
 * to an overview; where there is none, it is no link. */
void details_settle(struct arena *, const struct details *, struct pack *);

#endif
