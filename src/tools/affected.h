/*
 * affected.h - which files of a run a change may have made say something else.
 *
 * Those that changed, are new or are gone; what uses, extends or continues one of them, straight or by way of
 * others; and the portfolios that include one of all these. Where the jixiao.jx of the workspace is
 * one of them, all are. No more of a file is read than its bytes (links.h), and those not where an
 * index knows what it refers to (link_index.h).
 */
#ifndef TOOLS_AFFECTED_H
#define TOOLS_AFFECTED_H

#include "tools/files.h"
#include "tools/past.h"

struct affected {
    bool *files;          /* of each file of the list: whether it is one */
    bool is_workspace;    /* what goes for all files changed, so that all are */
    struct arena *arenas; /* of the threads */
    unsigned arena_count;
};

/*
 * Reads the files of the list, whose real absolute `paths` are given, on several threads; this needs
 * not wait until git has listed what changed. Lets git look for what is not tracked if that may matter.
 * `now` is the workspace of today. NULL after telling what cannot be read. affected_free whatever comes.
 */
struct reference_graph;
struct reference_graph *affected_read(struct affected *affected, const struct options *options,
                                      const struct file_list *list, const struct str *paths,
                                      struct past *past, struct workspace *now, struct arena *a);

/* Finds those that are affected. `then` is the workspace of the past. */
bool affected_find(struct affected *affected, struct reference_graph *graph,
                   const struct past *past, const struct workspace *then, struct arena *a);

/* Gives back what reading took. */
void affected_free(struct affected *affected);

#endif
