/* fuzz_format.c - any bytes laid out: the same tree, and the same text when done again. */
#include "fuzz/check.h"

#include "syntax/format.h"
#include "syntax/parse.h"

static struct str tree(struct arena *a, struct source *source, struct diags *d)
{
    return ast_print(a, parse(source, a, d, NULL).first, false);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = ARENA_INIT;
    struct diags d = {.arena = &a};
    struct source *source = source_new(&a, STR("a.jx"), (struct str){(const char *)data, size});
    struct ast_nodes nodes;
    struct str text = format_source(&a, source, &d, &nodes);
    if (d.errors) {
        CHECK(str_equal(text, source->text));
    } else {
        struct source *after = source_new(&a, STR("b.jx"), text);
        CHECK(str_equal(tree(&a, source, &d), tree(&a, after, &d)));
        CHECK(str_equal(format_source(&a, after, &d, &nodes), text));
        CHECK(!d.errors);
    }
    arena_free(&a);
    return 0;
}
