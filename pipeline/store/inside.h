/* store/inside.h -- what the files of this room share. */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include "store/sql.h"
#include "store/store.h"

struct store {
	struct db db;
};

#endif
