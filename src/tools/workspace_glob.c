/* workspace_glob.c - the files of the workspace that a pattern stands for. */
#define _DEFAULT_SOURCE /* for d_type, which saves a call a file */
#include "tools/workspace_glob.h"

#include "tools/workspace_path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders deep, and names looked at: a pattern of many ** would go through them again and again. */
enum { GLOB_DEPTH_LIMIT = 64, GLOB_STEP_LIMIT = 4 * 1000 * 1000 };

struct glob {
    struct workspace *workspace;
    struct arena *a;
    struct glob_list *list;
    const struct str *parts;
    size_t part_count, limit, steps;
    enum glob_fault fault;
};

/* Behind the next character of UTF-8. */
static size_t next_character(struct str text, size_t at)
{
    at++;
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at++;
    return at;
}

bool glob_fits(struct str pattern, struct str name)
{
    size_t p = 0, n = 0, star = pattern.len, mark = 0;
    while (n < name.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = p++;
            mark = n;
        } else if (p < pattern.len && pattern.ptr[p] == '?') {
            n = next_character(name, n);
            p++;
        } else if (p < pattern.len && pattern.ptr[p] == name.ptr[n]) {
            p++;
            n++;
        } else if (star < pattern.len) {
            n = mark = next_character(name, mark);
            p = star + 1;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*')
        p++;
    return p == pattern.len;
}

static bool is_plain(struct str part)
{
    return !memchr(part.ptr, '*', part.len) && !memchr(part.ptr, '?', part.len);
}

static int compare_names(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

void glob_list_sort(struct glob_list *list)
{
    size_t kept = 0;
    if (list->count)
        qsort(list->names, list->count, sizeof *list->names, compare_names);
    for (size_t i = 0; i < list->count; i++) {
        if (kept == 0 || !str_equal(list->names[kept - 1], list->names[i]))
            list->names[kept++] = list->names[i];
    }
    list->count = kept;
}

static void list_add(struct glob *g, struct str name)
{
    struct glob_list *list = g->list;
    if (list->count == g->limit) {
        g->fault = GLOB_TOO_MANY;
        return;
    }
    if (list->count == list->room) {
        list->room = list->room ? 2 * list->room : 64;
        list->names = arena_grow(g->a, list->names, sizeof *list->names, list->count, list->room);
    }
    list->names[list->count++] = name;
}

static void walk(struct glob *g, int folder, struct str path, size_t part, unsigned depth);

static struct str below(struct glob *g, struct str path, struct str name)
{
    const struct str parts[] = {path, path.len ? STR("/") : STR(""), name};
    return arena_join(g->a, parts, 3);
}

/* Goes on in a folder of this one, if it is one and no link. */
static void enter(struct glob *g, int folder, struct str path, struct str name, size_t part,
                  unsigned depth)
{
    if (depth >= GLOB_DEPTH_LIMIT)
        return;
    int fd =
        openat(folder, arena_copy(g->a, name).ptr, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0)
        walk(g, fd, below(g, path, name), part, depth + 1);
}

static unsigned char type_of(int folder, const struct dirent *entry)
{
    struct stat status;
    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type;
    if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return DT_UNKNOWN;
    return S_ISDIR(status.st_mode) ? DT_DIR : S_ISREG(status.st_mode) ? DT_REG : DT_UNKNOWN;
}

/* A name of the folder, against this part of the pattern and what follows. */
static void look_at(struct glob *g, int folder, struct str path, struct str name,
                    unsigned char type, size_t part, unsigned depth)
{
    bool is_deep = str_equal(g->parts[part], STR("**"));
    size_t wanted = is_deep ? part + 1 : part; /* ** may stand for no folder at all */
    bool is_last = wanted + 1 >= g->part_count;
    bool fits = wanted < g->part_count ? glob_fits(g->parts[wanted], name) : is_deep;
    if (type == DT_REG && is_last && fits && str_ends_with(name, STR(".jx")))
        list_add(g, below(g, path, name));
    if (type != DT_DIR)
        return;
    if (is_deep)
        enter(g, folder, path, name, part, depth);
    if (fits && wanted + 1 < g->part_count)
        enter(g, folder, path, name, wanted + 1, depth);
}

/* Goes through the folder, which it closes. */
static void walk(struct glob *g, int folder, struct str path, size_t part, unsigned depth)
{
    DIR *stream = fdopendir(folder);
    if (!stream) {
        close(folder);
        return;
    }
    for (const struct dirent *entry; g->fault == GLOB_DONE && (entry = readdir(stream));) {
        if (entry->d_name[0] == '.')
            continue;
        if (++g->steps > GLOB_STEP_LIMIT)
            g->fault = GLOB_TOO_MANY;
        else
            look_at(g, folder, path, arena_copy(g->a, str_of(entry->d_name)),
                    type_of(folder, entry), part, depth);
    }
    closedir(stream);
}

/* ** behind ** says no more. */
static size_t drop_repeated(struct str *parts, size_t first, size_t count)
{
    size_t kept = first;
    for (size_t i = first; i < count; i++) {
        bool is_repeated =
            kept > first && str_equal(parts[i], STR("**")) && str_equal(parts[kept - 1], STR("**"));
        if (!is_repeated)
            parts[kept++] = parts[i];
    }
    return kept;
}

enum glob_fault workspace_glob(struct workspace *workspace, struct source *source,
                               struct str pattern, size_t limit, struct arena *a,
                               struct glob_list *list)
{
    struct str parts[PATH_PART_LIMIT];
    size_t count, plain = 0;
    if (pattern.len == 0 || pattern.ptr[0] == '/' || pattern.len > 4000 ||
        !workspace_identify(workspace, source, a) ||
        !path_folder_parts(source->identity, parts, &count) ||
        !path_append_parts(pattern, parts, &count))
        return GLOB_OUTSIDE;
    while (plain + 1 < count && is_plain(parts[plain]))
        plain++;
    count = drop_repeated(parts, plain, count);
    struct glob g = {.workspace = workspace,
                     .a = a,
                     .list = list,
                     .parts = parts,
                     .part_count = count,
                     .limit = limit};
    int folder = openat(workspace->root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (size_t i = 0; i < plain && folder >= 0; i++) {
        int next = openat(folder, arena_copy(a, parts[i]).ptr,
                          O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        close(folder);
        folder = next;
    }
    if (folder >= 0)
        walk(&g, folder, path_of_parts(a, parts, plain), plain, 0);
    return g.fault;
}
