/*
 * diag_json.h - a diagnostic as an object, for whoever puts it into a larger document.
 *
 * It is the object that `--format json` prints (diag_print.h says what is in it).
 */
#ifndef EMIT_DIAG_JSON_H
#define EMIT_DIAG_JSON_H

#include "emit/diag_format.h"
#include "emit/json_build.h"

/* Fills `object`, which is new and may be NULL. Of the page its arena, its positions and the language
 * are used; nothing is written to its stream. */
void diag_json_fill(struct json_builder *b, cJSON *object, struct diag_page *page,
                    const struct diag *diag);

/* Writes how many entries of the file were there before, and are hidden; false if there was no memory. */
bool diag_json_hidden(struct diag_page *page, const struct diags *d);

/* Writes the object on one line, with its end, and deletes it; false if there was no memory for it. */
bool diag_json_write(struct json_builder *b, cJSON *object, FILE *out);

#endif
