/* printed_word.c - what the framework's own form calls the fields of a project. */
#include "sema/bind.h"

/* The words of the texts of a cell, without a colon at their end: “项目负责人”. */
static bool is_caption(const struct sheet_part *part, struct str head)
{
    struct str text = part ? part->text : STR("");
    if (!part || part->path || text.len == 0)
        return false;
    if (str_ends_with(text, STR("：")))
        text.len -= 3;
    return str_equal(text, head);
}

/* What the cells of a row print behind the caption `head`: the word of a field of the project. */
static const struct word *printed_behind(const struct sheet_cell *cell, struct str head)
{
    for (; cell; cell = cell->next) {
        const struct sheet_part *part = cell->parts;
        if (!is_caption(part, head) && !is_caption(cell->head, head))
            continue;
        if (is_caption(part, head) && !part->next && cell->next)
            part = cell->next->parts;
        for (; part; part = part->next) {
            if (part->path == 1 && part->words[0])
                return part->words[0];
        }
    }
    return NULL;
}

/* The same of the rows of a table, and of those in its groups. */
static const struct word *printed_in(const struct sheet_row *row, struct str head)
{
    const struct word *found = NULL;
    for (; row && !found; row = row->next) {
        found = printed_behind(row->cells, head);
        if (!found)
            found = printed_in(row->rows, head);
    }
    return found;
}

struct str printed_word(const struct binder *b, struct str head, enum block block)
{
    const struct sheet *sheet = b->framework ? b->framework->sheets : NULL;
    for (; sheet; sheet = sheet->next) {
        for (const struct sheet_item *item = sheet->items; item; item = item->next) {
            const struct word *word = printed_in(item->rows, head);
            if (word && word->block == block && word->type != TYPE_DERIVED)
                return word->name.chinese;
        }
    }
    return (struct str){0};
}
