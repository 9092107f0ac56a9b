/* json_build.c - trees of cJSON, built so that running out of memory is asked about once. */
#include "emit/json_build.h"

#include "base/utf8.h"

cJSON *json_add(struct json_builder *b, cJSON *parent, const char *key, cJSON *item)
{
    if (!parent || !item) {
        cJSON_Delete(item);
        b->failed = true;
        return NULL;
    }
    if (key)
        cJSON_AddItemToObjectCS(parent, key, item);
    else
        cJSON_AddItemToArray(parent, item);
    return item;
}

cJSON *json_add_object(struct json_builder *b, cJSON *parent, const char *key)
{
    return json_add(b, parent, key, cJSON_CreateObject());
}

cJSON *json_add_array(struct json_builder *b, cJSON *parent, const char *key)
{
    return json_add(b, parent, key, cJSON_CreateArray());
}

/* Writes the text to `copy`, or only counts if that is NULL; returns its bytes. */
static size_t text_clean(struct str text, char *copy)
{
    size_t length = 0;
    for (size_t at = 0; at < text.len;) {
        char bytes[4];
        uint32_t point = utf8_next(text, &at);
        size_t count = utf8_write(point ? point : 0xFFFD, bytes);
        if (copy)
            memcpy(copy + length, bytes, count);
        length += count;
    }
    return length;
}

void json_add_text(struct json_builder *b, cJSON *parent, const char *key, struct str text)
{
    char *copy = arena_alloc(b->a, text_clean(text, NULL) + 1);
    text_clean(text, copy);
    json_add(b, parent, key, cJSON_CreateString(copy));
}

void json_add_whole(struct json_builder *b, cJSON *parent, const char *key, uint32_t number)
{
    json_add(b, parent, key, cJSON_CreateNumber(number));
}

void json_add_truth(struct json_builder *b, cJSON *parent, const char *key, bool truth)
{
    json_add(b, parent, key, cJSON_CreateBool(truth));
}

void json_add_null(struct json_builder *b, cJSON *parent, const char *key)
{
    json_add(b, parent, key, cJSON_CreateNull());
}

void json_add_text_or_null(struct json_builder *b, cJSON *parent, const char *key, struct str text)
{
    if (text.len > 0)
        json_add_text(b, parent, key, text);
    else
        json_add_null(b, parent, key);
}
