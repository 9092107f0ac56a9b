/* cmd_build.c - jixiao build: check, then write the reports. */
#include "emit/terminal.h"
#include "tools/capture.h"
#include "tools/findings.h"
#include "tools/jobs.h"
#include "tools/rule_settings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct build {
    const struct options *options;
    const struct file_list *list;
    struct map reports;         /* the specs by their reports' paths without ending */
    int directory;              /* where reports go; -1 for standard output */
    struct emit_summary **rows; /* of each file: one a project, or one of a file that has none */
    size_t *row_counts;
    struct arena *row_arenas; /* of each file: what its rows are made of */
    bool *is_new; /* of each file: a report of it was written, being another than before */
    bool formats[EMITTER_COUNT];
};

/* The report's path: that of the spec with another ending; of a file's second project, name.jx.2. */
static struct str report_path(struct arena *a, struct str relative, size_t number,
                              const char *ending)
{
    if (number == 1 && str_ends_with(relative, STR(".jx")))
        relative.len -= 3;
    return number == 1
               ? arena_format(a, "%" STR_FORMAT "%s", STR_ARG(relative), ending)
               : arena_format(a, "%" STR_FORMAT ".%zu%s", STR_ARG(relative), number, ending);
}

/* Tells which two would write one report; returns false. */
static bool refuse_collision(const struct options *options, struct arena *a, struct str one,
                             struct str other)
{
    const struct str both[] = {one, STR(" + "), other};
    command_refuse(options, arena_join(a, both, 3).ptr, "两个文件的报告会写到同一处",
                   "the reports of two files would have one name");
    return false;
}

/* Whether no other spec writes the report of this project, the second of its file or a later one. */
static bool is_free(const struct build *build, struct arena *a, const struct file *file,
                    size_t number)
{
    if (number == 1 || build->directory < 0)
        return true; /* check_collisions has seen it */
    struct str path = report_path(a, file_relative(file, a), number, "");
    const struct file *other = map_get(&build->reports, path);
    if (!other)
        return true;
    return refuse_collision(build->options, a, file_path(file, a), file_path(other, a));
}

/* A report to make. */
struct report {
    enum emitter_id id;
    const struct emit_input *input;
    struct str path;
};

static bool print_report(void *context, FILE *out)
{
    const struct report *report = context;
    return emitter_info(report->id)->emit(out, report->input);
}

/* Writes one report of file `index` to its place, or to `out`; tells `result` what kept it from that. */
static void emit(struct build *build, size_t index, struct report *report, FILE *out,
                 struct job_result *result)
{
    struct str text;
    bool is_new = false;
    if (build->directory < 0) {
        result->no_memory = !print_report(report, out);
    } else if (!capture(report->input->scratch, print_report, report, &text)) {
        result->no_memory = true;
    } else {
        result->cannot = !file_write(build->directory, report->path, text, &is_new);
        build->is_new[index] |= is_new;
        free((char *)text.ptr);
    }
}

/* Syncs the folder of `path`, and those above it, unless that was done. */
static bool sync_folders(const struct build *build, struct arena *a, struct map *synced,
                         struct str path)
{
    for (;;) {
        while (path.len > 0 && path.ptr[path.len - 1] != '/')
            path.len--;
        if (map_put(synced, a, path, build))
            return true;
        if (!folder_sync(build->directory, path))
            return false;
        if (path.len == 0)
            return true;
        path.len--;
    }
}

/* So that all reports outlive a crash: a folder once, since each time the disk is waited for. */
static bool sync_reports(const struct build *build, struct arena *a)
{
    struct map synced = {0};
    bool done = true;
    for (size_t i = 0; i < build->list->count; i++) {
        if (build->is_new[i])
            done &= sync_folders(build, a, &synced, file_relative(file_at(build->list, i), a));
    }
    return done;
}

/* ---- the overview of the run --------------------------------------------------------------- */

static struct str field_text(struct arena *a, const struct project *project, enum word_id word,
                             enum language language)
{
    const struct field *field = object_get(project->fields, word);
    return field && field->values ? value_text(a, field->values, language) : (struct str){"", 0};
}

static unsigned count_lines(const struct line *first)
{
    unsigned count = 0;
    for (; first; first = first->next)
        count += first->children ? count_lines(first->children) : 1;
    return count;
}

/* What outlives the compilation is copied into `keep`. */
static void summarize(const struct build *build, const struct project *project, struct arena *a,
                      struct arena *keep, struct emit_summary *row)
{
    enum language language = build->options->language;
    const struct funding *year = funding_of_role(project->funding, role_is_year);
    char buffer[DECIMAL_TEXT_SIZE];
    row->name = arena_copy(keep, project->name);
    row->unit_name =
        arena_copy(keep, field_text(a, project, WORD_PROJECT_REPORTING_UNIT, language));
    row->category = arena_copy(keep, field_text(a, project, WORD_PROJECT_CATEGORY, language));
    row->framework =
        arena_copy(keep, project->framework ? bilingual_text(project->framework->name, language)
                                            : (struct str){"", 0});
    row->year = project_year(project);
    row->amount = row->yuan = (struct str){"", 0};
    row->year_amount = (struct rational){0, 0};
    if (year && year->known && (year->span.source || year->amount.amount.numerator)) {
        row->amount = arena_copy(keep, quantity_text(a, &year->amount, language));
        row->year_amount = year->amount.amount;
        row->yuan = arena_copy(keep, rational_print(year->amount.amount, 0, buffer));
    }
    for (const struct indicator *i = project->indicators; i; i = i->next)
        row->indicators++;
    row->lines = count_lines(project->lines);
}

/* ---- one file ------------------------------------------------------------------------------ */

static bool has_failed(const struct job_result *result)
{
    return result->cannot || result->no_memory;
}

/* Whether its errors keep the file from being written; a draft needs a project to show. */
static bool is_failed(const struct build *build, const struct compilation *c)
{
    return c->diags.errors > 0 && (!build->options->draft || !c->projects);
}

/* The next row of the file, with what holds for each of them. */
static struct emit_summary *add_row(struct build *build, size_t index, struct compilation *c)
{
    struct emit_summary *row = &build->rows[index][build->row_counts[index]++];
    row->path = arena_copy(&build->row_arenas[index], c->source->path);
    row->errors = c->diags.errors;
    row->warnings = c->diags.warnings;
    row->hints = c->diags.hints;
    row->waivers = diags_waivers(&c->diags);
    row->is_failed = is_failed(build, c);
    return row;
}

static void summarize_portfolio(struct build *build, const struct portfolio *portfolio,
                                struct str file, size_t index, struct compilation *c)
{
    struct arena *keep = &build->row_arenas[index];
    struct emit_summary *row = add_row(build, index, c);
    struct quantity total = portfolio_quantity(portfolio, portfolio->total);
    enum language language = build->options->language;
    row->is_portfolio = true;
    row->file = arena_copy(keep, file);
    row->name = arena_copy(keep, portfolio->name);
    row->year = portfolio->year;
    row->indicators = (unsigned)portfolio->count;
    row->amount = row->category = (struct str){"", 0};
    if (portfolio->adds_up)
        row->amount = arena_copy(keep, quantity_text(&c->arena, &total, language));
    if (portfolio->has_ceiling)
        row->category = arena_copy(keep, quantity_text(&c->arena, &portfolio->ceiling, language));
}

/* The portfolios of the file, numbered behind its projects; what is wrong with them is their news, so
 * they are written whatever was found. */
static void build_portfolios(struct build *build, size_t index, struct compilation *c,
                             const struct findings *findings, FILE *out, struct job_result *result)
{
    struct str relative = file_relative(file_at(build->list, index), &c->arena);
    size_t number = result->verdict.projects;
    for (const struct portfolio *p = c->spec.portfolios; p && !has_failed(result); p = p->next) {
        struct emit_input input = {.portfolio = p,
                                   .scratch = &c->arena,
                                   .language = build->options->language,
                                   .is_draft = c->diags.errors > 0};
        number++;
        if (!is_free(build, &c->arena, file_at(build->list, index), number)) {
            result->cannot = true;
            return;
        }
        struct diags own = findings_of(findings, number, &c->arena, &input.elsewhere);
        input.diags = &own;
        for (enum emitter_id id = 0; id < EMITTER_COUNT && !has_failed(result); id++) {
            struct report report = {
                id, &input, report_path(&c->arena, relative, number, emitter_info(id)->ending)};
            if (build->formats[id])
                emit(build, index, &report, out, result);
        }
        summarize_portfolio(build, p, report_path(&c->arena, relative, number, ".html"), index, c);
    }
}

static size_t count_portfolios(const struct portfolio *first)
{
    size_t count = 0;
    for (; first; first = first->next)
        count++;
    return count;
}

static void build_projects(struct build *build, size_t index, struct compilation *c, FILE *out,
                           struct job_result *result)
{
    struct str relative = file_relative(file_at(build->list, index), &c->arena);
    size_t number = 0, total = result->verdict.projects;
    struct arena *keep = &build->row_arenas[index];
    /* What a report needs goes before the next: a file may hold a thousand projects. */
    struct arena scratch = {.out_of_memory = c->arena.out_of_memory};
    struct arena project_arena = {.out_of_memory = c->arena.out_of_memory};
    struct findings findings =
        findings_find(&c->diags, c->projects, total, c->spec.portfolios, &c->arena);
    keep->out_of_memory = c->arena.out_of_memory;
    build->rows[index] =
        ARENA_ARRAY(keep, struct emit_summary, total + 1 + count_portfolios(c->spec.portfolios));
    for (const struct project *project = c->projects; project; project = project->next) {
        struct emit_input input = {.project = project,
                                   .scratch = &scratch,
                                   .language = build->options->language,
                                   .is_draft = c->diags.errors > 0};
        number++;
        if (is_failed(build, c)) {
            summarize(build, project, &scratch, keep, add_row(build, index, c));
            arena_reset(&scratch);
            continue;
        }
        if (!is_free(build, &c->arena, file_at(build->list, index), number)) {
            result->cannot = true;
            break;
        }
        struct diags own = findings_of(&findings, number, &project_arena, &input.elsewhere);
        input.diags = &own;
        for (enum emitter_id id = 0; id < EMITTER_COUNT && !has_failed(result); id++) {
            struct report report = {
                id, &input, report_path(&c->arena, relative, number, emitter_info(id)->ending)};
            if (build->formats[id])
                emit(build, index, &report, out, result);
            arena_reset(&scratch);
        }
        arena_reset(&project_arena);
        if (has_failed(result))
            break;
        struct emit_summary *row = add_row(build, index, c);
        summarize(build, project, &c->arena, keep, row);
        row->file = arena_copy(keep, report_path(&c->arena, relative, number, ".html"));
        row->is_draft = c->diags.errors > 0;
    }
    if (!c->projects && !c->spec.portfolios && c->diags.errors > 0)
        add_row(build, index, c)->is_unread = true;
    build_portfolios(build, index, c, &findings, out, result);
    arena_free(&project_arena);
    arena_free(&scratch);
}

/* Reports of an earlier run look as if they were of this one, so it is said that they are not. */
static void print_failure(const struct build *build, const struct compilation *c, FILE *out)
{
    bool english = build->options->language == LANGUAGE_ENGLISH;
    const char *old = english ? "; an earlier report was not updated" : "；原有的报告没有更新";
    const char *draft = english ? ". --draft writes a draft" : "。--draft 可写出草稿";
    const char *reason = english ? "it has errors" : "有错误";
    if (!c->projects)
        reason = english ? "it has errors, and no project can be read" : "有错误，读不出项目";
    fputs(english ? "no report written: " : "没有写出报告：", out);
    terminal_write_path(out, c->source->path);
    fprintf(out, english ? " (%s%s%s)\n" : "（%s%s%s）\n", reason, build->directory < 0 ? "" : old,
            c->projects ? draft : "");
    if (build->options->print.format == DIAG_FORMAT_TEXT)
        fputc('\n', out);
}

static void build_file(void *context, size_t index, struct compilation *c, enum file_fault fault,
                       FILE *out, struct job_result *result)
{
    struct build *build = context;
    const struct diag_print_options *print = &build->options->print;
    /* With -o - the report has standard output for itself. */
    FILE *told = build->directory < 0 ? stderr : out;
    (void)fault;
    if (!diags_empty(&c->diags) && !diag_print(told, &c->diags, &c->arena, print)) {
        result->no_memory = true;
        return;
    }
    bool is_portfolio = c->spec.portfolios && !c->projects;
    if (is_failed(build, c) && !is_portfolio && print->format != DIAG_FORMAT_JSON)
        print_failure(build, c, told);
    build_projects(build, index, c, out, result);
}

/* What the overview is made of. */
struct overview {
    struct emit_index_input input;
    struct arena *a;
};

static bool print_overview(void *context, FILE *out)
{
    const struct overview *o = context;
    return emit_index(out, &o->input, o->a);
}

static bool write_index(struct build *build, struct arena *a)
{
    size_t all = 0, portfolio_count = 0, count = 0;
    for (size_t i = 0; i < build->list->count; i++)
        all += build->row_counts[i];
    struct emit_summary *rows = ARENA_ARRAY(a, struct emit_summary, all);
    struct emit_summary *portfolios = ARENA_ARRAY(a, struct emit_summary, all);
    for (size_t i = 0; i < build->list->count; i++) {
        for (size_t j = 0; j < build->row_counts[i]; j++) {
            const struct emit_summary *row = &build->rows[i][j];
            if (row->is_portfolio)
                portfolios[portfolio_count++] = *row;
            else
                rows[count++] = *row;
        }
    }
    struct overview overview = {
        {rows, count, portfolios, portfolio_count, build->options->language}, a};
    struct str text;
    if (!capture(a, print_overview, &overview, &text)) {
        command_fail("index.html", "内存不足 out of memory");
        return false;
    }
    bool replaced = file_replace(build->directory, STR("index.html"), text);
    free((char *)text.ptr);
    return replaced;
}

/* Two specs must not write one report, nor a spec the overview's. */
static bool check_collisions(struct build *build, struct arena *a)
{
    for (size_t i = 0; i < build->list->count; i++) {
        const struct file *file = file_at(build->list, i);
        struct str report = report_path(a, file_relative(file, a), 1, "");
        const struct file *before = map_put(&build->reports, a, report, file);
        if (before)
            return refuse_collision(build->options, a, file_path(before, a), file_path(file, a));
        if (str_equal(report, STR("index")) && build->directory >= 0 &&
            build->formats[EMITTER_HTML])
            return refuse_collision(build->options, a, file_path(file, a), STR("index.html"));
    }
    return true;
}

/* Makes the folder and those above it; errno tells why not. */
static bool make_folder(const char *path)
{
    char above[4096];
    size_t length = strlen(path);
    if (length >= sizeof above) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(above, path, length + 1);
    for (char *slash = strchr(above + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(above, 0777) != 0 && errno != EEXIST)
            return false;
        *slash = '/';
    }
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

/* Opens the folder for the reports, made if need be; false after telling why not. */
static bool open_output(const struct options *options, struct build *build)
{
    build->directory = -1;
    if (!options->output) {
        command_refuse(options, NULL, "用 -o DIR 说明报告写到哪里",
                       "say with -o DIR where to write");
        return false;
    }
    size_t formats = 0;
    for (enum emitter_id id = 0; id < EMITTER_COUNT; id++) {
        build->formats[id] = options->formats[id] || !options->any_format;
        formats += build->formats[id];
    }
    if (strcmp(options->output, "-") == 0) {
        if (formats == 1)
            return true;
        command_refuse(options, NULL, "写到标准输出时用 --to 选一种格式",
                       "choose one format with --to for standard output");
        return false;
    }
    if (!make_folder(options->output)) {
        command_fail_system(options, options->output, errno);
        return false;
    }
    build->directory = open(options->output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (build->directory < 0)
        command_fail_system(options, options->output, errno);
    return build->directory >= 0;
}

/* Where the reports are, before the verdict, which is the last line, and on its stream. */
static void print_place(const struct build *build, const struct job_result *sum)
{
    const struct options *options = build->options;
    size_t count = 0;
    for (size_t i = 0; i < build->list->count; i++) {
        for (size_t j = 0; j < build->row_counts[i]; j++)
            count += build->rows[i][j].file.len > 0;
    }
    if (sum->cannot || options->quiet || count == 0)
        return;
    bool english = options->language == LANGUAGE_ENGLISH;
    FILE *out = diag_format_is_for_programs(options->print.format) ? stderr : stdout;
    fputs(english ? "reports written to '" : "报告写在“", out);
    terminal_write_path(out, str_of(options->output));
    fprintf(out, english ? "': %zu" : "”里：%zu 份", count);
    if (build->formats[EMITTER_HTML])
        fputs(english ? "; begin with index.html" : "，从 index.html 看起", out);
    fputc('\n', out);
}

int command_build(const struct options *options)
{
    struct arena a = ARENA_INIT;
    struct file_list list;
    struct build build = {.options = options, .list = &list, .directory = -1};
    struct workspace_file workspace = {0};
    struct library *library = command_library(&a);
    int status = EXIT_CANNOT;
    if (library && files_collect(options, &a, &list) &&
        workspace_file_load(options, library, &a, &list, &workspace) &&
        rule_settings_hold(options, library, &workspace, &list) && open_output(options, &build) &&
        check_collisions(&build, &a)) {
        build.rows = ARENA_ARRAY(&a, struct emit_summary *, list.count);
        build.row_counts = ARENA_ARRAY(&a, size_t, list.count);
        build.row_arenas = ARENA_ARRAY(&a, struct arena, list.count);
        build.is_new = ARENA_ARRAY(&a, bool, list.count);
        struct jobs jobs = {
            .options = options, .list = &list, .library = library, .workspace = &workspace};
        struct job_result sum = jobs_run(&jobs, build_file, &build);
        if (build.directory >= 0)
            sum.cannot |= !sync_reports(&build, &a);
        /* An overview that lacks a project would replace a whole one. */
        if (build.directory >= 0 && build.formats[EMITTER_HTML] && !sum.cannot)
            sum.cannot |= !write_index(&build, &a);
        if (build.directory >= 0) {
            print_place(&build, &sum);
            job_print_verdict(options, &sum);
        }
        for (size_t i = 0; i < list.count; i++)
            arena_free(&build.row_arenas[i]);
        status = job_status(options, &sum);
    }
    if (build.directory >= 0)
        close(build.directory);
    workspace_file_free(&workspace);
    arena_free(&a);
    return status;
}
