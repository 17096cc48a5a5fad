/* depends.c -- what each pack is made from, as hashes.
 *
 * Everything that a pack prints or compares with, and no more: a corrected cell
 * then draws again the packs that it changes. What stands here follows compose/:
 * the organisation's own figures, those of the reported organisations of its
 * cluster (their names too), its region's, England's, its findings and how many
 * others there are, and the table of sources. The pack of a region rests on all
 * reported organisations; audits rest on the scores of all and on what is said of
 * their own returns. */
#include <glib.h>

#include "base/file.h"
#include "beside.h"
#include "depends_work.h"
#include "identity.h"
#include "model/theme.h"

struct depends {
	struct str common[DEPEND_N]; /* empty where each pack has its own */
	struct str *figures;         /* by organisation's symbol */
	struct str audit;            /* the scores of all returns */
};

/* Limits are England's, and in charts of everybody. */
static struct str
hash_england(const struct run *r, struct depends *d)
{
	const struct scorecard *s = r->scorecard;
	struct buf b = buf_new(r->c->tmp);

	depends_add_text(
	    &b, d->figures[symbols_lookup(r->dataset->symbols, S("ENG"))]);
	for (size_t i = 0; i < s->n_funnels; i++) {
		const struct funnel_limits *f = &s->funnel[i];
		depends_add_text(&b, s->catalogue->indicator[f->indicator].id);
		depends_add_number(&b, f->target);
		depends_add_number(&b, f->phi);
		depends_add_number(&b, f->tau2);
		depends_add_count(&b, f->used);
		for (size_t k = 0; k < f->n; k++)
			depends_add_number(&b, f->place[k].volume);
	}
	return file_sha256(r->c->mem, buf_str(&b));
}

static bool
hash_file(const struct run *r, struct str path, struct buf *out)
{
	struct arena *mem = arena_new("file to hash");
	struct ctx one = {mem, mem, r->c->diag};
	struct str bytes;
	bool ok = file_read(&one, path, 0, &bytes);

	if (ok)
		depends_add_text(out, file_sha256(mem, bytes));
	arena_free(mem);
	return ok;
}

bool
depends_file(const struct run *r, struct str path, struct str *out)
{
	struct buf b = buf_new(r->c->mem);

	if (!hash_file(r, path, &b))
		return false;
	*out = file_sha256(r->c->mem, buf_str(&b));
	return true;
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
	return g_strcmp0(*(char *const *)a, *(char *const *)b);
}

/* Names and bytes of every font and of the colour profile. */
static bool
hash_fonts(const struct run *r, struct str *out)
{
	struct str folder = r->o->places.fonts;
	GDir *dir = g_dir_open(str_z(r->c->tmp, folder), 0, NULL);
	GPtrArray *names = g_ptr_array_new();
	struct buf b = buf_new(r->c->mem);
	const char *name;
	bool ok = dir != NULL;

	if (!ok)
		diag_fail(r->c, (struct at){.file = folder},
		    "the program's fonts are not there; install it again");
	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
		if (g_str_has_suffix(name, ".otf") ||
		    g_str_has_suffix(name, ".icc"))
			g_ptr_array_add(names,
			    (gpointer)str_dup(r->c->mem, str_of(name)).p);
	if (dir != NULL)
		g_dir_close(dir);
	g_ptr_array_sort(names, by_name);
	for (guint i = 0; ok && i < names->len; i++) {
		depends_add_text(&b, str_of(names->pdata[i]));
		ok = hash_file(r,
		    file_join(r->c->tmp, folder, str_of(names->pdata[i])), &b);
	}
	g_ptr_array_free(names, TRUE);
	*out = file_sha256(r->c->mem, buf_str(&b));
	return ok;
}

/* What packs print of their sources. Checksums are the manifest's. */
static struct str
hash_sources(const struct run *r)
{
	struct buf b = buf_new(r->c->tmp);

	for (size_t i = 0; i < r->dataset->n_sources; i++) {
		const struct source *f = &r->dataset->source[i];
		depends_add_text(&b, f->path);
		depends_add_text(&b, f->profile);
		depends_add_text(&b, f->title);
		depends_add_text(&b, f->publisher);
		depends_add_count(&b, f->synthetic);
		depends_add_count(&b, (int64_t)f->rows);
		depends_add_count(&b, f->observations > 0);
		depends_add_count(&b, f->date);
	}
	return file_sha256(r->c->mem, buf_str(&b));
}

/* The workbook of an audit is the return as it was sent, cell for cell, whether
 * a figure takes the cell or not. */
static struct str
hash_returns(const struct run *r, const struct subject *s)
{
	const struct dataset *d = r->dataset;
	struct buf b = buf_new(r->c->tmp);

	for (size_t i = 0; s->audit && i < d->n_sent; i++)
		if (s->organisation != NULL &&
		    d->sent[i].org == s->organisation->code)
			depends_add_text(
			    &b, d->source[d->sent[i].source].sha256);
	return file_sha256(r->c->mem, buf_str(&b));
}

/* What each audit compares with: every trust's scores, of which England's means
 * are made. */
static struct str
hash_scores(const struct run *r)
{
	struct arena *tmp = arena_new("scores to hash");
	const struct audit *a = r->audit;
	struct buf b = buf_new(tmp);
	struct str hash;

	for (size_t i = 0; a != NULL && i < a->n_quarters; i++)
		depends_add_count(&b, a->quarter[i]);
	for (size_t i = 0; a != NULL && i < a->n_topics; i++)
		depends_add_text(&b, a->topic[i]);
	for (size_t i = 0; a != NULL && i < a->n; i++) {
		const struct audit_return *k = &a->sent[i];
		depends_add_sym(&b, r, k->org);
		depends_add_count(&b, k->date);
		depends_add_count(&b, k->sent);
		depends_add_number(&b, k->score);
		for (size_t t = 0; t < a->n_topics; t++)
			depends_add_number(&b, k->topic[t].validity);
	}
	hash = file_sha256(r->c->mem, buf_str(&b));
	arena_free(tmp);
	return hash;
}

static bool
is_about(const struct run *r, const struct subject *s, sym org)
{
	const struct organisation *o;

	if (s->organisation != NULL)
		return s->organisation->code == org;
	o = dataset_find(r->dataset, org);
	return o != NULL && o->reported_on &&
	       (o->region == s->region || o->icb == s->region);
}

static void
add_return(struct buf *b, const struct audit *a, const struct audit_return *k)
{
	depends_add_count(b, k->received);
	depends_add_count(b, k->unread);
	depends_add_number(b, k->validity);
	depends_add_number(b, k->coverage);
	depends_add_count(b, k->quarters_expected);
	depends_add_count(b, k->quarters_sent);
	depends_add_count(b, k->open);
	depends_add_count(b, k->errors);
	depends_add_count(b, k->warnings);
	depends_add_count(b, k->notes);
	for (size_t t = 0; t < a->n_topics; t++) {
		const struct audit_topic *i = &k->topic[t];
		depends_add_number(b, i->expected);
		depends_add_number(b, i->present);
		depends_add_number(b, i->valid);
		depends_add_number(b, i->defaults);
		depends_add_number(b, i->excess);
		depends_add_count(b, i->errors);
		depends_add_count(b, i->warnings);
		depends_add_count(b, i->notes);
	}
}

/* All that it says of the subject's own returns. */
static void
add_own_audit(struct buf *b, const struct run *r, const struct subject *s)
{
	const struct audit *a = r->audit;

	for (size_t i = 0; a != NULL && i < a->n; i++)
		if (is_about(r, s, a->sent[i].org))
			add_return(b, a, &a->sent[i]);
	for (size_t i = 0; a != NULL && i < a->n_faults; i++) {
		const struct audit_fault *f = &a->fault[i];
		if (!is_about(r, s, f->org))
			continue;
		depends_add_sym(b, r, f->org);
		depends_add_text(b, f->code);
		depends_add_text(b, f->place);
		depends_add_count(b, f->quarters);
		depends_add_text(b, f->answer);
		for (size_t q = 0; q < a->n_quarters; q++)
			depends_add_count(b, f->mark[q]);
	}
}

/* The theme's file, and the logo that it names. */
static bool
hash_theme(const struct run *r, struct str *out)
{
	struct str path = run_template(r, "theme.yaml");
	struct theme theme;
	struct buf b = buf_new(r->c->mem);

	if (!hash_file(r, path, &b) || !theme_load(r->c, path, &theme))
		return false;
	depends_add_text(&b, theme.logo.png);
	*out = file_sha256(r->c->mem, buf_str(&b));
	return true;
}

bool
depends_new(const struct run *r, struct depends **out)
{
	struct depends *d = NEW(r->c->mem, struct depends);
	struct buf date = buf_new(r->c->mem);

	d->common[DEPEND_program] = identity_sha256(r->c->mem);
	depends_add_count(&date, r->date);
	d->common[DEPEND_date] = file_sha256(r->c->mem, buf_str(&date));
	d->figures = r->beside != NULL ? r->beside->figures
				       : depends_all_figures(r, r->c->mem);
	d->common[DEPEND_england] = hash_england(r, d);
	d->common[DEPEND_sources] = hash_sources(r);
	d->audit = hash_scores(r);
	*out = d;
	return depends_file(r, r->settings_path, &d->common[DEPEND_settings]) &&
	       hash_theme(r, &d->common[DEPEND_theme]) &&
	       depends_file(
		   r, r->catalogue_path, &d->common[DEPEND_indicators]) &&
	       hash_fonts(r, &d->common[DEPEND_fonts]);
}

static void
add_organisation(
    struct buf *b, const struct run *r, const struct organisation *o)
{
	const sym text[] = {o->code, o->name, o->region, o->region_name, o->icb,
	    o->icb_name, o->cluster};

	for (size_t i = 0; i < COUNT(text); i++)
		depends_add_sym(b, r, text[i]);
	depends_add_count(b, o->reported_on);
}

static struct str
hash_organisation(const struct run *r, const struct organisation *o)
{
	struct buf b = buf_new(r->c->tmp);
	const struct peer_group *p = scorecard_peers(
	    r->scorecard, symbols_text(r->dataset->symbols, o->code));

	add_organisation(&b, r, o);
	if (p != NULL) {
		depends_add_text(&b, p->rule);
		depends_add_text(&b, p->sensitivity);
		for (size_t i = 0; i < p->n; i++)
			depends_add_sym(&b, r, p->peer[i]);
	}
	return file_sha256(r->c->mem, buf_str(&b));
}

static void
add_effect(struct buf *b, const struct effect *e)
{
	const struct str text[] = {e->indicator, e->name, e->before, e->after,
	    e->verdict_before, e->verdict_after};
	const double number[] = {e->value_before, e->lower_before,
	    e->upper_before, e->value_after, e->lower_after, e->upper_after};

	for (size_t i = 0; i < COUNT(text); i++)
		depends_add_text(b, text[i]);
	for (size_t i = 0; i < COUNT(number); i++)
		depends_add_number(b, number[i]);
	depends_add_count(b, e->verdict_changes);
	depends_add_count(b, e->new_result);
	depends_add_count(b, e->left_out);
}

/* The subject's own, and how many there are in all. */
static struct str
hash_findings(const struct run *r, const struct subject *s)
{
	struct buf b = buf_new(r->c->tmp);

	depends_add_count(&b, (int64_t)findings_count(r->findings));
	for (size_t i = 0; i < findings_count(r->findings); i++) {
		const struct finding *f = findings_at(r->findings, i);
		if (!is_about(
			r, s, symbols_lookup(r->dataset->symbols, f->org)))
			continue;
		depends_add_count(&b, f->kind);
		depends_add_text(&b, f->org);
		depends_add_text(&b, f->file);
		depends_add_text(&b, f->sheet);
		depends_add_text(&b, f->cell);
		depends_add_text(&b, f->value);
		depends_add_text(&b, f->other);
		depends_add_count(&b, f->times);
		depends_add_count(&b, f->date);
		depends_add_text(&b, f->place);
		depends_add_count(&b, f->certainty);
		depends_add_number(&b, f->suggested);
		depends_add_count(&b, f->standing);
		depends_add_count(&b, f->quarters);
		depends_add_text(&b, f->answer);
		for (size_t k = 0; k < f->n_effects; k++)
			add_effect(&b, &f->effect[k]);
	}
	return file_sha256(r->c->mem, buf_str(&b));
}

/* What the packs of one organisation compare it with. */
static struct str
hash_others(
    const struct run *r, struct depends *d, const struct organisation *o)
{
	const struct dataset *data = r->dataset;
	struct buf b = buf_new(r->c->tmp);

	depends_add_text(&b, d->figures[o->region]);
	for (size_t i = 0; i < data->n_organisations; i++) {
		const struct organisation *k = &data->organisation[i];
		if (k == o || !k->reported_on || k->cluster != o->cluster)
			continue;
		depends_add_sym(&b, r, k->code);
		depends_add_sym(&b, r, k->name);
		depends_add_text(&b, d->figures[k->code]);
	}
	return file_sha256(r->c->mem, buf_str(&b));
}

/* England's pages say which figures rest on cells that are asked about, and
 * nothing else of findings. */
static struct str
hash_doubts(const struct run *r)
{
	struct buf b = buf_new(r->c->tmp);

	for (size_t i = 0; i < findings_count(r->findings); i++) {
		const struct finding *f = findings_at(r->findings, i);
		if (f->standing == STANDING_NONE ||
		    f->standing == STANDING_ANSWERED)
			continue;
		for (size_t k = 0; k < f->n_effects; k++) {
			depends_add_text(&b, f->org);
			depends_add_count(&b, f->date);
			depends_add_text(&b, f->effect[k].indicator);
		}
	}
	return file_sha256(r->c->mem, buf_str(&b));
}

static void
region_depends(const struct run *r, struct depends *d, const struct subject *s,
    struct str out[DEPEND_N])
{
	const struct dataset *data = r->dataset;
	struct buf who = buf_new(r->c->tmp), others = buf_new(r->c->tmp);
	bool country = true;

	for (size_t i = 0; i < data->n_organisations; i++) {
		if (!data->organisation[i].reported_on)
			continue;
		country &= data->organisation[i].region != s->region &&
			   data->organisation[i].icb != s->region;
		add_organisation(&who, r, &data->organisation[i]);
		depends_add_text(
		    &others, d->figures[data->organisation[i].code]);
		depends_add_text(
		    &others, d->figures[data->organisation[i].region]);
	}
	out[DEPEND_organisation] = file_sha256(r->c->mem, buf_str(&who));
	out[DEPEND_own_figures] = d->figures[s->region];
	out[DEPEND_other_figures] = file_sha256(r->c->mem, buf_str(&others));
	out[DEPEND_findings] = country ? hash_doubts(r) : hash_findings(r, s);
}

static void
add_audit(const struct run *r, struct depends *d, const struct subject *s,
    struct str out[DEPEND_N])
{
	struct buf b = buf_new(r->c->mem);

	if (!s->audit)
		return;
	depends_add_text(&b, out[DEPEND_findings]);
	depends_add_text(&b, d->audit);
	add_own_audit(&b, r, s);
	out[DEPEND_findings] = file_sha256(r->c->mem, buf_str(&b));
}

void
depends_of(const struct run *r, struct depends *d, const struct subject *s,
    struct str out[DEPEND_N])
{
	const struct organisation *o = s->organisation;

	for (int i = 0; i < DEPEND_N; i++)
		out[i] = d->common[i];
	out[DEPEND_returns] = hash_returns(r, s);
	if (o == NULL) {
		region_depends(r, d, s, out);
		add_audit(r, d, s, out);
		return;
	}
	out[DEPEND_organisation] = hash_organisation(r, o);
	out[DEPEND_own_figures] = d->figures[o->code];
	out[DEPEND_other_figures] = hash_others(r, d, o);
	out[DEPEND_findings] = hash_findings(r, s);
	add_audit(r, d, s, out);
}
