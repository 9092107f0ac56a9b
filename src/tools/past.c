/* past.c - what the specs of a repository held where this work left a revision. */
#include "tools/past.h"

#include "base/source.h"
#include "tools/files.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the commit ----------------------------------------------------------------------------- */

/* The lines of an output; as many as there is room for. */
static size_t split_lines(struct str output, struct str *lines, size_t room)
{
    size_t count = 0;
    for (size_t at = 0; at < output.len && count < room;) {
        const char *end = memchr(output.ptr + at, '\n', output.len - at);
        size_t next = end ? (size_t)(end - output.ptr) : output.len;
        lines[count++] = str_part(output, at, next);
        at = next + 1;
    }
    return count;
}

static bool is_object(struct str name)
{
    if (name.len != 40 && name.len != 64)
        return false;
    for (size_t i = 0; i < name.len; i++) {
        if (!strchr("0123456789abcdef", name.ptr[i]) || !name.ptr[i])
            return false;
    }
    return true;
}

static bool refuse(const struct options *options, const char *what, const char *chinese,
                   const char *english)
{
    command_refuse(options, what, chinese, english);
    return false;
}

/* What git knows of this place and the revision. */
struct place {
    struct str top, head, commit, links;
    bool is_shallow;
};

/* Tells why git could not answer, by asking for less. */
static bool refuse_place(const struct options *options, const char *revision, struct arena *a)
{
    struct str output, lines[3];
    const char *const arguments[] = {"rev-parse", "--show-toplevel", "--is-shallow-repository",
                                     NULL};
    int status = git_run(a, arguments, false, &output);
    if (status < 0)
        return refuse(options, "--since", "要用 git，没有找到它，或者它运行不了",
                      "git is needed, and was not found or cannot be run");
    if (status != 0)
        return refuse(options, "--since", "这里不是 git 库的工作区，没有以前的版本可比",
                      "this is no work tree of a git repository: there is nothing to compare with");
    if (split_lines(output, lines, 3) != 2)
        return refuse(
            options, "--since", "git 说的工作区看不懂：路径里可能有换行",
            "what git tells of its work tree cannot be read: its path may have a line end");
    if (str_equal(lines[1], STR("true")))
        return refuse(options, revision,
                      "库里没有这个版本；这是浅克隆，先把历史取全：git fetch --unshallow",
                      "the repository has no such revision; it is a shallow clone, so get the "
                      "whole history first: git fetch --unshallow");
    return refuse(options, revision, "库里没有这个版本", "the repository has no such revision");
}

static bool find_place(struct place *place, const struct options *options, const char *revision,
                       struct arena *a)
{
    struct str output, lines[6];
    /* What `:/words` finds is a commit; anything behind it would be words. */
    bool is_search = strncmp(revision, ":/", 2) == 0;
    const char *wanted = arena_format(a, is_search ? "%s" : "%s^{commit}", revision).ptr;
    const char *const arguments[] = {"rev-parse",
                                     "--show-toplevel",
                                     "--is-shallow-repository",
                                     "HEAD",
                                     wanted,
                                     "--git-path",
                                     "jixiao/links",
                                     NULL};
    bool is_name = *revision != '-' && *revision != '^' && !strchr(revision, '\n');
    if (!is_name)
        return refuse(options, revision, "不是版本的名字", "not the name of a revision");
    if (git_run(a, arguments, true, &output) != 0 || split_lines(output, lines, 6) != 5 ||
        !is_object(lines[2]) || !is_object(lines[3]))
        return refuse_place(options, revision, a);
    *place =
        (struct place){lines[0], lines[2], lines[3], lines[4], str_equal(lines[1], STR("true"))};
    return true;
}

/* Where HEAD and the revision meet. */
static bool find_base(struct place *place, const struct options *options, const char *revision,
                      struct arena *a, struct str *base)
{
    struct str output;
    const char *const arguments[] = {"merge-base", arena_copy(a, place->commit).ptr,
                                     arena_copy(a, place->head).ptr, NULL};
    *base = place->commit;
    if (str_equal(place->commit, place->head))
        return true;
    int status = git_run(a, arguments, false, &output);
    if (status == 0 && split_lines(output, base, 1) == 1 && is_object(*base))
        return true;
    if (place->is_shallow)
        return refuse(options, revision,
                      "浅克隆里看不到它和现在的版本从哪里分开；先把历史取全：git fetch --unshallow",
                      "a shallow clone does not show where it parts from HEAD; get the whole "
                      "history first: git fetch --unshallow");
    return refuse(options, revision, "它和现在的版本没有共同的来历",
                  "it has no history in common with HEAD");
}

bool past_begin(struct past *past, const struct options *options, const char *revision,
                struct arena *a)
{
    struct place place;
    struct str base;
    *past = (struct past){0};
    if (!find_place(&place, options, revision, a) ||
        !find_base(&place, options, revision, a, &base))
        return false;
    const struct str parts[] = {place.top, STR("/")};
    past->base = base;
    past->links = place.links;
    past->top = place.top.len > 1 ? arena_join(a, parts, 2) : place.top;
    const char *top = arena_copy(a, past->top).ptr;
    const char *const changed[] = {"-C",
                                   top,
                                   "-c",
                                   "diff.relative=false",
                                   "diff",
                                   "--raw",
                                   "-z",
                                   "--no-renames",
                                   "--no-abbrev",
                                   "--no-ext-diff",
                                   "--ignore-submodules=all",
                                   arena_copy(a, base).ptr,
                                   "--",
                                   NULL};
    past->is_changed_running = git_start(&past->changed, changed, false, false);
    if (!past->is_changed_running)
        command_fail_system(options, "git", errno);
    return past->is_changed_running;
}

bool past_begin_untracked(struct past *past, const struct options *options, struct arena *a)
{
    const char *const untracked[] = {"-C",       arena_copy(a, past->top).ptr, "ls-files",
                                     "--others", "--exclude-standard",         "-z",
                                     NULL};
    if (past->is_untracked_running)
        return true;
    past->is_untracked_running = git_start(&past->untracked, untracked, false, false);
    if (!past->is_untracked_running)
        command_fail_system(options, "git", errno);
    return past->is_untracked_running;
}

/* ---- the list ------------------------------------------------------------------------------- */

/* Adds a row, unless it is of no spec. */
static struct past_file *file_add(struct past *past, struct arena *a, struct str inside)
{
    if (!str_ends_with(inside, STR(".jx")))
        return NULL;
    if (past->count == past->room) {
        past->room = past->room ? 2 * past->room : 64;
        past->files = arena_grow(a, past->files, sizeof *past->files, past->count, past->room);
    }
    const struct str parts[] = {past->top, inside};
    struct past_file *file = &past->files[past->count++];
    *file = (struct past_file){.path = arena_join(a, parts, 2)};
    return file;
}

/* The text up to the next NUL, which is passed over. */
static struct str take_field(struct str output, size_t *at)
{
    const char *end = memchr(output.ptr + *at, '\0', output.len - *at);
    size_t stop = end ? (size_t)(end - output.ptr) : output.len;
    struct str field = str_part(output, *at, stop);
    *at = stop < output.len ? stop + 1 : stop;
    return field;
}

static bool is_ordinary(struct str mode)
{
    return str_starts_with(mode, STR("100"));
}

/* Reads “:100644 100644 OBJECT OBJECT M” and a path, again and again; false if it is something else. */
static bool read_changed(struct past *past, struct arena *a, struct str output)
{
    for (size_t at = 0; at < output.len;) {
        struct str row = take_field(output, &at), inside = take_field(output, &at), words[5];
        size_t count = 0;
        for (size_t from = 1, i = 1; i <= row.len && count < 5; i++) {
            if (i < row.len && row.ptr[i] != ' ')
                continue;
            words[count++] = str_part(row, from, i);
            from = i + 1;
        }
        if (count != 5 || row.ptr[0] != ':' || inside.len == 0 || !is_object(words[2]))
            return false;
        struct past_file *file = file_add(past, a, inside);
        if (!file)
            continue;
        file->object = words[2];
        file->kind = is_ordinary(words[0])                ? PAST_FILE
                     : str_equal(words[0], STR("120000")) ? PAST_LINK
                                                          : PAST_ABSENT;
        file->is_here = is_ordinary(words[1]);
    }
    return true;
}

/* Untracked files; a name with / behind it is another repository. */
static void read_untracked(struct past *past, struct arena *a, struct str output)
{
    for (size_t at = 0; at < output.len;) {
        struct past_file *file = file_add(past, a, take_field(output, &at));
        struct stat status;
        if (file)
            file->is_here = lstat(file->path.ptr, &status) == 0 && S_ISREG(status.st_mode);
    }
}

static int compare_files(const void *left, const void *right)
{
    const struct past_file *one = left, *other = right;
    int order = str_compare(one->path, other->path);
    return order ? order : (one->kind < other->kind) - (one->kind > other->kind);
}

/* Sorts them, and makes one row of a file that stands twice: no longer tracked, yet still there. */
static void sort_files(struct past *past, struct arena *a)
{
    size_t kept = 0;
    if (past->count > 0)
        qsort(past->files, past->count, sizeof *past->files, compare_files);
    for (size_t i = 0; i < past->count; i++) {
        if (kept > 0 && str_equal(past->files[kept - 1].path, past->files[i].path))
            past->files[kept - 1].is_here |= past->files[i].is_here;
        else
            past->files[kept++] = past->files[i];
    }
    past->count = kept;
    for (size_t i = 0; i < past->count; i++)
        map_put(&past->by_path, a, past->files[i].path, &past->files[i]);
}

bool past_list(struct past *past, const struct options *options, struct arena *a)
{
    struct str changed, untracked = STR("");
    int status = git_finish(a, &past->changed, &changed), other = 0;
    past->is_changed_running = false;
    if (past->is_untracked_running)
        other = git_finish(a, &past->untracked, &untracked);
    past->is_untracked_running = false;
    if (status != 0 || other != 0 || !read_changed(past, a, changed))
        return refuse(options, "git", "没有给出改动的文件", "could not tell which files changed");
    read_untracked(past, a, untracked);
    sort_files(past, a);
    return true;
}

const struct past_file *past_find(const struct past *past, struct str path)
{
    return map_get(&past->by_path, path);
}

void past_free(struct past *past)
{
    if (past->is_changed_running)
        git_abandon(&past->changed);
    if (past->is_untracked_running)
        git_abandon(&past->untracked);
    past->is_changed_running = past->is_untracked_running = false;
}

/* ---- texts ---------------------------------------------------------------------------------- */

/* What git answers, of which no more is read than was asked for. */
struct answers {
    struct git_process git;
    struct arena *arena;
};

/* So many bytes; false if there are fewer. */
static bool read_bytes(int fd, char *bytes, size_t count)
{
    for (size_t at = 0; at < count;) {
        ssize_t got = read(fd, bytes + at, count - at);
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        at += got > 0 ? (size_t)got : 0;
    }
    return true;
}

/* “OBJECT blob 123” and a line's end; false if it is something else. */
static bool read_head(struct answers *answers, struct str object, size_t *size)
{
    char head[128]; /* an object's name has 64 digits at most */
    struct str before = arena_format(answers->arena, "%" STR_FORMAT " blob ", STR_ARG(object));
    size_t length = before.len;
    if (!read_bytes(answers->git.output, head, length) ||
        !str_starts_with((struct str){head, length}, before))
        return false;
    *size = 0;
    for (char c; read_bytes(answers->git.output, &c, 1);) {
        if (c == '\n')
            return true;
        if (c < '0' || c > '9' || *size > SIZE_MAX / 100)
            return false;
        *size = *size * 10 + (size_t)(c - '0');
    }
    return false;
}

/* Asks for one text, and waits for it: git answers at once, so neither pipe ever fills. */
static bool read_text(struct answers *answers, struct past_file *file, struct arena *a)
{
    size_t size;
    struct str question = arena_format(answers->arena, "%" STR_FORMAT "\n", STR_ARG(file->object));
    if (!file_write_all(answers->git.input, question) || !read_head(answers, file->object, &size))
        return false;
    file->is_large = size > SOURCE_SIZE_LIMIT;
    if (!file->is_large) {
        char *bytes = arena_bytes(a, size + 1);
        file->text = (struct str){bytes, size};
        return read_bytes(answers->git.output, bytes, size + 1); /* with the line's end behind it */
    }
    char ignored[65536];
    for (size_t left = size + 1; left > 0;) {
        size_t now = left < sizeof ignored ? left : sizeof ignored;
        if (!read_bytes(answers->git.output, ignored, now))
            return false;
        left -= now;
    }
    return true;
}

/* Whether its text is of use. */
static bool is_wanted(const struct past_file *file)
{
    return file->kind == PAST_FILE;
}

static bool read_texts(struct past *past, struct arena *a)
{
    const char *const arguments[] = {"-C", arena_copy(a, past->top).ptr, "cat-file", "--batch",
                                     NULL};
    struct arena work = {.out_of_memory = NULL};
    struct answers answers = {.arena = &work};
    struct str rest;
    size_t first = 0;
    while (first < past->count && !is_wanted(&past->files[first]))
        first++;
    if (first == past->count)
        return true;
    if (!git_start(&answers.git, arguments, false, true))
        return false;
    bool is_read = true;
    for (size_t i = first; i < past->count && is_read; i++)
        is_read = !is_wanted(&past->files[i]) || read_text(&answers, &past->files[i], a);
    is_read &= git_finish(&work, &answers.git, &rest) == 0 && rest.len == 0;
    arena_free(&work);
    return is_read;
}

bool past_load(struct past *past, const struct options *options, struct arena *a)
{
    if (!read_texts(past, a))
        return refuse(options, "git", "没有给出文件以前的内容",
                      "could not tell what files held before");
    return past_find_renamed(past, options, a);
}
