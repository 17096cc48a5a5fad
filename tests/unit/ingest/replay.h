/* tests/unit/ingest/replay.h -- a fuzz target's found cases, one after the
 * other. The target is included first. */
#ifndef TESTS_REPLAY_H
#define TESTS_REPLAY_H

#include <glib.h>

#include "check.h"

#include "base/file.h"

static inline void
replay(const char *name)
{
	struct ctx c = test_ctx();
	const char *file,
	    *folder = str_fmt(c.mem, "tests/fuzz/corpus/%s", name).p;
	GDir *dir = g_dir_open(folder, 0, NULL);
	unsigned n = 0;

	assert_non_null(dir);
	while ((file = g_dir_read_name(dir)) != NULL) {
		struct str bytes;

		assert_true(file_read(
		    &c, str_fmt(c.mem, "%s/%s", folder, file), 0, &bytes));
		assert_int_equal(
		    LLVMFuzzerTestOneInput((const uint8_t *)bytes.p, bytes.n),
		    0);
		n++;
	}
	g_dir_close(dir);
	print_message("%u cases\n", n);
	assert_true(n > 0);
	test_drop(&c);
}

#endif
