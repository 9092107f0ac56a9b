/*
 * list_catalogue.h - what jixiao units says of the catalogue: word lists, codes of classification,
 * indicators in common use, price standards.
 */
#ifndef TOOLS_LIST_CATALOGUE_H
#define TOOLS_LIST_CATALOGUE_H

#include "base/nearest.h"
#include "emit/json_build.h"
#include "tools/command.h"

/* Whether a thing of this name is asked for by name; without names on the command line all are. */
bool list_wants(const struct options *options, struct bilingual name);

/* Whether all declared by this word of BLOCK_FILE are asked for, as in `jixiao units 词表`. */
bool list_wants_all(const struct options *options, enum word_id word);

/* Whether a code is asked for by itself; an indicator by one of its names or with all of its library. */
bool list_wants_code(const struct options *options, const struct class_code *code);
bool list_wants_indicator(const struct options *options, const struct known_indicator *known);

/* Prints what is asked for; returns how many things that were. */
size_t list_catalogue(const struct options *options, const struct library *library);

/* The same as JSON: word_lists, classifications, indicators, standards. */
void list_catalogue_json(struct json_builder *json, cJSON *root, const struct options *options,
                         const struct library *library);

/* Whether something in the catalogue is called so; and its names, to find the nearest of them. */
bool list_catalogue_has(const struct library *library, struct arena *a, struct str name);
void list_catalogue_nearest(const struct library *library, struct nearest *nearest);

#endif
