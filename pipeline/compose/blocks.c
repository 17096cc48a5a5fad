/* compose/blocks.c -- fenced blocks but charts: tables, notes, facts, contents,
 * questions, points. */
#include "compose/keys.h"
#include "compose/tables.h"
#include "compose/tally.h"

/* The template's note stands over what the table says itself. */
static void
put_note_first(struct arena *mem, struct table *t, struct text note)
{
	struct text *all = NEWS(mem, t->n_notes + 1, struct text);

	all[0] = note;
	for (size_t i = 0; i < t->n_notes; i++)
		all[i + 1] = t->note[i];
	t->note = all;
	t->n_notes++;
}

static bool
expand_table(struct expander *e, const struct node *n)
{
	static const char *const where[] = {"both", "workbook"};
	struct table_request q = {.at = key_at(e, n->line)};
	size_t in;
	struct table *table;
	struct text note;
	struct block at = {.span = 12}, *b;

	if (!key_place(e, n, &at) || !key_yes(e, n, KEY_details, &q.details) ||
	    !key_words(e, n, KEY_kind, &q.kind) ||
	    !key_words(e, n, KEY_name, &q.name) ||
	    !key_words(e, n, KEY_title, &q.title) ||
	    !key_words(e, n, KEY_subtitle, &q.subtitle) ||
	    !key_choice(e, n, KEY_in, where, 2, &in) ||
	    !key_text(e, n, KEY_note, &note) || !tables_make(e->s, &q, &table))
		return false;
	if (table->n_rows == 0)
		return true;
	if (note.n > 0)
		put_note_first(e->s->c->mem, table, note);
	b = expand_add(e, BLOCK_TABLE);
	*b = at;
	b->kind = BLOCK_TABLE;
	b->workbook_only = in == 1;
	b->table = table;
	if (q.details)
		details_wanted(&e->details, e->pack->n - 1);
	return true;
}

static bool
expand_note(struct expander *e, const struct node *n)
{
	static const char *const where[] = {"both", "page", "workbook"};
	struct pack *p = e->pack;
	struct block at = {.span = 12};
	struct text text;
	size_t k;

	if (!key_place(e, n, &at) || !key_text(e, n, KEY_text, &text) ||
	    !key_choice(e, n, KEY_in, where, 3, &k))
		return false;
	if (text.n == 0)
		return true;
	if (k != 1) {
		ARENA_GROW(e->s->c->mem, p->note, p->n_notes, e->cap_notes);
		p->note[p->n_notes++] = key_plain(e->s->c->mem, &text);
	}
	if (k != 2) {
		struct block *b = expand_add(e, BLOCK_NOTE);
		*b = at;
		b->kind = BLOCK_NOTE;
		b->text = text;
	}
	return true;
}

static bool
expand_contents(struct expander *e, const struct node *n)
{
	struct block *b = expand_add(e, BLOCK_CONTENTS);

	b->columns = b->level = 1;
	return key_place(e, n, b) && key_text(e, n, KEY_title, &b->text) &&
	       key_count(e, n, KEY_columns, 1, 6, &b->columns) &&
	       key_count(e, n, KEY_level, 1, 3, &b->level) &&
	       key_count(e, n, KEY_from_pages, 2, 99, &b->least_pages);
}

static bool
expand_facts(struct expander *e, const struct node *n)
{
	struct block *b = expand_add(e, BLOCK_FACTS);

	b->item = NEWS(e->s->c->mem, 2 * n->n_pairs, struct text);
	if (!key_place(e, n, b))
		return false;
	for (size_t i = 0; i < n->n_pairs; i++) {
		const struct pair *p = &n->pair[i];
		if (p->key != KEY_fact)
			continue;
		if (!expand_text(e, &p->lead, &b->item[b->n_items]) ||
		    !expand_text(e, &p->value, &b->item[b->n_items + 1]))
			return false;
		if (key_plain(e->s->c->tmp, &b->item[b->n_items + 1]).n > 0)
			b->n_items += 2;
	}
	return true;
}

/* "Topic. Question": the topic is bold. */
static bool
join_lead(struct expander *e, const struct pair *p, struct text *out)
{
	struct text lead, rest;
	struct span *span;

	if (!expand_text(e, &p->lead, &lead) ||
	    !expand_text(e, &p->value, &rest))
		return false;
	span = NEWS(e->s->c->mem, lead.n + rest.n + 1, struct span);
	*out = (struct text){.span = span};
	for (size_t i = 0; i < lead.n; i++) {
		span[out->n] = lead.span[i];
		span[out->n++].strong = true;
	}
	if (lead.n > 0)
		span[out->n++] = (struct span){.text = S(" ")};
	for (size_t i = 0; i < rest.n; i++)
		span[out->n++] = rest.span[i];
	return true;
}

/* What rests on a figure in doubt is not said and not asked. */
static bool
rests_on_doubt(const struct scope *s, struct str name)
{
	const struct indicator *i;
	size_t n = 0;

	while (n < name.n && name.p[n] != '.' && name.p[n] != '[' &&
	       name.p[n] != '@')
		n++;
	i = catalogue_find(s->card->catalogue, str_slice(name, 0, n));
	return i != NULL && s->region == NULL && s->tally != NULL &&
	       s->tally->doubted[i - s->card->catalogue->indicator];
}

/* A board is asked one question a topic: its first. */
static bool
topic_taken(const struct block *b, const struct text *one)
{
	for (size_t i = 0; i < b->n_items; i++)
		if (one->n > 0 && b->item[i].n > 0 &&
		    b->item[i].span[0].strong &&
		    str_eq(b->item[i].span[0].text, one->span[0].text))
			return true;
	return false;
}

static bool
expand_picked(
    struct expander *e, const struct node *n, enum fence_key key, bool ordered)
{
	struct block *b = expand_add(e, BLOCK_LIST);
	struct text one;
	struct str tells;
	int most = (int)n->n_pairs;

	b->item = NEWS(e->s->c->mem, n->n_pairs, struct text);
	b->ordered = ordered;
	b->type = TYPE_question;
	if (!key_place(e, n, b) || !key_count(e, n, KEY_most, 1, 20, &most) ||
	    !key_words(e, n, KEY_tells, &tells))
		return false;
	for (size_t i = 0; i < n->n_pairs && b->n_items < (size_t)most; i++) {
		const struct pair *p = &n->pair[i];
		bool holds = false;
		if (p->key != key)
			continue;
		if (!expand_holds(e, &p->condition, &holds))
			return false;
		if (!holds || rests_on_doubt(e->s, p->condition.name.text))
			continue;
		if (!join_lead(e, p, &one))
			return false;
		if (!ordered || e->s->region != NULL || !topic_taken(b, &one))
			b->item[b->n_items++] = one;
	}
	if (b->n_items == 0)
		e->pack->n--;
	else
		details_told(
		    e->s->c->mem, &e->details, tells, e->pack->n - 1, false);
	return true;
}

bool
expand_fence(struct expander *e, const struct node *n)
{
	switch (n->fence) {
	case FENCE_chart:
		return expand_chart(e, n);
	case FENCE_table:
		return expand_table(e, n);
	case FENCE_contents:
		return expand_contents(e, n);
	case FENCE_note:
		return expand_note(e, n);
	case FENCE_facts:
		return expand_facts(e, n);
	case FENCE_questions:
		return expand_picked(e, n, KEY_ask, true);
	case FENCE_points:
		return expand_picked(e, n, KEY_say, false);
	case FENCE_N:
		break;
	}
	return false;
}
