/* declare_indicator.c - declarations of indicator libraries: 指标库. */
#include "sema/bind.h"

/* 方向：正向 */
static enum direction bind_direction(struct binder *b, const struct field *field)
{
    static const struct {
        struct bilingual name;
        enum direction direction;
    } rows[] = {{{{"正向", 6}, {"positive", 8}}, DIRECTION_HIGHER},
                {{{"反向", 6}, {"negative", 8}}, DIRECTION_LOWER},
                {{{"无", 3}, {"none", 4}}, DIRECTION_NONE}};
    const struct value *value = field ? field->values : NULL;
    if (!value || value->kind != VALUE_NAME)
        return DIRECTION_NONE;
    struct bilingual choices = {{0}, {0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (bilingual_is(rows[i].name, value->text)) {
            name_log_add(b->names, value->span, rows[i].name);
            return rows[i].direction;
        }
        bilingual_add(b->arena, &choices, rows[i].name);
    }
    struct diag *diag = diag_report(b->diags, DIAG_NO_SUCH_CHOICE, value->span,
                                    DIAG_PHRASE(field->word->name), DIAG_TEXT(value->text));
    diag_help(b->diags, diag, NOTE_HELP_CHOICES, DIAG_PHRASE(choices));
    return DIRECTION_NONE;
}

static void bind_units(struct binder *b, struct known_indicator *known, const struct field *field)
{
    struct gathered names = gather_words(b, field);
    known->units = ARENA_ARRAY(b->arena, const struct measure *, names.count);
    for (unsigned i = 0; i < names.count; i++) {
        const struct measure *measure = units_find(b->units, names.items[i]);
        struct evaluator e = binder_evaluator(b);
        if (measure) {
            name_log_unit(b->names, b->units, names.spans[i], measure);
            known->units[known->unit_count++] = measure;
        }
        if (!measure && !units_is_broken(b->units, names.items[i]))
            report_unknown_unit(&e, names.spans[i], names.items[i]);
    }
}

static void bind_kinds(struct binder *b, struct known_indicator *known, const struct field *kinds,
                       const struct field *units)
{
    bind_units(b, known, units);
    known->takes.accepts_all = !kinds && !units;
    for (; kinds; kinds = kinds->next) {
        for (const struct value *value = kinds->values; value; value = value->next)
            category_accept(b, &known->takes, value);
    }
}

static void bind_level_two(struct binder *b, struct known_indicator *known,
                           const struct field *field)
{
    unsigned count = 0;
    for (const struct field *f = field; f; f = f->next) {
        for (const struct value *value = f->values; value; value = value->next)
            count++;
    }
    known->roles = ARENA_ARRAY(b->arena, const struct role *, count);
    for (; field; field = field->next) {
        for (const struct value *value = field->values; value; value = value->next) {
            const struct role *role = value->kind == VALUE_NAME ? named_role(b, value) : NULL;
            if (role)
                known->roles[known->role_count++] = role;
        }
    }
}

/* Enters a name; reports it if another indicator of this file, or of the library, has it. */
static void add_name(struct binder *b, struct known_indicator *known, struct str name,
                     struct span span)
{
    struct word_set *names = &b->catalogue->indicator_names;
    struct str key = indicator_key(b->arena, name);
    const struct known_indicator *before = word_set_get(names, key);
    if (before && before != known)
        report_declared(b, span, name, before->span);
    else if (!report_long_word(b, key, span))
        word_set_add(names, b->arena, key, known);
}

static bool library_child(struct binder *b, void *context, const struct ast_node *node,
                          struct str head)
{
    struct indicator_library *library = context;
    if (!vocabulary_find(&b->library->vocabulary, BLOCK_INDICATOR_LIBRARY, head))
        return false;
    struct known_indicator *known = ARENA_NEW(b->arena, struct known_indicator);
    if (!node_names(b, node, &known->name))
        return true;
    known->span = node->labels->span;
    known->documentation = node->documentation;
    known->library = library;
    struct object *object = object_new(b, BLOCK_KNOWN_INDICATOR, node->span);
    bind_block(b, object, node->children.first, NULL, NULL);
    bind_kinds(b, known, object_get(object, WORD_KNOWN_INDICATOR_KINDS),
               object_get(object, WORD_KNOWN_INDICATOR_UNITS));
    bind_level_two(b, known, object_get(object, WORD_KNOWN_INDICATOR_LEVEL_TWO));
    known->direction = bind_direction(b, object_get(object, WORD_KNOWN_INDICATOR_DIRECTION));
    known->formula = object_texts(object, WORD_KNOWN_INDICATOR_FORMULA);
    known->standard = object_texts(object, WORD_KNOWN_INDICATOR_STANDARD);
    struct gathered spellings = gather_words(b, object_get(object, WORD_KNOWN_INDICATOR_SPELLINGS));
    known->spellings = spellings.items;
    known->spelling_count = spellings.count;
    add_name(b, known, known->name.chinese, known->span);
    if (!str_equal(known->name.english, known->name.chinese))
        add_name(b, known, known->name.english, known->span);
    for (unsigned i = 0; i < spellings.count; i++)
        add_name(b, known, spellings.items[i], spellings.spans[i]);
    if (library->last)
        library->last->next = known;
    else
        library->first = known;
    library->last = known;
    library->count++;
    return true;
}

void declare_indicator_library(struct binder *b, const struct ast_node *node)
{
    struct indicator_library *library = ARENA_NEW(b->arena, struct indicator_library);
    library->name = word_info(WORD_FILE_INDICATOR_LIBRARY)->name;
    if (node->labels && !node_names(b, node, &library->name))
        return;
    library->documentation = node->documentation;
    struct object *object = object_new(b, BLOCK_INDICATOR_LIBRARY, node->span);
    bind_block(b, object, node->children.first, library_child, library);
    if (library->count == 0 && !object->poisoned && !node->broken) {
        struct diag *diag =
            diag_report(b->diags, DIAG_LIST_EMPTY, node->header, DIAG_PHRASE(library->name));
        diag_help(b->diags, diag, NOTE_HELP_LIST_INDICATORS, DIAG_NONE);
    }
    if (b->catalogue->libraries_last)
        b->catalogue->libraries_last->next = library;
    else
        b->catalogue->libraries = library;
    b->catalogue->libraries_last = library;
}
