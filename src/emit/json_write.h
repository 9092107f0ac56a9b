/*
 * json_write.h - JSON as it comes, in one canonical form.
 *
 * Files that can be compared line by line: two spaces a level (of the first 32), `"key": value`, keys
 * in the order in which they are written, UTF-8 as it is. Every text leaves through one escaping function, which
 * escapes what JSON must: quotes, backslashes, controls. Nothing is kept: whoever opens an object or
 * a list closes it again.
 *
 * `key` is that of a member of an object, a literal of the program or of its tables; NULL for an
 * element of a list, and for the whole.
 */
#ifndef EMIT_JSON_WRITE_H
#define EMIT_JSON_WRITE_H

#include "emit/sink.h"

#include <cjson/cJSON.h>

/* Start with the stream of `sink`. */
struct json {
    struct sink sink;
    unsigned level; /* objects and lists that are open */
    bool has_begun; /* something stands in the innermost */
};

/* Opens an object or a list, and closes it. */
void json_open_object(struct json *j, const char *key);
void json_close_object(struct json *j);
void json_open_list(struct json *j, const char *key);
void json_close_list(struct json *j);

/* A byte that JSON in a C string could not carry (NUL, or no UTF-8) is written as U+FFFD. */
void json_text(struct json *j, const char *key, struct str text);

/* The text, or null if it is empty. */
void json_text_or_null(struct json *j, const char *key, struct str text);

/* A whole number, true or false, null. */
void json_whole(struct json *j, const char *key, uint32_t number);
void json_truth(struct json *j, const char *key, bool truth);
void json_null(struct json *j, const char *key);

/*
 * A tree. Its numbers must be whole and fit an int; whatever else a number could be is a string in our
 * files. It calls itself once a level, so a tree may be as deep as the language allows, not as deep as
 * memory.
 */
void json_tree(struct json *j, const char *key, const cJSON *value);

/* Ends the last line, and passes on all that was written. */
void json_end(struct json *j);

#endif
