/* indicators/disclosed.h -- what disclosure.c and disclosure_sums.c share. */
#ifndef INDICATORS_DISCLOSED_H
#define INDICATORS_DISCLOSED_H

#include <glib.h>

#include "indicators/disclosure.h"
#include "indicators/guard.h"

#define NO_FACT UINT32_MAX

/* A sum that figures tell. Equal keys: over the same observations, so that it is
 * one sum however many figures tell it. */
struct fact {
	uint64_t key;
	double value;
	/* Of regions and England: the facts that it adds up. */
	uint32_t *part;
	size_t n_parts;
	sym owner; /* of a total: the region or England; 0 */
	/* Of a total that is counted among another over the same organisations;
	 * else NO_FACT. */
	uint32_t among;
	/* All such, once equal facts are one. */
	struct whole {
		uint32_t fact;
		struct whole *next;
	} * whole;
	/* A total of one group, of a region or in one setting. */
	bool fine;
	/* Once laid out: the atoms, and its place in the guard. */
	uint32_t *atom;
	double *factor;
	size_t n;
	uint32_t same; /* the first of equal facts */
	double cost;
	bool counts; /* is the count of some figure, not only a base */
	bool withheld, primary;
	bool national; /* told of England, */
	bool local;    /* and of others */
};

/* An atom of a sum. */
struct term {
	uint32_t atom;
	double factor;
};

/* An observation in a fact. */
struct entry {
	uint32_t slot, fact;
	double factor;
};

struct slot {
	uint64_t key, facts; /* facts: all that it is in, as one number */
	double value;
};

/* A figure and what it tells. */
struct disclosed {
	struct figure *figure;
	const struct indicator *indicator;
	uint32_t fact[SUMMED_PARTS];
	double weight;
};

/* A number that is part of another: the first is counted among the second. */
struct pair {
	uint32_t count, base;
	uint32_t *rest; /* the atoms of those left */
	size_t n;
	uint32_t link; /* an atom of its own for them + 1, 0: none */
};

struct withholding {
	const struct run *run;
	enum disclosure policy;
	struct arena *mem;
	struct fact *fact;
	size_t n, cap;
	struct entry *entry;
	size_t entries, cap_entries;
	struct disclosed *told;
	size_t n_told, cap_told;
	/* By slot: an observation, or what a total has over its parts. */
	struct slot *slot;
	size_t slots, cap_slots;
	GHashTable *over; /* slots of totals, by key */
	/* Once laid out. */
	double *atom;
	size_t atoms, cap_atoms;
	uint32_t *region_of; /* by atom: the region that counts it, from 1 */
	struct pair *pair;
	size_t pairs, cap_pairs;
	struct decided *decided; /* what is known of guard's answers */
};

/* How closely nobody may bound what is withheld. */
double disclosure_width(enum disclosure);
/* Spreads a number over all 64 bits, so that sums of such numbers tell sets
 * apart; and the same for a member that counts by a factor. */
uint64_t disclosure_spread(uint64_t);
uint64_t disclosure_weigh(uint64_t key, double factor);
/* disclosure_totals.c: withholds what else must go so that no withheld count can
 * be worked out from the figures of regions and of England. */
void disclosure_totals(struct withholding *);
/* By atom. */
void disclosure_sort(struct term *, size_t n);
/* disclosure_sums.c: atoms, the facts over them, and the pairs. */
void disclosure_lay(struct withholding *);
/* families.c: what shares atoms among the sums of one owner, a region or England;
 * 0: of all organisations with numbers of their own. Once laid out. */
struct families;
struct families *families_of(struct withholding *, sym owner);
/* What shares atoms among the sums of everybody: what organisations tell stays
 * told, and only totals may go. */
struct families *families_of_everybody(struct withholding *);
/* Withholds what else must go by guard. */
void families_protect(struct withholding *, struct families *);
/* Are those left of the base few enough to be withheld? */
bool disclosure_small_rest(const struct withholding *, const struct pair *);
/* Is the part counted among the part after it? */
bool disclosure_is_part(const struct indicator *, int part);

#endif
