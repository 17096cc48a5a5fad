/* base/threads.c -- whether this thread is the only one. */
#include <dirent.h>
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
