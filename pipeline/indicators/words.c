/* indicators/words.c -- figures and peer groups in plain sentences.
 *
 * No sentence says above, below, higher or lower but on the stored verdict, and
 * none says better or worse. */
#include <math.h>

#include "base/num.h"
#include "indicators/words.h"

enum why
why_of(enum reason r)
{
	static const enum why why[] = {[REASON_NONE] = WHY_NONE,
	    [REASON_BLANK] = WHY_BLANK,
	    [REASON_SUPPRESSED] = WHY_SUPPRESSED,
	    [REASON_NOT_APPLICABLE] = WHY_NOT_APPLICABLE,
	    [REASON_NOT_AVAILABLE] = WHY_NOT_AVAILABLE,
	    [REASON_UNREADABLE] = WHY_UNREADABLE};

	return why[r];
}

static void
add_date(struct buf *b, day when)
{
	if (when == DAY_NONE)
		buf_addz(b, "this run");
	else
		day_print(b, when);
}

/* Copies a template, asking for the text of each {word}. */
static void
fill(struct buf *b, struct str template, day when, struct str value,
    struct str breakdown)
{
	struct str head, word, rest = template;

	while (str_cut(rest, '{', &head, &rest)) {
		buf_adds(b, head);
		str_cut(rest, '}', &word, &rest);
		if (str_is(word, "value"))
			buf_adds(b, value);
		else if (str_is(word, "breakdown"))
			buf_adds(b, breakdown);
		else if (str_is(word, "month") && when != DAY_NONE)
			month_print(b, when);
		else
			add_date(b, when);
	}
	buf_adds(b, head);
}

struct str
words_reason(
    struct arena *mem, const struct indicator *ind, enum why why, day when)
{
	static const char *const text[] = {[WHY_NONE] = "",
	    [WHY_BLANK] = "the cell in the file is empty",
	    [WHY_SUPPRESSED] = "withheld by its publisher",
	    [WHY_NOT_APPLICABLE] = "does not apply to the organisation",
	    [WHY_NOT_AVAILABLE] = "not available in the file",
	    [WHY_UNREADABLE] = "what the file holds is not a number",
	    [WHY_NO_ROW] = "one of its numbers is not in the file",
	    [WHY_ZERO_BASE] = "the base is zero",
	    [WHY_SMALL_COUNT] = "it would count 1 to 4 people",
	    [WHY_WOULD_GIVE_AWAY] =
		"a count of 1 to 4 people could be worked out from it"};
	struct buf b = buf_new(mem);

	if (why == WHY_NOT_SERVED) {
		fill(&b, ind->needs_words, when, S(""), S(""));
	} else if (why == WHY_NOT_IN_FILE && when == DAY_NONE) {
		buf_addz(&b, "no file of this run has it");
	} else if (why == WHY_NOT_IN_FILE) {
		buf_addz(&b, "not in the file of ");
		day_print(&b, when);
	} else if (why == WHY_LOW_BASE) {
		buf_addz(&b, "the base is below ");
		num_short(&b, ind->minimum_base);
	} else {
		buf_addz(&b, text[why]);
	}
	return buf_str(&b);
}

static void
add_lower(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_addc(b, s.p[i] >= 'A' && s.p[i] <= 'Z'
				? (char)(s.p[i] - 'A' + 'a')
				: s.p[i]);
}

/* "mental health trust", without its plural. */
static void
add_kind(struct buf *b, struct str cluster)
{
	add_lower(b, cluster);
	if (!str_ends(buf_str(b), S("trust")) &&
	    !str_ends(buf_str(b), S("board")))
		buf_addz(b, " trust");
}

struct str
words_cluster(struct arena *mem, struct str cluster)
{
	struct buf b = buf_new(mem);

	add_kind(&b, cluster);
	buf_addc(&b, 's');
	return buf_str(&b);
}

struct str
words_peers(struct arena *mem, size_t n, struct str cluster, struct str region)
{
	struct buf b = buf_new(mem);

	if (n == 0)
		buf_addz(&b, "no other ");
	else if (n == 1)
		buf_addz(&b, "the one other ");
	else
		buf_addf(&b, "the %zu other ", n);
	if (cluster.n == 0)
		buf_addz(&b, "organisation");
	else
		add_kind(&b, cluster);
	if (n > 1)
		buf_addc(&b, 's');
	if (region.n == 0)
		buf_addz(&b, " in England");
	else
		buf_addf(&b, " in %s%.*s",
		    str_is(region, "London") ? "" : "the ", STRF(region));
	return buf_str(&b);
}

static void
add_value(struct buf *b, const struct indicator *ind, double v, int places)
{
	num_fixed(b, v, places, NUM_THOUSANDS | NUM_TRUE_MINUS);
	buf_addz(b, unit_suffix[ind->unit]);
}

static struct str
value_text(struct arena *mem, const struct indicator *ind, double v, int places)
{
	struct buf b = buf_new(mem);

	add_value(&b, ind, v, places);
	return buf_str(&b);
}

/* A verdict between two numbers that print alike reads like a mistake: print as
 * many more places as tell them apart, within reason. */
static int
telling_places(
    struct arena *mem, const struct indicator *ind, const struct figure *f)
{
	int places = ind->places;

	if (f->verdict != VERDICT_ABOVE && f->verdict != VERDICT_BELOW)
		return places;
	while (places < ind->places + 3 &&
	       fabs(f->value - f->england) < pow(10, -places) &&
	       str_eq(value_text(mem, ind, f->value, places),
		   value_text(mem, ind, f->england, places)))
		places++;
	return places;
}

static void
add_comparison(struct buf *b, const struct indicator *ind,
    const struct figure *f, struct str in_cluster, int places)
{
	static const char *const words[] = {
	    "", ", below ", ", not clearly different from ", ", above "};

	if (f->verdict == VERDICT_NONE)
		return;
	buf_addz(b, words[f->verdict]);
	buf_addz(b, in_cluster.n > 0 ? "the " : "England's ");
	add_value(b, ind, f->england, places);
	if (in_cluster.n > 0)
		buf_addf(b, " of %.*s in England", STRF(in_cluster));
}

static void
add_absence(struct buf *b, const struct indicator *ind, const struct figure *f,
    struct str breakdown)
{
	buf_addz(b, "No figure is given for ");
	add_lower(b, str_slice(ind->title, 0, 1));
	buf_adds(b, str_slice(ind->title, 1, ind->title.n));
	if (breakdown.n > 0)
		buf_addf(b, " (%.*s)", STRF(breakdown));
	buf_addf(b, ": %.*s.", STRF(f->reason));
}

struct str
words_sentence(struct arena *mem, const struct indicator *ind,
    const struct figure *f, struct str breakdown, bool is_england,
    struct str in_cluster)
{
	struct buf b = buf_new(mem);
	int places;

	if (f->status != STATUS_OK || !isfinite(f->value)) {
		add_absence(&b, ind, f, breakdown);
		return buf_str(&b);
	}
	places = telling_places(mem, ind, f);
	fill(&b, breakdown.n > 0 ? ind->sentence_split : ind->sentence, f->date,
	    value_text(mem, ind, f->value, places), breakdown);
	if (is_england && in_cluster.n > 0)
		buf_addf(&b, " across %.*s in England", STRF(in_cluster));
	else if (is_england)
		buf_addz(&b, " across England");
	else
		add_comparison(&b, ind, f, in_cluster, places);
	buf_addc(&b, '.');
	return buf_str(&b);
}
