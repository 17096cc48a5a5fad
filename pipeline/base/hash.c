/* base/hash.c -- GLib's hash tables in arenas. */
#include "base/hash.h"

static void
drop_table(void *p)
{
	g_hash_table_destroy(p);
}

GHashTable *
hash_tie(struct arena *mem, GHashTable *t)
{
	arena_defer(mem, drop_table, t);
	return t;
}
