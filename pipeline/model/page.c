/* model/page.c -- the words of a pack's texts. */
#include "model/page.h"

struct str
page_words(struct arena *mem, const struct text *t)
{
	struct buf b = buf_new(mem);

	for (size_t i = 0; i < t->n; i++)
		if (!t->span[i].page)
			buf_adds(&b, t->span[i].text);
	return buf_str(&b);
}
