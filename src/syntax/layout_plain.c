/* layout_plain.c - what is written most, passed on at once: whole lines of one value, and tokens with
 * nothing to decide. */
#include "syntax/layout_state.h"
#include "syntax/scan.h"
#include "syntax/token_list.h"

/*
 * Whether an item or a `}`, going by its first character, begins the next line that is not blank, from
 * byte `at` on: no sign or word that could join it to the line at hand.
 */
static bool begins_plainly(const struct parse *p, size_t at)
{
    char *next = scan_skip_blanks(p->scanned + at);
    while (*next == '\n' || *next == '\r')
        next = scan_skip_blanks(next + 1);
    return *next == '}' || *next == '"' ||
           ((unsigned char)(*next - '\xE4') <= 5 && !scan_begins_operator(next));
}

/* The plain item that stands at `token`, at the start of a node: how many tokens it has, and whether
 * there is a value among them. None: `count` is 0. */
struct plain_item {
    unsigned count;
    bool has_value;
};

/* A head, perhaps a name, and perhaps a sign and a value. What is behind the tokens ahead is none. */
static struct plain_item plain_item_at(const struct token *token)
{
    const uint64_t values =
        ONE(TEXT) | ONE(TITLE) | ONE(NUMBER) | ONE(DATE) | ONE(TRUTH) | ONE(NAME);
    unsigned count = 1;
    count += token[count].kind == TOK_TEXT || token[count].kind == TOK_TITLE;
    if (token[count].kind != TOK_COLON && token[count].kind != TOK_RELATION)
        return (struct plain_item){count, false};
    int value = token[++count].kind;
    if (value < 0 || !layout_is(value, values))
        return (struct plain_item){0, false};
    count++;
    if (value == TOK_NUMBER)
        count += token[count].kind == TOK_NAME || token[count].kind == TOK_RATIO;
    return (struct plain_item){count, true};
}

/* Whether the token behind an item does no more than end it. */
static bool is_plain_end(const struct parse *p, const struct token *token, bool has_value)
{
    return (token->kind == TOK_END && has_value) ||
           (token->kind == TOK_CLOSE_BLOCK && p->brace_count > 0) ||
           (token->kind == TOK_NEWLINE && begins_plainly(p, token->span.end));
}

/* Gives the grammar the tokens of a plain item as an ITEM, if its block follows, or, with the end
 * behind them, as a LINE; 0 if they are none. */
static int lex_item(struct parse *p, JX_STYPE *value, struct span *place)
{
    const struct token *token = &p->ahead[p->ahead_first];
    struct plain_item item = plain_item_at(token);
    const struct token *behind = &token[item.count];
    bool has_block = behind->kind == TOK_OPEN_BLOCK;
    if (item.count == 0 || (!has_block && !is_plain_end(p, behind, item.has_value)))
        return 0;
    value->TOK_ITEM = parse_item(p, token, item.count);
    *place = span_join(token->span, behind[-1].span);
    p->before_kind = item.count > 1 ? behind[-2].kind : p->last_kind;
    p->before_span = item.count > 1 ? behind[-2].span : p->last_span;
    p->last_kind = behind[-1].kind;
    p->last_span = behind[-1].span;
    p->previous = p->last_kind;
    p->has_value = item.has_value;
    p->ahead_first += item.count;
    if (has_block)
        return TOK_ITEM;
    if (behind->kind == TOK_NEWLINE)
        p->line = behind->span.end;
    p->ahead_first += behind->kind != TOK_CLOSE_BLOCK;
    layout_give_end(p, *place, place);
    return TOK_LINE;
}

/* Words, numbers, texts, and signs that are not typed twice: they need no second look. */
static const uint64_t plain = (LAYOUT_OPERANDS & ~(ONE(CLOSE) | ONE(CLOSE_INDEX))) |
                              (LAYOUT_OPERATORS & ~ONE(MINUS)) | ONE(COLON) | ONE(COMMA);

static bool is_fresh(const struct parse *p)
{
    return p->previous == TOK_END || p->previous == TOK_OPEN_BLOCK;
}

/* The next token, which `plain` has not; it was read already. */
__attribute__((noinline)) static int lex_line_or_brace(struct parse *p, JX_STYPE *value,
                                                       struct span *place)
{
    const struct token *token = &p->ahead[p->ahead_first];
    switch (token->kind) {
    case TOK_NEWLINE:
        if (p->brackets || !layout_is(p->previous, LAYOUT_OPERANDS | ONE(CLOSE_BLOCK)) ||
            !begins_plainly(p, token->span.end))
            break;
        p->line = token->span.end;
        layout_drop(p);
        return layout_give_end(p, token->span, place);
    case TOK_OPEN_BLOCK:
        if (p->previous == TOK_OPEN_BLOCK || p->brace_count == AST_DEPTH_LIMIT)
            break;
        layout_open_block(p, token->span);
        layout_drop(p);
        p->has_value = false;
        return layout_give(p, TOK_OPEN_BLOCK, token->span, place);
    case TOK_CLOSE_BLOCK:
        if (p->brace_count == 0 || !is_fresh(p))
            break;
        p->brace_count--;
        layout_drop(p);
        return layout_give(p, TOK_CLOSE_BLOCK, token->span, place);
    }
    return layout_lex_carefully(p, value, place);
}

/* The NAME or TEXT that is next, at the start of a node, with what is on its line. */
__attribute__((noinline)) static int lex_fresh(struct parse *p, JX_STYPE *value, struct span *place)
{
    const struct token *token = &p->ahead[p->ahead_first];
    int item = lex_item(p, value, place);
    if (item)
        return item;
    *value = token->value;
    layout_drop(p);
    return layout_give(p, token->kind, token->span, place);
}

/* The next token, which was read already and is no line end behind another END. */
static inline int lex_read(struct parse *p, JX_STYPE *value, struct span *place)
{
    const struct token *token = &p->ahead[p->ahead_first];
    if (is_fresh(p) && (token->kind == TOK_NAME || token->kind == TOK_TEXT))
        return lex_fresh(p, value, place);
    if (!layout_is(token->kind, plain) || token->kind == p->last_kind)
        return lex_line_or_brace(p, value, place);
    *value = token->value;
    layout_drop(p);
    return layout_give(p, token->kind, token->span, place);
}

/* Reads on, past line ends that end nothing. */
__attribute__((noinline)) static int lex_further(struct parse *p, JX_STYPE *value,
                                                 struct span *place)
{
    for (;;) {
        if (p->ahead_first == p->ahead_end)
            layout_read_ahead(p);
        const struct token *token = &p->ahead[p->ahead_first];
        if (token->kind != TOK_NEWLINE || !is_fresh(p))
            return lex_read(p, value, place);
        p->line = token->span.end;
        layout_drop(p);
    }
}

__attribute__((noinline)) static int lex_recorded(struct parse *p, JX_STYPE *value,
                                                  struct span *place)
{
    int kind = layout_lex_carefully(p, value, place);
    token_list_add(p->tokens, kind, value, *place);
    return kind;
}

int jx_lex(JX_STYPE *value, struct span *place, void *scanner, struct parse *p)
{
    (void)scanner;
    if (p->tokens)
        return lex_recorded(p, value, place);
    if (p->by_indentation || p->excess)
        return layout_lex_carefully(p, value, place);
    if (p->ahead_first == p->ahead_end || p->ahead[p->ahead_first].kind == TOK_NEWLINE)
        return lex_further(p, value, place);
    return lex_read(p, value, place);
}
