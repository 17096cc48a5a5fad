/* compose/blocks.c -- fenced blocks: charts, tables, notes, facts, questions. */
#include "base/num.h"
#include "compose/audit.h"
#include "compose/expand.h"
#include "compose/native.h"
#include "compose/points.h"
#include "compose/region_marks.h"
#include "compose/series.h"
#include "compose/tables.h"
#include "compose/tally.h"
#include "compose/words.h"

static struct at
at_line(const struct expander *e, unsigned line)
{
	return (struct at){.file = e->t->path, .line = line};
}

static const struct pair *
pair_of(const struct node *n, enum fence_key key)
{
	for (size_t i = 0; i < n->n_pairs; i++)
		if (n->pair[i].key == key)
			return &n->pair[i];
	return NULL;
}

static bool
words_of(struct expander *e, const struct node *n, enum fence_key key,
    struct str *out)
{
	const struct pair *p = pair_of(n, key);

	*out = S("");
	return p == NULL || expand_words(e, &p->value, out);
}

static bool
text_of(struct expander *e, const struct node *n, enum fence_key key,
    struct text *out)
{
	const struct pair *p = pair_of(n, key);

	*out = (struct text){0};
	return p == NULL || expand_text(e, &p->value, out);
}

/* One of the words, 0 when the key is not there. */
static bool
choice_of(struct expander *e, const struct node *n, enum fence_key key,
    const char *const *word, size_t n_words, size_t *out)
{
	const struct pair *p = pair_of(n, key);
	struct str s;

	*out = 0;
	if (p == NULL)
		return true;
	if (!expand_words(e, &p->value, &s))
		return false;
	for (; *out < n_words; ++*out)
		if (str_is(s, word[*out]))
			return true;
	return diag_fail(e->s->c, at_line(e, p->line),
	    "'%.*s' cannot be '%.*s'", STRF(p->name), STRF(s));
}

static bool
count_of(struct expander *e, const struct node *n, enum fence_key key,
    int least, int most, int *out)
{
	const struct pair *p = pair_of(n, key);
	struct str s;
	double v;

	if (p == NULL)
		return true;
	if (!expand_words(e, &p->value, &s))
		return false;
	if (!num_parse(s, &v) || v < least || v > most || v != (double)(int)v)
		return diag_fail(e->s->c, at_line(e, p->line),
		    "'%.*s' is a whole number from %d to %d, not '%.*s'",
		    STRF(p->name), least, most, STRF(s));
	*out = (int)v;
	return true;
}

static bool
yes_of(struct expander *e, const struct node *n, enum fence_key key, bool *out)
{
	static const char *const yes_no[] = {"no", "yes"};
	size_t k = 0;

	if (!choice_of(e, n, key, yes_no, COUNT(yes_no), &k))
		return false;
	*out = k == 1;
	return true;
}

static bool
place(struct expander *e, const struct node *n, struct block *b)
{
	if (!count_of(e, n, KEY_span, 1, 12, &b->span) ||
	    !yes_of(e, n, KEY_stack, &b->stack) ||
	    !yes_of(e, n, KEY_rule, &b->rule) ||
	    !yes_of(e, n, KEY_if_room, &b->if_room) ||
	    !words_of(e, n, KEY_anchor, &b->anchor))
		return false;
	if (b->if_room && b->anchor.n > 0)
		return diag_fail(e->s->c, at_line(e, n->line),
		    "a block with 'if-room' may be left out, so it has no "
		    "'anchor'");
	return true;
}

/* ---- chart */

static bool
find_chart(struct expander *e, const struct node *n, const struct chart **out)
{
	const struct chart_set *set = e->s->in->charts;
	struct str kind;

	if (!words_of(e, n, KEY_kind, &kind))
		return false;
	for (size_t i = 0; i < set->n; i++)
		if (str_is(kind, set->chart[i]->name)) {
			*out = set->chart[i];
			return true;
		}
	return diag_fail(e->s->c, at_line(e, n->line),
	    "there is no chart '%.*s'", STRF(kind));
}

static bool
has_option(const struct chart *chart, struct str key)
{
	for (const struct chart_option *o = chart->option;
	     o != NULL && o->key != NULL; o++)
		if (str_is(key, o->key))
			return true;
	return false;
}

static bool
take_options(struct expander *e, const struct node *n,
    const struct chart *chart, struct chart_input *in)
{
	struct str *option = NEWS(e->s->c->mem, 2 * n->n_pairs, struct str);

	in->option = option;
	for (size_t i = 0; i < n->n_pairs; i++) {
		const struct pair *p = &n->pair[i];
		if (p->key != KEY_N)
			continue;
		if (!has_option(chart, p->name))
			return diag_fail(e->s->c, at_line(e, p->line),
			    "the chart '%s' has no option '%.*s'", chart->name,
			    STRF(p->name));
		option[2 * in->n_options] = p->name;
		if (!expand_words(e, &p->value, &option[2 * in->n_options + 1]))
			return false;
		in->n_options++;
	}
	return true;
}

static struct str
plain(struct arena *mem, const struct text *t)
{
	return str_trim(page_words(mem, t));
}

static bool
read_request(struct expander *e, const struct node *n, struct series_request *q)
{
	static const char *const points[] = {"figures", "trusts", "region"};
	size_t k;

	q->at = at_line(e, n->line);
	if (!words_of(e, n, KEY_indicator, &q->indicators) ||
	    !words_of(e, n, KEY_breakdown, &q->breakdown) ||
	    !choice_of(e, n, KEY_points, points, COUNT(points), &k))
		return false;
	q->trusts = k == 1;
	q->region = k == 2;
	return true;
}

static void
set_native(struct expander *e, const struct series *s, struct block *b)
{
	b->native = s->code != NULL ? NATIVE_COLUMN : NATIVE_BAR;
	if (!s->one_unit)
		b->native = NATIVE_NONE;
	b->native_series = s->code != NULL ? S("Value") : S("This trust");
	b->native_reference = S("England");
	if (s->region && s->n > 0)
		b->native_highlight = s->input.point[s->n - 1].label;
	else if (s->code != NULL && e->s->region != NULL)
		native_own(e->s->c->mem, &s->input, ROLE_PEER, b);
	else if (s->code != NULL)
		b->native_highlight = e->s->short_name;
}

/* As the pack calls it. */
static struct str
name_of(struct expander *e, const struct indicator *i)
{
	struct arena *mem = e->s->c->mem;

	return e->s->region == NULL
		   ? i->title
		   : words_capital(mem, region_headline_words(mem, i));
}

/* Of a chart of this trust's figures each point is a measure. */
static void
link_points(struct expander *e, struct series *s)
{
	for (size_t i = 0; i < s->n && s->code == NULL; i++) {
		s->input.point[i].link =
		    details_link(e->s->c->mem, s->indicator[i]);
		s->input.point[i].link_name = name_of(e, s->indicator[i]);
	}
}

/* "... Base: 545. Page 4": of a chart of one measure that has no links in it. */
static bool
link_note(
    struct expander *e, const struct node *n, struct str id, struct block *b)
{
	const struct indicator *i =
	    catalogue_find(e->s->card->catalogue, str_trim(id));
	struct arena *mem = e->s->c->mem;
	struct span *span;

	if (b->scene->n_links > 0)
		return true;
	if (i == NULL)
		return diag_fail(e->s->c, at_line(e, n->line),
		    "'details' is for a chart of one measure, or of kind "
		    "headline");
	span = NEWS(mem, b->note.n + 2, struct span);
	for (size_t k = 0; k < b->note.n; k++)
		span[k] = b->note.span[k];
	span[b->note.n] = (struct span){.text = S(" ")};
	span[b->note.n + 1] = (struct span){.text = S("Page"),
	    .link = details_link(mem, i),
	    .page = true,
	    .link_name = name_of(e, i)};
	b->note = (struct text){span, b->note.n + 2};
	return true;
}

/* The failure of a chart is told with the place in the template. */
static bool
draw(struct expander *e, const struct node *n, const struct chart *chart,
    struct chart_input *in, struct block *b)
{
	struct ctx *c = e->s->c;
	struct scene *scene;

	if (chart->draw(c, in, e->s->in->theme, e->s->in->metrics, &scene)) {
		b->scene = scene;
		return true;
	}
	if (diag_at(c->diag).line > 0)
		return false;
	return diag_fail(c, at_line(e, n->line), "%.*s",
	    STRF(str_dup(c->mem, diag_text(c->diag))));
}

/* A chart as the template asks for it. */
struct asked {
	const struct chart *chart;
	struct series_request q;
	struct series series;
	struct str name, points, tells;
	bool audit, many; /* points that are made elsewhere */
	bool details;
};

static bool
read_points(struct expander *e, const struct node *n, struct asked *a)
{
	if (!words_of(e, n, KEY_points, &a->points))
		return false;
	a->audit = audit_has_points(a->points);
	a->many = points_has(a->points);
	a->series.one_unit = true;
	if (a->audit)
		return true;
	if (a->many)
		return words_of(e, n, KEY_indicator, &a->q.indicators) &&
		       words_of(e, n, KEY_breakdown, &a->q.breakdown);
	return read_request(e, n, &a->q) &&
	       series_make(e->s, &a->q, &a->series);
}

static bool
read_chart(
    struct expander *e, const struct node *n, struct block *b, struct asked *a)
{
	static const char *const title_type[] = {"chart", "finding"};
	struct chart_input *in = &a->series.input;
	struct arena *mem = e->s->c->mem;
	size_t type;

	if (!place(e, n, b) || !find_chart(e, n, &a->chart) ||
	    !yes_of(e, n, KEY_details, &a->details) ||
	    !words_of(e, n, KEY_tells, &a->tells) || !read_points(e, n, a) ||
	    !take_options(e, n, a->chart, in) ||
	    !text_of(e, n, KEY_title, &b->title) ||
	    !text_of(e, n, KEY_subtitle, &b->subtitle) ||
	    !text_of(e, n, KEY_note, &b->note) ||
	    !words_of(e, n, KEY_name, &a->name) ||
	    !choice_of(e, n, KEY_title_type, title_type, 2, &type))
		return false;
	b->title_type = type == 1 ? TYPE_finding : TYPE_chart_title;
	in->finding = plain(mem, &b->title);
	in->subtitle = plain(mem, &b->subtitle);
	in->width = theme_span(e->s->in->theme, b->span);
	return true;
}

/* Of a summary, or what its measures may lead to. */
static void
tell(struct expander *e, const struct asked *a, const struct block *b)
{
	struct arena *mem = e->s->c->mem;
	size_t at = e->pack->n - 1;

	if (a->details) {
		details_wanted(&e->details, at);
	} else if (!b->if_room) {
		details_told(mem, &e->details, a->q.indicators, at,
		    a->many && str_find(a->q.indicators, S(",")) >= 0);
		details_told(mem, &e->details, a->tells, at, false);
	}
}

/* The points, where they are made elsewhere, and the table behind them. */
static bool
give_points(
    struct expander *e, const struct node *n, struct asked *a, struct block *b)
{
	struct at at = at_line(e, n->line);
	struct chart_input *in = &a->series.input;
	struct table *table;

	if (!a->audit && !a->many) {
		b->table = series_table(
		    e->s, &a->series, a->name, in->finding, in->subtitle);
		set_native(e, &a->series, b);
		if (a->details)
			link_points(e, &a->series);
		return true;
	}
	if (a->audit ? !audit_chart(e->s, at, a->points, a->name, in, &table)
		     : !points_make(e->s, at, a->points, a->q.indicators,
			   a->q.breakdown, a->name, in, &table))
		return false;
	b->table = table;
	native_choose(e->s->c->mem, a->points, in, b);
	return true;
}

static bool
expand_chart(struct expander *e, const struct node *n)
{
	struct block *b = expand_add(e, BLOCK_CHART);
	struct asked a = {0};

	if (!read_chart(e, n, b, &a))
		return false;
	tell(e, &a, b);
	return give_points(e, n, &a, b) &&
	       draw(e, n, a.chart, &a.series.input, b) &&
	       (!a.details || link_note(e, n, a.q.indicators, b));
}

/* ---- the others */

/* The template's note stands over what the table says itself. */
static void
put_note_first(struct arena *mem, struct table *t, struct text note)
{
	struct text *all = NEWS(mem, t->n_notes + 1, struct text);

	all[0] = note;
	for (size_t i = 0; i < t->n_notes; i++)
		all[i + 1] = t->note[i];
	t->note = all;
	t->n_notes++;
}

static bool
expand_table(struct expander *e, const struct node *n)
{
	static const char *const where[] = {"both", "workbook"};
	struct table_request q = {.at = at_line(e, n->line)};
	size_t in;
	struct table *table;
	struct text note;
	struct block at = {.span = 12}, *b;

	if (!place(e, n, &at) || !yes_of(e, n, KEY_details, &q.details) ||
	    !words_of(e, n, KEY_kind, &q.kind) ||
	    !words_of(e, n, KEY_name, &q.name) ||
	    !words_of(e, n, KEY_title, &q.title) ||
	    !words_of(e, n, KEY_subtitle, &q.subtitle) ||
	    !choice_of(e, n, KEY_in, where, 2, &in) ||
	    !text_of(e, n, KEY_note, &note) || !tables_make(e->s, &q, &table))
		return false;
	if (table->n_rows == 0)
		return true;
	if (note.n > 0)
		put_note_first(e->s->c->mem, table, note);
	b = expand_add(e, BLOCK_TABLE);
	*b = at;
	b->kind = BLOCK_TABLE;
	b->workbook_only = in == 1;
	b->table = table;
	if (q.details)
		details_wanted(&e->details, e->pack->n - 1);
	return true;
}

static bool
expand_note(struct expander *e, const struct node *n)
{
	static const char *const where[] = {"both", "page", "workbook"};
	struct pack *p = e->pack;
	struct block at = {.span = 12};
	struct text text;
	size_t k;

	if (!place(e, n, &at) || !text_of(e, n, KEY_text, &text) ||
	    !choice_of(e, n, KEY_in, where, 3, &k))
		return false;
	if (text.n == 0)
		return true;
	if (k != 1) {
		ARENA_GROW(e->s->c->mem, p->note, p->n_notes, e->cap_notes);
		p->note[p->n_notes++] = plain(e->s->c->mem, &text);
	}
	if (k != 2) {
		struct block *b = expand_add(e, BLOCK_NOTE);
		*b = at;
		b->kind = BLOCK_NOTE;
		b->text = text;
	}
	return true;
}

static bool
expand_contents(struct expander *e, const struct node *n)
{
	struct block *b = expand_add(e, BLOCK_CONTENTS);

	b->columns = b->level = 1;
	return place(e, n, b) && text_of(e, n, KEY_title, &b->text) &&
	       count_of(e, n, KEY_columns, 1, 6, &b->columns) &&
	       count_of(e, n, KEY_level, 1, 3, &b->level) &&
	       count_of(e, n, KEY_from_pages, 2, 99, &b->least_pages);
}

static bool
expand_facts(struct expander *e, const struct node *n)
{
	struct block *b = expand_add(e, BLOCK_FACTS);

	b->item = NEWS(e->s->c->mem, 2 * n->n_pairs, struct text);
	if (!place(e, n, b))
		return false;
	for (size_t i = 0; i < n->n_pairs; i++) {
		const struct pair *p = &n->pair[i];
		if (p->key != KEY_fact)
			continue;
		if (!expand_text(e, &p->lead, &b->item[b->n_items]) ||
		    !expand_text(e, &p->value, &b->item[b->n_items + 1]))
			return false;
		if (plain(e->s->c->tmp, &b->item[b->n_items + 1]).n > 0)
			b->n_items += 2;
	}
	return true;
}

/* "Topic. Question": the topic is bold. */
static bool
join_lead(struct expander *e, const struct pair *p, struct text *out)
{
	struct text lead, rest;
	struct span *span;

	if (!expand_text(e, &p->lead, &lead) ||
	    !expand_text(e, &p->value, &rest))
		return false;
	span = NEWS(e->s->c->mem, lead.n + rest.n + 1, struct span);
	*out = (struct text){.span = span};
	for (size_t i = 0; i < lead.n; i++) {
		span[out->n] = lead.span[i];
		span[out->n++].strong = true;
	}
	if (lead.n > 0)
		span[out->n++] = (struct span){.text = S(" ")};
	for (size_t i = 0; i < rest.n; i++)
		span[out->n++] = rest.span[i];
	return true;
}

/* What rests on a figure in doubt is not said and not asked. */
static bool
rests_on_doubt(const struct scope *s, struct str name)
{
	const struct indicator *i;
	size_t n = 0;

	while (n < name.n && name.p[n] != '.' && name.p[n] != '[' &&
	       name.p[n] != '@')
		n++;
	i = catalogue_find(s->card->catalogue, str_slice(name, 0, n));
	return i != NULL && s->region == NULL && s->tally != NULL &&
	       s->tally->doubted[i - s->card->catalogue->indicator];
}

/* A board is asked one question a topic: its first. */
static bool
topic_taken(const struct block *b, const struct text *one)
{
	for (size_t i = 0; i < b->n_items; i++)
		if (one->n > 0 && b->item[i].n > 0 &&
		    b->item[i].span[0].strong &&
		    str_eq(b->item[i].span[0].text, one->span[0].text))
			return true;
	return false;
}

static bool
expand_picked(
    struct expander *e, const struct node *n, enum fence_key key, bool ordered)
{
	struct block *b = expand_add(e, BLOCK_LIST);
	struct text one;
	struct str tells;
	int most = (int)n->n_pairs;

	b->item = NEWS(e->s->c->mem, n->n_pairs, struct text);
	b->ordered = ordered;
	b->type = TYPE_question;
	if (!place(e, n, b) || !count_of(e, n, KEY_most, 1, 20, &most) ||
	    !words_of(e, n, KEY_tells, &tells))
		return false;
	for (size_t i = 0; i < n->n_pairs && b->n_items < (size_t)most; i++) {
		const struct pair *p = &n->pair[i];
		bool holds = false;
		if (p->key != key)
			continue;
		if (!expand_holds(e, &p->condition, &holds))
			return false;
		if (!holds || rests_on_doubt(e->s, p->condition.name.text))
			continue;
		if (!join_lead(e, p, &one))
			return false;
		if (!ordered || e->s->region != NULL || !topic_taken(b, &one))
			b->item[b->n_items++] = one;
	}
	if (b->n_items == 0)
		e->pack->n--;
	else
		details_told(
		    e->s->c->mem, &e->details, tells, e->pack->n - 1, false);
	return true;
}

bool
expand_fence(struct expander *e, const struct node *n)
{
	switch (n->fence) {
	case FENCE_chart:
		return expand_chart(e, n);
	case FENCE_table:
		return expand_table(e, n);
	case FENCE_contents:
		return expand_contents(e, n);
	case FENCE_note:
		return expand_note(e, n);
	case FENCE_facts:
		return expand_facts(e, n);
	case FENCE_questions:
		return expand_picked(e, n, KEY_ask, true);
	case FENCE_points:
		return expand_picked(e, n, KEY_say, false);
	case FENCE_N:
		break;
	}
	return false;
}
