/* rule_compile.c - expressions of rules to terms, their types and units checked. */
#include "sema/rule_term.h"

#include "sema/value.h"

static struct rule_term *new_term(struct rule_scope *scope, enum rule_operation operation,
                                  const struct ast_expression *expression, enum rule_kind kind)
{
    struct rule_term *term = ARENA_NEW(scope->binder->arena, struct rule_term);
    term->operation = operation;
    term->type.kind = kind;
    term->span = expression->span;
    return term;
}

static struct str source_of(const struct rule_term *term)
{
    return span_text(term->span);
}

/* ---- reports --------------------------------------------------------------------------------- */

static void report_wrong_type(struct rule_scope *scope, const struct rule_term *term,
                              struct bilingual wanted)
{
    diag_report(scope->binder->diags, DIAG_RULE_WRONG_TYPE, term->span, DIAG_TEXT(source_of(term)),
                DIAG_PHRASE(rule_type_text(scope, &term->type)), DIAG_PHRASE(wanted));
}

/* Whether the term is one value; if not, that is reported. */
static bool check_single(struct rule_scope *scope, const struct rule_term *term)
{
    if (!term->type.is_many)
        return true;
    struct diags *diags = scope->binder->diags;
    struct diag *diag = diag_report(diags, DIAG_RULE_MANY, term->span, DIAG_TEXT(source_of(term)),
                                    DIAG_PHRASE(rule_type_text(scope, &term->type)));
    if (term->type.kind == RULE_QUANTITY)
        diag_help(diags, diag, NOTE_HELP_RULE_SUM, DIAG_TEXT(source_of(term)));
    else
        diag_help(diags, diag, NOTE_HELP_RULE_EACH, DIAG_TEXT(source_of(term)));
    return false;
}

static void report_unlike_types(struct rule_scope *scope, const struct ast_expression *expression,
                                const struct rule_term *left, const struct rule_term *right)
{
    struct diags *diags = scope->binder->diags;
    struct bilingual one = rule_type_text(scope, &left->type);
    struct bilingual other = rule_type_text(scope, &right->type);
    struct diag *diag =
        diag_report(diags, DIAG_RULE_UNLIKE, expression->binary.sign, DIAG_TEXT(source_of(left)),
                    DIAG_PHRASE(one), DIAG_TEXT(source_of(right)), DIAG_PHRASE(other));
    diag_place(diags, diag, left->span, NOTE_RULE_TYPE, DIAG_PHRASE(one));
    diag_place(diags, diag, right->span, NOTE_RULE_TYPE, DIAG_PHRASE(other));
    if (left->type.kind != RULE_QUANTITY || right->type.kind != RULE_QUANTITY)
        return;
    struct evaluator e = binder_evaluator(scope->binder);
    struct bilingual fitting = units_phrase(&e, &left->type.dimension);
    if (fitting.chinese.len && right->operation == TERM_CONSTANT)
        diag_help(diags, diag, NOTE_HELP_UNITS_THAT_FIT, DIAG_PHRASE(fitting));
}

/* ---- constants ------------------------------------------------------------------------------- */

static const struct rule_term *compile_quantity(struct rule_scope *scope,
                                                const struct ast_expression *expression)
{
    struct evaluator e = binder_evaluator(scope->binder);
    struct quantity *quantity = ARENA_NEW(scope->binder->arena, struct quantity);
    if (!evaluate(&e, expression, NULL, quantity))
        return NULL;
    struct rule_term *term = new_term(scope, TERM_CONSTANT, expression, RULE_QUANTITY);
    term->type.dimension = quantity->measure->dimension;
    term->constant = (struct rule_value){.kind = RULE_QUANTITY,
                                         .amount = quantity->amount,
                                         .measure = quantity->measure,
                                         .quantity = quantity};
    return term;
}

static const struct rule_term *compile_constant(struct rule_scope *scope,
                                                const struct ast_expression *expression)
{
    struct rule_term *term = new_term(scope, TERM_CONSTANT, expression, RULE_TEXT);
    term->constant.kind = RULE_TEXT;
    if (expression->kind == AST_DATE) {
        term->constant.kind = term->type.kind = RULE_DATE;
        term->constant.date = expression->date;
    } else if (expression->kind == AST_TRUTH) {
        term->constant.kind = term->type.kind = RULE_TRUTH;
        term->constant.truth = expression->truth;
    } else {
        term->constant.text = expression->text;
    }
    return term;
}

/* Whether it is written of names of units alone, none of which is a member here. */
static bool is_unit(struct rule_scope *scope, const struct ast_expression *expression)
{
    if (expression->kind == AST_BINARY &&
        (expression->operator== AST_DOT || expression->operator== AST_DIVIDE))
        return is_unit(scope, expression->binary.left) && is_unit(scope, expression->binary.right);
    return expression->kind == AST_NAME && units_find(scope->binder->units, expression->text) &&
           !rule_name_term(scope, expression->text, expression->span);
}

/* 550 元/人·天: a number and its unit. */
static bool is_quantity(struct rule_scope *scope, const struct ast_expression *expression)
{
    if (expression->kind == AST_NUMBER)
        return true;
    return expression->kind == AST_BINARY &&
           (expression->operator== AST_DOT || expression->operator== AST_DIVIDE) &&
           is_quantity(scope, expression->binary.left) && is_unit(scope, expression->binary.right);
}

/* ---- arithmetic ------------------------------------------------------------------------------ */

static bool check_quantity(struct rule_scope *scope, const struct rule_term *term)
{
    if (!check_single(scope, term))
        return false;
    if (term->type.kind == RULE_QUANTITY || term->type.kind == RULE_ANY)
        return true;
    report_wrong_type(scope, term, (struct bilingual){STR("数量"), STR("a quantity")});
    return false;
}

static bool is_dynamic(const struct rule_type *type)
{
    return type->kind == RULE_ANY || type->is_dynamic;
}

static const struct rule_term *compile_arithmetic(struct rule_scope *scope,
                                                  const struct ast_expression *expression)
{
    const struct rule_term *left = rule_compile(scope, expression->binary.left);
    const struct rule_term *right = rule_compile(scope, expression->binary.right);
    if (!left || !right || !check_quantity(scope, left) || !check_quantity(scope, right))
        return NULL;
    struct rule_term *term = new_term(scope, TERM_ADD, expression, RULE_QUANTITY);
    bool is_sum = expression->operator== AST_ADD || expression->operator== AST_SUBTRACT;
    bool divides = expression->operator== AST_DIVIDE;
    term->left = left;
    term->right = right;
    term->type.is_dynamic = is_dynamic(&left->type) || is_dynamic(&right->type);
    if (is_sum) {
        term->operation = expression->operator== AST_ADD ? TERM_ADD : TERM_SUBTRACT;
        if (!term->type.is_dynamic &&
            !dimension_equal(&left->type.dimension, &right->type.dimension)) {
            report_unlike_types(scope, expression, left, right);
            return NULL;
        }
        term->type.dimension =
            is_dynamic(&left->type) ? right->type.dimension : left->type.dimension;
        term->type.is_dynamic = is_dynamic(&left->type) && is_dynamic(&right->type);
        return term;
    }
    term->operation = divides ? TERM_DIVIDE : TERM_MULTIPLY;
    if (divides && right->operation == TERM_CONSTANT && rational_is_zero(right->constant.amount)) {
        diag_report(scope->binder->diags, DIAG_DIVISION_BY_ZERO, right->span, DIAG_NONE);
        return NULL;
    }
    if (!term->type.is_dynamic && !dimension_combine(&left->type.dimension, &right->type.dimension,
                                                     divides ? -1 : 1, &term->type.dimension)) {
        diag_report(scope->binder->diags, DIAG_NUMBER_OVERFLOW, expression->span, DIAG_NONE);
        return NULL;
    }
    return term;
}

/* ---- comparisons ----------------------------------------------------------------------------- */

/* Whether a bare name beside a value of this type stands for one of a fixed set. */
static bool takes_symbol(const struct rule_type *type)
{
    return type->kind == RULE_NAME || type->kind == RULE_ANY || type->kind == RULE_GRADE ||
           (type->kind == RULE_OBJECT &&
            (type->subject == SUBJECT_CHOICE || type->subject == SUBJECT_LEVEL_ONE ||
             type->subject == SUBJECT_LEVEL_TWO));
}

/* The side of a comparison that stands beside `other`. */
static const struct rule_term *compile_beside(struct rule_scope *scope,
                                              const struct ast_expression *expression,
                                              const struct rule_term *other)
{
    if (!other)
        return NULL;
    if (expression->kind != AST_NAME || !takes_symbol(&other->type))
        return rule_compile(scope, expression);
    const struct rule_term *term =
        rule_symbol_term(scope, &other->type, expression->text, expression->span, false);
    if (!term)
        term = rule_name_term(scope, expression->text, expression->span);
    return term ? term
                : rule_symbol_term(scope, &other->type, expression->text, expression->span, true);
}

static bool are_comparable(const struct rule_type *a, const struct rule_type *b)
{
    if (a->kind == RULE_ANY || b->kind == RULE_ANY) {
        enum rule_kind other = a->kind == RULE_ANY ? b->kind : a->kind;
        return other != RULE_OBJECT && other != RULE_NAME;
    }
    if (a->kind == RULE_OBJECT && b->kind == RULE_NAME)
        return b->domain == DOMAIN_CHOICE;
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case RULE_QUANTITY:
        return a->is_dynamic || b->is_dynamic || dimension_equal(&a->dimension, &b->dimension);
    case RULE_NAME:
        return a->domain == b->domain;
    case RULE_OBJECT:
        return a->subject == b->subject;
    case RULE_ABSENT:
    case RULE_UNKNOWN:
    case RULE_TRUTH:
    case RULE_TEXT:
    case RULE_DATE:
    case RULE_PERIOD:
    case RULE_GRADE:
    case RULE_ANY:
        break;
    }
    return true;
}

static bool is_ordered(const struct rule_type *type)
{
    return type->kind == RULE_QUANTITY || type->kind == RULE_DATE || type->kind == RULE_GRADE ||
           type->kind == RULE_ANY;
}

/* 天数(期限) beside 400 天: the number of days as a quantity of them; any other term as it is. */
static const struct rule_term *as_days(struct rule_scope *scope, const struct rule_term *term,
                                       const struct rule_term *other)
{
    bool is_plain = term && term->operation == TERM_CALL && term->index == FUNCTION_DAYS;
    const struct measure *day = units_find(scope->binder->units, STR("天"));
    if (!is_plain || !day || !other || other->type.kind != RULE_QUANTITY ||
        !dimension_equal(&other->type.dimension, &day->dimension))
        return term;
    struct arena *a = scope->binder->arena;
    struct rule_term *one = ARENA_NEW(a, struct rule_term), *days = ARENA_NEW(a, struct rule_term);
    *one = *days = *term;
    one->operation = TERM_CONSTANT;
    one->is_implied = true;
    one->type.dimension = days->type.dimension = day->dimension;
    one->constant =
        (struct rule_value){.kind = RULE_QUANTITY, .amount = day->factor, .measure = day};
    days->operation = TERM_MULTIPLY;
    days->left = term;
    days->right = one;
    return days;
}

static const struct rule_term *compile_comparison(struct rule_scope *scope,
                                                  const struct ast_expression *expression)
{
    const struct ast_expression *one = expression->binary.left, *other = expression->binary.right;
    bool name_first = one->kind == AST_NAME && other->kind != AST_NAME &&
                      !rule_name_term(scope, one->text, one->span);
    const struct rule_term *left = NULL, *right = NULL;
    if (name_first) {
        right = rule_compile(scope, other);
        left = compile_beside(scope, one, right);
    } else {
        left = rule_compile(scope, one);
        right = compile_beside(scope, other, left);
    }
    if (!left || !right || !check_single(scope, left) || !check_single(scope, right))
        return NULL;
    left = as_days(scope, left, right);
    right = as_days(scope, right, left);
    if (!are_comparable(&left->type, &right->type) && !are_comparable(&right->type, &left->type)) {
        report_unlike_types(scope, expression, left, right);
        return NULL;
    }
    bool is_equation = expression->operator== AST_EQUAL || expression->operator== AST_UNEQUAL;
    if (!is_equation && !is_ordered(&left->type)) {
        diag_report(scope->binder->diags, DIAG_RULE_NOT_ORDERED, expression->binary.sign,
                    DIAG_TEXT(source_of(left)), DIAG_PHRASE(rule_type_text(scope, &left->type)));
        return NULL;
    }
    struct rule_term *term = new_term(scope, TERM_COMPARE, expression, RULE_TRUTH);
    term->relation = expression->operator;
    term->left = left;
    term->right = right;
    return term;
}

/* Whether both are written, the greater one first. */
static bool is_reversed(const struct rule_term *low, const struct rule_term *high)
{
    const struct rule_value *first = &low->constant, *last = &high->constant;
    if (low->operation != TERM_CONSTANT || high->operation != TERM_CONSTANT ||
        first->kind != last->kind)
        return false;
    if (first->kind == RULE_DATE)
        return date_compare(date_first_day(first->date), date_last_day(last->date)) > 0;
    return first->kind == RULE_QUANTITY &&
           dimension_equal(&low->type.dimension, &high->type.dimension) &&
           rational_compare(first->amount, last->amount) > 0;
}

/* x 属于 a 至 b, x 属于 a collection */
static const struct rule_term *compile_membership(struct rule_scope *scope,
                                                  const struct ast_expression *expression)
{
    const struct ast_expression *range = expression->binary.right;
    const struct rule_term *left = rule_compile(scope, expression->binary.left);
    struct rule_term *term = new_term(scope, TERM_AMONG, expression, RULE_TRUTH);
    term->left = left;
    if (!left || !check_single(scope, left))
        return NULL;
    if (range->kind == AST_BINARY && range->operator== AST_RANGE) {
        term->operation = TERM_BETWEEN;
        term->right = compile_beside(scope, range->binary.left, left);
        term->third = compile_beside(scope, range->binary.right, left);
        if (!term->right || !term->third || !check_single(scope, term->right) ||
            !check_single(scope, term->third))
            return NULL;
        term->left = left = as_days(scope, left, term->right);
        if (is_reversed(term->right, term->third)) {
            diag_report(scope->binder->diags, DIAG_RANGE_REVERSED, range->span, DIAG_NONE);
            return NULL;
        }
    } else {
        term->right = rule_compile(scope, range);
        if (!term->right)
            return NULL;
        if (!term->right->type.is_many) {
            report_wrong_type(
                scope, term->right,
                (struct bilingual){STR("一组值，或 a 至 b"), STR("a collection, or a to b")});
            return NULL;
        }
    }
    for (int side = 0; side < 2; side++) {
        const struct rule_term *other = side ? term->third : term->right;
        if (other && !are_comparable(&left->type, &other->type) &&
            !are_comparable(&other->type, &left->type)) {
            report_unlike_types(scope, expression, left, other);
            return NULL;
        }
    }
    if (term->operation == TERM_BETWEEN && !is_ordered(&left->type)) {
        diag_report(scope->binder->diags, DIAG_RULE_NOT_ORDERED, expression->binary.sign,
                    DIAG_TEXT(source_of(left)), DIAG_PHRASE(rule_type_text(scope, &left->type)));
        return NULL;
    }
    return term;
}

/* ---- conditions ------------------------------------------------------------------------------ */

const struct rule_term *rule_compile_condition(struct rule_scope *scope,
                                               const struct ast_expression *expression)
{
    const struct rule_term *term = rule_compile(scope, expression);
    if (!term || !check_single(scope, term))
        return NULL;
    if (term->type.kind == RULE_TRUTH)
        return term;
    struct diag *diag =
        diag_report(scope->binder->diags, DIAG_RULE_WRONG_TYPE, term->span,
                    DIAG_TEXT(source_of(term)), DIAG_PHRASE(rule_type_text(scope, &term->type)),
                    DIAG_PHRASE(((struct bilingual){STR("一个条件"), STR("a condition")})));
    diag_help(scope->binder->diags, diag, NOTE_HELP_RULE_CONDITION, DIAG_TEXT(source_of(term)));
    return NULL;
}

static const struct rule_term *compile_connective(struct rule_scope *scope,
                                                  const struct ast_expression *expression)
{
    struct rule_term *term = new_term(scope, expression->operator== AST_AND ? TERM_AND : TERM_OR,
                                      expression, RULE_TRUTH);
    term->left = rule_compile_condition(scope, expression->binary.left);
    term->right = rule_compile_condition(scope, expression->binary.right);
    return term->left && term->right ? term : NULL;
}

static const struct rule_term *compile_unary(struct rule_scope *scope,
                                             const struct ast_expression *expression)
{
    bool is_not = expression->kind == AST_NOT;
    struct rule_term *term = new_term(scope, is_not ? TERM_NOT : TERM_NEGATE, expression,
                                      is_not ? RULE_TRUTH : RULE_QUANTITY);
    term->left = is_not ? rule_compile_condition(scope, expression->binary.left)
                        : rule_compile(scope, expression->binary.left);
    if (!term->left || (!is_not && !check_quantity(scope, term->left)))
        return NULL;
    if (!is_not)
        term->type = term->left->type;
    return term;
}

static const struct rule_term *compile_binary(struct rule_scope *scope,
                                              const struct ast_expression *expression)
{
    switch (expression->operator) {
    case AST_OR:
    case AST_AND:
        return compile_connective(scope, expression);
    case AST_EQUAL:
    case AST_UNEQUAL:
    case AST_LESS:
    case AST_LESS_EQUAL:
    case AST_GREATER:
    case AST_GREATER_EQUAL:
        return compile_comparison(scope, expression);
    case AST_IN:
        return compile_membership(scope, expression);
    case AST_ADD:
    case AST_SUBTRACT:
    case AST_MULTIPLY:
    case AST_DIVIDE:
    case AST_DOT:
        return is_quantity(scope, expression) ? compile_quantity(scope, expression)
                                              : compile_arithmetic(scope, expression);
    case AST_NONE:
    case AST_RANGE:
        break;
    }
    diag_report(scope->binder->diags, DIAG_RULE_LONE_RANGE, expression->span, DIAG_NONE);
    return NULL;
}

/* ---- filters and members --------------------------------------------------------------------- */

const struct rule_term *rule_compile_inside(struct rule_scope *scope,
                                            const struct rule_term *collection,
                                            const struct ast_expression *expression)
{
    if (scope->depth == RULE_NESTING_LIMIT) {
        diag_report(scope->binder->diags, DIAG_RULE_NESTING, expression->span,
                    DIAG_NUMBER(RULE_NESTING_LIMIT));
        return NULL;
    }
    scope->depth++;
    scope->elements[scope->depth] = collection->type;
    scope->elements[scope->depth].is_many = false;
    const struct rule_term *condition = rule_compile_condition(scope, expression);
    scope->depth--;
    return condition;
}

static bool check_many(struct rule_scope *scope, const struct rule_term *term)
{
    if (term->type.is_many)
        return true;
    report_wrong_type(scope, term, (struct bilingual){STR("一组"), STR("a collection")});
    return false;
}

static const struct rule_term *compile_filter(struct rule_scope *scope,
                                              const struct ast_expression *expression)
{
    const struct rule_term *left = rule_compile(scope, expression->call.left);
    if (!left || !check_many(scope, left))
        return NULL;
    struct rule_term *term = new_term(scope, TERM_FILTER, expression, left->type.kind);
    term->type = left->type;
    term->left = left;
    term->depth = scope->depth + 1;
    term->right = rule_compile_inside(scope, left, expression->call.list);
    if (!term->right)
        return NULL;
    term->tests = rule_tests(scope->binder->arena, term->right, NULL);
    return term;
}

/* 词表.空泛词 */
static const struct rule_term *compile_words(struct rule_scope *scope,
                                             const struct ast_expression *expression)
{
    struct binder *b = scope->binder;
    struct str name = expression->member.name;
    struct rule_term *term = new_term(scope, TERM_WORDS, expression, RULE_NAME);
    term->words = catalogue_word_list(b->catalogue, name);
    name_log_add(b->names, expression->member.left->span, word_info(WORD_FILE_WORD_LIST)->name);
    if (term->words && term->words == catalogue_word_list(&b->library->catalogue, name))
        name_log_add(b->names, expression->member.name_span, term->words->name);
    if (term->words)
        return term;
    struct diag *diag =
        diag_report(b->diags, DIAG_RULE_NO_SYMBOL, expression->member.name_span,
                    DIAG_PHRASE(word_info(WORD_FILE_WORD_LIST)->name), DIAG_TEXT(name));
    struct str nearest = catalogue_nearest_word_list(b->catalogue, name);
    if (nearest.len) {
        diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(nearest));
        diag_fix(b->diags, diag, expression->member.name_span, nearest, FIX_NAMED);
    }
    return NULL;
}

static const struct rule_term *compile_member(struct rule_scope *scope,
                                              const struct ast_expression *expression)
{
    const struct ast_expression *first = expression->member.left;
    if (first->kind == AST_NAME && bilingual_is(word_info(WORD_FILE_WORD_LIST)->name, first->text))
        return compile_words(scope, expression);
    const struct rule_term *left = rule_compile(scope, first);
    if (!left)
        return NULL;
    const struct rule_term *term =
        rule_member_term(scope, left, expression->member.name, expression->member.name_span);
    if (!term)
        report_no_member(scope, left, expression->member.name, expression->member.name_span);
    return term;
}

static const struct rule_term *compile_name(struct rule_scope *scope,
                                            const struct ast_expression *expression)
{
    const struct rule_term *term = rule_name_term(scope, expression->text, expression->span);
    if (!term)
        report_no_member(scope, NULL, expression->text, expression->span);
    return term;
}

static const struct rule_term *compile(struct rule_scope *scope,
                                       const struct ast_expression *expression)
{
    switch (expression->kind) {
    case AST_ERROR:
        return NULL;
    case AST_NUMBER:
        return compile_quantity(scope, expression);
    case AST_DATE:
    case AST_TEXT:
    case AST_TITLE:
    case AST_TRUTH:
        return compile_constant(scope, expression);
    case AST_NAME:
        return compile_name(scope, expression);
    case AST_NEGATE:
    case AST_NOT:
        return compile_unary(scope, expression);
    case AST_BINARY:
        return compile_binary(scope, expression);
    case AST_MEMBER:
        return compile_member(scope, expression);
    case AST_INDEX:
        return compile_filter(scope, expression);
    case AST_CALL:
        return rule_compile_call(scope, expression);
    }
    return NULL;
}

const struct rule_term *rule_compile(struct rule_scope *scope,
                                     const struct ast_expression *expression)
{
    if (scope->level == RULE_DEPTH_LIMIT) {
        diag_report(scope->binder->diags, DIAG_EXPRESSION_TOO_DEEP, expression->span,
                    DIAG_NUMBER(RULE_DEPTH_LIMIT));
        return NULL;
    }
    scope->level++;
    const struct rule_term *term = compile(scope, expression);
    scope->level--;
    return term;
}
