/* say.h -- what a run tells while it works: a bar, plain lines or JSON. */
#ifndef SAY_H
#define SAY_H

#include "pipeline.h"

enum say_format { SAY_TEXT, SAY_JSON };

struct say {
	enum say_format format;
	bool quiet, verbose;
	bool bar;      /* stderr is a terminal */
	bool bar_here; /* it stands on the terminal now */
	int64_t since; /* us: when its work began */
	struct arena *mem;
};

/* Fits struct progress: give it the struct say as self. */
void say_step(
    void *say, const char *what, size_t done, size_t of, struct str name);
void say_event(void *say, const struct event *);
void say_summary(struct say *, const struct run_options *,
    const struct run_summary *, enum outcome);

#endif
