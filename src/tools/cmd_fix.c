/* cmd_fix.c - jixiao fix: the edits that diagnostics offer, made until there are none left. */
#include "base/line_diff.h"
#include "emit/terminal.h"
#include "tools/jobs.h"

enum {
    ROUNDS_LIMIT = 8 /* a mended line may show what was behind it; no file needs more rounds */
};

struct fixing {
    const struct options *options;
    const struct file_list *list;
    unsigned *applied; /* of each file: diagnostics mended, in all rounds */
    bool *again;       /* of each file: something was mended in this round */
};

/* Shows, lists or writes what the edits make of one file. */
static bool use_result(const struct options *options, const struct source *source, struct arena *a,
                       const struct fix_result *mended, FILE *out)
{
    if (options->show_diff) {
        struct str diff = unified_diff(a, source->path, source->path, source->text, mended->text);
        fwrite(diff.ptr, 1, diff.len, out);
        return true;
    }
    if (options->check_only) {
        terminal_write_path(out, source->path);
        fputc('\n', out);
        return true;
    }
    return file_rewrite(options, source, a, mended->text);
}

static void fix_file(void *context, size_t index, struct compilation *c, enum file_fault fault,
                     FILE *out, struct job_result *result)
{
    struct fixing *fixing = context;
    fixing->again[index] = false;
    if (fault != FILE_READ)
        return;
    struct fix_result mended =
        fixes_apply(&c->arena, &c->diags, c->source, &fixing->options->fix_codes);
    if (mended.applied == 0)
        return;
    if (!use_result(fixing->options, c->source, &c->arena, &mended, out)) {
        result->cannot = true;
        return;
    }
    fixing->applied[index] += mended.applied;
    fixing->again[index] = true;
}

static void print_outcome(const struct options *options, const struct fixing *fixing,
                          const struct diag_verdict *verdict)
{
    size_t files = 0;
    unsigned applied = 0;
    for (size_t i = 0; i < fixing->list->count; i++) {
        applied += fixing->applied[i];
        files += fixing->applied[i] > 0;
    }
    bool only_told = options->check_only || options->show_diff;
    if (options->language == LANGUAGE_ENGLISH) {
        printf("%u %s in %zu %s", applied, only_told ? "to mend" : "mended", files,
               files == 1 ? "file" : "files");
        if (!only_told)
            printf("; %u errors and %u warnings are left", verdict->errors, verdict->warnings);
    } else {
        printf(only_told ? "%u 处可以改，在 %zu 个文件里" : "改了 %u 处，在 %zu 个文件里", applied,
               files);
        if (!only_told)
            printf("；还有 %u 个错误，%u 个警告", verdict->errors, verdict->warnings);
    }
    putchar('\n');
}

/* Round after round, while files changed. */
static struct job_result run_rounds(const struct options *options, struct fixing *fixing,
                                    const struct library *library,
                                    const struct workspace_file *workspace)
{
    bool only_told = options->check_only || options->show_diff, again = true;
    struct job_result sum = {0};
    struct jobs jobs = {options, fixing->list, library, workspace, false, NULL};
    for (int round = 0; again && round < ROUNDS_LIMIT && !sum.cannot; round++) {
        sum = jobs_run(&jobs, fix_file, fixing);
        again = false;
        for (size_t i = 0; i < fixing->list->count && !only_told; i++)
            again |= fixing->again[i];
    }
    return sum;
}

/* Standard input is no file that could be mended. */
static bool refuse_input(const struct options *options, const struct file_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (file_is_input(file_at(list, i))) {
            command_refuse(options, "-", "fix 只改文件，不改标准输入",
                           "fix mends files, not standard input");
            return true;
        }
    }
    return false;
}

int command_fix(const struct options *options)
{
    struct arena a = ARENA_INIT;
    struct file_list list;
    struct workspace_file workspace = {0};
    struct library *library = command_library(&a);
    if (!library || files_refuse_unnamed_input(options) || !files_collect(options, &a, &list) ||
        refuse_input(options, &list) ||
        !workspace_file_load(options, library, &a, &list, &workspace)) {
        workspace_file_free(&workspace);
        arena_free(&a);
        return EXIT_CANNOT;
    }
    struct fixing fixing = {
        .options = options,
        .list = &list,
        .applied = ARENA_ARRAY(&a, unsigned, list.count),
        .again = ARENA_ARRAY(&a, bool, list.count),
    };
    struct job_result sum = run_rounds(options, &fixing, library, &workspace);
    if (!sum.cannot && !options->quiet && !options->show_diff)
        print_outcome(options, &fixing, &sum.verdict);
    bool differs = false;
    for (size_t i = 0; i < list.count; i++)
        differs |= fixing.applied[i] > 0;
    workspace_file_free(&workspace);
    int status = sum.cannot                                  ? EXIT_CANNOT
                 : options->check_only || options->show_diff ? differs ? EXIT_MISTAKES : EXIT_CLEAN
                                                             : job_status(options, &sum);
    arena_free(&a);
    return status;
}
