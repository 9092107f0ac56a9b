/* bind_funding.c - the tree of amounts, as the framework has it. */
#include "sema/bind.h"
#include "sema/bind_bare.h"

/* The framework's tree with nothing written in it yet. */
static struct funding *funding_tree(struct binder *b, const struct funding_item *items)
{
    struct funding *first = NULL, **last = &first;
    for (const struct funding_item *item = items; item; item = item->next) {
        struct funding *funding = ARENA_NEW(b->arena, struct funding);
        funding->item = item;
        funding->known = true;
        funding->children = funding_tree(b, item->children);
        *last = funding;
        last = &funding->next;
    }
    return first;
}

struct funding_context {
    struct project *project;
    struct funding *children; /* what may stand in this block */
    struct funding *parent;   /* NULL at the top */
};

static bool funding_child(struct binder *b, void *context, const struct ast_node *node,
                          struct str head);

static void bind_amount(struct binder *b, struct funding_context *c, struct funding *funding,
                        const struct ast_node *node)
{
    if (funding->span.source) {
        report_repeated(b, DIAG_REPEATED, node->head->span, span_text(node->head->span),
                        funding->span);
        funding->known = false; /* which of the two is meant? */
        return;
    }
    funding->span = node->head->span;
    if (node->labels)
        report_labels(b, node, node->labels);
    if (node->values) {
        const struct ast_expression *value = single_value(b, node, (struct bilingual){{0}, {0}});
        funding->is_stated = true;
        funding->known =
            value && node->relation == AST_NONE && bind_money(b, value, &funding->amount);
        funding->span = node->values->span;
        if (node->relation != AST_NONE)
            report_relation(b, node);
        if (funding->known && funding->amount.amount.numerator < 0) {
            diag_help(b->diags,
                      diag_report(b->diags, DIAG_NEGATIVE_AMOUNT, value->span,
                                  DIAG_PHRASE(funding->item->name)),
                      NOTE_HELP_NEGATIVE, DIAG_NONE);
            funding->known = false;
        }
    } else if (node->broken || node->labels) {
        funding->known = false;
        funding->is_stated = true;
    }
    struct funding_context inner = {c->project, funding->children, funding};
    struct object *object = object_new(b, BLOCK_FUNDING, node->span);
    report_of_which(b, inner.children, inner.parent, node->children.first);
    bind_block(b, object, node->children.first, funding_child, &inner);
    if (object->poisoned) {
        for (struct funding *child = funding->children; child; child = child->next)
            child->known = child->known && child->span.source;
    }
}

static void report_negative_year(struct binder *b, struct year_amount *year)
{
    struct bilingual name = {arena_format(b->arena, "%d 年", year->year),
                             arena_format(b->arena, "%d", year->year)};
    diag_help(b->diags, diag_report(b->diags, DIAG_NEGATIVE_AMOUNT, year->span, DIAG_PHRASE(name)),
              NOTE_HELP_NEGATIVE, DIAG_NONE);
    year->known = false;
}

/* The years as they are read: where the next goes, and the amount of each. */
struct year_context {
    bool *poisoned; /* a year was reported */
    struct year_amount **last;
    struct year_amount *of_year[DATE_YEAR_LAST - DATE_YEAR_FIRST + 1];
};

static void bind_year(struct binder *b, struct year_context *c, const struct ast_node *node)
{
    const struct ast_expression *label = node->labels;
    int128 year = label && label->kind == AST_NUMBER && label->number.value->places == 0
                      ? label->number.value->coefficient
                      : 0;
    bool has_colon = true;
    if (label && label->next && !node->values && !node->broken) {
        has_colon = false; /* 年 2020 40.00 */
        struct span item = {label->span.source, node->head->span.start, label->span.end};
        struct diag *diag = diag_report(b->diags, DIAG_COLON_MISSING, label->next->span,
                                        DIAG_TEXT(span_text(item)));
        diag_help(b->diags, diag, NOTE_HELP_YEAR, DIAG_NONE);
        diag_fix(b->diags, diag, span_after(label->span), STR("："), FIX_SAFE);
    } else if (node->broken || year < DATE_YEAR_FIRST || year > DATE_YEAR_LAST || label->next) {
        if (!node->broken)
            diag_help(b->diags, diag_report(b->diags, DIAG_YEAR_MISSING, node->header, DIAG_NONE),
                      NOTE_HELP_YEAR, DIAG_NONE);
        year = 0;
    }
    if (year < DATE_YEAR_FIRST || year > DATE_YEAR_LAST)
        year = 0; /* without its colon, it was not looked at above */
    struct year_amount *amount = ARENA_NEW(b->arena, struct year_amount);
    amount->year = (int)year;
    amount->span = node->header;
    const struct ast_expression *value =
        has_colon && (year || node->values)
            ? single_value(b, node, (struct bilingual){STR("金额"), STR("an amount")})
            : NULL;
    if (value) {
        amount->span = value->span;
        amount->known = year && bind_money(b, value, &amount->amount);
        if (amount->known && amount->amount.amount.numerator < 0)
            report_negative_year(b, amount);
    }
    struct year_amount **same = year ? &c->of_year[year - DATE_YEAR_FIRST] : NULL;
    if (same && *same) {
        report_repeated(b, DIAG_REPEATED, label->span, span_text(label->span), (*same)->span);
        (*same)->known = false;
        *c->poisoned = true;
        return;
    }
    if (same)
        *same = amount;
    else
        *c->poisoned = true;
    *c->last = amount;
    c->last = &amount->next;
}

static bool year_child(struct binder *b, void *context, const struct ast_node *node,
                       struct str head)
{
    if (!vocabulary_find(&b->library->vocabulary, BLOCK_YEAR_PLAN, head))
        return false;
    bind_year(b, context, node);
    return true;
}

/* The node of the project's tree for an item of the framework's, wherever it is. */
static struct funding *find_below(struct funding *first, const struct funding_item *item,
                                  struct funding **parent)
{
    for (struct funding *f = first; f; f = f->next) {
        if (f->item == item)
            return f;
        struct funding *above = *parent;
        *parent = f;
        struct funding *found = find_below(f->children, item, parent);
        if (found)
            return found;
        *parent = above;
    }
    return NULL;
}

/* An item of the framework's that stands in the wrong block: its own place knows no amount now. */
static void report_elsewhere(struct binder *b, const struct funding_context *c,
                             const struct ast_node *node, const struct funding_item *item)
{
    struct bilingual here = c->parent ? c->parent->item->name : block_name(BLOCK_FUNDING);
    struct diag *diag = diag_report(b->diags, DIAG_FUNDING_ELSEWHERE, node->head->span,
                                    DIAG_PHRASE(here), DIAG_PHRASE(item->name));
    struct funding *parent = NULL;
    struct funding *home = find_below(c->project->funding, item, &parent);
    if (!home->span.source)
        home->known = false;
    diag_help(b->diags, diag, NOTE_HELP_STANDS_IN, DIAG_TEXT(span_text(node->head->span)),
              DIAG_PHRASE(parent ? parent->item->name : block_name(BLOCK_FUNDING)));
}

static bool is_like(const struct funding *f, struct str head)
{
    return str_ends_with(f->item->name.chinese, head) || str_ends_with(f->item->name.english, head);
}

/* The items below whose names hold what was written: 财政拨款 of 年度财政拨款. */
static unsigned like_items(struct binder *b, const struct funding *first, struct str head,
                           struct bilingual *list)
{
    unsigned count = 0;
    for (const struct funding *f = first; f; f = f->next) {
        if (is_like(f, head)) {
            bilingual_add(b->arena, list, f->item->name);
            count++;
        }
        count += like_items(b, f->children, head, list);
    }
    return count;
}

/* The only one of these whose name holds what was written, or NULL. */
static const struct funding *only_like(const struct funding *first, struct str head)
{
    const struct funding *found = NULL;
    for (const struct funding *f = first; f; f = f->next) {
        if (is_like(f, head) && found)
            return NULL;
        if (is_like(f, head))
            found = f;
    }
    return found;
}

/* A name that several items of the tree end with, which the form prints without saying of what: the one
 * that may stand here, or all. */
static bool report_like_items(struct binder *b, const struct funding_context *c,
                              const struct ast_node *node, struct str head)
{
    enum { LEAST = 6 /* bytes: two characters */ };
    struct bilingual list = {{0}, {0}};
    if (node->head->kind != AST_NAME || head.len < LEAST ||
        like_items(b, c->project->funding, head, &list) < 2)
        return false;
    struct diag *diag =
        diag_report(b->diags, DIAG_UNKNOWN_WORD, node->head->span,
                    DIAG_PHRASE(c->parent ? c->parent->item->name : block_name(BLOCK_FUNDING)),
                    DIAG_TEXT(head));
    const struct funding *only = c->parent ? only_like(c->children, head) : NULL;
    if (!only) {
        diag_help(b->diags, diag, NOTE_HELP_ONE_OF, DIAG_PHRASE(list));
        return true;
    }
    struct bilingual name = only->item->name;
    struct str wanted = str_ends_with(name.english, head) ? name.english : name.chinese;
    diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(wanted));
    diag_fix(b->diags, diag, node->head->span, wanted, FIX_NAMED);
    return true;
}

/* All names that may stand in this block, for a suggestion. */
static void report_unknown_item(struct binder *b, const struct funding_context *c,
                                const struct ast_node *node, struct str head)
{
    size_t count = 0;
    for (const struct funding *f = c->children; f; f = f->next)
        count++;
    struct bilingual *names = ARENA_ARRAY(b->arena, struct bilingual, count);
    count = 0;
    for (const struct funding *f = c->children; f; f = f->next)
        names[count++] = f->item->name;
    const struct funding_item *elsewhere = funding_find(b->framework->funding, head);
    if (elsewhere) {
        report_elsewhere(b, c, node, elsewhere);
        return;
    }
    if (!report_like_items(b, c, node, head) &&
        !report_funding_total(b, c->children, c->parent, node, head))
        report_unknown_word(b, node, head, BLOCK_FUNDING, names, count);
}

static bool funding_child(struct binder *b, void *context, const struct ast_node *node,
                          struct str head)
{
    struct funding_context *c = context;
    if (!c->parent && vocabulary_find(&b->library->vocabulary, BLOCK_FUNDING, head)) {
        struct object *object = object_new(b, BLOCK_YEAR_PLAN, node->span);
        bool *poisoned = &c->project->years_poisoned;
        struct year_context years = {.poisoned = poisoned, .last = &c->project->years};
        if (c->project->years)
            report_repeated(b, DIAG_REPEATED, node->head->span, head, c->project->years->span);
        else
            bind_block(b, object, node->children.first, year_child, &years);
        *poisoned |= object->poisoned;
        for (struct year_amount *y = c->project->years; y && object->poisoned; y = y->next)
            y->known = false;
        return true;
    }
    struct funding *funding = NULL;
    for (struct funding *f = c->children; f && !funding; f = f->next) {
        if (str_equal(head, f->item->name.chinese) || str_equal(head, f->item->name.english))
            funding = f;
    }
    if (funding) {
        name_log_add(b->names, node->head->span, funding->item->name);
        bind_amount(b, c, funding, node);
    } else {
        if (!is_of_which(b, node)) /* that was told of */
            report_unknown_item(b, c, node, head);
        /* What it should have been is not known, so neither is the sum that it belongs to. */
        for (struct funding *f = c->children; f; f = f->next)
            f->known = f->known && f->span.source;
        if (c->parent && !c->parent->is_stated)
            c->parent->known = false;
    }
    return true;
}

void bind_funding(struct binder *b, struct project *project, const struct ast_node *node)
{
    if (!b->framework)
        return;
    project->funding = funding_tree(b, b->framework->funding);
    if (node->values)
        report_block_only(b, node, node->values->span, word_info(WORD_PROJECT_FUNDING)->name);
    struct funding_context context = {project, project->funding, NULL};
    struct object *object = object_new(b, BLOCK_FUNDING, node->span);
    report_of_which(b, context.children, NULL, node->children.first);
    struct bare_head outer = bare_head_begin(b, node->children.first, BLOCK_FUNDING);
    bind_block(b, object, node->children.first, funding_child, &context);
    b->bare = outer;
    if (object->poisoned) {
        for (struct funding *f = project->funding; f; f = f->next)
            f->known = f->known && f->span.source;
    }
}

struct funding *funding_of_role(struct funding *first, role_test *is_wanted)
{
    for (; first; first = first->next) {
        if (is_wanted(first->item->role))
            return first;
        struct funding *inner = funding_of_role(first->children, is_wanted);
        if (inner)
            return inner;
    }
    return NULL;
}

bool funding_is_written(const struct funding *funding)
{
    return funding->span.source; /* as it is if any of its parts are, which stand within it */
}
