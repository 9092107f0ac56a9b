/* layout.c - between scanner and grammar: line ends and braces. */
#include "syntax/layout.h"
#include "syntax/layout_state.h"

#include "lexer.h"
#include "syntax/scan.h"
#include "syntax/second_item.h"
#include "syntax/token_list.h"

#include <limits.h>

enum { NEGATION_LIMIT = AST_DEPTH_LIMIT };

bool layout_is_operator(int token)
{
    return layout_is(token, LAYOUT_OPERATORS);
}

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

void layout_read_ahead(struct parse *p)
{
    unsigned count = p->ahead_end - p->ahead_first;
    if (count == 0) {
        p->ahead_first = p->ahead_end = 0;
    } else if (p->ahead_end == AHEAD_LIMIT) {
        memmove(p->ahead, p->ahead + p->ahead_first, count * sizeof *p->ahead);
        p->ahead_first = 0;
        p->ahead_end = count;
    }
    jx_scan(p->scanner, p);
    p->ahead[p->ahead_end].kind = SCAN_BLANK;
    p->at_start = layout_is(p->ahead[p->ahead_end - 1].kind,
                            ONE(NEWLINE) | ONE(END) | ONE(OPEN_BLOCK) | ONE(CLOSE_BLOCK));
}

/* Whether a node plainly starts at the next token: nothing that may follow could be an expression. */
static bool starts_node(struct parse *p)
{
    int first = layout_peek(p, 0)->kind;
    if (first != TOK_NAME && first != TOK_TEXT)
        return false;
    int second = layout_peek(p, 1)->kind;
    return layout_is(second, ONE(COLON) | ONE(OPEN_BLOCK)) ||
           (first == TOK_NAME &&
            layout_is(second, ONE(TEXT) | ONE(TITLE) | ONE(NAME) | ONE(NUMBER) | ONE(DATE)));
}

/* Whether the line cannot be over after a token of this kind. */
static bool continues(const struct parse *p)
{
    const uint64_t unfinished = LAYOUT_OPERATORS | ONE(COLON) | ONE(COMMA) | ONE(POINT) | ONE(NOT);
    return layout_is(p->previous, unfinished) || p->brackets > 0;
}

/* Whether the line at hand began with a number of a list, which was left out. */
static bool is_numbered(const struct parse *p)
{
    return p->numbered_to > p->line && p->numbered_to <= p->ahead[p->ahead_first].span.start;
}

/* What a line end is: an END, or (0) nothing. The line end itself has been dropped. */
static bool ends_node(struct parse *p)
{
    while (layout_peek(p, 0)->kind == TOK_NEWLINE) {
        p->line = layout_peek(p, 0)->span.end;
        layout_drop(p);
    }
    int next = layout_peek(p, 0)->kind;
    if (p->previous == TOK_END || p->previous == TOK_OPEN_BLOCK)
        return false;
    if (is_numbered(p) && !continues(p))
        return true;
    if (next == TOK_OPEN_BLOCK)
        return false;
    if (next == TOK_YYEOF || next == TOK_CLOSE_BLOCK)
        return true;
    return !continues(p) || starts_node(p);
}

static int give(struct parse *p, int kind, struct span span, struct span *place)
{
    if (kind == TOK_END)
        return layout_give_end(p, span, place);
    p->has_value &= kind != TOK_OPEN_BLOCK;
    return layout_give(p, kind, span, place);
}

/* The indentation of the line that starts at byte `line`; its first characters are returned too. */
static unsigned line_indentation(const struct parse *p, uint32_t line, struct str *blanks)
{
    uint32_t at = line;
    while (at < p->text.len && (p->text.ptr[at] == ' ' || p->text.ptr[at] == '\t'))
        at++;
    *blanks = str_part(p->text, line, at);
    while (p->text.len - at >= 3 && memcmp(p->text.ptr + at, "\xE3\x80\x80", 3) == 0)
        at += 3; /* blanks of an input method, two columns wide */
    return layout_indentation(p, at);
}

/* ---- slips that change nothing but the line that they stand in ------------------------------ */

/* Tells of a token that is read as something else, with the edit; once a line. */
static struct diag *report_slip(struct parse *p, struct span span, enum diag_note help,
                                struct str text)
{
    if (!parse_breaks_line(p, span.start))
        return NULL;
    struct diag *diag = diag_report(p->diags, DIAG_UNEXPECTED, span, DIAG_TEXT(span_text(span)));
    diag_help(p->diags, diag, help, DIAG_NONE);
    diag_fix(p->diags, diag, span, text, FIX_SAFE);
    return diag;
}

/* A sign that stands there twice is read once. */
static bool is_twice(struct parse *p, int kind, struct span span)
{
    const uint64_t doubled = ONE(COLON) | ONE(COMMA) | ONE(RELATION) | ONE(RANGE) | ONE(TIMES) |
                             ONE(PLUS) | ONE(OPEN_BLOCK);
    if (kind != p->previous || !layout_is(kind, doubled) || span.start != p->last_span.end ||
        !str_equal(span_text(span), span_text(p->last_span)))
        return false;
    report_slip(p, span, NOTE_HELP_TWICE, STR(""));
    return true;
}

/* Whether the next line begins with a sign. */
static bool begins_with_sign(struct parse *p)
{
    return !is_numbered(p) &&
           !layout_is(p->previous, ONE(END) | ONE(OPEN_BLOCK) | ONE(CLOSE_BLOCK)) &&
           layout_is(layout_peek(p, 0)->kind, LAYOUT_OPERATORS | ONE(COLON) | ONE(COMMA));
}

/* Whether an item of its own stands behind the sign that is next: 年度：2020. */
static bool precedes_item(struct parse *p)
{
    int kind = layout_peek(p, 1)->kind, behind = layout_peek(p, 2)->kind;
    return layout_peek(p, 0)->kind != TOK_COLON &&
           ((kind == TOK_NAME && layout_is(behind, ONE(COLON) | ONE(OPEN_BLOCK) | ONE(TEXT))) ||
            (kind == TOK_TEXT && behind == TOK_COLON));
}

/* Whether the sign that is next joins what stands before it to an operand behind it. */
static bool carries_on(struct parse *p)
{
    const uint64_t starts = ONE(NAME) | ONE(TEXT) | ONE(TITLE) | ONE(NUMBER) | ONE(DATE) |
                            ONE(TRUTH) | ONE(OPEN) | ONE(MINUS) | ONE(NOT);
    int kind = layout_peek(p, 0)->kind, behind = layout_peek(p, 1)->kind;
    if (kind == TOK_MINUS)
        return behind == TOK_NUMBER && p->previous != TOK_TEXT;
    return kind == TOK_COLON || layout_is(behind, starts);
}

/* Drops a sign before an item of its own. */
static void drop_sign(struct parse *p)
{
    struct span span = layout_peek(p, 0)->span;
    if (parse_breaks_line(p, span.start)) {
        struct diag *diag =
            diag_report(p->diags, DIAG_UNEXPECTED, span, DIAG_TEXT(span_text(span)));
        diag_help(p->diags, diag, NOTE_HELP_DROP_SIGN, DIAG_NONE);
        diag_fix(p->diags, diag, span, STR(""), FIX_SAFE);
    }
    layout_drop(p);
}

/* Says that the sign belongs to the end of the line above; it is read as if it stood there. */
static void report_sign_first(struct parse *p)
{
    struct span span = layout_peek(p, 0)->span;
    if (p->last_span.start < p->broken_to || !parse_breaks_line(p, span.start))
        return;
    struct str sign = span_text(span);
    struct diag *diag = diag_report(p->diags, DIAG_UNEXPECTED, span, DIAG_TEXT(sign));
    diag_help(p->diags, diag, NOTE_HELP_OPERATOR_BEFORE, DIAG_NONE);
    diag_fix(p->diags, diag, span_after(p->last_span),
             arena_format(p->arena, " %" STR_FORMAT, STR_ARG(sign)), FIX_SAFE);
    diag_fix(p->diags, diag, span, STR(""), FIX_SAFE);
}

/* `)` or `]` alone on a line, or at the end of one that opens a block, where none is open: it was meant
 * to be `}`. */
static bool is_closing_brace(struct parse *p, int kind, struct span span)
{
    if ((kind != TOK_CLOSE && kind != TOK_CLOSE_INDEX) || p->brackets || !p->brace_count)
        return false;
    bool is_inline = p->braces[p->brace_count - 1].span.start >= p->line;
    if (!is_inline && layout_indentation(p, span.start) == UINT_MAX)
        return false;
    int next = layout_peek(p, 1)->kind;
    if (next != TOK_NEWLINE && next != TOK_YYEOF && next != TOK_CLOSE_BLOCK)
        return false;
    report_slip(p, span, NOTE_HELP_CLOSING_BRACE, STR("}"));
    return true;
}

/* `立项 [` at the end of a line, 依据：《…》（文号：…）: another bracket for the brace of a block. */
static bool is_opening_brace(struct parse *p, int kind, struct span span)
{
    if ((kind != TOK_OPEN && kind != TOK_OPEN_INDEX) || p->brackets ||
        layout_is(p->previous, ONE(END) | ONE(OPEN_BLOCK) | ONE(CLOSE_BLOCK)) || continues(p))
        return false;
    bool ends_line = layout_peek(p, 1)->kind == TOK_NEWLINE;
    unsigned word = ends_line ? 2 : 1;
    bool is_item = layout_is(layout_peek(p, word)->kind, ONE(NAME) | ONE(TEXT)) &&
                   (ends_line || layout_peek(p, word + 1)->kind == TOK_COLON);
    if (!is_item)
        return false;
    struct diag *diag =
        report_slip(p, span, NOTE_HELP_BRACE_HERE, ends_line ? STR("{") : STR(" { "));
    struct span closing = diag ? closing_bracket(p, span) : (struct span){0};
    if (closing.source) /* else its own message tells of it */
        diag_fix(p->diags, diag, closing, STR(" }"), FIX_SAFE);
    return true;
}

/* `年度；2020`: a semicolon where the next thing on the line can only be a value. */
static bool is_colon(struct parse *p, int kind, struct span span)
{
    if (kind != TOK_END || p->has_value ||
        layout_is(p->previous, ONE(END) | ONE(OPEN_BLOCK) | ONE(CLOSE_BLOCK)))
        return false;
    int next = layout_peek(p, 1)->kind,
        behind = next == TOK_TEXT ? layout_peek(p, 2)->kind : TOK_NEWLINE;
    if (!layout_is(next, ONE(NUMBER) | ONE(DATE) | ONE(TITLE) | ONE(TRUTH) | ONE(TEXT)) ||
        !layout_is(behind, ONE(NEWLINE) | ONE(OPEN_BLOCK) | ONE(CLOSE_BLOCK)))
        return false;
    report_slip(p, span, NOTE_HELP_COLON_HERE, parse_colon(p, span.start));
    return true;
}

/* ---- blocks --------------------------------------------------------------------------------- */

/* The line with the brace of this block, before another or, several in any order, at the end of the file,
 * whose last line may have no end. */
static struct str closing_line(struct parse *p, const struct brace *brace, bool is_end)
{
    struct str end = scan_newline(p->text);
    bool is_unended = is_end && !str_ends_with(p->text, STR("\n"));
    const struct str behind[] = {brace->blanks, STR("}"), end},
                     before[] = {end, brace->blanks, STR("}")};
    return arena_join(p->arena, is_unended ? before : behind, 3);
}

static void report_unclosed(struct parse *p, const struct brace *brace, struct span here)
{
    if (p->no_comment_end || brace->span.start < p->broken_to) {
        p->unclosed_untold = !p->no_comment_end; /* what is missing may be in there */
        return;
    }
    struct diag *diag = diag_report(p->diags, DIAG_UNCLOSED_BLOCK, brace->span, DIAG_NONE);
    diag_label(p->diags, diag, NOTE_BLOCK_OPENS_HERE, DIAG_NONE);
    if (!p->by_indentation || brace->is_flat) {
        diag_help(p->diags, diag, NOTE_HELP_UNCLOSED, DIAG_NONE);
        return;
    }
    /* At the end of the file all that are open, from the innermost on; elsewhere this one. */
    bool is_end = here.start == p->text.len;
    uint32_t line = is_end ? here.start : p->line;
    const struct brace *last = is_end ? p->braces : brace;
    struct str text = {0};
    for (const struct brace *b = brace; b >= last; b--) {
        const struct str both[] = {text, closing_line(p, b, is_end)};
        if (!b->is_put)
            text = arena_join(p->arena, both, 2);
    }
    if (!is_end)
        diag_place(p->diags, diag, here, NOTE_BLOCK_SHOULD_END, DIAG_NONE);
    diag_fix(p->diags, diag, (struct span){p->source, line, line}, text, FIX_SAFE);
}

/* Where the `}` belongs of a block whose `{` is missing too: one message for both. */
static void tell_end(struct parse *p, const struct brace *brace, struct span here)
{
    if (!brace->missing)
        return;
    bool is_end = here.start == p->text.len;
    uint32_t line = is_end ? here.start : p->line;
    if (!is_end)
        diag_place(p->diags, brace->missing, here, NOTE_BLOCK_SHOULD_END, DIAG_NONE);
    diag_fix(p->diags, brace->missing, (struct span){p->source, line, line},
             closing_line(p, brace, is_end), FIX_SAFE);
}

/* An open block, whose `{` is on the line that starts at byte `line`. */
static void push_brace(struct parse *p, struct span span, uint32_t line)
{
    if (p->brace_count == p->brace_room) {
        p->brace_room = p->brace_room ? p->brace_room * 2 : 16;
        p->braces =
            arena_grow(p->arena, p->braces, sizeof *p->braces, p->brace_count, p->brace_room);
    }
    struct brace *brace = &p->braces[p->brace_count++];
    *brace = (struct brace){.span = span};
    if (p->by_indentation)
        brace->indentation = line_indentation(p, line, &brace->blanks);
}

bool layout_open_block(struct parse *p, struct span span)
{
    if (p->brace_count == AST_DEPTH_LIMIT) {
        p->excess = 1;
        diag_report(p->diags, DIAG_BLOCKS_TOO_DEEP, span, DIAG_NUMBER(AST_DEPTH_LIMIT));
        return false;
    }
    push_brace(p, span, p->line);
    return true;
}

bool layout_is_import(struct str text)
{
    bool is_english = str_starts_with(text, STR("use"));
    size_t behind = is_english ? 3 : strlen("引用");
    return (is_english || str_starts_with(text, STR("引用"))) &&
           (text.len == behind || strchr(" \t\"", text.ptr[behind]) ||
            str_starts_with(str_part(text, behind, text.len), STR("“")));
}

/* Whether the next line begins like an item: a word, and a colon or a name behind it. */
static bool is_item_next(struct parse *p)
{
    return layout_peek(p, 0)->kind == TOK_NAME &&
           layout_is(layout_peek(p, 1)->kind, ONE(COLON) | ONE(TEXT));
}

/* Whether the line just read is whole, so that what is further in below it is no block of its: a field with
 * its text or left blank, 引用 "…", and where braces are missing by pairs 管理制度《…》. Where a brace too many
 * closes something, a colon with items below it stands for the other one: 资金：. */
static bool is_whole_line(struct parse *p, uint32_t line)
{
    struct str text = str_part(p->text, scan_blanks_end(p->text, line), p->text.len);
    const uint64_t values = ONE(TEXT) | ONE(DATE) | ONE(COLON);
    if (p->colon_opens && p->last_kind == TOK_COLON && is_item_next(p))
        return false;
    return layout_is_import(text) || (p->has_value && layout_is(p->last_kind, values)) ||
           (p->lacks_blocks && p->last_kind == TOK_TITLE);
}

/* Whether a `{` seems to be missing at the end of the line that started at byte `line`. */
static bool lacks_brace(struct parse *p, uint32_t line)
{
    struct str blanks;
    const struct token *next = layout_peek(p, 0);
    if (p->previous == TOK_CLOSE_BLOCK || p->brace_count == AST_DEPTH_LIMIT ||
        (next->kind != TOK_NAME && next->kind != TOK_TEXT) || is_whole_line(p, line))
        return false;
    unsigned column = layout_indentation(p, next->span.start);
    return column != UINT_MAX && column > line_indentation(p, line, &blanks);
}

/* Opens a block where its `{` is missing. */
static int put_brace(struct parse *p, uint32_t line, struct span *place)
{
    struct span here = span_after(p->last_span);
    struct diag *diag = NULL;
    if (p->last_span.start >= p->broken_to) {
        diag = diag_report(p->diags, DIAG_OPENING_BRACE_MISSING, here, DIAG_NONE);
        diag_place(p->diags, diag, layout_peek(p, 0)->span, NOTE_BLOCK_BEGINS, DIAG_NONE);
        diag_fix(p->diags, diag, here, STR(" {"), FIX_SAFE);
        p->put_count++;
    }
    push_brace(p, p->last_span, line);
    p->braces[p->brace_count - 1].is_put = true;
    p->braces[p->brace_count - 1].missing = diag;
    p->brackets = p->parentheses = 0;
    return give(p, TOK_OPEN_BLOCK, here, place);
}

static void report_unmatched(struct parse *p, struct span span)
{
    p->unmatched = true;
    if (!parse_breaks_line(p, span.start))
        return;
    struct diag *diag = diag_report(p->diags, DIAG_UNMATCHED_BRACE, span, DIAG_NONE);
    diag_help(p->diags, diag, NOTE_HELP_UNMATCHED_BRACE, DIAG_NONE);
    diag_fix(p->diags, diag, span, STR(""), p->by_indentation ? FIX_SAFE : FIX_NAMED);
}

/* Whether a `}` is, by the indentation of its line, too far in to close the innermost block. */
static bool is_surplus(const struct parse *p)
{
    if (p->brace_count == 0)
        return false;
    const struct brace *brace = &p->braces[p->brace_count - 1];
    struct str blanks;
    if (brace->span.start >= p->line)
        return false;
    unsigned column = line_indentation(p, p->line, &blanks);
    return column != UINT_MAX && brace->indentation != UINT_MAX && column > brace->indentation;
}

/* Whether the innermost block should have ended before the token at hand, going by indentation. */
static bool is_left_open(struct parse *p, const struct token *token)
{
    if (p->brace_count == 0 || token->kind == TOK_NEWLINE)
        return false;
    unsigned column = layout_indentation(p, token->span.start);
    struct brace *brace = &p->braces[p->brace_count - 1];
    if (column == UINT_MAX) {
        brace->has_content = true; /* on the line of its `{` */
        return false;
    }
    if (!brace->has_content) {
        brace->has_content = true;
        brace->is_flat = column <= brace->indentation && token->kind != TOK_CLOSE_BLOCK &&
                         token->kind != TOK_YYEOF;
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
    const struct brace *brace = &p->braces[--p->brace_count];
    if (brace->is_put)
        tell_end(p, brace, token);
    else
        report_unclosed(p, brace, token);
    return give(p, TOK_CLOSE_BLOCK, here, place);
}

/* The end of the file: an END if one is due, then a brace for each open block. */
static int end_of_file(struct parse *p, struct span here, struct span *place)
{
    if (p->previous != TOK_END && p->previous != TOK_OPEN_BLOCK)
        return give(p, TOK_END, here, place);
    if (p->brace_count == 0)
        return give(p, TOK_YYEOF, here, place);
    const struct brace *brace = &p->braces[--p->brace_count];
    if (brace->is_put) {
        tell_end(p, brace, here);
        return give(p, TOK_CLOSE_BLOCK, here, place);
    }
    /* One message for all. */
    if (!p->unclosed && !p->excess)
        report_unclosed(p, brace, here);
    p->unclosed = true;
    return give(p, TOK_CLOSE_BLOCK, here, place);
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
            parse_too_deep(p, span);
        return true;
    case TOK_CLOSE:
    case TOK_CLOSE_INDEX:
        if (p->brackets)
            p->brackets--;
        return p->brackets >= AST_DEPTH_LIMIT;
    case TOK_MINUS:
        if (layout_is(p->previous, LAYOUT_OPERANDS))
            return false;
        /* fall through */
    case TOK_NOT:
        if (++p->negations <= NEGATION_LIMIT)
            return false;
        if (p->negations == NEGATION_LIMIT + 1)
            parse_too_deep(p, span);
        return true;
    }
    return false;
}

/* A line end: 0 if it is none for the grammar. */
static int line_end(struct parse *p, struct span span, struct span *place)
{
    uint32_t line = p->line;
    p->line = span.end;
    if (!ends_node(p))
        return 0;
    if (begins_with_sign(p) && precedes_item(p)) {
        drop_sign(p);
    } else if (begins_with_sign(p) && carries_on(p)) {
        report_sign_first(p);
        return 0;
    }
    if (p->by_indentation && lacks_brace(p, line))
        return put_brace(p, line, place);
    return give(p, TOK_END, span, place);
}

/* Drops what is in a block that is nested too deep; true until it is over. */
static bool drop_excess(struct parse *p, int kind)
{
    if (kind == TOK_YYEOF)
        return false;
    p->excess += kind == TOK_OPEN_BLOCK;
    p->excess -= kind == TOK_CLOSE_BLOCK;
    layout_drop(p);
    return true;
}

/* Drops a token that is a plain slip, having reported it. */
static bool drop_slip(struct parse *p, int kind, struct span span)
{
    bool surplus =
        kind == TOK_CLOSE_BLOCK && (p->brace_count == 0 || (p->by_indentation && is_surplus(p)));
    if (surplus)
        report_unmatched(p, span);
    if (!surplus && !is_twice(p, kind, span))
        return false;
    layout_drop(p);
    return true;
}

int layout_lex_carefully(struct parse *p, JX_STYPE *value, struct span *place)
{
    for (;;) {
        const struct token *token = layout_peek(p, 0);
        struct span span = token->span;
        int kind = token->kind;
        if (p->excess && drop_excess(p, kind))
            continue;
        if (p->by_indentation && is_left_open(p, token))
            return close_brace(p, span, place);
        /* The brace just put in ends a node, though no line end follows it. */
        if (p->by_indentation && p->previous == TOK_CLOSE_BLOCK && p->last_span.start == span.start)
            return give(p, TOK_END, p->last_span, place);
        if (kind == TOK_YYEOF)
            return end_of_file(p, span, place);
        if (kind == TOK_NEWLINE) {
            layout_drop(p);
            kind = line_end(p, span, place);
            if (kind)
                return kind;
            continue;
        }
        if (drop_slip(p, kind, span))
            continue;
        if (is_opening_brace(p, kind, span))
            kind = p->ahead[p->ahead_first].kind = TOK_OPEN_BLOCK;
        else if (is_closing_brace(p, kind, span))
            kind = p->ahead[p->ahead_first].kind = TOK_CLOSE_BLOCK;
        else if (is_colon(p, kind, span))
            kind = p->ahead[p->ahead_first].kind = TOK_COLON;
        if (kind == TOK_CLOSE_BLOCK && p->previous != TOK_END && p->previous != TOK_OPEN_BLOCK)
            return give(p, TOK_END, (struct span){p->source, span.start, span.start}, place);
        *value = layout_peek(p, 0)->value;
        layout_drop(p);
        if (kind == TOK_OPEN_BLOCK && !layout_open_block(p, span))
            kind = TOK_JX_error;
        else if (kind == TOK_CLOSE_BLOCK)
            p->brace_count--;
        else if (count_token(p, kind, span))
            continue;
        return give(p, kind, span, place);
    }
}
