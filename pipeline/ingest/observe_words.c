/* ingest/observe_words.c -- labels to words, codes to organisations. */
#include <glib.h>
#include <string.h>

#include "ingest/observe_file.h"

#define CODE_MAX 12 /* characters of an organisation code */

static sym
symbol_of(const struct observer *o, int field)
{
	return symbols_add(o->d->symbols, observer_text(o, field));
}

static sym *
memo_at(struct observer *o, struct memo *m, sym s)
{
	size_t cap = symbols_count(o->d->symbols) * 2;
	sym *word;

	if (s < m->cap)
		return &m->word[s];
	word = NEWS(o->file_mem, cap, sym);
	if (m->cap > 0)
		memcpy(word, m->word, m->cap * sizeof *word);
	m->word = word;
	m->cap = cap;
	return &m->word[s];
}

struct str
observer_label(struct observer *o, const struct profile_place *place)
{
	struct buf b;

	if (place->n == 1)
		return observer_text(o, place->column[0]);
	b = buf_new(o->row_mem);
	for (size_t i = 0; i < place->n; i++) {
		if (i > 0)
			buf_addz(&b, " / ");
		buf_adds(&b, observer_text(o, place->column[i]));
	}
	return buf_str(&b);
}

static struct str
label_above(const struct observer *o, const struct pattern *wanted)
{
	struct str part;

	for (size_t i = 0; i < o->n_seen; i++)
		for (size_t k = 0; k < o->seen[i].n; k++)
			if (o->seen[i].number != o->header &&
			    pattern_find(
				wanted, o->seen[i].cell[k].text, &part))
				return part;
	return S("");
}

struct str
observer_fixed_label(
    const struct observer *o, const struct profile_place *place)
{
	struct str part = S("");

	switch (place->kind) {
	case PLACE_CONSTANT:
		return place->constant;
	case PLACE_SHEET:
		(void)!pattern_find(place->pattern, o->sheet_name, &part);
		return part;
	case PLACE_FILE:
		(void)!pattern_find(
		    place->pattern, o->d->source[o->source].path, &part);
		return part;
	case PLACE_TITLE:
		return label_above(o, place->pattern);
	case PLACE_SECTION:
		return o->section;
	case PLACE_NONE:
	case PLACE_COLUMNS:
	case PLACE_HEADINGS:
		break;
	}
	return part;
}

/* "words (nearest: 'Nursing')" */
static struct str
with_nearest(struct observer *o, struct str name, struct str nearest)
{
	return nearest.n == 0 ? name
			      : str_fmt(o->file_mem, "%.*s (nearest: '%.*s')",
				    STRF(name), STRF(nearest));
}

/* The word for a label; o->unmapped if the vocabulary does not list it. */
static sym
word_of(
    struct observer *o, struct memo *m, const struct vocabulary *v, sym label)
{
	sym *known = memo_at(o, m, label);
	struct str word;

	if (*known == 0)
		*known = vocabulary_find(
			     v, symbols_text(o->d->symbols, label), &word)
			     ? symbols_add(o->d->symbols, word)
			     : o->unmapped;
	return *known;
}

/* What the patterns make of a label: itself, if none fits it. */
static sym
rewritten(
    struct observer *o, const struct profile_rewrite *r, size_t n, sym label)
{
	struct arena_mark m = arena_mark(o->file_mem);
	struct str text = symbols_text(o->d->symbols, label), word;

	for (size_t i = 0; i < n; i++) {
		if (!pattern_rewrite(
			r[i].matches, o->file_mem, text, r[i].word, &word))
			continue;
		label =
		    r[i].skip ? WORD_SKIP : symbols_add(o->d->symbols, word);
		break;
	}
	arena_rewind(o->file_mem, m);
	return label;
}

static sym
find_word(struct observer *o, const struct profile_dimension *d, sym label)
{
	struct str word;

	label = rewritten(o, d->rewrite, d->n_rewrites, label);
	if (label == 0 && d->blank.n > 0)
		label = symbols_add(o->d->symbols, d->blank);
	if (label == WORD_SKIP || d->vocabulary == NULL)
		return label != 0 ? label : o->unmapped;
	return vocabulary_find(
		   d->vocabulary, symbols_text(o->d->symbols, label), &word)
		   ? symbols_add(o->d->symbols, word)
		   : o->unmapped;
}

/* An empty label is not "all together", which the empty dimension means. */
sym
observer_word(struct observer *o, size_t i, sym label, uint32_t row,
    uint32_t column, sym org)
{
	const struct profile_dimension *d = &o->p->dimension[i];
	sym word = *memo_at(o, &o->memo[i], label);
	struct arena_mark m;
	struct str text;

	if (word == 0) {
		word = find_word(o, d, label);
		*memo_at(o, &o->memo[i], label) = word;
	}
	if (word != o->unmapped)
		return word;
	m = arena_mark(o->file_mem);
	text = symbols_text(o->d->symbols, label);
	observer_find(o, FINDING_unmapped, row, column, org, text,
	    d->vocabulary == NULL
		? o->p->name
		: with_nearest(o, d->vocabulary_name,
		      vocabulary_nearest(d->vocabulary, o->file_mem, text)));
	arena_rewind(o->file_mem, m);
	return word;
}

static bool
is_code(const struct profile *p, struct str s)
{
	if (p->code_like != NULL)
		return pattern_fits(p->code_like, s);
	for (size_t i = 0; i < s.n; i++)
		if (!g_ascii_isalnum(s.p[i]))
			return false;
	return s.n > 0 && s.n <= CODE_MAX;
}

bool
observer_org(struct observer *o, const struct row *row, sym *org)
{
	const struct profile *p = o->p;
	struct str text = p->org.kind == PLACE_COLUMNS
			      ? observer_label(o, &p->org)
			      : o->org_text;

	if (p->n_org_rewrites > 0) {
		sym label = symbols_add(o->d->symbols, text);
		sym code = *memo_at(o, &o->org_memo, label);
		if (code == 0) {
			code = rewritten(
			    o, p->org_rewrite, p->n_org_rewrites, label);
			*memo_at(o, &o->org_memo, label) = code;
		}
		if (code == WORD_SKIP)
			return false;
		text = symbols_text(o->d->symbols, code);
	}
	if (p->org.kind != PLACE_COLUMNS && !observer_has_values(o))
		return false;
	if (is_code(p, text)) {
		*org = symbols_add(o->d->symbols, text);
		return true;
	}
	/* A row that gives values, or a name, but no code is odd. One with
	 * neither is a footnote. */
	if (observer_has_values(o)) {
		o->rows++;
		observer_find(o, FINDING_no_organisation, row->number,
		    observer_column(o, p->code), 0, text, S(""));
	}
	return false;
}

void
observer_read_organisation(
    struct observer *o, const struct row *row, sym code, day when)
{
	const struct profile *p = o->p;
	struct particulars say;
	struct arena_mark m;

	if (code == o->last_code && when == o->last_date)
		return;
	o->last_code = code;
	o->last_date = when;
	say = (struct particulars){.name = symbol_of(o, p->org_name),
	    .region = symbol_of(o, p->region),
	    .region_name = symbol_of(o, p->region_name),
	    .icb = symbol_of(o, p->icb),
	    .icb_name = symbol_of(o, p->icb_name),
	    .cluster = p->cluster != NO_COLUMN
			   ? symbol_of(o, p->cluster)
			   : symbols_add(o->d->symbols, p->cluster_constant),
	    .reported_on = p->reported_on};
	if (p->cluster_vocabulary != NULL && say.cluster != 0) {
		sym label = say.cluster;
		say.cluster =
		    word_of(o, &o->cluster_memo, p->cluster_vocabulary, label);
		if (say.cluster == o->unmapped) {
			struct str text = symbols_text(o->d->symbols, label);
			/* A cluster of its own is better than one that mixes
			 * all unknown ones. */
			say.cluster = label;
			m = arena_mark(o->file_mem);
			observer_find(o, FINDING_unmapped, row->number,
			    observer_column(o, p->cluster), code, text,
			    with_nearest(o, p->cluster_vocabulary_name,
				vocabulary_nearest(
				    p->cluster_vocabulary, o->file_mem, text)));
			arena_rewind(o->file_mem, m);
		}
	}
	reg_say(o->reg, code, &say, when);
}

/* The label of the measure column that is nearest to a text. */
static struct str
nearest_measure(const struct profile *p, struct str text)
{
	size_t most = text.n / 3, least = most + 1;
	struct str best = S("");

	for (size_t i = 0; i < p->n_words; i++) {
		size_t d = label_distance(text, p->word[i].label, most);
		if (d < least) {
			least = d;
			best = p->word[i].label;
		}
	}
	return best;
}

const sym *
observer_measures(struct observer *o, const struct row *row, sym *label)
{
	const struct profile *p = o->p;
	struct arena_mark m;
	struct str key, text;
	sym *known;

	*label = 0;
	if (p->measure_column == NO_COLUMN)
		return o->measure;
	*label = symbol_of(o, p->measure_column);
	known = memo_at(o, &o->word_memo, *label);
	m = arena_mark(o->file_mem);
	text = symbols_text(o->d->symbols, *label);
	key = label_key(o->file_mem, text);
	for (size_t i = 0; *known == 0 && i < p->n_words; i++)
		if (str_eq(key, label_key(o->file_mem, p->word[i].label)))
			*known = (sym)i + 1;
	if (*known == 0)
		observer_find(o, FINDING_unmapped, row->number,
		    observer_column(o, p->measure_column), 0, text,
		    with_nearest(o, p->name, nearest_measure(p, text)));
	arena_rewind(o->file_mem, m);
	return *known != 0 ? &o->measure[(*known - 1) * p->n_values] : NULL;
}

/* 18 of three characters is 018. */
static struct str
padded(struct observer *o, struct str code)
{
	struct buf b = buf_new(o->row_mem);

	for (size_t i = 0; i < code.n; i++)
		if (!g_ascii_isdigit(code.p[i]))
			return code;
	for (size_t n = code.n; n < o->p->code_width; n++)
		buf_addc(&b, '0');
	buf_adds(&b, code);
	return buf_str(&b);
}

static void
check_name(
    struct observer *o, const struct row *row, struct str code, struct str name)
{
	const struct vocabulary *v = o->p->code_vocabulary;
	uint32_t at = observer_column(o, o->p->code);
	struct str word;

	if (v == NULL)
		return;
	if (!vocabulary_find(v, code, &word))
		observer_find(o, FINDING_unmapped, row->number, at, 0, code,
		    with_nearest(o, o->p->code_vocabulary_name,
			vocabulary_nearest(v, o->file_mem, code)));
	else if (!str_eq(label_key(o->file_mem, word),
		     label_key(o->file_mem, name)))
		observer_find(
		    o, FINDING_code_differs, row->number, at, 0, code, word);
}

void
observer_read_code(struct observer *o, const struct row *row)
{
	const struct profile *p = o->p;
	struct str code = observer_text(o, p->code);
	sym name = symbol_of(o, p->org_name), *known, s;

	/* A text without a name is a note. */
	if (name == 0)
		return;
	o->codes++;
	if (code.n == 0) {
		observer_find(o, FINDING_no_organisation, row->number,
		    observer_column(o, p->code), 0, S(""), S(""));
		return;
	}
	code = padded(o, code);
	s = symbols_add(o->d->symbols, code);
	known = memo_at(o, &o->code_memo, s);
	if (*known != 0) {
		observer_find(o, FINDING_code_twice, row->number,
		    observer_column(o, p->code), 0, code,
		    symbols_text(o->d->symbols, *known));
		return;
	}
	*known = name;
	check_name(o, row, code, symbols_text(o->d->symbols, name));
}
