/* render/xlsx_fonts.c -- the small font that the library declares for comments,
 * made as large as the rest.
 *
 * The library offers no way to choose it, so one member of the finished archive
 * is put in again: its bytes, and every place that depends on their number. The
 * archive is our own, without extra fields or comments at its end. */
#include <gio/gio.h>
#include <string.h>

#include "base/file.h"
#include "render/xlsx_fonts.h"

static const char member[] = "xl/styles.xml",
		  small[] = "<sz val=\"8\"/><color indexed=\"81\"/>"
			    "<name val=\"Tahoma\"/>",
		  large[] = "<sz val=\"12\"/><color indexed=\"81\"/>"
			    "<name val=\"Arial\"/>";

/* Sizes of the records' fixed parts, and where their numbers stand. */
enum {
	END_SIZE = 22,
	END_COUNT = 10,
	END_WHERE = 16,
	ENTRY_SIZE = 46,
	ENTRY_SUMS = 16, /* checksum, packed size, size */
	ENTRY_NAME_SIZE = 28,
	ENTRY_WHERE = 42,
	LOCAL_SIZE = 30,
	LOCAL_SUMS = 14,
	LOCAL_NAME_SIZE = 26,
	DEFLATED = 8,
};

static uint32_t
take(const char *p, int n)
{
	uint32_t v = 0;

	for (int i = n; i-- > 0;)
		v = v << 8 | (unsigned char)p[i];
	return v;
}

static void
put4(char *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (char)(v >> 8 * i);
}

/* The archive's checksum (ISO 3309). */
static uint32_t
checksum(struct str s)
{
	uint32_t c = ~0u;

	for (size_t i = 0; i < s.n; i++) {
		c ^= (unsigned char)s.p[i];
		for (int k = 0; k < 8; k++)
			c = c >> 1 ^ (c & 1 ? 0xedb88320u : 0);
	}
	return ~c;
}

/* All of `in` through a converter; false when it stops early. */
static bool
convert(GConverter *by, struct str in, size_t room, struct buf *out)
{
	char *to = NEWS(out->mem, room + 1, char);
	gsize read = 0, written = 0;
	bool done = g_converter_convert(by, in.p, in.n, to, room,
			G_CONVERTER_INPUT_AT_END, &read, &written,
			NULL) == G_CONVERTER_FINISHED;

	g_object_unref(by);
	buf_add(out, to, written);
	return done && read == in.n;
}

static struct str
with_large(struct arena *mem, struct str text)
{
	ptrdiff_t at = str_find(text, str_of(small));
	struct buf b = buf_new(mem);

	if (at < 0)
		return text;
	buf_adds(&b, str_slice(text, 0, (size_t)at));
	buf_addz(&b, large);
	buf_adds(&b, str_slice(text, (size_t)at + strlen(small), text.n));
	return buf_str(&b);
}

struct archive {
	struct str bytes;
	size_t directory, entry; /* where they stand; entry is the member's */
	unsigned n;
};

static bool
find_member(struct archive *a)
{
	const char *p = a->bytes.p;
	size_t at, size = a->bytes.n;

	if (size < END_SIZE || take(p + size - END_SIZE, 4) != 0x06054b50u)
		return false;
	a->n = take(p + size - END_SIZE + END_COUNT, 2);
	at = a->directory = take(p + size - END_SIZE + END_WHERE, 4);
	for (unsigned i = 0; i < a->n && at + ENTRY_SIZE < size; i++) {
		size_t name = take(p + at + ENTRY_NAME_SIZE, 2);

		if (str_eq(str_slice(a->bytes, at + ENTRY_SIZE,
			       at + ENTRY_SIZE + name),
			str_of(member))) {
			a->entry = at;
			return take(p + at + 10, 2) == DEFLATED;
		}
		at += ENTRY_SIZE + name + take(p + at + 30, 2) +
		      take(p + at + 32, 2);
	}
	return false;
}

/* The archive with other bytes for its member. */
static struct str
replace(struct arena *mem, const struct archive *a, size_t from, size_t size,
    struct str packed, struct str text)
{
	const char *p = a->bytes.p;
	const uint32_t sums[] = {
	    checksum(text), (uint32_t)packed.n, (uint32_t)text.n};
	uint32_t local = take(p + a->entry + ENTRY_WHERE, 4);
	long moved = (long)packed.n - (long)size;
	struct buf b = buf_new(mem);
	size_t directory = (size_t)((long)a->directory + moved), at = directory;

	buf_adds(&b, str_slice(a->bytes, 0, from));
	buf_adds(&b, packed);
	buf_adds(&b, str_slice(a->bytes, from + size, a->bytes.n));
	for (int i = 0; i < 3; i++) {
		put4(b.p + local + LOCAL_SUMS + 4 * i, sums[i]);
		put4(b.p + a->entry + moved + ENTRY_SUMS + 4 * i, sums[i]);
	}
	for (unsigned i = 0; i < a->n; i++) {
		char *entry = b.p + at;
		uint32_t where = take(entry + ENTRY_WHERE, 4);

		if (where > local)
			put4(entry + ENTRY_WHERE,
			    (uint32_t)((long)where + moved));
		at += ENTRY_SIZE + take(entry + ENTRY_NAME_SIZE, 2) +
		      take(entry + 30, 2) + take(entry + 32, 2);
	}
	put4(b.p + b.n - END_SIZE + END_WHERE, (uint32_t)directory);
	return buf_str(&b);
}

bool
xlsx_fonts_mend(struct ctx *c, struct str path)
{
	struct archive a = {.n = 0};
	struct buf text = buf_new(c->tmp), packed = buf_new(c->tmp);
	struct str new;
	size_t from, size, whole;
	uint32_t local;

	if (!file_read(c, path, 0, &a.bytes))
		return false;
	if (!find_member(&a))
		return diag_fail(c, (struct at){.file = path},
		    "the workbook just written has no %s", member);
	local = take(a.bytes.p + a.entry + ENTRY_WHERE, 4);
	from = local + LOCAL_SIZE +
	       take(a.bytes.p + local + LOCAL_NAME_SIZE, 2) +
	       take(a.bytes.p + local + LOCAL_NAME_SIZE + 2, 2);
	size = take(a.bytes.p + a.entry + ENTRY_SUMS + 4, 4);
	whole = take(a.bytes.p + a.entry + ENTRY_SUMS + 8, 4);
	if (!convert(G_CONVERTER(
			 g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_RAW)),
		str_slice(a.bytes, from, from + size), whole, &text))
		return diag_fail(c, (struct at){.file = path},
		    "the %s just written cannot be read again", member);
	new = with_large(c->tmp, buf_str(&text));
	if (new.p == text.p)
		return true;
	if (!convert(G_CONVERTER(g_zlib_compressor_new(
			 G_ZLIB_COMPRESSOR_FORMAT_RAW, 6)),
		new, new.n + 256, &packed))
		return diag_fail(c, (struct at){.file = path},
		    "the %s cannot be packed again", member);
	return file_replace(
	    c, path, replace(c->tmp, &a, from, size, buf_str(&packed), new));
}
