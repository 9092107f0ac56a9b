/*
 * second_item.h - what stands on a line besides its value: a second item, a weight, a block without its
 * brace.
 *
 * Private to src/syntax: parse_error.c asks before it looks for anything else.
 */
#ifndef SYNTAX_SECOND_ITEM_H
#define SYNTAX_SECOND_ITEM_H

#include "syntax/parse_state.h"

/* Whether nothing but blanks stands between byte `at` and the end of its line. */
bool parse_is_line_end(struct str text, size_t at);

/* Whether the item that byte `at` stands in begins with a word of Latin letters, and the colon that is written
 * behind such a word, or another. */
bool parse_is_english(const struct parse *p, uint32_t at);
struct str parse_colon(const struct parse *p, uint32_t at);

/* So much of a token as says which it is. */
struct str parse_shown(struct parse *p, struct str text);

/* The rest of the item from byte `at` on, up to a brace, a semicolon, a comment or the end of the line. */
struct span item_rest(const struct parse *p, uint32_t at);

/* The value that the line of byte `at` gives: what stands behind its head and, of `*is_target`, a name
 * in quotes; up to a brace, a semicolon or a comment. Empty if `at` is not in it. */
struct span value_at(const struct parse *p, uint32_t at, bool *is_target);

/* Each is true if it reported what was found, the token `found` at `span`, which is not expected. */
bool report_comma_between(struct parse *p);
bool report_second_item(struct parse *p, struct span span, int found);
bool report_weight(struct parse *p, struct span span, int found);

/* The bracket on the same line that closes the one at `opening`; empty if there is none, or if quotes or a comment
 * between them leave open which it is. */
struct span closing_bracket(const struct parse *p, struct span opening);

/* 年度资金总额（万元）：300, 填报单位（盖章）：…: what a form's caption has in brackets, met at the first of them. */
bool report_caption_brackets(struct parse *p, struct span span, int found);

#endif
