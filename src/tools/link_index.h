/*
 * link_index.h - what the specs of a commit refer to, kept from one run to the next.
 *
 * It spares a run of --since to read all files for the few that refer to one that changed. It lies in git's
 * own folder, as jixiao/links, and holds nothing that cannot be found out again: where it is missing, damaged,
 * of another version or of a commit that is gone, the files are read instead, and where it cannot be
 * written, it is not; nothing of that is told. It is written beside its place and renamed, and holds a sum
 * of its bytes. The one rule: what it says goes for a file that git says is as it was in the commit.
 */
#ifndef TOOLS_LINK_INDEX_H
#define TOOLS_LINK_INDEX_H

#include "base/arena.h"
#include "tools/links.h"

/* Fewer files than this are read sooner than an index of them is kept. */
enum { LINK_INDEX_LEAST = 256 };

/* A spec of the commit. */
struct link_entry {
    struct str path;  /* from the top of the repository */
    struct str links; /* as the index writes them */
};

/* Start with zeroes. */
struct link_index {
    struct str commit; /* it says what this one's files refer to; empty if there is no index */
    bool is_old;       /* it was made for another commit: what differed is left out */
    struct link_entry *entries; /* sorted by their paths */
    size_t count;
    size_t next; /* behind the entry that was found last */
    size_t
        unknown; /* files that were asked for and are none of the commit's, as far as it knows; */
    size_t missing; /* and these with such as nobody has read yet; */
    size_t others;  /* so many were left of these when it was written */
};

/* What a file refers to that was read in this run. */
struct read_links {
    struct str path; /* from the top of the repository */
    const struct link *links;
    bool is_plain; /* it is UTF-8 as it is: else what it says hangs on git's attributes */
};

/* Reads the index at `path` for the files of `commit`; `top` is the folder of the repository. */
void link_index_read(struct link_index *index, struct str path, struct str top, struct str commit,
                     struct arena *a);

/* Gives what the file with this path from the top refers to, in `a`; false if it has to be read. */
bool link_index_find(struct link_index *index, struct str path, struct arena *a,
                     struct link **links);

/* Whether it is worth to be written anew, after what was asked. */
bool link_index_is_due(const struct link_index *index);

/* Writes an index of `commit`, of what `old` knows and of the files that were read and are as they were there. */
void link_index_write(struct link_index *old, struct str path, struct str top, struct str commit,
                      const struct read_links *files, size_t count, struct arena *a);

#endif
