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

/* So many of the tokens ahead, the first being a NAME at the start of a node, are a name, a colon and
 * one value; 0 if they are not. */
static unsigned count_of_item(const struct token *token)
{
    const uint64_t values =
        ONE(TEXT) | ONE(TITLE) | ONE(NUMBER) | ONE(DATE) | ONE(TRUTH) | ONE(NAME);
    if (token[1].kind != TOK_COLON || token[2].kind < 0 || !layout_is(token[2].kind, values))
        return 0;
    bool has_unit =
        token[2].kind == TOK_NUMBER && (token[3].kind == TOK_NAME || token[3].kind == TOK_RATIO);
    return has_unit ? 4 : 3;
}

/* Whether the token, which a value stands before, does no more than end the item. */
static bool is_plain_end(const struct parse *p, const struct token *token)
{
    return token->kind == TOK_END || (token->kind == TOK_CLOSE_BLOCK && p->brace_count > 0) ||
           (token->kind == TOK_NEWLINE && begins_plainly(p, token->span.end));
}

/* Gives the tokens ahead, the first being a NAME at the start of a node, and the end behind them as
 * one; 0 if they are no plain line. */
static int lex_line(struct parse *p, JX_STYPE *value, struct span *place)
{
    const struct token *token = &p->ahead[p->ahead_first];
    unsigned count = count_of_item(token);
    if (count == 0 || !is_plain_end(p, &token[count]))
        return 0;
    const struct token *last = &token[count - 1], *end = &token[count];
    value->TOK_LINE = parse_line(p, token, count);
    p->before_kind = last[-1].kind;
    p->before_span = last[-1].span;
    p->last_kind = last->kind;
    p->last_span = last->span;
    if (end->kind == TOK_NEWLINE)
        p->line = end->span.end;
    p->ahead_first += count + (end->kind != TOK_CLOSE_BLOCK);
    layout_give_end(p, span_join(token->span, last->span), place);
    return TOK_LINE;
}

/* Words, numbers, texts, and signs that are not typed twice: they need no second look. */
static const uint64_t plain = (LAYOUT_OPERANDS & ~(ONE(CLOSE) | ONE(CLOSE_INDEX))) |
                              (LAYOUT_OPERATORS & ~ONE(MINUS)) | ONE(COLON) | ONE(COMMA);

static bool is_fresh(const struct parse *p)
{
    return p->previous == TOK_END || p->previous == TOK_OPEN_BLOCK;
}

/* The next token, which is none of those; it was read already. */
static int lex_line_or_brace(struct parse *p, JX_STYPE *value, struct span *place)
{
    while (p->ahead_first < p->ahead_end) {
        struct token *token = &p->ahead[p->ahead_first];
        if (token->kind == TOK_NEWLINE && is_fresh(p)) {
            p->line = token->span.end;
            layout_drop(p);
            continue;
        }
        if (token->kind == TOK_NEWLINE && !p->brackets &&
            layout_is(p->previous, LAYOUT_OPERANDS | ONE(CLOSE_BLOCK)) &&
            begins_plainly(p, token->span.end)) {
            p->line = token->span.end;
            layout_drop(p);
            return layout_give_end(p, token->span, place);
        }
        if (token->kind == TOK_OPEN_BLOCK && p->previous != TOK_OPEN_BLOCK &&
            p->brace_count < AST_DEPTH_LIMIT) {
            layout_open_block(p, token->span);
            layout_drop(p);
            p->has_value = false;
            return layout_give(p, TOK_OPEN_BLOCK, token->span, place);
        }
        if (token->kind == TOK_CLOSE_BLOCK && p->brace_count && is_fresh(p)) {
            p->brace_count--;
            layout_drop(p);
            return layout_give(p, TOK_CLOSE_BLOCK, token->span, place);
        }
        break;
    }
    return layout_lex_carefully(p, value, place);
}

/* The next token, which was read already. */
static inline int lex_read(struct parse *p, JX_STYPE *value, struct span *place)
{
    const struct token *token = &p->ahead[p->ahead_first];
    if (token->kind == TOK_NAME && is_fresh(p) && lex_line(p, value, place))
        return TOK_LINE;
    if (!layout_is(token->kind, plain) || token->kind == p->last_kind)
        return lex_line_or_brace(p, value, place);
    *value = token->value;
    layout_drop(p);
    return layout_give(p, token->kind, token->span, place);
}

static int read_and_lex(struct parse *p, JX_STYPE *value, struct span *place)
{
    layout_read_ahead(p);
    return lex_read(p, value, place);
}

static int lex_recorded(struct parse *p, JX_STYPE *value, struct span *place)
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
    if (p->ahead_first == p->ahead_end)
        return read_and_lex(p, value, place);
    return lex_read(p, value, place);
}
