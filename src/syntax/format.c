/* format.c - tokens to lines in canonical layout; format_lines.c puts them in columns. */
#include "syntax/format.h"

#include "base/utf8.h"
#include "syntax/format_lines.h"
#include "syntax/signs.h"

enum {
    WIDEST_LINE = 100, /* columns; a block on one line that would be longer gets lines of its own */
    WORD_COLUMNS = 8,  /* that a word is taken to have, whatever its language: 项目 or project */
};

/* The source at hand, and how far it is laid out. */
struct formatter {
    struct arena *arena;
    struct str text;
    const struct token *tokens;
    const struct str *words; /* for each token how it is to be written, or no ptr; or NULL */
    size_t count;
    struct lines lines;
    unsigned depth;       /* of blocks */
    size_t inline_end;    /* the token that closes a block on one line; 0 outside of one */
    bool in_node;         /* the line at hand has begun and not ended */
    bool break_pending;   /* the next piece goes to a new line of the same node */
    bool is_tail;         /* of the node at hand a colon or a relation was met */
    uint32_t end_of_last; /* byte behind the last token or comment laid out */
};

/* ---- how a token is spelt ------------------------------------------------------------------ */

/* Digits and points of an input method as ASCII. */
static struct str fold(struct arena *a, struct str text)
{
    char *out = arena_alloc(a, text.len + 1);
    size_t length = 0;
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t point = utf8_next(text, &at);
        const char *twin = point >= 0x80 ? sign_twin(point) : NULL;
        if (point >= 0xFF10 && point <= 0xFF19) {
            out[length++] = (char)('0' + (point - 0xFF10));
        } else if (twin && twin[0] && !twin[1]) {
            out[length++] = twin[0];
        } else {
            memcpy(out + length, text.ptr + start, at - start);
            length += at - start;
        }
    }
    return (struct str){out, length};
}

/* The author's `to` or `至`; anything else that is read as it is 至. */
static struct str range_text(struct str written)
{
    return str_equal(written, STR("to")) ? written : STR("至");
}

struct str format_word(struct arena *a, const struct token *token)
{
    struct str written = span_text(token->span);
    switch (token->kind) {
    case TOK_NUMBER:
    case TOK_DATE:
        return fold(a, written);
    case TOK_COLON:
        return STR(":");
    case TOK_COMMA:
        return STR(",");
    case TOK_POINT:
        return STR(".");
    case TOK_OPEN_BLOCK:
        return STR("{");
    case TOK_CLOSE_BLOCK:
        return STR("}");
    case TOK_OPEN:
        return STR("(");
    case TOK_CLOSE:
        return STR(")");
    case TOK_OPEN_INDEX:
        return STR("[");
    case TOK_CLOSE_INDEX:
        return STR("]");
    case TOK_PLUS:
        return STR("+");
    case TOK_MINUS:
        return STR("-");
    case TOK_RATIO:
        return token->value.TOK_RATIO;
    case TOK_RELATION:
        return ast_operator_text(token->value.TOK_RELATION);
    case TOK_TIMES:
        return token->value.TOK_TIMES == AST_MULTIPLY ? STR("×") : STR("/");
    case TOK_DOT:
        return STR("·");
    case TOK_RANGE:
        return range_text(written);
    default: /* words, texts and titles stay as they are */
        return written;
    }
}

static struct str token_text(const struct formatter *f, size_t at)
{
    if (f->words && f->words[at].ptr)
        return f->words[at];
    return format_word(f->arena, &f->tokens[at]);
}

/* The columns that the token is taken to have whatever its language; 0: those of its text. */
static unsigned fixed_width(const struct formatter *f, size_t at)
{
    switch (f->tokens[at].kind) {
    case TOK_NAME:
    case TOK_TRUTH:
    case TOK_RANGE:
    case TOK_AND:
    case TOK_OR:
    case TOK_NOT:
    case TOK_IN:
        return WORD_COLUMNS;
    case TOK_TEXT: /* the name of a framework */
        return f->words && f->words[at].ptr ? utf8_text_width(span_text(f->tokens[at].span), 1) : 0;
    }
    return 0;
}

static unsigned token_width(const struct formatter *f, size_t at)
{
    unsigned fixed = fixed_width(f, at);
    return fixed ? fixed : utf8_text_width(token_text(f, at), 1);
}

/* ---- blanks between tokens ----------------------------------------------------------------- */

/* Whether an operand may end with a token of this kind. */
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
    case TOK_CLOSE_INDEX:
        return true;
    }
    return false;
}

/* Whether the `/` at `at` stands between units, 元/人·天, and not between quantities. */
static bool divides_units(const struct formatter *f, size_t at)
{
    if (at == 0 || at + 1 >= f->count || f->tokens[at].kind != TOK_TIMES ||
        f->tokens[at].value.TOK_TIMES != AST_DIVIDE)
        return false;
    int before = f->tokens[at - 1].kind, behind = f->tokens[at + 1].kind;
    if (behind == TOK_OPEN && at + 2 < f->count)
        behind = f->tokens[at + 2].kind;
    return behind == TOK_NAME && (before == TOK_NAME || before == TOK_CLOSE);
}

/* Whether the sign at `at` takes nothing away: -3. */
static bool is_negative_sign(const struct formatter *f, size_t at)
{
    return f->tokens[at].kind == TOK_MINUS && (at == 0 || !ends_operand(f->tokens[at - 1].kind));
}

/* Whether a blank stands before token `at`, which is not the first of its line. */
static bool has_blank(const struct formatter *f, size_t at)
{
    int kind = f->tokens[at].kind, before = f->tokens[at - 1].kind;
    if (before == TOKEN_LONG_COMMENT || kind == TOKEN_LONG_COMMENT)
        return true;
    switch (kind) {
    case TOK_COLON:
    case TOK_COMMA:
    case TOK_POINT:
    case TOK_CLOSE:
    case TOK_CLOSE_INDEX:
    case TOK_OPEN_INDEX:
    case TOK_DOT:
    case TOK_RATIO:
        return false;
    case TOK_OPEN: /* of a call, or of a unit's divisor */
        if (before == TOK_NAME)
            return false;
        break;
    default:
        break;
    }
    if (before == TOK_POINT || before == TOK_OPEN || before == TOK_OPEN_INDEX || before == TOK_DOT)
        return false;
    return !divides_units(f, at) && !divides_units(f, at - 1) && !is_negative_sign(f, at - 1);
}

/* ---- lines --------------------------------------------------------------------------------- */

/* Line ends between two bytes of the source. */
static unsigned line_ends(const struct formatter *f, uint32_t from, uint32_t to)
{
    unsigned count = 0;
    for (uint32_t at = from; at < to && count < 2; at++)
        count += f->text.ptr[at] == '\n';
    return count;
}

/* Where columns are made in a line: the second of a node's parts, and what follows its sign. */
static enum cell token_cell(const struct formatter *f, size_t at)
{
    int kind = f->tokens[at].kind, before = f->tokens[at - 1].kind;
    if (!f->is_tail && kind == TOK_TEXT && before == TOK_NAME)
        return CELL_NAME;
    if (!f->is_tail && kind == TOK_RELATION)
        return CELL_RELATION;
    if (f->is_tail && before == TOK_COLON)
        return CELL_VALUE;
    if (f->is_tail && kind == TOK_RELATION)
        return CELL_RESULT;
    return CELL_NONE;
}

/* Begins a line for the token or comment at `at`; one blank line of the author's is kept before it. */
static void begin_line(struct formatter *f, size_t at)
{
    uint32_t start = f->tokens[at].span.start;
    int before = at ? f->tokens[at - 1].kind : TOK_OPEN_BLOCK;
    bool is_first = f->lines.count == 0 || before == TOK_OPEN_BLOCK;
    bool blank = !is_first && f->tokens[at].kind != TOK_CLOSE_BLOCK &&
                 line_ends(f, f->end_of_last, start) > 1;
    lines_begin(&f->lines, f->depth, blank);
    f->in_node = true;
    f->is_tail = false;
    f->break_pending = false;
}

/* Adds the token at `at` to the line at hand, or begins one with it. */
static void put_token(struct formatter *f, size_t at)
{
    const struct token *token = &f->tokens[at];
    bool first = !f->in_node;
    if (first)
        begin_line(f, at);
    struct piece piece = {.text = token_text(f, at), .width = fixed_width(f, at)};
    if (!first) {
        piece.has_blank = has_blank(f, at);
        piece.breaks = f->break_pending || line_ends(f, f->end_of_last, token->span.start) > 0;
        piece.cell = f->inline_end ? CELL_NONE : token_cell(f, at);
    }
    if (token->kind == TOK_OPEN_BLOCK)
        piece.breaks = f->break_pending; /* it may stand on the next line, but had better not */
    if (str_starts_with(piece.text, STR("\"\"\"")))
        piece.text = lines_indent_block(f->arena, piece.text, f->depth);
    f->break_pending = false;
    lines_add(&f->lines, piece);
    f->is_tail |= token->kind == TOK_COLON || token->kind == TOK_RELATION;
    f->end_of_last = token->span.end;
}

static void end_line(struct formatter *f)
{
    f->in_node = f->break_pending = false;
}

/* ---- blocks -------------------------------------------------------------------------------- */

/* The token that closes the block opened at `at`; 0 if that is too far for one line. */
static size_t block_end(const struct formatter *f, size_t at)
{
    unsigned open = 0;
    for (size_t i = at; i < f->count && i - at < WIDEST_LINE; i++) {
        int kind = f->tokens[i].kind;
        open += kind == TOK_OPEN_BLOCK;
        if (kind == TOK_CLOSE_BLOCK && --open == 0)
            return i;
        if (kind < 0)
            return 0; /* a comment */
    }
    return 0;
}

/* Whether the block from `at` to `end` stays on the line at hand: it was on one, and is short. */
static bool fits_line(const struct formatter *f, size_t at, size_t end)
{
    if (line_ends(f, f->tokens[at].span.start, f->tokens[end].span.end) > 0)
        return false;
    unsigned width = lines_width(&f->lines);
    for (size_t i = at; i <= end && width <= WIDEST_LINE; i++) {
        if (f->tokens[i].kind != TOK_END)
            width += 1 + token_width(f, i);
    }
    return width <= WIDEST_LINE;
}

static void open_block(struct formatter *f, size_t at)
{
    bool within = f->inline_end > 0;
    put_token(f, at);
    if (!within) {
        size_t end = block_end(f, at);
        if (end && fits_line(f, at, end))
            f->inline_end = end;
        else
            f->depth++;
    }
    if (!f->inline_end)
        end_line(f);
    f->is_tail = false;
}

static void close_block(struct formatter *f, size_t at)
{
    bool within = f->inline_end > 0;
    if (!within) {
        end_line(f);
        f->depth--;
    }
    put_token(f, at);
    if (f->inline_end == at)
        f->inline_end = 0;
}

/* The token at or behind `at` that is no comment. */
static size_t skip_comments(const struct formatter *f, size_t at)
{
    while (at < f->count && f->tokens[at].kind < 0)
        at++;
    return at;
}

/* Whether the line end alone would not end the node: a field was left blank, 入：；, and what follows could be
 * its value (layout.c: starts_node). */
static bool needs_semicolon(const struct formatter *f, size_t at)
{
    struct str end = span_text(f->tokens[at].span);
    size_t last = at, first = at;
    while (last > 0 && f->tokens[--last].kind < 0)
        ;
    if (f->tokens[last].kind != TOK_COLON || str_ends_with(end, STR("\n")) || !end.len)
        return false;
    while (first < f->count && f->tokens[first].kind == TOK_END) /* ；； */
        first = skip_comments(f, first + 1);
    if (first >= f->count)
        return false;
    size_t second = skip_comments(f, first + 1);
    int kind = f->tokens[first].kind, behind = second < f->count ? f->tokens[second].kind : TOK_END;
    switch (behind) {
    case TOK_COLON:
    case TOK_OPEN_BLOCK:
        return kind != TOK_NAME && kind != TOK_TEXT;
    case TOK_TEXT:
    case TOK_TITLE:
    case TOK_NAME:
    case TOK_NUMBER:
    case TOK_DATE:
        return kind != TOK_NAME;
    default:
        return kind != TOK_CLOSE_BLOCK && kind != TOK_YYEOF;
    }
}

/* What ends a node: nothing on a line of its own, `;` between nodes on one. */
static void end_node(struct formatter *f, size_t at)
{
    uint32_t end = f->tokens[at].span.end;
    if (!f->inline_end && needs_semicolon(f, at))
        lines_add(&f->lines, (struct piece){.text = STR(";")});
    if (!f->inline_end)
        end_line(f);
    else if (at + 1 < f->count && f->tokens[at + 1].kind != TOK_CLOSE_BLOCK &&
             f->tokens[at - 1].kind != TOK_OPEN_BLOCK)
        lines_add(&f->lines, (struct piece){.text = STR(";")});
    f->is_tail = false;
    /* The line end itself still counts when blank lines are looked for. */
    if (end > f->end_of_last && f->text.ptr[end - 1] != '\n')
        f->end_of_last = end;
}

/* ---- comments ------------------------------------------------------------------------------ */

/* Whether nothing but blanks stands before byte `at` on its line. */
static bool begins_its_line(const struct formatter *f, uint32_t at)
{
    while (at > 0 && (f->text.ptr[at - 1] == ' ' || f->text.ptr[at - 1] == '\t'))
        at--;
    return at == 0 || f->text.ptr[at - 1] == '\n' ||
           (at == 3 && memcmp(f->text.ptr, "\xEF\xBB\xBF", 3) == 0);
}

/* The comment's bytes, without blanks at its end. */
static struct str comment_text(const struct token *token)
{
    struct str text = span_text(token->span);
    while (text.len && strchr(" \t\r", text.ptr[text.len - 1]))
        text.len--;
    return text;
}

/* A comment stays behind what it stands behind, and on a line of its own if it has one. */
static void put_comment(struct formatter *f, size_t at)
{
    const struct token *token = &f->tokens[at];
    bool alone = begins_its_line(f, token->span.start) || f->lines.count == 0;
    int behind = at + 1 < f->count ? f->tokens[at + 1].kind : TOK_END;
    struct piece piece = {.text = comment_text(token), .has_blank = true, .is_comment = true};
    if (f->in_node) {
        piece.breaks = alone || f->break_pending;
        lines_add(&f->lines, piece);
        /* Behind the node's last token it ends the line anyway. */
        f->break_pending = behind != TOK_END && (token->kind == TOKEN_COMMENT || piece.breaks);
    } else if (alone) {
        begin_line(f, at);
        piece.has_blank = false;
        lines_add(&f->lines, piece);
        end_line(f);
    } else {
        lines_add(&f->lines, piece);
    }
    f->end_of_last = token->span.end;
}

/* ---- the whole ----------------------------------------------------------------------------- */

static void lay_out(struct formatter *f)
{
    for (size_t at = 0; at < f->count; at++) {
        switch (f->tokens[at].kind) {
        case TOKEN_COMMENT:
        case TOKEN_LONG_COMMENT:
            put_comment(f, at);
            break;
        case TOK_OPEN_BLOCK:
            open_block(f, at);
            break;
        case TOK_CLOSE_BLOCK:
            close_block(f, at);
            break;
        case TOK_END:
            end_node(f, at);
            break;
        case TOK_YYEOF:
            break;
        default:
            put_token(f, at);
        }
    }
}

bool format_read(struct arena *a, struct source *source, struct diags *d,
                 struct format_input *input)
{
    unsigned errors = d->errors;
    *input = (struct format_input){.source = source, .tokens = {.arena = a}};
    input->nodes = parse_recorded(source, a, d, &input->tokens);
    return d->errors == errors;
}

struct str format_print(struct arena *a, const struct format_input *input, const struct str *words)
{
    struct formatter f = {.arena = a,
                          .text = input->source->text,
                          .tokens = input->tokens.items,
                          .words = words,
                          .count = input->tokens.count,
                          .lines = {.arena = a}};
    lay_out(&f);
    return lines_print(&f.lines);
}

struct str format_source(struct arena *a, struct source *source, struct diags *d,
                         struct ast_nodes *nodes)
{
    struct format_input input;
    bool is_read = format_read(a, source, d, &input);
    *nodes = input.nodes;
    return is_read ? format_print(a, &input, NULL) : source->text;
}
