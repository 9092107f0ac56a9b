/* portfolio_read.c - reading the files that a portfolio includes. */
#include "tools/portfolio_read.h"

#include "base/thread.h"
#include "sema/portfolio.h"
#include "sema/rule.h"
#include "sema/rule_choice.h"
#include "sema/waiver.h"
#include "syntax/parse.h"
#include "tools/jobs.h"
#include "tools/workspace_glob.h"
#include "tools/workspace_path.h"

/* ---- which files ---------------------------------------------------------------------------- */

/* Why the files that a pattern stands for were not all found. */
static struct bilingual why_unfound(struct arena *a, enum glob_fault fault)
{
    if (fault == GLOB_TOO_DEEP)
        return (struct bilingual){arena_format(a, "文件夹套得太深，最多 %d 层", GLOB_DEPTH_LIMIT),
                                  arena_format(a, "folders are at most %d deep", GLOB_DEPTH_LIMIT)};
    return (struct bilingual){
        arena_format(a, "符合的文件超过 %d 个，或者要找的文件夹太多", PORTFOLIO_FILE_LIMIT),
        arena_format(a, "more than %d files match, or there are too many folders to search",
                     PORTFOLIO_FILE_LIMIT)};
}

static void report_glob(struct compilation *c, enum glob_fault fault, const struct value *value)
{
    struct diags *diags = &c->diags;
    struct diag *diag =
        fault == GLOB_OUTSIDE
            ? diag_report(diags, DIAG_INCLUDE_OUTSIDE, value->span, DIAG_TEXT(value->text))
        : fault == GLOB_TOO_MANY || fault == GLOB_TOO_DEEP
            ? diag_report(diags, DIAG_INCLUDE_TOO_MANY, value->span, DIAG_TEXT(value->text),
                          DIAG_PHRASE(why_unfound(&c->arena, fault)))
            : diag_report(diags, DIAG_INCLUDE_EMPTY, value->span, DIAG_TEXT(value->text));
    diag_help(diags, diag, fault == GLOB_OUTSIDE ? NOTE_HELP_IMPORT_INSIDE : NOTE_HELP_INCLUDE,
              DIAG_NONE);
}

/* Adds what the patterns of a field stand for; each that stands for nothing is reported. */
static void find_files(const struct portfolio_reader *reader, struct compilation *c,
                       const struct field *field, struct glob_list *list)
{
    for (; field; field = field->next) {
        for (const struct value *value = field->values; value; value = value->next) {
            size_t before = list->count;
            if (value->kind != VALUE_NAME)
                continue;
            enum glob_fault fault = workspace_glob(reader->workspace, c->source, value->text,
                                                   PORTFOLIO_FILE_LIMIT, &c->arena, list);
            if (fault != GLOB_DONE || list->count == before)
                report_glob(c, fault, value);
            if (fault == GLOB_TOO_MANY || fault == GLOB_TOO_DEEP)
                list->count = 0; /* a part of them would be worse than none */
        }
    }
}

/* The files of a portfolio, sorted, without those that it does not want and the portfolio's own. */
static struct glob_list files_of(const struct portfolio_reader *reader, struct compilation *c,
                                 const struct portfolio *portfolio)
{
    struct glob_list list = {0}, excluded = {0};
    struct map gone = {0};
    find_files(reader, c, object_get(portfolio->fields, WORD_PORTFOLIO_INCLUDE), &list);
    find_files(reader, c, object_get(portfolio->fields, WORD_PORTFOLIO_EXCLUDE), &excluded);
    for (size_t i = 0; i < excluded.count; i++)
        map_put(&gone, &c->arena, excluded.names[i], &excluded);
    map_put(&gone, &c->arena, c->source->identity, &excluded);
    glob_list_sort(&list);
    size_t kept = 0;
    for (size_t i = 0; i < list.count; i++) {
        if (!map_get(&gone, list.names[i]))
            list.names[kept++] = list.names[i];
    }
    list.count = kept;
    return list;
}

/* ---- reading -------------------------------------------------------------------------------- */

struct reading {
    const struct portfolio_reader *reader;
    struct portfolio *portfolio;
    pthread_mutex_t lock;
    size_t next;
    bool no_memory, failed; /* failed: a fault that is not the user's was told */
};

/* What one thread reads goes into one arena, which outlives it. */
struct reading_thread {
    struct reading *reading;
    struct arena *arena;
    struct settings settings; /* the reader's, with a choice of its own: */
    struct rule_choice choice;
    size_t index; /* of the file at hand */
    pthread_t id;
};

/* False if the machine failed, which was told. */
static bool read_file(const struct portfolio_reader *reader, const struct settings *settings,
                      struct arena *a, struct portfolio_file *file)
{
    struct str parts[PATH_PART_LIMIT];
    size_t count = 0;
    struct source *source = NULL;
    struct workspace workspace = *reader->workspace;
    struct import_loader loader = {.load = workspace_load, .context = &workspace};
    struct diags found = {.arena = a};
    workspace.met_change = false;
    if (!path_append_parts(file->path, parts, &count) ||
        workspace_read(&workspace, parts, count, a, &source) != IMPORT_FOUND) {
        file->is_unread = true;
        return !workspace.failed;
    }
    loader.workspace = workspace_file_lends(reader->workspace_file, &workspace, source, a);
    struct spec *spec = ARENA_NEW(a, struct spec);
    spec->source = source;
    spec->nodes = parse(source, a, &found, NULL).first;
    struct binder binder = spec_binder(spec, reader->library, settings, a, &found, &loader);
    binder.last_portfolio = NULL;
    spec_bind(&binder, spec);
    file->projects = spec->projects;
    file->errors = found.errors;
    file->is_unchanged = workspace.compared && !workspace.met_change;
    return !workspace.failed;
}

static bool take(struct reading *reading, size_t *index)
{
    pthread_mutex_lock(&reading->lock);
    const struct portfolio *portfolio = reading->portfolio;
    while (reading->next < portfolio->file_count && portfolio->files[reading->next].is_unchanged)
        reading->next++;
    bool taken = !reading->no_memory && reading->next < portfolio->file_count;
    if (taken)
        *index = reading->next++;
    pthread_mutex_unlock(&reading->lock);
    return taken;
}

static void read_on(struct reading_thread *thread)
{
    struct reading *reading = thread->reading;
    while (take(reading, &thread->index)) {
        if (read_file(reading->reader, &thread->settings, thread->arena,
                      &reading->portfolio->files[thread->index]))
            continue;
        pthread_mutex_lock(&reading->lock);
        reading->failed = true;
        pthread_mutex_unlock(&reading->lock);
    }
}

static void *work(void *argument)
{
    struct reading_thread *thread = argument;
    struct reading *reading = thread->reading;
    jmp_buf jump;
    thread->arena->out_of_memory = &jump;
    if (setjmp(jump) == 0) {
        read_on(thread);
    } else {
        pthread_mutex_lock(&reading->lock);
        reading->no_memory = true;
        pthread_mutex_unlock(&reading->lock);
    }
    thread->arena->out_of_memory = NULL;
    return NULL;
}

/* Takes those that are the same today; returns how many are left. */
static size_t take_unchanged(const struct portfolio_reader *reader, struct arena *a,
                             struct portfolio *portfolio)
{
    struct map unchanged = {0};
    size_t left = 0;
    for (const struct portfolio *today = reader->today; today; today = today->next) {
        for (size_t i = 0; i < today->file_count; i++) {
            if (today->files[i].is_unchanged)
                map_put(&unchanged, a, today->files[i].path, &today->files[i]);
        }
    }
    for (size_t i = 0; i < portfolio->file_count; i++) {
        struct portfolio_file *file = &portfolio->files[i];
        const struct portfolio_file *same = map_get(&unchanged, file->path);
        if (same)
            *file = *same;
        else
            left++;
    }
    return left;
}

static void read_files(const struct portfolio_reader *reader, struct compilation *c,
                       struct portfolio *portfolio)
{
    struct reading reading = {
        .reader = reader, .portfolio = portfolio, .lock = PTHREAD_MUTEX_INITIALIZER};
    size_t left = take_unchanged(reader, &c->arena, portfolio);
    unsigned count = jobs_threads(reader->jobs, left), started = 1;
    struct reading_thread *threads = ARENA_ARRAY(&c->arena, struct reading_thread, count);
    for (unsigned i = 0; i < count; i++) {
        threads[i] = (struct reading_thread){
            .reading = &reading, .arena = compilation_add_arena(c), .settings = *reader->settings};
        threads[i].settings.choice = &threads[i].choice;
    }
    while (started < count && thread_start(&threads[started].id, work, &threads[started]))
        started++;
    work(&threads[0]);
    for (unsigned i = 1; i < started; i++)
        pthread_join(threads[i].id, NULL);
    for (unsigned i = 0; i < count; i++)
        rule_choice_free(&threads[i].choice);
    pthread_mutex_destroy(&reading.lock);
    reader->workspace->failed |= reading.failed;
    if (reading.no_memory)
        arena_fail(&c->arena);
}

void portfolios_read(const struct portfolio_reader *reader, struct compilation *c)
{
    struct binder binder = {.library = reader->library,
                            .settings = reader->settings,
                            .arena = &c->arena,
                            .diags = &c->diags,
                            .units = &c->spec.units,
                            .definitions = &c->spec.definitions};
    for (struct portfolio *portfolio = c->spec.portfolios; portfolio; portfolio = portfolio->next) {
        struct glob_list list = files_of(reader, c, portfolio);
        portfolio->file_count = list.count;
        portfolio->files = ARENA_ARRAY(&c->arena, struct portfolio_file, list.count);
        for (size_t i = 0; i < list.count; i++)
            portfolio->files[i].path = list.names[i];
        read_files(reader, c, portfolio);
        const struct diag *last = c->diags.last;
        check_portfolio(&binder, portfolio);
        rules_run_portfolio(&binder, c->spec.rules, portfolio);
        waivers_apply_portfolio(&binder, portfolio, last);
    }
    diag_sort(&c->diags);
}
