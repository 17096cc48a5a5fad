/* base/arena.h -- memory with one lifetime: the run, the pack or the moment. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena; /* opaque: see arena.c */

struct arena_mark {
	void *block;
	size_t used;
	void *defers;
};

/* The name is printed when memory runs out. */
struct arena *arena_new(const char *name);
/* Runs every deferred call, newest first, and gives all memory back. */
void arena_free(struct arena *);

/* Zeroed memory for n objects of a size; never NULL. Stops the process, naming
 * the arena, when there is none or when n * size overflows. */
void *arena_alloc(struct arena *, size_t n, size_t size);
/* n bytes with a NUL behind them, which hold anything: for who fills them at once. */
char *arena_bytes(struct arena *, size_t n);
/* A copy of n bytes with a NUL behind it. */
char *arena_copy(struct arena *, const void *p, size_t n);

/* Calls fn(p) when the arena is freed or rewound past this point. */
void arena_defer(struct arena *, void (*fn)(void *), void *p);

/* What is allocated after a mark is given back by the rewind to it. */
struct arena_mark arena_mark(struct arena *);
void arena_rewind(struct arena *, struct arena_mark);

#define NEW(mem, type)     ((type *)arena_alloc((mem), 1, sizeof(type)))
#define NEWS(mem, n, type) ((type *)arena_alloc((mem), (n), sizeof(type)))

/* Room for one more in an array that an arena holds, which was made so or by NEWS
 * with room for cap: ARENA_GROW(mem, a, n, cap). It moves. */
#define ARENA_GROW(mem, a, n, cap)                                             \
	((n) < (cap) ? (void)0                                                 \
		     : (void)((a) = arena_regrow(                              \
				  (mem), (a), (n), &(cap), sizeof *(a))))
void *arena_regrow(
    struct arena *, const void *old, size_t n, size_t *cap, size_t size);

#endif
