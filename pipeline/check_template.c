/* check_template.c -- the verb that checks a template. */
#include "base/file.h"
#include "charts/charts.h"
#include "check_template.h"
#include "compose/check.h"

int
check_template(
    struct ctx *c, struct str templates, struct str path, struct buf *out)
{
	struct template *t;
	struct catalogue catalogue;
	size_t errors;

	if (!catalogue_load(c,
		file_join(c->mem, templates, S("indicators.yaml")),
		&catalogue) ||
	    !template_load(c, path, &t))
		return OUTCOME_NOTHING;
	errors = template_check(t, &catalogue, &charts_all, out);
	if (errors == 0)
		buf_addf(out, "%.*s: no errors\n", STRF(path));
	return errors == 0 ? OUTCOME_DONE : OUTCOME_NOTHING;
}
