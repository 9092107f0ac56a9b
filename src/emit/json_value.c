/* json_value.c - values, amounts, targets and fields of the model as JSON. */
#include "emit/json_value.h"

struct json_writer json_writer_make(const struct project *project, struct arena *a)
{
    struct json_writer w = {
        .b = {.a = a},
        .positions = {.a = a, .ambiguous = 1},
        .project = project,
    };
    const struct unit *yuan = project->units ? units_find_unit(project->units, STR("元")) : NULL;
    if (yuan)
        w.yuan = &yuan->measure;
    return w;
}

void json_add_line(struct json_writer *w, cJSON *parent, struct span span)
{
    if (span.source)
        json_add_whole(&w->b, parent, "line",
                       position_find(&w->positions, span.source, span.start).line);
    else
        json_add_null(&w->b, parent, "line");
    /* What is taken from elsewhere, by 沿用 or 定义, says where that is. */
    if (span.source && span.source != w->project->source)
        json_add_text(&w->b, parent, "path", span.source->path);
}

void json_add_name(struct json_writer *w, cJSON *parent, const char *key, struct bilingual name)
{
    json_add_text_or_null(&w->b, parent, key, bilingual_text(name, LANGUAGE_CHINESE));
}

/* ---- quantities ---------------------------------------------------------------------------- */

/* The exact value in 元; empty if it is no such money or no decimal. */
static struct str yuan_text(struct json_writer *w, const struct quantity *quantity)
{
    struct rational yuan;
    if (!w->yuan || !dimension_equal(&quantity->measure->dimension, &w->yuan->dimension) ||
        !rational_divide(quantity->amount, w->yuan->factor, &yuan))
        return (struct str){0};
    char buffer[DECIMAL_TEXT_SIZE];
    struct str text = rational_print(yuan, 0, buffer);
    bool is_decimal = !memchr(text.ptr, '/', text.len);
    return is_decimal ? arena_copy(w->b.a, text) : (struct str){0};
}

static void number_and_unit_fill(struct json_writer *w, cJSON *object,
                                 const struct quantity *quantity)
{
    /* Each part of a quotient has a unit, the whole has none. */
    static const struct bilingual none = {{0}, {0}};
    json_add_text(&w->b, object, "value", quantity_number(w->b.a, quantity));
    json_add_name(w, object, "unit", quantity->numerator ? none : quantity->measure->name);
}

void json_add_amount(struct json_writer *w, cJSON *parent, const char *key,
                     const struct quantity *quantity, bool known)
{
    if (!known) {
        json_add_null(&w->b, parent, key);
        return;
    }
    cJSON *object = json_add_object(&w->b, parent, key);
    number_and_unit_fill(w, object, quantity);
    json_add_text_or_null(&w->b, object, "yuan", yuan_text(w, quantity));
}

static void quantity_fill(struct json_writer *w, cJSON *object, const struct quantity *quantity)
{
    static const struct bilingual none = {{0}, {0}};
    const struct kind *kind = quantity->measure->kind;
    number_and_unit_fill(w, object, quantity);
    json_add_name(w, object, "kind", kind ? kind->name : none);
    struct str yuan = yuan_text(w, quantity);
    if (yuan.len > 0)
        json_add_text(&w->b, object, "yuan", yuan);
    if (quantity->numerator && quantity->denominator) {
        json_add_quantity(w, object, "numerator", quantity->numerator);
        json_add_quantity(w, object, "denominator", quantity->denominator);
    }
}

void json_add_quantity(struct json_writer *w, cJSON *parent, const char *key,
                       const struct quantity *quantity)
{
    quantity_fill(w, json_add_object(&w->b, parent, key), quantity);
}

/* ---- targets ------------------------------------------------------------------------------- */

static void grade_fill(struct json_writer *w, cJSON *object, const struct grade *grade)
{
    json_add_name(w, object, "value", grade->name);
    json_add_name(w, object, "scale", grade->scale->name);
    json_add_whole(&w->b, object, "rank", grade->rank);
    cJSON *steps = json_add_array(&w->b, object, "steps");
    for (const struct grade *step = grade->scale->first; step; step = step->next)
        json_add_name(w, steps, NULL, step->name);
}

static void date_add(struct json_writer *w, cJSON *parent, const char *key, struct date date)
{
    char buffer[DATE_TEXT_SIZE];
    json_add_text(&w->b, parent, key, date_print(date, buffer));
}

static struct str type_of(const struct value *value)
{
    switch (value->kind) {
    case VALUE_QUANTITY:
        return STR("quantity");
    case VALUE_GRADE:
        return STR("grade");
    case VALUE_DATE:
        return STR("date");
    case VALUE_PERIOD:
        return STR("period");
    case VALUE_TRUTH:
        return STR("truth");
    case VALUE_NONE:
    case VALUE_TEXT:
    case VALUE_TITLE:
    case VALUE_CHOICE:
    case VALUE_MEASURE:
    case VALUE_NAME:
        break;
    }
    return STR("text");
}

/* One side of a target: its type, its value, and what that type has beside. */
static void side_fill(struct json_writer *w, cJSON *object, const struct value *value)
{
    json_add_text(&w->b, object, "type", type_of(value));
    switch (value->kind) {
    case VALUE_QUANTITY:
        quantity_fill(w, object, &value->quantity);
        return;
    case VALUE_GRADE:
        grade_fill(w, object, value->grade);
        return;
    case VALUE_DATE:
        date_add(w, object, "value", value->date);
        return;
    case VALUE_PERIOD:
        date_add(w, object, "first", value->period.first);
        date_add(w, object, "last", value->period.last);
        return;
    case VALUE_TRUTH:
        json_add_text(&w->b, object, "value", value->truth ? STR("true") : STR("false"));
        return;
    case VALUE_NONE:
    case VALUE_TEXT:
    case VALUE_TITLE:
    case VALUE_CHOICE:
    case VALUE_MEASURE:
    case VALUE_NAME:
        json_add_text(&w->b, object, "value", value_text(w->b.a, value, LANGUAGE_CHINESE));
        return;
    }
}

/* What a relation is called, and which way is better by it. */
struct relation {
    struct str comparison, direction;
};

static struct relation relation_describe(enum ast_operator relation)
{
    switch (relation) {
    case AST_GREATER_EQUAL:
        return (struct relation){STR(">="), STR("higher")};
    case AST_GREATER:
        return (struct relation){STR(">"), STR("higher")};
    case AST_LESS_EQUAL:
        return (struct relation){STR("<="), STR("lower")};
    case AST_LESS:
        return (struct relation){STR("<"), STR("lower")};
    case AST_EQUAL:
        return (struct relation){STR("="), STR("exact")};
    case AST_UNEQUAL:
        return (struct relation){STR("!="), {0}};
    case AST_RANGE:
        return (struct relation){STR("range"), {0}};
    case AST_NONE:
    case AST_OR:
    case AST_AND:
    case AST_IN:
    case AST_ADD:
    case AST_SUBTRACT:
    case AST_MULTIPLY:
    case AST_DIVIDE:
    case AST_DOT:
        break;
    }
    return (struct relation){{0}, {0}};
}

void json_add_target(struct json_writer *w, cJSON *parent, const char *key,
                     const struct target *target)
{
    bool is_range = target && target->relation == AST_RANGE;
    if (!target || target->low.kind == VALUE_NONE ||
        (is_range && target->high.kind == VALUE_NONE)) {
        json_add_null(&w->b, parent, key);
        return;
    }
    struct relation relation = relation_describe(target->relation);
    cJSON *object = json_add_object(&w->b, parent, key);
    json_add_text_or_null(&w->b, object, "comparison", relation.comparison);
    if (is_range) {
        json_add_text(&w->b, object, "type", type_of(&target->low));
        side_fill(w, json_add_object(&w->b, object, "low"), &target->low);
        side_fill(w, json_add_object(&w->b, object, "high"), &target->high);
    } else {
        side_fill(w, object, &target->low);
    }
    json_add_text_or_null(&w->b, object, "direction", relation.direction);
    json_add_text(&w->b, object, "text", target_text(w->b.a, target, LANGUAGE_CHINESE));
}

/* ---- fields -------------------------------------------------------------------------------- */

/* A scale by the name it was declared with first: the author may have used the other one. */
static struct str name_canonical(struct json_writer *w, const struct word *word, struct str name)
{
    if (word->id != WORD_INDICATOR_SCALE || !w->project->units)
        return name;
    const struct scale *scale = units_find_scale(w->project->units, name);
    return scale ? bilingual_text(scale->name, LANGUAGE_CHINESE) : name;
}

/* A document: its title, what the block behind it says, and its line. */
static void title_add(struct json_writer *w, cJSON *parent, const char *key,
                      const struct field *field, const struct value *value)
{
    cJSON *object = json_add_object(&w->b, parent, key);
    json_add_text(&w->b, object, "title", value->text);
    json_add_fields(w, object, field->object);
    json_add_line(w, object, value->span);
}

/* A year is a whole number of at most four digits: the binder took no other. */
static uint32_t year_of(const struct quantity *quantity)
{
    int128 year = quantity->amount.numerator / quantity->amount.denominator;
    return year < 0 ? 0 : (uint32_t)year;
}

static void value_add(struct json_writer *w, cJSON *parent, const char *key,
                      const struct field *field, const struct value *value)
{
    switch (value->kind) {
    case VALUE_NONE:
        json_add_null(&w->b, parent, key);
        return;
    case VALUE_TITLE:
    case VALUE_TEXT:
        if (field->word->type == TYPE_TITLE)
            title_add(w, parent, key, field, value);
        else
            json_add_text(&w->b, parent, key, value->text);
        return;
    case VALUE_NAME:
        json_add_text(&w->b, parent, key, name_canonical(w, field->word, value->text));
        return;
    case VALUE_DATE:
        date_add(w, parent, key, value->date);
        return;
    case VALUE_PERIOD: {
        cJSON *object = json_add_object(&w->b, parent, key);
        date_add(w, object, "first", value->period.first);
        date_add(w, object, "last", value->period.last);
        return;
    }
    case VALUE_TRUTH:
        json_add_truth(&w->b, parent, key, value->truth);
        return;
    case VALUE_QUANTITY:
        if (field->word->type == TYPE_YEAR)
            json_add_whole(&w->b, parent, key, year_of(&value->quantity));
        else if (field->word->type == TYPE_MONEY)
            json_add_amount(w, parent, key, &value->quantity, true);
        else
            json_add_text(&w->b, parent, key,
                          quantity_text(w->b.a, &value->quantity, LANGUAGE_CHINESE));
        return;
    case VALUE_MEASURE:
        json_add_name(w, parent, key, value->measure->name);
        return;
    case VALUE_GRADE:
    case VALUE_CHOICE:
        json_add_text(&w->b, parent, key, value_text(w->b.a, value, LANGUAGE_CHINESE));
        return;
    }
}

static void object_add(struct json_writer *w, cJSON *parent, const char *key,
                       const struct object *object)
{
    if (!object) {
        json_add_null(&w->b, parent, key);
        return;
    }
    cJSON *fields = json_add_object(&w->b, parent, key);
    json_add_fields(w, fields, object);
    json_add_line(w, fields, object->span);
}

/* The values of all fields of a word that may stand many times; what could not be read is left out. */
static void list_add(struct json_writer *w, cJSON *parent, const char *key,
                     const struct field *first)
{
    bool is_blank = true;
    for (const struct field *field = first; field; field = field->next)
        is_blank &= !field->values;
    if (is_blank) {
        json_add_null(&w->b, parent, key);
        return;
    }
    cJSON *list = json_add_array(&w->b, parent, key);
    for (const struct field *field = first; field; field = field->next)
        for (const struct value *value = field->values; value; value = value->next)
            if (value->kind != VALUE_NONE)
                value_add(w, list, NULL, field, value);
}

void json_add_field(struct json_writer *w, cJSON *parent, const struct object *object,
                    const struct word *word)
{
    const struct field *field = object_get(object, word->id);
    const char *key = word->json.ptr;
    if (!field || word->type == TYPE_LIST || word->type == TYPE_DERIVED)
        return;
    if (word->type == TYPE_OBJECT)
        object_add(w, parent, key, field->object);
    else if (word->type == TYPE_TARGET)
        json_add_target(w, parent, key, field->target);
    else if (word->count == COUNT_MANY)
        list_add(w, parent, key, field);
    else if (field->values)
        value_add(w, parent, key, field, field->values);
    else
        json_add_null(&w->b, parent, key);
}

void json_add_fields(struct json_writer *w, cJSON *parent, const struct object *object)
{
    if (!object)
        return;
    for (enum word_id id = word_first(object->block); id < word_end(object->block); id++)
        json_add_field(w, parent, object, word_info(id));
    json_add_extra(w, parent, object);
}

void json_add_extra(struct json_writer *w, cJSON *parent, const struct object *object)
{
    cJSON *extra = NULL;
    for (unsigned i = 0; object && i < object->extra_count; i++) {
        if (object->extra[i] && !extra)
            extra = json_add_object(&w->b, parent, "extra");
        if (object->extra[i])
            json_add_field(w, extra, object, object->extra[i]->word);
    }
}
