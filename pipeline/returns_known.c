/* returns_known.c -- what returns say, kept between runs. */
#include "base/file.h"
#include "base/memo.h"
#include "identity.h"
#include "output.h"
#include "returns_known.h"

/* Fifty times what the sample's take. */
#define RETURNS_MOST ((size_t)256 << 20)

/* All that decides what a return says but its own bytes. */
static bool
setup_of(const struct run *r, struct str *out)
{
	struct arena *mem = r->c->mem;
	struct buf b = buf_new(mem);
	struct str form;

	if (!file_read(r->c, run_template(r, "return.yaml"), 0, &form))
		return false;
	buf_adds(&b, identity_sha256(mem));
	buf_adds(&b, file_sha256(mem, form));
	buf_add(&b, &r->settings.limits, sizeof r->settings.limits);
	*out = file_sha256(mem, buf_str(&b));
	return true;
}

bool
returns_known_read(struct run *r)
{
	struct arena *mem = r->c->mem;
	struct str setup;

	/* Who asks for no more than that files are read wants them read. */
	if (r->o->stage == STAGE_INGEST || r->o->output.n == 0)
		return true;
	if (!setup_of(r, &setup))
		return false;
	r->readings =
	    memo_new(mem, file_join(mem, r->o->output, S(OUTPUT_RETURNS)),
		setup, RETURNS_MOST);
	return true;
}

bool
returns_known_write(const struct run *r)
{
	mode_t mask = output_hide(true);
	bool ok = memo_write(r->c, r->readings);

	umask(mask);
	return ok;
}
