/* compose/tree.h -- a template after parsing: what expand.c walks. */
#ifndef COMPOSE_TREE_H
#define COMPOSE_TREE_H

#include "compose/compose.h"
#include "compose/names.h"

enum { FILTER_ARGS = 2, EACH_DEPTH = 4 };

/* {{name | filter arg | filter}} */
struct filter_use {
	int filter; /* index into the filters of filters.def */
	struct str arg[FILTER_ARGS];
	size_t n_args;
};

struct expression {
	struct name name;
	struct filter_use *filter;
	size_t n_filters;
	unsigned line;
};

struct inlines {
	struct inline_node *node;
	size_t n, cap;
};

enum inline_kind {
	INLINE_TEXT,
	INLINE_VALUE,
	INLINE_IF,
	INLINE_STRONG,
	INLINE_LINK
};

struct inline_node {
	enum inline_kind kind;
	struct str text; /* of text; the target of a link */
	struct expression expression;
	struct inlines then, otherwise; /* strong and link use then */
};

enum fence_key {
#define KEY(name, kind, help) KEY_##name,
#include "compose/fence_keys.def"
#undef KEY
	KEY_N
};

/* One "key: value" line of a fence. A key that is no fence_key belongs to the
 * chart: its options are checked when the chart is known. */
struct pair {
	enum fence_key key; /* KEY_N: an option of the chart, by name */
	struct str name;
	struct inlines value;
	/* say and ask: only when this holds. */
	bool conditional;
	struct expression condition;
	struct inlines lead; /* fact: label; ask: topic */
	unsigned line;
};

enum fence {
#define FENCE(name, must, may, help) FENCE_##name,
#include "compose/fences.def"
#undef FENCE
	FENCE_N
};

/* Where the next block goes: {{@ span: 7, stack, rule, as: lede}}; and what
 * contents call a heading: {{@ short: "Skill mix"}}. */
struct placing {
	int span;
	bool stack, rule, easy;
	struct str anchor, short_title;
	enum block_kind as; /* BLOCK_N: as it is written */
	unsigned line;      /* 0: nothing is said */
};

enum node_kind {
	TREE_HEADING,
	TREE_PARAGRAPH,
	TREE_LIST,
	TREE_FENCE,
	TREE_IF,
	TREE_EACH
};

struct nodes {
	struct node *node;
	size_t n, cap;
};

struct node {
	enum node_kind kind;
	unsigned line;
	int level; /* heading: 1 starts a page */
	struct placing place;
	struct inlines text;
	struct inlines *item; /* list */
	size_t n_items;
	bool ordered;
	enum fence fence;
	struct pair *pair;
	size_t n_pairs;
	struct expression condition; /* if, each */
	struct nodes then, otherwise;
};

struct template
{
	struct str path;
	struct str id;
	struct inlines kind, title, running_left, running_right;
	/* Ids: measures of the table of indicators, "1: RET01, RET02; 2: ..."
	 * by recommendation, and those that lead the pack. */
	struct inlines core, headlines;
	struct nodes body;
};

/* Inline Markdown with {{...}} in it: one paragraph's worth. lists are the
 * #each lists that are open here, innermost last. */
struct parse {
	struct ctx *c;
	struct str path;
	int list[EACH_DEPTH];
	size_t n_lists;
};

MUST_CHECK bool inline_parse(
    struct parse *, struct str markdown, unsigned line, struct inlines *out);
/* {{names}} in text that is no Markdown: the words of a key. */
MUST_CHECK bool inline_words(
    struct parse *, struct str words, unsigned line, struct inlines *out);
/* The same for an inline container that cmark has read already. */
struct cmark_node;
MUST_CHECK bool inline_read(struct parse *, struct cmark_node *parent,
    unsigned line, struct inlines *out);
/* "name | filter arg" between braces. */
MUST_CHECK bool expression_parse(
    struct parse *, struct str, unsigned line, struct expression *out);
MUST_CHECK bool fence_parse(struct parse *, struct str kind, struct str body,
    unsigned line, struct node *out);
MUST_CHECK bool placing_parse(
    struct parse *, struct str, unsigned line, struct placing *out);

#endif
