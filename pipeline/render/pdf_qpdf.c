/* render/pdf_qpdf.c -- cairo's pages and our objects as one clean file, by
 * libqpdf. */
#include <libdeflate.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>

#include "render/pdf_qpdf.h"

/* Of libdeflate's 12; the next ones cost twice the time for a hundredth. */
#define EFFORT 6

static void
drop_deflater(void *p)
{
	libdeflate_free_compressor(p);
}

static void
drop_qpdf(void *p)
{
	qpdf_data q = p;

	qpdf_cleanup(&q);
}

/* We wrote what libqpdf reads: even a warning is a fault of ours. */
static bool
refuse(struct ctx *c, struct at at, qpdf_data q)
{
	qpdf_error e = qpdf_has_error(q)       ? qpdf_get_error(q)
		       : qpdf_more_warnings(q) ? qpdf_next_warning(q)
					       : NULL;

	return diag_fail(c, at,
	    "libqpdf does not accept the pages: %s; please report this",
	    e == NULL ? "no reason given" : qpdf_get_error_full_text(q, e));
}

/* Deflated here, in half the time that libqpdf takes with zlib; it leaves alone
 * what is deflated. */
static void
put_content(struct ctx *c, qpdf_data q, qpdf_oh stream, struct str s,
    struct libdeflate_compressor *deflater)
{
	size_t room = libdeflate_zlib_compress_bound(deflater, s.n);
	unsigned char *z = NEWS(c->tmp, room, unsigned char);

	qpdf_oh_replace_stream_data(q, stream, z,
	    libdeflate_zlib_compress(deflater, s.p, s.n, z, room),
	    qpdf_oh_new_name(q, "/FlateDecode"), qpdf_oh_new_null(q));
}

/* The content of one page with our marks, and what readers of marks need. */
static bool
mend_page(struct ctx *c, struct at at, qpdf_data q, size_t page,
    const struct paper *p, const struct pdf_marks *marks, int annots, int id,
    struct libdeflate_compressor *deflater)
{
	qpdf_oh o = qpdf_get_page_n(q, page);
	qpdf_oh content = qpdf_oh_get_key(q, o, "/Contents");
	struct buf b = buf_new(c->tmp);
	unsigned char *bytes;
	size_t n;

	at.sheet = str_fmt(c->tmp, "page %zu", page + 1);
	if (qpdf_oh_get_object_id(q, o) != id ||
	    !qpdf_oh_is_stream(q, content) ||
	    qpdf_oh_get_stream_data(
		q, content, qpdf_dl_generalized, NULL, &bytes, &n) &
		QPDF_ERRORS)
		return refuse(c, at, q);
	arena_defer(c->tmp, free, bytes);
	if (!pdf_marks_rewrite(
		c, at, p->tag, marks, (struct str){(const char *)bytes, n}, &b))
		return false;
	put_content(c, q, content, buf_str(&b), deflater);
	qpdf_oh_replace_key(q, o, "/Tabs", qpdf_oh_new_name(q, "/S"));
	qpdf_oh_replace_key(
	    q, o, "/StructParents", qpdf_oh_new_integer(q, (long long)page));
	if (annots > 0)
		qpdf_oh_replace_key(
		    q, o, "/Annots", qpdf_get_object_by_id(q, annots, 0));
	return true;
}

/* cairo 1.16 leaves CIDToGIDMap out, which PDF/UA wants, and asks viewers to
 * interpolate images, which PDF/A forbids. */
static void
mend_object(qpdf_data q, int id)
{
	qpdf_oh o = qpdf_get_object_by_id(q, id, 0);

	if (qpdf_oh_is_stream(q, o)) {
		qpdf_oh d = qpdf_oh_get_dict(q, o);
		if (qpdf_oh_has_key(q, d, "/Interpolate"))
			qpdf_oh_remove_key(q, d, "/Interpolate");
	} else if (qpdf_oh_is_dictionary(q, o) &&
		   !qpdf_oh_has_key(q, o, "/CIDToGIDMap")) {
		qpdf_oh_replace_key(
		    q, o, "/CIDToGIDMap", qpdf_oh_new_name(q, "/Identity"));
	}
}

bool
pdf_assemble(struct ctx *c, struct at at, const struct paper *p,
    const struct pdf_marks *marks, const int *annots, const struct pdf_raw *raw,
    struct str *out)
{
	qpdf_data q = qpdf_init();
	struct libdeflate_compressor *deflater =
	    libdeflate_alloc_compressor(EFFORT);

	arena_defer(c->tmp, drop_qpdf, q);
	if (deflater == NULL)
		return diag_fail(c, at, "no memory is left to deflate pages");
	arena_defer(c->tmp, drop_deflater, deflater);
	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	if (qpdf_read_memory(q, "pages", raw->bytes->p, raw->bytes->n, NULL) !=
	    QPDF_SUCCESS)
		return refuse(c, at, q);
	if (qpdf_get_num_pages(q) != (int)p->n_leaves)
		return diag_fail(c, at,
		    "%zu pages were drawn, %d arrived; please report this",
		    p->n_leaves, qpdf_get_num_pages(q));
	for (size_t i = 0; i < p->n_leaves; i++)
		if (!mend_page(c, at, q, i, p, &marks[i], annots[i],
			raw->page[i], deflater))
			return false;
	for (size_t i = 0; i < raw->n_mend; i++)
		mend_object(q, raw->mend[i]);
	if (qpdf_init_write_memory(q) != QPDF_SUCCESS)
		return refuse(c, at, q);
	qpdf_set_object_stream_mode(q, qpdf_o_generate);
	qpdf_set_compress_streams(q, QPDF_TRUE);
	qpdf_force_pdf_version(q, "1.7");
	qpdf_set_deterministic_ID(q, QPDF_TRUE);
	qpdf_set_newline_before_endstream(q, QPDF_TRUE); /* PDF/A asks so */
	if (qpdf_write(q) != QPDF_SUCCESS || qpdf_has_error(q) ||
	    qpdf_more_warnings(q))
		return refuse(c, at, q);
	*out = (struct str){
	    arena_copy(c->mem, qpdf_get_buffer(q), qpdf_get_buffer_length(q)),
	    qpdf_get_buffer_length(q)};
	return true;
}
