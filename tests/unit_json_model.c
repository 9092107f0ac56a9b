/* unit_json_model.c - projects made by hand. */
#include "unit_json.h"

#include "emit/emit.h"

#include <stdlib.h>

struct model {
    struct arena a;
    struct diags diags;
    struct units units;
    struct source *source;
    struct project *project;
    struct measure yuan, wan_yuan, gate, wan_yuan_a_gate;
};

const char model_hostile_text[] =
    "</script><!-- \"引号\" \\反斜杠\\ \xE2\x80\xA8\xE2\x80\xA9 \xF0\xA0\xAE\xB7 \t"
    "\x01\x7F {0} %s & 'x'";

/* The file has a word a line, so that a thing's line is known from its word. */
static const char text[] = "// first\n"
                           "project\n"
                           "basis\n"
                           "funding\n"
                           "indicator\n"
                           "task\n"
                           "line\n"
                           "5.00   万元/门\n   × 4 门\n"
                           "safeguard\n"
                           "total\n";

static struct span span_of(struct model *m, const char *word)
{
    size_t length = strlen(word);
    const char *found = strstr(text, word);
    uint32_t start = (uint32_t)(found - text);
    return (struct span){m->source, start, start + (uint32_t)length};
}

static struct bilingual both(const char *chinese, const char *english)
{
    return (struct bilingual){str_of(chinese), str_of(english)};
}

/* ---- units --------------------------------------------------------------------------------- */

static struct measure unit_add(struct model *m, struct kind *kind, struct bilingual name,
                               unsigned short base, int64_t factor)
{
    struct unit *unit = ARENA_NEW(&m->a, struct unit);
    const struct unit *other;
    unit->is_base = factor == 1;
    unit->measure = (struct measure){.name = name, .factor = {factor, 1}, .kind = kind};
    unit->measure.dimension.count = 1;
    unit->measure.dimension.factors[0].base = base;
    unit->measure.dimension.factors[0].exponent = 1;
    units_add_unit(&m->units, unit, &other);
    return unit->measure;
}

static struct kind *kind_add(struct model *m, const char *chinese, const char *english)
{
    struct kind *kind = ARENA_NEW(&m->a, struct kind);
    kind->name = both(chinese, english);
    units_add_kind(&m->units, kind);
    return kind;
}

static struct model *model_open(void)
{
    struct model *m = malloc(sizeof *m);
    if (!m)
        abort();
    *m = (struct model){.a = ARENA_INIT};
    m->diags.arena = &m->a;
    m->source = source_new(&m->a, STR("a/学区.jx"), str_of(text));
    units_init(&m->units, &m->a, NULL);
    struct kind *money = kind_add(m, "货币", "money"), *counts = kind_add(m, "计数", "count");
    kind_add(m, "比率", "ratio");
    m->yuan = unit_add(m, money, both("元", "yuan"), 0, 1);
    m->wan_yuan = unit_add(m, money, both("万元", "wan_yuan"), 0, 10000);
    m->gate = unit_add(m, counts, both("门", "course"), 1, 1);
    m->wan_yuan_a_gate =
        (struct measure){.name = both("万元/门", "wan_yuan/course"), .factor = {10000, 1}};
    dimension_combine(&m->wan_yuan.dimension, &m->gate.dimension, -1,
                      &m->wan_yuan_a_gate.dimension);
    m->project = ARENA_NEW(&m->a, struct project);
    m->project->source = m->source;
    m->project->name = STR("学区化");
    return m;
}

void model_close(struct model *m)
{
    arena_free(&m->a);
    free(m);
}

/* ---- values -------------------------------------------------------------------------------- */

static struct quantity written(const struct measure *measure, int64_t coefficient, unsigned places)
{
    struct quantity quantity = {.measure = measure, .is_written = true};
    quantity.written = (struct decimal){coefficient, places};
    if (!rational_multiply(rational_of(quantity.written), measure->factor, &quantity.amount))
        quantity.amount = rational_whole(0);
    return quantity;
}

static struct value *value_new(struct model *m, enum value_kind kind, struct span span)
{
    struct value *value = ARENA_NEW(&m->a, struct value);
    value->kind = kind;
    value->span = span;
    return value;
}

static struct object *object_make(struct model *m, enum block block, struct span span)
{
    size_t slots = (size_t)(word_end(block) - word_first(block));
    struct object *object =
        arena_alloc(&m->a, sizeof(struct object) + slots * sizeof(struct field *));
    object->block = block;
    object->span = span;
    return object;
}

/* A further field of the word. */
static struct field *field_add(struct model *m, struct object *object, enum word_id word)
{
    struct field **slot = &object->slots[word - word_first(object->block)];
    while (*slot)
        slot = &(*slot)->next;
    *slot = ARENA_NEW(&m->a, struct field);
    (*slot)->word = word_info(word);
    return *slot;
}

static void text_set(struct model *m, struct object *object, enum word_id word, const char *value)
{
    struct field *field = field_add(m, object, word);
    field->values = value_new(m, VALUE_TEXT, object->span);
    field->values->text = str_of(value);
}

/* A value of the type that the word has, whatever it is. */
static struct value *value_of_type(struct model *m, const struct word *word, struct span span)
{
    static const struct choice choice = {.name = {{"经常性项目", 15}, {"recurring", 9}}};
    struct value *value = value_new(m, VALUE_TEXT, span);
    value->text = str_of(model_hostile_text);
    if (word->type == TYPE_TITLE) {
        value->kind = VALUE_TITLE;
        value->text = STR("《方案（2014-2020年）》");
    } else if (word->type == TYPE_NAMES) {
        value->kind = VALUE_NAME;
        value->text = STR("quality");
    } else if (word->type == TYPE_YEAR) {
        value->kind = VALUE_QUANTITY;
        value->quantity = written(measure_one(), 2020, 0);
    } else if (word->type == TYPE_NUMBER) {
        value->kind = VALUE_QUANTITY;
        value->quantity = written(measure_one(), 600, 2);
    } else if (word->type == TYPE_MONEY) {
        value->kind = VALUE_QUANTITY;
        value->quantity = written(&m->wan_yuan, 8000, 2);
    } else if (word->type == TYPE_DATE) {
        value->kind = VALUE_DATE;
        value->date = (struct date){2019, 10, 0};
    } else if (word->type == TYPE_PERIOD) {
        value->kind = VALUE_PERIOD;
        value->period.first = (struct date){2020, 1, 1};
        value->period.last = (struct date){2020, 12, 31};
    } else if (word->type == TYPE_MONEY_UNIT) {
        value->kind = VALUE_MEASURE;
        value->measure = &m->wan_yuan;
    } else if (word->type == TYPE_CHOICE) {
        value->kind = VALUE_CHOICE;
        value->choice = &choice;
    } else if (word->type == TYPE_TRUTH) {
        value->kind = VALUE_TRUTH;
        value->truth = true;
    }
    return value;
}

/* Every word of the block that can be written, with a value of its type. */
static struct object *object_fill(struct model *m, enum block block, struct span span)
{
    struct object *object = object_make(m, block, span);
    for (enum word_id id = word_first(block); id < word_end(block); id++) {
        const struct word *word = word_info(id);
        if (word->type == TYPE_LIST || word->type == TYPE_DERIVED)
            continue;
        struct field *field = field_add(m, object, id);
        if (word->argument != BLOCK_NONE)
            field->object = object_fill(m, word->argument, span_of(m, "basis"));
        if (word->type == TYPE_TARGET) {
            field->target = ARENA_NEW(&m->a, struct target);
            field->target->relation = AST_GREATER_EQUAL;
            field->target->low = (struct value){.kind = VALUE_QUANTITY};
            field->target->low.quantity = written(&m->gate, 300, 0);
        } else if (word->type != TYPE_OBJECT) {
            field->values = value_of_type(m, word, span_of(m, "basis"));
        }
        if (word->count == COUNT_MANY) {
            struct field *another = field_add(m, object, id);
            another->values = value_of_type(m, word, span_of(m, "basis"));
            another->values->next = value_new(m, VALUE_NONE, span_of(m, "basis"));
        }
    }
    return object;
}

/* ---- the parts of a project ---------------------------------------------------------------- */

static void funding_make(struct model *m)
{
    struct funding_item *items = ARENA_ARRAY(&m->a, struct funding_item, 2);
    items[0].name = both("当年预算", "year_budget");
    struct role *role = ARENA_NEW(&m->a, struct role);
    role->name = both("当年", "year");
    items[0].role = role;
    items[1].name = both("财政拨款", "appropriation");
    struct funding *year = ARENA_NEW(&m->a, struct funding);
    *year = (struct funding){.item = &items[0],
                             .span = span_of(m, "funding"),
                             .is_stated = true,
                             .known = true,
                             .amount = written(&m->wan_yuan, 8000, 2)};
    year->children = ARENA_NEW(&m->a, struct funding);
    year->children->item = &items[1];
    m->project->funding = year;
    m->project->years = ARENA_NEW(&m->a, struct year_amount);
    *m->project->years =
        (struct year_amount){2020, span_of(m, "funding"), true, written(&m->yuan, 123456, 0), NULL};
}

static struct indicator *indicator_add(struct model *m, enum ast_operator relation,
                                       struct value low, struct value high)
{
    static const struct category output = {.name = {{"产出目标", 12}, {"output", 6}}};
    static const struct category quality = {.name = {{"质量", 6}, {"quality", 7}},
                                            .parent = &output};
    struct indicator **last = &m->project->indicators;
    while (*last)
        last = &(*last)->next;
    *last = ARENA_NEW(&m->a, struct indicator);
    (*last)->level_one = &output;
    (*last)->level_two = &quality;
    (*last)->name = str_of(model_hostile_text);
    (*last)->span = span_of(m, "indicator");
    (*last)->target = (struct target){relation, low, high, span_of(m, "indicator")};
    return *last;
}

static const struct grade *scale_make(struct model *m)
{
    static const char *const names[] = {"优秀", "良好", "一般"};
    struct scale *scale = ARENA_NEW(&m->a, struct scale);
    struct grade *steps = ARENA_ARRAY(&m->a, struct grade, 3);
    const struct scale *other;
    scale->name = both("质量等级", "quality");
    scale->first = steps;
    for (unsigned i = 0; i < 3; i++) {
        steps[i].name = both(names[i], "");
        steps[i].scale = scale;
        steps[i].rank = i;
        steps[i].next = i < 2 ? &steps[i + 1] : NULL;
    }
    units_add_scale(&m->units, scale, &other);
    return &steps[1];
}

static void indicators_make(struct model *m)
{
    struct value none = {.kind = VALUE_NONE};
    struct value percent = {.kind = VALUE_QUANTITY}, more = {.kind = VALUE_QUANTITY};
    percent.quantity = written(&m->units.percent, 90, 0);
    more.quantity = written(&m->units.percent, 955, 1);
    struct value grade = {.kind = VALUE_GRADE, .grade = scale_make(m)};
    struct value day = {.kind = VALUE_DATE, .date = {2020, 12, 31}};
    struct value truth = {.kind = VALUE_TRUTH, .truth = true};
    struct value words = {.kind = VALUE_TEXT, .text = str_of(model_hostile_text)};
    struct value period = {.kind = VALUE_PERIOD, .period = {{2020, 1, 0}, {2020, 6, 0}}};
    struct value money = {.kind = VALUE_QUANTITY};
    money.quantity = written(&m->wan_yuan, 105, 1);
    struct quantity *parts = ARENA_ARRAY(&m->a, struct quantity, 2);
    parts[0] = written(&m->gate, 12, 0);
    parts[1] = written(&m->gate, 15, 0);
    struct value quotient = {.kind = VALUE_QUANTITY};
    quotient.quantity = (struct quantity){.amount = {12, 15},
                                          .measure = measure_one(),
                                          .numerator = &parts[0],
                                          .denominator = &parts[1]};
    struct indicator *first = indicator_add(m, AST_GREATER_EQUAL, percent, none);
    first->fields = object_fill(m, BLOCK_INDICATOR, span_of(m, "indicator"));
    indicator_add(m, AST_RANGE, percent, more);
    indicator_add(m, AST_GREATER, grade, none);
    indicator_add(m, AST_RANGE, day, day);
    indicator_add(m, AST_EQUAL, day, none);
    indicator_add(m, AST_NONE, truth, none);
    indicator_add(m, AST_UNEQUAL, words, none);
    indicator_add(m, AST_NONE, period, none);
    indicator_add(m, AST_LESS_EQUAL, money, none);
    indicator_add(m, AST_GREATER_EQUAL, quotient, none);
    indicator_add(m, AST_LESS, none, none)->level_two = NULL;
}

static void lines_make(struct model *m)
{
    struct line *task = ARENA_NEW(&m->a, struct line), *line = ARENA_NEW(&m->a, struct line);
    *task = (struct line){
        .name = str_of(model_hostile_text), .span = span_of(m, "task"), .is_task = true};
    task->children = line;
    *line = (struct line){.name = STR("子项"),
                          .span = span_of(m, "line"),
                          .task = task,
                          .is_stated = true,
                          .known = true,
                          .amount = written(&m->wan_yuan, 2000, 2),
                          .formula = span_of(m, "5.00   万元/门\n   × 4 门")};
    line->price = ARENA_NEW(&m->a, struct quantity);
    *line->price = written(&m->wan_yuan_a_gate, 500, 2);
    line->quantities = ARENA_NEW(&m->a, struct quantity);
    line->quantities[0] = written(&m->gate, 4, 0);
    line->quantity_count = 1;
    line->fields = object_fill(m, BLOCK_LINE, line->span);
    line->next = ARENA_NEW(&m->a, struct line);
    *line->next = (struct line){
        .name = STR("没有因数"), .span = span_of(m, "line"), .formula = line->formula};
    m->project->lines = task;
    m->project->lines_known = true;
    m->project->lines_total =
        (struct quantity){.amount = {200000, 3}, .measure = &m->wan_yuan}; /* 66666.66… 元 */
}

struct model *model_open_full(void)
{
    static const struct choice kind = {.name = {{"项目管理制度", 18}, {"project", 7}}};
    struct model *m = model_open();
    struct framework *framework = ARENA_NEW(&m->a, struct framework);
    framework->name = both("上海市/2020", "shanghai/2020");
    m->project->framework = framework;
    m->project->units = &m->units;
    m->project->money = &m->wan_yuan;
    m->project->name = str_of(model_hostile_text);
    m->project->span = span_join(span_of(m, "project"), span_of(m, "total"));
    m->project->fields = object_fill(m, BLOCK_PROJECT, m->project->span);
    funding_make(m);
    indicators_make(m);
    lines_make(m);
    struct safeguard *safeguard = ARENA_NEW(&m->a, struct safeguard);
    *safeguard = (struct safeguard){
        .kind = &kind, .document = STR("《办法》"), .span = span_of(m, "safeguard")};
    safeguard->fields = object_fill(m, BLOCK_SAFEGUARD, safeguard->span);
    m->project->safeguards = safeguard;
    struct diag *diag = diag_report(&m->diags, DIAG_STRAY_CHARACTER, span_of(m, "line"),
                                    DIAG_TEXT(str_of(model_hostile_text)));
    diag_fix(&m->diags, diag, span_of(m, "line"), str_of(model_hostile_text), FIX_NAMED);
    diag_help(&m->diags, diag, NOTE_HELP_DELETE_IT, DIAG_NONE);
    diag_report(&m->diags, DIAG_STRAY_CHARACTER, (struct span){0}, DIAG_TEXT(STR("x")));
    return m;
}

struct model *model_open_empty(void)
{
    struct model *m = model_open();
    m->project->fields = object_make(m, BLOCK_PROJECT, (struct span){0});
    text_set(m, m->project->fields, WORD_PROJECT_CODE, "\xFF\xC0\x80 \xED\xA0\x80");
    /* Left blank on purpose, each in the way of its type. */
    field_add(m, m->project->fields, WORD_PROJECT_LEADER);
    field_add(m, m->project->fields, WORD_PROJECT_PERIOD);
    field_add(m, m->project->fields, WORD_PROJECT_RATIONALE);
    struct object *sign_off = object_make(m, BLOCK_SIGN_OFF, (struct span){0});
    field_add(m, m->project->fields, WORD_PROJECT_SIGN_OFF)->object = sign_off;
    field_add(m, sign_off, WORD_SIGN_OFF_DATE);
    return m;
}

struct model *model_open_deep(unsigned levels)
{
    struct model *m = model_open();
    m->project->units = &m->units;
    struct line **place = &m->project->lines;
    for (unsigned i = 0; i < levels; i++) {
        *place = ARENA_NEW(&m->a, struct line);
        **place =
            (struct line){.name = STR("层"), .span = span_of(m, "line"), .is_task = i + 1 < levels};
        place = &(*place)->children;
    }
    return m;
}

void model_add_errors(struct model *m, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        diag_report(&m->diags, DIAG_STRAY_CHARACTER, ((struct span){m->source, i % 50, i % 50}),
                    DIAG_TEXT(STR("x")));
}

bool model_source_is_untouched(const struct model *m)
{
    return m->source->lines == NULL;
}

struct output model_print(const struct model *m)
{
    struct output output = {0};
    struct arena scratch = ARENA_INIT;
    struct emit_input input = {.project = m->project,
                               .diags = &m->diags,
                               .scratch = &scratch,
                               .language = LANGUAGE_CHINESE,
                               .is_draft = true};
    FILE *out = open_memstream(&output.text, &output.size);
    if (!out)
        abort();
    output.complete = emit_json(out, &input);
    fclose(out);
    arena_free(&scratch);
    return output;
}

struct output schema_print(void)
{
    struct output output = {0};
    FILE *out = open_memstream(&output.text, &output.size);
    if (!out)
        abort();
    output.complete = emit_schema(out);
    fclose(out);
    return output;
}
