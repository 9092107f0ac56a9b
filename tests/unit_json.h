/*
 * unit_json.h - projects made by hand, without a parser or binder, and what is written of them.
 *
 * What a project is made of stays in unit_json_model.c.
 */
#ifndef TESTS_UNIT_JSON_H
#define TESTS_UNIT_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A project in an arena of its own, with the file that it claims to come from. */
struct model;

/* Every word and every kind of value, hostile texts; a project of which nothing is known but its
 * name; one with lines within lines. */
struct model *model_open_full(void);
struct model *model_open_empty(void);
struct model *model_open_deep(unsigned levels);
void model_close(struct model *m);

/* Reports so many errors in its file. */
void model_add_errors(struct model *m, unsigned count);

/* Whether nothing was written to the source, which other threads may read. */
bool model_source_is_untouched(const struct model *m);

/* What was written, to be freed. */
struct output {
    char *text;
    size_t size;
    bool complete;
};

struct output model_print(const struct model *m);
struct output schema_print(void);

/* A text that means trouble wherever it is not escaped. */
extern const char model_hostile_text[];

#endif
