/* plain_lines.c - lines that are most plainly written, read at once. */
#include "syntax/plain_lines.h"

#include "base/bytes.h"
#include "syntax/layout_state.h"
#include "syntax/scan.h"

/* Functions here take the place in p->scanned where something may stand and give the place behind it,
 * or NULL if it does not stand there, or not plainly. */

enum { PAIR_LIMIT = 2048 /* bytes within which a quote or title should be closed */ };

/* Lines in a row, and the node behind them in whose block there is more. */
struct plain_level {
    struct ast_nodes lines;
    struct ast_node *opened;
    struct span brace;
};

enum { PLAIN_DEPTH = 6 /* blocks in each other that are read at once */ };

/* Lines with the blocks that are open among them: of all levels but the last, `opened` is the node. */
struct plain_run {
    unsigned outer; /* blocks that were open before */
    unsigned limit; /* of the depth */
    unsigned depth;
    struct plain_level levels[PLAIN_DEPTH + 1];
    /* Behind what p->spare is of: behind all of them, perhaps a line with an operator; or NULL. */
    const char *begun;
};

static inline struct span span_at(const struct parse *p, const char *start, const char *end)
{
    return (struct span){p->source, (uint32_t)(start - p->scanned), (uint32_t)(end - p->scanned)};
}

static inline struct str text_at(const struct parse *p, const char *start, const char *end)
{
    return (struct str){p->text.ptr + (start - p->scanned), (size_t)(end - start)};
}

/* ---- values --------------------------------------------------------------------------------- */

static inline const char *read_word(struct parse *p, const char *at, struct ast_expression **word)
{
    const char *end = scan_plain_word(at);
    if (end)
        *word = parse_text_leaf(p, AST_NAME, span_at(p, at, end), text_at(p, at, end));
    return end;
}

/* Behind the `close` that ends what an ideograph begins at `at`. Pairs inside are not plain. */
static const char *pair_end(const char *at, const char *open, const char *close)
{
    const char *limit = at + PAIR_LIMIT;
    if (!scan_begins_ideograph(at))
        return NULL;
    for (;;) {
        at = bytes_seek(at, close[0], close[0], '\n');
        if (*at == '\n' || at > limit || memcmp(at, open, 3) == 0)
            return NULL;
        if (memcmp(at, close, 3) == 0)
            return at + 3;
        at += 3;
    }
}

/* A title, or a text in quotes that open and close. */
__attribute__((noinline)) static const char *read_paired(struct parse *p, const char *at,
                                                         struct ast_expression **text)
{
    enum { QUOTE = 3 /* bytes of “ */ };
    const char *end = NULL;
    if (memcmp(at, "《", 3) == 0) {
        if ((end = pair_end(at + QUOTE, "《", "》")))
            *text = parse_text_leaf(p, AST_TITLE, span_at(p, at, end), text_at(p, at, end));
    } else if (memcmp(at, "“", 3) == 0) {
        if ((end = pair_end(at + QUOTE, "“", "”")))
            *text = parse_text_leaf(p, AST_TEXT, span_at(p, at, end),
                                    text_at(p, at + QUOTE, end - QUOTE));
    }
    return end;
}

/* A text in quotes, or a title. */
static const char *read_text(struct parse *p, const char *at, struct ast_expression **text)
{
    enum { TEXT_LIMIT = 64 * 1024 };
    if (*at != '"')
        return read_paired(p, at, text);
    const char *end = bytes_seek(at + 1, '"', '\\', '\n');
    if (*end != '"' || end == at + 1 || end - at > TEXT_LIMIT)
        return NULL;
    *text = parse_text_leaf(p, AST_TEXT, span_at(p, at, end + 1), text_at(p, at + 1, end));
    return end + 1;
}

/* The number from `at` to `end`, with the unit behind it or an empty one. */
static struct ast_expression *number_leaf(struct parse *p, const char *at, const char *end,
                                          struct decimal number, const char *unit,
                                          const char *unit_end)
{
    struct ast_expression *leaf = parse_leaf(p, AST_NUMBER, AST_NUMBER_SIZE, span_at(p, at, end));
    struct decimal *value = arena_bytes(p->arena, sizeof *value);
    *value = number;
    leaf->number.value = value;
    if (unit_end > unit)
        leaf->number.unit = text_at(p, unit, unit_end);
    else
        leaf->number.unit = (struct str){0};
    leaf->number.unit_start = (uint32_t)(unit - p->scanned);
    return leaf;
}

/* A number alone. */
static const char *read_number(struct parse *p, const char *at, struct ast_expression **number)
{
    struct decimal value;
    const char *end = scan_plain_number(at, &value);
    if (end)
        *number = number_leaf(p, at, end, value, end, end);
    return end;
}

/* A number with its unit, or a date. */
static const char *read_quantity(struct parse *p, const char *at, struct ast_expression **quantity)
{
    struct decimal number;
    const char *end = scan_plain_number(at, &number);
    if (!end) {
        struct date date;
        end = scan_plain_date(at, &date);
        if (end)
            *quantity = parse_date(p, span_at(p, at, end), date);
        return end;
    }
    const char *unit = scan_skip_blanks(end), *unit_end = unit + 1;
    if (scan_begins_word(unit)) {
        if (!(unit_end = scan_plain_word(unit)))
            return NULL;
    } else if (*unit != '%') {
        unit = unit_end = end;
    }
    *quantity = number_leaf(p, at, unit_end, number, unit, unit_end);
    return unit_end;
}

static inline const char *read_value(struct parse *p, const char *at, struct ast_expression **value)
{
    if (scan_begins_ideograph(at))
        return read_word(p, at, value);
    if (*at >= '0' && *at <= '9')
        return read_quantity(p, at, value);
    return scan_begins_word(at) ? read_word(p, at, value) : read_text(p, at, value);
}

/* ---- items ---------------------------------------------------------------------------------- */

/* The bytes of the relation at `at`; 0 if there is none. */
static unsigned relation_at(const char *at, enum ast_operator *relation)
{
    bool is_wide = memcmp(at, "≤", 3) == 0 || memcmp(at, "≥", 3) == 0;
    bool is_less = is_wide ? at[2] == "≤"[2] : *at == '<';
    if (*at == '=') {
        *relation = AST_EQUAL;
        return 1;
    }
    if (!is_wide && *at != '<' && *at != '>')
        return 0;
    if (!is_wide && at[1] != '=') {
        *relation = is_less ? AST_LESS : AST_GREATER;
        return 1;
    }
    *relation = is_less ? AST_LESS_EQUAL : AST_GREATER_EQUAL;
    return is_wide ? 3 : 2;
}

/* The bytes of a sign: `sign`, or the full-width one whose last byte is `last`; 0 if it is not there. */
static inline unsigned sign_at(const char *at, char sign, char last)
{
    return at[0] == '\xEF' && at[1] == '\xBC' && at[2] == last ? 3 : *at == sign;
}

/* The values behind the comma behind `value`, if there is one. */
static const char *read_more(struct parse *p, const char *end, struct ast_expression *value)
{
    unsigned length;
    for (const char *at; (length = sign_at(at = scan_skip_blanks(end), ',', '\x8C'));) {
        if (!(end = read_value(p, scan_skip_blanks(at + length), &value->next)))
            return NULL;
        value = value->next;
    }
    return end;
}

/* What stands behind a head and its name, up to `end`: a sign and values, or nothing. */
static inline const char *read_tail(struct parse *p, const char *end, struct ast_node *node)
{
    const char *at = scan_skip_blanks(end);
    unsigned length = sign_at(at, ':', '\x9A');
    node->colon = node->relation_span = span_at(p, end, end);
    node->has_colon = length > 0;
    node->relation = AST_NONE;
    node->values = NULL;
    if (!length && !(length = relation_at(at, &node->relation)))
        return end;
    node->relation_span = span_at(p, at, at + length);
    if (node->has_colon)
        node->colon = node->relation_span;
    end = read_value(p, scan_skip_blanks(at + length), &node->values);
    return end && node->has_colon ? read_more(p, end, node->values) : end;
}

static inline struct ast_node *spare_node(struct parse *p)
{
    if (!p->spare) {
        p->spare = arena_bytes(p->arena, sizeof *p->spare);
        p->spare->has_block = p->spare->broken = false;
        p->spare->documentation = (struct str){0};
        p->spare->children = (struct ast_nodes){0};
        p->spare->next = NULL;
    }
    return p->spare;
}

/* An item without its end; p->spare is its node then. */
static const char *read_item(struct parse *p, const char *at)
{
    struct ast_node *node = spare_node(p);
    bool is_word = scan_begins_word(at);
    const char *start = at, *end = NULL;
    if (is_word)
        end = read_word(p, at, &node->head);
    else if (*at == '"')
        end = read_text(p, at, &node->head);
    if (!end)
        return NULL;
    node->labels = NULL;
    at = scan_skip_blanks(end);
    if (is_word && *at >= '0' && *at <= '9') {
        end = read_number(p, at, &node->labels);
    } else if (*at == '"' || memcmp(at, "“", 3) == 0 || memcmp(at, "《", 3) == 0) {
        /* A quote right behind a text was rather typed twice. */
        bool is_twice = !is_word && at == end;
        end = is_twice ? NULL : read_text(p, at, &node->labels);
    }
    if (!end || !(end = read_tail(p, end, node)))
        return NULL;
    node->span = node->header = span_at(p, start, end);
    return end;
}

/* p->spare, which is no longer one. */
static inline struct ast_node *take_node(struct parse *p)
{
    struct ast_node *node = p->spare;
    p->spare = NULL;
    return node;
}

/* ---- lines ---------------------------------------------------------------------------------- */

/* Past blanks, line ends and comments that document nothing; `*line` is where the line then begins. */
static inline const char *skip_lines(const char *at, const char **line)
{
    at = scan_skip_blanks(at);
    while (scan_ends_line(at)) {
        at = scan_line_end_at(at);
        if (*at == '\n')
            *line = ++at;
        at = scan_skip_blanks(at);
    }
    return at;
}

/* From behind an item or block past its end, to where the next one may begin. */
static inline const char *read_end(const char *at, bool has_value, bool has_outer,
                                   const char **line)
{
    at = scan_skip_blanks(at);
    if (*at == '}')
        return has_outer ? at : NULL;
    unsigned length = has_value ? sign_at(at, ';', '\x9B') : 0;
    if (!length && !scan_ends_line(at))
        return NULL;
    const char *begins = *line, *next = skip_lines(at + length, &begins);
    if (!length && !scan_begins_plainly(next))
        return NULL;
    *line = begins;
    return next;
}

/* From behind the item of p->spare past its end, adding it to the lines; NULL if it does not end there. */
static inline const char *end_item(struct parse *p, const char *at, bool has_outer,
                                   const char **line, struct ast_nodes *lines)
{
    const char *end = read_end(at, p->spare->values != NULL, has_outer, line);
    if (end) {
        /* What is behind a `}` may be further in too, if it closes nothing. */
        p->has_bare |= p->spare->values == NULL && (end > *line || *end == '}');
        *lines = ast_nodes_add(*lines, take_node(p));
    }
    return end;
}

/* Behind the `}` at `at` that closes the block at hand, and its end, if that is plain; else NULL. */
static inline const char *close_level(struct parse *p, const char *at, const char **line,
                                      struct plain_run *run)
{
    const char *end = read_end(at + 1, true, run->outer + run->depth > 1, line);
    if (end) {
        struct ast_nodes inner = run->levels[run->depth].lines;
        struct plain_level *level = &run->levels[--run->depth];
        parse_block(level->opened, true, inner, span_at(p, at, at + 1));
        level->lines = ast_nodes_add(level->lines, level->opened);
    }
    return end;
}

/* Goes on in the block of the item of p->spare, which is opened at `brace`. */
static inline const char *open_level(struct parse *p, const char *brace, const char **line,
                                     struct plain_run *run)
{
    struct plain_level *level = &run->levels[run->depth++];
    level->opened = take_node(p);
    level->brace = span_at(p, brace, brace + 1);
    level[1].lines = (struct ast_nodes){0};
    return skip_lines(brace + 1, line);
}

/* Reads lines from `at` on, and gives where it stopped: at what is not plain, or at the `}` of the block
 * that all of it stands in. */
static const char *read_lines(struct parse *p, const char *at, const char **line,
                              struct plain_run *run)
{
    const char *end = at;
    run->depth = 0;
    run->levels[0].lines = (struct ast_nodes){0};
    for (; end; at = end ? end : at) {
        run->begun = NULL;
        if (*at == '}') {
            end = run->depth ? close_level(p, at, line, run) : NULL;
            continue;
        }
        if (!(run->begun = read_item(p, at)))
            break;
        const char *brace = scan_skip_blanks(run->begun);
        unsigned blocks = run->outer + run->depth;
        if (*brace == '{' && run->depth < run->limit && blocks < AST_DEPTH_LIMIT)
            end = open_level(p, brace, line, run);
        else
            end = end_item(p, brace, blocks > 0, line, &run->levels[run->depth].lines);
    }
    return at;
}

/* ---- the tokens for them -------------------------------------------------------------------- */

static struct token *add_token(struct parse *p, int kind, struct span span)
{
    struct token *token = &p->ready[p->ready_end++];
    token->kind = kind;
    token->span = span;
    return token;
}

/* The token that an expression ends with. */
static int last_kind(const struct ast_expression *expression)
{
    bool is_ratio = expression->kind == AST_NUMBER && expression->number.unit.len == 1;
    switch (expression->kind) {
    case AST_NUMBER:
        return is_ratio ? TOK_RATIO : expression->number.unit.len ? TOK_NAME : TOK_NUMBER;
    case AST_DATE:
        return TOK_DATE;
    case AST_TEXT:
        return TOK_TEXT;
    case AST_TITLE:
        return TOK_TITLE;
    default:
        return TOK_NAME;
    }
}

/* The last token of an expression, as what is told of the next one may depend on it. */
static void remember_last(struct parse *p, const struct ast_expression *last)
{
    bool has_unit = last->kind == AST_NUMBER && last->number.unit.len;
    p->last_kind = last_kind(last);
    p->last_span = has_unit ? ast_unit_span(last) : last->span;
}

/* That of a line. */
static void remember_line(struct parse *p, const struct ast_node *line)
{
    const struct ast_expression *last = line->values   ? line->values
                                        : line->labels ? line->labels
                                                       : line->head;
    while (last->next)
        last = last->next;
    remember_last(p, last);
    if (line->has_block) {
        p->last_kind = TOK_CLOSE_BLOCK;
        p->last_span = (struct span){p->source, line->span.end - 1, line->span.end};
    }
}

/* What a line end leaves behind. */
static void end_line(struct parse *p)
{
    p->previous = TOK_END;
    p->has_value = p->left_open = p->too_deep = false;
    p->negations = 0;
}

static void add_lines(struct parse *p, struct ast_nodes lines)
{
    if (!lines.first)
        return;
    struct span span = span_join(lines.first->span, lines.last->span);
    add_token(p, TOK_LINES, span)->value.TOK_LINES = lines;
    remember_line(p, lines.last);
    end_line(p);
}

static void open_block(struct parse *p, struct span brace)
{
    layout_open_block(p, brace);
    p->last_kind = p->previous = TOK_OPEN_BLOCK;
    p->last_span = brace;
    p->has_value = false;
}

static void add_run(struct parse *p, const struct plain_run *run)
{
    const struct plain_level *level = run->levels;
    for (; level < run->levels + run->depth; level++) {
        struct span span = span_join(level->opened->span, level->brace);
        add_lines(p, level->lines);
        add_token(p, TOK_OPENED, span)->value.TOK_OPENED = level->opened;
        open_block(p, level->brace);
    }
    add_lines(p, level->lines);
}

/* ---- lines with operators ------------------------------------------------------------------- */

/* The operator at `at`, which stands behind an operand; false if there is none. */
static bool read_operator(const struct parse *p, const char *at, struct token *token)
{
    unsigned length = 1;
    if (memcmp(at, "×", 2) == 0 || *at == '*' || (*at == '/' && at[1] != '/' && at[1] != '*')) {
        length = *at == '\xC3' ? 2 : 1;
        token->kind = TOK_TIMES;
        token->value.TOK_TIMES = *at == '/' ? AST_DIVIDE : AST_MULTIPLY;
    } else if ((length = relation_at(at, &token->value.TOK_RELATION))) {
        token->kind = TOK_RELATION;
    } else if (memcmp(at, "·", 2) == 0) {
        length = 2;
        token->kind = TOK_DOT;
        token->value.TOK_DOT = AST_DOT;
    } else if (memcmp(at, "至 ", 4) == 0 || memcmp(at, "to ", 3) == 0) {
        length = *at == 't' ? 2 : 3;
        token->kind = TOK_RANGE;
        token->value.TOK_RANGE = AST_RANGE;
    } else if (*at == '+' || *at == '-') {
        length = 1;
        token->kind = *at == '+' ? TOK_PLUS : TOK_MINUS;
    }
    token->span = span_at(p, at, at + length);
    return length > 0;
}

/* Adds the tokens for what follows the last operand of a line: its end or its block. */
static const char *add_end(struct parse *p, const char *at, const char **line,
                           const struct ast_expression *operand)
{
    struct span sign = span_at(p, at, at + 1);
    if (*at != '{' || p->brace_count == AST_DEPTH_LIMIT) {
        const char *end = read_end(at, true, p->brace_count > 0, line);
        if (end) {
            add_token(p, TOK_END, sign);
            remember_last(p, operand);
            end_line(p);
        }
        return end;
    }
    struct plain_run inner;
    inner.outer = p->brace_count + 1;
    inner.limit = 0;
    at = read_lines(p, skip_lines(at + 1, line), line, &inner);
    const char *end = *at == '}' ? read_end(at + 1, true, p->brace_count > 0, line) : NULL;
    if (!end) {
        add_token(p, TOK_OPEN_BLOCK, sign);
        open_block(p, sign);
        add_run(p, &inner);
        return at;
    }
    p->last_span = span_at(p, at, at + 1);
    p->last_kind = TOK_CLOSE_BLOCK;
    add_token(p, TOK_CLOSED, span_join(sign, p->last_span))->value.TOK_CLOSED =
        inner.levels[0].lines;
    end_line(p);
    return end;
}

/*
 * Adds the tokens of a line of which p->spare is what stands before its first operator, at `at`: operands
 * with operators between them, and its end. Gives where the next line may begin, or NULL, and no tokens, if
 * it is not plain.
 */
static const char *add_chain(struct parse *p, const char *at, const char **line)
{
    enum { MORE = 4 /* tokens that an operator or the end may add */ };
    struct token *begun = &p->ready[p->ready_end++];
    struct ast_node *node = take_node(p);
    struct ast_expression *operand = node->values;
    unsigned operators = 0;
    for (struct token operator; at && !operand->next; operators++) {
        add_token(p, TOK_OPERAND, operand->span)->value.TOK_OPERAND = operand;
        at = scan_skip_blanks(at);
        if (!read_operator(p, at, &operator))
            break;
        p->ready[p->ready_end++] = operator;
        at = p->ready_end + MORE > READY_LIMIT
                 ? NULL
                 : read_value(p, scan_skip_blanks(p->scanned + operator.span.end), &operand);
    }
    if (at && operators > 0)
        at = add_end(p, at, line, operand);
    if (!at || operators == 0) {
        p->ready_end = (unsigned)(begun - p->ready);
        return NULL;
    }
    node->values = NULL;
    node->span = node->header = span_join(node->span, node->relation_span);
    begun->kind = TOK_BEGUN;
    begun->value.TOK_BEGUN = node;
    begun->span = node->span;
    return at;
}

/* The `}` at `at`, and the end behind it if that is plain. */
static const char *add_brace(struct parse *p, const char *at, const char **line)
{
    struct span brace = span_at(p, at, at + 1);
    add_token(p, TOK_CLOSE_BLOCK, brace);
    p->brace_count--;
    p->last_kind = p->previous = TOK_CLOSE_BLOCK;
    p->last_span = brace;
    const char *end = read_end(at + 1, true, p->brace_count > 0, line);
    if (!end)
        return at + 1;
    add_token(p, TOK_END, span_after(brace));
    end_line(p);
    return end;
}

bool plain_lines_read(struct parse *p)
{
    if (p->invisible_count || p->pending.len || p->brackets)
        return false;
    const char *line = p->scanned + p->line, *at = skip_lines(p->at, &line), *end;
    p->ready_first = p->ready_end = 0;
    do {
        struct plain_run run;
        run.outer = p->brace_count;
        run.limit = PLAIN_DEPTH;
        at = read_lines(p, at, &line, &run);
        add_run(p, &run);
        end = NULL;
        if (run.begun && p->spare->values)
            end = add_chain(p, run.begun, &line);
        else if (*at == '}' && p->brace_count)
            end = add_brace(p, at, &line);
        at = end ? end : at;
    } while (end && p->previous != TOK_CLOSE_BLOCK && p->ready_end <= READY_LIMIT / 2);
    p->at = p->scanned + (at - p->scanned);
    p->line = (uint32_t)(line - p->scanned);
    return p->ready_end > 0;
}
