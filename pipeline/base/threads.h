/* base/threads.h -- whether this thread is the only one. */
#ifndef BASE_THREADS_H
#define BASE_THREADS_H

#include <stdbool.h>

/* Waits until every other thread of this process has ended, ms milliseconds at
 * most. False: some still run. Call it before fork: a lock that another thread
 * holds then, be it of a library that ends its own thread, stays held for ever in
 * the child. Where the kernel does not tell of threads there is nothing to wait
 * for. */
bool threads_wait(int ms);

#endif
