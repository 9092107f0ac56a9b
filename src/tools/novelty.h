/*
 * novelty.h - which findings of a run are new.
 *
 * A finding was there before if one of its fingerprint was, and no less grave: in the same file as it was at
 * the revision (--since), or in the baseline. If it has parts, all of them were there too. What was
 * there is hidden, and counted; what only a waiver had silenced was not there.
 */
#ifndef TOOLS_NOVELTY_H
#define TOOLS_NOVELTY_H

#include "sema/rule_choice.h"
#include "tools/affected.h"
#include "tools/baseline.h"
#include "tools/file_check.h"
#include "tools/jobs.h"

#include <pthread.h>

struct novelty {
    const struct options *options;
    const struct library *library;
    struct file_list *list;
    struct str *paths; /* of each file of the list: absolute, */
    struct str *known; /* and as its findings know it: from the workspace, if it is there */
    /* --since: */
    struct past past;
    struct affected affected;
    struct workspace workspace;        /* as it was */
    struct workspace_file own_file;    /* the jixiao.jx of then, if it was another one */
    const struct workspace_file *file; /* that or the one of today */
    bool has_past, is_open;
    pthread_mutex_t lock; /* of what follows */
    struct arena texts;   /* of the past, once somebody asked for them; */
    bool is_loaded, is_readable;
    /* --baseline: */
    struct baseline baseline;
    struct map moved; /* by known path: struct baseline_file of a file that is gone */
    bool has_baseline;
    /* --write-baseline: of each file of the list its lines, in memory of malloc */
    struct baseline_part *written;
};

/*
 * Begins what the options ask for; nothing if they ask for nothing. Git looks for what changed meanwhile.
 * False after telling what is wrong with them, or with the place. novelty_free whatever comes.
 */
bool novelty_begin(struct novelty *novelty, const struct options *options, struct arena *a);

/* Whether something is to be compared or recorded. */
bool novelty_wanted(const struct options *options);

/*
 * Makes ready for a run of the files in `list`, in which only those stay that the change concerns. False
 * after telling why it cannot be. (novelty_open.c)
 */
bool novelty_open(struct novelty *novelty, const struct library *library, struct file_list *list,
                  const struct workspace_file *file, struct arena *a);

/* Lets git give what the files of the past held, if that was not done yet: mostly nobody asks. False after telling
 * that it cannot. May be called by several threads. */
bool novelty_load(struct novelty *novelty);

/* Writes the baseline that is asked for; and tells, unless --quiet, how much of the one that was read
 * occurs no more. False after telling what went wrong. */
bool novelty_finish(struct novelty *novelty, struct arena *a);

/* Gives back what it holds, and ends what git still does. */
void novelty_free(struct novelty *novelty);

/* What one thread needs for looking back. Start with zeroes. */
struct novelty_past {
    struct compilation c;
    struct rule_choice choice;
};
void novelty_past_free(struct novelty_past *past);

/*
 * Takes out of c->diags, which are those of file `index` and have their fingerprints, what was there
 * before. `workspace` is that of the file; it is marked as failed if the past cannot be read.
 */
void novelty_sift(struct novelty *novelty, struct novelty_past *past, struct workspace *workspace,
                  size_t index, struct compilation *c);

#endif
