/* bind_waiver.c - 豁免: binding waivers, and giving them what they silence. */
#include "sema/waiver.h"

#include "sema/portfolio.h"
#include "sema/rule_find.h"

/* ---- binding ------------------------------------------------------------------------------- */

/* What the labels say: the rule, and the reason behind it. Either may be empty. */
static void read_labels(struct binder *b, const struct ast_node *node, struct waiver *waiver)
{
    struct diag_waiver *silences = &waiver->silences;
    const struct ast_expression *rule = node->labels;
    const struct ast_expression *reason = rule ? rule->next : NULL;
    bool is_quoted = rule && (rule->kind == AST_TEXT || rule->kind == AST_TITLE);
    silences->span = node->head->span;
    if (rule && (rule->kind == AST_NAME || rule->kind == AST_MEMBER || (is_quoted && reason))) {
        silences->rule = is_quoted ? rule->text : ast_path(b->arena, rule);
        silences->span = rule->span;
    } else {
        reason = is_quoted ? rule : NULL;
    }
    if (reason && (reason->kind == AST_TEXT || reason->kind == AST_TITLE))
        silences->reason = reason->text;
}

/* Finds what is waived; false after reporting that it is nothing that can be. */
static bool find_rule(struct binder *b, struct waiver *waiver)
{
    struct str name = waiver->silences.rule;
    struct span span = waiver->silences.span;
    waiver->rule = rule_find(binder_rules(b), name, NULL);
    waiver->code = diag_find(name);
    name_log_rule(b, span, name);
    if (!waiver->rule && waiver->code == DIAG_CODE_COUNT) {
        report_unknown_rule(b, span, name);
        return false;
    }
    if (!rule_is_fixed(waiver->rule, waiver->code))
        return true;
    report_fixed(b, DIAG_WAIVER_OF_ERROR, span, name, waiver->rule, NOTE_HELP_MEND_ERROR);
    return false;
}

static bool is_blank(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!strchr(" \t\r\n", text.ptr[i]))
            return false;
    }
    return true;
}

/* 批准 and 有效期至. */
static void read_fields(struct binder *b, struct waiver *waiver)
{
    struct diag_waiver *silences = &waiver->silences;
    const struct value *expiry = object_value(waiver->fields, WORD_WAIVER_EXPIRY, VALUE_DATE);
    silences->approver = object_text(waiver->fields, WORD_WAIVER_APPROVER);
    if (expiry) {
        char text[DATE_TEXT_SIZE];
        waiver->expiry = expiry->date;
        silences->expiry = arena_copy(b->arena, date_print(waiver->expiry, text));
    }
    waiver->poisoned |= waiver->fields->poisoned;
}

/* Reason and approver are what makes it one. */
static void check_complete(struct binder *b, struct waiver *waiver, const struct ast_node *node)
{
    const struct diag_waiver *silences = &waiver->silences;
    if (node->broken || waiver->poisoned)
        return;
    if (is_blank(silences->reason)) {
        struct diag *diag = diag_report(b->diags, DIAG_WAIVER_REASON_MISSING, silences->span,
                                        DIAG_TEXT(silences->rule));
        diag_help(b->diags, diag, NOTE_HELP_WAIVER, DIAG_TEXT(span_text(node->head->span)));
        waiver->poisoned = true;
    } else if (is_blank(silences->approver)) {
        struct diag *diag = diag_report(b->diags, DIAG_WAIVER_APPROVER_MISSING, silences->span,
                                        DIAG_TEXT(silences->rule));
        diag_help(b->diags, diag, NOTE_HELP_WAIVER, DIAG_TEXT(span_text(node->head->span)));
        waiver->poisoned = true;
    }
}

struct str waiver_code(const struct waiver *waiver)
{
    return waiver->rule ? waiver->rule->origin.code : str_of(diag_info(waiver->code)->code);
}

/* One rule is waived once in a block, by whichever name. What a project takes from another with 沿用 is
 * replaced by what it says itself. */
static void check_repeated(struct binder *b, struct waiver *waiver)
{
    struct str code = waiver_code(waiver), path = waiver->scope.source->path;
    struct str key = arena_format(b->arena, "%u %" STR_FORMAT " %" STR_FORMAT,
                                  (unsigned)waiver->scope.start, STR_ARG(code), STR_ARG(path));
    struct waiver *const *first = map_get(&b->waiver_names, key);
    if (first && (*first)->silences.span.source == waiver->silences.span.source) {
        report_repeated(b, DIAG_WAIVER_REPEATED, waiver->silences.span, waiver->silences.rule,
                        (*first)->silences.span);
        waiver->poisoned = true;
        return;
    }
    if (first)
        (*first)->is_replaced = true;
    struct waiver **own = ARENA_NEW(b->arena, struct waiver *);
    *own = waiver;
    map_put(&b->waiver_names, b->arena, key, own);
}

void bind_waiver(struct binder *b, const struct ast_node *node, struct span scope,
                 const struct indicator *indicator, const struct line *line)
{
    struct waiver *waiver = ARENA_NEW(b->arena, struct waiver);
    waiver->scope = scope;
    waiver->indicator = indicator;
    waiver->line = line;
    waiver->code = DIAG_CODE_COUNT;
    read_labels(b, node, waiver);
    waiver->fields = object_new(b, BLOCK_WAIVER, node->span);
    bind_block(b, waiver->fields, node->children.first, NULL, NULL);
    read_fields(b, waiver);
    if (waiver->silences.rule.len == 0) {
        if (!node->broken) {
            struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, node->head->span,
                                            DIAG_TEXT(span_text(node->head->span)));
            diag_help(b->diags, diag, NOTE_HELP_WAIVER, DIAG_TEXT(span_text(node->head->span)));
        }
        return;
    }
    if (!find_rule(b, waiver))
        return;
    check_complete(b, waiver, node);
    check_repeated(b, waiver);
    *b->waiver_last = waiver;
    b->waiver_last = &waiver->next;
}

/* ---- applying ------------------------------------------------------------------------------ */

static bool is_within(struct span outer, struct span inner)
{
    return inner.source == outer.source && inner.start >= outer.start && inner.end <= outer.end;
}

/* The day that a project is of: 填报日期, else the first day of 年度; year 0 if neither is known. */
struct project_day {
    struct date date;
    bool is_filing;
};

static struct project_day project_day(const struct project *project)
{
    const struct field *sign_off = object_get(project->fields, WORD_PROJECT_SIGN_OFF);
    const struct value *day =
        object_value(sign_off ? sign_off->object : NULL, WORD_SIGN_OFF_DATE, VALUE_DATE);
    if (day)
        return (struct project_day){date_first_day(day->date), true};
    return (struct project_day){{(int16_t)project_year(project), 1, 1}, false};
}

/* Whether it is what is waived, and no error of the compiler's. */
static bool is_of(const struct waiver *waiver, const struct diag *diag)
{
    const struct rule *rule = waiver->rule;
    if (rule && diag->origin)
        return diag->origin == &rule->origin;
    bool is_meant = rule ? diag->stands_for == &rule->origin : diag->code == waiver->code;
    return !diag->origin && is_meant && diag_info(diag->code)->severity != DIAG_ERROR;
}

/*
 * Whether the entry is about what the waiver goes for. The project's own go for whatever `is_about` it,
 * wherever that points. What was found in a part that is taken from another project points at the
 * 沿用, and to that part with a label.
 */
static bool covers(const struct waiver *waiver, const struct diag *diag, bool is_about)
{
    bool is_whole = !waiver->indicator && !waiver->line;
    bool is_taken = diag->labels && diag->span.source != waiver->scope.source &&
                    is_within(waiver->scope, diag->labels->span);
    return (is_whole && is_about) || is_taken || is_within(waiver->scope, diag->span);
}

/* Whether it goes for a part of what the other goes for. */
static bool is_closer(const struct waiver *waiver, const struct waiver *other)
{
    bool is_whole = !waiver->indicator && !waiver->line;
    bool is_other_whole = !other->indicator && !other->line;
    return !is_whole && (is_other_whole || is_within(other->scope, waiver->scope));
}

/* The closest waiver that covers the entry, or NULL. */
static struct waiver *waiver_of(struct waiver *first, const struct diag *diag, bool is_about)
{
    struct waiver *closest = NULL;
    for (struct waiver *w = first; w; w = w->next) {
        bool holds = !w->is_expired && !w->is_replaced && is_of(w, diag);
        if (holds && covers(w, diag, is_about) && (!closest || is_closer(w, closest)))
            closest = w;
    }
    return closest;
}

static void report_expired(struct binder *b, struct waiver *waiver, struct project_day day)
{
    char text[DATE_TEXT_SIZE];
    struct str of = date_print(day.date, text);
    struct bilingual whose = {
        arena_format(b->arena,
                     day.is_filing ? "填报日期是 %" STR_FORMAT : "年度从 %" STR_FORMAT " 起",
                     STR_ARG(of)),
        arena_format(b->arena,
                     day.is_filing ? "and the declaration was filed on %" STR_FORMAT
                                   : "and the year begins on %" STR_FORMAT,
                     STR_ARG(of)),
    };
    struct span span = object_get(waiver->fields, WORD_WAIVER_EXPIRY)->values->span;
    struct diag *diag = diag_report(b->diags, DIAG_WAIVER_EXPIRED, span,
                                    DIAG_TEXT(waiver->silences.expiry), DIAG_PHRASE(whose));
    diag_help(b->diags, diag, NOTE_HELP_WAIVER_EXPIRED, DIAG_NONE);
}

/* Whether nothing is wrong with the file that could keep a rule from being judged, and all that was
 * found is there to be waived. */
static bool is_readable(const struct binder *b)
{
    const struct diags *d = b->diags;
    if (d->errors + d->warnings + d->hints > d->kept)
        return false;
    for (const struct diag *diag = b->diags->first; diag; diag = diag->next) {
        if (!diag->origin && diag_info(diag->code)->severity == DIAG_ERROR)
            return false;
    }
    return true;
}

/* Whether what it waives is not looked for at all. */
static bool is_off(const struct binder *b, const struct waiver *waiver)
{
    const struct severities *framework = b->framework ? &b->framework->severities : NULL;
    const struct rule *rule = waiver->rule;
    if (!rule)
        return severity_of_diagnostic(b->settings, framework, str_of(diag_info(waiver->code)->code),
                                      NULL) == SEVERITY_OFF;
    return severity_rule(b->settings, framework,
                         rule->has_code ? rule->origin.code : (struct str){0}, rule->origin.name,
                         rule->severity)
               .severity == SEVERITY_OFF;
}

static void report_unused(struct binder *b, const struct waiver *waiver)
{
    struct diag *diag = diag_report(b->diags, DIAG_WAIVER_UNUSED, waiver->silences.span,
                                    DIAG_TEXT(waiver->silences.rule));
    diag_help(b->diags, diag, NOTE_HELP_WAIVER_UNUSED, DIAG_NONE);
}

/* Gives the waivers that `source` says what they silence, on this day. */
static void apply(struct binder *b, struct waiver *first, const struct source *source,
                  struct project_day day, const struct diag *last)
{
    bool readable = is_readable(b), is_about = !last;
    for (struct waiver *w = first; w; w = w->next)
        w->is_expired = w->expiry.year && day.date.year && date_compare(w->expiry, day.date) < 0;
    struct diag *before = NULL;
    for (struct diag *diag; (diag = before ? before->next : b->diags->first);) {
        struct waiver *waiver = waiver_of(first, diag, is_about);
        is_about |= diag == last;
        if (waiver)
            diag_waive(b->diags, before, &waiver->silences);
        else
            before = diag;
    }
    for (struct waiver *w = first; w; w = w->next) {
        if (w->silences.span.source != source)
            continue; /* of the project that this one is based on: its own affair */
        if (w->is_expired)
            report_expired(b, w, day);
        else if (w->silences.count == 0 && !w->poisoned && readable && !is_off(b, w))
            report_unused(b, w);
    }
}

void waivers_apply(struct binder *b, const struct project *project, const struct diag *last)
{
    if (project->waivers)
        apply(b, project->waivers, project->source, project_day(project), last);
}

void waivers_apply_portfolio(struct binder *b, const struct portfolio *portfolio,
                             const struct diag *last)
{
    struct project_day day = {{(int16_t)portfolio->year, 1, 1}, false};
    if (portfolio->waivers)
        apply(b, portfolio->waivers, portfolio->source, day, last);
}
