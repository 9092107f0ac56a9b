/*
 * bind_bare.h - blocks whose braces are missing: what stands behind a head without them, where a brace is not closed,
 * and a project without its head.
 */
#ifndef SEMA_BIND_BARE_H
#define SEMA_BIND_BARE_H

#include "sema/bind.h"

/* From here on the nodes of a block are bound; returns what was at hand, to go back to in the end. (bind_bare.c) */
struct bare_head bare_head_begin(struct binder *b, const struct ast_node *nodes, enum block block);

/* Reports of a head without braces, once, that a node which the block does not know belongs in them, as far as one can
 * tell; false if there is none such. (bind_bare.c) */
bool report_behind_bare_head(struct binder *b, const struct ast_node *node, enum block block);

/* Reports a block behind a field that takes none; where none stands the parser has put its braces in, around what is
 * further in: 年度目标： above lines of text. (bind_bare.c) */
void report_no_block(struct binder *b, const struct word *word, const struct ast_node *node);

/* Of a head that is told to lack its opening brace: the closing one that is too many is its own, and needs no report. */
void forgive_closing_brace(struct binder *b, const struct ast_node *head);

/* Whether the node is a field or category of a project, by its word. */
bool is_of_project(const struct binder *b, const struct ast_node *node);

/* Reports of a word that the block does not know what is missing before it: the braces of a head, as above, or the one that
 * closes the block, if it is a field of the project. False if it is neither. */
bool report_missing_brace(struct binder *b, const struct ast_node *node, enum block block);

/* Helps with the title of a form, 项目支出绩效目标申报表, alone on its line in the file: true if it is one. (bind_headless.c) */
bool help_form_title(struct binder *b, struct diag *diag, const struct ast_node *node,
                     enum block block);

/* Reports that a field of a project stands among the nodes of a file that is nothing but a form: once for each project. False
 * of any other word, or in another file. (bind_headless.c) */
bool report_headless(struct binder *b, const struct ast_node *nodes, const struct ast_node *node);

/* Reports that what `name` says stands in braces behind it, and not at `span`. */
void report_block_only(struct binder *b, const struct ast_node *node, struct span span,
                       struct bilingual name);

#endif
