/* declare.c - declarations of kinds, units, scales, in whatever order they stand. */
#include "sema/bind.h"

/* A `单位` node of the file. */
struct pending {
    const struct ast_node *node;
    struct pending *next; /* in the order of the file */
    struct pending *next_awake;
    bool is_awake; /* to be looked at again: a unit that it waited for is declared */
    bool is_done;
    unsigned walk; /* on which it was come by, from 1; 0: on none so far */
};

/* A node that waits for a unit that it is made of. */
struct waiter {
    struct pending *pending;
    struct waiter *next; /* for the same unit */
};

struct waiters {
    struct map names; /* of units to come; a list of waiters each */
    struct pending *awake, **last_awake;
};

bool node_names(struct binder *b, const struct ast_node *node, struct bilingual *names)
{
    const struct ast_expression *label = node->labels;
    if (!label || (label->kind != AST_NAME && label->kind != AST_TEXT)) {
        if (!node->broken) {
            struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, node->head->span,
                                            DIAG_TEXT(span_text(node->head->span)));
            diag_help(b->diags, diag, NOTE_HELP_TWO_NAMES, DIAG_TEXT(span_text(node->head->span)));
        }
        return false;
    }
    names->chinese = names->english = label->text;
    const struct ast_expression *second = label->next;
    if (second && (second->kind == AST_NAME || second->kind == AST_TEXT)) {
        names->english = second->text;
        second = second->next;
    }
    if (second)
        diag_report(b->diags, DIAG_ONE_NAME, second->span, DIAG_TEXT(span_text(node->head->span)));
    return true;
}

const struct ast_expression *label_shared(const struct ast_expression *labels,
                                          struct bilingual other)
{
    for (const struct ast_expression *label = labels; label; label = label->next) {
        bool is_name = label->kind == AST_NAME || label->kind == AST_TEXT;
        if (is_name && bilingual_is(other, label->text))
            return label;
    }
    return labels;
}

static struct object *attributes(struct binder *b, enum block block, const struct ast_node *node,
                                 bind_other *other, void *context)
{
    struct object *object = object_new(b, block, node->span);
    bind_block(b, object, node->children.first, other, context);
    return object;
}

struct bilingual object_texts(const struct object *object, enum word_id word)
{
    struct bilingual texts = {{0}, {0}};
    for (const struct field *field = object_get(object, word); field; field = field->next) {
        for (const struct value *value = field->values; value; value = value->next) {
            if (value->kind != VALUE_TEXT)
                continue;
            if (texts.chinese.len == 0)
                texts.chinese = value->text;
            texts.english = value->text;
        }
    }
    return texts;
}

static struct str text_attribute(const struct object *object, enum word_id word)
{
    const struct field *field = object_get(object, word);
    return field && field->values && field->values->kind == VALUE_TEXT ? field->values->text
                                                                       : (struct str){0};
}

void report_declared(struct binder *b, struct span span, struct str name, struct span other)
{
    struct diag *diag = diag_report(b->diags, DIAG_DECLARED_TWICE, span, DIAG_TEXT(name));
    diag_place(b->diags, diag, other, NOTE_FIRST_HERE, DIAG_NONE);
    diag_help(b->diags, diag, NOTE_HELP_DECLARED, DIAG_NONE);
}

static void declare_kind(struct binder *b, const struct ast_node *node)
{
    struct kind *kind = ARENA_NEW(b->arena, struct kind);
    if (!node_names(b, node, &kind->name))
        return;
    kind->documentation = node->documentation;
    kind->span = node->labels->span;
    if (!units_add_kind(b->units, kind)) {
        const struct kind *other = units_find_kind(b->units, kind->name.chinese);
        if (!other)
            other = units_find_kind(b->units, kind->name.english);
        const struct ast_expression *label = label_shared(node->labels, other->name);
        report_declared(b, label->span, label->text, other->span);
    }
}

/* ---- units --------------------------------------------------------------------------------- */

/* A unit that the expression names and that is not declared yet, or empty. */
static struct str missing_unit(struct binder *b, const struct ast_expression *expression)
{
    struct str name = {0};
    for (; expression->kind == AST_BINARY; expression = expression->binary.left) {
        name = missing_unit(b, expression->binary.right);
        if (name.len)
            return name;
    }
    if (expression->kind == AST_NAME)
        name = expression->text;
    else if (expression->kind == AST_NUMBER)
        name = expression->number.unit;
    return name.len && !units_find(b->units, name) ? name : (struct str){0};
}

void report_unknown_kind(struct binder *b, struct span span, struct str name)
{
    struct diag *diag = diag_report(b->diags, DIAG_UNKNOWN_KIND, span, DIAG_TEXT(name));
    if (diag == &b->diags->ignored)
        return; /* nobody will read it, and looking for the nearest takes time */
    struct str nearest = {0};
    if (units_may_search(b->units, b->diags->kept))
        nearest = units_nearest_kind(b->units, name);
    if (nearest.len) {
        diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(nearest));
        diag_fix(b->diags, diag, span, nearest, FIX_NAMED);
    } else {
        diag_help(b->diags, diag, NOTE_HELP_KINDS, DIAG_NONE);
    }
}

static const struct kind *named_kind(struct binder *b, struct span span, struct str name)
{
    const struct kind *kind = units_find_kind(b->units, name);
    if (kind)
        name_log_kind(b->names, b->units, span, kind);
    else
        report_unknown_kind(b, span, name);
    return kind;
}

/* 单位 门：计数 */
static bool base_unit(struct binder *b, const struct ast_node *node, struct unit *unit)
{
    const struct ast_expression *value = single_value(
        b, node, (struct bilingual){STR("量类或换算式"), STR("a kind or a conversion")});
    if (!value)
        return false;
    if (value->kind != AST_NAME) {
        if (value->kind != AST_ERROR)
            report_unknown_kind(b, value->span,
                                value->kind == AST_TEXT ? value->text : span_text(value->span));
        return false;
    }
    unit->measure.kind = named_kind(b, value->span, value->text);
    unit->is_base = true;
    unit->measure.factor = rational_whole(1);
    unit->measure.dimension.count = 1;
    unit->measure.dimension.factors[0].base = (unsigned short)b->units->base_count++;
    unit->measure.dimension.factors[0].exponent = 1;
    return unit->measure.kind != NULL && b->units->base_count < 60000;
}

/* 单位 平方米 = 米·米: a unit alone counts as one of it. */
static bool derived_unit(struct binder *b, const struct ast_node *node, struct unit *unit,
                         const struct object *object)
{
    struct evaluator e = binder_evaluator(b);
    struct ast_expression one = {.kind = AST_NUMBER, .span = node->values->span, .depth = 1};
    struct decimal single = {1, 0};
    one.number.value = &single;
    struct ast_expression product = {.kind = AST_BINARY, .operator= AST_DOT, .depth = 2};
    product.span = product.binary.sign = node->values->span;
    product.binary.left = &one;
    product.binary.right = node->values;
    const struct ast_expression *first = node->values;
    while (first->kind == AST_BINARY)
        first = first->binary.left;
    struct quantity quantity;
    if (!evaluate(&e, first->kind == AST_NAME ? &product : node->values, NULL, &quantity))
        return false;
    if (quantity.amount.numerator <= 0) {
        diag_report(b->diags, DIAG_UNIT_NOT_POSITIVE, node->values->span, DIAG_NONE);
        return false;
    }
    unit->measure.factor = rational_reduce(quantity.amount);
    unit->measure.dimension = quantity.measure->dimension;
    unit->measure.kind = quantity.measure->kind;
    const struct field *kind = object_get(object, WORD_UNIT_KIND);
    if (kind && kind->values && kind->values->kind == VALUE_NAME)
        unit->measure.kind = named_kind(b, kind->values->span, kind->values->text);
    else if (!unit->measure.kind)
        diag_help(
            b->diags,
            diag_report(b->diags, DIAG_KIND_MISSING, node->header, DIAG_PHRASE(unit->measure.name)),
            NOTE_HELP_KIND, DIAG_NONE);
    return unit->measure.kind != NULL;
}

/* The room for one more element than `count`: doubled when a power of two is full. */
static size_t room_for_one_more(unsigned count)
{
    return count ? 2 * (size_t)count : 1;
}

static bool is_full(unsigned count)
{
    return (count & (count - 1)) == 0;
}

static void add_spellings(struct binder *b, struct unit *unit, const struct field *field)
{
    for (const struct field *f = field; f; f = f->next) {
        for (const struct value *value = f->values; value; value = value->next) {
            if (value->kind != VALUE_NAME)
                continue;
            if (is_full(unit->spelling_count))
                unit->spellings =
                    arena_grow(b->arena, unit->spellings, sizeof *unit->spellings,
                               unit->spelling_count, room_for_one_more(unit->spelling_count));
            unit->spellings[unit->spelling_count++].chinese = value->text;
        }
    }
}

/* What is said in a unit that could not be declared is no further mistake. */
static void unit_is_broken(struct binder *b, const struct unit *unit)
{
    units_add_broken(b->units, unit->measure.name.chinese);
    units_add_broken(b->units, unit->measure.name.english);
    for (unsigned i = 0; i < unit->spelling_count; i++)
        units_add_broken(b->units, unit->spellings[i].chinese);
}

/* Reports the name or further spelling that is another unit's. */
static void report_unit(struct binder *b, const struct ast_node *node, const struct field *field,
                        const struct unit *other)
{
    for (const struct ast_expression *label = node->labels; label; label = label->next) {
        bool is_name = label->kind == AST_NAME || label->kind == AST_TEXT;
        if (is_name && units_find_unit(b->units, label->text) == other) {
            report_declared(b, label->span, label->text, other->span);
            return;
        }
    }
    for (const struct field *f = field; f; f = f->next) {
        for (const struct value *value = f->values; value; value = value->next) {
            if (value->kind == VALUE_NAME && units_find_unit(b->units, value->text) == other) {
                report_declared(b, value->span, value->text, other->span);
                return;
            }
        }
    }
}

/* The unit, or NULL if it could not be declared, which was reported. */
static const struct unit *declare_unit(struct binder *b, const struct ast_node *node)
{
    struct unit *unit = ARENA_NEW(b->arena, struct unit);
    if (!node_names(b, node, &unit->measure.name))
        return NULL;
    struct object *object = attributes(b, BLOCK_UNIT, node, NULL, NULL);
    unit->span = node->labels->span;
    unit->documentation = node->documentation;
    unit->note = text_attribute(object, WORD_UNIT_NOTE);
    const struct field *legal = object_get(object, WORD_UNIT_LEGAL);
    unit->is_legal = !legal || !legal->values || legal->values->truth;
    add_spellings(b, unit, object_get(object, WORD_UNIT_SPELLINGS));
    bool is_derived = node->relation == AST_EQUAL && node->values;
    if (!(is_derived ? derived_unit(b, node, unit, object) : base_unit(b, node, unit))) {
        unit_is_broken(b, unit);
        return NULL;
    }
    const struct unit *other;
    if (units_add_unit(b->units, unit, &other))
        return unit;
    report_unit(b, node, object_get(object, WORD_UNIT_SPELLINGS), other);
    return NULL;
}

static void wait_for(struct binder *b, struct waiters *w, struct pending *pending, struct str name)
{
    struct waiter *waiter = ARENA_NEW(b->arena, struct waiter);
    waiter->pending = pending;
    waiter->next = (struct waiter *)map_get(&w->names, name);
    map_put(&w->names, b->arena, name, waiter);
}

static void wake(struct waiters *w, struct str name)
{
    for (const struct waiter *waiter = map_get(&w->names, name); waiter; waiter = waiter->next) {
        struct pending *pending = waiter->pending;
        if (pending->is_awake || pending->is_done)
            continue;
        pending->is_awake = true;
        pending->next_awake = NULL;
        *w->last_awake = pending;
        w->last_awake = &pending->next_awake;
    }
}

/* Declares the unit, and wakes those that waited for it; or lets it wait for one that it lacks. */
static void try_declare(struct binder *b, struct waiters *w, struct pending *pending)
{
    const struct ast_node *node = pending->node;
    bool is_derived = node->relation == AST_EQUAL && node->values;
    struct str missing = is_derived ? missing_unit(b, node->values) : (struct str){0};
    if (missing.len) {
        struct str rests[UNIT_RESTS_LIMIT];
        unsigned count = units_without_prefix(missing, rests);
        wait_for(b, w, pending, missing);
        for (unsigned i = 0; i < count; i++)
            wait_for(b, w, pending, rests[i]);
        return;
    }
    pending->is_done = true;
    const struct unit *unit = declare_unit(b, node);
    if (!unit)
        return;
    wake(w, unit->measure.name.chinese);
    wake(w, unit->measure.name.english);
    for (unsigned i = 0; i < unit->spelling_count; i++)
        wake(w, unit->spellings[i].chinese);
}

/* The one of those left that declares a unit which this one lacks; or NULL. */
static struct pending *lacks(struct binder *b, const struct map *left, const struct pending *p)
{
    struct str missing = missing_unit(b, p->node->values), rests[UNIT_RESTS_LIMIT];
    unsigned count = units_without_prefix(missing, rests);
    struct pending *declares = (struct pending *)map_get(left, missing);
    for (unsigned i = 0; i < count && !declares; i++)
        declares = (struct pending *)map_get(left, rests[i]);
    return declares;
}

/* Reports each circle of units that are made of each other, of which none can be declared. */
static void report_circles(struct binder *b, const struct map *left, struct pending *pending)
{
    unsigned walk = 0;
    for (struct pending *first = pending; first; first = first->next) {
        struct pending *p = first;
        for (walk++; p && !p->walk; p = lacks(b, left, p))
            p->walk = walk;
        if (!p || p->walk != walk)
            continue;
        const struct ast_expression *value = p->node->values;
        struct span span = value->kind == AST_NUMBER ? value->number.unit_span : value->span;
        diag_help(b->diags,
                  diag_report(b->diags, DIAG_UNKNOWN_UNIT, span, DIAG_TEXT(span_text(span))),
                  NOTE_HELP_UNIT_CYCLE, DIAG_NONE);
    }
}

/* Declares each unit once those that it is made of are declared; then the rest, which reports. */
static void declare_units(struct binder *b, struct pending *pending)
{
    struct waiters w = {.last_awake = &w.awake};
    for (struct pending *p = pending; p; p = p->next)
        try_declare(b, &w, p);
    for (struct pending *p = w.awake; p; p = p->next_awake) {
        p->is_awake = false;
        try_declare(b, &w, p);
    }
    for (struct pending **link = &pending; *link;) {
        if ((*link)->is_done)
            *link = (*link)->next;
        else
            link = &(*link)->next;
    }
    /* What is left lacks a unit that nobody declares, or waits in vain for one of these. */
    struct map left = {0};
    for (struct pending *p = pending; p; p = p->next) {
        for (const struct ast_expression *name = p->node->labels; name; name = name->next) {
            if (name->kind != AST_NAME && name->kind != AST_TEXT)
                continue;
            units_add_broken(b->units, name->text);
            map_put(&left, b->arena, name->text, p);
        }
    }
    report_circles(b, &left, pending);
    for (struct pending *p = pending; p; p = p->next)
        declare_unit(b, p->node);
}

/* ---- scales -------------------------------------------------------------------------------- */

struct scale_context {
    struct scale *scale;
    struct grade *last;
    struct map names; /* of the steps so far */
    bool is_reported; /* that it is no scale */
};

static void add_step(struct binder *b, struct scale_context *c, struct bilingual name,
                     struct span span)
{
    if (map_get(&c->names, name.chinese)) {
        diag_report(b->diags, DIAG_REPEATED, span, DIAG_TEXT(name.chinese));
        return;
    }
    struct grade *grade = ARENA_NEW(b->arena, struct grade);
    grade->name = name;
    grade->scale = c->scale;
    if (c->last) {
        grade->rank = c->last->rank + 1;
        c->last->next = grade;
    } else {
        c->scale->first = grade;
    }
    c->last = grade;
    map_put(&c->names, b->arena, name.chinese, grade);
}

static void report_scale(struct binder *b, struct scale_context *c, struct span span)
{
    if (!c->is_reported)
        diag_help(b->diags, diag_report(b->diags, DIAG_BAD_SCALE, span, DIAG_NONE), NOTE_HELP_SCALE,
                  DIAG_NONE);
    c->is_reported = true;
}

/* 健全 > 基本健全 > 不健全, all on one line. */
static bool add_steps(struct binder *b, struct scale_context *c, const struct ast_node *node,
                      struct str head)
{
    if (node->relation == AST_NONE || !node->values)
        return false;
    if (node->relation != AST_GREATER)
        report_scale(b, c, node->relation_span);
    add_step(b, c, (struct bilingual){head, head}, node->head->span);
    size_t count = 1;
    const struct ast_expression *first = node->values;
    for (; first->kind == AST_BINARY; first = first->binary.left)
        count++;
    const struct ast_expression **steps =
        ARENA_ARRAY(b->arena, const struct ast_expression *, count);
    first = node->values;
    for (size_t i = count; i-- > 0; first = first->binary.left) {
        bool chained = first->kind == AST_BINARY;
        steps[i] = chained ? first->binary.right : first;
        if (chained && first->operator!= AST_GREATER)
            report_scale(b, c, first->binary.sign);
        if (!chained)
            break;
    }
    for (size_t i = 0; i < count; i++) {
        if (steps[i]->kind == AST_NAME || steps[i]->kind == AST_TEXT)
            add_step(b, c, (struct bilingual){steps[i]->text, steps[i]->text}, steps[i]->span);
        else if (steps[i]->kind == AST_ERROR)
            c->is_reported = true;
        else
            report_scale(b, c, steps[i]->span);
    }
    return true;
}

static bool scale_child(struct binder *b, void *context, const struct ast_node *node,
                        struct str head)
{
    struct scale_context *c = context;
    const struct word *word = vocabulary_find(&b->library->vocabulary, BLOCK_SCALE, head);
    if (!word)
        return add_steps(b, c, node, head);
    struct bilingual name;
    if (!node_names(b, node, &name))
        return true;
    struct grade *before = c->last;
    add_step(b, c, name, node->head->span);
    if (c->last == before)
        return true;
    struct object *object = attributes(b, BLOCK_STEP, node, NULL, NULL);
    for (const struct field *f = object_get(object, WORD_STEP_SPELLINGS); f; f = f->next) {
        for (const struct value *value = f->values; value; value = value->next) {
            if (value->kind != VALUE_NAME)
                continue;
            struct grade *step = c->last;
            if (is_full(step->spelling_count))
                step->spellings =
                    arena_grow(b->arena, step->spellings, sizeof *step->spellings,
                               step->spelling_count, room_for_one_more(step->spelling_count));
            step->spellings[step->spelling_count++] = value->text;
        }
    }
    return true;
}

static void declare_scale(struct binder *b, const struct ast_node *node)
{
    struct scale *scale = ARENA_NEW(b->arena, struct scale);
    if (!node_names(b, node, &scale->name))
        return;
    scale->span = node->labels->span;
    scale->documentation = node->documentation;
    struct scale_context context = {.scale = scale};
    struct object *object = object_new(b, BLOCK_SCALE, node->span);
    bind_block(b, object, node->children.first, scale_child, &context);
    scale->judging = object_texts(object, WORD_SCALE_JUDGING);
    const struct scale *other;
    bool is_scale = !context.is_reported && scale->first && scale->first->next;
    if (!is_scale && !object->poisoned && !node->broken)
        report_scale(b, &context, node->header);
    else if (is_scale && units_add_scale(b->units, scale, &other))
        return;
    else if (is_scale) {
        const struct ast_expression *label = label_shared(node->labels, other->name);
        report_declared(b, label->span, label->text, other->span);
    }
    for (const struct grade *grade = scale->first; grade; grade = grade->next) {
        units_add_broken(b->units, grade->name.chinese);
        units_add_broken(b->units, grade->name.english);
    }
}

void bind_declarations(struct binder *b, const struct ast_node *nodes)
{
    struct pending *pending = NULL, **last = &pending;
    const struct vocabulary *vocabulary = &b->library->vocabulary;
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (node_is_broken(node) || node->head->kind != AST_NAME)
            continue;
        const struct word *word = vocabulary_find(vocabulary, BLOCK_FILE, node->head->text);
        if (word && word->id == WORD_FILE_KIND) {
            declare_kind(b, node);
        } else if (word && word->id == WORD_FILE_SCALE) {
            declare_scale(b, node);
        } else if (word && word->id == WORD_FILE_UNIT && node->labels) {
            *last = ARENA_NEW(b->arena, struct pending);
            (*last)->node = node;
            last = &(*last)->next;
        } else if (word && word->id == WORD_FILE_UNIT) {
            declare_unit(b, node);
        }
    }
    declare_units(b, pending);
    check_unit_looks(b);
}
