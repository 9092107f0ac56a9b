/*
 * text_quantity.h - the quantities that stand in prose: “新建 4.8 公里，培训300人次，不低于９５％”.
 */
#ifndef SEMA_TEXT_QUANTITY_H
#define SEMA_TEXT_QUANTITY_H

#include "sema/model.h"
#include "sema/text.h"

struct text_quantity {
    struct text_place place; /* number and unit */
    struct quantity quantity;
    struct text_quantity *next;
};

/*
 * The numbers of `text` that a declared unit, a compound of units (元/人·天) or a per cent sign stands
 * behind, in their order, in `a`; the text must live as long. Left out are dates (2020年, 9月, 3日), ages
 * (80周岁), what 第 counts (第3期), numbers of documents, and what stands in 《》 or 〔〕: none of them
 * promises anything.
 */
struct text_quantity *text_quantities(struct arena *a, struct units *units, struct str text);

/* What stands before byte `at`, at most two dozen characters of the same clause, without the words that
 * lead to a number: “总预算” of “总预算共计 80 万元”. */
struct str text_before(struct str text, size_t at);

#endif
