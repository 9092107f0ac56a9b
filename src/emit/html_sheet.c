/* html_sheet.c - sheets, tables and cells as HTML. */
#include "emit/html_sheet.h"

#include "emit/html_findings.h"
#include "emit/html_value.h"

/* ---- pieces --------------------------------------------------------------------------------- */

static void write_choice(struct html *h, const struct form_run *run)
{
    bool is_ticked = run->kind == FORM_TICKED;
    html_open_class(h, "span", "choice");
    html_text(h, run->text);
    html_text(h, STR(" "));
    html_open_class(h, "span", is_ticked ? "box ticked" : "box");
    html_attribute(h, "role", STR("img"));
    html_attribute(h, "aria-label",
                   is_ticked ? html_word(h, "已选", "selected")
                             : html_word(h, "未选", "not selected"));
    html_text(h, is_ticked ? STR("☑") : STR("□"));
    html_close(h, "span");
    html_close(h, "span");
}

static void write_run(struct html *h, const struct form_run *run)
{
    switch (run->kind) {
    case FORM_TEXT:
        html_text(h, run->text);
        return;
    case FORM_DATA:
        html_open(h, "data");
        html_attribute(h, "value", run->canonical);
        if (run->written.len) {
            html_attribute(h, "data-written", run->written);
            html_attribute(
                h, "title",
                arena_join(h->arena,
                           (struct str[]){html_word(h, "写作 ", "written "), run->written}, 2));
        }
        html_text(h, run->text);
        html_close(h, "data");
        return;
    case FORM_TIME:
        html_open(h, "time");
        html_attribute(h, "datetime", run->canonical);
        html_text(h, run->text);
        html_close(h, "time");
        return;
    case FORM_TICKED:
    case FORM_UNTICKED:
        write_choice(h, run);
        return;
    }
}

static void write_runs(struct html *h, const struct form_piece *piece)
{
    bool is_first = true;
    for (const struct form_run *run = piece->runs; run; run = run->next) {
        if (!is_first && (run->kind == FORM_TICKED || run->kind == FORM_UNTICKED))
            html_text(h, STR(" "));
        is_first = false;
        write_run(h, run);
    }
}

/* Where the value comes from, as attributes of the element just opened. */
static void write_origin(struct html *h, const struct form_piece *piece)
{
    html_attribute(h, "data-path", piece->path);
    if (piece->line > 0)
        html_attribute_number(h, "data-line", piece->line);
    if (piece->is_computed && piece->runs)
        html_attribute(h, "data-computed", STR("sum"));
}

/* A piece that stands among others. */
static void write_piece(struct html *h, const struct form_piece *piece)
{
    html_open_class(h, "span", !piece->is_value ? "label" : piece->runs ? "value" : "value blank");
    if (piece->is_value)
        write_origin(h, piece);
    write_runs(h, piece);
    html_close(h, "span");
}

static void write_pieces(struct html *h, const struct form_piece *pieces)
{
    for (const struct form_piece *piece = pieces; piece; piece = piece->next)
        write_piece(h, piece);
}

/* ---- cells ---------------------------------------------------------------------------------- */

static const char *scope_word(enum form_scope scope)
{
    switch (scope) {
    case FORM_ROW_HEAD:
        return "row";
    case FORM_COLUMN_HEAD:
        return "col";
    case FORM_GROUP_HEAD:
        return "rowgroup";
    case FORM_VALUE:
    case FORM_FILLER:
        return NULL;
    }
    return NULL;
}

/* The classes of a cell in which `text` stands. */
static struct str cell_class(struct html *h, const struct form_cell *cell, struct str text)
{
    const struct form_piece *first = cell->pieces;
    bool marked = false;
    const struct form_column *column = cell->column;
    bool is_short = column ? !column->has_long : text.len > 0 && form_is_short(text);
    bool is_amount = first && first->is_amount && !first->next && !(column && column->has_words);
    for (const struct form_finding *f = cell->findings; f; f = f->next_of_cell)
        marked |= f->diag->severity != DIAG_HINT;
    const struct str words[] = {
        cell->scope == FORM_FILLER ? STR(" filler")
        : cell->is_group           ? STR(" group")
                                   : STR(""),
        is_amount  ? STR(" amount")
        : is_short ? STR(" short")
                   : STR(""),
        marked ? STR(" marked") : STR(""),
    };
    struct str class = arena_join(h->arena, words, 3);
    return class.len ? str_part(class, 1, class.len) : class;
}

static void write_cell(struct html *h, const struct form_cell *cell)
{
    const char *scope = scope_word(cell->scope);
    struct str text = form_piece_text(h->arena, cell->pieces);
    if (text.len == 0)
        scope = NULL; /* nothing heads nothing */
    const char *element = scope ? "th" : "td";
    struct str class = cell_class(h, cell, text);
    html_open(h, element);
    if (cell->number)
        html_id(h, 'c', cell->number);
    if (class.len)
        html_attribute(h, "class", class);
    if (scope)
        html_attribute(h, "scope", str_of(scope));
    if (cell->columns > 1)
        html_attribute_number(h, "colspan", cell->columns);
    if (cell->rows > 1)
        html_attribute_number(h, "rowspan", cell->rows);
    if (cell->pieces && !cell->pieces->next) {
        if (cell->pieces->is_value)
            write_origin(h, cell->pieces);
        write_runs(h, cell->pieces);
    } else {
        write_pieces(h, cell->pieces);
    }
    findings_mark(h, cell);
    html_close(h, element);
}

static void write_rows(struct html *h, const char *element, const struct form_row *rows)
{
    if (!rows)
        return;
    html_open(h, element);
    for (const struct form_row *row = rows; row; row = row->next) {
        html_open(h, "tr");
        for (const struct form_cell *cell = row->cells; cell; cell = cell->next)
            write_cell(h, cell);
        html_close(h, "tr");
    }
    html_close(h, element);
}

/* A run of tables scrolls as one if the window is narrower than it. */
static void write_tables(struct html *h, const struct form_table *tables, struct str title)
{
    html_open_class(h, "div", "scroll");
    html_attribute(h, "role", STR("group"));
    html_attribute(h, "aria-label", title);
    html_attribute_number(h, "tabindex", 0);
    for (const struct form_table *table = tables; table; table = table->next) {
        html_open_class(h, "table", table->continues ? "form continues" : "form");
        if (table->caption.len)
            html_element(h, "caption", NULL, table->caption);
        write_rows(h, "thead", table->head);
        write_rows(h, "tbody", table->body);
        html_close(h, "table");
    }
    html_close(h, "div");
}

/* ---- sheets --------------------------------------------------------------------------------- */

static void write_line(struct html *h, const char *element, const char *class,
                       const struct form_piece *pieces)
{
    html_open_class(h, element, class);
    write_pieces(h, pieces);
    html_close(h, element);
}

static bool is_a(const struct form_item *item, enum sheet_item_kind kind)
{
    return item && item->kind == kind;
}

/* Writes one item, or several that stand beside each other; returns the last one written. */
static const struct form_item *write_item(struct html *h, const struct form_item *item,
                                          struct str title)
{
    switch (item->kind) {
    case SHEET_CENTRE:
        write_line(h, "p", "centre", item->pieces);
        return item;
    case SHEET_TABLE:
        if (item->tables)
            write_tables(h, item->tables, title);
        return item;
    case SHEET_LEFT:
        html_open_class(h, "div", "ends");
        write_line(h, "p", "left", item->pieces);
        if (is_a(item->next, SHEET_RIGHT)) {
            item = item->next;
            write_line(h, "p", "right", item->pieces);
        }
        html_close(h, "div");
        return item;
    case SHEET_RIGHT:
        write_line(h, "p", "right", item->pieces);
        return item;
    case SHEET_SIGNATURE:
        html_open_class(h, "div", "signatures");
        write_line(h, "p", "signature", item->pieces);
        for (; is_a(item->next, SHEET_SIGNATURE); item = item->next)
            write_line(h, "p", "signature", item->next->pieces);
        html_close(h, "div");
        return item;
    }
    return item;
}

static void write_sheet(struct html *h, const struct form_sheet *sheet, unsigned number)
{
    const struct form_item *item = sheet->items;
    html_open_class(h, "section", sheet->is_wide ? "sheet wide" : "sheet");
    html_attribute(h, "lang", STR("zh-CN"));
    html_attribute(h, "aria-labelledby", arena_format(h->arena, "s%u", number));
    html_open(h, "h2");
    html_id(h, 's', number);
    /* The first centred line is the heading. */
    if (is_a(item, SHEET_CENTRE)) {
        write_pieces(h, item->pieces);
        item = item->next;
    } else {
        html_text(h, sheet->title);
    }
    html_close(h, "h2");
    for (; item; item = item->next)
        item = write_item(h, item, sheet->title);
    html_close(h, "section");
}

void sheets_write(struct html *h, const struct form *form)
{
    unsigned number = 0;
    for (const struct form_sheet *sheet = form->sheets; sheet; sheet = sheet->next)
        write_sheet(h, sheet, ++number);
}

void others_write(struct html *h, const struct form *form)
{
    if (!form->others)
        return;
    struct str title = html_word(h, "表外信息", "Beyond the form");
    html_open_class(h, "section", "sheet others");
    html_attribute(h, "aria-labelledby", STR("others"));
    html_open(h, "h2");
    html_attribute(h, "id", STR("others"));
    html_text(h, title);
    html_close(h, "h2");
    html_open_class(h, "p", "centre");
    html_say(h, "申报内容中官方表样没有位置的部分",
             "what is declared and has no place on the official form");
    html_close(h, "p");
    write_tables(h, form->others, title);
    html_close(h, "section");
}
