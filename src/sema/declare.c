/* declare.c - declarations of kinds and units, in whatever order they stand. */
#include "sema/bind.h"

/* A `单位` node of the file. */
struct pending {
    const struct ast_node *node;
    struct pending *next; /* in the order of the file */
    struct pending *next_awake;
    bool is_awake; /* to be looked at again: a unit that it waited for is declared */
    bool is_done; /* declared; of one that is left: it waits for no other one, or not in a circle */
    unsigned walk;                        /* on which it was come by, from 1; 0: on none so far */
    const struct ast_expression *unknown; /* of one that is left: a unit that nobody declares */
};

/* A node that waits for a unit that it is made of. */
struct waiter {
    struct pending *pending;
    struct waiter *next; /* for the same unit */
};

struct waiters {
    const struct map *left; /* the nodes that cannot be declared, by their names; NULL at first */
    struct map names;       /* of units to come; a list of waiters each */
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

/* The unit that the leaf of an expression names, or empty. */
static struct str leaf_unit(const struct ast_expression *leaf)
{
    return leaf->kind == AST_NAME     ? leaf->text
           : leaf->kind == AST_NUMBER ? leaf->number.unit
                                      : (struct str){0};
}

/* The node among those left that declares the unit, or what it is a multiple of; or NULL. */
static struct pending *left_of(const struct map *left, struct str name)
{
    struct str rests[UNIT_RESTS_LIMIT];
    unsigned count = units_without_prefix(name, rests);
    struct pending *declares = (struct pending *)map_get(left, name);
    for (unsigned i = 0; i < count && !declares; i++)
        declares = (struct pending *)map_get(left, rests[i]);
    return declares;
}

/*
 * Whether the unit is missing: before it is known which nodes are left (NULL), if it is not declared; then, if
 * the node among them that declares it is not done.
 */
static bool is_missing(struct binder *b, const struct map *left, struct str name)
{
    if (name.len == 0 || units_find(b->units, name))
        return false;
    const struct pending *declares = left ? left_of(left, name) : NULL;
    return left ? declares && !declares->is_done : true;
}

/* A unit that the expression names and that is missing, or empty. */
static struct str missing_unit(struct binder *b, const struct map *left,
                               const struct ast_expression *expression)
{
    for (; expression->kind == AST_BINARY; expression = expression->binary.left) {
        struct str name = missing_unit(b, left, expression->binary.right);
        if (name.len)
            return name;
    }
    struct str name = leaf_unit(expression);
    return is_missing(b, left, name) ? name : (struct str){0};
}

/* The first leaf of the expression whose unit is neither declared nor by a node among those left; or NULL. */
static const struct ast_expression *unknown_unit(struct binder *b, const struct map *left,
                                                 const struct ast_expression *expression)
{
    const struct ast_expression *first = NULL;
    for (; expression->kind == AST_BINARY; expression = expression->binary.left) {
        const struct ast_expression *found = unknown_unit(b, left, expression->binary.right);
        first = found ? found : first;
    }
    struct str name = leaf_unit(expression);
    bool is_unknown = name.len && !units_find(b->units, name) && !left_of(left, name);
    return is_unknown ? expression : first;
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
    const struct value *kind = object_value(object, WORD_UNIT_KIND, VALUE_NAME);
    if (kind)
        unit->measure.kind = named_kind(b, kind->span, kind->text);
    else if (!unit->measure.kind)
        diag_help(
            b->diags,
            diag_report(b->diags, DIAG_KIND_MISSING, node->header, DIAG_PHRASE(unit->measure.name)),
            NOTE_HELP_KIND, DIAG_NONE);
    return unit->measure.kind != NULL;
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
    unit->note = object_text(object, WORD_UNIT_NOTE);
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

/*
 * Declares the unit, and wakes those that waited for it; or lets it wait for one that it lacks. Of the nodes that are
 * left none is declared, only those found that are in no circle.
 */
static void try_declare(struct binder *b, struct waiters *w, struct pending *pending)
{
    const struct ast_node *node = pending->node;
    bool is_derived = node->relation == AST_EQUAL && node->values;
    struct str missing = is_derived ? missing_unit(b, w->left, node->values) : (struct str){0};
    if (missing.len) {
        struct str rests[UNIT_RESTS_LIMIT];
        unsigned count = units_without_prefix(missing, rests);
        wait_for(b, w, pending, missing);
        for (unsigned i = 0; i < count; i++)
            wait_for(b, w, pending, rests[i]);
        return;
    }
    pending->is_done = true;
    for (const struct ast_expression *name = node->labels; w->left && name; name = name->next) {
        if (name->kind == AST_NAME || name->kind == AST_TEXT)
            wake(w, name->text);
    }
    const struct unit *unit = w->left ? NULL : declare_unit(b, node);
    if (!unit)
        return;
    wake(w, unit->measure.name.chinese);
    wake(w, unit->measure.name.english);
    for (unsigned i = 0; i < unit->spelling_count; i++)
        wake(w, unit->spellings[i].chinese);
}

static void try_all(struct binder *b, struct waiters *w, struct pending *pending)
{
    w->last_awake = &w->awake;
    for (struct pending *p = pending; p; p = p->next) {
        if (!p->is_done)
            try_declare(b, w, p);
    }
    for (struct pending *p = w->awake; p; p = p->next_awake) {
        p->is_awake = false;
        try_declare(b, w, p);
    }
}

/* Reports each circle of units that are made of each other, of which none can be declared. */
static void report_circles(struct binder *b, const struct map *left, struct pending *pending)
{
    unsigned walk = 0;
    for (struct pending *first = pending; first; first = first->next) {
        struct pending *p = first;
        /* One that is not done lacks another that is not. */
        for (walk++; !p->is_done && !p->walk;) {
            p->walk = walk;
            p = left_of(left, missing_unit(b, left, p->node->values));
        }
        if (p->is_done || p->walk != walk)
            continue;
        const struct ast_expression *value = p->node->values;
        struct span span = value->kind == AST_NUMBER ? ast_unit_span(value) : value->span;
        diag_help(b->diags,
                  diag_report(b->diags, DIAG_UNKNOWN_UNIT, span, DIAG_TEXT(span_text(span))),
                  NOTE_HELP_UNIT_CYCLE, DIAG_NONE);
    }
}

/* Looks at what is left: each lacks a unit that nobody declares, is in a circle, or waits in vain for one of these. */
static void report_left(struct binder *b, struct pending *pending)
{
    struct map left = {0};
    for (struct pending *p = pending; p; p = p->next) {
        for (const struct ast_expression *name = p->node->labels; name; name = name->next) {
            if (name->kind != AST_NAME && name->kind != AST_TEXT)
                continue;
            units_add_broken(b->units, name->text);
            map_put(&left, b->arena, name->text, p);
        }
    }
    for (struct pending *p = pending; p; p = p->next) {
        p->unknown = unknown_unit(b, &left, p->node->values);
        p->is_done = p->unknown != NULL;
    }
    struct waiters w = {.left = &left};
    try_all(b, &w, pending);
    report_circles(b, &left, pending);
    for (struct pending *p = pending; p; p = p->next) {
        struct evaluator e = binder_evaluator(b);
        declare_unit(b, p->node);
        const struct ast_expression *unknown = p->unknown;
        /* A repetition, unless a unit before it, that is left, made it be passed over. */
        if (unknown)
            report_unknown_unit(
                &e, unknown->kind == AST_NUMBER ? ast_unit_span(unknown) : unknown->span,
                leaf_unit(unknown));
    }
}

/* Declares each unit once those that it is made of are declared; then the rest, which reports. */
static void declare_units(struct binder *b, struct pending *pending)
{
    struct waiters w = {0};
    try_all(b, &w, pending);
    for (struct pending **link = &pending; *link;) {
        if ((*link)->is_done)
            *link = (*link)->next;
        else
            link = &(*link)->next;
    }
    report_left(b, pending);
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
