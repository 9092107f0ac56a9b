/* html_others.c - what no sheet shows: lists without a table, and fields without a place. */
#include "emit/html_layout.h"
#include "emit/html_run.h"

/* A list of the project: its word, the block of its elements and the word of their names. */
struct list {
    enum word_id word, name;
    enum block block;
};

static const struct list lists[] = {
    {WORD_PROJECT_INDICATORS, WORD_INDICATOR_NAME, BLOCK_INDICATOR},
    {WORD_PROJECT_LINES, WORD_LINE_NAME, BLOCK_LINE},
    {WORD_PROJECT_SAFEGUARDS, WORD_SAFEGUARD_DOCUMENT, BLOCK_SAFEGUARD},
};

enum { LIST_COUNT = sizeof lists / sizeof lists[0] };

/* Whether the piece says anything: a field of choices with nothing ticked does not. */
static bool says_something(const struct form_piece *piece)
{
    for (const struct form_run *run = piece->runs; run; run = run->next)
        if (run->kind != FORM_UNTICKED)
            return true;
    return false;
}

/* Whether the library says nothing of the element: cheap to ask, where a piece is not cheap to make. */
static bool is_unknown(const struct word *word, const struct form_element *e)
{
    if (e && e->line && word->id == WORD_LINE_STANDARD)
        return !e->line->standard;
    if (e && e->line && word->id == WORD_LINE_ECONOMIC_NAME)
        return !e->line->economic;
    if (e && e->line && word->id == WORD_LINE_FUNCTIONAL_NAME)
        return !e->line->functional;
    return word->id == WORD_INDICATOR_LIBRARY;
}

/* ---- lists that no sheet has ---------------------------------------------------------------- */

static bool any_says_something(struct layout *l, const struct form_elements *elements,
                               const struct sheet_part *part)
{
    for (size_t i = 0; i < elements->count; i++)
        if (!is_unknown(part->words[0], &elements->list[i]) &&
            says_something(form_piece_unplaced(&l->values, part, &elements->list[i])))
            return true;
    return false;
}

static struct sheet_part *part_of(struct layout *l, const struct word *word)
{
    struct sheet_part *part = ARENA_NEW(l->arena, struct sheet_part);
    part->path = word ? 1 : 0;
    part->words[0] = word;
    return part;
}

/* The words of a block by number, the framework's own behind those of the language; then NULL. */
static const struct word *word_at(struct layout *l, enum block block, unsigned index)
{
    unsigned count = (unsigned)(word_end(block) - word_first(block));
    if (index < count)
        return word_info(word_first(block) + (enum word_id)index);
    const struct framework *framework = l->values.project->framework;
    const struct extra_field *field = framework ? framework->fields : NULL;
    for (index -= count; field; field = field->next) {
        if (field->word.block == block && index-- == 0)
            return &field->word;
    }
    return NULL;
}

/* A table with a column for each word that any element has something to say of. */
static struct form_table *list_table(struct layout *l, const struct list *list)
{
    struct sheet_row each = {.kind = SHEET_EACH, .each = word_info(list->word)};
    struct sheet_cell **end = &each.cells;
    struct form_elements elements = form_elements_of(&l->values, each.each);
    unsigned columns = 0;
    const struct word *word;
    for (unsigned index = 0; (word = word_at(l, list->block, index)); index++) {
        struct sheet_part *part = part_of(l, word), *head = part_of(l, NULL);
        enum word_id id = word->id;
        if (word->type == TYPE_LIST || !any_says_something(l, &elements, part))
            continue;
        head->text = word->name.chinese;
        *end = ARENA_NEW(l->arena, struct sheet_cell);
        **end = (struct sheet_cell){.parts = part, .head = head, .span = 1};
        (*end)->merges = id == WORD_INDICATOR_LEVEL_ONE || id == WORD_INDICATOR_LEVEL_TWO ||
                         id == WORD_LINE_TASK;
        end = &(*end)->next;
        columns++;
    }
    struct form_table *table = ARENA_NEW(l->arena, struct form_table);
    struct rows head = {0};
    table->caption = each.each->name.chinese;
    layout_heads(l, layout_row(l, &head), &each, columns);
    table->head = head.first;
    table->body = layout_each(l, &each, columns).first;
    return table;
}

/* ---- fields --------------------------------------------------------------------------------- */

/* A row for each thing: what it is, and its fields below each other in one cell. */
struct others {
    struct rows rows;
    struct form_piece *last; /* of the row at hand; NULL before a new thing */
};

static void other_add(struct layout *l, struct others *others, struct str subject, struct str field,
                      struct form_piece *piece)
{
    const struct str words[] = {others->last ? STR("\n") : STR(""), field, STR("：")};
    struct form_piece *label = layout_text(l, arena_join(l->arena, words, 3));
    label->next = piece;
    if (others->last) {
        others->last->next = label;
    } else {
        struct form_row *row = layout_row(l, &others->rows);
        layout_cell(l, row, FORM_ROW_HEAD, 1, layout_text(l, subject));
        layout_cell(l, row, FORM_VALUE, 1, label);
    }
    others->last = piece;
}

/* Adds the words of a block that are not `shown` and say something. `outer` is the word of the
 * project that the block stands under, `element` what it is of; or NULL. */
static void other_fields(struct layout *l, struct others *others, enum block block,
                         const struct word *outer, const struct form_element *element,
                         struct str subject, const bool *shown)
{
    const struct word *word;
    for (unsigned index = 0; (word = word_at(l, block, index)); index++) {
        enum word_id id = word->id;
        if (word->type == TYPE_OBJECT) {
            other_fields(l, others, word->argument, word, NULL, subject, shown);
            continue;
        }
        if (shown[id] || word->type == TYPE_LIST || id == WORD_PROJECT_INDICATORS ||
            is_unknown(word, element))
            continue;
        struct sheet_part part = {.path = outer ? 2 : 1,
                                  .words = {outer ? outer : word, outer ? word : NULL}};
        struct form_piece *piece = form_piece_unplaced(&l->values, &part, element);
        struct str name = word->name.chinese;
        if (!says_something(piece) || piece->is_computed)
            continue;
        form_piece_place(&l->values, piece, &part, element);
        if (outer) {
            const struct str words[] = {outer->name.chinese, STR("·"), name};
            name = arena_join(l->arena, words, 3);
        }
        other_add(l, others, subject, name, piece);
    }
}

static void other_elements(struct layout *l, struct others *others, struct form_elements elements,
                           enum block block, const bool *shown)
{
    for (size_t i = 0; i < elements.count; i++) {
        const struct form_element *e = &elements.list[i];
        struct str subject = e->indicator ? e->indicator->name
                             : e->line    ? e->line->name
                                          : e->safeguard->document;
        others->last = NULL;
        other_fields(l, others, block, NULL, e, subject, shown);
    }
}

/* Amounts that were written; what is only a sum can be seen from its parts. */
static void other_funding(struct layout *l, struct others *others, const struct funding *first)
{
    for (const struct funding *f = first; f; f = f->next) {
        bool shown = !f->is_stated;
        for (size_t i = 0; i < l->values.item_count; i++)
            shown |= l->values.shown_items[i] == f->item;
        struct sheet_part part = {
            .path = 1, .words = {word_info(WORD_PROJECT_FUNDING)}, .item = f->item};
        if (!shown)
            other_add(l, others, part.words[0]->name.chinese, f->item->name.chinese,
                      form_piece_of(&l->values, &part, NULL));
        other_funding(l, others, f->children);
    }
}

/* 延续：the project that this one goes on from; its fields are its own page's. */
static void other_previous(struct layout *l, struct others *others, struct str subject)
{
    const struct project *previous = l->values.project->previous;
    if (!previous)
        return;
    struct form_piece *piece = layout_text(l, previous->name);
    int year = project_year(previous);
    piece->is_value = true;
    piece->path = STR("continues");
    if (year)
        form_text_add(&l->values, piece, arena_format(l->arena, "（%d 年度）", year));
    other_add(l, others, subject, word_info(WORD_PROJECT_CONTINUES)->name.chinese, piece);
}

static struct form_table *field_table(struct layout *l, const bool *shown)
{
    struct others others = {0};
    struct form_values *v = &l->values;
    struct str project = word_info(WORD_FILE_PROJECT)->name.chinese;
    other_fields(l, &others, BLOCK_PROJECT, NULL, NULL, project, shown);
    other_previous(l, &others, project);
    others.last = NULL;
    other_funding(l, &others, v->project->funding);
    if (!shown[WORD_FUNDING_YEAR_PLAN] && v->project->years) {
        struct sheet_part part = {
            .path = 2,
            .words = {word_info(WORD_PROJECT_FUNDING), word_info(WORD_FUNDING_YEAR_PLAN)}};
        other_add(l, &others, part.words[0]->name.chinese, part.words[1]->name.chinese,
                  form_piece_of(v, &part, NULL));
    }
    /* Tasks stand on no sheet but in the rows of their lines: their own fields are shown here. */
    bool *of_tasks = ARENA_ARRAY(l->arena, bool, FORM_WORDS);
    of_tasks[WORD_LINE_NAME] = of_tasks[WORD_LINE_TASK] = true;
    other_elements(l, &others, form_tasks_of(v), BLOCK_LINE, of_tasks);
    for (size_t i = 0; i < LIST_COUNT; i++)
        if (shown[lists[i].name])
            other_elements(l, &others, form_elements_of(v, word_info(lists[i].word)),
                           lists[i].block, shown);
    if (!others.rows.first)
        return NULL;
    struct form_table *table = ARENA_NEW(l->arena, struct form_table);
    table->caption = STR("其他");
    table->body = others.rows.first;
    return table;
}

struct form_table *layout_others(struct layout *l)
{
    struct form_values *v = &l->values;
    /* What the sheets alone show: making pieces below marks more. */
    bool *shown = ARENA_ARRAY(l->arena, bool, FORM_WORDS);
    memcpy(shown, v->shown, FORM_WORDS * sizeof *shown);
    /* A formula says no more than the price and the quantity that it is made of, nor they more. */
    if (shown[WORD_LINE_PRICE] && shown[WORD_LINE_QUANTITY])
        shown[WORD_LINE_FORMULA] = true;
    else if (shown[WORD_LINE_FORMULA])
        shown[WORD_LINE_PRICE] = shown[WORD_LINE_QUANTITY] = true;

    struct form_table *first = NULL, **end = &first;
    for (size_t i = 0; i < LIST_COUNT; i++) {
        if (shown[lists[i].name] || form_elements_of(v, word_info(lists[i].word)).count == 0)
            continue;
        *end = list_table(l, &lists[i]);
        end = &(*end)->next;
    }
    *end = field_table(l, shown);
    return first;
}
