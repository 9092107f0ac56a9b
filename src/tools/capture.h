/*
 * capture.h - what a function prints, in memory first.
 *
 * A report or the diagnostics of a file leave whole or not at all: if memory runs out half way,
 * nothing of them is seen. A stream to memory must be closed while what it writes to is still
 * there, so no jump out of an arena may pass over one: it stops here.
 */
#ifndef TOOLS_CAPTURE_H
#define TOOLS_CAPTURE_H

#include "base/arena.h"

#include <stdio.h>

/* Prints to `out`; false if memory ran out. */
typedef bool capture_function(void *context, FILE *out);

/*
 * Calls `function` and gives what it printed; its `ptr`, allocated by malloc, is the caller's to free.
 * False, with nothing to free, if memory ran out: the function said so, arena `a` jumped, or the
 * stream could not grow.
 */
bool capture(struct arena *a, capture_function *function, void *context, struct str *text);

#endif
