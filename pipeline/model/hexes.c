/* model/hexes.c -- templates/hexmap.yaml: where areas stand on a map of
 * hexagons. */
#include <stdlib.h>

#include "model/hexes.h"
#include "model/yaml.h"

/* As libcyaml loads it. */
struct raw_hex {
	char *code, *brief, *name;
	int column, row;
};

struct raw {
	struct raw_hex *hex;
	unsigned n;
};

#define FURTHEST 200 /* columns and rows: a map, not a mistake */

static const cyaml_schema_field_t hex_fields[] = {
    CYAML_FIELD_STRING_PTR(
	"code", CYAML_FLAG_POINTER, struct raw_hex, code, 1, 20),
    CYAML_FIELD_STRING_PTR(
	"brief", CYAML_FLAG_POINTER, struct raw_hex, brief, 1, 4),
    CYAML_FIELD_STRING_PTR(
	"name", CYAML_FLAG_POINTER, struct raw_hex, name, 1, 200),
    CYAML_FIELD_INT("column", CYAML_FLAG_DEFAULT, struct raw_hex, column),
    CYAML_FIELD_INT("row", CYAML_FLAG_DEFAULT, struct raw_hex, row),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t hex_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_hex, hex_fields),
};

static const cyaml_schema_field_t raw_fields[] = {
    CYAML_FIELD_SEQUENCE_COUNT("hexes", CYAML_FLAG_POINTER, struct raw, hex, n,
	&hex_schema, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t raw_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw, raw_fields),
};

static bool
check(struct ctx *c, struct str path, const struct raw *raw, unsigned i)
{
	const struct raw_hex *a = &raw->hex[i];
	struct at at = {.file = path};

	if (a->column < 0 || a->column > FURTHEST || a->row < 0 ||
	    a->row > FURTHEST)
		return diag_fail(c, at,
		    "%s stands at column %d, row %d; give 0 to %d", a->code,
		    a->column, a->row, FURTHEST);
	for (unsigned k = 0; k < i; k++) {
		const struct raw_hex *b = &raw->hex[k];
		if (str_eq(str_of(a->code), str_of(b->code)))
			return diag_fail(
			    c, at, "%s is given twice; keep one", a->code);
		if (a->row == b->row && abs(a->column - b->column) < 2)
			return diag_fail(c, at,
			    "%s and %s overlap in row %d; columns of a row "
			    "are two apart",
			    b->code, a->code, a->row);
		if (abs(a->row - b->row) == 1 && a->column == b->column)
			return diag_fail(c, at,
			    "%s stands over %s; rows are shifted by one "
			    "column",
			    a->row < b->row ? a->code : b->code,
			    a->row < b->row ? b->code : a->code);
	}
	return true;
}

bool
hexes_load(struct ctx *c, struct str path, struct hexes *out)
{
	struct chart_hex *hex;
	struct raw *raw;
	void *p;

	if (!yaml_load(c, path, &raw_schema, &p))
		return false;
	raw = p;
	hex = NEWS(c->mem, raw->n + 1, struct chart_hex);
	for (unsigned i = 0; i < raw->n; i++) {
		if (!check(c, path, raw, i))
			return false;
		hex[i] = (struct chart_hex){
		    str_dup(c->mem, str_of(raw->hex[i].code)),
		    str_dup(c->mem, str_of(raw->hex[i].name)),
		    str_dup(c->mem, str_of(raw->hex[i].brief)),
		    raw->hex[i].column, raw->hex[i].row};
	}
	*out = (struct hexes){hex, raw->n};
	return true;
}

const struct chart_hex *
hexes_find(const struct hexes *h, struct str code)
{
	for (size_t i = 0; i < h->n; i++)
		if (str_eq(h->hex[i].code, code))
			return &h->hex[i];
	return NULL;
}
