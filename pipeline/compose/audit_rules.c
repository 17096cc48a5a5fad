/* compose/audit_rules.c -- the rules that findings are of: how often, and what
 * they are called. */
#include <stdlib.h>

#include "compose/audit.h"

static const struct {
	const char *code, *words;
} rule_words[] = {
#define RULE(code, words) {code, words},
#include "compose/rule_words.def"
#undef RULE
};

struct str
audit_rule_words(struct arena *mem, struct str code)
{
	for (size_t i = 0; i < COUNT(rule_words); i++)
		if (str_is(code, rule_words[i].code))
			return str_of(rule_words[i].words);
	return str_fmt(mem, "Rule %.*s", STRF(code));
}

static int
by_count(const void *a, const void *b)
{
	const struct audit_rule_count *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return str_cmp(x->code, y->code);
}

struct audit_rule_count *
audit_rules(struct arena *mem, const struct audit_view *const *view,
    size_t n_views, size_t *n)
{
	struct audit_rule_count *all = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t v = 0; v < n_views; v++)
		for (size_t i = 0; view[v] != NULL && i < view[v]->n_open;
		     i++) {
			const struct finding *f = view[v]->open[i]->finding;
			struct str code = str_of(finding_rule[f->kind].code);
			size_t k = 0;
			while (k < *n && !str_eq(all[k].code, code))
				k++;
			if (k == *n) {
				ARENA_GROW(mem, all, *n, cap);
				all[(*n)++] = (struct audit_rule_count){
				    code, finding_rule[f->kind].level, 0};
			}
			all[k].n++;
		}
	if (*n > 1)
		qsort(all, *n, sizeof *all, by_count);
	return all;
}

size_t
audit_rules_leading(
    const struct audit_rule_count *rule, size_t n, size_t *findings)
{
	size_t all = 0, k = 0;

	*findings = 0;
	for (size_t i = 0; i < n; i++)
		all += rule[i].n;
	while (k < n && 2 * *findings < all)
		*findings += rule[k++].n;
	if (k > AUDIT_LEADING || (k > 0 && rule[k - 1].n < 2 && n > k))
		k = *findings = 0;
	return k;
}
