/* extend_merge.c - a project's nodes laid over those of the project that it 沿用s. */
#include "sema/bind.h"

#include "base/nearest.h"
#include "base/utf8.h"
#include "sema/rule_find.h"

/* What stands in a block, so that a thing is known by its name in either language. */
enum place {
    IN_PROJECT,
    IN_FUNDING,
    IN_CATEGORY, /* the indicators of a level-one category */
    IN_LINES,    /* a task's */
    IN_SAFEGUARDS,
    IN_WORDS, /* fields of `block` */
    IN_OTHER, /* what only its own binder knows: it is taken whole */
};

struct context {
    enum place place;
    enum block block;
    const struct category *level_one;
};

/* Nodes in order. */
struct node_list {
    const struct ast_node **items;
    size_t count, room;
};

struct merger {
    struct binder *b;
    struct extension *extension;
};

static void list_add(struct arena *a, struct node_list *list, const struct ast_node *node)
{
    if (list->count == list->room) {
        list->room = list->room ? 2 * list->room : 8;
        list->items = arena_grow(a, list->items, sizeof *list->items, list->count, list->room);
    }
    list->items[list->count++] = node;
}

static void list_add_all(struct arena *a, struct node_list *list, const struct ast_node *first)
{
    for (; first; first = first->next)
        list_add(a, list, first);
}

/* ---- what a node is known by ----------------------------------------------------------------- */

bool node_is_removal(const struct ast_node *node)
{
    const struct bilingual word = word_info(WORD_PROJECT_REMOVE)->name;
    return node->head && node->head->kind == AST_NAME &&
           (str_equal(node->head->text, word.chinese) || str_equal(node->head->text, word.english));
}

static struct context words_of(enum block block)
{
    return (struct context){block == BLOCK_NONE ? IN_OTHER : IN_WORDS, block, NULL};
}

/* Both names of what the head names in this block, or the head itself; and what is in it. */
static struct bilingual canonical_head(const struct merger *m, struct context c, struct str head,
                                       const struct word **word, struct context *inner)
{
    static const enum block blocks[] = {
        [IN_PROJECT] = BLOCK_PROJECT, [IN_FUNDING] = BLOCK_FUNDING, [IN_CATEGORY] = BLOCK_NONE,
        [IN_LINES] = BLOCK_LINE,      [IN_SAFEGUARDS] = BLOCK_NONE, [IN_OTHER] = BLOCK_NONE,
    };
    const struct framework *framework = m->b->framework;
    enum block block = c.place == IN_WORDS ? c.block : blocks[c.place];
    *word = block == BLOCK_NONE ? NULL : vocabulary_find(&m->b->library->vocabulary, block, head);
    *inner = (struct context){.place = IN_OTHER, .block = BLOCK_NONE};
    const struct bilingual unknown = {head, head};
    if (*word) {
        *inner = words_of((*word)->argument);
        if ((*word)->id == WORD_PROJECT_FUNDING)
            inner->place = IN_FUNDING;
        else if ((*word)->id == WORD_PROJECT_LINES || (*word)->id == WORD_LINE_LINES)
            inner->place = IN_LINES;
        else if ((*word)->id == WORD_PROJECT_SAFEGUARDS)
            inner->place = IN_SAFEGUARDS;
        return (*word)->name;
    }
    const struct category *category =
        c.place == IN_PROJECT && framework ? category_find(framework->categories, head)
        : c.place == IN_CATEGORY           ? category_find(c.level_one->children, head)
                                           : NULL;
    if (category) {
        *inner = (struct context){c.place == IN_PROJECT ? IN_CATEGORY : IN_WORDS, BLOCK_INDICATOR,
                                  category};
        return category->name;
    }
    if (c.place == IN_FUNDING) {
        *inner = c;
        const struct funding_item *item = framework ? funding_find(framework->funding, head) : NULL;
        return item ? item->name : unknown;
    }
    if (c.place == IN_SAFEGUARDS) {
        *inner = words_of(BLOCK_SAFEGUARD);
        const struct choice *choice =
            framework ? choice_find(framework_choices(framework, WORD_SAFEGUARD_KIND), head) : NULL;
        return choice ? choice->name : unknown;
    }
    return unknown;
}

/* What one label adds to the key. */
static struct str label_text(struct merger *m, const struct ast_expression *label)
{
    switch (label->kind) {
    case AST_TEXT:
    case AST_TITLE:
        return utf8_compose(m->b->arena, label->text);
    case AST_NAME:
        return label->text;
    case AST_ERROR:
    case AST_NUMBER:
    case AST_DATE:
    case AST_TRUTH:
    case AST_NEGATE:
    case AST_NOT:
    case AST_BINARY:
    case AST_MEMBER:
    case AST_INDEX:
    case AST_CALL:
        break;
    }
    return span_text(label->span);
}

/* What the label of a 豁免 adds: a rule is one, by whichever of its names. */
static struct str waived_text(struct merger *m, const struct ast_expression *label)
{
    const struct rule *rule =
        label->kind == AST_NAME ? rule_find(binder_rules(m->b), label->text, NULL) : NULL;
    return rule ? rule->origin.code : label_text(m, label);
}

/* What a thing is known by: how it begins. Fields of a word are all one thing. */
struct identity {
    struct str key;
    struct str rule;       /* of a 豁免, the key without its reason */
    struct bilingual name; /* of a thing with a name of the language's or the framework's */
    const struct word *word;
    struct context inner;
};

static struct identity identify(struct merger *m, struct context c,
                                const struct ast_expression *head,
                                const struct ast_expression *labels)
{
    struct arena *a = m->b->arena;
    struct identity identity = {.word = NULL};
    if (head->kind == AST_TEXT || head->kind == AST_TITLE) {
        bool is_line = c.place == IN_LINES || (c.place == IN_WORDS && c.block == BLOCK_LINE);
        identity.inner = (struct context){is_line ? IN_LINES : IN_OTHER, BLOCK_LINE, NULL};
        identity.key = arena_format(a, "\"%" STR_FORMAT, STR_ARG(label_text(m, head)));
        return identity;
    }
    identity.name = canonical_head(m, c, ast_path(a, head), &identity.word, &identity.inner);
    bool is_field = identity.word && identity.word->type != TYPE_LIST;
    bool is_waiver = identity.word && identity.word->argument == BLOCK_WAIVER;
    identity.key = identity.name.chinese;
    for (const struct ast_expression *label = is_field ? NULL : labels; label;
         label = label->next) {
        identity.key =
            arena_format(a, "%" STR_FORMAT "\n%" STR_FORMAT, STR_ARG(identity.key),
                         STR_ARG(is_waiver ? waived_text(m, label) : label_text(m, label)));
        if (is_waiver && label == labels)
            identity.rule = identity.key;
    }
    return identity;
}

static bool has_identity(const struct ast_node *node)
{
    return node->head && !node_is_broken(node) && !node_is_removal(node);
}

/* ---- what is taken away ---------------------------------------------------------------------- */

/* Something that is not to be had of the base. */
struct removal {
    const struct ast_expression *what; /* its place */
    struct str key;
    bool is_done;
    struct removal *next;
};

static struct removal *removal_new(struct merger *m, struct context c,
                                   const struct ast_expression *head,
                                   const struct ast_expression *labels, struct removal *next)
{
    struct removal *removal = ARENA_NEW(m->b->arena, struct removal);
    removal->what = head;
    struct identity identity = identify(m, c, head, labels);
    removal->key = identity.key;
    if (identity.word && identity.word->argument == BLOCK_WAIVER && labels &&
        labels->kind == AST_NAME)
        name_log_rule(m->b, labels->span, labels->text);
    if (identity.name.chinese.len)
        name_log_add(m->b->names, head->span, identity.name);
    removal->next = next;
    return removal;
}

/* 删去 数量 "培训人次", 删去 "场地费", 删去 概况; or, of several, 删去：概况, 总目标. */
static struct removal *gather_removals(struct merger *m, struct context c,
                                       const struct node_list *own, struct map *keys)
{
    struct removal *first = NULL;
    for (size_t i = own->count; i-- > 0;) {
        const struct ast_node *node = own->items[i];
        if (!node_is_removal(node) || node->broken)
            continue;
        if (!node->labels && !node->values) {
            struct diag *diag = diag_report(m->b->diags, DIAG_NAME_MISSING, node->head->span,
                                            DIAG_TEXT(span_text(node->head->span)));
            diag_help(m->b->diags, diag, NOTE_HELP_REMOVE, DIAG_NONE);
            continue;
        }
        name_log_add(m->b->names, node->head->span, word_info(WORD_PROJECT_REMOVE)->name);
        m->extension->removal = node->header;
        if (node->labels)
            first = removal_new(m, c, node->labels, node->labels->next, first);
        for (const struct ast_expression *v = node->labels ? NULL : node->values; v; v = v->next)
            first = removal_new(m, c, v, NULL, first);
    }
    for (struct removal *removal = first; removal; removal = removal->next) {
        if (!map_get(keys, removal->key))
            map_put(keys, m->b->arena, removal->key, removal);
    }
    return first;
}

/* The last part of a key, which is what a person calls the thing. */
static struct str key_name(struct str key)
{
    size_t start = key.len;
    while (start > 0 && key.ptr[start - 1] != '\n' && key.ptr[start - 1] != '"')
        start--;
    return str_part(key, start, key.len);
}

static void report_not_there(struct merger *m, struct context c, const struct removal *removal,
                             const struct node_list *base)
{
    struct diags *diags = m->b->diags;
    struct str name = key_name(removal->key);
    if (name.len == 0)
        name = span_text(removal->what->span);
    struct nearest nearest = nearest_to(name);
    struct diag *diag =
        diag_report(diags, DIAG_NOTHING_TO_REMOVE, removal->what->span, DIAG_TEXT(name));
    if (diag == &diags->ignored)
        return;
    for (size_t i = 0; i < base->count; i++) {
        if (!has_identity(base->items[i]))
            continue;
        struct str key = identify(m, c, base->items[i]->head, base->items[i]->labels).key;
        nearest_try(&nearest, key_name(key));
    }
    struct str best = nearest_name(&nearest);
    if (best.len)
        diag_help(diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(best));
    diag_help(diags, diag, NOTE_HELP_REMOVE, DIAG_NONE);
}

void report_removal(struct binder *b, const struct ast_node *node)
{
    if (b->is_base_missing)
        return;
    const struct ast_expression *what = node->labels ? node->labels : node->values;
    if (b->has_base && what) { /* it stands in something that the base has not */
        const struct ast_expression *last = what;
        while (last->next)
            last = last->next;
        struct str name = last->kind == AST_TEXT ? last->text : span_text(last->span);
        struct diag *diag =
            diag_report(b->diags, DIAG_NOTHING_TO_REMOVE, what->span, DIAG_TEXT(name));
        diag_help(b->diags, diag, NOTE_HELP_REMOVE, DIAG_NONE);
        return;
    }
    struct diag *diag =
        diag_report(b->diags, DIAG_REMOVE_WITHOUT_BASE, node->head->span, DIAG_NONE);
    diag_help(b->diags, diag, NOTE_HELP_EXTENDS, DIAG_NONE);
}

/* ---- laying one over the other --------------------------------------------------------------- */

static struct ast_nodes merge_lists(struct merger *m, struct context c,
                                    const struct node_list *base, const struct node_list *own);

static struct ast_node *copy_of(struct merger *m, const struct ast_node *node)
{
    struct ast_node *copy = ARENA_NEW(m->b->arena, struct ast_node);
    *copy = *node;
    copy->next = NULL;
    return copy;
}

/* Indicators of one category may stand in several blocks: all of them in the first. */
static struct node_list gather_categories(struct merger *m, struct context c,
                                          const struct ast_node *first)
{
    struct node_list list = {0};
    struct map firsts = {0};
    for (const struct ast_node *node = first; node; node = node->next) {
        struct identity identity = {.word = NULL};
        if (has_identity(node))
            identity = identify(m, c, node->head, node->labels);
        if (c.place != IN_PROJECT || !has_identity(node) || identity.inner.place != IN_CATEGORY) {
            list_add(m->b->arena, &list, node);
            continue;
        }
        struct ast_node *before = (struct ast_node *)map_get(&firsts, identity.key);
        struct ast_node *whole = before ? before : copy_of(m, node);
        struct ast_nodes children = before ? before->children : (struct ast_nodes){0};
        for (const struct ast_node *child = node->children.first; child; child = child->next)
            children = ast_nodes_add(children, copy_of(m, child));
        whole->children = children;
        whole->broken |= node->broken;
        if (before)
            continue;
        map_put(&firsts, m->b->arena, identity.key, whole);
        list_add(m->b->arena, &list, whole);
    }
    return list;
}

/* What the own node does not say, the base's does. */
static struct ast_node *merge_node(struct merger *m, struct context inner,
                                   const struct ast_node *base, const struct ast_node *own)
{
    struct ast_node *node = copy_of(m, own);
    if (!own->values && !own->has_colon && own->relation == AST_NONE) {
        node->values = base->values;
        node->relation = base->relation;
        node->relation_span = base->relation_span;
        node->has_colon = base->has_colon;
        node->colon = base->colon;
        node->broken |= base->broken;
    }
    if (inner.place == IN_OTHER && own->has_block)
        return node;
    struct node_list old = {0}, new = {0};
    list_add_all(m->b->arena, &old, base->children.first);
    list_add_all(m->b->arena, &new, own->children.first);
    node->children = merge_lists(m, inner, &old, &new);
    node->has_block |= base->has_block;
    return node;
}

/* The own nodes of one identity. */
struct group {
    struct node_list nodes;
    bool is_placed;
};

static struct map group_by_key(struct merger *m, struct context c, const struct node_list *own)
{
    struct map groups = {0};
    for (size_t i = 0; i < own->count; i++) {
        if (!has_identity(own->items[i]))
            continue;
        struct str key = identify(m, c, own->items[i]->head, own->items[i]->labels).key;
        struct group *group = (struct group *)map_get(&groups, key);
        if (!group) {
            group = ARENA_NEW(m->b->arena, struct group);
            map_put(&groups, m->b->arena, key, group);
        }
        list_add(m->b->arena, &group->nodes, own->items[i]);
    }
    return groups;
}

/* What could not be read, by what it would have replaced. */
static struct map find_unread(struct merger *m, struct context c, const struct node_list *own)
{
    struct map unread = {0};
    for (size_t i = 0; i < own->count; i++) {
        const struct ast_node *node = own->items[i];
        if (node->head && node_is_broken(node) && !node_is_removal(node))
            map_put(&unread, m->b->arena, identify(m, c, node->head, node->labels).key, node);
    }
    return unread;
}

/* The kinds of values, as bits, that own fields have whose words nobody knows: each may be meant for any
 * of the base's that has such a value. */
static unsigned unknown_kinds(struct merger *m, struct context c, const struct node_list *own)
{
    const struct framework *framework = m->b->framework;
    unsigned kinds = 0;
    for (size_t i = 0; i < own->count; i++) {
        const struct ast_node *node = own->items[i];
        if (!has_identity(node) || !node->values || node->has_block ||
            node->head->kind != AST_NAME || (c.place != IN_PROJECT && c.place != IN_WORDS))
            continue;
        struct identity identity = identify(m, c, node->head, node->labels);
        bool is_extra = framework && c.block != BLOCK_NONE &&
                        framework_field(framework, c.block, node->head->text);
        if (!identity.word && identity.inner.place == IN_OTHER && !is_extra)
            kinds |= 1u << node->values->kind;
    }
    return kinds;
}

/* These are said of a project itself, and not of those that 沿用 it. */
static bool is_not_passed_on(const struct word *word)
{
    return word && (word->id == WORD_PROJECT_EXTENDS || word->id == WORD_PROJECT_CONTINUES);
}

/* What of the own block could not be read: by what it would have replaced, or by kinds of values. */
struct unread {
    struct map keys;
    unsigned kinds;
};

/* Whether the own block may mean something else in place of this node of the base. */
static bool is_unread(const struct unread *unread, struct identity identity,
                      const struct ast_node *node)
{
    bool is_field = identity.word && identity.word->type != TYPE_LIST && node->values;
    return map_get(&unread->keys, identity.key) ||
           (is_field && unread->kinds >> node->values->kind & 1);
}

/* A node of the base: gone, replaced, merged with the own one, or as it is. Where the own one is
 * unread, what was meant is not known, but not what the base says. */
static void place_base(struct merger *m, struct context c, const struct ast_node *node,
                       const struct map *removals, const struct map *groups,
                       const struct unread *unread, struct ast_nodes *result)
{
    if (!has_identity(node)) {
        if (!node_is_removal(node))
            *result = ast_nodes_add(*result, copy_of(m, node));
        return;
    }
    struct identity identity = identify(m, c, node->head, node->labels);
    struct removal *removal = (struct removal *)map_get(removals, identity.key);
    if (!removal && identity.rule.len)
        removal = (struct removal *)map_get(removals, identity.rule);
    struct group *group = (struct group *)map_get(groups, identity.key);
    if (removal)
        removal->is_done = true;
    if (removal || is_not_passed_on(identity.word) || (group && group->is_placed))
        return;
    if (!group) {
        if (!is_unread(unread, identity, node))
            *result = ast_nodes_add(*result, copy_of(m, node));
        return;
    }
    group->is_placed = true;
    bool replaces =
        identity.word && identity.word->type != TYPE_LIST && identity.word->type != TYPE_OBJECT;
    if (group->nodes.count == 1 && !replaces) {
        *result =
            ast_nodes_add(*result, merge_node(m, identity.inner, node, group->nodes.items[0]));
        return;
    }
    for (size_t i = 0; i < group->nodes.count; i++)
        *result = ast_nodes_add(*result, copy_of(m, group->nodes.items[i]));
}

static struct ast_nodes merge_lists(struct merger *m, struct context c,
                                    const struct node_list *base, const struct node_list *own)
{
    struct ast_nodes result = {0};
    struct map removal_keys = {0};
    struct map groups = group_by_key(m, c, own);
    struct unread unread = {find_unread(m, c, own), unknown_kinds(m, c, own)};
    const struct removal *removals = gather_removals(m, c, own, &removal_keys);
    for (size_t i = 0; i < base->count; i++)
        place_base(m, c, base->items[i], &removal_keys, &groups, &unread, &result);
    for (size_t i = 0; i < own->count; i++) {
        const struct ast_node *node = own->items[i];
        if (node_is_removal(node))
            continue;
        const struct group *group = NULL;
        if (has_identity(node))
            group = map_get(&groups, identify(m, c, node->head, node->labels).key);
        if (!group || !group->is_placed)
            result = ast_nodes_add(result, copy_of(m, node));
    }
    for (const struct removal *removal = removals; removal; removal = removal->next) {
        if (!removal->is_done && map_get(&removal_keys, removal->key) == removal)
            report_not_there(m, c, removal, base);
    }
    return result;
}

const struct ast_node *merge_projects(struct binder *b, const struct ast_node *base,
                                      const struct ast_node *own, struct extension *extension)
{
    struct merger m = {b, extension};
    struct context c = {.place = IN_PROJECT, .block = BLOCK_PROJECT};
    struct node_list old = gather_categories(&m, c, base->children.first);
    struct node_list new = gather_categories(&m, c, own->children.first);
    struct ast_node *node = copy_of(&m, own);
    node->children = merge_lists(&m, c, &old, &new);
    node->has_block = true;
    if (!own->labels)
        node->labels = base->labels;
    return node;
}
