/* roots.c - where the paths of a document begin. */
#include "tools/roots.h"

#include "tools/command.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

/* The length of the nearest folder upwards of `here` that has `name`; of `here` if none has. */
static size_t find_above(struct arena *a, struct str here, const char *name, bool *found)
{
    struct stat status;
    for (size_t end = here.len;;) {
        struct str marker = arena_format(a, "%.*s/%s", (int)end, here.ptr, name);
        *found = stat(marker.ptr, &status) == 0;
        if (*found)
            return end;
        while (end > 0 && here.ptr[end - 1] != '/')
            end--;
        if (end == 0)
            return here.len;
        end--;
    }
}

bool roots_find(struct diag_roots *roots, struct arena *a)
{
    char buffer[4096];
    if (!getcwd(buffer, sizeof buffer)) {
        command_fail_system(NULL, ".", errno);
        return false;
    }
    struct str here = arena_copy(a, str_of(buffer));
    if (here.len == 1)
        here.len = 0; /* “/”, for the sake of what is added to it */
    bool found;
    size_t end = find_above(a, here, ".git", &found);
    if (!found)
        end = find_above(a, here, "jixiao.jx", &found);
    roots->top = end ? str_part(here, 0, end) : STR("/");
    roots->here = end < here.len ? str_part(here, end + 1, here.len) : STR("");
    return true;
}
