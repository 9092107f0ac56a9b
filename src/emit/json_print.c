/* json_print.c - a tree as a JSON file. */
#include "emit/json_print.h"

void json_print(FILE *out, const cJSON *value, enum json_style style)
{
    struct json j = {.sink = {.out = out}, .style = style};
    json_tree(&j, NULL, value);
    json_end(&j);
}
