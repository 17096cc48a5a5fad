/* audit/find.c -- a finding of a return, filled in completely. */
#include "audit/rule.h"

static struct finding
about(struct inspection *look, enum finding_kind kind, const struct sent *s)
{
	const struct dataset *d = look->v->dataset;

	return (struct finding){.kind = kind,
	    .file = d->source[s->source].path,
	    .org = symbols_text(d->symbols, s->org),
	    .own = true,
	    .date = s->date};
}

void
find_cell(struct inspection *look, enum finding_kind kind, const struct sent *s,
    size_t cell, struct str other, struct hint hint)
{
	struct arena_mark m = arena_mark(look->c->tmp);
	struct at at = view_at(look->c->tmp, look->v, s, cell);
	struct finding f = about(look, kind, s);

	f.sheet = at.sheet;
	f.cell = at.cell;
	f.observation = s->cell[cell];
	f.place = look->v->cell[cell].words;
	f.value = view_said(look->c->tmp, look->v, s, cell);
	f.other = other;
	f.certainty = hint.certainty;
	f.suggested = hint.certainty == CERTAINTY_NONE ? 0 : hint.value;
	findings_add(look->out, f);
	arena_rewind(look->c->tmp, m);
}

void
find_cells(struct inspection *look, enum finding_kind kind,
    const struct sent *s, size_t first, struct str place, struct str value,
    struct str other)
{
	struct arena_mark m = arena_mark(look->c->tmp);
	struct at at = view_at(look->c->tmp, look->v, s, first);
	struct finding f = about(look, kind, s);

	f.sheet = at.sheet;
	f.cell = at.cell;
	f.place = place;
	f.value = value;
	f.other = other;
	findings_add(look->out, f);
	arena_rewind(look->c->tmp, m);
}

void
find_sheet(struct inspection *look, enum finding_kind kind,
    const struct sent *s, size_t topic, struct str value, struct str other)
{
	struct arena_mark m = arena_mark(look->c->tmp);
	struct finding f = about(look, kind, s);

	f.sheet =
	    view_at(look->c->tmp, look->v, s, look->v->first[topic]).sheet;
	f.place = look->v->form->topic[topic].title;
	f.value = value;
	f.other = other;
	findings_add(look->out, f);
	arena_rewind(look->c->tmp, m);
}

void
find_return(struct inspection *look, enum finding_kind kind,
    const struct sent *s, struct str value, struct str other)
{
	struct finding f = about(look, kind, s);

	f.value = value;
	f.other = other;
	findings_add(look->out, f);
}

void
doubt(struct inspection *look, const struct sent *s, size_t cell)
{
	if (s->cell[cell] != 0)
		look->doubt[s->cell[cell] - 1] = true;
}
