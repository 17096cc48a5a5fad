/* pictures.h -- the charts of a pack as files of their own, for slides. */
#ifndef PICTURES_H
#define PICTURES_H

#include "model/metrics.h"
#include "render/manifest.h"

struct pack;

enum { PICTURES_SVG = 1, PICTURES_PNG = 2 };

/* Bits from "svg,png"; empty: none. False when there is another word. */
bool pictures_formats(struct str list, unsigned *out);
/* "svg,png" from the bits. */
struct str pictures_words(unsigned formats);

/* "trusts/RV5/charts/board-report" for the pack "trusts/RV5/RV5-...pdf". */
struct str pictures_folder(struct arena *, struct str pack_path, struct str id);

/* Writes every chart of the pack into folder/path in each format, and removes
 * those that lay there and are none of them: all, when there is no format. Those
 * of an internal pack are for the owner alone. */
MUST_CHECK bool pictures_draw(struct ctx *c, struct str folder, struct str path,
    const struct pack *, unsigned formats, const struct theme *,
    const struct metrics *);
/* The charts in folder/path as they stand on the disk, by name. */
MUST_CHECK bool pictures_look(struct ctx *c, struct str folder, struct str path,
    struct manifest_file **out, size_t *n);

#endif
