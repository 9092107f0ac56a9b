/* files.c - which files a command works on, and reading them. */
#include "tools/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_DEPTH_LIMIT = 64 };

static void add(struct file_list *list, struct arena *a, struct file file)
{
    if (list->count == list->room) {
        list->room = list->room ? list->room * 2 : 64;
        list->files = arena_grow(a, list->files, sizeof *list->files, list->count, list->room);
    }
    list->files[list->count++] = file;
}

static struct str joined(struct arena *a, struct str folder, const char *name)
{
    if (folder.len == 0)
        return arena_copy(a, str_of(name));
    bool slash = folder.ptr[folder.len - 1] == '/';
    return arena_format(a, "%" STR_FORMAT "%s%s", STR_ARG(folder), slash ? "" : "/", name);
}

static int compare_names(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* The names in an open folder, hidden ones left out, sorted by bytes; NULL if it cannot be read. */
static struct str *read_folder(DIR *folder, struct arena *a, size_t *count)
{
    struct str *names = NULL;
    size_t room = 0;
    *count = 0;
    for (const struct dirent *entry; (errno = 0, entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        if (*count == room) {
            room = room ? room * 2 : 64;
            names = arena_grow(a, names, sizeof *names, *count, room);
        }
        names[(*count)++] = arena_copy(a, str_of(entry->d_name));
    }
    if (errno)
        return NULL;
    if (*count)
        qsort(names, *count, sizeof *names, compare_names);
    return names ? names : ARENA_NEW(a, struct str);
}

static bool collect_folder(struct arena *a, struct file_list *list, struct str path,
                           struct str relative, unsigned depth)
{
    int fd = open(path.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    size_t count;
    struct str *names = folder ? read_folder(folder, a, &count) : NULL;
    if (!names) {
        command_fail(path.ptr, strerror(errno));
        if (folder)
            closedir(folder);
        else if (fd >= 0)
            close(fd);
        return false;
    }
    bool collected = true;
    for (size_t i = 0; i < count && collected; i++) {
        struct stat status;
        if (fstatat(fd, names[i].ptr, &status, AT_SYMLINK_NOFOLLOW) != 0)
            continue; /* it went away meanwhile */
        struct str inner = joined(a, path, names[i].ptr);
        struct str below = joined(a, relative, names[i].ptr);
        if (S_ISDIR(status.st_mode) && depth < FOLDER_DEPTH_LIMIT)
            collected = collect_folder(a, list, inner, below, depth + 1);
        else if (S_ISREG(status.st_mode) && str_ends_with(names[i], STR(".jx")))
            add(list, a, (struct file){inner, below, false});
    }
    closedir(folder);
    return collected;
}

static struct str base_name(struct str path)
{
    for (size_t at = path.len; at-- > 0;) {
        if (path.ptr[at] == '/')
            return str_part(path, at + 1, path.len);
    }
    return path;
}

static bool collect_path(struct arena *a, struct file_list *list, const char *name)
{
    struct str path = str_of(name);
    struct stat status;
    if (strcmp(name, "-") == 0) {
        add(list, a, (struct file){STR("-"), STR("stdin.jx"), true});
        return true;
    }
    if (stat(name, &status) != 0) {
        command_fail(name, strerror(errno));
        return false;
    }
    if (S_ISDIR(status.st_mode))
        return collect_folder(a, list, path, STR(""), 0);
    add(list, a, (struct file){path, base_name(path), false});
    return true;
}

bool files_collect(const struct options *options, struct arena *a, struct file_list *list)
{
    *list = (struct file_list){0};
    for (int i = 0; i < options->path_count; i++) {
        if (!collect_path(a, list, options->paths[i]))
            return false;
    }
    if (options->path_count == 0) {
        struct workspace workspace;
        char here[4096];
        if (!workspace_open(&workspace, a))
            return false;
        bool is_here = getcwd(here, sizeof here) && str_equal(str_of(here), workspace.path);
        bool collected =
            is_here ? collect_folder(a, list, STR("."), STR(""), 0)
                    : collect_folder(a, list, workspace.path, STR(""), 0);
        workspace_close(&workspace);
        for (size_t i = 0; is_here && i < list->count; i++)
            list->files[i].path = list->files[i].relative;
        if (!collected)
            return false;
    }
    if (list->count == 0) {
        command_refuse(options, NULL, "没有找到 .jx 文件", "there are no .jx files");
        return false;
    }
    return true;
}

/* Reads until the end or until more than the limit has come. */
static enum file_fault read_all(int fd, struct arena *a, size_t expected, struct str *text)
{
    size_t room = expected + 1, length = 0;
    char *bytes = arena_alloc(a, room);
    for (;;) {
        if (length == room) {
            if (length > SOURCE_SIZE_LIMIT)
                return FILE_TOO_LARGE;
            room *= 2;
            bytes = arena_grow(a, bytes, 1, length, room);
        }
        ssize_t got = read(fd, bytes + length, room - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return FILE_FAILED;
        length += (size_t)got;
        /* The whole of an ordinary file: asking again would cost a call a file. */
        if (got == 0 || (length == expected && length + 1 == room))
            break;
    }
    *text = (struct str){bytes, length};
    return length > SOURCE_SIZE_LIMIT ? FILE_TOO_LARGE : FILE_READ;
}

enum file_fault file_read(const struct options *options, const struct file *file, struct arena *a,
                          struct source **source)
{
    struct stat status;
    struct str text = {"", 0};
    *source = source_new(a, file->path, text);
    int fd = file->is_input ? STDIN_FILENO
                            : open(file->path.ptr, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &status) != 0) {
        command_fail(file->path.ptr, strerror(errno));
        if (fd > STDERR_FILENO)
            close(fd);
        return FILE_FAILED;
    }
    enum file_fault fault;
    bool regular = S_ISREG(status.st_mode);
    if (!regular && !file->is_input) {
        command_refuse(options, file->path.ptr, "不是普通文件", "not an ordinary file");
        fault = FILE_FAILED;
    } else if (regular && status.st_size > SOURCE_SIZE_LIMIT) {
        fault = FILE_TOO_LARGE;
    } else {
        fault = read_all(fd, a, regular ? (size_t)status.st_size : 4096, &text);
        if (fault == FILE_FAILED)
            command_fail(file->path.ptr, strerror(errno));
    }
    if (!file->is_input)
        close(fd);
    if (fault == FILE_READ)
        (*source)->text = text;
    return fault;
}
