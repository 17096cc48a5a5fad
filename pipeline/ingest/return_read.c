/* ingest/return_read.c -- what one file says as a return, on a tape. */
#include "ingest/return_read.h"

static void
put_answer(struct buf *b, const struct answer *a)
{
	tape_put_text(b, a->code);
	tape_put_text(b, a->sheet);
	tape_put_text(b, a->cell);
	tape_put_text(b, a->value);
	tape_put_text(b, a->text);
	tape_put_text(b, a->place);
	tape_put(b, a->origin.sheet);
	tape_put(b, a->origin.row);
	tape_put(b, a->origin.column);
}

static struct answer
take_answer(struct tape_cursor *k)
{
	struct answer a = {.date = DAY_NONE};

	a.code = tape_take_text(k);
	a.sheet = tape_take_text(k);
	a.cell = tape_take_text(k);
	a.value = tape_take_text(k);
	a.text = tape_take_text(k);
	a.place = tape_take_text(k);
	a.origin.sheet = (uint16_t)tape_take(k);
	a.origin.row = (uint32_t)tape_take(k);
	a.origin.column = (uint32_t)tape_take(k);
	return a;
}

void
return_read_put(struct buf *b, const struct return_read *r)
{
	tape_put(b, r->left_out);
	tape_put_finding(b, &r->why);
	tape_put(b, r->at_once);
	tape_put_text(b, r->code);
	tape_put_text(b, r->code_as_written);
	tape_put_text(b, r->name);
	tape_put_text(b, r->sheet);
	tape_put_text(b, r->code_cell);
	tape_put_text(b, r->name_cell);
	tape_put(b, (uint32_t)r->date);
	tape_put(b, (uint32_t)r->received);
	tape_put(b, (uint32_t)r->version);
	tape_put_array(b, r->line, r->n_lines, sizeof *r->line);
	tape_put_array(b, r->column, r->n_columns, sizeof *r->column);
	tape_put_array(b, r->value, r->n_cells, sizeof *r->value);
	tape_put_array(b, r->reason, r->n_reasons, sizeof *r->reason);
	tape_put(b, r->n_odd);
	for (size_t i = 0; i < r->n_odd; i++)
		tape_put_finding(b, &r->odd[i]);
	tape_put(b, r->n_said);
	for (size_t i = 0; i < r->n_said; i++)
		put_answer(b, &r->said[i]);
}

static void
take_odd(struct tape_cursor *k, struct arena *mem, struct return_read *r)
{
	struct finding *odd;

	r->n_odd = tape_take_count(k);
	odd = NEWS(mem, r->n_odd, struct finding);
	for (size_t i = 0; i < r->n_odd; i++)
		odd[i] = tape_take_finding(k);
	r->odd = odd;
}

static void
take_said(struct tape_cursor *k, struct arena *mem, struct return_read *r)
{
	struct answer *said;

	r->n_said = tape_take_count(k);
	said = NEWS(mem, r->n_said, struct answer);
	for (size_t i = 0; i < r->n_said; i++)
		said[i] = take_answer(k);
	r->said = said;
}

struct return_read *
return_read_take(struct tape_cursor *k, struct arena *mem)
{
	struct return_read *r = NEW(mem, struct return_read);

	r->left_out = tape_take(k);
	r->why = tape_take_finding(k);
	r->at_once = tape_take(k);
	r->code = tape_take_text(k);
	r->code_as_written = tape_take_text(k);
	r->name = tape_take_text(k);
	r->sheet = tape_take_text(k);
	r->code_cell = tape_take_text(k);
	r->name_cell = tape_take_text(k);
	r->date = (day)tape_take(k);
	r->received = (day)tape_take(k);
	r->version = (int)tape_take(k);
	r->line = tape_take_array(k, sizeof *r->line, &r->n_lines);
	r->column = tape_take_array(k, sizeof *r->column, &r->n_columns);
	r->value = tape_take_array(k, sizeof *r->value, &r->n_cells);
	r->reason = tape_take_array(k, sizeof *r->reason, &r->n_reasons);
	take_odd(k, mem, r);
	take_said(k, mem, r);
	return r;
}
