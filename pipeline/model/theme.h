/* model/theme.h -- colours, type sizes and grid of a pack. */
#ifndef MODEL_THEME_H
#define MODEL_THEME_H

#include "base/diag.h"

enum ink {
	INK_NONE, /* nothing is drawn */
#define INK(name, rgb) INK_##name,
#include "model/inks.def"
#undef INK
	INK_N
};
extern const char *const ink_name[INK_N];

enum face { FACE_TEXT, FACE_DISPLAY };

/* What text is set in. Features cv11 and ss03 on everywhere, ligatures off. */
struct text_style {
	enum face face;
	int weight;   /* 400, 500, 600 */
	double size;  /* points */
	bool tabular; /* figures of one width: tables, axes, chart labels */
};

enum type_role {
#define TYPE(name, face, size, leading, weight, ink) TYPE_##name,
#include "model/type_roles.def"
#undef TYPE
	TYPE_N
};

struct type {
	struct text_style style;
	double leading;
	enum ink ink;
};

struct theme {
	uint32_t ink[INK_N]; /* 0xRRGGBB */
	struct type type[TYPE_N];
	/* Page and grid, in points; origin top left. */
	double page_width, page_height, margin_left, margin_right;
	double running_baseline, body_top, body_bottom, foot_rule;
	int columns;
	double gutter;
	/* A PNG beside the theme's file, set at the head of the first page; no
	 * bytes: none. Width and height in pixels. */
	struct {
		struct str file, png;
		double width, height;
	} logo;
};

extern const struct theme theme_default;
/* Defaults, changed by what the file says. Errors name line and key. */
MUST_CHECK bool theme_load(struct ctx *, struct str path, struct theme *out);
/* Width of n grid columns. */
double theme_span(const struct theme *, int n);

#endif
