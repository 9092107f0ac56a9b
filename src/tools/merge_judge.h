/*
 * merge_judge.h - compiling what a merge makes of two versions, and deciding by that.
 *
 * A total that both sides changed is added up only if it had to: the base and both sides were consistent, and
 * with any other number the result would not be. And a result with an error that neither side has is no clean
 * merge, however well its lines fit: what theirs changed in the block with the error becomes a conflict.
 */
#ifndef TOOLS_MERGE_JUDGE_H
#define TOOLS_MERGE_JUDGE_H

#include "sema/merge.h"
#include "tools/workspace_file.h"

/* Start with zeroes. */
struct merge_judge {
    const struct options *options;
    struct arena *arena;
    const char *path; /* of the file in the work tree, for its imports */
    struct library *library;
    struct workspace workspace;
    struct workspace_file workspace_file;
    struct settings settings;
    struct compilation versions[MERGE_VERSIONS];
    struct map known; /* what the errors of ours and theirs say */
    bool consistent;  /* the base and both sides are */
};

/* Makes ready to compile; false after telling why not. */
bool merge_judge_open(struct merge_judge *judge, const struct options *options, struct arena *a,
                      const char *path);
void merge_judge_close(struct merge_judge *judge);

/* Compiles the three versions: what the sides changed, and the vocabulary, come of that. */
void merge_judge_versions(struct merge_judge *judge, struct merge *merge);

/* Merges, as often as it takes to decide on the totals; false if it cannot be done by what stands there. */
bool merge_judged(struct merge_judge *judge, struct merge *merge);

/* Whether the text has no error that neither ours nor theirs has. */
bool merge_judge_result(struct merge_judge *judge, struct str text);

#endif
