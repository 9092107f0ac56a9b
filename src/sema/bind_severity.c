/* bind_severity.c - 级别: what rules count as in a workspace or a framework. */
#include "sema/bind.h"

/* The severity that the node's value names; UNSET after reporting. */
static enum severity bind_level(struct binder *b, const struct ast_node *node)
{
    struct bilingual name = word_info(WORD_FILE_SEVERITY)->name, list = {{0}, {0}};
    struct bilingual wanted = {STR("级别：错误、警告、提示 或 关闭"),
                               STR("a severity: error, warning, hint or off")};
    const struct ast_expression *value = single_value(b, node, wanted);
    if (!value)
        return SEVERITY_UNSET;
    enum severity severity = value->kind == AST_NAME ? severity_find(value->text) : SEVERITY_UNSET;
    if (severity != SEVERITY_UNSET)
        return severity;
    for (enum severity s = SEVERITY_ERROR; s > SEVERITY_UNSET; s--)
        bilingual_add(b->arena, &list, severity_name(s));
    struct diag *diag = diag_report(b->diags, DIAG_NO_SUCH_CHOICE, value->span, DIAG_PHRASE(name),
                                    DIAG_TEXT(span_text(value->span)));
    diag_help(b->diags, diag, NOTE_HELP_CHOICES, DIAG_PHRASE(list));
    return SEVERITY_UNSET;
}

/* Reports a name that no rule has; what is wrong with a framework's names is told where it is used. */
static bool check_rule(struct binder *b, struct span span, struct str name)
{
    enum diag_code code = diag_find(name);
    if (code == DIAG_CODE_COUNT || diag_info(code)->severity != DIAG_ERROR)
        return true;
    struct diag *diag = diag_report(b->diags, DIAG_SEVERITY_OF_ERROR, span, DIAG_TEXT(name));
    diag_help(b->diags, diag, NOTE_HELP_SET_RULES, DIAG_NONE);
    return false;
}

void bind_severities(struct binder *b, const struct ast_node *node, struct severities *severities)
{
    const struct ast_expression *extra = node->labels ? node->labels : node->values;
    if (!node->broken && (extra || !node->has_block))
        report_block_only(b, node, extra ? extra->span : node->header,
                          word_info(WORD_FILE_SEVERITY)->name);
    for (const struct ast_node *child = node->children.first; child; child = child->next) {
        if (node_is_broken(child))
            continue;
        struct str name = node_head(b, child);
        if (child->labels) {
            report_labels(b, child, child->labels);
            continue;
        }
        enum severity severity = bind_level(b, child);
        if (severity == SEVERITY_UNSET || !check_rule(b, child->head->span, name))
            continue;
        const struct severity_setting *before = severities_find(severities, name);
        bool is_own = before && before->span.source == node->span.source &&
                      before->span.start >= node->span.start && before->span.end <= node->span.end;
        if (is_own) /* and not said by the framework that this one extends */
            report_repeated(b, DIAG_REPEATED, child->head->span, name, before->span);
        else
            severities_set(severities, b->arena, name, severity, child->head->span);
    }
}

/* Whether it is the file that says what goes for a whole workspace. */
static bool is_workspace(const struct source *source)
{
    struct str path = source->path, name = STR("jixiao.jx");
    return str_equal(path, name) || str_ends_with(path, STR("/jixiao.jx"));
}

void bind_file_severities(struct binder *b, const struct source *source,
                          const struct ast_node *nodes, struct severities *severities)
{
    const struct ast_node *first = NULL;
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (node_is_broken(node) || node->head->kind != AST_NAME)
            continue;
        const struct word *word =
            vocabulary_find(&b->library->vocabulary, BLOCK_FILE, node->head->text);
        if (!word || word->id != WORD_FILE_SEVERITY)
            continue;
        if (!is_workspace(source)) {
            struct diag *diag =
                diag_report(b->diags, DIAG_SEVERITY_ELSEWHERE, node->head->span, DIAG_NONE);
            diag_help(b->diags, diag, NOTE_HELP_SEVERITY_HERE, DIAG_NONE);
        } else if (first) {
            report_repeated(b, DIAG_REPEATED, node->head->span, span_text(node->head->span),
                            first->head->span);
        } else {
            first = node;
            bind_severities(b, node, severities);
        }
    }
}

static enum diag_severity diag_severity_of(enum severity severity)
{
    return severity == SEVERITY_ERROR     ? DIAG_ERROR
           : severity == SEVERITY_WARNING ? DIAG_WARNING
                                          : DIAG_HINT;
}

void severities_apply(struct binder *b)
{
    const struct severities *framework = b->framework ? &b->framework->severities : NULL;
    struct diag *before = NULL;
    for (struct diag *diag; (diag = before ? before->next : b->diags->first);) {
        enum severity severity = SEVERITY_UNSET;
        if (!diag->origin && diag->severity != DIAG_ERROR)
            severity =
                severity_of_code(b->settings, framework, str_of(diag_info(diag->code)->code));
        if (severity != SEVERITY_UNSET)
            diag_change(b->diags, before, diag_severity_of(severity), severity == SEVERITY_OFF);
        if (severity != SEVERITY_OFF)
            before = diag;
    }
}
