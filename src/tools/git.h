/*
 * git.h - asking git, by running it.
 *
 * What git prints is read whole; it never waits for input, a pager or a password, and what it says of
 * its own troubles goes where ours does.
 */
#ifndef TOOLS_GIT_H
#define TOOLS_GIT_H

#include "base/arena.h"

/* A git that runs beside us. */
struct git_process {
    int child;
    int output, input; /* our ends of its pipes; `input` is -1 unless it has one */
};

/*
 * Starts git with the arguments, NULL at the end; with `has_input` what is written to process->input
 * is its standard input, else that is empty. With `quiet` its messages are dropped. False with `errno`
 * if it cannot be started: ENOENT if there is no git.
 */
bool git_start(struct git_process *process, const char *const *arguments, bool quiet,
               bool has_input);

/* Closes its input, reads all of its output that was not yet read, and waits for its end. Returns its
 * exit status, or -1 as below. */
int git_finish(struct arena *a, struct git_process *process, struct str *output);

/* Ends a process without input whose output nobody wants any more. */
void git_abandon(struct git_process *process);

/*
 * Runs git with the arguments, NULL at the end, and gives its output. Returns its exit status, or -1
 * if it could not be run, was killed, or printed more than a source may hold several times over.
 * With `quiet` its messages are dropped.
 */
int git_run(struct arena *a, const char *const *arguments, bool quiet, struct str *output);

/* The commit that `name` stands for, as a hash; empty if it is none or this is no repository. */
struct str git_commit(struct arena *a, const char *name);

/* The top folder of the work tree here; empty if there is none. */
struct str git_top(struct arena *a);

/* The text of a file in a commit; false if it is not there. `path` is from the top folder. */
bool git_file(struct arena *a, struct str commit, struct str path, struct str *text);

/* The value of a key in the repository's own configuration; empty if it has none. */
struct str git_config(struct arena *a, const char *key);

/* Sets it; or (`value` NULL) takes it away, which is no fault if it is not there. False if git cannot. */
bool git_config_set(struct arena *a, const char *key, const char *value);

#endif
