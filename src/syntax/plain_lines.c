/* plain_lines.c - lines that are most plainly written, read at once. */
#include "syntax/plain_lines.h"

#include "base/bytes.h"
#include "syntax/layout_state.h"
#include "syntax/scan.h"

/* The place that was reached, in p->scanned, and the last token before it. */
struct reader {
    struct parse *p;
    const char *at, *line; /* where the line at hand begins */
    int kind;
    struct span span;
    struct str text; /* of a NAME, TEXT or TITLE */
};

/* Lines in a row, and the node behind them whose block is none of plain lines: it has so many first. */
struct plain_run {
    struct ast_nodes lines;
    struct ast_node *opened;
    struct span brace;
    struct ast_nodes inner;
};

static inline void take(struct reader *r, int kind, const char *end)
{
    r->kind = kind;
    r->span.start = (uint32_t)(r->at - r->p->scanned);
    r->span.end = (uint32_t)(end - r->p->scanned);
    r->at = end;
}

/* Past blanks, line ends and comments that document nothing. */
static void skip_lines(struct reader *r)
{
    const char *at = scan_skip_blanks(r->at);
    while (scan_ends_line(at)) {
        at = scan_line_end_at(at);
        if (*at == '\n')
            r->line = ++at;
        at = scan_skip_blanks(at);
    }
    r->at = at;
}

/* ---- tokens --------------------------------------------------------------------------------- */

static inline bool read_word(struct reader *r)
{
    const char *end = scan_plain_word(r->at);
    if (!end)
        return false;
    r->text = (struct str){r->p->text.ptr + (r->at - r->p->scanned), (size_t)(end - r->at)};
    take(r, TOK_NAME, end);
    return true;
}

/* A text in quotes of any kind, or a title. */
static bool read_text(struct reader *r)
{
    struct parse *p = r->p;
    JX_STYPE value;
    uint32_t start = (uint32_t)(r->at - p->scanned);
    struct span place = {p->source, start, start + (*r->at == '"' ? 1 : 3)};
    int kind = *r->at == '"'                 ? scan_text(p, &value, &place)
               : memcmp(r->at, "“", 3) == 0  ? scan_chinese_text(p, &value, &place, 0x201C)
               : memcmp(r->at, "《", 3) == 0 ? scan_title(p, &value, &place)
                                             : SCAN_LATER;
    if (kind != TOK_TEXT && kind != TOK_TITLE)
        return false;
    r->text = value.TOK_TEXT;
    take(r, kind, p->scanned + place.end);
    return true;
}

/* A number with its unit, or a date. */
static struct ast_expression *read_quantity(struct reader *r)
{
    struct parse *p = r->p;
    size_t start = (size_t)(r->at - p->scanned), end;
    struct decimal number;
    struct date date;
    if (!(end = scan_plain_number(p->text, start, &number))) {
        if (!(end = scan_plain_date(p->text, start, &date)))
            return NULL;
        take(r, TOK_DATE, p->scanned + end);
        return parse_date(p, r->span, date);
    }
    take(r, TOK_NUMBER, p->scanned + end);
    struct span span = r->span;
    r->text = (struct str){0};
    r->at = scan_skip_blanks(r->at);
    if (*r->at == '%') {
        r->text = STR("%");
        take(r, TOK_RATIO, r->at + 1);
    } else if (!scan_begins_ideograph(r->at)) {
        r->at = p->scanned + end;
    } else if (!read_word(r)) {
        return NULL;
    }
    struct decimal *kept = arena_bytes(p->arena, sizeof *kept);
    *kept = number;
    return r->kind == TOK_NUMBER
               ? parse_number(p, span, kept, r->text, span_after(span))
               : parse_number(p, span_join(span, r->span), kept, r->text, r->span);
}

static struct ast_expression *read_value(struct reader *r)
{
    if (scan_begins_ideograph(r->at))
        return read_word(r) ? parse_text(r->p, r->span, AST_NAME, r->text) : NULL;
    if (*r->at >= '0' && *r->at <= '9')
        return read_quantity(r);
    if (!read_text(r))
        return NULL;
    return parse_text(r->p, r->span, r->kind == TOK_TEXT ? AST_TEXT : AST_TITLE, r->text);
}

/* ---- lines ---------------------------------------------------------------------------------- */

/* The bytes of the relation at `at`, none if there is none. */
static unsigned relation_at(const char *at, enum ast_operator *relation)
{
    bool is_wide = memcmp(at, "≥", 3) == 0 || memcmp(at, "≤", 3) == 0, is_less;
    if (is_wide) {
        *relation = at[2] == "≤"[2] ? AST_LESS_EQUAL : AST_GREATER_EQUAL;
        return 3;
    }
    if (*at == '=') {
        *relation = AST_EQUAL;
        return 1;
    }
    if (*at != '<' && *at != '>')
        return 0;
    is_less = *at == '<';
    if (at[1] != '=') {
        *relation = is_less ? AST_LESS : AST_GREATER;
        return 1;
    }
    *relation = is_less ? AST_LESS_EQUAL : AST_GREATER_EQUAL;
    return 2;
}

/* The bytes of a colon or a comma at `at`: `sign`, or the full-width one whose last byte is `last`. */
static inline unsigned sign_at(const char *at, char sign, char last)
{
    return *at == sign ? 1 : at[0] == '\xEF' && at[1] == '\xBC' && at[2] == last ? 3 : 0;
}

/* The sign behind a head and what stands behind it; false if that is not plain. */
static bool read_tail(struct reader *r, struct ast_node *node)
{
    unsigned length = sign_at(r->at, ':', '\x9A');
    node->has_colon = length > 0;
    if (!length && !(length = relation_at(r->at, &node->relation)))
        return true;
    take(r, TOK_COLON, r->at + length);
    node->relation_span = r->span;
    if (node->has_colon)
        node->colon = r->span;
    r->at = scan_skip_blanks(r->at);
    struct ast_expression *last = node->values = read_value(r);
    const char *end = r->at;
    while (last && node->has_colon &&
           (length = sign_at(r->at = scan_skip_blanks(end), ',', '\x8C'))) {
        r->at = scan_skip_blanks(r->at + length);
        last->next = read_value(r);
        last = last->next;
        end = r->at;
    }
    r->at = end;
    return last != NULL;
}

/* The node of the item at hand, without its block, which add_line takes; NULL if it is not plain. */
static struct ast_node *read_item(struct reader *r)
{
    struct parse *p = r->p;
    struct ast_node *node = p->spare;
    if (!node)
        node = p->spare = arena_bytes(p->arena, sizeof *node);
    bool is_word = scan_begins_ideograph(r->at);
    if (is_word ? !read_word(r) : *r->at != '"' || !read_text(r))
        return NULL;
    struct span head = r->span;
    *node = (struct ast_node){.head = parse_text(p, head, is_word ? AST_NAME : AST_TEXT, r->text)};
    const char *end = r->at;
    r->at = scan_skip_blanks(end);
    if (*r->at == '"' || memcmp(r->at, "“", 3) == 0 || memcmp(r->at, "《", 3) == 0) {
        /* A quote right behind a text was rather typed twice. */
        if ((!is_word && r->at == end) || !read_text(r))
            return NULL;
        node->labels = parse_text(p, r->span, r->kind == TOK_TEXT ? AST_TEXT : AST_TITLE, r->text);
        r->at = scan_skip_blanks(r->at);
    }
    node->colon = node->relation_span = span_after(r->span);
    if (!read_tail(r, node))
        return NULL;
    node->span = node->header = span_join(head, r->span);
    return node;
}

/* Past the end of the item or block at hand, to where the next one may begin; false if something else
 * follows. */
static bool read_end(struct reader *r, bool has_value, bool has_outer)
{
    r->at = scan_skip_blanks(r->at);
    if (*r->at == '}')
        return has_outer;
    unsigned length = has_value ? sign_at(r->at, ';', '\x9B') : 0;
    if (!length && !scan_ends_line(r->at))
        return false;
    r->at += length;
    skip_lines(r);
    return length || scan_begins_plainly(r->at);
}

static void add_line(struct parse *p, struct ast_nodes *lines, struct ast_node *node)
{
    *lines = ast_nodes_add(*lines, node);
    p->spare = NULL;
}

/* The lines of a block without blocks of their own. */
static void read_inner(struct reader *r, struct ast_nodes *lines)
{
    while (*r->at != '}') {
        struct reader before = *r;
        struct ast_node *node = read_item(r);
        if (!node || !read_end(r, node->values != NULL, true)) {
            *r = before;
            return;
        }
        add_line(r->p, lines, node);
    }
}

/* The block of the node, whose `{` is at hand, and the end behind it; false if there is more in it. */
static bool read_block(struct reader *r, struct ast_node *node, struct plain_run *run)
{
    take(r, TOK_OPEN_BLOCK, r->at + 1);
    run->brace = r->span;
    run->inner = (struct ast_nodes){0};
    skip_lines(r);
    read_inner(r, &run->inner);
    if (*r->at != '}')
        return false;
    struct reader before = *r;
    take(r, TOK_CLOSE_BLOCK, r->at + 1);
    struct span close = r->span;
    if (!read_end(r, true, r->p->brace_count > 0)) {
        *r = before;
        return false;
    }
    parse_block(node, true, run->inner, close);
    return true;
}

/* One item with its block; false if that is the last one of the run. */
static bool read_line(struct reader *r, struct plain_run *run)
{
    struct parse *p = r->p;
    struct reader before = *r;
    struct ast_node *node = read_item(r);
    if (node && *scan_skip_blanks(r->at) == '{' && p->brace_count < AST_DEPTH_LIMIT) {
        r->at = scan_skip_blanks(r->at);
        p->spare = NULL;
        if (!read_block(r, node, run)) {
            run->opened = node;
            return false;
        }
    } else if (!node || !read_end(r, node->values != NULL, p->brace_count > 0)) {
        *r = before;
        return false;
    }
    add_line(p, &run->lines, node);
    return true;
}

/* ---- the tokens for them -------------------------------------------------------------------- */

static void give_lines(struct parse *p, struct ast_nodes lines)
{
    if (!lines.first)
        return;
    struct token *token = &p->ready[p->ready_end++];
    token->kind = TOK_LINES;
    token->value.TOK_LINES = lines;
    token->span = span_join(lines.first->span, lines.last->span);
}

static void give(struct parse *p, const struct plain_run *run)
{
    p->ready_first = p->ready_end = 0;
    give_lines(p, run->lines);
    p->previous = TOK_END;
    if (!run->opened)
        return;
    struct token *token = &p->ready[p->ready_end++];
    token->kind = TOK_OPENED;
    token->value.TOK_OPENED = run->opened;
    token->span = span_join(run->opened->span, run->brace);
    layout_open_block(p, run->brace);
    p->previous = run->inner.first ? TOK_END : TOK_OPEN_BLOCK;
    give_lines(p, run->inner);
}

bool plain_lines_read(struct parse *p)
{
    if (p->invisible_count || p->pending.len || p->brackets)
        return false;
    struct reader r = {.p = p,
                       .at = p->at,
                       .line = p->scanned + p->line,
                       .kind = p->last_kind,
                       .span = p->last_span};
    struct plain_run run = {.opened = NULL};
    r.span.source = p->source;
    p->is_ahead = true;
    skip_lines(&r);
    while (read_line(&r, &run))
        ;
    p->at = p->scanned + (r.at - p->scanned);
    p->line = (uint32_t)(r.line - p->scanned);
    if (!run.lines.first && !run.opened)
        return false;
    p->last_kind = r.kind;
    p->last_span = r.span;
    p->has_value = p->left_open = p->too_deep = false;
    p->negations = 0;
    give(p, &run);
    return true;
}
