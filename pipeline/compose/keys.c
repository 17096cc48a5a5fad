/* compose/keys.c -- what the keys of a fenced block say. */
#include "base/num.h"
#include "compose/keys.h"

struct at
key_at(const struct expander *e, unsigned line)
{
	return (struct at){.file = e->t->path, .line = line};
}

static const struct pair *
pair_of(const struct node *n, enum fence_key key)
{
	for (size_t i = 0; i < n->n_pairs; i++)
		if (n->pair[i].key == key)
			return &n->pair[i];
	return NULL;
}

bool
key_words(struct expander *e, const struct node *n, enum fence_key key,
    struct str *out)
{
	const struct pair *p = pair_of(n, key);

	*out = S("");
	return p == NULL || expand_words(e, &p->value, out);
}

bool
key_text(struct expander *e, const struct node *n, enum fence_key key,
    struct text *out)
{
	const struct pair *p = pair_of(n, key);

	*out = (struct text){0};
	return p == NULL || expand_text(e, &p->value, out);
}

/* One of the words, 0 when the key is not there. */
bool
key_choice(struct expander *e, const struct node *n, enum fence_key key,
    const char *const *word, size_t n_words, size_t *out)
{
	const struct pair *p = pair_of(n, key);
	struct str s;

	*out = 0;
	if (p == NULL)
		return true;
	if (!expand_words(e, &p->value, &s))
		return false;
	for (; *out < n_words; ++*out)
		if (str_is(s, word[*out]))
			return true;
	return diag_fail(e->s->c, key_at(e, p->line), "'%.*s' cannot be '%.*s'",
	    STRF(p->name), STRF(s));
}

bool
key_count(struct expander *e, const struct node *n, enum fence_key key,
    int least, int most, int *out)
{
	const struct pair *p = pair_of(n, key);
	struct str s;
	double v;

	if (p == NULL)
		return true;
	if (!expand_words(e, &p->value, &s))
		return false;
	if (!num_parse(s, &v) || v < least || v > most || v != (double)(int)v)
		return diag_fail(e->s->c, key_at(e, p->line),
		    "'%.*s' is a whole number from %d to %d, not '%.*s'",
		    STRF(p->name), least, most, STRF(s));
	*out = (int)v;
	return true;
}

bool
key_yes(struct expander *e, const struct node *n, enum fence_key key, bool *out)
{
	static const char *const yes_no[] = {"no", "yes"};
	size_t k = 0;

	if (!key_choice(e, n, key, yes_no, COUNT(yes_no), &k))
		return false;
	*out = k == 1;
	return true;
}

bool
key_place(struct expander *e, const struct node *n, struct block *b)
{
	if (!key_count(e, n, KEY_span, 1, 12, &b->span) ||
	    !key_yes(e, n, KEY_stack, &b->stack) ||
	    !key_yes(e, n, KEY_rule, &b->rule) ||
	    !key_yes(e, n, KEY_if_room, &b->if_room) ||
	    !key_words(e, n, KEY_anchor, &b->anchor))
		return false;
	if (b->if_room && b->anchor.n > 0)
		return diag_fail(e->s->c, key_at(e, n->line),
		    "a block with 'if-room' may be left out, so it has no "
		    "'anchor'");
	return true;
}

struct str
key_plain(struct arena *mem, const struct text *t)
{
	return str_trim(page_words(mem, t));
}
