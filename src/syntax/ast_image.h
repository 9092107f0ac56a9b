/*
 * ast_image.h - a tree as bytes, so that the library need not be parsed whenever the program starts.
 *
 * The build parses each file of the library and keeps its tree as an image (stdlib/image.c); reading
 * that takes a small part of the time. An image is trusted: only what ast_image_write made may be
 * read, and only with the text that it was made of. It is the same on every machine.
 */
#ifndef SYNTAX_AST_IMAGE_H
#define SYNTAX_AST_IMAGE_H

#include "syntax/ast.h"

/* The tree of a source without any mistake: none of its nodes is broken. In `a`. */
struct str ast_image_write(struct arena *a, const struct source *source, struct ast_nodes nodes);

/* The tree of an image that begins at byte `*at` of `image`, moving `*at` past it. Its texts are
 * slices of the source or of the image, which must live as long as the tree in `a`. */
struct ast_nodes ast_image_read(struct arena *a, struct source *source, struct str image,
                                size_t *at);

#endif
