/* rule_collection.c - the collections of a project that rules walk: indicators, lines, funding … */
#include "sema/portfolio.h"
#include "sema/rule_choice.h"
#include "sema/rule_slot.h"

/* A walk that hands out one kind of thing. */
struct walk {
    const struct project *project;
    rule_visit *visit;
    void *context;
    bool is_over; /* the visitor wants no more */
    struct arena
        *keeps; /* the elements are kept, with all that they point to; NULL: they are not */
};

static void hand_out(struct walk *walk, const void *object, struct span span)
{
    struct rule_value element;
    element.kind = RULE_OBJECT;
    element.is_least = element.is_most = false;
    element.span = span;
    element.attributes = NULL;
    element.row = NULL;
    element.object = object;
    element.project = walk->project;
    walk->is_over = !walk->visit(walk->context, &element);
}

static void walk_lines(struct walk *walk, const struct line *first, bool tasks)
{
    for (const struct line *line = first; line && !walk->is_over; line = line->next) {
        if (tasks ? line->is_task : !line->is_task && !line->children)
            hand_out(walk, line, line->span);
        if (line->children && !walk->is_over)
            walk_lines(walk, line->children, tasks);
    }
}

static void walk_funding(struct walk *walk, const struct funding *first, bool deep)
{
    for (const struct funding *f = first; f && !walk->is_over; f = f->next) {
        if (funding_is_written(f))
            hand_out(walk, f, f->span);
        if (deep && !walk->is_over)
            walk_funding(walk, f->children, deep);
    }
}

static void walk_indicators(struct walk *walk, const struct category *category, bool is_level_one)
{
    for (const struct indicator *i = walk->project->indicators; i && !walk->is_over; i = i->next) {
        if (!category || category == (is_level_one ? i->level_one : i->level_two))
            hand_out(walk, i, i->span);
    }
}

static void walk_categories(struct walk *walk, const struct category *first, bool level_two)
{
    for (const struct category *one = first; one && !walk->is_over; one = one->next) {
        if (!level_two)
            hand_out(walk, one, (struct span){0});
        for (const struct category *two = one->children; two && level_two && !walk->is_over;
             two = two->next)
            hand_out(walk, two, (struct span){0});
    }
}

/* ---- texts ----------------------------------------------------------------------------------- */

/* The prose of one field; of titles only what is written as a text. */
static void walk_prose(struct walk *walk, const struct field *field)
{
    for (const struct value *v = field->values; v && !walk->is_over; v = v->next) {
        if (v->kind != VALUE_TEXT)
            continue;
        struct rule_prose own = {field->word, v}, *prose = &own;
        if (walk->keeps) {
            prose = arena_bytes(walk->keeps, sizeof *prose);
            *prose = own;
        }
        hand_out(walk, prose, v->span);
    }
}

static void walk_object(struct walk *walk, const struct object *object)
{
    if (!object)
        return;
    uint64_t left = object->written & block_prose(object->block);
    for (; left && !walk->is_over; left &= left - 1) {
        const struct field *f = object->slots[__builtin_ctzll(left)];
        for (; f && !walk->is_over; f = f->next) {
            walk_prose(walk, f);
            if (f->object && f->word->type == TYPE_OBJECT)
                walk_object(walk, f->object);
        }
    }
}

static void walk_line_texts(struct walk *walk, const struct line *first)
{
    for (const struct line *line = first; line && !walk->is_over; line = line->next) {
        walk_object(walk, line->fields);
        walk_line_texts(walk, line->children);
    }
}

static void walk_texts(struct walk *walk)
{
    const struct project *project = walk->project;
    walk_object(walk, project->fields);
    for (const struct indicator *i = project->indicators; i && !walk->is_over; i = i->next)
        walk_object(walk, i->fields);
    walk_line_texts(walk, project->lines);
    for (const struct safeguard *s = project->safeguards; s && !walk->is_over; s = s->next)
        walk_object(walk, s->fields);
}

/* Whether every line could be read. */
static bool lines_complete(const struct line *first)
{
    bool complete = true;
    for (const struct line *line = first; line && complete; line = line->next)
        complete =
            !(line->is_task && line->fields->is_incomplete) && lines_complete(line->children);
    return complete;
}

/* The elements of a project's collection; whether none can be missing. */
static bool project_each(struct walk *walk, enum rule_member member)
{
    const struct project *project = walk->project;
    const struct category *categories = project->framework ? project->framework->categories : NULL;
    bool complete = project->framework && !project->fields->is_incomplete;
    if (member == MEMBER_PROJECT_INDICATORS) {
        walk_indicators(walk, NULL, false);
        return complete && !project->indicators_poisoned;
    }
    if (member == MEMBER_PROJECT_LINES || member == MEMBER_PROJECT_TASKS) {
        walk_lines(walk, project->lines, member == MEMBER_PROJECT_TASKS);
        return !project->fields->is_incomplete && lines_complete(project->lines);
    }
    if (member == MEMBER_PROJECT_TEXTS) {
        walk_texts(walk);
    } else if (member == MEMBER_PROJECT_FUNDING_ITEMS) {
        walk_funding(walk, project->funding, true);
    } else if (member == MEMBER_PROJECT_LEVEL_ONES || member == MEMBER_PROJECT_LEVEL_TWOS) {
        walk_categories(walk, categories, member == MEMBER_PROJECT_LEVEL_TWOS);
        return project->framework != NULL;
    } else if (member == MEMBER_PROJECT_PLAN_YEARS) {
        for (const struct year_amount *y = project->years; y && !walk->is_over; y = y->next)
            hand_out(walk, y, y->span);
        return complete && !project->years_poisoned;
    } else if (member == MEMBER_PROJECT_SAFEGUARDS) {
        for (const struct safeguard *s = project->safeguards; s && !walk->is_over; s = s->next)
            hand_out(walk, s, s->span);
    }
    return complete;
}

/* A file that could not be read may hold projects too. */
static bool walk_projects(struct walk *walk, const struct portfolio *portfolio)
{
    for (size_t i = 0; i < portfolio->count && !walk->is_over; i++) {
        walk->project = portfolio->projects[i].project;
        hand_out(walk, walk->project, walk->project->name_span);
    }
    return walk->is_over || portfolio->failed == 0;
}

static void hand_out_word(struct walk *walk, const struct word *word)
{
    if (!word || walk->is_over)
        return;
    struct rule_value element = {.kind = RULE_NAME, .name = word->name};
    walk->is_over = !walk->visit(walk->context, &element);
}

static void walk_cells(struct walk *walk, const struct sheet_cell *cells)
{
    for (const struct sheet_cell *cell = cells; cell; cell = cell->next) {
        for (const struct sheet_part *part = cell->parts; part; part = part->next) {
            for (unsigned i = 0; i < part->path && i < 2; i++)
                hand_out_word(walk, part->words[i]);
        }
    }
}

static void walk_rows(struct walk *walk, const struct sheet_row *rows)
{
    for (const struct sheet_row *row = rows; row && !walk->is_over; row = row->next) {
        hand_out_word(walk, row->each);
        walk_cells(walk, row->cells);
        walk_rows(walk, row->rows);
    }
}

/* The words whose values stand on the printed sheets. */
static void walk_printed(struct walk *walk, const struct framework *framework)
{
    for (const struct sheet *sheet = framework->sheets; sheet; sheet = sheet->next) {
        for (const struct sheet_item *item = sheet->items; item; item = item->next)
            walk_rows(walk, item->rows);
    }
}

/* ---- things that are kept ---------------------------------------------------------------------- */

enum { FIRST_ROOM = 64, ROWS_LIMIT = 500 /* of a collection: beyond it is not worth the memory */ };

struct gathering {
    struct rule_things *things;
    struct arena *arena;
};

static bool visit_gathered(void *context, const struct rule_value *element)
{
    struct gathering *g = context;
    struct rule_things *things = g->things;
    if (things->count == things->room) {
        size_t room = things->room ? 2 * things->room : FIRST_ROOM;
        struct rule_value *items = arena_bytes(g->arena, room * sizeof *items);
        if (things->count)
            memcpy(items, things->items, things->count * sizeof *items);
        things->items = items;
        things->room = room;
    }
    things->items[things->count++] = *element;
    return true;
}

static bool visit_text(void *context, const struct rule_value *element)
{
    rule_text_suspect(context, element);
    return true;
}

void rule_texts_suspect(const struct rule_value *project)
{
    struct walk walk = {project->object, visit_text, project->row->store, false, NULL};
    walk_texts(&walk);
}

const struct rule_things *rule_things(const struct rule_value *project, enum rule_member member)
{
    struct rule_store *store = project->row->store;
    struct rule_things *things = &store->things[member];
    if (things->is_gathered)
        return things;
    struct gathering g = {things, store->arena};
    struct walk walk = {project->object, visit_gathered, &g, false, store->arena};
    things->complete = project_each(&walk, member);
    things->is_gathered = true;
    if (member == MEMBER_PROJECT_TEXTS)
        return things;
    things->rows = things->count < ROWS_LIMIT ? things->count : ROWS_LIMIT;
    enum rule_subject subject = (enum rule_subject)rule_member_info(member)->argument;
    bool is_idle = rule_things_suspect(store, subject, things->items, things->rows);
    if (subject == SUBJECT_LEVEL_ONE || subject == SUBJECT_LEVEL_TWO)
        store->chosen->is_idle[subject] = is_idle && things->rows == things->count;
    return things;
}

bool rule_things_each(const struct rule_things *things, rule_visit *visit, void *context)
{
    for (size_t i = 0; i < things->count; i++) {
        if (!visit(context, &things->items[i]))
            return true;
    }
    return things->complete;
}

bool rule_member_each(const struct rule_value *left, enum rule_member member, rule_visit *visit,
                      void *context)
{
    struct walk walk = {left->project, visit, context, false, NULL};
    bool complete = true;
    if (member == MEMBER_PORTFOLIO_PROJECTS)
        return walk_projects(&walk, left->object);
    if (member <= MEMBER_PROJECT_PREVIOUS && left->row)
        return rule_things_each(rule_things(left, member), visit, context);
    if (member <= MEMBER_PROJECT_PREVIOUS) {
        walk.project = left->object;
        complete = project_each(&walk, member);
    } else if (member == MEMBER_LEVEL_ONE_INDICATORS || member == MEMBER_LEVEL_TWO_INDICATORS) {
        walk_indicators(&walk, left->object, member == MEMBER_LEVEL_ONE_INDICATORS);
        complete = !walk.project->fields->is_incomplete && !walk.project->indicators_poisoned;
    } else if (member == MEMBER_INDICATOR_PARTS) {
        const struct indicator *whole = left->object;
        for (unsigned i = 0; i < whole->part_count && !walk.is_over; i++)
            hand_out(&walk, whole->parts[i].indicator, whole->parts[i].span);
        complete = !whole->parts_poisoned;
    } else if (member == MEMBER_LEVEL_ONE_LEVEL_TWOS) {
        const struct category *one = left->object;
        for (const struct category *two = one->children; two && !walk.is_over; two = two->next)
            hand_out(&walk, two, (struct span){0});
    } else if (member == MEMBER_TASK_LINES) {
        const struct line *task = left->object;
        walk_lines(&walk, task->children, false);
        complete = !task->fields->is_incomplete && lines_complete(task->children);
    } else if (member == MEMBER_FRAMEWORK_PRINTED) {
        walk_printed(&walk, left->object);
    } else if (member == MEMBER_FUNDING_ITEM_CHILDREN) {
        walk_funding(&walk, ((const struct funding *)left->object)->children, false);
        complete = !walk.project->fields->is_incomplete;
    }
    return complete || walk.is_over;
}
