/*
 * workspace_file.h - jixiao.jx, and what it says for every file of the workspace.
 *
 * It is compiled once, before the files of a run, and then only read. Its own mistakes are told as those
 * of any file: it joins the files of the run if it has some.
 */
#ifndef TOOLS_WORKSPACE_FILE_H
#define TOOLS_WORKSPACE_FILE_H

#include "tools/compile.h"
#include "tools/files.h"

struct workspace_file {
    struct compilation c; /* of jixiao.jx; empty if there is none */
    bool lends;           /* it or its imports declare something */
};

/* The files whose declarations count for `source`, read below `workspace`; or NULL. None do for those
 * files themselves. */
const struct import_list *workspace_file_lends(const struct workspace_file *file,
                                               struct workspace *workspace, struct source *source,
                                               struct arena *a);

/*
 * Compiles the jixiao.jx of the workspace, if there is one, and adds it to the list if it has something
 * to tell. False after telling what kept it from being read. Freed by workspace_file_free.
 */
bool workspace_file_load(const struct options *options, const struct library *library,
                         struct arena *a, struct file_list *list, struct workspace_file *file);
/* The same as it was then, of a workspace that was opened so; it joins no list. */
bool workspace_file_load_past(const struct library *library, struct workspace *workspace,
                              struct workspace_file *file);
void workspace_file_free(struct workspace_file *file);

#endif
