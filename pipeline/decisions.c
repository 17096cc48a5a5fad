/* decisions.c -- what was withheld, kept between runs. */
#include "base/file.h"
#include "decisions.h"
#include "identity.h"
#include "indicators/decided.h"
#include "output.h"

static struct str
read_file(const struct run *r)
{
	struct ctx quiet = {
	    r->c->mem, r->c->tmp, diag_new(r->c->mem, NULL, true)};
	struct str path = file_join(r->c->mem, r->o->output, S(OUTPUT_DECIDED));
	struct str bytes;

	return file_exists(&quiet, path) && file_read(&quiet, path, 0, &bytes)
		   ? bytes
		   : S("");
}

void
decisions_read(struct run *r)
{
	struct arena *mem = r->c->mem;

	r->decisions = read_file(r);
	r->decided = decided_new(mem, identity_sha256(mem), r->o->jobs);
	if (!decided_take(r->decided, r->decisions))
		r->decisions = S("");
}

bool
decisions_write(const struct run *r)
{
	struct str path = file_join(r->c->mem, r->o->output, S(OUTPUT_DECIDED));
	struct str bytes = decided_bytes(r->c->mem, r->decided);
	mode_t mask;
	bool ok;

	if (str_eq(bytes, r->decisions))
		return true;
	mask = output_hide(true);
	ok = file_replace(r->c, path, bytes);
	umask(mask);
	return ok;
}
