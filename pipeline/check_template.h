/* check_template.h -- the verb that checks a template. */
#ifndef CHECK_TEMPLATE_H
#define CHECK_TEMPLATE_H

#include "pipeline.h"

/* Errors go to out, one a line with file and line; what cannot be read at all is
 * told on stderr. The exit status. */
int check_template(
    struct ctx *, struct str templates, struct str path, struct buf *out);

#endif
