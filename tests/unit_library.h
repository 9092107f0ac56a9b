/* unit_library.h - the library as its unit tests ask it: sema/unit.h and unit.h do not mix. */
#ifndef TESTS_UNIT_LIBRARY_H
#define TESTS_UNIT_LIBRARY_H

#include "base/word_set.h"

struct library;

/* The library, loaded into `a`; NULL if it has mistakes. */
const struct library *library_for_tests(struct arena *a);

/* What the word list of this name finds first in the text; false if there is no such list. */
bool library_finds(const struct library *library, struct str list, struct str text,
                   struct word_found *found);

/* The name of a word list nearest to this. */
struct str library_nearest_list(const struct library *library, struct str name);

#endif
