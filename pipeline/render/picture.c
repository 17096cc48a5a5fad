/* render/picture.c -- a chart block as one drawing that stands alone. */
#include <glib.h>

#include "render/picture.h"

/* Height of Inter's capitals, in ems, as on the pages. */
#define CAPITALS 0.727

static const double margin = 12, scene_gap = 5, foot_gap = 6;

/* Longer names are cut: folders have their limits too. */
enum { NAME_MAX_BYTES = 80 };

static void
set_line(struct scene *s, double *y, struct str line, const struct type *type,
    const struct metrics *metrics)
{
	double width = text_width(metrics, line, type->style);

	if (line.n == 0)
		return;
	scene_text(s, margin,
	    *y + type->leading / 2 + CAPITALS / 2 * type->style.size, line,
	    type->style, type->ink, ANCHOR_START);
	*y += type->leading;
	if (s->width < width + 2 * margin)
		s->width = width + 2 * margin;
}

/* As many lines as it takes; a word wider than all makes the picture wider. */
static void
set_words(struct scene *s, double *y, struct str words, const struct type *type,
    double width, const struct metrics *metrics)
{
	double space = text_width(metrics, S(" "), type->style), x = 0;
	size_t start = 0, end = 0;

	for (size_t i = 0; i < words.n;) {
		size_t from = i;
		double w;
		while (i < words.n && words.p[i] != ' ')
			i++;
		w = text_width(metrics, str_slice(words, from, i), type->style);
		if (x > 0 && x + space + w > width) {
			set_line(
			    s, y, str_slice(words, start, end), type, metrics);
			start = from;
			x = 0;
		}
		x += (x > 0 ? space : 0) + w;
		end = i;
		while (i < words.n && words.p[i] == ' ')
			i++;
	}
	set_line(s, y, str_slice(words, start, end), type, metrics);
}

/* The marks of another scene with its top left at x, y. */
static void
place(struct scene *to, const struct scene *from, double x, double y)
{
	for (size_t i = 0; i < from->n; i++) {
		struct mark m = from->mark[i];
		m.x += x;
		m.y += y;
		if (m.kind == MARK_LINE) {
			m.x2 += x;
			m.y2 += y;
		}
		if (m.n > 0)
			m.point = NEWS(to->mem, m.n, struct point);
		for (size_t k = 0; k < m.n; k++)
			m.point[k] =
			    (struct point){from->mark[i].point[k].x + x,
				from->mark[i].point[k].y + y};
		ARENA_GROW(to->mem, to->mark, to->n, to->cap);
		to->mark[to->n++] = m;
	}
}

/* "Turnover is high" of "Turnover is high. Northmoor 4.1%." */
static struct str
first_sentence(struct str s)
{
	ptrdiff_t end = str_find(s, S(". "));

	return end < 0 ? s : str_slice(s, 0, (size_t)end);
}

static struct str
marking(const struct pack *p)
{
	if (p->synthetic && p->internal)
		return S("Synthetic data. Internal: not for publication.");
	if (p->synthetic)
		return S("Synthetic data.");
	return p->internal ? S("Internal: not for publication.") : S("");
}

struct scene *
picture_make(struct ctx *c, const struct pack *p, const struct block *b,
    const struct theme *theme, const struct metrics *metrics)
{
	const struct scene *chart = b->scene;
	const struct type *type = theme->type;
	struct scene *s = scene_new(c->mem, chart->width + 2 * margin, 0);
	struct type caption = type[TYPE_caption], bold = caption;
	struct str title = page_words(c->mem, &b->title);
	struct str note = page_words(c->mem, &b->note);
	struct str from =
	    str_fmt(c->mem, "%.*s; it lists the sources.", STRF(p->title));
	double width = chart->width, y = margin;

	bold.style.weight = 600;
	bold.ink = INK_text;
	if (title.n == 0)
		title = first_sentence(chart->alt);
	set_words(s, &y, title, &type[TYPE_chart_title], width, metrics);
	set_words(s, &y, page_words(c->mem, &b->subtitle),
	    &type[TYPE_chart_subtitle], width, metrics);
	y += scene_gap;
	place(s, chart, margin, y);
	y += chart->height + scene_gap;
	set_words(s, &y, note, &caption, width, metrics);
	y += foot_gap;
	set_words(s, &y, from, &caption, width, metrics);
	set_words(s, &y, marking(p), &bold, width, metrics);
	s->height = y + margin;
	s->alt = str_fmt(c->mem, "%.*s%s%.*s %.*s%s%.*s", STRF(chart->alt),
	    note.n > 0 ? " " : "", STRF(note), STRF(from),
	    marking(p).n > 0 ? " " : "", STRF(marking(p)));
	return s;
}

static struct str
safe(struct arena *mem, struct str name)
{
	struct buf b = buf_new(mem);

	for (size_t i = 0; i < name.n && i < NAME_MAX_BYTES; i++)
		buf_addc(&b, g_ascii_isalnum(name.p[i]) || name.p[i] == '-'
				 ? name.p[i]
				 : '_');
	return b.n > 0 ? buf_str(&b) : S("chart");
}

struct str *
picture_names(struct arena *mem, const struct pack *p)
{
	struct str *name = NEWS(mem, p->n + 1, struct str);
	GHashTable *taken = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < p->n; i++) {
		const struct block *b = &p->block[i];
		struct str plain;
		if (b->kind != BLOCK_CHART || b->scene == NULL)
			continue;
		plain =
		    safe(mem, b->table != NULL ? b->table->name : S("chart"));
		name[i] = plain;
		for (int n = 2;
		     !g_hash_table_add(taken, (char *)str_z(mem, name[i])); n++)
			name[i] = str_fmt(mem, "%.*s_%d", STRF(plain), n);
	}
	g_hash_table_destroy(taken);
	return name;
}
