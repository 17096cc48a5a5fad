/* tests/check.h -- cmocka with what it needs before it, and a context. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"

/* A fresh context that writes nothing; drop it with test_drop. */
static inline struct ctx
test_ctx(void)
{
	struct arena *mem = arena_new("test");
	return (struct ctx){
	    mem, arena_new("test scratch"), diag_new(mem, NULL, true)};
}

static inline void
test_drop(struct ctx *c)
{
	arena_free(c->tmp);
	arena_free(c->mem);
}

/* Compares a view with a literal and prints both when they differ. */
#define assert_str(s, z)                                                       \
	do {                                                                   \
		struct ctx c_ = test_ctx();                                    \
		assert_string_equal(str_z(c_.mem, (s)), (z));                  \
		test_drop(&c_);                                                \
	} while (0)

#endif
