/*
 * gather.h - the findings of a run, kept for a document that is written when all files are done.
 *
 * The worst are kept and no more than the document has room for, so that ten thousand files of findings
 * take no more memory than five thousand findings. Which these are, and their order, is the same on any
 * number of threads.
 */
#ifndef TOOLS_GATHER_H
#define TOOLS_GATHER_H

#include "emit/diag_document.h"
#include "tools/jobs.h"

#include <pthread.h>

/* A finding, in one piece of memory with its texts: its file's arena is gone by the time it is written. */
struct kept_finding {
    struct diag_record record;
    size_t file, number; /* of the file, and among its findings */
    enum diag_code code;
    struct bilingual name, title; /* of the rule; empty if `code` says it */
};

struct gather {
    const struct options *options;
    struct diag_roots roots;
    pthread_mutex_t lock; /* of what follows */
    struct kept_finding **kept;
    size_t count, room;
    bool *told; /* of each file: whether there is anything of it */
};

/* Makes ready for so many files; false after telling why it cannot. gather_free gives back what it holds. */
bool gather_open(struct gather *g, const struct options *options, struct arena *a, size_t files);
void gather_free(struct gather *g);

/* Keeps what a file's check found, which has its fingerprints. May be called by several threads, each for files of its own; false if
 * memory ran out. */
bool gather_add(struct gather *g, size_t index, struct compilation *c);

/*
 * Writes the document to standard output. Nothing is written of a run that could not read all its files:
 * a server would take the findings that are missing for mended. False if memory ran out, after telling it.
 */
bool gather_write(struct gather *g, const struct jobs *jobs, const struct job_result *sum,
                  struct arena *a);

/* What the code or rule of a finding is, for a document. (gather_rule.c) */
struct diag_document_rule finding_rule(const struct kept_finding *one,
                                       const struct library *library, enum language language,
                                       struct arena *a);

#endif
