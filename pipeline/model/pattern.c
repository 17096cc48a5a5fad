/* model/pattern.c -- regular expressions of profiles. */
#include <glib.h>

#include "model/pattern.h"

struct pattern {
	struct str text;
	GRegex *whole, *part;
};

static void
drop(void *self)
{
	struct pattern *p = self;

	if (p->whole != NULL)
		g_regex_unref(p->whole);
	if (p->part != NULL)
		g_regex_unref(p->part);
}

static GRegex *
compile(struct arena *mem, struct str text, bool strict, struct str *why)
{
	GError *err = NULL;
	GRegexCompileFlags flags = G_REGEX_OPTIMIZE;
	GRegex *r;

	if (!strict)
		flags = (GRegexCompileFlags)(flags | G_REGEX_CASELESS);
	r = g_regex_new(str_z(mem, text), flags, (GRegexMatchFlags)0, &err);
	if (r == NULL) {
		*why = str_dup(mem, str_of(err->message));
		g_error_free(err);
	}
	return r;
}

struct pattern *
pattern_new(struct arena *mem, struct str text, bool strict, struct str *why)
{
	struct pattern *p = NEW(mem, struct pattern);

	*why = S("");
	p->text = str_dup(mem, text);
	arena_defer(mem, drop, p);
	/* By itself first: its message then speaks of what was written. */
	p->part = compile(mem, text, strict, why);
	if (p->part != NULL)
		p->whole = compile(mem,
		    str_fmt(mem, "\\A(?:%.*s)\\z", STRF(text)), strict, why);
	return p->whole != NULL ? p : NULL;
}

struct str
pattern_text(const struct pattern *p)
{
	return p->text;
}

static bool
match(const GRegex *r, struct str text, GMatchInfo **info)
{
	return g_regex_match_full(r, text.n > 0 ? text.p : "", (gssize)text.n,
	    0, (GRegexMatchFlags)0, info, NULL);
}

bool
pattern_fits(const struct pattern *p, struct str text)
{
	return match(p->whole, str_trim(text), NULL);
}

static struct str
group(const GMatchInfo *info, struct str text, int n)
{
	int from, to;

	if (!g_match_info_fetch_pos(info, n, &from, &to) || from < 0)
		return S("");
	return str_slice(text, (size_t)from, (size_t)to);
}

bool
pattern_find(const struct pattern *p, struct str text, struct str *out)
{
	GMatchInfo *info;
	bool found = match(p->part, text, &info);

	*out = S("");
	if (found)
		*out = str_trim(
		    group(info, text, g_regex_get_capture_count(p->part) > 0));
	g_match_info_free(info);
	return found;
}

bool
pattern_rewrite(const struct pattern *p, struct arena *mem, struct str text,
    struct str word, struct str *out)
{
	GMatchInfo *info;
	struct buf b = buf_new(mem);
	bool found;

	text = str_trim(text);
	found = match(p->whole, text, &info);
	for (size_t i = 0; found && i < word.n; i++) {
		if (word.p[i] == '\\' && i + 1 < word.n &&
		    g_ascii_isdigit(word.p[i + 1]))
			buf_adds(&b, group(info, text, word.p[++i] - '0'));
		else
			buf_addc(&b, word.p[i]);
	}
	*out = str_trim(buf_str(&b));
	g_match_info_free(info);
	return found;
}
