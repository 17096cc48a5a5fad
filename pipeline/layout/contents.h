/* layout/contents.h -- the headings that follow, with the pages they are on. */
#ifndef LAYOUT_CONTENTS_H
#define LAYOUT_CONTENTS_H

#include "layout/paper.h"

void contents_set(
    struct press *, struct galley *, const struct block *, double width);

#endif
