/* cmd_fix.c - jixiao fix: the edits that diagnostics offer, made until there are none left. */
#include "base/line_diff.h"
#include "emit/terminal.h"
#include "tools/jobs.h"

#include <stdlib.h>

enum {
    ROUNDS_LIMIT = 8 /* a mended line may show what was behind it; no file needs more rounds */
};

/* Where a mistake was mended, or can be. */
struct fix_place {
    enum diag_code code;
    unsigned line;
};

/* In memory of malloc: what files come to lasts longer than their compilations. */
struct fix_places {
    struct fix_place *items;
    size_t count;
};

struct fixed_file {
    struct fix_places mended; /* in all rounds; the line is that of the round */
    struct fix_places left;   /* for --code, as of the last round */
    bool again;               /* something was mended in this round */
};

struct fixing {
    const struct options *options;
    const struct file_list *list;
    struct fixed_file *files;
};

/* ---- mending ------------------------------------------------------------------------------- */

static void add_place(struct fix_places *places, struct source *source, const struct diag *diag,
                      struct arena *a)
{
    source_index(source, a); /* which may fail, and then the places must be whole */
    struct fix_place *items = realloc(places->items, (places->count + 1) * sizeof *items);
    if (!items)
        arena_fail(a);
    else
        items[places->count++] =
            (struct fix_place){diag->code, source_line(source, diag->span.start)};
    places->items = items;
}

/* Shows or writes what the edits make of one file. */
static bool use_result(const struct options *options, const struct source *source, struct arena *a,
                       const struct fix_result *mended, FILE *out)
{
    if (options->show_diff) {
        struct str diff = unified_diff(a, source->path, source->path, source->text, mended->text);
        fwrite(diff.ptr, 1, diff.len, out);
        return true;
    }
    return options->check_only || file_rewrite(options, source, a, mended->text);
}

static void fix_file(void *context, size_t index, struct compilation *c, enum file_fault fault,
                     FILE *out, struct job_result *result)
{
    struct fixing *fixing = context;
    struct fixed_file *file = &fixing->files[index];
    const struct fix_codes *asked = &fixing->options->fix_codes;
    file->again = false;
    file->left.count = 0;
    if (fault != FILE_READ)
        return;
    for (const struct diag *diag = c->diags.first; diag; diag = diag->next) {
        if (fix_waits_for_code(diag, c->source, asked))
            add_place(&file->left, c->source, diag, &c->arena);
    }
    struct fix_result mended = fixes_apply(&c->arena, &c->diags, c->source, asked);
    if (mended.applied == 0)
        return;
    if (!use_result(fixing->options, c->source, &c->arena, &mended, out)) {
        result->cannot = true;
        return;
    }
    for (unsigned i = 0; i < mended.applied; i++)
        add_place(&file->mended, c->source, mended.mended[i], &c->arena);
    file->again = true;
}

/* ---- what is said of it -------------------------------------------------------------------- */

static int compare_places(const void *one, const void *other)
{
    const struct fix_place *a = one, *b = other;
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

/* A line for each code: “    改了 JX0117：第 12、20 行”，“点名才改 --code JX0110：第 5 行”. */
static void print_places(const struct options *options, struct fix_places *places, bool is_left)
{
    enum { MOST_LINES = 12 };
    bool english = options->language == LANGUAGE_ENGLISH;
    bool only_told = options->check_only;
    const char *verb = is_left     ? english ? "only with --code " : "点名才改 --code "
                       : only_told ? english ? "to mend " : "可改 "
                       : english   ? "mended "
                                   : "改了 ";
    if (places->count > 0)
        qsort(places->items, places->count, sizeof *places->items, compare_places);
    for (size_t i = 0, end; i < places->count; i = end) {
        const struct fix_place *first = &places->items[i];
        printf("    %s%s%s", verb, diag_info(first->code)->code, english ? ": line" : "：第");
        for (end = i; end < places->count && places->items[end].code == first->code; end++) {
            if (end - i < MOST_LINES)
                printf("%s%u", end == i ? " " : english ? ", " : "、", places->items[end].line);
        }
        fputs(english ? "" : " 行", stdout);
        if (end - i > MOST_LINES)
            printf(english ? ", … %zu in all" : "等 %zu 处", end - i);
        putchar('\n');
    }
}

/* The file, with what was mended in it and what is left; nothing if there is nothing to say. */
static void print_file(const struct fixing *fixing, size_t index, struct arena *a)
{
    const struct options *options = fixing->options;
    struct fixed_file *file = &fixing->files[index];
    bool is_changed = options->check_only && file->mended.count > 0;
    if (!is_changed && (options->quiet || file->mended.count + file->left.count == 0))
        return;
    terminal_write_path(stdout, file_path(file_at(fixing->list, index), a));
    putchar('\n');
    if (options->quiet)
        return;
    print_places(options, &file->mended, false);
    print_places(options, &file->left, true);
}

static void print_outcome(const struct options *options, const struct fixing *fixing,
                          const struct diag_verdict *verdict)
{
    size_t files = 0, applied = 0, left = 0;
    for (size_t i = 0; i < fixing->list->count; i++) {
        applied += fixing->files[i].mended.count;
        left += fixing->files[i].left.count;
        files += fixing->files[i].mended.count > 0;
    }
    bool only_told = options->check_only;
    if (options->language == LANGUAGE_ENGLISH) {
        printf("%zu %s in %zu %s", applied, only_told ? "to mend" : "mended", files,
               files == 1 ? "file" : "files");
        if (only_told && left)
            printf("; with --code alone: %zu", left);
        if (!only_told)
            printf("; left: %u %s, %u %s", verdict->errors,
                   verdict->errors == 1 ? "error" : "errors", verdict->warnings,
                   verdict->warnings == 1 ? "warning" : "warnings");
    } else {
        printf(only_told ? "%zu 处可以改，在 %zu 个文件里" : "改了 %zu 处，在 %zu 个文件里",
               applied, files);
        if (only_told && left)
            printf("；另有 %zu 处用 --code 点名才改", left);
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
    struct jobs jobs = {
        .options = options, .list = fixing->list, .library = library, .workspace = workspace};
    for (int round = 0; again && round < ROUNDS_LIMIT && !sum.cannot; round++) {
        sum = jobs_run(&jobs, fix_file, fixing);
        again = false;
        for (size_t i = 0; i < fixing->list->count && !only_told; i++)
            again |= fixing->files[i].again;
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
        .files = ARENA_ARRAY(&a, struct fixed_file, list.count),
    };
    struct job_result sum = run_rounds(options, &fixing, library, &workspace);
    for (size_t i = 0; i < list.count && !options->show_diff; i++)
        print_file(&fixing, i, &a);
    if (!sum.cannot && !options->quiet && !options->show_diff)
        print_outcome(options, &fixing, &sum.verdict);
    bool differs = false;
    for (size_t i = 0; i < list.count; i++) {
        differs |= fixing.files[i].mended.count > 0;
        free(fixing.files[i].mended.items);
        free(fixing.files[i].left.items);
    }
    workspace_file_free(&workspace);
    int status = sum.cannot                                  ? EXIT_CANNOT
                 : options->check_only || options->show_diff ? differs ? EXIT_MISTAKES : EXIT_CLEAN
                                                             : job_status(options, &sum);
    arena_free(&a);
    return status;
}
