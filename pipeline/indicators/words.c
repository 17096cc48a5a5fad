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

static void
add_lower(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_addc(b, s.p[i] >= 'A' && s.p[i] <= 'Z'
				? (char)(s.p[i] - 'A' + 'a')
				: s.p[i]);
}

/* What a template is filled in with. */
struct filling {
	day when;
	struct str value, breakdown, setting;
};

static void
add_services(struct buf *b, struct str setting)
{
	if (setting.n == 0)
		buf_addz(b, "all");
	else
		add_lower(b, setting);
	buf_addz(b, " services");
}

static void
add_word(struct buf *b, struct str word, const struct filling *f)
{
	if (str_is(word, "value"))
		buf_adds(b, f->value);
	else if (str_is(word, "breakdown"))
		buf_adds(b, f->breakdown);
	else if (str_is(word, "services"))
		add_services(b, f->setting);
	else if (str_is(word, "month") && f->when != DAY_NONE)
		month_print(b, f->when);
	else if (str_is(word, "quarter") && f->when != DAY_NONE)
		period_print_span(b, period_holding(f->when));
	else
		add_date(b, f->when);
}

/* Copies a template, asking for the text of each {word}. A setting that the
 * template does not name follows it. */
static void
fill(struct buf *b, struct str template, const struct filling *f)
{
	struct str head, word, rest = template;

	while (str_cut(rest, '{', &head, &rest)) {
		buf_adds(b, head);
		str_cut(rest, '}', &word, &rest);
		add_word(b, word, f);
	}
	buf_adds(b, head);
	if (f->setting.n == 0 || str_find(template, S("{services}")) >= 0)
		return;
	buf_addz(b, " in ");
	add_services(b, f->setting);
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
	    [WHY_ZERO_COMPARATOR] =
		"nobody in the group compared with had it, so there is nothing "
		"to divide by",
	    [WHY_NO_GROUP] = "one of the two groups has nobody in it",
	    [WHY_NOT_PART] = "a group is larger than the whole it is part of",
	    [WHY_SEVERAL] = "several values were sent, which do not add up",
	    [WHY_NO_REFERENCE] = "England has no rates of that date",
	    [WHY_SMALL_COUNT] = "it would count 1 to 4 people",
	    [WHY_WOULD_GIVE_AWAY] =
		"a count of 1 to 4 people could be worked out from it",
	    [WHY_COUNT_TO_7] = "it would count 1 to 7 people",
	    [WHY_WOULD_GIVE_TO_7] =
		"a count of 1 to 7 people could be worked out from it"};
	struct buf b = buf_new(mem);

	if (why == WHY_NOT_SERVED) {
		fill(&b, ind->needs_words, &(struct filling){.when = when});
	} else if (why == WHY_NOT_IN_FILE && when == DAY_NONE) {
		buf_addz(&b, "no file of this run has it");
	} else if (why == WHY_NOT_IN_FILE) {
		buf_addz(&b, "not in the file of ");
		day_print(&b, when);
	} else if (why == WHY_NOT_EARLIER) {
		buf_addf(&b, "there is no figure of %d year%s before",
		    ind->years, ind->years == 1 ? "" : "s");
	} else if (why == WHY_LOW_BASE) {
		buf_addz(&b, "the base is below ");
		num_short(&b, ind->minimum_base);
	} else {
		buf_addz(&b, text[why]);
	}
	return buf_str(&b);
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

struct str
words_value(
    struct arena *mem, const struct indicator *ind, double v, int places)
{
	struct buf b = buf_new(mem);

	add_value(&b, ind, v, places);
	return buf_str(&b);
}

/* Is it told the other way round, so that no reader has to take a reciprocal or
 * to turn a minus? */
static bool
is_reversed(const struct indicator *ind, double v)
{
	bool amount =
	    ind->method == METHOD_DIFFERENCE || ind->method == METHOD_GROWTH;

	return ind->sentence_reverse.n > 0 && (amount ? v < 0 : v > 0 && v < 1);
}

static double
shown(const struct indicator *ind, double v)
{
	if (!is_reversed(ind, v))
		return v;
	return ind->method == METHOD_DIFFERENCE || ind->method == METHOD_GROWTH
		   ? -v
		   : 1 / v;
}

/* A verdict between two numbers that print alike reads like a mistake: print as
 * many more places as tell them apart, within reason. */
static int
telling_places(
    struct arena *mem, const struct indicator *ind, const struct figure *f)
{
	double aim = indicator_aim(ind), v = shown(ind, f->value);
	double with = isnan(aim) ? f->england : aim;
	int places = ind->places;

	if (f->verdict != VERDICT_ABOVE && f->verdict != VERDICT_BELOW)
		return places;
	while (places < ind->places + 3 && fabs(v - with) < pow(10, -places) &&
	       str_eq(words_value(mem, ind, v, places),
		   words_value(mem, ind, with, places)))
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
add_parity(struct buf *b, enum verdict v)
{
	if (v == VERDICT_NOT_DIFFERENT)
		buf_addz(b, ", which chance alone could explain");
	else if (v != VERDICT_NONE)
		buf_addz(b, ", more than chance would explain");
}

static void
add_absence(struct buf *b, const struct indicator *ind, const struct figure *f,
    const struct told *t)
{
	bool word = ind->title.n < 2 || ind->title.p[1] < 'A' ||
		    ind->title.p[1] > 'Z'; /* and no abbreviation */

	buf_addz(b, "No figure is given for ");
	if (word)
		add_lower(b, str_slice(ind->title, 0, 1));
	buf_adds(b, str_slice(ind->title, word, ind->title.n));
	if (t->breakdown.n > 0)
		buf_addf(b, " (%.*s)", STRF(t->breakdown));
	if (t->setting.n > 0) {
		buf_addz(b, " in ");
		add_services(b, t->setting);
	}
	buf_addf(b, ": %.*s.", STRF(f->reason));
}

static struct str
template_of(const struct indicator *ind, const struct figure *f, bool split)
{
	bool back = is_reversed(ind, f->value);

	split &= ind->method != METHOD_MODE;
	if (split)
		return back && ind->sentence_reverse_split.n > 0
			   ? ind->sentence_reverse_split
			   : ind->sentence_split;
	return back ? ind->sentence_reverse : ind->sentence;
}

/* Of single values England's is the middle one, and says so. */
static void
add_england(struct buf *b, const struct indicator *ind, const struct told *t)
{
	if (ind->method == METHOD_VALUE)
		buf_addz(b, " in the middle organisation");
	buf_addz(b, " across ");
	if (t->in_cluster.n > 0)
		buf_addf(b, "%.*s in ", STRF(t->in_cluster));
	buf_addz(b, "England");
}

struct str
words_sentence(struct arena *mem, const struct indicator *ind,
    const struct figure *f, const struct told *t)
{
	struct buf b = buf_new(mem);
	struct filling filling = {
	    f->date, .breakdown = t->breakdown, .setting = t->setting};
	struct str template;
	int places;

	if (f->status != STATUS_OK || !isfinite(f->value)) {
		add_absence(&b, ind, f, t);
		return buf_str(&b);
	}
	template = template_of(ind, f, t->breakdown.n > 0);
	places = telling_places(mem, ind, f);
	/* A split template that is not turned round has the plain value. */
	filling.value = words_value(mem, ind,
	    str_eq(template, ind->sentence_split) && ind->breakdown != DIM_N
		? f->value
		: shown(ind, f->value),
	    places);
	fill(&b, template, &filling);
	if (t->is_england)
		add_england(&b, ind, t);
	else if (ind->method == METHOD_VALUE && f->pooled_of > 0)
		buf_addz(&b, " in the middle organisation");
	if (!isnan(indicator_aim(ind)))
		add_parity(&b, f->verdict);
	else if (!t->is_england)
		add_comparison(&b, ind, f, t->in_cluster, places);
	buf_addc(&b, '.');
	return buf_str(&b);
}

const char *
words_verdict(const struct indicator *ind, enum verdict v)
{
	static const char *const england[] = {"", "below England's",
	    "not clearly different from England's", "above England's"};
	static const char *const parity[] = {"",
	    "more than chance would explain", "chance alone could explain it",
	    "more than chance would explain"};

	return isnan(indicator_aim(ind)) ? england[v] : parity[v];
}

struct str
words_name(struct arena *mem, const struct indicator *ind, struct str breakdown,
    struct str setting)
{
	struct buf b = buf_new(mem);

	buf_adds(&b, ind->title);
	if (breakdown.n > 0)
		buf_addf(&b, ", %.*s", STRF(breakdown));
	if (setting.n > 0) {
		buf_addz(&b, ", ");
		add_lower(&b, setting);
	}
	return buf_str(&b);
}

struct str
words_returns(struct arena *mem, const struct figure *f)
{
	struct buf b = buf_new(mem);

	if (f->returns_of == 0)
		return S("");
	buf_addf(&b, "%u of the %u return%s expected for the quarter (",
	    f->returns, f->returns_of, f->returns_of == 1 ? "" : "s");
	num_fixed(&b, 100.0 * f->returns / f->returns_of, 0, 0);
	buf_addz(&b, "%)");
	return buf_str(&b);
}
