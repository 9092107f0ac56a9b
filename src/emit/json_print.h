/*
 * json_print.h - a tree as a JSON file.
 *
 * cJSON's own printer indents with tabs and knows numbers as binary fractions only.
 */
#ifndef EMIT_JSON_PRINT_H
#define EMIT_JSON_PRINT_H

#include "emit/json_write.h"

/* Writes `value`, in the form of json_write.h, and a line's end. Texts must be valid UTF-8 (json_build.h
 * sees to it). */
void json_print(FILE *out, const cJSON *value);

#endif
