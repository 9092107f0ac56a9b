/*
 * jobs.h - the files of a run on several threads, their output in the order of the files.
 */
#ifndef TOOLS_JOBS_H
#define TOOLS_JOBS_H

#include "tools/compile.h"
#include "tools/workspace_file.h"

struct novelty;

/* What one file came to. */
struct job_result {
    struct diag_verdict verdict;
    bool cannot;    /* it could not be read or written: the run ends with status 2 */
    bool no_memory; /* nothing of it is printed, nor of the run's verdict; told by jobs_run */
};

/*
 * Does what the command does for file `index`, compiled or not (source->text empty if it could not
 * be read: `fault` tells), and prints to `out`, which is NULL if there are no diagnostics and no
 * --output. Runs on any thread: writes only to its own row.
 */
typedef void job_function(void *context, size_t index, struct compilation *c, enum file_fault fault,
                          FILE *out, struct job_result *result);

/* What a run is of. */
struct jobs {
    const struct options *options;
    const struct file_list *list;
    const struct library *library;
    const struct workspace_file *workspace; /* what it says goes for every file */
    bool with_fingerprints;                 /* give every finding its own (sema/fingerprint.h) */
    struct novelty *novelty;                /* hides what was there before; or NULL */
};

/*
 * Reads, compiles and handles every file, on as many threads as pay, and prints what they print in
 * order. Returns the sum of the results.
 */
struct job_result jobs_run(const struct jobs *jobs, job_function *function, void *context);

/* How many threads so many files pay for; `jobs` is what was asked for, or 0. */
unsigned jobs_threads(unsigned jobs, size_t files);

/* Prints the line that ends a run, unless --quiet was asked for: to standard error if standard output is
 * for programs. */
void job_print_verdict(const struct options *options, const struct job_result *sum);

/* The exit status that a sum of results means. */
int job_status(const struct options *options, const struct job_result *sum);

#endif
