/* cmd_parse.c - jixiao parse: the trees of files, for the tests. */
#include "tools/files.h"

#include "syntax/parse.h"

/* Prints the tree of one file; false if it cannot be read. */
static bool print_tree(const struct options *options, const struct file *file, struct arena *a,
                       int *status)
{
    struct source *source;
    if (!file_read_or_tell(options, file, a, &source))
        return false;
    struct diags diags = {.arena = a};
    struct ast_nodes nodes = parse(source, a, &diags, NULL);
    struct str text = ast_print(a, nodes.first, true);
    fwrite(text.ptr, 1, text.len, stdout);
    if (diags.errors)
        *status = EXIT_MISTAKES;
    return true;
}

int command_parse(const struct options *options)
{
    struct arena a = ARENA_INIT, work = ARENA_INIT;
    struct file_list list;
    int status = EXIT_CLEAN;
    bool read = files_collect(options, &a, &list);
    for (size_t i = 0; read && i < list.count; i++) {
        read = print_tree(options, file_at(&list, i), &work, &status);
        arena_reset(&work);
    }
    arena_free(&work);
    arena_free(&a);
    return read ? status : EXIT_CANNOT;
}
