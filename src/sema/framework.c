/* framework.c - declarations of frameworks: categories, choices, funding. */
#include "sema/bind.h"

const struct category *category_find(const struct category *first, struct str name)
{
    while (first && !str_equal(first->name.chinese, name) && !str_equal(first->name.english, name))
        first = first->next;
    return first;
}

const struct category *category_above(const struct framework *framework, struct str name)
{
    const struct category *above = framework->categories;
    while (above && !category_find(above->children, name))
        above = above->next;
    return above;
}

const struct choices *framework_choices(const struct framework *framework, enum word_id field)
{
    const struct choices *choices = framework->choices;
    while (choices && choices->word->id != field)
        choices = choices->next;
    return choices;
}

const struct choice *choice_find(const struct choices *choices, struct str name)
{
    return choices ? map_get(&choices->names, name) : NULL;
}

const struct funding_item *funding_find(const struct funding_item *first, struct str name)
{
    for (; first; first = first->next) {
        if (str_equal(first->name.chinese, name) || str_equal(first->name.english, name))
            return first;
        const struct funding_item *inner = funding_find(first->children, name);
        if (inner)
            return inner;
    }
    return NULL;
}

const struct word *framework_field(const struct framework *framework, enum block block,
                                   struct str name)
{
    for (const struct extra_field *field = framework->fields; field; field = field->next) {
        const struct word *word = &field->word;
        if (word->block == block &&
            (str_equal(word->name.chinese, name) || str_equal(word->name.english, name)))
            return word;
    }
    return NULL;
}

bool both_names(struct binder *b, const struct ast_node *node, struct bilingual *names)
{
    const struct ast_expression *chinese = node->labels;
    const struct ast_expression *english = chinese ? chinese->next : NULL;
    bool named = english && !english->next &&
                 (chinese->kind == AST_NAME || chinese->kind == AST_TEXT) &&
                 (english->kind == AST_NAME || english->kind == AST_TEXT);
    if (named) {
        *names = (struct bilingual){chinese->text, english->text};
    } else if (!node->broken) {
        struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, node->head->span,
                                        DIAG_TEXT(span_text(node->head->span)));
        diag_help(b->diags, diag, NOTE_HELP_TWO_NAMES, DIAG_TEXT(span_text(node->head->span)));
    }
    return named;
}

/* ---- categories ---------------------------------------------------------------------------- */

void category_accept(struct binder *b, struct category *category, const struct value *value)
{
    static const struct {
        const char *chinese, *english;
        enum accepted accepted;
    } others[] = {{"等级", "grade", ACCEPTS_GRADE},
                  {"日期", "date", ACCEPTS_DATE},
                  {"文字", "text", ACCEPTS_TEXT},
                  {"单价", "price", ACCEPTS_PRICE},
                  {"频次", "rate_of_occurrence", ACCEPTS_RATE}};
    if (value->kind != VALUE_NAME)
        return;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (str_equal(value->text, str_of(others[i].chinese)) ||
            str_equal(value->text, str_of(others[i].english))) {
            name_log_add(b->names, value->span,
                         (struct bilingual){str_of(others[i].chinese), str_of(others[i].english)});
            category->accepts |= others[i].accepted;
            return;
        }
    }
    const struct kind *kind = units_find_kind(b->units, value->text);
    if (!kind) {
        report_unknown_kind(b, value->span, value->text);
        return;
    }
    name_log_kind(b->names, b->units, value->span, kind);
    category->kinds = arena_grow(b->arena, category->kinds, sizeof *category->kinds,
                                 category->kind_count, category->kind_count + 1);
    category->kinds[category->kind_count++] = kind;
}

static struct category *add_category(struct binder *b, struct category **first,
                                     const struct ast_node *node)
{
    struct bilingual name;
    if (!both_names(b, node, &name))
        return NULL;
    struct category **last = first;
    for (; *last; last = &(*last)->next) {
        if (str_equal((*last)->name.chinese, name.chinese) ||
            str_equal((*last)->name.english, name.english)) {
            const struct ast_expression *label = label_shared(node->labels, (*last)->name);
            report_repeated(b, DIAG_DECLARED_TWICE, label->span, label->text, (*last)->span);
            return NULL;
        }
    }
    *last = ARENA_NEW(b->arena, struct category);
    (*last)->name = name;
    (*last)->span = node->labels->span;
    return *last;
}

static struct diag *report_bounds(struct binder *b, const struct field *field)
{
    return diag_report(b->diags, DIAG_BAD_BOUNDS, field->values->span,
                       DIAG_PHRASE(field->word->name));
}

/* The number of a field, from 0 to 1000, with at most `places` decimals; false if it has none. */
static bool bound_of(struct binder *b, const struct field *field, unsigned places,
                     struct decimal *number)
{
    if (!field || !field->values || field->values->kind != VALUE_QUANTITY)
        return false;
    *number = field->values->quantity.written;
    struct rational value = field->values->quantity.amount;
    if (number->places <= places && rational_compare(value, rational_whole(0)) >= 0 &&
        rational_compare(value, rational_whole(1000)) <= 0)
        return true;
    diag_help(b->diags, report_bounds(b, field), places ? NOTE_HELP_POINTS : NOTE_HELP_COUNT,
              DIAG_NONE);
    *number = (struct decimal){0, 0};
    return false;
}

/* The ends crossed: told where this framework says one, as the other may be its base's. */
static void report_crossed(struct binder *b, const struct object *object, const struct field *low,
                           const struct field *high)
{
    struct span at = high->values->span;
    bool is_own = at.source == object->span.source && at.start >= object->span.start &&
                  at.end <= object->span.end;
    if (is_own)
        diag_help(b->diags, report_bounds(b, high), NOTE_HELP_BOUNDS, DIAG_PHRASE(low->word->name));
    else
        diag_help(b->diags, report_bounds(b, low), NOTE_HELP_BOUNDS_LOW,
                  DIAG_PHRASE(high->word->name));
}

/* Both ends of a range of numbers, 0 if not said; false if neither is. */
static bool bind_range(struct binder *b, const struct object *object, enum word_id low,
                       enum word_id high, unsigned places, struct decimal ends[2])
{
    ends[0] = ends[1] = (struct decimal){0, 0};
    bool has_low = bound_of(b, object_get(object, low), places, &ends[0]);
    bool has_high = bound_of(b, object_get(object, high), places, &ends[1]);
    if (has_high && rational_compare(rational_of(ends[0]), rational_of(ends[1])) > 0) {
        report_crossed(b, object, object_get(object, low), object_get(object, high));
        ends[1] = ends[0];
    }
    return has_low || has_high;
}

/* What a category of either level says of itself. */
static void bind_category_fields(struct binder *b, struct category *category,
                                 const struct object *object)
{
    bool is_one = object->block == BLOCK_CATEGORY;
    struct decimal points[2], count[2];
    category->role =
        bind_role(b, object_get(object, is_one ? WORD_CATEGORY_ROLE : WORD_SUBCATEGORY_ROLE));
    category->has_weight =
        bind_range(b, object, is_one ? WORD_CATEGORY_WEIGHT : WORD_SUBCATEGORY_WEIGHT,
                   is_one ? WORD_CATEGORY_WEIGHT_MOST : WORD_SUBCATEGORY_WEIGHT_MOST, 2, points);
    bool is_range = object_get(object, is_one ? WORD_CATEGORY_WEIGHT_MOST
                                              : WORD_SUBCATEGORY_WEIGHT_MOST) != NULL;
    category->weight = points[0];
    category->weight_most = is_range ? points[1] : points[0];
    bind_range(b, object, is_one ? WORD_CATEGORY_LEAST : WORD_SUBCATEGORY_LEAST,
               is_one ? WORD_CATEGORY_MOST : WORD_SUBCATEGORY_MOST, 0, count);
    category->least = (unsigned)count[0].coefficient;
    category->most = (unsigned)count[1].coefficient;
}

static bool category_child(struct binder *b, void *context, const struct ast_node *node,
                           struct str head)
{
    struct category *level_one = context;
    if (!vocabulary_find(&b->library->vocabulary, BLOCK_CATEGORY, head))
        return false;
    struct category *category = add_category(b, &level_one->children, node);
    if (!category)
        return true;
    category->parent = level_one;
    struct object *object = object_new(b, BLOCK_SUBCATEGORY, node->span);
    bind_block(b, object, node->children.first, NULL, NULL);
    bind_category_fields(b, category, object);
    const struct field *kinds = object_get(object, WORD_SUBCATEGORY_KINDS);
    category->accepts_all = !kinds;
    for (; kinds; kinds = kinds->next) {
        for (const struct value *value = kinds->values; value; value = value->next)
            category_accept(b, category, value);
    }
    return true;
}

/* ---- choices and funding ------------------------------------------------------------------- */

void check_not_removed(struct binder *b, const struct field *field)
{
    for (; field; field = field->next) {
        for (const struct value *value = field->values; value; value = value->next) {
            if (value->kind == VALUE_NAME)
                diag_report(b->diags, DIAG_NOT_INHERITED, value->span, DIAG_TEXT(value->text));
        }
    }
}

/* The next field, from `id` on, that takes choices of the framework's; NULL: there are no more. */
static const struct word *next_choices_word(enum word_id id)
{
    for (; id < WORD_COUNT; id++) {
        if (word_info(id)->type == TYPE_CHOICE || id == WORD_SAFEGUARD_KIND)
            return word_info(id);
    }
    return NULL;
}

const struct word *choices_word(struct str name)
{
    const struct word *word = next_choices_word(0);
    while (word && !bilingual_is(word->name, name))
        word = next_choices_word(word->id + 1);
    return word;
}

/* Enters a thing by both its names; gives the one that has one of them already, or NULL. */
static const void *enter_names(struct map *names, struct arena *a, struct bilingual name,
                               const void *thing)
{
    const void *before = map_add(names, a, name.chinese, thing);
    bool is_one = str_equal(name.english, name.chinese);
    return before || is_one ? before : map_add(names, a, name.english, thing);
}

void bind_choice_item(struct binder *b, struct choices *choices, const struct ast_node *node)
{
    struct bilingual name;
    if (!both_names(b, node, &name))
        return;
    struct choice *choice = ARENA_NEW(b->arena, struct choice);
    const struct choice *before = enter_names(&choices->names, b->arena, name, choice);
    if (before) {
        const struct ast_expression *label = label_shared(node->labels, before->name);
        report_repeated(b, DIAG_DECLARED_TWICE, label->span, label->text, before->span);
        return;
    }
    struct object *object = object_new(b, BLOCK_CHOICE, node->span);
    bind_block(b, object, node->children.first, NULL, NULL);
    choice->name = name;
    choice->span = node->labels->span;
    choice->role = bind_role(b, object_get(object, WORD_CHOICE_ROLE));
    if (choices->last)
        choices->last->next = choice;
    else
        choices->first = choice;
    choices->last = choice;
}

static bool choices_child(struct binder *b, void *context, const struct ast_node *node,
                          struct str head)
{
    if (!vocabulary_find(&b->library->vocabulary, BLOCK_CHOICES, head))
        return false;
    bind_choice_item(b, context, node);
    return true;
}

struct choices *choices_new(struct binder *b, struct framework *framework, const struct word *word,
                            struct span span)
{
    struct choices **last = &framework->choices;
    while (*last)
        last = &(*last)->next;
    *last = ARENA_NEW(b->arena, struct choices);
    (*last)->word = word;
    (*last)->span = span;
    return *last;
}

/* The field that the label of 选项 names; NULL after reporting. */
static const struct word *labelled_choices(struct binder *b, const struct ast_node *node)
{
    const struct ast_expression *label = node->labels;
    struct str head = span_text(node->head->span);
    if (!label || label->kind != AST_NAME) {
        if (!node->broken)
            diag_report(b->diags, DIAG_NAME_MISSING, node->head->span, DIAG_TEXT(head));
        return NULL;
    }
    if (label->next) {
        diag_report(b->diags, DIAG_ONE_NAME, label->next->span, DIAG_TEXT(head));
        return NULL;
    }
    const struct word *word = choices_word(label->text);
    if (word)
        return word;
    struct bilingual list = {{0}, {0}};
    for (word = next_choices_word(0); word; word = next_choices_word(word->id + 1))
        bilingual_add(b->arena, &list, word->name);
    struct diag *diag =
        diag_report(b->diags, DIAG_NO_SUCH_CHOICE, label->span,
                    DIAG_PHRASE(word_info(WORD_FRAMEWORK_CHOICES)->name), DIAG_TEXT(label->text));
    diag_help(b->diags, diag, NOTE_HELP_CHOICES, DIAG_PHRASE(list));
    return NULL;
}

static void bind_choices(struct binder *b, struct framework *framework, const struct ast_node *node)
{
    const struct word *word = labelled_choices(b, node);
    if (!word)
        return;
    name_log_add(b->names, node->labels->span, word->name);
    const struct choices *before = framework_choices(framework, word->id);
    if (before) {
        report_repeated(b, DIAG_DECLARED_TWICE, node->labels->span, node->labels->text,
                        before->span);
        return;
    }
    struct object *object = object_new(b, BLOCK_CHOICES, node->span);
    struct choices *choices = choices_new(b, framework, word, node->labels->span);
    bind_block(b, object, node->children.first, choices_child, choices);
    check_not_removed(b, object_get(object, WORD_CHOICES_REMOVED));
}

struct funding_context {
    struct funding_item *parent; /* NULL at the top */
    struct funding_item **last;
};

static bool funding_child(struct binder *b, void *context, const struct ast_node *node,
                          struct str head);

static struct funding_item *bind_items(struct binder *b, struct funding_item *parent,
                                       const struct ast_node *node, struct object **object)
{
    struct funding_item *first = NULL;
    struct funding_context context = {parent, &first};
    *object = object_new(b, BLOCK_FUNDING_ITEM, node->span);
    bind_block(b, *object, node->children.first, funding_child, &context);
    check_not_removed(b, object_get(*object, WORD_FUNDING_ITEM_REMOVED));
    return first;
}

static bool funding_child(struct binder *b, void *context, const struct ast_node *node,
                          struct str head)
{
    struct funding_context *c = context;
    if (!vocabulary_find(&b->library->vocabulary, BLOCK_FUNDING_ITEM, head))
        return false;
    struct bilingual name;
    if (!both_names(b, node, &name))
        return true;
    struct funding_item *item = ARENA_NEW(b->arena, struct funding_item);
    struct object *object;
    item->name = name;
    item->span = node->labels->span;
    item->children = bind_items(b, item, node, &object);
    item->role = bind_role(b, object_get(object, WORD_FUNDING_ITEM_ROLE));
    *c->last = item;
    c->last = &item->next;
    return true;
}

/* Reports items of one name: only the first of them would ever be found. */
static void check_funding_names(struct binder *b, struct map *names,
                                const struct funding_item *item)
{
    for (; item; item = item->next) {
        const struct funding_item *before = enter_names(names, b->arena, item->name, item);
        bool is_first = before && bilingual_is(before->name, item->name.chinese);
        if (before)
            report_repeated(b, DIAG_DECLARED_TWICE, item->span,
                            is_first ? item->name.chinese : item->name.english, before->span);
        check_funding_names(b, names, item->children);
    }
}

static void bind_framework_funding(struct binder *b, struct framework *framework,
                                   const struct ast_node *node)
{
    struct object *object;
    struct map names = {0};
    if (framework->funding) {
        report_repeated(b, DIAG_REPEATED, node->head->span, span_text(node->head->span),
                        framework->funding->span);
        return;
    }
    framework->funding = bind_items(b, NULL, node, &object);
    check_funding_names(b, &names, framework->funding);
}

/* ---- the framework ------------------------------------------------------------------------- */

static bool framework_child(struct binder *b, void *context, const struct ast_node *node,
                            struct str head)
{
    struct framework *framework = context;
    const struct word *word = vocabulary_find(&b->library->vocabulary, BLOCK_FRAMEWORK, head);
    struct object *object;
    if (!word)
        return false;
    if (word->id == WORD_FRAMEWORK_LEVEL_ONE) {
        struct category *category = add_category(b, &framework->categories, node);
        if (category) {
            object = object_new(b, BLOCK_CATEGORY, node->span);
            bind_block(b, object, node->children.first, category_child, category);
            bind_category_fields(b, category, object);
            check_not_removed(b, object_get(object, WORD_CATEGORY_REMOVED));
        }
    } else if (word->id == WORD_FRAMEWORK_CHOICES) {
        bind_choices(b, framework, node);
    } else if (word->id == WORD_FRAMEWORK_SEVERITY) {
        bind_severities(b, node, &framework->severities);
    } else if (word->id == WORD_FRAMEWORK_FIELD) {
        bind_extra_field(b, framework, node);
    } else if (word->id == WORD_FRAMEWORK_FUNDING) {
        bind_framework_funding(b, framework, node);
    }
    return true; /* the sheets are bound when everything that they name is known */
}

void bind_framework(struct binder *b, struct framework *framework, const struct ast_node *node)
{
    struct object *object = object_new(b, BLOCK_FRAMEWORK, node->span);
    const struct severity_setting *setting =
        framework->base ? framework->base->severities.first : NULL;
    for (; setting; setting = setting->next)
        severities_set(&framework->severities, b->arena, setting->rule, setting->severity,
                       setting->span);
    bind_block(b, object, framework->whole, framework_child, framework);
    if (!framework->base)
        check_not_removed(b, object_get(object, WORD_FRAMEWORK_REMOVED));
    framework->note = object_text(object, WORD_FRAMEWORK_NOTE);
    const struct value *money = object_value(object, WORD_FRAMEWORK_MONEY_UNIT, VALUE_MEASURE);
    if (money)
        framework->money = money->measure;
    framework->has_full_marks =
        bound_of(b, object_get(object, WORD_FRAMEWORK_FULL_MARKS), 2, &framework->full_marks);
    for (const struct ast_node *child = framework->whole; child; child = child->next) {
        const struct word *word =
            node_is_broken(child)
                ? NULL
                : vocabulary_find(&b->library->vocabulary, BLOCK_FRAMEWORK, node_head(b, child));
        if (word && word->id == WORD_FRAMEWORK_SHEET)
            bind_sheet(b, framework, child);
    }
}
