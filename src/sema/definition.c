/* definition.c - 定义: names for values. */
#include "sema/bind.h"

struct definition *definition_find(const struct definitions *definitions, struct str name)
{
    return definitions ? (struct definition *)map_get(&definitions->names, name) : NULL;
}

/* ---- declaring ------------------------------------------------------------------------------ */

/* Whether the name is that of a unit, a kind or a grade; reports that. */
static bool is_taken(struct binder *b, struct span span, struct str name)
{
    static const struct bilingual unit = {{"单位", 6}, {"a unit", 6}};
    static const struct bilingual grade = {{"等级", 6}, {"a grade", 7}};
    bool is_unit = units_find(b->units, name) != NULL;
    if (!is_unit && !units_find_grade(b->units, name))
        return false;
    struct diag *diag = diag_report(b->diags, DIAG_DEFINITION_TAKEN, span, DIAG_TEXT(name),
                                    DIAG_PHRASE(is_unit ? unit : grade));
    diag_help(b->diags, diag, NOTE_HELP_OTHER_NAME, DIAG_NONE);
    return true;
}

/* Whether the name may be used: not taken, and not defined but by a file that this one 沿用s. */
static bool check_name(struct binder *b, struct span span, struct str name)
{
    if (is_taken(b, span, name))
        return false;
    const struct definition *other = definition_find(b->definitions, name);
    if (!other || other->is_base)
        return true;
    report_declared(b, span, name, other->span);
    return false;
}

static void declare_definition(struct binder *b, const struct ast_node *node, bool is_base)
{
    struct definition *definition = ARENA_NEW(b->arena, struct definition);
    struct definitions *all = b->definitions;
    if (!node_names(b, node, &definition->name))
        return;
    const struct ast_expression *first = node->labels, *second = first->next;
    definition->span = first->span;
    definition->documentation = node->documentation;
    definition->is_base = is_base;
    definition->node = node;
    if (!check_name(b, first->span, definition->name.chinese))
        return;
    if (second && !check_name(b, second->span, definition->name.english))
        return;
    map_put(&all->names, b->arena, definition->name.chinese, definition);
    map_put(&all->names, b->arena, definition->name.english, definition);
    if (!all->last)
        all->last = &all->first;
    *all->last = definition;
    all->last = &definition->next;
}

/* The nodes of the file that define something. */
static bool is_definition(const struct binder *b, const struct ast_node *node)
{
    const struct word *word =
        node_is_broken(node) || node->head->kind != AST_NAME
            ? NULL
            : vocabulary_find(&b->library->vocabulary, BLOCK_FILE, node->head->text);
    return word && word->id == WORD_FILE_DEFINITION;
}

void declare_definitions(struct binder *b, const struct ast_node *nodes, bool is_base)
{
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (is_definition(b, node))
            declare_definition(b, node, is_base);
    }
}

/* ---- values --------------------------------------------------------------------------------- */

/* Counts the definitions that the expression names; puts them into `needs` if that is not NULL. */
static size_t gather_needs(const struct binder *b, const struct ast_expression *expression,
                           struct definition **needs)
{
    size_t count = 0;
    for (; expression->kind == AST_BINARY || expression->kind == AST_NEGATE;
         expression = expression->binary.left) {
        if (expression->kind == AST_BINARY)
            count += gather_needs(b, expression->binary.right, needs ? needs + count : NULL);
    }
    struct definition *need =
        expression->kind == AST_NAME ? definition_find(b->definitions, expression->text) : NULL;
    if (need && needs)
        needs[count] = need;
    return count + (need != NULL);
}

static void open_definition(struct binder *b, struct definition *definition)
{
    const struct ast_expression *value = definition->node->values;
    definition->is_open = true;
    if (!value)
        return;
    definition->need_count = gather_needs(b, value, NULL);
    definition->needs = ARENA_ARRAY(b->arena, struct definition *, definition->need_count);
    gather_needs(b, value, definition->needs);
}

static void bind_definition(struct binder *b, struct definition *definition)
{
    struct bilingual wanted = {STR("值，如 500 元/学时"), STR("a value, such as 500 元/学时")};
    const struct ast_node *node = definition->node;
    definition->is_done = true;
    definition->fields = object_new(b, BLOCK_DEFINITION, node->span);
    bind_block(b, definition->fields, node->children.first, NULL, NULL);
    for (size_t i = 0; i < definition->need_count; i++)
        definition->needs[i]->is_used = true;
    if (node->relation != AST_NONE && node->relation != AST_EQUAL) {
        struct str text = span_text(span_join(node->head->span, definition->span)); /* 定义 单价 */
        struct diag *diag =
            diag_report(b->diags, DIAG_COLON_MISSING, node->relation_span, DIAG_TEXT(text));
        diag_help(b->diags, diag, NOTE_HELP_COLON, DIAG_TEXT(text));
        diag_fix(b->diags, diag, node->relation_span, STR("="), FIX_NAMED);
        return;
    }
    const struct ast_expression *value = single_value(b, node, wanted);
    if (!value)
        return;
    definition->expression = value->span;
    if (!bind_side(b, value, &definition->value))
        definition->value.kind = VALUE_NONE;
}

/* `definition` needs itself by way of those that are open; poisons it. */
static void report_cycle(struct binder *b, struct definition *const *open, size_t count,
                         struct definition *definition)
{
    enum { MOST_NAMED = 8 };
    size_t first = count;
    while (open[first - 1] != definition)
        first--;
    struct str chain = definition->name.chinese;
    for (size_t i = first; i < count && i - first < MOST_NAMED; i++)
        chain = arena_format(b->arena, "%" STR_FORMAT " → %" STR_FORMAT, STR_ARG(chain),
                             STR_ARG(open[i]->name.chinese));
    if (count - first > MOST_NAMED)
        chain = arena_format(b->arena, "%" STR_FORMAT " → …", STR_ARG(chain));
    chain = arena_format(b->arena, "%" STR_FORMAT " → %" STR_FORMAT, STR_ARG(chain),
                         STR_ARG(definition->name.chinese));
    struct diag *diag =
        diag_report(b->diags, DIAG_DEFINITION_CYCLE, definition->span, DIAG_TEXT(chain));
    for (size_t i = first; i < count && i - first < MOST_NAMED; i++)
        diag_place(b->diags, diag, open[i]->span, NOTE_PART_OF_CYCLE, DIAG_NONE);
    for (size_t i = first; i < count; i++)
        open[i]->is_used = true;
    definition->is_done = true; /* and poisoned */
}

/*
 * Works out what it needs before itself, by a list of those that are open: a chain of definitions may
 * be as long as the file.
 */
static void work_out(struct binder *b, struct definition *wanted, struct definition **open)
{
    size_t count = 0;
    open[count++] = wanted;
    open_definition(b, wanted);
    while (count > 0) {
        struct definition *definition = open[count - 1];
        if (definition->need_done == definition->need_count) {
            if (!definition->is_done)
                bind_definition(b, definition);
            count--;
            continue;
        }
        struct definition *need = definition->needs[definition->need_done++];
        if (need->is_done)
            continue;
        if (need->is_open) {
            report_cycle(b, open, count, need);
            continue;
        }
        open[count++] = need;
        open_definition(b, need);
    }
}

void bind_definitions(struct binder *b, struct source *source)
{
    size_t count = 0;
    for (const struct definition *d = b->definitions->first; d; d = d->next)
        count++;
    if (count == 0)
        return;
    struct definition **open = ARENA_ARRAY(b->arena, struct definition *, count);
    for (struct definition *d = b->definitions->first; d; d = d->next) {
        if (!d->is_done && d->span.source == source)
            work_out(b, d, open);
    }
}

/* ---- use ------------------------------------------------------------------------------------ */

/* Lists it, and those that its value is made of, in the project at hand. */
static void list_definition(struct definitions *all, struct arena *a, struct definition *definition)
{
    struct project *project = all->project;
    if (!project || definition->listed == project)
        return;
    definition->listed = project;
    struct definition_use *use = ARENA_NEW(a, struct definition_use);
    use->definition = definition;
    *all->last_use = use;
    all->last_use = &use->next;
}

void definition_use(struct definitions *all, struct arena *a, struct definition *definition)
{
    definition->is_used = true;
    list_definition(all, a, definition);
}

void definitions_list(struct binder *b, struct project *project)
{
    b->definitions->project = project;
    b->definitions->last_use = &project->definitions;
}

void definitions_close(struct binder *b)
{
    struct definitions *all = b->definitions;
    /* What is listed may need more, which is then listed behind it. */
    for (const struct definition_use *use = all->project->definitions; use; use = use->next) {
        for (size_t i = 0; i < use->definition->need_count; i++)
            list_definition(all, b->arena, use->definition->needs[i]);
    }
    all->project = NULL;
}

void report_unused_definitions(struct binder *b, const struct source *source,
                               const struct project *projects)
{
    if (!projects)
        return; /* a file for others to use */
    for (const struct definition *d = b->definitions->first; d; d = d->next) {
        if (d->is_used || d->span.source != source)
            continue;
        struct diag *diag =
            diag_report(b->diags, DIAG_DEFINITION_UNUSED, d->span, DIAG_PHRASE(d->name));
        diag_help(b->diags, diag, NOTE_HELP_UNUSED, DIAG_NONE);
    }
}
