/* unread.c -- returns that are there and could not be read.
 *
 * A damaged file, or a reader that ran out of memory, must not make a return
 * look as if it had never been sent: the ledger would remember that. */
#include <glib.h>

#include "audit/audit.h"
#include "base/file.h"
#include "store/store.h"
#include "unread.h"

/* The one organisation that a path names as a word of its own. */
static sym
org_in(const struct run *r, struct str path)
{
	struct dataset *d = r->dataset;
	sym found = 0;

	for (size_t i = 0, from = 0; i <= path.n; i++) {
		struct str word = str_slice(path, from, i);
		if (i < path.n && g_ascii_isalnum(path.p[i]))
			continue;
		from = i + 1;
		for (size_t k = 0; k < d->n_organisations; k++) {
			sym code = d->organisation[k].code;
			if (!str_eq_nocase(
				symbols_text(d->symbols, code), word))
				continue;
			if (found != 0 && found != code)
				return 0;
			found = code;
		}
	}
	return found;
}

/* The last quarter that a path names: 2026-27-Q1. */
static day
quarter_in(struct str path)
{
	size_t n = sizeof "2026-27-Q1" - 1;
	day date = DAY_NONE;
	struct period p;

	for (size_t i = 0; i + n <= path.n; i++)
		if (period_parse(str_slice(path, i, i + n), &p) &&
		    p.quarter > 0)
			date = period_end(p);
	return date;
}

static struct audit_unread
place_of(const struct run *r, struct str path, const struct store_told *told)
{
	struct audit_unread u = {
	    symbols_lookup(r->dataset->symbols, told->org), told->date};

	if (u.org != 0)
		return u;
	return (struct audit_unread){org_in(r, path), quarter_in(path)};
}

bool
unread_find(struct run *r)
{
	struct dataset *d = r->dataset;
	size_t most = findings_count(r->findings), n = 0;
	struct str *path = NEWS(r->c->mem, most, struct str);
	size_t *at = NEWS(r->c->mem, most, size_t);
	struct store_told *told;

	r->unread = NEWS(r->c->mem, d->n_sources + 1, bool);
	for (size_t i = 0; i < most; i++) {
		const struct finding *f = findings_at(r->findings, i);
		size_t source = f->kind == FINDING_unreadable
				    ? dataset_source(d, f->file)
				    : d->n_sources;
		if (source == d->n_sources)
			continue;
		r->unread[source] = true;
		path[n] = f->file;
		at[n++] = i;
	}
	if (n == 0)
		return true;
	if (!store_told(r->c,
		file_join(r->c->mem, r->o->output, S("skillmix.db")), path, n,
		&told))
		return false;
	r->returns_unread = NEWS(r->c->mem, n, struct audit_unread);
	for (size_t i = 0; i < n; i++) {
		struct audit_unread u = place_of(r, path[i], &told[i]);
		if (u.org == 0 || u.date == DAY_NONE)
			continue;
		r->returns_unread[r->n_unread++] = u;
		findings_edit(r->findings, at[i])->org =
		    symbols_text(d->symbols, u.org);
	}
	return true;
}
