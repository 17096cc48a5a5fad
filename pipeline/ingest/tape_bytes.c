/* ingest/tape_bytes.c -- a finding as bytes. */
#include "ingest/tape_bytes.h"

void
tape_put_finding(struct buf *b, const struct finding *f)
{
	bytes_put(b, f->kind);
	bytes_put(b, f->times);
	bytes_put(b, f->own);
	bytes_put(b, f->observation);
	bytes_put(b, f->certainty);
	bytes_put_number(b, f->suggested);
	bytes_put_text(b, f->sheet);
	bytes_put_text(b, f->cell);
	bytes_put_text(b, f->org);
	bytes_put_text(b, f->value);
	bytes_put_text(b, f->other);
	bytes_put_text(b, f->place);
}

struct finding
tape_take_finding(struct bytes_cursor *k)
{
	uint64_t kind = bytes_take(k), certainty;
	struct finding f = {.kind = (enum finding_kind)kind};

	f.times = (unsigned)bytes_take(k);
	f.own = bytes_take(k) != 0;
	f.observation = (uint32_t)bytes_take(k);
	certainty = bytes_take(k);
	f.certainty = (enum certainty)certainty;
	f.suggested = bytes_take_number(k);
	f.sheet = bytes_take_text(k);
	f.cell = bytes_take_text(k);
	f.org = bytes_take_text(k);
	f.value = bytes_take_text(k);
	f.other = bytes_take_text(k);
	f.place = bytes_take_text(k);
	k->bad |= kind >= FINDING_N || certainty > GUESS;
	return f;
}
