/* bind_line.c - budget lines: tasks, formulas, amounts. */
#include "sema/bind.h"

#include "base/utf8.h"

struct line_context {
    struct project *project;
    struct line *task;
    struct line **last;
    struct map names;
};

/* The factor that is money is the price; the others are the quantities. */
static void keep_factors(struct binder *b, struct line *line, const struct factors *factors)
{
    line->quantities = ARENA_ARRAY(b->arena, struct quantity, factors->count);
    for (unsigned i = 0; i < factors->count; i++) {
        struct quantity *factor = &factors->items[i];
        bool is_money = false;
        for (unsigned j = 0; j < factor->measure.dimension.count; j++)
            is_money |= factor->measure.dimension.factors[j].exponent > 0 &&
                        b->money.dimension.count == 1 &&
                        factor->measure.dimension.factors[j].base ==
                            b->money.dimension.factors[0].base;
        if (is_money && !line->price)
            line->price = factor;
        else
            line->quantities[line->quantity_count++] = *factor;
    }
}

/* A bare factor is no money per anything: say which number lacks its unit. */
static void report_bare_factor(struct binder *b, const struct ast_expression *formula,
                               const struct factors *factors)
{
    struct evaluator e = binder_evaluator(b);
    for (unsigned i = 0; i < factors->count; i++) {
        const struct ast_expression *factor = factors->expressions[i];
        if (factor->kind == AST_NUMBER && factor->number.unit.len == 0) {
            struct diag *diag = diag_report(b->diags, DIAG_NO_UNIT, factor->span,
                                            DIAG_TEXT(span_text(factor->span)));
            diag_help(b->diags, diag, NOTE_HELP_PRICE,
                      DIAG_PHRASE(units_phrase(&e, &b->money.dimension)));
            return;
        }
    }
    diag_report(b->diags, DIAG_NO_UNIT, formula->span, DIAG_TEXT(span_text(formula->span)));
}

/* The product must be money; reports what it is, what each factor is, and what would fit. */
static bool check_is_money(struct binder *b, const struct ast_expression *formula,
                           const struct quantity *product, const struct factors *factors)
{
    if (b->money.factor.numerator == 0)
        return true; /* no 金额单位: any money will do, and the line says so itself */
    if (dimension_equal(&product->measure.dimension, &b->money.dimension))
        return true;
    if (dimension_is_none(&product->measure.dimension)) {
        report_bare_factor(b, formula, factors);
        return false;
    }
    struct evaluator e = binder_evaluator(b);
    struct bilingual got = dimension_name(b->arena, b->units, &product->measure.dimension);
    struct diag *diag = diag_report(b->diags, DIAG_FORMULA_NOT_MONEY, formula->span,
                                    DIAG_PHRASE(got));
    for (unsigned i = 0; i < factors->count; i++) {
        struct bilingual of = dimension_name(b->arena, b->units,
                                             &factors->items[i].measure.dimension);
        diag_place(b->diags, diag, factors->expressions[i]->span, NOTE_IS_OF, DIAG_PHRASE(of));
    }
    struct dimension missing;
    if (dimension_combine(&product->measure.dimension, &b->money.dimension, -1, &missing)) {
        struct bilingual extra = dimension_name(b->arena, b->units, &missing);
        diag_help(b->diags, diag, NOTE_HELP_EXTRA_DIMENSION, DIAG_PHRASE(extra));
    }
    diag_help(b->diags, diag, NOTE_HELP_UNITS_THAT_FIT,
              DIAG_PHRASE(units_phrase(&e, &b->money.dimension)));
    return false;
}

/* `formula = amount`: the amount may be rounded, half up, at the places that it is written with. */
static void check_product(struct binder *b, struct line *line,
                          const struct ast_expression *formula, const struct quantity *product)
{
    if (rational_compare(product->amount, line->amount.amount) == 0)
        return;
    struct rational shown;
    struct decimal rounded;
    bool fits = rational_divide(product->amount, line->amount.measure.factor, &shown);
    if (fits && line->amount.is_written &&
        rational_round(shown, line->amount.written.places, &rounded) &&
        rational_compare(rational_of(rounded), rational_of(line->amount.written)) == 0) {
        line->is_rounded = true;
        return;
    }
    line->known = false;
    struct quantity computed = quantity_of(product->amount, &line->amount.measure);
    struct bilingual right = quantity_phrase(b->arena, &computed);
    struct rational difference;
    struct diag *diag = diag_report(b->diags, DIAG_FORMULA_MISMATCH, line->amount_span,
                                    DIAG_PHRASE(quantity_phrase(b->arena, &line->amount)),
                                    DIAG_PHRASE(right));
    diag_place(b->diags, diag, formula->span, NOTE_EQUALS, DIAG_PHRASE(right));
    if (rational_subtract(line->amount.amount, product->amount, &difference)) {
        struct addend whole = {formula->span, right, computed};
        add_clue(b, diag, &line->amount, &computed, &whole, 1);
    }
    struct str unit = line->amount.measure.name.chinese;
    bool same_unit = unit.len && str_ends_with(span_text(line->amount_span), unit);
    if (fits && rational_is_decimal(shown, 10, &rounded) && (same_unit || !unit.len)) {
        struct quantity written = computed;
        diag_fix(b->diags, diag, line->amount_span, quantity_text(b->arena, &written,
                                                                  LANGUAGE_CHINESE), FIX_NAMED);
    }
}

/* 550 元/人·天 × 40 人 × 2 天 = 4.4 万元, or a formula alone, or an amount alone. */
static void bind_formula(struct binder *b, struct line *line, const struct ast_expression *value)
{
    struct evaluator e = binder_evaluator(b);
    const struct measure *bare = b->money.factor.numerator ? &b->money : NULL;
    bool has_amount = value->kind == AST_BINARY && value->operator == AST_EQUAL;
    const struct ast_expression *formula = has_amount ? value->binary.left : value;
    bool is_amount = formula->kind == AST_NUMBER;
    line->amount_span = has_amount ? value->binary.right->span : value->span;
    if (!has_amount && is_amount) {
        line->is_stated = true;
        line->known = bind_money(b, value, &line->amount);
        return;
    }
    line->formula = formula->span;
    struct quantity product;
    struct factors factors;
    bool evaluated = evaluate_product(&e, formula, bare, &product, &factors);
    bool is_money = evaluated && check_is_money(b, formula, &product, &factors);
    if (evaluated)
        keep_factors(b, line, &factors);
    if (has_amount) {
        line->is_stated = true;
        line->known = bind_money(b, value->binary.right, &line->amount);
        if (!line->known || !is_money)
            line->known = false;
        else if (dimension_equal(&product.measure.dimension, &line->amount.measure.dimension))
            check_product(b, line, formula, &product);
        return;
    }
    line->known = is_money;
    if (!is_money)
        return;
    name_measure(&e, &product.measure);
    line->amount = quantity_of(product.amount, bare ? bare : &product.measure);
}

static void bind_amount(struct binder *b, struct line *line, const struct ast_node *node)
{
    if (node->broken || !node->values) {
        line->is_stated = node->broken;
        line->amount_span = line->span;
        return;
    }
    const struct ast_expression *value = single_value(b, node, (struct bilingual){{0}, {0}});
    if (!value) {
        line->is_stated = true;
    } else if (node->relation != AST_NONE && node->relation != AST_EQUAL) {
        diag_report(b->diags, DIAG_COLON_MISSING, node->relation_span,
                    DIAG_TEXT(span_text(node->head->span)));
        line->is_stated = true;
    } else {
        bind_formula(b, line, value);
    }
    if (line->known && line->amount.amount.numerator < 0) {
        diag_report(b->diags, DIAG_NEGATIVE_AMOUNT, line->amount_span,
                    DIAG_PHRASE(((struct bilingual){line->name, line->name})));
        line->known = false;
    }
}

static void bind_children(struct binder *b, struct project *project, struct line *line,
                          const struct ast_node *node);

/* A line or task of the block: a text with an amount, or `明细 "…" { … }`. */
static bool line_child(struct binder *b, void *context, const struct ast_node *node,
                       struct str head)
{
    struct line_context *c = context;
    bool is_text = node->head->kind == AST_TEXT;
    const struct word *word =
        is_text ? NULL : vocabulary_find(&b->library->vocabulary, BLOCK_LINE, head);
    if (!is_text && (!word || word->id != WORD_LINE_LINES))
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
    const struct line *first = map_get(&c->names, name);
    if (first && name.len)
        report_repeated(b, DIAG_SAME_LINE, line->span, line->name, first->span);
    else
        map_put(&c->names, b->arena, name, line);
    bind_amount(b, line, node);
    bind_children(b, c->project, line, node);
    line->is_task = !is_text || line->children;
    if (!line->is_task && !node->values && !node->broken) {
        struct diag *diag = diag_report(b->diags, DIAG_LINE_WITHOUT_AMOUNT, node->header,
                                        DIAG_TEXT(line->name));
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
    bind_block(b, line->fields, node->children.first, line_child, &inner);
}

void bind_task(struct binder *b, struct project *project, const struct ast_node *node)
{
    struct line_context context = {.project = project, .last = &project->lines};
    while (*context.last) {
        struct line *line = *context.last;
        map_put(&context.names, b->arena, line->name, line);
        context.last = &line->next;
    }
    line_child(b, &context, node, node_head(b, node));
}
