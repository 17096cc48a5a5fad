/* base/str.h -- text: views that own nothing and buffers that grow. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"

/* A view of UTF-8 bytes. Not NUL-terminated unless said. p may be NULL if n is
 * 0. */
struct str {
	const char *p;
	size_t n;
};

#define S(lit)  ((struct str){"" lit, sizeof(lit) - 1})
#define STRF(s) (int)(s).n, (s).p == NULL ? "" : (s).p /* for "%.*s" */

struct str str_of(const char *z); /* NULL gives the empty view */
bool str_eq(struct str, struct str);
bool str_is(struct str, const char *z);
int str_cmp(struct str, struct str); /* by bytes, shorter first */
bool str_starts(struct str, struct str prefix);
bool str_ends(struct str, struct str suffix);
/* ASCII letters of either case are equal. */
bool str_eq_nocase(struct str, struct str);
/* Where the needle starts, or -1. */
ptrdiff_t str_find(struct str hay, struct str needle);
struct str str_trim(struct str); /* spaces, tabs, line ends, no-break spaces */
struct str str_slice(struct str, size_t from, size_t to); /* clamped */
/* Cuts at the first c: true when there was one. Without one, head is all of s
 * and tail is empty. */
bool str_cut(struct str s, char c, struct str *head, struct str *tail);
uint32_t str_hash(struct str);
struct str str_dup(struct arena *, struct str); /* NUL-terminated copy */
struct str str_fmt(struct arena *, const char *fmt, ...) PRINTF_LIKE(2, 3);
const char *str_z(struct arena *, struct str); /* NUL-terminated */
/* Number of characters (code points) of valid UTF-8. */
size_t str_chars(struct str);

/* Grows in its arena. p[n] is always NUL once anything was added. */
struct buf {
	struct arena *mem;
	char *p;
	size_t n, cap;
};

struct buf buf_new(struct arena *);
void buf_add(struct buf *, const void *p, size_t n);
void buf_addc(struct buf *, char c);
void buf_adds(struct buf *, struct str s);
void buf_addz(struct buf *, const char *z);
void buf_addf(struct buf *, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_vaddf(struct buf *, const char *fmt, va_list);
struct str buf_str(const struct buf *); /* lent until the next add */

#endif
