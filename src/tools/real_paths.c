/* real_paths.c - the files of a run by paths that each has but one of. */
#define _XOPEN_SOURCE 700 /* for realpath */
#include "tools/real_paths.h"

#include <errno.h>
#include <stdlib.h>

/* Without links on the way; empty after telling that there is none. */
static struct str real_path(const struct options *options, const char *path, struct arena *a)
{
    char *real = realpath(*path ? path : ".", NULL);
    if (!real) {
        command_fail_system(options, path, errno);
        return (struct str){0};
    }
    struct str copy = arena_copy(a, str_of(real));
    free(real);
    return copy;
}

static struct str joined(struct str folder, struct str name, struct arena *a)
{
    const struct str parts[] = {folder, folder.len > 1 ? STR("/") : STR(""), name};
    return folder.len > 0 ? arena_join(a, parts, 3) : folder;
}

struct str *real_paths(const struct options *options, const struct file_list *list, struct arena *a)
{
    const struct folder *folder = NULL;
    struct str path = STR(""), *paths = ARENA_ARRAY(a, struct str, list->count + 1);
    for (size_t i = 0; i < list->count; i++) {
        const struct file *file = file_at(list, i);
        if (file->folder && file->folder != folder)
            path = real_path(options, file->folder->path.ptr, a);
        folder = file->folder;
        paths[i] = file->folder          ? joined(path, str_of(file->name), a)
                   : file_is_input(file) ? joined(real_path(options, ".", a), STR("-"), a)
                                         : real_path(options, file->name, a);
        if (paths[i].len == 0)
            return NULL;
    }
    return paths;
}
