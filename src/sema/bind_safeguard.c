/* bind_safeguard.c - the rules that back a project: 制度保障. */
#include "sema/bind.h"
#include "sema/bind_bare.h"

struct safeguard_context {
    struct safeguard **last;
    const struct choices *kinds;
};

/* The title behind the kind, with or without its marks. */
static bool bind_document(struct binder *b, struct safeguard *safeguard,
                          const struct ast_node *node)
{
    const struct ast_expression *label = node->labels;
    if (label && (label->kind == AST_TITLE || label->kind == AST_TEXT)) {
        safeguard->document = label->text;
        safeguard->span = label->span;
        if (label->next)
            diag_report(b->diags, DIAG_ONE_NAME, label->next->span,
                        DIAG_TEXT(span_text(node->head->span)));
        return true;
    }
    const struct ast_expression *value = node->values;
    if (value && !label && (value->kind == AST_TITLE || value->kind == AST_TEXT)) {
        safeguard->document = value->text; /* 项目管理制度：《…》 */
        safeguard->span = value->span;
        return true;
    }
    if (!node->broken) {
        struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, node->head->span,
                                        DIAG_TEXT(span_text(node->head->span)));
        diag_help(b->diags, diag, NOTE_HELP_DOCUMENT, DIAG_TEXT(span_text(node->head->span)));
    }
    return false;
}

static void bind_safeguard(struct binder *b, struct safeguard_context *c,
                           const struct ast_node *node, struct str head)
{
    const struct choice *kind = choice_find(c->kinds, head);
    if (!kind) {
        size_t count = 0;
        for (const struct choice *choice = c->kinds->first; choice; choice = choice->next)
            count++;
        struct bilingual *names = ARENA_ARRAY(b->arena, struct bilingual, count);
        count = 0;
        for (const struct choice *choice = c->kinds->first; choice; choice = choice->next)
            names[count++] = choice->name;
        report_unknown_word(b, node, head, BLOCK_SAFEGUARD, names, count);
        return;
    }
    struct safeguard *safeguard = ARENA_NEW(b->arena, struct safeguard);
    name_log_add(b->names, node->head->span, kind->name);
    safeguard->kind = kind;
    safeguard->span = node->head->span;
    safeguard->fields = object_new(b, BLOCK_SAFEGUARD, node->span);
    bind_document(b, safeguard, node);
    bind_block(b, safeguard->fields, node->children.first, NULL, NULL);
    *c->last = safeguard;
    c->last = &safeguard->next;
}

void bind_safeguards(struct binder *b, struct project *project, const struct ast_node *node)
{
    if (!b->framework)
        return;
    struct safeguard_context context = {&project->safeguards,
                                        framework_choices(b->framework, WORD_SAFEGUARD_KIND)};
    const struct word *word = word_info(WORD_PROJECT_SAFEGUARDS);
    if (!context.kinds) {
        diag_report(b->diags, DIAG_NO_CHOICES, node->head->span, DIAG_PHRASE(b->framework->name),
                    DIAG_PHRASE(word->name));
        return;
    }
    const struct ast_expression *extra = node->labels ? node->labels : node->values;
    if (extra && !node->broken)
        report_block_only(b, node, extra->span, word->name);
    for (const struct ast_node *child = node->children.first; child; child = child->next) {
        if (!node_is_broken(child))
            bind_safeguard(b, &context, child, node_head(b, child));
    }
}
