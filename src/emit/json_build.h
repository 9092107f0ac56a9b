/*
 * json_build.h - trees of cJSON, built so that running out of memory is asked about once.
 *
 * Everything is added through here. When cJSON has no memory `failed` is set and what could not be
 * added is gone; adding to it, which is NULL then, does nothing. The one rule: when all is added, ask
 * `failed`, and delete the root either way.
 */
#ifndef EMIT_JSON_BUILD_H
#define EMIT_JSON_BUILD_H

#include "base/arena.h"

#include <cjson/cJSON.h>
#include <stdint.h>

struct json_builder {
    struct arena *a; /* texts pass through it */
    bool failed;
};

/*
 * Puts `item`, which is the tree's from now on, into `parent`: under `key`, which must live as long
 * as the tree, or, if that is NULL, at an array's end. Returns it, or NULL if it could not be added.
 */
cJSON *json_add(struct json_builder *b, cJSON *parent, const char *key, cJSON *item);

/* The same with a new item. A byte of the text that JSON in a C string could not carry (NUL, or no
 * UTF-8) becomes U+FFFD. */
cJSON *json_add_object(struct json_builder *b, cJSON *parent, const char *key);
cJSON *json_add_array(struct json_builder *b, cJSON *parent, const char *key);
void json_add_text(struct json_builder *b, cJSON *parent, const char *key, struct str text);
void json_add_whole(struct json_builder *b, cJSON *parent, const char *key, uint32_t number);
void json_add_truth(struct json_builder *b, cJSON *parent, const char *key, bool truth);
void json_add_null(struct json_builder *b, cJSON *parent, const char *key);

/* The text, or null if it is empty. */
void json_add_text_or_null(struct json_builder *b, cJSON *parent, const char *key, struct str text);

#endif
