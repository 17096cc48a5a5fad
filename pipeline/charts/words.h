/* charts/words.h -- numbers as charts print them, and what alt texts say. */
#ifndef CHARTS_WORDS_H
#define CHARTS_WORDS_H

#include "model/chart.h"

/* "1,234.5", with a true minus; a true zero is "0"; empty if v is no number. */
struct str number_text(struct arena *, double v, int places);
struct str interval_text(
    struct arena *, double lower, double upper, int places); /* "3.7 to 4.6" */

/* A point's value as it is printed: "4.1" and "%", or its mark and nothing.
 * The decimals are those of the printed number, so that its interval and its
 * comparators agree with it. */
struct printed {
	struct str number, unit;
	int places;
};
struct printed printed_of(
    struct arena *, const struct chart_input *, const struct chart_point *);
/* A value and interval can be drawn. */
bool point_shown(const struct chart_point *);
bool point_has_interval(const struct chart_point *);
/* "[c], suppressed"; "[x], not available" ... */
struct str status_words(struct arena *, enum status);
/* How many points of a role have a value to show. */
size_t points_shown(const struct chart_input *, enum role);
const struct chart_point *point_self(const struct chart_input *);
/* The points that show a value, lowest first, equal ones by name; without
 * `but` (NULL: all). */
const struct chart_point **points_by_value(struct arena *,
    const struct chart_input *, const struct chart_point *but, size_t *n);
/* From the lowest, ties sharing the lowest place; 0 if p shows no value. */
size_t point_place(const struct chart_input *, const struct chart_point *);
struct str ordinal_text(struct arena *, size_t n); /* 1st, 2nd, 11th */

/* What the one reference line is called: the label given, or "England 4.9%". */
struct str england_text(struct arena *, const struct chart_input *);

/* The finding as a sentence, and a space. */
void say_finding(struct buf *, const struct chart_input *);
/* "Northmoor 4.1% (95% interval 3.7 to 4.6)", or with its mark in words. */
void say_point(struct buf *, const struct chart_input *,
    const struct chart_point *, struct str name);
/* ", England 4.9%, peers 4.6%": what there is. */
void say_comparators(
    struct buf *, double england, double peers, int places, struct str unit);
/* All that is said of a chart of all trusts: finding, own value, England, peers,
 * place and range, never every trust. */
void say_trusts(struct buf *, const struct chart_input *);

#endif
