/* workspace_glob.c - the files of the workspace that a pattern stands for. */
#define _DEFAULT_SOURCE /* for d_type, which saves a call a file */
#include "tools/workspace_glob.h"

#include "tools/past.h"
#include "tools/workspace_path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Names looked at: a pattern of many ** would go through the folders again and again. */
enum { GLOB_STEP_LIMIT = 4 * 1000 * 1000 };

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
    if (depth >= GLOB_DEPTH_LIMIT) {
        g->fault = GLOB_TOO_DEEP;
        return;
    }
    int fd =
        openat(folder, arena_copy(g->a, name).ptr, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0)
        walk(g, fd, below(g, path, name), part, depth + 1);
    else
        workspace_tell(g->workspace, below(g, path, name));
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
        workspace_tell(g->workspace, path);
        close(folder);
        return;
    }
    for (const struct dirent *entry;
         g->fault == GLOB_DONE && (errno = 0, entry = readdir(stream));) {
        if (entry->d_name[0] == '.')
            continue;
        if (++g->steps > GLOB_STEP_LIMIT)
            g->fault = GLOB_TOO_MANY;
        else
            look_at(g, folder, path, arena_copy(g->a, str_of(entry->d_name)),
                    type_of(folder, entry), part, depth);
    }
    if (g->fault == GLOB_DONE && errno)
        workspace_tell(g->workspace, path);
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

/* A pattern part by part, from the root. */
struct pattern {
    struct str parts[PATH_PART_LIMIT];
    size_t count;
    size_t plain; /* so many parts at its beginning are names of folders */
};

/* False if the pattern leaves the workspace. */
static bool read_pattern(struct workspace *workspace, struct source *source, struct str text,
                         struct arena *a, struct pattern *pattern)
{
    if (text.len == 0 || text.ptr[0] == '/' || text.len > 4000 ||
        !workspace_identify(workspace, source, a) ||
        !path_folder_parts(source->identity, pattern->parts, &pattern->count) ||
        !path_append_parts(text, pattern->parts, &pattern->count))
        return false;
    pattern->plain = 0;
    while (pattern->plain + 1 < pattern->count && is_plain(pattern->parts[pattern->plain]))
        pattern->plain++;
    pattern->count = drop_repeated(pattern->parts, pattern->plain, pattern->count);
    return true;
}

/*
 * Whether the pattern stands for the path: row by row of the pattern, at which parts of the path it may have
 * got to.
 */
static bool pattern_fits(const struct pattern *pattern, struct str path, struct arena *a)
{
    struct str names[PATH_PART_LIMIT];
    size_t count = 0;
    if (!str_ends_with(path, STR(".jx")) || !path_append_parts(path, names, &count))
        return false;
    bool *may = ARENA_ARRAY(a, bool, count + 1);
    may[0] = true;
    for (size_t i = 0; i < pattern->count; i++) {
        bool is_deep = i >= pattern->plain && str_equal(pattern->parts[i], STR("**"));
        bool *next = ARENA_ARRAY(a, bool, count + 1);
        next[0] = is_deep && may[0];
        for (size_t at = 0; at < count; at++) {
            bool is_hidden = i >= pattern->plain && names[at].ptr[0] == '.';
            bool fits = i < pattern->plain ? str_equal(pattern->parts[i], names[at])
                                           : glob_fits(pattern->parts[i], names[at]);
            next[at + 1] =
                is_deep ? may[at + 1] || (next[at] && !is_hidden) : may[at] && fits && !is_hidden;
        }
        may = next;
    }
    return may[count];
}

bool workspace_glob_has(struct workspace *workspace, struct source *source, struct str pattern,
                        struct str identity, struct arena *a)
{
    struct pattern read;
    return read_pattern(workspace, source, pattern, a, &read) && pattern_fits(&read, identity, a);
}

/* Makes of the files that are there, from the one at `first` on, those that were there then. */
static void go_back(struct glob *g, size_t first, const struct pattern *pattern)
{
    const struct past *past = g->workspace->past;
    struct str root = workspace_absolute(g->workspace, STR(""), g->a);
    size_t kept = first;
    for (size_t i = first; i < g->list->count; i++) {
        struct str name = g->list->names[i];
        const struct past_file *file =
            past_find(past, workspace_absolute(g->workspace, name, g->a));
        if (!file || file->kind == PAST_FILE)
            g->list->names[kept++] = name;
    }
    g->list->count = kept;
    for (size_t i = 0; i < past->count; i++) {
        const struct past_file *file = &past->files[i];
        if (file->is_here || file->kind != PAST_FILE || !str_starts_with(file->path, root))
            continue;
        struct str name = str_part(file->path, root.len, file->path.len);
        if (g->fault == GLOB_DONE && pattern_fits(pattern, name, g->a))
            list_add(g, name);
    }
}

enum glob_fault workspace_glob(struct workspace *workspace, struct source *source,
                               struct str pattern, size_t limit, struct arena *a,
                               struct glob_list *list)
{
    struct pattern read;
    size_t first = list->count;
    if (!read_pattern(workspace, source, pattern, a, &read))
        return GLOB_OUTSIDE;
    struct glob g = {.workspace = workspace,
                     .a = a,
                     .list = list,
                     .parts = read.parts,
                     .part_count = read.count,
                     .limit = limit};
    int folder = openat(workspace->root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (size_t i = 0; i < read.plain && folder >= 0; i++) {
        int next = openat(folder, arena_copy(a, read.parts[i]).ptr,
                          O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        int reason = errno;
        close(folder);
        errno = reason;
        folder = next;
    }
    if (folder >= 0)
        walk(&g, folder, path_of_parts(a, read.parts, read.plain), read.plain, 0);
    else
        workspace_tell(workspace, path_of_parts(a, read.parts, read.plain));
    if (workspace->past)
        go_back(&g, first, &read);
    return g.fault;
}
