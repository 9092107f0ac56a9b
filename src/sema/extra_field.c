/* extra_field.c - 字段: fields that a framework adds to projects, indicators and budget lines. */
#include "sema/bind.h"

/* What a field may be, and its word's type. */
static const struct {
    struct bilingual name;
    enum word_type type;
    enum block argument;
} types[] = {
    {{{"文字", 6}, {"text", 4}}, TYPE_TEXT, BLOCK_NONE},
    {{{"文件", 6}, {"title", 5}}, TYPE_TITLE, BLOCK_BASIS},
    {{{"数", 3}, {"number", 6}}, TYPE_NUMBER, BLOCK_NONE},
    {{{"金额", 6}, {"money", 5}}, TYPE_MONEY, BLOCK_NONE},
    {{{"年份", 6}, {"year", 4}}, TYPE_YEAR, BLOCK_NONE},
    {{{"日期", 6}, {"date", 4}}, TYPE_DATE, BLOCK_NONE},
    {{{"真假", 6}, {"truth", 5}}, TYPE_TRUTH, BLOCK_NONE},
    {{{"目标值", 9}, {"target", 6}}, TYPE_TARGET, BLOCK_NONE},
    {{{"选项", 6}, {"choice", 6}}, TYPE_CHOICE, BLOCK_NONE},
};

enum { TYPE_NAMES_COUNT = sizeof types / sizeof types[0] };

/* Whose field it is: 项目, 指标, 明细; BLOCK_NONE for anything else. */
static enum block subject_of(struct binder *b, const struct ast_expression *label)
{
    static const struct {
        struct bilingual name;
        enum block block;
    } subjects[] = {{{{"项目", 6}, {"project", 7}}, BLOCK_PROJECT},
                    {{{"指标", 6}, {"indicators", 10}}, BLOCK_INDICATOR},
                    {{{"指标", 6}, {"indicator", 9}}, BLOCK_INDICATOR},
                    {{{"明细", 6}, {"lines", 5}}, BLOCK_LINE},
                    {{{"明细", 6}, {"line", 4}}, BLOCK_LINE}};
    for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++) {
        if (bilingual_is(subjects[i].name, label->text)) {
            name_log_add(b->names, label->span, subjects[i].name);
            return subjects[i].block;
        }
    }
    return BLOCK_NONE;
}

/* The names behind the subject; false after reporting. */
static bool bind_names(struct binder *b, const struct ast_node *node, enum block *block,
                       struct bilingual *name)
{
    const struct ast_expression *subject = node->labels;
    *block = subject && subject->kind == AST_NAME ? subject_of(b, subject) : BLOCK_NONE;
    const struct ast_expression *chinese = subject ? subject->next : NULL;
    const struct ast_expression *english = chinese ? chinese->next : NULL;
    if (*block != BLOCK_NONE && english && !english->next && chinese->kind == AST_NAME &&
        english->kind == AST_NAME) {
        *name = (struct bilingual){chinese->text, english->text};
        return true;
    }
    for (; chinese; chinese = chinese->next) {
        if (chinese->kind == AST_NAME)
            units_add_broken(b->units, chinese->text);
    }
    if (!node->broken)
        diag_help(b->diags, diag_report(b->diags, DIAG_BAD_FIELD, node->header, DIAG_NONE),
                  NOTE_HELP_FIELD, DIAG_NONE);
    return false;
}

/* A word of the language that stands in the block already, or NULL. */
static const struct word *word_taken(enum block block, struct bilingual name)
{
    for (enum word_id id = word_first(block); id < word_end(block); id++) {
        const struct word *word = word_info(id);
        if (str_equal(word->name.chinese, name.chinese) ||
            str_equal(word->name.english, name.english))
            return word;
    }
    return NULL;
}

/* Whether the name is free; if not, it was reported. */
static bool check_free(struct binder *b, const struct framework *framework, enum block block,
                       const struct ast_expression *label, struct bilingual name)
{
    const struct extra_field *field = framework->fields;
    while (field &&
           (field->word.block != block || (!str_equal(field->word.name.chinese, name.chinese) &&
                                           !str_equal(field->word.name.english, name.english))))
        field = field->next;
    const struct category *category =
        block == BLOCK_PROJECT ? category_find(framework->categories, name.chinese) : NULL;
    if (field || category) {
        label = label_shared(label, field ? field->word.name : category->name);
        report_repeated(b, DIAG_DECLARED_TWICE, label->span, label->text,
                        field ? field->span : category->span);
        return false;
    }
    const struct word *taken = word_taken(block, name);
    if (!taken)
        return true;
    bool is_chinese = str_equal(taken->name.chinese, name.chinese);
    diag_report(b->diags, DIAG_FIELD_TAKEN, (is_chinese ? label : label->next)->span,
                DIAG_PHRASE(block_name(block)),
                DIAG_TEXT(is_chinese ? name.chinese : name.english));
    return false;
}

static void bind_type(struct binder *b, const struct field *field, struct word *word)
{
    const struct value *value = field ? field->values : NULL;
    word->type = TYPE_TEXT;
    word->argument = BLOCK_NONE;
    if (!value || value->kind != VALUE_NAME)
        return;
    struct bilingual list = {{0}, {0}};
    for (size_t i = 0; i < TYPE_NAMES_COUNT; i++) {
        if (bilingual_is(types[i].name, value->text)) {
            name_log_add(b->names, value->span, types[i].name);
            word->type = types[i].type;
            word->argument = types[i].argument;
            return;
        }
        bilingual_add(b->arena, &list, types[i].name);
    }
    struct diag *diag = diag_report(b->diags, DIAG_NO_SUCH_CHOICE, value->span,
                                    DIAG_PHRASE(field->word->name), DIAG_TEXT(value->text));
    diag_help(b->diags, diag, NOTE_HELP_CHOICES, DIAG_PHRASE(list));
    units_add_broken(b->units, word->name.chinese);
    units_add_broken(b->units, word->name.english);
    word->type = TYPE_LIST; /* nobody knows: the values are taken and not looked at */
}

static bool field_child(struct binder *b, void *context, const struct ast_node *node,
                        struct str head)
{
    if (!vocabulary_find(&b->library->vocabulary, BLOCK_FIELD, head))
        return false;
    bind_choice_item(b, context, node);
    return true;
}

/* 项 goes with 选项, and with nothing else. */
static void check_items(struct binder *b, const struct extra_field *field, bool has_items)
{
    if (field->word.type == TYPE_LIST || has_items == (field->word.type == TYPE_CHOICE))
        return;
    struct diag *diag =
        diag_report(b->diags, DIAG_FIELD_ITEMS, field->span, DIAG_PHRASE(field->word.name));
    diag_help(b->diags, diag, has_items ? NOTE_HELP_FIELD_IS_CHOICE : NOTE_HELP_FIELD_ITEMS,
              DIAG_NONE);
}

/* The field with its word, at the end of the framework's list. */
static struct extra_field *add_field(struct binder *b, struct framework *framework,
                                     enum block block, struct bilingual name)
{
    struct extra_field **last = &framework->fields;
    while (*last)
        last = &(*last)->next;
    *last = ARENA_NEW(b->arena, struct extra_field);
    (*last)->word.id = (enum word_id)(WORD_COUNT + framework->field_count++);
    (*last)->word.block = block;
    (*last)->word.name = name;
    (*last)->word.json = arena_copy(b->arena, name.english);
    return *last;
}

void bind_extra_field(struct binder *b, struct framework *framework, const struct ast_node *node)
{
    enum block block;
    struct bilingual name;
    if (!bind_names(b, node, &block, &name) ||
        !check_free(b, framework, block, node->labels->next, name))
        return;
    if (framework->field_count == EXTRA_FIELD_LIMIT) {
        diag_report(b->diags, DIAG_TOO_MANY_FIELDS, node->header, DIAG_NUMBER(EXTRA_FIELD_LIMIT));
        return;
    }
    struct extra_field *field = add_field(b, framework, block, name);
    struct object *object = object_new(b, BLOCK_FIELD, node->span);
    struct choices items = {.word = &field->word};
    field->span = node->labels->next->span;
    bind_block(b, object, node->children.first, field_child, &items);
    check_not_removed(b, object_get(object, WORD_FIELD_REMOVED));
    const struct value *many = object_value(object, WORD_FIELD_MANY, VALUE_TRUTH);
    const struct value *note = object_value(object, WORD_FIELD_NOTE, VALUE_TEXT);
    bind_type(b, object_get(object, WORD_FIELD_TYPE), &field->word);
    if (many && many->truth)
        field->word.count = COUNT_MANY;
    if (note)
        field->word.line = (struct bilingual){note->text, note->text};
    if (field->word.type == TYPE_CHOICE && items.first) {
        struct choices *choices = choices_new(b, framework, &field->word, field->span);
        choices->first = items.first;
        choices->last = items.last;
        choices->names = items.names;
    }
    if (!object->poisoned)
        check_items(b, field, items.first != NULL);
}
