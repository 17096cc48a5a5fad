/* model/symbol.c -- each distinct text once, under a small number. */
#include <assert.h>

#include "model/symbol.h"

struct symbols {
	struct arena *mem;
	struct str *text;
	size_t n, cap;
	sym *slot; /* open addressing; 0 is free */
	size_t slots;
};

struct symbols *
symbols_new(struct arena *mem)
{
	struct symbols *t = NEW(mem, struct symbols);

	t->mem = mem;
	t->slots = 1024;
	t->slot = NEWS(mem, t->slots, sym);
	ARENA_GROW(mem, t->text, t->n, t->cap);
	t->text[t->n++] = S("");
	return t;
}

static size_t
place(const struct symbols *t, struct str s)
{
	size_t i = str_hash(s) & (t->slots - 1);

	while (t->slot[i] != 0 && !str_eq(t->text[t->slot[i]], s))
		i = (i + 1) & (t->slots - 1);
	return i;
}

static void
widen(struct symbols *t)
{
	t->slots *= 2;
	t->slot = NEWS(t->mem, t->slots, sym);
	for (sym i = 1; i < t->n; i++)
		t->slot[place(t, t->text[i])] = i;
}

sym
symbols_lookup(const struct symbols *t, struct str s)
{
	return s.n == 0 ? 0 : t->slot[place(t, s)];
}

sym
symbols_add(struct symbols *t, struct str s)
{
	size_t i;

	if (s.n == 0)
		return 0;
	i = place(t, s);
	if (t->slot[i] != 0)
		return t->slot[i];
	ARENA_GROW(t->mem, t->text, t->n, t->cap);
	t->text[t->n] = str_dup(t->mem, s);
	t->slot[i] = (sym)t->n++;
	if (t->n * 2 > t->slots)
		widen(t);
	return (sym)(t->n - 1);
}

struct str
symbols_text(const struct symbols *t, sym s)
{
	assert(s < t->n);
	return t->text[s];
}

size_t
symbols_count(const struct symbols *t)
{
	return t->n;
}
