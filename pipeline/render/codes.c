/* render/codes.c -- every code of findings.csv and what it means. */
#include <stdlib.h>

#include "model/finding.h"
#include "render/codes.h"

static const char head[] =
    "# What the codes of findings mean\n"
    "\n"
    "Every finding in `findings.csv`, in the store and in the data audit has "
    "one of\n"
    "these codes. They are stable. In the sentences, *value* is what was found "
    "and\n"
    "*more* what it is held against. This page is printed by\n"
    "`skillmix audit --codes`.\n"
    "\n"
    "| code | level | what it says | what to do |\n"
    "|---|---|---|---|\n";

static int
by_code(const void *a, const void *b)
{
	const struct finding_rule *const *x = a, *const *y = b;

	return str_cmp(str_of((*x)->code), str_of((*y)->code));
}

static void
add_cell(struct buf *b, const char *text)
{
	buf_addz(b, " | ");
	for (; *text != '\0'; text++) {
		if (text[0] == '%' && (text[1] == '1' || text[1] == '2'))
			buf_addz(b, *++text == '1' ? "*value*" : "*more*");
		else if (*text == '|')
			buf_addz(b, "\\|");
		else
			buf_addc(b, *text);
	}
}

void
codes_print(struct buf *b)
{
	const struct finding_rule *rule[FINDING_N];

	for (size_t i = 0; i < FINDING_N; i++)
		rule[i] = &finding_rule[i];
	qsort(rule, FINDING_N, sizeof *rule, by_code);
	buf_addz(b, head);
	for (size_t i = 0; i < FINDING_N; i++) {
		buf_addf(b, "| %s", rule[i]->code);
		add_cell(b, level_name[rule[i]->level]);
		add_cell(b, rule[i]->message);
		add_cell(b, rule[i]->remedy);
		buf_addz(b, " |\n");
	}
}
