/*
 * extend.h - frameworks that state only what differs from another.
 */
#ifndef SEMA_EXTEND_H
#define SEMA_EXTEND_H

#include "sema/bind.h"

/* Along 沿用, so many frameworks; and so many nodes may a file's frameworks take over in all. */
enum { EXTENDS_DEPTH_LIMIT = 32, EXTENDS_NODE_LIMIT = 100000 };

/*
 * The nodes of a block of a framework, `own`, put together with those of the block that it restates.
 * The nodes of neither are changed. Names in 删去 that the base does not have are reported.
 */
struct ast_nodes merge_blocks(struct binder *b, enum block block, const struct ast_node *base,
                              const struct ast_node *own);

/* How many nodes there are, those in blocks included. */
size_t count_nodes(const struct ast_node *first);

#endif
