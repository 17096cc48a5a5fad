/* status.c -- what the store holds and which packs are out of date. */
#include "base/file.h"
#include "packs.h"
#include "render/json_text.h"
#include "status.h"
#include "store/status.h"

static void
store_text(struct buf *b, struct str path, const struct store_status *s)
{
	buf_addf(b,
	    "Store %.*s: %lld files, %lld observations, %lld findings.\n",
	    STRF(path), (long long)s->files, (long long)s->observations,
	    (long long)s->findings);
	for (size_t i = 0; i < s->n; i++) {
		const struct store_run *r = &s->run[i];
		buf_addf(b,
		    "  %-11.*s %lld figures from %lld files (version %.*s, "
		    "dated %.*s)\n",
		    STRF(r->period), (long long)r->figures,
		    (long long)r->sources, STRF(r->program), STRF(r->date));
	}
}

static void
pair(struct buf *b, const char *key, struct str value)
{
	buf_addf(b, "\"%s\": ", key);
	json_text(b, value);
}

static void
store_json(struct buf *b, struct str path, const struct store_status *s)
{
	buf_addz(b, "  \"store\": {");
	pair(b, "file", path);
	buf_addf(b,
	    ", \"files\": %lld, \"observations\": %lld, \"findings\": %lld, "
	    "\"periods\": [",
	    (long long)s->files, (long long)s->observations,
	    (long long)s->findings);
	for (size_t i = 0; i < s->n; i++) {
		const struct store_run *r = &s->run[i];
		buf_addz(b, i > 0 ? ",\n    {" : "\n    {");
		pair(b, "period", r->period);
		buf_addz(b, ", ");
		pair(b, "date", r->date);
		buf_addz(b, ", ");
		pair(b, "program", r->program);
		buf_addf(b, ", \"files\": %lld, \"figures\": %lld}",
		    (long long)r->sources, (long long)r->figures);
	}
	buf_addz(b, "]},\n");
}

static void
packs_text(struct buf *b, struct str period, const struct packs *p)
{
	size_t stale = 0;

	for (size_t i = 0; i < p->n; i++)
		stale += p->job[i].why.n > 0;
	buf_addf(b, "Packs of %.*s: %zu up to date, %zu out of date.\n",
	    STRF(period), p->n - stale, stale);
	for (size_t i = 0; i < p->n; i++)
		if (p->job[i].why.n > 0)
			buf_addf(b, "  %.*s %.*s: %.*s\n", STRF(p->job[i].org),
			    STRF(packs_kind(&p->job[i])), STRF(p->job[i].why));
}

static void
packs_json(struct buf *b, struct str period, const struct packs *p)
{
	buf_addz(b, "  ");
	pair(b, "period", period);
	buf_addz(b, ",\n  \"packs\": [");
	for (size_t i = 0; i < p->n; i++) {
		const struct pack_job *j = &p->job[i];
		buf_addz(b, i > 0 ? ",\n    {" : "\n    {");
		pair(b, "organisation", j->org);
		buf_addz(b, ", ");
		pair(b, "pack", packs_kind(j));
		buf_addf(b, ", \"up_to_date\": %s",
		    j->why.n == 0 ? "true" : "false");
		if (j->why.n > 0) {
			buf_addz(b, ", ");
			pair(b, "reason", j->why);
		}
		buf_addc(b, '}');
	}
	buf_addz(b, "]\n");
}

enum outcome
status_print(
    struct ctx *c, const struct run_options *o, bool json, struct buf *out)
{
	struct str path = file_join(c->mem, o->output, S("skillmix.db"));
	struct store_status store = {.n = 0};
	struct run_summary summary = {0};
	struct packs packs = {.n = 0};
	enum outcome outcome;

	buf_addz(out, json ? "{\n" : "");
	if (!file_exists(c, path)) {
		if (!json)
			buf_addf(
			    out, "There is no store %.*s yet.\n", STRF(path));
	} else if (!store_look(c, path, &store)) {
		return OUTCOME_NOTHING;
	} else if (json) {
		store_json(out, path, &store);
	} else {
		store_text(out, path, &store);
	}
	outcome = pipeline_plan(c, o, &summary, &packs);
	if (outcome == OUTCOME_USAGE || outcome == OUTCOME_NOTHING)
		return outcome;
	if (json)
		packs_json(out, summary.period, &packs);
	else
		packs_text(out, summary.period, &packs);
	buf_addz(out, json ? "}\n" : "");
	return outcome;
}
