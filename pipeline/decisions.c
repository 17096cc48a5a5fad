/* decisions.c -- what was withheld, kept between runs. */
#include "decisions.h"
#include "identity.h"
#include "indicators/decided.h"
#include "output.h"
#include "remembered.h"

void
decisions_read(struct run *r)
{
	struct arena *mem = r->c->mem;

	r->decisions = remembered_read(r, OUTPUT_DECIDED);
	r->decided = decided_new(mem, identity_sha256(mem), r->o->jobs);
	if (!decided_take(r->decided, r->decisions))
		r->decisions = S("");
}

bool
decisions_write(const struct run *r)
{
	return remembered_write(r, OUTPUT_DECIDED, r->decisions,
	    decided_bytes(r->c->mem, r->decided));
}
