/* frameworks.c - the frameworks of a file, each after the one that it is based on. */
#include "sema/bind.h"
#include "sema/rule.h"

#include "base/nearest.h"
#include "sema/extend.h"

const struct framework *framework_find(const struct framework *first, struct str name)
{
    while (first && !str_equal(first->name.chinese, name) && !str_equal(first->name.english, name))
        first = first->next;
    return first;
}

/* A `体系` node of the file. */
struct pending {
    const struct ast_node *node;
    struct framework *framework; /* NULL until it is bound, or if it could not be */
    enum { WAITING, BINDING, BOUND } state;
    struct bilingual name;
    struct pending *outer; /* while it is bound: which other one asked for it */
};

struct framework_list {
    struct binder *b;
    struct pending *items;
    size_t count;
    struct map names; /* → pending */
    size_t taken;     /* nodes taken over so far */
};

/* One that was declared in the files before this one, or that the library has; or NULL. */
static const struct framework *find_outside(const struct binder *b, struct str name)
{
    const struct framework *found = map_get(&b->framework_names, name);
    return found ? found : framework_find(b->library->frameworks, name);
}

/* ---- 沿用 ---------------------------------------------------------------------------------- */

static void report_unknown_base(struct framework_list *list, const struct value *value,
                                struct str name)
{
    struct binder *b = list->b;
    struct nearest nearest = nearest_to(name);
    struct bilingual known = {{0}, {0}};
    for (size_t i = 0; i < list->count; i++)
        nearest_try_both(&nearest, list->items[i].name.chinese, list->items[i].name.english);
    for (const struct framework *f = b->library->frameworks; f; f = f->next) {
        nearest_try_both(&nearest, f->name.chinese, f->name.english);
        bilingual_add(b->arena, &known, f->name);
    }
    struct str best = nearest_name(&nearest);
    struct diag *diag = diag_report(b->diags, DIAG_UNKNOWN_BASE, value->span, DIAG_TEXT(name));
    if (best.len) {
        diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(best));
        diag_fix(b->diags, diag, value->span,
                 arena_format(b->arena, "\"%" STR_FORMAT "\"", STR_ARG(best)), FIX_NAMED);
    }
    diag_help(b->diags, diag, NOTE_HELP_CHOICES, DIAG_PHRASE(known));
}

/* “甲 → 乙 → 甲” */
static void report_cycle(struct framework_list *list, const struct value *value,
                         const struct pending *inner, const struct pending *again)
{
    struct binder *b = list->b;
    struct str chain = again->name.chinese;
    for (const struct pending *p = inner; p; p = p == again ? NULL : p->outer)
        chain = arena_format(b->arena, "%" STR_FORMAT " → %" STR_FORMAT, STR_ARG(p->name.chinese),
                             STR_ARG(chain));
    struct diag *diag = diag_report(b->diags, DIAG_BASE_CYCLE, value->span, DIAG_TEXT(chain));
    diag_help(b->diags, diag, NOTE_HELP_BASE_CYCLE, DIAG_NONE);
}

static void bind_pending(struct framework_list *list, struct pending *pending,
                         struct pending *outer);

/* Whether so much may be taken over; if not, it was reported. */
static bool may_extend(struct framework_list *list, const struct value *value,
                       const struct pending *pending, const struct framework *base)
{
    unsigned depth = 0;
    for (const struct framework *f = base; f; f = f->base)
        depth++;
    for (const struct pending *p = pending->outer; p; p = p->outer)
        depth++;
    if (depth <= EXTENDS_DEPTH_LIMIT && base)
        list->taken += count_nodes(base->whole);
    if (depth <= EXTENDS_DEPTH_LIMIT && list->taken <= EXTENDS_NODE_LIMIT)
        return true;
    diag_report(list->b->diags, DIAG_BASE_TOO_LARGE, value->span, DIAG_NUMBER(EXTENDS_DEPTH_LIMIT),
                DIAG_NUMBER(EXTENDS_NODE_LIMIT));
    return false;
}

/* The framework that 沿用 names; NULL after reporting, or if that one has a mistake itself. */
static const struct framework *find_base(struct framework_list *list, struct pending *pending,
                                         const struct value *value)
{
    struct str name = value->text;
    if (str_starts_with(name, STR("std/")))
        name = str_part(name, 4, name.len);
    const struct pending *known = map_get(&list->names, name);
    if (!known) {
        const struct framework *outside = find_outside(list->b, name);
        if (!outside)
            report_unknown_base(list, value, name);
        else
            name_log_framework(list->b->names, value->span, value->text, outside->name);
        return outside;
    }
    struct pending *found = &list->items[known - list->items];
    name_log_framework(list->b->names, value->span, value->text, found->name);
    if (found->state == BINDING) {
        report_cycle(list, value, pending, found);
        return NULL;
    }
    if (found->state == WAITING) {
        if (!may_extend(list, value, pending, NULL))
            return NULL;
        bind_pending(list, found, pending);
    }
    return found->framework;
}

/* ---- binding ------------------------------------------------------------------------------- */

/* The value of 沿用, which is needed before anything else is bound; or NULL. */
static const struct value *extends_value(struct binder *b, const struct ast_node *node, bool *fails)
{
    struct object *object = object_new(b, BLOCK_FRAMEWORK, node->span);
    const struct word *word = word_info(WORD_FRAMEWORK_EXTENDS);
    const struct ast_node *found = NULL;
    for (const struct ast_node *child = node->children.first; child; child = child->next) {
        if (!node_is_broken(child) && child->head->kind == AST_NAME &&
            vocabulary_find(&b->library->vocabulary, BLOCK_FRAMEWORK, child->head->text) == word) {
            name_log_add(b->names, child->head->span, word->name);
            bind_field(b, object, word, child);
            found = found ? found : child;
        }
    }
    const struct field *field = object_get(object, WORD_FRAMEWORK_EXTENDS);
    const struct value *value = field ? field->values : NULL;
    if (value && value->kind == VALUE_TEXT)
        return value;
    *fails = found && (value || found->broken);
    return NULL;
}

static void bind_pending(struct framework_list *list, struct pending *pending,
                         struct pending *outer)
{
    struct binder *b = list->b;
    const struct ast_node *node = pending->node;
    bool fails = false;
    pending->state = BINDING;
    pending->outer = outer;
    const struct value *extends = extends_value(b, node, &fails);
    const struct framework *base = extends ? find_base(list, pending, extends) : NULL;
    pending->state = BOUND;
    if (fails || (extends && (!base || !may_extend(list, extends, pending, base)))) {
        b->framework_failed = true;
        return;
    }
    struct framework *framework = ARENA_NEW(b->arena, struct framework);
    framework->name = pending->name;
    framework->span = node->labels->span;
    framework->whole_span = node->span;
    framework->base = base;
    framework->is_lent = b->is_lent;
    framework->nodes = node->children.first;
    framework->whole = base ? merge_blocks(b, BLOCK_FRAMEWORK, base->whole, framework->nodes).first
                            : framework->nodes;
    pending->framework = framework;
    bind_framework(b, framework, node);
}

/* Enters a framework of the file, unless there is one with that name. */
static void declare(struct framework_list *list, const struct ast_node *node)
{
    struct binder *b = list->b;
    struct bilingual name;
    if (!both_names(b, node, &name))
        return;
    const struct pending *same = map_get(&list->names, name.chinese);
    same = same ? same : map_get(&list->names, name.english);
    const struct framework *first = find_outside(b, name.chinese);
    first = first ? first : find_outside(b, name.english);
    if (same || first) {
        const struct ast_expression *label =
            label_shared(node->labels, same ? same->name : first->name);
        report_repeated(b, DIAG_DECLARED_TWICE, label->span, label->text,
                        same ? same->node->labels->span : first->span);
        return;
    }
    struct pending *pending = &list->items[list->count++];
    *pending = (struct pending){.node = node, .name = name};
    map_put(&list->names, b->arena, name.chinese, pending);
    map_put(&list->names, b->arena, name.english, pending);
}

static bool declares_framework(const struct binder *b, const struct ast_node *node)
{
    const struct word *word =
        !node_is_broken(node) && node->head->kind == AST_NAME
            ? vocabulary_find(&b->library->vocabulary, BLOCK_FILE, node->head->text)
            : NULL;
    return word && word->id == WORD_FILE_FRAMEWORK;
}

void bind_frameworks(struct binder *b, const struct ast_node *nodes)
{
    struct framework_list list = {.b = b};
    size_t most = 0;
    for (const struct ast_node *node = nodes; node; node = node->next)
        most += declares_framework(b, node);
    list.items = ARENA_ARRAY(b->arena, struct pending, most);
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (declares_framework(b, node))
            declare(&list, node);
    }
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].state == WAITING)
            bind_pending(&list, &list.items[i], NULL);
    }
    for (size_t i = list.count; i-- > 0;) {
        struct framework *framework = list.items[i].framework;
        if (!framework)
            continue;
        framework->next = b->frameworks;
        b->frameworks = framework;
        map_put(&b->framework_names, b->arena, framework->name.chinese, framework);
        map_put(&b->framework_names, b->arena, framework->name.english, framework);
    }
    for (size_t i = 0; i < list.count; i++) {
        struct framework *framework = list.items[i].framework;
        if (framework)
            framework->rules = bind_framework_rules(b, framework);
    }
}

/* ---- which one the projects follow --------------------------------------------------------- */

static void report_two(struct binder *b, const struct ast_node *nodes,
                       const struct framework *const chosen[2])
{
    const struct word *word = word_info(WORD_FILE_PROJECT);
    const struct ast_node *node = nodes;
    while (node && (node_is_broken(node) || node->head->kind != AST_NAME ||
                    vocabulary_find(&b->library->vocabulary, BLOCK_FILE, node->head->text) != word))
        node = node->next;
    if (!node)
        return; /* no project has to follow any of them */
    struct diag *diag =
        diag_report(b->diags, DIAG_TWO_FRAMEWORKS, node->head->span, DIAG_PHRASE(chosen[0]->name));
    for (unsigned i = 0; i < 2; i++)
        diag_place(b->diags, diag, chosen[i]->span, NOTE_NAMED_HERE, DIAG_PHRASE(chosen[i]->name));
}

/* Of the one that is used and those declared, that which no other is based on; or two of them. Of those
 * that the workspace lends, only if `lent`. Returns how many. */
static unsigned choose_leaves(struct binder *b, bool lent, const struct framework *chosen[2])
{
    const struct framework *outside = b->library->frameworks;
    struct map bases = {0};
    unsigned count = 0;
    for (const struct framework *f = b->frameworks; f != outside; f = f->next) {
        for (const struct framework *base = lent || !f->is_lent ? f->base : NULL; base;
             base = base->base)
            map_put(&bases, b->arena, base->name.chinese, base);
    }
    if (b->framework && !map_get(&bases, b->framework->name.chinese))
        chosen[count++] = b->framework;
    for (const struct framework *f = b->frameworks; f != outside && count < 2; f = f->next) {
        if ((lent || !f->is_lent) && !map_get(&bases, f->name.chinese))
            chosen[count++] = f;
    }
    return count;
}

void choose_framework(struct binder *b, const struct ast_node *nodes)
{
    const struct framework *chosen[2] = {NULL, NULL};
    unsigned count = choose_leaves(b, false, chosen);
    if (count == 0)
        count = choose_leaves(b, true, chosen);
    if (count == 2)
        report_two(b, nodes, chosen);
    b->framework = count == 1 && !b->framework_failed ? chosen[0] : NULL;
    b->framework_missing =
        count == 2 || b->framework_failed || (count == 0 && b->framework_missing);
}
