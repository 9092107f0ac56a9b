/* thread.c - threads that run as soon as they are started. */
#include "base/thread.h"

#include <errno.h>
#include <semaphore.h>

struct start {
    void *(*work)(void *);
    void *argument;
    sem_t runs;
};

static void *begin(void *argument)
{
    struct start *start = argument;
    void *(*work)(void *) = start->work;
    argument = start->argument;
    sem_post(&start->runs); /* from here on it may be gone */
    return work(argument);
}

bool thread_start(pthread_t *id, void *(*work)(void *), void *argument)
{
    struct start start = {.work = work, .argument = argument};
    if (sem_init(&start.runs, 0, 0) != 0)
        return false;
    bool runs = pthread_create(id, NULL, begin, &start) == 0;
    while (runs && sem_wait(&start.runs) != 0 && errno == EINTR) {
    }
    sem_destroy(&start.runs);
    return runs;
}
