/* layout_plain.c - what is written most, passed on at once: plain lines, and tokens with nothing to
 * decide. */
#include "syntax/layout_state.h"
#include "syntax/plain_lines.h"
#include "syntax/scan.h"
#include "syntax/token_list.h"

/* Words, numbers, texts, and signs that are not typed twice: they need no second look. */
static const uint64_t plain = (LAYOUT_OPERANDS & ~(ONE(CLOSE) | ONE(CLOSE_INDEX))) |
                              (LAYOUT_OPERATORS & ~ONE(MINUS)) | ONE(COLON) | ONE(COMMA);

static bool is_fresh(const struct parse *p)
{
    return p->previous == TOK_END || p->previous == TOK_OPEN_BLOCK;
}

/* Whether the line that begins at byte `at`, or the next that is not blank, begins plainly. */
static bool begins_plainly(const struct parse *p, size_t at)
{
    const char *next = scan_skip_blanks(p->scanned + at);
    while (scan_ends_line(next)) {
        next = scan_line_end_at(next);
        next = scan_skip_blanks(next + (*next == '\n'));
    }
    return scan_begins_plainly(next);
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

/* The next token, which was read already and is no line end behind another END. */
static inline int lex_read(struct parse *p, JX_STYPE *value, struct span *place)
{
    const struct token *token = &p->ahead[p->ahead_first];
    if (!layout_is(token->kind, plain) || token->kind == p->last_kind)
        return lex_line_or_brace(p, value, place);
    *value = token->value;
    layout_drop(p);
    return layout_give(p, token->kind, token->span, place);
}

/* The next token of the plain lines that were read. */
static inline int lex_ready(struct parse *p, JX_STYPE *value, struct span *place)
{
    const struct token *token = &p->ready[p->ready_first++];
    *value = token->value;
    *place = token->span;
    return token->kind;
}

/* Reads on, past line ends that end nothing. */
__attribute__((noinline)) static int lex_further(struct parse *p, JX_STYPE *value,
                                                 struct span *place)
{
    for (;;) {
        if (p->ahead_first == p->ahead_end) {
            if (is_fresh(p) && plain_lines_read(p))
                return lex_ready(p, value, place);
            layout_read_ahead(p);
        }
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
    if (p->ready_first < p->ready_end)
        return lex_ready(p, value, place);
    if (p->tokens)
        return lex_recorded(p, value, place);
    if (p->by_indentation || p->excess)
        return layout_lex_carefully(p, value, place);
    if (p->ahead_first == p->ahead_end || p->ahead[p->ahead_first].kind == TOK_NEWLINE)
        return lex_further(p, value, place);
    return lex_read(p, value, place);
}
