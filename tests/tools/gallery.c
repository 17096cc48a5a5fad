/* tests/tools/gallery.c -- every chart with ordinary and hard data: one tagged
 * PDF, and an SVG and a PNG each. gallery FONTS TEMPLATES OUT */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "case_rows.h"
#include "layout/layout.h"
#include "model/hexes.h"
#include "render/pdf.h"
#include "render/png.h"
#include "render/svg.h"

/* Higher drawings than this have no place on a page with their title. */
#define HIGHEST 640

struct gallery {
	struct ctx c;
	struct pack pack;
	size_t cap;
	const struct metrics *metrics;
	struct str out;
};

static struct text
plain(struct gallery *g, struct str words)
{
	struct text t = {NEW(g->c.mem, struct span), 1};

	t.span[0].text = words;
	return t;
}

static struct block *
add(struct gallery *g, enum block_kind kind, int span, struct str words)
{
	struct pack *p = &g->pack;
	struct block *b;

	ARENA_GROW(g->c.mem, p->block, p->n, g->cap);
	b = &p->block[p->n++];
	*b = (struct block){.kind = kind, .span = span, .level = 2};
	if (words.n > 0)
		b->text = plain(g, words);
	return b;
}

/* The fewest columns as wide as the case wants. */
static int
span_of(double width)
{
	int n = 1;

	while (n < 12 && theme_span(&theme_default, n) + 0.5 < width)
		n++;
	return n;
}

static bool
write_pictures(struct gallery *g, const struct scene *s, const char *name)
{
	struct str bytes;

	return svg_render(&g->c, s, &theme_default, g->metrics, &bytes) &&
	       file_replace(&g->c,
		   str_fmt(g->c.mem, "%.*s/%s.svg", STRF(g->out), name),
		   bytes) &&
	       png_render(&g->c, s, &theme_default, g->metrics, 2, &bytes) &&
	       file_replace(&g->c,
		   str_fmt(g->c.mem, "%.*s/%s.png", STRF(g->out), name), bytes);
}

static bool
add_case(struct gallery *g, const struct chart_case *k)
{
	struct chart_input in = k->in;
	int span = span_of(in.width);
	struct scene *s;
	struct block *b;

	in.width = theme_span(&theme_default, span);
	if (!k->chart->draw(&g->c, &in, &theme_default, g->metrics, &s) ||
	    !write_pictures(g, s, k->name))
		return false;
	if (s->height > HIGHEST)
		return true;
	b = add(g, BLOCK_CHART, span, S(""));
	b->scene = s;
	b->title_type = TYPE_chart_title;
	b->title = plain(g, in.finding.n > 0 ? in.finding : str_of(k->name));
	b->subtitle =
	    plain(g, str_fmt(g->c.mem, "%s; made-up figures", k->name));
	return true;
}

/* The boards as they are laid out, with figures that mean nothing. */
static bool
add_boards(struct gallery *g, struct str templates)
{
	struct chart_case k = {"hexmap_boards", &chart_hexmap, case_input(283)};
	struct hexes hexes;
	unsigned seed = 42;

	if (!hexes_load(&g->c,
		str_fmt(g->c.mem, "%.*s/hexmap.yaml", STRF(templates)), &hexes))
		return false;
	k.in = case_hexmap(g->c.mem, hexes.n, 283);
	k.in.hex = hexes.hex;
	for (size_t i = 0; i < hexes.n; i++) {
		struct chart_point *q = &k.in.point[i];
		struct str code = hexes.hex[i].code;
		q->label = code;
		q->value = 11 + 11 * case_random(&seed);
		q->step = q->value < 15   ? 1
			  : q->value < 17 ? 2
			  : q->value < 19 ? 3
			  : q->value < 21 ? 4
					  : 5;
		q->role = str_is(code, "QHM") || str_is(code, "QOQ") ||
				  str_is(code, "QF7") || str_is(code, "QWO")
			      ? ROLE_SELF
			      : ROLE_OTHER;
		if (str_is(code, "QNQ"))
			q->status = STATUS_SUPPRESSED;
	}
	return add_case(g, &k);
}

static bool
fill(struct gallery *g, struct str templates)
{
	struct case_list *list = case_all(g->c.mem);

	for (size_t i = 0; i < charts_all.n; i++) {
		const struct chart *chart = charts_all.chart[i];
		add(g, BLOCK_PAGE_TITLE, 12,
		    str_fmt(g->c.mem, "Chart gallery: %s", chart->name));
		add(g, BLOCK_LEDE, 12,
		    str_fmt(g->c.mem, "%c%s.",
			toupper((unsigned char)chart->help[0]),
			chart->help + 1));
		if (chart == &chart_hexmap && !add_boards(g, templates))
			return false;
		for (size_t k = 0; k < list->n; k++)
			if (list->item[k].chart == chart &&
			    !add_case(g, &list->item[k]))
				return false;
	}
	return true;
}

static bool
write_pdf(struct gallery *g, struct type_engine *engine, struct str fonts)
{
	struct pdf_options options = {
	    str_fmt(g->c.mem, "%.*s/sRGB.icc", STRF(fonts)), "Skillmix"};
	struct paper *paper;
	struct str bytes;

	return layout_pack(&g->c, &g->pack, &theme_default, engine, &paper) &&
	       pdf_render(&g->c, paper, &g->pack, &theme_default, g->metrics,
		   &options, &bytes) &&
	       file_replace(&g->c,
		   str_fmt(g->c.mem, "%.*s/gallery.pdf", STRF(g->out)), bytes);
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new("gallery");
	struct gallery g = {
	    .c = {mem, arena_new("scratch"), diag_new(mem, stderr, true)}};
	struct type_engine *engine;
	bool ok;

	if (argc != 4) {
		fputs("gallery FONTS TEMPLATES OUT\n", stderr);
		return 2;
	}
	g.out = str_of(argv[3]);
	mkdir(argv[3], 0777);
	g.pack = (struct pack){.id = S("gallery"),
	    .kind_title = S("Chart gallery"),
	    .title = S("Chart gallery"),
	    .org_code = S("ENG"),
	    .org_name = S("All packs"),
	    .running_left = S("Chart gallery"),
	    .running_right = S("Made-up figures"),
	    .author = S("Skillmix"),
	    .language = S("en-GB"),
	    .date = day_of(2026, 6, 30),
	    .synthetic = true};
	ok = type_open(&g.c, str_of(argv[1]), &engine);
	if (ok) {
		g.metrics = type_metrics(engine);
		ok = fill(&g, str_of(argv[2])) &&
		     write_pdf(&g, engine, str_of(argv[1]));
	}
	arena_free(g.c.tmp);
	arena_free(mem);
	return !ok;
}
