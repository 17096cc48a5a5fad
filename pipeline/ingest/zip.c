/* ingest/zip.c -- the parts of an Office file, unpacked one by one. */
#include <glib.h>
#include <libdeflate.h>
#include <sys/mman.h>
#include <zip.h>

#include "ingest/zip.h"

/* Below this size the ratio says nothing: an empty sheet packs well. */
#define RATIO_FROM ((uint64_t)16 << 20)

/* From this size on a part gets pages of its own. */
#define MAP_FROM ((size_t)4 << 20)

/* Memory straight from the system. */
struct pages {
	void *p;
	size_t n;
};

struct archive {
	zip_t *zip;
	struct part *part;
	size_t n;
	GHashTable *by_name; /* lower case -> part */
};

static void
drop_zip(void *p)
{
	zip_discard(p);
}

static void
drop_table(void *p)
{
	g_hash_table_destroy(p);
}

static void
drop_inflate(void *p)
{
	libdeflate_free_decompressor(p);
}

static void
drop_pages(void *p)
{
	struct pages *pages = p;

	munmap(pages->p, pages->n);
}

/* Zeroed room for a part until r->c.tmp is rewound. Page faults are a fifth of
 * the time a large sheet takes: huge pages spare nearly all of them, and the
 * system's zeros the arena's. */
static char *
room_for(struct reading *r, size_t n)
{
	struct pages *pages;
	void *p = MAP_FAILED;

	if (n >= MAP_FROM)
		p = mmap(NULL, n, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		return arena_alloc(r->c.tmp, n, 1);
	madvise(p, n, MADV_HUGEPAGE);
	pages = NEW(r->c.tmp, struct pages);
	*pages = (struct pages){p, n};
	arena_defer(r->c.tmp, drop_pages, pages);
	return p;
}

static struct str
part_name(struct arena *mem, const char *written)
{
	struct str s;
	char *p;

	while (*written == '/' || *written == '\\')
		written++;
	s = str_of(written);
	p = arena_copy(mem, s.p, s.n);
	for (size_t i = 0; i < s.n; i++)
		if (p[i] == '\\')
			p[i] = '/';
	return (struct str){p, s.n};
}

static const char *
lower(struct arena *mem, struct str s)
{
	char *p = arena_copy(mem, s.p, s.n);

	for (size_t i = 0; i < s.n; i++)
		p[i] = g_ascii_tolower(p[i]);
	return p;
}

/* What libzip could not open, in words for the person who has the file. */
static bool
refuse(struct reading *r, zip_error_t *err)
{
	const char *why = zip_error_strerror(err);
	int code = zip_error_code_zip(err);

	if (code == ZIP_ER_NOZIP || code == ZIP_ER_INCONS || code == ZIP_ER_EOF)
		diag_fail(&r->c, reading_at(r),
		    "is cut short or damaged: it starts as a workbook, but its "
		    "ZIP directory at the end cannot be read (%s); ask for the "
		    "file again",
		    why);
	else
		diag_fail(&r->c, reading_at(r),
		    "its ZIP directory cannot be read (%s); ask for the file "
		    "again",
		    why);
	zip_error_fini(err);
	return false;
}

static bool
open_zip(struct reading *r, zip_t **out)
{
	zip_error_t err;
	zip_source_t *source;

	zip_error_init(&err);
	source = zip_source_buffer_create(r->bytes.p, r->bytes.n, 0, &err);
	if (source == NULL)
		return refuse(r, &err);
	*out = zip_open_from_source(source, ZIP_RDONLY, &err);
	if (*out == NULL) {
		zip_source_free(source);
		return refuse(r, &err);
	}
	zip_error_fini(&err);
	return true;
}

static bool
read_entry(struct reading *r, struct archive *a, uint64_t i, struct part *part)
{
	zip_stat_t st;
	struct part *other;
	const char *key;

	if (zip_stat_index(a->zip, i, 0, &st) != 0 || st.name == NULL)
		return diag_fail(&r->c, reading_at(r),
		    "entry %llu of its ZIP directory cannot be read (%s); ask "
		    "for the file again",
		    (unsigned long long)i, zip_strerror(a->zip));
	*part = (struct part){.name = part_name(r->c.mem, st.name),
	    .index = i,
	    .packed = st.comp_size,
	    .size = st.size,
	    .crc = st.crc,
	    .method = st.comp_method,
	    .encrypted = st.encryption_method != ZIP_EM_NONE};
	key = lower(r->c.mem, part->name);
	other = g_hash_table_lookup(a->by_name, key);
	if (other != NULL)
		other->twice = true;
	else
		g_hash_table_insert(a->by_name, (void *)key, part);
	return true;
}

/* All parts together may be no more than the ratio allows, so that many small
 * bombs are no better than a large one. */
static bool
check_total(struct reading *r, const struct archive *a)
{
	uint64_t total = 0;

	for (size_t i = 0; i < a->n; i++)
		total = a->part[i].size > UINT64_MAX - total
			    ? UINT64_MAX
			    : total + a->part[i].size;
	if (total > RATIO_FROM && total / r->limits->ratio > r->bytes.n)
		return diag_fail(&r->c, reading_at(r),
		    "unpacks to %llu bytes from %zu, more than %u to 1; if "
		    "the file is right, raise ratio in settings.yaml",
		    (unsigned long long)total, r->bytes.n, r->limits->ratio);
	return true;
}

bool
archive_open(struct reading *r, struct archive **out)
{
	struct archive *a = NEW(r->c.mem, struct archive);
	zip_int64_t n;

	if (!open_zip(r, &a->zip))
		return false;
	arena_defer(r->c.mem, drop_zip, a->zip);
	n = zip_get_num_entries(a->zip, 0);
	if (n < 0 || n > (zip_int64_t)r->limits->parts)
		return diag_fail(&r->c, reading_at(r),
		    "has %lld parts; the limit is %u (parts in settings.yaml)",
		    (long long)n, r->limits->parts);
	a->by_name = g_hash_table_new(g_str_hash, g_str_equal);
	arena_defer(r->c.mem, drop_table, a->by_name);
	a->n = (size_t)n;
	a->part = NEWS(r->c.mem, a->n, struct part);
	for (size_t i = 0; i < a->n; i++)
		if (!read_entry(r, a, i, &a->part[i]))
			return false;
	*out = a;
	return check_total(r, a);
}

const struct part *
archive_find(const struct archive *a, struct str name)
{
	char *key = g_ascii_strdown(name.n == 0 ? "" : name.p, (gssize)name.n);
	const struct part *part = g_hash_table_lookup(a->by_name, key);

	g_free(key);
	return part;
}

size_t
archive_count(const struct archive *a)
{
	return a->n;
}

const struct part *
archive_part(const struct archive *a, size_t i)
{
	return &a->part[i];
}

static bool
damaged(struct reading *r, const struct part *part, const char *how)
{
	return diag_fail(&r->c, reading_at(r),
	    "its part %.*s is damaged (%s); ask for the file again",
	    STRF(part->name), how);
}

static bool
check_part(struct reading *r, const struct part *part)
{
	const struct book_limits *l = r->limits;

	if (part->twice)
		return diag_fail(&r->c, reading_at(r),
		    "holds its part %.*s twice, so nobody can say which is "
		    "meant; open it in Excel and save it again",
		    STRF(part->name));
	if (part->encrypted)
		return diag_fail(&r->c, reading_at(r),
		    "its part %.*s is encrypted; remove the password and save "
		    "it again",
		    STRF(part->name));
	if (part->size > l->part_bytes)
		return diag_fail(&r->c, reading_at(r),
		    "its part %.*s unpacks to %llu bytes; the limit is %llu "
		    "(part_bytes in settings.yaml)",
		    STRF(part->name), (unsigned long long)part->size,
		    (unsigned long long)l->part_bytes);
	if (part->size > RATIO_FROM && part->size / l->ratio > part->packed)
		return diag_fail(&r->c, reading_at(r),
		    "its part %.*s unpacks to %llu bytes from %llu, more than "
		    "%u to 1; if the file is right, raise ratio in "
		    "settings.yaml",
		    STRF(part->name), (unsigned long long)part->size,
		    (unsigned long long)part->packed, l->ratio);
	if (part->packed > r->bytes.n)
		return damaged(r, part, "it is longer than the file");
	if (part->method != ZIP_CM_STORE && part->method != ZIP_CM_DEFLATE)
		return diag_fail(&r->c, reading_at(r),
		    "its part %.*s is packed in a way Excel does not use "
		    "(method %u); open it in Excel and save it again",
		    STRF(part->name), part->method);
	if (part->method == ZIP_CM_STORE && part->packed != part->size)
		return damaged(r, part, "its two sizes differ");
	return true;
}

/* The bytes as they stand in the file. */
static bool
read_packed(struct reading *r, struct archive *a, const struct part *part,
    char *p, uint64_t n)
{
	zip_file_t *f = zip_fopen_index(a->zip, part->index, ZIP_FL_COMPRESSED);
	bool ok = f != NULL && zip_fread(f, p, n) == (zip_int64_t)n;

	if (f != NULL)
		ok = zip_fclose(f) == 0 && ok;
	return ok || damaged(r, part, "it is cut short");
}

static bool
inflate_part(
    struct reading *r, const struct part *part, struct str packed, char *out)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	enum libdeflate_result result;

	if (d == NULL)
		return damaged(r, part, "no memory to unpack it");
	arena_defer(r->c.tmp, drop_inflate, d);
	result = libdeflate_deflate_decompress(
	    d, packed.p, packed.n, out, part->size, NULL);
	if (result == LIBDEFLATE_SUCCESS)
		return true;
	return damaged(r, part,
	    result == LIBDEFLATE_BAD_DATA ? "it cannot be unpacked"
					  : "it is not as long as it says");
}

bool
archive_unpack(struct reading *r, struct archive *a, const struct part *part,
    struct str *out)
{
	struct arena_mark m;
	char *p, *packed;
	bool ok;

	if (!check_part(r, part))
		return false;
	p = room_for(r, part->size + ARCHIVE_PADDING);
	m = arena_mark(r->c.tmp);
	if (part->method == ZIP_CM_STORE) {
		ok = read_packed(r, a, part, p, part->size);
	} else {
		packed = arena_alloc(r->c.tmp, part->packed + 1, 1);
		ok = read_packed(r, a, part, packed, part->packed) &&
		     inflate_part(
			 r, part, (struct str){packed, part->packed}, p);
	}
	arena_rewind(r->c.tmp, m);
	if (!ok)
		return false;
	if (libdeflate_crc32(0, p, part->size) != part->crc)
		return damaged(r, part, "its checksum is wrong");
	*out = (struct str){p, part->size};
	return true;
}
