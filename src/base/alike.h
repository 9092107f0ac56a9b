/*
 * alike.h - names that look the same and are not: ⽬标 with a radical for 目标, 培訓 for 培训, 已 for 己.
 *
 * Two names look alike if their skeletons are equal. A skeleton is compared, never shown.
 */
#ifndef BASE_ALIKE_H
#define BASE_ALIKE_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* The character that `point` is taken for; itself for most. */
uint32_t alike_character(uint32_t point);

/* Whether the name has a character that is taken for another one, a blank, or one that is not seen: of
 * two names that look alike, one has. */
bool alike_is_odd(struct str name);

/* The name as it is taken: each character for what it looks like, blanks and what is not seen left out. */
struct str alike_skeleton(struct arena *a, struct str name);

#endif
