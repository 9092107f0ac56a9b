/*
 * nearest.h - “did you mean”: of the names there are, the one that a written word is nearest to.
 *
 * Better no guess than nonsense: a name counts only within utf8_distance_allowed of the word, and
 * of two that are equally near the one that begins alike is meant, or neither.
 */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/utf8.h"

struct nearest {
    struct str written, name;
    unsigned distance; /* of `name`, or what is allowed while there is none */
    bool is_tied;
};

/* No name looked at yet. */
struct nearest nearest_to(struct str written);

/* Looks at one name, or at both names of a thing. */
void nearest_try(struct nearest *nearest, struct str name);
void nearest_try_both(struct nearest *nearest, struct str chinese, struct str english);

/* The name that was meant, or empty. */
struct str nearest_name(const struct nearest *nearest);

#endif
