/* tests/unit/audit/small_return.h -- returns in memory, of the real form: each
 * consistent in itself and with the one of the quarter before, until a test
 * changes a cell.
 *
 *	struct small s;
 *	small_open(&s, "2026-27-Q1");
 *	small_send(&s, "RV5", "2025-26-Q4");
 *	small_send(&s, "RV5", "2026-27-Q1");
 *	small_set(&s, "RV5", "2026-27-Q1", "gender", "Nursing / Women", 7);
 *	small_check(&s, rules_totals);
 *	f = small_only(&s, FINDING_gender_of_discipline, "Nursing / Women");
 *	small_close(&s);
 */
#ifndef TESTS_UNIT_AUDIT_SMALL_RETURN_H
#define TESTS_UNIT_AUDIT_SMALL_RETURN_H

#include "audit/rule.h"
#include "check.h"

enum { SMALL_SOURCES = 400 };

/* Two quarters in a row. */
#define SMALL_NOW  "2026-27-Q1"
#define SMALL_LAST "2025-26-Q4"

struct small {
	struct ctx c;
	struct return_form form;
	struct settings settings;
	struct dataset *d;
	struct period period;
	struct view *form_view; /* of no return: the form's cells */
	struct view *v;         /* as the last check saw it */
	struct findings *found;
	const struct audit_unread *unread; /* one, or NULL */
};

static inline struct period
small_period(const char *text)
{
	struct period p;

	if (!period_parse(str_of(text), &p))
		fail_msg("%s is not a quarter", text);
	return p;
}

static inline struct audit_input
small_input(struct small *s)
{
	return (struct audit_input){s->d, &s->form, &s->settings, s->period,
	    s->unread, s->unread != NULL};
}

static inline void
small_open(struct small *s, const char *period)
{
	struct audit_input in;

	*s = (struct small){.c = test_ctx(), .period = small_period(period)};
#define AUDIT_LIMIT(name, fallback, least, most, help)                         \
	s->settings.audit.name = fallback;
#include "model/audit_limits.def"
#undef AUDIT_LIMIT
	if (!return_form_load(&s->c, S("templates/return.yaml"), &s->form))
		fail_msg("%s", str_z(s->c.mem, diag_text(s->c.diag)));
	s->d = dataset_new(s->c.mem);
	s->d->source = NEWS(s->c.mem, SMALL_SOURCES, struct source);
	in = small_input(s);
	s->form_view = view_new(&s->c, &in);
}

static inline void
small_close(struct small *s)
{
	test_drop(&s->c);
}

/* The cell that says "Nursing, Band 5 / Inpatient WTE" on a topic's sheet. */
static inline size_t
small_cell(const struct small *s, const char *topic, const char *words)
{
	for (size_t i = 0; i < s->form_view->n_cells; i++) {
		const struct view_place *p = &s->form_view->cell[i];
		if (str_is(s->form.topic[p->at.topic].name, topic) &&
		    str_is(p->words, words))
			return i;
	}
	fail_msg("the form's topic %s has no cell %s", topic, words);
	return VIEW_NONE;
}

/* ---- what a consistent return says ---- */

/* Who sends, and which quarter, counted on from year 0. */
struct small_who {
	unsigned org;
	int quarter;
};

static inline int
small_days(struct small_who w)
{
	struct period p = {w.quarter / 4, w.quarter % 4 + 1};

	return period_end(p) - period_start(p) + 1;
}

static inline unsigned
small_mix(struct small_who w, size_t cell)
{
	uint32_t n[3] = {w.org, (uint32_t)w.quarter, (uint32_t)cell};

	return str_hash((struct str){(const char *)n, sizeof n});
}

/* People of one row and setting of the sheet of staff in post. */
static inline double
small_heads(const struct small *s, struct small_who w, size_t cell)
{
	static const struct {
		const char *band;
		int people;
	} usual[] = {{"Band 2", 12}, {"Band 3", 12}, {"Band 4", 11},
	    {"Band 5", 24}, {"Band 6", 22}, {"Band 7", 20}, {"Band 8a", 4},
	    {"Band 8b", 2}, {"Band 8c", 1}, {"Band 8d", 0}, {"Band 9", 0},
	    {"Medical pay", 15}, {"Other pay", 1}};
	struct str band = s->form_view->cell[cell].dim[DIM_band];
	int n = 0;

	for (size_t i = 0; i < COUNT(usual); i++)
		if (str_is(band, usual[i].band))
			n = usual[i].people;
	if (n >= 10)
		n += (int)(w.org % 5) + (int)(small_mix(w, cell) % 3);
	return n;
}

/* An empty text takes everything. Staff in post are the form's first topic. */
struct small_part {
	struct str setting, discipline, group, band;
};

static inline struct str
small_group(struct str discipline)
{
	if (str_is(discipline, "Nursing") ||
	    str_is(discipline, "Support worker"))
		return discipline;
	return str_is(discipline, "Admin") || str_is(discipline, "Other")
		   ? S("Non-clinical")
		   : S("Other clinical");
}

static inline bool
small_in_band(struct str band, struct str of)
{
	static const struct {
		const char *many, *one;
	} bands[] = {{"Bands 2 to 4", "Band 2"}, {"Bands 2 to 4", "Band 3"},
	    {"Bands 2 to 4", "Band 4"}, {"Bands 8a and 8b", "Band 8a"},
	    {"Bands 8a and 8b", "Band 8b"}, {"Bands 8c to 9", "Band 8c"},
	    {"Bands 8c to 9", "Band 8d"}, {"Bands 8c to 9", "Band 9"},
	    {"Bands 8a to 9", "Band 8a"}, {"Bands 8a to 9", "Band 8b"},
	    {"Bands 8a to 9", "Band 8c"}, {"Bands 8a to 9", "Band 8d"},
	    {"Bands 8a to 9", "Band 9"}};

	for (size_t i = 0; i < COUNT(bands); i++)
		if (str_is(of, bands[i].many) && str_is(band, bands[i].one))
			return true;
	return of.n == 0 || str_eq(of, band);
}

static inline double
small_people(const struct small *s, struct small_who w, struct small_part p)
{
	double sum = 0;

	for (size_t i = 0; i < s->form_view->first[1]; i++) {
		const struct view_place *k = &s->form_view->cell[i];
		if (str_is(k->measure->name, "cyp_headcount") &&
		    (p.setting.n == 0 ||
			str_eq(p.setting, k->dim[DIM_setting])) &&
		    (p.discipline.n == 0 ||
			str_eq(p.discipline, k->dim[DIM_discipline])) &&
		    (p.group.n == 0 ||
			str_eq(p.group, small_group(k->dim[DIM_discipline]))) &&
		    small_in_band(k->dim[DIM_band], p.band))
			sum += small_heads(s, w, i);
	}
	return sum;
}

static inline double
small_share(double whole, int percent)
{
	return (double)((long)whole * percent / 100);
}

/* 0.85 WTE a person, as a number with two decimals. */
static inline double
small_wte(double people)
{
	return people * 85 / 100;
}

/* The share of the column; its first column takes what the others leave. */
static inline double
small_split(struct str word, double whole, const char *first,
    const char *const *other, const int *percent, size_t n)
{
	double left = whole;

	for (size_t i = 0; i < n; i++) {
		if (str_is(word, other[i]))
			return small_share(whole, percent[i]);
		left -= small_share(whole, percent[i]);
	}
	return str_is(word, first) ? left : 0;
}

static inline double
small_ethnic(struct str word, double whole)
{
	static const char *const other[] = {
	    "Asian", "Black", "Mixed", "Other", "Unknown"};
	static const int percent[] = {12, 9, 5, 4, 5};
	double sum = 0;

	if (!str_is(word, "Ethnic minority"))
		return small_split(word, whole, "White", other, percent, 5);
	for (size_t i = 0; i < 4; i++)
		sum += small_share(whole, percent[i]);
	return sum;
}

static inline double
small_cpd_staff(
    const struct small *s, struct small_who w, const struct view_place *p)
{
	static const char *const fine[] = {"Bands 2 to 4", "Band 5", "Band 6",
	    "Band 7", "Bands 8a and 8b", "Bands 8c to 9", "Medical pay"};
	double sum = 0;

	/* Split where the sheet of ethnic groups splits, then added up. */
	for (size_t i = 0; i < COUNT(fine); i++) {
		struct small_part part = {
		    .group = p->dim[DIM_staff_group], .band = str_of(fine[i])};
		struct str band = p->dim[DIM_band];
		if (str_eq(band, part.band) ||
		    (str_is(band, "Bands 8a to 9") && (i == 4 || i == 5)))
			sum += small_ethnic(
			    p->dim[DIM_ethnicity], small_people(s, w, part));
	}
	return sum;
}

/* Who left: one, and one more for each that the headcount fell. */
static inline double
small_leavers(const struct small *s, struct small_who w, struct small_part p)
{
	struct small_who before = {w.org, w.quarter - 1};
	double grew = small_people(s, w, p) - small_people(s, before, p);

	return 1 + (grew < 0 ? -grew : 0);
}

static inline double
small_leavers_12m(
    const struct small *s, struct small_who w, struct small_part p)
{
	double sum = 0;

	for (int i = 0; i < 4; i++)
		sum += small_leavers(
		    s, (struct small_who){w.org, w.quarter - i}, p);
	return sum;
}

static inline double small_value(
    const struct small *, struct small_who, size_t cell);

static inline double
small_plain(const struct small *s, struct small_who w, size_t cell)
{
	const struct view *v = s->form_view;
	const struct view_place *p = &v->cell[cell];
	struct return_place bound;

	if (p->measure->number == RETURN_YES_NO)
		return 1;
	if (return_bound(&s->form, p->at, &bound)) {
		size_t whole =
		    v->first[bound.topic] +
		    bound.row * s->form.topic[bound.topic].n_columns +
		    bound.column;
		return small_share(small_value(s, w, whole),
		    60 + (int)(small_mix(w, cell) % 5));
	}
	return 40 + small_mix(w, cell) % 5;
}

static inline double
small_value(const struct small *s, struct small_who w, size_t cell)
{
	const struct view_place *p = &s->form_view->cell[cell];
	struct str name = p->measure->name;
	struct small_part part = {.setting = p->dim[DIM_setting],
	    .discipline = p->dim[DIM_discipline]};
	struct small_part row = {
	    .group = p->dim[DIM_staff_group], .band = p->dim[DIM_band]};

	if (str_is(name, "cyp_headcount"))
		return small_heads(s, w, cell);
	if (str_is(name, "cyp_wte"))
		return small_wte(small_heads(s, w, cell + 1));
	if (str_is(name, "ethnicity_headcount"))
		return small_ethnic(
		    p->dim[DIM_ethnicity], small_people(s, w, row));
	if (str_is(name, "gender_headcount"))
		return small_split(p->dim[DIM_gender], small_people(s, w, part),
		    "Female", (const char *const[]){"Male", "Other", "Unknown"},
		    (const int[]){20, 1, 2}, 3);
	if (str_is(name, "disability_headcount"))
		return small_split(p->dim[DIM_disability],
		    small_people(s, w, part), "Not disabled",
		    (const char *const[]){"Disabled", "Unknown"},
		    (const int[]){8, 6}, 2);
	if (str_is(name, "establishment_wte"))
		return small_wte(small_people(s, w, part)) +
		       small_share(small_people(s, w, part), 10);
	if (str_is(name, "vacant_wte"))
		return small_share(small_people(s, w, part), 10);
	if (str_is(name, "cyp_leavers"))
		return small_leavers(s, w, part);
	if (str_is(name, "cyp_joiners"))
		return small_leavers(s, w, part) + small_people(s, w, part) -
		       small_people(
			   s, (struct small_who){w.org, w.quarter - 1}, part);
	if (str_is(name, "average_headcount_12m"))
		return (small_people(s, w, part) +
			   small_people(s,
			       (struct small_who){w.org, w.quarter - 4},
			       part)) /
		       2;
	if (str_is(name, "cyp_leavers_12m"))
		return small_leavers_12m(s, w, part);
	if (str_is(name, "cpd_staff"))
		return small_cpd_staff(s, w, p);
	if (str_is(name, "cpd_hours"))
		return small_cpd_staff(s, w, p) * 12;
	if (str_is(name, "training_staff"))
		return small_people(s, w, part);
	if (str_is(name, "cyp_days_available"))
		return small_wte(small_people(s, w, part)) * small_days(w);
	if (str_is(name, "cyp_days_lost"))
		return small_share(
		    small_wte(small_people(s, w, part)) * small_days(w), 5);
	if (str_is(name, "satisfaction_points"))
		return 7 * (40 + small_mix(w, cell - 2) % 5);
	if (str_is(name, "occupied_bed_days"))
		return 34 * small_days(w);
	if (str_is(name, "ward_days"))
		return 2 * small_days(w);
	if (str_is(name, "support_worker_service_years"))
		return 4.5;
	return small_plain(s, w, cell);
}

/* ---- sending, changing, checking ---- */

/* A consistent return; the cells of the form in its order. */
static inline void
small_send(struct small *s, const char *org, const char *period)
{
	struct period p = small_period(period);
	struct small_who w = {
	    str_hash(str_of(org)), p.year * 4 + p.quarter - 1};
	uint16_t at = (uint16_t)s->d->n_sources++;
	struct source *file = &s->d->source[at];

	assert_true(s->d->n_sources <= SMALL_SOURCES);
	*file = (struct source){
	    .path = str_fmt(s->c.mem, "%s_%s.xlsx", org, period),
	    .profile = S("cypmh_return"),
	    .sheet = NEWS(s->c.mem, s->form.n_topics, struct str),
	    .n_sheets = s->form.n_topics,
	    .date = period_end(p)};
	for (size_t i = 0; i < s->form.n_topics; i++)
		file->sheet[i] = s->form.topic[i].sheet;
	for (size_t i = 0; i < s->form_view->n_cells; i++) {
		const struct view_place *k = &s->form_view->cell[i];
		struct observation *o = dataset_add(s->c.mem, s->d);

		o->org = symbols_add(s->d->symbols, str_of(org));
		o->measure = symbols_add(s->d->symbols, k->measure->name);
		o->date = period_end(p);
		for (int n = 0; n < DIM_N; n++)
			o->dim[n] = symbols_add(s->d->symbols, k->dim[n]);
		o->value = small_value(s, w, i);
		o->origin = (struct origin){at, (uint16_t)k->at.topic,
		    (uint32_t)k->at.row + 6, (uint32_t)k->at.column * 2 + 4};
	}
}

/* Both of RV5. */
static inline void
small_two(struct small *s)
{
	small_open(s, SMALL_NOW);
	small_send(s, "RV5", SMALL_LAST);
	small_send(s, "RV5", SMALL_NOW);
}

/* The observation to change as a test likes. */
static inline struct observation *
small_at(struct small *s, const char *org, const char *period,
    const char *topic, const char *words)
{
	const struct view_place *k =
	    &s->form_view->cell[small_cell(s, topic, words)];
	struct str path = str_fmt(s->c.mem, "%s_%s.xlsx", org, period);

	for (size_t i = 0; i < s->d->n; i++) {
		struct observation *o = &s->d->observation[i];
		if (str_eq(s->d->source[o->origin.source].path, path) &&
		    o->origin.sheet == k->at.topic &&
		    o->origin.row == k->at.row + 6 &&
		    o->origin.column == k->at.column * 2 + 4)
			return o;
	}
	fail_msg("%s sent no return for %s", org, period);
	return NULL;
}

static inline void
small_set(struct small *s, const char *org, const char *period,
    const char *topic, const char *words, double value)
{
	struct observation *o = small_at(s, org, period, topic, words);

	o->value = value;
	o->reason = REASON_NONE;
}

static inline void
small_miss(struct small *s, const char *org, const char *period,
    const char *topic, const char *words, enum reason why)
{
	struct observation *o = small_at(s, org, period, topic, words);

	o->value = 0;
	o->reason = why;
}

/* What the return says there. */
static inline double
small_said(struct small *s, const char *org, const char *period,
    const char *topic, const char *words)
{
	return small_at(s, org, period, topic, words)->value;
}

/* Lets one family look; s->found and s->v are new each time. */
static inline void
small_check(struct small *s, void (*rules)(struct inspection *))
{
	struct audit_input in = small_input(s);
	struct inspection look = {.c = &s->c, .limit = &s->settings.audit};

	s->found = findings_new(s->c.mem);
	s->v = view_new(&s->c, &in);
	look.v = s->v;
	look.out = s->found;
	look.doubt = NEWS(s->c.mem, s->d->n + 1, bool);
	rules(&look);
	findings_sort(s->found);
}

static inline size_t
small_count(const struct small *s, enum finding_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < findings_count(s->found); i++)
		n += findings_at(s->found, i)->kind == kind;
	return n;
}

static inline void
small_print(const struct small *s)
{
	for (size_t i = 0; i < findings_count(s->found); i++) {
		const struct finding *f = findings_at(s->found, i);
		struct buf b = buf_new(s->c.mem);
		finding_print(&b, f);
		print_message("%s %.*s %.*s!%.*s (%.*s): %.*s\n",
		    finding_rule[f->kind].code, STRF(f->file), STRF(f->sheet),
		    STRF(f->cell), STRF(f->place), STRF(buf_str(&b)));
	}
}

/* Fails unless this is all that was found: one finding, of this kind, at this
 * place (NULL: any). */
static inline const struct finding *
small_only(const struct small *s, enum finding_kind kind, const char *place)
{
	const struct finding *f;

	if (findings_count(s->found) != 1)
		small_print(s);
	assert_int_equal(findings_count(s->found), 1);
	f = findings_at(s->found, 0);
	assert_string_equal(
	    finding_rule[f->kind].code, finding_rule[kind].code);
	assert_true(f->own);
	assert_true(f->org.n > 0 && f->date != DAY_NONE && f->file.n > 0);
	if (place != NULL)
		assert_str(f->place, place);
	return f;
}

static inline void
small_none(const struct small *s)
{
	if (findings_count(s->found) != 0)
		small_print(s);
	assert_int_equal(findings_count(s->found), 0);
}

#endif
