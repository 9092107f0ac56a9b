/* library.c - the standard library, loaded once. */
#include "sema/library.h"

#include "sema/bind.h"
#include "sema/rule_find.h"
#include "sema/rule_slot.h"
#include "sema/stdlib.h"
#include "syntax/ast_image.h"

void library_load(struct library *library, struct arena *a)
{
    *library = (struct library){.arena = a, .diags = {.arena = a}};
    vocabulary_init(&library->vocabulary, a);
    units_init(&library->units, a, NULL);
    catalogue_init(&library->catalogue, a, NULL);
    struct ast_nodes all = {0};
    struct str images = {stdlib_images[0].text, stdlib_images[0].length};
    size_t at = 0;
    for (const struct stdlib_file *file = stdlib_files; file->path; file++) {
        struct source *source =
            source_new(a, str_of(file->path), (struct str){file->text, file->length});
        struct ast_nodes nodes = ast_image_read(a, source, images, &at);
        if (nodes.first)
            all = all.last
                      ? (all.last->next = nodes.first, (struct ast_nodes){all.first, nodes.last})
                      : nodes;
    }
    struct binder binder = {
        .library = library,
        .arena = a,
        .diags = &library->diags,
        .units = &library->units,
        .catalogue = &library->catalogue,
    };
    bind_declarations(&binder, all.first);
    bind_roles(&binder, all.first);
    library->roles = binder.roles;
    bind_catalogue(&binder, all.first);
    bind_frameworks(&binder, all.first);
    library->frameworks = binder.frameworks;
    library->rules = bind_rules(&binder, all.first, BLOCK_FILE);
    library->slots = rule_slots_give(a, library);
    check_library_severities(&binder);
}
