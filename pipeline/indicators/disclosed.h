/* indicators/disclosed.h -- what the files of disclosure.c share.
 *
 *	disclosure.c        the policy; what it withholds is taken out of figures
 *	disclosure_note.c   which sums of observations the figures tell
 *	islands.c           sums that share no observation, decided apart
 *	disclosure_sums.c   the finest counts of an island, and its sums over them
 *	disclosure_decide.c what must go in an island
 *	disclosure_totals.c the same, of the totals over organisations
 *	families.c          the same, by guard */
#ifndef INDICATORS_DISCLOSED_H
#define INDICATORS_DISCLOSED_H

#include "base/sha256.h"
#include "indicators/disclosure.h"
#include "indicators/guard.h"

#define NO_FACT UINT32_MAX

/* A figure and what it tells. */
struct disclosed {
	struct figure *figure;
	const struct indicator *indicator;
	uint32_t fact[SUMMED_PARTS];
	double weight;
};

/* A sum as a note has it; part, among and fine as of a fact. */
struct noted {
	double value;
	uint32_t *part;
	uint32_t n_parts, among;
	bool fine;
};

/* An observation in a fact. A slot is the observation's place in the dataset, or
 * OVER and a place in the note's over. */
struct entry {
	uint32_t slot, fact;
	double factor;
};
#define OVER (1u << 31)

/* What a total of a file has over its parts. Equal keys: of the same total. */
struct over {
	uint64_t key;
	double value;
};

/* What the figures of one indicator, setting and window tell. Facts are numbered
 * within it. */
struct note {
	struct noted *fact;
	size_t n, cap;
	struct entry *entry;
	size_t entries, cap_entries;
	struct disclosed *told;
	size_t n_told, cap_told;
	struct over *over;
	size_t n_over, cap_over;
	size_t at; /* of its first fact, among those of all notes */
};

/* Of a fact, once decided. */
enum { OUTCOME_TOLD, OUTCOME_WITHHELD, OUTCOME_PRIMARY = 2 };

struct discretion {
	const struct run *run;
	enum disclosure policy;
	struct memo *decided; /* what is known from earlier runs */
	unsigned threads;     /* at once, at most */
	struct arena *mem;
	struct note *note;
	size_t n_notes;
	/* By fact of all notes: */
	struct home {
		uint32_t island, number; /* of the fact on it */
	} * home;
	unsigned char *outcome;
	uint32_t *slot; /* by observation: its place in its island + 1 */
	struct island *island;
	size_t n, cap;
	uint32_t *open; /* islands that are not known from earlier runs */
	size_t n_open;
	unsigned jobs; /* threads for each of these */
	bool *waits;   /* by note: it has facts on one of them */
};

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

struct slot {
	uint64_t facts; /* all that it is in, as one number */
	double value;
};

/* A number that is part of another: the first is counted among the second. */
struct pair {
	uint32_t count, base;
	uint32_t *rest; /* the atoms of those left */
	size_t n;
	uint32_t link; /* an atom of its own for them + 1, 0: none */
};

/* An island, as it is decided. Entries' slots are its own. */
struct withholding {
	const struct run *run;
	enum disclosure policy;
	unsigned jobs;
	struct arena *mem;
	struct fact *fact;
	size_t n;
	struct entry *entry;
	size_t entries;
	struct disclosed *told;
	size_t n_told;
	/* An observation, or what a total has over its parts. */
	struct slot *slot;
	size_t slots;
	/* Once laid out. */
	double *atom;
	size_t atoms, cap_atoms;
	struct pair *pair;
	size_t pairs, cap_pairs;
};

/* How closely nobody may bound what is withheld. */
double disclosure_width(enum disclosure);
/* Spreads a number over all 64 bits, so that sums of such numbers tell sets
 * apart; and the same for a member that counts by a factor. */
uint64_t disclosure_spread(uint64_t);
uint64_t disclosure_weigh(uint64_t key, double factor);
/* islands.c: the outcome of all that was noted: first what is known, then island
 * by island what is open. */
void islands_look_up(struct discretion *);
void islands_decide(struct discretion *, size_t open);
/* The SHA-256 of all that the decision rests on. */
void island_key(const struct withholding *, unsigned char key[SHA256_BYTES]);
/* disclosure_decide.c: which facts are withheld, and which as small. */
void disclosure_settle(struct withholding *);
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
