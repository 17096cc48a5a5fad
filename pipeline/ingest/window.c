/* ingest/window.c -- a long text of which a stretch is in memory. */
#include <string.h>

#include "ingest/window.h"

#define WINDOW_LEAST ((size_t)4 << 10)

static bool
fill(struct window *w)
{
	while (!w->ended && w->end < w->p + w->cap) {
		size_t n = 0;

		if (!w->fill(
			w->self, w->end, w->cap - (size_t)(w->end - w->p), &n))
			return false;
		w->end += n;
		w->ended = n == 0;
		/* A stretch need not be full to be worth a look. */
		if ((size_t)(w->end - w->p) > w->cap / 2)
			break;
	}
	memset(w->end, 0, WINDOW_PADDING);
	return true;
}

bool
window_open(struct window *w)
{
	/* Most parts of a workbook are small. */
	w->cap = w->likely < WINDOW_BYTES - WINDOW_LEAST
		     ? (size_t)w->likely + WINDOW_LEAST
		     : WINDOW_BYTES;
	w->p = w->end = arena_alloc(w->r->c.tmp, w->cap + WINDOW_PADDING, 1);
	w->ended = false;
	return fill(w);
}

bool
window_more(struct window *w, const char **at)
{
	size_t keep = (size_t)(w->end - *at);
	char *p = w->p;

	if (keep > w->cap / 4) {
		w->cap *= 2;
		p = arena_alloc(w->r->c.tmp, w->cap + WINDOW_PADDING, 1);
	}
	memmove(p, *at, keep);
	w->p = p;
	w->end = p + keep;
	*at = p;
	return fill(w);
}
