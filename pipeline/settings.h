/* settings.h -- input/settings.yaml. */
#ifndef SETTINGS_H
#define SETTINGS_H

#include "model/settings.h"

/* What the program does when no settings.yaml says otherwise. */
extern const struct settings settings_default;
/* Defaults, changed by what the file says. Errors name file, line and key. */
MUST_CHECK bool settings_load(
    struct ctx *, struct str path, struct settings *out);
/* The same from text; `name` stands for the file in messages. */
MUST_CHECK bool settings_load_text(
    struct ctx *, struct str name, struct str text, struct settings *out);
/* The policy as settings.yaml writes it: small-4. */
struct str settings_disclosure(const struct settings *);

#endif
