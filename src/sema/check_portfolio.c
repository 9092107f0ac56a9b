/* check_portfolio.c - rolling up the projects of a portfolio. */
#include "sema/portfolio.h"

#include "sema/bind.h"

#include "base/utf8.h"

#include <stdlib.h>

enum { PLACES_NAMED = 8 /* projects or indicators shown with one finding */ };

struct quantity portfolio_quantity(const struct portfolio *portfolio, struct rational amount)
{
    return quantity_of(amount, portfolio->money);
}

/* ---- gathering ------------------------------------------------------------------------------ */

static bool is_wanted(const struct portfolio *portfolio, const struct project *project)
{
    int year = project_year(project);
    return !portfolio->year || !year || year == portfolio->year;
}

static void gather_projects(struct binder *b, struct portfolio *portfolio)
{
    size_t all = 0;
    for (size_t i = 0; i < portfolio->file_count; i++) {
        const struct portfolio_file *file = &portfolio->files[i];
        portfolio->failed += file->errors > 0 || file->is_unread;
        for (const struct project *p = file->projects; p; p = p->next)
            all++;
    }
    portfolio->projects = ARENA_ARRAY(b->arena, struct portfolio_project, all);
    for (size_t i = 0; i < portfolio->file_count; i++) {
        if (portfolio->files[i].errors)
            continue; /* its amounts may be wrong */
        for (const struct project *p = portfolio->files[i].projects; p; p = p->next) {
            if (!is_wanted(portfolio, p)) {
                portfolio->other_years++;
                continue;
            }
            struct portfolio_project *entry = &portfolio->projects[portfolio->count++];
            entry->project = p;
            entry->file = &portfolio->files[i];
            entry->year_funding = funding_of_role(p->funding, role_is_year);
            const struct funding *year = entry->year_funding;
            entry->known =
                year && year->known && year->span.source &&
                dimension_equal(&year->amount.measure->dimension, &portfolio->money->dimension);
        }
    }
}

static void add_total(struct portfolio *portfolio)
{
    portfolio->total = rational_whole(0);
    portfolio->adds_up = true;
    for (size_t i = 0; i < portfolio->count; i++) {
        const struct portfolio_project *p = &portfolio->projects[i];
        portfolio->unknown += !p->known;
        if (p->known && portfolio->adds_up)
            portfolio->adds_up =
                rational_add(portfolio->total, p->year_funding->amount.amount, &portfolio->total);
    }
}

/* ---- groups --------------------------------------------------------------------------------- */

struct grouping {
    struct binder *b;
    struct portfolio_groups *groups;
    struct map names;
    size_t room;
};

/* The group of this name, made if there is none; found by its place, for the list may move. */
static struct portfolio_group *group_of(struct grouping *g, struct bilingual name)
{
    struct str key = name.chinese.len ? name.chinese : STR("\n");
    const size_t *place = map_get(&g->names, key);
    if (place)
        return &g->groups->items[*place];
    if (g->groups->count == g->room) {
        g->room = g->room ? 2 * g->room : 8;
        g->groups->items = arena_grow(g->b->arena, g->groups->items, sizeof *g->groups->items,
                                      g->groups->count, g->room);
    }
    size_t *new = ARENA_NEW(g->b->arena, size_t);
    *new = g->groups->count++;
    map_put(&g->names, g->b->arena, key, new);
    struct portfolio_group *group = &g->groups->items[*new];
    *group = (struct portfolio_group){.name = name, .amount = rational_whole(0)};
    return group;
}

static void group_add(struct portfolio_group *group, bool known, struct rational amount)
{
    group->count++;
    if (!known || !rational_add(group->amount, amount, &group->amount))
        group->unknown++;
}

/* The name that a project is grouped by, empty if it says none. */
static struct bilingual group_name(struct binder *b, const struct project *project,
                                   enum word_id word)
{
    const struct field *field = object_get(project->fields, word);
    const struct value *value = field ? field->values : NULL;
    if (!value)
        return (struct bilingual){{0}, {0}};
    return (struct bilingual){value_text(b->arena, value, LANGUAGE_CHINESE),
                              value_text(b->arena, value, LANGUAGE_ENGLISH)};
}

/* Every written item of the tree that has a role; the year's itself is the total. */
static void group_roles(struct grouping *g, const struct portfolio *portfolio,
                        const struct funding *first)
{
    for (const struct funding *f = first; f; f = f->next) {
        const struct role *role = f->item->role;
        bool is_written = f->span.source != NULL;
        bool is_sum = role_is_total(role) || role_is_year(role);
        if (role && !is_sum && is_written) {
            bool known = f->known && dimension_equal(&f->amount.measure->dimension,
                                                     &portfolio->money->dimension);
            group_add(group_of(g, role->name), known, known ? f->amount.amount : rational_whole(0));
        }
        group_roles(g, portfolio, f->children);
    }
}

static void add_groups(struct binder *b, struct portfolio *portfolio)
{
    static const enum word_id words[] = {
        [PORTFOLIO_BY_CATEGORY] = WORD_PROJECT_CATEGORY,
        [PORTFOLIO_BY_ATTRIBUTE] = WORD_PROJECT_ATTRIBUTE,
        [PORTFOLIO_BY_DEPARTMENT] = WORD_PROJECT_DEPARTMENT,
        [PORTFOLIO_BY_UNIT] = WORD_PROJECT_REPORTING_UNIT,
        [PORTFOLIO_BY_ROLE] = WORD_PROJECT_FUNDING,
    };
    for (size_t kind = 0; kind < PORTFOLIO_GROUP_COUNT; kind++) {
        struct grouping g = {.b = b, .groups = &portfolio->groups[kind]};
        for (size_t i = 0; i < portfolio->count; i++) {
            const struct portfolio_project *p = &portfolio->projects[i];
            if (kind == PORTFOLIO_BY_ROLE) {
                group_roles(&g, portfolio, p->project->funding);
                continue;
            }
            struct bilingual name = group_name(b, p->project, words[kind]);
            group_add(group_of(&g, name), p->known,
                      p->known ? p->year_funding->amount.amount : rational_whole(0));
        }
    }
}

/* ---- the ceiling ---------------------------------------------------------------------------- */

/* Largest first; equal ones in the order of the files. */
static int amount_order(const void *a, const void *b)
{
    const struct portfolio_project *const *left = a, *const *right = b;
    int order = rational_compare((*right)->year_funding->amount.amount,
                                 (*left)->year_funding->amount.amount);
    return order ? order : (*left > *right) - (*left < *right);
}

static void place_largest(struct binder *b, const struct portfolio *portfolio, struct diag *diag)
{
    const struct portfolio_project **sorted =
        ARENA_ARRAY(b->arena, const struct portfolio_project *, portfolio->count);
    size_t count = 0;
    for (size_t i = 0; i < portfolio->count; i++) {
        if (portfolio->projects[i].known)
            sorted[count++] = &portfolio->projects[i];
    }
    qsort(sorted, count, sizeof *sorted, amount_order);
    for (size_t i = 0; i < count && i < PLACES_NAMED; i++) {
        const struct project *project = sorted[i]->project;
        const struct funding *year = sorted[i]->year_funding;
        struct bilingual name = {project->name, project->name};
        diag_place(b->diags, diag, year->span, NOTE_ADDEND, DIAG_PHRASE(name),
                   DIAG_PHRASE(quantity_phrase(b->arena, &year->amount)));
    }
    if (count > PLACES_NAMED)
        diag_help(b->diags, diag, NOTE_LARGEST_SHOWN, DIAG_NUMBER((long long)count),
                  DIAG_NUMBER(PLACES_NAMED));
}

static void check_ceiling(struct binder *b, const struct portfolio *portfolio)
{
    struct rational excess = rational_whole(0);
    bool has_ceiling = portfolio->has_ceiling;
    bool is_known =
        portfolio->adds_up &&
        (!has_ceiling || rational_subtract(portfolio->total, portfolio->ceiling.amount, &excess));
    if (!is_known) {
        struct span span = has_ceiling ? portfolio->ceiling_span : portfolio->name_span;
        struct diag *large = diag_report(b->diags, DIAG_NUMBER_OVERFLOW, span, DIAG_NONE);
        diag_help(b->diags, large,
                  has_ceiling ? NOTE_HELP_CEILING_UNKNOWN : NOTE_HELP_TOTAL_UNKNOWN, DIAG_NONE);
        place_largest(b, portfolio, large);
        return;
    }
    if (!has_ceiling || excess.numerator <= 0)
        return;
    struct quantity total = portfolio_quantity(portfolio, portfolio->total);
    struct quantity over = portfolio_quantity(portfolio, excess);
    struct diag *diag = diag_report(b->diags, DIAG_CEILING_EXCEEDED, portfolio->ceiling_span,
                                    DIAG_NUMBER((long long)(portfolio->count - portfolio->unknown)),
                                    DIAG_PHRASE(quantity_phrase(b->arena, &total)),
                                    DIAG_PHRASE(quantity_phrase(b->arena, &portfolio->ceiling)),
                                    DIAG_PHRASE(quantity_phrase(b->arena, &over)));
    diag_label(b->diags, diag, NOTE_STATED,
               DIAG_PHRASE(quantity_phrase(b->arena, &portfolio->ceiling)));
    place_largest(b, portfolio, diag);
}

/* ---- what stands twice ---------------------------------------------------------------------- */

/* `shared`: the code or the name by which they are one. */
static void report_twice(struct binder *b, const struct portfolio *portfolio, struct str shared,
                         const struct project *project, const struct project *first)
{
    struct diag *diag =
        diag_report(b->diags, DIAG_PROJECT_TWICE, portfolio->name_span, DIAG_TEXT(shared));
    diag_place(b->diags, diag, first->name_span, NOTE_FIRST_HERE, DIAG_NONE);
    diag_place(b->diags, diag, project->name_span, NOTE_AGAIN_HERE, DIAG_NONE);
    diag_help(b->diags, diag, NOTE_HELP_PROJECT_TWICE, DIAG_NONE);
}

/* One 编号, or one name within a 填报单位, is one project. */
static void check_twice(struct binder *b, const struct portfolio *portfolio)
{
    struct map codes = {0}, names = {0};
    for (size_t i = 0; i < portfolio->count; i++) {
        const struct project *project = portfolio->projects[i].project;
        struct str code = utf8_compose(b->arena, object_text(project->fields, WORD_PROJECT_CODE));
        const struct str parts[] = {
            utf8_compose(b->arena, object_text(project->fields, WORD_PROJECT_REPORTING_UNIT)),
            STR("\n"), utf8_compose(b->arena, project->name)};
        struct str name = arena_join(b->arena, parts, 3);
        const struct project *first = code.len ? map_get(&codes, code) : NULL;
        struct str shared = first && !str_equal(first->name, project->name) ? code : project->name;
        if (!first && project->name.len)
            first = map_get(&names, name);
        if (first && first->source != project->source)
            report_twice(b, portfolio, shared, project, first);
        if (first)
            continue;
        if (code.len)
            map_put(&codes, b->arena, code, project);
        if (project->name.len)
            map_put(&names, b->arena, name, project);
    }
}

/* ---- one name, unlike units ----------------------------------------------------------------- */

/* An indicator's name, and where it stands with which unit. */
struct same_name {
    struct str name, dimension;
    const struct indicator *first;
    struct diag *diag; /* once another one is unlike it */
    unsigned places;
};

/* What a target is counted in, in words: files may number units of their own alike. Empty: it is no
 * quantity, or unknown. */
static struct str dimension_of(struct binder *b, const struct project *project,
                               const struct indicator *indicator)
{
    const struct value *value = &indicator->target.low;
    if (value->kind != VALUE_QUANTITY || value_is_bare(value))
        return (struct str){0};
    const struct measure *measure = value->quantity.measure;
    if (dimension_is_none(&measure->dimension))
        return measure->kind ? measure->kind->name.chinese : STR("1");
    return dimension_name(b->arena, project->units, &measure->dimension).chinese;
}

static void report_unlike(struct binder *b, const struct portfolio *portfolio,
                          struct same_name *same, const struct indicator *indicator)
{
    if (!same->diag) {
        same->diag =
            diag_report(b->diags, DIAG_UNITS_DIFFER, portfolio->name_span, DIAG_TEXT(same->name));
        diag_help(b->diags, same->diag, NOTE_HELP_UNITS_DIFFER, DIAG_NONE);
        diag_place(b->diags, same->diag, same->first->span, NOTE_TARGET_IS,
                   DIAG_TEXT(target_text(b->arena, &same->first->target, LANGUAGE_CHINESE)));
    }
    if (++same->places < PLACES_NAMED && same->diag != &b->diags->ignored)
        diag_place(b->diags, same->diag, indicator->span, NOTE_TARGET_IS,
                   DIAG_TEXT(target_text(b->arena, &indicator->target, LANGUAGE_CHINESE)));
}

static void check_units(struct binder *b, const struct portfolio *portfolio)
{
    struct map names = {0};
    for (size_t i = 0; i < portfolio->count; i++) {
        const struct project *project = portfolio->projects[i].project;
        for (const struct indicator *indicator = project->indicators; indicator;
             indicator = indicator->next) {
            struct str dimension = dimension_of(b, project, indicator);
            struct str name = utf8_compose(b->arena, indicator->name);
            if (dimension.len == 0 || name.len == 0)
                continue;
            struct same_name *same = (struct same_name *)map_get(&names, name);
            if (!same) {
                same = ARENA_NEW(b->arena, struct same_name);
                *same = (struct same_name){name, dimension, indicator, NULL, 0};
                map_put(&names, b->arena, name, same);
            } else if (!str_equal(same->dimension, dimension)) {
                report_unlike(b, portfolio, same, indicator);
            }
        }
    }
}

/* ---- what is left out ----------------------------------------------------------------------- */

static void check_failed(struct binder *b, const struct portfolio *portfolio)
{
    if (portfolio->failed == 0)
        return;
    struct diag *diag = diag_report(b->diags, DIAG_FILES_LEFT_OUT, portfolio->name_span,
                                    DIAG_NUMBER((long long)portfolio->failed),
                                    DIAG_NUMBER((long long)portfolio->file_count));
    size_t named = 0;
    for (size_t i = 0; i < portfolio->file_count && named < PLACES_NAMED; i++) {
        const struct portfolio_file *file = &portfolio->files[i];
        if (!file->errors && !file->is_unread)
            continue;
        named++;
        if (file->is_unread)
            diag_help(b->diags, diag, NOTE_FILE_UNREAD, DIAG_TEXT(file->path));
        else
            diag_help(b->diags, diag, NOTE_FILE_ERRORS, DIAG_TEXT(file->path),
                      DIAG_NUMBER(file->errors));
    }
    if (portfolio->failed > named)
        diag_help(b->diags, diag, NOTE_FILES_MORE,
                  DIAG_NUMBER((long long)(portfolio->failed - named)));
}

void check_portfolio(struct binder *b, struct portfolio *portfolio)
{
    gather_projects(b, portfolio);
    add_total(portfolio);
    add_groups(b, portfolio);
    check_failed(b, portfolio);
    check_ceiling(b, portfolio);
    check_twice(b, portfolio);
    check_units(b, portfolio);
}
