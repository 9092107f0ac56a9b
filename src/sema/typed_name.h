/*
 * typed_name.h - which words of a line, typed without quotes, are the name of an indicator and which belong to the
 * number behind it.
 */
#ifndef SEMA_TYPED_NAME_H
#define SEMA_TYPED_NAME_H

#include "base/str.h"

/* 大约: what stands before a number and is part of no other word. */
bool typed_begins_vaguely(struct str text);

/* 不少于, 合计, 每人每天, 同比增长: words for a number, which name nothing. */
bool typed_is_number_word(struct str text);

/* Without the 缩短到 or 达到 behind it, which belongs to the target. */
struct str typed_without_verb(struct str name);

/* Whether the name may end with a word that belongs to the number: 节约, but 电梯约. */
bool typed_ends_in_doubt(struct str name);

/* Whether it can be a name: words, some of them in parentheses, with nothing that could be part of a target. */
bool typed_is_name(struct str text);

#endif
