/*
 * unit_prose.h - the quantities of a text, and its sums, by the library's units.
 *
 * What needs the library stays in unit_prose_quantity.c: its `struct unit` is another one.
 */
#ifndef TESTS_UNIT_PROSE_H
#define TESTS_UNIT_PROSE_H

#include "base/arena.h"

/* The quantities found in each of the texts, as a person writes them, with | between; in `a`. */
void prose_quantities(struct arena *a, const struct str *texts, struct str *found, size_t count);

/* The first wrong sum of each of the texts; empty if there is none. */
void prose_equations(struct arena *a, const struct str *texts, struct str *found, size_t count);

#endif
