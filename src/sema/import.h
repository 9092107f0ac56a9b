/*
 * import.h - 引用: the framework of the standard library, and other files of the workspace.
 *
 * Whoever compiles gives a loader, which alone touches the file system and keeps paths inside the
 * workspace; tests and the language server give their own. An imported file lends its declarations;
 * what is wrong in it is reported when it is itself checked, and said here in one line.
 */
#ifndef SEMA_IMPORT_H
#define SEMA_IMPORT_H

#include "sema/bind.h"

/* READ: by one compilation in all, for what it 沿用s and 延续s is read for itself as well. */
enum { IMPORT_DEPTH_LIMIT = 64, IMPORT_COUNT_LIMIT = 4096, IMPORT_READ_LIMIT = 3 * 4096 };

enum import_fault {
    IMPORT_FOUND,
    IMPORT_ABSENT,
    IMPORT_OUTSIDE,  /* the path leaves the workspace, is absolute or goes through a link */
    IMPORT_UNUSABLE, /* no regular file, too large, or not readable */
};

/*
 * Loads the file that `path` names, seen from `importer`. Gives both their `identity`, which is the
 * same for one file however it is named.
 */
typedef enum import_fault import_load(void *context, struct source *importer, struct str path,
                                      struct arena *a, struct source **source);

struct import_loader {
    import_load *load; /* NULL: nothing can be imported but the library */
    void *context;
    const struct import_list
        *workspace; /* jixiao.jx and its imports, which count for every file; or
                                            NULL. Read by all threads */
};

/* A file whose declarations count, and (of the importing file's) the import that leads to it. */
struct import_file {
    struct source *source;
    struct span span;
    const struct ast_node *nodes;
    bool reported; /* that it has errors */
    bool is_base;  /* one of its projects is 沿用d, and what it defines may be defined anew */
    bool is_lent;  /* by the workspace alone: the file itself does not use it */
};

/* A file and its imports, in the order in which declarations count; the file itself is the last. */
struct import_list {
    struct import_file *files;
    size_t count;
};

/* A file that a project 沿用s; `source` is NULL if it could not be read, which was reported. */
struct base_file {
    struct source *source;
    const struct ast_node *nodes;
    const struct diags *found; /* when its projects are bound for themselves; NULL: not yet */
    bool is_reported;          /* that it has errors */
};

/* The file that the value of a 沿用 names, followed before; and the key of it in b->bases. */
struct base_file *base_find(const struct binder *b, const struct ast_expression *path);
struct str base_key(struct arena *a, const struct ast_expression *path);

/*
 * Reads the file that `path` names, seen from where it is written; NULL after reporting that it cannot
 * be read, or (JX0808) that too many were.
 */
struct source *import_read(struct binder *b, const struct ast_expression *path);

/* Says why the file that `label` names cannot be used. */
void report_import_fault(struct binder *b, enum import_fault fault,
                         const struct ast_expression *label);

/* Whether it is the file that says what goes for a whole workspace: jixiao.jx. */
bool source_is_workspace(const struct source *source);

/* How a framework of the library is named in 引用, in quotes. */
struct bilingual framework_path(struct arena *a, const struct framework *framework);

/* Every framework of the library as a line that uses it: 引用 "std/…"、引用 "std/…". */
struct bilingual frameworks_phrase(struct binder *b);

/*
 * Follows the imports of `nodes` (parsed from `source`), sets b->framework, and returns all files.
 * Reports paths that lead nowhere, outside, or round in a circle.
 */
struct import_list import_follow(struct binder *b, struct source *source,
                                 const struct ast_node *nodes);

#endif
