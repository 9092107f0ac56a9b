/* unit_library.h - the library as its unit tests ask it: sema/unit.h and unit.h do not mix. */
#ifndef TESTS_UNIT_LIBRARY_H
#define TESTS_UNIT_LIBRARY_H

#include "base/word_set.h"
#include "sema/classification.h"

struct library;

/* The library, loaded into `a`; NULL if it has mistakes. */
const struct library *library_for_tests(struct arena *a);

/* What the word list of this name finds first in the text; false if there is no such list. */
bool library_finds(const struct library *library, struct str list, struct str text,
                   struct word_found *found);

/* The name of a word list nearest to this. */
struct str library_nearest_list(const struct library *library, struct str name);

/* What the indicator library calls an indicator of this name; empty if it does not know it. */
struct str library_indicator(const struct library *library, struct arena *a, struct str name);

/* What a code means in a year; empty if no list has it. What the class above it is. */
struct str library_code(const struct library *library, enum code_field field, struct str code,
                        int year);
struct str library_code_above(const struct library *library, enum code_field field,
                              struct str code);

#endif
