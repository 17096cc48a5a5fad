/* shards.c -- the packs of one run made by several: who makes which, and the
 * manifests that they leave. */
#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/file.h"
#include "shards.h"

#define SHARDS_MAX 10000
#define PREFIX     "manifest.shard-"

static bool
take_number(struct str *s, unsigned *out)
{
	size_t i = 0;

	for (*out = 0; i < s->n && g_ascii_isdigit(s->p[i]); i++)
		if ((*out = *out * 10 + (unsigned)(s->p[i] - '0')) > SHARDS_MAX)
			return false;
	*s = str_slice(*s, i, s->n);
	return i > 0;
}

static bool
take_words(struct str *s, struct str words)
{
	bool there = str_starts(*s, words);

	if (there)
		*s = str_slice(*s, words.n, s->n);
	return there;
}

static bool
is_one_of(unsigned shard, unsigned of)
{
	return shard >= 1 && shard <= of;
}

bool
shards_parse(struct str s, unsigned *shard, unsigned *of)
{
	return take_number(&s, shard) && take_words(&s, S("/")) &&
	       take_number(&s, of) && s.n == 0 && is_one_of(*shard, *of);
}

bool
shards_is_manifest(struct str s, unsigned *shard, unsigned *of)
{
	return take_words(&s, S(PREFIX)) && take_number(&s, shard) &&
	       take_words(&s, S("-of-")) && take_number(&s, of) &&
	       str_is(s, ".json") && is_one_of(*shard, *of);
}

/* In turn, so that each gets of every kind. */
bool
shards_has(const struct run_options *o, size_t i)
{
	return o->shards == 0 || i % o->shards == o->shard - 1;
}

static struct str
name_of(struct arena *mem, unsigned shard, unsigned of)
{
	return str_fmt(mem, PREFIX "%u-of-%u.json", shard, of);
}

struct str
shards_manifest(struct arena *mem, const struct run_options *o)
{
	return o->shards == 0 ? S("manifest.json")
			      : name_of(mem, o->shard, o->shards);
}

/* How many the run was split into, by the manifests that lie there. */
static bool
count_shards(const struct run *r, unsigned *of)
{
	struct at at = {.file = r->folder};
	GDir *dir = g_dir_open(str_z(r->c->tmp, r->folder), 0, NULL);
	const char *name;
	unsigned shard, n;
	bool ok = true;

	*of = 0;
	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		if (!shards_is_manifest(str_of(name), &shard, &n))
			continue;
		if (*of != 0 && n != *of)
			ok = diag_fail(r->c, at,
			    "holds manifests of a run in %u and of one in %u "
			    "shards; remove those of the one that is not meant",
			    MIN(n, *of), MAX(n, *of));
		*of = n;
	}
	if (dir != NULL)
		g_dir_close(dir);
	if (*of == 0)
		return diag_fail(r->c, at,
		    "holds no manifest of a shard; `skillmix render --shard "
		    "1/N` leaves one");
	return ok;
}

/* What stands in `more` comes before what `all` had of the same pack. */
static void
unite(struct manifest *all, const struct manifest *more)
{
	for (size_t i = 0; i < more->n_sets; i++)
		all->set[all->n_sets++] = more->set[i];
	for (size_t i = 0; i < more->n_packs; i++)
		all->pack[all->n_packs++] = more->pack[i];
	for (size_t i = 0; i < more->n_outputs; i++)
		all->output[all->n_outputs++] = more->output[i];
}

static bool
is_in(const struct manifest *shard, unsigned n, const struct manifest_pack *p)
{
	for (unsigned i = 0; i < n; i++)
		if (manifest_pack_of(&shard[i], p->kind, p->organisation) !=
		    NULL)
			return true;
	return false;
}

/* Of an earlier manifest, the packs that no shard made and their files. */
static void
carry_old(struct manifest *all, const struct manifest *old,
    const struct manifest *shard, unsigned n)
{
	for (size_t i = 0; i < old->n_sets; i++)
		all->set[all->n_sets++] = old->set[i];
	for (size_t i = 0; i < old->n_packs; i++) {
		const struct manifest_pack *p = &old->pack[i];
		if (is_in(shard, n, p))
			continue;
		all->pack[all->n_packs++] = *p;
		for (size_t k = 0; k < p->n_files; k++)
			all->output[all->n_outputs++] =
			    *manifest_output(old, p->file[k]);
	}
}

bool
shards_unite(const struct run *r, struct manifest *out, unsigned *missing)
{
	struct arena *mem = r->c->mem;
	struct manifest *part, old = {.n_packs = 0};
	size_t sets, packs, outputs;
	unsigned of, n = 0;

	*missing = 0;
	if (!count_shards(r, &of))
		return false;
	if (file_exists(
		r->c, file_join(r->c->tmp, r->folder, S("manifest.json"))) &&
	    !manifest_read(r->c, r->folder, &old))
		return false;
	sets = old.n_sets;
	packs = old.n_packs;
	outputs = old.n_outputs;
	part = NEWS(mem, of, struct manifest);
	for (unsigned i = 1; i <= of; i++) {
		struct str name = name_of(mem, i, of);
		struct str path = file_join(mem, r->folder, name);
		if (!file_exists(r->c, path)) {
			++*missing;
			diag_fail(r->c, (struct at){.file = path},
			    "is not there: shard %u/%u has not ended yet, or "
			    "failed; run it again",
			    i, of);
			continue;
		}
		if (!manifest_read_as(r->c, r->folder, name, &part[n]))
			return false;
		sets += part[n].n_sets;
		packs += part[n].n_packs;
		outputs += part[n].n_outputs;
		n++;
	}
	*out = (struct manifest){.set = NEWS(mem, sets, struct manifest_set),
	    .pack = NEWS(mem, packs, struct manifest_pack),
	    .output = NEWS(mem, outputs, struct manifest_file)};
	for (unsigned i = 0; i < n; i++)
		unite(out, &part[i]);
	carry_old(out, &old, part, n);
	manifest_sort(out);
	return true;
}

bool
shards_remove(const struct run *r)
{
	unsigned of;
	bool ok = true;

	if (!count_shards(r, &of))
		return false;
	for (unsigned i = 1; i <= of; i++) {
		struct str path =
		    file_join(r->c->tmp, r->folder, name_of(r->c->tmp, i, of));
		if (g_unlink(str_z(r->c->tmp, path)) != 0 && errno != ENOENT)
			ok = diag_fail(r->c, (struct at){.file = path},
			    "is merged and cannot be removed: %s",
			    strerror(errno));
	}
	return ok;
}
