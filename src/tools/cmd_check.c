/* cmd_check.c - jixiao check */
#include "tools/gather.h"
#include "tools/jobs.h"
#include "tools/rule_settings.h"

struct check {
    const struct options *options;
    struct gather *gather; /* NULL: what is found is printed as it comes */
};

static void check_file(void *context, size_t index, struct compilation *c, enum file_fault fault,
                       FILE *out, struct job_result *result)
{
    const struct check *check = context;
    (void)fault;
    if (diags_empty(&c->diags))
        return;
    if (check->gather)
        result->no_memory = !gather_add(check->gather, index, c);
    else
        result->no_memory = !diag_print(out, &c->diags, &c->arena, &check->options->print);
}

/* Whether the findings are printed for a program, which may keep them and compare. */
static bool is_for_programs(const struct options *options)
{
    return options->print.format == DIAG_FORMAT_JSON ||
           diag_format_is_document(options->print.format);
}

static int check_files(const struct jobs *jobs, struct arena *a)
{
    const struct options *options = jobs->options;
    struct gather gather;
    struct check check = {options, NULL};
    if (diag_format_is_document(options->print.format)) {
        if (!gather_open(&gather, options, a, jobs->list->count))
            return EXIT_CANNOT;
        check.gather = &gather;
    }
    struct job_result sum = jobs_run(jobs, check_file, &check);
    if (check.gather) {
        sum.cannot |= !gather_write(&gather, jobs, &sum, a);
        gather_free(&gather);
    }
    job_print_verdict(options, &sum);
    return job_status(options, &sum);
}

int command_check(const struct options *options)
{
    struct arena a = ARENA_INIT;
    struct file_list list;
    struct workspace_file workspace = {0};
    struct library *library = command_library(&a);
    int status = EXIT_CANNOT;
    if (library && files_collect(options, &a, &list) &&
        workspace_file_load(options, library, &a, &list, &workspace) &&
        rule_settings_hold(options, library, &workspace, &list)) {
        const struct jobs jobs = {.options = options,
                                  .list = &list,
                                  .library = library,
                                  .workspace = &workspace,
                                  .with_fingerprints = is_for_programs(options)};
        status = check_files(&jobs, &a);
    }
    workspace_file_free(&workspace);
    arena_free(&a);
    return status;
}
