/* rule_bind.c - 规则: from nodes to rules. */
#include "sema/rule_term.h"

#include "base/nearest.h"

struct bilingual rule_criterion_name(enum rule_criterion criterion)
{
    switch (criterion) {
    case CRITERION_NONE:
        break;
    case CRITERION_COMPLETENESS:
        return (struct bilingual){STR("完整性"), STR("completeness")};
    case CRITERION_RELEVANCE:
        return (struct bilingual){STR("相关性"), STR("relevance")};
    case CRITERION_ADEQUACY:
        return (struct bilingual){STR("适当性"), STR("adequacy")};
    case CRITERION_FEASIBILITY:
        return (struct bilingual){STR("可行性"), STR("feasibility")};
    }
    return (struct bilingual){{0}, {0}};
}

/* Reports that a field's value is none of the words that it can be. */
static void report_no_choice(struct binder *b, const struct field *field, struct bilingual list,
                             const struct nearest *nearest)
{
    const struct value *value = field->values;
    struct diag *diag = diag_report(b->diags, DIAG_NO_SUCH_CHOICE, value->span,
                                    DIAG_PHRASE(field->word->name), DIAG_TEXT(value->text));
    struct str best = nearest_name(nearest);
    if (best.len) {
        diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(best));
        diag_fix(b->diags, diag, value->span, best, FIX_NAMED);
    } else {
        diag_help(b->diags, diag, NOTE_HELP_CHOICES, DIAG_PHRASE(list));
    }
}

static bool is_name(const struct field *field)
{
    return field && field->values && field->values->kind == VALUE_NAME;
}

enum severity bind_severity(struct binder *b, const struct field *field, enum severity own)
{
    if (!is_name(field))
        return own;
    enum severity severity = severity_find(field->values->text);
    if (severity != SEVERITY_UNSET) {
        name_log_add(b->names, field->values->span, severity_name(severity));
        return severity;
    }
    struct nearest nearest = nearest_to(field->values->text);
    struct bilingual list = {{0}, {0}};
    for (severity = SEVERITY_OFF; severity <= SEVERITY_ERROR; severity++) {
        struct bilingual name = severity_name(severity);
        nearest_try_both(&nearest, name.chinese, name.english);
        bilingual_add(b->arena, &list, name);
    }
    report_no_choice(b, field, list, &nearest);
    return own;
}

static enum rule_criterion bind_criterion(struct binder *b, const struct field *field)
{
    if (!is_name(field))
        return CRITERION_NONE;
    for (enum rule_criterion c = CRITERION_COMPLETENESS; c <= CRITERION_FEASIBILITY; c++) {
        struct bilingual name = rule_criterion_name(c);
        if (bilingual_is(name, field->values->text)) {
            name_log_add(b->names, field->values->span, name);
            return c;
        }
    }
    struct nearest nearest = nearest_to(field->values->text);
    struct bilingual list = {{0}, {0}};
    for (enum rule_criterion c = CRITERION_COMPLETENESS; c <= CRITERION_FEASIBILITY; c++) {
        struct bilingual name = rule_criterion_name(c);
        nearest_try_both(&nearest, name.chinese, name.english);
        bilingual_add(b->arena, &list, name);
    }
    report_no_choice(b, field, list, &nearest);
    return CRITERION_NONE;
}

enum rule_member rule_each_member(enum rule_subject subject)
{
    enum rule_member member = 0;
    while (member < RULE_MEMBER_COUNT) {
        const struct rule_member_info *info = rule_member_info(member);
        if (info->subject == SUBJECT_PROJECT && info->kind == RULE_OBJECT && info->is_many &&
            info->argument == (int)subject)
            break;
        member++;
    }
    return member;
}

enum rule_subject bind_subject(struct binder *b, struct str name, struct span span)
{
    enum rule_subject subject = rule_subject_find(name);
    if (subject != SUBJECT_NONE && rule_subject_info(subject)->runs) {
        name_log_add(b->names, span, rule_subject_info(subject)->name);
        return subject;
    }
    struct nearest nearest = nearest_to(name);
    struct bilingual list = {{0}, {0}};
    for (enum rule_subject s = 0; s < SUBJECT_NONE; s++) {
        const struct rule_subject_info *info = rule_subject_info(s);
        if (!info->runs)
            continue;
        nearest_try_both(&nearest, info->name.chinese, info->name.english);
        bilingual_add(b->arena, &list, info->name);
    }
    struct diag *diag = diag_report(b->diags, DIAG_RULE_NO_SUBJECT, span, DIAG_TEXT(name));
    struct str best = nearest_name(&nearest);
    if (best.len) {
        diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(best));
        diag_fix(b->diags, diag, span, best, FIX_NAMED);
    }
    diag_help(b->diags, diag, NOTE_HELP_CHOICES, DIAG_PHRASE(list));
    return SUBJECT_NONE;
}

/* 规则 满意度缺失 satisfaction_missing "标题" "title": one name and one title are enough. */
static bool bind_names(struct binder *b, const struct ast_node *node, struct rule *rule)
{
    const struct ast_expression *label = node->labels;
    struct bilingual *name = &rule->origin.name, *title = &rule->origin.title;
    rule->span = label ? label->span : node->header;
    if (label && label->kind == AST_NAME) {
        name->chinese = name->english = label->text;
        label = label->next;
    }
    if (label && label->kind == AST_NAME && name->chinese.len) {
        name->english = label->text;
        label = label->next;
    }
    if (label && label->kind == AST_TEXT && name->chinese.len) {
        title->chinese = title->english = label->text;
        label = label->next;
    }
    if (label && label->kind == AST_TEXT && title->chinese.len) {
        title->english = label->text;
        label = label->next;
    }
    if (title->chinese.len && !label)
        return true;
    if (node->broken)
        return false;
    struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, label ? label->span : node->header,
                                    DIAG_TEXT(span_text(node->head->span)));
    diag_help(b->diags, diag, NOTE_HELP_RULE_NAMES, DIAG_TEXT(span_text(node->head->span)));
    return false;
}

static struct str only_text(const struct field *field)
{
    return field && field->values &&
                   (field->values->kind == VALUE_TEXT || field->values->kind == VALUE_NAME ||
                    field->values->kind == VALUE_TITLE)
               ? field->values->text
               : (struct str){0};
}

static void bind_about(struct binder *b, const struct object *object, struct rule *rule)
{
    const struct field *source = object_get(object, WORD_RULE_SOURCE);
    const struct field *help = object_get(object, WORD_RULE_HELP);
    struct str code = only_text(object_get(object, WORD_RULE_CODE));
    rule->has_code = code.len > 0;
    rule->origin.code = code.len ? code : rule->origin.name.chinese;
    rule->severity = bind_severity(b, object_get(object, WORD_RULE_SEVERITY), SEVERITY_WARNING);
    rule->criterion = bind_criterion(b, object_get(object, WORD_RULE_CRITERION));
    rule->origin.criterion = rule_criterion_name(rule->criterion);
    rule->source = only_text(source);
    if (source && source->object)
        rule->source_number = only_text(object_get(source->object, WORD_BASIS_NUMBER));
    rule->help.chinese = rule->help.english = only_text(help);
    if (help && help->values && help->values->next)
        rule->help.english = help->values->next->text;
}

/* The expression behind a word: NULL if it is not written, or was reported. */
static const struct ast_expression *expression_of(const struct object *object, enum word_id word,
                                                  bool *broken)
{
    const struct field *field = object_get(object, word);
    if (field && field->node->broken)
        *broken = true;
    return field && !field->node->broken ? field->node->values : NULL;
}

static void report_part_missing(struct binder *b, const struct rule *rule, enum word_id word)
{
    diag_report(b->diags, DIAG_RULE_PART_MISSING, rule->span, DIAG_PHRASE(rule->origin.name),
                DIAG_PHRASE(word_info(word)->name));
}

static bool bind_judgement(struct binder *b, const struct object *object, struct rule *rule)
{
    bool broken = object->is_incomplete;
    const struct field *subject = object_get(object, WORD_RULE_SUBJECT);
    const struct ast_expression *when = expression_of(object, WORD_RULE_WHEN, &broken);
    const struct ast_expression *require = expression_of(object, WORD_RULE_REQUIRE, &broken);
    const struct ast_expression *at = expression_of(object, WORD_RULE_AT, &broken);
    if (!broken && !is_name(subject) && !object->poisoned)
        report_part_missing(b, rule, WORD_RULE_SUBJECT);
    else if (!broken && !require)
        report_part_missing(b, rule, WORD_RULE_REQUIRE);
    if (!is_name(subject))
        return false;
    rule->subject = bind_subject(b, subject->values->text, subject->values->span);
    if (rule->subject == SUBJECT_NONE)
        return false;
    rule->each = rule_each_member(rule->subject);
    struct rule_scope scope = {.binder = b, .elements = {rule_object_type(rule->subject)}};
    rule->when = when ? rule_compile_condition(&scope, when) : NULL;
    rule->require = require ? rule_compile_condition(&scope, require) : NULL;
    rule->at = at ? rule_compile(&scope, at) : NULL;
    if (broken || !rule->require || (when && !rule->when) || (at && !rule->at))
        return false;
    rule->tests = rule_tests(b->arena, rule->when, rule->require);
    return true;
}

/* 诊断：JX0405, JX0406, or 必填 */
static bool bind_diagnostics(struct binder *b, const struct field *field, struct rule *rule)
{
    size_t count = 0;
    for (const struct field *f = field; f; f = f->next) {
        for (const struct value *value = f->values; value; value = value->next)
            count++;
    }
    enum diag_code *codes = ARENA_ARRAY(b->arena, enum diag_code, count);
    rule->diagnostics = codes;
    for (; field; field = field->next) {
        for (const struct value *value = field->values; value; value = value->next) {
            if (value->kind != VALUE_NAME)
                return false;
            enum diag_code code = diag_find(value->text);
            if (bilingual_is(word_info(WORD_FRAMEWORK_REQUIRED)->name, value->text)) {
                name_log_add(b->names, value->span, word_info(WORD_FRAMEWORK_REQUIRED)->name);
                rule->is_required = true;
            } else if (code != DIAG_CODE_COUNT) {
                codes[rule->diagnostic_count++] = code;
            } else {
                diag_report(b->diags, DIAG_RULE_NO_DIAGNOSTIC, value->span, DIAG_TEXT(value->text));
                return false;
            }
        }
    }
    return true;
}

static struct rule *bind_rule(struct binder *b, const struct ast_node *node)
{
    struct rule *rule = ARENA_NEW(b->arena, struct rule);
    rule->documentation = node->documentation;
    rule->subject = SUBJECT_NONE;
    bool is_named = bind_names(b, node, rule);
    struct object *object = object_new(b, BLOCK_RULE, node->span);
    bind_block(b, object, node->children.first, NULL, NULL);
    object->is_incomplete |= node->broken || !is_named;
    bind_about(b, object, rule);
    const struct field *diagnostics = object_get(object, WORD_RULE_DIAGNOSTIC);
    bool is_sound = !diagnostics || bind_diagnostics(b, diagnostics, rule);
    bool tells = !is_sound || rule->is_required || rule->diagnostic_count;
    bool is_judged =
        !tells || object_get(object, WORD_RULE_SUBJECT) || object_get(object, WORD_RULE_REQUIRE);
    if (is_judged && !bind_judgement(b, object, rule))
        is_sound = false;
    return is_named && is_sound ? rule : NULL;
}

/* Whether neither its names nor its code are another's, nor the program's own. */
static bool check_new(struct binder *b, struct map *names, const struct rule *rule)
{
    if (rule->has_code && diag_find(rule->origin.code) != DIAG_CODE_COUNT) {
        diag_report(b->diags, DIAG_DECLARED_TWICE, rule->span, DIAG_TEXT(rule->origin.code));
        return false;
    }
    const struct str keys[] = {rule->origin.name.chinese, rule->origin.name.english,
                               rule->has_code ? rule->origin.code : (struct str){0}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const struct rule *other = keys[i].len ? map_put(names, b->arena, keys[i], rule) : NULL;
        for (const struct rule *known = b->library->rules; known && keys[i].len && !other;
             known = known->next) {
            if (str_equal(keys[i], known->origin.name.chinese) ||
                str_equal(keys[i], known->origin.name.english) ||
                str_equal(keys[i], known->origin.code))
                other = known;
        }
        if (other && other != rule) {
            report_repeated(b, DIAG_DECLARED_TWICE, rule->span, keys[i], other->span);
            return false;
        }
    }
    return true;
}

struct rule *bind_rules(struct binder *b, const struct ast_node *nodes, enum block block)
{
    struct rule *first = NULL, **last = &first;
    struct map names = {0};
    enum word_id wanted = block == BLOCK_FILE ? WORD_FILE_RULE : WORD_FRAMEWORK_RULE;
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (node_is_broken(node) || node->head->kind != AST_NAME)
            continue;
        const struct word *word = vocabulary_find(&b->library->vocabulary, block, node->head->text);
        if (!word || word->id != wanted)
            continue;
        struct rule *rule = bind_rule(b, node);
        if (rule && block == BLOCK_FRAMEWORK && rule->subject == SUBJECT_PORTFOLIO) {
            /* A framework says nothing of portfolios: nobody would be judged by it. */
            diag_report(b->diags, DIAG_RULE_NO_SUBJECT, rule->span,
                        DIAG_TEXT(rule_subject_info(SUBJECT_PORTFOLIO)->name.chinese));
            continue;
        }
        if (rule && check_new(b, &names, rule)) {
            *last = rule;
            last = &rule->next;
        }
    }
    return first;
}
