/*
 * workspace_glob.h - the files of the workspace that a pattern stands for.
 *
 * `*` is any part of a name, `?` one character, `**` any folders, none included. Only ordinary .jx
 * files count; links and hidden names are passed over, and nothing outside the workspace is looked
 * at. The result is sorted by the bytes of the paths.
 */
#ifndef TOOLS_WORKSPACE_GLOB_H
#define TOOLS_WORKSPACE_GLOB_H

#include "tools/files.h"

enum glob_fault {
    GLOB_DONE,
    GLOB_OUTSIDE,  /* the pattern leaves the workspace */
    GLOB_TOO_MANY, /* more than the limit, or too many folders */
    GLOB_TOO_DEEP, /* folders within each other */
};

enum { GLOB_DEPTH_LIMIT = 64 };

struct glob_list {
    struct str *names; /* from the root */
    size_t count, room;
};

/* Adds what the pattern stands for, seen from `source`, to the list, at most `limit` in all. */
enum glob_fault workspace_glob(struct workspace *workspace, struct source *source,
                               struct str pattern, size_t limit, struct arena *a,
                               struct glob_list *list);

/* Sorts the list and leaves each name in it once. */
void glob_list_sort(struct glob_list *list);

/* Whether the pattern, seen from `source`, stands for the file with this identity; the disk is not asked. */
bool workspace_glob_has(struct workspace *workspace, struct source *source, struct str pattern,
                        struct str identity, struct arena *a);

/* Whether a name fits a pattern for one part of a path. */
bool glob_fits(struct str pattern, struct str name);

#endif
