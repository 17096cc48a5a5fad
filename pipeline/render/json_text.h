/* render/json_text.h -- a text as JSON writes it. */
#ifndef RENDER_JSON_TEXT_H
#define RENDER_JSON_TEXT_H

#include "base/str.h"

/* With its quotation marks. Controls and the line ends of other alphabets are
 * escaped, so that it stays one text for readers of YAML too; what is no UTF-8
 * becomes U+FFFD. */
void json_text(struct buf *, struct str);

#endif
