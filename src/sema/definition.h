/*
 * definition.h - 定义: a name for a value, such as a price, that formulas and targets then use.
 *
 * All definitions of a file and of those that it uses are declared at once, in whatever order they
 * stand, and worked out then; whoever evaluates an expression only looks them up. A name is a
 * unit's, a grade's or a definition's, and never two of these.
 */
#ifndef SEMA_DEFINITION_H
#define SEMA_DEFINITION_H

#include "sema/model.h"

struct definition {
    struct bilingual name;
    struct span span;       /* of the name */
    struct span expression; /* its source is NULL if there is none */
    struct value value;     /* poisoned if it was reported */
    struct str documentation;
    struct object *fields;        /* BLOCK_DEFINITION */
    bool is_used;                 /* by anything */
    bool is_base;                 /* of a file that is 沿用d: one that is nearer replaces it */
    struct definition **needs;    /* those that its expression names */
    size_t need_count, need_done; /* while they are worked out: how many were looked at */
    bool is_open, is_done;
    const struct ast_node *node;
    const struct project *listed; /* the last project that lists it */
    struct definition *next;      /* in the order of the files and in each */
};

/* Of a file, with those that it uses. */
struct definitions {
    struct map names; /* by both spellings */
    struct definition *first, **last;
    struct project *project;          /* that is being bound, and lists what it uses; or NULL */
    struct definition_use **last_use; /* where the next goes */
};

/* The definition called `name`, or NULL. `definitions` may be NULL. */
struct definition *definition_find(const struct definitions *definitions, struct str name);

/* Notes that it is used: by the project at hand, if there is one. */
void definition_use(struct definitions *all, struct arena *a, struct definition *definition);

#endif
