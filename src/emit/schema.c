/* schema.c - the JSON Schema of what json.c writes: the vocabulary's words, and schema.def. */
#include "emit/emit.h"
#include "emit/json_build.h"
#include "emit/json_print.h"

enum { REQUIRED = 1, MAY_BE_NULL = 2 };

enum form { TEXT, DECIMAL, NUMBER, WHOLE, LINE, DAY, TRUTH, CONSTANT, ONE_OF, OBJECT, LIST, TEXTS };

struct property {
    const char *group, *key;
    enum form form;
    const char *of;
    unsigned flags;
    const char *text;
};

static const struct property properties[] = {
#define PROPERTY(group, key, form, of, flags, text) {group, key, form, of, flags, text},
#include "emit/schema.def"
#undef PROPERTY
};

enum { PROPERTY_COUNT = sizeof properties / sizeof properties[0], GROUP_LIMIT = 3 };

/* An object: what it is made of, besides the words of `block`. */
struct shape {
    const char *name, *groups[GROUP_LIMIT];
    const char *text;
    const char *type; /* what its property `type` always is; NULL if it has none */
    enum block block;
};

static const struct shape shapes[] = {
    {"amount", {"amount"}, "金额 / an amount of money", NULL, BLOCK_NONE},
    {"quantity", {"quantity"}, "带单位的数 / a number with its unit", NULL, BLOCK_NONE},
    {"period", {"period"}, "期限 / a period", NULL, BLOCK_NONE},
    {"source", {"source"}, "源文件 / the source file", NULL, BLOCK_NONE},
    {"funding_item",
     {"funding_item", "line"},
     "一项资金 / an amount of the funding tree",
     NULL,
     BLOCK_NONE},
    {"year_amount", {"year_amount", "line"}, "一年的金额 / the amount of a year", NULL, BLOCK_NONE},
    {"diagnostic", {"diagnostic", "place"}, "一条诊断 / a diagnostic", NULL, BLOCK_NONE},
    {"messages", {"messages"}, "两种语言 / both languages", NULL, BLOCK_NONE},
    {"label", {"label", "place"}, "相关之处 / a place with a few words", NULL, BLOCK_NONE},
    {"fix", {"fix"}, "改法 / edits that mend it", NULL, BLOCK_NONE},
    {"edit", {"edit", "place"}, "一处修改 / an edit", NULL, BLOCK_NONE},
    {"place", {"place"}, "源文件的一处 / a place in the source", NULL, BLOCK_NONE},
    {"waived", {"waived"}, "豁免 / the waiver", NULL, BLOCK_NONE},
    {"previous", {"previous", "line"}, "上年的项目 / last year's project", NULL, BLOCK_NONE},
    {"totals", {"totals"}, "分组合计 / totals by group", NULL, BLOCK_NONE},
    {"portfolio_group", {"portfolio_group"}, "一组项目 / a group of projects", NULL, BLOCK_NONE},
    {"included_files", {"included_files"}, "包含的文件 / files included", NULL, BLOCK_NONE},
    {"left_out_file", {"left_out_file"}, "没有计入的文件 / a file left out", NULL, BLOCK_NONE},
    {"portfolio_project",
     {"portfolio_project", "line"},
     "汇总里的一个项目 / a project of the portfolio",
     NULL,
     BLOCK_NONE},
    {"omitted", {"omitted"}, "没有列出的条数 / counts", NULL, BLOCK_NONE},
};

/* The types of a target, each a group of schema.def. */
static const char *const types[] = {"quantity", "grade", "date", "period", "truth", "text"};

enum { TYPE_COUNT = sizeof types / sizeof types[0] };

static void texts_add(struct json_builder *b, cJSON *parent, const char *key, const char *list)
{
    cJSON *array = json_add_array(b, parent, key);
    while (*list) {
        size_t length = strcspn(list, "|");
        json_add_text(b, array, NULL, (struct str){list, length});
        list += length + (list[length] == '|');
    }
}

/* ---- what a property may be ---------------------------------------------------------------- */

static void type_add(struct json_builder *b, cJSON *schema, const char *type, bool may_be_null)
{
    if (!may_be_null) {
        json_add_text(b, schema, "type", str_of(type));
        return;
    }
    cJSON *either = json_add_array(b, schema, "type");
    json_add_text(b, either, NULL, str_of(type));
    json_add_text(b, either, NULL, STR("null"));
}

static void pattern_add(struct json_builder *b, cJSON *schema, const char *pattern,
                        bool may_be_null)
{
    type_add(b, schema, "string", may_be_null);
    json_add_text(b, schema, "pattern", str_of(pattern));
}

static void whole_add(struct json_builder *b, cJSON *schema, uint32_t least, bool may_be_null)
{
    type_add(b, schema, "integer", may_be_null);
    json_add_whole(b, schema, "minimum", least);
}

static void reference_add(struct json_builder *b, cJSON *schema, const char *name)
{
    json_add_text(b, schema, "$ref", arena_format(b->a, "#/$defs/%s", name));
}

static void reference_or_null_add(struct json_builder *b, cJSON *schema, const char *name,
                                  bool may_be_null)
{
    if (!may_be_null) {
        reference_add(b, schema, name);
        return;
    }
    cJSON *either = json_add_array(b, schema, "anyOf");
    reference_add(b, json_add_object(b, either, NULL), name);
    json_add_text(b, json_add_object(b, either, NULL), "type", STR("null"));
}

static void form_add(struct json_builder *b, cJSON *schema, enum form form, const char *of,
                     bool may_be_null)
{
    switch (form) {
    case TEXT:
        type_add(b, schema, "string", may_be_null);
        return;
    case DECIMAL: /* a sum that is no decimal is written as a fraction */
        pattern_add(b, schema, "^-?[0-9]+(\\.[0-9]+)?(/[0-9]+)?$", may_be_null);
        return;
    case NUMBER: /* with a unit, or two of them */
        pattern_add(b, schema, "^-?[0-9]", may_be_null);
        return;
    case WHOLE:
        whole_add(b, schema, 0, may_be_null);
        return;
    case LINE:
        whole_add(b, schema, 1, may_be_null);
        return;
    case DAY:
        pattern_add(b, schema, "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", may_be_null);
        return;
    case TRUTH:
        type_add(b, schema, "boolean", may_be_null);
        return;
    case CONSTANT:
        json_add_text(b, schema, "const", str_of(of));
        return;
    case ONE_OF:
        type_add(b, schema, "string", may_be_null);
        texts_add(b, schema, "enum", of);
        if (may_be_null)
            json_add_null(b, cJSON_GetObjectItemCaseSensitive(schema, "enum"), NULL);
        return;
    case OBJECT:
        reference_or_null_add(b, schema, of, may_be_null);
        return;
    case LIST:
        type_add(b, schema, "array", may_be_null);
        reference_add(b, json_add_object(b, schema, "items"), of);
        return;
    case TEXTS:
        type_add(b, schema, "array", may_be_null);
        json_add_text(b, json_add_object(b, schema, "items"), "type", STR("string"));
        return;
    }
}

/* ---- words --------------------------------------------------------------------------------- */

/* What the definition of a block is called: its English name in letters and _. */
static const char *block_key(struct json_builder *b, enum block block)
{
    struct str name = block_name(block).english;
    char *key = arena_alloc(b->a, name.len + 1);
    for (size_t i = 0; i < name.len; i++)
        key[i] = name.ptr[i] == ' ' || name.ptr[i] == '-' ? '_' : name.ptr[i];
    return key;
}

static void both_add(struct json_builder *b, cJSON *schema, const char *key, struct bilingual text)
{
    json_add_text(b, schema, key,
                  arena_format(b->a, "%" STR_FORMAT " / %" STR_FORMAT, STR_ARG(text.chinese),
                               STR_ARG(text.english)));
}

/* Every field may have been left blank, as on paper: then it is null. */
static void word_form_add(struct json_builder *b, cJSON *schema, const struct word *word)
{
    bool many = word->count == COUNT_MANY;
    switch (word->type) {
    case TYPE_TEXT:
    case TYPE_MONEY_UNIT:
    case TYPE_CHOICE:
    case TYPE_NAMES:
        form_add(b, schema, many ? TEXTS : TEXT, "", true);
        return;
    case TYPE_TITLE:
        form_add(b, schema, many ? LIST : OBJECT, block_key(b, word->argument), true);
        return;
    case TYPE_YEAR:
        form_add(b, schema, WHOLE, "", true);
        return;
    case TYPE_DATE:
        form_add(b, schema, DAY, "", true);
        return;
    case TYPE_PERIOD:
    case TYPE_YEARS:
        form_add(b, schema, OBJECT, "period", true);
        return;
    case TYPE_MONEY:
        form_add(b, schema, OBJECT, "amount", true);
        return;
    case TYPE_NUMBER:
        form_add(b, schema, NUMBER, "", true);
        return;
    case TYPE_TRUTH:
        form_add(b, schema, TRUTH, "", true);
        return;
    case TYPE_TARGET:
        form_add(b, schema, OBJECT, "target", true);
        return;
    case TYPE_OBJECT:
        form_add(b, schema, OBJECT, block_key(b, word->argument), true);
        return;
    case TYPE_EXPRESSION:
    case TYPE_LIST:
    case TYPE_DERIVED:
        return;
    }
}

static bool word_is_field(const struct word *word)
{
    return word->type != TYPE_LIST && word->type != TYPE_DERIVED;
}

static void words_add(struct json_builder *b, cJSON *list, enum block block)
{
    for (enum word_id id = word_first(block); id < word_end(block); id++) {
        const struct word *word = word_info(id);
        if (!word_is_field(word))
            continue;
        cJSON *schema = json_add_object(b, list, word->json.ptr);
        both_add(b, schema, "title", word->name);
        both_add(b, schema, "description", word->line);
        word_form_add(b, schema, word);
    }
}

/* ---- objects ------------------------------------------------------------------------------- */

static void property_describe(struct json_builder *b, cJSON *schema,
                              const struct property *property, enum block block)
{
    if (*property->text) {
        json_add_text(b, schema, "description", str_of(property->text));
        return;
    }
    for (enum word_id id = word_first(block); id < word_end(block); id++) {
        const struct word *word = word_info(id);
        if (str_equal(word->json, str_of(property->key))) {
            both_add(b, schema, "title", word->name);
            both_add(b, schema, "description", word->line);
        }
    }
}

static void group_add(struct json_builder *b, cJSON *list, cJSON *required, const char *group,
                      enum block block)
{
    for (size_t i = 0; i < PROPERTY_COUNT; i++) {
        const struct property *property = &properties[i];
        if (strcmp(property->group, group) != 0)
            continue;
        cJSON *schema = json_add_object(b, list, property->key);
        property_describe(b, schema, property, block);
        form_add(b, schema, property->form, property->of, property->flags & MAY_BE_NULL);
        if (property->flags & REQUIRED)
            json_add_text(b, required, NULL, str_of(property->key));
    }
}

static void shape_fill(struct json_builder *b, cJSON *schema, const struct shape *shape)
{
    json_add_text(b, schema, "description", str_of(shape->text));
    json_add_text(b, schema, "type", STR("object"));
    cJSON *list = json_add_object(b, schema, "properties");
    cJSON *required = json_add_array(b, schema, "required");
    if (shape->type) {
        json_add_text(b, json_add_object(b, list, "type"), "const", str_of(shape->type));
        json_add_text(b, required, NULL, STR("type"));
    }
    for (size_t i = 0; i < GROUP_LIMIT && shape->groups[i]; i++)
        group_add(b, list, required, shape->groups[i], shape->block);
    if (shape->block != BLOCK_NONE)
        words_add(b, list, shape->block);
    json_add_truth(b, schema, "additionalProperties", false);
}

static void shape_add(struct json_builder *b, cJSON *definitions, const char *name,
                      const struct shape *shape)
{
    shape_fill(b, json_add_object(b, definitions, name), shape);
}

/* Marks a block, and whatever blocks its fields hold. */
static void block_reach(bool reached[], enum block block)
{
    if (reached[block])
        return;
    reached[block] = true;
    for (enum word_id id = word_first(block); id < word_end(block); id++) {
        const struct word *word = word_info(id);
        if (word_is_field(word) && word->argument != BLOCK_NONE)
            block_reach(reached, word->argument);
    }
}

static void block_add(struct json_builder *b, cJSON *definitions, enum block block)
{
    /* A project says where it is at length, and funding is the sum of things that do. */
    bool has_line = block != BLOCK_PROJECT && block != BLOCK_FUNDING;
    const char *name = block_key(b, block);
    struct bilingual title = block_name(block);
    struct shape shape = {
        .groups = {name, has_line ? "line" : NULL},
        .text = arena_format(b->a, "%" STR_FORMAT " / %" STR_FORMAT, STR_ARG(title.chinese),
                             STR_ARG(title.english))
                    .ptr,
        .block = block,
    };
    shape_add(b, definitions, name, &shape);
}

/* The blocks that json.c goes through, and all that they hold. */
static void blocks_add(struct json_builder *b, cJSON *definitions)
{
    static const enum block roots[] = {BLOCK_PROJECT,    BLOCK_FUNDING,   BLOCK_INDICATOR,
                                       BLOCK_LINE,       BLOCK_SAFEGUARD, BLOCK_WAIVER,
                                       BLOCK_DEFINITION, BLOCK_PORTFOLIO};
    bool reached[BLOCK_NONE] = {false};
    for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++)
        block_reach(reached, roots[i]);
    for (enum block block = 0; block < BLOCK_NONE; block++)
        if (reached[block])
            block_add(b, definitions, block);
}

/* One of several objects: NAME_`ending` for each type, and `last` if it is not NULL. */
static void choice_add(struct json_builder *b, cJSON *definitions, const char *name,
                       const char *last)
{
    cJSON *choices = json_add_array(b, json_add_object(b, definitions, name), "oneOf");
    for (size_t i = 0; i < TYPE_COUNT; i++)
        reference_add(b, json_add_object(b, choices, NULL),
                      arena_format(b->a, "%s_%s", types[i], name).ptr);
    if (last)
        reference_add(b, json_add_object(b, choices, NULL), last);
}

/* A target has the properties of its type beside its own; an end of a range only the former. */
static void targets_add(struct json_builder *b, cJSON *definitions)
{
    static const struct shape range = {"range_target",
                                       {"range", "target"},
                                       "从一头到另一头的目标 / a target that is a range",
                                       NULL,
                                       BLOCK_NONE};
    for (size_t i = 0; i < TYPE_COUNT; i++) {
        struct shape shape = {.groups = {"compared", types[i], "target"},
                              .text = "目标值 / a target",
                              .type = types[i],
                              .block = BLOCK_NONE};
        shape_add(b, definitions, arena_format(b->a, "%s_target", types[i]).ptr, &shape);
        struct shape side = {.groups = {types[i]},
                             .text = "目标的一头 / an end of a range",
                             .type = types[i],
                             .block = BLOCK_NONE};
        shape_add(b, definitions, arena_format(b->a, "%s_side", types[i]).ptr, &side);
    }
    shape_add(b, definitions, range.name, &range);
    choice_add(b, definitions, "target", range.name);
    choice_add(b, definitions, "side", NULL);
}

/* The fields of a framework, each under its English name: what they hold is for it to say. */
static void extra_add(struct json_builder *b, cJSON *definitions)
{
    static const char *const plain[] = {"string", "integer", "boolean", "null"};
    static const char *const objects[] = {"amount", "basis", "target"};
    cJSON *extra = json_add_object(b, definitions, "extra");
    json_add_text(b, extra, "type", STR("object"));
    reference_add(b, json_add_object(b, extra, "additionalProperties"), "extra_value");
    cJSON *either = json_add_array(b, json_add_object(b, definitions, "extra_value"), "anyOf");
    cJSON *types_of = json_add_array(b, json_add_object(b, either, NULL), "type");
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        json_add_text(b, types_of, NULL, str_of(plain[i]));
    for (size_t i = 0; i < sizeof objects / sizeof objects[0]; i++)
        reference_add(b, json_add_object(b, either, NULL), objects[i]);
    cJSON *list = json_add_object(b, either, NULL);
    json_add_text(b, list, "type", STR("array"));
    reference_add(b, json_add_object(b, list, "items"), "extra_value");
}

static void schema_fill(struct json_builder *b, cJSON *root)
{
    static const struct shape document = {
        "document",
        {"document"},
        "jixiao build --to json 的输出，一个项目一份 / what jixiao "
        "build --to json writes, one project each",
        NULL,
        BLOCK_NONE};
    json_add_text(b, root, "$schema", STR("https://json-schema.org/draft/2020-12/schema"));
    json_add_text(b, root, "$id", STR("jixiao-1.schema.json"));
    json_add_text(b, root, "title", STR("财政项目支出绩效目标申报 / a performance declaration"));
    shape_fill(b, root, &document);
    cJSON *either = json_add_array(b, root, "oneOf");
    static const char *const contents[] = {"project", "portfolio"};
    for (size_t i = 0; i < sizeof contents / sizeof contents[0]; i++) {
        cJSON *one = json_add_object(b, either, NULL);
        json_add_object(b, json_add_object(b, one, "properties"), contents[i]);
        json_add_text(b, json_add_array(b, one, "required"), NULL, str_of(contents[i]));
    }
    cJSON *definitions = json_add_object(b, root, "$defs");
    blocks_add(b, definitions);
    targets_add(b, definitions);
    extra_add(b, definitions);
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        shape_add(b, definitions, shapes[i].name, &shapes[i]);
}

bool emit_schema(FILE *out)
{
    struct arena a = ARENA_INIT;
    struct json_builder b = {.a = &a};
    cJSON *root = cJSON_CreateObject();
    schema_fill(&b, root);
    if (!b.failed)
        json_print(out, root);
    cJSON_Delete(root);
    arena_free(&a);
    return !b.failed;
}
