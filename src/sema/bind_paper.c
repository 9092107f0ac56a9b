/* bind_paper.c - lines of the paper form that are written otherwise here: two dates, totals. */
#include "sema/bind.h"

#include "syntax/document_number.h"

static bool is_word_of(struct str head, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (str_starts_with(head, str_of(words[i])))
            return true;
    }
    return false;
}

/* ---- a period in two lines ----------------------------------------------------------------- */

enum side { SIDE_NONE, SIDE_FIRST, SIDE_LAST };

/* Which end of the project's period the line gives, 起始日期：2025-01-01 or 计划完成时间：2025年12月. */
static enum side period_side(struct binder *b, const struct ast_node *node)
{
    static const char *const first[] = {"起始", "开始", "start"};
    static const char *const last[] = {"结束", "终止", "截止", "完成", "end", "finish"};
    static const char *const before[] = {"项目", "计划"};
    static const char *const behind[] = {"日期", "时间", "_date"};
    bool is_date = node->head && node->head->kind == AST_NAME && node->values &&
                   node->values->kind == AST_DATE && !node->values->next && !node->labels &&
                   !node->has_block && !node->broken && node->relation == AST_NONE;
    if (!is_date)
        return SIDE_NONE;
    struct str head = node_head(b, node);
    bool ends_so = false;
    for (size_t i = 0; i < sizeof behind / sizeof behind[0]; i++)
        ends_so |= str_ends_with(head, str_of(behind[i]));
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        if (str_starts_with(head, str_of(before[i])))
            head = str_part(head, strlen(before[i]), head.len);
    }
    if (ends_so && is_word_of(head, first, sizeof first / sizeof first[0]))
        return SIDE_FIRST;
    return ends_so && is_word_of(head, last, sizeof last / sizeof last[0]) ? SIDE_LAST : SIDE_NONE;
}

struct span whole_line(struct span span)
{
    struct str text = span.source->text;
    uint32_t start = span.start, end = span.end;
    while (start > 0 && (text.ptr[start - 1] == ' ' || text.ptr[start - 1] == '\t'))
        start--;
    while (end < text.len && (text.ptr[end] == ' ' || text.ptr[end] == '\r'))
        end++;
    bool is_alone =
        start > 0 && text.ptr[start - 1] == '\n' && end < text.len && text.ptr[end] == '\n';
    return is_alone ? (struct span){span.source, start, end + 1} : span;
}

/* Both dates in one line, or the one there is: `mate` is the other, or NULL. */
static void report_period(struct binder *b, const struct ast_node *node, enum side side,
                          const struct ast_node *mate)
{
    const struct ast_node *first = side == SIDE_FIRST ? node : mate;
    const struct ast_node *last = side == SIDE_FIRST ? mate : node;
    struct bilingual period = word_info(WORD_PROJECT_PERIOD)->name;
    struct span head = node->head->span;
    struct str to = name_like(head, (struct bilingual){STR(" 至 "), STR(" to ")});
    const struct str parts[] = {name_like(head, period), colon_and_blank(head),
                                first ? span_text(first->values->span) : STR("…"), to,
                                last ? span_text(last->values->span) : STR("…")};
    struct str line = arena_join(b->arena, parts, 5);
    struct diag *diag =
        diag_report(b->diags, DIAG_UNKNOWN_WORD, node->head->span,
                    DIAG_PHRASE(block_name(BLOCK_PROJECT)), DIAG_TEXT(node_head(b, node)));
    if (!mate) {
        diag_help(b->diags, diag, NOTE_HELP_PERIOD, DIAG_TEXT(line));
        return;
    }
    diag_place(b->diags, diag, mate->head->span,
               side == SIDE_FIRST ? NOTE_LAST_DAY : NOTE_FIRST_DAY, DIAG_NONE);
    diag_help(b->diags, diag, NOTE_HELP_PERIOD_JOINED, DIAG_TEXT(line));
    diag_fix(b->diags, diag, span_join(node->head->span, node->values->span), line, FIX_NAMED);
    diag_fix(b->diags, diag, whole_line(span_join(mate->head->span, mate->values->span)), STR(""),
             FIX_NAMED);
}

static bool is_side_of_period(struct binder *b, const struct project *project,
                              const struct ast_node *node)
{
    enum { FARTHEST = 64 /* fields between the two */ };
    enum side side = period_side(b, node);
    if (node == b->period_mate)
        return true; /* the other line told of it */
    if (side == SIDE_NONE)
        return false;
    bool is_written = object_get(project->fields, WORD_PROJECT_PERIOD) != NULL;
    const struct ast_node *mate = is_written ? NULL : node->next;
    for (int i = 0; mate && period_side(b, mate) != (side == SIDE_FIRST ? SIDE_LAST : SIDE_FIRST);
         i++)
        mate = i < FARTHEST ? mate->next : NULL;
    b->period_mate = mate;
    report_period(b, node, side, mate);
    return true;
}

/* ---- numbers of documents ------------------------------------------------------------------- */

void check_document_numbers(struct binder *b, const struct value *value)
{
    for (; value; value = value->next) {
        if (value->kind != VALUE_TEXT && value->kind != VALUE_TITLE)
            continue;
        struct str text = str_part(value->span.source->text, 0, value->span.end);
        struct document_number number;
        for (size_t at = value->span.start; document_number_unusual(text, at, &number);
             at = number.end) {
            struct span span = {value->span.source, (uint32_t)number.start, (uint32_t)number.end};
            struct str right = document_number_text(b->arena, text, &number);
            struct diag *diag =
                diag_report(b->diags, DIAG_YEAR_BRACKETS, span, DIAG_TEXT(span_text(span)));
            diag_fix(b->diags, diag, span, right, FIX_NAMED);
        }
    }
}

/* ---- totals --------------------------------------------------------------------------------- */

/* Whether its character from byte `at` on is that of totals. */
static inline bool counts_at(struct str head, size_t at)
{
    enum { WIDE = 3 };
    return head.len >= at + WIDE && memcmp(head.ptr + at, "计", WIDE) == 0;
}

/* Whether it may begin with one of the words of the next two functions, which most names of lines do not: each is asked. All of
 * these words are to be found by it. */
static inline bool may_be_sum(struct str head)
{
    enum { SECOND = 3, FOURTH = 9 /* byte of a Chinese word */ };
    return counts_at(head, SECOND) || counts_at(head, FOURTH) ||
           (head.len && (head.ptr[0] == 't' || head.ptr[0] == 'l'));
}

bool is_word_of_sum(struct str head)
{
    static const char *const words[] = {"合计",     "总计",     "小计", "共计",
                                        "金额合计", "合计金额", "total"};
    enum { LONGEST = 12 };
    return head.len <= LONGEST && may_be_sum(head) &&
           is_word_of(head, words, sizeof words / sizeof words[0]);
}

bool is_word_of_total(struct str head)
{
    static const char *const words[] = {"明细合计", "明细总计", "line_totals"};
    return is_word_of_sum(head) ||
           (may_be_sum(head) && is_word_of(head, words, sizeof words / sizeof words[0]));
}

/* A large number without a unit is taken in the project's: it may be in 元. True if help was given. */
static bool help_bare_total(struct binder *b, struct diag *diag, const struct ast_expression *value)
{
    enum { LEAST = 1000 };
    if (value->kind != AST_NUMBER || value->number.unit.len || !b->money ||
        value->number.value->places || value->number.value->coefficient < LEAST ||
        rational_compare(b->money->factor, rational_whole(1)) == 0)
        return false;
    diag_help(b->diags, diag, NOTE_HELP_BARE_TOTAL, DIAG_PHRASE(b->money->name),
              DIAG_TEXT(span_text(value->span)));
    return true;
}

/* Says how the node's amount, a number, is written as the total of all lines; true if it may be in another
 * unit. */
static bool help_line_totals(struct binder *b, struct diag *diag, const struct ast_node *node)
{
    const struct ast_expression *value = node->values;
    diag_help(b->diags, diag, NOTE_HELP_LINE_TOTALS, DIAG_TEXT(span_text(value->span)));
    return help_bare_total(b, diag, value);
}

bool help_block_of_totals(struct binder *b, struct diag *diag, const struct ast_node *node,
                          struct bilingual name)
{
    const struct bilingual totals = word_info(WORD_PROJECT_LINE_TOTALS)->name;
    const struct ast_expression *value = node->values;
    if (!str_equal(name.chinese, totals.chinese) || node->has_block || !value || value->next ||
        value->kind != AST_NUMBER)
        return false;
    help_line_totals(b, diag, node);
    return true;
}

/* Whether the total of all lines is written besides this node, before it or behind it. */
static bool has_other_total(struct binder *b, const struct project *project,
                            const struct ast_node *node)
{
    bool is_written = object_get(project->fields, WORD_PROJECT_LINE_TOTALS) != NULL;
    for (node = node->next; node && !is_written; node = node->next)
        is_written = node->head && is_word_of_total(node_head(b, node));
    return is_written;
}

/* 合计：300 万元 beside the tasks: the block that it should be, unless the total may be meant otherwise. */
static void fix_line_totals(struct binder *b, struct diag *diag, const struct project *project,
                            const struct ast_node *node)
{
    const struct bilingual block = word_info(WORD_PROJECT_LINE_TOTALS)->name;
    const struct bilingual amount = word_info(WORD_LINE_TOTALS_AMOUNT)->name;
    struct span word = node->head->span;
    bool is_quoted = node->head->kind == AST_TEXT; /* its quotes tell no language */
    word.start += is_quoted, word.end -= is_quoted;
    const struct str parts[] = {name_like(word, block),        STR(" { "),
                                name_like(word, amount),       colon_and_blank(word),
                                span_text(node->values->span), STR(" }")};
    if (!node->labels && !node->has_block && node->relation == AST_NONE &&
        !has_other_total(b, project, node))
        diag_fix(b->diags, diag, span_join(node->head->span, node->values->span),
                 arena_join(b->arena, parts, sizeof parts / sizeof parts[0]), FIX_NAMED);
}

/* 项目资金 { … }: what the form calls the funding, with its block. */
static bool is_funding_block(struct binder *b, const struct ast_node *node, struct str head)
{
    static const char *const names[] = {"项目资金", "资金情况", "项目资金情况", "资金来源"};
    if (!is_word_of(head, names, sizeof names / sizeof names[0]) || !node->has_block ||
        node->values || node->labels)
        return false;
    struct bilingual funding = word_info(WORD_PROJECT_FUNDING)->name;
    struct diag *diag = diag_report(b->diags, DIAG_UNKNOWN_WORD, node->head->span,
                                    DIAG_PHRASE(block_name(BLOCK_PROJECT)), DIAG_TEXT(head));
    diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(funding.chinese));
    diag_fix(b->diags, diag, node->head->span, funding.chinese, FIX_NAMED);
    return true;
}

bool report_paper_field(struct binder *b, const struct project *project,
                        const struct ast_node *node, struct str head)
{
    if (is_side_of_period(b, project, node) || is_funding_block(b, node, head))
        return true;
    if (!project->lines || !is_word_of_total(head) || !node->values ||
        node->values->kind != AST_NUMBER || node->values->next)
        return false;
    struct diag *diag = diag_report(b->diags, DIAG_UNKNOWN_WORD, node->head->span,
                                    DIAG_PHRASE(block_name(BLOCK_PROJECT)), DIAG_TEXT(head));
    if (!help_line_totals(b, diag, node))
        fix_line_totals(b, diag, project, node);
    return true;
}

bool report_total_among_lines(struct binder *b, const struct line *task,
                              const struct ast_node *node, struct str name, struct span span)
{
    const struct ast_expression *value = node->values;
    if (!is_word_of_total(name) || !value || value->next || value->kind != AST_NUMBER)
        return false;
    struct diag *diag = diag_report(b->diags, DIAG_UNKNOWN_WORD, span,
                                    DIAG_PHRASE(block_name(BLOCK_LINE)), DIAG_TEXT(name));
    if (task && !task->is_stated && task->name.len) {
        const struct bilingual lines = word_info(WORD_PROJECT_LINES)->name;
        const struct str parts[] = {
            name_like(span, lines), STR(" \""),   task->name, STR("\""), colon_and_blank(span),
            span_text(value->span), STR(" { … }")};
        diag_help(b->diags, diag, NOTE_HELP_TASK_TOTAL, DIAG_TEXT(arena_join(b->arena, parts, 7)));
    }
    help_line_totals(b, diag, node);
    return true;
}
