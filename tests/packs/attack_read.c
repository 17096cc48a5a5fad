/* tests/packs/attack_read.c -- what a scorecard tells and what it withholds. */
#include <stdlib.h>

#include "attack.h"
#include "base/file.h"
#include "base/num.h"

enum {
	DATE = 1,
	ORG,
	SETTING,
	INDICATOR,
	BREAKDOWN,
	NUMERATOR,
	DENOMINATOR,
	VALUE,
	LOWER,
	UPPER,
	STATUS = 18,
	FIELDS
};

static const struct span anything = {-INFINITY, INFINITY};

bool
span_told(struct span s)
{
	return s.low > -INFINITY || s.high < INFINITY;
}

size_t
attack_fields(struct str line, struct str *out, size_t most)
{
	size_t n = 0;

	while (n < most) {
		ptrdiff_t end =
		    line.n > 0 && line.p[0] == '"'
			? str_find(str_slice(line, 1, line.n), S("\""))
			: -1;
		struct str rest;

		if (end >= 0) {
			out[n++] = str_slice(line, 1, (size_t)end + 1);
			line = str_slice(line, (size_t)end + 2, line.n);
			if (!str_cut(line, ',', &rest, &line))
				break;
		} else if (!str_cut(line, ',', &out[n++], &line)) {
			break;
		}
	}
	return n;
}

static struct str
read_text(struct attack *a, const char *path)
{
	struct str text;

	if (!file_read(&a->c, str_of(path), 0, &text))
		fail_msg("%s", diag_text(a->c.diag).p);
	return text;
}

static void
add_org(struct attack *a, struct str code, struct str region)
{
	const char *key = str_z(a->c.mem, code);

	if (g_hash_table_contains(a->org_at, key))
		return;
	ARENA_GROW(a->c.mem, a->org, a->orgs, a->cap_orgs);
	a->org[a->orgs++] = (struct org){code, region};
	g_hash_table_insert(
	    a->org_at, (gpointer)key, GSIZE_TO_POINTER(a->orgs));
}

static size_t
column_of(const struct str *head, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(head[i], name))
			return i;
	fail_msg("the register has no column %s", name);
	return 0;
}

/* Trusts and their regions, then the regions themselves and England. */
void
attack_register(
    struct attack *a, const char *path, const char *code, const char *region)
{
	struct str rest = read_text(a, path), line, f[32];
	size_t n, at, in, trusts;

	(void)str_cut(rest, '\n', &line, &rest);
	n = attack_fields(str_trim(line), f, COUNT(f));
	at = column_of(f, n, code);
	in = column_of(f, n, region);
	while (str_cut(rest, '\n', &line, &rest))
		if (attack_fields(str_trim(line), f, COUNT(f)) == n)
			add_org(a, f[at], f[in]);
	trusts = a->orgs;
	for (size_t i = 0; i < trusts; i++)
		add_org(a, a->org[i].region, S(""));
	add_org(a, S("ENG"), S(""));
}

struct str
attack_scorecard(struct attack *a, const char *path)
{
	return read_text(a, path);
}

/* The place of a key + 1; 0: it is not there. */
static size_t
place(GHashTable *at, struct arena *mem, struct str key)
{
	struct arena_mark m = arena_mark(mem);
	size_t i = GPOINTER_TO_SIZE(g_hash_table_lookup(at, str_z(mem, key)));

	arena_rewind(mem, m);
	return i;
}

static size_t
line_of(struct attack *a, const struct str *f)
{
	struct arena_mark m = arena_mark(a->c.tmp);
	struct str setting = str_is(f[SETTING], "all") ? S("") : f[SETTING];
	size_t i = place(a->line_at, a->c.tmp,
	    str_fmt(a->c.tmp, "%.*s|%.*s|%.*s", STRF(f[INDICATOR]),
		STRF(setting), STRF(f[BREAKDOWN])));

	arena_rewind(a->c.tmp, m);
	return i;
}

static int
by_text(const void *x, const void *y)
{
	return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

size_t
attack_dates(
    struct attack *a, struct str scorecard, struct str *out, size_t most)
{
	struct str rest = scorecard, line, f[FIELDS];
	size_t n = 0;

	while (str_cut(rest, '\n', &line, &rest)) {
		size_t i = 0;

		if (attack_fields(str_trim(line), f, FIELDS) != FIELDS ||
		    f[NUMERATOR].n == 0)
			continue;
		while (i < n && !str_eq(out[i], f[DATE]))
			i++;
		if (i == n && n < most && line_of(a, f) > 0)
			out[n++] = f[DATE];
	}
	qsort(out, n, sizeof *out, by_text);
	return n;
}

struct entry *
attack_entry(
    const struct attack *a, const struct quarter *q, size_t org, size_t line)
{
	return &q->entry[org * a->lines + line];
}

/* What may stand behind a number: itself, or what is rounded to it. */
static struct span
span_of(const struct policy *p, struct str text)
{
	double v;

	if (!num_parse(text, &v))
		return anything;
	if (p->step == 0 || v == 0)
		return (struct span){v, v};
	return (struct span){fmax(0, v - p->step / 2), v + p->step / 2};
}

static double
number(struct str text)
{
	double v;

	return num_parse(text, &v) ? v : NAN;
}

static void
take_row(struct attack *a, struct quarter *q, const struct policy *p,
    const struct str *f)
{
	size_t org = place(a->org_at, a->c.tmp, f[ORG]);
	size_t line = line_of(a, f);
	struct entry *e;

	if (org == 0 || line == 0)
		return;
	e = attack_entry(a, q, org - 1, line - 1);
	e->row = true;
	/* A ratio that is undefined is not applicable either, but has counts. */
	e->in = !str_is(f[STATUS], "missing") &&
		(!str_is(f[STATUS], "not_applicable") || f[NUMERATOR].n > 0);
	e->withheld = str_is(f[STATUS], "suppressed");
	e->part[COUNT_PART] = span_of(p, f[NUMERATOR]);
	e->part[BASE_PART] = span_of(p, f[DENOMINATOR]);
	e->value = number(f[VALUE]);
	e->lower = number(f[LOWER]);
	e->upper = number(f[UPPER]);
	attack_pair(p, a->line[line - 1].indicator, e);
}

/* A published file leaves out the groups in which an organisation has nobody. */
static void
fill_absent(struct attack *a, struct quarter *q)
{
	for (size_t i = 0; i < a->lines; i++) {
		const struct line *l = &a->line[i];
		size_t all = i;

		if (!l->indicator->absent_is_zero || l->column.n == 0)
			continue;
		while (a->line[all].column.n > 0)
			all--;
		for (size_t o = 0; o < a->orgs; o++) {
			struct entry *e = attack_entry(a, q, o, i);

			if (!e->row && attack_entry(a, q, o, all)->row)
				e->part[COUNT_PART] = e->part[BASE_PART] =
				    (struct span){0, 0};
		}
	}
}

struct quarter
attack_quarter(struct attack *a, struct str scorecard, const struct policy *p,
    struct str date)
{
	struct quarter q = {.date = date,
	    .entry = NEWS(a->c.mem, a->orgs * a->lines, struct entry)};
	struct str rest = scorecard, line, f[FIELDS];

	for (size_t i = 0; i < a->orgs * a->lines; i++)
		for (int k = 0; k < PARTS; k++)
			q.entry[i].part[k] = anything;
	while (str_cut(rest, '\n', &line, &rest))
		if (attack_fields(str_trim(line), f, FIELDS) == FIELDS &&
		    str_eq(f[DATE], date))
			take_row(a, &q, p, f);
	fill_absent(a, &q);
	return q;
}

bool
attack_adds(const struct attack *a, const struct quarter *q, size_t total,
    size_t trust, size_t line)
{
	const struct org *t = &a->org[total], *o = &a->org[trust];

	if (o->region.n == 0)
		return false;
	if (t->region.n > 0)
		return total == trust;
	return attack_entry(a, q, trust, line)->in &&
	       (str_is(t->code, "ENG") || str_eq(t->code, o->region));
}
