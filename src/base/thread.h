/*
 * thread.h - threads that run as soon as they are started.
 */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/*
 * Starts a thread that does work(argument), and returns once it runs; false if there can be none. It is
 * waited for with pthread_join.
 *
 * A new thread is queued behind its parent. An idle processor finds it there at the next tick only, some
 * milliseconds later; a parent that wakes again is put on the idle one at once.
 */
bool thread_start(pthread_t *id, void *(*work)(void *), void *argument);

#endif
