/* parse.c - one source to its tree; what the grammar's actions call. */
#include "syntax/parse.h"

#include "base/bytes.h"
#include "syntax/characters.h"
#include "syntax/conflict.h"
#include "syntax/layout.h"
#include "syntax/parse_state.h"

#include "lexer.h"
#include "syntax/scan.h"
#include "syntax/signs.h"
#include "syntax/token_list.h"

#include <limits.h>

/* ---- memory of flex ------------------------------------------------------------------------ */

void *jx_alloc(size_t size, void *scanner)
{
    return arena_alloc(jx_get_extra(scanner)->arena, size);
}

void *jx_realloc(void *old, size_t size, void *scanner)
{
    struct arena *a = jx_get_extra(scanner)->arena;
    /* Only the stack of buffers grows, by one pointer at a time; its old size is not told. */
    void *grown = arena_alloc(a, size);
    if (old)
        memcpy(grown, old, size - sizeof(void *) * 8);
    return grown;
}

void jx_free(void *old, void *scanner)
{
    (void)old;
    (void)scanner;
}

_Noreturn void scan_out_of_memory(void *scanner, const char *text)
{
    (void)text;
    arena_bytes(jx_get_extra(scanner)->arena, SIZE_MAX);
    abort(); /* not reached: that allocation never succeeds and never returns */
}

/* ---- expressions --------------------------------------------------------------------------- */

void parse_too_deep(struct parse *p, struct span span)
{
    if (!p->too_deep)
        diag_report(p->diags, DIAG_EXPRESSION_TOO_DEEP, span, DIAG_NUMBER(AST_DEPTH_LIMIT));
    p->too_deep = true;
}

static struct ast_expression *expression_new(struct parse *p, enum ast_kind kind, struct span span,
                                             unsigned depth)
{
    struct ast_expression *expression = ARENA_NEW(p->arena, struct ast_expression);
    expression->kind = depth > AST_DEPTH_LIMIT ? AST_ERROR : kind;
    expression->span = span;
    expression->depth = depth;
    if (depth == AST_DEPTH_LIMIT + 1)
        parse_too_deep(p, span);
    return expression;
}

/* Whether a number has zeros before it: that was reported, and nobody may go by it. */
static inline bool begins_with_zeros(struct str text, size_t at)
{
    unsigned char first = (unsigned char)text.ptr[at];
    size_t length;
    return (first == '0' || first == 0xEF) && sign_digit(text, at, &length) == 0 &&
           sign_digit(text, at + length, &length) >= 0;
}

struct ast_expression *parse_number(struct parse *p, struct span span, const struct decimal *value,
                                    struct str unit, struct span unit_span)
{
    enum ast_kind kind = begins_with_zeros(p->text, span.start) ? AST_ERROR : AST_NUMBER;
    struct ast_expression *expression = parse_leaf(p, kind, AST_NUMBER_SIZE, span);
    expression->number.value = value;
    expression->number.unit = unit;
    expression->number.unit_start = unit_span.start;
    return expression;
}

struct ast_expression *parse_date(struct parse *p, struct span span, struct date date)
{
    struct ast_expression *expression = parse_leaf(p, AST_DATE, AST_TEXT_SIZE, span);
    expression->date = date;
    return expression;
}

struct ast_expression *parse_text(struct parse *p, struct span span, enum ast_kind kind,
                                  struct str text)
{
    return parse_text_leaf(p, kind, span, text);
}

struct ast_expression *parse_truth(struct parse *p, struct span span, bool truth)
{
    struct ast_expression *expression = parse_leaf(p, AST_TRUTH, AST_TEXT_SIZE, span);
    expression->truth = truth;
    return expression;
}

struct ast_expression *parse_unary(struct parse *p, struct span span, enum ast_kind kind,
                                   struct ast_expression *operand)
{
    struct ast_expression *expression = expression_new(p, kind, span, operand->depth + 1);
    expression->operator= AST_NONE;
    expression->binary.left = operand;
    return expression;
}

struct ast_expression *parse_binary(struct parse *p, struct span span, struct span sign,
                                    enum ast_operator operator, struct ast_expression * left,
                                    struct ast_expression *right)
{
    /* A chain grows to the left and is walked by loops: it adds no depth. */
    unsigned depth = left->kind == AST_BINARY ? left->depth : left->depth + 1;
    if (right->depth + 1 > depth)
        depth = right->depth + 1;
    struct ast_expression *expression = expression_new(p, AST_BINARY, span, depth);
    expression->operator= operator;
    expression->binary.left = left;
    expression->binary.right = right;
    expression->binary.sign = sign;
    return expression;
}

struct ast_expression *parse_member(struct parse *p, struct ast_expression *left, struct str name,
                                    struct span name_span)
{
    struct ast_expression *expression =
        expression_new(p, AST_MEMBER, span_join(left->span, name_span), left->depth + 1);
    expression->member.left = left;
    expression->member.name = name;
    expression->member.name_span = name_span;
    return expression;
}

struct ast_expression *parse_apply(struct parse *p, struct span span, enum ast_kind kind,
                                   struct ast_expression *left, struct ast_list list)
{
    bool is_unit = kind == AST_CALL && left->kind == AST_NUMBER && !left->number.unit.len &&
                   list.first && list.first->kind == AST_NAME && !list.first->next;
    if (is_unit) { /* 21.00（万元）, as forms print it */
        left->number.unit = list.first->text;
        left->number.unit_start = left->span.end;
        left->span = span;
        return left;
    }
    unsigned depth = left->depth;
    for (const struct ast_expression *item = list.first; item; item = item->next)
        depth = item->depth > depth ? item->depth : depth;
    struct ast_expression *expression = expression_new(p, kind, span, depth + 1);
    expression->call.left = left;
    expression->call.list = list.first;
    return expression;
}

/* ---- nodes --------------------------------------------------------------------------------- */

static struct ast_node *node_new(struct parse *p, struct span span)
{
    struct ast_node *node = ARENA_NEW(p->arena, struct ast_node);
    node->span = node->header = span;
    node->colon = node->relation_span = span_after(span);
    return node;
}

/* The `///` lines before the node that starts at byte `start`. */
static inline struct str documentation_at(struct parse *p, uint32_t start)
{
    while (p->documentation && p->documentation->owner < start)
        p->documentation = p->documentation->next;
    if (!p->documentation)
        p->documentation_last = NULL;
    else if (p->documentation->owner == start)
        return p->documentation->text;
    return (struct str){0};
}

struct ast_node *parse_header(struct parse *p, struct span span, struct ast_expression *head,
                              struct ast_list labels)
{
    struct ast_node *node = node_new(p, span);
    p->too_deep = false;
    node->head = head;
    node->labels = labels.first;
    node->documentation = documentation_at(p, span.start);
    return node;
}

struct ast_node *parse_tail(struct ast_node *node, struct span colon, enum ast_operator relation,
                            struct span relation_span, struct ast_list values, struct span end)
{
    node->has_colon = colon.end > colon.start;
    node->colon = colon;
    node->relation = relation;
    node->relation_span = relation_span;
    node->values = values.first;
    node->span = node->header = span_join(node->span, end);
    return node;
}

struct ast_node *parse_bare(struct parse *p, struct ast_node *node)
{
    p->has_bare = true;
    return node;
}

struct ast_node *parse_value(struct ast_node *node, struct ast_expression *value, struct span end)
{
    node->values = value;
    node->span = node->header = span_join(node->span, end);
    return node;
}

struct ast_node *parse_broken(struct parse *p, struct span span, struct ast_node *header)
{
    struct ast_node *node = header ? header : node_new(p, span);
    node->broken = true;
    node->span = node->header = span_join(node->span, span);
    return node;
}

struct ast_node *parse_block(struct ast_node *node, bool has_block, struct ast_nodes children,
                             struct span end)
{
    node->has_block = has_block;
    node->children = children;
    if (has_block)
        node->span = span_join(node->span, end);
    return node;
}

void parse_keep(struct parse *p, struct ast_nodes nodes)
{
    p->nodes = ast_nodes_join(p->nodes, nodes);
}

/* ---- the parse ----------------------------------------------------------------------------- */

/* The places of all texts of an expression or of nodes, for telling where a character stands. */
struct text_places {
    struct arena *arena;
    struct span *spans;
    size_t count, room;
};

static void add_place(struct text_places *places, struct span span)
{
    if (places->count == places->room) {
        places->room = places->room ? places->room * 2 : 64;
        places->spans = arena_grow(places->arena, places->spans, sizeof *places->spans,
                                   places->count, places->room);
    }
    places->spans[places->count++] = span;
}

static void add_texts(struct text_places *places, const struct ast_expression *list)
{
    for (const struct ast_expression *item = list; item; item = item->next) {
        if (item->kind == AST_TEXT || item->kind == AST_TITLE)
            add_place(places, item->span);
    }
}

static void add_node_texts(struct text_places *places, const struct ast_node *nodes)
{
    for (const struct ast_node *node = nodes; node; node = node->next) {
        add_texts(places, node->head);
        add_texts(places, node->labels);
        add_texts(places, node->values);
        add_node_texts(places, node->children.first);
    }
}

/* Whether the node is a head alone, 产出指标 or 项目 "…", and the line behind it is further in. What has a
 * colon is a field left blank, unless that is an item and a brace closes it; 引用 "…" and 《…》 need no block. */
static bool lacks_block(const struct parse *p, const struct ast_node *node)
{
    const struct ast_node *next = node->next;
    const struct ast_expression *label = node->labels;
    if (node->values || node->has_block || node->broken || node->head->kind != AST_NAME ||
        (label && (label->kind != AST_TEXT || label->next)) || layout_is_import(node->head->text) ||
        !next || !next->head)
        return false;
    bool is_item = next->head->kind == AST_NAME &&
                   (next->has_colon || (next->labels && next->labels->kind == AST_TEXT));
    if (node->has_colon && (!is_item || !p->unmatched))
        return false;
    unsigned column = layout_indentation(p, next->span.start);
    return column != UINT_MAX && column > layout_indentation(p, node->span.start);
}

/* Whether a node of these, or below, lacks its block. */
static bool lack_blocks(const struct parse *p, const struct ast_node *nodes)
{
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (lacks_block(p, node) || lack_blocks(p, node->children.first))
            return true;
    }
    return false;
}

/* With more mistakes than this in a file, no second reading will make sense of it. */
enum { SECOND_TRY_LIMIT = 100 };

/*
 * The text as flex wants it: it may write there, if only what is there already, and behind it are two
 * NULs, a line end that stops whoever looks for one, and room to look at many bytes at once.
 */
static char *scanned_text(struct parse *p)
{
    static const char end[3 + BYTES_ROOM] = "\0\0\n";
    _Static_assert(sizeof end <= SOURCE_ROOM, "no room");
    size_t length = p->text.len;
    char *scanned = p->source->own;
    if (!scanned || p->text.ptr != scanned) {
        scanned = arena_bytes(p->arena, length + sizeof end);
        if (length)
            memcpy(scanned, p->text.ptr, length);
    }
    memcpy(scanned + length, end, sizeof end);
    return scanned;
}

static void parse_once(struct parse *p)
{
    void *scanner;
    if (jx_lex_init_extra(p, &scanner) != 0)
        arena_bytes(p->arena, SIZE_MAX); /* out of memory: does not return */
    p->scanner = scanner;
    p->previous = TOK_END;
    p->at_start = true;
    p->ahead[0].kind = SCAN_BLANK;
    p->scanned = p->at = scanned_text(p);
    if (!jx__scan_buffer(p->scanned, p->text.len + 2, scanner))
        arena_bytes(p->arena, SIZE_MAX);
    /* Blocks and brackets are limited (layout.c) so that the parser's stack is always high enough:
     * what it lacks is memory. */
    if (jx_parse(scanner, p) == 2)
        arena_bytes(p->arena, SIZE_MAX);
    jx_lex_destroy(scanner);
}

static struct ast_nodes parse_into(struct token_list *tokens, struct source *source,
                                   struct arena *a, struct diags *d, bool *readable)
{
    struct parse *p = ARENA_NEW(a, struct parse);
    p->source = source;
    p->arena = a;
    p->diags = d;
    p->tokens = tokens;
    p->ready = arena_bytes(a, READY_LIMIT * sizeof *p->ready);
    p->ahead = arena_bytes(a, (AHEAD_LIMIT + 1) * sizeof *p->ahead);
    bool is_text = characters_check(p);
    if (readable)
        *readable = is_text;
    if (!is_text)
        return (struct ast_nodes){0};
    conflicts_report(p);
    struct diags before = *d;
    struct parse fresh = *p;
    parse_once(p);
    bool is_indented = (p->has_bare || p->unmatched) && lack_blocks(p, p->nodes.first);
    if ((p->unclosed || p->unmatched || is_indented) &&
        d->errors - before.errors <= SECOND_TRY_LIMIT) {
        /* Try again where the indentation may say which block was left open; keep what fits. */
        struct diags first = *d;
        struct diag *tail = before.last ? before.last->next : NULL;
        struct parse *second = ARENA_NEW(a, struct parse);
        size_t token_count = tokens ? tokens->count : 0;
        *second = fresh;
        second->by_indentation = true;
        second->lacks_blocks = is_indented;
        second->colon_opens = is_indented && p->unmatched;
        *d = before;
        if (d->last)
            d->last->next = NULL;
        parse_once(second);
        /* Braces that are put in are told of; without any the first reading was as good. */
        unsigned put = is_indented ? second->put_count : 0;
        bool fits = d->errors <= first.errors + p->unclosed_untold + put &&
                    (p->unclosed || p->unmatched || put > 0);
        if (tokens)
            token_list_keep(tokens, token_count, fits);
        if (!fits) {
            *d = first;
            if (before.last)
                before.last->next = tail;
        } else {
            p = second;
        }
    }
    if (p->invisible_count) {
        struct text_places places = {.arena = a};
        add_node_texts(&places, p->nodes.first);
        characters_report_invisible(p, places.spans, places.count);
    }
    return p->nodes;
}

struct ast_nodes parse(struct source *source, struct arena *a, struct diags *d, bool *readable)
{
    return parse_into(NULL, source, a, d, readable);
}

struct ast_nodes parse_recorded(struct source *source, struct arena *a, struct diags *d,
                                struct token_list *tokens)
{
    struct ast_nodes nodes = parse_into(tokens, source, a, d, NULL);
    token_list_sort(tokens);
    return nodes;
}
