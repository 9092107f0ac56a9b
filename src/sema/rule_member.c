/* rule_member.c - what a rule reads of a project: the fields and members of its things. */
#include "sema/portfolio.h"
#include "sema/rule_term.h"
#include "sema/standard.h"

/* ---- values ---------------------------------------------------------------------------------- */

/* Whether nothing but blanks, full-width ones too, stands there. */
static bool is_blank(struct str text)
{
    for (size_t at = 0; at < text.len;) {
        if (text.ptr[at] == ' ' || text.ptr[at] == '\n' || text.ptr[at] == '\t')
            at++;
        else if (str_starts_with(str_part(text, at, text.len), STR("\xE3\x80\x80")))
            at += 3;
        else
            return false;
    }
    return true;
}

static void set_text(struct rule_value *value, struct str text, struct span span)
{
    /* Beyond the first byte of a full-width blank. */
    bool is_written = text.len && (unsigned char)text.ptr[0] > 0xE3;
    value->kind = is_written || !is_blank(text) ? RULE_TEXT : RULE_ABSENT;
    value->text = text;
    value->span = span;
}

static void set_truth(struct rule_value *value, bool truth)
{
    value->kind = RULE_TRUTH;
    value->truth = truth;
}

static void set_quantity(struct rule_value *value, const struct quantity *quantity,
                         struct span span)
{
    value->kind = RULE_QUANTITY;
    value->amount = quantity->amount;
    value->measure = quantity->measure;
    value->quantity = quantity;
    value->span = span;
}

static void set_number(struct rule_value *value, int64_t number)
{
    value->kind = RULE_QUANTITY;
    value->amount = rational_whole(number);
    value->measure = measure_one();
    value->quantity = NULL;
}

static void set_name(struct rule_value *value, struct bilingual name, struct span span)
{
    value->kind = name.chinese.len || name.english.len ? RULE_NAME : RULE_ABSENT;
    value->name = name;
    value->span = span;
}

static void set_object(struct rule_value *value, const void *object, const struct project *project,
                       struct span span)
{
    value->kind = object ? RULE_OBJECT : RULE_ABSENT;
    value->object = object;
    value->project = project;
    value->attributes = NULL;
    value->row = NULL;
    value->span = span;
}

/* One value of a field or target. */
static void set_value(struct rule_value *result, const struct value *value)
{
    result->span = value->span;
    switch (value->kind) {
    case VALUE_NONE:
        result->kind = RULE_UNKNOWN;
        return;
    case VALUE_TEXT:
    case VALUE_TITLE:
    case VALUE_NAME:
        set_text(result, value->text, value->span);
        return;
    case VALUE_DATE:
        result->kind = RULE_DATE;
        result->date = value->date;
        return;
    case VALUE_PERIOD:
        result->kind = RULE_PERIOD;
        result->period.first = value->period.first;
        result->period.last = value->period.last;
        return;
    case VALUE_TRUTH:
        set_truth(result, value->truth);
        return;
    case VALUE_QUANTITY:
        set_quantity(result, &value->quantity, value->span);
        return;
    case VALUE_GRADE:
        result->kind = RULE_GRADE;
        result->grade = value->grade;
        return;
    case VALUE_CHOICE:
        set_object(result, value->choice, NULL, value->span);
        return;
    case VALUE_MEASURE:
        set_name(result, value->measure->name, value->span);
        return;
    }
}

/* ---- fields ---------------------------------------------------------------------------------- */

const struct object *rule_fields_of(const struct rule_value *left, enum block block)
{
    switch (block) {
    case BLOCK_PROJECT:
        return ((const struct project *)left->object)->fields;
    case BLOCK_PORTFOLIO:
        return ((const struct portfolio *)left->object)->fields;
    case BLOCK_INDICATOR:
        return ((const struct indicator *)left->object)->fields;
    case BLOCK_LINE:
        return ((const struct line *)left->object)->fields;
    case BLOCK_SAFEGUARD:
        return ((const struct safeguard *)left->object)->fields;
    case BLOCK_BASIS:
        return left->attributes;
    default:
        return left->object;
    }
}

/* What stands for a field that is not there: it may have been on a line that was reported. */
static enum rule_kind missing_kind(const struct object *object)
{
    return object && object->is_incomplete ? RULE_UNKNOWN : RULE_ABSENT;
}

/* Whether nothing stands where the value of the field goes, as on paper; else what does was reported. */
static bool left_blank(const struct field *field)
{
    const struct ast_node *node = field->node;
    return node->has_colon && !node->values && !node->labels && !node->broken;
}

static struct span field_span(const struct field *field)
{
    return field->node->head ? field->node->head->span : field->node->span;
}

/* A framework's own field is one of the same name in the project's framework, if that has it. */
static const struct field *find_field(const struct object *object, const struct rule_value *left,
                                      const struct word *word)
{
    if (word->id < WORD_COUNT)
        return object_get(object, word->id);
    const struct framework *framework = left->project ? left->project->framework : NULL;
    word = framework ? framework_field(framework, word->block, word->name.chinese) : NULL;
    return word ? object_get(object, word->id) : NULL;
}

void rule_field_value(const struct rule_value *left, const struct word *word,
                      struct rule_value *value)
{
    const struct object *object = rule_fields_of(left, word->block);
    value->is_least = value->is_most = false;
    value->span = (struct span){0};
    if (word->id < WORD_COUNT && object &&
        !(object->written >> (word->id - word_first(word->block)) & 1)) {
        value->kind = missing_kind(object);
        return;
    }
    const struct field *field = find_field(object, left, word);
    if (!field) {
        value->kind = missing_kind(object);
        return;
    }
    if (word->type == TYPE_OBJECT) {
        set_object(value, field->object, left->project, field_span(field));
    } else if (word->type == TYPE_TARGET) {
        set_object(value, field->target, left->project,
                   field->target ? field->target->span : field_span(field));
        if (!field->target && !left_blank(field))
            value->kind = RULE_UNKNOWN;
    } else if (field->values) {
        set_value(value, field->values);
    } else {
        value->kind = left_blank(field) ? RULE_ABSENT : RULE_UNKNOWN;
        value->span = field_span(field);
    }
}

bool rule_field_each(const struct rule_value *left, const struct word *word, rule_visit *visit,
                     void *context)
{
    const struct object *object = rule_fields_of(left, word->block);
    struct rule_value element = {0};
    bool complete = !object || !object->is_incomplete;
    for (const struct field *field = find_field(object, left, word); field; field = field->next) {
        if (field->node->broken || (!field->values && !left_blank(field)))
            complete = false;
        for (const struct value *value = field->values; value; value = value->next) {
            if (value->kind == VALUE_NONE) {
                complete = false;
                continue;
            }
            if (word->type == TYPE_TITLE) {
                set_object(&element, value, left->project, value->span);
                element.attributes = field->object;
            } else {
                set_value(&element, value);
            }
            if (element.kind != RULE_ABSENT && !visit(context, &element))
                return true;
        }
    }
    return complete;
}

/* ---- members --------------------------------------------------------------------------------- */

/* What is in dispute is not judged again: it was reported that it does not add up. */
static void funding_amount(const struct funding *funding, struct rule_value *value)
{
    if (!funding)
        value->kind = RULE_ABSENT;
    else if (!funding->known || funding->is_disputed)
        value->kind = RULE_UNKNOWN;
    else if (!funding_is_written(funding))
        value->kind = RULE_ABSENT;
    else
        set_quantity(value, &funding->amount, funding->span);
}

static void project_funding(const struct project *project, role_test *is_it,
                            struct rule_value *value)
{
    if (!project->framework)
        value->kind = RULE_UNKNOWN;
    else if (!project->funding)
        value->kind = missing_kind(project->fields);
    else
        funding_amount(funding_of_role(project->funding, is_it), value);
}

static void multi_year(const struct project *project, struct rule_value *value)
{
    const struct field *period = object_get(project->fields, WORD_PROJECT_PERIOD);
    const struct value *written = period ? period->values : NULL;
    if (!period)
        value->kind = missing_kind(project->fields);
    else if (!written || written->kind != VALUE_PERIOD)
        value->kind = written ? RULE_UNKNOWN : RULE_ABSENT;
    else
        set_truth(value, written->period.first.year != written->period.last.year);
}

static void project_member(const struct project *project, enum rule_member member,
                           struct rule_value *value)
{
    if (member == MEMBER_PROJECT_NAME)
        set_text(value, project->name, project->name_span);
    else if (member == MEMBER_PROJECT_TOTAL)
        project_funding(project, role_is_total, value);
    else if (member == MEMBER_PROJECT_CURRENT)
        project_funding(project, role_is_year, value);
    else if (member == MEMBER_PROJECT_FRAMEWORK)
        set_object(value, project->framework, project, (struct span){0});
    else if (member == MEMBER_PROJECT_MULTI_YEAR)
        multi_year(project, value);
    else if (member == MEMBER_PROJECT_FUNCTIONAL_NAME && project->functional)
        set_text(value, project->functional->name.chinese, project->name_span);
    else if (member == MEMBER_PROJECT_PREVIOUS && project->previous)
        set_object(value, project->previous, project->previous, project->previous->name_span);
}

static void indicator_member(const struct indicator *indicator, const struct rule_value *left,
                             enum rule_member member, struct rule_value *value)
{
    const struct target *target = &indicator->target;
    if (member == MEMBER_INDICATOR_LIBRARY && indicator->known)
        set_text(value, indicator->known->name.chinese, indicator->span);
    else if (member == MEMBER_INDICATOR_PREVIOUS && indicator->previous)
        set_object(value, indicator->previous, left->project ? left->project->previous : NULL,
                   indicator->previous->span);
    else if (member == MEMBER_INDICATOR_DIRECTION && target->low.kind != VALUE_NONE)
        set_name(value, *rule_direction_name(target->relation), target->span);
    else if (member == MEMBER_INDICATOR_DIRECTION)
        value->kind = RULE_UNKNOWN;
}

bool rule_target_has(enum ast_operator relation, enum rule_member side)
{
    switch (relation) {
    case AST_RANGE:
        return side != MEMBER_TARGET_VALUE;
    case AST_EQUAL:
        return true;
    case AST_GREATER:
    case AST_GREATER_EQUAL:
        return side != MEMBER_TARGET_HIGH;
    case AST_LESS:
    case AST_LESS_EQUAL:
        return side != MEMBER_TARGET_LOW;
    default:
        return side == MEMBER_TARGET_VALUE;
    }
}

static void target_side(const struct target *target, enum rule_member side,
                        struct rule_value *value)
{
    bool is_high = target->relation == AST_RANGE && side == MEMBER_TARGET_HIGH;
    if (rule_target_has(target->relation, side))
        set_value(value, is_high ? &target->high : &target->low);
}

static void target_member(const struct rule_value *left, enum rule_member member,
                          struct rule_value *value)
{
    const struct target *target = left->object;
    const struct value *low = &target->low;
    const struct measure *measure = low->kind == VALUE_QUANTITY ? low->quantity.measure : NULL;
    bool is_text = low->kind == VALUE_TEXT || low->kind == VALUE_TITLE;
    /* A number without its unit was told of: it says nothing more. */
    if (low->kind == VALUE_NONE || value_is_bare(low)) {
        value->kind = RULE_UNKNOWN;
        return;
    }
    switch (member) {
    case MEMBER_TARGET_RELATION:
        set_name(value, *rule_relation_name(target->relation), target->span);
        return;
    case MEMBER_TARGET_IS_QUANTITY:
        set_truth(value, measure != NULL);
        return;
    case MEMBER_TARGET_IS_QUALITATIVE:
        set_truth(value, low->kind == VALUE_GRADE || is_text);
        return;
    case MEMBER_TARGET_TEXT:
        if (is_text)
            set_text(value, low->text, low->span);
        return;
    case MEMBER_TARGET_KIND:
        if (measure && measure->kind)
            set_name(value, measure->kind->name, low->span);
        return;
    case MEMBER_TARGET_IS_LEGAL:
        if (measure)
            set_truth(value, units_are_legal(left->project->units, measure));
        return;
    case MEMBER_TARGET_UNIT:
        if (measure)
            set_name(value, measure->name, low->span);
        return;
    case MEMBER_TARGET_SCALE:
        if (low->kind == VALUE_GRADE)
            set_name(value, low->grade->scale->name, low->span);
        return;
    default:
        target_side(target, member, value);
        return;
    }
}

static struct span line_span(const struct line *line)
{
    return line->amount_span.source ? line->amount_span : line->span;
}

static void line_member(const struct line *line, const struct rule_value *left,
                        enum rule_member member, struct rule_value *value)
{
    if (member == MEMBER_LINE_NAME || member == MEMBER_TASK_NAME) {
        set_text(value, line->name, line->span);
    } else if (member == MEMBER_LINE_TASK || member == MEMBER_TASK_TASK) {
        if (line->task)
            set_object(value, line->task, left->project, line->task->span);
    } else if (member == MEMBER_LINE_AMOUNT || member == MEMBER_TASK_AMOUNT) {
        if (line->known && !line->is_disputed)
            set_quantity(value, &line->amount, line_span(line));
        else
            value->kind = RULE_UNKNOWN;
    } else if (member == MEMBER_LINE_PRICE && line->price) {
        set_quantity(value, line->price, line->formula);
    } else if (member == MEMBER_LINE_QUANTITY && line->quantity_count) {
        set_quantity(value, &line->quantities[0], line->formula);
    } else if (member == MEMBER_LINE_FORMULA && line->formula.source) {
        set_text(value, span_text(line->formula), line->formula);
    } else if (member == MEMBER_LINE_STANDARD && line->standard) {
        set_text(value, line->standard->name.chinese, line->price_span);
    } else if (member == MEMBER_LINE_ECONOMIC_NAME && line->economic) {
        set_text(value, line->economic->name.chinese, line->span);
    } else if (member == MEMBER_LINE_FUNCTIONAL_NAME && line->functional) {
        set_text(value, line->functional->name.chinese, line->span);
    }
}

/* What has no role is of none for sure: it is another than any. */
static void set_role(struct rule_value *value, const struct role *role, struct span span)
{
    value->kind = RULE_NAME;
    value->name = (struct bilingual){{0}, {0}};
    if (role)
        set_name(value, role->name, span);
}

static void set_count(struct rule_value *value, unsigned count)
{
    if (count)
        set_number(value, count);
}

static void set_decimal(struct rule_value *value, bool is_said, struct decimal number)
{
    if (!is_said)
        return;
    set_number(value, 0);
    value->amount = rational_of(number);
}

static void category_member(const struct rule_value *left, enum rule_member member,
                            struct rule_value *value)
{
    const struct category *category = left->object;
    if (member == MEMBER_LEVEL_ONE_NAME || member == MEMBER_LEVEL_TWO_NAME)
        set_name(value, category->name, left->span);
    else if (member == MEMBER_LEVEL_TWO_LEVEL_ONE)
        set_object(value, category->parent, left->project, (struct span){0});
    else if (member == MEMBER_LEVEL_ONE_WEIGHT || member == MEMBER_LEVEL_TWO_WEIGHT)
        set_decimal(value, category->has_weight, category->weight);
    else if (member == MEMBER_LEVEL_ONE_WEIGHT_MOST || member == MEMBER_LEVEL_TWO_WEIGHT_MOST)
        set_decimal(value, category->has_weight, category->weight_most);
    else if (member == MEMBER_LEVEL_ONE_LEAST || member == MEMBER_LEVEL_TWO_LEAST)
        set_count(value, category->least);
    else if (member == MEMBER_LEVEL_ONE_MOST || member == MEMBER_LEVEL_TWO_MOST)
        set_count(value, category->most);
}

static void portfolio_member(const struct portfolio *portfolio, enum rule_member member,
                             struct rule_value *value)
{
    if (member == MEMBER_PORTFOLIO_NAME)
        set_text(value, portfolio->name, portfolio->name_span);
    else if (member == MEMBER_PORTFOLIO_YEAR && portfolio->year)
        set_number(value, portfolio->year);
}

/* A hundred, unless the framework says otherwise. */
static void set_full_marks(struct rule_value *value, const struct framework *framework)
{
    enum { FULL_MARKS = 100 };
    set_number(value, FULL_MARKS);
    if (framework->has_full_marks)
        value->amount = rational_of(framework->full_marks);
}

static void other_member(const struct rule_value *left, enum rule_member member,
                         struct rule_value *value)
{
    const void *object = left->object;
    struct span nowhere = {0};
    if (member == MEMBER_FUNDING_ITEM_NAME)
        set_name(value, ((const struct funding *)object)->item->name, left->span);
    else if (member == MEMBER_FUNDING_ITEM_AMOUNT)
        funding_amount(object, value);
    else if (member == MEMBER_FUNDING_ITEM_IS_STATED)
        set_truth(value, ((const struct funding *)object)->is_stated);
    else if (member == MEMBER_PLAN_YEAR_YEAR && ((const struct year_amount *)object)->year)
        set_number(value, ((const struct year_amount *)object)->year);
    else if (member == MEMBER_PLAN_YEAR_YEAR)
        value->kind = RULE_UNKNOWN;
    else if (member == MEMBER_PLAN_YEAR_AMOUNT && ((const struct year_amount *)object)->known)
        set_quantity(value, &((const struct year_amount *)object)->amount, left->span);
    else if (member == MEMBER_PLAN_YEAR_AMOUNT)
        value->kind = RULE_UNKNOWN;
    else if (member == MEMBER_FUNDING_ITEM_ROLE)
        set_role(value, ((const struct funding *)object)->item->role, left->span);
    else if (member == MEMBER_CHOICE_ROLE)
        set_role(value, ((const struct choice *)object)->role, left->span);
    else if (member == MEMBER_FRAMEWORK_FULL_MARKS)
        set_full_marks(value, object);
    else if (member == MEMBER_SAFEGUARD_KIND)
        set_object(value, ((const struct safeguard *)object)->kind, left->project, left->span);
    else if (member == MEMBER_SAFEGUARD_DOCUMENT)
        set_text(value, ((const struct safeguard *)object)->document, left->span);
    else if (member == MEMBER_TEXT_CAPTION)
        set_name(value, ((const struct rule_prose *)object)->word->name, nowhere);
    else if (member == MEMBER_FRAMEWORK_NAME)
        set_name(value, ((const struct framework *)object)->name, nowhere);
    else if (member == MEMBER_CHOICE_NAME)
        set_name(value, ((const struct choice *)object)->name, left->span);
    else if (member == MEMBER_PERIOD_FIRST || member == MEMBER_PERIOD_LAST) {
        value->kind = RULE_DATE;
        value->date = member == MEMBER_PERIOD_FIRST ? left->period.first : left->period.last;
        value->span = left->span;
    } else if (member == MEMBER_DATE_YEAR) {
        set_number(value, left->date.year);
        value->span = left->span;
    } else if (member == MEMBER_DATE_MONTH && left->date.month) {
        set_number(value, left->date.month);
        value->span = left->span;
    }
}

/* Of the members that are asked for less. By itself: the others need no room for what that takes. */
__attribute__((noinline)) static void
member_further(const struct rule_value *left, enum rule_member member, struct rule_value *value)
{
    switch (rule_member_info(member)->subject) {
    case SUBJECT_PROJECT:
        project_member(left->object, member, value);
        break;
    case SUBJECT_PORTFOLIO:
        portfolio_member(left->object, member, value);
        break;
    case SUBJECT_INDICATOR:
        indicator_member(left->object, left, member, value);
        break;
    case SUBJECT_TARGET:
        target_member(left, member, value);
        break;
    case SUBJECT_LINE:
    case SUBJECT_TASK:
        line_member(left->object, left, member, value);
        break;
    case SUBJECT_LEVEL_ONE:
    case SUBJECT_LEVEL_TWO:
        category_member(left, member, value);
        break;
    case SUBJECT_FUNDING_ITEM:
    case SUBJECT_PLAN_YEAR:
    case SUBJECT_SAFEGUARD:
    case SUBJECT_FRAMEWORK:
    case SUBJECT_CHOICE:
    case SUBJECT_TEXT:
    case SUBJECT_RATIONALE:
    case SUBJECT_BASIS:
    case SUBJECT_LINE_TOTALS:
    case SUBJECT_SIGN_OFF:
    case SUBJECT_PERIOD:
    case SUBJECT_DATE:
    case SUBJECT_NONE:
        other_member(left, member, value);
        break;
    }
}

void rule_member_value(const struct rule_value *left, enum rule_member member,
                       struct rule_value *value)
{
    const struct indicator *indicator = left->object;
    value->kind = RULE_ABSENT;
    value->is_least = value->is_most = false;
    value->span.source = NULL;
    switch (member) { /* what rules ask for most */
    case MEMBER_INDICATOR_TARGET:
        set_object(value, &indicator->target, left->project, indicator->target.span);
        return;
    case MEMBER_INDICATOR_NAME:
        set_text(value, indicator->name, indicator->span);
        return;
    case MEMBER_INDICATOR_LEVEL_ONE:
        set_object(value, indicator->level_one, left->project, (struct span){0});
        return;
    case MEMBER_INDICATOR_LEVEL_TWO:
        set_object(value, indicator->level_two, left->project, (struct span){0});
        return;
    case MEMBER_BASIS_TEXT:
        set_value(value, left->object);
        return;
    case MEMBER_TEXT_TEXT:
        set_value(value, ((const struct rule_prose *)left->object)->value);
        return;
    case MEMBER_LEVEL_ONE_ROLE:
    case MEMBER_LEVEL_TWO_ROLE:
        set_role(value, ((const struct category *)left->object)->role, left->span);
        return;
    default:
        member_further(left, member, value);
    }
}
