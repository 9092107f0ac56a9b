/* bind_severity.c - 级别: what rules count as in a workspace or a framework. */
#include "sema/bind_bare.h"
#include "sema/import.h"
#include "sema/rule_find.h"

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
    if (severity != SEVERITY_UNSET) {
        name_log_add(b->names, value->span, severity_name(severity));
        return severity;
    }
    for (enum severity s = SEVERITY_ERROR; s > SEVERITY_UNSET; s--)
        bilingual_add(b->arena, &list, severity_name(s));
    struct diag *diag = diag_report(b->diags, DIAG_NO_SUCH_CHOICE, value->span, DIAG_PHRASE(name),
                                    DIAG_TEXT(span_text(value->span)));
    diag_help(b->diags, diag, NOTE_HELP_CHOICES, DIAG_PHRASE(list));
    return SEVERITY_UNSET;
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
        if (severity == SEVERITY_UNSET)
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

static void report_inner(struct binder *b, struct span span)
{
    struct diag *diag = diag_report(b->diags, DIAG_WORKSPACE_INNER, span, DIAG_NONE);
    diag_help(b->diags, diag, NOTE_HELP_WORKSPACE_INNER, DIAG_NONE);
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
        if (!source_is_workspace(source)) {
            struct diag *diag =
                diag_report(b->diags, DIAG_SEVERITY_ELSEWHERE, node->head->span, DIAG_NONE);
            diag_help(b->diags, diag, NOTE_HELP_SEVERITY_HERE, DIAG_NONE);
        } else if (first) {
            report_repeated(b, DIAG_REPEATED, node->head->span, span_text(node->head->span),
                            first->head->span);
        } else {
            first = node;
            bind_severities(b, node, severities);
            if (source->identity.len && !str_equal(source->identity, STR("jixiao.jx")))
                report_inner(b, node->head->span);
        }
    }
}

/* ---- which rules are meant ------------------------------------------------------------------ */

struct rule_walk binder_rules(const struct binder *b)
{
    return rule_walk(b->library, b->frameworks, b->rules);
}

void name_log_rule(struct binder *b, struct span span, struct str name)
{
    const struct rule *rule =
        b->names ? rule_find(rule_walk(b->library, b->library->frameworks, NULL), name, NULL)
                 : NULL;
    if (rule)
        name_log_add(b->names, span, rule->origin.name);
}

void report_unknown_rule(struct binder *b, struct span span, struct str name)
{
    struct nearest nearest = nearest_to(name);
    struct diag *diag = diag_report(b->diags, DIAG_UNKNOWN_RULE, span, DIAG_TEXT(name));
    if (diag == &b->diags->ignored)
        return; /* nobody will read it, and looking for the nearest takes time */
    rule_find(binder_rules(b), name, &nearest);
    struct str best = nearest_name(&nearest);
    if (best.len) {
        diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(best));
        diag_fix(b->diags, diag, span, best, FIX_NAMED);
    } else {
        diag_help(b->diags, diag, NOTE_HELP_RULES, DIAG_NONE);
    }
}

bool rule_is_fixed(const struct rule *rule, enum diag_code code)
{
    if (!rule)
        return code != DIAG_CODE_COUNT && diag_info(code)->severity == DIAG_ERROR;
    if (rule->subject != SUBJECT_NONE || rule->is_required)
        return false;
    for (size_t i = 0; i < rule->diagnostic_count; i++) {
        if (diag_info(rule->diagnostics[i])->severity != DIAG_ERROR)
            return false;
    }
    return true;
}

void report_fixed(struct binder *b, enum diag_code report, struct span span, struct str name,
                  const struct rule *rule, enum diag_note help)
{
    struct diag *diag = diag_report(b->diags, report, span, DIAG_TEXT(name));
    for (size_t i = 0; rule && i < rule->diagnostic_count; i++)
        diag_help(b->diags, diag, NOTE_HELP_SAME_AS, DIAG_TEXT(name),
                  DIAG_TEXT(str_of(diag_info(rule->diagnostics[i])->code)));
    diag_help(b->diags, diag, help, DIAG_NONE);
}

static void check_setting(struct binder *b, const struct severity_setting *setting)
{
    struct str name = setting->rule;
    const struct rule *rule = rule_find(binder_rules(b), name, NULL);
    enum diag_code code = diag_find(name);
    name_log_rule(b, setting->span, name);
    if (bilingual_is(severity_all(), name))
        name_log_add(b->names, setting->span, severity_all());
    if (rule_is_fixed(rule, code))
        report_fixed(b, DIAG_SEVERITY_OF_ERROR, setting->span, name, rule, NOTE_HELP_SET_RULES);
    else if (!rule && code == DIAG_CODE_COUNT && !rule_group_exists(binder_rules(b), name) &&
             !bilingual_is(severity_all(), name))
        report_unknown_rule(b, setting->span, name);
}

/* Reports what is set and is no rule, of the settings written within the span. */
static void check_severities(struct binder *b, const struct severities *severities,
                             struct span within)
{
    for (const struct severity_setting *s = severities->first; s; s = s->next) {
        if (s->span.source == within.source && s->span.start >= within.start &&
            s->span.end <= within.end)
            check_setting(b, s);
    }
}

void check_file_severities(struct binder *b, struct source *source,
                           const struct severities *severities)
{
    check_severities(b, severities, (struct span){source, 0, (uint32_t)source->text.len});
    for (const struct framework *f = b->frameworks; f != b->library->frameworks; f = f->next) {
        if (f->span.source == source)
            check_severities(b, &f->severities, f->whole_span);
    }
}

void check_library_severities(struct binder *b)
{
    for (const struct framework *f = b->frameworks; f; f = f->next)
        check_severities(b, &f->severities, f->whole_span);
}

/* ---- what the compiler's own findings count as ------------------------------------------------ */

static enum diag_severity diag_severity_of(enum severity severity)
{
    return severity == SEVERITY_ERROR     ? DIAG_ERROR
           : severity == SEVERITY_WARNING ? DIAG_WARNING
                                          : DIAG_HINT;
}

static bool rule_tells(const struct rule *rule, enum diag_code code)
{
    for (size_t i = 0; i < rule->diagnostic_count; i++) {
        if (rule->diagnostics[i] == code)
            return true;
    }
    return false;
}

/* The rule that the program itself checks and tells of by this code, or NULL: an author's own rather
 * than the library's, which comes first. */
static const struct rule *rule_of(const struct binder *b, enum diag_code code)
{
    struct rule_walk walk = binder_rules(b);
    const struct rule *found = NULL;
    for (const struct rule *rule; (rule = rule_walk_next(&walk)) != NULL;) {
        if (rule_tells(rule, code))
            found = rule;
    }
    return found;
}

void severities_apply(struct binder *b)
{
    const struct severities *framework = b->framework ? &b->framework->severities : NULL;
    struct diag *before = NULL;
    for (struct diag *diag; (diag = before ? before->next : b->diags->first);) {
        enum severity severity = SEVERITY_UNSET;
        const struct rule *rule = diag->origin ? NULL : rule_of(b, diag->code);
        if (rule)
            diag->stands_for = &rule->origin;
        if (!diag->origin && diag->severity != DIAG_ERROR)
            severity = severity_of_diagnostic(
                b->settings, framework, str_of(diag_info(diag->code)->code), diag->stands_for);
        if (severity != SEVERITY_UNSET)
            diag_change(b->diags, before, diag_severity_of(severity), severity == SEVERITY_OFF);
        if (severity != SEVERITY_OFF)
            before = diag;
    }
}
