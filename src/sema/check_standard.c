/* check_standard.c - prices of lines and indicators held against price standards. */
#include "sema/bind.h"

/* “《会议费管理办法》（财行〔2020〕1号）” */
static struct str source_text(struct arena *a, const struct standard *standard)
{
    const struct str parts[] = {standard->source, STR("（"), standard->source_number, STR("）")};
    return arena_join(a, parts, standard->source_number.len ? 4 : 1);
}

static void check_price(struct binder *b, const struct quantity *price, struct span span,
                        struct standard_match match)
{
    const struct quantity *limit = &match.limit->quantity;
    struct rational over;
    if (!rational_subtract(price->amount, limit->amount, &over) || over.numerator <= 0)
        return;
    struct quantity difference = quantity_of(over, limit->measure);
    struct diag *diag = diag_report(
        b->diags, DIAG_OVER_STANDARD, span, DIAG_PHRASE(quantity_phrase(b->arena, price)),
        DIAG_PHRASE(match.standard->name), DIAG_PHRASE(quantity_phrase(b->arena, limit)),
        DIAG_PHRASE(quantity_phrase(b->arena, &difference)));
    if (diag == &b->diags->ignored)
        return;
    diag_place(b->diags, diag, match.limit->span, NOTE_STANDARD_HERE, DIAG_NONE);
    if (match.standard->source.len)
        diag_help(b->diags, diag, NOTE_STANDARD_SOURCE,
                  DIAG_TEXT(source_text(b->arena, match.standard)));
    diag_help(b->diags, diag, NOTE_HELP_STANDARD, DIAG_NONE);
}

static struct standard_match line_standard(const struct binder *b, const struct line *line,
                                           int year)
{
    enum { TASKS_ABOVE = 2, TASK_NAME_MOST = 192 /* bytes looked at, for each line of the task */ };
    const struct dimension *dimension = &line->price->measure->dimension;
    struct standard_match match = catalogue_standard(b->catalogue, line->name, dimension, year);
    if (match.standard)
        return match;
    if (line->economic)
        match = catalogue_standard_of_code(b->catalogue, line->economic->code, dimension, year);
    const struct line *task = line->task;
    for (int i = 0; i < TASKS_ABOVE && task && !match.standard; i++, task = task->task) {
        size_t length = task->name.len < TASK_NAME_MOST ? task->name.len : TASK_NAME_MOST;
        match = catalogue_standard(b->catalogue, str_part(task->name, 0, length), dimension, year);
    }
    bool is_excepted =
        match.standard && word_set_find(&match.standard->excepted, line->name, 0).word.len > 0;
    return is_excepted ? (struct standard_match){NULL, NULL} : match;
}

static void check_lines(struct binder *b, struct line *line, int year)
{
    for (; line; line = line->next) {
        if (line->price) {
            struct standard_match match = line_standard(b, line, year);
            line->standard = match.standard;
            if (match.standard)
                check_price(b, line->price, line->price_span, match);
        }
        check_lines(b, line->children, year);
    }
}

/* A cost target such as <= 600 元/人·天 promises a price as well. */
static void check_indicator(struct binder *b, const struct indicator *indicator, int year)
{
    const struct target *target = &indicator->target;
    const struct value *most = target->relation == AST_RANGE ? &target->high : &target->low;
    bool is_least = target->relation == AST_GREATER || target->relation == AST_GREATER_EQUAL;
    if (most->kind != VALUE_QUANTITY || is_least || !most->quantity.measure)
        return;
    struct standard_match match =
        catalogue_standard(b->catalogue, indicator->name, &most->quantity.measure->dimension, year);
    if (match.standard)
        check_price(b, &most->quantity, most->span, match);
}

void check_standards(struct binder *b, struct project *project)
{
    if (!b->catalogue->standards && !b->library->catalogue.standards)
        return;
    int year = project_year(project);
    check_lines(b, project->lines, year);
    for (const struct indicator *i = project->indicators; i; i = i->next)
        check_indicator(b, i, year);
}
