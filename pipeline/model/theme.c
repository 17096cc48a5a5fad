/* model/theme.c -- colours, type sizes and grid of a pack. */
#include <glib.h>
#include <string.h>

#include "base/file.h"
#include "model/theme.h"
#include "model/yaml.h"

enum { LOGO_BYTES = 2 << 20, LOGO_PIXELS = 4000 };

const char *const ink_name[INK_N] = {
    "none",
#define INK(name, rgb) #name,
#include "model/inks.def"
#undef INK
};

static const char *const type_name[TYPE_N] = {
#define TYPE(name, face, size, leading, weight, ink) #name,
#include "model/type_roles.def"
#undef TYPE
};

const struct theme theme_default = {
    .ink =
	{
	    0,
#define INK(name, rgb) rgb,
#include "model/inks.def"
#undef INK
	},
    .type =
	{
#define TYPE(name, face_, size_, leading_, weight_, ink_)                      \
	{.style = {.face = face_, .weight = weight_, .size = size_},           \
	    .leading = leading_,                                               \
	    .ink = ink_},
#include "model/type_roles.def"
#undef TYPE
	},
    .page_width = 595.28,
    .page_height = 841.89,
    .margin_left = 51.02,
    .margin_right = 51.02,
    .running_baseline = 51,
    .body_top = 69.3,
    .body_bottom = 796,
    .foot_rule = 804,
    .columns = 12,
    .gutter = 11.34,
};

double
theme_span(const struct theme *t, int n)
{
	double text = t->page_width - t->margin_left - t->margin_right;
	double column = (text - (t->columns - 1) * t->gutter) / t->columns;

	return n * column + (n - 1) * t->gutter;
}

struct yaml_colour {
	char *role, *colour;
};

struct yaml_type {
	char *role;
	double size, leading;
	int weight;
};

struct yaml_theme {
	struct yaml_colour *colours;
	struct yaml_type *type;
	unsigned colours_count, type_count;
	char *logo;
};

static const cyaml_schema_field_t colour_fields[] = {
    CYAML_FIELD_STRING_PTR(
	"role", CYAML_FLAG_POINTER, struct yaml_colour, role, 1, 32),
    CYAML_FIELD_STRING_PTR(
	"colour", CYAML_FLAG_POINTER, struct yaml_colour, colour, 7, 7),
    CYAML_FIELD_END};
static const cyaml_schema_value_t colour_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct yaml_colour, colour_fields)};
static const cyaml_schema_field_t type_fields[] = {
    CYAML_FIELD_STRING_PTR(
	"role", CYAML_FLAG_POINTER, struct yaml_type, role, 1, 32),
    CYAML_FIELD_FLOAT("size", CYAML_FLAG_DEFAULT, struct yaml_type, size),
    CYAML_FIELD_FLOAT("leading", CYAML_FLAG_DEFAULT, struct yaml_type, leading),
    CYAML_FIELD_INT("weight", CYAML_FLAG_DEFAULT, struct yaml_type, weight),
    CYAML_FIELD_END};
static const cyaml_schema_value_t type_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct yaml_type, type_fields)};
static const cyaml_schema_field_t theme_fields[] = {
    CYAML_FIELD_SEQUENCE("colours", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
	struct yaml_theme, colours, &colour_value, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("type", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
	struct yaml_theme, type, &type_value, 0, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("logo", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
	struct yaml_theme, logo, 1, 128),
    CYAML_FIELD_END};
static const cyaml_schema_value_t theme_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct yaml_theme, theme_fields)};

static bool
set_colour(
    struct ctx *c, struct at at, const struct yaml_colour *k, struct theme *t)
{
	char *end;
	guint64 rgb = k->colour[0] == '#'
			  ? g_ascii_strtoull(k->colour + 1, &end, 16)
			  : (end = k->colour, 0);

	if (*end != '\0')
		return diag_fail(c, at,
		    "colour '%s' of role '%s' is not #RRGGBB", k->colour,
		    k->role);
	for (int i = 1; i < INK_N; i++)
		if (strcmp(ink_name[i], k->role) == 0) {
			t->ink[i] = (uint32_t)rgb;
			return true;
		}
	return diag_fail(c, at, "there is no colour role '%s'", k->role);
}

static bool
set_type(
    struct ctx *c, struct at at, const struct yaml_type *y, struct theme *t)
{
	if (y->size < 6 || y->size > 40 || y->leading < y->size ||
	    (y->weight != 400 && y->weight != 500 && y->weight != 600))
		return diag_fail(c, at,
		    "type role '%s': size 6 to 40, leading no less than the "
		    "size, weight 400, 500 or 600",
		    y->role);
	for (int i = 0; i < TYPE_N; i++)
		if (strcmp(type_name[i], y->role) == 0) {
			t->type[i].style.size = y->size;
			t->type[i].style.weight = y->weight;
			t->type[i].leading = y->leading;
			return true;
		}
	return diag_fail(c, at, "there is no type role '%s'", y->role);
}

/* Four bytes, the most significant first. */
static double
big_endian(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return u[0] * 16777216.0 + u[1] * 65536.0 + u[2] * 256.0 + u[3];
}

/* A file of the theme's own folder: its name is no path. */
static bool
set_logo(struct ctx *c, struct at at, struct str name, struct theme *t)
{
	static const char signature[] = "\x89PNG\r\n\x1a\n";
	ptrdiff_t slash = -1;
	struct str path, png;

	for (size_t i = 0; i < at.file.n; i++)
		slash = at.file.p[i] == '/' ? (ptrdiff_t)i : slash;
	if (str_find(name, S("/")) >= 0 || str_starts(name, S(".")))
		return diag_fail(c, at,
		    "logo '%.*s': give the name of a PNG file beside this one",
		    STRF(name));
	path = file_join(c->mem,
	    slash < 0 ? S("") : str_slice(at.file, 0, (size_t)slash), name);
	if (!file_exists(c, path))
		return diag_fail(c, at,
		    "logo '%.*s': there is no such file beside this one; put "
		    "it there or leave the line out",
		    STRF(name));
	if (!file_read(c, path, LOGO_BYTES, &png))
		return false;
	if (png.n < 33 || memcmp(png.p, signature, sizeof signature - 1) != 0)
		return diag_fail(c, (struct at){.file = path},
		    "the logo is not a PNG file; save it as PNG");
	t->logo.file = path;
	t->logo.png = png;
	t->logo.width = big_endian(png.p + 16);
	t->logo.height = big_endian(png.p + 20);
	if (!(t->logo.width >= 1 && t->logo.width <= LOGO_PIXELS &&
		t->logo.height >= 1 && t->logo.height <= LOGO_PIXELS))
		return diag_fail(c, (struct at){.file = path},
		    "the logo must have 1 to %d pixels each way", LOGO_PIXELS);
	return true;
}

bool
theme_load(struct ctx *c, struct str path, struct theme *out)
{
	struct at at = {.file = path};
	struct yaml_theme *y;
	void *p;

	*out = theme_default;
	if (!yaml_load(c, path, &theme_value, &p))
		return false;
	y = p;
	for (unsigned i = 0; y != NULL && i < y->colours_count; i++)
		if (!set_colour(c, at, &y->colours[i], out))
			return false;
	for (unsigned i = 0; y != NULL && i < y->type_count; i++)
		if (!set_type(c, at, &y->type[i], out))
			return false;
	return y == NULL || y->logo == NULL ||
	       set_logo(c, at, str_dup(c->mem, str_of(y->logo)), out);
}
