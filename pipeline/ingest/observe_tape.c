/* ingest/observe_tape.c -- observing in one process, keeping in another. */
#include <string.h>

#include "ingest/observe_file.h"

void
observer_record(struct observer *o, struct tape_log *log)
{
	o->log = log;
}

void
observer_note_sheet(struct observer *o, unsigned family)
{
	struct tape_log *log = o->log;

	ARENA_GROW(log->mem, log->sheet, log->n_sheets, log->cap_sheets);
	log->sheet[log->n_sheets++] = (struct tape_sheet){.index = o->sheet,
	    .profile = family,
	    .symbols = (uint32_t)symbols_count(o->d->symbols),
	    .observations = (uint32_t)(o->d->n - o->first),
	    .findings = (uint32_t)findings_count(o->findings)};
}

/* Findings that were met before only count up. */
void
observer_note_finding(struct observer *o)
{
	struct tape_log *log = o->log;

	if (findings_count(o->findings) == log->n_before)
		return;
	ARENA_GROW(log->mem, log->before, log->n_before, log->cap_before);
	log->before[log->n_before++] = (uint32_t)(o->d->n - o->first);
}

void
observer_resume(struct observer *o, struct arena *file_mem, uint16_t sheet,
    struct str name, const struct profile *p, unsigned family)
{
	if (o->p != p)
		observer_end_profile(o);
	if (p->kind <= PROFILE_ORGANISATIONS &&
	    (!o->ranked || p->precedence < o->precedence)) {
		o->precedence = p->precedence;
		o->ranked = true;
	}
	o->file_mem = file_mem;
	o->sheet = sheet;
	o->sheet_name = str_dup(file_mem, name);
	o->p = p;
	keys_family(o->keys, o->source, o->sheet, family);
	if (o->log != NULL)
		observer_note_sheet(o, family);
}

void
observer_recorded(const struct observer *o, struct tape *t)
{
	const struct tape_log *log = o->log;
	size_t n = findings_count(o->findings);

	t->rows = o->rows;
	t->codes = o->codes;
	t->newest = o->newest;
	t->sheet = log->sheet;
	t->n_sheets = log->n_sheets;
	t->before = log->before;
	t->n_findings = n;
	t->finding = NEWS(log->mem, n, struct finding);
	for (size_t i = 0; i < n; i++)
		t->finding[i] = *findings_at(o->findings, i);
	t->said = reg_said(o->reg, &t->n_said);
	t->observation = o->d->observation + o->first;
	t->n_observations = o->d->n - o->first;
}

static struct observation
translated(const struct observer *o, const struct observation *given,
    const sym *number)
{
	struct observation a = *given;

	a.org = number[a.org];
	a.measure = number[a.measure];
	for (int i = 0; i < DIM_N; i++)
		a.dim[i] = number[a.dim[i]];
	a.origin.source = o->source;
	return a;
}

static void
play_finding(struct observer *o, const struct finding *given)
{
	struct finding f = *given;

	f.file = o->d->source[o->source].path;
	for (unsigned n = 0; n < given->times; n++)
		findings_add(o->findings, f);
}

static void
play_symbols(struct observer *o, const struct tape *t, size_t from, size_t to,
    sym *number)
{
	for (size_t i = from; i < to; i++)
		number[t->first_symbol + i] =
		    symbols_add(o->d->symbols, t->symbol[i]);
}

/* Where what belongs to the sheet before ends on the tape. */
static struct tape_sheet
end_of(const struct tape *t, size_t sheet)
{
	if (sheet < t->n_sheets)
		return t->sheet[sheet];
	return (struct tape_sheet){
	    .symbols = t->first_symbol + (uint32_t)t->n_symbols,
	    .observations = (uint32_t)t->n_observations,
	    .findings = (uint32_t)t->n_findings};
}

static void
play_sheet(
    struct observer *o, const struct tape *t, size_t sheet, const sym *number)
{
	const struct tape_sheet *from = &t->sheet[sheet];
	struct tape_sheet to = end_of(t, sheet + 1);
	size_t f = from->findings;

	for (size_t i = from->observations; i < to.observations; i++) {
		struct observation a =
		    translated(o, &t->observation[i], number);
		for (; f < to.findings && t->before[f] <= i; f++)
			play_finding(o, &t->finding[f]);
		observer_add(o, &a);
	}
	for (; f < to.findings; f++)
		play_finding(o, &t->finding[f]);
}

static void
play_said(struct observer *o, const struct tape *t, const sym *number)
{
	for (size_t i = 0; i < t->n_said; i++) {
		const struct said *s = &t->said[i];
		struct particulars say = {.name = number[s->say.name],
		    .region = number[s->say.region],
		    .region_name = number[s->say.region_name],
		    .icb = number[s->say.icb],
		    .icb_name = number[s->say.icb_name],
		    .cluster = number[s->say.cluster],
		    .reported_on = s->say.reported_on};
		reg_say(o->reg, number[s->code], &say, s->when);
	}
}

void
observer_learn(struct observer *o, const struct tape *t, sym *number)
{
	play_symbols(o, t, 0, t->n_symbols, number);
}

bool
observer_knows(struct observer *o, const struct tape *t,
    struct profile *const *shelf, sym *number)
{
	observer_learn(o, t, number);
	for (size_t i = 0; i < t->n_sheets; i++) {
		const struct tape_sheet *s = &t->sheet[i];
		uint32_t end = end_of(t, i + 1).observations;
		keys_family(o->keys, o->source, s->index, s->profile);
		for (size_t k = s->observations;
		     shelf[s->profile]->sum && k < end; k++) {
			struct observation a =
			    translated(o, &t->observation[k], number);
			if (keys_find(o->keys, &a) != KEY_NONE)
				return true;
		}
	}
	return false;
}

void
observer_play(struct observer *o, struct arena *file_mem, const struct tape *t,
    struct profile *const *shelf, sym *number)
{
	size_t first = t->first_symbol;

	play_symbols(o, t, 0, end_of(t, 0).symbols - first, number);
	for (size_t i = 0; i < t->n_sheets; i++) {
		const struct tape_sheet *s = &t->sheet[i];
		play_symbols(o, t, s->symbols - first,
		    end_of(t, i + 1).symbols - first, number);
		observer_resume(o, file_mem, s->index, t->name[s->index],
		    shelf[s->profile], s->profile);
		play_sheet(o, t, i, number);
	}
	play_said(o, t, number);
	o->rows += t->rows;
	o->codes += t->codes;
	if (t->newest > o->newest)
		o->newest = t->newest;
}
