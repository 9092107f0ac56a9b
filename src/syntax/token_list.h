/*
 * token_list.h - the tokens of a parse and the comments between them, for the formatter.
 *
 * parse_recorded() in parse.h makes it; a parse without a list keeps nothing.
 */
#ifndef SYNTAX_TOKEN_LIST_H
#define SYNTAX_TOKEN_LIST_H

#include "syntax/parse_state.h"

/* Kinds beside those of the grammar. */
enum { TOKEN_COMMENT = -2 /* to the end of its line */, TOKEN_LONG_COMMENT = -3 };

/* By ascending place once the parse is over. An END has the place of its line end or `;`, or is
 * empty. */
struct token_list {
    struct arena *arena;
    struct token *items;
    size_t count, room;
};

/* Appends a copy; `value` may be NULL. */
void token_list_add(struct token_list *list, int kind, const JX_STYPE *value, struct span span);

/* Of the tokens of two parses, one behind the other, keeps those of the first, which are so many, or those of
 * the second. */
void token_list_keep(struct token_list *list, size_t first_count, bool second);

/* Comments are met when the scanner is ahead of the grammar: puts them in their places. */
void token_list_sort(struct token_list *list);

#endif
