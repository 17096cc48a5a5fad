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

/* How the characters of a wide encoding lie in bytes. */
struct wide {
	const char *name;
	unsigned width; /* 2 or 4 */
	bool big;
};

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
	uint64_t eight;

	while (p < end) {
		while (end - p >= 8) {
			memcpy(&eight, p, 8);
			if (eight & UINT64_C(0x8080808080808080))
				break;
			p += 8;
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

static bool
from_wide(struct reading *r, const struct wide *w, size_t start, struct buf *b)
{
	const unsigned char *p = (const unsigned char *)r->bytes.p;
	size_t n = r->bytes.n;

	for (size_t i = start; i < n; i += w->width) {
		uint32_t u, low;

		if (n - i < w->width)
			return diag_fail(&r->c, reading_at(r),
			    "byte %zu: ends in the middle of a %s character; "
			    "the file is cut short, ask for it again",
			    i, w->name);
		u = unit_at(w, p + i);
		if (w->width == 2 && u >= 0xd800 && u < 0xdc00 && n - i >= 4) {
			low = unit_at(w, p + i + 2);
			if (low >= 0xdc00 && low < 0xe000) {
				u = 0x10000 + ((u - 0xd800) << 10) +
				    (low - 0xdc00);
				i += 2;
			}
		}
		if (u == 0 || u > 0x10ffff || (u >= 0xd800 && u < 0xe000))
			return diag_fail(&r->c, reading_at(r),
			    "byte %zu: no %s character stands here; the file "
			    "is damaged, ask for it again",
			    i, w->name);
		if (u < 0x80)
			buf_addc(b, (char)u);
		else
			encoding_put(b, u);
	}
	return true;
}

static void
from_windows(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char ch = (unsigned char)s.p[i];
		if (ch < 0x80)
			buf_addc(b, (char)ch);
		else
			encoding_put(
			    b, ch < 0xa0 ? windows_1252[ch - 0x80] : ch);
	}
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
	return NULL;
}

static const struct wide *
by_mark(struct str s, size_t *start)
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

bool
encoding_utf8(struct reading *r, struct str *out)
{
	struct str s = r->bytes;
	struct buf b = buf_new(r->c.mem);
	size_t start, bad = 0;
	const struct wide *w = by_mark(s, &start);
	const char *nul;

	if (w == NULL && !str_starts(s, S("\xef\xbb\xbf")))
		w = by_nuls(s);
	if (w != NULL) {
		if (!from_wide(r, w, start, &b))
			return false;
		*out = buf_str(&b);
		return true;
	}
	nul = s.n == 0 ? NULL : memchr(s.p, '\0', s.n);
	if (nul != NULL)
		return diag_fail(&r->c, reading_at(r),
		    "byte %zu: holds a NUL, so it is neither a spreadsheet "
		    "nor text; save it again as XLSX or CSV",
		    (size_t)(nul - s.p));
	if (str_starts(s, S("\xef\xbb\xbf")))
		s = str_slice(s, 3, s.n);
	if (encoding_valid(s, &bad)) {
		*out = s;
		return true;
	}
	diag_note(&r->c, reading_at(r),
	    "byte %zu is not UTF-8: the file is read as Windows-1252", bad);
	from_windows(&b, s);
	*out = buf_str(&b);
	return true;
}
