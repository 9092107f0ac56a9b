/* ast_image.c - a tree as bytes, and back. */
#include "syntax/ast_image.h"

#include <assert.h>

/* What a node's first byte says of it; an expression's holds its kind and perhaps SAME_TEXT. */
enum {
    HAS_COLON = 1,
    HAS_BLOCK = 2,
    HAS_HEAD = 4,
    HAS_RELATION = 8,
    HAS_DOCUMENTATION = 16,
    SAME_TEXT = 128, /* the text is what the span covers */
};

/* ---- writing ------------------------------------------------------------------------------- */

struct writer {
    struct arena *arena;
    const struct source *source;
    char *bytes;
    size_t length, room;
};

static void put_byte(struct writer *w, unsigned byte)
{
    if (w->length == w->room) {
        w->room = w->room ? w->room * 2 : 1024;
        w->bytes = arena_grow(w->arena, w->bytes, 1, w->length, w->room);
    }
    w->bytes[w->length++] = (char)byte;
}

/* Seven bits a byte, the lowest first; the top bit says that more follow. */
static void put_number(struct writer *w, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        put_byte(w, (unsigned)(number & 0x7F) | 0x80);
    put_byte(w, (unsigned)number);
}

static void put_span(struct writer *w, struct span span)
{
    assert(span.source == w->source);
    put_number(w, span.start);
    put_number(w, span.end - span.start);
}

static bool is_slice(const struct writer *w, struct str text)
{
    struct str whole = w->source->text;
    return text.len && text.ptr >= whole.ptr && text.ptr + text.len <= whole.ptr + whole.len;
}

/* The length, and in the lowest bit whether its place in the source follows or its bytes. */
static void put_text(struct writer *w, struct str text)
{
    bool slice = is_slice(w, text);
    put_number(w, (uint64_t)text.len << 1 | slice);
    if (slice) {
        put_number(w, (uint64_t)(text.ptr - w->source->text.ptr));
        return;
    }
    for (size_t i = 0; i < text.len; i++)
        put_byte(w, (unsigned char)text.ptr[i]);
}

static void put_expression(struct writer *w, const struct ast_expression *expression);

static void put_list(struct writer *w, const struct ast_expression *list)
{
    uint64_t count = 0;
    for (const struct ast_expression *item = list; item; item = item->next)
        count++;
    put_number(w, count);
    for (const struct ast_expression *item = list; item; item = item->next)
        put_expression(w, item);
}

static void put_quantity(struct writer *w, const struct ast_expression *expression)
{
    const struct decimal *value = expression->number.value;
    assert(value->coefficient >= 0);
    put_number(w, (uint64_t)value->coefficient);
    put_number(w, (uint64_t)(value->coefficient >> 64));
    put_number(w, value->places);
    put_text(w, expression->number.unit);
    put_number(w, expression->number.unit_start);
}

static void put_expression(struct writer *w, const struct ast_expression *expression)
{
    enum ast_kind kind = expression->kind;
    bool is_text = kind == AST_NAME || kind == AST_TEXT || kind == AST_TITLE;
    bool same = is_text && is_slice(w, expression->text) &&
                expression->text.ptr == w->source->text.ptr + expression->span.start &&
                expression->text.len == expression->span.end - expression->span.start;
    put_byte(w, (unsigned)kind | (same ? SAME_TEXT : 0));
    put_number(w, expression->operator);
    put_number(w, expression->depth);
    put_span(w, expression->span);
    switch (kind) {
    case AST_ERROR:
        assert(!"a tree without mistakes");
        break;
    case AST_NUMBER:
        put_quantity(w, expression);
        break;
    case AST_DATE:
        put_number(w, (uint64_t)expression->date.year);
        put_number(w, (uint64_t)expression->date.month);
        put_number(w, (uint64_t)expression->date.day);
        break;
    case AST_TEXT:
    case AST_TITLE:
    case AST_NAME:
        if (!same)
            put_text(w, expression->text);
        break;
    case AST_TRUTH:
        put_number(w, expression->truth);
        break;
    case AST_NEGATE:
    case AST_NOT:
        put_expression(w, expression->binary.left);
        break;
    case AST_BINARY:
        put_expression(w, expression->binary.left);
        put_expression(w, expression->binary.right);
        put_span(w, expression->binary.sign);
        break;
    case AST_MEMBER:
        put_expression(w, expression->member.left);
        put_text(w, expression->member.name);
        put_span(w, expression->member.name_span);
        break;
    case AST_INDEX:
    case AST_CALL:
        put_expression(w, expression->call.left);
        put_list(w, expression->call.list);
        break;
    }
}

static void put_nodes(struct writer *w, const struct ast_node *nodes)
{
    uint64_t count = 0;
    for (const struct ast_node *node = nodes; node; node = node->next)
        count++;
    put_number(w, count);
    for (const struct ast_node *node = nodes; node; node = node->next) {
        assert(!node->broken);
        put_byte(w, (node->has_colon ? HAS_COLON : 0) | (node->has_block ? HAS_BLOCK : 0) |
                        (node->head ? HAS_HEAD : 0) | (node->relation ? HAS_RELATION : 0) |
                        (node->documentation.len ? HAS_DOCUMENTATION : 0));
        put_span(w, node->span);
        put_span(w, node->header);
        put_span(w, node->relation_span);
        put_span(w, node->colon);
        if (node->head)
            put_expression(w, node->head);
        put_list(w, node->labels);
        if (node->relation)
            put_number(w, node->relation);
        put_list(w, node->values);
        if (node->documentation.len)
            put_text(w, node->documentation);
        put_nodes(w, node->children.first);
    }
}

struct str ast_image_write(struct arena *a, const struct source *source, struct ast_nodes nodes)
{
    struct writer w = {.arena = a, .source = source};
    put_nodes(&w, nodes.first);
    return (struct str){w.bytes, w.length};
}

/* ---- reading ------------------------------------------------------------------------------- */

struct reader {
    struct arena *arena;
    struct source *source;
    const char *at;
};

static unsigned get_byte(struct reader *r)
{
    return (unsigned char)*r->at++;
}

static inline uint64_t get_number(struct reader *r)
{
    uint64_t number = get_byte(r);
    if (number < 0x80)
        return number;
    number &= 0x7F;
    for (unsigned shift = 7;; shift += 7) {
        uint64_t byte = get_byte(r);
        number |= (byte & 0x7F) << shift;
        if (byte < 0x80)
            return number;
    }
}

static struct span get_span(struct reader *r)
{
    uint32_t start = (uint32_t)get_number(r);
    return (struct span){r->source, start, start + (uint32_t)get_number(r)};
}

static struct str get_text(struct reader *r)
{
    uint64_t length = get_number(r);
    struct str text = {r->at, length >> 1};
    if (length & 1)
        text.ptr = r->source->text.ptr + get_number(r);
    else
        r->at += text.len;
    return text;
}

static struct ast_expression *get_expression(struct reader *r);

static struct ast_expression *get_list(struct reader *r)
{
    struct ast_list list = {0};
    for (uint64_t count = get_number(r); count > 0; count--)
        list = ast_list_add(list, get_expression(r));
    return list.first;
}

static void get_quantity(struct reader *r, struct ast_expression *expression)
{
    struct decimal *value = ARENA_NEW(r->arena, struct decimal);
    uint64_t low = get_number(r);
    value->coefficient = (int128)((uint128)get_number(r) << 64 | low);
    value->places = (unsigned)get_number(r);
    expression->number.value = value;
    expression->number.unit = get_text(r);
    expression->number.unit_start = (uint32_t)get_number(r);
}

static struct ast_expression *get_expression(struct reader *r)
{
    struct ast_expression *expression = ARENA_NEW(r->arena, struct ast_expression);
    unsigned first = get_byte(r);
    expression->kind = (enum ast_kind)(first & ~(unsigned)SAME_TEXT);
    expression->operator=(enum ast_operator) get_number(r);
    expression->depth = (unsigned)get_number(r);
    expression->span = get_span(r);
    switch (expression->kind) {
    case AST_ERROR:
        break;
    case AST_NUMBER:
        get_quantity(r, expression);
        break;
    case AST_DATE:
        expression->date.year = (int16_t)get_number(r);
        expression->date.month = (int8_t)get_number(r);
        expression->date.day = (int8_t)get_number(r);
        break;
    case AST_TEXT:
    case AST_TITLE:
    case AST_NAME:
        expression->text = first & SAME_TEXT ? span_text(expression->span) : get_text(r);
        break;
    case AST_TRUTH:
        expression->truth = get_number(r) != 0;
        break;
    case AST_NEGATE:
    case AST_NOT:
        expression->binary.left = get_expression(r);
        break;
    case AST_BINARY:
        expression->binary.left = get_expression(r);
        expression->binary.right = get_expression(r);
        expression->binary.sign = get_span(r);
        break;
    case AST_MEMBER:
        expression->member.left = get_expression(r);
        expression->member.name = get_text(r);
        expression->member.name_span = get_span(r);
        break;
    case AST_INDEX:
    case AST_CALL:
        expression->call.left = get_expression(r);
        expression->call.list = get_list(r);
        break;
    }
    return expression;
}

static struct ast_nodes get_nodes(struct reader *r)
{
    struct ast_nodes nodes = {0};
    for (uint64_t count = get_number(r); count > 0; count--) {
        struct ast_node *node = ARENA_NEW(r->arena, struct ast_node);
        unsigned flags = get_byte(r);
        node->has_colon = flags & HAS_COLON;
        node->has_block = flags & HAS_BLOCK;
        node->span = get_span(r);
        node->header = get_span(r);
        node->relation_span = get_span(r);
        node->colon = get_span(r);
        if (flags & HAS_HEAD)
            node->head = get_expression(r);
        node->labels = get_list(r);
        if (flags & HAS_RELATION)
            node->relation = (enum ast_operator)get_number(r);
        node->values = get_list(r);
        if (flags & HAS_DOCUMENTATION)
            node->documentation = get_text(r);
        node->children = get_nodes(r);
        nodes = ast_nodes_add(nodes, node);
    }
    return nodes;
}

struct ast_nodes ast_image_read(struct arena *a, struct source *source, struct str image,
                                size_t *at)
{
    struct reader r = {a, source, image.ptr + *at};
    struct ast_nodes nodes = get_nodes(&r);
    *at = (size_t)(r.at - image.ptr);
    return nodes;
}
