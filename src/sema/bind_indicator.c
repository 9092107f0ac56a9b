/* bind_indicator.c - indicators below the framework's categories. */
#include "sema/bind.h"
#include "sema/bind_bare.h"

#include "base/nearest.h"
#include "sema/typed_text.h"
#include "sema/waiver.h"
#include "syntax/paper_value.h"

/* The block of one level-one category. */
struct indicator_block {
    const struct category *level_one;
    struct indicator **last;
};

static struct bilingual value_phrase(struct arena *a, const struct value *value)
{
    return (struct bilingual){value_text(a, value, LANGUAGE_CHINESE),
                              value_text(a, value, LANGUAGE_ENGLISH)};
}

static bool base_is_money(const struct units *units, unsigned short base)
{
    const struct kind *money = units->money;
    for (; units; units = units->outer) {
        for (const struct unit *unit = units->units; unit; unit = unit->next) {
            if (unit->is_base && unit->measure.dimension.factors[0].base == base)
                return unit->measure.kind == money;
        }
    }
    return false;
}

/* What a measure without a kind of its own is, by its dimension: a price (元/人, 元/(人·天)), a rate
 * of occurrence (次/月), or neither. */
static unsigned quotient_of(const struct units *units, const struct measure *measure)
{
    const struct dimension *d = &measure->dimension;
    bool is_money = false, is_per = false, is_of = false;
    for (unsigned i = 0; i < d->count; i++) {
        is_per |= d->factors[i].exponent < 0;
        is_of |= d->factors[i].exponent > 0;
        is_money |= d->factors[i].exponent == 1 && base_is_money(units, d->factors[i].base);
    }
    if (measure->kind || !is_per || !is_of)
        return 0;
    return is_money ? ACCEPTS_PRICE : ACCEPTS_RATE;
}

bool category_accepts(const struct binder *b, const struct category *category,
                      const struct value *value)
{
    if (category->accepts_all)
        return true;
    switch (value->kind) {
    case VALUE_GRADE:
        return category->accepts & ACCEPTS_GRADE;
    case VALUE_DATE:
    case VALUE_PERIOD:
        return category->accepts & ACCEPTS_DATE;
    case VALUE_TEXT:
    case VALUE_TITLE:
    case VALUE_TRUTH:
        return category->accepts & ACCEPTS_TEXT;
    case VALUE_QUANTITY:
        break;
    case VALUE_NONE:
    case VALUE_CHOICE:
    case VALUE_MEASURE:
    case VALUE_NAME:
        return true;
    }
    const struct measure *measure = value->quantity.measure;
    for (unsigned i = 0; measure->kind && i < category->kind_count; i++) {
        if (category->kinds[i] == measure->kind)
            return true;
    }
    return category->accepts & quotient_of(b->units, measure);
}

struct bilingual accepted_phrase(struct binder *b, const struct category *category)
{
    static const struct {
        unsigned accepted;
        struct bilingual name;
    } others[] = {{ACCEPTS_GRADE, {{"等级", 6}, {"a grade", 7}}},
                  {ACCEPTS_DATE, {{"日期", 6}, {"a date", 6}}},
                  {ACCEPTS_PRICE, {{"单价", 6}, {"a price", 7}}},
                  {ACCEPTS_RATE, {{"频次", 6}, {"a rate of occurrence", 20}}},
                  {ACCEPTS_TEXT, {{"文字", 6}, {"a text", 6}}}};
    struct bilingual list = {{0}, {0}};
    for (unsigned i = 0; i < category->kind_count + sizeof others / sizeof others[0]; i++) {
        bool is_kind = i < category->kind_count;
        if (!is_kind && !(category->accepts & others[i - category->kind_count].accepted))
            continue;
        struct bilingual name =
            is_kind ? category->kinds[i]->name : others[i - category->kind_count].name;
        bilingual_add(b->arena, &list, name);
    }
    return list;
}

/* False after reporting. */
static bool check_side(struct binder *b, const struct indicator *indicator,
                       const struct value *value)
{
    const struct category *category = indicator->level_two;
    if (value_is_bare(value)) {
        struct diag *diag =
            diag_report(b->diags, DIAG_NO_UNIT, value->span, DIAG_TEXT(span_text(value->span)));
        if (help_unit_of_name(b, diag, value, indicator->name) || help_bare_target(b, diag, value))
            return false;
        if (category->accepts_all)
            diag_help(b->diags, diag, NOTE_HELP_TARGET_UNIT, DIAG_TEXT(span_text(value->span)));
        else
            diag_help(b->diags, diag, NOTE_HELP_TAKES, DIAG_PHRASE(category->name),
                      DIAG_PHRASE(accepted_phrase(b, category)));
        return false;
    }
    if (category_accepts(b, category, value))
        return true;
    struct diag *diag =
        diag_report(b->diags, DIAG_KIND_NOT_ACCEPTED, value->span, DIAG_PHRASE(category->name),
                    DIAG_PHRASE(value_phrase(b->arena, value)));
    diag_help(b->diags, diag, NOTE_HELP_TAKES, DIAG_PHRASE(category->name),
              DIAG_PHRASE(accepted_phrase(b, category)));
    return false;
}

/* Of a range, the second side is judged if nothing was said of the first. */
static bool check_kind(struct binder *b, const struct indicator *indicator,
                       const struct target *target)
{
    return check_side(b, indicator, &target->low) &&
           (target->relation != AST_RANGE || check_side(b, indicator, &target->high));
}

/* Whether one can be held against the other. A text says what it likes. */
static bool are_alike(const struct value *a, const struct value *b)
{
    if (a->kind == VALUE_QUANTITY && b->kind == VALUE_QUANTITY)
        return dimension_equal(&a->quantity.measure->dimension, &b->quantity.measure->dimension);
    bool is_graded = a->kind == VALUE_GRADE || b->kind == VALUE_GRADE;
    bool is_counted = a->kind == VALUE_QUANTITY || b->kind == VALUE_QUANTITY;
    return !is_graded || !is_counted;
}

/* >= 5 百分点 { 基准：85% }: so many points from a level, which is a ratio. */
static bool is_level_of_rise(struct binder *b, const struct value *level,
                             const struct value *target)
{
    const struct measure *points = units_find(b->units, STR("百分点"));
    return level->kind == VALUE_QUANTITY && target->kind == VALUE_QUANTITY && points &&
           level->quantity.measure->kind == b->units->percent.kind &&
           dimension_equal(&target->quantity.measure->dimension, &points->dimension);
}

/* 中期 and 基准 are of the same kind as the target that they stand beside. */
static void check_beside(struct binder *b, const struct indicator *indicator, enum word_id word)
{
    const struct field *field = object_get(indicator->fields, word);
    if (!field->target || !check_kind(b, indicator, field->target))
        return;
    const struct value *value = &field->target->low, *target = &indicator->target.low;
    bool is_level = word == WORD_INDICATOR_BASELINE && is_level_of_rise(b, value, target);
    if (value_is_bare(target) || are_alike(value, target) || is_level)
        return;
    diag_report(b->diags, DIAG_UNLIKE_OPERANDS, value->span,
                DIAG_PHRASE(value_phrase(b->arena, value)),
                DIAG_PHRASE(value_phrase(b->arena, target)));
}

/* The relation of a quantity is part of what is promised; a form often leaves it out. */
static void check_relation(struct binder *b, const struct target *target)
{
    if (target->relation != AST_NONE || target->low.kind != VALUE_QUANTITY)
        return;
    struct diag *diag = diag_report(b->diags, DIAG_RELATION_MISSING, target->span,
                                    DIAG_TEXT(span_text(target->span)));
    help_relation(b->diags, diag, span_text(target->span));
}

/* 中期 is a target too. */
static void check_term(struct binder *b, const struct indicator *indicator)
{
    const struct field *field = object_get(indicator->fields, WORD_INDICATOR_TERM_TARGET);
    if (field->target)
        check_relation(b, field->target);
}

/* The target in 数量 "培训教师" 40 人, which has neither a colon nor a relation; or NULL. */
static const struct ast_expression *bare_target(const struct ast_node *node)
{
    const struct ast_expression *name = node->labels;
    if (node->values || node->broken || !name || !name->next)
        return NULL;
    if (name->kind == AST_NAME) /* without quotes */
        return name->next->kind == AST_NUMBER ? name->next : NULL;
    if (name->kind != AST_TEXT && name->kind != AST_TITLE)
        return NULL;
    return name->next->kind == AST_TEXT || name->next->kind == AST_TITLE ? NULL : name->next;
}

static void report_bare_target(struct binder *b, const struct indicator *indicator,
                               struct span head, const struct ast_expression *target)
{
    bool is_text =
        target->kind == AST_NAME && !target->next && !units_find_grade(b->units, target->text);
    struct span span = target->span;
    for (; target; target = target->next)
        span.end = target->span.end;
    struct str text = span_text(span), points = paper_points(&text);
    struct paper_value paper = paper_target(b->arena, text);
    bool is_prose = is_text && paper.kind == PAPER_NONE;
    struct diag *diag =
        is_prose ? diag_report(b->diags, DIAG_COLON_MISSING, span, DIAG_TEXT(indicator->name))
                 : diag_report(b->diags, DIAG_UNEXPECTED, span, DIAG_TEXT(span_text(span)));
    if (points.len && text.len < span_text(span).len) {
        const struct bilingual weight = word_info(WORD_INDICATOR_WEIGHT)->name;
        const struct str field[] = {name_like(head, weight), colon_and_blank(head), points};
        diag_help(b->diags, diag, NOTE_HELP_BRACES_BEHIND,
                  DIAG_TEXT(arena_join(b->arena, field, 3)));
        span.end = span.start + (uint32_t)text.len;
    }
    if (paper_help(b->diags, diag, span, paper))
        return;
    if (is_text)
        diag_help(b->diags, diag, NOTE_HELP_TEXT_TARGET, DIAG_TEXT(span_text(span)));
    else if (!str_ends_with(text, STR("前"))) /* 15日前: which day is not known */
        help_relation(b->diags, diag, text);
}

static void report_unknown_scale(struct binder *b, struct span span, struct str name)
{
    struct diag *diag = diag_report(b->diags, DIAG_UNKNOWN_SCALE, span, DIAG_TEXT(name));
    if (diag == &b->diags->ignored)
        return; /* nobody will read it, and looking for the nearest takes time */
    struct str nearest = {0};
    if (units_may_search(b->units, b->diags->kept))
        nearest = units_nearest_scale(b->units, name);
    if (nearest.len) {
        diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(nearest));
        diag_fix(b->diags, diag, span, nearest, FIX_NAMED);
    } else {
        diag_help(b->diags, diag, NOTE_HELP_SCALES, DIAG_NONE);
    }
}

/* The scale that the indicator's block names, which its target needs before the block is bound. */
static const struct scale *find_scale(struct binder *b, const struct ast_node *node)
{
    const struct bilingual word = word_info(WORD_INDICATOR_SCALE)->name;
    for (const struct ast_node *child = node->children.first; child; child = child->next) {
        if (node_is_broken(child) || !child->values)
            continue;
        struct str head = node_head(b, child);
        if (!str_equal(head, word.chinese) && !str_equal(head, word.english))
            continue;
        struct str name = child->values->kind == AST_TEXT ? child->values->text
                                                          : ast_path(b->arena, child->values);
        const struct scale *scale = units_find_scale(b->units, name);
        b->scale_unknown = !scale;
        if (scale)
            name_log_scale(b->names, b->units, child->values->span, scale);
        else if (name.len)
            report_unknown_scale(b, child->values->span, name);
        return scale;
    }
    return NULL;
}

static void bind_target_of(struct binder *b, struct indicator *indicator,
                           const struct ast_node *node)
{
    if (!node->values) {
        if (bare_target(node)) {
            report_bare_target(b, indicator, node->head->span, bare_target(node));
        } else if (!node->broken && indicator->name.len) {
            struct diag *diag = diag_report(b->diags, DIAG_TARGET_MISSING, node->header,
                                            DIAG_TEXT(indicator->name));
            diag_help(b->diags, diag, NOTE_HELP_TARGET, DIAG_TEXT(span_text(node->head->span)));
        }
        return;
    }
    struct span header = indicator->target.span;
    bool bound = bind_target(b, node->relation, node->values, &indicator->target);
    if (!bound) {
        indicator->target = (struct target){.span = header};
        return;
    }
    if (check_kind(b, indicator, &indicator->target))
        indicator->known = catalogue_indicator(b->catalogue, b->arena, indicator->name);
    check_relation(b, &indicator->target);
}

static bool is_of_category(const struct indicator *a, const struct indicator *b)
{
    return str_equal(a->level_two->name.chinese, b->level_two->name.chinese) &&
           str_equal(a->level_one->name.chinese, b->level_one->name.chinese);
}

/*
 * A name stands once in a category, in however many blocks that is written: it is what the
 * indicator is known by from year to year.
 */
static void check_name(struct binder *b, const struct indicator *indicator)
{
    struct str name = utf8_compose(b->arena, indicator->name);
    const struct indicator *first = map_add(&b->indicator_names, b->arena, name, indicator);
    if (first && !is_of_category(first, indicator)) {
        /* The name is taken by one of another category; what else is called so is told by both. */
        const struct str parts[] = {indicator->level_one->name.chinese, STR("\n"),
                                    indicator->level_two->name.chinese, STR("\n"), name};
        struct str key = arena_join(b->arena, parts, 5);
        first = map_add(&b->indicator_keys, b->arena, key, indicator);
    }
    if (first)
        report_repeated(b, DIAG_SAME_NAME, indicator->span, indicator->name, first->span);
}

/* Nor do two indicators of a project have one number. */
static void check_code(struct binder *b, const struct indicator *indicator)
{
    const struct field *field = object_get(indicator->fields, WORD_INDICATOR_CODE);
    const struct value *code = field ? field->values : NULL;
    if (!code || code->kind != VALUE_TEXT || code->text.len == 0)
        return;
    struct str key = utf8_compose(b->arena, code->text);
    const struct value *first = map_get(&b->indicator_codes, key);
    if (first)
        report_repeated(b, DIAG_SAME_NAME, code->span, code->text, first->span);
    else
        map_put(&b->indicator_codes, b->arena, key, code);
}

/* Whether the English name is `head` and more words: social_benefit for social. */
static bool begins_with_word(struct str english, struct str head)
{
    return english.len > head.len && str_starts_with(english, head) && english.ptr[head.len] == '_';
}

/* The one category whose name holds `head`: 数量指标 for 数量; or NULL. */
static const struct category *containing_category(const struct category *first, struct str head)
{
    const struct category *found = NULL;
    unsigned count = 0;
    for (const struct category *c = first; c; c = c->next) {
        bool is_part = head.len >= 6 && str_contains(c->name.chinese, head);
        if (is_part || begins_with_word(c->name.english, head)) {
            found = c;
            count++;
        }
    }
    return count == 1 ? found : NULL;
}

/* 成本指标 below 产出指标, where the framework has it beside that; also 成本, if nothing here is like it. True
 * if help was given. */
static bool help_own_block(struct binder *b, struct diag *diag, const struct category *level_one,
                           struct str head, struct str best)
{
    const struct category *own = category_find(b->framework->categories, head);
    if (!own && best.len == 0)
        own = containing_category(b->framework->categories, head);
    if (!own || own == level_one)
        return false;
    struct bilingual list = {{0}, {0}};
    for (const struct category *c = own->children; c; c = c->next)
        bilingual_add(b->arena, &list, c->name);
    diag_help(b->diags, diag, NOTE_HELP_OWN_BLOCK, DIAG_PHRASE(own->name),
              DIAG_PHRASE(level_one->name), DIAG_PHRASE(list));
    return true;
}

/* A row of a table as it is pasted, 产出指标 数量指标 培训 ≥40人: the level-one category again, and the
 * second behind it. */
static bool is_table_row(const struct category *level_one, const struct ast_node *node,
                         struct str head)
{
    const struct ast_expression *label = node->labels;
    bool is_level_one =
        str_equal(head, level_one->name.chinese) || str_equal(head, level_one->name.english);
    return is_level_one && label && label->kind == AST_NAME &&
           category_find(level_one->children, label->text);
}

/* How the row is written: from its second category on. */
static void help_table_row(struct binder *b, struct diag *diag, const struct ast_node *node)
{
    enum { LONGEST = 400 };
    struct span head = node->labels->span;
    struct str text = head.source->text;
    size_t most = head.end + LONGEST < text.len ? head.end + LONGEST : text.len;
    struct str rest = str_part(text, head.end, most);
    const char *newline = memchr(rest.ptr, '\n', rest.len);
    size_t length = newline ? (size_t)(newline - rest.ptr) : rest.len;
    struct span line = {head.source, head.end, head.end + (uint32_t)length};
    struct str right = typed_indicator_text(b, head, line);
    if (right.len)
        diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(right));
    else
        diag_help(b->diags, diag, NOTE_HELP_TARGET, DIAG_TEXT(span_text(head)));
}

/* The semicolon before the node, behind an indicator without braces on the same line; or an empty place. */
static struct span semicolon_before(const struct category *level_one, const struct ast_node *node)
{
    struct span at = {node->span.source, node->span.start, node->span.start};
    struct str text = at.source->text;
    while (at.start > 0 && text.ptr[at.start - 1] == ' ')
        at.start--;
    struct str before = str_part(text, 0, at.start);
    uint32_t length = str_ends_with(before, STR(";"))    ? 1
                      : str_ends_with(before, STR("；")) ? 3
                                                         : 0;
    at.start -= length;
    uint32_t start = at.start;
    while (start > 0 && !strchr("\n{};", text.ptr[start - 1]) &&
           !str_ends_with(str_part(text, 0, start), STR("；")))
        start--;
    struct str line = typed_trim(str_part(text, start, at.start));
    size_t end = 0;
    while (end < line.len && line.ptr[end] != ' ' && line.ptr[end] != '"')
        end++;
    bool is_indicator = length && category_find(level_one->children, str_part(line, 0, end));
    return is_indicator ? at : (struct span){0};
}

/* 数量 "…" >= 12 处；权重：10: a field of the indicator before it, which has no braces. True if it was reported. */
static bool report_field_behind(struct binder *b, const struct category *level_one,
                                const struct ast_node *node, struct str head)
{
    enum { LOOKED_AT = 64 /* bytes behind the field: more blanks than that are not looked past */ };
    if (node->head->kind != AST_NAME || !node->has_colon || !node->values || node->broken ||
        !has_field(b, BLOCK_INDICATOR, head))
        return false;
    struct str field = span_text(node->header);
    struct span place = semicolon_before(level_one, node);
    struct diag *diag = diag_report(b->diags, DIAG_UNKNOWN_CATEGORY, node->head->span,
                                    DIAG_PHRASE(level_one->name), DIAG_TEXT(head));
    diag_help(b->diags, diag, NOTE_HELP_OF_INDICATOR, DIAG_TEXT(head), DIAG_TEXT(field));
    if (diag == &b->diags->ignored)
        return true;
    struct str text = node->span.source->text;
    size_t most = node->span.end + LOOKED_AT < text.len ? node->span.end + LOOKED_AT : text.len;
    struct str behind = typed_trim(str_part(text, node->span.end, most));
    bool is_last = behind.len ? strchr("\n}", behind.ptr[0]) != NULL : most == text.len;
    const struct str parts[] = {STR(" { "), field, STR(" }")};
    place.end = node->span.end;
    if (place.source && is_last && !node->has_block)
        diag_fix(b->diags, diag, place, arena_join(b->arena, parts, 3), FIX_SAFE);
    return true;
}

static void report_unknown_category(struct binder *b, const struct category *level_one,
                                    const struct ast_node *node, struct str head)
{
    if (node_is_removal(node)) {
        report_removal(b, node);
        return;
    }
    if (report_field_behind(b, level_one, node, head))
        return;
    struct nearest nearest = nearest_to(head);
    struct bilingual list = {{0}, {0}};
    for (const struct category *c = level_one->children; c; c = c->next) {
        bilingual_add(b->arena, &list, c->name);
        nearest_try_both(&nearest, c->name.chinese, c->name.english);
    }
    struct str best = nearest_name(&nearest);
    const struct category *containing = containing_category(level_one->children, head);
    if (best.len == 0 && containing)
        best = name_like(node->head->span, containing->name);
    struct diag *diag = diag_report(b->diags, DIAG_UNKNOWN_CATEGORY, node->head->span,
                                    DIAG_PHRASE(level_one->name), DIAG_TEXT(head));
    if (is_table_row(level_one, node, head)) {
        help_table_row(b, diag, node);
        return;
    }
    if (help_own_block(b, diag, level_one, head, best))
        return;
    const struct category *home = category_above(b->framework, head);
    if (home)
        diag_help(b->diags, diag, NOTE_HELP_STANDS_IN, DIAG_TEXT(head), DIAG_PHRASE(home->name));
    else if (best.len) {
        diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(best));
        diag_fix(b->diags, diag, node->head->span, best, rename_applicability(head, best));
    }
    diag_help(b->diags, diag, NOTE_HELP_CHOICES, DIAG_PHRASE(list));
}

/* 豁免, which alone of its words is no field. */
static bool indicator_child(struct binder *b, void *context, const struct ast_node *node,
                            struct str head)
{
    const struct indicator *indicator = context;
    const struct word *word = node->head->kind == AST_NAME
                                  ? vocabulary_find(&b->library->vocabulary, BLOCK_INDICATOR, head)
                                  : NULL;
    if (word)
        bind_waiver(b, node, indicator->fields->span, indicator, NULL);
    return word != NULL;
}

/* 经济效益指标 “无”: a category of which there is no indicator. */
static bool report_no_indicator(struct binder *b, const struct ast_node *node)
{
    const struct ast_expression *word = node->labels ? node->labels : node->values;
    bool is_one = word && !word->next && (!node->labels || !node->values) &&
                  node->relation == AST_NONE && !node->has_block && !node->broken &&
                  (word->kind == AST_TEXT || word->kind == AST_NAME);
    if (!is_one || !is_word_for_nothing(word->text))
        return false;
    struct diag *diag =
        diag_report(b->diags, DIAG_TARGET_MISSING, node->header, DIAG_TEXT(word->text));
    diag_help(b->diags, diag, NOTE_HELP_NO_INDICATOR, DIAG_NONE);
    return true;
}

/* False if it is of no category, which was reported. */
static bool bind_indicator(struct binder *b, struct indicator_block *block,
                           const struct ast_node *node)
{
    struct str head = node_head(b, node);
    const struct category *category = category_find(block->level_one->children, head);
    if (!category) {
        report_unknown_category(b, block->level_one, node, head);
        return false;
    }
    name_log_add(b->names, node->head->span, category->name);
    if (report_no_indicator(b, node) || report_unquoted_indicator(b, node))
        return false;
    struct indicator *indicator = ARENA_NEW(b->arena, struct indicator);
    indicator->level_one = block->level_one;
    indicator->level_two = category;
    indicator->fields = object_new(b, BLOCK_INDICATOR, node->span);
    indicator->target.span = node->header;
    bool is_named = true;
    if (bare_target(node) && node->labels->kind != AST_NAME) {
        indicator->name = node->labels->text;
        indicator->span = node->labels->span;
    } else {
        is_named = node_name(b, node, &indicator->name, &indicator->span);
    }
    if (is_named)
        check_name(b, indicator);
    else
        indicator->span = node->head->span;
    b->scale_unknown = false;
    b->scale = find_scale(b, node);
    bind_target_of(b, indicator, node);
    bind_block(b, indicator->fields, node->children.first, indicator_child, indicator);
    if (object_get(indicator->fields, WORD_INDICATOR_TERM_TARGET)) {
        check_beside(b, indicator, WORD_INDICATOR_TERM_TARGET);
        check_term(b, indicator);
    }
    if (object_get(indicator->fields, WORD_INDICATOR_BASELINE))
        check_beside(b, indicator, WORD_INDICATOR_BASELINE);
    check_code(b, indicator);
    b->scale = NULL;
    b->scale_unknown = false;
    *block->last = indicator;
    block->last = &indicator->next;
    return true;
}

void bind_indicators(struct binder *b, struct project *project, const struct category *level_one,
                     const struct ast_node *node)
{
    struct indicator_block block = {level_one, &project->indicators};
    if (b->indicator_last)
        block.last = b->indicator_last;
    const struct ast_expression *extra = node->labels ? node->labels : node->values;
    if (extra && !node->broken)
        report_block_only(b, node, extra->span, level_one->name);
    for (const struct ast_node *child = node->children.first, *next; child; child = next) {
        next = child->next;
        if (report_indicators_behind(b, level_one, child, &next)) {
            project->indicators_poisoned = true;
            continue;
        }
        if (node_is_broken(child))
            report_unread_indicator(b, level_one, child);
        if (node_is_broken(child) || !bind_indicator(b, &block, child))
            project->indicators_poisoned = true;
    }
    b->indicator_last = block.last;
}
