/* classification.c - codes of budget classification by field, year and class. */
#include "sema/catalogue.h"

static bool covers(const struct classification *list, int year)
{
    return year == 0 || list->first_year == 0 ||
           (list->first_year <= year && year <= list->last_year);
}

const struct classification *catalogue_classification(const struct catalogue *catalogue,
                                                      struct str name)
{
    const struct classification *found = NULL;
    for (; catalogue && !found; catalogue = catalogue->outer)
        found = map_get(&catalogue->classification_names, name);
    return found;
}

const struct class_code *catalogue_code(const struct catalogue *catalogue, enum code_field field,
                                        struct str code, int year)
{
    for (; catalogue; catalogue = catalogue->outer) {
        const struct class_code *found = map_get(&catalogue->codes[field], code);
        for (; found; found = found->other) {
            if (covers(found->list, year))
                return found;
        }
    }
    return NULL;
}

const struct class_code *catalogue_code_above(const struct catalogue *catalogue,
                                              enum code_field field, struct str code, int year)
{
    const struct class_code *found = NULL;
    size_t length = code.len <= CODE_DIGITS_LIMIT ? code.len : CODE_DIGITS_LIMIT;
    for (; length > 1 && !found; length--)
        found = catalogue_code(catalogue, field, str_part(code, 0, length - 1), year);
    return found;
}

const struct class_code *catalogue_code_named(const struct catalogue *catalogue,
                                              enum code_field field, struct str name, int year)
{
    for (; catalogue; catalogue = catalogue->outer) {
        const struct classification *list = catalogue->classifications;
        for (; list; list = list->next) {
            if (list->field != field || !covers(list, year))
                continue;
            for (const struct class_code *code = list->codes; code; code = code->next) {
                if (str_equal(code->name.chinese, name) || str_equal(code->name.english, name))
                    return code;
            }
        }
    }
    return NULL;
}

unsigned catalogue_code_digits(const struct catalogue *catalogue, enum code_field field,
                               struct str code)
{
    const struct class_code *found = catalogue_code(catalogue, field, code, 0);
    if (!found)
        found = catalogue_code_above(catalogue, field, code, 0);
    const struct classification *list = found ? found->list : NULL;
    for (; catalogue && !list; catalogue = catalogue->outer) {
        list = catalogue->classifications;
        while (list && list->field != field)
            list = list->next;
    }
    return list && list->level_count ? list->digits[list->level_count - 1] : 0;
}

bool catalogue_add_classification(struct catalogue *catalogue, struct classification *list,
                                  const struct classification **other)
{
    const struct classification *before =
        map_get(&catalogue->classification_names, list->name.chinese);
    if (!before)
        before = map_get(&catalogue->classification_names, list->name.english);
    if (before) {
        *other = before;
        return false;
    }
    map_put(&catalogue->classification_names, catalogue->arena, list->name.chinese, list);
    map_put(&catalogue->classification_names, catalogue->arena, list->name.english, list);
    if (catalogue->classifications_last)
        catalogue->classifications_last->next = list;
    else
        catalogue->classifications = list;
    catalogue->classifications_last = list;
    return true;
}

bool catalogue_add_code(struct catalogue *catalogue, struct classification *list,
                        struct class_code *code)
{
    struct map *codes = &catalogue->codes[list->field];
    struct class_code *before = (struct class_code *)map_get(codes, code->code);
    for (const struct class_code *c = before; c; c = c->other) {
        if (covers(c->list, list->first_year) || covers(list, c->list->first_year))
            return false;
    }
    code->list = list;
    code->other = before;
    map_put(codes, catalogue->arena, code->code, code);
    if (list->codes_last)
        list->codes_last->next = code;
    else
        list->codes = code;
    list->codes_last = code;
    list->count++;
    return true;
}

/* Bytes at the start of the text that may stand between a code and its name. */
static size_t separator_length(struct str text)
{
    if (text.len && (text.ptr[0] == ' ' || text.ptr[0] == '\t' || text.ptr[0] == ','))
        return 1;
    return str_starts_with(text, STR("　")) || str_starts_with(text, STR("，")) ? 3 : 0;
}

void code_split(struct str text, struct str *code, struct str *name)
{
    while (separator_length(text))
        text = str_part(text, separator_length(text), text.len);
    size_t length = 0;
    while (length < text.len && text.ptr[length] >= '0' && text.ptr[length] <= '9')
        length++;
    *code = str_part(text, 0, length);
    text = str_part(text, length, text.len);
    while (separator_length(text))
        text = str_part(text, separator_length(text), text.len);
    while (text.len && strchr(" \t\r", text.ptr[text.len - 1]))
        text.len--;
    *name = text;
}
