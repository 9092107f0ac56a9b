/* bind_portfolio.c - 汇总: its name, year and ceiling. */
#include "sema/bind_bare.h"
#include "sema/portfolio.h"

#include "sema/waiver.h"

/* The year behind the name; 0 if there is none, or after reporting. */
static int bind_year(struct binder *b, const struct ast_node *node)
{
    const struct ast_expression *label = node->labels ? node->labels->next : NULL;
    if (!label)
        return 0;
    int128 year = label->kind == AST_NUMBER && label->number.value->places == 0
                      ? label->number.value->coefficient
                      : 0;
    bool is_year = year >= DATE_YEAR_FIRST && year <= DATE_YEAR_LAST && !label->next;
    struct span span = label->span;
    for (; label; label = label->next)
        span.end = label->span.end;
    if (!is_year && !node->broken)
        diag_help(b->diags,
                  diag_report(b->diags, DIAG_PORTFOLIO_YEAR, span, DIAG_TEXT(span_text(span))),
                  NOTE_HELP_PORTFOLIO, DIAG_NONE);
    return is_year ? (int)year : 0;
}

/* False if it has none, which was reported. */
static bool bind_name(struct binder *b, struct portfolio *portfolio, const struct ast_node *node)
{
    const struct ast_expression *label = node->labels;
    portfolio->name_span = node->head->span;
    if (label && (label->kind == AST_TEXT || label->kind == AST_TITLE)) {
        portfolio->name = label->text;
        portfolio->name_span = label->span;
        return true;
    }
    if (!node->broken) {
        struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, node->head->span,
                                        DIAG_TEXT(span_text(node->head->span)));
        diag_help(b->diags, diag, NOTE_HELP_PORTFOLIO, DIAG_NONE);
    }
    return false;
}

/* 年度, as a project has it: a portfolio's stands behind its name. */
static void report_year_inside(struct binder *b, const struct ast_node *node, struct str head)
{
    if (!node->broken)
        diag_help(b->diags,
                  diag_report(b->diags, DIAG_UNKNOWN_WORD, node->head->span,
                              DIAG_PHRASE(block_name(BLOCK_PORTFOLIO)), DIAG_TEXT(head)),
                  NOTE_HELP_PORTFOLIO, DIAG_NONE);
}

/* 豁免, which alone of its words is no field. */
static bool portfolio_child(struct binder *b, void *context, const struct ast_node *node,
                            struct str head)
{
    const struct portfolio *portfolio = context;
    const struct word *word = node->head->kind == AST_NAME
                                  ? vocabulary_find(&b->library->vocabulary, BLOCK_PORTFOLIO, head)
                                  : NULL;
    bool is_year = bilingual_is(word_info(WORD_PROJECT_YEAR)->name, head);
    if (word)
        bind_waiver(b, node, portfolio->span, NULL, NULL);
    else if (is_year)
        report_year_inside(b, node, head);
    return word || is_year;
}

struct portfolio *bind_portfolio(struct binder *b, const struct ast_node *node)
{
    struct portfolio *portfolio = ARENA_NEW(b->arena, struct portfolio);
    portfolio->source = node->span.source;
    portfolio->span = node->span;
    portfolio->units = b->units;
    bool is_named = bind_name(b, portfolio, node);
    portfolio->year = bind_year(b, node);
    if (node->values && !node->broken)
        report_block_only(b, node, node->values->span, word_info(WORD_FILE_PORTFOLIO)->name);
    portfolio->fields = object_new(b, BLOCK_PORTFOLIO, node->span);
    b->money = NULL;
    b->money_reported = false;
    b->waiver_names = (struct map){0};
    b->waiver_last = &portfolio->waivers;
    bind_block(b, portfolio->fields, node->children.first, portfolio_child, portfolio);
    for (struct waiver *waiver = portfolio->waivers; waiver; waiver = waiver->next)
        waiver->is_of_portfolio = true;
    const struct value *ceiling =
        object_value(portfolio->fields, WORD_PORTFOLIO_CEILING, VALUE_QUANTITY);
    if (ceiling) {
        portfolio->has_ceiling = true;
        portfolio->ceiling = ceiling->quantity;
        portfolio->ceiling_span = ceiling->span;
        portfolio->money = portfolio->ceiling.measure;
    }
    if (!portfolio->money)
        portfolio->money = units_find(b->units, STR("万元"));
    const struct field *include = object_get(portfolio->fields, WORD_PORTFOLIO_INCLUDE);
    bool includes = include && (include->values || include->next);
    if (!includes && is_named && !portfolio->fields->poisoned && !node->broken) {
        struct diag *diag = diag_report(b->diags, DIAG_INCLUDE_MISSING, portfolio->name_span,
                                        DIAG_TEXT(portfolio->name));
        diag_help(b->diags, diag, NOTE_HELP_PORTFOLIO, DIAG_NONE);
    }
    return portfolio;
}
