/* sheet.c - declarations of printed sheets. */
#include "sema/bind.h"

/* What the words of a sheet may name: the fields of a project, or of one element of a list. */
struct scope {
    struct binder *binder;
    const struct framework *framework;
    const struct ast_node *sheet;
    struct str title; /* of the sheet */
    enum block block;
};

static const struct word *find_any(enum block block, struct str name)
{
    for (enum word_id id = word_first(block); id < word_end(block); id++) {
        const struct word *word = word_info(id);
        if (str_equal(name, word->name.chinese) || str_equal(name, word->name.english))
            return word;
    }
    return NULL;
}

/* The same, or a field of the framework's own. */
static const struct word *find_word(const struct scope *s, enum block block, struct str name)
{
    const struct word *word = find_any(block, name);
    return word ? word : framework_field(s->framework, block, name);
}

/* 关系, 单位 … of a target, 权重 of a category; SHEET_WHOLE if it has no such part. */
static enum sheet_member member_of(const struct scope *s, const struct word *word, struct str name,
                                   struct span span)
{
    static const struct {
        struct bilingual name;
        enum sheet_member member;
    } members[] = {{{{"关系", 6}, {"relation", 8}}, SHEET_RELATION},
                   {{{"值", 3}, {"value", 5}}, SHEET_VALUE},
                   {{{"单位", 6}, {"unit", 4}}, SHEET_UNIT},
                   {{{"值和单位", 12}, {"value_and_unit", 14}}, SHEET_WITH_UNIT},
                   {{{"性质", 6}, {"nature", 6}}, SHEET_NATURE},
                   {{{"方向", 6}, {"direction", 9}}, SHEET_DIRECTION},
                   {{{"权重", 6}, {"weight", 6}}, SHEET_WEIGHT}};
    bool is_target = word->id == WORD_INDICATOR_TARGET || word->type == TYPE_TARGET;
    bool is_category = word->id == WORD_INDICATOR_LEVEL_ONE || word->id == WORD_INDICATOR_LEVEL_TWO;
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        bool fits = members[i].member == SHEET_WEIGHT ? is_category : is_target;
        if (fits && bilingual_is(members[i].name, name)) {
            name_log_add(s->binder->names, span, members[i].name);
            return members[i].member;
        }
    }
    return SHEET_WHOLE;
}

/* The second word of a path: 立项.依据, 资金.总预算, 期限.起始. */
static bool bind_member(const struct scope *s, struct sheet_part *part, struct str name,
                        struct span span)
{
    static const struct bilingual first = {{"起始", 6}, {"first", 5}},
                                  last = {{"结束", 6}, {"last", 4}};
    struct name_log *names = s->binder->names;
    const struct word *word = part->words[0];
    if (word->id == WORD_PROJECT_FUNDING) {
        part->item = funding_find(s->framework->funding, name);
        part->path = part->item ? 2 : 0;
        if (part->item)
            name_log_add(names, span, part->item->name);
    } else if (word->type == TYPE_PERIOD) {
        part->is_first = bilingual_is(first, name);
        part->is_last = bilingual_is(last, name);
        part->path = part->is_first || part->is_last ? 1 : 0;
        if (part->path)
            name_log_add(names, span, part->is_first ? first : last);
    } else if (word->type == TYPE_OBJECT) {
        part->words[1] = find_any(word->argument, name);
        part->path = part->words[1] ? 2 : 0;
        if (part->words[1])
            name_log_add(names, span, part->words[1]->name);
    } else {
        part->member = member_of(s, word, name, span);
        part->path = part->member != SHEET_WHOLE ? 1 : 0;
    }
    return part->path > 0;
}

/* Whether the sheet is written in the framework, and not taken over. */
static bool is_own(const struct scope *s)
{
    struct span node = s->sheet->span, own = s->framework->whole_span;
    return node.source == own.source && node.start >= own.start && node.end <= own.end;
}

/* A path that leads nowhere; in a sheet that was taken over, what it named may be gone. */
static void report_path(const struct scope *s, struct span span)
{
    struct diags *diags = s->binder->diags;
    struct str text = span_text(span);
    if (is_own(s))
        diag_help(diags, diag_report(diags, DIAG_BAD_SHEET_PATH, span, DIAG_TEXT(text)),
                  NOTE_HELP_SHEET_PATH, DIAG_NONE);
    else
        diag_help(diags,
                  diag_report(diags, DIAG_INHERITED_SHEET, s->framework->span, DIAG_TEXT(text),
                              DIAG_TEXT(s->title)),
                  NOTE_HELP_INHERITED_SHEET, DIAG_TEXT(s->title));
}

/* Whether something in the node could not be read, which was reported. */
static bool has_unread(const struct scope *s, const struct ast_node *node)
{
    for (const struct diag *diag = s->binder->diags->first; diag; diag = diag->next) {
        struct span place = diag->span, whole = node->span;
        if (place.source == whole.source && place.start >= whole.start && place.end <= whole.end &&
            strcmp(diag_info(diag->code)->category, "syntax") == 0)
            return true;
    }
    return false;
}

/*
 * Reports what stands behind a colon, for a part of a sheet takes none; or that a part is without what it is to hold:
 * by its name, if it has one, or by its word.
 */
static void check_part(const struct scope *s, const struct word *word, const struct ast_node *node,
                       bool is_filled)
{
    struct diags *diags = s->binder->diags;
    const struct ast_expression *label = node->labels;
    struct bilingual name = word->name;
    if (node->broken || !is_own(s))
        return;
    if (node->values) {
        struct span sign = node->has_colon ? node->colon : node->relation_span;
        diag_report(diags, DIAG_UNEXPECTED, sign, DIAG_TEXT(span_text(sign)));
        return;
    }
    if (label && label->kind == AST_TEXT)
        name.chinese = name.english = label->text;
    if (!is_filled && !has_unread(s, node))
        diag_help(diags, diag_report(diags, DIAG_LIST_EMPTY, node->header, DIAG_PHRASE(name)),
                  NOTE_HELP_SHEET_EMPTY, DIAG_NONE);
}

static struct sheet_part *bind_part(const struct scope *s, const struct ast_expression *label)
{
    struct sheet_part *part = ARENA_NEW(s->binder->arena, struct sheet_part);
    if (label->kind == AST_TEXT || label->kind == AST_TITLE) {
        part->text = label->text;
        return part;
    }
    const struct bilingual project = word_info(WORD_FILE_PROJECT)->name;
    struct name_log *names = s->binder->names;
    const struct ast_expression *first = label->kind == AST_MEMBER ? label->member.left : label;
    bool found = false;
    if (label->kind == AST_MEMBER && first->kind == AST_NAME && s->block != BLOCK_PROJECT &&
        bilingual_is(project, first->text)) {
        name_log_add(names, first->span, project);
        part->words[0] = find_word(s, BLOCK_PROJECT, label->member.name);
        part->path = 1;
        found = part->words[0] != NULL;
        if (found)
            name_log_add(names, label->member.name_span, part->words[0]->name);
    } else if (first->kind == AST_NAME && (part->words[0] = find_word(s, s->block, first->text))) {
        part->path = 1;
        name_log_add(names, first->span, part->words[0]->name);
        found = label->kind != AST_MEMBER ||
                bind_member(s, part, label->member.name, label->member.name_span);
    }
    if (!found && label->kind != AST_ERROR)
        report_path(s, label->span);
    return found ? part : NULL;
}

static struct sheet_part *bind_parts(const struct scope *s, const struct ast_expression *labels)
{
    struct sheet_part *first = NULL, **last = &first;
    for (const struct ast_expression *label = labels; label; label = label->next) {
        *last = bind_part(s, label);
        if (*last)
            last = &(*last)->next;
    }
    return first;
}

/* 跨列 and 合并 of a cell's block. */
static void bind_cell_fields(const struct scope *s, struct sheet_cell *cell,
                             const struct ast_node *node)
{
    struct object *object = object_new(s->binder, BLOCK_CELL, node->span);
    bind_block(s->binder, object, node->children.first, NULL, NULL);
    const struct value *span = object_value(object, WORD_CELL_SPAN, VALUE_QUANTITY);
    if (span) {
        int128 columns = span->quantity.written.coefficient;
        if (span->quantity.written.places == 0 && columns > 0 && columns <= 64)
            cell->span = (unsigned)columns;
        else
            diag_report(s->binder->diags, DIAG_BAD_SPAN, span->span, DIAG_NUMBER(64));
    }
    const struct value *merge = object_value(object, WORD_CELL_MERGE, VALUE_TRUTH);
    cell->merges = merge && merge->truth;
}

/* A row whose cells are its labels: captions and values by turns. */
static struct sheet_cell *cells_of_labels(const struct scope *s,
                                          const struct ast_expression *labels)
{
    struct sheet_cell *first = NULL, **last = &first;
    for (const struct ast_expression *label = labels; label; label = label->next) {
        struct sheet_part *part = bind_part(s, label);
        if (!part)
            continue;
        *last = ARENA_NEW(s->binder->arena, struct sheet_cell);
        (*last)->parts = part;
        (*last)->is_caption = part->path == 0;
        last = &(*last)->next;
    }
    return first;
}

/* The cells of a row's or list's block: 格, 题, 列. */
static struct sheet_cell *cells_of_nodes(const struct scope *s, enum block block,
                                         const struct ast_node *nodes)
{
    struct sheet_cell *first = NULL, **last = &first;
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (node_is_broken(node))
            continue;
        struct str head = node_head(s->binder, node);
        const struct word *word = vocabulary_find(&s->binder->library->vocabulary, block, head);
        if (!word) {
            report_unknown_word(s->binder, node, head, block, NULL, 0);
            continue;
        }
        name_log_add(s->binder->names, node->head->span, word->name);
        check_part(s, word, node, node->labels || word->id != WORD_EACH_COLUMN);
        struct sheet_cell *cell = ARENA_NEW(s->binder->arena, struct sheet_cell);
        cell->parts = bind_parts(s, node->labels);
        cell->is_caption = word->id == WORD_ROW_CAPTION;
        if (word->id == WORD_EACH_COLUMN && cell->parts && cell->parts->path == 0) {
            cell->head = cell->parts;
            cell->parts = cell->parts->next;
            cell->head->next = NULL;
        }
        bind_cell_fields(s, cell, node);
        *last = cell;
        last = &cell->next;
    }
    return first;
}

static struct sheet_row *bind_rows(const struct scope *s, const struct ast_node *nodes);

/* 逐项 指标 { 列 … } */
static bool bind_each(const struct scope *s, struct sheet_row *row, const struct ast_node *node)
{
    const struct ast_expression *label = node->labels;
    bool is_name = label && label->kind == AST_NAME;
    static const struct bilingual tasks = {{"任务", 6}, {"tasks", 5}};
    bool is_of_tasks = is_name && bilingual_is(tasks, label->text);
    const struct word *list = is_of_tasks ? word_info(WORD_PROJECT_LINES)
                              : is_name   ? find_any(BLOCK_PROJECT, label->text)
                                          : NULL;
    bool is_list = list && (list->id == WORD_PROJECT_INDICATORS || list->id == WORD_PROJECT_LINES ||
                            list->id == WORD_PROJECT_SAFEGUARDS);
    if (!is_list) {
        struct span span = label ? label->span : node->header;
        diag_help(
            s->binder->diags,
            diag_report(s->binder->diags, DIAG_BAD_SHEET_PATH, span, DIAG_TEXT(span_text(span))),
            NOTE_HELP_EACH, DIAG_NONE);
        return false;
    }
    name_log_add(s->binder->names, label->span, is_of_tasks ? tasks : list->name);
    struct scope inner = *s;
    inner.block = list->argument;
    row->kind = SHEET_EACH;
    row->each = list;
    row->is_of_tasks = is_of_tasks;
    row->cells = cells_of_nodes(&inner, BLOCK_EACH, node->children.first);
    check_part(s, word_info(WORD_TABLE_EACH), node, node->children.first);
    return true;
}

static bool bind_row(const struct scope *s, const struct word *word, struct sheet_row *row,
                     const struct ast_node *node)
{
    if (word->id == WORD_TABLE_EACH)
        return bind_each(s, row, node);
    if (word->id == WORD_TABLE_GROUP) {
        struct span span;
        row->kind = SHEET_GROUP;
        if (!node_name(s->binder, node, &row->caption, &span))
            return false;
        row->rows = bind_rows(s, node->children.first);
        check_part(s, word, node, node->children.first);
        return row->rows != NULL;
    }
    row->kind = SHEET_ROW;
    row->cells = node->has_block ? cells_of_nodes(s, BLOCK_ROW, node->children.first)
                                 : cells_of_labels(s, node->labels);
    check_part(s, word, node,
               node->has_block ? node->children.first != NULL : node->labels != NULL);
    return row->cells != NULL;
}

static struct sheet_row *bind_rows(const struct scope *s, const struct ast_node *nodes)
{
    struct sheet_row *first = NULL, **last = &first;
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (node_is_broken(node))
            continue;
        struct str head = node_head(s->binder, node);
        const struct word *word =
            vocabulary_find(&s->binder->library->vocabulary, BLOCK_TABLE, head);
        if (!word) {
            report_unknown_word(s->binder, node, head, BLOCK_TABLE, NULL, 0);
            continue;
        }
        name_log_add(s->binder->names, node->head->span, word->name);
        struct sheet_row *row = ARENA_NEW(s->binder->arena, struct sheet_row);
        if (bind_row(s, word, row, node)) {
            *last = row;
            last = &row->next;
        }
    }
    return first;
}

static bool bind_item(const struct scope *s, const struct word *word, struct sheet_item *item,
                      const struct ast_node *node)
{
    if (word->id != WORD_SHEET_TABLE) {
        item->kind = word->id == WORD_SHEET_CENTRE  ? SHEET_CENTRE
                     : word->id == WORD_SHEET_LEFT  ? SHEET_LEFT
                     : word->id == WORD_SHEET_RIGHT ? SHEET_RIGHT
                                                    : SHEET_SIGNATURE;
        item->parts = bind_parts(s, node->labels);
        check_part(s, word, node, node->labels);
        return item->parts != NULL;
    }
    const struct ast_expression *label = node->labels;
    int128 columns = label && label->kind == AST_NUMBER && label->number.value->places == 0
                         ? label->number.value->coefficient
                         : 0;
    if (columns < 1 || columns > 64) {
        diag_report(s->binder->diags, DIAG_BAD_SPAN, node->header, DIAG_NUMBER(64));
        return false;
    }
    item->kind = SHEET_TABLE;
    item->columns = (unsigned)columns;
    item->rows = bind_rows(s, node->children.first);
    check_part(s, word, node, node->children.first);
    return item->rows != NULL;
}

void bind_sheet(struct binder *b, struct framework *framework, const struct ast_node *node)
{
    struct sheet *sheet = ARENA_NEW(b->arena, struct sheet);
    struct span span;
    if (!node_name(b, node, &sheet->title, &span))
        return;
    struct scope scope = {b, framework, node, sheet->title, BLOCK_PROJECT};
    struct sheet_item **last = &sheet->items;
    struct object *fields = object_new(b, BLOCK_SHEET, node->span);
    bool is_empty = true; /* but for its fields */
    for (const struct ast_node *child = node->children.first; child; child = child->next) {
        if (node_is_broken(child)) {
            is_empty = false;
            continue;
        }
        struct str head = node_head(b, child);
        const struct word *word = vocabulary_find(&b->library->vocabulary, BLOCK_SHEET, head);
        is_empty &= word && word->type != TYPE_LIST;
        if (!word) {
            report_unknown_word(b, child, head, BLOCK_SHEET, NULL, 0);
            continue;
        }
        name_log_add(b->names, child->head->span, word->name);
        if (word->type != TYPE_LIST) {
            bind_field(b, fields, word, child);
            continue;
        }
        struct sheet_item *item = ARENA_NEW(b->arena, struct sheet_item);
        if (bind_item(&scope, word, item, child)) {
            *last = item;
            last = &item->next;
        }
    }
    check_part(&scope, word_info(WORD_FRAMEWORK_SHEET), node, !is_empty);
    const struct value *money = object_value(fields, WORD_SHEET_MONEY_UNIT, VALUE_MEASURE);
    if (money)
        sheet->money = money->measure;
    struct sheet **end = &framework->sheets;
    while (*end)
        end = &(*end)->next;
    *end = sheet;
}
