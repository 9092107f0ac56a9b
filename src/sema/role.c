/* role.c - roles: what the things of a framework are, whatever a province calls them. */
#include "sema/bind.h"

#include "base/nearest.h"

const struct role *role_find(const struct role *first, struct str name)
{
    while (first && !str_equal(first->name.chinese, name) && !str_equal(first->name.english, name))
        first = first->next;
    return first;
}

bool role_is_total(const struct role *role)
{
    return role && str_equal(role->name.english, STR("total"));
}

bool role_is_year(const struct role *role)
{
    return role && str_equal(role->name.english, STR("year"));
}

/* Adds the role at `*last`, before those of outside. */
static struct role **declare_role(struct binder *b, struct role **last, const struct ast_node *node)
{
    struct bilingual name;
    if (!both_names(b, node, &name))
        return last;
    const struct role *first = role_find(b->roles, name.chinese);
    if (!first)
        first = role_find(b->roles, name.english);
    if (first) {
        const struct ast_expression *label = label_shared(node->labels, first->name);
        report_repeated(b, DIAG_DECLARED_TWICE, label->span, label->text, first->span);
        return last;
    }
    struct role *role = ARENA_NEW(b->arena, struct role);
    role->name = name;
    role->span = node->labels->span;
    role->next = *last;
    *last = role;
    return &role->next;
}

void bind_roles(struct binder *b, const struct ast_node *nodes)
{
    struct role **last = &b->roles;
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (node_is_broken(node) || node->head->kind != AST_NAME)
            continue;
        const struct word *word =
            vocabulary_find(&b->library->vocabulary, BLOCK_FILE, node->head->text);
        if (word && word->id == WORD_FILE_ROLE)
            last = declare_role(b, last, node);
    }
}

const struct role *bind_role(struct binder *b, const struct field *field)
{
    bool is_named = field && field->values && field->values->kind == VALUE_NAME;
    return is_named ? named_role(b, field->values) : NULL;
}

const struct role *named_role(struct binder *b, const struct value *value)
{
    const struct role *found = role_find(b->roles, value->text);
    if (found) {
        name_log_add(b->names, value->span, found->name);
        return found;
    }
    struct nearest nearest = nearest_to(value->text);
    for (const struct role *role = b->roles; role; role = role->next)
        nearest_try_both(&nearest, role->name.chinese, role->name.english);
    struct str best = nearest_name(&nearest);
    struct diag *diag =
        diag_report(b->diags, DIAG_UNKNOWN_ROLE, value->span, DIAG_TEXT(value->text));
    if (best.len) {
        diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(best));
        diag_fix(b->diags, diag, value->span, best, FIX_NAMED);
    } else {
        diag_help(b->diags, diag, NOTE_HELP_ROLES, DIAG_NONE);
    }
    return NULL;
}
