/* ingest/encoding.c -- text in the encodings of spreadsheets, as UTF-8. */
#include <glib.h>
#include <string.h>

#include "ingest/encoding.h"

/* 0x80 to 0x9f of Windows-1252; its five holes stay control characters, as web
 * browsers read them. */
static const uint16_t windows_1252[32] = {0x20ac, 0x81, 0x201a, 0x192, 0x201e,
    0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d,
    0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc,
    0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178};

/* What is looked at, and read, at once. */
#define PIECE_BYTES ((size_t)64 << 10)
/* No character has more bytes of UTF-8. */
#define UTF8_MAX 4

static const struct wide utf16le = {"UTF-16", 2, false};
static const struct wide utf16be = {"UTF-16", 2, true};
static const struct wide utf32le = {"UTF-32", 4, false};
static const struct wide utf32be = {"UTF-32", 4, true};

void
encoding_put(struct buf *b, uint32_t character)
{
	char utf8[6];

	buf_add(b, utf8, (size_t)g_unichar_to_utf8(character, utf8));
}

bool
encoding_valid(struct str s, size_t *bad)
{
	const char *p = s.p, *end = s.p + s.n, *stop;
	uint64_t word[4];

	while (p < end) {
		while (end - p >= (ptrdiff_t)sizeof word) {
			memcpy(word, p, sizeof word);
			if ((word[0] | word[1] | word[2] | word[3]) &
			    UINT64_C(0x8080808080808080))
				break;
			p += sizeof word;
		}
		/* A stretch with something in it, to the next ASCII byte. */
		stop = p;
		while (stop < end && (*stop & 0x80) == 0)
			stop++;
		while (stop < end && (*stop & 0x80) != 0)
			stop++;
		if (!g_utf8_validate_len(p, (gsize)(stop - p), &p)) {
			*bad = (size_t)(p - s.p);
			return false;
		}
	}
	return true;
}

static uint32_t
unit_at(const struct wide *w, const unsigned char *p)
{
	uint32_t v = 0;

	for (unsigned i = 0; i < w->width; i++)
		v = v << 8 | p[w->big ? i : w->width - 1 - i];
	return v;
}

/* The character at p, of n bytes; its size, or 0 if there is none. */
static size_t
character_at(
    const struct wide *w, const unsigned char *p, size_t n, uint32_t *out)
{
	uint32_t u = unit_at(w, p), low;
	size_t size = w->width;

	if (w->width == 2 && u >= 0xd800 && u < 0xdc00 && n >= 4) {
		low = unit_at(w, p + 2);
		if (low >= 0xdc00 && low < 0xe000) {
			u = 0x10000 + ((u - 0xd800) << 10) + (low - 0xdc00);
			size = 4;
		}
	}
	*out = u;
	return u == 0 || u > 0x10ffff || (u >= 0xd800 && u < 0xe000) ? 0 : size;
}

static size_t
put(char *p, uint32_t u)
{
	*p = (char)u;
	return u < 0x80 ? 1 : (size_t)g_unichar_to_utf8(u, p);
}

/* The next bytes of the file, so many that their UTF-8 has room. */
static bool
next_piece(struct encoding *e, size_t room, size_t *n)
{
	uint64_t left = e->r->size - e->at;

	*n = room / UTF8_MAX < PIECE_BYTES ? room / UTF8_MAX : PIECE_BYTES;
	*n = *n < left ? *n : (size_t)left;
	return reading_bytes(e->r, e->at, (char *)e->piece, *n);
}

static bool
fill_wide(struct encoding *e, char *p, size_t room, size_t *out)
{
	const struct wide *w = e->wide;
	size_t n, i = 0, size;
	uint32_t u;

	if (!next_piece(e, room, &n))
		return false;
	/* Half a character at the end waits for its other half. */
	while (n - i >= UTF8_MAX ||
	       (n - i >= w->width && n == e->r->size - e->at)) {
		size = character_at(w, e->piece + i, n - i, &u);
		if (size == 0)
			return diag_fail(&e->r->c, reading_at(e->r),
			    "byte %llu: no %s character stands here; the file "
			    "is damaged, ask for it again",
			    (unsigned long long)e->at + i, w->name);
		*out += put(p + *out, u);
		i += size;
	}
	e->at += i;
	if (i == 0 && n > 0)
		return diag_fail(&e->r->c, reading_at(e->r),
		    "byte %llu: ends in the middle of a %s character; the "
		    "file is cut short, ask for it again",
		    (unsigned long long)e->at, w->name);
	return true;
}

static bool
fill_windows(struct encoding *e, char *p, size_t room, size_t *out)
{
	size_t n;

	if (!next_piece(e, room, &n))
		return false;
	for (size_t i = 0; i < n; i++) {
		unsigned char ch = e->piece[i];
		*out += put(p + *out,
		    ch >= 0x80 && ch < 0xa0 ? windows_1252[ch - 0x80] : ch);
	}
	e->at += n;
	return true;
}

/* Text in a wide encoding without ASCII but for separators and line ends: its
 * few NULs stand in one half of the pairs, and its other bytes are seldom
 * letters, as nearly all of a damaged ASCII file's are. */
static const struct wide *
by_few_nuls(struct str s, const size_t *nul)
{
	size_t even = nul[0] + nul[2], odd = nul[1] + nul[3], letters = 0;

	if ((even == 0) == (odd == 0))
		return NULL;
	for (size_t i = 0; i < s.n; i++)
		letters += (s.p[i] >= ' ' && s.p[i] < 0x7f) || s.p[i] == '\n' ||
			   s.p[i] == '\r' || s.p[i] == '\t';
	if (letters > (s.n - even - odd) / 4 * 3)
		return NULL;
	return even == 0 ? &utf16le : &utf16be;
}

/* Without a mark, a wide encoding shows by the NULs of its ASCII characters:
 * which of four neighbouring bytes they are. */
static const struct wide *
by_nuls(struct str s)
{
	size_t nul[4] = {0}, n = s.n < 4096 ? s.n & ~(size_t)3 : 4096;
	size_t few = n / 4 / 10;

	if (n == 0)
		n = s.n & ~(size_t)1;
	for (size_t i = 0; i < n; i++)
		nul[i % 4] += s.p[i] == '\0';
	if (n >= 4 && nul[0] <= few && nul[2] + nul[3] >= n / 4 * 2 - few)
		return &utf32le;
	if (n >= 4 && nul[3] <= few && nul[0] + nul[1] >= n / 4 * 2 - few)
		return &utf32be;
	if (nul[0] + nul[2] <= few && nul[1] + nul[3] > n / 4)
		return &utf16le;
	if (nul[1] + nul[3] <= few && nul[0] + nul[2] > n / 4)
		return &utf16be;
	return by_few_nuls(str_slice(s, 0, n), nul);
}

static const struct wide *
by_mark(struct str s, uint64_t *start)
{
	*start = 4;
	if (str_starts(s, S("\xff\xfe\0\0")))
		return &utf32le;
	if (str_starts(s, S("\0\0\xfe\xff")))
		return &utf32be;
	*start = 2;
	if (str_starts(s, S("\xff\xfe")))
		return &utf16le;
	if (str_starts(s, S("\xfe\xff")))
		return &utf16be;
	*start = 0;
	return NULL;
}

/* How many of the last bytes begin a character that goes on behind them. */
static size_t
begun(struct str s)
{
	for (size_t back = 1; back < UTF8_MAX && back <= s.n; back++) {
		unsigned char ch = (unsigned char)s.p[s.n - back];
		size_t size = ch >= 0xf0 ? 4 : ch >= 0xe0 ? 3 : 2;

		if (ch >= 0xc0)
			return size > back ? back : 0;
		if (ch < 0x80)
			break;
	}
	return 0;
}

/* Looks at the rest of the file: valid UTF-8, or what else? */
static bool
look_through(struct encoding *e)
{
	struct reading *r = e->r;
	uint64_t at = e->at;
	size_t n, bad = 0;
	char *p = (char *)e->piece;

	for (; at < r->size; at += n) {
		uint64_t left = r->size - at;
		const char *nul;
		struct str s;

		n = left < PIECE_BYTES ? (size_t)left : PIECE_BYTES;
		if (!reading_bytes(r, at, p, n))
			return false;
		nul = memchr(p, '\0', n);
		if (nul != NULL)
			return diag_fail(&r->c, reading_at(r),
			    "byte %llu: holds a NUL, so it is neither a "
			    "spreadsheet nor text; save it again as XLSX or "
			    "CSV",
			    (unsigned long long)at + (size_t)(nul - p));
		s = (struct str){p, n};
		if (n < left)
			s.n = n -= begun(s);
		if (!e->windows && !encoding_valid(s, &bad)) {
			diag_note(&r->c, reading_at(r),
			    "byte %llu is not UTF-8: the file is read as "
			    "Windows-1252",
			    (unsigned long long)at + bad);
			e->windows = true;
		}
	}
	return true;
}

/* How many of the first bytes are ASCII without a NUL. */
static size_t
plain_bytes(const char *p, size_t n)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
	size_t i = 0;
	uint64_t w[4];

	/* Taking one away sets the highest bit of a byte that is zero. */
	for (; n - i >= sizeof w; i += sizeof w) {
		memcpy(w, p + i, sizeof w);
		if (((w[0] | (w[0] - ones)) | (w[1] | (w[1] - ones)) |
			(w[2] | (w[2] - ones)) | (w[3] | (w[3] - ones))) &
		    high)
			break;
	}
	while (i < n && p[i] != '\0' && (p[i] & 0x80) == 0)
		i++;
	return i;
}

/* ASCII is the same in UTF-8 and Windows-1252: only what comes behind it has to
 * be looked through before it is read. */
static bool
fill_plain(struct encoding *e, char *p, size_t room, size_t *out)
{
	uint64_t left = e->r->size - e->at;
	size_t n = room < left ? room : (size_t)left;

	if (!reading_bytes(e->r, e->at, p, n))
		return false;
	*out = plain_bytes(p, n);
	e->at += *out;
	e->plain = *out == n;
	return e->plain || look_through(e);
}

bool
encoding_fill(void *encoding, char *p, size_t room, size_t *n)
{
	struct encoding *e = encoding;
	uint64_t left;

	*n = 0;
	if (e->wide != NULL)
		return fill_wide(e, p, room, n);
	if (e->plain && !fill_plain(e, p, room, n))
		return false;
	if (*n > 0)
		return true;
	if (e->windows)
		return fill_windows(e, p, room, n);
	left = e->r->size - e->at;
	*n = room < left ? room : (size_t)left;
	e->at += *n;
	return reading_bytes(e->r, e->at - *n, p, *n);
}

bool
encoding_open(struct encoding *e, struct reading *r)
{
	bool utf8 = str_starts(r->head, S("\xef\xbb\xbf"));

	*e = (struct encoding){.r = r};
	e->piece = arena_alloc(r->c.mem, PIECE_BYTES, 1);
	e->wide = by_mark(r->head, &e->at);
	if (e->wide == NULL && !utf8)
		e->wide = by_nuls(r->head);
	if (e->wide != NULL)
		return true;
	e->at = utf8 ? 3 : 0;
	e->plain = true;
	return true;
}
