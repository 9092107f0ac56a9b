/*
 * quantity_word.h - words that people write beside a quantity and the language has signs for, or
 * nothing: 不低于 90%, 约 60 人, 20 座左右. They are known only to tell what to write instead.
 */
#ifndef SYNTAX_QUANTITY_WORD_H
#define SYNTAX_QUANTITY_WORD_H

#include "base/str.h"

/* 不低于: >=. */
struct relation_word {
    struct str word, sign;
};

/* One that stands anywhere in the text, that it begins with, or that it ends with; or NULL. */
const struct relation_word *relation_word_in(struct str text);
const struct relation_word *relation_word_first(struct str text);
const struct relation_word *relation_word_last(struct str text);

/* What is left of the text without 约 before it, or 左右 behind it; the text itself if neither is there. */
struct str without_approximation(struct str text);

/* 无, 不涉及: what people write where there is nothing to declare. */
bool is_word_for_nothing(struct str text);

/* Whether it begins with a digit of Chinese, in words or as on a cheque: 十二场, 陆拾万元. */
bool begins_with_number_word(struct str text);

#endif
