/* store/schema.h -- the tables of output/skillmix.db. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#define STORE_APPLICATION 0x534b4d58 /* "SKMX" */
#define STORE_VERSION     1

/* Statements that make every table, and every view over them. */
extern const char *const store_schema;
extern const char *const store_views;

#endif
