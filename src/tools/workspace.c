/* workspace.c - the folder that no import leaves, and reports that appear whole. */
#define _XOPEN_SOURCE 700 /* for realpath */
#include "tools/encoding.h"
#include "tools/past.h"
#include "tools/workspace_path.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool fault_is_users(int reason)
{
    return reason == ENOENT || reason == ENOTDIR || reason == EACCES || reason == EPERM ||
           reason == ELOOP || reason == ENAMETOOLONG || reason == EISDIR || reason == ENXIO ||
           reason == EINVAL;
}

/* Whether a file of this path was there then. */
static int stat_past(const struct past *past, struct str path, struct stat *status)
{
    const struct past_file *file = past ? past_find(past, path) : NULL;
    if (!file)
        return stat(path.ptr, status);
    errno = ENOENT;
    return file->kind == PAST_ABSENT ? -1 : 0;
}

bool workspace_open(struct workspace *workspace, struct arena *a)
{
    return workspace_open_past(workspace, NULL, a);
}

bool workspace_open_past(struct workspace *workspace, const struct past *past, struct arena *a)
{
    char here[4096];
    if (!getcwd(here, sizeof here)) {
        command_fail_system(NULL, ".", errno);
        return false;
    }
    struct str path = arena_copy(a, str_of(here));
    *workspace = (struct workspace){.past = past};
    for (size_t end = path.len;;) {
        struct str marker = arena_format(a, "%.*s/jixiao.jx", (int)end, path.ptr);
        struct stat status;
        if (stat_past(past, marker, &status) == 0) {
            path = arena_copy(a, str_part(path, 0, end ? end : 1));
            break;
        }
        if (!fault_is_users(errno)) {
            command_fail_system(NULL, marker.ptr, errno);
            return false;
        }
        while (end > 0 && path.ptr[end - 1] != '/')
            end--;
        if (end == 0)
            break;
        end--;
    }
    workspace->path = path;
    workspace->root = open(path.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (workspace->root < 0)
        command_fail_system(NULL, path.ptr, errno);
    return workspace->root >= 0;
}

void workspace_close(struct workspace *workspace)
{
    close(workspace->root);
}

/* ---- imports ------------------------------------------------------------------------------- */

void workspace_tell(struct workspace *workspace, struct str path)
{
    if (fault_is_users(errno))
        return;
    command_fail_system(NULL, path.len ? path.ptr : ".", errno);
    workspace->failed = true;
}

bool workspace_identify(struct workspace *workspace, struct source *importer, struct arena *a)
{
    if (importer->identity.len)
        return true;
    struct str path = arena_copy(a, importer->path);
    bool is_input = str_equal(path, STR("-"));
    char *real = realpath(is_input ? "." : path.ptr, NULL);
    if (!real) {
        workspace_tell(workspace, path);
        return false;
    }
    path = arena_format(a, "%s%s", real, is_input ? "/-" : "");
    free(real);
    struct str root = workspace->path;
    size_t skipped = root.len == 1 ? 1 : root.len + 1;
    if (!str_starts_with(path, root) || path.len < skipped || path.ptr[skipped - 1] != '/')
        return false;
    importer->identity = str_part(path, skipped, path.len);
    return true;
}

bool path_folder_parts(struct str path, struct str *parts, size_t *count)
{
    *count = 0;
    for (size_t at = 0; at < path.len;) {
        size_t end = at;
        while (end < path.len && path.ptr[end] != '/')
            end++;
        if (*count == PATH_PART_LIMIT)
            return false;
        parts[(*count)++] = str_part(path, at, end);
        at = end + 1;
    }
    assert(*count > 0);
    --*count; /* the file itself */
    return true;
}

bool path_append_parts(struct str path, struct str *parts, size_t *count)
{
    for (size_t at = 0; at <= path.len;) {
        size_t end = at;
        while (end < path.len && path.ptr[end] != '/')
            end++;
        struct str part = str_part(path, at, end);
        at = end + 1;
        if (part.len == 0 || str_equal(part, STR(".")))
            continue;
        if (str_equal(part, STR(".."))) {
            if (*count == 0)
                return false;
            --*count;
        } else {
            if (*count == PATH_PART_LIMIT || memchr(part.ptr, '\0', part.len))
                return false;
            parts[(*count)++] = part;
        }
    }
    return *count > 0;
}

int path_open_parts(int root, const struct str *parts, size_t count, struct arena *a)
{
    int folder = root;
    for (size_t i = 0; i < count; i++) {
        bool last = i + 1 == count;
        int flags = last ? O_RDONLY | O_NONBLOCK : O_RDONLY | O_DIRECTORY;
        int next = openat(folder, arena_copy(a, parts[i]).ptr, flags | O_NOFOLLOW | O_CLOEXEC);
        int reason = errno;
        if (folder != root)
            close(folder);
        errno = reason;
        if (next < 0)
            return -1;
        folder = next;
    }
    return folder;
}

/* Reads an ordinary file whole; false if it is none, is too large (`errno` 0) or cannot be read. */
static bool read_import(int fd, struct arena *a, struct str *text)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return false;
    errno = 0;
    if (!S_ISREG(status.st_mode) || status.st_size > SOURCE_SIZE_LIMIT)
        return false;
    size_t size = (size_t)status.st_size, length = 0;
    char *bytes = arena_bytes(a, size + 1);
    while (length < size) {
        ssize_t got = read(fd, bytes + length, size - length);
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        length += got > 0 ? (size_t)got : 0;
    }
    bytes[length] = '\0';
    *text = (struct str){bytes, length};
    return true;
}

struct str path_of_parts(struct arena *a, const struct str *parts, size_t count)
{
    struct str name = count ? parts[0] : STR("");
    for (size_t i = 1; i < count; i++)
        name = arena_format(a, "%" STR_FORMAT "/%" STR_FORMAT, STR_ARG(name), STR_ARG(parts[i]));
    return name;
}

struct str workspace_absolute(const struct workspace *workspace, struct str identity,
                              struct arena *a)
{
    bool is_root = workspace->path.len == 1; /* has its own slash */
    const struct str parts[] = {workspace->path, is_root ? STR("") : STR("/"), identity};
    return arena_join(a, parts, 3);
}

/* What a file held then, as a source; a fault if it was none to be read. */
static enum import_fault read_past(const struct past_file *file, struct str name, struct arena *a,
                                   struct source **source)
{
    if (file->kind != PAST_FILE || file->is_large)
        return file->kind == PAST_ABSENT ? IMPORT_ABSENT
               : file->kind == PAST_LINK ? IMPORT_OUTSIDE
                                         : IMPORT_UNUSABLE;
    *source = source_new(a, name, file->text);
    (*source)->identity = name;
    return IMPORT_FOUND;
}

enum import_fault workspace_read(struct workspace *workspace, const struct str *parts, size_t count,
                                 struct arena *a, struct source **source)
{
    struct str name = path_of_parts(a, parts, count);
    const struct past *past = workspace->past ? workspace->past : workspace->compared;
    const struct past_file *file =
        past ? past_find(past, workspace_absolute(workspace, name, a)) : NULL;
    if (file && workspace->past)
        return read_past(file, name, a, source);
    workspace->met_change |= file != NULL;
    int fd = path_open_parts(workspace->root, parts, count, a);
    if (fd < 0) {
        int reason = errno;
        workspace_tell(workspace, name);
        return reason == ENOENT                       ? IMPORT_ABSENT
               : reason == ELOOP || reason == ENOTDIR ? IMPORT_OUTSIDE
                                                      : IMPORT_UNUSABLE;
    }
    struct str text;
    bool is_read = read_import(fd, a, &text);
    if (!is_read && errno)
        workspace_tell(workspace, name);
    close(fd);
    if (!is_read)
        return IMPORT_UNUSABLE;
    *source = source_new(a, name, text);
    (*source)->identity = name;
    encoding_read(a, workspace_absolute(workspace, name, a).ptr, *source);
    return IMPORT_FOUND;
}

enum import_fault workspace_load(void *context, struct source *importer, struct str path,
                                 struct arena *a, struct source **source)
{
    struct workspace *workspace = context;
    struct str parts[PATH_PART_LIMIT];
    size_t count;
    if (path.len == 0 || path.ptr[0] == '/' || path.len > 4000 ||
        !workspace_identify(workspace, importer, a) ||
        !path_folder_parts(importer->identity, parts, &count) ||
        !path_append_parts(path, parts, &count))
        return IMPORT_OUTSIDE;
    return workspace_read(workspace, parts, count, a, source);
}

/* ---- reports ------------------------------------------------------------------------------- */

/* Whether the file holds these bytes already. */
static bool holds(int directory, const char *path, struct str text)
{
    struct stat status;
    char buffer[65536];
    int fd = openat(directory, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool same =
        fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && (size_t)status.st_size == text.len;
    for (size_t at = 0; same && at < text.len;) {
        ssize_t got = read(fd, buffer, sizeof buffer);
        same = got > 0 && (size_t)got <= text.len - at &&
               memcmp(buffer, text.ptr + at, (size_t)got) == 0;
        at += same ? (size_t)got : 0;
    }
    close(fd);
    return same;
}

static bool make_folders(int directory, char *path)
{
    char *root = path[0] == '/' ? path + 1 : path;
    for (char *slash = strchr(root, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool made = mkdirat(directory, path, 0777) == 0 || errno == EEXIST;
        *slash = '/';
        if (!made)
            return false;
    }
    return true;
}

bool file_write_all(int fd, struct str text)
{
    for (size_t at = 0; at < text.len;) {
        ssize_t written = write(fd, text.ptr + at, text.len - at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        at += (size_t)written;
    }
    return true;
}

bool folder_sync(int directory, struct str path)
{
    char folder[4096];
    size_t end = path.len;
    while (end > 0 && path.ptr[end - 1] != '/')
        end--;
    snprintf(folder, sizeof folder, "%" STR_FORMAT, STR_ARG(str_part(path, 0, end)));
    int fd = openat(directory, end ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    if (!synced)
        command_fail_system(NULL, end ? folder : ".", errno);
    if (fd >= 0)
        close(fd);
    return synced;
}

/* Lets those read the new file who may read the old one, if there was one. */
static bool keep_mode(int fd, const struct stat *old)
{
    struct stat status;
    mode_t all = S_IRWXU | S_IRWXG | S_IRWXO;
    if (!old)
        return true;
    if (fstat(fd, &status) != 0)
        return false;
    return (status.st_mode & all) == (old->st_mode & all) || fchmod(fd, old->st_mode & all) == 0;
}

static bool replace(int directory, char *path, char *beside, struct str text,
                    const struct stat *old)
{
    int fd = -1;
    for (int attempt = 0; attempt < 100 && fd < 0; attempt++) {
        snprintf(strrchr(beside, '.'), 8, ".%c%ctmp", '0' + attempt / 10, '0' + attempt % 10);
        fd = openat(directory, beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (fd < 0 && errno != EEXIST)
            return false;
    }
    if (fd < 0)
        return false;
    bool written = keep_mode(fd, old) && file_write_all(fd, text) && fsync(fd) == 0;
    int reason = errno;
    if (close(fd) != 0 && written) {
        written = false;
        reason = errno;
    }
    if (written && renameat(directory, beside, directory, path) == 0)
        return true;
    reason = written ? errno : reason;
    unlinkat(directory, beside, 0);
    errno = reason;
    return false;
}

bool file_write(int directory, struct str path, struct str text, bool *is_new)
{
    char place[4096], beside[4200];
    if (path.len >= sizeof place) {
        command_fail_system(NULL, path.ptr, ENAMETOOLONG);
        return false;
    }
    snprintf(place, sizeof place, "%" STR_FORMAT, STR_ARG(path));
    snprintf(beside, sizeof beside, "%s.00tmp", place);
    *is_new = !holds(directory, place, text);
    if (!*is_new)
        return true;
    struct stat old;
    bool exists = fstatat(directory, place, &old, AT_SYMLINK_NOFOLLOW) == 0;
    if (exists && S_ISLNK(old.st_mode)) {
        command_fail(place, "是符号链接，不写 a symbolic link is not written to");
        return false;
    }
    bool known = exists || errno == ENOENT || errno == ENOTDIR;
    const struct stat *kept = exists && S_ISREG(old.st_mode) ? &old : NULL;
    if (known && (exists || make_folders(directory, place)) &&
        replace(directory, place, beside, text, kept))
        return true;
    command_fail_system(NULL, place, errno);
    return false;
}

bool file_replace(int directory, struct str path, struct str text)
{
    bool is_new;
    return file_write(directory, path, text, &is_new) && (!is_new || folder_sync(directory, path));
}
