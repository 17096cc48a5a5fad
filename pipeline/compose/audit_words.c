/* compose/audit_words.c -- what a data audit says in words: titles and the
 * sentences of effects and standings. */
#include <math.h>

#include "base/num.h"
#include "compose/audit.h"
#include "compose/region.h"
#include "compose/words.h"

/* "one finding", "14 findings" */
static void
put_count(struct buf *b, size_t n, const char *one, const char *many)
{
	words_count(b, (double)n);
	buf_addf(b, " %s", n == 1 ? one : many);
}

static struct str
capital(struct scope *s, const struct buf *b)
{
	return words_capital(s->c->mem, buf_str(b));
}

static bool
is_sent(const struct scope *s)
{
	return s->audit->now != NULL && s->audit->now->sent;
}

/* The sentences of findings have straight quotes on both sides of a value. */
struct str
audit_quotes(struct arena *mem, struct str s)
{
	struct buf b = buf_new(mem);

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\'')
			buf_addc(&b, s.p[i]);
		else if (i == 0 || s.p[i - 1] == ' ' || s.p[i - 1] == '(')
			buf_addz(&b, "\u2018");
		else
			buf_addz(&b, "\u2019");
	}
	return buf_str(&b);
}

/* ---- titles */

static void
put_verdict_title(struct scope *s, struct buf *b)
{
	const struct audit_view *v = s->audit;
	const struct effect *e = v->open[0]->effect;

	if (v->n_verdicts == 1) {
		buf_addf(b, "%s decides the result on %.*s at %.*s",
		    v->open[0]->finding->cell.n > 0 ? "One cell"
						    : "One finding",
		    STRF(words_lower(s->c->mem, e->name)), STRF(s->short_name));
		return;
	}
	put_count(b, v->n_verdicts, "finding", "findings");
	buf_addf(b, " decide how %.*s compares", STRF(s->short_name));
}

struct str
audit_title(struct scope *s)
{
	const struct audit_view *v = s->audit;
	struct buf b = buf_new(s->c->mem);

	if (!is_sent(s)) {
		buf_addf(
		    &b, "No return came from %.*s for ", STRF(s->short_name));
		period_print_page(&b, s->card->period);
	} else if (v->n_verdicts > 0) {
		put_verdict_title(s, &b);
	} else if (v->n_new_results > 0) {
		buf_addf(
		    &b, "Corrections would give %.*s ", STRF(s->short_name));
		put_count(&b, v->n_new_results, "new figure", "new figures");
	} else if (v->n_open == 0) {
		buf_addf(&b, "No finding is open in the return of %.*s",
		    STRF(s->short_name));
	} else {
		put_count(&b, v->n_open, "finding is", "findings are");
		buf_addf(&b, " open in the return of %.*s%s",
		    STRF(s->short_name),
		    v->n_moves > 0 ? "; none changes a verdict" : "");
	}
	return capital(s, &b);
}

/* The one result that a cell decides: as sent, and corrected. */
static void
put_measure(struct buf *b, const struct effect *e)
{
	/* A name with a comma would run into the sentence. */
	if (str_find(e->name, S(",")) >= 0)
		buf_addf(b, "the figure \u201c%.*s\u201d", STRF(e->name));
	else
		buf_addf(b, "the figure for %.*s",
		    STRF(words_lower(b->mem, e->name)));
}

static void
put_cell(struct buf *b, const struct finding *f)
{
	if (f->cell.n > 0)
		buf_addf(b, "cell %.*s of ", STRF(f->cell));
	if (f->sheet.n > 0)
		buf_addf(b, "the sheet \u201c%.*s\u201d", STRF(f->sheet));
	else
		buf_addz(b, "the return");
}

static void
put_verdict_lede(struct buf *b, const struct audit_item *i)
{
	const struct effect *e = i->effect;

	buf_addz(b, "As sent, ");
	put_measure(b, e);
	buf_addf(b, " is %.*s", STRF(e->before));
	if (e->verdict_before.n > 0)
		buf_addf(b, ", %.*s", STRF(e->verdict_before));
	buf_addz(b, ". With ");
	put_cell(b, i->finding);
	buf_addf(b, " %s it is %.*s", e->left_out ? "left out" : "corrected",
	    STRF(e->after));
	if (e->verdict_after.n > 0)
		buf_addf(b, ", %.*s", STRF(e->verdict_after));
	buf_addz(b, ".");
}

static void
put_levels(struct buf *b, const struct audit_view *v)
{
	static const char *const one[] = {"note", "warning", "error"},
				 *const many[] = {
				     "notes", "warnings", "errors"};
	size_t n[3] = {0}, kinds = 0, k = 0;

	for (size_t i = 0; i < v->n_open; i++)
		n[finding_rule[v->open[i]->finding->kind].level]++;
	for (int i = 0; i < 3; i++)
		kinds += n[i] > 0;
	for (int i = 3; i-- > 0;) {
		if (n[i] == 0)
			continue;
		words_join(b, k++, kinds);
		put_count(b, n[i], one[i], many[i]);
	}
}

struct str
audit_lede(struct scope *s)
{
	const struct audit_view *v = s->audit;
	struct buf b = buf_new(s->c->mem);

	if (!is_sent(s)) {
		if (v->before == NULL)
			buf_addz(&b, "A return was expected and none came. ");
		else
			buf_addf(&b, "The last one is of %.*s. ",
			    STRF(audit_quarter_words(
				s->c->mem, v->before->date)));
		buf_addz(&b, "There is nothing to check, and no figure of the "
			     "services for children and young people can be "
			     "shown for the quarter.");
		return buf_str(&b);
	}
	if (v->n_verdicts > 0) {
		put_verdict_lede(&b, v->open[0]);
		return words_apostrophes(s->c->mem, buf_str(&b));
	}
	if (v->n_open > 0) {
		put_levels(&b, v);
		buf_addz(&b, v->n_open == 1 ? " is open. " : " are open. ");
	} else if (v->n_answered > 0) {
		put_count(&b, v->n_answered, "finding is", "findings are");
		buf_addz(&b, " known and answered for. ");
	} else {
		buf_addz(&b, "All checks passed. ");
	}
	buf_addf(&b,
	    "Of the cells asked for, %.*s%% are there and valid; returns came "
	    "for %.*s%% of the quarters expected.",
	    STRF(audit_score_text(s->c->mem, v->now->validity)),
	    STRF(audit_score_text(s->c->mem, v->now->coverage)));
	return capital(s, &b);
}

struct str
audit_levels_title(struct scope *s)
{
	struct buf b = buf_new(s->c->mem);

	if (s->audit->n_open == 0)
		return S("No finding is open");
	put_levels(&b, s->audit);
	buf_addz(&b, s->audit->n_open == 1 ? " is open" : " are open");
	return capital(s, &b);
}

static void
put_change(struct buf *b, double change)
{
	buf_addz(b, change > 0 ? "up " : "down ");
	num_fixed(b, fabs(change), 0, NUM_PLAIN);
}

struct str
audit_score_title(struct scope *s)
{
	const struct audit_view *v = s->audit;
	struct buf b = buf_new(s->c->mem);
	double change;

	if (!is_sent(s) || !isfinite(v->now->score))
		return S("There is no score without a return");
	buf_addf(&b, "The %sscore is %.*s", v->before == NULL ? "first " : "",
	    STRF(audit_score_text(s->c->mem, v->now->score)));
	if (v->before == NULL || !isfinite(v->before->score))
		return buf_str(&b);
	change = audit_change(v->before->score, v->now->score);
	buf_addz(&b, ", ");
	if (change == 0)
		buf_addz(&b, "as before");
	else
		put_change(&b, change);
	return buf_str(&b);
}

static struct str
topic_lower(struct scope *s, size_t topic)
{
	return words_lower(s->c->mem, audit_topic_words(s, topic));
}

struct str
audit_topics_title(struct scope *s)
{
	const struct audit_view *v = s->audit;
	struct buf b = buf_new(s->c->mem);
	size_t up = 0, down = 0, lowest = 0, fell = 0;
	double drop = 0;

	if (!is_sent(s))
		return S("Scores by topic");
	for (size_t i = 0; i < v->audit->n_topics; i++) {
		double now = audit_topic_score(v->now, i),
		       was = audit_topic_score(v->before, i);
		double change =
		    isfinite(now) && isfinite(was) ? audit_change(was, now) : 0;
		up += change > 0;
		down += change < 0;
		if (change < drop) {
			drop = change;
			fell = i;
		}
		if (!(now >= audit_topic_score(v->now, lowest)))
			lowest = i;
	}
	if (v->before == NULL) {
		buf_addf(&b, "The lowest score is that of %.*s",
		    STRF(topic_lower(s, lowest)));
		return buf_str(&b);
	}
	if (up + down == 0)
		return S("No topic’s score changed");
	if (up > 0) {
		put_count(&b, up, "topic improved", "topics improved");
		buf_addz(&b, down == 0 ? ", none fell" : "; ");
	}
	if (down == 1) {
		buf_addf(&b, "%.*s fell by ", STRF(topic_lower(s, fell)));
		num_fixed(&b, -drop, 0, NUM_PLAIN);
	} else if (down > 1) {
		words_count(&b, (double)down);
		buf_addf(&b, "%s fell, %.*s most", up > 0 ? "" : " topics",
		    STRF(topic_lower(s, fell)));
	}
	return capital(s, &b);
}

struct str
audit_first_title(struct scope *s)
{
	const struct audit_view *v = s->audit;
	size_t n = v->n_open < AUDIT_FIRST ? v->n_open : AUDIT_FIRST;
	bool all = true;
	struct buf b = buf_new(s->c->mem);

	for (size_t i = 0; i < n; i++)
		all = all && v->open[i]->effect != NULL;
	if (n == 1)
		return all ? S("Fix this first: it moves a published figure")
			   : S("Fix this first");
	buf_addz(&b, "Fix these ");
	words_count(&b, (double)n);
	buf_addz(&b, all ? " first: they move published figures" : " first");
	return buf_str(&b);
}

/* The most quarters that a fault of now has been open in a row, and how many
 * have been so long. */
static unsigned
oldest(const struct audit_view *v, size_t *n)
{
	unsigned most = 0;

	*n = 0;
	for (size_t i = 0; i < v->n_faults; i++) {
		const struct audit_fault *f = v->fault[i];
		if (audit_mark(v, f, v->quarter) != FAULT_OPEN)
			continue;
		if (f->quarters > most) {
			most = f->quarters;
			*n = 0;
		}
		*n += f->quarters == most;
	}
	return most;
}

struct str
audit_ledger_title(struct scope *s)
{
	const struct audit_view *v = s->audit;
	struct buf b = buf_new(s->c->mem);
	size_t n;
	unsigned quarters = oldest(v, &n);

	if (v->n_faults == 0)
		return S("No fault was open before, and none is now");
	words_count(&b, (double)v->fixed);
	buf_addz(&b, " fixed, ");
	words_count(&b, (double)v->fresh);
	buf_addz(&b, " new");
	if (quarters > 1 && v->persisting > 0) {
		buf_addz(&b, "; ");
		words_count(&b, (double)n);
		buf_addz(&b, n == 1 ? " has stood " : " have stood ");
		words_count(&b, quarters);
		buf_addz(&b, " quarters");
	} else {
		buf_addz(&b, v->persisting > 0 ? "; " : "");
		if (v->persisting > 0) {
			words_count(&b, (double)v->persisting);
			buf_addz(&b, " as before");
		}
	}
	return capital(s, &b);
}

struct str
audit_rules_title(struct scope *s)
{
	struct buf b = buf_new(s->c->mem);
	size_t n, findings, all = 0, k;
	const struct audit_view *const *view =
	    s->region != NULL ? s->audits : &s->audit;
	size_t n_views = s->region != NULL ? s->region->n : 1;
	struct audit_rule_count *rule =
	    audit_rules(s->c->mem, view, n_views, &n);

	k = audit_rules_leading(rule, n, &findings);
	for (size_t i = 0; i < n; i++)
		all += rule[i].n;
	if (all == 0)
		return S("No finding is open");
	if (k == 0) {
		put_count(&b, all, "finding", "findings");
		buf_addz(&b, " of ");
		put_count(&b, n, "rule", "rules");
		buf_addz(&b, "; none stands out");
		return capital(s, &b);
	}
	put_count(&b, k, "rule accounts", "rules account");
	if (findings == all)
		buf_addf(&b, " for %s",
		    all == 1 ? "the one open finding"
		    : all == 2
			? "both open findings"
			: str_fmt(s->c->mem, "all %zu open findings", all).p);
	else
		buf_addf(
		    &b, " for %zu of the %zu open findings", findings, all);
	return capital(s, &b);
}
