/* parts.c - a source cut into parts. */
#include "syntax/parts.h"

#include "base/line_merge.h"
#include "syntax/format.h"
#include "syntax/parse.h"

struct cutting {
    struct version *version;
    struct arena *arena;
    struct str text;
};

/* ---- tokens -------------------------------------------------------------------------------- */

/* The first token that starts at or behind a byte. */
static size_t token_at(const struct version *version, uint32_t offset)
{
    size_t low = 0, high = version->tokens.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (version->tokens.items[middle].span.start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The next token or comment from `*at` on, before byte `end`; NULL if there is none. */
static const struct str *next_spelling(const struct version *version, size_t *at, uint32_t end)
{
    while (*at < version->tokens.count && version->tokens.items[*at].span.start < end) {
        const struct str *spelling = &version->spellings[(*at)++];
        if (spelling->len)
            return spelling;
    }
    return NULL;
}

bool version_same(const struct version *one, struct stretch first, const struct version *other,
                  struct stretch second)
{
    size_t at = token_at(one, first.start), by = token_at(other, second.start);
    for (;;) {
        const struct str *left = next_spelling(one, &at, first.end);
        const struct str *right = next_spelling(other, &by, second.end);
        if (!left || !right)
            return left == right;
        if (!str_equal(*left, *right))
            return false;
    }
}

bool version_has_comment(const struct version *version, struct stretch stretch)
{
    for (size_t at = token_at(version, stretch.start);
         at < version->tokens.count && version->tokens.items[at].span.start < stretch.end; at++) {
        if (version->tokens.items[at].kind < 0)
            return true;
    }
    return false;
}

struct str version_text(const struct version *version, struct stretch stretch)
{
    return str_part(version->source->text, stretch.start, stretch.end);
}

static uint64_t hash_tokens(const struct version *version, struct stretch stretch)
{
    uint64_t hash = 1469598103934665603u; /* as FNV-1a does it */
    size_t at = token_at(version, stretch.start);
    for (const struct str *word; (word = next_spelling(version, &at, stretch.end)) != NULL;)
        hash = (hash ^ str_hash(*word) ^ word->len) * 1099511628211u;
    return hash;
}

/* How a token is compared: texts by what they say, so that quotes and indentation make no difference. */
static struct str spelling_of(struct arena *a, const struct token *token)
{
    struct str text;
    switch (token->kind) {
    case TOK_END:
    case TOK_YYEOF:
        return (struct str){0};
    case TOK_TEXT:
        text = token->value.TOK_TEXT;
        return arena_format(a, "\"%" STR_FORMAT, STR_ARG(text));
    case TOKEN_COMMENT:
    case TOKEN_LONG_COMMENT:
        text = span_text(token->span);
        while (text.len && strchr(" \t\r", text.ptr[text.len - 1]))
            text.len--;
        return text;
    default:
        return format_word(a, token);
    }
}

/* ---- what a part is known by --------------------------------------------------------------- */

static struct str label_text(const struct ast_expression *label, struct arena *a)
{
    if (label->kind == AST_TEXT || label->kind == AST_TITLE || label->kind == AST_NAME)
        return label->text;
    struct str path = ast_path(a, label);
    return path.len ? path : span_text(label->span);
}

static void name_part(struct part *part, struct arena *a)
{
    const struct ast_expression *head = part->node->head;
    struct text_writer key = {.arena = a};
    part->head = head->kind == AST_TEXT ? arena_format(a, "\"%" STR_FORMAT, STR_ARG(head->text))
                                        : ast_path(a, head);
    writer_put(&key, part->head);
    for (const struct ast_expression *label = part->node->labels; label; label = label->next) {
        writer_put(&key, STR("\n"));
        writer_put(&key, label_text(label, a));
    }
    part->key = writer_text(&key, 0);
}

/* ---- cutting ------------------------------------------------------------------------------- */

static bool is_blank(const struct cutting *c, uint32_t at)
{
    return c->text.ptr[at] == ' ' || c->text.ptr[at] == '\t' ||
           (c->text.ptr[at] == '\r' && at + 1 < c->text.len && c->text.ptr[at + 1] == '\n');
}

static bool stands(const struct cutting *c, uint32_t at, struct str wanted)
{
    return str_starts_with(str_part(c->text, at, c->text.len), wanted);
}

/* Behind the `;` at a byte, or the byte itself. */
static uint32_t behind_separator(const struct cutting *c, uint32_t at)
{
    return stands(c, at, STR(";")) ? at + 1 : stands(c, at, STR("；")) ? at + 3 : at;
}

/* Behind the comment at a byte, or the byte itself. */
static uint32_t behind_comment(const struct cutting *c, uint32_t at)
{
    size_t token = token_at(c->version, at);
    if (token < c->version->tokens.count) {
        const struct token *found = &c->version->tokens.items[token];
        if (found->span.start == at && found->kind < 0)
            return found->span.end;
    }
    return at;
}

/*
 * The end of the line from `at` on if nothing but blanks, comments and (if wanted) a `;` stand on it before
 * byte `limit`; else where something else begins. `*is_end` tells which.
 */
static uint32_t rest_of_line(const struct cutting *c, uint32_t at, uint32_t limit,
                             bool takes_separator, bool *is_end)
{
    *is_end = true;
    while (at < limit) {
        if (c->text.ptr[at] == '\n')
            return at + 1;
        uint32_t next = is_blank(c, at) ? at + 1 : behind_comment(c, at);
        if (next == at && takes_separator)
            next = behind_separator(c, at);
        if (next == at) {
            *is_end = false;
            return at;
        }
        at = next < limit ? next : limit;
    }
    *is_end = limit == c->text.len;
    return limit;
}

/* Where the line of byte `at` begins if only blanks stand before it, down to `least`; else `at`. */
static uint32_t line_start(const struct cutting *c, uint32_t at, uint32_t least, bool *begins)
{
    uint32_t start = at;
    while (start > least && is_blank(c, start - 1))
        start--;
    *begins = start == 0 || c->text.ptr[start - 1] == '\n' || (start == 3 && least == 3);
    return *begins ? start : at;
}

static bool has_line_end(const struct cutting *c, struct stretch stretch)
{
    return memchr(c->text.ptr + stretch.start, '\n', stretch.end - stretch.start) != NULL;
}

static void cut_block(struct cutting *c, struct part *part, const struct ast_node *first,
                      uint32_t start, uint32_t end);

static uint32_t behind_labels(const struct ast_node *node)
{
    uint32_t end = node->head->span.end;
    for (const struct ast_expression *label = node->labels; label; label = label->next)
        end = label->span.end;
    return end;
}

/* Behind the node's value comes its block: where it opens and closes. */
static void cut_node(struct cutting *c, struct part *part)
{
    const struct ast_node *node = part->node;
    part->header = (struct stretch){node->span.start, node->header.end};
    part->content = (struct stretch){behind_labels(node), node->span.end};
    part->opening = part->closing = (struct stretch){node->header.end, node->header.end};
    part->has_block = node->has_block;
    if (!node->has_block)
        return;
    const struct token_list *tokens = &c->version->tokens;
    size_t open = token_at(c->version, node->header.end);
    while (open < tokens->count && tokens->items[open].kind != TOK_OPEN_BLOCK)
        open++;
    uint32_t inside = open < tokens->count ? tokens->items[open].span.end : node->header.end;
    size_t close = token_at(c->version, node->span.end);
    while (close > 0 && tokens->items[close - 1].kind != TOK_CLOSE_BLOCK)
        close--;
    uint32_t end = close ? tokens->items[close - 1].span.start : node->span.end;
    if (end < inside)
        end = inside; /* cannot be, in a source without errors */
    part->is_one_line = !has_line_end(c, (struct stretch){part->header.end, node->span.end});
    part->opening.start = node->header.end;
    cut_block(c, part, node->children.first, inside, end);
    part->closing.end = node->span.end;
}

/* Gives the part its children: the nodes between two bytes. */
static void cut_block(struct cutting *c, struct part *part, const struct ast_node *first,
                      uint32_t start, uint32_t end)
{
    bool is_end;
    uint32_t at = part->node ? rest_of_line(c, start, end, false, &is_end) : start;
    if (part->node && !is_end)
        at = start;
    part->opening.end = at;
    for (const struct ast_node *node = first; node; node = node->next)
        part->count++;
    part->children = ARENA_ARRAY(c->arena, struct part *, part->count + 1);
    size_t place = 0;
    for (const struct ast_node *node = first; node; node = node->next) {
        struct part *child = ARENA_NEW(c->arena, struct part);
        bool begins;
        part->children[place] = child;
        *child = (struct part){.node = node, .parent = part, .place = place};
        place++;
        uint32_t line = line_start(c, node->span.start, at, &begins);
        child->lead = (struct stretch){at, line};
        child->indent = (struct stretch){line, node->span.start};
        cut_node(c, child);
        uint32_t stop = rest_of_line(c, node->span.end, end, true, &is_end);
        child->trail = (struct stretch){node->span.end, stop};
        child->whole = (struct stretch){at, stop};
        child->shares_line = !begins || !is_end;
        child->has_comments =
            version_has_comment(c->version, (struct stretch){at, node->span.end}) ||
            version_has_comment(c->version, child->trail);
        child->hash = hash_tokens(c->version, child->whole);
        child->content_hash = hash_tokens(c->version, child->content);
        name_part(child, c->arena);
        at = stop;
    }
    part->closing = (struct stretch){at, end};
}

bool version_read(struct version *version, struct arena *a, struct source *source, struct diags *d)
{
    unsigned errors = d->errors;
    *version = (struct version){.source = source, .tokens = {.arena = a}};
    struct ast_nodes nodes = parse_recorded(source, a, d, &version->tokens);
    if (d->errors > errors)
        return false;
    const struct token_list *tokens = &version->tokens;
    version->spellings = ARENA_ARRAY(a, struct str, tokens->count + 1);
    for (size_t i = 0; i < tokens->count; i++)
        version->spellings[i] = spelling_of(a, &tokens->items[i]);
    struct cutting c = {version, a, source->text};
    uint32_t start = str_starts_with(source->text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    struct part *file = ARENA_NEW(a, struct part);
    file->has_block = true;
    file->whole = (struct stretch){0, (uint32_t)source->text.len};
    file->opening = (struct stretch){0, start};
    cut_block(&c, file, nodes.first, start, (uint32_t)source->text.len);
    file->opening.start = 0;
    version->file = file;
    return true;
}
