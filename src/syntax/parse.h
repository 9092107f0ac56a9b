/*
 * parse.h - one source to its tree.
 *
 * The scanner (grammar/lexer.l, scan.h) makes raw tokens; the layout filter (layout.h) turns line
 * ends into ENDs and keeps the braces; the grammar (grammar/parser.y) makes the tree by calling the
 * functions below. Whatever the text, a tree comes back, and every mistake is in the diagnostics.
 */
#ifndef SYNTAX_PARSE_H
#define SYNTAX_PARSE_H

#include "base/diag.h"
#include "syntax/ast.h"

/*
 * Parses `source` into a list of nodes in `a`, reporting to `d`. A file that is no text at all (GBK,
 * UTF-16) gives one diagnostic and no nodes; `*readable` tells, if it is not NULL.
 */
struct ast_nodes parse(struct source *source, struct arena *a, struct diags *d, bool *readable);

struct token_list;

/* The same, keeping the tokens and comments of a source without errors in `tokens` (token_list.h). */
struct ast_nodes parse_recorded(struct source *source, struct arena *a, struct diags *d,
                                struct token_list *tokens);

/* ---- for the grammar's actions ------------------------------------------------------------- */

struct parse;

/* One function a form of expression; one too deep comes back as AST_ERROR, reported. */
struct ast_expression *parse_number(struct parse *p, struct span span, const struct decimal *value,
                                    struct str unit, struct span unit_span);
struct ast_expression *parse_date(struct parse *p, struct span span, struct date date);
struct ast_expression *parse_text(struct parse *p, struct span span, enum ast_kind kind,
                                  struct str text);
struct ast_expression *parse_truth(struct parse *p, struct span span, bool truth);
struct ast_expression *parse_unary(struct parse *p, struct span span, enum ast_kind kind,
                                   struct ast_expression *operand);
struct ast_expression *parse_binary(struct parse *p, struct span span, struct span sign,
                                    enum ast_operator operator, struct ast_expression * left,
                                    struct ast_expression *right);
struct ast_expression *parse_member(struct parse *p, struct ast_expression *left, struct str name,
                                    struct span name_span);
struct ast_expression *parse_apply(struct parse *p, struct span span, enum ast_kind kind,
                                   struct ast_expression *left, struct ast_list list);

/* A node with its head and labels; takes the `///` lines before it. */
struct ast_node *parse_header(struct parse *p, struct span span, struct ast_expression *head,
                              struct ast_list labels);

/* Gives the node its value: a colon or none, a relation or none, values or none. */
struct ast_node *parse_tail(struct ast_node *node, struct span colon, enum ast_operator relation,
                            struct span relation_span, struct ast_list values, struct span end);

/* Notes that there is a node without a value, whose block may lack its braces. */
struct ast_node *parse_bare(struct parse *p, struct ast_node *node);

/* Gives its value to a node that has all before it. */
struct ast_node *parse_value(struct ast_node *node, struct ast_expression *value, struct span end);

/* A node whose line has an error; `header` may be NULL. */
struct ast_node *parse_broken(struct parse *p, struct span span, struct ast_node *header);

/* Gives the node its block (or none), which ends at `end`. */
struct ast_node *parse_block(struct ast_node *node, bool has_block, struct ast_nodes children,
                             struct span end);

/* The file's nodes; called at each one, so that an error at the end loses none. */
void parse_keep(struct parse *p, struct ast_nodes nodes);

/*
 * Reports a syntax error: token `found` stands at `span` where one of `expected` (at most `count`,
 * token numbers of the grammar) could stand.
 */
void parse_unexpected(struct parse *p, struct span span, int found, const int *expected, int count);

#endif
