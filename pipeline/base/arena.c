/* base/arena.c -- memory with one lifetime: the run, the pack or the moment. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POISON(p, n)   ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#else
#define POISON(p, n)   ((void)0)
#define UNPOISON(p, n) ((void)0)
#endif

#define BLOCK_SIZE ((size_t)64 << 10)
#define ALIGN      ((size_t)16)

struct block {
	struct block *next; /* older */
	size_t size, used;
	char mem[];
};

struct defer {
	struct defer *next; /* older */
	void (*fn)(void *);
	void *p;
};

struct arena {
	const char *name;
	struct block *block; /* newest */
	struct defer *defers;
};

static NORETURN void
out_of_memory(const char *name, size_t n)
{
	fprintf(stderr, "skillmix: no memory for %zu bytes in arena '%s'\n", n,
	    name);
	abort();
}

struct arena *
arena_new(const char *name)
{
	struct arena *a = calloc(1, sizeof *a);

	if (a == NULL)
		out_of_memory(name, sizeof *a);
	a->name = name;
	return a;
}

static void
run_defers(struct arena *a, struct defer *until)
{
	while (a->defers != until) {
		struct defer *d = a->defers;
		a->defers = d->next;
		d->fn(d->p);
	}
}

static void
drop_blocks(struct arena *a, struct block *until)
{
	while (a->block != until) {
		struct block *b = a->block;
		a->block = b->next;
		UNPOISON(b->mem, b->size);
		free(b);
	}
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	run_defers(a, NULL);
	drop_blocks(a, NULL);
	free(a);
}

static void
add_block(struct arena *a, size_t n)
{
	size_t size = n > BLOCK_SIZE ? n : BLOCK_SIZE;
	struct block *b = malloc(sizeof *b + size);

	if (b == NULL)
		out_of_memory(a->name, size);
	b->next = a->block;
	b->size = size;
	b->used = 0;
	POISON(b->mem, b->size);
	a->block = b;
}

void *
arena_alloc(struct arena *a, size_t n, size_t size)
{
	size_t bytes, start;

	if (size != 0 && n > (SIZE_MAX / 2) / size)
		out_of_memory(a->name, SIZE_MAX);
	bytes = (n * size + ALIGN - 1) & ~(ALIGN - 1);
	if (a->block == NULL || a->block->size - a->block->used < bytes)
		add_block(a, bytes);
	start = a->block->used;
	a->block->used += bytes;
	UNPOISON(a->block->mem + start, bytes);
	return memset(a->block->mem + start, 0, bytes);
}

char *
arena_copy(struct arena *a, const void *p, size_t n)
{
	char *copy = arena_alloc(a, n + 1, 1);

	if (n > 0)
		memcpy(copy, p, n);
	return copy;
}

void *
arena_regrow(
    struct arena *a, const void *old, size_t n, size_t *cap, size_t size)
{
	void *p;

	*cap = *cap == 0 ? 16 : *cap * 2;
	p = arena_alloc(a, *cap, size);
	if (n > 0)
		memcpy(p, old, n * size);
	return p;
}

void
arena_defer(struct arena *a, void (*fn)(void *), void *p)
{
	struct defer *d = arena_alloc(a, 1, sizeof *d);

	*d = (struct defer){a->defers, fn, p};
	a->defers = d;
}

struct arena_mark
arena_mark(struct arena *a)
{
	return (struct arena_mark){
	    a->block, a->block ? a->block->used : 0, a->defers};
}

void
arena_rewind(struct arena *a, struct arena_mark m)
{
	run_defers(a, m.defers);
	drop_blocks(a, m.block);
	if (a->block != NULL) {
		POISON(a->block->mem + m.used, a->block->size - m.used);
		a->block->used = m.used;
	}
}
