/* charts/plot.c -- a chart being drawn: its scene and the places taken by text. */
#include <math.h>

#include "base/num.h"
#include "charts/options.h"
#include "charts/plot.h"

/* Narrower than this no chart has room for a label beside a mark. */
#define WIDTH_MIN 40

bool
plot_open(struct ctx *c, const struct chart *chart,
    const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct plot *p)
{
	struct buf b;

	if (!options_check(c, chart, in))
		return false;
	if (!(in->width >= WIDTH_MIN)) {
		b = buf_new(c->tmp);
		num_short(&b, in->width);
		return diag_fail(c, (struct at){0},
		    "chart %s: a width of %.*s points is too narrow; it needs "
		    "%d or more",
		    chart->name, STRF(buf_str(&b)), WIDTH_MIN);
	}
	*p = (struct plot){.c = c,
	    .chart = chart,
	    .in = in,
	    .theme = theme,
	    .metrics = metrics,
	    .scene = scene_new(c->mem, in->width, 0),
	    .width = in->width,
	    .tmp = c->tmp,
	    .mark = arena_mark(c->tmp)};
	return true;
}

void
plot_close(
    struct plot *p, double height, const struct buf *alt, struct scene **out)
{
	p->scene->height = height;
	p->scene->alt = str_dup(p->c->mem, str_trim(buf_str(alt)));
	arena_rewind(p->tmp, p->mark);
	*out = p->scene;
}

struct text_style
plot_style(const struct plot *p, enum type_role role)
{
	struct text_style s = p->theme->type[role].style;

	s.tabular = true;
	return s;
}

struct text_style
plot_style_weight(const struct plot *p, enum type_role role, int weight)
{
	struct text_style s = plot_style(p, role);

	s.weight = weight;
	return s;
}

double
plot_text_width(const struct plot *p, struct str s, struct text_style style)
{
	return s.n == 0 ? 0 : text_width(p->metrics, s, style);
}

bool
box_meets(struct box a, struct box b)
{
	return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h &&
	       b.y < a.y + a.h;
}

struct box
plot_text_box(const struct plot *p, double x, double y, struct str s,
    struct text_style style, enum anchor anchor)
{
	double w = plot_text_width(p, s, style);
	double left = anchor == ANCHOR_START    ? x
		      : anchor == ANCHOR_MIDDLE ? x - w / 2
						: x - w;

	return (struct box){left, y - TEXT_ASCENT * style.size, w,
	    (TEXT_ASCENT + TEXT_DESCENT) * style.size};
}

static struct mark *
set(struct plot *p, double x, double y, struct str s, struct text_style style,
    enum ink ink, enum anchor anchor)
{
	ARENA_GROW(p->tmp, p->taken, p->n_taken, p->cap_taken);
	p->taken[p->n_taken++] = plot_text_box(p, x, y, s, style, anchor);
	return scene_text(p->scene, x, y, s, style, ink, anchor);
}

void
plot_text(struct plot *p, double x, double y, struct str s,
    struct text_style style, enum ink ink, enum anchor anchor)
{
	if (s.n > 0)
		set(p, x, y, s, style, ink, anchor);
}

void
plot_text_halo(struct plot *p, double x, double y, struct str s,
    struct text_style style, enum ink ink, enum anchor anchor)
{
	if (s.n > 0)
		set(p, x, y, s, style, ink, anchor)->halo = true;
}

bool
plot_is_free(const struct plot *p, struct box b)
{
	for (size_t i = 0; i < p->n_taken; i++)
		if (box_meets(p->taken[i], b))
			return false;
	return true;
}

void
plot_avoid(struct plot *p, struct box b, double cost)
{
	ARENA_GROW(p->tmp, p->obstacle, p->n_obstacles, p->cap_obstacles);
	p->obstacle[p->n_obstacles++] = (struct obstacle){b, cost};
}

static bool
is_inside(struct box b, struct box within)
{
	return b.x >= within.x && b.y >= within.y &&
	       b.x + b.w <= within.x + within.w &&
	       b.y + b.h <= within.y + within.h;
}

ptrdiff_t
plot_place(const struct plot *p, struct box within, const struct box *candidate,
    size_t n)
{
	ptrdiff_t best = -1;
	double least = INFINITY;

	for (size_t i = 0; i < n; i++) {
		double cost = (double)i;
		if (!is_inside(candidate[i], within) ||
		    !plot_is_free(p, candidate[i]))
			continue;
		for (size_t k = 0; k < p->n_obstacles && cost < least; k++)
			if (box_meets(p->obstacle[k].box, candidate[i]))
				cost += p->obstacle[k].cost;
		if (cost < least) {
			least = cost;
			best = (ptrdiff_t)i;
		}
	}
	return best;
}

/* The start of the character before byte i. */
static size_t
back_one(struct str s, size_t i)
{
	while (i > 0 && ((unsigned char)s.p[--i] & 0xc0) == 0x80)
		;
	return i;
}

/* Back to the end of a whole word, if that leaves more than half. */
static struct str
whole_words(struct str s)
{
	for (size_t i = s.n; i > s.n / 2; i--)
		if (s.p[i - 1] == ' ')
			return str_trim(str_slice(s, 0, i));
	return s;
}

struct str
plot_fit(
    const struct plot *p, struct str s, struct text_style style, double width)
{
	struct str cut = s, out = s;
	size_t end = s.n;

	if (plot_text_width(p, s, style) <= width)
		return s;
	while (end > 0) {
		end = back_one(s, end);
		cut = str_trim(str_slice(s, 0, end));
		out = str_fmt(p->tmp, "%.*s\u2026", STRF(cut));
		if (plot_text_width(p, out, style) <= width)
			break;
	}
	cut = whole_words(cut);
	while (cut.n > 0 && cut.p[cut.n - 1] == ',')
		cut.n--;
	return str_fmt(p->tmp, "%.*s\u2026", STRF(cut));
}

/* The end of the longest run of whole words from `from` that fits; at least one
 * word. */
static size_t
line_end(const struct plot *p, struct str s, size_t from,
    struct text_style style, double width)
{
	size_t best = 0;

	for (size_t i = from + 1; i <= s.n; i++) {
		if (i < s.n && s.p[i] != ' ')
			continue;
		if (best > 0 &&
		    plot_text_width(p, str_slice(s, from, i), style) > width)
			break;
		best = i;
	}
	return best == 0 ? s.n : best;
}

size_t
plot_wrap(const struct plot *p, struct str s, struct text_style style,
    double width, size_t most, struct str *line)
{
	size_t n = 0, from = 0;

	s = str_trim(s);
	while (from < s.n && n < most) {
		size_t end =
		    n + 1 == most ? s.n : line_end(p, s, from, style, width);
		struct str part = str_trim(str_slice(s, from, end));
		line[n++] = plot_fit(p, part, style, width);
		from = end;
		while (from < s.n && s.p[from] == ' ')
			from++;
	}
	return n;
}

double
plot_sentence(struct plot *p, double x, double y, double width, struct str s)
{
	struct text_style style = plot_style(p, TYPE_caption);
	double leading = p->theme->type[TYPE_caption].leading;
	struct str line[8];
	size_t n = plot_wrap(p, s, style, width, COUNT(line), line);

	for (size_t i = 0; i < n; i++)
		plot_text(p, x, y + leading * (double)(i + 1) - 2, line[i],
		    style, p->theme->type[TYPE_caption].ink, ANCHOR_START);
	return leading * (double)n;
}
