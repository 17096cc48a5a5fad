/* ingest/returns_names.c -- whether code and name of a return's cover belong
 * together, once all registers are read. */
#include "ingest/returns_file.h"
#include "model/vocabulary.h"

static const struct organisation *
registered(const struct dataset *d, sym code)
{
	for (size_t i = 0; i < d->n_organisations; i++) {
		const struct organisation *o = &d->organisation[i];

		if (o->code == code)
			return o->region != 0 || o->cluster != 0 ||
				       o->reported_on
				   ? o
				   : NULL;
	}
	return NULL;
}

static bool
is_called(const struct returns *r, struct arena *mem, sym name, sym other)
{
	return str_eq(label_key(mem, symbols_text(r->d->symbols, name)),
	    label_key(mem, symbols_text(r->d->symbols, other)));
}

/* Renamed since: a later return bears the register's name. */
static bool
left_behind(const struct returns *r, struct arena *mem,
    const struct returns_kept *k, sym name)
{
	for (size_t i = 0; i < r->n_kept; i++)
		if (r->kept[i].code == k->code && r->kept[i].date > k->date &&
		    is_called(r, mem, r->kept[i].name, name))
			return true;
	return false;
}

static bool
is_of_another(
    const struct returns *r, struct arena *mem, const struct returns_kept *k)
{
	for (size_t i = 0; i < r->d->n_organisations; i++) {
		const struct organisation *o = &r->d->organisation[i];

		if (o->code != k->code && o->name != 0 &&
		    is_called(r, mem, k->name, o->name))
			return true;
	}
	return false;
}

/* Another organisation's name may mean another's figures; a name that nobody
 * bears is a way of writing, or news that the register has not had. */
static void
check_name(struct returns *r, struct arena *mem, const struct returns_kept *k,
    const struct organisation *o, struct finding f, struct findings *run)
{
	if (k->name == 0 || o->name == 0 ||
	    is_called(r, mem, k->name, o->name) ||
	    left_behind(r, mem, k, o->name))
		return;
	f.kind = is_of_another(r, mem, k) ? FINDING_return_name
					  : FINDING_return_unlike;
	f.cell = k->name_cell;
	f.place = str_of(return_field[RETURN_NAME]);
	f.value = symbols_text(r->d->symbols, k->name);
	f.other = symbols_text(r->d->symbols, o->name);
	findings_add(run, f);
}

void
returns_finish(struct returns *r, struct findings *run)
{
	struct arena *mem = arena_new("returns");

	for (size_t i = 0; i < r->n_kept; i++) {
		const struct returns_kept *k = &r->kept[i];
		const struct organisation *o = registered(r->d, k->code);
		struct finding f = {.kind = FINDING_return_unregistered,
		    .file = r->d->source[k->source].path,
		    .sheet = k->sheet,
		    .cell = k->code_cell,
		    .org = symbols_text(r->d->symbols, k->code),
		    .value = symbols_text(r->d->symbols, k->code),
		    .own = true,
		    .date = k->date,
		    .place = str_of(return_field[RETURN_CODE])};

		if (o == NULL)
			findings_add(run, f);
		else
			check_name(r, mem, k, o, f, run);
	}
	arena_free(mem);
}
