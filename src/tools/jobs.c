/* jobs.c - the files of a run on several threads. */
#include "tools/jobs.h"

#include "base/thread.h"
#include "sema/fingerprint.h"
#include "sema/rule_choice.h"
#include "tools/capture.h"
#include "tools/file_check.h"
#include "tools/novelty.h"

#include <stdlib.h>
#include <unistd.h>

enum {
    FILES_PER_THREAD = 16, /* fewer do not pay for a thread */
    MOST_AT_ONCE = 16,     /* files that a thread takes, so that threads seldom wait for another */
    JOBS_AHEAD = 1024,
    SHOWN_LIMIT = 1000, /* diagnostics of a run that a person is shown; programs get all */
};

/* What a finished file waits with until those before it are printed. */
struct waiting {
    struct str text;
    struct job_result result;
    bool done;
};

struct run {
    const struct jobs *jobs;
    job_function *function;
    void *context;
    struct workspace workspace;
    struct settings settings;
    pthread_mutex_t lock;
    pthread_cond_t printed;  /* signalled when `next_printed` moves on */
    struct waiting *waiting; /* a ring of JOBS_AHEAD, or one for each file */
    unsigned threads;
    size_t next, next_printed;
    size_t shown,
        files_silenced; /* diagnostics printed; files whose own were not, being too many */
    struct job_result sum;
};

static void add_result(struct job_result *sum, const struct job_result *result)
{
    sum->verdict.files += result->verdict.files;
    sum->verdict.projects += result->verdict.projects;
    sum->verdict.errors += result->verdict.errors;
    sum->verdict.warnings += result->verdict.warnings;
    sum->verdict.hints += result->verdict.hints;
    sum->verdict.waivers += result->verdict.waivers;
    sum->verdict.hidden += result->verdict.hidden;
    sum->cannot |= result->cannot;
    sum->no_memory |= result->no_memory;
}

/* What one thread has. */
struct worker {
    struct compilation c; /* of the file at hand */
    struct settings settings;
    struct novelty_past past;
};

/* What the command does for one file. */
struct job {
    struct run *run;
    struct compilation *c;
    size_t index;
    enum file_fault fault;
    struct job_result *result;
};

static bool do_job(void *context, FILE *out)
{
    struct job *job = context;
    job->run->function(job->run->context, job->index, job->c, job->fault, out, job->result);
    return !job->result->no_memory;
}

/* Checks one file; its findings have their fingerprints if they are wanted. */
static void check_file(struct run *run, struct worker *worker, struct source *source,
                       enum file_fault fault, struct workspace *workspace, size_t index)
{
    const struct jobs *jobs = run->jobs;
    struct compilation *c = &worker->c;
    struct file_check check = {jobs->library, &worker->settings, jobs->workspace,
                               jobs->options->jobs, NULL};
    file_check(&check, workspace, c, source, fault);
    if (jobs->with_fingerprints && !diags_empty(&c->diags))
        fingerprints_give(&c->diags, c->source, c->nodes.first, file_known_path(workspace, c),
                          &c->arena);
    if (jobs->novelty && fault != FILE_FAILED)
        novelty_sift(jobs->novelty, &worker->past, workspace, index, c);
}

/* What the compilation comes to. */
static struct job_result result_of(const struct compilation *c, bool cannot)
{
    struct job_result result = {.cannot = cannot};
    result.verdict.files = 1;
    result.verdict.errors = c->diags.errors;
    result.verdict.warnings = c->diags.warnings;
    result.verdict.hints = c->diags.hints;
    for (const struct project *project = c->projects; project; project = project->next)
        result.verdict.projects++;
    result.verdict.waivers = diags_waivers(&c->diags);
    result.verdict.hidden = diags_hidden(&c->diags);
    return result;
}

/* Reads and does one file; false if memory ran out on the way. */
static bool do_file(struct run *run, struct worker *worker, size_t index, struct waiting *done)
{
    struct job_result *result = &done->result;
    struct compilation *c = &worker->c;
    struct source *source;
    jmp_buf jump;
    if (setjmp(jump) != 0) {
        c->arena.out_of_memory = worker->past.c.arena.out_of_memory = NULL;
        return false;
    }
    c->arena.out_of_memory = worker->past.c.arena.out_of_memory = &jump;
    struct workspace workspace = run->workspace;
    enum file_fault fault =
        file_read(run->jobs->options, file_at(run->jobs->list, index), &c->arena, &source);
    check_file(run, worker, source, fault, &workspace, index);
    *result = result_of(c, fault == FILE_FAILED || workspace.failed);
    bool finished = true;
    /* A file with nothing to tell needs no stream. */
    if (!result->cannot && (!diags_empty(&c->diags) || run->jobs->options->output)) {
        struct job job = {run, c, index, fault, result};
        finished = capture(&c->arena, do_job, &job, &done->text);
    }
    c->arena.out_of_memory = worker->past.c.arena.out_of_memory = NULL;
    return finished;
}

/* Prints what a file has to say, unless enough was said: nobody reads a thousand messages. */
static void print_text(struct run *run, const struct waiting *file)
{
    const struct diag_print_options *print = &run->jobs->options->print;
    const struct diag_verdict *verdict = &file->result.verdict;
    size_t found = (size_t)verdict->errors + verdict->warnings + verdict->hints;
    bool is_report = run->jobs->options->output && strcmp(run->jobs->options->output, "-") == 0;
    if (run->shown >= SHOWN_LIMIT && found && print->format != DIAG_FORMAT_JSON && !is_report) {
        run->files_silenced++;
        return;
    }
    run->shown +=
        print->limit_per_file && found > print->limit_per_file ? print->limit_per_file : found;
    fwrite(file->text.ptr, 1, file->text.len, stdout);
}

/* Prints whatever is next and done. Called with the lock held. */
static void print_ready(struct run *run)
{
    bool moved = false;
    for (;;) {
        struct waiting *next = &run->waiting[run->next_printed % JOBS_AHEAD];
        if (run->next_printed == run->jobs->list->count || !next->done)
            break;
        if (next->text.len)
            print_text(run, next);
        free((char *)next->text.ptr);
        add_result(&run->sum, &next->result);
        *next = (struct waiting){0};
        run->next_printed++;
        moved = true;
    }
    if (moved)
        pthread_cond_broadcast(&run->printed);
}

/* Takes the next files, fewer towards the end; gives how many, and the first. Never runs too far ahead
 * of the printing. */
static size_t take(struct run *run, size_t *first)
{
    size_t files = run->jobs->list->count, count = 0;
    pthread_mutex_lock(&run->lock);
    while (run->next < files && run->next + MOST_AT_ONCE > run->next_printed + JOBS_AHEAD &&
           !run->sum.no_memory)
        pthread_cond_wait(&run->printed, &run->lock);
    if (!run->sum.no_memory && run->next < files)
        count = (files - run->next) / FILES_PER_THREAD / run->threads + 1;
    if (count > MOST_AT_ONCE)
        count = MOST_AT_ONCE;
    *first = run->next;
    run->next += count;
    pthread_mutex_unlock(&run->lock);
    return count;
}

/* Hands in the files from `first` on, and prints what can be. */
static void hand_in(struct run *run, const struct waiting *done, size_t first, size_t count)
{
    pthread_mutex_lock(&run->lock);
    for (size_t i = 0; i < count; i++) {
        run->sum.no_memory |= done[i].result.no_memory;
        run->waiting[(first + i) % JOBS_AHEAD] = done[i];
    }
    print_ready(run);
    if (run->sum.no_memory)
        pthread_cond_broadcast(&run->printed);
    pthread_mutex_unlock(&run->lock);
}

static void *work(void *argument)
{
    struct run *run = argument;
    struct rule_choice choice = {.arena = ARENA_INIT};
    struct worker worker = {.settings = run->settings};
    size_t first, count;
    worker.settings.choice = &choice;
    while ((count = take(run, &first)) > 0) {
        struct waiting done[MOST_AT_ONCE];
        for (size_t i = 0; i < count; i++) {
            done[i] = (struct waiting){.done = true};
            if (!do_file(run, &worker, first + i, &done[i]))
                done[i].result = (struct job_result){.cannot = true, .no_memory = true};
            compilation_reset(&worker.c);
        }
        hand_in(run, done, first, count);
    }
    compilation_free(&worker.c);
    novelty_past_free(&worker.past);
    rule_choice_free(&choice);
    return NULL;
}

unsigned jobs_threads(unsigned jobs, size_t files)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t useful = jobs ? files : files / FILES_PER_THREAD;
    size_t wanted = jobs ? jobs : (size_t)(cores > 0 ? cores : 1);
    if (wanted > useful)
        wanted = useful;
    return wanted ? (unsigned)wanted : 1;
}

struct job_result jobs_run(const struct jobs *jobs, job_function *function, void *context)
{
    struct arena a = ARENA_INIT;
    const struct options *options = jobs->options;
    const struct file_list *list = jobs->list;
    struct run run = {.jobs = jobs,
                      .function = function,
                      .context = context,
                      .settings = {.workspace = &jobs->workspace->c.spec.severities,
                                   .command = &options->severities,
                                   .wants_parts = jobs->with_fingerprints},
                      .lock = PTHREAD_MUTEX_INITIALIZER,
                      .printed = PTHREAD_COND_INITIALIZER};
    run.waiting =
        ARENA_ARRAY(&a, struct waiting, list->count < JOBS_AHEAD ? list->count : JOBS_AHEAD);
    if (!workspace_open(&run.workspace, &a)) {
        arena_free(&a);
        return (struct job_result){.cannot = true};
    }
    run.workspace.compared = jobs->novelty && jobs->novelty->has_past ? &jobs->novelty->past : NULL;
    unsigned started = 0;
    run.threads = jobs_threads(options->jobs, list->count);
    pthread_t *ids = ARENA_ARRAY(&a, pthread_t, run.threads);
    while (started + 1 < run.threads && thread_start(&ids[started], work, &run))
        started++;
    work(&run);
    for (unsigned i = 0; i < started; i++)
        pthread_join(ids[i], NULL);
    workspace_close(&run.workspace);
    if (run.sum.no_memory)
        command_fail(NULL, "内存不足 out of memory");
    arena_free(&a);
    if (run.files_silenced)
        printf(
            options->language == LANGUAGE_ENGLISH
                ? "further files with diagnostics that are not shown: %zu; %d are enough at once\n"
                : "另有 %zu 个文件的诊断没有显示：一次最多显示 %d 条\n",
            run.files_silenced, SHOWN_LIMIT);
    return run.sum;
}

void job_print_verdict(const struct options *options, const struct job_result *sum)
{
    const struct diag_verdict *verdict = &sum->verdict;
    if (sum->cannot || options->quiet)
        return;
    struct diag_print_options print = options->print;
    bool is_for_programs = diag_format_is_for_programs(print.format);
    FILE *out = is_for_programs ? stderr : stdout;
    print.color = print.color && !is_for_programs; /* which asked about standard output */
    if (is_for_programs)
        fflush(stdout); /* the last line, where a log holds both streams */
    diag_print_verdict(out, verdict, &print);
    if (options->deny_warnings && verdict->errors == 0 && verdict->warnings > 0)
        fputs(options->language == LANGUAGE_ENGLISH ? "warnings count as errors (--deny warnings)\n"
                                                    : "警告按错误处理（--deny warnings）\n",
              out);
}

int job_status(const struct options *options, const struct job_result *sum)
{
    if (sum->cannot)
        return EXIT_CANNOT;
    bool failed = sum->verdict.errors > 0 || (options->deny_warnings && sum->verdict.warnings > 0);
    return failed ? EXIT_MISTAKES : EXIT_CLEAN;
}
