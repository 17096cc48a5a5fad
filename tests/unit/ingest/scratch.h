/* tests/unit/ingest/scratch.h -- a folder of the test program's own. */
#ifndef TESTS_INGEST_SCRATCH_H
#define TESTS_INGEST_SCRATCH_H

#include <glib.h>
#include <glib/gstdio.h>

static char *folder;

static inline int
make_folder(void **state)
{
	folder = g_dir_make_tmp(TEST_NAME "-XXXXXX", NULL);
	return folder == NULL;
}

static inline int
drop_folder(void **state)
{
	g_rmdir(folder);
	g_free(folder);
	return 0;
}

#endif
