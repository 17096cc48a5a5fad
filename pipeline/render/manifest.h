/* render/manifest.h -- what a run made, from what, with what. */
#ifndef RENDER_MANIFEST_H
#define RENDER_MANIFEST_H

#include "model/dataset.h"

/* What a pack is made from. Each has a hash; a pack whose hashes and files are
 * those of the manifest need not be drawn again. */
enum depend {
#define DEPEND(name, words) DEPEND_##name,
#include "render/depends.def"
#undef DEPEND
	DEPEND_N
};
extern const char *const depend_name[DEPEND_N];  /* own_figures */
extern const char *const depend_words[DEPEND_N]; /* its own figures */

struct manifest_file {
	struct str path; /* from the period's folder */
	size_t bytes;
	struct str sha256;
};

struct manifest_input {
	struct str path; /* from the input folder */
	struct str sha256;
};

/* Files that packs were made from: mostly one set for all packs of a run. */
struct manifest_set {
	struct str id; /* sha256 of the list */
	struct manifest_input *input;
	size_t n;
};

struct manifest_pack {
	struct str kind;         /* board-report */
	struct str organisation; /* code */
	struct str disclosure;   /* policy: small-4 */
	struct str program;      /* version that drew it */
	struct str *file;        /* paths; each has its row among the outputs */
	size_t n_files;
	struct str inputs;           /* the id of a set */
	struct str depend[DEPEND_N]; /* sha256 of what it was made from */
	struct str charts; /* "svg,png": those drawn beside it; empty: none */
};

struct manifest {
	struct str period;
	struct manifest_set *set; /* by id */
	size_t n_sets;
	struct manifest_pack *pack; /* by kind, then organisation */
	size_t n_packs;
	struct manifest_file *output; /* by path */
	size_t n_outputs;
	struct str name; /* of its file; empty: manifest.json */
};

/* Writes folder/manifest.json: the outputs, packs and sets given, every input
 * file with its sha256 and profile, and the versions of the program and its
 * libraries. Packs, sets and outputs are sorted in place; sets that no pack
 * names are left out. Nothing in the file depends
 * on the clock or on where the folder lies. */
MUST_CHECK bool manifest_write(struct ctx *c, struct manifest *,
    const struct dataset *, struct str folder);

/* Reads folder/manifest.json. What is not exactly what manifest_write writes is
 * an error with its line; so is a path that leads out of the folder. */
MUST_CHECK bool manifest_read(
    struct ctx *c, struct str folder, struct manifest *out);

/* The same from a file of another name. */
MUST_CHECK bool manifest_read_as(
    struct ctx *c, struct str folder, struct str name, struct manifest *out);
/* Into the order that looking things up needs. */
void manifest_sort(struct manifest *);

/* Size and checksum of folder/path. */
MUST_CHECK bool manifest_look(struct ctx *c, struct str folder, struct str path,
    struct manifest_file *out);
/* The files of a run that gave observations or names, as a set. */
struct manifest_set manifest_set_of(struct arena *, const struct dataset *);
/* NULL when there is none. */
const struct manifest_file *manifest_output(
    const struct manifest *, struct str path);
const struct manifest_set *manifest_set_find(
    const struct manifest *, struct str id);
const struct manifest_pack *manifest_pack_of(
    const struct manifest *, struct str kind, struct str organisation);

#endif
