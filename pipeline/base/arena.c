/* base/arena.c -- memory with one lifetime: the run, the pack or the moment.
 *
 * What is large gets pages of its own from the system, which come zeroed, are large
 * ones where there are any, and can grow without being copied. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

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

#define BLOCK_MIN ((size_t)64 << 10)
#define BLOCK_MAX ((size_t)2 << 20)
#define ALIGN     ((size_t)16)
#define LARGE     ((size_t)4 << 20)

struct block {
	struct block *next; /* older */
	struct arena *arena;
	size_t size, used;
	size_t clean; /* from here on all is 0 */
	char *mem;
};

/* Before the memory of a large block: where to find the block. */
union head {
	struct block *block;
	char room[64];
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
	size_t size; /* of the newest block but for large ones */
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

static union head *
head_of(const void *mem)
{
	return (union head *)(uintptr_t)mem - 1;
}

static void
drop_block(struct block *b)
{
	UNPOISON(b->mem, b->size);
	if (b->size >= LARGE)
		munmap(head_of(b->mem), sizeof(union head) + b->size);
	free(b);
}

static void
drop_blocks(struct arena *a, struct block *until)
{
	while (a->block != until) {
		struct block *b = a->block;
		a->block = b->next;
		drop_block(b);
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

static struct block *
new_block(size_t size)
{
	struct block *b = malloc(sizeof *b + size);

	if (b != NULL)
		*b = (struct block){
		    .size = size, .clean = size, .mem = (char *)(b + 1)};
	return b;
}

static struct block *
new_large(size_t size)
{
	union head *h = mmap(NULL, sizeof *h + size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct block *b = h == MAP_FAILED ? NULL : malloc(sizeof *b);

	if (b == NULL)
		return NULL;
	(void)madvise(h, sizeof *h + size, MADV_HUGEPAGE);
	h->block = b;
	*b = (struct block){.size = size, .mem = (char *)(h + 1)};
	return b;
}

static void
add_block(struct arena *a, size_t n)
{
	struct block *b;

	/* The more it holds, the more room it asks for at once. */
	if (n < LARGE)
		a->size = a->size == 0          ? BLOCK_MIN
			  : a->size < BLOCK_MAX ? 2 * a->size
						: BLOCK_MAX;
	b = n >= LARGE ? new_large(n) : new_block(n > a->size ? n : a->size);
	if (b == NULL)
		out_of_memory(a->name, n);
	b->next = a->block;
	b->arena = a;
	POISON(b->mem, b->size);
	a->block = b;
}

static void
clear(struct block *b, size_t from, size_t to)
{
	if (from < b->clean)
		memset(
		    b->mem + from, 0, (to < b->clean ? to : b->clean) - from);
	if (to > b->clean)
		b->clean = to;
}

static size_t
round_up(size_t bytes)
{
	return (bytes + ALIGN - 1) & ~(ALIGN - 1);
}

/* Room in the newest block, not cleared. Where it starts there. */
static size_t
take(struct arena *a, size_t n, size_t size)
{
	size_t bytes, start;

	if (size != 0 && n > (SIZE_MAX / 2) / size)
		out_of_memory(a->name, SIZE_MAX);
	bytes = round_up(n * size);
	if (a->block == NULL || a->block->size - a->block->used < bytes)
		add_block(a, bytes);
	start = a->block->used;
	a->block->used += bytes;
	UNPOISON(a->block->mem + start, bytes);
	return start;
}

void *
arena_alloc(struct arena *a, size_t n, size_t size)
{
	size_t start = take(a, n, size);

	clear(a->block, start, a->block->used);
	return a->block->mem + start;
}

char *
arena_bytes(struct arena *a, size_t n)
{
	size_t start = take(a, n + 1, 1);
	struct block *b = a->block;

	if (b->clean < b->used)
		b->clean = b->used;
	b->mem[start + n] = '\0';
	return b->mem + start;
}

char *
arena_copy(struct arena *a, const void *p, size_t n)
{
	char *copy = arena_bytes(a, n);

	if (n > 0)
		memcpy(copy, p, n);
	return copy;
}

/* An array with pages of its own gets more of them. NULL: it has none here. */
static void *
extend(struct arena *a, const void *old, size_t bytes, size_t more)
{
	struct block *b;
	union head *h;

	if (bytes < LARGE || more > SIZE_MAX / 2)
		return NULL;
	b = head_of(old)->block;
	if (b->arena != a)
		return NULL;
	h = mremap(head_of(old), sizeof *h + b->size, sizeof *h + more,
	    MREMAP_MAYMOVE);
	if (h == MAP_FAILED)
		out_of_memory(a->name, more);
	b->mem = (char *)(h + 1);
	b->size = b->used = b->clean = more;
	return b->mem;
}

void *
arena_regrow(
    struct arena *a, const void *old, size_t n, size_t *cap, size_t size)
{
	size_t had = *cap;
	void *p;

	*cap = had == 0 ? 16 : had * 2;
	p = extend(a, old, round_up(had * size), round_up(*cap * size));
	if (p != NULL)
		return p;
	p = arena_alloc(a, *cap, size);
	if (n > 0) {
		memcpy(p, old, n * size);
		POISON(old, n * size);
	}
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
