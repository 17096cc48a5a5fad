/* layout/type.c -- the fonts of fonts/ and text shaped with them. */
#include <assert.h>
#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <glib.h>
#include <hb.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

#include "base/hash.h"
#include "layout/type.h"

/* Alternate letter forms as the mock-ups ask; ligatures off so that one glyph
 * is one character for who copies or listens to the text. */
#define FEATURES      "liga=0,clig=0,dlig=0,calt=0,cv11=1,ss03=1"
#define FEATURES_TNUM FEATURES ",tnum=1"

struct type_engine {
	struct arena *mem;
	PangoFontMap *map;
	PangoContext *context;
	PangoLayout *layout;   /* reused for every label and paragraph */
	GHashTable *label;     /* struct label_key * -> struct glyph_run * */
	GHashTable *paragraph; /* text of the key -> struct paragraph * */
	GHashTable *font; /* every scaled font that a run names, kept alive */
	struct metrics metrics;
};

/* A broken paragraph that is kept: the same words of method and definition
 * stand in every pack of a run, and shaping is most of the work of layout. */
struct paragraph {
	struct type_line *line;
	size_t n;
};
#define PARAGRAPHS 4096

struct label_key {
	struct str text;
	struct text_style style;
};

static guint
key_hash(gconstpointer p)
{
	const struct label_key *k = p;

	return str_hash(k->text) ^ (guint)(k->style.size * 64) ^
	       ((guint)k->style.weight << 12) ^ ((guint)k->style.face << 24) ^
	       ((guint)k->style.tabular << 25);
}

static gboolean
key_equal(gconstpointer a, gconstpointer b)
{
	const struct label_key *x = a, *y = b;

	return str_eq(x->text, y->text) && x->style.size == y->style.size &&
	       x->style.weight == y->style.weight &&
	       x->style.face == y->style.face &&
	       x->style.tabular == y->style.tabular;
}

static void
drop_object(void *p)
{
	g_object_unref(p);
}

static void
drop_config(void *p)
{
	FcConfigDestroy(p);
}

/* A configuration of two folders: the fonts, and a cache beside them or, where
 * that cannot be written, the user's. No host file is read. */
static bool
open_config(struct ctx *c, struct str dir, FcConfig **out)
{
	struct at at = {.file = dir};
	char *folder = g_canonicalize_filename(str_z(c->tmp, dir), NULL);
	char *text = g_markup_printf_escaped(
	    "<?xml version=\"1.0\"?><fontconfig><dir>%s</dir>"
	    "<cachedir>%s/cache</cachedir><cachedir>%s/skillmix</cachedir>"
	    "</fontconfig>",
	    folder, folder, g_get_user_cache_dir());
	FcConfig *fc = FcConfigCreate();
	FcFontSet *set = NULL;

	if (fc != NULL &&
	    FcConfigParseAndLoadFromMemory(fc, (const FcChar8 *)text, FcTrue) &&
	    FcConfigBuildFonts(fc))
		set = FcConfigGetFonts(fc, FcSetSystem);
	g_free(text);
	g_free(folder);
	*out = fc;
	if (set != NULL && set->nfont > 0)
		return true;
	if (fc != NULL)
		FcConfigDestroy(fc);
	return diag_fail(c, at, "the folder holds no fonts; run `make fonts`");
}

static PangoFontDescription *
describe(struct text_style s)
{
	PangoFontDescription *d = pango_font_description_new();

	pango_font_description_set_family_static(
	    d, s.face == FACE_DISPLAY ? "Inter Display" : "Inter");
	pango_font_description_set_weight(d, (PangoWeight)s.weight);
	pango_font_description_set_absolute_size(d, s.size * PANGO_SCALE);
	return d;
}

/* How many bytes of text each glyph stands for, from Pango's cluster starts. */
static void
fill_clusters(struct glyph_run *r, const PangoGlyphString *gs, int bytes)
{
	for (int i = 0; i < gs->num_glyphs; i++) {
		int to =
		    i + 1 < gs->num_glyphs ? gs->log_clusters[i + 1] : bytes;
		r->cluster[i] = to - gs->log_clusters[i];
	}
}

/* A run from one Pango item. x is where the run starts on its line. A space at
 * a soft line end was blanked by Pango; it gets its glyph back, so that the
 * words of two lines stay apart in the text of the page. */
static struct glyph_run *
run_of(struct type_engine *e, struct arena *mem, PangoGlyphItem *item, double x)
{
	const char *text = pango_layout_get_text(e->layout);
	PangoGlyphString *gs = item->glyphs;
	PangoFont *font = item->item->analysis.font;
	struct glyph_run *r = NEW(mem, struct glyph_run);
	const char *at = text + item->item->offset;
	double pen = x;

	r->font = pango_cairo_font_get_scaled_font((PangoCairoFont *)font);
	if (!g_hash_table_contains(e->font, r->font))
		g_hash_table_add(e->font, cairo_scaled_font_reference(r->font));
	r->glyph = NEWS(mem, (size_t)gs->num_glyphs, struct glyph);
	r->cluster = NEWS(mem, (size_t)gs->num_glyphs, int);
	r->n = (size_t)gs->num_glyphs;
	r->text = str_dup(mem, (struct str){at, (size_t)item->item->length});
	fill_clusters(r, gs, item->item->length);
	for (int i = 0; i < gs->num_glyphs; i++) {
		const PangoGlyphInfo *g = &gs->glyphs[i];
		hb_codepoint_t index = g->glyph;
		if (g->glyph == PANGO_GLYPH_EMPTY &&
		    !hb_font_get_nominal_glyph(
			pango_font_get_hb_font(font), ' ', &index))
			index = 0;
		r->glyph[i] = (struct glyph){index,
		    pen + (double)g->geometry.x_offset / PANGO_SCALE,
		    (double)g->geometry.y_offset / PANGO_SCALE};
		pen += (double)g->geometry.width / PANGO_SCALE;
	}
	r->width = pen - x;
	return r;
}

static void
set_style(PangoLayout *l, struct text_style s)
{
	PangoFontDescription *d = describe(s);
	PangoAttrList *attrs = pango_attr_list_new();

	pango_attr_list_insert(attrs,
	    pango_attr_font_features_new(s.tabular ? FEATURES_TNUM : FEATURES));
	pango_layout_set_font_description(l, d);
	pango_layout_set_attributes(l, attrs);
	pango_attr_list_unref(attrs);
	pango_font_description_free(d);
}

static const struct glyph_run *
shape(void *self, struct str text, struct text_style style)
{
	struct type_engine *e = self;
	struct label_key key = {text, style}, *kept;
	struct glyph_run *first, **link = &first;
	PangoLayoutLine *line;
	double x = 0;

	first = g_hash_table_lookup(e->label, &key);
	if (first != NULL || text.n == 0)
		return first;
	set_style(e->layout, style);
	pango_layout_set_width(e->layout, -1);
	pango_layout_set_single_paragraph_mode(e->layout, TRUE);
	pango_layout_set_text(e->layout, text.p, (int)text.n);
	line = pango_layout_get_line_readonly(e->layout, 0);
	for (GSList *i = line->runs; i != NULL; i = i->next) {
		*link = run_of(e, e->mem, i->data, x);
		x += (*link)->width;
		link = &(*link)->next;
	}
	*link = NULL;
	kept = NEW(e->mem, struct label_key);
	*kept = (struct label_key){str_dup(e->mem, text), style};
	g_hash_table_insert(e->label, kept, first);
	return first;
}

bool
type_open(struct ctx *c, struct str dir, struct type_engine **out)
{
	struct type_engine *e = NEW(c->mem, struct type_engine);
	cairo_font_options_t *options;
	FcConfig *fc = NULL;

	if (!open_config(c, dir, &fc))
		return false;
	arena_defer(c->mem, drop_config, fc);
	e->mem = c->mem;
	e->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	arena_defer(c->mem, drop_object, e->map);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(e->map), fc);
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(e->map), 72);
	e->context = pango_font_map_create_context(e->map);
	arena_defer(c->mem, drop_object, e->context);
	options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(e->context, options);
	cairo_font_options_destroy(options);
	pango_cairo_context_set_resolution(e->context, 72);
	pango_context_set_round_glyph_positions(e->context, FALSE);
	pango_context_set_language(
	    e->context, pango_language_from_string("en-gb"));
	e->layout = pango_layout_new(e->context);
	arena_defer(c->mem, drop_object, e->layout);
	e->label = hash_tie(c->mem, g_hash_table_new(key_hash, key_equal));
	e->paragraph =
	    hash_tie(c->mem, g_hash_table_new(g_str_hash, g_str_equal));
	e->font = hash_tie(
	    c->mem, g_hash_table_new_full(NULL, NULL,
			(GDestroyNotify)cairo_scaled_font_destroy, NULL));
	e->metrics = (struct metrics){e, shape};
	*out = e;
	return true;
}

const struct metrics *
type_metrics(struct type_engine *e)
{
	return &e->metrics;
}

/* The spans one after the other as one Pango text with attributes. */
static void
load(struct type_engine *e, struct arena *mem, const struct type_span *span,
    size_t n)
{
	PangoAttrList *attrs = pango_attr_list_new();
	struct buf text = buf_new(mem);

	for (size_t i = 0; i < n; i++) {
		PangoFontDescription *d = describe(span[i].style);
		PangoAttribute *a[3] = {pango_attr_font_desc_new(d),
		    pango_attr_insert_hyphens_new(FALSE),
		    pango_attr_font_features_new(
			span[i].style.tabular ? FEATURES_TNUM : FEATURES)};
		for (size_t k = 0; k < COUNT(a); k++) {
			a[k]->start_index = (guint)text.n;
			a[k]->end_index = (guint)(text.n + span[i].text.n);
			pango_attr_list_insert(attrs, a[k]);
		}
		pango_font_description_free(d);
		buf_adds(&text, span[i].text);
	}
	pango_layout_set_text(e->layout, buf_str(&text).p, (int)text.n);
	pango_layout_set_attributes(e->layout, attrs);
	pango_attr_list_unref(attrs);
}

/* Which span holds this byte of the joined text. */
static size_t
span_at(const struct type_span *span, size_t n, size_t byte)
{
	size_t i = 0;

	for (; i + 1 < n && byte >= span[i].text.n; i++)
		byte -= span[i].text.n;
	return i;
}

/* Is there something at the end of this text that keeps it apart from what
 * the next line begins with, or may a word end here? */
static bool
ends_word(struct str t)
{
	static const char *const end[] = {" ", "-", "/", "\n", "\xe2\x80\x90",
	    "\xe2\x80\x93", "\xe2\x80\x94"};

	for (size_t i = 0; i < COUNT(end); i++)
		if (str_ends(t, str_of(end[i])))
			return true;
	return t.n == 0;
}

/* A word broken inside for want of room ends its line with a space that has no
 * width on the page: without it who listens hears the two lines run together. */
static void
add_space(struct arena *mem, struct glyph_run *r, PangoGlyphItem *item)
{
	PangoFont *font = item->item->analysis.font;
	struct glyph *glyph = NEWS(mem, r->n + 1, struct glyph);
	int *cluster = NEWS(mem, r->n + 1, int);
	hb_codepoint_t space = 0;

	if (!hb_font_get_nominal_glyph(
		pango_font_get_hb_font(font), ' ', &space))
		return;
	memcpy(glyph, r->glyph, r->n * sizeof *glyph);
	memcpy(cluster, r->cluster, r->n * sizeof *cluster);
	glyph[r->n] = (struct glyph){space, r->glyph[0].x + r->width, 0};
	cluster[r->n] = 1;
	r->glyph = glyph;
	r->cluster = cluster;
	r->n++;
	r->text = str_fmt(mem, "%.*s ", STRF(r->text));
}

static struct type_line
line_of(struct type_engine *e, struct arena *mem, PangoLayoutLine *line,
    const struct type_span *span, size_t n, bool last_line)
{
	struct type_line out = {.runs = NEWS(mem, n, const struct glyph_run *),
	    .x = NEWS(mem, n, double)};
	struct glyph_run *last = NULL;
	size_t owner = n;
	double start = 0;

	for (GSList *i = line->runs; i != NULL; i = i->next) {
		PangoGlyphItem *item = i->data;
		size_t at = span_at(span, n, (size_t)item->item->offset);
		struct glyph_run *r;
		if (at != owner)
			start = out.width;
		r = run_of(e, mem, item, out.width - start);
		if (at != owner) {
			out.runs[at] = r;
			out.x[at] = start;
		} else {
			last->next = r;
		}
		owner = at;
		last = r;
		out.width += r->width;
		if (i->next == NULL && !last_line && r->n > 0 &&
		    !ends_word(r->text))
			add_space(mem, r, item);
	}
	return out;
}

static struct paragraph
break_lines(struct type_engine *e, struct arena *mem,
    const struct type_span *span, size_t n, double width)
{
	struct paragraph p;

	set_style(e->layout, span[0].style);
	pango_layout_set_single_paragraph_mode(e->layout, FALSE);
	pango_layout_set_wrap(e->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_width(e->layout, (int)(width * PANGO_SCALE));
	load(e, mem, span, n);
	p.n = (size_t)pango_layout_get_line_count(e->layout);
	p.line = NEWS(mem, p.n, struct type_line);
	for (size_t i = 0; i < p.n; i++)
		p.line[i] = line_of(e, mem,
		    pango_layout_get_line_readonly(e->layout, (int)i), span, n,
		    i + 1 == p.n);
	return p;
}

/* Everything that decides how a paragraph is set, as text. */
static struct str
paragraph_key(
    struct arena *mem, const struct type_span *span, size_t n, double width)
{
	struct buf b = buf_new(mem);

	buf_addf(&b, "%d", (int)(width * PANGO_SCALE));
	for (size_t i = 0; i < n; i++) {
		struct text_style s = span[i].style;
		buf_addf(&b, "\x1f%d %d %d %d ", (int)s.face, s.weight,
		    (int)(s.size * PANGO_SCALE), s.tabular);
		buf_adds(&b, span[i].text);
	}
	return buf_str(&b);
}

size_t
type_break(struct type_engine *e, struct arena *mem,
    const struct type_span *span, size_t n, double width,
    struct type_line **out)
{
	struct paragraph *kept, once;
	struct str key;

	*out = NULL;
	if (n == 0)
		return 0;
	key = paragraph_key(mem, span, n, width);
	kept = g_hash_table_lookup(e->paragraph, key.p);
	if (kept == NULL && g_hash_table_size(e->paragraph) < PARAGRAPHS) {
		kept = NEW(e->mem, struct paragraph);
		*kept = break_lines(e, e->mem, span, n, width);
		key = str_dup(e->mem, key);
		g_hash_table_insert(e->paragraph, (gpointer)key.p, kept);
	}
	once = kept != NULL ? *kept : break_lines(e, mem, span, n, width);
	*out = once.line;
	return once.n;
}
