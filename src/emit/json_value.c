/* json_value.c - values, amounts, targets and fields of the model as JSON. */
#include "emit/json_value.h"

struct json_writer json_writer_make(FILE *out, const struct project *project, struct arena *a)
{
    struct json_writer w = {
        .j = {.sink = {.out = out}},
        .a = a,
        .positions = {.a = a, .ambiguous = 1},
        .project = project,
    };
    const struct unit *yuan = project->units ? units_find_unit(project->units, STR("元")) : NULL;
    if (yuan)
        w.yuan = &yuan->measure;
    return w;
}

void json_add_line(struct json_writer *w, struct span span)
{
    if (span.source)
        json_whole(&w->j, "line", position_find_line(&w->positions, span.source, span.start));
    else
        json_null(&w->j, "line");
    /* What is taken from elsewhere, by 沿用 or 定义, says where that is. */
    if (span.source && span.source != w->project->source)
        json_text(&w->j, "path", span.source->path);
}

void json_add_name(struct json_writer *w, const char *key, struct bilingual name)
{
    json_text_or_null(&w->j, key, bilingual_text(name, LANGUAGE_CHINESE));
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
    return is_decimal ? arena_copy(w->a, text) : (struct str){0};
}

static void number_and_unit_fill(struct json_writer *w, const struct quantity *quantity)
{
    /* Each part of a quotient has a unit, the whole has none. */
    static const struct bilingual none = {{0}, {0}};
    json_text(&w->j, "value", quantity_number(w->a, quantity));
    json_add_name(w, "unit", quantity->numerator ? none : quantity->measure->name);
}

void json_add_amount(struct json_writer *w, const char *key, const struct quantity *quantity,
                     bool known)
{
    if (!known) {
        json_null(&w->j, key);
        return;
    }
    json_open_object(&w->j, key);
    number_and_unit_fill(w, quantity);
    json_text_or_null(&w->j, "yuan", yuan_text(w, quantity));
    json_close_object(&w->j);
}

static void quantity_fill(struct json_writer *w, const struct quantity *quantity)
{
    static const struct bilingual none = {{0}, {0}};
    const struct kind *kind = quantity->measure->kind;
    number_and_unit_fill(w, quantity);
    json_add_name(w, "kind", kind ? kind->name : none);
    struct str yuan = yuan_text(w, quantity);
    if (yuan.len > 0)
        json_text(&w->j, "yuan", yuan);
    if (quantity->numerator && quantity->denominator) {
        json_add_quantity(w, "numerator", quantity->numerator);
        json_add_quantity(w, "denominator", quantity->denominator);
    }
}

void json_add_quantity(struct json_writer *w, const char *key, const struct quantity *quantity)
{
    json_open_object(&w->j, key);
    quantity_fill(w, quantity);
    json_close_object(&w->j);
}

/* ---- targets ------------------------------------------------------------------------------- */

static void grade_fill(struct json_writer *w, const struct value *value)
{
    const struct grade *grade = value->grade;
    json_add_name(w, "value", grade->name);
    if (value->wording.len)
        json_text(&w->j, "wording", value->wording);
    json_add_name(w, "scale", grade->scale->name);
    json_whole(&w->j, "rank", grade->rank);
    json_open_list(&w->j, "steps");
    for (const struct grade *step = grade->scale->first; step; step = step->next)
        json_add_name(w, NULL, step->name);
    json_close_list(&w->j);
}

static void date_add(struct json_writer *w, const char *key, struct date date)
{
    char buffer[DATE_TEXT_SIZE];
    json_text(&w->j, key, date_print(date, buffer));
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
static void side_fill(struct json_writer *w, const struct value *value)
{
    json_text(&w->j, "type", type_of(value));
    switch (value->kind) {
    case VALUE_QUANTITY:
        quantity_fill(w, &value->quantity);
        return;
    case VALUE_GRADE:
        grade_fill(w, value);
        return;
    case VALUE_DATE:
        date_add(w, "value", value->date);
        return;
    case VALUE_PERIOD:
        date_add(w, "first", value->period.first);
        date_add(w, "last", value->period.last);
        return;
    case VALUE_TRUTH:
        json_text(&w->j, "value", value->truth ? STR("true") : STR("false"));
        return;
    case VALUE_NONE:
    case VALUE_TEXT:
    case VALUE_TITLE:
    case VALUE_CHOICE:
    case VALUE_MEASURE:
    case VALUE_NAME:
        json_text(&w->j, "value", value_text(w->a, value, LANGUAGE_CHINESE));
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

void json_add_target(struct json_writer *w, const char *key, const struct target *target)
{
    bool is_range = target && target->relation == AST_RANGE;
    if (!target || target->low.kind == VALUE_NONE ||
        (is_range && target->high.kind == VALUE_NONE)) {
        json_null(&w->j, key);
        return;
    }
    struct relation relation = relation_describe(target->relation);
    json_open_object(&w->j, key);
    json_text_or_null(&w->j, "comparison", relation.comparison);
    if (is_range) {
        json_text(&w->j, "type", type_of(&target->low));
        json_open_object(&w->j, "low");
        side_fill(w, &target->low);
        json_close_object(&w->j);
        json_open_object(&w->j, "high");
        side_fill(w, &target->high);
        json_close_object(&w->j);
    } else {
        side_fill(w, &target->low);
    }
    json_text_or_null(&w->j, "direction", relation.direction);
    json_text(&w->j, "text", target_text(w->a, target, LANGUAGE_CHINESE));
    json_close_object(&w->j);
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
static void title_add(struct json_writer *w, const char *key, const struct field *field,
                      const struct value *value)
{
    json_open_object(&w->j, key);
    json_text(&w->j, "title", value->text);
    json_add_fields(w, field->object);
    json_add_line(w, value->span);
    json_close_object(&w->j);
}

/* A year is a whole number of at most four digits: the binder took no other. */
static uint32_t year_of(const struct quantity *quantity)
{
    int128 year = quantity->amount.numerator / quantity->amount.denominator;
    return year < 0 ? 0 : (uint32_t)year;
}

static void value_add(struct json_writer *w, const char *key, const struct field *field,
                      const struct value *value)
{
    switch (value->kind) {
    case VALUE_NONE:
        json_null(&w->j, key);
        return;
    case VALUE_TITLE:
    case VALUE_TEXT:
        if (field->word->type == TYPE_TITLE)
            title_add(w, key, field, value);
        else
            json_text(&w->j, key, value->text);
        return;
    case VALUE_NAME:
        json_text(&w->j, key, name_canonical(w, field->word, value->text));
        return;
    case VALUE_DATE:
        date_add(w, key, value->date);
        return;
    case VALUE_PERIOD:
        json_open_object(&w->j, key);
        date_add(w, "first", value->period.first);
        date_add(w, "last", value->period.last);
        json_close_object(&w->j);
        return;
    case VALUE_TRUTH:
        json_truth(&w->j, key, value->truth);
        return;
    case VALUE_QUANTITY:
        if (field->word->type == TYPE_YEAR)
            json_whole(&w->j, key, year_of(&value->quantity));
        else if (field->word->type == TYPE_MONEY)
            json_add_amount(w, key, &value->quantity, true);
        else
            json_text(&w->j, key, quantity_text(w->a, &value->quantity, LANGUAGE_CHINESE));
        return;
    case VALUE_MEASURE:
        json_add_name(w, key, value->measure->name);
        return;
    case VALUE_GRADE:
    case VALUE_CHOICE:
        json_text(&w->j, key, value_text(w->a, value, LANGUAGE_CHINESE));
        return;
    }
}

static void object_add(struct json_writer *w, const char *key, const struct object *object)
{
    if (!object) {
        json_null(&w->j, key);
        return;
    }
    json_open_object(&w->j, key);
    json_add_fields(w, object);
    json_add_line(w, object->span);
    json_close_object(&w->j);
}

/* The values of all fields of a word that may stand many times; what could not be read is left out. */
static void list_add(struct json_writer *w, const char *key, const struct field *first)
{
    bool is_blank = true;
    for (const struct field *field = first; field; field = field->next)
        is_blank &= !field->values;
    if (is_blank) {
        json_null(&w->j, key);
        return;
    }
    json_open_list(&w->j, key);
    for (const struct field *field = first; field; field = field->next)
        for (const struct value *value = field->values; value; value = value->next)
            if (value->kind != VALUE_NONE)
                value_add(w, NULL, field, value);
    json_close_list(&w->j);
}

void json_add_field(struct json_writer *w, const struct object *object, const struct word *word)
{
    const struct field *field = object_get(object, word->id);
    const char *key = word->json.ptr;
    if (!field || word->type == TYPE_LIST || word->type == TYPE_DERIVED)
        return;
    if (word->type == TYPE_OBJECT)
        object_add(w, key, field->object);
    else if (word->type == TYPE_TARGET)
        json_add_target(w, key, field->target);
    else if (word->count == COUNT_MANY)
        list_add(w, key, field);
    else if (field->values)
        value_add(w, key, field, field->values);
    else
        json_null(&w->j, key);
}

void json_add_fields(struct json_writer *w, const struct object *object)
{
    if (!object)
        return;
    for (enum word_id id = word_first(object->block); id < word_end(object->block); id++)
        json_add_field(w, object, word_info(id));
    json_add_extra(w, object);
}

void json_add_extra(struct json_writer *w, const struct object *object)
{
    bool any = false;
    for (unsigned i = 0; object && i < object->extra_count; i++) {
        if (!object->extra[i])
            continue;
        if (!any)
            json_open_object(&w->j, "extra");
        any = true;
        json_add_field(w, object, object->extra[i]->word);
    }
    if (any)
        json_close_object(&w->j);
}
