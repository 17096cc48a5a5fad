/* compose/names.c -- the values that a template may name. */
#include "base/num.h"
#include "compose/audit.h"
#include "compose/board_names.h"
#include "compose/figures.h"
#include "compose/region.h"
#include "compose/tally.h"
#include "compose/words.h"

/* ---- what there is */

struct name_row {
	const char *name;
	struct value (*value)(struct scope *);
	const char *fields; /* of a list; NULL: it is none */
};

#define NAME(name, help) static struct value name_##name(struct scope *);
#define LIST(name, fields, help)                                               \
	static struct value name_##name(struct scope *);
#include "compose/names.def"
#undef NAME
#undef LIST

static const struct name_row row[] = {
#define NAME(name, help)         {#name, name_##name, NULL},
#define LIST(name, fields, help) {#name, name_##name, fields},
#include "compose/names.def"
#undef NAME
#undef LIST
#define NAME(name, help)         {#name, region_name_##name, NULL},
#define LIST(name, fields, help) {#name, region_name_##name, fields},
#include "compose/region_names.def"
#undef NAME
#undef LIST
#define NAME(name, help) {#name, audit_name_##name, NULL},
#include "compose/audit_names.def"
#undef NAME
#define NAME(name, help)         {#name, board_name_##name, NULL},
#define LIST(name, fields, help) {#name, board_name_##name, fields},
#include "compose/board_names.def"
#undef NAME
#undef LIST
};

static bool
parse_plain(struct str text, struct name *out)
{
	for (size_t i = 0; i < COUNT(row); i++)
		if (str_is(text, row[i].name)) {
			out->kind = NAME_PLAIN;
			out->index = (int)i;
			return true;
		}
	return false;
}

static bool
parse_item(struct str field, const int *list, size_t n_lists, struct name *out)
{
	for (size_t d = 0; d < n_lists; d++) {
		struct str rest = str_of(row[list[n_lists - 1 - d]].fields);
		struct str word;
		for (int i = 0; rest.n > 0; i++) {
			str_cut(rest, ' ', &word, &rest);
			if (!str_eq(word, field))
				continue;
			out->kind = NAME_ITEM;
			out->index = i;
			out->depth = (unsigned)d;
			return true;
		}
	}
	return false;
}

/* Indicators are three capitals and two digits. */
static bool
is_indicator_id(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (i < 3 ? s.p[i] < 'A' || s.p[i] > 'Z'
			  : s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n == 5;
}

static bool
parse_figure(struct str text, struct name *out)
{
	struct str head = text, field = S("known"), part = S(""), rest;

	if (str_cut(text, '[', &head, &rest)) {
		if (!str_cut(rest, ']', &part, &rest))
			return false;
		if (rest.n > 0 && rest.p[0] != '.')
			return false;
		if (rest.n > 0)
			field = str_slice(rest, 1, rest.n);
	} else if (str_cut(text, '.', &head, &rest))
		field = rest;
	str_cut(head, '@', &head, &out->setting);
	if (!is_indicator_id(head))
		return false;
	out->kind = NAME_FIGURE;
	out->id = head;
	out->part = part;
	out->index = field_lookup(field);
	return out->index >= 0;
}

bool
name_parse(struct str text, const int *list, size_t n_lists, struct name *out)
{
	*out = (struct name){.text = text};
	if (text.n > 0 && text.p[0] == '.')
		return parse_item(
		    str_slice(text, 1, text.n), list, n_lists, out);
	return parse_plain(text, out) || parse_figure(text, out);
}

bool
name_is_list(const struct name *n)
{
	return n->kind == NAME_PLAIN && row[n->index].fields != NULL;
}

bool
name_value(
    struct scope *s, struct at at, const struct name *n, struct value *out)
{
	struct subject u = {.part = n->part};

	if (n->kind == NAME_PLAIN) {
		*out = row[n->index].value(s);
		return true;
	}
	if (n->kind == NAME_ITEM) {
		size_t level = s->n_each - 1 - n->depth;
		const struct list *l = s->each[level].list;
		*out = l->item[s->each[level].item * l->n_fields +
			       (size_t)n->index];
		return true;
	}
	u.indicator = catalogue_find(s->card->catalogue, n->id);
	if (u.indicator == NULL)
		return diag_fail(s->c, at,
		    "there is no indicator '%.*s' in the catalogue",
		    STRF(n->id));
	u.range = scorecard_range_in(s->card, s->org, n->id, n->setting, &u.n);
	u.figure =
	    scorecard_find_in(s->card, s->org, n->id, n->setting, n->part);
	*out = field_value(s, &u, n->index);
	return true;
}

/* ---- the values */

static struct value
symbol_text(struct scope *s, sym text)
{
	return value_text(words_apostrophes(
	    s->c->mem, symbols_text(s->card->dataset->symbols, text)));
}

static struct value
count(size_t n)
{
	return value_number((double)n, 0, S(""));
}

static struct value
name_always(struct scope *s)
{
	return value_truth(true);
}

static struct value
name_org_name(struct scope *s)
{
	return value_text(s->name);
}

static struct value
name_org_code(struct scope *s)
{
	return value_text(
	    symbols_text(s->card->dataset->symbols, s->organisation->code));
}

static struct value
name_org_short(struct scope *s)
{
	return value_text(s->short_name);
}

static struct value
name_region_name(struct scope *s)
{
	return symbol_text(s, s->organisation->region_name);
}

static struct value
name_icb_name(struct scope *s)
{
	return symbol_text(s, s->organisation->icb_name);
}

static struct value
name_period(struct scope *s)
{
	struct buf b = buf_new(s->c->mem);

	period_print_page(&b, s->card->period);
	return value_text(buf_str(&b));
}

static struct value
name_period_span(struct scope *s)
{
	struct buf b = buf_new(s->c->mem);

	period_print_span(&b, s->card->period);
	return value_text(buf_str(&b));
}

static struct value
name_period_end(struct scope *s)
{
	return value_day(period_end(s->card->period));
}

static struct value
name_synthetic(struct scope *s)
{
	return value_truth(s->synthetic);
}

static struct value
name_withholds(struct scope *s)
{
	return value_truth(s->in->settings->disclosure != DISCLOSURE_NONE);
}

static bool
rounds(const struct scope *s)
{
	return s->in->settings->disclosure == DISCLOSURE_NHS_7;
}

static struct value
name_few(struct scope *s)
{
	return value_text(rounds(s) ? S("one to seven") : S("one to four"));
}

static struct value
name_rounds(struct scope *s)
{
	return value_truth(rounds(s));
}

static struct value
name_england_exact(struct scope *s)
{
	return value_truth(rounds(s) && s->in->settings->national_exact);
}

static struct value
name_report_title(struct scope *s)
{
	struct str told = tally_stories(s, s->tally);

	return value_text(told.n > 0 ? told : tally_title(s, s->tally));
}

static struct value
name_measures_n(struct scope *s)
{
	return count(s->tally->known);
}

static struct value
name_measures_all_n(struct scope *s)
{
	return count(s->tally->n);
}

static struct value
name_measures_missing_n(struct scope *s)
{
	return count(s->tally->n - s->tally->known);
}

static struct value
name_measures_compared_n(struct scope *s)
{
	return count(s->tally->compared);
}

static struct value
name_measures_above_n(struct scope *s)
{
	return count(s->tally->above);
}

static struct value
name_measures_below_n(struct scope *s)
{
	return count(s->tally->below);
}

static struct value
name_measures_different_n(struct scope *s)
{
	return count(s->tally->above + s->tally->below);
}

static struct value
name_measures_same_n(struct scope *s)
{
	return count(s->tally->same);
}

static struct value
name_measures_uncompared_n(struct scope *s)
{
	return count(s->tally->known - s->tally->compared);
}

static struct value
name_measures_stale_n(struct scope *s)
{
	return count(s->tally->stale);
}

/* Titles of the measures with one of two verdicts. */
static struct value
measures_with(struct scope *s, enum verdict a, enum verdict b)
{
	struct list *l = NEW(s->c->mem, struct list);

	l->n_fields = 1;
	l->item = NEWS(s->c->mem, s->tally->n + 1, struct value);
	for (size_t i = 0; i < s->tally->n; i++) {
		const struct subject *u = &s->tally->measure[i];
		if (!figure_known(u->figure) ||
		    (u->figure->verdict != a && u->figure->verdict != b))
			continue;
		l->item[l->n++] =
		    value_text(words_lower(s->c->mem, u->indicator->title));
	}
	return (struct value){.kind = VALUE_LIST, .list = l};
}

static struct value
name_measures_different(struct scope *s)
{
	return measures_with(s, VERDICT_ABOVE, VERDICT_BELOW);
}

static struct value
name_measures_same(struct scope *s)
{
	return measures_with(s, VERDICT_NOT_DIFFERENT, VERDICT_NOT_DIFFERENT);
}

static struct value
name_headline_ids(struct scope *s)
{
	struct buf b = buf_new(s->c->mem);

	for (size_t i = 0; i < s->tally->n_headlines; i++) {
		if (i > 0)
			buf_addz(&b, ", ");
		buf_adds(&b, s->card->catalogue
				 ->indicator[s->tally->headline[i]->indicator]
				 .id);
	}
	return value_text(buf_str(&b));
}

static struct value
name_headline_n(struct scope *s)
{
	return count(s->tally->n_headlines);
}

static size_t
headlines_with(struct scope *s, enum verdict v)
{
	size_t n = 0;

	for (size_t i = 0; i < s->tally->n_headlines; i++)
		n += s->tally->headline[i]->verdict == v;
	return n;
}

static struct value
name_headline_different_n(struct scope *s)
{
	return count(headlines_with(s, VERDICT_ABOVE) +
		     headlines_with(s, VERDICT_BELOW));
}

static struct value
name_headline_same_n(struct scope *s)
{
	return count(headlines_with(s, VERDICT_NOT_DIFFERENT));
}

static struct value
name_joiners_fewer(struct scope *s)
{
	return value_truth(s->tally->joiners_fewer);
}

static struct value
name_stale_months(struct scope *s)
{
	return value_number(s->in->settings->stale_after_months, 0, S(""));
}

static struct value
name_newest(struct scope *s)
{
	return value_day(s->tally->newest);
}

static struct value
name_oldest(struct scope *s)
{
	return value_day(s->tally->oldest);
}

static struct value
name_peers_n(struct scope *s)
{
	return count(s->peers == NULL ? 0 : s->peers->n);
}

static struct value
name_peers_sensitivity(struct scope *s)
{
	return value_text(s->peers == NULL ? S("")
					   : words_apostrophes(s->c->mem,
						 s->peers->sensitivity));
}

static struct value
name_peers_rule(struct scope *s)
{
	return value_text(s->peers == NULL
			      ? S("")
			      : words_apostrophes(s->c->mem, s->peers->rule));
}

static size_t
own_findings(struct scope *s)
{
	size_t n = 0;

	for (size_t i = 0; i < findings_count(s->in->findings); i++)
		n += str_eq(findings_at(s->in->findings, i)->org, s->org);
	return n;
}

static struct value
name_findings_n(struct scope *s)
{
	return count(own_findings(s));
}

static struct value
name_findings_other_n(struct scope *s)
{
	return count(findings_count(s->in->findings) - own_findings(s));
}

static struct value
name_recommendations_missing_n(struct scope *s)
{
	return count(s->tally->n_missing);
}

static struct value
name_sources_n(struct scope *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->card->dataset->n_sources; i++)
		n += s->card->dataset->source[i].observations > 0;
	return count(n);
}

static struct value
name_brief(struct scope *s)
{
	struct list *l = NEW(s->c->mem, struct list);
	static const char *const fields[] = {"title", "finding", "measure",
	    "base", "age", "trusts_finding", "story", "told", "compares",
	    "lead"};

	l->n_fields = 1 + COUNT(fields);
	l->item = NEWS(s->c->mem, BRIEFS * l->n_fields, struct value);
	for (; l->n < s->tally->n_brief; l->n++) {
		struct value *v = &l->item[l->n * l->n_fields];
		const struct figure *f = s->tally->brief[l->n];
		struct subject u = {
		    .indicator = &s->card->catalogue->indicator[f->indicator],
		    .figure = f};
		v[0] = value_text(u.indicator->id);
		for (size_t i = 0; i < COUNT(fields); i++)
			v[i + 1] =
			    field_value(s, &u, field_lookup(str_of(fields[i])));
	}
	return (struct value){.kind = VALUE_LIST, .list = l};
}

static struct value
name_peers(struct scope *s)
{
	struct list *l = NEW(s->c->mem, struct list);
	size_t n = s->peers == NULL ? 0 : s->peers->n;

	l->n_fields = 2;
	l->item = NEWS(s->c->mem, n * l->n_fields + 1, struct value);
	for (; l->n < n; l->n++) {
		const struct organisation *o =
		    dataset_find(s->card->dataset, s->peers->peer[l->n]);
		l->item[l->n * 2] = symbol_text(s, o == NULL ? 0 : o->name);
		l->item[l->n * 2 + 1] = symbol_text(s, s->peers->peer[l->n]);
	}
	return (struct value){.kind = VALUE_LIST, .list = l};
}

static struct value
name_recommendations_missing(struct scope *s)
{
	struct list *l = NEW(s->c->mem, struct list);

	l->n_fields = 2;
	l->item = NEWS(s->c->mem, (RECOMMENDATIONS + 1) * 2, struct value);
	for (int r = 1; r <= RECOMMENDATIONS; r++) {
		if (!s->tally->missing[r])
			continue;
		l->item[l->n * 2] = value_text(
		    words_lower(s->c->mem, str_of(recommendation_name[r])));
		l->item[l->n * 2 + 1] = value_number(r, 0, S(""));
		l->n++;
	}
	return (struct value){.kind = VALUE_LIST, .list = l};
}
