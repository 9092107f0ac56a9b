/* library_ahead.c - the library of the program, loaded on another thread. */
#include "tools/library_ahead.h"

#include "base/thread.h"

#include <sys/stat.h>

static void *load(void *argument)
{
    struct library_ahead *ahead = argument;
    ahead->library = command_library(&ahead->arena);
    return NULL;
}

/* Whether listing the files takes time: a workspace, or a folder. */
static bool has_folder(const struct options *options)
{
    struct stat status;
    for (int i = 0; i < options->path_count; i++) {
        if (stat(options->paths[i], &status) == 0 && S_ISDIR(status.st_mode))
            return true;
    }
    return options->path_count == 0;
}

void library_ahead_begin(struct library_ahead *ahead, const struct options *options)
{
    *ahead = (struct library_ahead){.arena = ARENA_INIT};
    ahead->is_started =
        options->jobs != 1 && has_folder(options) && thread_start(&ahead->thread, load, ahead);
    if (!ahead->is_started)
        load(ahead);
}

struct library *library_ahead_wait(struct library_ahead *ahead)
{
    if (ahead->is_started)
        pthread_join(ahead->thread, NULL);
    ahead->is_started = false;
    return ahead->library;
}

void library_ahead_free(struct library_ahead *ahead)
{
    arena_free(&ahead->arena);
}
