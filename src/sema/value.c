/* value.c - evaluating expressions to quantities, exactly. */
#include "sema/value.h"

#include "sema/unit_cache.h"

enum { FACTORS_KEPT = 32 /* of a formula; a longer one is only worked out */ };

/* A quantity under evaluation, and whether it is a mere unit such as the 人·天 in 元/人·天. */
struct operand {
    struct quantity quantity;
    bool is_unit;
};

static bool evaluate_operand(struct evaluator *e, const struct ast_expression *expression,
                             const struct measure *bare, struct operand *result);

/* quantity_of in place: field by field, for a whole that is zeroed at once is zeroed slowly. */
static inline void quantity_set(struct quantity *quantity, struct rational amount,
                                const struct measure *measure)
{
    quantity->amount = amount;
    quantity->measure = measure;
    quantity->is_written = false;
    quantity->written.coefficient = 0;
    quantity->written.places = 0;
    quantity->numerator = quantity->denominator = NULL;
    quantity->definition = NULL;
}

struct quantity quantity_of(struct rational amount, const struct measure *measure)
{
    struct quantity quantity;
    quantity_set(&quantity, amount, measure);
    return quantity;
}

struct bilingual quantity_phrase(struct arena *a, const struct quantity *quantity)
{
    return (struct bilingual){quantity_text(a, quantity, LANGUAGE_CHINESE),
                              quantity_text(a, quantity, LANGUAGE_ENGLISH)};
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

/* Tells what is unusual in how a unit is written behind its number. */
static void check_unit_sign(struct evaluator *e, const struct ast_expression *expression,
                            const struct measure *measure) __attribute__((cold));
static void check_unit_sign(struct evaluator *e, const struct ast_expression *expression,
                            const struct measure *measure)
{
    struct str unit = expression->number.unit;
    struct span span = ast_unit_span(expression);
    if (is_in_parentheses(span_text(span), unit)) {
        struct diag *diag = diag_report(e->diags, DIAG_UNUSUAL_SIGN, span,
                                        DIAG_TEXT(span_text(span)), DIAG_TEXT(unit));
        const struct str written[] = {STR(" "), unit};
        diag_fix(e->diags, diag, span, arena_join(e->arena, written, 2), FIX_SAFE);
    }
    if (measure == &e->units->percent && unit.len > 1) {
        struct diag *diag =
            diag_report(e->diags, DIAG_UNUSUAL_SIGN, span, DIAG_TEXT(unit), DIAG_TEXT(STR("%")));
        diag_fix(e->diags, diag, span, STR("%"), FIX_SAFE);
    }
}

/* The unit behind a number; NULL after reporting. */
static const struct measure *number_unit(struct evaluator *e,
                                         const struct ast_expression *expression)
{
    struct str unit = expression->number.unit;
    const struct span span = ast_unit_span(expression);
    const struct measure *measure = units_find(e->units, unit);
    if (!measure) {
        report_unknown_unit(e, span, unit);
        return NULL;
    }
    name_log_unit(e->names, e->units, span, measure);
    if (span.end - span.start > unit.len || measure == &e->units->percent)
        check_unit_sign(e, expression, measure);
    return measure;
}

static bool evaluate_number(struct evaluator *e, const struct ast_expression *expression,
                            const struct measure *bare, struct quantity *result)
{
    const struct measure *measure = expression->number.unit.len ? number_unit(e, expression)
                                    : bare                      ? bare
                                                                : measure_one();
    const struct decimal written = *expression->number.value;
    struct rational amount;
    if (!measure)
        return false;
    if (!rational_multiply(rational_of(written), measure->factor, &amount))
        return report_overflow(e, expression->span);
    quantity_set(result, amount, measure);
    result->is_written = true;
    result->written = written;
    return true;
}

static bool report_no_quantity(struct evaluator *e, const struct ast_expression *expression)
{
    if (expression->kind == AST_DATE)
        diags_drop(e->diags, DIAG_DATE_FORM, expression->span);
    struct diag *diag = diag_report(e->diags, DIAG_NOT_A_QUANTITY, expression->span,
                                    DIAG_TEXT(span_text(expression->span)));
    if (expression->kind == AST_TEXT)
        diag_help(e->diags, diag, NOTE_HELP_NO_QUOTES, DIAG_NONE);
    else if (expression->kind == AST_CALL)
        help_bracketed_unit(e, diag, expression->span);
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
    result->is_unit = false;
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
    quantity_set(&result->quantity, measure->factor, measure);
    return true;
}

/* "万元" and "门" to "万元/门"; a denominator that is itself a quotient stands in parentheses. */
static struct str joined_name(struct arena *a, struct str left, struct str right, bool divide)
{
    if (left.len == 0) /* what is plain is only divided; 5/人 */
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

static struct measure *measure_copy(struct arena *a, const struct measure *measure)
{
    struct measure *copy = arena_bytes(a, sizeof *copy);
    *copy = *measure;
    return copy;
}

/* a × b or a ÷ b of measures, written so; NULL if it does not fit. */
static struct measure *make_written(struct evaluator *e, struct arena *arena,
                                    const struct measure *a, const struct measure *b, bool divide)
{
    struct dimension dimension;
    struct rational factor;
    bool fits = dimension_combine(&a->dimension, &b->dimension, divide ? -1 : 1, &dimension) &&
                (divide ? rational_divide(a->factor, b->factor, &factor)
                        : rational_multiply(a->factor, b->factor, &factor));
    if (!fits)
        return NULL;
    struct measure *whole = ARENA_NEW(arena, struct measure);
    whole->dimension = dimension;
    whole->factor = factor;
    a = name_measure(e, a); /* 24 元/千克 × 45 千克/公顷: what stands before / is a product */
    whole->name.chinese = joined_name(arena, a->name.chinese, b->name.chinese, divide);
    whole->name.english = joined_name(arena, a->name.english, b->name.english, divide);
    if (a->spelling.len || b->spelling.len)
        whole->spelling = joined_name(arena, a->spelling.len ? a->spelling : a->name.chinese,
                                      b->spelling.len ? b->spelling : b->name.chinese, divide);
    return whole;
}

/*
 * The measure of what was worked out by × or ÷: the base units, whose name is put together when
 * somebody asks for it (name_measure). NULL: it does not fit.
 */
static struct measure *make_product(struct arena *arena, const struct measure *a,
                                    const struct measure *b, bool divide)
{
    struct dimension dimension;
    if (!dimension_combine(&a->dimension, &b->dimension, divide ? -1 : 1, &dimension))
        return NULL;
    struct measure *product = ARENA_NEW(arena, struct measure);
    product->dimension = dimension;
    product->factor = rational_whole(1);
    return product;
}

/* The measure of a × b or a ÷ b, which was made before, or is now; NULL if it does not fit. */
static const struct measure *combine_measures(struct evaluator *e, const struct measure *a,
                                              const struct measure *b, enum compound_way way)
{
    bool divide = way == COMPOUND_PER || way == COMPOUND_QUOTIENT;
    /* A plain factor changes the number and not what it is counted in. */
    if (is_plain(b) || (is_plain(a) && !divide))
        return is_plain(b) ? a : b;
    struct unit_cache *cache = units_cache(e->units);
    struct compound *kept = compound_find(cache, a, b, way);
    if (kept && kept->whole)
        return kept->whole;
    struct arena *arena = kept ? &cache->arena : e->arena;
    struct measure *whole = way == COMPOUND_PER || way == COMPOUND_DOT
                                ? make_written(e, arena, a, b, divide)
                                : make_product(arena, a, b, divide);
    if (kept && whole)
        compound_keep(kept, whole);
    return whole;
}

const struct measure *name_measure(struct evaluator *e, const struct measure *measure)
{
    const struct measure *declared;
    if (measure->name.chinese.len || dimension_is_none(&measure->dimension))
        return measure;
    if (units_of_dimension(e->units, &measure->dimension, &declared, 1) == 1 &&
        rational_compare(declared->factor, measure->factor) == 0)
        return declared;
    struct measure *named = measure_copy(e->arena, measure);
    named->name = dimension_name(e->arena, e->units, &measure->dimension);
    return named;
}

/* A unit attached to what stands before it: 550 元 / 人·天, 5 人 · 天. What was written stays so. */
static bool attach_unit(struct evaluator *e, struct span sign, struct operand *left,
                        const struct measure *unit, bool divide)
{
    struct quantity *quantity = &left->quantity;
    const struct measure *measure =
        combine_measures(e, quantity->measure, unit, divide ? COMPOUND_PER : COMPOUND_DOT);
    struct rational amount; /* a mere unit comes to its own factor */
    bool fits = measure && (divide ? rational_divide(quantity->amount, unit->factor, &amount)
                                   : rational_multiply(quantity->amount, unit->factor, &amount));
    if (!fits)
        return report_overflow(e, sign);
    quantity->measure = measure;
    quantity->amount = amount;
    quantity->numerator = quantity->denominator = NULL;
    quantity->definition = NULL;
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
    struct measure *measure = measure_copy(e->arena, measure_one());
    measure->kind = e->units->percent.kind;
    ratio->measure = measure;
}

/* A mere unit where a quantity is needed. */
static bool report_number_missing(struct evaluator *e, struct span span)
{
    diag_report(e->diags, DIAG_NUMBER_MISSING, span, DIAG_TEXT(span_text(span)));
    return false;
}

static bool multiply(struct evaluator *e, const struct ast_expression *expression,
                     struct operand *left, const struct quantity *right, bool is_unit)
{
    struct span sign = expression->binary.sign;
    bool divide = expression->operator== AST_DIVIDE;
    if (is_unit && expression->operator!= AST_MULTIPLY)
        return attach_unit(e, sign, left, right->measure, divide);
    if (is_unit)
        return report_number_missing(e, expression->binary.right->span);
    if (left->is_unit)
        return report_number_missing(e, expression->binary.left->span);
    if (divide && rational_is_zero(right->amount)) {
        diag_report(e->diags, DIAG_DIVISION_BY_ZERO, expression->binary.right->span, DIAG_NONE);
        return false;
    }
    struct quantity *quantity = &left->quantity, product;
    const struct measure *measure = combine_measures(e, quantity->measure, right->measure,
                                                     divide ? COMPOUND_QUOTIENT : COMPOUND_PRODUCT);
    struct rational amount;
    bool fits = measure && (divide ? rational_divide(quantity->amount, right->amount, &amount)
                                   : rational_multiply(quantity->amount, right->amount, &amount));
    if (!fits)
        return report_overflow(e, sign);
    quantity_set(&product, amount, measure);
    if (divide)
        keep_ratio(e, quantity, right, &product);
    *quantity = product;
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
    if (left->is_unit)
        return report_number_missing(e, expression->binary.left->span);
    if (right->is_unit)
        return report_number_missing(e, expression->binary.right->span);
    struct rational sum;
    bool fits = expression->operator== AST_ADD
                    ? rational_add(left->quantity.amount, right->quantity.amount, &sum)
                    : rational_subtract(left->quantity.amount, right->quantity.amount, &sum);
    if (!fits)
        return report_overflow(e, expression->binary.sign);
    quantity_set(&left->quantity, sum, left->quantity.measure);
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

/* The unit that is attached to what stands before it by / or ·, if it is one by itself; or NULL. */
static const struct measure *unit_behind(struct evaluator *e,
                                         const struct ast_expression *expression)
{
    const struct ast_expression *right = expression->binary.right;
    bool may_be_unit = right->kind == AST_NAME &&
                       (expression->operator== AST_DIVIDE || expression->operator== AST_DOT);
    const struct measure *unit = may_be_unit ? units_find(e->units, right->text) : NULL;
    if (unit)
        name_log_unit(e->names, e->units, right->span, unit);
    return unit;
}

/* The unit that the expression names, or empty. */
static struct str unit_name(const struct ast_expression *expression)
{
    return expression->kind == AST_NUMBER ? expression->number.unit
           : expression->kind == AST_NAME ? expression->text
                                          : (struct str){0};
}

/* Behind a unit that is none, `failed`, reports the others of its product too: 2 缺·丁. Always false. */
static bool fail_units(struct evaluator *e, const struct ast_expression *failed,
                       const struct ast_expression *const *chain, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const struct ast_expression *right = chain[i]->binary.right;
        bool is_product = chain[i]->operator== AST_DOT || chain[i]->operator== AST_DIVIDE;
        if (!is_product || !unit_name(failed).len || right->kind != AST_NAME)
            break;
        struct operand ignored;
        if (!str_equal(unit_name(failed), right->text))
            evaluate_operand(e, right, NULL, &ignored);
    }
    return false;
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
    const struct ast_expression *only;
    const struct ast_expression **chain =
        length == 1 ? &only : ARENA_ARRAY(e->arena, const struct ast_expression *, length);
    first = expression;
    for (size_t i = length; i-- > 0; first = first->binary.left)
        chain[i] = first;
    size_t sums = length; /* from here to the root all are + or - */
    while (sums > 0 && is_sum(chain[sums - 1]))
        sums--;
    if (!evaluate_operand(e, first, sums == 0 ? bare : NULL, result))
        return fail_units(e, first, chain, length);
    for (size_t i = 0; i < length; i++) {
        const struct measure *unit = unit_behind(e, chain[i]);
        if (unit) {
            if (!attach_unit(e, chain[i]->binary.sign, result, unit,
                             chain[i]->operator== AST_DIVIDE))
                return false;
            continue;
        }
        struct operand right;
        if (!evaluate_operand(e, chain[i]->binary.right, i >= sums ? bare : NULL, &right))
            return fail_units(e, chain[i]->binary.right, chain + i + 1, length - i - 1);
        if (!(is_sum(chain[i]) ? add(e, chain[i], result, &right)
                               : multiply(e, chain[i], result, &right.quantity, right.is_unit)))
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
        result->is_unit = false;
        return evaluate_number(e, expression, bare, &result->quantity);
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
    if (expression->kind == AST_NUMBER)
        return evaluate_number(e, expression, bare, result);
    struct operand operand;
    if (!evaluate_operand(e, expression, bare, &operand))
        return false;
    if (operand.is_unit)
        return report_number_missing(e, expression->span);
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

/* Evaluates the factors of the product of `factors->count` that `expression` is, each by itself; a bit of
 * `*units` is set for each that is a mere unit. */
static bool evaluate_factors(struct evaluator *e, const struct ast_expression *expression,
                             struct factors *factors, uint32_t *units)
{
    unsigned count = factors->count;
    factors->items = arena_bytes(e->arena, count * sizeof *factors->items);
    factors->expressions = arena_bytes(e->arena, count * sizeof *factors->expressions);
    for (unsigned i = count; i-- > 1; expression = expression->binary.left)
        factors->expressions[i] = expression->binary.right;
    factors->expressions[0] = expression;
    for (unsigned i = 0; i < count; i++) {
        struct operand factor;
        if (!evaluate_operand(e, factors->expressions[i], NULL, &factor))
            return false;
        factors->items[i] = factor.quantity;
        *units |= (uint32_t)factor.is_unit << i;
    }
    return true;
}

/* The product so many steps down the left side. */
static const struct ast_expression *product_at(const struct ast_expression *expression,
                                               unsigned steps)
{
    while (steps-- > 0)
        expression = expression->binary.left;
    return expression;
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
    uint32_t units = 0;
    factors->count = count;
    if (!evaluate_factors(e, expression, factors, &units))
        return false;
    struct operand product = {factors->items[0], units & 1};
    for (unsigned i = 1; i < count; i++) {
        if (!multiply(e, product_at(expression, count - 1 - i), &product, &factors->items[i],
                      units >> i & 1))
            return false;
    }
    *result = product.quantity;
    return true;
}
