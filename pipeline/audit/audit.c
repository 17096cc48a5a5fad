/* audit/audit.c -- every family of rules over every return. */
#include "audit/rule.h"

static const struct rule rules[] = {
#define RULES(name) {#name, rules_##name},
#include "audit/rules.def"
#undef RULES
};

void
audit_run(struct ctx *c, const struct view *v, struct findings *out)
{
	struct arena_mark all = arena_mark(c->tmp);
	struct inspection look = {.c = c,
	    .v = v,
	    .limit = &v->settings->audit,
	    .out = out,
	    .doubt = NEWS(c->tmp, v->dataset->n + 1, bool)};

	for (size_t i = 0; i < COUNT(rules); i++) {
		struct arena_mark m = arena_mark(c->tmp);
		rules[i].check(&look);
		arena_rewind(c->tmp, m);
	}
	arena_rewind(c->tmp, all);
}
