/* ingest/numfmt_section.c -- one section of a number format code as tokens. */
#include <string.h>

#include "base/num.h"
#include "ingest/numfmt_section.h"

/* Bytes of the UTF-8 character at p. */
static size_t
character_size(struct str s, size_t at)
{
	size_t n = 1;

	while (at + n < s.n && ((unsigned char)s.p[at + n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* What one unit of a code takes: a quoted text, a bracket, an escape, or one
 * character. */
static size_t
unit_size(struct str s, size_t at)
{
	char ch = s.p[at], close = ch == '"' ? '"' : ']';
	const char *end;

	if (ch == '"' || ch == '[') {
		end = memchr(s.p + at + 1, close, s.n - at - 1);
		return end == NULL ? s.n - at : (size_t)(end - s.p) - at + 1;
	}
	if ((ch == '\\' || ch == '_' || ch == '*') && at + 1 < s.n)
		return 1 + character_size(s, at + 1);
	return character_size(s, at);
}

struct str
section_cut(struct str code, struct str *rest)
{
	size_t i = 0;

	while (i < code.n && code.p[i] != ';')
		i += unit_size(code, i);
	*rest = str_slice(code, i + 1, code.n);
	return str_slice(code, 0, i);
}

static void
add(struct section *s, struct token token)
{
	if (s->n < SECTION_TOKENS)
		s->token[s->n++] = token;
}

static void
add_literal(struct section *s, struct str text)
{
	if (text.n > 0)
		add(s, (struct token){.kind = TOKEN_LITERAL, .text = text});
}

/* [h], [mm]: all of one letter. */
static bool
is_elapsed(struct str s)
{
	char first = s.n == 0 ? '\0' : s.p[0] | 0x20;

	if (first != 'h' && first != 'm' && first != 's')
		return false;
	for (size_t i = 1; i < s.n; i++)
		if ((s.p[i] | 0x20) != first)
			return false;
	return true;
}

/* [Red] and [DBNum1] change nothing here; [$£-809] is a currency, [>=100] says
 * for which numbers the section is. */
static void
add_bracket(struct section *s, struct str in)
{
	struct str sign, locale;
	size_t n;

	if (in.n > 0 && in.p[0] == '$') {
		str_cut(str_slice(in, 1, in.n), '-', &sign, &locale);
		add_literal(s, sign);
	} else if (is_elapsed(in)) {
		add(s, (struct token){.kind = TOKEN_ELAPSED,
			   .ch = (char)(in.p[0] | 0x20),
			   .n = (unsigned)in.n});
	} else if (in.n > 1 && strchr("<>=", in.p[0]) != NULL) {
		n = in.p[1] == '=' || in.p[1] == '>' ? 2 : 1;
		memcpy(s->compare, in.p, n);
		s->has_condition = num_parse(str_slice(in, n, in.n), &s->limit);
	}
}

static size_t
run_of(struct str s, size_t at)
{
	size_t n = 1;

	while (at + n < s.n && (s.p[at + n] | 0x20) == (s.p[at] | 0x20))
		n++;
	return n;
}

/* Words that mean more than their letters. */
static size_t
add_word(struct section *s, struct str rest)
{
	static const struct {
		struct str word;
		enum token_kind kind;
	} words[] = {{{"General", 7}, TOKEN_GENERAL},
	    {{"AM/PM", 5}, TOKEN_HALF}, {{"A/P", 3}, TOKEN_HALF}};

	for (size_t i = 0; i < COUNT(words); i++) {
		struct str head = str_slice(rest, 0, words[i].word.n);
		if (str_eq_nocase(head, words[i].word)) {
			add(s, (struct token){
				   .kind = words[i].kind, .text = head});
			return head.n;
		}
	}
	return 0;
}

static void
add_character(struct section *s, struct str unit)
{
	static const struct {
		char ch;
		enum token_kind kind;
	} marks[] = {{'.', TOKEN_POINT}, {',', TOKEN_COMMA},
	    {'%', TOKEN_PERCENT}, {'/', TOKEN_SLASH}, {'@', TOKEN_TEXT},
	    {'0', TOKEN_DIGIT}, {'#', TOKEN_DIGIT}, {'?', TOKEN_DIGIT}};

	for (size_t i = 0; i < COUNT(marks); i++) {
		if (unit.p[0] == marks[i].ch) {
			add(s, (struct token){.kind = marks[i].kind,
				   .ch = unit.p[0],
				   .text = unit});
			return;
		}
	}
	add_literal(s, unit);
}

/* What stands between the marks; the closing one may be missing. */
static struct str
inside(struct str unit, char close)
{
	bool closed = unit.n > 1 && unit.p[unit.n - 1] == close;

	return str_slice(unit, 1, unit.n - closed);
}

void
section_parse(struct str code, struct section *out)
{
	size_t n;

	*out = (struct section){.n = 0};
	for (size_t i = 0; i < code.n; i += n) {
		struct str unit;
		char ch = code.p[i];

		n = add_word(out, str_slice(code, i, code.n));
		if (n > 0)
			continue;
		n = unit_size(code, i);
		unit = str_slice(code, i, i + n);
		if (ch == '"') {
			add_literal(out, inside(unit, '"'));
		} else if (ch == '[') {
			add_bracket(out, inside(unit, ']'));
		} else if (ch == '\\') {
			add_literal(out, str_slice(unit, 1, n));
		} else if (ch == '_') {
			if (n > 1)
				add_literal(out, S(" "));
		} else if (ch == '*') {
			continue; /* filling, which is no text */
		} else if (ch == 'E' && i + 1 < code.n &&
			   (code.p[i + 1] == '+' || code.p[i + 1] == '-')) {
			n = 2;
			add(out, (struct token){.kind = TOKEN_EXPONENT,
				     .ch = code.p[i + 1]});
		} else if (ch != '\0' && strchr("ymdhseYMDHSE", ch) != NULL) {
			n = run_of(code, i);
			add(out, (struct token){.kind = TOKEN_DATE,
				     .ch = (char)(ch | 0x20),
				     .n = (unsigned)n});
		} else {
			add_character(out, unit);
		}
	}
}

bool
section_has(const struct section *s, enum token_kind kind)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->token[i].kind == kind)
			return true;
	return false;
}
