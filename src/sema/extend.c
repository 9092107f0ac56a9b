/*
 * extend.c - 沿用: the nodes of a framework with those of the one that it is based on.
 *
 * What a framework says is added to what the other says, node by node, before any of it is bound: a
 * thing with a name that the other has takes its place there and keeps what it does not restate; a
 * new one goes before the next thing that both have, or to the end; 删去 leaves things out.
 */
#include "sema/extend.h"

#include "base/nearest.h"

/* A node of the base, and what became of it. */
struct entry {
    const struct ast_node *node;
    const struct word *word;   /* NULL: none, or a broken head */
    struct ast_node *restated; /* the framework's own, merged with it */
    struct ast_nodes before;   /* new nodes that go before it */
    bool is_removed;
};

struct merge {
    struct binder *b;
    enum block block;
    struct entry *entries;
    size_t count;
    struct map names; /* word and name → entry */
    struct map bare;  /* name → entry, for 删去 */
    struct ast_nodes pending;
    bool restates[WORD_COUNT]; /* by word - word_first(block): fields that are written anew */
};

/* The entry under a key of one of the maps, or NULL. */
static struct entry *entry_find(const struct merge *m, const struct map *map, struct str key)
{
    const struct entry *found = map_get(map, key);
    return found ? &m->entries[found - m->entries] : NULL;
}

static const struct word *word_of(const struct merge *m, const struct ast_node *node)
{
    if (node_is_broken(node) || node->head->kind != AST_NAME)
        return NULL;
    return vocabulary_find(&m->b->library->vocabulary, m->block, node->head->text);
}

/* A copy that may be linked elsewhere. */
static struct ast_node *copy_of(struct binder *b, const struct ast_node *node)
{
    struct ast_node *copy = ARENA_NEW(b->arena, struct ast_node);
    *copy = *node;
    copy->next = NULL;
    return copy;
}

/* The labels that name the thing: of 字段, those behind its subject. */
static const struct ast_expression *first_name(const struct word *word, const struct ast_node *node)
{
    const struct ast_expression *label = node->labels;
    return word->id == WORD_FRAMEWORK_FIELD && label ? label->next : label;
}

/* The name that a label is known by: of 选项, the field's Chinese one in either language. */
static struct str name_of(const struct word *word, const struct ast_expression *label)
{
    if (label->kind != AST_NAME && label->kind != AST_TEXT)
        return (struct str){0};
    const struct word *field =
        word->id == WORD_FRAMEWORK_CHOICES ? choices_word(label->text) : NULL;
    return field ? field->name.chinese : label->text;
}

static struct str key_of(struct arena *a, const struct word *word, struct str name)
{
    const struct str parts[] = {word->name.chinese, STR(":"), name};
    return arena_join(a, parts, 3);
}

/* Enters the names of a node of the base: the first that has a name keeps it. */
static void enter(struct merge *m, struct entry *entry)
{
    struct arena *a = m->b->arena;
    const struct ast_expression *label = first_name(entry->word, entry->node);
    if (!label)
        map_put(&m->names, a, key_of(a, entry->word, STR("")), entry);
    for (; label; label = label->next) {
        struct str name = name_of(entry->word, label);
        if (name.len == 0)
            continue;
        struct str key = key_of(a, entry->word, name);
        if (!entry_find(m, &m->names, key))
            map_put(&m->names, a, key, entry);
        if (!map_get(&m->bare, name))
            map_put(&m->bare, a, name, entry);
    }
}

static void enter_base(struct merge *m, const struct ast_node *base)
{
    for (const struct ast_node *node = base; node; node = node->next)
        m->count++;
    m->entries = ARENA_ARRAY(m->b->arena, struct entry, m->count);
    struct entry *entry = m->entries;
    for (const struct ast_node *node = base; node; node = node->next, entry++) {
        entry->node = node;
        entry->word = word_of(m, node);
        if (entry->word && entry->word->type == TYPE_LIST)
            enter(m, entry);
    }
}

/* ---- 删去 ---------------------------------------------------------------------------------- */

static void report_not_inherited(struct merge *m, const struct ast_expression *value,
                                 struct str name)
{
    struct nearest nearest = nearest_to(name);
    for (size_t i = 0; i < m->count; i++) {
        const struct entry *entry = &m->entries[i];
        bool is_named = entry->word && entry->word->type == TYPE_LIST;
        const struct ast_expression *label = is_named ? first_name(entry->word, entry->node) : NULL;
        for (; label; label = label->next)
            nearest_try(&nearest, name_of(entry->word, label));
    }
    struct str best = nearest_name(&nearest);
    struct diag *diag = diag_report(m->b->diags, DIAG_NOT_INHERITED, value->span, DIAG_TEXT(name));
    if (best.len) {
        diag_help(m->b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(best));
        diag_fix(m->b->diags, diag, value->span, best, FIX_NAMED);
    }
}

static void remove_entry(struct merge *m, struct entry *entry, const struct word *field,
                         const struct ast_expression *value)
{
    const struct ast_expression *name = first_name(entry->word, entry->node);
    entry->is_removed = true;
    if (field && entry->word->id == WORD_FRAMEWORK_CHOICES)
        name_log_add(m->b->names, value->span, field->name);
    else if (name && name->next)
        name_log_add(m->b->names, value->span, (struct bilingual){name->text, name->next->text});
}

static void remove_named(struct merge *m, const struct ast_node *node)
{
    for (const struct ast_expression *value = node->values; value; value = value->next) {
        struct str name = value->kind == AST_TEXT ? value->text : ast_path(m->b->arena, value);
        if (name.len == 0)
            continue;
        const struct word *field = choices_word(name);
        struct entry *entry = entry_find(m, &m->bare, name);
        if (!entry && field)
            entry = entry_find(m, &m->bare, field->name.chinese);
        if (entry)
            remove_entry(m, entry, field, value);
        else
            report_not_inherited(m, value, name);
    }
}

/* ---- what is restated ---------------------------------------------------------------------- */

/* The entry of the base that the node restates, or NULL. */
static struct entry *restated(struct merge *m, const struct word *word, const struct ast_node *node)
{
    struct arena *a = m->b->arena;
    const struct ast_expression *label = first_name(word, node);
    if (!label)
        return entry_find(m, &m->names, key_of(a, word, STR("")));
    for (; label; label = label->next) {
        struct str name = name_of(word, label);
        struct entry *entry = name.len ? entry_find(m, &m->names, key_of(a, word, name)) : NULL;
        if (entry)
            return entry;
    }
    return NULL;
}

/* A thing that is only mentioned keeps both names of the base's. */
static void mention(struct merge *m, const struct word *word, struct ast_node *node,
                    const struct ast_node *base)
{
    const struct ast_expression *own = first_name(word, node), *names = first_name(word, base);
    const struct word *field =
        own && word->id == WORD_FRAMEWORK_CHOICES ? choices_word(own->text) : NULL;
    node->labels = base->labels;
    if (field)
        name_log_add(m->b->names, own->span, field->name);
    else if (own && names && names->next)
        name_log_add(m->b->names, own->span, (struct bilingual){names->text, names->next->text});
}

static struct ast_node *merge_node(struct merge *m, const struct word *word,
                                   const struct ast_node *base, const struct ast_node *own)
{
    struct ast_node *merged = copy_of(m->b, own);
    const struct ast_expression *name = first_name(word, own);
    if (!name || !name->next)
        mention(m, word, merged, base);
    if (!own->has_block) {
        merged->has_block = base->has_block;
        merged->children = base->children;
    } else if (word->argument != BLOCK_NONE && word->id != WORD_FRAMEWORK_SHEET) {
        merged->children =
            merge_blocks(m->b, word->argument, base->children.first, own->children.first);
    }
    return merged;
}

static void add_own(struct merge *m, const struct ast_node *node)
{
    const struct word *word = word_of(m, node);
    if (word && word->type != TYPE_LIST)
        m->restates[word->id - word_first(m->block)] = true;
    struct entry *entry = word && word->type == TYPE_LIST ? restated(m, word, node) : NULL;
    if (!entry || entry->restated || entry->is_removed) {
        m->pending = ast_nodes_add(m->pending, copy_of(m->b, node));
        return;
    }
    entry->before = m->pending;
    m->pending = (struct ast_nodes){NULL, NULL};
    entry->restated = merge_node(m, word, entry->node, node);
}

/* 级别, 必填 and 规则 are no nodes to take over: whoever asks for them goes along `base`. */
static bool is_of_rules(const struct word *word)
{
    return word && word->block == BLOCK_FRAMEWORK && word->type == TYPE_LIST &&
           word->id != WORD_FRAMEWORK_LEVEL_ONE && word->id != WORD_FRAMEWORK_CHOICES &&
           word->id != WORD_FRAMEWORK_FIELD && word->id != WORD_FRAMEWORK_FUNDING &&
           word->id != WORD_FRAMEWORK_SHEET;
}

static struct ast_nodes join(struct ast_nodes first, struct ast_nodes second)
{
    if (!first.first)
        return second;
    if (!second.first)
        return first;
    first.last->next = second.first;
    return (struct ast_nodes){first.first, second.last};
}

static struct ast_nodes result(struct merge *m)
{
    struct ast_nodes all = {NULL, NULL};
    for (size_t i = 0; i < m->count; i++) {
        struct entry *entry = &m->entries[i];
        bool is_field = entry->word && entry->word->type != TYPE_LIST;
        bool is_note = entry->word && entry->word->id == WORD_FRAMEWORK_NOTE;
        bool is_dropped = entry->is_removed || is_note || is_of_rules(entry->word) ||
                          (is_field && m->restates[entry->word->id - word_first(m->block)]);
        all = join(all, entry->before);
        if (entry->restated)
            all = ast_nodes_add(all, entry->restated);
        else if (!is_dropped)
            all = ast_nodes_add(all, copy_of(m->b, entry->node));
    }
    return join(all, m->pending);
}

static bool is_removal(const struct word *word)
{
    return word && (word->id == WORD_FRAMEWORK_REMOVED || word->id == WORD_CATEGORY_REMOVED ||
                    word->id == WORD_CHOICES_REMOVED || word->id == WORD_FIELD_REMOVED ||
                    word->id == WORD_FUNDING_ITEM_REMOVED);
}

struct ast_nodes merge_blocks(struct binder *b, enum block block, const struct ast_node *base,
                              const struct ast_node *own)
{
    struct merge m = {.b = b, .block = block};
    enter_base(&m, base);
    for (const struct ast_node *node = own; node; node = node->next) {
        const struct word *word = word_of(&m, node);
        if (!is_removal(word))
            continue;
        name_log_add(b->names, node->head->span, word->name);
        remove_named(&m, node);
    }
    for (const struct ast_node *node = own; node; node = node->next) {
        const struct word *word = word_of(&m, node);
        if (!is_removal(word) && !(word && word->id == WORD_FRAMEWORK_EXTENDS))
            add_own(&m, node);
    }
    return result(&m);
}

size_t count_nodes(const struct ast_node *first)
{
    size_t count = 0;
    for (; first; first = first->next)
        count += 1 + count_nodes(first->children.first);
    return count;
}
