/* model/book.c -- the limits of a spreadsheet when no settings name others. */
#include "model/book.h"

/* A million rows of staff records are 60 MB, and 500 MB of XML when unpacked;
 * deflate can do no better than 1032 to 1, real sheets reach 120. */
const struct book_limits book_limits_default = {
    .file_bytes = (uint64_t)512 << 20,
    .part_bytes = (uint64_t)2 << 30,
    .text_bytes = (uint64_t)1 << 20,
    .ratio = 400,
    .parts = 10000,
    .rows = 5000000,
    .columns = 16384,
    .strings = 10000000,
    .depth = 64,
};
