/* bind_target.c - targets: relations to quantities, grades, dates and texts. */
#include "sema/bind.h"

#include "syntax/paper_value.h"
#include "syntax/quantity_word.h"

enum { MOST_NAMED = 8 /* steps or scales in a message */ };

static const struct bilingual and_more = {{"…", 3}, {"…", 3}};

/* Names of the scales that all have this step: “绩效等级.差、好坏程度.差”. */
static struct bilingual scales_phrase(struct binder *b, const struct grade *const *grades,
                                      unsigned count)
{
    struct bilingual list = {{0}, {0}};
    for (unsigned i = 0; i < count && i < MOST_NAMED; i++) {
        const struct scale *scale = grades[i]->scale;
        struct str chinese =
            arena_format(b->arena, "%" STR_FORMAT ".%" STR_FORMAT, STR_ARG(scale->name.chinese),
                         STR_ARG(grades[i]->name.chinese));
        struct str english =
            arena_format(b->arena, "%" STR_FORMAT ".%" STR_FORMAT, STR_ARG(scale->name.english),
                         STR_ARG(grades[i]->name.english));
        bilingual_add(b->arena, &list, (struct bilingual){chinese, english});
    }
    if (count > MOST_NAMED)
        bilingual_add(b->arena, &list, and_more);
    return list;
}

/* “健全、基本健全、不健全” */
static struct bilingual steps_phrase(struct binder *b, const struct scale *scale)
{
    struct bilingual list = {{0}, {0}};
    unsigned count = 0;
    for (const struct grade *grade = scale->first; grade && count <= MOST_NAMED;
         grade = grade->next, count++)
        bilingual_add(b->arena, &list, count < MOST_NAMED ? grade->name : and_more);
    return list;
}

static void add_steps_help(struct binder *b, struct diag *diag, const struct scale *scale)
{
    if (diag != &b->diags->ignored)
        diag_help(b->diags, diag, NOTE_HELP_CHOICES, DIAG_PHRASE(steps_phrase(b, scale)));
}

/* 提高, 稳步提升: where things go, and not how far. */
static bool is_direction(struct binder *b, struct str text)
{
    const struct word_list *directions = catalogue_word_list(b->catalogue, STR("方向词"));
    return directions && word_list_find(directions, text).word.len > 0;
}

/* Whether a relation stands before it, which belongs to the same target. */
static bool is_behind_relation(struct span span)
{
    enum { BLANKS_MOST = 32 };
    struct str before = str_part(span.source->text, 0, span.start);
    for (unsigned i = 0; i < BLANKS_MOST && before.len && before.ptr[before.len - 1] == ' '; i++)
        before.len--;
    return before.len &&
           (strchr("<>=", before.ptr[before.len - 1]) || str_ends_with(before, STR("≥")) ||
            str_ends_with(before, STR("≤")) || str_ends_with(before, STR("＝")));
}

static void report_unknown_grade(struct binder *b, const struct ast_expression *expression)
{
    struct diag *diag =
        diag_report(b->diags, DIAG_UNKNOWN_GRADE, expression->span, DIAG_TEXT(expression->text));
    if (diag == &b->diags->ignored)
        return;
    struct str nearest = {0};
    if (units_may_search(b->units, b->diags->kept))
        nearest = units_nearest_grade(b->units, expression->text);
    if (nearest.len) {
        diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(nearest));
        diag_fix(b->diags, diag, expression->span, nearest, FIX_NAMED);
    }
    struct paper_value paper = paper_target(b->arena, expression->text);
    if (is_behind_relation(expression->span)) /* which what is offered has too */
        paper.kind = PAPER_NONE;
    if (nearest.len == 0 && paper.kind != PAPER_REWRITE && is_direction(b, expression->text)) {
        diag_help(b->diags, diag, NOTE_HELP_DIRECTION, DIAG_TEXT(expression->text));
        return;
    }
    if (!nearest.len && paper_help(b->diags, diag, expression->span, paper))
        return;
    if (begins_with_number_word(expression->text))
        diag_help(b->diags, diag, NOTE_HELP_DIGITS, DIAG_NONE);
    else
        diag_help(b->diags, diag, NOTE_HELP_GRADE_OR_TEXT, DIAG_TEXT(expression->text));
}

/* What is written of a grade is more than its rank: 明显减少 and 明显增加 are both 明显. */
static void set_grade(struct value *value, const struct grade *grade, struct str written)
{
    value->kind = VALUE_GRADE;
    value->grade = grade;
    value->wording = bilingual_is(grade->name, written) ? STR("") : written;
}

static bool bind_grade(struct binder *b, const struct ast_expression *expression,
                       struct value *value)
{
    const struct grade *found[MOST_NAMED + 1];
    unsigned count = units_find_grades(b->units, expression->text, found, MOST_NAMED + 1);
    if (count == 0) {
        if (!units_is_broken(b->units, expression->text))
            report_unknown_grade(b, expression);
        return false;
    }
    const struct grade *grade = b->scale ? scale_find_step(b->scale, expression->text) : found[0];
    if (!grade) {
        struct diag *diag = diag_report(b->diags, DIAG_NOT_A_STEP, expression->span,
                                        DIAG_PHRASE(b->scale->name), DIAG_TEXT(expression->text));
        add_steps_help(b, diag, b->scale);
        return false;
    }
    if (count > 1 && !b->scale) {
        if (b->scale_unknown)
            return false;
        struct diag *diag = diag_report(b->diags, DIAG_AMBIGUOUS_GRADE, expression->span,
                                        DIAG_TEXT(expression->text));
        if (diag != &b->diags->ignored)
            diag_help(b->diags, diag, NOTE_HELP_CHOICES,
                      DIAG_PHRASE(scales_phrase(b, found, count)));
        return false;
    }
    name_log_grade(b->names, b->units, expression->span, grade);
    set_grade(value, grade, expression->text);
    return true;
}

/* The point between a name and what it belongs to. */
static struct span point_of(const struct ast_expression *expression)
{
    struct span left = expression->member.left->span;
    return (struct span){left.source, left.end, expression->member.name_span.start};
}

/* 绩效等级.良 */
static bool bind_scale_member(struct binder *b, const struct ast_expression *expression,
                              struct value *value)
{
    struct str path = ast_path(b->arena, expression->member.left);
    const struct scale *scale = units_find_scale(b->units, path);
    const struct grade *grade = scale ? scale_find_step(scale, expression->member.name) : NULL;
    if (!grade) {
        struct diag *diag = diag_report(b->diags, DIAG_UNKNOWN_GRADE, expression->span,
                                        DIAG_TEXT(span_text(expression->span)));
        if (scale)
            add_steps_help(b, diag, scale);
        else if (expression->member.left->kind == AST_NUMBER) /* 40 人.天 */
            diag_fix(b->diags, diag, point_of(expression), STR("·"), FIX_NAMED);
        return false;
    }
    name_log_scale(b->names, b->units, expression->member.left->span, scale);
    name_log_grade(b->names, b->units, expression->member.name_span, grade);
    set_grade(value, grade, expression->member.name);
    return true;
}

/* The value of the definition with this name; false if it was reported. */
static bool bind_defined(struct binder *b, struct definition *definition, struct value *value)
{
    struct span span = value->span;
    definition_use(b->definitions, b->arena, definition);
    *value = definition->value;
    value->span = span;
    value->next = NULL;
    if (value->kind == VALUE_QUANTITY)
        value->quantity.definition = definition;
    return value->kind != VALUE_NONE;
}

bool bind_side(struct binder *b, const struct ast_expression *expression, struct value *value)
{
    struct definition *definition;
    struct evaluator e = binder_evaluator(b);
    value->span = expression->span;
    switch (expression->kind) {
    case AST_ERROR:
        return false;
    case AST_TEXT:
        value->kind = VALUE_TEXT;
        value->text = expression->text;
        return true;
    case AST_TITLE:
        value->kind = VALUE_TITLE;
        value->text = expression->text;
        return true;
    case AST_DATE:
        value->kind = VALUE_DATE;
        value->date = expression->date;
        return true;
    case AST_TRUTH:
        value->kind = VALUE_TRUTH;
        value->truth = expression->truth;
        return true;
    case AST_NAME:
        definition = definition_find(b->definitions, expression->text);
        return definition ? bind_defined(b, definition, value) : bind_grade(b, expression, value);
    case AST_MEMBER:
        return bind_scale_member(b, expression, value);
    case AST_NUMBER:
    case AST_NEGATE:
    case AST_BINARY:
    case AST_NOT:
    case AST_INDEX:
    case AST_CALL:
        value->kind = VALUE_QUANTITY;
        if (!evaluate(&e, expression, NULL, &value->quantity))
            return false;
        if (!value->quantity.numerator)
            value->quantity.measure = name_measure(&e, value->quantity.measure);
        return true;
    }
    return false;
}

/* 2026年1月至12月, 2026年1-12月: a period as on paper. True if help was given. */
static bool help_period(struct binder *b, struct diag *diag, struct span span)
{
    struct str period = paper_period(b->arena, span_text(span));
    const struct str parts[] = {STR("= "), period};
    if (!period.len)
        return false;
    diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(arena_join(b->arena, parts, 2)));
    diag_fix(b->diags, diag, span, period, FIX_NAMED);
    return true;
}

static bool report_bad_range(struct binder *b, struct span range)
{
    help_period(b, diag_report(b->diags, DIAG_BAD_RANGE, range, DIAG_NONE), range);
    return false;
}

/* Both ends of a range must be of one kind, the lower first. */
static bool check_range(struct binder *b, struct target *target)
{
    const struct value *low = &target->low, *high = &target->high;
    if (low->kind != high->kind || (low->kind != VALUE_QUANTITY && low->kind != VALUE_DATE))
        return report_bad_range(b, target->span);
    int order;
    if (low->kind == VALUE_DATE) {
        order = date_compare(low->date, high->date);
    } else {
        if (!dimension_equal(&low->quantity.measure->dimension, &high->quantity.measure->dimension))
            return report_bad_range(b, target->span);
        order = rational_compare(low->quantity.amount, high->quantity.amount);
    }
    if (order > 0)
        diag_report(b->diags, DIAG_RANGE_REVERSED, target->span, DIAG_NONE);
    return order <= 0;
}

bool value_is_bare(const struct value *value)
{
    const struct quantity *quantity = &value->quantity;
    return value->kind == VALUE_QUANTITY && !quantity->measure->name.chinese.len &&
           !quantity->numerator && dimension_is_none(&quantity->measure->dimension);
}

/* Whether a spreadsheet's count of days, 1900-01-01 being day 1, may be meant: 2009 to 2064. */
static bool is_serial_day(int64_t number)
{
    enum { SERIAL_FIRST = 40000, SERIAL_LAST = 60000 };
    return number >= SERIAL_FIRST && number <= SERIAL_LAST;
}

/* A bare number that was a date in a spreadsheet, or is a year: gives the date that is meant. */
static bool help_bare_date(struct binder *b, struct diag *diag, const struct value *value)
{
    /* The spreadsheets' day 1 is 1900-01-01, but they count a 1900-02-29 that never was. */
    enum { SERIAL_OFFSET = 2, YEAR_FIRST = 1990, YEAR_LAST = 2099 };
    if (value->quantity.written.places > 0)
        return false;
    int128 number = value->quantity.written.coefficient;
    struct str text = span_text(value->span);
    if (number >= YEAR_FIRST && number <= YEAR_LAST) {
        diag_help(b->diags, diag, NOTE_HELP_BARE_YEAR, DIAG_TEXT(text));
        return true;
    }
    if (number > INT32_MAX || !is_serial_day((int64_t)number))
        return false;
    char buffer[DATE_TEXT_SIZE];
    struct str date = date_print(date_of_number((int32_t)number - SERIAL_OFFSET), buffer);
    diag_help(b->diags, diag, NOTE_HELP_SERIAL_DAY, DIAG_TEXT(text), DIAG_TEXT(date));
    diag_fix(b->diags, diag, value->span, date, FIX_NAMED);
    return true;
}

/* 0.95 for 95%: gives the ratio as it is written here. */
static bool help_bare_ratio(struct binder *b, struct diag *diag, const struct value *value)
{
    enum { HUNDRED = 100 };
    struct rational percent;
    struct decimal shown;
    if (value->quantity.written.places == 0 ||
        rational_compare(value->quantity.amount, rational_whole(1)) >= 0 ||
        rational_compare(value->quantity.amount, rational_whole(0)) <= 0 ||
        !rational_multiply(value->quantity.amount, rational_whole(HUNDRED), &percent) ||
        !rational_is_decimal_within(percent, 0, DECIMAL_PLACE_LIMIT, &shown))
        return false;
    char buffer[DECIMAL_TEXT_SIZE];
    struct str number = decimal_print(shown, buffer);
    struct str text = arena_format(b->arena, "%" STR_FORMAT "%%", STR_ARG(number));
    diag_help(b->diags, diag, NOTE_HELP_BARE_RATIO, DIAG_TEXT(text));
    diag_fix(b->diags, diag, value->span, text, FIX_NAMED);
    return true;
}

bool help_unit_of_name(struct binder *b, struct diag *diag, const struct value *value,
                       struct str name)
{
    static const char *const marks[][2] = {{"（", "）"}, {"(", ")"}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        struct str open = str_of(marks[i][0]), close = str_of(marks[i][1]);
        size_t at = name.len;
        if (!str_ends_with(name, close))
            continue;
        while (at > 0 && !str_stands_at(name, at, marks[i][0]))
            at--;
        struct str unit =
            str_part(name, at ? at + open.len : name.len - close.len, name.len - close.len);
        bool is_percent = str_equal(unit, STR("%"));
        if (!unit.len || (!is_percent && !units_find(b->units, unit)))
            return false;
        const struct str parts[] = {span_text(value->span), is_percent ? STR("") : STR(" "), unit};
        struct str text = arena_join(b->arena, parts, 3);
        diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(text));
        diag_fix(b->diags, diag, value->span, text, FIX_NAMED);
        return true;
    }
    return false;
}

bool help_bare_target(struct binder *b, struct diag *diag, const struct value *value)
{
    return value->quantity.is_written &&
           (help_bare_date(b, diag, value) || help_bare_ratio(b, diag, value));
}

/*
 * 85 至 95%: the first number takes the unit of the second, as people say it. The other way round,
 * 85% 至 95, nobody can tell what is meant. False after reporting.
 */
static bool share_unit(struct binder *b, struct target *target)
{
    struct quantity *low = &target->low.quantity;
    const struct quantity *high = &target->high.quantity;
    if (target->low.kind != VALUE_QUANTITY || target->high.kind != VALUE_QUANTITY ||
        value_is_bare(&target->low) == value_is_bare(&target->high))
        return true;
    if (low->is_written && value_is_bare(&target->low) && high->measure->name.chinese.len) {
        low->measure = high->measure;
        if (rational_multiply(rational_of(low->written), low->measure->factor, &low->amount))
            return true;
        diag_report(b->diags, DIAG_NUMBER_OVERFLOW, target->low.span, DIAG_NONE);
        return false;
    }
    const struct value *bare = value_is_bare(&target->low) ? &target->low : &target->high;
    struct diag *diag =
        diag_report(b->diags, DIAG_NO_UNIT, bare->span, DIAG_TEXT(span_text(bare->span)));
    if (!help_bare_target(b, diag, bare) && bare->quantity.is_written)
        diag_help(b->diags, diag, NOTE_HELP_TARGET_UNIT, DIAG_TEXT(span_text(bare->span)));
    return false;
}

/* 100-200 人: nobody promises a difference of two numbers. */
static bool is_difference(const struct ast_expression *expression)
{
    return expression->kind == AST_BINARY &&
           expression->operator== AST_SUBTRACT &&
           expression->binary.left->kind == AST_NUMBER &&
           expression->binary.right->kind == AST_NUMBER;
}

/* >= 15-20 年: nobody knows whether the range is meant, or its lower end. */
static void help_range_relation(struct binder *b, struct diag *diag, enum ast_operator relation,
                                struct str range)
{
    struct paper_value paper = paper_target(b->arena, range);
    const struct str parts[] = {STR("= "), range};
    struct str text = paper.kind == PAPER_REWRITE ? paper.text : arena_join(b->arena, parts, 2);
    diag_help(b->diags, diag, NOTE_HELP_RANGE_RELATION, DIAG_TEXT(relation_text(relation)),
              DIAG_TEXT(text));
}

/* up to 60 人, 缩短至9分钟: words, and no range. */
static bool report_in_words(struct binder *b, const struct ast_expression *range)
{
    const struct ast_expression *left = range->binary.left;
    struct str text = span_text(range->span);
    if (left->kind != AST_NAME)
        return false;
    struct paper_value paper = paper_target(b->arena, text);
    if (!str_equal(left->text, STR("up")) && paper.kind != PAPER_REWRITE)
        return false;
    struct diag *diag = diag_report(b->diags, DIAG_UNEXPECTED, range->span, DIAG_TEXT(text));
    paper_help(b->diags, diag, range->span, paper);
    return true;
}

/* 100-200 人: what looks like a difference is a range. */
static void report_difference(struct binder *b, enum ast_operator relation,
                              const struct ast_expression *difference)
{
    struct span sign = difference->binary.sign;
    struct diag *diag = diag_report(b->diags, DIAG_UNEXPECTED, sign, DIAG_TEXT(span_text(sign)));
    if (relation != AST_NONE && relation != AST_EQUAL) {
        help_range_relation(b, diag, relation, span_text(difference->span));
    } else if (!help_period(b, diag, difference->span)) {
        diag_help(b->diags, diag, NOTE_HELP_RANGE_WORD, DIAG_NONE);
        diag_fix(b->diags, diag, sign, STR(" 至 "), FIX_NAMED);
    }
}

/* Whether it is a whole number in these bounds, in this unit; or in none. */
static bool is_number_between(const struct ast_expression *expression, int least, int most,
                              struct str unit)
{
    if (expression->kind != AST_NUMBER || !str_equal(expression->number.unit, unit))
        return false;
    const struct decimal *number = expression->number.value;
    return number->places == 0 && number->coefficient >= least && number->coefficient <= most;
}

/* 2026年, 2026/12: a time as people write it, which would be read as two thousand years, or as a ratio. Reported. */
static bool report_year(struct binder *b, const struct ast_expression *expression)
{
    enum { MONTHS = 12 };
    const struct str none = {0};
    struct str text = span_text(expression->span), month = {0};
    bool is_ratio = expression->kind == AST_BINARY && expression->operator== AST_DIVIDE;
    if (is_number_between(expression, DATE_YEAR_FIRST, DATE_YEAR_LAST, STR("年")))
        month = arena_format(b->arena, "%" STR_FORMAT "12月", STR_ARG(text));
    else if (is_ratio &&
             is_number_between(expression->binary.left, DATE_YEAR_FIRST, DATE_YEAR_LAST, none) &&
             is_number_between(expression->binary.right, 1, MONTHS, none))
        month = arena_format(b->arena, "%d-%02d",
                             (int)expression->binary.left->number.value->coefficient,
                             (int)expression->binary.right->number.value->coefficient);
    if (!month.len)
        return false;
    struct diag *diag = diag_report(b->diags, DIAG_DATE_FORM, expression->span, DIAG_TEXT(text));
    diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(month));
    diag_fix(b->diags, diag, expression->span, month, FIX_NAMED);
    return true;
}

bool bind_target(struct binder *b, enum ast_operator relation,
                 const struct ast_expression *expression, struct target *target)
{
    target->relation = relation;
    target->span = expression->span;
    if (expression->next) {
        diag_report(b->diags, DIAG_ONE_TARGET, expression->next->span, DIAG_NONE);
        return false;
    }
    if (expression->kind == AST_BINARY && expression->operator== AST_RANGE) {
        const struct ast_expression *left = expression->binary.left;
        if (relation == AST_NONE && report_in_words(b, expression))
            return false;
        if (relation != AST_NONE && relation != AST_EQUAL) {
            struct diag *diag = diag_report(b->diags, DIAG_BAD_RANGE, expression->span, DIAG_NONE);
            if (left->kind == AST_NUMBER || left->kind == AST_DATE)
                help_range_relation(b, diag, relation, span_text(expression->span));
            return false;
        }
        target->relation = AST_RANGE;
        bool is_low = bind_side(b, expression->binary.left, &target->low);
        bool is_high = bind_side(b, expression->binary.right, &target->high);
        if (!is_low || !is_high)
            return false;
        return share_unit(b, target) && check_range(b, target);
    }
    if (is_difference(expression)) {
        report_difference(b, relation, expression);
        return false;
    }
    if (report_year(b, expression) || !bind_side(b, expression, &target->low))
        return false;
    bool ordered = target->low.kind == VALUE_QUANTITY || target->low.kind == VALUE_GRADE ||
                   target->low.kind == VALUE_DATE;
    if (!ordered && relation != AST_NONE && relation != AST_EQUAL) {
        struct diag *diag = diag_report(b->diags, DIAG_NOT_ORDERED, target->low.span,
                                        DIAG_TEXT(relation_text(relation)));
        struct str text = target->low.kind == VALUE_TEXT ? target->low.text : STR("");
        bool is_number = text.len > 0 && text.ptr[0] >= '0' && text.ptr[0] <= '9';
        diag_help(b->diags, diag, is_number ? NOTE_HELP_NO_QUOTES : NOTE_HELP_NOT_ORDERED,
                  DIAG_NONE);
        return false;
    }
    if (expression->kind == AST_TEXT)
        report_quoted_target(b, relation, expression);
    return true;
}
