/* audit/sending.c -- whether returns came, when, and on which form. */
#include "audit/quarter.h"
#include "audit/rule.h"

static struct str
quarter_text(struct arena *mem, day d)
{
	struct buf b = buf_new(mem);

	period_print_page(&b, period_holding(d));
	return buf_str(&b);
}

static struct str
day_text(struct arena *mem, day d)
{
	struct buf b = buf_new(mem);

	day_print(&b, d);
	return buf_str(&b);
}

static struct str
title_of(struct arena *mem, const struct view *v, sym org)
{
	const struct organisation *o = dataset_find(v->dataset, org);
	struct str code = symbols_text(v->dataset->symbols, org);

	if (o == NULL || o->name == 0)
		return code;
	return str_fmt(mem, "%.*s (%.*s)",
	    STRF(symbols_text(v->dataset->symbols, o->name)), STRF(code));
}

static void
find_missing(struct inspection *look, sym org, int quarter)
{
	const struct view *v = look->v;
	struct arena *tmp = look->c->tmp;
	day date = quarter_end(quarter);

	findings_add(
	    look->out, (struct finding){.kind = FINDING_not_sent,
			   .org = symbols_text(v->dataset->symbols, org),
			   .own = true,
			   .date = date,
			   .value = quarter_text(tmp, date),
			   .other = title_of(tmp, v, org)});
}

/* The quarters after one return up to the next, or to the newest that anybody
 * sent: as long as the organisation has sent one lately. */
static void
check_gap(struct inspection *look, const struct sent *s, int until)
{
	int first = quarter_of(s->date) + 1;
	int most = first + (int)look->limit->expected_quarters;

	for (int q = first; q < until && q < most; q++)
		if (!view_unread(look->v, s->org, quarter_end(q)))
			find_missing(look, s->org, q);
}

/* Once a register says whom packs are for, nobody else is waited for: trusts
 * close and merge. Gaps between returns are gaps all the same. */
static bool
is_waited_for(const struct view *v, sym org)
{
	const struct dataset *d = v->dataset;
	bool any = false;

	for (size_t i = 0; i < d->n_organisations; i++) {
		if (!d->organisation[i].reported_on)
			continue;
		any = true;
		if (d->organisation[i].code == org)
			return true;
	}
	return !any;
}

static void
check_gaps(struct inspection *look)
{
	const struct view *v = look->v;
	int newest = 0;

	for (size_t i = 0; i < v->n; i++)
		if (quarter_of(v->sent[i].date) > newest)
			newest = quarter_of(v->sent[i].date);
	for (size_t i = 0; i < v->n; i++) {
		const struct sent *s = &v->sent[i];
		bool more = i + 1 < v->n && s[1].org == s->org;
		if (!more && !is_waited_for(v, s->org))
			continue;
		check_gap(look, s, more ? quarter_of(s[1].date) : newest + 1);
	}
}

static void
check_day(struct inspection *look, const struct sent *s)
{
	struct arena *tmp = look->c->tmp;
	day due = s->date + (day)look->limit->due_days;

	if (s->received != DAY_NONE && s->received > due)
		find_return(look, FINDING_late, s, day_text(tmp, s->received),
		    day_text(tmp, due));
}

/* A version is in use from the first quarter that anybody sent one on it. */
static void
check_version(struct inspection *look, const struct sent *s)
{
	const struct view *v = look->v;
	struct arena *tmp = look->c->tmp;
	int used = 0;

	for (size_t i = 0; i < v->n; i++)
		if (v->sent[i].date <= s->date && v->sent[i].version > used)
			used = v->sent[i].version;
	if (s->version > 0 && s->version < used)
		find_return(look, FINDING_older_form, s,
		    str_fmt(tmp, "%d", s->version), str_fmt(tmp, "%d", used));
}

/* What the cover calls the organisation is kept as the publisher. */
static void
check_name(struct inspection *look, const struct sent *s)
{
	const struct source *source = look->v->dataset->source;
	const struct sent *last = view_before(s, 1);
	struct str now = str_trim(source[s->source].publisher), was;

	if (last == NULL)
		return;
	was = str_trim(source[last->source].publisher);
	if (now.n > 0 && was.n > 0 && !str_eq_nocase(now, was))
		find_return(look, FINDING_renamed, s, now, was);
}

void
rules_sending(struct inspection *look)
{
	const struct view *v = look->v;

	check_gaps(look);
	for (size_t i = 0; i < v->n; i++) {
		check_day(look, &v->sent[i]);
		check_version(look, &v->sent[i]);
		check_name(look, &v->sent[i]);
	}
}
