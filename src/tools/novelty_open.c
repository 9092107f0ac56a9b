/* novelty_open.c - what a run is compared with. */
#include "tools/novelty.h"

#include "emit/terminal.h"
#include "sema/fingerprint.h"
#include "tools/real_paths.h"
#include "tools/workspace_path.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

bool novelty_wanted(const struct options *options)
{
    return options->since || options->baseline || options->write_baseline;
}

bool novelty_begin(struct novelty *n, const struct options *options, struct arena *a)
{
    *n = (struct novelty){.options = options, .lock = PTHREAD_MUTEX_INITIALIZER};
    for (int i = 0; i < options->path_count && options->since; i++) {
        if (strcmp(options->paths[i], "-") == 0) {
            command_refuse(options, "--since", "标准输入没有以前的版本，写文件的路径",
                           "standard input has no earlier version: name a file");
            return false;
        }
    }
    if (options->since && options->write_baseline) {
        command_refuse(options, "--write-baseline", "基线要记下全部，不能和 --since 一起用",
                       "a baseline is of everything: not together with --since");
        return false;
    }
    return !options->since || past_begin(&n->past, options, options->since, a);
}

/* Paths as findings know them: from the workspace, or else as they are named. */
static bool find_known(struct novelty *n, const struct workspace *workspace, struct arena *a)
{
    struct str root = workspace_absolute(workspace, STR(""), a);
    n->paths = real_paths(n->options, n->list, a);
    n->known = ARENA_ARRAY(a, struct str, n->list->count + 1);
    for (size_t i = 0; i < n->list->count && n->paths; i++)
        n->known[i] = str_starts_with(n->paths[i], root)
                          ? str_part(n->paths[i], root.len, n->paths[i].len)
                          : file_path(file_at(n->list, i), a);
    return n->paths != NULL;
}

/* ---- --since -------------------------------------------------------------------------------- */

/* Of what was named nothing may lie where git cannot tell what changed. */
static bool is_within(const struct novelty *n)
{
    for (size_t i = 0; i < n->list->count && n->options->path_count > 0; i++) {
        if (!str_starts_with(n->paths[i], n->past.top)) {
            command_refuse(n->options, n->paths[i].ptr, "不在这个 git 库里，没有以前的版本可比",
                           "not in this git repository: there is nothing to compare with");
            return false;
        }
    }
    return true;
}

/* Leaves in the list what the change concerns. */
static void pick(struct novelty *n, struct arena *a)
{
    size_t kept = 0;
    for (size_t i = 0; i < n->list->count; i++) {
        if (!n->affected.files[i])
            continue;
        n->paths[kept] = n->paths[i];
        n->known[kept++] = n->known[i];
    }
    *n->list = files_pick(n->list, n->affected.files, a);
}

static bool open_past(struct novelty *n, struct workspace *now, const struct workspace_file *file,
                      struct arena *a)
{
    const struct options *options = n->options;
    struct reference_graph *graph =
        affected_read(&n->affected, options, n->list, n->paths, &n->past, now, a);
    if (!graph || !past_list(&n->past, options, a) || !is_within(n) ||
        !workspace_open_past(&n->workspace, &n->past, a))
        return false;
    n->is_open = true;
    if (!affected_find(&n->affected, graph, &n->past, &n->workspace, a))
        return false;
    pick(n, a);
    n->has_past = true;
    n->file = file;
    if (n->list->count == 0 || !n->affected.is_workspace)
        return true;
    n->file = &n->own_file;
    return novelty_load(n) && workspace_file_load_past(n->library, &n->workspace, &n->own_file);
}

/* ---- --baseline ----------------------------------------------------------------------------- */

/* Marks what of the baseline is in the run, and what is nowhere; whether there is any of the latter. */
static bool mark_files(struct novelty *n, const struct workspace *now, struct arena *a)
{
    bool any_gone = false;
    for (size_t i = 0; i < n->list->count; i++) {
        struct baseline_file *file =
            (struct baseline_file *)map_get(&n->baseline.by_path, n->known[i]);
        if (file)
            file->is_checked = true;
    }
    for (size_t i = 0; i < n->baseline.count; i++) {
        struct baseline_file *file = n->baseline.files[i];
        if (file->is_checked)
            continue;
        struct str path = file->path.len > 0 && file->path.ptr[0] == '/'
                              ? arena_copy(a, file->path)
                              : workspace_absolute(now, file->path, a);
        file->is_gone = access(path.ptr, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR);
        any_gone |= file->is_gone;
    }
    return any_gone;
}

/* A file that is gone, and how many findings of another it had. */
struct candidate {
    struct baseline_file *file;
    size_t shared;
};

/* Whichever file that is gone had the most of these findings; of several the first. */
static struct candidate *find_candidate(const struct map *owners, struct candidate *candidates,
                                        size_t count, const struct diags *diags)
{
    struct candidate *best = NULL;
    for (size_t i = 0; i < count; i++)
        candidates[i].shared = 0;
    for (const struct diag *diag = diags->first; diag; diag = diag->next) {
        struct candidate *owner = (struct candidate *)map_get(owners, diag->fingerprint);
        if (owner && !owner->file->is_checked)
            owner->shared++;
    }
    for (size_t i = 0; i < count; i++) {
        if (candidates[i].shared > (best ? best->shared : 0))
            best = &candidates[i];
    }
    return best;
}

/* Checks one file by itself; its findings get their fingerprints. */
static bool check_alone(struct novelty *n, struct workspace *now, const struct workspace_file *file,
                        size_t index, struct compilation *c)
{
    struct source *source;
    struct settings settings = {.workspace = &file->c.spec.severities,
                                .command = &n->options->severities,
                                .wants_parts = true};
    struct file_check check = {n->library, &settings, file, n->options->jobs, NULL};
    compilation_reset(c);
    enum file_fault fault = file_read(n->options, file_at(n->list, index), &c->arena, &source);
    if (fault == FILE_FAILED)
        return false;
    file_check(&check, now, c, source, fault);
    fingerprints_give(&c->diags, source, c->nodes.first, n->known[index], &c->arena);
    return !now->failed;
}

/*
 * Pairs files that the baseline does not know with files of it that are gone, by the findings that they
 * have in common: each with one at most, in the order of the run, so that a copy hides nothing.
 */
static bool find_moved(struct novelty *n, struct workspace *now, const struct workspace_file *file,
                       struct arena *a)
{
    struct map owners = {0};
    struct candidate *candidates = ARENA_ARRAY(a, struct candidate, n->baseline.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < n->baseline.count; i++) {
        if (n->baseline.files[i]->is_gone)
            candidates[count++].file = n->baseline.files[i];
    }
    for (size_t i = count; i-- > 0;) {
        for (size_t row = 0; row < candidates[i].file->count; row++)
            map_put(&owners, a, candidates[i].file->rows[row].fingerprint, &candidates[i]);
    }
    struct compilation c = {.arena = ARENA_INIT};
    bool is_read = true;
    for (size_t i = 0; i < n->list->count && is_read; i++) {
        if (map_get(&n->baseline.by_path, n->known[i]) || map_get(&n->moved, n->known[i]) ||
            file_is_input(file_at(n->list, i)))
            continue;
        is_read = check_alone(n, now, file, i, &c);
        struct candidate *best =
            is_read ? find_candidate(&owners, candidates, count, &c.diags) : NULL;
        if (!best)
            continue;
        best->file->is_checked = true;
        map_put(&n->moved, a, n->known[i], best->file);
    }
    compilation_free(&c);
    return is_read;
}

static bool open_baseline(struct novelty *n, struct workspace *now,
                          const struct workspace_file *file, struct arena *a)
{
    n->has_baseline = true;
    return !mark_files(n, now, a) || find_moved(n, now, file, a);
}

/* ---- the whole ------------------------------------------------------------------------------ */

bool novelty_open(struct novelty *n, const struct library *library, struct file_list *list,
                  const struct workspace_file *file, struct arena *a)
{
    struct workspace now;
    n->library = library;
    n->list = list;
    if (!workspace_open(&now, a))
        return false;
    /* A baseline that is damaged is told before anything else is done. */
    bool is_open = (!n->options->baseline ||
                    baseline_read(&n->baseline, n->options, n->options->baseline, a)) &&
                   find_known(n, &now, a) && (!n->options->since || open_past(n, &now, file, a)) &&
                   (!n->options->baseline || open_baseline(n, &now, file, a));
    if (is_open && n->options->write_baseline)
        n->written = ARENA_ARRAY(a, struct baseline_part, list->count + 1);
    workspace_close(&now);
    return is_open;
}

/* Where people read: standard output, unless that is for programs. */
static FILE *told_to(const struct options *options)
{
    return diag_format_is_for_programs(options->print.format) ? stderr : stdout;
}

static void tell_written(const struct options *options, const struct baseline_sum *sum)
{
    bool english = options->language == LANGUAGE_ENGLISH;
    FILE *out = told_to(options);
    if (options->quiet)
        return;
    fputs(english ? "recorded in " : "记进基线 ", out);
    terminal_write_path(out, str_of(options->write_baseline));
    if (english)
        fprintf(out, ": %lu %s, in %lu %s\n", sum->findings,
                sum->findings == 1 ? "finding" : "findings", sum->files,
                sum->files == 1 ? "file" : "files");
    else
        fprintf(out, "：%lu 个文件里的 %lu 条\n", sum->files, sum->findings);
}

static void tell_stale(const struct novelty *n)
{
    const struct options *options = n->options;
    unsigned long stale = 0;
    for (size_t i = 0; i < n->baseline.count; i++) {
        const struct baseline_file *file = n->baseline.files[i];
        for (size_t row = 0; row < file->count && (file->is_checked || file->is_gone); row++)
            stale += !atomic_load(&file->rows[row].occurs);
    }
    if (stale == 0 || options->quiet || options->write_baseline)
        return;
    fprintf(
        told_to(options),
        options->language == LANGUAGE_ENGLISH
            ? "no longer found, of the baseline: %lu; --write-baseline beside --baseline takes "
              "them out\n"
            : "基线里有 %lu 条已经没有了；--baseline 和 --write-baseline 一起写，就把它们去掉\n",
        stale);
}

bool novelty_finish(struct novelty *n, struct arena *a)
{
    bool is_written = true;
    tell_stale(n);
    if (n->written) {
        size_t count = 0;
        for (size_t i = 0; i < n->list->count; i++) {
            if (n->written[i].lines.len > 0)
                n->written[count++] = n->written[i];
        }
        for (size_t i = count; i < n->list->count; i++)
            n->written[i].lines = (struct str){0};
        struct baseline_sum sum = {0};
        is_written = baseline_write(n->options->write_baseline, n->written, count, a, &sum);
        if (is_written)
            tell_written(n->options, &sum);
    }
    return is_written;
}

void novelty_free(struct novelty *n)
{
    for (size_t i = 0; n->written && i < n->list->count; i++)
        free((char *)n->written[i].lines.ptr);
    past_free(&n->past);
    affected_free(&n->affected);
    arena_free(&n->texts);
    if (n->is_open)
        workspace_close(&n->workspace);
    workspace_file_free(&n->own_file);
}
