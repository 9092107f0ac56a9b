/* declare_list.c - declarations of what catalogue.h holds. */
#include "sema/bind.h"

struct text_lines text_lines_of(const struct value *value)
{
    struct str text = value->kind == VALUE_TEXT ? value->text : (struct str){0};
    return (struct text_lines){text, value->span, 0};
}

/* Where the line stands: behind the last one and blanks, unless it has escapes. */
static struct span line_place(struct text_lines *lines, struct str line)
{
    struct str source = span_text(lines->whole);
    size_t at = lines->at;
    while (at < source.len && strchr(" \t\r\n\"", source.ptr[at]))
        at++;
    if (at == 0)
        while (at < source.len && str_starts_with(str_part(source, at, source.len), STR("“")))
            at += 3;
    if (!str_starts_with(str_part(source, at, source.len), line))
        return lines->whole;
    lines->at = at + line.len;
    uint32_t start = lines->whole.start + (uint32_t)at;
    return (struct span){lines->whole.source, start, start + (uint32_t)line.len};
}

bool text_next_line(struct text_lines *lines, struct str *line, struct span *span)
{
    *line = (struct str){0};
    while (line->len == 0 && lines->rest.len) {
        const char *end = memchr(lines->rest.ptr, '\n', lines->rest.len);
        size_t length = end ? (size_t)(end - lines->rest.ptr) : lines->rest.len;
        *line = str_part(lines->rest, 0, length);
        lines->rest = str_part(lines->rest, end ? length + 1 : length, lines->rest.len);
        while (line->len && strchr(" \t", line->ptr[0]))
            *line = str_part(*line, 1, line->len);
        while (line->len && strchr(" \t\r", line->ptr[line->len - 1]))
            line->len--;
    }
    if (line->len)
        *span = line_place(lines, *line);
    return line->len > 0;
}

static void gather(struct binder *b, struct gathered *g, struct str item, struct span span)
{
    if (g->count == g->room) {
        g->room = g->room ? 2 * g->room : 8;
        g->items = arena_grow(b->arena, g->items, sizeof *g->items, g->count, g->room);
        g->spans = arena_grow(b->arena, g->spans, sizeof *g->spans, g->count, g->room);
    }
    g->items[g->count] = item;
    g->spans[g->count++] = span;
}

bool report_long_word(struct binder *b, struct str word, struct span span)
{
    if (word.len <= WORD_SET_LENGTH_LIMIT)
        return false;
    diag_report(b->diags, DIAG_LIST_WORD_TOO_LONG, span, DIAG_TEXT(word),
                DIAG_NUMBER(WORD_SET_LENGTH_LIMIT));
    return true;
}

struct gathered gather_words(struct binder *b, const struct field *field)
{
    struct gathered g = {NULL, NULL, 0, 0};
    for (; field; field = field->next) {
        for (const struct value *value = field->values; value; value = value->next) {
            struct text_lines lines = text_lines_of(value);
            struct str word;
            struct span span;
            if (value->kind == VALUE_NAME && !report_long_word(b, value->text, value->span))
                gather(b, &g, value->text, value->span);
            while (text_next_line(&lines, &word, &span)) {
                if (!report_long_word(b, word, span))
                    gather(b, &g, word, span);
            }
        }
    }
    return g;
}

static bool is_true(const struct object *object, enum word_id word)
{
    const struct value *value = object_value(object, word, VALUE_TRUTH);
    return value && value->truth;
}

static void declare_word_list(struct binder *b, const struct ast_node *node)
{
    struct word_list *list = ARENA_NEW(b->arena, struct word_list);
    if (!node_names(b, node, &list->name))
        return;
    list->span = node->labels->span;
    list->documentation = node->documentation;
    struct object *object = object_new(b, BLOCK_WORD_LIST, node->span);
    bind_block(b, object, node->children.first, NULL, NULL);
    struct gathered words = gather_words(b, object_get(object, WORD_WORD_LIST_WORDS));
    struct gathered excepted = gather_words(b, object_get(object, WORD_WORD_LIST_EXCEPTED));
    list->is_whole = is_true(object, WORD_WORD_LIST_WHOLE);
    list->words = words.items;
    list->count = words.count;
    list->excepted = excepted.items;
    list->excepted_count = excepted.count;
    for (unsigned i = 0; i < words.count; i++)
        word_set_add(&list->set, b->arena, words.items[i], list);
    for (unsigned i = 0; i < excepted.count; i++)
        word_set_add(&list->set, b->arena, excepted.items[i], excepted.items);
    if (words.count == 0 && !object->poisoned && !node->broken) {
        struct diag *diag =
            diag_report(b->diags, DIAG_LIST_EMPTY, node->header, DIAG_PHRASE(list->name));
        diag_help(b->diags, diag, NOTE_HELP_LIST_WORDS, DIAG_NONE);
    }
    const struct word_list *other;
    if (!catalogue_add_word_list(b->catalogue, list, &other)) {
        const struct ast_expression *label = label_shared(node->labels, other->name);
        report_declared(b, label->span, label->text, other->span);
    }
}

void bind_catalogue(struct binder *b, const struct ast_node *nodes)
{
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (node_is_broken(node) || node->head->kind != AST_NAME)
            continue;
        const struct word *word =
            vocabulary_find(&b->library->vocabulary, BLOCK_FILE, node->head->text);
        if (word && word->id == WORD_FILE_WORD_LIST)
            declare_word_list(b, node);
        else if (word && word->id == WORD_FILE_CLASSIFICATION)
            declare_classification(b, node);
        else if (word && word->id == WORD_FILE_INDICATOR_LIBRARY)
            declare_indicator_library(b, node);
        else if (word && word->id == WORD_FILE_STANDARD)
            declare_standard(b, node);
    }
}
