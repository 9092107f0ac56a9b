/*
 * baseline.h - the findings that an office has found and lives with, in a file beside the specs.
 *
 * The first line is {"jixiao_baseline":1}, and each of the others one finding, by the bytes of its path, its
 * code and its fingerprint:
 *
 *   {"path":"a.jx","code":"C3","severity":"warning","fingerprint":"…"}
 *   {"path":"a.jx","code":"C3","severity":"warning","fingerprint":"…","parts":["…","…"]}
 *   {"path":"a.jx","severity":"error","count":12}
 *
 * The last is of findings beyond those that a file keeps. There are no places in it, so that it changes
 * only when findings do. Lines may be taken out or change places; nothing else may be changed, and a
 * file that is not just like this is refused.
 */
#ifndef TOOLS_BASELINE_H
#define TOOLS_BASELINE_H

#include "base/map.h"
#include "sema/fingerprint.h"
#include "tools/command.h"

#include <stdatomic.h>

enum { BASELINE_SIZE_LIMIT = 256 * 1024 * 1024 };

struct baseline_row {
    struct str fingerprint;
    struct str *parts; /* fingerprints, sorted */
    size_t part_count;
    enum diag_severity severity;
    atomic_bool occurs; /* it was met in this run */
};

/* What is recorded of one file. */
struct baseline_file {
    struct str path;
    struct baseline_row *rows; /* by fingerprint */
    size_t count, room;
    unsigned more[DIAG_ERROR + 1]; /* that were only counted */
    bool is_checked;               /* in this run */
    bool is_gone;                  /* there is no such file any more */
};

struct baseline {
    struct baseline_file **files; /* by path */
    size_t count, room;
    struct map by_path;
};

/* Reads it into `a`; false after telling what is wrong, and in which line. */
bool baseline_read(struct baseline *baseline, const struct options *options, const char *name,
                   struct arena *a);

/* The recorded finding that `diag`, which has its fingerprint, is; NULL if it is new: no such one is recorded,
 * or it was less grave, or lacks one of its parts. */
struct baseline_row *baseline_find(const struct baseline_file *file, const struct diag *diag);

/*
 * The lines of one file's entries, for a baseline: those whose place in the list `chosen` has set,
 * and `more` that were only counted. In memory of malloc; false if there was none.
 * (baseline_write.c)
 */
bool baseline_lines(const struct diags *diags, const bool *chosen, const unsigned *more,
                    struct str path, struct arena *a, struct str *lines);

/* The lines of one file; of a file that was checked twice they stand twice. */
struct baseline_part {
    struct str path, lines;
    unsigned findings;
};

/* What a baseline holds. */
struct baseline_sum {
    unsigned long findings, files;
};

/* Writes a baseline of the parts, which it sorts, whole or not at all; false after telling why not. */
bool baseline_write(const char *name, struct baseline_part *parts, size_t count, struct arena *a,
                    struct baseline_sum *sum);

#endif
