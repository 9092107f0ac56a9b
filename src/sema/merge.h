/*
 * merge.h - a three-way merge of specs by what stands in them.
 *
 * Blocks are merged child by child: a child is the same one in all versions by its head and labels (项目 and
 * its name, a category and the indicator, a task), by its 编号 if that was renamed, and among several of one
 * name by what it says and its order. What one side changed is taken from it, byte for byte; what both
 * changed is merged inside, or is a conflict between markers around the smallest node that holds it, with a
 * comment in each side that says what it meant.
 *
 * A total that both sides changed is the base's with both changes added. Whether that may be is not decided
 * here: the caller, who can compile the result, sets what is done with each total and merges again.
 */
#ifndef SEMA_MERGE_H
#define SEMA_MERGE_H

#include "base/line_merge.h"
#include "sema/compare.h"
#include "syntax/parts.h"

enum merge_version { MERGE_BASE, MERGE_OURS, MERGE_THEIRS };
enum { MERGE_VERSIONS = MERGE_THEIRS + 1 };

/* What is done with a total that both sides changed. */
enum total_choice {
    TOTAL_ADDED, /* the base's with both changes */
    TOTAL_AS_OURS,
    TOTAL_IN_CONFLICT,
};

/* A total whose line both sides changed, and where it is in the result. */
struct contested_total {
    struct part *base, *ours, *theirs;
    bool by_both; /* both changed the number; else one of them renamed the task */
    struct stretch place;
    struct str text; /* as it is written there */
    struct contested_total *next;
};

/* A block that both sides changed, and where it is in the result. */
struct merged_block {
    struct part *ours;
    struct stretch place;
    struct merged_block *next;
};

/* What theirs changed, added or took away, and the result has so: of theirs, or of the base what is gone. */
struct taken_part {
    struct part *part;
    struct taken_part *next;
};

struct merge {
    struct arena *arena;
    struct version versions[MERGE_VERSIONS];
    struct change_index *changes[MERGE_VERSIONS]; /* what either side did to the base, or NULL */
    enum language language;                       /* of the comments in conflicts */
    unsigned marker_size;
    const struct vocabulary *vocabulary;

    /* What to do. */
    enum merge_version
        preferred;           /* MERGE_BASE: write conflicts; else take that side's part of them */
    bool adds_equal_changes; /* totals that both sides changed to the same are added up too */
    struct str reason;       /* why a refused block is in conflict, for the comments */

    /* What came of it. */
    struct text_writer out;
    unsigned conflicts;
    struct contested_total *totals, **last_total;
    struct merged_block *blocks;
    struct taken_part *taken;
    size_t taken_count;
};

/* What a side did to the base, for the comments of conflicts. */
void merge_take_changes(struct merge *merge, enum merge_version side,
                        const struct project_change *projects);

/* Finds which parts of the versions are the same; once, before the first merge_run. */
void merge_match(struct merge *merge);

/*
 * Makes a conflict, from the next merge_run on, of the smallest parts that hold the fact (facts.h) and that
 * the versions do not have alike. False if there is none that was not one before.
 */
bool merge_dispute(struct merge *merge, struct str fact);

/* Merges; the text is in merge->out. */
void merge_run(struct merge *merge);

/* Whether either side changed the two totals by the same amount. */
bool merge_totals_in_step(const struct contested_total *one, const struct contested_total *other);

#endif
