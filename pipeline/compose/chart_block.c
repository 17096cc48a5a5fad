/* compose/chart_block.c -- a chart of a template: its points, its drawing, the
 * table behind it, and where it leads. */
#include "compose/audit.h"
#include "compose/keys.h"
#include "compose/native.h"
#include "compose/points.h"
#include "compose/region_marks.h"
#include "compose/series.h"
#include "compose/words.h"

static bool
find_chart(struct expander *e, const struct node *n, const struct chart **out)
{
	const struct chart_set *set = e->s->in->charts;
	struct str kind;

	if (!key_words(e, n, KEY_kind, &kind))
		return false;
	for (size_t i = 0; i < set->n; i++)
		if (str_is(kind, set->chart[i]->name)) {
			*out = set->chart[i];
			return true;
		}
	return diag_fail(e->s->c, key_at(e, n->line),
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
			return diag_fail(e->s->c, key_at(e, p->line),
			    "the chart '%s' has no option '%.*s'", chart->name,
			    STRF(p->name));
		option[2 * in->n_options] = p->name;
		if (!expand_words(e, &p->value, &option[2 * in->n_options + 1]))
			return false;
		in->n_options++;
	}
	return true;
}

static bool
read_request(struct expander *e, const struct node *n, struct series_request *q)
{
	static const char *const points[] = {"figures", "trusts", "region"};
	size_t k;

	q->at = key_at(e, n->line);
	if (!key_words(e, n, KEY_indicator, &q->indicators) ||
	    !key_words(e, n, KEY_breakdown, &q->breakdown) ||
	    !key_choice(e, n, KEY_points, points, COUNT(points), &k))
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
		return diag_fail(e->s->c, key_at(e, n->line),
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
	return diag_fail(c, key_at(e, n->line), "%.*s",
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
	if (!key_words(e, n, KEY_points, &a->points))
		return false;
	a->audit = audit_has_points(a->points);
	a->many = points_has(a->points);
	a->series.one_unit = true;
	if (a->audit)
		return true;
	if (a->many)
		return key_words(e, n, KEY_indicator, &a->q.indicators) &&
		       key_words(e, n, KEY_breakdown, &a->q.breakdown);
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

	if (!key_place(e, n, b) || !find_chart(e, n, &a->chart) ||
	    !key_yes(e, n, KEY_details, &a->details) ||
	    !key_words(e, n, KEY_tells, &a->tells) || !read_points(e, n, a) ||
	    !take_options(e, n, a->chart, in) ||
	    !key_text(e, n, KEY_title, &b->title) ||
	    !key_text(e, n, KEY_subtitle, &b->subtitle) ||
	    !key_text(e, n, KEY_note, &b->note) ||
	    !key_words(e, n, KEY_name, &a->name) ||
	    !key_choice(e, n, KEY_title_type, title_type, 2, &type))
		return false;
	b->title_type = type == 1 ? TYPE_finding : TYPE_chart_title;
	in->finding = key_plain(mem, &b->title);
	in->subtitle = key_plain(mem, &b->subtitle);
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
	struct at at = key_at(e, n->line);
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

bool
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
