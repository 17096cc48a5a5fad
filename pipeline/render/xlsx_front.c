/* render/xlsx_front.c -- cover, contents and notes of a workbook. */
#include "render/xlsx_book.h"

/* Columns, in digits: what a page of A4 takes upright and turned. */
static const double cover_width = 66, name_width = 32, text_width_wide = 78;

bool
xlsx_has_notes(const struct xlsx *x)
{
	return x->pack->n_notes + x->pack->n_sources > 0;
}

static void
put_text(struct xlsx_page *p, struct str text)
{
	xlsx_put_row(p, text, LOOK_TEXT, cover_width);
}

static void
put_organisation(struct xlsx_page *p)
{
	const struct pack *pack = p->x->pack;
	struct buf b = buf_new(p->x->c->tmp);

	buf_adds(&b, pack->org_name);
	if (pack->org_code.n > 0)
		buf_addf(&b, "%s%.*s%s", b.n > 0 ? " (" : "",
		    STRF(pack->org_code), b.n > 0 ? ")" : "");
	if (b.n > 0)
		xlsx_put_row(p, buf_str(&b), LOOK_STRONG, cover_width);
	b = buf_new(p->x->c->tmp);
	buf_adds(&b, pack->kind_title);
	buf_addz(&b, b.n > 0 ? " for " : "");
	period_print_page(&b, pack->period);
	buf_addz(&b, " (");
	period_print_span(&b, pack->period);
	buf_addc(&b, ')');
	put_text(p, buf_str(&b));
	if (pack->synthetic)
		xlsx_put_row(p,
		    S("Synthetic data: organisations and figures are made up, "
		      "to show what this workbook looks like."),
		    LOOK_STRONG, cover_width);
	if (pack->internal)
		xlsx_put_row(p,
		    S("Internal: small numbers are not suppressed. Do not "
		      "publish it or pass it on outside the organisation."),
		    LOOK_STRONG, cover_width);
}

static void
put_counts(struct xlsx_page *p)
{
	struct arena *mem = p->x->c->tmp;
	size_t n = p->x->n_tables, charts = 0;

	for (size_t i = 0; i < n; i++)
		charts += p->x->table[i].chart;
	put_text(p, str_fmt(mem,
			"It has %zu %s, each on a sheet of its own; %zu of "
			"them %s drawn as a chart too.",
			n, n == 1 ? "table" : "tables", charts,
			charts == 1 ? "is" : "are"));
}

static void
put_shorthand(struct xlsx_page *p)
{
	xlsx_put_row(p, S("Shorthand in the tables"), LOOK_HEADING, 0);
	put_text(p, S("No cell of a table is empty. Where there is no figure "
		      "to show, a letter in brackets says why; a 0 is a true "
		      "zero."));
	put_text(p, S("[c] suppressed, so that nobody can be identified"));
	put_text(p, S("[u] based on too few people to be reliable"));
	put_text(p, S("[x] not available"));
	put_text(p, S("[z] not applicable"));
	if (p->x->pack->counts.n > 0)
		put_text(p, p->x->pack->counts);
	if (p->x->pack->n_notes > 0)
		put_text(p, S("[note 1] and so on: see the sheet Notes"));
}

void
xlsx_cover(struct xlsx *x)
{
	const struct pack *pack = x->pack;
	struct arena *mem = x->c->tmp;
	struct xlsx_page page =
	    xlsx_page_new(x, S("Cover"), pack->title, false);
	struct xlsx_page *p = &page;
	struct buf b = buf_new(mem);

	worksheet_set_column(p->sheet, 0, 0, cover_width, NULL);
	worksheet_activate(p->sheet);
	/* The title again, wrapped: nothing else stands beside it here. */
	p->row = 0;
	worksheet_set_row(p->sheet, 0,
	    6 + 21 * words_lines(pack->title, cover_width * 0.75, true), NULL);
	xlsx_put(p, 0, pack->title, LOOK_TITLE_WRAPPED);
	p->row++;
	put_organisation(p);

	xlsx_put_row(p, S("About this workbook"), LOOK_HEADING, 0);
	put_text(p, S("These are the figures behind every chart and table of "
		      "the report of the same name, as numbers to work with."));
	put_counts(p);
	xlsx_put_link(p, 0, S("Contents"), S("Go to the contents"), LOOK_LINK);
	p->row++;

	xlsx_put_row(p, S("Date of the figures"), LOOK_HEADING, 0);
	buf_addz(&b, "The reporting period ends on ");
	day_print(&b, period_end(pack->period));
	buf_addz(&b, ". Each table says the date of its own figures.");
	put_text(p, buf_str(&b));

	put_shorthand(p);

	if (pack->author.n > 0) {
		xlsx_put_row(p, S("Produced by"), LOOK_HEADING, 0);
		put_text(p, pack->author);
		put_text(p, S("Please send questions and corrections to the "
			      "producer, with the name of the sheet."));
	}
}

static struct grid_column
front_column(const char *head, double width)
{
	return (struct grid_column){.head = str_of(head), .width = width};
}

static void
put_entry(struct xlsx_page *p, struct str sheet, struct str what)
{
	unsigned lines = words_lines(what, text_width_wide, false);

	xlsx_put_link(
	    p, 0, sheet, sheet, lines > 1 ? LOOK_TALL_LINK : LOOK_CELL_LINK);
	xlsx_put(p, 1, what, lines > 1 ? LOOK_TALL : LOOK_CELL);
	xlsx_set_lines(p, lines);
	p->row++;
}

static void
put_note(struct xlsx_page *p, struct str name, struct str text)
{
	unsigned lines = words_lines(text, text_width_wide, false);
	enum look look = lines > 1 ? LOOK_TALL : LOOK_CELL;

	xlsx_put(p, 0, name, look);
	xlsx_put(p, 1, text.n > 0 ? text : SHORTHAND_MISSING, look);
	xlsx_set_lines(p, lines);
	p->row++;
}

/* Room for the heads of a table, a little apart from what is above. */
static lxw_row_t
skip_heads(struct xlsx_page *p)
{
	worksheet_set_row(p->sheet, p->row, XLSX_LINE + 10, NULL);
	return p->row++;
}

void
xlsx_contents(struct xlsx *x)
{
	struct xlsx_page page =
	    xlsx_page_new(x, S("Contents"), S("Contents"), true);
	struct grid_column column[] = {
	    front_column("Sheet", name_width),
	    front_column("What it shows", text_width_wide),
	};
	lxw_row_t first;

	for (size_t i = 0; i < COUNT(column); i++)
		worksheet_set_column(page.sheet, (lxw_col_t)i, (lxw_col_t)i,
		    column[i].width, NULL);
	xlsx_put_row(&page,
	    S("This sheet contains one table, with a link to every sheet."),
	    LOOK_LINE, 0);
	first = skip_heads(&page);
	put_entry(&page, S("Cover"),
	    S("What this workbook is, and how to read its shorthand"));
	if (xlsx_has_notes(x))
		put_entry(&page, S("Notes"),
		    x->pack->n_notes == 0 ? S("Sources of the figures")
		    : x->pack->n_sources == 0
			? S("Notes to the tables")
			: S("Notes to the tables, and sources of the figures"));
	for (size_t i = 0; i < x->n_tables; i++)
		put_entry(&page, x->table[i].sheet, x->table[i].title);
	xlsx_mark_table(
	    &page, first, page.row - 1, S("contents"), column, COUNT(column));
}

void
xlsx_notes(struct xlsx *x)
{
	const struct pack *pack = x->pack;
	struct arena *mem = x->c->tmp;
	struct xlsx_page page;
	struct grid_column column[] = {
	    front_column("Note or source", name_width),
	    front_column("Text", text_width_wide),
	};
	lxw_row_t first;

	if (!xlsx_has_notes(x))
		return;
	page = xlsx_page_new(x, S("Notes"),
	    pack->n_notes == 0     ? S("Sources")
	    : pack->n_sources == 0 ? S("Notes")
				   : S("Notes and sources"),
	    true);
	for (size_t i = 0; i < COUNT(column); i++)
		worksheet_set_column(page.sheet, (lxw_col_t)i, (lxw_col_t)i,
		    column[i].width, NULL);
	xlsx_put_row(&page, S("This sheet contains one table."), LOOK_LINE, 0);
	xlsx_put_link(
	    &page, 0, S("Contents"), S("Go to the contents"), LOOK_LINK);
	page.row++;
	first = skip_heads(&page);
	for (size_t i = 0; i < pack->n_notes; i++)
		put_note(
		    &page, str_fmt(mem, "[note %zu]", i + 1), pack->note[i]);
	for (size_t i = 0; i < pack->n_sources; i++)
		put_note(
		    &page, str_fmt(mem, "Source %zu", i + 1), pack->source[i]);
	xlsx_mark_table(
	    &page, first, page.row - 1, S("notes"), column, COUNT(column));
}
