/* returns_known.c -- what returns say, kept between runs. */
#include "base/file.h"
#include "identity.h"
#include "ingest/readings.h"
#include "output.h"
#include "remembered.h"
#include "returns_known.h"

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
	struct str setup;

	/* Who asks for no more than that files are read wants them read. */
	if (r->o->stage == STAGE_INGEST)
		return true;
	if (!setup_of(r, &setup))
		return false;
	r->readings = readings_new(r->c->mem, setup);
	r->readings_left = remembered_read(r, OUTPUT_RETURNS);
	if (!readings_take(r->readings, r->readings_left))
		r->readings_left = S("");
	return true;
}

bool
returns_known_write(const struct run *r)
{
	struct arena *mem = arena_new("what returns say");
	bool ok = remembered_write(r, OUTPUT_RETURNS, r->readings_left,
	    readings_bytes(mem, r->readings));

	arena_free(mem);
	return ok;
}
