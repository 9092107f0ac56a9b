/* layout.c - between scanner and grammar: line ends and braces. */
#include "syntax/layout.h"

#include "lexer.h"

#include <limits.h>

enum { NEGATION_LIMIT = AST_DEPTH_LIMIT, LINE_LIMIT = 4096 /* of one whose indentation counts */ };

unsigned layout_indentation(const struct parse *p, uint32_t offset)
{
    unsigned column = 0;
    while (offset > 0 && p->text.ptr[offset - 1] != '\n') {
        char c = p->text.ptr[--offset];
        if (c != ' ' && c != '\t' && (unsigned char)c < 0x80)
            return UINT_MAX;
        if ((unsigned char)c >= 0x80) {
            bool blank = offset >= 2 && (unsigned char)c == 0x80 &&
                         memcmp(p->text.ptr + offset - 2, "\xE3\x80\x80", 3) == 0;
            if (!blank)
                return UINT_MAX;
            offset -= 2;
            column++;
        }
        column++;
    }
    return column;
}

/* Gives the pending `///` lines to the token that starts here. */
static void keep_documentation(struct parse *p, const struct token *token)
{
    struct documentation *entry = ARENA_NEW(p->arena, struct documentation);
    entry->text = p->pending;
    entry->owner = token->span.start;
    if (p->documentation_last)
        p->documentation_last->next = entry;
    else
        p->documentation = entry;
    p->documentation_last = entry;
    p->pending = (struct str){0};
    p->pending_room = 0;
}

enum { RING = sizeof((struct parse *)0)->ahead / sizeof(struct token) };

static const struct token *peek(struct parse *p, unsigned index)
{
    while (p->ahead_count <= index) {
        struct token *token = &p->ahead[(p->ahead_first + p->ahead_count++) % RING];
        token->kind = jx_scan(&token->value, &token->span, p->scanner, p);
        p->at_start = token->kind == TOK_NEWLINE || token->kind == TOK_END ||
                      token->kind == TOK_OPEN_BLOCK || token->kind == TOK_CLOSE_BLOCK;
        if (token->kind == TOK_YYEOF)
            token->span = (struct span){p->source, p->offset, p->offset};
        else if (p->pending.len && token->kind != TOK_NEWLINE)
            keep_documentation(p, token);
    }
    return &p->ahead[(p->ahead_first + index) % RING];
}

static void drop(struct parse *p)
{
    p->ahead_count--;
    p->ahead_first = (p->ahead_first + 1) % RING;
}

/* Whether a node plainly starts at the next token: nothing that may follow could be an expression. */
static bool starts_node(struct parse *p)
{
    int first = peek(p, 0)->kind;
    if (first != TOK_NAME && first != TOK_TEXT)
        return false;
    int second = peek(p, 1)->kind;
    if (second == TOK_COLON || second == TOK_OPEN_BLOCK)
        return true;
    return first == TOK_NAME && (second == TOK_TEXT || second == TOK_TITLE || second == TOK_NAME ||
                                 second == TOK_NUMBER || second == TOK_DATE);
}

/* Whether the line cannot be over after a token of this kind. */
static bool continues(const struct parse *p)
{
    switch (p->previous) {
    case TOK_COLON:
    case TOK_COMMA:
    case TOK_POINT:
    case TOK_RELATION:
    case TOK_IN:
    case TOK_RANGE:
    case TOK_OR:
    case TOK_AND:
    case TOK_NOT:
    case TOK_TIMES:
    case TOK_DOT:
    case TOK_PLUS:
    case TOK_MINUS: return true;
    }
    return p->brackets > 0;
}

/* What a line end is: an END, or (0) nothing. The line end itself has been dropped. */
static bool ends_node(struct parse *p)
{
    while (peek(p, 0)->kind == TOK_NEWLINE)
        drop(p);
    int next = peek(p, 0)->kind;
    if (p->previous == TOK_END || p->previous == TOK_OPEN_BLOCK || next == TOK_OPEN_BLOCK)
        return false;
    if (next == TOK_YYEOF || next == TOK_CLOSE_BLOCK)
        return true;
    return !continues(p) || starts_node(p);
}

static int give(struct parse *p, int kind, struct span span, struct span *place)
{
    *place = span;
    p->previous = kind;
    p->previous_span = span;
    if (kind == TOK_END) {
        p->left_open = p->brackets > 0;
        p->brackets = 0;
        p->parentheses = 0;
        p->negations = 0;
    }
    return kind;
}

static void report_unclosed(struct parse *p, const struct brace *brace, struct span here)
{
    struct diag *diag = diag_report(p->diags, DIAG_UNCLOSED_BLOCK, brace->span, DIAG_NONE);
    diag_label(p->diags, diag, NOTE_BLOCK_OPENS_HERE, DIAG_NONE);
    if (p->by_indentation) {
        diag_place(p->diags, diag, here, NOTE_BLOCK_SHOULD_END, DIAG_NONE);
        diag_fix(p->diags, diag, (struct span){p->source, here.start, here.start}, STR("}\n"),
                 FIX_SAFE);
    }
}

/* Opens a block; beyond the limit it is reported once, and its braces are left out. */
static bool open_brace(struct parse *p, struct span span)
{
    if (p->brace_count == AST_DEPTH_LIMIT) {
        if (p->excess++ == 0)
            diag_report(p->diags, DIAG_BLOCKS_TOO_DEEP, span, DIAG_NUMBER(AST_DEPTH_LIMIT));
        return false;
    }
    if (p->brace_count == p->brace_room) {
        p->brace_room = p->brace_room ? p->brace_room * 2 : 16;
        p->braces = arena_grow(p->arena, p->braces, sizeof *p->braces, p->brace_count,
                               p->brace_room);
    }
    struct brace *brace = &p->braces[p->brace_count++];
    brace->span = span;
    if (p->by_indentation) {
        uint32_t line = span.start, nearest = line > LINE_LIMIT ? line - LINE_LIMIT : 0;
        while (line > nearest && p->text.ptr[line - 1] != '\n')
            line--;
        while (line < span.start && (p->text.ptr[line] == ' ' || p->text.ptr[line] == '\t'))
            line++;
        brace->indentation = layout_indentation(p, line);
    }
    return true;
}

/* Whether the innermost block should have ended before the token at hand, going by indentation. */
static bool is_left_open(struct parse *p, const struct token *token)
{
    if (p->brace_count == 0 || token->kind == TOK_NEWLINE)
        return false;
    unsigned column = layout_indentation(p, token->span.start);
    if (column == UINT_MAX)
        return false;
    struct brace *brace = &p->braces[p->brace_count - 1];
    if (!brace->has_content) {
        brace->has_content = true;
        brace->is_flat = column <= brace->indentation && token->kind != TOK_CLOSE_BLOCK;
    }
    if (token->kind == TOK_CLOSE_BLOCK)
        return column < brace->indentation;
    return !brace->is_flat && token->kind != TOK_YYEOF && column <= brace->indentation &&
           token->span.start > brace->span.end;
}

/* A `}` that is not there, before the token at hand. */
static int close_brace(struct parse *p, struct span token, struct span *place)
{
    struct span here = {token.source, token.start, token.start};
    if (p->previous != TOK_END && p->previous != TOK_OPEN_BLOCK)
        return give(p, TOK_END, here, place);
    report_unclosed(p, &p->braces[--p->brace_count], token);
    return give(p, TOK_CLOSE_BLOCK, here, place);
}

/* The end of the file: an END if one is due, then a brace for each open block. */
static int end_of_file(struct parse *p, struct span here, struct span *place)
{
    if (p->previous != TOK_END && p->previous != TOK_OPEN_BLOCK)
        return give(p, TOK_END, here, place);
    if (p->brace_count == 0)
        return give(p, TOK_YYEOF, here, place);
    p->unclosed = true;
    /* One message for all: the outermost is the one that everything else is inside of. */
    if (p->previous != TOK_CLOSE_BLOCK && p->brace_count > 0 && !p->excess)
        report_unclosed(p, &p->braces[p->brace_count - 1], here);
    p->brace_count--;
    return give(p, TOK_CLOSE_BLOCK, here, place);
}

/* Whether a `-` behind a token of this kind takes away rather than changes a sign. */
static bool ends_operand(int kind)
{
    switch (kind) {
    case TOK_NAME:
    case TOK_TEXT:
    case TOK_TITLE:
    case TOK_NUMBER:
    case TOK_DATE:
    case TOK_TRUTH:
    case TOK_RATIO:
    case TOK_CLOSE:
    case TOK_CLOSE_INDEX: return true;
    }
    return false;
}

/* Keeps count of brackets and the like, whose number bounds the height of the parser's stack (far
 * below its own limit of 10,000); true if the token is dropped. */
static bool count_token(struct parse *p, int kind, struct span span)
{
    switch (kind) {
    case TOK_OPEN:
    case TOK_OPEN_INDEX:
        if (++p->brackets <= AST_DEPTH_LIMIT)
            return false;
        if (p->brackets == AST_DEPTH_LIMIT + 1)
            diag_report(p->diags, DIAG_EXPRESSION_TOO_DEEP, span,
                        DIAG_NUMBER(AST_DEPTH_LIMIT));
        return true;
    case TOK_CLOSE:
    case TOK_CLOSE_INDEX:
        if (p->brackets)
            p->brackets--;
        return p->brackets >= AST_DEPTH_LIMIT;
    case TOK_MINUS:
        if (ends_operand(p->previous))
            return false;
        /* fall through */
    case TOK_NOT:
        if (++p->negations <= NEGATION_LIMIT)
            return false;
        if (p->negations == NEGATION_LIMIT + 1)
            diag_report(p->diags, DIAG_EXPRESSION_TOO_DEEP, span,
                        DIAG_NUMBER(AST_DEPTH_LIMIT));
        return true;
    case TOK_OPEN_BLOCK: return !open_brace(p, span);
    }
    return false;
}

/* Counts a `}`; false if it closes nothing and is dropped. */
static bool close_counted(struct parse *p, struct span span)
{
    if (p->excess) {
        p->excess--;
        return false;
    }
    if (p->brace_count == 0) {
        struct diag *diag = diag_report(p->diags, DIAG_UNMATCHED_BRACE, span, DIAG_NONE);
        diag_help(p->diags, diag, NOTE_HELP_UNMATCHED_BRACE, DIAG_NONE);
        return false;
    }
    p->brace_count--;
    return true;
}

int jx_lex(JX_STYPE *value, struct span *place, void *scanner, struct parse *p)
{
    (void)scanner;
    for (;;) {
        const struct token *token = peek(p, 0);
        struct span span = token->span;
        int kind = token->kind;
        if (p->by_indentation && is_left_open(p, token))
            return close_brace(p, span, place);
        /* The brace just put in ends a node, though no line end follows it. */
        if (p->by_indentation && p->previous == TOK_CLOSE_BLOCK &&
            p->previous_span.start == span.start)
            return give(p, TOK_END, p->previous_span, place);
        if (kind == TOK_YYEOF)
            return end_of_file(p, span, place);
        if (kind == TOK_CLOSE_BLOCK && p->previous != TOK_END && p->previous != TOK_OPEN_BLOCK)
            return give(p, TOK_END, (struct span){p->source, span.start, span.start}, place);
        *value = token->value;
        drop(p);
        if (kind == TOK_NEWLINE) {
            if (ends_node(p))
                return give(p, TOK_END, span, place);
            continue;
        }
        if (kind == TOK_CLOSE_BLOCK ? !close_counted(p, span) : count_token(p, kind, span))
            continue;
        return give(p, kind, span, place);
    }
}
