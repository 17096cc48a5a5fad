/* compose/audit_names.c -- the values that a data audit's template may name. */
#include <math.h>

#include "compose/audit.h"
#include "compose/region.h"
#include "compose/words.h"

enum { FEW_OPEN = 10 };

static struct value
count(size_t n)
{
	return value_number((double)n, 0, S(""));
}

static struct value
score(double v)
{
	return isfinite(v) ? value_number(audit_whole(v), 0, S(""))
			   : value_missing(status_mark[STATUS_MISSING]);
}

static struct value
words(struct scope *s, struct str (*title)(struct scope *))
{
	return s->audit == NULL ? value_missing("") : value_text(title(s));
}

static const struct audit_return *
sent(const struct scope *s)
{
	const struct audit_return *r = s->audit == NULL ? NULL : s->audit->now;

	return r != NULL && r->sent ? r : NULL;
}

struct value
audit_name_audit_sent(struct scope *s)
{
	return value_truth(sent(s) != NULL);
}

struct value
audit_name_audit_title(struct scope *s)
{
	return words(s, audit_title);
}

struct value
audit_name_audit_lede(struct scope *s)
{
	return words(s, audit_lede);
}

struct value
audit_name_audit_score(struct scope *s)
{
	return score(sent(s) == NULL ? NAN : sent(s)->score);
}

struct value
audit_name_audit_score_title(struct scope *s)
{
	return words(s, audit_score_title);
}

struct value
audit_name_audit_topics_title(struct scope *s)
{
	return words(s, audit_topics_title);
}

struct value
audit_name_audit_checks_n(struct scope *s)
{
	const struct audit_return *r = sent(s);
	double n = 0;

	for (size_t i = 0; r != NULL && i < s->audit->audit->n_topics; i++)
		n += r->topic[i].expected;
	return value_number(n, 0, S(""));
}

struct value
audit_name_audit_validity(struct scope *s)
{
	return score(sent(s) == NULL ? NAN : sent(s)->validity);
}

struct value
audit_name_audit_coverage(struct scope *s)
{
	return score(s->audit == NULL || s->audit->now == NULL
			 ? NAN
			 : s->audit->now->coverage);
}

struct value
audit_name_audit_coverage_of(struct scope *s)
{
	return value_number(s->in->settings->audit.expected_quarters, 0, S(""));
}

static double
england(struct scope *s, size_t *n)
{
	*n = 0;
	return s->audit == NULL
		   ? NAN
		   : audit_england(s->audit->audit,
			 s->audit->audit->quarter[s->audit->quarter], n);
}

struct value
audit_name_audit_england(struct scope *s)
{
	size_t n;

	return score(england(s, &n));
}

struct value
audit_name_audit_england_n(struct scope *s)
{
	size_t n;

	england(s, &n);
	return count(n);
}

struct value
audit_name_audit_received(struct scope *s)
{
	return value_day(sent(s) == NULL ? DAY_NONE : sent(s)->received);
}

/* ---- findings */

/* Their list then stands on one page, and the score before it. */
struct value
audit_name_audit_few(struct scope *s)
{
	return value_truth(s->audit != NULL && s->audit->n_open <= FEW_OPEN);
}

struct value
audit_name_audit_open_n(struct scope *s)
{
	return count(s->audit == NULL ? 0 : s->audit->n_open);
}

static struct value
of_level(struct scope *s, enum level level)
{
	size_t n = 0;

	for (size_t i = 0; s->audit != NULL && i < s->audit->n_open; i++)
		n += finding_rule[s->audit->open[i]->finding->kind].level ==
		     level;
	return count(n);
}

struct value
audit_name_audit_errors_n(struct scope *s)
{
	return of_level(s, LEVEL_ERROR);
}

struct value
audit_name_audit_warnings_n(struct scope *s)
{
	return of_level(s, LEVEL_WARNING);
}

struct value
audit_name_audit_notes_n(struct scope *s)
{
	return of_level(s, LEVEL_NOTE);
}

struct value
audit_name_audit_levels_title(struct scope *s)
{
	return words(s, audit_levels_title);
}

struct value
audit_name_audit_scale(struct scope *s)
{
	return value_number(
	    s->audit == NULL ? 0 : audit_scale_from(s->audit), 0, S(""));
}

struct value
audit_name_audit_answered_n(struct scope *s)
{
	return count(s->audit == NULL ? 0 : s->audit->n_answered);
}

struct value
audit_name_audit_found_n(struct scope *s)
{
	return count(s->audit == NULL ? 0 : s->audit->n);
}

static size_t
first_n(const struct scope *s)
{
	size_t n = s->audit == NULL ? 0 : s->audit->n_open;

	return n < AUDIT_FIRST ? n : AUDIT_FIRST;
}

struct value
audit_name_audit_first_n(struct scope *s)
{
	return count(first_n(s));
}

struct value
audit_name_audit_rest_n(struct scope *s)
{
	return count(s->audit == NULL ? 0 : s->audit->n_open - first_n(s));
}

struct value
audit_name_audit_effects_n(struct scope *s)
{
	size_t n = 0;

	for (size_t i = 0; s->audit != NULL && i < s->audit->n_open; i++)
		n += s->audit->open[i]->effect != NULL;
	return count(n);
}

struct value
audit_name_audit_first_title(struct scope *s)
{
	return words(s, audit_first_title);
}

/* ---- the ledger */

struct value
audit_name_audit_fixed_n(struct scope *s)
{
	return count(s->audit == NULL ? 0 : s->audit->fixed);
}

struct value
audit_name_audit_new_n(struct scope *s)
{
	return count(s->audit == NULL ? 0 : s->audit->fresh);
}

struct value
audit_name_audit_persisting_n(struct scope *s)
{
	return count(s->audit == NULL ? 0 : s->audit->persisting);
}

struct value
audit_name_audit_ledger_n(struct scope *s)
{
	return count(s->audit == NULL ? 0 : s->audit->n_faults);
}

struct value
audit_name_audit_ledger_title(struct scope *s)
{
	return words(s, audit_ledger_title);
}

struct value
audit_name_audit_before(struct scope *s)
{
	return value_text(
	    s->audit == NULL || s->audit->before == NULL
		? S("")
		: audit_quarter_words(s->c->mem, s->audit->before->date));
}

struct value
audit_name_audit_rules_title(struct scope *s)
{
	return words(s, audit_rules_title);
}

/* ---- dates */

static struct period
next_period(const struct scope *s)
{
	return period_holding(period_end(s->card->period) + 1);
}

static struct value
due(const struct scope *s, struct period p)
{
	return value_day(period_end(p) + (day)s->in->settings->audit.due_days);
}

struct value
audit_name_audit_due(struct scope *s)
{
	return due(s, s->card->period);
}

struct value
audit_name_audit_next_due(struct scope *s)
{
	return due(s, next_period(s));
}

struct value
audit_name_audit_next_period(struct scope *s)
{
	struct buf b = buf_new(s->c->mem);

	period_print_page(&b, next_period(s));
	return value_text(buf_str(&b));
}

/* ---- a region */

static size_t
audited(const struct scope *s, size_t *came, size_t *open)
{
	size_t n = 0;

	*came = *open = 0;
	for (size_t i = 0; s->audits != NULL && i < s->region->n; i++) {
		const struct audit_view *v = s->audits[i];
		if (v == NULL)
			continue;
		n++;
		*came += v->now != NULL && v->now->sent;
		*open += v->n_open;
	}
	return n;
}

struct value
audit_name_audited_n(struct scope *s)
{
	size_t came, open;

	return count(audited(s, &came, &open));
}

struct value
audit_name_audited_sent_n(struct scope *s)
{
	size_t came, open;

	audited(s, &came, &open);
	return count(came);
}

struct value
audit_name_audited_open_n(struct scope *s)
{
	size_t came, open;

	audited(s, &came, &open);
	return count(open);
}

/* "Returns came from all eight trusts; 84 findings are open" */
struct value
audit_name_audited_title(struct scope *s)
{
	size_t came, open, n = audited(s, &came, &open);
	struct buf b = buf_new(s->c->mem);

	if (n == 0)
		return value_missing("");
	if (came == 0) {
		buf_addz(&b, "No return came for ");
		period_print_page(&b, s->card->period);
		return value_text(buf_str(&b));
	}
	if (n == 1) {
		buf_addz(&b, "A return came from the one trust");
	} else {
		buf_addz(&b, "Returns came from ");
		if (came == n)
			buf_addz(&b, n == 2 ? "both" : "all ");
		if (came < n || n > 2)
			words_count(&b, (double)came);
		if (came < n) {
			buf_addz(&b, " of ");
			words_count(&b, (double)n);
		}
		buf_addz(&b, " trusts");
	}
	buf_addz(&b, "; ");
	if (open == 0) {
		buf_addz(&b, "no finding is open");
	} else {
		words_count(&b, (double)open);
		buf_addz(
		    &b, open == 1 ? " finding is open" : " findings are open");
	}
	return value_text(buf_str(&b));
}

struct value
audit_name_audited_rules_title(struct scope *s)
{
	return s->audits == NULL ? value_missing("")
				 : value_text(audit_rules_title(s));
}

/* The topic whose mean over the region's returns is the lowest. */
struct value
audit_name_audited_heat_title(struct scope *s)
{
	const struct audit *a = s->in->audit;
	double lowest = INFINITY;
	size_t at = 0;
	struct buf b = buf_new(s->c->mem);

	if (s->audits == NULL || a == NULL)
		return value_missing("");
	for (size_t t = 0; t < a->n_topics; t++) {
		double sum = 0;
		size_t n = 0;
		for (size_t i = 0; i < s->region->n; i++) {
			double v =
			    s->audits[i] == NULL
				? NAN
				: audit_topic_score(s->audits[i]->now, t);
			if (!isfinite(v))
				continue;
			sum += v;
			n++;
		}
		if (n == 0 || sum / (double)n >= lowest)
			continue;
		lowest = sum / (double)n;
		at = t;
	}
	if (!isfinite(lowest))
		return value_text(S("No topic has a score"));
	buf_addf(&b, "The lowest scores are those of %.*s",
	    STRF(words_lower(s->c->mem, audit_topic_words(s, at))));
	return value_text(buf_str(&b));
}
