/* indicators/compare.h -- whom each reported organisation is compared with, and
 * how. */
#ifndef INDICATORS_COMPARE_H
#define INDICATORS_COMPARE_H

#include "model/scorecard.h"
#include "model/settings.h"

/* Places of organisations in the dataset. cluster holds the organisation
 * itself, peer does not. Both hold reported organisations only: those that exist
 * today. */
struct circle {
	size_t self;
	size_t *cluster, *peer;
	size_t n_cluster, n_peers;
	bool whole_cluster; /* too few in the region: peers are all of it */
	struct str rule;    /* in words; empty: by region and cluster */
	/* Of rules that take the nearest: all that could be, nearest first, and
	 * by size and share in inpatient services alone; NULL and none: other
	 * rules. */
	size_t *near, *near_plain, n_near;
};

struct circles {
	struct circle *circle; /* one a reported organisation */
	size_t n;
};

/* The reported organisations of one region, places in the dataset, by code. */
struct region {
	sym code;
	size_t *member;
	size_t n;
	size_t own; /* its own place in the dataset; none: n_organisations */
};

struct regions {
	struct region *region; /* in the order of their first member */
	size_t n;
};

struct regions compare_regions(struct arena *, const struct dataset *);

struct circles compare_circles(
    struct arena *, const struct dataset *, const struct settings *);
struct peer_group compare_group(
    struct arena *, const struct dataset *, const struct circle *);

/* Fills in peers, cluster, rank and overlap of the figure that a circle's
 * organisation has in a column. at: rows x columns, NULL where there is none. scratch has room for the
 * cluster. */
void compare_figure(struct figure *const *at, size_t columns, size_t col,
    const struct circle *, unsigned peers_minimum, double *scratch);
/* Against England's, or the aim where there is one. */
enum verdict compare_verdict(const struct figure *, double aim);
/* framework.c: against a printed figure that may have been rounded by so much. */
enum verdict compare_framework(
    const struct figure *, double printed, double rounding);

#endif
