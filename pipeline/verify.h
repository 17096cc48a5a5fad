/* verify.h -- every file of an output folder against its manifest. */
#ifndef VERIFY_H
#define VERIFY_H

#include "pipeline.h"

struct verified {
	size_t files;    /* as recorded */
	size_t problems; /* changed, missing, extra or unrecorded */
	size_t periods;
};

/* `wrong` is told each problem: a path from the output folder, and what is wrong
 * with it ("missing", "changed", "extra" ...). */
struct verify_listener {
	void *self;
	void (*wrong)(void *self, struct str path, const char *what);
};

/* output: the folder of all periods, or of one. DONE: all is as recorded;
 * PARTLY: problems were told; NOTHING: there is no manifest to go by. */
enum outcome verify_output(struct ctx *c, struct str output,
    const struct verify_listener *, struct verified *out);

#endif
