/* list_catalogue_json.c - the catalogue as JSON. */
#include "tools/list_catalogue.h"

#include "sema/standard.h"

static void add_names(struct json_builder *json, cJSON *object, struct bilingual name)
{
    json_add_text(json, object, "zh", name.chinese);
    json_add_text(json, object, "en", name.english);
}

static void add_pair(struct json_builder *json, cJSON *parent, const char *key,
                     struct bilingual texts)
{
    add_names(json, json_add_object(json, parent, key), texts);
}

static void add_texts(struct json_builder *json, cJSON *parent, const char *key,
                      const struct str *texts, unsigned count)
{
    cJSON *array = json_add_array(json, parent, key);
    for (unsigned i = 0; i < count; i++)
        json_add_text(json, array, NULL, texts[i]);
}

static void add_years(struct json_builder *json, cJSON *object, int first, int last)
{
    cJSON *years = json_add_array(json, object, "years");
    if (first) {
        json_add(json, years, NULL, cJSON_CreateNumber(first));
        json_add(json, years, NULL, cJSON_CreateNumber(last));
    }
}

static void add_words(struct json_builder *json, cJSON *root, const struct options *options,
                      const struct catalogue *catalogue)
{
    cJSON *array = json_add_array(json, root, "word_lists");
    for (const struct word_list *list = catalogue->word_lists; list; list = list->next) {
        if (!list_wants(options, list->name) && !list_wants_all(options, WORD_FILE_WORD_LIST))
            continue;
        cJSON *object = json_add_object(json, array, NULL);
        add_names(json, object, list->name);
        add_texts(json, object, "words", list->words, list->count);
        add_texts(json, object, "except", list->excepted, list->excepted_count);
        json_add_truth(json, object, "whole", list->is_whole);
        json_add_text(json, object, "note", list->documentation);
    }
}

static void add_codes(struct json_builder *json, cJSON *root, const struct options *options,
                      const struct catalogue *catalogue)
{
    static const enum word_id fields[CODE_FIELD_COUNT] = {
        [CODE_ECONOMIC] = WORD_LINE_ECONOMIC_CODE, [CODE_FUNCTIONAL] = WORD_LINE_FUNCTIONAL_CODE};
    cJSON *array = json_add_array(json, root, "classifications");
    const struct classification *list = catalogue->classifications;
    for (; list; list = list->next) {
        bool all =
            list_wants(options, list->name) || list_wants_all(options, WORD_FILE_CLASSIFICATION);
        cJSON *codes = NULL;
        for (const struct class_code *code = list->codes; code; code = code->next) {
            if (!all && !list_wants_code(options, code))
                continue;
            if (!codes) {
                cJSON *object = json_add_object(json, array, NULL);
                add_names(json, object, list->name);
                json_add_text(json, object, "field", word_info(fields[list->field])->json);
                add_years(json, object, list->first_year, list->last_year);
                add_pair(json, object, "extent", list->extent);
                json_add_text(json, object, "note", list->documentation);
                codes = json_add_array(json, object, "codes");
            }
            cJSON *item = json_add_object(json, codes, NULL);
            json_add_text(json, item, "code", code->code);
            add_names(json, item, code->name);
        }
    }
}

static void add_indicator(struct json_builder *json, cJSON *array,
                          const struct known_indicator *known)
{
    static const char *const directions[] = {
        [DIRECTION_NONE] = "none", [DIRECTION_HIGHER] = "positive", [DIRECTION_LOWER] = "negative"};
    static const char *const others[] = {"grade", "date", "text", "price"};
    cJSON *object = json_add_object(json, array, NULL);
    add_names(json, object, known->name);
    json_add_text(json, object, "library", known->library->name.chinese);
    cJSON *roles = json_add_array(json, object, "level_two");
    for (unsigned i = 0; i < known->role_count; i++)
        json_add_text(json, roles, NULL, known->roles[i]->name.chinese);
    cJSON *units = json_add_array(json, object, "units");
    for (unsigned i = 0; i < known->unit_count; i++)
        json_add_text(json, units, NULL, known->units[i]->name.chinese);
    cJSON *kinds = json_add_array(json, object, "kinds");
    for (unsigned i = 0; i < known->takes.kind_count; i++)
        json_add_text(json, kinds, NULL, known->takes.kinds[i]->name.chinese);
    for (unsigned i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (known->takes.accepts >> i & 1)
            json_add_text(json, kinds, NULL, str_of(others[i]));
    }
    json_add_text(json, object, "direction", str_of(directions[known->direction]));
    add_pair(json, object, "formula", known->formula);
    add_pair(json, object, "standard", known->standard);
    add_texts(json, object, "spellings", known->spellings, known->spelling_count);
    json_add_text(json, object, "note", known->documentation);
}

void list_catalogue_json(struct json_builder *json, cJSON *root, const struct options *options,
                         const struct library *library)
{
    add_words(json, root, options, &library->catalogue);
    add_codes(json, root, options, &library->catalogue);
    cJSON *indicators = json_add_array(json, root, "indicators");
    const struct indicator_library *l = library->catalogue.libraries;
    for (; l; l = l->next) {
        for (const struct known_indicator *known = l->first; known; known = known->next) {
            if (list_wants_indicator(options, known))
                add_indicator(json, indicators, known);
        }
    }
    json_add_array(json, root, "standards"); /* the library brings none */
}
