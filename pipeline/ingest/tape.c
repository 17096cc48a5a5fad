/* ingest/tape.c -- what was read of a file in one process, to be kept in
 * another. */
#include "ingest/tape.h"
#include "ingest/tape_bytes.h"

struct str
tape_write(struct arena *mem, const struct tape *t)
{
	struct buf b = buf_new(mem);

	bytes_put(&b, t->read);
	bytes_put(&b, t->is_return);
	bytes_put(&b, t->any_row);
	bytes_put(&b, t->synthetic);
	bytes_put(&b, t->sums);
	bytes_put(&b, t->bytes);
	bytes_put(&b, t->profile);
	bytes_put(&b, t->second);
	bytes_put(&b, t->nearest);
	bytes_put(&b, t->rows);
	bytes_put(&b, t->codes);
	bytes_put(&b, (uint32_t)t->newest);
	bytes_put(&b, t->first_symbol);
	bytes_put_text(&b, t->sha256);
	bytes_put_text(&b, t->why);
	bytes_put_text(&b, t->why_sheet);
	bytes_put_text(&b, t->why_cell);
	bytes_put_text(&b, t->missed);
	if (t->is_return && t->read)
		return_read_put(&b, t->as_return);
	bytes_put_texts(&b, t->name, t->n_names);
	bytes_put_array(&b, t->sheet, t->n_sheets, sizeof *t->sheet);
	bytes_put_texts(&b, t->symbol, t->n_symbols);
	bytes_put_array(&b, t->before, t->n_findings, sizeof *t->before);
	for (size_t i = 0; i < t->n_findings; i++)
		tape_put_finding(&b, &t->finding[i]);
	bytes_put_array(&b, t->said, t->n_said, sizeof *t->said);
	bytes_put(&b, t->n_observations);
	return buf_str(&b);
}

bool
tape_read(struct arena *mem, struct str bytes, struct tape *t)
{
	struct bytes_cursor k = {bytes.p, bytes.n, false};

	*t = (struct tape){.read = bytes_take(&k)};
	t->is_return = bytes_take(&k);
	t->any_row = bytes_take(&k);
	t->synthetic = bytes_take(&k);
	t->sums = bytes_take(&k);
	t->bytes = bytes_take(&k);
	t->profile = (uint32_t)bytes_take(&k);
	t->second = (uint32_t)bytes_take(&k);
	t->nearest = (uint32_t)bytes_take(&k);
	t->rows = bytes_take(&k);
	t->codes = bytes_take(&k);
	t->newest = (day)bytes_take(&k);
	t->first_symbol = (uint32_t)bytes_take(&k);
	t->sha256 = bytes_take_text(&k);
	t->why = bytes_take_text(&k);
	t->why_sheet = bytes_take_text(&k);
	t->why_cell = bytes_take_text(&k);
	t->missed = bytes_take_text(&k);
	if (t->is_return && t->read)
		t->as_return = return_read_take(&k, mem);
	t->name = bytes_take_texts(&k, mem, &t->n_names);
	t->sheet = bytes_take_array(&k, sizeof *t->sheet, &t->n_sheets);
	t->symbol = bytes_take_texts(&k, mem, &t->n_symbols);
	t->before = bytes_take_array(&k, sizeof *t->before, &t->n_findings);
	t->finding = NEWS(mem, t->n_findings, struct finding);
	for (size_t i = 0; i < t->n_findings; i++)
		t->finding[i] = tape_take_finding(&k);
	t->said = bytes_take_array(&k, sizeof *t->said, &t->n_said);
	t->observation =
	    bytes_take_array(&k, sizeof *t->observation, &t->n_observations);
	return !k.bad && k.n == 0;
}
