/* files.c - which files a command works on, and reading them. */
#define _DEFAULT_SOURCE /* for d_type, which saves a call a file */
#include "tools/files.h"

#include "tools/encoding.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_DEPTH_LIMIT = 64 };

static void add(struct file_list *list, struct arena *a, struct file file)
{
    if (list->count == list->block_count * FILE_BLOCK) {
        if (list->block_count == list->block_room) {
            list->block_room = list->block_room ? list->block_room * 2 : 16;
            list->blocks = arena_grow(a, list->blocks, sizeof *list->blocks, list->block_count,
                                      list->block_room);
        }
        list->blocks[list->block_count++] = ARENA_ARRAY(a, struct file, FILE_BLOCK);
    }
    list->blocks[list->count / FILE_BLOCK][list->count % FILE_BLOCK] = file;
    list->count++;
}

static struct str joined(struct arena *a, struct str folder, struct str name)
{
    bool slash = folder.len == 0 || folder.ptr[folder.len - 1] == '/';
    const struct str parts[] = {folder, slash ? STR("") : STR("/"), name};
    return arena_join(a, parts, 3);
}

static struct str base_name(struct str path)
{
    for (size_t at = path.len; at-- > 0;) {
        if (path.ptr[at] == '/')
            return str_part(path, at + 1, path.len);
    }
    return path;
}

bool file_is_input(const struct file *file)
{
    return !file->folder && strcmp(file->name, "-") == 0;
}

struct str file_path(const struct file *file, struct arena *a)
{
    return file->folder ? joined(a, file->folder->path, str_of(file->name))
                        : arena_copy(a, str_of(file->name));
}

struct str file_relative(const struct file *file, struct arena *a)
{
    if (file_is_input(file))
        return STR("stdin.jx");
    return file->folder ? joined(a, file->folder->relative, str_of(file->name))
                        : arena_copy(a, base_name(str_of(file->name)));
}

/* A name in a folder, and what it is a name of. */
struct entry {
    struct str name;
    uint64_t
        head; /* the bytes behind what all the names begin with, as a number that sorts like them */
    unsigned char type; /* DT_REG … */
};

static int compare_entries(const void *left, const void *right)
{
    const struct entry *one = *(struct entry *const *)left, *other = *(struct entry *const *)right;
    if (one->head != other->head)
        return one->head < other->head ? -1 : 1;
    return str_compare(one->name, other->name);
}

/* Them by the bytes of their names. What is moved about are pointers, the cheapest of all to sort. */
static struct entry **sort_entries(struct entry *entries, size_t count, struct arena *a)
{
    struct entry **sorted = ARENA_ARRAY(a, struct entry *, count + 1);
    size_t common = count > 0 ? entries[0].name.len : 0;
    for (size_t i = 1; i < count; i++) {
        struct str name = entries[i].name;
        size_t at = 0;
        while (at < common && at < name.len && name.ptr[at] == entries[0].name.ptr[at])
            at++;
        common = at;
    }
    for (size_t i = 0; i < count; i++) {
        struct str name = entries[i].name;
        sorted[i] = &entries[i];
        for (size_t at = common; at < common + sizeof entries[i].head; at++)
            entries[i].head =
                entries[i].head << 8 | (at < name.len ? (unsigned char)name.ptr[at] : 0);
    }
    qsort(sorted, count, sizeof *sorted, compare_entries);
    return sorted;
}

/* Folders and specs in an open folder, hidden ones left out, sorted by the bytes of their names, which are in `a`;
 * NULL if it cannot be read. */
static struct entry **read_folder(DIR *folder, struct arena *a, struct arena *scratch,
                                  size_t *count)
{
    struct entry *entries = NULL;
    size_t room = 0;
    *count = 0;
    for (const struct dirent *found; (errno = 0, found = readdir(folder));) {
        struct stat status;
        struct entry entry = {.name = str_of(found->d_name), .type = found->d_type};
        if (found->d_name[0] == '.')
            continue;
        /* Not every file system tells the type at once. */
        if (entry.type == DT_UNKNOWN &&
            fstatat(dirfd(folder), found->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0)
            entry.type = S_ISDIR(status.st_mode)   ? DT_DIR
                         : S_ISREG(status.st_mode) ? DT_REG
                                                   : DT_UNKNOWN;
        bool is_spec = entry.type == DT_REG && str_ends_with(entry.name, STR(".jx"));
        if (entry.type != DT_DIR && !is_spec)
            continue;
        if (*count == room) {
            room = room ? room * 2 : 64;
            entries = arena_grow(scratch, entries, sizeof *entries, *count, room);
        }
        entry.name = arena_copy(a, entry.name);
        entries[(*count)++] = entry;
    }
    if (errno)
        return NULL;
    return sort_entries(entries, *count, scratch);
}

static bool collect_folder(struct arena *a, struct file_list *list, struct str path,
                           struct str relative, unsigned depth);

/* Adds the specs among the entries, and what the folders among them hold. */
static bool collect_entries(struct arena *a, struct file_list *list, const struct folder *folder,
                            struct entry *const *entries, size_t count, unsigned depth)
{
    for (size_t i = 0; i < count; i++) {
        struct str name = entries[i]->name;
        if (entries[i]->type == DT_REG) {
            add(list, a, (struct file){folder, name.ptr});
            continue;
        }
        struct str path = joined(a, folder->path, name);
        if (depth == FOLDER_DEPTH_LIMIT) {
            command_refuse(list->options, path.ptr, "文件夹套得太深，最多 64 层",
                           "folders are at most 64 deep");
            list->is_cut = true;
            continue;
        }
        if (!collect_folder(a, list, path, joined(a, folder->relative, name), depth + 1))
            return false;
    }
    return true;
}

static bool collect_folder(struct arena *a, struct file_list *list, struct str path,
                           struct str relative, unsigned depth)
{
    struct folder *folder = ARENA_NEW(a, struct folder);
    struct arena scratch = {.out_of_memory = a->out_of_memory};
    *folder = (struct folder){path, relative};
    int fd = open(path.len ? path.ptr : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = fd < 0 ? NULL : fdopendir(fd);
    size_t count;
    struct entry **entries = stream ? read_folder(stream, a, &scratch, &count) : NULL;
    bool collected = entries != NULL;
    if (!collected)
        command_fail_system(list->options, path.len ? path.ptr : ".", errno);
    else
        collected = collect_entries(a, list, folder, entries, count, depth);
    if (stream)
        closedir(stream);
    else if (fd >= 0)
        close(fd);
    arena_free(&scratch);
    return collected;
}

static bool collect_path(struct arena *a, struct file_list *list, const char *name)
{
    struct stat status;
    if (strcmp(name, "-") == 0) {
        add(list, a, (struct file){NULL, name});
        return true;
    }
    if (stat(name, &status) != 0) {
        command_fail_system(list->options, name, errno);
        return false;
    }
    if (S_ISDIR(status.st_mode))
        return collect_folder(a, list, str_of(name), STR(""), 0);
    add(list, a, (struct file){NULL, name});
    return true;
}

bool files_collect(const struct options *options, struct arena *a, struct file_list *list)
{
    return files_collect_rest(options, a, list) && !list->is_cut;
}

bool files_collect_rest(const struct options *options, struct arena *a, struct file_list *list)
{
    *list = (struct file_list){.options = options};
    for (int i = 0; i < options->path_count; i++) {
        if (!collect_path(a, list, options->paths[i]))
            return false;
    }
    if (options->path_count == 0) {
        struct workspace workspace;
        char here[4096];
        if (!workspace_open(&workspace, a))
            return false;
        bool collected = getcwd(here, sizeof here);
        if (!collected)
            command_fail_system(options, ".", errno);
        bool is_here = collected && str_equal(str_of(here), workspace.path);
        collected =
            collected && collect_folder(a, list, is_here ? STR("") : workspace.path, STR(""), 0);
        workspace_close(&workspace);
        if (!collected)
            return false;
    }
    if (list->count == 0 && list->is_cut)
        return false;
    if (list->count == 0) {
        command_refuse(options, options->path_count == 1 ? options->paths[0] : NULL,
                       "没有找到 .jx 文件", "there are no .jx files");
        return false;
    }
    return true;
}

bool files_refuse_unnamed_input(const struct options *options)
{
    struct stat status;
    if (options->path_count > 0 || fstat(STDIN_FILENO, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    command_refuse(options, NULL,
                   "标准输入是一个文件，却没有写路径：整理它写 -，整理整个工作区写 .",
                   "standard input is a file, yet no path is named: write - for it, or . for all "
                   "files here");
    return true;
}

struct file_list files_pick(const struct file_list *list, const bool *wanted, struct arena *a)
{
    struct file_list picked = {.options = list->options};
    for (size_t i = 0; i < list->count; i++) {
        if (wanted[i])
            add(&picked, a, *file_at(list, i));
    }
    return picked;
}

void files_add(struct file_list *list, struct arena *a, const char *name)
{
    add(list, a, (struct file){NULL, name});
}

/* Reads until the end or until more than the limit has come; of an ordinary file, its size. */
static enum file_fault read_all(int fd, struct arena *a, size_t expected, bool is_ordinary,
                                struct source *source)
{
    size_t room = expected + 1, length = 0;
    char *bytes = arena_bytes(a, room + SOURCE_ROOM);
    for (;;) {
        if (length == room) {
            if (length > SOURCE_SIZE_LIMIT)
                return FILE_TOO_LARGE;
            room *= 2;
            bytes = arena_grow(a, bytes, 1, length, room + SOURCE_ROOM);
        }
        ssize_t got = read(fd, bytes + length, room - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return FILE_FAILED;
        length += (size_t)got;
        /* The whole of an ordinary file: asking again would cost a call a file. */
        if (got == 0 || (is_ordinary && length == expected && length + 1 == room))
            break;
    }
    if (length > SOURCE_SIZE_LIMIT)
        return FILE_TOO_LARGE;
    bytes[length] = '\0';
    source->text = (struct str){bytes, length};
    source->own = bytes;
    return FILE_READ;
}

enum file_fault file_read(const struct options *options, const struct file *file, struct arena *a,
                          struct source **source)
{
    struct stat status;
    struct str path = file_path(file, a);
    bool is_input = file_is_input(file);
    *source = source_new(a, path, STR(""));
    int fd = is_input ? STDIN_FILENO : open(path.ptr, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &status) != 0) {
        command_fail_system(options, path.ptr, errno);
        if (fd > STDERR_FILENO)
            close(fd);
        return FILE_FAILED;
    }
    enum file_fault fault;
    bool regular = S_ISREG(status.st_mode);
    if (!regular && !is_input) {
        command_refuse(options, path.ptr, "不是普通文件", "not an ordinary file");
        fault = FILE_FAILED;
    } else if (regular && status.st_size > SOURCE_SIZE_LIMIT) {
        fault = FILE_TOO_LARGE;
    } else {
        fault = read_all(fd, a, regular ? (size_t)status.st_size : 4096, regular, *source);
        if (fault == FILE_FAILED)
            command_fail_system(options, path.ptr, errno);
    }
    if (!is_input)
        close(fd);
    if (fault == FILE_READ && !is_input)
        encoding_read(a, path.ptr, *source);
    return fault;
}

bool file_read_or_tell(const struct options *options, const struct file *file, struct arena *a,
                       struct source **source)
{
    enum file_fault fault = file_read(options, file, a, source);
    if (fault == FILE_TOO_LARGE)
        command_refuse(options, (*source)->path.ptr, "文件超过 16 MiB",
                       "the file is larger than 16 MiB");
    return fault == FILE_READ;
}

bool file_rewrite(const struct options *options, const struct source *source, struct arena *a,
                  struct str text)
{
    struct str bytes;
    if (encoding_write(a, source, text, &bytes))
        return file_replace(AT_FDCWD, source->path, bytes);
    command_refuse(options, source->path.ptr, "这个文件的编码写不出结果里的字，没有写",
                   "the file's encoding has no way to write the result; not written");
    return false;
}
