/* ingest/return_read.c -- what one file says as a return, on a tape. */
#include "ingest/return_read.h"

static void
put_answer(struct buf *b, const struct answer *a)
{
	bytes_put_text(b, a->code);
	bytes_put_text(b, a->sheet);
	bytes_put_text(b, a->cell);
	bytes_put_text(b, a->value);
	bytes_put_text(b, a->text);
	bytes_put_text(b, a->place);
	bytes_put(b, a->origin.sheet);
	bytes_put(b, a->origin.row);
	bytes_put(b, a->origin.column);
}

static struct answer
take_answer(struct bytes_cursor *k)
{
	struct answer a = {.date = DAY_NONE};

	a.code = bytes_take_text(k);
	a.sheet = bytes_take_text(k);
	a.cell = bytes_take_text(k);
	a.value = bytes_take_text(k);
	a.text = bytes_take_text(k);
	a.place = bytes_take_text(k);
	a.origin.sheet = (uint16_t)bytes_take(k);
	a.origin.row = (uint32_t)bytes_take(k);
	a.origin.column = (uint32_t)bytes_take(k);
	return a;
}

void
return_read_put(struct buf *b, const struct return_read *r)
{
	bytes_put(b, r->left_out);
	tape_put_finding(b, &r->why);
	bytes_put(b, r->at_once);
	bytes_put_text(b, r->code);
	bytes_put_text(b, r->code_as_written);
	bytes_put_text(b, r->name);
	bytes_put_text(b, r->sheet);
	bytes_put_text(b, r->code_cell);
	bytes_put_text(b, r->name_cell);
	bytes_put(b, (uint32_t)r->date);
	bytes_put(b, (uint32_t)r->received);
	bytes_put(b, (uint32_t)r->version);
	bytes_put_array(b, r->line, r->n_lines, sizeof *r->line);
	bytes_put_array(b, r->column, r->n_columns, sizeof *r->column);
	bytes_put_array(b, r->value, r->n_cells, sizeof *r->value);
	bytes_put_array(b, r->reason, r->n_reasons, sizeof *r->reason);
	bytes_put(b, r->n_odd);
	for (size_t i = 0; i < r->n_odd; i++)
		tape_put_finding(b, &r->odd[i]);
	bytes_put(b, r->n_said);
	for (size_t i = 0; i < r->n_said; i++)
		put_answer(b, &r->said[i]);
}

static void
take_odd(struct bytes_cursor *k, struct arena *mem, struct return_read *r)
{
	struct finding *odd;

	r->n_odd = bytes_take_count(k);
	odd = NEWS(mem, r->n_odd, struct finding);
	for (size_t i = 0; i < r->n_odd; i++)
		odd[i] = tape_take_finding(k);
	r->odd = odd;
}

static void
take_said(struct bytes_cursor *k, struct arena *mem, struct return_read *r)
{
	struct answer *said;

	r->n_said = bytes_take_count(k);
	said = NEWS(mem, r->n_said, struct answer);
	for (size_t i = 0; i < r->n_said; i++)
		said[i] = take_answer(k);
	r->said = said;
}

struct return_read *
return_read_take(struct bytes_cursor *k, struct arena *mem)
{
	struct return_read *r = NEW(mem, struct return_read);

	r->left_out = bytes_take(k);
	r->why = tape_take_finding(k);
	r->at_once = bytes_take(k);
	r->code = bytes_take_text(k);
	r->code_as_written = bytes_take_text(k);
	r->name = bytes_take_text(k);
	r->sheet = bytes_take_text(k);
	r->code_cell = bytes_take_text(k);
	r->name_cell = bytes_take_text(k);
	r->date = (day)bytes_take(k);
	r->received = (day)bytes_take(k);
	r->version = (int)bytes_take(k);
	r->line = bytes_take_array(k, sizeof *r->line, &r->n_lines);
	r->column = bytes_take_array(k, sizeof *r->column, &r->n_columns);
	r->value = bytes_take_array(k, sizeof *r->value, &r->n_cells);
	r->reason = bytes_take_array(k, sizeof *r->reason, &r->n_reasons);
	take_odd(k, mem, r);
	take_said(k, mem, r);
	return r;
}
