/*
 * past.h - what the specs of a repository held where this work left a revision.
 *
 * The work tree is compared, with what is not committed and not tracked, and not what is ignored; beside
 * the commit in which HEAD and the revision meet, so that what others did there since is nobody's new
 * mistake. Git is asked which files differ: every other one holds now what it held then, and is read
 * from the disk. Texts come as git keeps them, which is how a work tree in another encoding is read too
 * (encoding.h). Submodules and other repositories within are
 * passed over. All of this is for files named .jx; git needs no more than four processes for it.
 */
#ifndef TOOLS_PAST_H
#define TOOLS_PAST_H

#include "base/map.h"
#include "tools/command.h"
#include "tools/git.h"

enum past_kind {
    PAST_ABSENT,
    PAST_FILE,
    PAST_LINK, /* a symbolic link, which nothing is read through */
};

/* A file that differs. */
struct past_file {
    struct str path; /* absolute */
    enum past_kind kind;
    bool is_here;                   /* there is an ordinary file now */
    bool is_large;                  /* it was larger than a source may be */
    struct str object;              /* git's name of what it held */
    struct str text;                /* what it held, once past_load has run */
    const struct past_file *origin; /* of a file that is new: what it was called then, or NULL */
};

struct past {
    struct str top;   /* of the repository: absolute, with / behind it */
    struct str base;  /* the commit */
    struct str links; /* where what specs refer to may be kept (link_index.h) */
    struct past_file *files;
    size_t count, room;
    struct map by_path;
    struct git_process changed, untracked;
    bool is_changed_running, is_untracked_running;
};

/*
 * Finds the commit that `revision` stands for and lets git look for what differs, which goes on while
 * others work. False after telling why it cannot be compared. past_free whatever comes.
 */
bool past_begin(struct past *past, const struct options *options, const char *revision,
                struct arena *a);

/* Lets git look for what is not tracked as well, unless it does so already. It need not if no file of the run, nor any that
 * these refer to, can be one. False after telling why it cannot. */
bool past_begin_untracked(struct past *past, const struct options *options, struct arena *a);

/* Waits for that, and lists the files by their paths. False after telling what went wrong. */
bool past_list(struct past *past, const struct options *options, struct arena *a);

/* Reads what they held, and finds those that were called something else. */
bool past_load(struct past *past, const struct options *options, struct arena *a);

/* Ends what still runs. */
void past_free(struct past *past);

/* The row of the file with this absolute path; NULL if it is as it was. */
const struct past_file *past_find(const struct past *past, struct str path);

/*
 * Pairs files that are gone with files that are new: of one text, else of the most lines in common, at
 * least half of their bytes, as git does. False after telling that a file cannot be read. (past_rename.c)
 */
bool past_find_renamed(struct past *past, const struct options *options, struct arena *a);

#endif
