/*
 * library_ahead.h - the library of the program, loaded on another thread while the files of a run are listed.
 */
#ifndef TOOLS_LIBRARY_AHEAD_H
#define TOOLS_LIBRARY_AHEAD_H

#include "tools/command.h"

#include <pthread.h>

struct library_ahead {
    struct arena arena; /* of the library */
    struct library *library;
    pthread_t thread;
    bool is_started;
};

/* Begins to load it. With one thread asked for, or without a folder to be listed, it is loaded at once. */
void library_ahead_begin(struct library_ahead *ahead, const struct options *options);

/* Waits for it; NULL after reporting, as command_library has it. To be called however the run goes on. */
struct library *library_ahead_wait(struct library_ahead *ahead);

/* Frees the library, which was waited for. */
void library_ahead_free(struct library_ahead *ahead);

#endif
