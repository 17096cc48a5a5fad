/* base/threads.c -- work shared among threads, and whether they have ended. */
#include <dirent.h>
#include <glib.h>
#include <stdatomic.h>
#include <time.h>

#include "base/threads.h"

static bool
is_alone(void)
{
	DIR *task = opendir("/proc/self/task");
	const struct dirent *e;
	unsigned n = 0;

	if (task == NULL)
		return true;
	while ((e = readdir(task)) != NULL)
		n += e->d_name[0] != '.';
	closedir(task);
	return n <= 1;
}

bool
threads_wait(int ms)
{
	const struct timespec pause = {0, 1000000};

	while (!is_alone()) {
		if (ms-- <= 0)
			return false;
		nanosleep(&pause, NULL);
	}
	return true;
}

/* Each thread takes the next that is left. */
struct shift {
	void (*fn)(void *, size_t);
	void *self;
	size_t n;
	atomic_size_t next;
};

static gpointer
work(gpointer p)
{
	struct shift *s = p;
	size_t i;

	while ((i = atomic_fetch_add(&s->next, 1)) < s->n)
		s->fn(s->self, i);
	return NULL;
}

void
threads_each(
    unsigned jobs, size_t n, void (*fn)(void *self, size_t i), void *self)
{
	struct shift s = {.fn = fn, .self = self, .n = n};
	size_t most = jobs < n ? jobs : n, helpers = 0;
	GThread **helper = g_new(GThread *, most + 1);

	while (helpers + 1 < most && (helper[helpers] = g_thread_try_new(
					  "shift", work, &s, NULL)) != NULL)
		helpers++;
	work(&s);
	while (helpers > 0)
		g_thread_join(helper[--helpers]);
	g_free(helper);
}
