/* layout/figure.c -- chart blocks: title, subtitle, drawing, note. */
#include "layout/figure.h"
#include "layout/link.h"
#include "layout/text.h"

static const double scene_gap = 4; /* above and under the drawing */

void
figure_scene(struct press *s, struct galley *g, const struct scene *scene,
    double x, double y, int parent)
{
	int tag = FRAME_LAYOUT;

	if (scene->alt.n > 0) {
		tag = paper_tag(s, parent, TAG_Figure);
		s->paper->tag[tag].alt = scene->alt;
	}
	galley_frame(s, g,
	    (struct frame){.kind = FRAME_SCENE,
		.tag = tag,
		.x = x,
		.y = y,
		.w = scene->width,
		.h = scene->height,
		.scene = scene});
}

/* Parts of the drawing that lead elsewhere: each says its page. */
static void
set_links(struct press *s, struct galley *g, const struct scene *scene)
{
	struct type type = s->theme->type[TYPE_axis];
	int words;

	if (scene->n_links == 0)
		return;
	type.ink = INK_text2;
	words = paper_tag(s, 0, TAG_P);
	for (size_t i = 0; i < scene->n_links; i++) {
		const struct scene_link *l = &scene->link[i];
		int tag;
		if (l->to.n == 0)
			continue;
		tag = link_tag(
		    s, words, (struct link){.to = l->to, .name = l->name});
		link_area(s, g, tag, l->x, l->y, l->w, l->h);
		link_number(s, g, tag,
		    (struct number){tag, S(SCENE_LINK_WORDS), type, true},
		    l->number_x, l->number_y);
	}
}

bool
figure_set(
    struct press *s, struct galley *g, const struct block *b, double width)
{
	const struct type *type = s->theme->type;
	enum type_role title =
	    b->title_type != 0 ? b->title_type : TYPE_chart_title;
	const struct scene *scene = b->scene;
	double gap = 0;

	if (scene == NULL || scene->alt.n == 0)
		return diag_fail(s->c, s->at,
		    "the chart '%.*s' has no drawing or no alternative text; "
		    "its chart must set both",
		    STRF(page_words(s->c->tmp, &b->title)));
	if (scene->width > width + 0.01)
		return diag_fail(s->c, s->at,
		    "the chart '%.*s' is %d points wide, its column %d; draw "
		    "it narrower or give it a larger span",
		    STRF(page_words(s->c->tmp, &b->title)), (int)scene->width,
		    (int)width);
	text_set_title(s, g, &b->title, type[title], width, 0, TAG_P, 0);
	text_set_title(
	    s, g, &b->subtitle, type[TYPE_chart_subtitle], width, 0, TAG_P, 0);
	/* Never the first strip, so that a gap can lower it beside a chart that
	 * has a title. */
	if (g->n_strips == 0)
		galley_strip(s, g, 0, 0, false);
	else
		gap = scene_gap;
	g->scene = g->n_strips;
	galley_strip(s, g, gap, scene->height, true);
	figure_scene(s, g, scene, 0, 0, 0);
	set_links(s, g, scene);
	text_set(
	    s, g, &b->note, type[TYPE_caption], width, 0, TAG_P, scene_gap);
	for (size_t i = 1; i < g->n_strips; i++)
		g->strip[i].keep = true;
	return true;
}
