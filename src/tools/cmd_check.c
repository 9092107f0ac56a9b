/* cmd_check.c - jixiao check */
#include "tools/gather.h"
#include "tools/jobs.h"
#include "tools/library_ahead.h"
#include "tools/novelty.h"
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

/* What a check is made with. */
struct inputs {
    struct library *library;
    struct file_list list;
    struct workspace_file workspace;
    struct novelty novelty;
};

static int check_files(struct inputs *inputs, const struct options *options, struct arena *a)
{
    bool is_compared = novelty_wanted(options);
    const struct jobs jobs = {.options = options,
                              .list = &inputs->list,
                              .library = inputs->library,
                              .workspace = &inputs->workspace,
                              .with_fingerprints =
                                  diag_format_is_for_programs(options->print.format) || is_compared,
                              .novelty = is_compared ? &inputs->novelty : NULL};
    struct gather gather;
    struct check check = {options, NULL};
    if (diag_format_is_document(options->print.format)) {
        if (!gather_open(&gather, options, a, inputs->list.count))
            return EXIT_CANNOT;
        check.gather = &gather;
    }
    struct job_result sum = jobs_run(&jobs, check_file, &check);
    sum.cannot |= inputs->list.is_cut;
    if (check.gather) {
        sum.cannot |= !gather_write(&gather, &jobs, &sum, a);
        gather_free(&gather);
    }
    if (is_compared && !sum.cannot)
        sum.cannot = !novelty_finish(&inputs->novelty, a);
    job_print_verdict(options, &sum);
    return job_status(options, &sum);
}

int command_check(const struct options *options)
{
    struct arena a = ARENA_INIT;
    struct library_ahead ahead;
    struct inputs in = {.library = NULL};
    int status = EXIT_CANNOT;
    library_ahead_begin(&ahead, options);
    bool is_listed =
        novelty_begin(&in.novelty, options, &a) && files_collect_rest(options, &a, &in.list);
    in.library = library_ahead_wait(&ahead);
    if (is_listed && in.library &&
        workspace_file_load(options, in.library, &a, &in.list, &in.workspace) &&
        rule_settings_hold(options, in.library, &in.workspace, &in.list) &&
        (!novelty_wanted(options) ||
         novelty_open(&in.novelty, in.library, &in.list, &in.workspace, &a)))
        status = check_files(&in, options, &a);
    novelty_free(&in.novelty);
    workspace_file_free(&in.workspace);
    library_ahead_free(&ahead);
    arena_free(&a);
    return status;
}
