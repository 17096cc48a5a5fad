/* compose/figures.c -- what can be said of an indicator and its figure. */
#include <math.h>

#include "base/num.h"
#include "compose/figures.h"
#include "compose/region.h"
#include "compose/tally.h"
#include "compose/words.h"

static const struct {
	const char *label, *shown, *words;
} label[] = {
#define LABEL(label, shown, words) {label, shown, words},
#include "compose/labels.def"
#undef LABEL
};

struct str
label_shown(struct str s)
{
	for (size_t i = 0; i < COUNT(label); i++)
		if (str_is(s, label[i].label))
			return str_of(label[i].shown);
	return s;
}

struct str
label_words(struct arena *mem, struct str s)
{
	for (size_t i = 0; i < COUNT(label); i++)
		if (str_is(s, label[i].label))
			return str_of(label[i].words);
	return words_lower(mem, s);
}

struct str
indicator_unit(const struct indicator *i)
{
	return str_of(unit_suffix[i->unit]);
}

static const struct {
	const char *measure, *noun;
} base[] = {
#define BASE(measure, noun) {#measure, noun},
#include "compose/bases.def"
#undef BASE
};

const char *
indicator_base_noun(const struct indicator *i)
{
	struct str first =
	    i->denominator.n_measures > 0 ? i->denominator.measure[0] : S("");

	for (size_t k = 0; k < COUNT(base); k++)
		if (str_is(first, base[k].measure))
			return base[k].noun;
	return i->people ? "people" : i->base_per_day ? "FTE days" : "FTE";
}

static bool
counts_time_of_staff(const struct indicator *i)
{
	const char *noun = indicator_base_noun(i);

	return str_is(str_of(noun), "FTE") || str_is(str_of(noun), "WTE");
}

struct str
indicator_england(const struct indicator *i)
{
	return i->england == ENGLAND_ALL
		   ? S("England")
		   : S("England\u2019s mental health trusts");
}

const char *
verdict_words(enum verdict v)
{
	switch (v) {
	case VERDICT_ABOVE:
		return "above";
	case VERDICT_BELOW:
		return "below";
	case VERDICT_NOT_DIFFERENT:
		return "not clearly different";
	case VERDICT_NONE:
		break;
	}
	return "";
}

static void
put_number(struct buf *b, const struct indicator *i, double v)
{
	/* A true zero is printed as 0: what rounds to it keeps its decimals. */
	num_fixed(b, v, v == 0 ? 0 : i->places, NUM_THOUSANDS | NUM_TRUE_MINUS);
	buf_adds(b, indicator_unit(i));
}

struct str
figure_text(
    struct arena *mem, const struct scorecard *card, const struct figure *f)
{
	struct buf b = buf_new(mem);

	if (figure_known(f))
		put_number(
		    &b, &card->catalogue->indicator[f->indicator], f->value);
	else
		buf_addz(&b, status_mark[f == NULL || f->status == STATUS_OK
					     ? STATUS_MISSING
					     : f->status]);
	return buf_str(&b);
}

/* Counts of people and days are whole; FTE below 100 keep one decimal. */
static void
put_count(struct buf *b, const struct indicator *i, double v)
{
	bool fte = counts_time_of_staff(i) && v < 100;

	num_fixed(b, v, fte ? 1 : 0, NUM_THOUSANDS | NUM_TRUE_MINUS | NUM_TRIM);
}

struct str
base_text(struct arena *mem, const struct indicator *i, const struct figure *f)
{
	struct buf b = buf_new(mem);

	if (!figure_known(f) || i->method == METHOD_TOTAL ||
	    !(f->denominator > 0))
		return S("");
	put_count(&b, i, f->denominator);
	buf_addf(&b, " %s", indicator_base_noun(i));
	return buf_str(&b);
}

static struct str
count_text(struct arena *mem, const struct indicator *i, const struct figure *f)
{
	struct buf b = buf_new(mem);
	struct str of = base_text(mem, i, f);

	if (of.n == 0)
		return of;
	put_count(&b, i, f->numerator);
	buf_addf(&b, " of %.*s", STRF(of));
	return buf_str(&b);
}

struct str
age_text(struct arena *mem, const struct settings *s, bool stale)
{
	return stale ? str_fmt(mem, "over %d months old", s->stale_after_months)
		     : S("");
}

/* "above England's 1.2%". Whom England counts is said beside the chart. */
static struct str
against(struct arena *mem, const struct indicator *i, const struct figure *f)
{
	struct buf b = buf_new(mem);

	if (!figure_known(f) || f->verdict == VERDICT_NONE)
		return S("");
	buf_addz(&b, verdict_words(f->verdict));
	if (f->verdict == VERDICT_NOT_DIFFERENT)
		buf_addz(&b, " from");
	if (!isnan(indicator_aim(i))) {
		buf_addz(&b, indicator_aim(i) == 0 ? " 0" : " 1");
		return buf_str(&b);
	}
	buf_addz(&b, " England\u2019s ");
	put_number(&b, i, f->england);
	return buf_str(&b);
}

static struct str
finding(struct scope *s, const struct subject *u)
{
	const struct figure *f = u->figure;
	struct buf b = buf_new(s->c->mem);
	struct str words;

	buf_adds(&b, tally_words(s->c->mem, u->indicator));
	if (!figure_known(f)) {
		buf_addz(&b, ": no figure");
		return buf_str(&b);
	}
	buf_addz(&b, ": ");
	put_number(&b, u->indicator, f->value);
	buf_addz(&b, " in ");
	month_print(&b, f->date);
	words = against(s->c->mem, u->indicator, f);
	if (words.n > 0)
		buf_addf(&b, ", %.*s", STRF(words));
	return buf_str(&b);
}

static bool
is_part(const struct subject *u, const struct figure *f)
{
	return f->breakdown != 0 && figure_known(f);
}

static double
parts(const struct subject *u, enum verdict v)
{
	double n = 0;

	for (size_t i = 0; i < u->n; i++)
		n += is_part(u, &u->range[i]) && u->range[i].verdict == v;
	return n;
}

static double
parts_with(const struct subject *u, enum status status)
{
	double n = 0;

	for (size_t i = 0; i < u->n; i++)
		n += u->range[i].breakdown != 0 && u->range[i].status == status;
	return n;
}

static struct str
part_words(struct scope *s, const struct figure *f)
{
	return label_words(
	    s->c->mem, symbols_text(s->card->dataset->symbols, f->breakdown));
}

static struct value
parts_list(struct scope *s, const struct subject *u, enum verdict v)
{
	struct list *l = NEW(s->c->mem, struct list);

	l->n_fields = 1;
	l->item = NEWS(s->c->mem, u->n + 1, struct value);
	for (size_t i = 0; i < u->n; i++)
		if (is_part(u, &u->range[i]) && u->range[i].verdict == v)
			l->item[l->n++] =
			    value_text(part_words(s, &u->range[i]));
	return (struct value){.kind = VALUE_LIST, .list = l};
}

/* Among the parts with a verdict, the one whose figure stands furthest from
 * England's; without a verdict asked for, the largest. */
static const struct figure *
most_of(const struct subject *u, enum verdict v)
{
	const struct figure *best = NULL;
	double most = 0;

	for (size_t i = 0; i < u->n; i++) {
		const struct figure *f = &u->range[i];
		double d =
		    v == VERDICT_NONE ? f->value : fabs(f->value - f->england);
		if (!is_part(u, f) || (v != VERDICT_NONE && f->verdict != v))
			continue;
		if (best == NULL || d > most) {
			best = f;
			most = d;
		}
	}
	return best;
}

static struct value
part_most(struct scope *s, const struct subject *u, enum verdict v)
{
	const struct figure *best = most_of(u, v);

	return best == NULL ? value_missing("")
			    : value_text(part_words(s, best));
}

static const struct figure *
in_setting(
    struct scope *s, const struct indicator *i, size_t setting, struct str part)
{
	const struct figure *f = scorecard_find_in(
	    s->card, s->org, i->id, i->setting[setting], part);

	return figure_known(f) ? f : NULL;
}

/* "Support worker: 42.5% inpatient, 6.4% community": the value whose two settings
 * lie furthest apart. */
static struct str
settings_finding(struct scope *s, const struct indicator *i)
{
	const struct figure *one = NULL, *two = NULL;
	struct str part = S("");
	bool pair = false;

	for (size_t k = 0; i->n_settings == 2 && k < i->n_breakdown_order;
	     k++) {
		const struct figure *a =
		    in_setting(s, i, 0, i->breakdown_order[k]);
		const struct figure *b =
		    in_setting(s, i, 1, i->breakdown_order[k]);
		pair |= a != NULL && b != NULL;
		/* Apart only where the intervals are. */
		if (a == NULL || b == NULL ||
		    (a->lower <= b->upper && b->lower <= a->upper) ||
		    (one != NULL && fabs(a->value - b->value) <=
					fabs(one->value - two->value)))
			continue;
		one = a;
		two = b;
		part = i->breakdown_order[k];
	}
	if (!pair)
		return S("");
	if (one == NULL)
		return S("Inpatient and community services: no clear "
			 "difference");
	return str_fmt(s->c->mem, "%.*s: %.*s %.*s, %.*s %.*s",
	    STRF(label_shown(part)), STRF(figure_text(s->c->mem, s->card, one)),
	    STRF(words_lower(s->c->mem, i->setting[0])),
	    STRF(figure_text(s->c->mem, s->card, two)),
	    STRF(words_lower(s->c->mem, i->setting[1])));
}

/* ---- the fields */

enum field {
#define FIELD(name, help) FIELD_##name,
#include "compose/fields.def"
#undef FIELD
	FIELD_N
};

static const char *const field_name[FIELD_N] = {
#define FIELD(name, help) #name,
#include "compose/fields.def"
#undef FIELD
};

int
field_lookup(struct str name)
{
	int other;

	for (int i = 0; i < FIELD_N; i++)
		if (str_is(name, field_name[i]))
			return i;
	other = story_field_lookup(name);
	if (other >= 0)
		return STORY_FIELDS + other;
	other = region_field_lookup(name);
	return other < 0 ? -1 : FIELD_N + other;
}

/* A number of this figure in the indicator's unit, or the mark of why not. */
static struct value
of_figure(const struct subject *u, const struct figure *f, double v)
{
	if (!figure_known(f))
		return value_missing(
		    status_mark[f->status == STATUS_OK ? STATUS_MISSING
						       : f->status]);
	return value_number(
	    v, v == 0 ? 0 : u->indicator->places, indicator_unit(u->indicator));
}

static struct value
of_count(const struct subject *u, const struct figure *f, double v)
{
	struct value out = of_figure(u, f, v);

	out.places = 0;
	out.unit = S("");
	return out;
}

static struct str
interval_words(
    struct arena *mem, const struct indicator *i, const struct figure *f)
{
	struct buf b = buf_new(mem);

	if (!figure_known(f) || isnan(f->lower) || isnan(f->upper))
		return S("");
	put_number(&b, i, f->lower);
	buf_addz(&b, " to ");
	put_number(&b, i, f->upper);
	return buf_str(&b);
}

static struct value
part_field(struct scope *s, const struct subject *u, enum field field)
{
	double above = parts(u, VERDICT_ABOVE), below = parts(u, VERDICT_BELOW);
	double same = parts(u, VERDICT_NOT_DIFFERENT);
	const struct figure *largest = most_of(u, VERDICT_NONE);

	switch (field) {
	case FIELD_parts_n:
		return value_number(
		    above + below + same + parts(u, VERDICT_NONE), 0, S(""));
	case FIELD_parts_above_n:
		return value_number(above, 0, S(""));
	case FIELD_parts_below_n:
		return value_number(below, 0, S(""));
	case FIELD_parts_different_n:
		return value_number(above + below, 0, S(""));
	case FIELD_parts_suppressed_n:
		return value_number(parts_with(u, STATUS_SUPPRESSED), 0, S(""));
	case FIELD_parts_above:
		return parts_list(s, u, VERDICT_ABOVE);
	case FIELD_parts_below:
		return parts_list(s, u, VERDICT_BELOW);
	case FIELD_most_above:
		return part_most(s, u, VERDICT_ABOVE);
	case FIELD_most_below:
		return part_most(s, u, VERDICT_BELOW);
	case FIELD_largest_value:
		return largest == NULL
			   ? value_missing(status_mark[STATUS_MISSING])
			   : of_figure(u, largest, largest->value);
	default:
		return part_most(s, u, VERDICT_NONE);
	}
}

static struct value
word_field(struct scope *s, const struct subject *u, const struct figure *f,
    enum field field)
{
	struct arena *mem = s->c->mem;
	const struct indicator *i = u->indicator;
	struct str out;

	switch (field) {
	case FIELD_interval:
		out = interval_words(mem, i, f);
		break;
	case FIELD_count:
		out = count_text(mem, i, f);
		break;
	case FIELD_base:
		out = base_text(mem, i, f);
		break;
	case FIELD_age:
		out =
		    age_text(mem, s->in->settings, figure_known(f) && f->stale);
		break;
	case FIELD_verdict:
		out = str_of(figure_known(f) ? verdict_words(f->verdict) : "");
		break;
	case FIELD_against:
		out = against(mem, i, f);
		break;
	case FIELD_finding:
		out = finding(s, u);
		break;
	case FIELD_sentence:
		out = f->sentence;
		break;
	case FIELD_reason:
		out = f->reason;
		break;
	case FIELD_england_name:
		out = indicator_england(i);
		break;
	case FIELD_title:
		out = i->title;
		break;
	case FIELD_name:
		out = words_lower(mem, i->title);
		break;
	case FIELD_measure:
		out = i->measure;
		break;
	case FIELD_settings_finding:
		return value_text(settings_finding(s, i));
	default:
		out = i->definition;
		break;
	}
	return value_text(words_apostrophes(mem, out));
}

struct value
field_value(struct scope *s, const struct subject *u, int field)
{
	static const struct figure none = {.status = STATUS_MISSING};
	const struct figure *f = u->figure == NULL ? &none : u->figure;
	bool known = figure_known(f);

	if (field >= STORY_FIELDS)
		return story_field(s, u, field - STORY_FIELDS);
	if (field >= FIELD_N)
		return region_field(s, u, field - FIELD_N);
	switch ((enum field)field) {
	case FIELD_known:
		return value_truth(known);
	case FIELD_value:
		return of_figure(u, f, f->value);
	case FIELD_lower:
		return of_figure(u, f, f->lower);
	case FIELD_upper:
		return of_figure(u, f, f->upper);
	case FIELD_england:
		return of_figure(u, f, f->england);
	case FIELD_peers:
		return of_figure(u, f, f->peer_median);
	case FIELD_lowest:
		return of_figure(u, f, f->cluster_min);
	case FIELD_highest:
		return of_figure(u, f, f->cluster_max);
	case FIELD_framework:
		return of_figure(u, f, u->figure == NULL ? NAN : f->framework);
	case FIELD_target:
		return of_figure(u, f, u->figure == NULL ? NAN : f->target);
	case FIELD_framework_above:
		return value_truth(f->framework_verdict == VERDICT_ABOVE);
	case FIELD_framework_below:
		return value_truth(f->framework_verdict == VERDICT_BELOW);
	case FIELD_returns:
		return of_count(u, f, f->returns);
	case FIELD_returns_of:
		return of_count(u, f, f->returns_of);
	case FIELD_england_n:
		return of_count(u, f, f->england_n);
	case FIELD_peers_n:
		return of_count(u, f, f->peer_n);
	case FIELD_numerator:
		return of_count(u, f, f->numerator);
	case FIELD_denominator:
		return of_count(u, f, f->denominator);
	case FIELD_rank:
		return of_count(u, f, f->rank);
	case FIELD_rank_of:
		return of_count(u, f, f->rank_of);
	case FIELD_others_n:
		return of_count(u, f, f->rank_of > 0 ? f->rank_of - 1 : 0);
	case FIELD_overlapping:
		return of_count(u, f, f->overlapping);
	case FIELD_date:
		return known ? value_day(f->date) : value_missing("[x]");
	case FIELD_stale:
		return value_truth(known && f->stale);
	case FIELD_above:
		return value_truth(known && f->verdict == VERDICT_ABOVE);
	case FIELD_below:
		return value_truth(known && f->verdict == VERDICT_BELOW);
	case FIELD_same:
		return value_truth(
		    known && f->verdict == VERDICT_NOT_DIFFERENT);
	case FIELD_different:
		return value_truth(known && (f->verdict == VERDICT_ABOVE ||
						f->verdict == VERDICT_BELOW));
	case FIELD_compared:
		return value_truth(known && f->verdict != VERDICT_NONE);
	case FIELD_interval:
	case FIELD_count:
	case FIELD_base:
	case FIELD_age:
	case FIELD_verdict:
	case FIELD_against:
	case FIELD_finding:
	case FIELD_sentence:
	case FIELD_reason:
	case FIELD_england_name:
	case FIELD_title:
	case FIELD_name:
	case FIELD_measure:
	case FIELD_definition:
	case FIELD_settings_finding:
		return word_field(s, u, f, (enum field)field);
	default:
		return part_field(s, u, (enum field)field);
	}
}
