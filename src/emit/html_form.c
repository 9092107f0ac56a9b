/* html_form.c - laying sheets out: rows, columns, merged cells. */
#include "emit/html_form.h"

#include "emit/html_findings.h"
#include "emit/html_layout.h"

enum { UPRIGHT_COLUMNS = 8 /* what an upright A4 page has room for */ };

struct form_row *layout_row(struct layout *l, struct rows *rows)
{
    struct form_row *row = ARENA_NEW(l->arena, struct form_row);
    if (rows->last)
        rows->last->next = row;
    else
        rows->first = row;
    rows->last = row;
    rows->count++;
    return row;
}

static void append_rows(struct rows *rows, struct rows more)
{
    if (!more.first)
        return;
    if (rows->last)
        rows->last->next = more.first;
    else
        rows->first = more.first;
    rows->last = more.last;
    rows->count += more.count;
}

static struct form_cell *new_cell(struct layout *l, enum form_scope scope, unsigned columns,
                                  struct form_piece *pieces)
{
    struct form_cell *cell = ARENA_NEW(l->arena, struct form_cell);
    *cell = (struct form_cell){.scope = scope, .columns = columns, .rows = 1, .pieces = pieces};
    return cell;
}

static struct form_cell **row_end(struct form_row *row)
{
    struct form_cell **end = &row->cells;
    while (*end)
        end = &(*end)->next;
    return end;
}

struct form_piece *layout_text(struct layout *l, struct str text)
{
    struct sheet_part part = {.text = text};
    return form_piece_of(&l->values, &part, NULL);
}

struct form_cell *layout_cell(struct layout *l, struct form_row *row, enum form_scope scope,
                              unsigned columns, struct form_piece *pieces)
{
    return *row_end(row) = new_cell(l, scope, columns, pieces);
}

static bool has_value(const struct form_piece *pieces)
{
    for (const struct form_piece *piece = pieces; piece; piece = piece->next)
        if (piece->is_value)
            return true;
    return false;
}

/* A caption of dashes fills a place and is no heading; nor is an empty one. */
static bool is_heading(struct layout *l, const struct form_piece *pieces)
{
    struct str text = form_piece_text(l->arena, pieces);
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '-' && text.ptr[i] != ' ')
            return true;
    return false;
}

/* ---- widths --------------------------------------------------------------------------------- */

static unsigned at_least_one(unsigned span)
{
    return span ? span : 1;
}

static unsigned cells_width(const struct sheet_cell *cells)
{
    unsigned width = 0;
    for (const struct sheet_cell *cell = cells; cell; cell = cell->next)
        width += at_least_one(cell->span);
    return width;
}

/* The columns that rows need, so that none is wider than its table even if too few were declared. */
static unsigned rows_width(const struct sheet_row *rows)
{
    unsigned width = 1;
    for (const struct sheet_row *row = rows; row; row = row->next) {
        unsigned own =
            row->kind == SHEET_GROUP ? 1 + rows_width(row->rows) : cells_width(row->cells);
        width = own > width ? own : width;
    }
    return width;
}

/* How many columns a cell takes, `left` of them being left in its row. */
static unsigned cell_width(const struct sheet_cell *cell, unsigned left)
{
    return cell->next ? at_least_one(cell->span) : left;
}

/* ---- rows ----------------------------------------------------------------------------------- */

/* A field of choices gets a cell for each, as on paper, if there are columns enough. */
static bool split_choices(struct layout *l, struct form_cell **end, const struct sheet_part *part,
                          struct form_piece *piece, unsigned columns)
{
    unsigned count = 0;
    for (const struct form_run *run = piece->runs; run; run = run->next)
        count++;
    if (part->next || !form_choices_of(&l->values, part) || count < 2 || count > columns)
        return false;
    for (unsigned i = 0; i < count; i++) {
        unsigned width = columns / count + (i < columns % count);
        *end = new_cell(l, FORM_VALUE, width, form_piece_choice(&l->values, piece, i));
        end = &(*end)->next;
    }
    return true;
}

static void add_cells(struct layout *l, struct form_row *row, const struct sheet_cell *cells,
                      unsigned columns, const struct form_element *element)
{
    if (!cells)
        row->cells = new_cell(l, FORM_VALUE, columns, NULL);
    for (const struct sheet_cell *cell = cells; cell; cell = cell->next) {
        unsigned width = cell_width(cell, columns);
        struct form_piece *pieces = form_pieces_of(&l->values, cell->parts, element);
        columns -= width;
        if (cell->parts && split_choices(l, row_end(row), cell->parts, pieces, width))
            continue;
        bool heads = !has_value(pieces) && is_heading(l, pieces) && cell->is_caption;
        layout_cell(l, row, heads ? FORM_ROW_HEAD : FORM_VALUE, width, pieces);
    }
}

/* The captions of the columns; false if there are none. */
bool layout_heads(struct layout *l, struct form_row *row, const struct sheet_row *each,
                  unsigned columns)
{
    bool any = false;
    for (const struct sheet_cell *cell = each->cells; cell; cell = cell->next) {
        struct form_piece *pieces = form_pieces_of(&l->values, cell->head, NULL);
        bool heads = is_heading(l, pieces);
        unsigned width = cell_width(cell, columns);
        columns -= width;
        layout_cell(l, row, heads ? FORM_COLUMN_HEAD : FORM_VALUE, width, pieces);
        any |= heads;
    }
    return any;
}

/* Merged columns: a run of equal values shares a cell, within the run of the column before it. */
struct merge {
    struct form_cell *cell;
    struct str text;
};

static void merge_row(struct layout *l, const struct sheet_row *each, struct form_row *row,
                      struct merge *merges)
{
    struct form_cell **link = &row->cells;
    bool may_merge = true;
    for (const struct sheet_cell *cell = each->cells; cell; cell = cell->next, merges++) {
        if (cell->parts && form_choices_of(&l->values, cell->parts))
            return; /* it may have been split into several cells */
        if (!cell->merges) {
            link = &(*link)->next;
            continue;
        }
        struct str text = form_piece_text(l->arena, (*link)->pieces);
        if (may_merge && merges->cell && text.len > 0 && str_equal(text, merges->text)) {
            merges->cell->rows++;
            *link = (*link)->next;
            continue;
        }
        may_merge = false;
        *merges = (struct merge){*link, text};
        link = &(*link)->next;
    }
}

/* One long text makes the whole column flow; one word among numbers centres it. */
static void note_column(struct layout *l, const struct sheet_row *each, struct form_row *row,
                        struct form_column *columns)
{
    struct form_cell *shown = row->cells;
    for (const struct sheet_cell *cell = each->cells; cell; cell = cell->next) {
        if (cell->parts && form_choices_of(&l->values, cell->parts))
            return; /* it may have been split into several cells */
        struct str text = form_piece_text(l->arena, shown->pieces);
        shown->column = columns;
        columns->has_long |= !form_is_short(text);
        columns->has_words |= text.len > 0 && !shown->pieces->is_amount;
        columns++;
        shown = shown->next;
    }
}

struct rows layout_each(struct layout *l, const struct sheet_row *each, unsigned columns)
{
    struct rows rows = {0};
    struct form_elements elements = each->is_of_tasks ? form_top_lines_of(&l->values)
                                                      : form_elements_of(&l->values, each->each);
    size_t count = 0;
    bool any_merged = false;
    for (const struct sheet_cell *cell = each->cells; cell; cell = cell->next, count++)
        any_merged |= cell->merges;
    struct merge *merges = ARENA_ARRAY(l->arena, struct merge, count + 1);
    struct form_column *kinds = ARENA_ARRAY(l->arena, struct form_column, count + 1);
    for (size_t i = 0; i < elements.count; i++) {
        struct form_row *row = layout_row(l, &rows);
        add_cells(l, row, each->cells, columns, &elements.list[i]);
        note_column(l, each, row, kinds);
        if (any_merged)
            merge_row(l, each, row, merges);
    }
    if (elements.count == 0) { /* the form keeps an empty row to write on */
        struct form_row *row = layout_row(l, &rows);
        unsigned left = columns;
        add_cells(l, row, NULL, columns, NULL);
        row->cells = each->cells ? NULL : row->cells;
        for (const struct sheet_cell *cell = each->cells; cell; cell = cell->next) {
            unsigned width = cell_width(cell, left);
            left -= width;
            layout_cell(l, row, FORM_VALUE, width, NULL);
            for (const struct sheet_part *part = cell->parts; part; part = part->next)
                if (part->path > 0)
                    l->values.shown[form_word_of(part)->id] = true;
        }
    }
    return rows;
}

static void add_group_caption(struct layout *l, struct form_row *row, struct str caption,
                              unsigned rows)
{
    enum form_scope scope = rows > 1 ? FORM_GROUP_HEAD : FORM_ROW_HEAD;
    struct form_cell *cell = new_cell(l, scope, 1, layout_text(l, caption));
    cell->is_group = true;
    cell->rows = rows;
    cell->next = row->cells;
    row->cells = cell;
}

/* All rows as they stand below each other, captions of columns among them. */
static struct rows plain_rows(struct layout *l, const struct sheet_row *first, unsigned columns)
{
    struct rows rows = {0};
    for (const struct sheet_row *row = first; row; row = row->next) {
        struct rows inner = {0};
        switch (row->kind) {
        case SHEET_ROW:
            add_cells(l, layout_row(l, &inner), row->cells, columns, NULL);
            break;
        case SHEET_EACH: {
            struct form_row head = {0};
            if (layout_heads(l, &head, row, columns))
                layout_row(l, &inner)->cells = head.cells;
            append_rows(&inner, layout_each(l, row, columns));
            break;
        }
        case SHEET_GROUP:
            inner = plain_rows(l, row->rows, columns - 1);
            add_group_caption(l, inner.first, row->caption, inner.count);
            break;
        }
        append_rows(&rows, inner);
    }
    return rows;
}

/* ---- tables --------------------------------------------------------------------------------- */

/* Whether the row is a list, or a group that begins with one and has no other. */
static bool begins_with_list(const struct sheet_row *row)
{
    if (row->kind == SHEET_EACH)
        return true;
    if (row->kind != SHEET_GROUP || !begins_with_list(row->rows))
        return false;
    for (const struct sheet_row *other = row->rows->next; other; other = other->next)
        if (other->kind != SHEET_ROW)
            return false;
    return true;
}

/*
 * The head and the body of a list. A group's caption goes to the head, so that it is repeated with
 * it, and an empty cell carries on below: no cell may reach from one into the other.
 */
static void lay_list(struct layout *l, const struct sheet_row *row, unsigned columns,
                     struct form_row *head, struct rows *body)
{
    if (row->kind == SHEET_EACH) {
        struct form_row captions = {0};
        if (layout_heads(l, &captions, row, columns))
            *head = captions;
        append_rows(body, layout_each(l, row, columns));
        return;
    }
    struct rows inner = {0};
    lay_list(l, row->rows, columns - 1, head, &inner);
    append_rows(&inner, plain_rows(l, row->rows->next, columns - 1));
    if (head->cells) {
        add_group_caption(l, head, row->caption, 1);
        struct form_cell *filler = new_cell(l, FORM_FILLER, 1, NULL);
        filler->rows = inner.count;
        filler->next = inner.first->cells;
        inner.first->cells = filler;
    } else {
        add_group_caption(l, inner.first, row->caption, inner.count);
    }
    append_rows(body, inner);
}

/*
 * A table that was cut out of a wider one no longer needs all of its columns: where no cell begins,
 * there is none. `until` is, by column, the row from which on it is free again.
 */
static void mark_beginnings(const struct form_row *rows, unsigned columns, bool *begins,
                            unsigned *until)
{
    unsigned number = 0;
    memset(until, 0, columns * sizeof *until);
    for (const struct form_row *row = rows; row; row = row->next, number++) {
        unsigned at = 0;
        for (struct form_cell *cell = row->cells; cell; cell = cell->next) {
            while (at < columns && until[at] > number)
                at++;
            if (at == columns)
                break;
            begins[at] = true;
            cell->first_column = at;
            for (unsigned end = at + cell->columns; at < end && at < columns; at++)
                until[at] = number + cell->rows;
        }
    }
}

static void drop_columns(struct form_row *rows, unsigned columns, const bool *begins)
{
    for (struct form_row *row = rows; row; row = row->next)
        for (struct form_cell *cell = row->cells; cell; cell = cell->next) {
            unsigned kept = 0, end = cell->first_column + cell->columns;
            for (unsigned at = cell->first_column; at < end && at < columns; at++)
                kept += begins[at];
            cell->columns = kept ? kept : 1;
        }
}

static void narrow_table(struct layout *l, struct form_table *table, unsigned columns)
{
    bool *begins = ARENA_ARRAY(l->arena, bool, columns);
    unsigned *until = ARENA_ARRAY(l->arena, unsigned, columns);
    mark_beginnings(table->head, columns, begins, until);
    mark_beginnings(table->body, columns, begins, until);
    drop_columns(table->head, columns, begins);
    drop_columns(table->body, columns, begins);
}

/*
 * Cuts the rows of a table of the form into tables with a head each, so that the captions of every
 * list are repeated on its further pages.
 */
static struct form_table *lay_tables(struct layout *l, const struct sheet_item *item,
                                     unsigned columns)
{
    struct form_table *first = NULL, **end = &first;
    for (const struct sheet_row *row = item->rows; row;) {
        struct form_table *table = ARENA_NEW(l->arena, struct form_table);
        struct rows body = {0};
        table->continues = first != NULL;
        if (begins_with_list(row)) {
            struct form_row head = {0};
            lay_list(l, row, columns, &head, &body);
            if (head.cells) {
                table->head = ARENA_NEW(l->arena, struct form_row);
                *table->head = head;
            }
            row = row->next;
        }
        for (; row && !begins_with_list(row); row = row->next) {
            struct sheet_row alone = *row;
            alone.next = NULL;
            append_rows(&body, plain_rows(l, &alone, columns));
        }
        table->body = body.first;
        narrow_table(l, table, columns);
        *end = table;
        end = &table->next;
    }
    return first;
}

static void lay_sheet(struct layout *l, struct form_sheet *sheet, const struct sheet *declared)
{
    struct form_item **end = &sheet->items;
    sheet->title = declared->title;
    l->values.money = declared->money;
    for (const struct sheet_item *item = declared->items; item; item = item->next) {
        *end = ARENA_NEW(l->arena, struct form_item);
        (*end)->kind = item->kind;
        if (item->kind == SHEET_TABLE) {
            unsigned needed = rows_width(item->rows);
            unsigned columns = item->columns > needed ? item->columns : needed;
            (*end)->tables = lay_tables(l, item, columns);
            sheet->is_wide |= columns > UPRIGHT_COLUMNS;
        } else {
            (*end)->pieces = form_pieces_of(&l->values, item->parts, NULL);
        }
        end = &(*end)->next;
    }
}

struct form *form_new(const struct emit_input *input)
{
    struct layout l = {.values = form_values_new(input), .arena = input->scratch};
    struct form *form = ARENA_NEW(l.arena, struct form);
    struct form_sheet **end = &form->sheets;
    const struct framework *framework = input->project->framework;
    for (const struct sheet *s = framework ? framework->sheets : NULL; s; s = s->next) {
        *end = ARENA_NEW(l.arena, struct form_sheet);
        lay_sheet(&l, *end, s);
        end = &(*end)->next;
    }
    l.values.money = NULL;
    form->others = layout_others(&l);
    findings_place(form, input);
    return form;
}
