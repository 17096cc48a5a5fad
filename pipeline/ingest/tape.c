/* ingest/tape.c -- what was read of a file in one process, to be kept in
 * another. */
#include "ingest/tape.h"
#include "ingest/tape_bytes.h"

struct str
tape_write(struct arena *mem, const struct tape *t)
{
	struct buf b = buf_new(mem);

	tape_put(&b, t->read);
	tape_put(&b, t->is_return);
	tape_put(&b, t->any_row);
	tape_put(&b, t->synthetic);
	tape_put(&b, t->sums);
	tape_put(&b, t->bytes);
	tape_put(&b, t->profile);
	tape_put(&b, t->second);
	tape_put(&b, t->nearest);
	tape_put(&b, t->rows);
	tape_put(&b, t->codes);
	tape_put(&b, (uint32_t)t->newest);
	tape_put(&b, t->first_symbol);
	tape_put_text(&b, t->sha256);
	tape_put_text(&b, t->why);
	tape_put_text(&b, t->why_sheet);
	tape_put_text(&b, t->why_cell);
	tape_put_text(&b, t->missed);
	if (t->is_return && t->read)
		return_read_put(&b, t->as_return);
	tape_put_texts(&b, t->name, t->n_names);
	tape_put_array(&b, t->sheet, t->n_sheets, sizeof *t->sheet);
	tape_put_texts(&b, t->symbol, t->n_symbols);
	tape_put_array(&b, t->before, t->n_findings, sizeof *t->before);
	for (size_t i = 0; i < t->n_findings; i++)
		tape_put_finding(&b, &t->finding[i]);
	tape_put_array(&b, t->said, t->n_said, sizeof *t->said);
	tape_put(&b, t->n_observations);
	return buf_str(&b);
}

bool
tape_read(struct arena *mem, struct str bytes, struct tape *t)
{
	struct tape_cursor k = {bytes.p, bytes.n, false};

	*t = (struct tape){.read = tape_take(&k)};
	t->is_return = tape_take(&k);
	t->any_row = tape_take(&k);
	t->synthetic = tape_take(&k);
	t->sums = tape_take(&k);
	t->bytes = tape_take(&k);
	t->profile = (uint32_t)tape_take(&k);
	t->second = (uint32_t)tape_take(&k);
	t->nearest = (uint32_t)tape_take(&k);
	t->rows = tape_take(&k);
	t->codes = tape_take(&k);
	t->newest = (day)tape_take(&k);
	t->first_symbol = (uint32_t)tape_take(&k);
	t->sha256 = tape_take_text(&k);
	t->why = tape_take_text(&k);
	t->why_sheet = tape_take_text(&k);
	t->why_cell = tape_take_text(&k);
	t->missed = tape_take_text(&k);
	if (t->is_return && t->read)
		t->as_return = return_read_take(&k, mem);
	t->name = tape_take_texts(&k, mem, &t->n_names);
	t->sheet = tape_take_array(&k, sizeof *t->sheet, &t->n_sheets);
	t->symbol = tape_take_texts(&k, mem, &t->n_symbols);
	t->before = tape_take_array(&k, sizeof *t->before, &t->n_findings);
	t->finding = NEWS(mem, t->n_findings, struct finding);
	for (size_t i = 0; i < t->n_findings; i++)
		t->finding[i] = tape_take_finding(&k);
	t->said = tape_take_array(&k, sizeof *t->said, &t->n_said);
	t->observation =
	    tape_take_array(&k, sizeof *t->observation, &t->n_observations);
	return !k.bad && k.n == 0;
}
