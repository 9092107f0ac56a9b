/* declare_code.c - declarations of budget classification: 科目. */
#include "sema/bind.h"

/* 用于：经济科目 */
static bool bind_code_field(struct binder *b, struct classification *list,
                            const struct object *object, const struct ast_node *node)
{
    static const enum word_id words[CODE_FIELD_COUNT] = {
        [CODE_ECONOMIC] = WORD_LINE_ECONOMIC_CODE, [CODE_FUNCTIONAL] = WORD_LINE_FUNCTIONAL_CODE};
    const struct field *field = object_get(object, WORD_CLASSIFICATION_FIELD);
    const struct value *value = field ? field->values : NULL;
    if (!field && list->extended)
        return true;
    if (value && value->kind != VALUE_NAME)
        return false;
    struct bilingual choices = {{0}, {0}};
    for (enum code_field i = 0; i < CODE_FIELD_COUNT; i++) {
        struct bilingual name = word_info(words[i])->name;
        list->field = i;
        if (value && bilingual_is(name, value->text)) {
            name_log_add(b->names, value->span, name);
            return true;
        }
        bilingual_add(b->arena, &choices, name);
    }
    const struct word *word = word_info(WORD_CLASSIFICATION_FIELD);
    struct diag *diag;
    if (value)
        diag = diag_report(b->diags, DIAG_NO_SUCH_CHOICE, value->span, DIAG_PHRASE(word->name),
                           DIAG_TEXT(value->text));
    else if (object->poisoned || node->broken)
        return false;
    else
        diag = diag_report(b->diags, DIAG_CODE_FIELD_MISSING, node->header, DIAG_PHRASE(list->name),
                           DIAG_PHRASE(word->name));
    diag_help(b->diags, diag, NOTE_HELP_CHOICES, DIAG_PHRASE(choices));
    return false;
}

/* 位数：3, 5, 7 */
static void bind_digits(struct binder *b, struct classification *list, const struct object *object)
{
    const struct field *field = object_get(object, WORD_CLASSIFICATION_DIGITS);
    unsigned least = 0;
    if (field)
        list->level_count = 0;
    for (; field; field = field->next) {
        for (const struct value *value = field->values; value; value = value->next) {
            if (value->kind != VALUE_QUANTITY)
                continue;
            int128 digits = value->quantity.written.coefficient;
            if (digits <= least || digits > CODE_DIGITS_LIMIT ||
                value->quantity.written.places > 0 || list->level_count == CODE_LEVEL_LIMIT) {
                diag_report(b->diags, DIAG_WRONG_TYPE, value->span, DIAG_PHRASE(field->word->name),
                            DIAG_PHRASE(((struct bilingual){
                                STR("由小到大的位数，如 3, 5, 7"),
                                STR("numbers of digits, ascending, such as 3, 5, 7")})));
                return;
            }
            least = (unsigned)digits;
            list->digits[list->level_count++] = least;
        }
    }
}

static bool is_level(const struct classification *list, size_t length)
{
    bool found = false;
    for (unsigned i = 0; i < list->level_count; i++)
        found |= list->digits[i] == length;
    return found;
}

/* 30216 培训费 | training */
static void add_code(struct binder *b, struct classification *list, struct str line,
                     struct span span)
{
    struct class_code *code = ARENA_NEW(b->arena, struct class_code);
    struct str name;
    code_split(line, &code->code, &name);
    const char *bar = memchr(name.ptr, '|', name.len);
    code->name.english = code->name.chinese = name;
    if (bar) {
        struct str none;
        code_split(str_part(name, 0, (size_t)(bar - name.ptr)), &none, &code->name.chinese);
        code_split(str_part(name, (size_t)(bar - name.ptr) + 1, name.len), &none,
                   &code->name.english);
    }
    bool fits = list->level_count ? is_level(list, code->code.len)
                                  : code->code.len && code->code.len <= CODE_DIGITS_LIMIT;
    if (!fits || code->name.chinese.len == 0) {
        struct diag *diag = diag_report(b->diags, DIAG_BAD_CODE_LINE, span, DIAG_TEXT(line));
        diag_help(b->diags, diag, NOTE_HELP_CODE_LINE, DIAG_NONE);
    } else if (!catalogue_add_code(b->catalogue, list, code)) {
        diag_report(b->diags, DIAG_REPEATED, span, DIAG_TEXT(code->code));
    }
}

static void add_codes(struct binder *b, struct classification *list, const struct object *object)
{
    const struct field *field = object_get(object, WORD_CLASSIFICATION_CODES);
    for (; field; field = field->next) {
        for (const struct value *value = field->values; value; value = value->next) {
            struct text_lines lines = text_lines_of(value);
            struct str line;
            struct span span;
            while (text_next_line(&lines, &line, &span))
                add_code(b, list, line, span);
        }
    }
}

/* Which classes have codes of which level below them. */
static void mark_classes(const struct catalogue *catalogue, struct classification *list)
{
    for (const struct class_code *code = list->codes; code; code = code->next) {
        for (size_t length = 1; length < code->code.len; length++) {
            struct str above = str_part(code->code, 0, length);
            struct class_code *class =
                (struct class_code *)map_get(&catalogue->codes[list->field], above);
            while (class && class->list != list)
                class = class->other;
            if (class)
                class->lengths_below |= 1u << code->code.len;
        }
    }
}

/* Without 位数 the codes themselves show how long they are. */
static void find_digits(struct classification *list)
{
    bool had[CODE_DIGITS_LIMIT + 1] = {false};
    for (const struct class_code *code = list->codes; code; code = code->next)
        had[code->code.len] = true;
    for (unsigned i = 1; i <= CODE_DIGITS_LIMIT && list->level_count < CODE_LEVEL_LIMIT; i++) {
        if (had[i])
            list->digits[list->level_count++] = i;
    }
}

void declare_classification(struct binder *b, const struct ast_node *node)
{
    struct classification *list = ARENA_NEW(b->arena, struct classification);
    struct bilingual name;
    if (!node_names(b, node, &name))
        return;
    const struct classification *extended =
        b->catalogue->outer ? catalogue_classification(b->catalogue->outer, name.chinese) : NULL;
    if (extended) {
        name_log_add(b->names, node->labels->span, extended->name);
        *list = *extended;
        list->codes = list->codes_last = NULL;
        list->next = NULL;
        list->count = 0;
        list->extended = extended;
    }
    list->name = name;
    list->span = node->labels->span;
    list->documentation = node->documentation;
    struct object *object = object_new(b, BLOCK_CLASSIFICATION, node->span);
    bind_block(b, object, node->children.first, NULL, NULL);
    bool has_field = bind_code_field(b, list, object, node);
    const struct value *years = object_value(object, WORD_CLASSIFICATION_YEARS, VALUE_PERIOD);
    if (years) {
        list->first_year = years->period.first.year;
        list->last_year = years->period.last.year;
    }
    if (object_get(object, WORD_CLASSIFICATION_EXTENT))
        list->extent = object_texts(object, WORD_CLASSIFICATION_EXTENT);
    bind_digits(b, list, object);
    const struct classification *other;
    if (!catalogue_add_classification(b->catalogue, list, &other)) {
        const struct ast_expression *label = label_shared(node->labels, other->name);
        report_declared(b, label->span, label->text, other->span);
        return;
    }
    if (!has_field)
        return;
    add_codes(b, list, object);
    mark_classes(b->catalogue, list);
    if (list->level_count == 0)
        find_digits(list);
    if (list->count == 0 && !object->poisoned && !node->broken &&
        !object_get(object, WORD_CLASSIFICATION_CODES))
        diag_help(b->diags,
                  diag_report(b->diags, DIAG_LIST_EMPTY, node->header, DIAG_PHRASE(list->name)),
                  NOTE_HELP_LIST_CODES, DIAG_NONE);
}
