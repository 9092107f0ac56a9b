/* declare_scale.c - declarations of scales and their steps. */
#include "sema/bind.h"

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
    struct object *object = object_new(b, BLOCK_STEP, node->span);
    bind_block(b, object, node->children.first, NULL, NULL);
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

void declare_scale(struct binder *b, const struct ast_node *node)
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
