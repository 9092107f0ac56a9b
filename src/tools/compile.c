/* compile.c - the pipeline. */
#include "tools/compile.h"

#include "sema/rule_find.h"
#include "sema/waiver.h"
#include "syntax/parse.h"

struct compilation_arena {
    struct arena arena;
    struct compilation_arena *next;
};

struct arena *compilation_add_arena(struct compilation *c)
{
    struct compilation_arena *other = ARENA_NEW(&c->arena, struct compilation_arena);
    other->next = c->others;
    c->others = other;
    return &other->arena;
}

static void free_others(struct compilation *c)
{
    for (struct compilation_arena *other = c->others; other; other = other->next)
        arena_free(&other->arena);
    c->others = NULL;
}

void compilation_reset(struct compilation *c)
{
    free_others(c);
    arena_reset(&c->arena);
    *c = (struct compilation){.arena = c->arena, .units = c->units};
}

void compilation_free(struct compilation *c)
{
    free_others(c);
    unit_cache_free(&c->units);
    arena_free(&c->arena);
}

/* Reads and binds: all that is wrong by the language itself is told. */
static void read_spec(struct compilation *c, struct binder *binder, const struct library *library,
                      const struct settings *settings, struct source *source,
                      const struct import_loader *loader)
{
    struct arena *a = &c->arena;
    c->source = source;
    c->diags = (struct diags){.arena = a};
    c->nodes = parse(source, a, &c->diags, &c->is_readable);
    c->spec.source = source;
    c->spec.nodes = c->nodes.first;
    *binder = spec_binder(&c->spec, library, settings, a, &c->diags, loader);
    unit_cache_open(&c->units, a);
    c->spec.units.cache = &c->units;
    spec_bind(binder, &c->spec);
    c->projects = c->spec.projects;
}

void compile(struct compilation *c, const struct library *library, const struct settings *settings,
             struct source *source, const struct import_loader *loader)
{
    struct binder binder;
    read_spec(c, &binder, library, settings, source, loader);
    severities_apply(&binder);
    for (const struct project *project = c->projects; project; project = project->next) {
        const struct diag *last = c->diags.last;
        spec_judge(&binder, &c->spec, project);
        check_known_indicators(&binder, project, last);
        waivers_apply(&binder, project, last);
    }
    if (!c->projects && c->is_readable)
        check_has_project(&binder, source, c->nodes.first);
    diag_sort(&c->diags);
}

void compile_unjudged(struct compilation *c, const struct library *library,
                      const struct settings *settings, struct source *source,
                      const struct import_loader *loader)
{
    struct binder binder;
    read_spec(c, &binder, library, settings, source, loader);
    diag_sort(&c->diags);
}
