/* compose/native.c -- how the workbook draws the charts of many figures. */
#include "compose/native.h"

static const struct {
	const char *points;
	enum native native;
	const char *series, *more[3];
} form[] = {
#define NATIVE(points, native, series, a, b, c)                                \
	{points, NATIVE_##native, series, {a, b, c}},
#include "compose/natives.def"
#undef NATIVE
};

void
native_own(struct arena *mem, const struct chart_input *in, enum role role,
    struct block *b)
{
	b->native_own = NEWS(mem, in->n + 1, struct str);
	for (size_t i = 0; i < in->n; i++)
		if (in->point[i].role == role)
			b->native_own[b->n_native_own++] = in->point[i].label;
}

/* A funnel's limits, and the names that its page prints. */
static void
choose_funnel(struct arena *mem, const struct chart_input *in, struct block *b)
{
	static const char *const line[] = {"England", "Lower 99.8% limit",
	    "Lower 95% limit", "Upper 95% limit", "Upper 99.8% limit"};

	_Static_assert(COUNT(line) <= NATIVE_MORE, "room for all lines");
	b->native = NATIVE_SCATTER;
	b->native_series = S("Value");
	b->native_across = S("Volume");
	b->native_across_title = in->x_label;
	for (size_t i = 0; i < COUNT(line); i++)
		b->native_more[i] = str_of(line[i]);
	native_own(mem, in, ROLE_SELF, b);
}

void
native_choose(struct arena *mem, struct str points,
    const struct chart_input *in, struct block *b)
{
	if (str_is(points, "funnel"))
		choose_funnel(mem, in, b);
	b->native_log = str_is(points, "forest");
	for (size_t i = 0; i < COUNT(form); i++) {
		if (!str_is(points, form[i].points))
			continue;
		b->native = form[i].native;
		b->native_series = str_of(form[i].series);
		for (size_t k = 0; k < COUNT(form[i].more); k++)
			b->native_more[k] = str_of(form[i].more[k]);
	}
}
