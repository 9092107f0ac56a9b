/* cmd_parse.c - jixiao parse: the tree of a file, for the tests. */
#include "tools/files.h"

#include "syntax/parse.h"

int command_parse(const struct options *options)
{
    struct arena a = ARENA_INIT;
    struct file_list list;
    struct source *source;
    int status = EXIT_CANNOT;
    if (files_collect(options, &a, &list) &&
        file_read(options, file_at(&list, 0), &a, &source) == FILE_READ) {
        struct diags diags = {.arena = &a};
        struct ast_nodes nodes = parse(source, &a, &diags, NULL);
        struct str text = ast_print(&a, nodes.first, true);
        fwrite(text.ptr, 1, text.len, stdout);
        status = diags.errors ? EXIT_MISTAKES : EXIT_CLEAN;
    }
    arena_free(&a);
    return status;
}
