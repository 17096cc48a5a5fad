/* base/sandbox.h -- a process that gives up what it does not need. */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

#include "base/str.h"

/* What the kernel keeps a process from; 0 where it cannot. */
enum { SANDBOX_WRITES = 1, SANDBOX_SOCKETS = 2, SANDBOX_ALL = 3 };

/* From now on this process opens no socket and writes, makes and removes files
 * only under these folders; what is open stays open. There is no way back, and
 * children inherit it. Returns what holds: an old kernel, or one without
 * Landlock, does less, which is no error. */
unsigned sandbox_enter(struct arena *tmp, const struct str *folder, size_t n);

/* What this kernel can do, without doing it. */
unsigned sandbox_offers(void);

#endif
