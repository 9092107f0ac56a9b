/* cmd_diff.c - jixiao diff: two files, folders or revisions; and what git asks of an external diff. */
#include "emit/changes.h"
#include "emit/terminal.h"
#include "tools/compile.h"
#include "tools/encoding.h"
#include "tools/files.h"
#include "tools/git.h"
#include "tools/workspace_path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    /* path old-file old-hex old-mode new-file new-hex new-mode; then of a renamed file its new path, and
     * what git says of that. */
    EXTERNAL_DIFF_ARGUMENTS = 7,
    EXTERNAL_RENAME_ARGUMENTS = 9,
};

/* One side: what is on disk, or a commit. */
struct side {
    struct str name;   /* as it is shown */
    struct str commit; /* its hash; empty: what is on disk */
    struct project *first, **last;
    unsigned broken;        /* files with errors: */
    struct span_set unread; /* those */
};

/* A file of either side: what is compared lies in its arena. */
struct compiled {
    struct compilation compilation;
    struct compiled *next;
};

struct diff {
    struct compiled *compiled;
    const struct options *options;
    const struct library *library;
    struct arena *arena; /* of everything: both sides are compared as wholes */
    struct str top;      /* of the work tree, with commits; */
    struct side old, new;
    bool cannot;
};

/* ---- reading ------------------------------------------------------------------------------- */

/* An import of a file in a commit is looked for in that commit. */
struct commit_loader {
    struct str commit;
};

static enum import_fault load_from_commit(void *context, struct source *importer, struct str path,
                                          struct arena *a, struct source **source)
{
    const struct commit_loader *loader = context;
    struct str text, parts[PATH_PART_LIMIT];
    size_t count;
    importer->identity = importer->path;
    if (str_starts_with(path, STR("/")) || !path_folder_parts(importer->identity, parts, &count) ||
        !path_append_parts(path, parts, &count))
        return IMPORT_OUTSIDE;
    struct str resolved = path_of_parts(a, parts, count);
    if (!git_file(a, loader->commit, resolved, &text))
        return IMPORT_ABSENT;
    if (text.len > SOURCE_SIZE_LIMIT)
        return IMPORT_UNUSABLE;
    *source = source_new(a, resolved, text);
    (*source)->identity = resolved;
    return IMPORT_FOUND;
}

/* Compiles a text of one side and adds its projects. */
static void add_source(struct diff *diff, struct side *side, struct source *source,
                       const struct import_loader *loader)
{
    struct compiled *compiled = ARENA_NEW(diff->arena, struct compiled);
    struct compilation *c = &compiled->compilation;
    compiled->next = diff->compiled;
    diff->compiled = compiled;
    compile_unjudged(c, diff->library, NULL, source, loader);
    side->broken += c->diags.errors > 0;
    unread_add(diff->arena, &side->unread, &c->diags);
    *side->last = c->projects;
    while (*side->last)
        side->last = &(*side->last)->next;
}

static void add_from_commit(struct diff *diff, struct side *side, struct str path)
{
    struct str text;
    struct commit_loader loader = {side->commit};
    if (!git_file(diff->arena, side->commit, path, &text) || text.len > SOURCE_SIZE_LIMIT)
        return; /* not on this side */
    add_source(diff, side, source_new(diff->arena, path, text),
               &(struct import_loader){.load = load_from_commit, .context = &loader});
}

/* Reads a file on disk; NULL after telling why, or if it is not there and need not be. */
static struct source *read_disk(struct diff *diff, const char *path, bool is_needed)
{
    struct source *source;
    struct file file = {NULL, path};
    if (!is_needed && access(path, F_OK) != 0)
        return NULL;
    bool is_read = file_read_or_tell(diff->options, &file, diff->arena, &source);
    diff->cannot |= !is_read;
    return is_read ? source : NULL;
}

static void add_disk_source(struct diff *diff, struct side *side, struct source *source)
{
    struct workspace workspace;
    if (!workspace_open(&workspace, diff->arena)) {
        diff->cannot = true;
        return;
    }
    struct import_loader loader = {.load = workspace_load, .context = &workspace};
    add_source(diff, side, source, &loader);
    diff->cannot |= workspace.failed;
    workspace_close(&workspace);
}

static void add_from_disk(struct diff *diff, struct side *side, const char *path, bool is_needed)
{
    struct source *source = read_disk(diff, path, is_needed);
    if (source)
        add_disk_source(diff, side, source);
}

/* ---- what to read -------------------------------------------------------------------------- */

/* Compares two folders: files of one name whose bytes are the same say the same. */
static void add_folder(struct diff *diff, struct side *side, const char *folder, const char *other)
{
    struct file_list list;
    char *paths[] = {(char *)(uintptr_t)folder};
    struct options options = *diff->options;
    options.paths = paths;
    options.path_count = 1;
    if (!files_collect(&options, diff->arena, &list)) {
        diff->cannot = true;
        return;
    }
    for (size_t i = 0; i < list.count && !diff->cannot; i++) {
        struct str path = file_path(file_at(&list, i), diff->arena);
        struct str relative = file_relative(file_at(&list, i), diff->arena);
        struct str twin_path =
            arena_format(diff->arena, "%s/%" STR_FORMAT, other, STR_ARG(relative));
        struct source *source = read_disk(diff, path.ptr, true);
        struct source *twin = read_disk(diff, twin_path.ptr, false);
        if (source && !(twin && str_equal(source->text, twin->text)))
            add_disk_source(diff, side, source);
    }
}

/* Files that differ between two commits, or a commit and the work tree, as NUL-ended paths. */
static bool changed_paths(struct diff *diff, char *const *paths, int path_count, struct str *names)
{
    static const char *const first[] = {"diff", "--name-only", "-z", "--no-renames",
                                        "--no-ext-diff"};
    size_t count = sizeof first / sizeof first[0];
    const char **arguments =
        arena_alloc(diff->arena, (count + 4 + (size_t)path_count) * sizeof *arguments);
    memcpy(arguments, first, sizeof first);
    arguments[count++] = diff->old.commit.ptr;
    if (diff->new.commit.len)
        arguments[count++] = diff->new.commit.ptr;
    arguments[count++] = "--";
    for (int i = 0; i < path_count; i++)
        arguments[count++] = paths[i];
    return git_run(diff->arena, arguments, false, names) == 0;
}

static void add_changed(struct diff *diff, char *const *paths, int path_count)
{
    struct str names;
    diff->top = git_top(diff->arena);
    if (diff->top.len == 0 || !changed_paths(diff, paths, path_count, &names)) {
        command_refuse(diff->options, NULL, "git 没有给出变动的文件",
                       "git could not tell the files");
        diff->cannot = true;
        return;
    }
    for (size_t at = 0; at < names.len;) {
        struct str path = str_of(names.ptr + at);
        at += path.len + 1;
        if (!str_ends_with(path, STR(".jx")))
            continue;
        add_from_commit(diff, &diff->old, path);
        if (diff->new.commit.len)
            add_from_commit(diff, &diff->new, path);
        else
            add_from_disk(diff, &diff->new,
                          arena_format(diff->arena, "%" STR_FORMAT "/%" STR_FORMAT,
                                       STR_ARG(diff->top), STR_ARG(path))
                              .ptr,
                          false);
    }
}

/* ---- the two sides ------------------------------------------------------------------------- */

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* One side's text, which git put somewhere; what it imports is looked for from its own place. */
static void add_external(struct diff *diff, struct side *side, const char *file, const char *path)
{
    struct source *source = strcmp(file, "/dev/null") != 0 ? read_disk(diff, file, true) : NULL;
    if (!source)
        return;
    source->path = str_of(path);
    if (!source->encoding.len)
        encoding_read(diff->arena, path, source);
    add_disk_source(diff, side, source);
}

/* Whether it is a hash as git gives it: `.` for a file that is not there. */
static bool is_hash(const char *word)
{
    return strcmp(word, ".") == 0 ||
           (strlen(word) >= 40 && word[strspn(word, "0123456789abcdef")] == '\0');
}

/* Whether the operands are what git gives an external diff. */
static bool is_external(const struct options *options)
{
    return (options->path_count == EXTERNAL_DIFF_ARGUMENTS ||
            options->path_count == EXTERNAL_RENAME_ARGUMENTS) &&
           is_hash(options->paths[2]) && is_hash(options->paths[5]);
}

/* Of a file that is in conflict git gives the path alone. */
static bool is_external_unmerged(const struct options *options)
{
    return options->path_count == 1 && getenv("GIT_DIFF_PATH_COUNTER") != NULL;
}

/* What git calls: GIT_EXTERNAL_DIFF, or diff.NAME.command. A file that is not there is /dev/null. */
static void read_external(struct diff *diff)
{
    const struct options *options = diff->options;
    char **paths = options->paths;
    const char *renamed = options->path_count == EXTERNAL_RENAME_ARGUMENTS ? paths[7] : paths[0];
    diff->old.name = arena_format(diff->arena, "a/%s", paths[0]);
    diff->new.name = arena_format(diff->arena, "b/%s", renamed);
    add_external(diff, &diff->old, paths[1], paths[0]);
    add_external(diff, &diff->new, paths[4], renamed);
}

/* The line above what is said of a file: git calls for each one. */
static void head_external(const struct options *options)
{
    if (options->changes != changes_text)
        return;
    terminal_write_path(stdout, str_of(options->paths[0]));
    if (options->path_count == EXTERNAL_RENAME_ARGUMENTS) {
        fputs(" → ", stdout);
        terminal_write_path(stdout, str_of(options->paths[7]));
    }
    putchar('\n');
}

/* What there is to say of a file that is not compared; false if it is. */
static bool is_told_off(const struct options *options)
{
    bool english = options->language == LANGUAGE_ENGLISH, unmerged = is_external_unmerged(options);
    const char *last = options->path_count == EXTERNAL_RENAME_ARGUMENTS ? options->paths[7]
                       : options->path_count                            ? options->paths[0]
                                                                        : "";
    if (!unmerged && (!is_external(options) || str_ends_with(str_of(last), STR(".jx"))))
        return false;
    terminal_write_path(stdout, str_of(options->paths[0]));
    puts(unmerged ? english ? ": in conflict; not compared" : "：有冲突没有解决，没有比较"
         : english ? ": no declaration (.jx); not compared"
                   : "：不是申报（.jx），没有比较");
    return true;
}

static void read_paths(struct diff *diff, const char *old, const char *new)
{
    diff->old.name = str_of(old);
    diff->new.name = str_of(new);
    if (is_folder(old) && is_folder(new)) {
        add_folder(diff, &diff->old, old, new);
        if (!diff->cannot)
            add_folder(diff, &diff->new, new, old);
    } else {
        add_from_disk(diff, &diff->old, old, true);
        add_from_disk(diff, &diff->new, new, true);
    }
}

/* Whether the operands are one or two commits; further ones are paths. */
static bool read_commits(struct diff *diff)
{
    const struct options *options = diff->options;
    int used = 1;
    diff->old.name = str_of(options->paths[0]);
    diff->old.commit = git_commit(diff->arena, options->paths[0]);
    if (diff->old.commit.len == 0)
        return false;
    diff->new.name = options->language == LANGUAGE_ENGLISH ? STR("work tree") : STR("工作区");
    if (options->path_count > 1 && access(options->paths[1], F_OK) != 0) {
        diff->new.name = str_of(options->paths[1]);
        diff->new.commit = git_commit(diff->arena, options->paths[1]);
        if (diff->new.commit.len == 0)
            return false;
        used = 2;
    }
    add_changed(diff, options->paths + used, options->path_count - used);
    return true;
}

/* The operand that names nothing, once read_commits() has failed; NULL if there is none. */
static const char *unknown_operand(const struct diff *diff)
{
    if (diff->options->path_count == 0)
        return NULL;
    return diff->options->paths[diff->old.commit.len ? 1 : 0];
}

/* False after telling that the operands name nothing. */
static bool read_sides(struct diff *diff)
{
    const struct options *options = diff->options;
    bool two_paths = options->path_count == 2 && access(options->paths[0], F_OK) == 0 &&
                     access(options->paths[1], F_OK) == 0;
    if (is_external(options))
        read_external(diff);
    else if (two_paths)
        read_paths(diff, options->paths[0], options->paths[1]);
    else if (options->path_count == 0 || !read_commits(diff)) {
        const char *unknown = unknown_operand(diff);
        if (unknown && access(unknown, F_OK) != 0)
            command_refuse(options, unknown, "没有这个文件、文件夹或 git 版本",
                           "there is no such file, folder or git revision");
        else
            command_refuse(
                options, unknown,
                "写上要比较的两个文件、文件夹或 git 版本，如 jixiao diff 2019.jx 2020.jx、"
                "jixiao diff HEAD~1",
                "name two files, folders or git revisions: jixiao diff 2019.jx 2020.jx, "
                "jixiao diff HEAD~1");
        return false;
    }
    return !diff->cannot;
}

static void free_all(struct diff *diff)
{
    for (struct compiled *compiled = diff->compiled; compiled; compiled = compiled->next)
        compilation_free(&compiled->compilation);
    arena_free(diff->arena);
}

int command_diff(const struct options *options)
{
    if (is_told_off(options))
        return EXIT_CLEAN;
    struct arena a = ARENA_INIT;
    struct diff diff = {.options = options, .arena = &a, .library = command_library(&a)};
    diff.old.last = &diff.old.first;
    diff.new.last = &diff.new.first;
    if (!diff.library || !read_sides(&diff)) {
        free_all(&diff);
        return EXIT_CANNOT;
    }
    struct compare_side old = {diff.old.first, diff.old.unread};
    struct compare_side new = {diff.new.first, diff.new.unread};
    struct changes_input input = {
        .projects = compare_projects(&a, &old, &new),
        .old_name = diff.old.name,
        .new_name = diff.new.name,
        .broken = diff.old.broken + diff.new.broken,
        .scratch = &a,
        .language = options->language,
        .color = options->print.color,
    };
    bool differs = input.projects != NULL;
    if (is_external(options))
        head_external(options);
    bool written = options->changes(stdout, &input);
    free_all(&diff);
    if (!written)
        return command_fail(NULL, "内存不足 out of memory");
    return differs && options->exit_code ? EXIT_MISTAKES : EXIT_CLEAN;
}
