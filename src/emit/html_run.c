/* html_run.c - runs: texts, quantities, dates and targets as a sheet prints them. */
#include "emit/html_run.h"

#include "sema/value.h"

void form_run_add(struct form_values *v, struct form_piece *piece, enum form_run_kind kind,
                  struct str text, struct str canonical)
{
    if (text.len == 0)
        return;
    struct form_run *run = ARENA_NEW(v->arena, struct form_run);
    *run = (struct form_run){.kind = kind, .text = text, .canonical = canonical};
    if (piece->runs)
        piece->last_run->next = run;
    else
        piece->runs = run;
    piece->last_run = run;
}

void form_text_add(struct form_values *v, struct form_piece *piece, struct str text)
{
    form_run_add(v, piece, FORM_TEXT, text, STR(""));
}

struct str form_canonical(struct arena *a, const struct quantity *quantity)
{
    char buffer[DECIMAL_TEXT_SIZE];
    return arena_copy(a, rational_print(quantity->amount, 0, buffer));
}

void form_quantity_add(struct form_values *v, struct form_piece *piece,
                       const struct quantity *quantity)
{
    const struct measure *money = v->money ? v->money : v->project->money;
    bool is_plain = !quantity->numerator && money &&
                    str_equal(quantity->measure->name.chinese, money->name.chinese);
    struct str text = is_plain ? quantity_number(v->arena, quantity)
                               : quantity_text(v->arena, quantity, v->language);
    form_run_add(v, piece, FORM_DATA, text, form_canonical(v->arena, quantity));
}

void form_amount_add(struct form_values *v, struct form_piece *piece,
                     const struct quantity *quantity)
{
    const struct measure *money = v->money ? v->money : v->project->money;
    if (!money || !dimension_equal(&quantity->measure->dimension, &money->dimension) ||
        rational_compare(quantity->measure->factor, money->factor) == 0) {
        form_quantity_add(v, piece, quantity);
        return;
    }
    struct quantity converted = quantity_of(quantity->amount, money);
    form_quantity_add(v, piece, &converted);
    if (quantity->is_written)
        piece->last_run->written = quantity_text(v->arena, quantity, v->language);
}

void form_date_add(struct form_values *v, struct form_piece *piece, struct date date)
{
    char buffer[DATE_TEXT_SIZE];
    struct str text = arena_copy(v->arena, date_print(date, buffer));
    form_run_add(v, piece, FORM_TIME, text, text);
}

void form_value_add(struct form_values *v, struct form_piece *piece, const struct value *value)
{
    switch (value->kind) {
    case VALUE_NONE: /* what could not be understood is shown as it stands in the spec */
        if (value->span.source)
            form_text_add(v, piece, span_text(value->span));
        return;
    case VALUE_QUANTITY:
        form_quantity_add(v, piece, &value->quantity);
        return;
    case VALUE_DATE:
        form_date_add(v, piece, value->date);
        return;
    case VALUE_PERIOD:
        form_date_add(v, piece, value->period.first);
        form_text_add(v, piece, STR(" 至 "));
        form_date_add(v, piece, value->period.last);
        return;
    case VALUE_TEXT:
    case VALUE_TITLE:
    case VALUE_TRUTH:
    case VALUE_GRADE:
    case VALUE_CHOICE:
    case VALUE_MEASURE:
    case VALUE_NAME:
        form_text_add(v, piece, value_text(v->arena, value, v->language));
        return;
    }
}

/* A side of a target: its unit is part of it, even if that is the one of all amounts. */
static void side_add(struct form_values *v, struct form_piece *piece, const struct value *value)
{
    if (value->kind != VALUE_QUANTITY) {
        form_value_add(v, piece, value);
        return;
    }
    const struct quantity *quantity = &value->quantity;
    form_run_add(v, piece, FORM_DATA, quantity_text(v->arena, quantity, v->language),
                 form_canonical(v->arena, quantity));
}

void form_target_add(struct form_values *v, struct form_piece *piece, const struct target *target)
{
    bool is_bare = target->relation == AST_EQUAL && target->low.kind != VALUE_QUANTITY;
    if (target->relation != AST_RANGE && !is_bare)
        form_text_add(v, piece, relation_text(target->relation));
    side_add(v, piece, &target->low);
    if (target->relation != AST_RANGE)
        return;
    form_text_add(v, piece, STR(" 至 "));
    side_add(v, piece, &target->high);
}

/* ---- parts of targets ----------------------------------------------------------------------- */

/* 定性 is what is judged and not counted: a step of a scale, or a text. */
static bool is_counted(const struct target *target)
{
    enum value_kind kind = target->low.kind;
    return kind == VALUE_QUANTITY || kind == VALUE_DATE || kind == VALUE_PERIOD;
}

/* Both ends have one unit, which is a column of its own; a quotient keeps its units. */
static bool has_unit_apart(const struct target *target)
{
    const struct quantity *low = &target->low.quantity, *high = &target->high.quantity;
    if (target->low.kind != VALUE_QUANTITY || low->numerator)
        return false;
    return target->relation != AST_RANGE ||
           (target->high.kind == VALUE_QUANTITY && !high->numerator &&
            str_equal(low->measure->name.chinese, high->measure->name.chinese));
}

static void number_add(struct form_values *v, struct form_piece *piece, const struct value *value,
                       bool is_alone)
{
    if (!is_alone) {
        side_add(v, piece, value);
        return;
    }
    form_run_add(v, piece, FORM_DATA, quantity_number(v->arena, &value->quantity),
                 form_canonical(v->arena, &value->quantity));
}

/* The value without its relation, and with `apart` without its unit: “90”, “85—95”. */
static void bare_add(struct form_values *v, struct form_piece *piece, const struct target *target,
                     bool apart)
{
    number_add(v, piece, &target->low, apart);
    if (target->relation != AST_RANGE)
        return;
    form_text_add(v, piece, STR("—"));
    number_add(v, piece, &target->high, apart);
}

static struct str relation_word(const struct target *target)
{
    if (!is_counted(target))
        return STR("定性");
    return target->relation == AST_RANGE ? STR("区间") : relation_text(target->relation);
}

static struct str direction_word(enum ast_operator relation)
{
    bool up = relation == AST_GREATER || relation == AST_GREATER_EQUAL;
    bool down = relation == AST_LESS || relation == AST_LESS_EQUAL;
    return up ? STR("正向") : down ? STR("反向") : STR("");
}

void form_member_add(struct form_values *v, struct form_piece *piece, const struct target *target,
                     enum sheet_member member)
{
    if (target->low.kind == VALUE_NONE)
        return;
    switch (member) {
    case SHEET_RELATION:
        form_text_add(v, piece, relation_word(target));
        return;
    case SHEET_VALUE:
        bare_add(v, piece, target, has_unit_apart(target));
        return;
    case SHEET_UNIT:
        if (has_unit_apart(target))
            form_text_add(v, piece, measure_text(target->low.quantity.measure, v->language));
        return;
    case SHEET_WITH_UNIT:
        bare_add(v, piece, target, false);
        return;
    case SHEET_NATURE:
        form_text_add(v, piece, is_counted(target) ? STR("定量") : STR("定性"));
        return;
    case SHEET_DIRECTION:
        form_text_add(v, piece, direction_word(target->relation));
        return;
    case SHEET_WHOLE:
    case SHEET_WEIGHT:
        form_target_add(v, piece, target);
        return;
    }
}
