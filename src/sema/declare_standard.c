/* declare_standard.c - declarations of price standards: 定额. */
#include "sema/bind.h"

/* Whether the dimension is money per something. */
static bool is_price(const struct binder *b, const struct dimension *d)
{
    bool is_money = false, is_per = false;
    for (unsigned i = 0; i < d->count; i++) {
        struct dimension base = {1, {{d->factors[i].base, 1}}};
        is_money |= d->factors[i].exponent == 1 && dimension_is_money(b, &base);
        is_per |= d->factors[i].exponent < 0;
    }
    return is_money && is_per;
}

/* 上限：550 元/人·天, once for each thing that it is per. False if something was reported. */
static bool bind_limits(struct binder *b, struct standard *standard, const struct object *object,
                        const struct ast_node *node)
{
    struct standard_limit **last = &standard->limits;
    const struct field *field = object_get(object, WORD_STANDARD_LIMIT);
    bool is_sound = true;
    struct span span = field ? field->node->header : node->header;
    bool is_silent = object->poisoned || node->broken;
    for (; field; field = field->next) {
        const struct target *target = field->target;
        is_silent |= !target && field->node->values; /* which was reported */
        is_sound &= target != NULL;
        if (!target)
            continue;
        const struct value *value = &target->low;
        if (value->kind != VALUE_QUANTITY || target->relation != AST_NONE ||
            !is_price(b, &value->quantity.measure->dimension)) {
            span = target->span;
            is_sound = is_silent = false;
            break;
        }
        *last = ARENA_NEW(b->arena, struct standard_limit);
        **last = (struct standard_limit){value->quantity, target->span, NULL};
        last = &(*last)->next;
    }
    if (standard->limits && is_sound)
        return true;
    if (!is_silent)
        diag_help(b->diags,
                  diag_report(b->diags, DIAG_STANDARD_LIMIT, span, DIAG_PHRASE(standard->name)),
                  NOTE_HELP_STANDARD_LIMIT, DIAG_NONE);
    return false;
}

static void bind_source(struct standard *standard, const struct field *source)
{
    const struct value *title = source ? source->values : NULL;
    if (!title || (title->kind != VALUE_TITLE && title->kind != VALUE_TEXT))
        return;
    standard->source = title->text;
    standard->source_number = object_texts(source->object, WORD_BASIS_NUMBER).chinese;
}

static void add_limits(struct binder *b, const struct standard *standard,
                       const struct gathered *words)
{
    for (unsigned i = 0; i < words->count; i++) {
        const struct standard_limit *limit = standard->limits;
        for (; limit; limit = limit->next) {
            const struct standard *other;
            if (!catalogue_add_limit(b->catalogue, standard, limit, words->items[i], &other)) {
                report_declared(b, words->spans[i], words->items[i], other->span);
                break;
            }
        }
    }
}

void declare_standard(struct binder *b, const struct ast_node *node)
{
    struct standard *standard = ARENA_NEW(b->arena, struct standard);
    if (!node_names(b, node, &standard->name))
        return;
    standard->span = node->labels->span;
    standard->documentation = node->documentation;
    struct object *object = object_new(b, BLOCK_STANDARD, node->span);
    bind_block(b, object, node->children.first, NULL, NULL);
    struct gathered words = gather_words(b, object_get(object, WORD_STANDARD_APPLIES));
    struct gathered codes = gather_words(b, object_get(object, WORD_STANDARD_CODES));
    struct gathered excepted = gather_words(b, object_get(object, WORD_STANDARD_EXCEPTED));
    const struct value *years = object_value(object, WORD_STANDARD_YEARS, VALUE_PERIOD);
    if (years) {
        standard->first_year = years->period.first.year;
        standard->last_year = years->period.last.year;
    }
    standard->note = object_texts(object, WORD_STANDARD_NOTE);
    bind_source(standard, object_get(object, WORD_STANDARD_SOURCE));
    standard->words = words.items;
    standard->word_count = words.count;
    standard->codes = codes.items;
    standard->code_count = codes.count;
    for (unsigned i = 0; i < excepted.count; i++)
        word_set_add(&standard->excepted, b->arena, excepted.items[i], standard);
    if (words.count + codes.count == 0 && !object->poisoned && !node->broken)
        diag_help(b->diags,
                  diag_report(b->diags, DIAG_LIST_EMPTY, node->header, DIAG_PHRASE(standard->name)),
                  NOTE_HELP_LIST_APPLIES, DIAG_NONE);
    if (!bind_limits(b, standard, object, node))
        return;
    catalogue_add_standard(b->catalogue, standard);
    for (unsigned i = 0; i < words.count; i++)
        word_set_add(&b->catalogue->standard_words, b->arena, words.items[i], standard);
    add_limits(b, standard, &words);
    add_limits(b, standard, &codes);
}
