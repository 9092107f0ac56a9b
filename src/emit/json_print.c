/* json_print.c - a tree as a JSON file. */
#include "emit/json_print.h"

void json_print(FILE *out, const cJSON *value)
{
    struct json j = {.sink = {.out = out}};
    json_tree(&j, NULL, value);
    json_end(&j);
}
