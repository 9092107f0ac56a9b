/* bind_unquoted.c - indicators as a paper form has them, 数量指标：加装电梯 60台: the name in no quotes, and the
 * target behind it. */
#include "sema/bind.h"

#include "base/nearest.h"
#include "sema/typed_indicator.h"
#include "sema/typed_name.h"
#include "sema/typed_text.h"
#include "syntax/paper_value.h"

/* Whatever the parser did not expect in the line is part of what is told of it. */
static void drop_parts(struct binder *b, struct span line)
{
    static const enum diag_code codes[] = {DIAG_UNEXPECTED, DIAG_DATE_FORM, DIAG_UNUSUAL_SIGN};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        diags_drop(b->diags, codes[i], line);
}

/* Says that the name is missing, and how the target is written. */
static void report_nameless(struct binder *b, struct span head, const struct typed_indicator *typed)
{
    struct str word = span_text(head), name = name_like(head, word_info(WORD_INDICATOR_NAME)->name);
    const struct str line[] = {word, STR(" \""), name, STR("\""), typed->right};
    struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, head, DIAG_TEXT(word));
    if (typed->paper.kind == PAPER_REWRITE || typed_sign(typed->target)) {
        diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(arena_join(b->arena, line, 5)));
        return;
    }
    diag_help(b->diags, diag, NOTE_HELP_NAME, DIAG_TEXT(word));
    paper_help(b->diags, diag, head, typed->paper);
}

static void report_typed(struct binder *b, struct span head, struct span line,
                         const struct typed_indicator *typed)
{
    drop_parts(b, line);
    if (!typed->name.len) {
        report_nameless(b, head, typed);
        return;
    }
    struct str right = typed_right(b, head, typed), word = span_text(head);
    const struct str whole[] = {word, right};
    uint32_t start = (uint32_t)(typed->name.ptr - head.source->text.ptr);
    struct span name = {head.source, start, start + (uint32_t)typed->name.len};
    struct diag *diag;
    if (typed->has_colon) {
        diag = diag_report(b->diags, DIAG_NAME_MISSING, head, DIAG_TEXT(word));
    } else if (typed->heading.len) {
        start = (uint32_t)(typed->heading.ptr - head.source->text.ptr);
        name = (struct span){head.source, start, start + (uint32_t)typed->heading.len};
        diag = diag_report(b->diags, DIAG_UNEXPECTED, name, DIAG_TEXT(typed->heading));
    } else {
        diag = diag_report(b->diags, DIAG_QUOTES_MISSING, name, DIAG_TEXT(typed->name));
    }
    diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(arena_join(b->arena, whole, 2)));
    if (typed->paper.kind != PAPER_REWRITE && !typed_sign(typed->target))
        paper_help(b->diags, diag, line, typed->paper);
    bool is_one = typed->is_quoted || !memchr(typed->name.ptr, ' ', typed->name.len);
    bool is_safe = typed->is_plain && is_one;
    diag_fix(b->diags, diag, line, right, is_safe ? FIX_SAFE : FIX_NAMED);
}

/* 数量："培训教师" >= 40 人, 数量：培训教师 >= 40 人: the name stands behind the colon, in quotes or not. */
static bool report_name_behind_colon(struct binder *b, const struct ast_node *node)
{
    const struct ast_expression *value = node->values;
    bool is_relation = value && !node->labels && !value->next && value->kind == AST_BINARY &&
                       value->operator>= AST_EQUAL && value->operator<= AST_GREATER_EQUAL;
    const struct ast_expression *name = is_relation ? value->binary.left : NULL;
    if (!name || (name->kind != AST_TEXT && name->kind != AST_NAME))
        return false;
    struct str head = span_text(node->head->span), called = span_text(name->span),
               quote = name->kind == AST_NAME ? STR("\"") : STR("");
    bool is_nameless = name->kind == AST_NAME && typed_is_number_word(called);
    if (is_nameless)
        called = name_like(node->head->span, word_info(WORD_INDICATOR_NAME)->name);
    struct span span = {value->span.source, name->span.end, value->span.end};
    struct str target = span_text(span);
    if (str_ends_with(target, STR("（含）"))) /* which the sign says */
        target.len -= strlen("（含）");
    const struct str parts[] = {head, STR(" "), quote, called, quote, target};
    struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, node->head->span, DIAG_TEXT(head));
    diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(arena_join(b->arena, parts, 6)));
    if (!is_nameless)
        fix_name_behind_colon(b, diag, node->colon, name);
    return true;
}

/* 数量：培训教师: words and no target, which are no step of a scale and nothing that is defined. */
static bool report_name_alone(struct binder *b, const struct ast_node *node)
{
    const struct ast_expression *name = node->values;
    if (node->labels || node->relation != AST_NONE || !name || name->kind != AST_NAME ||
        units_find_grade(b->units, name->text) || definition_find(b->definitions, name->text))
        return false;
    struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, node->head->span,
                                    DIAG_TEXT(span_text(node->head->span)));
    diag_help(b->diags, diag, NOTE_HELP_TARGET, DIAG_TEXT(span_text(node->head->span)));
    return true;
}

/* Reports the line if it is an indicator that is typed so; `has_block` tells whether a block is behind it. */
static bool report_line(struct binder *b, struct span head, struct span line, bool has_block)
{
    struct typed_indicator typed = {.points = {0}};
    if (b->diags->errors > DIAG_KEPT_LIMIT || !typed_read(b, head, line, false, &typed) ||
        (has_block && typed_needs_block(&typed)))
        return false;
    report_typed(b, head, line, &typed);
    return true;
}

struct str typed_indicator_text(struct binder *b, struct span head, struct span line)
{
    struct typed_indicator typed = {.points = {0}};
    if (!typed_read(b, head, line, false, &typed) || !typed.name.len)
        return (struct str){0};
    const struct str parts[] = {span_text(head), typed_right(b, head, &typed)};
    return arena_join(b->arena, parts, 2);
}

/* The head of a line, also of one of which the parser gave up on that too. */
static struct span head_of(const struct ast_node *node)
{
    struct span head = node->head ? node->head->span : node->header;
    struct str text = span_text(head);
    size_t end = 0;
    if (node->head)
        return head;
    while (end < text.len && end < TYPED_LONGEST && !strchr(" \t:\"", text.ptr[end]) &&
           !str_starts_with(typed_rest(text, end), STR("：")))
        end++;
    head.end = head.start + (uint32_t)end;
    return head;
}

void report_unread_indicator(struct binder *b, const struct category *level_one,
                             const struct ast_node *node)
{
    struct span line = node->header, head = head_of(node);
    line.start = head.end;
    if (category_find(level_one->children, span_text(head)))
        report_line(b, head, line, node->has_block);
}

/* Whether the node is a field of an indicator. */
static bool is_field(struct binder *b, const struct ast_node *node)
{
    return node->head && node->head->kind == AST_NAME &&
           has_field(b, BLOCK_INDICATOR, node_head(b, node));
}

/* Leaves out the head and its braces, if it has any: those that the parser put in do not stand there. */
static void fix_group(struct binder *b, struct diag *diag, const struct ast_node *node)
{
    struct span head = node->head->span, first = node->children.first->span;
    struct str text = head.source->text;
    uint32_t brace = head.end, end = node->span.end;
    while (brace < first.start && strchr(" \t\r\n", text.ptr[brace]))
        brace++;
    bool has_brace = text.ptr[brace] == '{' || str_starts_with(typed_rest(text, brace), STR("｛"));
    struct span opening = {head.source, head.start, has_brace ? brace + 1 : head.end};
    if (has_brace && text.ptr[brace] != '{')
        opening.end += 2;
    bool is_line = whole_line(opening).end > opening.end;
    if (!is_line && !memchr(text.ptr + opening.end, '\n', first.start - opening.end))
        opening.end = first.start;
    diag_fix(b->diags, diag, is_line ? whole_line(opening) : opening, STR(""), FIX_NAMED);
    if (!has_brace)
        return;
    struct span closing = {head.source, end - (text.ptr[end - 1] == '}' ? 1 : 3), end};
    while (!is_line && strchr(" \t", text.ptr[closing.start - 1]))
        closing.start--;
    diag_fix(b->diags, diag, is_line ? whole_line(closing) : closing, STR(""), FIX_NAMED);
}

/* The indicators that a category stands above, up to `end`. */
struct group {
    const struct ast_node *head, *first, *end;
};

/* The line of a member: all of it where the parser could not read it. */
static struct span line_of(const struct ast_node *node)
{
    struct span line = node->header;
    struct str text = line.source->text;
    size_t most = line.start + TYPED_LONGEST < text.len ? line.start + TYPED_LONGEST : text.len;
    while (node->broken && !node->has_block && line.end < most &&
           !strchr("\r\n;}", text.ptr[line.end]) && !str_stands_at(text, line.end, "；"))
        line.end++;
    while (line.end > node->header.end && text.ptr[line.end - 1] == ' ')
        line.end--;
    return line;
}

/* Reads a member; false if it cannot be told how it is written. */
static bool read_member(struct binder *b, const struct group *group, const struct ast_node *node,
                        struct typed_indicator *typed)
{
    *typed = (struct typed_indicator){.points = {0}};
    return typed_read(b, group->head->head->span, line_of(node), true, typed) && typed->name.len &&
           !(node->has_block && typed_needs_block(typed));
}

/* Offers the word before each of them, instead of the head above. */
static void fix_members(struct binder *b, struct diag *diag, const struct group *group,
                        bool is_whole)
{
    struct span head = group->head->head->span;
    for (const struct ast_node *node = group->first; node != group->end; node = node->next) {
        struct typed_indicator typed;
        if (!read_member(b, group, node, &typed))
            continue;
        drop_parts(b, line_of(node));
        const struct str line[] = {span_text(head), typed_right(b, head, &typed)};
        if (is_whole)
            diag_fix(b->diags, diag, line_of(node), arena_join(b->arena, line, 2), FIX_NAMED);
    }
    if (is_whole && group->head->children.first)
        fix_group(b, diag, group->head);
    else if (is_whole)
        diag_fix(b->diags, diag, whole_line(head), STR(""), FIX_NAMED);
}

/* One message for the members of a group that can be read, of which one is the example; `is_whole`: for all. */
static void tell_group(struct binder *b, const struct group *group, struct str example,
                       bool is_whole)
{
    struct span head = group->head->head->span;
    diags_drop(b->diags, DIAG_OPENING_BRACE_MISSING, span_after(head));
    const struct str whole[] = {span_text(head), example};
    struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, head, DIAG_TEXT(whole[0]));
    diag_help(b->diags, diag, NOTE_HELP_EACH_INDICATOR, DIAG_TEXT(arena_join(b->arena, whole, 2)));
    fix_members(b, diag, group, is_whole);
}

/* 数量指标 above several indicators that are nothing but a name and a target, in braces or only further in: the word
 * stands before each of them. */
static bool report_group(struct binder *b, const struct ast_node *node)
{
    const struct group group = {node, node->children.first, NULL};
    struct typed_indicator typed;
    unsigned count = 0, read = 0;
    struct str example = {0};
    if (node->labels || node->values || node->broken || b->diags->errors > DIAG_KEPT_LIMIT)
        return false;
    for (const struct ast_node *member = group.first; member; member = member->next, count++) {
        if (is_field(b, member))
            return false;
        if (read_member(b, &group, member, &typed) && !read++)
            example = typed_right(b, node->head->span, &typed);
    }
    if (read)
        tell_group(b, &group, example, read == count);
    return read > 0;
}

/* Whether the word is meant for one of the categories, or for one below: 质里指标. */
static bool is_like_category(const struct category *first, struct str word)
{
    struct nearest nearest = nearest_to(word);
    for (const struct category *one = first; one; one = one->next) {
        nearest_try_both(&nearest, one->name.chinese, one->name.english);
        for (const struct category *two = one->children; two; two = two->next)
            nearest_try_both(&nearest, two->name.chinese, two->name.english);
    }
    return nearest_name(&nearest).len > 0;
}

/* Whether the node may be an indicator without its category, and nothing that the block knows. */
static bool is_member(struct binder *b, const struct category *level_one,
                      const struct ast_node *node)
{
    const struct ast_expression *label = node->labels;
    struct str head = span_text(head_of(node));
    bool is_category =
        category_find(level_one->children, head) || category_above(b->framework, head);
    return !is_category && !is_like_category(b->framework->categories, head) &&
           !is_field(b, node) && !(label && label->kind == AST_TEXT);
}

bool report_indicators_behind(struct binder *b, const struct category *level_one,
                              const struct ast_node *node, const struct ast_node **end)
{
    struct group group = {node, node->next, node->next};
    if (!node_is_bare(node) || b->diags->errors > DIAG_KEPT_LIMIT ||
        !category_find(level_one->children, node_head(b, node)))
        return false;
    struct typed_indicator typed;
    struct str example = {0};
    for (; group.end && is_member(b, level_one, group.end) &&
           read_member(b, &group, group.end, &typed);
         group.end = group.end->next) {
        if (group.end == group.first)
            example = typed_right(b, node->head->span, &typed);
    }
    if (group.end == group.first)
        return false;
    tell_group(b, &group, example, true);
    *end = group.end;
    return true;
}

bool report_unquoted_indicator(struct binder *b, const struct ast_node *node)
{
    const struct ast_expression *label = node->labels, *value = node->values;
    bool is_unquoted = label && label->kind == AST_NAME && !value;
    bool is_behind_colon = !label && node->has_colon && value;
    if (node->children.first && report_group(b, node))
        return true;
    if (!node->broken && !is_unquoted && !is_behind_colon)
        return false;
    if (is_behind_colon && report_name_behind_colon(b, node))
        return true;
    struct span head = node->head->span, line = {head.source, head.end, node->header.end};
    const struct ast_expression *first =
        value && value->kind == AST_BINARY ? value->binary.left : value;
    bool is_value = is_behind_colon && value->kind != AST_NAME && !value->next &&
                    first->kind != AST_CALL && /* 人次（人次）≥12000 is read as one */
                    (first == value || first->kind != AST_NAME);
    return (!is_value && report_line(b, head, line, node->has_block)) ||
           (!node->broken && report_name_alone(b, node));
}
