/* capture.c - what a function prints, in memory first. */
#define _GNU_SOURCE /* for fopencookie: a stream of open_memstream does not remember what it lost */
#include "tools/capture.h"

#include <stdlib.h>

struct memory {
    char *text;
    size_t length, room;
};

/* What a stream calls with its full buffer; 0 is a failure that ferror tells of. */
static ssize_t memory_write(void *cookie, const char *text, size_t length)
{
    struct memory *memory = cookie;
    if (length > memory->room - memory->length) {
        size_t room = (memory->room + length) * 2;
        char *grown = realloc(memory->text, room);
        if (!grown)
            return 0;
        memory->text = grown;
        memory->room = room;
    }
    memcpy(memory->text + memory->length, text, length);
    memory->length += length;
    return (ssize_t)length;
}

bool capture(struct arena *a, capture_function *function, void *context, struct str *text)
{
    static const cookie_io_functions_t functions = {.write = memory_write};
    jmp_buf jump, *outer = a->out_of_memory;
    struct memory memory = {NULL, 0, 0};
    *text = (struct str){0};
    FILE *out = fopencookie(&memory, "w", functions);
    if (!out)
        return false;
    volatile bool printed = false;
    if (setjmp(jump) == 0) {
        a->out_of_memory = &jump;
        printed = function(context, out);
    }
    a->out_of_memory = outer;
    bool faulty = fflush(out) != 0 || ferror(out);
    if (fclose(out) == 0 && !faulty && printed) {
        *text = (struct str){memory.text, memory.length};
        return true;
    }
    free(memory.text);
    return false;
}
