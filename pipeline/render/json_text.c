/* render/json_text.c -- a text as JSON writes it. */
#include <glib.h>

#include "render/json_text.h"

static bool
needs_escape(gunichar ch)
{
	return ch < 0x20 || (ch >= 0x7f && ch < 0xa0) || ch == 0x2028 ||
	       ch == 0x2029 || ch == 0xfeff || ch == 0xfffe || ch == 0xffff;
}

void
json_text(struct buf *b, struct str s)
{
	buf_addc(b, '"');
	for (size_t i = 0; i < s.n;) {
		gunichar ch =
		    g_utf8_get_char_validated(s.p + i, (gssize)(s.n - i));
		size_t n;

		if (ch == 0 || ch >= (gunichar)-2) {
			buf_addz(b, s.p[i] == '\0' ? "\\u0000" : "\\ufffd");
			i++;
			continue;
		}
		n = (size_t)g_unichar_to_utf8(ch, NULL);
		if (ch == '"' || ch == '\\')
			buf_addf(b, "\\%c", (char)ch);
		else if (needs_escape(ch))
			buf_addf(b, "\\u%04x", ch);
		else
			buf_add(b, s.p + i, n);
		i += n;
	}
	buf_addc(b, '"');
}
