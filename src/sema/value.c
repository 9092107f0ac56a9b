/* value.c - evaluating expressions to quantities, exactly. */
#include "sema/value.h"

#include "base/nearest.h"
#include "syntax/quantity_word.h"
#include "syntax/signs.h"

enum { UNITS_NAMED = 4, FACTORS_KEPT = 32 /* of a formula; a longer one is only worked out */ };

/* A quantity under evaluation, and whether it is a mere unit such as the 人·天 in 元/人·天. */
struct operand {
    struct quantity quantity;
    bool is_unit;
};

static bool evaluate_operand(struct evaluator *e, const struct ast_expression *expression,
                             const struct measure *bare, struct operand *result);

struct quantity quantity_of(struct rational amount, const struct measure *measure)
{
    return (struct quantity){.amount = amount, .measure = measure};
}

struct bilingual quantity_phrase(struct arena *a, const struct quantity *quantity)
{
    return (struct bilingual){quantity_text(a, quantity, LANGUAGE_CHINESE),
                              quantity_text(a, quantity, LANGUAGE_ENGLISH)};
}

struct bilingual units_phrase(struct evaluator *e, const struct dimension *dimension)
{
    const struct measure *found[UNITS_NAMED];
    unsigned count = units_of_dimension(e->units, dimension, found, UNITS_NAMED);
    struct bilingual phrase = {{0}, {0}};
    for (unsigned i = 0; i < count; i++)
        bilingual_add(e->arena, &phrase, found[i]->name);
    return phrase;
}

/* The definition whose name is nearest, or empty. */
static struct str nearest_definition(const struct evaluator *e, struct str name)
{
    struct nearest nearest = nearest_to(name);
    if (!e->definitions || !units_may_search(e->units, e->diags->kept))
        return (struct str){0};
    for (const struct definition *d = e->definitions->first; d; d = d->next)
        nearest_try_both(&nearest, d->name.chinese, d->name.english);
    return nearest_name(&nearest);
}

/* What people write into a number or its unit: 陆拾万元, 约60, 座左右, 座以上. True if help was given. */
static bool help_quantity_word(struct evaluator *e, struct diag *diag, struct str name)
{
    struct str rest = without_approximation(name);
    const struct relation_word *relation = relation_word_last(name);
    struct str unit = relation ? str_part(name, 0, name.len - relation->word.len) : STR("");
    bool is_number = rest.len && rest.ptr[0] >= '0' && rest.ptr[0] <= '9';
    if (rest.len < name.len && (is_number || units_find(e->units, rest)))
        diag_help(e->diags, diag, NOTE_HELP_EXACT, DIAG_NONE);
    else if (relation && (unit.len == 0 || units_find(e->units, unit)))
        diag_help(e->diags, diag, NOTE_HELP_RELATION_WORD, DIAG_TEXT(relation->word),
                  DIAG_TEXT(relation->sign));
    else if (begins_with_number_word(name))
        diag_help(e->diags, diag, NOTE_HELP_DIGITS, DIAG_NONE);
    else
        return false;
    return true;
}

/* 课时x80课时: a letter for the multiplication sign, behind a unit and before a number. */
static bool help_letter_times(struct evaluator *e, struct diag *diag, struct span span,
                              struct str name)
{
    size_t length;
    for (size_t at = 1; at + 1 < name.len; at++) {
        bool is_letter = name.ptr[at] == 'x' || name.ptr[at] == 'X';
        if (!is_letter || sign_digit(name, at + 1, &length) < 0 ||
            !units_find(e->units, str_part(name, 0, at)) || !str_equal(span_text(span), name))
            continue;
        struct span letter = {span.source, span.start + (uint32_t)at,
                              span.start + (uint32_t)at + 1};
        diag_help(e->diags, diag, NOTE_HELP_TIMES, DIAG_NONE);
        diag_fix(e->diags, diag, letter, STR(" × "), FIX_SAFE);
        return true;
    }
    return false;
}

/* What people write where they have no amount. */
static bool is_nothing(struct str name)
{
    static const char *const words[] = {"无", "暂无", "没有", "略", "无此项", "不涉及"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_equal(name, str_of(words[i])))
            return true;
    }
    return false;
}

/* 元每台, 元台: a unit of money and another that lack their “/”. “元/台”, or empty. */
static struct str units_run_together(struct evaluator *e, struct str name)
{
    for (size_t at = 3; at + 3 <= name.len; at += 3) {
        struct str left = str_part(name, 0, at), right = str_part(name, at, name.len);
        if (str_starts_with(right, STR("每")))
            right = str_part(right, 3, right.len);
        const struct measure *one = right.len ? units_find(e->units, left) : NULL;
        const struct measure *other = one ? units_find(e->units, right) : NULL;
        if (other && one->kind == e->units->money && other->kind != e->units->money) {
            const struct str parts[] = {left, STR("/"), right};
            return arena_join(e->arena, parts, 3);
        }
    }
    return (struct str){0};
}

void report_unknown_unit(struct evaluator *e, struct span span, struct str name)
{
    if (units_is_broken(e->units, name))
        return;
    struct diag *diag = diag_report(e->diags, DIAG_UNKNOWN_UNIT, span, DIAG_TEXT(name));
    if (str_equal(name, STR("万")) || str_equal(name, STR("亿")) || str_equal(name, STR("千"))) {
        diag_help(e->diags, diag, NOTE_HELP_HALF_UNIT, DIAG_TEXT(name));
        return;
    }
    if (diag == &e->diags->ignored)
        return; /* nobody will read it, and looking for the nearest takes time */
    if (help_letter_times(e, diag, span, name))
        return;
    if (is_nothing(name)) {
        diag_help(e->diags, diag, NOTE_HELP_NOTHING, DIAG_NONE);
        return;
    }
    struct str joined = units_run_together(e, name);
    if (joined.len) {
        diag_help(e->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(joined));
        diag_fix(e->diags, diag, span, joined, FIX_NAMED);
        return;
    }
    if (help_quantity_word(e, diag, name))
        return;
    if (definition_find(e->definitions, name)) {
        diag_help(e->diags, diag, NOTE_HELP_DEFINITION_FACTOR, DIAG_TEXT(name));
        return;
    }
    struct str nearest = nearest_definition(e, name);
    if (!nearest.len && units_may_search(e->units, e->diags->kept))
        nearest = units_nearest(e->units, name);
    if (nearest.len) {
        diag_help(e->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(nearest));
        diag_fix(e->diags, diag, span, nearest, FIX_NAMED);
    } else {
        struct str rests[UNIT_RESTS_LIMIT];
        bool has_rest = units_without_prefix(name, rests) > 0 && rests[0].len > 0;
        diag_help(e->diags, diag, NOTE_HELP_DECLARE_UNIT, DIAG_TEXT(has_rest ? rests[0] : name));
    }
}

void report_no_unit(struct evaluator *e, const struct ast_expression *expression,
                    const struct dimension *wanted)
{
    struct diag *diag = diag_report(e->diags, DIAG_NO_UNIT, expression->span,
                                    DIAG_TEXT(span_text(expression->span)));
    struct bilingual fitting = units_phrase(e, wanted);
    if (fitting.chinese.len)
        diag_help(e->diags, diag, NOTE_HELP_UNITS_THAT_FIT, DIAG_PHRASE(fitting));
}

static bool report_overflow(struct evaluator *e, struct span span)
{
    diag_report(e->diags, DIAG_NUMBER_OVERFLOW, span, DIAG_NONE);
    return false;
}

/* （万元） behind a number, as forms print it; a ratio is told by the scanner. */
static bool is_in_parentheses(struct str spelled, struct str unit)
{
    return spelled.len > unit.len && unit.ptr[0] != '%' && !str_equal(unit, STR("‰")) &&
           (spelled.ptr[0] == '(' || str_starts_with(spelled, STR("（")));
}

static bool evaluate_number(struct evaluator *e, const struct ast_expression *expression,
                            const struct measure *bare, struct operand *result)
{
    struct quantity *quantity = &result->quantity;
    quantity->is_written = true;
    quantity->written = *expression->number.value;
    struct str unit = expression->number.unit;
    if (unit.len == 0) {
        quantity->measure = bare ? bare : measure_one();
    } else {
        const struct measure *measure = units_find(e->units, unit);
        if (!measure) {
            report_unknown_unit(e, expression->number.unit_span, unit);
            return false;
        }
        quantity->measure = measure;
        name_log_unit(e->names, e->units, expression->number.unit_span, measure);
        if (is_in_parentheses(span_text(expression->number.unit_span), unit)) {
            struct diag *diag =
                diag_report(e->diags, DIAG_UNUSUAL_SIGN, expression->number.unit_span,
                            DIAG_TEXT(span_text(expression->number.unit_span)), DIAG_TEXT(unit));
            const struct str written[] = {STR(" "), unit};
            diag_fix(e->diags, diag, expression->number.unit_span, arena_join(e->arena, written, 2),
                     FIX_SAFE);
        }
        if (measure == &e->units->percent && unit.len > 1) {
            struct diag *diag =
                diag_report(e->diags, DIAG_UNUSUAL_SIGN, expression->number.unit_span,
                            DIAG_TEXT(unit), DIAG_TEXT(STR("%")));
            diag_fix(e->diags, diag, expression->number.unit_span, STR("%"), FIX_SAFE);
        }
    }
    if (!rational_multiply(rational_of(quantity->written), quantity->measure->factor,
                           &quantity->amount))
        return report_overflow(e, expression->span);
    return true;
}

static bool report_no_quantity(struct evaluator *e, const struct ast_expression *expression)
{
    struct diag *diag = diag_report(e->diags, DIAG_NOT_A_QUANTITY, expression->span,
                                    DIAG_TEXT(span_text(expression->span)));
    if (expression->kind == AST_TEXT)
        diag_help(e->diags, diag, NOTE_HELP_NO_QUOTES, DIAG_NONE);
    return false;
}

static bool evaluate_definition(struct evaluator *e, const struct ast_expression *expression,
                                struct definition *definition, struct operand *result)
{
    definition_use(e->definitions, e->arena, definition);
    if (definition->value.kind == VALUE_NONE)
        return false; /* it was reported where it is defined */
    if (definition->value.kind != VALUE_QUANTITY)
        return report_no_quantity(e, expression);
    result->quantity = definition->value.quantity;
    result->quantity.definition = definition;
    return true;
}

static bool evaluate_name(struct evaluator *e, const struct ast_expression *expression,
                          struct operand *result)
{
    const struct measure *measure = units_find(e->units, expression->text);
    if (!measure) {
        struct definition *definition = definition_find(e->definitions, expression->text);
        if (definition)
            return evaluate_definition(e, expression, definition, result);
        report_unknown_unit(e, expression->span, expression->text);
        return false;
    }
    name_log_unit(e->names, e->units, expression->span, measure);
    result->is_unit = true;
    result->quantity = quantity_of(measure->factor, measure);
    return true;
}

/* "万元" and "门" to "万元/门"; a denominator that is itself a quotient stands in parentheses. */
static struct str joined_name(struct arena *a, struct str left, struct str right, bool divide)
{
    if (left.len == 0 && !divide)
        return right;
    if (right.len == 0)
        return left;
    if (left.len == 0)
        left = STR("1");
    struct str sign = divide ? STR("/") : STR("·");
    bool parentheses = divide && memchr(right.ptr, '/', right.len);
    const struct str parts[] = {left, sign, parentheses ? STR("(") : right, right, STR(")")};
    return arena_join(a, parts, parentheses ? 5 : 3);
}

static bool is_plain(const struct measure *measure)
{
    return dimension_is_none(&measure->dimension) && measure->name.chinese.len == 0;
}

static struct measure *measure_copy(struct evaluator *e, const struct measure *measure)
{
    struct measure *copy = ARENA_NEW(e->arena, struct measure);
    *copy = *measure;
    return copy;
}

/* a × b or a ÷ b of measures, written so; NULL if it does not fit. */
static const struct measure *combine_measures(struct evaluator *e, const struct measure *a,
                                              const struct measure *b, bool divide)
{
    /* A plain factor changes the number and not what it is counted in. */
    if (is_plain(b) || (is_plain(a) && !divide))
        return is_plain(b) ? a : b;
    struct measure combined = {0};
    bool fits =
        dimension_combine(&a->dimension, &b->dimension, divide ? -1 : 1, &combined.dimension) &&
        (divide ? rational_divide(a->factor, b->factor, &combined.factor)
                : rational_multiply(a->factor, b->factor, &combined.factor));
    if (!fits)
        return NULL;
    a = name_measure(e, a); /* 24 元/千克 × 45 千克/公顷: what stands before / is a product */
    combined.name.chinese = joined_name(e->arena, a->name.chinese, b->name.chinese, divide);
    combined.name.english = joined_name(e->arena, a->name.english, b->name.english, divide);
    if (a->spelling.len || b->spelling.len)
        combined.spelling = joined_name(e->arena, a->spelling.len ? a->spelling : a->name.chinese,
                                        b->spelling.len ? b->spelling : b->name.chinese, divide);
    return measure_copy(e, &combined);
}

/*
 * The measure of what was worked out by × or ÷: that of the only factor that has one, or the base
 * units, whose name is put together when somebody asks for it (name_measure). NULL: it does not fit.
 */
static const struct measure *product_measure(struct evaluator *e, const struct measure *a,
                                             const struct measure *b, bool divide)
{
    if (is_plain(b) || (is_plain(a) && !divide))
        return is_plain(b) ? a : b;
    struct measure *product = ARENA_NEW(e->arena, struct measure);
    product->factor = rational_whole(1);
    bool fits =
        dimension_combine(&a->dimension, &b->dimension, divide ? -1 : 1, &product->dimension);
    return fits ? product : NULL;
}

const struct measure *name_measure(struct evaluator *e, const struct measure *measure)
{
    const struct measure *declared;
    if (measure->name.chinese.len || dimension_is_none(&measure->dimension))
        return measure;
    if (units_of_dimension(e->units, &measure->dimension, &declared, 1) == 1 &&
        rational_compare(declared->factor, measure->factor) == 0)
        return declared;
    struct measure *named = measure_copy(e, measure);
    named->name = dimension_name(e->arena, e->units, &measure->dimension);
    return named;
}

/* A unit attached to what stands before it: 550 元 / 人·天, 5 人 · 天. What was written stays so. */
static bool attach_unit(struct evaluator *e, struct span sign, struct operand *left,
                        const struct operand *unit, bool divide)
{
    const struct measure *measure =
        combine_measures(e, left->quantity.measure, unit->quantity.measure, divide);
    struct rational amount;
    bool fits = measure &&
                (divide ? rational_divide(left->quantity.amount, unit->quantity.amount, &amount)
                        : rational_multiply(left->quantity.amount, unit->quantity.amount, &amount));
    if (!fits)
        return report_overflow(e, sign);
    left->quantity.measure = measure;
    left->quantity.amount = amount;
    left->quantity.numerator = left->quantity.denominator = NULL;
    left->quantity.definition = NULL;
    return true;
}

/* 12 所 / 15 所 is a ratio that keeps both its numbers. */
static void keep_ratio(struct evaluator *e, const struct quantity *over,
                       const struct quantity *under, struct quantity *ratio)
{
    if (!over->is_written || !under->is_written || !dimension_is_none(&ratio->measure->dimension))
        return;
    struct quantity *parts = ARENA_ARRAY(e->arena, struct quantity, 2);
    parts[0] = *over;
    parts[1] = *under;
    ratio->numerator = &parts[0];
    ratio->denominator = &parts[1];
    struct measure *measure = measure_copy(e, measure_one());
    measure->kind = e->units->percent.kind;
    ratio->measure = measure;
}

static bool multiply(struct evaluator *e, const struct ast_expression *expression,
                     struct operand *left, const struct operand *right)
{
    struct span sign = expression->binary.sign;
    bool divide = expression->operator== AST_DIVIDE;
    if (right->is_unit && expression->operator!= AST_MULTIPLY)
        return attach_unit(e, sign, left, right, divide);
    if (right->is_unit || left->is_unit) {
        const struct ast_expression *unit =
            right->is_unit ? expression->binary.right : expression->binary.left;
        diag_report(e->diags, DIAG_NUMBER_MISSING, unit->span, DIAG_TEXT(span_text(unit->span)));
        return false;
    }
    struct quantity product = {0};
    if (divide && rational_is_zero(right->quantity.amount)) {
        diag_report(e->diags, DIAG_DIVISION_BY_ZERO, expression->binary.right->span, DIAG_NONE);
        return false;
    }
    product.measure = product_measure(e, left->quantity.measure, right->quantity.measure, divide);
    bool fits =
        product.measure &&
        (divide
             ? rational_divide(left->quantity.amount, right->quantity.amount, &product.amount)
             : rational_multiply(left->quantity.amount, right->quantity.amount, &product.amount));
    if (!fits)
        return report_overflow(e, sign);
    if (divide)
        keep_ratio(e, &left->quantity, &right->quantity, &product);
    left->quantity = product;
    return true;
}

/* Says beside an operand what it is in. */
static void place_operand(struct evaluator *e, struct diag *diag, struct span span,
                          const struct measure *measure)
{
    struct bilingual name = {measure_text(measure, LANGUAGE_CHINESE),
                             measure_text(measure, LANGUAGE_ENGLISH)};
    if (name.chinese.len)
        diag_place(e->diags, diag, span, NOTE_IS_OF, DIAG_PHRASE(name));
    else
        diag_place(e->diags, diag, span, NOTE_IS_PLAIN, DIAG_NONE);
}

/* Both operands of + or -, and of `=`, must be of one dimension. */
static bool unlike(struct evaluator *e, const struct ast_expression *expression,
                   const struct operand *left, const struct operand *right)
{
    struct quantity one = left->quantity, other = right->quantity;
    one.measure = name_measure(e, one.measure);
    other.measure = name_measure(e, other.measure);
    struct bilingual first = quantity_phrase(e->arena, &one);
    struct bilingual second = quantity_phrase(e->arena, &other);
    struct diag *diag = diag_report(e->diags, DIAG_UNLIKE_OPERANDS, expression->binary.sign,
                                    DIAG_PHRASE(first), DIAG_PHRASE(second));
    place_operand(e, diag, expression->binary.left->span, one.measure);
    place_operand(e, diag, expression->binary.right->span, other.measure);
    struct bilingual fitting = units_phrase(e, &left->quantity.measure->dimension);
    if (fitting.chinese.len)
        diag_help(e->diags, diag, NOTE_HELP_UNITS_THAT_FIT, DIAG_PHRASE(fitting));
    return false;
}

static bool add(struct evaluator *e, const struct ast_expression *expression, struct operand *left,
                const struct operand *right)
{
    if (!dimension_equal(&left->quantity.measure->dimension, &right->quantity.measure->dimension))
        return unlike(e, expression, left, right);
    struct rational sum;
    bool fits = expression->operator== AST_ADD
                    ? rational_add(left->quantity.amount, right->quantity.amount, &sum)
                    : rational_subtract(left->quantity.amount, right->quantity.amount, &sum);
    if (!fits)
        return report_overflow(e, expression->binary.sign);
    left->quantity = quantity_of(sum, left->quantity.measure);
    left->is_unit = false;
    return true;
}

static bool is_arithmetic(enum ast_operator operator)
{
    return operator>= AST_ADD;
}

static bool is_sum(const struct ast_expression *expression)
{
    return expression->operator== AST_ADD || expression->operator== AST_SUBTRACT;
}

/*
 * Walks the left side by a loop: a chain may have a hundred thousand terms. A bare number is in the
 * unit of the whole only if nothing but + and - stands between: not in (1 + 2) × 5.00.
 */
static bool evaluate_chain(struct evaluator *e, const struct ast_expression *expression,
                           const struct measure *bare, struct operand *result)
{
    size_t length = 0;
    const struct ast_expression *first = expression;
    while (first->kind == AST_BINARY && is_arithmetic(first->operator)) {
        length++;
        first = first->binary.left;
    }
    const struct ast_expression **chain =
        ARENA_ARRAY(e->arena, const struct ast_expression *, length);
    first = expression;
    for (size_t i = length; i-- > 0; first = first->binary.left)
        chain[i] = first;
    size_t sums = length; /* from here to the root all are + or - */
    while (sums > 0 && is_sum(chain[sums - 1]))
        sums--;
    if (!evaluate_operand(e, first, sums == 0 ? bare : NULL, result))
        return false;
    for (size_t i = 0; i < length; i++) {
        struct operand right = {0};
        if (!evaluate_operand(e, chain[i]->binary.right, i >= sums ? bare : NULL, &right))
            return false;
        if (!(is_sum(chain[i]) ? add(e, chain[i], result, &right)
                               : multiply(e, chain[i], result, &right)))
            return false;
    }
    return true;
}

static bool evaluate_operand(struct evaluator *e, const struct ast_expression *expression,
                             const struct measure *bare, struct operand *result)
{
    switch (expression->kind) {
    case AST_ERROR:
        return false;
    case AST_NUMBER:
        return evaluate_number(e, expression, bare, result);
    case AST_NAME:
        return evaluate_name(e, expression, result);
    case AST_NEGATE:
        if (!evaluate_operand(e, expression->binary.left, bare, result))
            return false;
        result->quantity.amount = rational_negate(result->quantity.amount);
        result->quantity.written.coefficient = -result->quantity.written.coefficient;
        result->quantity.numerator = result->quantity.denominator = NULL;
        result->quantity.definition = NULL;
        return true;
    case AST_BINARY:
        return is_arithmetic(expression->operator) ? evaluate_chain(e, expression, bare, result)
                                                   : report_no_quantity(e, expression);
    case AST_DATE:
    case AST_TEXT:
    case AST_TITLE:
    case AST_TRUTH:
    case AST_NOT:
    case AST_MEMBER:
    case AST_INDEX:
    case AST_CALL:
        return report_no_quantity(e, expression);
    }
    return false;
}

bool evaluate(struct evaluator *e, const struct ast_expression *expression,
              const struct measure *bare, struct quantity *result)
{
    struct operand operand = {0};
    if (!evaluate_operand(e, expression, bare, &operand))
        return false;
    if (operand.is_unit) {
        diag_report(e->diags, DIAG_NUMBER_MISSING, expression->span,
                    DIAG_TEXT(span_text(expression->span)));
        return false;
    }
    *result = operand.quantity;
    return true;
}

/* Whether the expression is written of unit names alone, as the 人·天 in 元/人·天 is. */
static bool is_unit_only(const struct ast_expression *expression)
{
    while (expression->kind == AST_BINARY &&
           (expression->operator== AST_DOT || expression->operator== AST_DIVIDE)) {
        if (!is_unit_only(expression->binary.right))
            return false;
        expression = expression->binary.left;
    }
    return expression->kind == AST_NAME;
}

bool evaluate_product(struct evaluator *e, const struct ast_expression *expression,
                      const struct measure *bare, struct quantity *result, struct factors *factors)
{
    unsigned count = 1;
    const struct ast_expression *first = expression;
    while (first->kind == AST_BINARY && first->operator== AST_MULTIPLY) {
        count++;
        first = first->binary.left;
    }
    *factors = (struct factors){0};
    bool is_quotient = first->kind == AST_BINARY &&
                       first->operator== AST_DIVIDE && !is_unit_only(first->binary.right);
    if (count == 1 || count > FACTORS_KEPT || is_quotient) /* no plain price × quantity */
        return evaluate(e, expression, bare, result);
    struct operand *operands = ARENA_ARRAY(e->arena, struct operand, count);
    const struct ast_expression **products =
        ARENA_ARRAY(e->arena, const struct ast_expression *, count);
    *factors = (struct factors){ARENA_ARRAY(e->arena, struct quantity, count),
                                ARENA_ARRAY(e->arena, const struct ast_expression *, count), count};
    first = expression;
    for (unsigned i = count; i-- > 0; first = first->binary.left) {
        products[i] = first;
        factors->expressions[i] = i ? first->binary.right : first;
        if (i == 0)
            break;
    }
    for (unsigned i = 0; i < count; i++) {
        if (!evaluate_operand(e, factors->expressions[i], NULL, &operands[i]))
            return false;
        factors->items[i] = operands[i].quantity;
    }
    for (unsigned i = 1; i < count; i++) {
        if (!multiply(e, products[i], &operands[0], &operands[i]))
            return false;
    }
    *result = operands[0].quantity;
    return true;
}
