/* render/xlsx_book.c -- formats and sheets of a workbook, alike everywhere. */
#include "render/xlsx_book.h"

static const char font[] = "Arial";
enum { FONT_SIZE = 12, PAPER_A4 = 9 };
/* Excel's limit is 255 with the codes. */
enum { HEADER_TITLE_MAX = 150 };

void
xlsx_note_error(struct xlsx *x, struct str sheet, lxw_error e)
{
	if (e == LXW_NO_ERROR || x->error != LXW_NO_ERROR)
		return;
	x->error = e;
	x->error_sheet = sheet;
}

static lxw_format *
plain(struct xlsx *x)
{
	lxw_format *f = workbook_add_format(x->book);

	format_set_font_name(f, font);
	format_set_font_size(f, FONT_SIZE);
	format_set_font_color(f, x->theme->ink[INK_text]);
	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	return f;
}

/* A hair line under a row of a table guides the eye; no fills. */
static void
rule_under(struct xlsx *x, lxw_format *f, enum ink ink)
{
	format_set_bottom(f, LXW_BORDER_THIN);
	format_set_bottom_color(f, x->theme->ink[ink]);
}

static lxw_format *
numeric(struct xlsx *x, struct str shape, bool tall)
{
	lxw_format *f = plain(x);

	format_set_num_format(f, str_z(x->c->tmp, shape));
	format_set_align(f, LXW_ALIGN_RIGHT);
	if (!tall)
		format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	rule_under(x, f, INK_hair);
	return f;
}

lxw_format *
xlsx_number_format(struct xlsx *x, int places, bool thousands, bool tall)
{
	lxw_format **slot = &x->number[places][thousands][tall];
	struct buf b = buf_new(x->c->tmp);

	if (*slot != NULL)
		return *slot;
	for (int negative = 0; negative < 2; negative++) {
		buf_addz(&b, negative ? ";\"\xe2\x88\x92\"" : "");
		buf_addz(&b, thousands ? "#,##0" : "0");
		for (int i = 0; i < places; i++)
			buf_addz(&b, i == 0 ? ".0" : "0");
		/* The width of a digit keeps figures off the next column; not
		 * every program heeds the indent of a number. */
		buf_addz(&b, "_0");
	}
	return *slot = numeric(x, buf_str(&b), tall);
}

lxw_format *
xlsx_tiny_format(struct xlsx *x, int places, bool tall)
{
	lxw_format **slot = &x->tiny[places][tall];
	struct buf b = buf_new(x->c->tmp);

	if (*slot != NULL)
		return *slot;
	buf_addz(&b, "\"under 0.");
	for (int i = 1; i < places; i++)
		buf_addc(&b, '0');
	buf_addz(&b, "1\"_0");
	return *slot = numeric(x, buf_str(&b), tall);
}

/* What makes a look, over plain text. */
static const struct {
	int size; /* 0: that of text */
	bool bold, wrap, right, link;
	uint8_t vertical;
	enum ink rule;
} dress[LOOK_N] = {
    [LOOK_TITLE] = {.size = 16, .bold = true},
    [LOOK_TITLE_WRAPPED] = {.size = 16, .bold = true, .wrap = true},
    [LOOK_HEADING] = {.size = 14,
	.bold = true,
	.vertical = LXW_ALIGN_VERTICAL_BOTTOM},
    [LOOK_TEXT] = {.wrap = true},
    [LOOK_STRONG] = {.bold = true, .wrap = true},
    [LOOK_LINK] = {.link = true},
    [LOOK_HEAD] = {.bold = true,
	.wrap = true,
	.vertical = LXW_ALIGN_VERTICAL_BOTTOM,
	.rule = INK_text},
    [LOOK_HEAD_RIGHT] = {.bold = true,
	.wrap = true,
	.right = true,
	.vertical = LXW_ALIGN_VERTICAL_BOTTOM,
	.rule = INK_text},
    [LOOK_CELL] = {.wrap = true,
	.vertical = LXW_ALIGN_VERTICAL_CENTER,
	.rule = INK_hair},
    [LOOK_CELL_RIGHT] = {.wrap = true,
	.right = true,
	.vertical = LXW_ALIGN_VERTICAL_CENTER,
	.rule = INK_hair},
    [LOOK_CELL_LINK] = {.link = true,
	.vertical = LXW_ALIGN_VERTICAL_CENTER,
	.rule = INK_hair},
    [LOOK_TALL] = {.wrap = true, .rule = INK_hair},
    [LOOK_TALL_RIGHT] = {.wrap = true, .right = true, .rule = INK_hair},
    [LOOK_TALL_LINK] = {.link = true, .rule = INK_hair},
};

static void
make_looks(struct xlsx *x)
{
	for (int i = 0; i < LOOK_N; i++) {
		lxw_format *f = x->look[i] = plain(x);

		if (dress[i].size > 0)
			format_set_font_size(f, dress[i].size);
		if (dress[i].bold)
			format_set_bold(f);
		if (dress[i].wrap)
			format_set_text_wrap(f);
		if (dress[i].right) {
			format_set_align(f, LXW_ALIGN_RIGHT);
			format_set_indent(f, 1);
		}
		if (dress[i].link) {
			format_set_underline(f, LXW_UNDERLINE_SINGLE);
			format_set_font_color(f, x->theme->ink[INK_self]);
		}
		if (dress[i].vertical != LXW_ALIGN_NONE)
			format_set_align(f, dress[i].vertical);
		if (dress[i].rule != INK_NONE)
			rule_under(x, f, dress[i].rule);
	}
}

/* `&` starts a code in a header. */
static struct str
header_words(struct arena *mem, struct str s, size_t limit)
{
	struct buf b = buf_new(mem);
	struct str head, rest = words_clean(mem, s);

	if (!words_cut(&rest, limit, &head))
		return S("");
	for (size_t i = 0; i < head.n; i++) {
		buf_addc(&b, head.p[i]);
		if (head.p[i] == '&')
			buf_addc(&b, '&');
	}
	return buf_str(&b);
}

static void
set_print(struct xlsx_page *p, bool landscape)
{
	const struct pack *pack = p->x->pack;
	struct arena *mem = p->x->c->tmp;
	struct str left = header_words(mem, pack->title, HEADER_TITLE_MAX);
	const char *right = pack->synthetic  ? "&R&10&\"Arial,Regular\""
					       "Synthetic data"
			    : pack->internal ? "&R&10&\"Arial,Regular\"Internal"
					     : "";

	worksheet_set_paper(p->sheet, PAPER_A4);
	worksheet_fit_to_pages(p->sheet, 1, 0);
	if (landscape)
		worksheet_set_landscape(p->sheet);
	worksheet_set_margins(p->sheet, 0.6, 0.6, 0.8, 0.8);
	xlsx_note_error(p->x, p->name,
	    worksheet_set_header(p->sheet,
		str_fmt(mem, "&L&10&\"Arial,Regular\"%.*s%s", STRF(left), right)
		    .p));
	xlsx_note_error(p->x, p->name,
	    worksheet_set_footer(p->sheet,
		"&L&10&\"Arial,Regular\"&A"
		"&R&10&\"Arial,Regular\"Page &P of &N"));
}

struct xlsx_page
xlsx_page_new(struct xlsx *x, struct str name, struct str title, bool landscape)
{
	struct xlsx_page p = {.x = x, .name = name};

	if (x->look[0] == NULL)
		make_looks(x);
	p.sheet = workbook_add_worksheet(x->book, str_z(x->c->tmp, name));
	if (p.sheet == NULL) {
		/* Written to a sheet that is thrown away with the rest. */
		xlsx_note_error(x, name, LXW_ERROR_SHEETNAME_ALREADY_USED);
		p.sheet = workbook_add_worksheet(x->book, NULL);
	}
	worksheet_gridlines(p.sheet, LXW_HIDE_ALL_GRIDLINES);
	worksheet_set_default_row(p.sheet, XLSX_LINE + 3, LXW_FALSE);
	set_print(&p, landscape);
	worksheet_set_row(p.sheet, 0, 26, NULL);
	xlsx_put_row(&p, title, LOOK_TITLE, 0);
	return p;
}

void
xlsx_put(struct xlsx_page *p, lxw_col_t column, struct str text, enum look look)
{
	struct str cell = words_of_cell(p->x->c->tmp, text);

	xlsx_note_error(p->x, p->name,
	    worksheet_write_string(
		p->sheet, p->row, column, cell.p, p->x->look[look]));
}

void
xlsx_set_lines(struct xlsx_page *p, unsigned lines)
{
	if (lines > 1)
		worksheet_set_row(
		    p->sheet, p->row, XLSX_LINE * lines + 3, NULL);
}

void
xlsx_put_row(struct xlsx_page *p, struct str text, enum look look, double width)
{
	xlsx_put(p, 0, text, look);
	if (look == LOOK_HEADING)
		worksheet_set_row(p->sheet, p->row, 2 * XLSX_LINE + 2, NULL);
	else if (dress[look].wrap)
		xlsx_set_lines(p, words_lines(text, width, dress[look].bold));
	p->row++;
}

void
xlsx_put_link(struct xlsx_page *p, lxw_col_t column, struct str sheet,
    struct str words, enum look look)
{
	struct arena *mem = p->x->c->tmp;
	struct str to = str_fmt(mem, "internal:'%.*s'!A1", STRF(sheet));

	xlsx_note_error(p->x, p->name,
	    worksheet_write_url_opt(p->sheet, p->row, column, to.p,
		p->x->look[look], words_of_cell(mem, words).p, NULL));
}

void
xlsx_print_apart(struct xlsx_page *p, double width, size_t heads)
{
	/* Below half its size Arial 12 is smaller than a footnote. */
	static const double one_page = 215;

	if (width <= one_page)
		return;
	worksheet_fit_to_pages(p->sheet, 2, 0);
	xlsx_note_error(p->x, p->name,
	    worksheet_repeat_columns(p->sheet, 0, (lxw_col_t)heads));
}

void
xlsx_mark_table(struct xlsx_page *p, lxw_row_t first, lxw_row_t last,
    struct str name, const struct grid_column *column, size_t n)
{
	struct arena *mem = p->x->c->tmp;
	lxw_table_column *heads = NEWS(mem, n, lxw_table_column);
	lxw_table_column **list = NEWS(mem, n + 1, lxw_table_column *);
	lxw_table_options options = {
	    .name = (char *)str_z(mem, name),
	    .no_autofilter = LXW_TRUE,
	    .no_banded_rows = LXW_TRUE,
	    .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
	    .style_type_number = 0,
	    .columns = list,
	};

	for (size_t i = 0; i < n; i++) {
		bool right = column[i].align == ALIGN_RIGHT;

		heads[i].header = (char *)words_of_cell(mem, column[i].head).p;
		heads[i].header_format =
		    p->x->look[right ? LOOK_HEAD_RIGHT : LOOK_HEAD];
		list[i] = &heads[i];
	}
	xlsx_note_error(p->x, p->name,
	    worksheet_add_table(
		p->sheet, first, 0, last, (lxw_col_t)(n - 1), &options));
}
