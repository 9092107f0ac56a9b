/* caption.c - what the printed form of a framework calls a field. */
#include "sema/caption.h"

enum { FIELDS_SHOWN = 6 };

/* A search: the caption, and the fields found beside it. */
struct search {
    struct binder *binder;
    const struct framework *framework;
    enum block block;
    struct str wanted;
    struct bilingual list;
    struct bilingual last; /* the latest, so that 期限 is not named twice */
    unsigned count;
};

static void add(struct search *s, struct bilingual field)
{
    if (s->count >= FIELDS_SHOWN || str_equal(field.chinese, s->last.chinese))
        return;
    s->last = field;
    s->count++;
    bilingual_add(s->binder->arena, &s->list, field);
}

/* `期限：…`. */
static struct bilingual named(struct arena *a, struct bilingual name)
{
    const struct str chinese[] = {name.chinese, STR("：…")}, english[] = {name.english, STR(": …")};
    return (struct bilingual){arena_join(a, chinese, 2), arena_join(a, english, 2)};
}

/* `资金 { 总预算：… }`. */
static struct bilingual in_braces(struct arena *a, struct bilingual outer, struct bilingual inner)
{
    const struct str chinese[] = {outer.chinese, STR(" { "), inner.chinese, STR(" }")};
    const struct str english[] = {outer.english, STR(" { "), inner.english, STR(" }")};
    return (struct bilingual){arena_join(a, chinese, 4), arena_join(a, english, 4)};
}

/* Of an item of 资金 what it is written in: 年度资金总额：… { 年度其他资金：… }. False if it is not among these. */
static bool item_text(struct arena *a, const struct funding_item *first,
                      const struct funding_item *item, struct bilingual *text)
{
    struct bilingual inner;
    for (; first; first = first->next) {
        bool is_inside = first != item && item_text(a, first->children, item, &inner);
        if (first != item && !is_inside)
            continue;
        *text = named(a, first->name);
        if (is_inside)
            *text = in_braces(a, *text, inner);
        return true;
    }
    return false;
}

/* The item of this framework that has the role of another one's; or NULL. */
static const struct funding_item *item_of_role(const struct funding_item *first,
                                               const struct role *role)
{
    for (; first && role; first = first->next) {
        const struct funding_item *inner =
            first->role == role ? first : item_of_role(first->children, role);
        if (inner)
            return inner;
    }
    return NULL;
}

/* 资金 { … } around the item, in the project's own framework. */
static void add_item(struct search *s, struct bilingual funding, const struct funding_item *item)
{
    const struct framework *own = s->binder->framework ? s->binder->framework : s->framework;
    struct arena *a = s->binder->arena;
    struct bilingual inner;
    if (own != s->framework)
        item = item_of_role(own->funding, item->role);
    if (item && item_text(a, own->funding, item, &inner))
        add(s, in_braces(a, funding, inner));
}

static void add_part(struct search *s, const struct sheet_part *part)
{
    const struct word *word = part->words[0];
    struct arena *a = s->binder->arena;
    if (!part->path || !word || word->block != s->block)
        return;
    if (word->id == WORD_PROJECT_NAME) {
        struct bilingual project = word_info(WORD_FILE_PROJECT)->name;
        const struct str chinese[] = {project.chinese, STR(" \"…\" { … }")};
        const struct str english[] = {project.english, STR(" \"…\" { … }")};
        add(s, (struct bilingual){arena_join(a, chinese, 2), arena_join(a, english, 2)});
    } else if (part->item) {
        add_item(s, word->name, part->item);
    } else if (part->words[1]) {
        add(s, in_braces(a, word->name, named(a, part->words[1]->name)));
    } else if (word->type != TYPE_DERIVED) {
        add(s, named(a, word->name));
    }
}

static void add_parts(struct search *s, const struct sheet_part *part)
{
    for (; part; part = part->next)
        add_part(s, part);
}

/* Whether the text is the caption, colon and the like left out, or ends with it: 项目起止时间. */
static bool is_caption(const struct search *s, struct str text)
{
    static const char *const behind[] = {"：", ":", " ", "（盖章）"};
    enum { WHOLE_LEAST = 12 /* bytes: four characters say enough for a part */ };
    for (size_t i = 0; i < sizeof behind / sizeof behind[0]; i++) {
        if (str_ends_with(text, str_of(behind[i]))) {
            text.len -= strlen(behind[i]);
            i = (size_t)-1;
        }
    }
    return str_equal(text, s->wanted) ||
           (s->wanted.len >= WHOLE_LEAST && str_ends_with(text, s->wanted));
}

/* `填表人：` and a field behind it, in one line or cell. */
static void search_parts(struct search *s, const struct sheet_part *part)
{
    for (; part && part->next; part = part->next) {
        if (!part->path && is_caption(s, part->text))
            add_part(s, part->next);
    }
}

/* The cell with this number in the row. */
static const struct sheet_cell *cell_at(const struct sheet_row *row, unsigned index)
{
    const struct sheet_cell *cell = row && row->kind == SHEET_ROW ? row->cells : NULL;
    for (; cell && index; index--)
        cell = cell->next;
    return cell;
}

/* A caption has its value beside it, or in the row below. */
static void search_row(struct search *s, const struct sheet_row *row)
{
    unsigned index = 0;
    for (const struct sheet_cell *cell = row->cells; cell; cell = cell->next, index++) {
        search_parts(s, cell->parts);
        if (!cell->is_caption || !cell->parts || !is_caption(s, cell->parts->text))
            continue;
        const struct sheet_cell *value = cell->next;
        if (!value || value->is_caption)
            value = cell_at(row->next, index);
        if (value && !value->is_caption)
            add_parts(s, value->parts);
    }
}

/* All that stands in the rows of a group. */
static void add_rows(struct search *s, const struct sheet_row *row)
{
    for (; row; row = row->next) {
        if (row->kind == SHEET_GROUP)
            add_rows(s, row->rows);
        for (const struct sheet_cell *cell = row->cells; cell && row->kind == SHEET_ROW;
             cell = cell->next)
            add_parts(s, cell->parts);
        if (row->kind != SHEET_EACH || row->each->id != WORD_PROJECT_INDICATORS)
            continue;
        for (const struct category *c = s->framework->categories; c; c = c->next) {
            const struct str chinese[] = {c->name.chinese, STR(" { … }")};
            const struct str english[] = {c->name.english, STR(" { … }")};
            add(s, (struct bilingual){arena_join(s->binder->arena, chinese, 2),
                                      arena_join(s->binder->arena, english, 2)});
        }
    }
}

static void search_rows(struct search *s, const struct sheet_row *row)
{
    for (; row; row = row->next) {
        switch (row->kind) {
        case SHEET_ROW:
            search_row(s, row);
            break;
        case SHEET_GROUP:
            if (s->block == BLOCK_PROJECT && is_caption(s, row->caption))
                add_rows(s, row->rows);
            search_rows(s, row->rows);
            break;
        case SHEET_EACH:
            for (const struct sheet_cell *cell = row->cells; cell; cell = cell->next) {
                if (cell->head && is_caption(s, cell->head->text))
                    add_parts(s, cell->parts);
            }
            break;
        }
    }
}

static void search_framework(struct search *s, const struct framework *framework)
{
    s->framework = framework;
    for (const struct sheet *sheet = framework->sheets; sheet; sheet = sheet->next) {
        for (const struct sheet_item *item = sheet->items; item && !s->count; item = item->next) {
            search_parts(s, item->parts);
            search_rows(s, item->rows);
        }
    }
}

struct bilingual caption_fields(struct binder *b, enum block block, struct str text)
{
    struct search s = {.binder = b, .block = block, .wanted = text};
    if (b->framework)
        search_framework(&s, b->framework);
    for (const struct framework *f = b->library->frameworks; f && !s.count; f = f->next)
        search_framework(&s, f);
    return s.list;
}
