/*
 * workspace_path.h - paths in the workspace, part by part, so that none leaves it.
 */
#ifndef TOOLS_WORKSPACE_PATH_H
#define TOOLS_WORKSPACE_PATH_H

#include "tools/files.h"

enum { PATH_PART_LIMIT = 256 };

/* Works out source->identity, the path of the file below the root, unless it is known; false if it
 * lies elsewhere. */
bool workspace_identify(struct workspace *workspace, struct source *source, struct arena *a);

/* Parts of a path, with room for PATH_PART_LIMIT: the folder of the file with this identity; false if
 * there are too many. */
bool path_folder_parts(struct str identity, struct str *parts, size_t *count);

/* Adds the parts of `path`, `..` taking one away; false if that leaves the root, or nothing is left. */
bool path_append_parts(struct str path, struct str *parts, size_t *count);

/* "a/b/c". */
struct str path_of_parts(struct arena *a, const struct str *parts, size_t count);

/* The absolute path of the file with this identity, with a NUL behind it. */
struct str workspace_absolute(const struct workspace *workspace, struct str identity,
                              struct arena *a);

/* Tells of `errno` if it is no mistake of the user's, and marks the workspace as failed. */
void workspace_tell(struct workspace *workspace, struct str path);

/* Whether a path may be wrong in a way that this errno says; else it is the machine that is. */
bool fault_is_users(int reason);

/* Opens the parts one below the other, the last being a file; a link on the way fails with ELOOP or
 * ENOTDIR. -1 and errno if it cannot. */
int path_open_parts(int root, const struct str *parts, size_t count, struct arena *a);

/* Reads the file, as an import_load does. */
enum import_fault workspace_read(struct workspace *workspace, const struct str *parts, size_t count,
                                 struct arena *a, struct source **source);

#endif
