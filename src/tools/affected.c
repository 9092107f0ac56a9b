/* affected.c - which files of a run a change may have made say something else. */
#include "tools/affected.h"

#include "base/thread.h"
#include "tools/encoding.h"
#include "tools/git.h"
#include "tools/jobs.h"
#include "tools/link_index.h"
#include "tools/workspace_glob.h"
#include "tools/workspace_path.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const size_t NOT_LISTED = SIZE_MAX;

/* A file, and what it refers to. */
struct spec_file {
    struct str path; /* absolute */
    struct link *links;
    size_t index; /* in the list, or NOT_LISTED */
    bool is_affected;
    bool is_unread;         /* for a reason that its check will tell */
    bool is_indexed;        /* what it refers to is from the index, not from its text */
    bool is_plain;          /* it is UTF-8 as it is */
    struct spec_file *next; /* of those that are not listed */
};

/* A file that refers to a path. */
struct referrer {
    struct spec_file *file;
    struct referrer *next;
};

struct portfolio_patterns {
    struct spec_file *file;
    unsigned number;
    struct portfolio_patterns *next;
};

/* A path whose file says something else, or may do so. */
struct changed_path {
    struct str path;
    struct changed_path *next;
};

struct reference_graph {
    const struct options *options;
    struct arena *arena;
    struct spec_file *files; /* of the list */
    size_t count;
    struct spec_file **unread; /* of the files, those to be read now */
    size_t unread_count;
    struct link_index index;
    struct map by_path;   /* struct spec_file */
    struct map referrers; /* by path: struct referrer */
    struct portfolio_patterns *portfolios;
    struct changed_path *first, **last; /* still to be looked at, each once */
    struct workspace *workspace;
    struct str root; /* of the workspace, with / behind it */
};

/* ---- reading -------------------------------------------------------------------------------- */

/* Bytes of one file after the other. */
struct buffer {
    char *bytes;
    size_t room;
    struct arena scratch; /* for one file */
    struct str encoding;  /* that one was in, if it was not UTF-8 */
};

/* Reads the file and finds its links; an errno if it cannot be read. */
static int find_links(struct spec_file *file, struct buffer *buffer, struct arena *a)
{
    const char *path = file->path.ptr;
    struct stat status;
    size_t length = 0;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &status) != 0) {
        int fault = errno;
        if (fd >= 0)
            close(fd);
        return fault;
    }
    bool is_spec = S_ISREG(status.st_mode) && status.st_size <= SOURCE_SIZE_LIMIT;
    size_t size = is_spec ? (size_t)status.st_size : 0;
    int fault = 0;
    if (size > buffer->room) {
        buffer->bytes = arena_bytes(a, 2 * size);
        buffer->room = 2 * size;
    }
    while (length < size && fault == 0) {
        ssize_t got = read(fd, buffer->bytes + length, size - length);
        if (got == 0)
            size = length; /* it has become shorter */
        fault = got < 0 && errno != EINTR ? errno : 0;
        length += got > 0 ? (size_t)got : 0;
    }
    close(fd);
    if (fault == 0) {
        struct source source = {.text = {buffer->bytes, length}};
        buffer->scratch.out_of_memory = a->out_of_memory;
        file->is_plain = encoding_guess(&buffer->scratch, path, &source, &buffer->encoding, a);
        file->links = links_find(source.text, a);
        arena_reset(&buffer->scratch);
    }
    return fault;
}

/* The files of a run on several threads. */
struct reading {
    struct reference_graph *graph;
    pthread_mutex_t lock;
    size_t next;
    struct spec_file *failed; /* one that cannot be read for a reason that is not the user's */
    int fault;
    bool no_memory;
};

struct reader {
    struct reading *reading;
    struct arena *arena;
    struct buffer buffer;
    pthread_t id;
};

enum { FILES_AT_ONCE = 32 };

/* Takes the next few files; 0 if there are none left. */
static size_t take(struct reading *reading, size_t *first)
{
    pthread_mutex_lock(&reading->lock);
    size_t left = reading->graph->unread_count - reading->next;
    size_t taken = left < FILES_AT_ONCE ? left : FILES_AT_ONCE;
    if (reading->no_memory || reading->failed)
        taken = 0;
    *first = reading->next;
    reading->next += taken;
    pthread_mutex_unlock(&reading->lock);
    return taken;
}

/* Tells nothing yet: of several files the first in the list is told. */
static void fail(struct reading *reading, struct spec_file *file, int fault)
{
    pthread_mutex_lock(&reading->lock);
    if (!reading->failed || file < reading->failed) {
        reading->failed = file;
        reading->fault = fault;
    }
    pthread_mutex_unlock(&reading->lock);
}

/* What the user may not read is told when it is checked. */
static void read_file(struct reader *reader, struct spec_file *file)
{
    int fault = find_links(file, &reader->buffer, reader->arena);
    if (fault && !fault_is_users(fault))
        fail(reader->reading, file, fault);
    file->is_unread = fault != 0;
}

static void *read_on(void *argument)
{
    struct reader *reader = argument;
    jmp_buf jump;
    reader->arena->out_of_memory = &jump;
    if (setjmp(jump) == 0) {
        size_t first;
        for (size_t count; (count = take(reader->reading, &first)) > 0;) {
            for (size_t i = first; i < first + count; i++)
                read_file(reader, reader->reading->graph->unread[i]);
        }
    } else {
        pthread_mutex_lock(&reader->reading->lock);
        reader->reading->no_memory = true;
        pthread_mutex_unlock(&reader->reading->lock);
    }
    reader->arena->out_of_memory = NULL;
    arena_free(&reader->buffer.scratch);
    return NULL;
}

/* Reads those that are unread. */
static bool read_files(struct affected *affected, struct reference_graph *graph)
{
    struct reading reading = {.graph = graph, .lock = PTHREAD_MUTEX_INITIALIZER};
    unsigned count = jobs_threads(graph->options->jobs, graph->unread_count), started = 1;
    struct reader *readers = ARENA_ARRAY(graph->arena, struct reader, count);
    affected->arenas = ARENA_ARRAY(graph->arena, struct arena, count);
    affected->arena_count = count;
    for (unsigned i = 0; i < count; i++)
        readers[i] = (struct reader){.reading = &reading, .arena = &affected->arenas[i]};
    while (started < count && thread_start(&readers[started].id, read_on, &readers[started]))
        started++;
    read_on(&readers[0]);
    for (unsigned i = 1; i < started; i++)
        pthread_join(readers[i].id, NULL);
    pthread_mutex_destroy(&reading.lock);
    if (reading.no_memory)
        command_fail(NULL, "内存不足 out of memory");
    else if (reading.failed)
        command_fail_system(graph->options, reading.failed->path.ptr, reading.fault);
    return !reading.no_memory && !reading.failed;
}

/* Takes what the index knows; the rest is unread. Of a file that changed that may be what it was: it is affected
 * whatever it refers to. */
static void ask_index(struct reference_graph *graph, const struct past *past)
{
    bool is_worth_it = graph->count >= LINK_INDEX_LEAST;
    if (is_worth_it)
        link_index_read(&graph->index, past->links, past->top, past->base, graph->arena);
    for (size_t i = 0; i < graph->count; i++) {
        struct spec_file *file = &graph->files[i];
        file->is_indexed =
            is_worth_it && str_starts_with(file->path, past->top) &&
            link_index_find(&graph->index, str_part(file->path, past->top.len, file->path.len),
                            graph->arena, &file->links);
        if (!file->is_indexed)
            graph->unread[graph->unread_count++] = file;
    }
}

/* ---- what may not be tracked ---------------------------------------------------------------- */

/* Whether a path may lead to a file that no walk through the folders meets: a hidden one, or one that is not named
 * as specs are. */
static bool may_leave_list(const struct link *link)
{
    struct str text = link->text;
    for (size_t at = 0, end; at < text.len; at = end + 1) {
        const char *slash = memchr(text.ptr + at, '/', text.len - at);
        end = slash ? (size_t)(slash - text.ptr) : text.len;
        struct str part = str_part(text, at, end);
        if (part.len > 0 && part.ptr[0] == '.' && !str_equal(part, STR(".")) &&
            !str_equal(part, STR("..")))
            return true;
    }
    return link->kind == LINK_IMPORT && !str_ends_with(text, STR(".jx"));
}

/* Whether the workspace was no folder further up: nothing is there, or its jixiao.jx is one of the list. */
static bool has_fixed_root(const struct reference_graph *graph, const struct past *past)
{
    if (str_equal(graph->root, past->top))
        return true;
    struct str path = workspace_absolute(graph->workspace, STR("jixiao.jx"), graph->arena);
    for (size_t i = 0; i < graph->count; i++) {
        if (str_equal(graph->files[i].path, path))
            return str_starts_with(path, past->top);
    }
    return false;
}

/*
 * Whether git has to be asked for files that are not tracked. Not if the list is of the whole workspace, all
 * of it files of the commit, and nothing refers to one that is not listed; and if the workspace cannot have been a
 * larger one.
 */
static bool may_be_untracked(const struct reference_graph *graph, const struct past *past)
{
    bool is_whole = graph->options->path_count == 0 && graph->count >= LINK_INDEX_LEAST &&
                    graph->index.unknown == 0;
    for (size_t i = 0; i < graph->count && is_whole; i++) {
        for (const struct link *link = graph->files[i].links; link && is_whole; link = link->next)
            is_whole = !may_leave_list(link);
    }
    return !is_whole || !has_fixed_root(graph, past);
}

struct reference_graph *affected_read(struct affected *affected, const struct options *options,
                                      const struct file_list *list, const struct str *paths,
                                      struct past *past, struct workspace *now, struct arena *a)
{
    *affected = (struct affected){.files = ARENA_ARRAY(a, bool, list->count)};
    struct reference_graph *graph = ARENA_NEW(a, struct reference_graph);
    *graph = (struct reference_graph){.options = options,
                                      .arena = a,
                                      .count = list->count,
                                      .workspace = now,
                                      .root = workspace_absolute(now, STR(""), a)};
    graph->files = ARENA_ARRAY(a, struct spec_file, list->count);
    for (size_t i = 0; i < list->count; i++)
        graph->files[i] = (struct spec_file){.path = paths[i], .index = i};
    graph->unread = ARENA_ARRAY(a, struct spec_file *, list->count);
    ask_index(graph, past);
    /* If it is clear now, git looks meanwhile. */
    bool is_read = (!may_be_untracked(graph, past) || past_begin_untracked(past, options, a)) &&
                   read_files(affected, graph) &&
                   (!may_be_untracked(graph, past) || past_begin_untracked(past, options, a));
    return is_read ? graph : NULL;
}

/*
 * Whether git was told not to look at some files (assume-unchanged, skip-worktree), or cannot say: what
 * was read of those need not be what the commit has, though nothing is said to differ.
 */
static bool may_overlook(struct arena *a, const struct past *past)
{
    const char *const arguments[] = {"-C", arena_copy(a, past->top).ptr, "ls-files", "-v", "-z",
                                     NULL};
    struct str listed;
    if (git_run(a, arguments, true, &listed) != 0)
        return true;
    for (size_t at = 0; at < listed.len; at += strlen(listed.ptr + at) + 1) {
        char tag = listed.ptr[at];
        if (tag >= 'a' || tag == 'S') /* a small letter */
            return true;
    }
    return false;
}

/* Keeps what was found for the next run. */
static void keep_links(struct reference_graph *graph, const struct past *past)
{
    size_t count = 0;
    if (!link_index_is_due(&graph->index) || may_overlook(graph->arena, past))
        return;
    struct read_links *read = ARENA_ARRAY(graph->arena, struct read_links, graph->count);
    for (size_t i = 0; i < graph->count; i++) {
        const struct spec_file *file = &graph->files[i];
        if (!file->is_indexed && !file->is_unread && str_starts_with(file->path, past->top) &&
            !past_find(past, file->path))
            read[count++] = (struct read_links){str_part(file->path, past->top.len, file->path.len),
                                                file->links, file->is_plain};
    }
    link_index_write(&graph->index, past->links, past->top, past->base, read, count, graph->arena);
}

void affected_free(struct affected *affected)
{
    for (unsigned i = 0; i < affected->arena_count; i++)
        arena_free(&affected->arenas[i]);
}

/* ---- references ----------------------------------------------------------------------------- */

/* The path of a file in the workspace, from there; empty if it lies elsewhere. */
static struct str identity_of(const struct reference_graph *graph, struct str path)
{
    return str_starts_with(path, graph->root) ? str_part(path, graph->root.len, path.len)
                                              : (struct str){0};
}

/* The absolute path that a file means; empty if that leaves the workspace. */
static struct str target_of(struct reference_graph *graph, const struct spec_file *file,
                            struct str text)
{
    struct str parts[PATH_PART_LIMIT];
    size_t count;
    struct str identity = identity_of(graph, file->path);
    if (identity.len == 0 || text.len == 0 || text.ptr[0] == '/' ||
        !path_folder_parts(identity, parts, &count) || !path_append_parts(text, parts, &count))
        return (struct str){0};
    return workspace_absolute(graph->workspace, path_of_parts(graph->arena, parts, count),
                              graph->arena);
}

static void add_portfolio(struct reference_graph *graph, struct spec_file *file, unsigned number)
{
    struct portfolio_patterns *first = graph->portfolios;
    if (first && first->file == file && first->number == number)
        return;
    struct portfolio_patterns *patterns = ARENA_NEW(graph->arena, struct portfolio_patterns);
    *patterns = (struct portfolio_patterns){file, number, first};
    graph->portfolios = patterns;
}

/* Enters the links of a file; `*found` are files that were met for the first time. */
static void enter_links(struct reference_graph *graph, struct spec_file *file,
                        struct spec_file **found)
{
    for (const struct link *link = file->links; link; link = link->next) {
        if (link->kind != LINK_IMPORT) {
            add_portfolio(graph, file, link->portfolio);
            continue;
        }
        struct str target = target_of(graph, file, link->text);
        if (target.len == 0)
            continue;
        struct referrer *referrer = ARENA_NEW(graph->arena, struct referrer);
        *referrer = (struct referrer){file, NULL};
        referrer->next =
            (struct referrer *)map_put(&graph->referrers, graph->arena, target, referrer);
        if (map_get(&graph->by_path, target))
            continue;
        struct spec_file *other = ARENA_NEW(graph->arena, struct spec_file);
        *other = (struct spec_file){.path = target, .index = NOT_LISTED, .next = *found};
        map_put(&graph->by_path, graph->arena, target, other);
        *found = other;
    }
}

/* Enters what all files refer to, and reads those that are only referred to. */
static bool enter_files(struct reference_graph *graph)
{
    struct buffer buffer = {0};
    struct spec_file *found = NULL, *workspace_file = ARENA_NEW(graph->arena, struct spec_file);
    *workspace_file = (struct spec_file){
        .path = workspace_absolute(graph->workspace, STR("jixiao.jx"), graph->arena),
        .index = NOT_LISTED};
    if (!map_get(&graph->by_path, workspace_file->path)) {
        map_put(&graph->by_path, graph->arena, workspace_file->path, workspace_file);
        found = workspace_file;
    }
    for (size_t i = 0; i < graph->count; i++)
        enter_links(graph, &graph->files[i], &found);
    while (found) {
        struct spec_file *file = found;
        found = file->next;
        int fault = find_links(file, &buffer, graph->arena);
        if (fault && !fault_is_users(fault)) {
            command_fail_system(graph->options, file->path.ptr, fault);
            return false;
        }
        enter_links(graph, file, &found);
    }
    arena_free(&buffer.scratch);
    return true;
}

/* ---- what is affected ----------------------------------------------------------------------- */

static void push(struct reference_graph *graph, struct str path)
{
    struct changed_path *change = ARENA_NEW(graph->arena, struct changed_path);
    *change = (struct changed_path){path, NULL};
    *graph->last = change;
    graph->last = &change->next;
}

static void affect(struct reference_graph *graph, struct spec_file *file)
{
    if (file->is_affected)
        return;
    file->is_affected = true;
    push(graph, file->path);
}

/* Whether a pattern of this kind, of the portfolio, stands for the path. */
static bool has_pattern(struct reference_graph *graph, const struct portfolio_patterns *portfolio,
                        enum link_kind kind, struct str identity)
{
    struct source source = {.identity = identity_of(graph, portfolio->file->path)};
    for (const struct link *link = portfolio->file->links; link; link = link->next) {
        if (link->kind == kind && link->portfolio == portfolio->number &&
            workspace_glob_has(graph->workspace, &source, link->text, identity, graph->arena))
            return true;
    }
    return false;
}

/* Looks at what depends on a path. */
static void spread(struct reference_graph *graph, struct str path)
{
    struct str identity = identity_of(graph, path);
    const struct referrer *referrer = map_get(&graph->referrers, path);
    for (; referrer; referrer = referrer->next)
        affect(graph, referrer->file);
    if (identity.len == 0)
        return;
    for (struct portfolio_patterns *p = graph->portfolios; p; p = p->next) {
        if (!p->file->is_affected && identity_of(graph, p->file->path).len > 0 &&
            has_pattern(graph, p, LINK_INCLUDE, identity) &&
            !has_pattern(graph, p, LINK_EXCLUDE, identity))
            affect(graph, p->file);
    }
}

/* Every path that changed affects its own file, if there is one. */
static void spread_changes(struct reference_graph *graph, const struct past *past)
{
    graph->last = &graph->first;
    for (size_t i = 0; i < past->count; i++) {
        struct spec_file *file = (struct spec_file *)map_get(&graph->by_path, past->files[i].path);
        if (file)
            affect(graph, file);
        else
            push(graph, past->files[i].path);
    }
    for (; graph->first; graph->first = graph->first->next) {
        spread(graph, graph->first->path);
    }
}

bool affected_find(struct affected *affected, struct reference_graph *graph,
                   const struct past *past, const struct workspace *then, struct arena *a)
{
    for (size_t i = 0; i < graph->count; i++)
        map_put(&graph->by_path, a, graph->files[i].path, &graph->files[i]);
    if (!enter_files(graph))
        return false;
    keep_links(graph, past);
    spread_changes(graph, past);
    const struct spec_file *workspace_file =
        map_get(&graph->by_path, workspace_absolute(graph->workspace, STR("jixiao.jx"), a));
    affected->is_workspace =
        !str_equal(graph->workspace->path, then->path) || workspace_file->is_affected;
    for (size_t i = 0; i < graph->count; i++) {
        /* One file may stand in the list twice. */
        const struct spec_file *file = map_get(&graph->by_path, graph->files[i].path);
        affected->files[i] = affected->is_workspace || file->is_affected || file->is_unread;
    }
    return true;
}
