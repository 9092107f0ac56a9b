/* ast.c - the lists of the tree, and the tree as text. */
#include "syntax/ast.h"

struct str ast_operator_text(enum ast_operator operator)
{
    switch (operator) {
    case AST_NONE:
        return STR("");
    case AST_OR:
        return STR("或");
    case AST_AND:
        return STR("且");
    case AST_EQUAL:
        return STR("=");
    case AST_UNEQUAL:
        return STR("!=");
    case AST_LESS:
        return STR("<");
    case AST_LESS_EQUAL:
        return STR("<=");
    case AST_GREATER:
        return STR(">");
    case AST_GREATER_EQUAL:
        return STR(">=");
    case AST_IN:
        return STR("属于");
    case AST_RANGE:
        return STR("至");
    case AST_ADD:
        return STR("+");
    case AST_SUBTRACT:
        return STR("-");
    case AST_MULTIPLY:
        return STR("×");
    case AST_DIVIDE:
        return STR("/");
    case AST_DOT:
        return STR("·");
    }
    return STR("");
}

struct ast_list ast_list_add(struct ast_list list, struct ast_expression *expression)
{
    if (list.last)
        list.last->next = expression;
    else
        list.first = expression;
    list.last = expression;
    return list;
}

struct ast_nodes ast_nodes_add(struct ast_nodes nodes, struct ast_node *node)
{
    if (nodes.last)
        nodes.last->next = node;
    else
        nodes.first = node;
    nodes.last = node;
    return nodes;
}

struct ast_nodes ast_nodes_join(struct ast_nodes nodes, struct ast_nodes more)
{
    if (!nodes.last)
        return more;
    nodes.last->next = more.first;
    return more.last ? (struct ast_nodes){nodes.first, more.last} : nodes;
}

struct str ast_path(struct arena *a, const struct ast_expression *expression)
{
    if (expression->kind == AST_NAME)
        return expression->text;
    if (expression->kind != AST_MEMBER)
        return (struct str){0};
    struct str left = ast_path(a, expression->member.left);
    if (left.len == 0)
        return left;
    return arena_format(a, "%" STR_FORMAT ".%" STR_FORMAT, STR_ARG(left),
                        STR_ARG(expression->member.name));
}

/* Text under construction: pieces are appended to a buffer that doubles. */
struct printer {
    struct arena *arena;
    char *text;
    size_t length, room;
    bool with_places;
};

static void put(struct printer *out, struct str piece)
{
    if (out->room - out->length < piece.len) {
        size_t room = (out->room + piece.len) * 2 + 256;
        out->text = arena_grow(out->arena, out->text, 1, out->length, room);
        out->room = room;
    }
    if (piece.len)
        memcpy(out->text + out->length, piece.ptr, piece.len);
    out->length += piece.len;
}

static void put_quoted(struct printer *out, struct str text)
{
    put(out, STR("\""));
    for (size_t i = 0; i < text.len; i++) {
        struct str piece = str_part(text, i, i + 1);
        put(out, text.ptr[i] == '\n'                         ? STR("\\n")
                 : text.ptr[i] == '"' || text.ptr[i] == '\\' ? STR("\\")
                                                             : STR(""));
        if (text.ptr[i] != '\n')
            put(out, piece);
    }
    put(out, STR("\""));
}

static void put_expression(struct printer *out, const struct ast_expression *expression);

static void put_list(struct printer *out, const struct ast_expression *list)
{
    for (const struct ast_expression *item = list; item; item = item->next) {
        put(out, STR(" "));
        put_expression(out, item);
    }
}

/* A chain of a hundred thousand terms grows to the left: it is walked by loops. */
static void put_binary(struct printer *out, const struct ast_expression *expression)
{
    size_t count = 0;
    const struct ast_expression *left = expression;
    for (; left->kind == AST_BINARY; left = left->binary.left) {
        put(out, STR("("));
        put(out, ast_operator_text(left->operator));
        put(out, STR(" "));
        count++;
    }
    const struct ast_expression **chain =
        ARENA_ARRAY(out->arena, const struct ast_expression *, count);
    for (size_t i = 0; i < count; i++, expression = expression->binary.left)
        chain[i] = expression;
    put_expression(out, left);
    while (count-- > 0) {
        put(out, STR(" "));
        put_expression(out, chain[count]->binary.right);
        put(out, STR(")"));
    }
}

static void put_expression(struct printer *out, const struct ast_expression *expression)
{
    char buffer[DECIMAL_TEXT_SIZE];
    switch (expression->kind) {
    case AST_ERROR:
        put(out, STR("<error>"));
        return;
    case AST_NUMBER:
        put(out, decimal_print(*expression->number.value, buffer));
        put(out, expression->number.unit);
        return;
    case AST_DATE:
        put(out, date_print(expression->date, buffer));
        return;
    case AST_TEXT:
        put_quoted(out, expression->text);
        return;
    case AST_TITLE:
    case AST_NAME:
        put(out, expression->text);
        return;
    case AST_TRUTH:
        put(out, expression->truth ? STR("真") : STR("假"));
        return;
    case AST_NEGATE:
    case AST_NOT:
        put(out, expression->kind == AST_NOT ? STR("(非 ") : STR("(- "));
        put_expression(out, expression->binary.left);
        put(out, STR(")"));
        return;
    case AST_BINARY:
        put_binary(out, expression);
        return;
    case AST_MEMBER:
        put(out, STR("(. "));
        put_expression(out, expression->member.left);
        put(out, STR(" "));
        put(out, expression->member.name);
        put(out, STR(")"));
        return;
    case AST_INDEX:
    case AST_CALL:
        put(out, expression->kind == AST_INDEX ? STR("(index ") : STR("(call "));
        put_expression(out, expression->call.left);
        put_list(out, expression->call.list);
        put(out, STR(")"));
        return;
    }
}

static void put_nodes(struct printer *out, const struct ast_node *nodes, unsigned indentation)
{
    for (const struct ast_node *node = nodes; node; node = node->next) {
        for (unsigned i = 0; i < indentation; i++)
            put(out, STR("  "));
        if (out->with_places)
            put(out, arena_format(out->arena, "%u-%u ", node->span.start, node->span.end));
        if (node->broken)
            put(out, STR("broken "));
        if (node->head)
            put_expression(out, node->head);
        put_list(out, node->labels);
        if (node->has_colon)
            put(out, STR(" :"));
        if (node->relation != AST_NONE) {
            put(out, STR(" "));
            put(out, ast_operator_text(node->relation));
        }
        put_list(out, node->values);
        if (node->documentation.len) {
            put(out, STR(" /// "));
            put_quoted(out, node->documentation);
        }
        put(out, STR("\n"));
        put_nodes(out, node->children.first, indentation + 1);
    }
}

struct str ast_print(struct arena *a, const struct ast_node *nodes, bool with_places)
{
    struct printer out = {.arena = a, .with_places = with_places};
    put_nodes(&out, nodes, 0);
    return (struct str){out.text ? out.text : "", out.length};
}

struct str ast_print_expression(struct arena *a, const struct ast_expression *expression,
                                bool as_list)
{
    struct printer out = {.arena = a};
    if (as_list)
        put_list(&out, expression);
    else
        put_expression(&out, expression);
    return (struct str){out.text ? out.text : "", out.length};
}
