/* Any bytes as settings.yaml: refused with a message that names the file, or
 * every setting is in its range. */
#include <stdlib.h>

#include "settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
is_in_range(const struct settings *s)
{
	bool ok = s->stale_after_months >= 1 && s->stale_after_months <= 600 &&
		  s->peers_minimum >= 1 && s->pack_seconds >= 1 &&
		  s->pack_seconds <= 86400 && s->pack_mib >= 64 &&
		  s->pack_mib <= 1048576 && settings_disclosure(s).n > 0 &&
		  s->author.n > 0;

#define AUDIT_LIMIT(name, fallback, least, most, help)                         \
	ok = ok && s->audit.name >= least && s->audit.name <= most;
#include "model/audit_limits.def"
#undef AUDIT_LIMIT
	return ok;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new("fuzz");
	struct ctx c = {mem, arena_new("scratch"), diag_new(mem, NULL, true)};
	struct settings s;

	if (settings_load_text(&c, S("settings.yaml"),
		(struct str){(const char *)data, size}, &s)) {
		if (!is_in_range(&s))
			abort();
	} else if (!str_is(diag_at(c.diag).file, "settings.yaml") ||
		   diag_text(c.diag).n == 0) {
		abort();
	}
	arena_free(c.tmp);
	arena_free(mem);
	return 0;
}
