/* charts/bars.c -- rows of bars with dot, interval and comparators: what the
 * discipline mix and the band distribution share. */
#include <ctype.h>
#include <math.h>

#include "charts/bars.h"
#include "charts/words.h"

#define PANEL_GAP 16
#define NOTE_GAP  4

static bool
panel_of(const struct plot *p, struct str group, size_t *panel)
{
	*panel = 0;
	if (p->in->n_groups == 0)
		return true;
	for (size_t g = 0; g < p->in->n_groups; g++)
		if (str_eq(p->in->group[g], group)) {
			*panel = g;
			return true;
		}
	return false;
}

static struct bar_row *
row_of(struct bars *b, struct str label)
{
	for (size_t i = 0; i < b->n; i++)
		if (str_eq(b->row[i].label, label))
			return &b->row[i];
	b->row[b->n].label = label;
	return &b->row[b->n++];
}

bool
bars_collect(struct plot *p, struct bars *b)
{
	const struct chart_input *in = p->in;

	b->panels = in->n_groups == 2 ? 2 : 1;
	if (in->n_groups > 2)
		return diag_fail(p->c, (struct at){0},
		    "chart %s draws two groups at most, but %zu are given; "
		    "make two charts",
		    p->chart->name, in->n_groups);
	b->row = NEWS(p->tmp, in->n + 1, struct bar_row);
	for (size_t i = 0; i < in->n; i++) {
		const struct chart_point *point = &in->point[i];
		struct bar_row *row;
		size_t g;
		if (!panel_of(p, point->group, &g))
			return diag_fail(p->c, (struct at){0},
			    "chart %s: '%.*s' is in the group '%.*s', which "
			    "the chart does not list",
			    p->chart->name, STRF(point->label),
			    STRF(point->group));
		row = row_of(b, point->label);
		if (row->point[g] != NULL)
			return diag_fail(p->c, (struct at){0},
			    "chart %s: '%.*s' is given twice; give one value "
			    "a category",
			    p->chart->name, STRF(point->label));
		row->point[g] = point;
	}
	return true;
}

/* Band 8a is 8.1, Band 8d 8.4. Other pay stands under the bands; what else has no
 * number over them: very senior managers. */
static double
band_rank(struct str label)
{
	for (size_t i = 0; i < label.n; i++) {
		double v = 0;
		if (!isdigit((unsigned char)label.p[i]))
			continue;
		for (; i < label.n && isdigit((unsigned char)label.p[i]); i++)
			v = v * 10 + (label.p[i] - '0');
		if (i < label.n && label.p[i] >= 'a' && label.p[i] <= 'i')
			v += (label.p[i] - 'a' + 1) / 10.0;
		return v;
	}
	return str_starts(label, S("Other")) ? -1 : INFINITY;
}

/* Rows are few; equal ones keep their order. */
void
bars_sort_bands(struct bars *b)
{
	for (size_t i = 1; i < b->n; i++) {
		struct bar_row row = b->row[i];
		double rank = band_rank(row.label);
		size_t k = i;
		for (; k > 0 && band_rank(b->row[k - 1].label) < rank; k--)
			b->row[k] = b->row[k - 1];
		b->row[k] = row;
	}
}

void
bars_scale(const struct plot *p, struct bars *b)
{
	struct span s = {0, 0};

	for (size_t i = 0; i < p->in->n; i++) {
		const struct chart_point *point = &p->in->point[i];
		span_take(&s, point->england);
		span_take(&s, point->peer_median);
		span_take_point(&s, point);
	}
	s = span_pad(s, 0.03, p->in->places, p->in->unit);
	b->scale = (struct scale){s.lo, s.hi, 0, 0};
}

const struct chart_point **
bars_points(const struct plot *p, const struct bars *b, size_t panel, size_t *n)
{
	const struct chart_point **list =
	    NEWS(p->tmp, b->n + 1, const struct chart_point *);

	*n = 0;
	for (size_t i = 0; i < b->n; i++)
		if (b->row[i].point[panel] != NULL)
			list[(*n)++] = b->row[i].point[panel];
	return list;
}

/* The base that all points of a panel state; empty if they differ. */
static struct str
common_base(const struct plot *p, const struct bars *b, size_t panel)
{
	size_t n;
	const struct chart_point **point = bars_points(p, b, panel, &n);

	for (size_t i = 1; i < n; i++)
		if (!str_eq(point[i]->base_text, point[0]->base_text))
			return S("");
	return n == 0 ? S("") : point[0]->base_text;
}

void
bars_panel_head(struct plot *p, const struct bars *b, size_t panel, double x,
    double y, double width, enum anchor anchor)
{
	struct text_style strong = plot_style(p, TYPE_head);
	struct text_style weak = plot_style(p, TYPE_axis);
	struct str name = panel < p->in->n_groups ? p->in->group[panel] : S("");
	struct str base = common_base(p, b, panel);
	double w, w_base = plot_text_width(p, base, weak);

	name = plot_fit(p, name, strong, width);
	w = plot_text_width(p, name, strong);
	if (w + 5 + w_base > width)
		base = S("");
	if (anchor == ANCHOR_END)
		x -= base.n > 0 ? w + 5 + w_base : w;
	plot_text(p, x, y, name, strong, INK_text, ANCHOR_START);
	plot_text(p, x + w + 5, y, base, weak, INK_text2, ANCHOR_START);
}

static struct text_style
note_style(const struct plot *p)
{
	return plot_style_weight(p, TYPE_axis, 600);
}

/* The furthest that the marks of a point reach from the scale's low end. */
static double
reach(const struct chart_point *point)
{
	struct span s = {0, 0};

	span_take(&s, point->value);
	span_take(&s, point->upper);
	span_take(&s, point->england);
	span_take(&s, point->peer_median);
	return s.hi;
}

double
bars_length(const struct plot *p, const struct bars *b, double width)
{
	double length = width;

	for (size_t i = 0; i < p->in->n && b->notes; i++) {
		const struct chart_point *point = &p->in->point[i];
		struct str note = column_note(point);
		double w = plot_text_width(p, note, note_style(p)) + NOTE_GAP;
		double part =
		    (reach(point) - b->scale.lo) / (b->scale.hi - b->scale.lo);
		if (note.n > 0 && part > 0)
			length = fmin(length, (width - w - 3) / part);
	}
	return fmax(length, width / 3);
}

/* Behind the marks, where no number stands: the filled mark says it too. */
static void
draw_note(struct plot *p, const struct scale *s,
    const struct chart_point *point, double y)
{
	struct text_style style = note_style(p);
	struct str note = column_note(point);
	bool back = s->to < s->from;
	double x = scale_at(s, reach(point)) + (back ? -1 : 1) * (NOTE_GAP + 3);
	enum anchor anchor = back ? ANCHOR_END : ANCHOR_START;
	struct box b;

	y += 0.36 * style.size;
	b = plot_text_box(p, x, y, note, style, anchor);
	if (b.x >= 0 && b.x + b.w <= p->width && plot_is_free(p, b))
		plot_text_halo(p, x, y, note, style, INK_text, anchor);
}

void
bars_marks(struct plot *p, const struct bars *b, const struct scale *s,
    const struct chart_point *point, double y)
{
	double zero = scale_at(s, 0);

	if (point_shown(point) && point->value != 0) {
		double x = scale_at(s, point->value);
		scene_rect(p->scene, fmin(zero, x), y - b->bar / 2,
		    fabs(x - zero), b->bar, INK_self_bar);
	}
	scene_line(p->scene, zero, y - b->pitch / 2, zero, y + b->pitch / 2,
	    0.7, INK_text2);
	if (isfinite(point->peer_median))
		mark_peer(p, scale_at(s, point->peer_median), y, 2.5);
	if (isfinite(point->england))
		mark_england(p, scale_at(s, point->england), y, b->tick);
	if (point_has_interval(point))
		mark_interval(
		    p, s, y, point->lower, point->upper, 1.2, INK_self);
	if (point_shown(point))
		mark_own(p, scale_at(s, point->value), y, 2.6, p->in->neutral,
		    point->verdict);
	if (b->notes)
		draw_note(p, s, point, y);
}

/* Wraps the labels and sets the middle of each row; gives the bottom. */
static double
stack_rows(struct plot *p, struct bars *b, double top, double width)
{
	struct text_style style = plot_style(p, TYPE_row);

	for (size_t i = 0; i < b->n; i++) {
		struct bar_row *row = &b->row[i];
		double h = b->pitch;
		row->n_lines = plot_wrap(
		    p, row->label, style, width, COUNT(row->line), row->line);
		if (row->n_lines == 2)
			h = fmax(h, 2 * (style.size + 1) + 2);
		row->y = top + h / 2;
		top += h;
	}
	return top;
}

static void
draw_label(struct plot *p, const struct bar_row *row, double right)
{
	struct text_style style = plot_style(p, TYPE_row);
	double leading = style.size + 1;
	double y = row->y + 0.36 * style.size -
		   leading * (double)(row->n_lines - 1) / 2;

	for (size_t k = 0; k < row->n_lines; k++)
		plot_text(p, right, y + leading * (double)k, row->line[k],
		    style, INK_text, ANCHOR_END);
}

static double
label_width(const struct plot *p, const struct bars *b)
{
	double w = 0, most = fmin(120, 0.36 * p->width);

	for (size_t i = 0; i < b->n; i++)
		w = fmax(w, plot_text_width(
				p, b->row[i].label, plot_style(p, TYPE_row)));
	return fmin(w, most);
}

/* The numbers' columns, alike in all panels: as many as leave the plot room.
 * Gives the width of a plot. */
static double
fit_columns(
    const struct plot *p, struct bars *b, double labels, struct columns *c)
{
	static const struct {
		struct columns_wish wish;
		double least; /* width of the plot */
	} step[] = {
	    {{.peers = true, .note = true}, 130},
	    {{.peers = true}, 95},
	    {{.peers = false}, 75},
	    {{.brief = true}, 0},
	};
	const struct chart_point **all =
	    NEWS(p->tmp, p->in->n + 1, const struct chart_point *);
	double plot, room = (p->width - labels - 8 -
				PANEL_GAP * (double)(b->panels - 1)) /
			    (double)b->panels;
	size_t k = 0;

	for (size_t i = 0; i < p->in->n; i++)
		all[i] = &p->in->point[i];
	do {
		columns_fit(p, all, p->in->n, step[k].wish, c);
		plot = room - columns_width(c);
	} while (plot < step[k].least && ++k < COUNT(step));
	b->notes = !c->wish.note;
	return plot;
}

double
bars_side_by_side(struct plot *p, struct bars *b)
{
	double labels = label_width(p, b), heads = b->panels == 2 ? 12 : 0;
	double top, bottom, plot, x = labels + 8;
	struct columns c;

	if (b->panels == 1 && p->in->n_groups == 1)
		heads = 12;
	plot = fit_columns(p, b, labels, &c);
	top = heads + 13;
	bottom = stack_rows(p, b, top, labels);
	for (size_t i = 0; i < b->n; i++)
		draw_label(p, &b->row[i], labels);
	for (size_t g = 0; g < b->panels; g++) {
		struct scale s = b->scale;
		s.from = x;
		s.to = x + bars_length(p, b, plot);
		columns_place(&c, x + plot);
		if (heads > 0)
			bars_panel_head(p, b, g, x, 8, plot + columns_width(&c),
			    ANCHOR_START);
		columns_head(p, &c, heads + 8);
		axis_across(p, &s, top, bottom, bottom + 10);
		for (size_t i = 0; i < b->n; i++) {
			const struct chart_point *point = b->row[i].point[g];
			if (point == NULL)
				continue;
			columns_row(p, &c, point, b->row[i].y);
			bars_marks(p, b, &s, point, b->row[i].y);
		}
		x += plot + columns_width(&c) + PANEL_GAP;
	}
	return bottom + 13;
}

void
bars_alt(const struct plot *p, const struct bars *b, struct buf *out)
{
	say_finding(out, p->in);
	buf_adds(out, p->in->self_name);
	for (size_t g = 0; g < b->panels; g++) {
		if (g < p->in->n_groups)
			buf_addf(out, "%s%.*s", g > 0 ? " " : ", ",
			    STRF(p->in->group[g]));
		buf_addz(out, ":");
		for (size_t i = 0; i < b->n; i++) {
			const struct chart_point *point = b->row[i].point[g];
			struct printed v;
			if (point == NULL)
				continue;
			v = printed_of(out->mem, p->in, point);
			buf_addc(out, ' ');
			say_point(out, p->in, point, point->label);
			say_comparators(out, point->england, point->peer_median,
			    v.places, p->in->unit);
			if (point_shown(point) && point->note.n > 0)
				buf_addf(out, ", %.*s", STRF(point->note));
			buf_addc(out, i + 1 == b->n ? '.' : ';');
		}
	}
}

double
bars_none(struct plot *p, struct buf *alt)
{
	struct str words = S("There are no figures to show: [x], not "
			     "available.");

	say_finding(alt, p->in);
	buf_adds(alt, words);
	return plot_sentence(p, 0, 2, p->width, words) + 6;
}
