/* bind_project.c - projects: their fields, and who binds the rest. */
#include "sema/bind.h"
#include "sema/bind_bare.h"
#include "base/utf8.h"
#include "sema/import.h"
#include "sema/portfolio.h"
#include "sema/waiver.h"

int project_year(const struct project *project)
{
    const struct field *year = object_get(project->fields, WORD_PROJECT_YEAR);
    if (!year || !year->values || year->values->kind != VALUE_QUANTITY)
        return 0;
    return (int)year->values->quantity.written.coefficient;
}

/* A second block that may stand once only, such as a second 资金. */
static bool is_repeated(struct binder *b, struct project *project, const struct word *word,
                        const struct ast_node *node)
{
    bool had = project->fields->slots[word->id - WORD_FIRST_PROJECT] != NULL;
    bind_field(b, project->fields, word, node);
    return had && word->count == COUNT_ONE;
}

/* Part of the project stands where it was not read: nothing is missing for sure. */
static void forget_missing(struct project *project)
{
    project->fields->poisoned = project->fields->is_incomplete = true;
    project->indicators_poisoned = project->years_poisoned = true;
}

/* A word that is no field of a project, nor a category of the framework. */
static void report_unknown_field(struct binder *b, const struct ast_node *node, struct str head)
{
    const struct category *category;
    size_t count = 0;
    for (category = b->framework->categories; category; category = category->next)
        count++;
    struct bilingual *names = ARENA_ARRAY(b->arena, struct bilingual, count);
    count = 0;
    for (category = b->framework->categories; category; category = category->next)
        names[count++] = category->name;
    report_unknown_word(b, node, head, BLOCK_PROJECT, names, count);
}

static bool project_child(struct binder *b, void *context, const struct ast_node *node,
                          struct str head)
{
    struct project *project = context;
    const struct word *word = node->head->kind == AST_NAME
                                  ? vocabulary_find(&b->library->vocabulary, BLOCK_PROJECT, head)
                                  : NULL;
    if (word) {
        if (is_repeated(b, project, word, node)) {
            for (struct funding *f = project->funding; f; f = f->next)
                f->known &= word->id != WORD_PROJECT_FUNDING;
            return true;
        }
        switch (word->id) {
        case WORD_PROJECT_FUNDING:
            bind_funding(b, project, node);
            return true;
        case WORD_PROJECT_LINES:
            bind_task(b, project, node);
            return true;
        case WORD_PROJECT_SAFEGUARDS:
            bind_safeguards(b, project, node);
            return true;
        case WORD_PROJECT_WAIVERS:
            bind_waiver(b, node, project->span, NULL, NULL);
            return true;
        case WORD_PROJECT_REMOVE:
            report_removal(b, node);
            return true;
        default:
            return true;
        }
    }
    if (b->framework_missing)
        return node->has_block; /* it may well be one of the framework's words */
    if (!b->framework)
        return false;
    bool is_word = node->head->kind == AST_NAME;
    const struct category *category =
        is_word ? category_find(b->framework->categories, head) : NULL;
    if (category) {
        name_log_add(b->names, node->head->span, category->name);
        bind_indicators(b, project, category, node);
        return true;
    }
    if (report_behind_bare_head(b, node, BLOCK_PROJECT)) {
        forget_missing(project);
        return true;
    }
    if (report_paper_field(b, project, node, head)) {
        project->fields->poisoned |= node->has_block; /* the funding is in it */
        project->fields->is_incomplete = true;
        return true;
    }
    if (!is_word)
        return false;
    report_unknown_field(b, node, head);
    project->fields->poisoned |= node->has_block; /* it may be a task, or the funding */
    project->fields->is_incomplete = true;
    return true;
}

/* The unit of money that the node's value names, or NULL. */
static const struct measure *money_unit(const struct binder *b, const struct ast_node *node)
{
    const struct measure *measure = node->values && node->values->kind == AST_NAME
                                        ? units_find(b->units, node->values->text)
                                        : NULL;
    return measure && measure->kind == b->units->money ? measure : NULL;
}

/* 金额单位 is needed before the first amount is read, wherever it stands. */
static void find_money(struct binder *b, struct project *project, const struct ast_node *node)
{
    b->money = NULL;
    b->money_reported = false;
    b->money_span = (struct span){0};
    const struct word *wanted = word_info(WORD_PROJECT_MONEY_UNIT);
    for (const struct ast_node *child = node->children.first; child; child = child->next) {
        if (!child->head) {
            b->money_reported = true;
            continue;
        }
        struct str head = node_head(b, child);
        const struct measure *measure = money_unit(b, child);
        bool is_misspelt =
            measure && !vocabulary_find(&b->library->vocabulary, BLOCK_PROJECT, head);
        if (!is_misspelt && !str_equal(head, wanted->name.chinese) &&
            !str_equal(head, wanted->name.english))
            continue;
        if (measure) {
            b->money = measure;
            b->money_span = child->values->span;
        } else {
            b->money_reported = true; /* the field itself says what is wrong */
        }
        break;
    }
    if (!b->money && !b->money_reported && b->framework)
        b->money = b->framework->money;
    project->money = b->money;
}

void help_framework(struct binder *b, struct diag *diag)
{
    diag_help(b->diags, diag, NOTE_HELP_FRAMEWORK, DIAG_PHRASE(frameworks_phrase(b)));
}

/* Of a project whose base could not be had: what it does not state itself is not known. */
static void forget_unstated(struct funding *funding)
{
    for (; funding; funding = funding->next) {
        funding->known = funding->known && funding->is_stated;
        forget_unstated(funding->children);
    }
}

/* The project of the node, which has all that it takes from others. */
static struct project *bind_whole(struct binder *b, const struct ast_node *node, bool is_partial)
{
    struct project *project = ARENA_NEW(b->arena, struct project);
    project->source = node->span.source;
    project->span = node->span;
    project->framework = b->framework;
    project->units = b->units;
    project->fields = object_new(b, BLOCK_PROJECT, node->span);
    project->is_partial = b->is_base_missing = is_partial;
    bool may_be_named = node->labels || !is_partial; /* else by what it is based on */
    if (!may_be_named || !node_name(b, node, &project->name, &project->name_span) ||
        project->name_span.source != project->source)
        project->name_span = node->head->span;
    bool is_named_behind_colon =
        node->values && project->name_span.start == node->values->span.start;
    if (node->values && !is_named_behind_colon)
        report_block_only(b, node, node->values->span, word_info(WORD_FILE_PROJECT)->name);
    if (!b->framework && !b->framework_missing && !is_partial) {
        help_framework(b, diag_report(b->diags, DIAG_NO_FRAMEWORK, node->head->span, DIAG_NONE));
        b->framework_missing = true;
    }
    b->task_names = (struct map){0};
    b->task_last = NULL;
    b->indicator_last = NULL;
    b->period_mate = NULL;
    b->waiver_names = (struct map){0};
    b->waiver_last = &project->waivers;
    b->indicator_names = b->indicator_keys = b->indicator_codes = (struct map){0};
    find_money(b, project, node);
    b->money_reported |= is_partial; /* what is taken from elsewhere may say it */
    definitions_list(b, project);
    b->is_in_project = true;
    struct bare_head outer = bare_head_begin(b, node->children.first, BLOCK_PROJECT);
    bind_block(b, project->fields, node->children.first, project_child, project);
    b->bare = outer;
    b->is_in_project = false;
    if (b->lacks_closing)
        forget_missing(project);
    project->fields->poisoned |= node->broken;
    definitions_close(b);
    bind_indicator_parts(b, project);
    check_codes(b, project);
    check_standards(b, project);
    check_looks(b, project);
    project->fields->is_incomplete |= node->broken;
    if (is_partial)
        forget_unstated(project->funding);
    else
        check_project_totals(b, project);
    return project;
}

static struct project *bind_project(struct binder *b, const struct ast_node *node)
{
    struct extension *extension = ARENA_NEW(b->arena, struct extension);
    struct diags *own = b->diags;
    struct diags found = {.arena = b->arena};
    const struct ast_node *whole = extend_project(b, node, extension);
    b->has_base = whole != node;
    bool is_extended = b->has_base && !b->is_baseline;
    if (is_extended)
        b->diags = &found;
    struct project *project = bind_whole(b, whole, extension->is_missing);
    b->diags = own;
    if (is_extended) {
        project->extension = extension;
        extension_settle(b, extension, &found);
    }
    continue_project(b, project, node);
    return project;
}

bool node_is_of_file(const struct binder *b, const struct ast_node *node, struct str head)
{
    const struct word *word = vocabulary_find(&b->library->vocabulary, BLOCK_FILE, head);
    bool may_be_quoted =
        word && (word->id == WORD_FILE_USE || word->id == WORD_FILE_PROJECT ||
                 word->id == WORD_FILE_PORTFOLIO || word->id == WORD_FILE_FRAMEWORK);
    return word && node->labels && (may_be_quoted || node->labels->kind == AST_NAME);
}

/* A node of the file that begins with no word of it; `latest` is the project before it, or NULL. */
static void bind_unknown(struct binder *b, const struct ast_node *nodes,
                         const struct ast_node *node, struct project *latest)
{
    struct str head = node_head(b, node);
    if (report_behind_bare_head(b, node, BLOCK_FILE) ||
        (b->lacks_opening && is_of_project(b, node))) {
        if (latest) /* it belongs to that */
            forget_missing(latest);
        return;
    }
    if (report_headless(b, nodes, node))
        return;
    bool is_field = b->headless.is_told;
    if (is_field && b->framework)
        report_unknown_field(b, node, head);
    else if (!is_field || !node->has_block) /* it may be a category of the framework */
        report_unknown_word(b, node, head, BLOCK_FILE, NULL, 0);
    b->framework_missing |= !is_field && !b->framework && !node->has_block; /* it may be 引用 */
}

struct project *bind_projects(struct binder *b, const struct ast_node *nodes)
{
    struct project *first = NULL, *latest = NULL, **last = &first;
    choose_framework(b, nodes);
    bare_head_begin(b, nodes, BLOCK_FILE);
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (node_is_broken(node))
            continue;
        struct str head = node_head(b, node);
        const struct word *word = node->head->kind == AST_NAME
                                      ? vocabulary_find(&b->library->vocabulary, BLOCK_FILE, head)
                                      : NULL;
        if (word)
            name_log_add(b->names, node->head->span, word->name);
        if (!word) {
            bind_unknown(b, nodes, node, latest);
        } else if (word->id == WORD_FILE_PROJECT) {
            *last = latest = bind_project(b, node);
            last = &latest->next;
        } else if (word->id == WORD_FILE_PORTFOLIO && b->last_portfolio) {
            *b->last_portfolio = bind_portfolio(b, node);
            b->last_portfolio = &(*b->last_portfolio)->next;
        }
    }
    struct map names = {0};
    for (struct project *project = first; project; project = project->next) {
        struct str name = utf8_compose(b->arena, project->name);
        const struct project *before = name.len ? map_get(&names, name) : NULL;
        if (before)
            report_repeated(b, DIAG_SAME_NAME, project->name_span, project->name,
                            before->name_span);
        else
            map_put(&names, b->arena, name, project);
    }
    check_project_looks(b, first);
    return first;
}

void check_has_project(struct binder *b, struct source *source, const struct ast_node *nodes)
{
    for (const struct ast_node *node = nodes; node; node = node->next) {
        const struct word *word =
            node->head && node->head->kind == AST_NAME
                ? vocabulary_find(&b->library->vocabulary, BLOCK_FILE, node->head->text)
                : NULL;
        if (node->broken || !word || word->id != WORD_FILE_USE)
            return; /* a file of declarations, or one that was complained of already */
    }
    struct span start = {source, 0, 0};
    if (b->diags->errors || str_ends_with(source->path, STR("jixiao.jx")))
        return;
    struct diag *diag = diag_report(b->diags, DIAG_NO_PROJECT, start, DIAG_NONE);
    diag_help(b->diags, diag, NOTE_HELP_NO_PROJECT, DIAG_NONE);
}
