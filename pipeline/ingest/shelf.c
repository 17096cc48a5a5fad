/* ingest/shelf.c -- the profiles and vocabularies of a run. */
#include "base/file.h"
#include "ingest/shelf.h"
#include "ingest/walk.h"

static struct str
choose(struct ctx *c, struct str input, struct str program, struct str name)
{
	struct str own = file_join(c->mem, input, name);

	return file_exists(c, own) ? own : file_join(c->mem, program, name);
}

static bool
load_vocabularies(struct ctx *c, struct str folder, struct shelf *s)
{
	struct walked *w;
	size_t n;
	bool ok = true;

	walk_yaml(c, folder, &w, &n);
	s->vocabulary = NEWS(c->mem, n, struct vocabulary *);
	for (size_t i = 0; i < n; i++) {
		struct vocabulary *v;
		if (!vocabulary_load(c, w[i].path, &v)) {
			ok = false;
			continue;
		}
		for (size_t k = 0; k < s->n_vocabularies; k++)
			if (str_eq(vocabulary_name(s->vocabulary[k]),
				vocabulary_name(v)))
				ok =
				    diag_fail(c, (struct at){.file = w[i].path},
					"there is another vocabulary '%.*s'",
					STRF(vocabulary_name(v)));
		s->vocabulary[s->n_vocabularies++] = v;
	}
	return ok;
}

static bool
load_profiles(struct ctx *c, struct str folder, struct shelf *s)
{
	struct walked *w;
	size_t n;
	bool ok = true;

	walk_yaml(c, folder, &w, &n);
	if (n == 0)
		return diag_fail(c, (struct at){.file = folder},
		    "there is no profile here; nothing can be read");
	s->profile = NEWS(c->mem, n, struct profile *);
	for (size_t i = 0; i < n; i++) {
		struct profile *p;
		if (!profile_load(c, w[i].path, &p) ||
		    !profile_bind(c, p, s->vocabulary, s->n_vocabularies)) {
			ok = false;
			continue;
		}
		for (size_t k = 0; k < s->n_profiles; k++)
			if (str_eq(s->profile[k]->name, p->name))
				ok = diag_fail(c, (struct at){.file = p->path},
				    "there is another profile '%.*s'",
				    STRF(p->name));
		s->profile[s->n_profiles++] = p;
	}
	return ok;
}

bool
shelf_load(struct ctx *c, struct str input, struct str program, struct shelf *s)
{
	*s = (struct shelf){0};
	return load_vocabularies(
		   c, choose(c, input, program, S("vocabulary")), s) &&
	       load_profiles(c, choose(c, input, program, S("profiles")), s);
}
