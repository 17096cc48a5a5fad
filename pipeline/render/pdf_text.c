/* render/pdf_text.c -- values in PDF syntax, and the XMP packet. */
#include <glib.h>

#include "base/num.h"
#include "render/pdf_text.h"

/* A pack has some ten thousand small integers: printf would be felt. */
void
pdf_int(struct buf *b, long v)
{
	char text[24], *p = text + sizeof text;
	unsigned long u = v < 0 ? -(unsigned long)v : (unsigned long)v;

	do
		*--p = (char)('0' + u % 10);
	while ((u /= 10) > 0);
	if (v < 0)
		*--p = '-';
	buf_add(b, p, (size_t)(text + sizeof text - p));
}

void
pdf_ref(struct buf *b, int id)
{
	pdf_int(b, id);
	buf_addz(b, " 0 R ");
}

void
pdf_real(struct buf *b, double v)
{
	num_fixed(b, v, 2, NUM_TRIM);
}

void
pdf_box(struct buf *b, double height, double x, double y, double w, double h)
{
	const double side[] = {x, height - y - h, x + w, height - y};

	buf_addc(b, '[');
	for (size_t i = 0; i < COUNT(side); i++) {
		if (i > 0)
			buf_addc(b, ' ');
		pdf_real(b, side[i]);
	}
	buf_addc(b, ']');
}

static bool
is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < ' ' || s.p[i] > '~')
			return false;
	return true;
}

static void
literal(struct buf *b, struct str s)
{
	buf_addc(b, '(');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '(' || s.p[i] == ')' || s.p[i] == '\\')
			buf_addc(b, '\\');
		buf_addc(b, s.p[i]);
	}
	buf_addc(b, ')');
}

static void
hex(struct buf *b, unsigned v, int digits)
{
	while (digits-- > 0)
		buf_addc(b, "0123456789ABCDEF"[v >> 4 * digits & 15]);
}

void
pdf_string(struct buf *b, struct str s)
{
	if (is_plain(s)) {
		literal(b, s);
		return;
	}
	buf_addz(b, "<FEFF");
	for (const char *p = s.p; p < s.p + s.n; p = g_utf8_next_char(p)) {
		gunichar u = g_utf8_get_char(p);
		if (u > 0xffff) {
			hex(b, 0xd800 + ((u - 0x10000) >> 10), 4);
			u = 0xdc00 + ((u - 0x10000) & 0x3ff);
		}
		hex(b, u, 4);
	}
	buf_addc(b, '>');
}

void
pdf_uri(struct buf *b, struct str s)
{
	buf_addc(b, '(');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c <= ' ' || c > '~') {
			buf_addc(b, '%');
			hex(b, c, 2);
			continue;
		}
		if (c == '(' || c == ')' || c == '\\')
			buf_addc(b, '\\');
		buf_addc(b, (char)c);
	}
	buf_addc(b, ')');
}

void
pdf_date(struct buf *b, day d)
{
	int year, month, mday;

	day_split(d, &year, &month, &mday);
	buf_addf(b, "(D:%04d%02d%02d000000Z)", year, month, mday);
}

/* Characters that XML cannot hold at all are left out. */
static void
xml(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '&')
			buf_addz(b, "&amp;");
		else if (c == '<')
			buf_addz(b, "&lt;");
		else if (c == '>')
			buf_addz(b, "&gt;");
		else if ((unsigned char)c >= ' ' || c == '\t' || c == '\n')
			buf_addc(b, c);
	}
}

static void
element(struct buf *b, const char *name, struct str value)
{
	buf_addf(b, "  <%s>", name);
	xml(b, value);
	buf_addf(b, "</%s>\n", name);
}

/* RDF wants a container round some values, were there only one. */
static void
listed(struct buf *b, const char *name, const char *container,
    const char *attribute, struct str value)
{
	buf_addf(b, "  <%s><rdf:%s><rdf:li%s>", name, container, attribute);
	xml(b, value);
	buf_addf(b, "</rdf:li></rdf:%s></%s>\n", container, name);
}

static void
xmp_date(struct buf *b, const char *name, day d)
{
	buf_addf(b, "  <%s>", name);
	day_print_iso(b, d);
	buf_addf(b, "T00:00:00Z</%s>\n", name);
}

struct str
pdf_description(const struct pack *p)
{
	return p->synthetic ? S("Made from synthetic data: the organisations "
				"and people in it do not exist.")
			    : S("");
}

/* PDF/A allows only properties it knows; this one has to be introduced. */
static const char extension[] =
    " <rdf:Description rdf:about=\"\"\n"
    "   xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
    "   xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
    "   xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "  <pdfaExtension:schemas><rdf:Bag>"
    "<rdf:li rdf:parseType=\"Resource\">\n"
    "   <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
    "   <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
    "</pdfaSchema:namespaceURI>\n"
    "   <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "   <pdfaSchema:property><rdf:Seq>"
    "<rdf:li rdf:parseType=\"Resource\">\n"
    "    <pdfaProperty:name>part</pdfaProperty:name>\n"
    "    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "    <pdfaProperty:category>internal</pdfaProperty:category>\n"
    "    <pdfaProperty:description>The part of ISO 14289 that the file "
    "follows</pdfaProperty:description>\n"
    "   </rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "  </rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
    " </rdf:Description>\n";

void
pdf_xmp(struct buf *b, const struct pack *p, const char *producer)
{
	buf_addz(b, "<?xpacket begin=\"\xef\xbb\xbf\" "
		    "id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
		    "<rdf:RDF xmlns:rdf="
		    "\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
		    " <rdf:Description rdf:about=\"\"\n"
		    "   xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
		    "   xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
		    "   xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
		    "   xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"
		    "   xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n");
	element(b, "dc:format", S("application/pdf"));
	listed(b, "dc:title", "Alt", " xml:lang=\"x-default\"", p->title);
	listed(b, "dc:language", "Bag", "", p->language);
	if (p->author.n > 0)
		listed(b, "dc:creator", "Seq", "", p->author);
	if (p->synthetic)
		listed(b, "dc:description", "Alt", " xml:lang=\"x-default\"",
		    pdf_description(p));
	element(b, "xmp:CreatorTool", str_of(producer));
	if (p->date != DAY_NONE) {
		xmp_date(b, "xmp:CreateDate", p->date);
		xmp_date(b, "xmp:ModifyDate", p->date);
	}
	element(b, "pdf:Producer", str_of(producer));
	element(b, "pdfuaid:part", S("1"));
	element(b, "pdfaid:part", S("2"));
	element(b, "pdfaid:conformance", S("A"));
	buf_addz(b, " </rdf:Description>\n");
	buf_addz(b, extension);
	buf_addz(b, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
}
