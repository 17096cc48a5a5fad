/* tests/unit/compose/golden.h -- a whole pack as text. */
#ifndef TESTS_COMPOSE_GOLDEN_H
#define TESTS_COMPOSE_GOLDEN_H

#include "fake.h"
#include "base/file.h"

static inline void
print_block(struct fake *f, const struct block *k, struct buf *b)
{
	static const char *const kind[BLOCK_N] = {"page", "kicker", "facts",
	    "lede", "heading", "text", "list", "chart", "table", "note",
	    "contents"};

	buf_addf(b, "%s %d%s%s %.*s", kind[k->kind], k->span,
	    k->stack ? " stack" : "", k->rule ? " rule" : "",
	    STRF(fake_words(f, &k->text)));
	if (k->short_title.n > 0)
		buf_addf(b, " (%.*s)", STRF(k->short_title));
	if (k->kind == BLOCK_CONTENTS)
		buf_addf(b, " to level %d, %d columns, from %d pages", k->level,
		    k->columns, k->least_pages);
	if (k->anchor.n > 0)
		buf_addf(b, " #%.*s", STRF(k->anchor));
	buf_addc(b, '\n');
	for (size_t i = 0; i < k->n_items; i++)
		buf_addf(b, "\t- %.*s\n", STRF(fake_words(f, &k->item[i])));
	if (k->title.n > 0)
		buf_addf(b, "\t# %.*s\n", STRF(fake_words(f, &k->title)));
	if (k->subtitle.n > 0)
		buf_addf(b, "\t## %.*s\n", STRF(fake_words(f, &k->subtitle)));
	if (k->scene != NULL)
		buf_addf(b, "\tscene: %.*s\n", STRF(k->scene->alt));
	for (size_t i = 0; k->scene != NULL && i < k->scene->n_links; i++)
		buf_addf(b, "\tlink %.*s: %.*s\n", STRF(k->scene->link[i].to),
		    STRF(k->scene->link[i].name));
	for (size_t i = 0; i < k->note.n; i++)
		if (k->note.span[i].page)
			buf_addf(b, "\tpage %.*s: %.*s\n",
			    STRF(k->note.span[i].link),
			    STRF(k->note.span[i].link_name));
	if (k->note.n > 0)
		buf_addf(b, "\tnote: %.*s\n", STRF(fake_words(f, &k->note)));
	if (k->table == NULL)
		return;
	buf_addf(b, "\ttable %.*s: %.*s | %.*s (%zu rows)\n",
	    STRF(k->table->name), STRF(k->table->title),
	    STRF(k->table->subtitle), k->table->n_rows);
	for (size_t i = 0; k->kind == BLOCK_TABLE && i < k->table->n_rows;
	     i++) {
		const struct table_row *r = &k->table->row[i];
		buf_addz(b, "\t");
		if (r->group)
			buf_adds(b, r->group_text);
		for (size_t j = 0; !r->group && j < k->table->n_columns; j++)
			buf_addf(b, "| %.*s%s%.*s ", STRF(r->cell[j].text),
			    r->cell[j].sub.n > 0 ? " / " : "",
			    STRF(r->cell[j].sub));
		if (r->link.n > 0)
			buf_addf(b, "-> %.*s", STRF(r->link));
		buf_addc(b, '\n');
	}
}

static inline void
golden_compare(struct fake *f, const struct pack *p, const char *name)
{
	struct str path =
	    str_fmt(f->c.mem, "tests/golden/compose/%s.txt", name);
	struct buf b = buf_new(f->c.mem);
	struct str old;

	buf_addf(&b, "%.*s\n%.*s | %.*s\n", STRF(p->title),
	    STRF(p->running_left), STRF(p->running_right));
	for (size_t i = 0; i < p->n; i++)
		print_block(f, &p->block[i], &b);
	for (size_t i = 0; i < p->n_notes; i++)
		buf_addf(&b, "[note %zu] %.*s\n", i + 1, STRF(p->note[i]));
	for (size_t i = 0; i < p->n_sources; i++)
		buf_addf(&b, "source: %.*s\n", STRF(p->source[i]));
	if (getenv("BLESS") != NULL) {
		assert_true(file_replace(&f->c, path, buf_str(&b)));
		return;
	}
	if (!file_read(&f->c, path, 0, &old))
		fail_msg("%s: no golden; BLESS=1 writes it", name);
	if (!str_eq(old, buf_str(&b)))
		fail_msg(
		    "%s differs from its golden; BLESS=1 rewrites it", name);
}

/* Every text that a page shows, a line each. */
static inline struct str
all_words(struct fake *f, const struct pack *p)
{
	struct buf b = buf_new(f->c.mem);

	for (size_t i = 0; i < p->n; i++) {
		const struct block *k = &p->block[i];
		const struct text *text[] = {
		    &k->text, &k->title, &k->subtitle, &k->note};
		for (size_t j = 0; j < COUNT(text); j++)
			buf_addf(&b, "%.*s\n", STRF(fake_words(f, text[j])));
		for (size_t j = 0; j < k->n_items; j++)
			buf_addf(
			    &b, "%.*s\n", STRF(fake_words(f, &k->item[j])));
	}
	return buf_str(&b);
}

#endif
