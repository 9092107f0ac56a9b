/* check_quantities.c - 数量合计, the total of the quantities of all lines. */
#include "sema/bind.h"

/*
 * All that is paid for by price × quantity, whatever its task. False: a line has a formula of another
 * form, and how much of what it counts is not known.
 */
static bool gather_quantities(const struct line *first, struct addend *addends, size_t *count)
{
    bool complete = true;
    for (; first; first = first->next) {
        if (first->children) {
            complete &= gather_quantities(first->children, addends, count);
        } else if (first->quantity_count == 1) {
            if (addends)
                addends[*count] = (struct addend){
                    first->formula, {first->name, first->name}, first->quantities[0]};
            ++*count;
        } else if (first->formula.source) {
            complete = false;
        }
    }
    return complete;
}

/* 数量合计 without one line that has a quantity. */
static void report_no_quantities(struct binder *b, struct bilingual name, const struct value *total)
{
    struct quantity none = quantity_of(rational_whole(0), measure_one());
    struct bilingual text = quantity_phrase(b->arena, &total->quantity);
    struct diag *diag =
        diag_report(b->diags, DIAG_TOTAL_MISMATCH, total->span, DIAG_PHRASE(name),
                    stated_argument(b, &total->quantity),
                    DIAG_PHRASE(quantity_phrase(b->arena, &none)), DIAG_PHRASE(text));
    diag_help(b->diags, diag, NOTE_HELP_NO_QUANTITY_TOTAL, DIAG_NONE);
}

void check_quantity_total(struct binder *b, const struct project *project,
                          const struct field *field)
{
    enum { MOST_NAMED = 6 };
    size_t count = 0;
    bool complete = gather_quantities(project->lines, NULL, &count);
    struct addend *addends = ARENA_ARRAY(b->arena, struct addend, count);
    count = 0;
    gather_quantities(project->lines, addends, &count);
    struct quantity sum;
    struct total total = {.name = {STR("数量合计"), STR("the total quantity")},
                          .span = field->values->span,
                          .quantity = field->values->quantity};
    if (count == 0) {
        if (complete && !rational_is_zero(total.quantity.amount))
            report_no_quantities(b, total.name, field->values);
        return;
    }
    const struct measure *shown = addends[0].quantity.measure;
    enum sum_outcome outcome = sum_addends(addends, count, shown, &sum);
    if (outcome == SUM_UNLIKE) {
        struct bilingual list = {{0}, {0}};
        for (size_t i = 0; i < count && i <= MOST_NAMED; i++) {
            struct bilingual text = i < MOST_NAMED ? quantity_phrase(b->arena, &addends[i].quantity)
                                                   : (struct bilingual){STR("…"), STR("…")};
            list.chinese =
                arena_format(b->arena, "%" STR_FORMAT "%s%" STR_FORMAT, STR_ARG(list.chinese),
                             i ? " + " : "", STR_ARG(text.chinese));
            list.english =
                arena_format(b->arena, "%" STR_FORMAT "%s%" STR_FORMAT, STR_ARG(list.english),
                             i ? " + " : "", STR_ARG(text.english));
        }
        struct diag *diag =
            diag_report(b->diags, DIAG_QUANTITIES_UNLIKE, field->values->span, DIAG_PHRASE(list));
        place_addends(b, diag, addends, count);
        diag_help(b->diags, diag, NOTE_HELP_NO_QUANTITY_TOTAL, DIAG_NONE);
        return;
    }
    total.quantity.measure = shown;
    if (complete && rational_multiply(rational_of(total.quantity.written), shown->factor,
                                      &total.quantity.amount))
        check_total(b, DIAG_TOTAL_MISMATCH, &total, addends, count);
}
