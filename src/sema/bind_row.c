/* bind_row.c - rows of a table among the budget lines, as they are pasted: "设备" 5 60 300, 设备 | 5 | 60 | 300. */
#include "sema/bind.h"

#include "sema/typed_text.h"
#include "syntax/signs.h"

enum { LONGEST = 400 /* bytes of a row that is read */, MOST_CELLS = 12 };

/* What separates the cells. */
enum separator { BY_STROKES, BY_TABS, BY_COMMAS, BY_BLANKS };

struct row {
    struct span span; /* without the blanks around it */
    enum separator separator;
    struct str cells[MOST_CELLS];
    unsigned cell_count;
    struct str name; /* without quotes */
    struct str numbers[MOST_CELLS];
    unsigned number_count;
    bool has_comment; /* on its line */
    bool has_rest;    /* cells that are neither its name nor its numbers */
};

/* ---- reading ------------------------------------------------------------------------------------ */

/* The bytes of the separator that the text begins with; or 0. */
static size_t separator_length(struct str text, enum separator by)
{
    static const struct str wide = {"\xE3\x80\x80", 3};
    switch (by) {
    case BY_STROKES:
        return text.ptr[0] == '|' ? 1 : str_starts_with(text, STR("｜")) ? strlen("｜") : 0;
    case BY_TABS:
        return text.ptr[0] == '\t';
    case BY_COMMAS:
        return text.ptr[0] == ',' ? 1 : str_starts_with(text, STR("，")) ? strlen("，") : 0;
    case BY_BLANKS: { /* a colon too */
        bool is_colon = str_starts_with(text, STR("："));
        return strchr(" \t:", text.ptr[0]) ? 1 : is_colon || str_starts_with(text, wide) ? 3 : 0;
    }
    }
    return 0;
}

/* The bytes of the quotes, title marks or comment that the text begins with, in which no cell ends; or 0. */
static size_t closed_length(struct str text)
{
    bool is_comment = str_starts_with(text, STR("/*"));
    if (!is_comment && !str_starts_with(text, STR("《")))
        return typed_quoted(text);
    struct str close = is_comment ? STR("*/") : STR("》");
    for (size_t at = 2; at + close.len <= text.len; at++) {
        if (str_starts_with(typed_rest(text, at), close))
            return at + close.len;
    }
    return is_comment ? text.len : 0; /* it ends on another line */
}

/* How far the text goes before the mark, which counts in no quotes, title marks or comment; all of it without. */
static size_t length_before(struct str text, struct str mark)
{
    size_t at = 0;
    while (at < text.len && !str_starts_with(typed_rest(text, at), mark)) {
        size_t closed = closed_length(typed_rest(text, at));
        at += closed ? closed : 1;
    }
    return at;
}

/* What separates the cells of the line. */
static enum separator separator_of(struct str text)
{
    bool has_tab = false, has_comma = false;
    for (size_t at = 0, closed; at < text.len; at += closed ? closed : 1) {
        struct str rest = typed_rest(text, at);
        closed = closed_length(rest);
        if (closed)
            continue;
        if (separator_length(rest, BY_STROKES))
            return BY_STROKES;
        has_tab |= separator_length(rest, BY_TABS) > 0;
        has_comma |= separator_length(rest, BY_COMMAS) > 0;
    }
    return has_tab ? BY_TABS : has_comma ? BY_COMMAS : BY_BLANKS;
}

/* Cuts the line into its cells; false if there are too many. */
static bool read_cells(struct row *row, struct str text)
{
    size_t start = 0;
    row->separator = separator_of(text);
    for (size_t at = 0;; at++) {
        struct str rest = typed_rest(text, at);
        size_t closed = at < text.len ? closed_length(rest) : 0;
        size_t length = at < text.len && !closed ? separator_length(rest, row->separator) : 0;
        if (closed)
            at += closed - 1;
        if (at < text.len && !length)
            continue;
        struct str cell = str_part(text, start, at);
        cell = typed_trim(str_part(cell, 0, length_before(cell, STR("/*"))));
        if (cell.len && row->cell_count == MOST_CELLS)
            return false;
        if (cell.len)
            row->cells[row->cell_count++] = cell;
        if (at >= text.len)
            return true;
        start = at + length;
        at = start - 1;
    }
}

/* Whether the cell is a number, with a unit or none behind it. */
static bool is_number(struct str cell)
{
    size_t number = typed_number(cell), length;
    for (size_t at = number; at < cell.len; at++) {
        if (sign_digit(cell, at, &length) >= 0)
            return false;
    }
    return number > 0;
}

static bool has_colon(struct str text)
{
    return memchr(text.ptr, ':', text.len) || str_contains(text, STR("："));
}

/* Sorts the cells: a name, numbers; a number before the name is the row's own. */
static bool sort_cells(struct row *row)
{
    bool is_unit = false; /* the cell before has one, or is one */
    for (unsigned i = 0; i < row->cell_count; i++) {
        struct str cell = row->cells[i];
        bool is_figure = is_number(cell);
        if (is_figure && (row->name.len || i > 0)) {
            row->numbers[row->number_count++] = cell;
        } else if (!is_figure && !row->name.len) {
            size_t quote = cell.ptr[0] == '"' ? 1 : strlen("“");
            bool is_quoted = typed_quoted(cell) == cell.len;
            row->name = is_quoted ? typed_trim(str_part(cell, quote, cell.len - quote)) : cell;
        } else if (!is_figure && row->separator == BY_BLANKS && row->number_count && !is_unit) {
            struct str *number = &row->numbers[row->number_count - 1]; /* 5 万元 */
            number->len = (size_t)(cell.ptr - number->ptr) + cell.len;
            is_unit = true;
            continue;
        } else if (!is_figure && row->separator != BY_STROKES && row->separator != BY_TABS) {
            return false;
        } else {
            row->has_rest = true;
        }
        is_unit = !is_figure || typed_number(cell) < cell.len;
    }
    return row->name.len > 0 && (row->separator != BY_COMMAS || !has_colon(row->name));
}

/* The line that the node stands on, if nothing stands before it there but strokes. */
static bool find_line(const struct ast_node *node, struct row *row)
{
    struct span span = node->head ? node->head->span : node->span;
    struct str text = span.source->text;
    uint32_t start = span.start, end = start;
    while (start > 0 && strchr(" \t|", text.ptr[start - 1]))
        start--;
    while (end < text.len && text.ptr[end] != '\n' && end - start <= LONGEST)
        end++;
    struct str whole = str_part(text, start, end);
    struct str typed = typed_trim(str_part(whole, 0, length_before(whole, STR("//"))));
    row->span = (struct span){span.source, (uint32_t)(typed.ptr - text.ptr),
                              (uint32_t)(typed.ptr - text.ptr + (ptrdiff_t)typed.len)};
    row->has_comment =
        length_before(whole, STR("//")) < whole.len || length_before(whole, STR("/*")) < whole.len;
    bool is_whole = end == text.len || text.ptr[end] == '\n';
    return (start == 0 || text.ptr[start - 1] == '\n') && typed.len && is_whole &&
           !memchr(typed.ptr, '{', typed.len) && !memchr(typed.ptr, '}', typed.len);
}

/* Whether the line is a field with its colon, 备注：甲 | 5 | 60: it is no row, whatever else is wrong with it. */
static bool is_field(const struct binder *b, struct str line)
{
    while (line.len && strchr(" \t|", line.ptr[0]))
        line = typed_rest(line, 1);
    size_t wide = length_before(line, STR("：")), narrow = length_before(line, STR(":"));
    size_t colon = wide < narrow ? wide : narrow;
    struct str name = typed_trim(str_part(line, 0, colon));
    return colon < line.len && has_field(b, BLOCK_LINE, name);
}

static bool read_row(struct binder *b, const struct ast_node *node, struct row *row)
{
    *row = (struct row){.cell_count = 0};
    if (!find_line(node, row) || is_field(b, span_text(row->span)) ||
        !read_cells(row, span_text(row->span)) || !sort_cells(row))
        return false;
    return !vocabulary_find(&b->library->vocabulary, BLOCK_LINE, row->name) ||
           row->separator == BY_STROKES || row->separator == BY_TABS;
}

/* ---- telling ------------------------------------------------------------------------------------ */

static bool holds_quote(struct str text)
{
    return memchr(text.ptr, '"', text.len) || memchr(text.ptr, '\\', text.len) ||
           str_contains(text, STR("“")) || str_contains(text, STR("”"));
}

/* Whether the row is the head of the table, or the line of dashes below it. */
static bool is_table_head(const struct row *row)
{
    static const char *const words[] = {"单价", "数量", "金额", "单位", "合计", "小计", "---"};
    unsigned found = 0;
    for (unsigned i = 0; i < row->cell_count; i++) {
        bool is_word = false;
        for (size_t j = 0; j < sizeof words / sizeof words[0]; j++)
            is_word |= str_starts_with(row->cells[i], str_of(words[j]));
        found += is_word;
    }
    return row->number_count == 0 && found > 1;
}

/* Whether the cell is dashes, or a short caption, which may have a unit in brackets behind it. */
static bool is_caption(struct str cell)
{
    enum { LONGEST_CAPTION = 12, LONGEST_CELL = 30 /* bytes: four characters, ten */ };
    size_t wide = length_before(cell, STR("（")), narrow = length_before(cell, STR("("));
    size_t dashes = 0, caption = wide < narrow ? wide : narrow;
    while (dashes < cell.len && cell.ptr[dashes] == '-')
        dashes++;
    bool is_closed =
        caption == cell.len || str_ends_with(cell, STR("）")) || str_ends_with(cell, STR(")"));
    return dashes == cell.len ||
           (caption <= LONGEST_CAPTION && cell.len <= LONGEST_CELL && is_closed);
}

/* Whether nothing is lost with the head of the table. */
static bool is_plain_head(const struct row *row)
{
    struct str text = span_text(row->span);
    if (row->has_comment || has_colon(text) || holds_quote(text) || str_contains(text, STR("《")))
        return false;
    for (unsigned i = 0; i < row->cell_count; i++) {
        if (!is_caption(row->cells[i]))
            return false;
    }
    return true;
}

static struct str number_part(struct str cell)
{
    return str_part(cell, 0, typed_number(cell));
}

static struct str unit_part(struct str cell)
{
    return typed_trim(typed_rest(cell, typed_number(cell)));
}

/* Whether the first two numbers of three make the third. */
static bool is_product(const struct row *row)
{
    struct decimal parts[3];
    for (unsigned i = 0; i < 3; i++) {
        if (row->number_count != 3 || decimal_parse(number_part(row->numbers[i]), &parts[i]))
            return false;
    }
    struct rational product;
    return rational_multiply(rational_of(parts[0]), rational_of(parts[1]), &product) &&
           rational_compare(product, rational_of(parts[2])) == 0;
}

/* Whether each of the three has its unit, and the units go together: 5 万元/台, 60 台, 300 万元. */
static bool units_agree(struct binder *b, const struct row *row)
{
    struct str price = unit_part(row->numbers[0]), of = unit_part(row->numbers[1]),
               amount = unit_part(row->numbers[2]);
    const struct measure *money = amount.len ? units_find(b->units, amount) : NULL;
    const struct str wanted[] = {amount, STR("/"), of};
    return money && money->kind == b->units->money && of.len &&
           str_equal(price, arena_join(b->arena, wanted, 3));
}

/* The quote and the colon behind the name. */
static struct str row_colon(const struct row *row)
{
    return (unsigned char)row->name.ptr[0] < 0x80 ? STR("\": ") : STR("\"：");
}

/* "设备"：5 万元/台 × 60 台 = 300 万元, as typed or with the units for an example; in words if the numbers are
 * others. */
static struct bilingual right_line(struct binder *b, const struct row *row, bool has_units)
{
    struct str name = holds_quote(row->name) ? STR("…") : row->name;
    const struct str head[] = {STR("\""), name, row_colon(row)};
    struct str start = arena_join(b->arena, head, 3);
    if (!is_product(row)) {
        const struct str chinese[] = {start, STR("单价 × 数量 = 金额")},
                         english[] = {start, STR("price × quantity = amount")};
        return (struct bilingual){arena_join(b->arena, chinese, 2),
                                  arena_join(b->arena, english, 2)};
    }
    struct str money = b->money ? b->money->name.chinese : STR("万元"), numbers[3];
    for (unsigned i = 0; i < 3; i++)
        numbers[i] = has_units ? row->numbers[i] : number_part(row->numbers[i]);
    struct str space = has_units ? STR("") : STR(" "), unit = has_units ? STR("") : money;
    const struct str parts[] = {start,
                                numbers[0],
                                space,
                                unit,
                                has_units ? STR("") : STR("/台"),
                                STR(" × "),
                                numbers[1],
                                has_units ? STR("") : STR(" 台"),
                                STR(" = "),
                                numbers[2],
                                space,
                                unit};
    struct str line = arena_join(b->arena, parts, sizeof parts / sizeof parts[0]);
    return (struct bilingual){line, line};
}

/* Whatever the parser found in the row goes: one message says what it is. */
static struct diag *report_row(struct binder *b, const struct row *row)
{
    diags_drop(b->diags, DIAG_UNEXPECTED, row->span);
    diags_drop(b->diags, DIAG_STRAY_CHARACTER, row->span);
    diags_drop(b->diags, DIAG_GROUPED_NUMBER, row->span);
    diags_drop(b->diags, DIAG_COLON_MISSING, row->span);
    return diag_report(b->diags, DIAG_UNEXPECTED, row->span, DIAG_TEXT(span_text(row->span)));
}

/* 设备 300万元: a line whose quotes and colon are missing. */
static void report_plain_line(struct binder *b, const struct row *row)
{
    const struct str parts[] = {STR("\""), row->name, row_colon(row), row->numbers[0]};
    struct str right = arena_join(b->arena, parts, sizeof parts / sizeof parts[0]);
    struct diag *diag = diag_report(b->diags, DIAG_UNKNOWN_WORD, row->span,
                                    DIAG_PHRASE(block_name(BLOCK_LINE)), DIAG_TEXT(row->name));
    if (is_word_of_total(row->name)) {
        diag_help(b->diags, diag, NOTE_HELP_LINE_TOTALS, DIAG_TEXT(row->numbers[0]));
        return;
    }
    diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(right));
    if (!row->has_comment)
        diag_fix(b->diags, diag, row->span, right, FIX_NAMED);
}

bool report_pasted_row(struct binder *b, const struct ast_node *node)
{
    struct row row;
    bool is_plain = !node->broken && (!node->labels || node->values || node->has_block);
    if (is_plain || b->diags->errors > DIAG_KEPT_LIMIT || !read_row(b, node, &row))
        return false;
    bool is_table = row.separator == BY_STROKES || row.separator == BY_TABS;
    if (is_table_head(&row)) {
        struct diag *diag = report_row(b, &row);
        diag_help(b->diags, diag, NOTE_HELP_TABLE_HEAD, DIAG_NONE);
        if (is_plain_head(&row))
            diag_fix(b->diags, diag, whole_line(row.span), STR(""), FIX_NAMED);
        return true;
    }
    if (row.number_count == 1 && row.separator != BY_STROKES && row.cell_count == 2) {
        bool is_line = !node->broken && node->head->kind == AST_NAME;
        if (is_line)
            report_plain_line(b, &row);
        return is_line;
    }
    bool may_be_split = !is_table && has_colon(span_text(row.span)) && row.number_count != 3;
    if (row.number_count < (is_table ? 1 : 2) || may_be_split) /* "甲"：1 000 */
        return false;
    bool has_units = is_product(&row) && units_agree(b, &row);
    struct bilingual right = right_line(b, &row, has_units);
    struct diag *diag = report_row(b, &row);
    if (is_word_of_total(row.name)) {
        struct str amount = row.numbers[row.number_count - 1];
        diag_help(b->diags, diag, NOTE_HELP_LINE_TOTALS, DIAG_TEXT(amount));
        return true;
    }
    diag_help(b->diags, diag, NOTE_HELP_ROW, DIAG_PHRASE(right));
    bool is_whole = !row.has_rest && !row.has_comment; /* nothing else is on the line */
    if (has_units && is_whole && !holds_quote(row.name) && !has_colon(row.name))
        diag_fix(b->diags, diag, row.span, right.chinese, FIX_NAMED);
    return true;
}
