/* base/threads.h -- work shared among threads, and whether they have ended. */
#ifndef BASE_THREADS_H
#define BASE_THREADS_H

#include <stdbool.h>
#include <stddef.h>

/* Waits until every other thread of this process has ended, ms milliseconds at
 * most. False: some still run. Call it before fork: a lock that another thread
 * holds then, be it of a library that ends its own thread, stays held for ever in
 * the child. Where the kernel does not tell of threads there is nothing to wait
 * for. */
bool threads_wait(int ms);

/* Calls fn(self, i) once for each i below n, in any order, in so many threads at
 * once: this one and others, which have ended when it returns. Where the system
 * gives no more threads, fewer do it all. */
void threads_each(
    unsigned jobs, size_t n, void (*fn)(void *self, size_t i), void *self);

#endif
