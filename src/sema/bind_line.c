/* bind_line.c - budget lines: tasks, formulas, amounts. */
#include "sema/bind.h"

#include "base/utf8.h"
#include "sema/waiver.h"

struct line_context {
    struct project *project;
    struct line *task;
    struct line **last;
    struct map names;
};

static bool base_is_money(const struct binder *b, unsigned short base)
{
    const struct dimension *money = b->money ? &b->money->dimension : NULL;
    if (money)
        return money->count == 1 && money->factors[0].base == base &&
               money->factors[0].exponent == 1;
    struct dimension single = {1, {{base, 1}}};
    return dimension_is_money(b, &single);
}

/* Whether it is so much money, or money per something. */
static bool has_money(const struct binder *b, const struct dimension *d)
{
    bool found = false;
    for (unsigned i = 0; i < d->count && !found; i++)
        found = d->factors[i].exponent > 0 && base_is_money(b, d->factors[i].base);
    return found;
}

/* The factor that is money is the price; the others are the quantities. */
static void keep_factors(const struct binder *b, struct line *line, const struct factors *factors)
{
    unsigned price = 0;
    while (price < factors->count && !has_money(b, &factors->items[price].measure->dimension))
        price++;
    line->quantities = factors->items;
    line->quantity_count = factors->count;
    if (price == factors->count)
        return;
    line->quantity_count--;
    line->price_span = factors->expressions[price]->span;
    line->price = factors->items;
    line->quantities++;
    if (price > 0) { /* it is put before the others, which stay in their order */
        struct quantity factor = factors->items[price];
        memmove(line->quantities, factors->items, price * sizeof factor);
        *line->price = factor;
    }
}

/* A bare factor is no money per anything: say which number lacks its unit. */
static void report_bare_factor(struct binder *b, const struct ast_expression *formula,
                               const struct factors *factors)
{
    struct evaluator e = binder_evaluator(b);
    struct dimension money = money_dimension(b);
    for (unsigned i = 0; i < factors->count; i++) {
        const struct ast_expression *factor = factors->expressions[i];
        if (factor->kind == AST_NUMBER && factor->number.unit.len == 0) {
            struct diag *diag = diag_report(b->diags, DIAG_NO_UNIT, factor->span,
                                            DIAG_TEXT(span_text(factor->span)));
            diag_help(b->diags, diag, NOTE_HELP_PRICE, DIAG_PHRASE(units_phrase(&e, &money)));
            return;
        }
    }
    diag_report(b->diags, DIAG_NO_UNIT, formula->span, DIAG_TEXT(span_text(formula->span)));
}

/* The units that a formula names, to speak of it in its own words. */
struct named_units {
    const struct measure *list[16];
    unsigned count;
};

static void gather_units(struct binder *b, const struct ast_expression *expression,
                         struct named_units *named)
{
    while (expression->kind == AST_BINARY || expression->kind == AST_NEGATE) {
        if (expression->kind == AST_BINARY)
            gather_units(b, expression->binary.right, named);
        expression = expression->binary.left;
    }
    struct str name = expression->kind == AST_NUMBER ? expression->number.unit
                      : expression->kind == AST_NAME ? expression->text
                                                     : (struct str){0};
    const struct measure *measure = name.len ? units_find(b->units, name) : NULL;
    if (measure && named->count < sizeof named->list / sizeof named->list[0])
        named->list[named->count++] = measure;
}

/* The part of a dimension that stands above (1) or below (-1) the line. */
static struct dimension dimension_side(const struct dimension *d, int sign)
{
    struct dimension side = {0};
    for (unsigned i = 0; i < d->count; i++) {
        if (d->factors[i].exponent * sign <= 0)
            continue;
        side.factors[side.count] = d->factors[i];
        side.factors[side.count++].exponent = (short)(d->factors[i].exponent * sign);
    }
    return side;
}

/* What a formula is divided by at its end, as by 月 in 5 人 × 3000 元/月: the price that stands last there is
 * no factor by itself. */
static struct dimension last_divisor(struct binder *b, const struct ast_expression *formula)
{
    struct dimension under = {0}, both;
    struct named_units units = {.count = 0};
    if (formula->kind != AST_BINARY || formula->operator!= AST_DIVIDE)
        return under;
    gather_units(b, formula->binary.right, &units);
    for (unsigned i = 0; i < units.count; i++) {
        if (dimension_combine(&under, &units.list[i]->dimension, 1, &both))
            under = both;
    }
    return under;
}

/* What the price would have to be per for the surplus to go: of 元/米 and a 米 too many 平方米. Nothing is
 * per person and person: then empty. */
static struct bilingual wanted_price(struct binder *b, const struct ast_expression *formula,
                                     const struct factors *factors, const struct dimension *surplus,
                                     const struct named_units *named)
{
    struct dimension per = *surplus, last = last_divisor(b, formula), whole;
    if (dimension_combine(&per, &last, 1, &whole))
        per = whole;
    for (unsigned i = 0; i < factors->count; i++) {
        const struct dimension *of = &factors->items[i].measure->dimension;
        struct dimension under = dimension_side(of, -1), both;
        if (has_money(b, of) && dimension_combine(&per, &under, 1, &both))
            per = both;
    }
    const struct measure *declared;
    if (units_of_dimension(b->units, &per, &declared, 1) == 1 && per.count == 1 &&
        per.factors[0].exponent > 1)
        return declared->name;
    for (unsigned i = 0; i < per.count; i++) {
        if (per.factors[i].exponent > 1)
            return (struct bilingual){{0}, {0}};
    }
    return dimension_name_in(b->arena, b->units, &per, named->list, named->count);
}

/* The unit that the price is written in; 元 if none is. */
static struct bilingual money_named(struct binder *b, const struct named_units *named)
{
    for (unsigned i = 0; i < named->count; i++) {
        if (dimension_is_money(b, &named->list[i]->dimension))
            return named->list[i]->name;
    }
    return (struct bilingual){STR("元"), STR("yuan")};
}

/* What the price is per, and the quantities are not; or the other way round. */
static void help_dimension(struct binder *b, struct diag *diag,
                           const struct ast_expression *formula, const struct dimension *product,
                           const struct factors *factors, const struct named_units *named)
{
    struct evaluator e = binder_evaluator(b);
    struct dimension money = money_dimension(b), rest;
    if (!dimension_combine(product, &money, -1, &rest))
        return;
    struct dimension over = dimension_side(&rest, 1), under = dimension_side(&rest, -1);
    struct bilingual extra =
        dimension_name_in(b->arena, b->units, &over, named->list, named->count);
    struct bilingual missing =
        dimension_name_in(b->arena, b->units, &under, named->list, named->count);
    struct bilingual wanted = wanted_price(b, formula, factors, &over, named);
    if (has_money(b, &under))
        diag_help(b->diags, diag, NOTE_HELP_PRICE, DIAG_PHRASE(units_phrase(&e, &money)));
    else if (over.count && under.count)
        diag_help(b->diags, diag, NOTE_HELP_OTHER_DIMENSION, DIAG_PHRASE(missing),
                  DIAG_PHRASE(extra));
    else if (over.count && wanted.chinese.len)
        diag_help(b->diags, diag, NOTE_HELP_EXTRA_DIMENSION, DIAG_PHRASE(extra),
                  DIAG_PHRASE(wanted), DIAG_PHRASE(money_named(b, named)));
    else if (over.count)
        diag_help(b->diags, diag, NOTE_HELP_EXTRA_FACTOR, DIAG_PHRASE(extra));
    else
        diag_help(b->diags, diag, NOTE_HELP_MISSING_DIMENSION, DIAG_PHRASE(missing));
}

/* The product must be money; reports what it is, what each factor is, and what would fit. */
static bool check_is_money(struct binder *b, const struct ast_expression *formula,
                           const struct quantity *product, const struct factors *factors)
{
    if (dimension_is_money(b, &product->measure->dimension))
        return true;
    struct dimension money = money_dimension(b);
    struct dimension side = dimension_side(&product->measure->dimension, 1);
    bool has_price = false, has_bare = false;
    for (unsigned i = 0; i < side.count; i++)
        has_price |= side.factors[i].base == money.factors[0].base;
    for (unsigned i = 0; i < factors->count; i++)
        has_bare |= factors->expressions[i]->kind == AST_NUMBER &&
                    factors->expressions[i]->number.unit.len == 0;
    if (dimension_is_none(&product->measure->dimension) || (!has_price && has_bare)) {
        report_bare_factor(b, formula, factors);
        return false;
    }
    struct evaluator e = binder_evaluator(b);
    struct named_units named = {.count = 0};
    gather_units(b, formula, &named);
    struct bilingual got = dimension_name_in(b->arena, b->units, &product->measure->dimension,
                                             named.list, named.count);
    struct diag *diag =
        diag_report(b->diags, DIAG_FORMULA_NOT_MONEY, formula->span, DIAG_PHRASE(got));
    for (unsigned i = 0; i < factors->count; i++) {
        const struct measure *of = name_measure(&e, factors->items[i].measure);
        struct bilingual name = {measure_text(of, LANGUAGE_CHINESE),
                                 measure_text(of, LANGUAGE_ENGLISH)};
        if (name.chinese.len)
            diag_place(b->diags, diag, factors->expressions[i]->span, NOTE_IS_OF,
                       DIAG_PHRASE(name));
    }
    help_dimension(b, diag, formula, &product->measure->dimension, factors, &named);
    return false;
}

/* The result as one would write it: exactly if four decimals do, which are 元 in an amount of 万元, else
 * rounded to two or those written. */
static bool round_result(struct rational result, unsigned places, struct decimal *rounded)
{
    enum { MONEY_PLACES = 2, EXACT_PLACES = 4 };
    unsigned least = places > MONEY_PLACES ? places : MONEY_PLACES;
    return rational_is_decimal_within(result, least, EXACT_PLACES, rounded) ||
           rational_round(result, least, rounded);
}

/* Says where the factors that are defined elsewhere are, and what they come to. */
static void place_definitions(struct binder *b, struct diag *diag, const struct line *line)
{
    const struct quantity *factor = line->price;
    for (unsigned i = 0; i <= line->quantity_count; i++) {
        if (factor && factor->definition)
            diag_place(b->diags, diag, factor->definition->span, NOTE_DEFINED,
                       DIAG_PHRASE(quantity_phrase(b->arena, factor)));
        factor = i < line->quantity_count ? &line->quantities[i] : NULL;
    }
}

/* `formula = amount`: the amount may be rounded, half up, at the places that it is written with. */
static void check_product(struct binder *b, struct line *line, const struct ast_expression *formula,
                          const struct quantity *product)
{
    if (!dimension_equal(&product->measure->dimension, &line->amount.measure->dimension)) {
        struct evaluator e = binder_evaluator(b);
        struct addend result = {formula->span, {line->name, line->name}, *product};
        struct addend amount_written = {line->amount_span, result.name, line->amount};
        result.quantity.measure = name_measure(&e, product->measure);
        check_alike(b, &result, &amount_written);
        line->known = false;
        return;
    }
    if (rational_compare(product->amount, line->amount.amount) == 0)
        return;
    struct rational shown;
    struct decimal rounded;
    bool fits = rational_divide(product->amount, line->amount.measure->factor, &shown);
    if (fits && line->amount.is_written &&
        rational_round(shown, line->amount.written.places, &rounded) &&
        rational_compare(rational_of(rounded), rational_of(line->amount.written)) == 0) {
        line->is_rounded = true;
        return;
    }
    line->known = false;
    struct quantity computed = quantity_of(product->amount, line->amount.measure);
    struct bilingual right = quantity_phrase(b->arena, &computed);
    struct rational difference;
    struct diag *diag =
        diag_report(b->diags, DIAG_FORMULA_MISMATCH, line->amount_span,
                    DIAG_PHRASE(quantity_phrase(b->arena, &line->amount)), DIAG_PHRASE(right));
    diag_label(b->diags, diag, NOTE_STATED, DIAG_PHRASE(quantity_phrase(b->arena, &line->amount)));
    diag_place(b->diags, diag, formula->span, NOTE_EQUALS, DIAG_PHRASE(right));
    place_definitions(b, diag, line);
    if (rational_subtract(line->amount.amount, product->amount, &difference)) {
        struct addend whole = {formula->span, right, computed};
        add_clue(b, diag, &line->amount, &computed, &whole, 1, true);
    }
    struct str unit = line->amount.measure->name.chinese;
    struct str amount = span_text(line->amount_span);
    bool same_unit = unit.len && str_ends_with(amount, unit);
    bool is_bare = amount.ptr[amount.len - 1] >= '0' && amount.ptr[amount.len - 1] <= '9';
    if (fits && line->amount.is_written &&
        round_result(shown, line->amount.written.places, &rounded)) {
        char buffer[DECIMAL_TEXT_SIZE];
        struct quantity written = line->amount;
        written.written = rounded;
        struct str text = same_unit ? quantity_text(b->arena, &written, LANGUAGE_CHINESE)
                                    : arena_copy(b->arena, decimal_print(rounded, buffer));
        if (same_unit || is_bare)
            diag_fix(b->diags, diag, line->amount_span, text, FIX_NAMED);
    }
}

/* 550 元/人·天 × 40 人 × 2 天 = 4.4 万元, in this order or the other; or a formula alone, or an amount alone. */
static void bind_formula(struct binder *b, struct line *line, const struct ast_expression *value)
{
    struct evaluator e = binder_evaluator(b);
    bool has_amount = value->kind == AST_BINARY && value->operator== AST_EQUAL;
    const struct ast_expression *first = has_amount ? value->binary.left : NULL;
    bool is_reversed = has_amount && (first->kind == AST_NUMBER || first->kind == AST_NEGATE) &&
                       value->binary.right->kind == AST_BINARY;
    const struct ast_expression *formula = !has_amount   ? value
                                           : is_reversed ? value->binary.right
                                                         : value->binary.left,
                                *amount = !has_amount   ? value
                                          : is_reversed ? value->binary.left
                                                        : value->binary.right;
    bool is_amount = formula->kind == AST_NUMBER;
    line->amount_span = amount->span;
    if (!has_amount && is_amount) {
        line->is_stated = true;
        line->known = bind_money(b, value, &line->amount);
        return;
    }
    line->formula = formula->span;
    struct quantity product;
    struct factors factors;
    bool evaluated = evaluate_product(&e, formula, b->money, &product, &factors);
    bool is_money = evaluated && check_is_money(b, formula, &product, &factors);
    if (evaluated)
        keep_factors(b, line, &factors);
    if (has_amount) {
        line->is_stated = true;
        line->known = bind_money(b, amount, &line->amount);
        if (!line->known || !is_money)
            line->known = false;
        else
            check_product(b, line, formula, &product);
        return;
    }
    line->known = is_money;
    if (!is_money)
        return;
    line->amount =
        quantity_of(product.amount, b->money ? b->money : name_measure(&e, product.measure));
}

static void bind_amount(struct binder *b, struct line *line, const struct ast_node *node)
{
    bool is_named_behind_colon = node->values && line->span.start == node->values->span.start;
    if (node->broken || !node->values || is_named_behind_colon) {
        line->is_stated = node->broken || (node->labels && node->head->kind == AST_TEXT);
        line->amount_span = line->span;
        return;
    }
    const struct ast_expression *value = single_value(b, node, (struct bilingual){{0}, {0}});
    if (!value) {
        line->is_stated = true;
    } else if (node->relation != AST_NONE && node->relation != AST_EQUAL) {
        report_relation(b, node);
        line->is_stated = true;
    } else {
        bind_formula(b, line, value);
    }
    if (line->known && line->amount.amount.numerator < 0) {
        diag_help(b->diags,
                  diag_report(b->diags, DIAG_NEGATIVE_AMOUNT, line->amount_span,
                              DIAG_PHRASE(((struct bilingual){line->name, line->name}))),
                  NOTE_HELP_NEGATIVE, DIAG_NONE);
        line->known = false;
    }
}

static void bind_children(struct binder *b, struct project *project, struct line *line,
                          const struct ast_node *node);

/* Whether a line below could not be read: it may have held the amount. */
static bool has_broken_child(const struct ast_node *node)
{
    for (const struct ast_node *child = node->children.first; child; child = child->next) {
        if (child->broken)
            return true;
    }
    return false;
}

/* Whether there are other lines or tasks beside the node, with their names in quotes: 备注 is none. */
static bool is_among_lines(struct binder *b, const struct line_context *c,
                           const struct ast_node *node)
{
    if (c->task ? c->task->children : c->project->lines)
        return true;
    enum block block = c->task ? BLOCK_LINE : BLOCK_PROJECT;
    for (node = node->next; node; node = node->next) {
        bool is_name = node->head && node->head->kind == AST_NAME;
        const struct word *word =
            is_name ? vocabulary_find(&b->library->vocabulary, block, node_head(b, node)) : NULL;
        bool is_text = node->head && node->head->kind == AST_TEXT;
        if (word ? word->argument == BLOCK_LINE : is_text)
            return true;
    }
    return false;
}

/* 合计：300 万元, in quotes or not, or 明细 "合计"：300 万元: a total among what it is the total of. Reported. */
static bool is_total(struct binder *b, const struct line_context *c, const struct ast_node *node,
                     const struct word *word)
{
    struct str head = node_head(b, node);
    bool is_name = node->head->kind == AST_NAME;
    if (word) { /* a task may have any name, and so may the only one */
        const struct ast_expression *label = node->labels;
        return !c->task && label && label->kind == AST_TEXT && !label->next && !node->has_block &&
               is_word_of_total(label->text) && is_among_lines(b, c, node) &&
               report_total_among_lines(b, NULL, node, label->text, label->span);
    }
    if (!is_word_of_total(head))
        return false;
    return (is_name || (c->task && is_among_lines(b, c, node))) &&
           report_total_among_lines(b, c->task, node, head, node->head->span);
}

/* A line or task of the block: a text with an amount, or `明细 "…" { … }`. */
static bool line_child(struct binder *b, void *context, const struct ast_node *node,
                       struct str head)
{
    struct line_context *c = context;
    bool is_text = node->head->kind == AST_TEXT;
    const struct word *word =
        is_text ? NULL : vocabulary_find(&b->library->vocabulary, BLOCK_LINE, head);
    if (word && word->id == WORD_LINE_WAIVERS) {
        bind_waiver(b, node, c->task->fields->span, NULL, c->task);
        return true;
    }
    if (c->task && report_pasted_row(b, node)) {
        c->task->fields->poisoned = c->task->fields->is_incomplete = true;
        return true;
    }
    if (is_total(b, c, node, word)) {
        if (c->task)
            c->task->fields->poisoned = c->task->fields->is_incomplete = true;
        else
            c->project->fields->is_incomplete = true;
        return true;
    }
    if (!is_text && !word)
        return false;
    struct line *line = ARENA_NEW(b->arena, struct line);
    line->task = c->task;
    line->span = node->head->span;
    line->fields = object_new(b, BLOCK_LINE, node->span);
    if (is_text) {
        line->name = head;
        if (node->labels)
            report_labels(b, node, node->labels);
    } else if (!node_name(b, node, &line->name, &line->span)) {
        line->span = node->head->span;
    }
    struct str name = utf8_compose(b->arena, line->name);
    const struct line *first = name.len ? map_add(&c->names, b->arena, name, line) : NULL;
    if (first)
        report_repeated(b, DIAG_SAME_LINE, line->span, line->name, first->span);
    bind_amount(b, line, node);
    bind_children(b, c->project, line, node);
    bool is_empty = !is_text && (!node->values || has_broken_child(node));
    line->is_task =
        line->children || is_empty; /* 明细 "印刷"：3 万元 is a line, with nothing below */
    if (!line->is_task && !node->values && !node->broken && !node->labels &&
        !has_broken_child(node)) {
        struct diag *diag =
            diag_report(b->diags, DIAG_LINE_WITHOUT_AMOUNT, node->header, DIAG_TEXT(line->name));
        diag_help(b->diags, diag, NOTE_HELP_LINE, DIAG_NONE);
        line->is_stated = true;
    }
    if (line->is_task && line->formula.source && !line->price)
        line->formula = (struct span){0};
    *c->last = line;
    c->last = &line->next;
    return true;
}

static void bind_children(struct binder *b, struct project *project, struct line *line,
                          const struct ast_node *node)
{
    struct line_context inner = {.project = project, .task = line, .last = &line->children};
    for (const struct ast_node *child = node->children.first; child; child = child->next) {
        if (node_is_broken(child))
            report_pasted_row(b, child);
    }
    bind_block(b, line->fields, node->children.first, line_child, &inner);
}

void bind_task(struct binder *b, struct project *project, const struct ast_node *node)
{
    struct line_context context = {.project = project, .names = b->task_names};
    context.last = b->task_last ? b->task_last : &project->lines;
    line_child(b, &context, node, node_head(b, node));
    b->task_names = context.names;
    b->task_last = context.last;
}
