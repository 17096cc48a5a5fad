/* ingest/xlsx_lex.c -- the smallest pieces of ordinary XML, for scanners. */
#include "ingest/xlsx_lex.h"
#include "ingest/encoding.h"

void
lexer_open(struct lexer *l, struct arena *tmp)
{
	l->tmp = tmp;
	for (int ch = 0; ch < 256; ch++) {
		unsigned k = 0;

		if (ch == '\0' || ch == '<')
			k |= TEXT_STOP | VALUE_UNUSUAL | NAME_STOP;
		else if (ch < ' ' && ch != '\t' && ch != '\n')
			k |= TEXT_UNUSUAL;
		if (ch == '&')
			k |= TEXT_ENTITY | VALUE_UNUSUAL;
		if (ch == ']')
			k |= TEXT_BRACKET;
		if (ch == '_')
			k |= TEXT_ESCAPE;
		if (ch >= 0x80)
			k |= TEXT_HIGH | VALUE_UNUSUAL;
		if (ch < ' ')
			k |= VALUE_UNUSUAL;
		if (ch <= ' ' || ch >= 0x80 || strchr("=>/\"'", ch) != NULL)
			k |= NAME_STOP;
		l->kind[ch] = (unsigned char)k;
	}
}

static bool
xml_character(uint32_t u)
{
	return (u >= 0x20 && u < 0xd800) || (u >= 0xe000 && u < 0xfffe) ||
	       (u >= 0x10000 && u <= 0x10ffff) || u == 9 || u == 10 || u == 13;
}

/* An entity at p, which is the &. */
static const char *
entity(struct buf *b, const char *p)
{
	static const struct {
		const char *word;
		size_t n;
		char is;
	} known[] = {{"amp;", 4, '&'}, {"lt;", 3, '<'}, {"gt;", 3, '>'},
	    {"quot;", 5, '"'}, {"apos;", 5, '\''}};
	uint32_t u = 0;
	bool hex;

	p++;
	for (size_t i = 0; i < COUNT(known); i++) {
		if (strncmp(p, known[i].word, known[i].n) == 0) {
			buf_addc(b, known[i].is);
			return p + known[i].n;
		}
	}
	if (*p++ != '#')
		return NULL;
	hex = *p == 'x';
	p += hex;
	if (*p == ';')
		return NULL;
	for (; *p != ';'; p++) {
		unsigned d = (unsigned char)*p - (unsigned)'0';
		if (hex && d > 9)
			d = ((unsigned char)*p | 0x20u) - 'a' + 10;
		if (d > (hex ? 15 : 9) || u > 0x10ffff)
			return NULL;
		u = u * (hex ? 16 : 10) + d;
	}
	if (!xml_character(u))
		return NULL;
	encoding_put(b, u);
	return p + 1;
}

static struct str
resolve(const struct lexer *l, struct str text)
{
	const char *p = text.p, *end = text.p + text.n;
	struct buf b = buf_new(l->tmp);

	while (p < end) {
		const char *amp = memchr(p, '&', (size_t)(end - p));
		if (amp == NULL)
			amp = end;
		buf_add(&b, p, (size_t)(amp - p));
		p = amp;
		if (p < end && (p = entity(&b, p)) == NULL)
			return (struct str){NULL, 1};
	}
	return buf_str(&b);
}

const char *
lexer_text(const struct lexer *l, const char *p, struct str *out)
{
	const char *q = p;
	unsigned seen = 0, kind;
	size_t bad;

	while (((kind = l->kind[(unsigned char)*q]) & TEXT_STOP) == 0) {
		seen |= kind;
		q++;
	}
	*out = (struct str){p, (size_t)(q - p)};
	if ((seen & (TEXT_ENTITY | TEXT_HIGH | TEXT_BRACKET | TEXT_UNUSUAL)) ==
	    0)
		return q;
	if (seen & TEXT_UNUSUAL)
		return NULL;
	if (seen & TEXT_BRACKET && str_find(*out, S("]]>")) >= 0)
		return NULL;
	if (seen & TEXT_HIGH && !encoding_valid(*out, &bad))
		return NULL;
	if (seen & TEXT_ENTITY)
		*out = resolve(l, *out);
	return out->p == NULL ? NULL : q;
}
