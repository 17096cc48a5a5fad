/* audit/audit.c -- every family of rules over every return, then the scores. */
#include "audit/rule.h"

static const struct rule rules[] = {
#define RULES(name) {#name, rules_##name},
#include "audit/rules.def"
#undef RULES
};

bool
audit_run(struct ctx *c, const struct audit_input *in, struct findings *out,
    struct audit **audit)
{
	struct view *v = view_new(c, in);
	struct inspection look = {
	    .c = c, .v = v, .limit = &in->settings->audit, .out = out};

	look.doubt = NEWS(c->mem, in->dataset->n + 1, bool);
	*audit = NEW(c->mem, struct audit);
	for (size_t i = 0; i < COUNT(rules); i++) {
		struct arena_mark m = arena_mark(c->tmp);
		rules[i].check(&look);
		arena_rewind(c->tmp, m);
	}
	return audit_score(c, v, out, *audit);
}
