/* rule_required.c - what the block of a framework asks for: 必填, and rules of its own. */
#include "sema/rule_choice.h"
#include "sema/rule_sort.h"

/* 必填 指标：…: the subject that the label names; without one it is the project. */
static enum rule_subject subject_of(struct binder *b, const struct ast_node *node)
{
    const struct ast_expression *label = node->labels;
    if (!label)
        return SUBJECT_PROJECT;
    if (label->next || label->kind != AST_NAME) {
        diag_report(b->diags, DIAG_ONE_NAME, label->next ? label->next->span : label->span,
                    DIAG_TEXT(span_text(node->head->span)));
        return SUBJECT_NONE;
    }
    enum rule_subject subject = bind_subject(b, label->text, label->span);
    if (subject != SUBJECT_PORTFOLIO)
        return subject;
    diag_report(b->diags, DIAG_RULE_NO_SUBJECT, label->span, DIAG_TEXT(label->text));
    return SUBJECT_NONE; /* a framework says nothing of portfolios */
}

/* One 必填: each of its fields, under the condition that its block states. */
static void bind_required(struct binder *b, struct rule_required **last[SUBJECT_NONE],
                          const struct ast_node *node)
{
    struct object *object = object_new(b, BLOCK_REQUIRED, node->span);
    bind_block(b, object, node->children.first, NULL, NULL);
    enum rule_subject subject = subject_of(b, node);
    const struct field *when = object_get(object, WORD_REQUIRED_WHEN);
    enum severity severity =
        bind_severity(b, object_get(object, WORD_REQUIRED_SEVERITY), SEVERITY_ERROR);
    if (subject == SUBJECT_NONE || node->broken || object->poisoned)
        return;
    if (!node->values) {
        struct bilingual wanted = {STR("哪些栏必填，如 年度, 立项.依据"),
                                   STR("the fields, such as year, rationale.basis")};
        diag_report(b->diags, DIAG_VALUE_MISSING, node->header,
                    DIAG_TEXT(span_text(node->head->span)), DIAG_PHRASE(wanted));
        return;
    }
    struct rule_scope scope = {.binder = b, .elements = {rule_object_type(subject)}};
    const struct rule_term *condition = NULL;
    if (when && when->node->values) {
        condition = rule_compile_condition(&scope, when->node->values);
        if (!condition)
            return;
    }
    for (const struct ast_expression *item = node->values; item; item = item->next) {
        const struct rule_term *field = rule_compile(&scope, item);
        if (!field)
            continue;
        struct rule_required *required = ARENA_NEW(b->arena, struct rule_required);
        *required = (struct rule_required){field, condition, severity, NULL};
        *last[subject] = required;
        last[subject] = &required->next;
    }
}

const struct framework_rules *bind_framework_rules(struct binder *b,
                                                   const struct framework *framework)
{
    struct framework_rules *rules = ARENA_NEW(b->arena, struct framework_rules);
    struct rule_required **last[SUBJECT_NONE];
    for (enum rule_subject subject = 0; subject < SUBJECT_NONE; subject++)
        last[subject] = &rules->required[subject];
    rules->rules = bind_rules(b, framework->nodes, BLOCK_FRAMEWORK);
    for (const struct rule *rule = rules->rules; rule; rule = rule->next)
        map_put(&rules->names, b->arena, rule->origin.name.chinese, rule);
    for (const struct ast_node *node = framework->nodes; node; node = node->next) {
        const struct word *word =
            !node_is_broken(node) && node->head->kind == AST_NAME
                ? vocabulary_find(&b->library->vocabulary, BLOCK_FRAMEWORK, node->head->text)
                : NULL;
        if (word && word->id == WORD_FRAMEWORK_REQUIRED)
            bind_required(b, last, node);
    }
    return rules;
}

/* ---- what is there ------------------------------------------------------------------------------- */

static bool is_thing(const struct rule_term *term)
{
    return term->operation == TERM_ELEMENT && term->index == 0;
}

/* Whether the term is a field of the language's own, which stands in a block of its words. */
static bool is_own_field(const struct rule_term *term)
{
    return term->operation == TERM_FIELD && term->word->id < WORD_COUNT;
}

/* Notes a field that is required; false if no bit tells of it. */
static bool note_required(struct required_fields *fields, const struct rule_term *term)
{
    const struct rule_term *of = term->left;
    bool is_inner = is_own_field(term) && is_own_field(of) && !of->yields_many &&
                    of->word->type == TYPE_OBJECT && is_thing(of->left);
    if (!is_inner && !(is_own_field(term) && is_thing(of)))
        return false;
    unsigned i = 0;
    const struct word *field = is_inner ? of->word : NULL;
    while (i < fields->count && fields->blocks[i].field != field)
        i++;
    if (i == REQUIRED_BLOCKS)
        return false;
    if (i == fields->count)
        fields->blocks[fields->count++] =
            (struct required_block){is_inner ? field->block : term->word->block, field, 0};
    fields->blocks[i].bits |= rule_field_bit(term->word);
    return true;
}

struct required_fields required_fields_of(const struct framework *framework,
                                          enum rule_subject subject)
{
    struct required_fields fields = {.is_whole = true};
    for (const struct framework *f = framework; f; f = f->base) {
        const struct rule_required *r = f->rules ? f->rules->required[subject] : NULL;
        for (; r; r = r->next) {
            fields.is_any = true;
            fields.is_whole &= !r->when && note_required(&fields, r->field);
        }
    }
    return fields;
}

bool required_is_filled(const struct required_fields *fields, const struct rule_value *thing)
{
    bool is_filled = fields->is_whole;
    for (unsigned i = 0; i < fields->count && is_filled; i++) {
        const struct required_block *block = &fields->blocks[i];
        const struct object *object = rule_fields_of(thing, block->own);
        if (object && block->field) {
            const struct field *field = object_get(object, block->field->id);
            object = field ? field->object : NULL;
        }
        is_filled = object && !(block->bits & ~object->filled);
    }
    return is_filled;
}

/* ---- how it is told ------------------------------------------------------------------------------ */

const struct rule *required_rule(const struct library *library)
{
    static const struct rule plain = {
        .origin = {.code = {"必填", 6}, .name = {{"必填", 6}, {"required", 8}}},
        .subject = SUBJECT_NONE,
    };
    const struct rule *rule = library->rules;
    while (rule && !rule->is_required)
        rule = rule->next;
    return rule ? rule : &plain;
}
