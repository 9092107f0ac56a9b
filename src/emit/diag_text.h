/*
 * diag_text.h - the parts of the text form of a diagnostic.
 *
 * It is drawn along a gutter that holds the numbers of the lines shown:
 *
 *     错误[JX0401]：资金合计不一致
 *       ┌─ 学区.jx:31:19
 *       │
 *     31│         当年预算：80.00 {
 *       │                   ^^^^^ 声明 80.00 万元
 *       = 帮助：若分项无误，把当年预算改为 79.00
 */
#ifndef EMIT_DIAG_TEXT_H
#define EMIT_DIAG_TEXT_H

#include "emit/diag_format.h"

/* No line of source is drawn wider than this, its gutter included. */
enum { DIAG_TEXT_WIDTH = 160 };

/* The columns that the numbers of the lines need. */
struct diag_gutter {
    int digits;
};

/* Starts a line under the excerpts: the gutter, “= ” and a word such as “帮助：”. */
void diag_text_remark(struct diag_page *page, struct diag_gutter gutter, const char *word);

/*
 * Draws the lines that `diag` is about with their marks: those of its own file first, in the order
 * of lines, then those of other files. A file's first line is headed by its place. Nothing is drawn
 * of a diagnostic without a place. Returns the gutter that it was drawn with.
 */
struct diag_gutter diag_text_places(struct diag_page *page, const struct diag *diag);

/* Draws what the fixes of `diag` would change, unless its help says so already. */
void diag_text_fixes(struct diag_page *page, struct diag_gutter gutter, const struct diag *diag);

#endif
