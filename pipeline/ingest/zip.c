/* ingest/zip.c -- the parts of an Office file, unpacked one by one. */
#include <glib.h>
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "base/hash.h"
#include "ingest/encoding.h"
#include "ingest/zip.h"

/* Below this size the ratio says nothing: an empty sheet packs well. */
#define RATIO_FROM ((uint64_t)16 << 20)

/* Packed bytes at hand. */
#define PACKED_BYTES ((size_t)64 << 10)
/* ISA-L counts in 32 bits. */
#define PIECE_MAX ((size_t)1 << 30)

struct archive {
	zip_t *zip;
	bool trusted;
	struct part *part;
	size_t n;
	GHashTable *by_name; /* lower case -> part */
	/* For one part after the other: 85 KiB, more than most unpack to. */
	struct inflate_state *inflate;
};

struct unpacking {
	struct reading *r;
	const struct part *part;
	zip_file_t *file;
	uint64_t packed, size; /* so far */
	uint32_t crc;
	struct inflate_state *inflate; /* NULL: the part is stored as it is */
	unsigned char *piece;
	size_t n_piece;
};

static void
drop_zip(void *p)
{
	zip_discard(p);
}

static void
drop_file(void *p)
{
	/* Closing what was read cannot fail in a way that matters. */
	(void)zip_fclose(p);
}

static struct str
part_name(struct arena *mem, const char *written)
{
	struct str s;
	bool utf8;
	size_t bad;
	char *p;

	while (*written == '/' || *written == '\\')
		written++;
	s = str_of(written);
	p = arena_copy(mem, s.p, s.n);
	utf8 = encoding_valid(s, &bad);
	for (size_t i = 0; i < s.n; i++) {
		if (p[i] == '\\')
			p[i] = '/';
		/* Messages quote it. */
		if (!utf8 && (unsigned char)p[i] >= 0x80)
			p[i] = '?';
	}
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

/* libzip reads on from its own copy of the open file. */
static zip_source_t *
source_of(struct reading *r, zip_error_t *err)
{
	zip_source_t *source;
	FILE *f;
	int fd;

	if (r->fd < 0)
		return zip_source_buffer_create(r->bytes.p, r->bytes.n, 0, err);
	fd = dup(r->fd);
	f = fd < 0 ? NULL : fdopen(fd, "rb");
	if (f == NULL) {
		zip_error_set(err, ZIP_ER_OPEN, 0);
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	source = zip_source_filep_create(f, 0, (zip_int64_t)r->size, err);
	if (source == NULL)
		fclose(f);
	return source;
}

static zip_t *
open_with(struct reading *r, int flags, zip_error_t *err)
{
	zip_source_t *source;
	zip_t *zip;

	zip_error_init(err);
	source = source_of(r, err);
	if (source == NULL)
		return NULL;
	zip = zip_open_from_source(source, ZIP_RDONLY | flags, err);
	if (zip == NULL)
		zip_source_free(source);
	return zip;
}

/* Programs that write slightly inconsistent files are many, so one is read all
 * the same, but no longer trusted: see archive_trusted. */
static bool
open_zip(struct reading *r, struct archive *a)
{
	zip_error_t err;

	a->zip = open_with(r, ZIP_CHECKCONS, &err);
	a->trusted = a->zip != NULL;
	if (a->zip == NULL) {
		zip_error_fini(&err);
		a->zip = open_with(r, 0, &err);
	}
	if (a->zip == NULL)
		return refuse(r, &err);
	zip_error_fini(&err);
	return true;
}

static bool
read_entry(struct reading *r, struct archive *a, uint64_t i, struct part *part)
{
	zip_stat_t st;
	struct part *other;
	const char *key;

	if (zip_stat_index(a->zip, i, ZIP_FL_ENC_RAW, &st) != 0 ||
	    st.name == NULL)
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
	if (total > RATIO_FROM && total / r->limits->ratio > r->size)
		return diag_fail(&r->c, reading_at(r),
		    "unpacks to %llu bytes from %llu, more than %u to 1; if "
		    "the file is right, raise ratio in settings.yaml",
		    (unsigned long long)total, (unsigned long long)r->size,
		    r->limits->ratio);
	return true;
}

bool
archive_open(struct reading *r, struct archive **out)
{
	struct archive *a = NEW(r->c.mem, struct archive);
	zip_int64_t n;

	if (!open_zip(r, a))
		return false;
	arena_defer(r->c.mem, drop_zip, a->zip);
	n = zip_get_num_entries(a->zip, 0);
	if (n < 0 || n > (zip_int64_t)r->limits->parts)
		return diag_fail(&r->c, reading_at(r),
		    "has %lld parts; the limit is %u (parts in settings.yaml)",
		    (long long)n, r->limits->parts);
	a->by_name =
	    hash_tie(r->c.mem, g_hash_table_new(g_str_hash, g_str_equal));
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

bool
archive_trusted(const struct archive *a)
{
	return a->trusted;
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
	if (part->packed > r->size)
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

bool
archive_start(struct reading *r, struct archive *a, const struct part *part,
    struct unpacking **out)
{
	struct unpacking *u;

	if (!check_part(r, part))
		return false;
	u = NEW(r->c.tmp, struct unpacking);
	u->r = r;
	u->part = part;
	u->file = zip_fopen_index(a->zip, part->index, ZIP_FL_COMPRESSED);
	if (u->file == NULL)
		return damaged(r, part, zip_strerror(a->zip));
	arena_defer(r->c.tmp, drop_file, u->file);
	*out = u;
	if (part->method == ZIP_CM_STORE)
		return true;
	if (a->inflate == NULL)
		a->inflate = NEW(r->c.mem, struct inflate_state);
	u->inflate = a->inflate;
	isal_inflate_init(u->inflate);
	u->n_piece =
	    part->packed < PACKED_BYTES ? (size_t)part->packed : PACKED_BYTES;
	u->piece = NEWS(r->c.tmp, u->n_piece, unsigned char);
	return true;
}

/* The bytes as they stand in the file. */
static bool
read_packed(struct unpacking *u, void *p, uint64_t n)
{
	uint64_t left = u->part->packed - u->packed;

	n = n < left ? n : left;
	if (n > 0 && zip_fread(u->file, p, n) != (zip_int64_t)n)
		return damaged(u->r, u->part, "it is cut short");
	u->packed += n;
	return true;
}

/* Fills p as far as the part goes. */
static bool
inflate_some(struct unpacking *u, unsigned char *p, size_t n, size_t *got)
{
	struct inflate_state *s = u->inflate;

	s->next_out = p;
	s->avail_out = (uint32_t)n;
	while (s->avail_out > 0 && s->block_state != ISAL_BLOCK_FINISH) {
		uint32_t out = s->avail_out, in;
		uint64_t before = u->packed;

		if (s->avail_in == 0) {
			if (!read_packed(u, u->piece, u->n_piece))
				return false;
			s->next_in = u->piece;
			s->avail_in = (uint32_t)(u->packed - before);
		}
		in = s->avail_in;
		if (isal_inflate(s) != ISAL_DECOMP_OK)
			return damaged(u->r, u->part, "it cannot be unpacked");
		if (s->avail_out == out && s->avail_in == in && in == 0 &&
		    s->block_state != ISAL_BLOCK_FINISH)
			break; /* wants more than there is */
	}
	*got = n - s->avail_out;
	return true;
}

/* All has been read that the part says it has: is that so? */
static bool
finish(struct unpacking *u)
{
	unsigned char more[1];
	size_t n = 0;

	if (u->inflate != NULL && !inflate_some(u, more, sizeof more, &n))
		return false;
	if (n > 0 || (u->inflate != NULL &&
			 u->inflate->block_state != ISAL_BLOCK_FINISH))
		return damaged(u->r, u->part, "it is not as long as it says");
	if (u->crc != u->part->crc)
		return damaged(u->r, u->part, "its checksum is wrong");
	return true;
}

bool
archive_fill(void *unpacking, char *p, size_t room, size_t *n)
{
	struct unpacking *u = unpacking;
	uint64_t left = u->part->size - u->size;

	*n = 0;
	room = room < left ? room : (size_t)left;
	room = room < PIECE_MAX ? room : PIECE_MAX;
	if (room == 0)
		return finish(u);
	if (u->inflate != NULL) {
		if (!inflate_some(u, (unsigned char *)p, room, n))
			return false;
	} else {
		if (!read_packed(u, p, room))
			return false;
		*n = room;
	}
	if (*n == 0)
		return damaged(u->r, u->part, "it is not as long as it says");
	u->crc = crc32_gzip_refl(u->crc, (unsigned char *)p, *n);
	u->size += *n;
	return true;
}

bool
archive_unpack(struct reading *r, struct archive *a, const struct part *part,
    struct str *out)
{
	struct unpacking *u;
	size_t n = 0, more;
	char *p;

	if (!archive_start(r, a, part, &u))
		return false;
	p = arena_alloc(r->c.tmp, part->size + 1, 1);
	do {
		if (!archive_fill(u, p + n, part->size - n, &more))
			return false;
		n += more;
	} while (more > 0);
	*out = (struct str){p, n};
	return true;
}
