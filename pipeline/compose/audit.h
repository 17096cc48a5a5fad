/* compose/audit.h -- one organisation's return and what the audit says of it:
 * what a data audit says. */
#ifndef COMPOSE_AUDIT_H
#define COMPOSE_AUDIT_H

#include "compose/cells.h"
#include "model/audit.h"
#include "model/issues.h"

enum {
	AUDIT_FIRST = 6,
	AUDIT_QUARTERS = 8,
	AUDIT_LEADING = 3,
	AUDIT_TOPICS = 6
};

/* What comes of correcting a cell, the most telling first. */
enum audit_rank { RANK_VERDICT, RANK_NEW, RANK_MOVES, RANK_NONE };

/* A finding that is still asked about. */
struct audit_item {
	const struct finding *finding;
	size_t topic;                /* n_topics: the return as a whole */
	size_t number;               /* in the list of findings, from 1 */
	const struct effect *effect; /* that it is ranked by; NULL: none */
	enum audit_rank rank;
	double size; /* of the effect, in widths of its interval */
};

struct audit_view {
	const struct audit *audit;
	sym org;
	const struct audit_return *now;    /* NULL: none was expected */
	const struct audit_return *before; /* the newest one sent before */
	size_t quarter, last; /* places of now and before in audit.quarter;
				 SIZE_MAX: there is none before */
	/* All of the return's, in the order of the form; those that the trust
	 * answered have a number too. */
	struct audit_item *item;
	size_t n;
	const struct audit_item **open; /* in the order to fix them */
	size_t n_open, n_answered;
	size_t n_verdicts, n_new_results, n_moves;
	/* Of the faults of audit.fault. */
	const struct audit_fault **fault; /* the longest open first, then new,
					     then fixed; no others */
	size_t n_faults;
	size_t fixed, persisting, fresh; /* against `before` */
};

/* What the audit says of an organisation at the end of the run's period; NULL
 * when it sent no return and none was expected. */
const struct audit_view *audit_view(
    struct arena *, const struct compose_input *, struct str org);
bool audit_item_answered(const struct audit_item *);
enum fault_mark audit_mark(
    const struct audit_view *, const struct audit_fault *, size_t quarter);
/* Mean score of all returns sent for that quarter, NAN: none; of one topic. */
double audit_england(const struct audit *, day, size_t *n);
double audit_england_topic(const struct audit *, day, size_t topic);
/* Validity of a topic, NAN where nothing was sent. */
double audit_topic_score(const struct audit_return *, size_t topic);
/* "2026-27 Q1" of the quarter's last day. */
struct str audit_quarter_words(struct arena *, day);
/* "Roles and learning": a topic as its sheet is called. */
struct str audit_topic_words(struct scope *, size_t topic);
/* Where the scale of scores starts that all topics and quarters share. */
double audit_scale_from(const struct audit_view *);
/* As it is printed, without decimals; 100 only when nothing is missing. */
double audit_whole(double score);
/* The same as text. */
struct str audit_score_text(struct arena *, double);
/* Both as printed: 0 when they look the same. */
double audit_change(double before, double now);

/* ---- titles, see audit_words.c */

struct str audit_title(struct scope *);
struct str audit_lede(struct scope *);
struct str audit_score_title(struct scope *);
struct str audit_topics_title(struct scope *);
struct str audit_first_title(struct scope *);
/* "Three errors and one warning are open" */
struct str audit_levels_title(struct scope *);
struct str audit_ledger_title(struct scope *);
struct str audit_rules_title(struct scope *);
/* Straight quotes and apostrophes made printers' ones. */
struct str audit_quotes(struct arena *, struct str);
/* What a rule is about in a few words, by its code. */
struct str audit_rule_words(struct arena *, struct str code);

/* ---- the commonest rules, see audit_rules.c */

struct audit_rule_count {
	struct str code;
	enum level level;
	size_t n;
};

/* Of the open findings of some returns, the most frequent first. */
struct audit_rule_count *audit_rules(struct arena *,
    const struct audit_view *const *, size_t n_views, size_t *n);
/* The few rules that make up half of them or more, and how many findings; 0:
 * it takes more than three, so none stands out. */
size_t audit_rules_leading(
    const struct audit_rule_count *, size_t n, size_t *findings);

/* ---- a region's trusts */

/* By member of the region; NULL where there is nothing to audit. */
const struct audit_view *const *audit_members(struct scope *);

/* ---- charts */

/* Data of a chart that a template asks for by `points: scores` and the like, and
 * the table behind it. False after diag_fail. */
MUST_CHECK bool audit_chart(struct scope *, struct at, struct str points,
    struct str name, struct chart_input *, struct table **);

/* Is it a word that audit_chart takes? */
bool audit_has_points(struct str);
/* A point with nothing but its value; not finite: there is none. */
struct chart_point audit_point(struct str label, double);
/* Of the quarters that are drawn, the first. */
size_t audit_first_quarter(const struct audit *);
/* A drawing for a table's cell by a chart of that name. */
MUST_CHECK bool audit_draw(struct scope *, struct at, const char *chart,
    struct chart_input *, double width, const struct scene **out);

/* ---- names of audit_names.def; missing in packs without an audit */
#define NAME(name, help) struct value audit_name_##name(struct scope *);
#include "compose/audit_names.def"
#undef NAME

/* ---- tables of tables.def */
MUST_CHECK bool table_topics(struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_topics_open(
    struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_fix_first(
    struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_ledger(struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_issues(struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_fixed(struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_answered(struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_scores(struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_codes(struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_audited(struct scope *, struct table_maker *, struct at);

#endif
