/*
 * text_equation.h - sums worked out in prose: “3 次 × 500 元 = 1500 元”.
 */
#ifndef SEMA_TEXT_EQUATION_H
#define SEMA_TEXT_EQUATION_H

#include "sema/text.h"
#include "sema/unit.h"

/*
 * The first sum in `text` that is wrong: numbers with × ÷ + between them, and another number behind the
 * equals sign. It is right if it comes out in the numbers as they stand, with 万 and 亿, or with every
 * unit converted, rounded as the result is written. What is not numbers alone (单价×3=…), has a minus
 * (which may be a dash) or is chained is not judged.
 */
struct text_place text_miscalculated(struct units *units, struct str text);

/* Whether an equals sign, ASCII or full-width, may stand in the text: in most none does. */
bool text_may_equate(struct str text);

#endif
