/*
 * format.h - the canonical layout of a source.
 *
 * One fact a line, four spaces a level, signs of an input method as their ASCII twins (× and 至 stay),
 * and neighbouring lines of one shape in columns, counted as a terminal shows them. What the author
 * decides stays: the order, comments to the byte, single blank lines, where a long formula breaks,
 * and whether a short block stands on one line. The tree of the result is that of the source, and
 * formatting the result again changes nothing.
 */
#ifndef SYNTAX_FORMAT_H
#define SYNTAX_FORMAT_H

#include "base/diag.h"
#include "syntax/ast.h"
#include "syntax/token_list.h"

/* A source as it was read: its nodes, and the tokens that they were made of. */
struct format_input {
    struct source *source;
    struct token_list tokens;
    struct ast_nodes nodes;
};

/* Reads a source. One with errors cannot be laid out: they are in `d`, and false is returned. */
bool format_read(struct arena *a, struct source *source, struct diags *d,
                 struct format_input *input);

/*
 * The canonical text, in `a`. With `words`, one for each token, what has a word there (ptr is not
 * NULL) is written so; where lines end and blocks open does not go by how long words are, so that
 * another language's make no other lines.
 */
struct str format_print(struct arena *a, const struct format_input *input, const struct str *words);

/* How the token is written in canonical text, if no other word is asked for. */
struct str format_word(struct arena *a, const struct token *token);

/* Reads and prints: a source with errors is returned as it is. The nodes are in `*nodes`. */
struct str format_source(struct arena *a, struct source *source, struct diags *d,
                         struct ast_nodes *nodes);

#endif
