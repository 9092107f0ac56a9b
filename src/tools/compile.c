/* compile.c - the pipeline. */
#include "tools/compile.h"

#include "sema/rule.h"
#include "sema/waiver.h"
#include "syntax/parse.h"

void compilation_reset(struct compilation *c)
{
    arena_reset(&c->arena);
    struct arena arena = c->arena;
    *c = (struct compilation){.arena = arena};
}

void compilation_free(struct compilation *c)
{
    arena_free(&c->arena);
}

void compile(struct compilation *c, const struct library *library, const struct settings *settings,
             struct source *source, const struct import_loader *loader)
{
    struct arena *a = &c->arena;
    c->source = source;
    c->diags = (struct diags){.arena = a};
    bool readable;
    c->nodes = parse(source, a, &c->diags, &readable);
    units_init(&c->units, a, &library->units);
    catalogue_init(&c->catalogue, a, &library->catalogue);
    struct binder binder = {
        .library = library,
        .settings = settings,
        .arena = a,
        .diags = &c->diags,
        .units = &c->units,
        .roles = library->roles,
        .catalogue = &c->catalogue,
        .frameworks = library->frameworks,
    };
    struct import_list files = import_follow(&binder, source, c->nodes.first, loader);
    struct rule *own_rules = NULL, **last_rule = &own_rules;
    for (size_t i = 0; i < files.count; i++) {
        /* Only the mistakes of the file itself are told here; see import.h. */
        struct diags elsewhere = {.arena = a};
        binder.diags = i + 1 == files.count ? &c->diags : &elsewhere;
        bind_declarations(&binder, files.files[i].nodes);
        bind_roles(&binder, files.files[i].nodes);
        bind_catalogue(&binder, files.files[i].nodes);
        bind_frameworks(&binder, files.files[i].nodes);
        struct severities others = {0};
        bind_file_severities(&binder, files.files[i].source, files.files[i].nodes,
                             i + 1 == files.count ? &c->severities : &others);
        struct rule *rules = bind_rules(&binder, files.files[i].nodes, BLOCK_FILE);
        if (rules)
            *last_rule = rules;
        while (*last_rule)
            last_rule = &(*last_rule)->next;
        if (elsewhere.errors && !files.files[i].reported)
            diag_report(&c->diags, DIAG_IMPORT_HAS_ERRORS, files.files[i].span,
                        DIAG_TEXT(files.files[i].source->path), DIAG_NUMBER(elsewhere.errors));
    }
    binder.diags = &c->diags;
    c->projects = bind_projects(&binder, c->nodes.first);
    severities_apply(&binder);
    for (const struct project *project = c->projects; project; project = project->next) {
        const struct diag *last = c->diags.last;
        rules_run(&binder, own_rules, project);
        waivers_apply(&binder, project, last);
    }
    if (!c->projects && readable)
        check_has_project(&binder, source, c->nodes.first);
    diag_sort(&c->diags);
}
