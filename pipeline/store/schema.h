/* store/schema.h -- the tables of output/skillmix.db. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#define STORE_APPLICATION 0x534b4d58 /* "SKMX" */
#define STORE_VERSION     3

/* Statements that make every table, and every view over them. The tables of the
 * ledger came with version 2, and so did some columns of the findings: store_2
 * gives them to a store of version 1. Version 3 has the indices, and whether a
 * fault was reopened. */
extern const char *const store_schema;
extern const char *const store_ledger;
extern const char *const store_indices;
extern const char *const store_2;
extern const char *const store_3;
extern const char *const store_views;
extern const char *const store_no_views; /* drops them */

#endif
