/* identity.h -- which program this is, to the last library. */
#ifndef IDENTITY_H
#define IDENTITY_H

#include "base/str.h"

/* sha256 over the build ids of the program and of every library it has loaded.
 * Another build or an updated library gives another one; stripping, moving or
 * renaming the program does not. */
struct str identity_sha256(struct arena *);

#endif
