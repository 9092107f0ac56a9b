/* library.c - the standard library, loaded once. */
#include "sema/library.h"

#include "sema/bind.h"
#include "sema/rule_find.h"
#include "sema/rule_slot.h"
#include "sema/stdlib.h"
#include "syntax/ast_image.h"

#include <assert.h>

/* Here stand the frameworks, whose trees are kept: others may be based on them. */
static bool holds_frameworks(const struct source *source)
{
    return str_starts_with(source->path, STR("std/frameworks/"));
}

/* The trees of all files in one list; those that nobody needs when they are bound in `passing`. */
static const struct ast_node *read_trees(struct arena *a, struct arena *passing)
{
    struct ast_nodes all = {0};
    struct str images = {stdlib_images[0].text, stdlib_images[0].length};
    size_t at = 0;
    for (const struct stdlib_file *file = stdlib_files; file->path; file++) {
        struct source *source =
            source_new(a, str_of(file->path), (struct str){file->text, file->length});
        struct ast_nodes nodes =
            ast_image_read(holds_frameworks(source) ? a : passing, source, images, &at);
        if (nodes.first)
            all = all.last
                      ? (all.last->next = nodes.first, (struct ast_nodes){all.first, nodes.last})
                      : nodes;
    }
    return all.first;
}

void library_load(struct library *library, struct arena *a)
{
    struct arena passing = {.out_of_memory = a->out_of_memory};
    *library = (struct library){.arena = a, .diags = {.arena = a}};
    vocabulary_init(&library->vocabulary, a);
    units_init(&library->units, a, NULL);
    catalogue_init(&library->catalogue, a, NULL);
    const struct ast_node *nodes = read_trees(a, &passing);
    struct binder binder = {
        .library = library,
        .arena = a,
        .diags = &library->diags,
        .units = &library->units,
        .catalogue = &library->catalogue,
    };
    bind_declarations(&binder, nodes);
    bind_roles(&binder, nodes);
    library->roles = binder.roles;
    bind_catalogue(&binder, nodes);
    bind_frameworks(&binder, nodes);
    library->frameworks = binder.frameworks;
    for (const struct framework *f = library->frameworks; f; f = f->next)
        assert(holds_frameworks(f->span.source));
    library->rules = bind_rules(&binder, nodes, BLOCK_FILE);
    library->slots = rule_slots_give(a, library);
    check_library_severities(&binder);
    arena_free(&passing);
}
