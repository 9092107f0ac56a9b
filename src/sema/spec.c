/* spec.c - one file with all that it takes from others. */
#include "sema/spec.h"

#include "sema/rule_find.h"

/* What the rules of a file may take. */
static long long rule_steps(const struct settings *settings, const struct source *source)
{
    return settings && settings->limits
               ? settings->limits->file
               : RULE_STEPS_FILE + RULE_STEPS_FILE_BYTE * (long long)source->text.len;
}

struct binder spec_binder(struct spec *spec, const struct library *library,
                          const struct settings *settings, struct arena *a, struct diags *diags,
                          const struct import_loader *loader)
{
    units_init(&spec->units, a, &library->units);
    catalogue_init(&spec->catalogue, a, &library->catalogue);
    return (struct binder){
        .library = library,
        .settings = settings,
        .rule_steps = rule_steps(settings, spec->source),
        .arena = a,
        .diags = diags,
        .loader = loader,
        .units = &spec->units,
        .roles = library->roles,
        .catalogue = &spec->catalogue,
        .definitions = &spec->definitions,
        .last_portfolio = &spec->portfolios,
        .reads = ARENA_NEW(a, size_t),
        .frameworks = library->frameworks,
    };
}

/* Whether the file declares nothing, as most do: projects, and what they use, is all there is. */
static bool declares_nothing(const struct binder *b, const struct ast_node *nodes)
{
    bool found = false;
    for (const struct ast_node *node = nodes; node && !found; node = node->next) {
        const struct word *word =
            node_is_broken(node) || node->head->kind != AST_NAME
                ? NULL
                : vocabulary_find(&b->library->vocabulary, BLOCK_FILE, node->head->text);
        found = word && word->id != WORD_FILE_USE && word->id != WORD_FILE_PROJECT &&
                word->id != WORD_FILE_PORTFOLIO;
    }
    return !found;
}

/* Declares all of one file but the values of its definitions, which may stand in others. */
static void declare_file(struct binder *b, const struct import_file *file,
                         struct severities *severities, struct rule **last_rule)
{
    if (!b->units->units && declares_nothing(b, file->nodes))
        return;
    bind_declarations(b, file->nodes);
    bind_roles(b, file->nodes);
    bind_catalogue(b, file->nodes);
    bind_frameworks(b, file->nodes);
    declare_definitions(b, file->nodes, file->is_base);
    bind_file_severities(b, file->source, file->nodes, severities);
    struct rule *rules = bind_rules(b, file->nodes, BLOCK_FILE);
    while (*last_rule)
        last_rule = &(*last_rule)->next;
    *last_rule = rules;
}

void spec_bind(struct binder *b, struct spec *spec)
{
    struct diags *own = b->diags;
    spec->files = import_follow(b, spec->source, spec->nodes);
    struct import_list files = spec->files;
    /* Only the mistakes of the file itself are told here; see import.h. */
    struct diags *elsewhere = ARENA_ARRAY(b->arena, struct diags, files.count);
    for (size_t i = 0; i < files.count; i++) {
        elsewhere[i].arena = b->arena;
        bool is_own = i + 1 == files.count;
        struct severities others = {0};
        b->diags = is_own ? own : &elsewhere[i];
        b->is_lent = files.files[i].is_lent;
        declare_file(b, &files.files[i], is_own ? &spec->severities : &others, &spec->rules);
    }
    for (size_t i = 0; i < files.count; i++) {
        const struct import_file *file = &files.files[i];
        b->diags = i + 1 == files.count ? own : &elsewhere[i];
        bind_definitions(b, file->source);
        if (elsewhere[i].errors && !file->reported)
            diag_report(own, DIAG_IMPORT_HAS_ERRORS, file->span, DIAG_TEXT(file->source->path),
                        DIAG_NUMBER(elsewhere[i].errors));
    }
    b->diags = own;
    b->rules = spec->rules;
    spec->frameworks = b->frameworks;
    check_file_severities(b, spec->source, &spec->severities);
    spec->projects = bind_projects(b, spec->nodes);
    report_unused_definitions(b, spec->source, spec->projects);
}

void spec_judge(struct binder *b, const struct spec *spec, const struct project *project)
{
    struct diags *own = b->diags;
    struct diags found = {.arena = b->arena};
    if (project->is_partial)
        return;
    if (project->extension)
        b->diags = &found;
    rules_run(b, spec->rules, project);
    b->diags = own;
    if (project->extension)
        extension_settle(b, project->extension, &found);
}
