/* model/yaml.h -- the one way into YAML: libcyaml with its errors made ours. */
#ifndef MODEL_YAML_H
#define MODEL_YAML_H

#include <cyaml/cyaml.h>

#include "base/diag.h"

/* Loads path by schema into *out. What libcyaml allocates is freed with c->mem.
 * On failure the message names the file, the line and the key. */
MUST_CHECK bool yaml_load(struct ctx *c, struct str path,
    const cyaml_schema_value_t *schema, void **out);
/* The same from text; `name` stands for the file in messages. */
MUST_CHECK bool yaml_load_text(struct ctx *c, struct str name, struct str text,
    const cyaml_schema_value_t *schema, void **out);

#endif
