/* bind_name.c - the name behind the head of a node. */
#include "sema/bind.h"

/* Something behind the name: an amount that lacks its colon, 明细 "培训" 3.00 { … }, or another name. */
static void report_second_name(struct binder *b, const struct ast_node *node,
                               const struct ast_expression *name)
{
    struct diag *diag = diag_report(b->diags, DIAG_ONE_NAME, name->next->span,
                                    DIAG_TEXT(span_text(node->head->span)));
    bool is_project = bilingual_is(word_info(WORD_FILE_PROJECT)->name, node_head(b, node));
    if (name->next->kind != AST_NUMBER || node->has_colon || is_project)
        return;
    diag_help(b->diags, diag, NOTE_HELP_AMOUNT_COLON, DIAG_NONE);
    diag_fix(b->diags, diag, span_after(name->span), colon_after(node->head->span), FIX_NAMED);
}

struct span words_span(const struct ast_expression *word)
{
    struct span span = word->span;
    for (; word && word->kind == AST_NAME; word = word->next)
        span.end = word->span.end;
    return span;
}

void fix_name_behind_colon(struct binder *b, struct diag *diag, struct span colon,
                           const struct ast_expression *name)
{
    const char *between = colon.source->text.ptr + colon.end;
    if (memchr(between, '\n', name->span.start - colon.end))
        return; /* without its colon the line would be over */
    diag_fix(b->diags, diag, colon, STR(" "), FIX_SAFE);
    if (name->kind == AST_NAME) {
        diag_fix(b->diags, diag, span_before(name->span), STR("\""), FIX_SAFE);
        diag_fix(b->diags, diag, span_after(name->span), STR("\""), FIX_SAFE);
    }
}

bool is_named_behind_colon(struct binder *b, const struct ast_node *node)
{
    const struct ast_expression *value = node->values;
    bool is_text =
        value && (value->kind == AST_TEXT || value->kind == AST_TITLE || value->kind == AST_NAME);
    return is_text && !node->labels && !value->next && !node->broken &&
           (node->has_block ||
            bilingual_is(word_info(WORD_FILE_PROJECT)->name, node_head(b, node)));
}

bool node_name(struct binder *b, const struct ast_node *node, struct str *name, struct span *span)
{
    const struct ast_expression *label = node->labels;
    if (label && (label->kind == AST_TEXT || label->kind == AST_TITLE)) {
        *name = label->text;
        *span = label->span;
        if (label->next && !node->broken)
            report_second_name(b, node, label);
        return true;
    }
    if (node->broken)
        return false;
    if (label && label->kind == AST_NAME) {
        struct span all = words_span(label);
        struct diag *diag =
            diag_report(b->diags, DIAG_QUOTES_MISSING, all, DIAG_TEXT(span_text(all)));
        diag_fix(b->diags, diag, all,
                 arena_format(b->arena, "\"%" STR_FORMAT "\"", STR_ARG(span_text(all))),
                 label->next && label->next->kind == AST_NAME ? FIX_NAMED : FIX_SAFE);
        *name = span_text(all);
        *span = all;
        return true;
    }
    const struct ast_expression *value = node->values;
    if (is_named_behind_colon(b, node)) {
        struct str quote = value->kind == AST_NAME ? STR("\"") : STR("");
        const struct str parts[] = {span_text(node->head->span), STR(" "), quote,
                                    span_text(value->span), quote};
        struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, node->head->span,
                                        DIAG_TEXT(node_head(b, node)));
        diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(arena_join(b->arena, parts, 5)));
        fix_name_behind_colon(b, diag, node->colon, value);
        *name = value->text;
        *span = value->span;
        return true;
    }
    struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, node->head->span,
                                    DIAG_TEXT(span_text(node->head->span)));
    diag_help(b->diags, diag, NOTE_HELP_NAME, DIAG_TEXT(span_text(node->head->span)));
    return false;
}
