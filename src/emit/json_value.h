/*
 * json_value.h - values, amounts, targets and fields of the model as JSON.
 *
 * A text of the form is Chinese, whatever language the author or the reader uses, so that two specs
 * that say the same give the same bytes; only places differ. Numbers of the author's are strings.
 */
#ifndef EMIT_JSON_VALUE_H
#define EMIT_JSON_VALUE_H

#include "emit/json_write.h"
#include "emit/position.h"
#include "sema/model.h"

/* One project being written: into the object or list of `j` that is open. */
struct json_writer {
    struct json j;
    struct arena *a; /* texts pass through it */
    struct positions positions;
    const struct project *project;
    const struct measure *yuan; /* 元, or NULL if nobody declared it */
    const cJSON *next;          /* of the diagnostics that are still to be written, their trees */
};

/* A writer to `out` whose texts pass through `a`. */
struct json_writer json_writer_make(FILE *out, const struct project *project, struct arena *a);

/* "line": the number, from 1, of the line on which the span starts; null if it is nowhere. "path" with
 * it, if that is another file than the project's. */
void json_add_line(struct json_writer *w, struct span span);

/* A name's Chinese, or the English if it has no other. */
void json_add_name(struct json_writer *w, const char *key, struct bilingual name);

/* Money: {value, unit, yuan}, or null if it is not `known`. */
void json_add_amount(struct json_writer *w, const char *key, const struct quantity *quantity,
                     bool known);

/* Any quantity: {value, unit, kind} with yuan, numerator, denominator where it has them. */
void json_add_quantity(struct json_writer *w, const char *key, const struct quantity *quantity);

/* A target, which may be NULL: null then, and if it could not be read. */
void json_add_target(struct json_writer *w, const char *key, const struct target *target);

/* The field of one word, under the word's key; nothing if it was not written. */
void json_add_field(struct json_writer *w, const struct object *object, const struct word *word);

/* The fields that the framework gave the object, which may be NULL, under `extra`; nothing if none is written. */
void json_add_extra(struct json_writer *w, const struct object *object);

/* All fields of the object, which may be NULL, in the vocabulary's order, then the extra ones. */
void json_add_fields(struct json_writer *w, const struct object *object);

/* The waivers of the project or portfolio of this name as a list. (json.c) */
void json_add_waivers(struct json_writer *w, const char *key, const struct waiver *first,
                      struct str name);

#endif
