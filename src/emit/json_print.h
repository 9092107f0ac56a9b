/*
 * json_print.h - JSON as bytes, in one canonical form.
 *
 * cJSON's own printer indents with tabs and knows numbers as binary fractions only. This one makes
 * files that can be compared line by line: two spaces a level (of the first 32), `"key": value`,
 * keys in the order in which they were added, UTF-8 as it is. Numbers must be whole and fit an int;
 * whatever else a number could be is a string in our files.
 */
#ifndef EMIT_JSON_PRINT_H
#define EMIT_JSON_PRINT_H

#include <cjson/cJSON.h>
#include <stdio.h>

enum json_style {
    JSON_FILE,    /* escapes only what JSON must: quotes, backslashes, controls */
    JSON_IN_HTML, /* escapes < > & and the line ends U+2028 and U+2029 too: safe inside <script> */
};

/* Writes `value` and a line's end. Texts must be valid UTF-8 (json_build.h sees to it). It calls
 * itself once a level, so a tree may be as deep as the language allows, not as deep as memory. */
void json_print(FILE *out, const cJSON *value, enum json_style style);

#endif
