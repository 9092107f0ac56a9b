/*
 * weaken.h - whether a target promises less than another one: a year's against the last.
 *
 * Targets are compared as what they promise, and not as numbers: ≤ 5 万元 after ≤ 4 万元 is weaker, ≥ 5 after
 * ≥ 4 is not. Rules (放宽) and the comparison of two versions ask here. Where the targets do not tell
 * which way is better, the answer is that they cannot be compared, and nobody is accused.
 */
#ifndef SEMA_WEAKEN_H
#define SEMA_WEAKEN_H

#include "sema/model.h"

enum weakening { WEAKENED, NOT_WEAKENED, NOT_COMPARABLE };

/*
 * Whether the old promise no longer follows from the new one.
 *
 * Quantities of one dimension: ≥ and > promise the more the higher, ≤ and < the lower, a range the
 * narrower; = and no relation take their direction from the other target, and two of them that
 * differ cannot be compared. Grades of one scale: the better the more, whether with ≥ or without. Dates: the
 * earlier the more, unless both are ≥; of a range the end counts. Texts and truths: only whether
 * they are the same. Of anything else, and of what is poisoned, nothing is known.
 */
enum weakening target_weakened(const struct target *old, const struct target *new);

#endif
