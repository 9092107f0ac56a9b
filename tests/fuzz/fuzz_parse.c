/* fuzz_parse.c - any bytes to a tree whose places lie in the text, one inside the other; the same tree
 * and diagnostics whether plain lines are read at once (plain_lines.h) or token by token. */
#include "fuzz/check.h"

#include "syntax/parse.h"
#include "syntax/token_list.h"

static void check_expressions(const struct ast_expression *list, struct span outer)
{
    for (const struct ast_expression *item = list; item; item = item->next) {
        check_span(item->span);
        CHECK(item->span.start >= outer.start && item->span.end <= outer.end);
        CHECK(item->kind == AST_ERROR || item->depth <= AST_DEPTH_LIMIT);
    }
}

static void check_nodes(const struct ast_node *first, struct span outer, unsigned depth)
{
    CHECK(!first || depth <= AST_DEPTH_LIMIT);
    for (const struct ast_node *node = first; node; node = node->next) {
        check_span(node->span);
        CHECK(node->span.start >= outer.start && node->span.end <= outer.end);
        CHECK(node->header.start == node->span.start && node->header.end <= node->span.end);
        CHECK(!node->next || node->next->span.start >= node->span.end);
        check_expressions(node->head, node->header);
        check_expressions(node->labels, node->header);
        check_expressions(node->values, node->header);
        check_nodes(node->children.first, node->span, depth + 1);
    }
}

static void check_same(const struct diags *a, const struct diags *b)
{
    const struct diag *other = b->first;
    for (const struct diag *diag = a->first; diag; diag = diag->next, other = other->next) {
        CHECK(other && diag->code == other->code && diag->span.start == other->span.start &&
              diag->span.end == other->span.end);
    }
    CHECK(!other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = ARENA_INIT;
    struct diags d = {.arena = &a};
    bool readable;
    struct source *source = source_new(&a, STR("a.jx"), (struct str){(const char *)data, size});
    struct ast_nodes nodes = parse(source, &a, &d, &readable);
    struct diags again = {.arena = &a};
    struct token_list tokens = {.arena = &a};
    struct ast_nodes carefully = parse_recorded(source, &a, &again, &tokens);
    check_same(&d, &again);
    CHECK(readable || (!nodes.first && d.errors == 1));
    check_nodes(nodes.first, (struct span){source, 0, (uint32_t)size}, 0);
    diag_sort(&d);
    check_diags(&d);
    struct str tree = ast_print(&a, nodes.first, true);
    CHECK(str_equal(tree, ast_print(&a, carefully.first, true)));
    CHECK(utf8_check(tree, 0).fault != UTF8_INVALID);
    arena_free(&a);
    return 0;
}
