/* cmd_check.c - jixiao check */
#include "tools/jobs.h"
#include "tools/rule_settings.h"

static void check_file(void *context, size_t index, struct compilation *c, enum file_fault fault,
                       FILE *out, struct job_result *result)
{
    const struct options *options = context;
    (void)index;
    (void)fault;
    if (!diags_empty(&c->diags) && !diag_print(out, &c->diags, &c->arena, &options->print))
        result->no_memory = true;
}

/* Whether the findings are printed for a program, which may keep them and compare. */
static bool is_for_programs(const struct options *options)
{
    return options->print.format == DIAG_FORMAT_JSON;
}

int command_check(const struct options *options)
{
    struct arena a = ARENA_INIT;
    struct file_list list;
    struct workspace_file workspace = {0};
    struct library *library = command_library(&a);
    if (!library || !files_collect(options, &a, &list) ||
        !workspace_file_load(options, library, &a, &list, &workspace) ||
        !rule_settings_hold(options, library, &workspace)) {
        workspace_file_free(&workspace);
        arena_free(&a);
        return EXIT_CANNOT;
    }
    struct options copy = *options;
    struct jobs jobs = {.options = options,
                        .list = &list,
                        .library = library,
                        .workspace = &workspace,
                        .with_fingerprints = is_for_programs(options)};
    struct job_result sum = jobs_run(&jobs, check_file, &copy);
    job_print_verdict(options, &sum);
    workspace_file_free(&workspace);
    arena_free(&a);
    return job_status(options, &sum);
}
