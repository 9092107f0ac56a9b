/* html_value.c - pieces: the values of a project as the sheets print them. */
#include "emit/html_run.h"

#include "base/utf8.h"
#include "sema/standard.h"

struct form_values form_values_new(const struct emit_input *input)
{
    return (struct form_values){
        .project = input->project,
        .arena = input->scratch,
        .language = LANGUAGE_CHINESE, /* as the official forms are */
        .positions = {.a = input->scratch, .ambiguous = 1},
        .shown = ARENA_ARRAY(input->scratch, bool, FORM_WORDS),
    };
}

static const struct value *field_value(const struct field *field)
{
    return field ? field->values : NULL;
}

/* The document numbers behind a title: 《…》（沪教委基〔2015〕80号）. */
static void attributes_add(struct form_values *v, struct form_piece *piece,
                           const struct object *object)
{
    if (!object || object->block != BLOCK_BASIS)
        return;
    const struct value *number = field_value(object_get(object, WORD_BASIS_NUMBER));
    if (!number)
        return;
    form_text_add(v, piece, STR("（"));
    form_value_add(v, piece, number);
    form_text_add(v, piece, STR("）"));
}

/* All values of a field, those of its further nodes too. */
static void field_add(struct form_values *v, struct form_piece *piece, const struct field *field)
{
    bool is_first = true;
    for (const struct field *f = field; f; f = f->next) {
        if (f->target)
            form_target_add(v, piece, f->target);
        for (const struct value *value = f->values; value; value = value->next) {
            if (!is_first)
                form_text_add(v, piece, STR("、"));
            is_first = false;
            if (field->word->type == TYPE_MONEY && value->kind == VALUE_QUANTITY)
                form_amount_add(v, piece, &value->quantity);
            else
                form_value_add(v, piece, value);
        }
        attributes_add(v, piece, f->object);
    }
}

static void choices_add(struct form_values *v, struct form_piece *piece,
                        const struct choices *choices, const struct field *field)
{
    for (const struct choice *choice = choices->first; choice; choice = choice->next) {
        bool is_ticked = false;
        for (const struct field *f = field; f; f = f->next)
            for (const struct value *value = f->values; value; value = value->next)
                is_ticked |= value->kind == VALUE_CHOICE && value->choice == choice;
        form_run_add(v, piece, is_ticked ? FORM_TICKED : FORM_UNTICKED, choice->name.chinese,
                     STR(""));
    }
}

/* ---- derived values ------------------------------------------------------------------------- */

/* The points of a category: “20”, “40—50”. */
static struct str points_text(struct form_values *v, const struct category *category)
{
    char low[DECIMAL_TEXT_SIZE], high[DECIMAL_TEXT_SIZE];
    struct str least = decimal_print(category->weight, low);
    struct str most = decimal_print(category->weight_most, high);
    if (!category->has_weight)
        return STR("");
    if (str_equal(least, most))
        return arena_copy(v->arena, least);
    return arena_format(v->arena, "%" STR_FORMAT "—%" STR_FORMAT, STR_ARG(least), STR_ARG(most));
}

static void category_add(struct form_values *v, struct form_piece *piece,
                         const struct category *category, enum sheet_member member)
{
    if (category)
        form_text_add(v, piece,
                      member == SHEET_WEIGHT ? points_text(v, category)
                                             : bilingual_text(category->name, LANGUAGE_CHINESE));
}

static void indicator_value(struct form_values *v, struct form_piece *piece,
                            const struct sheet_part *part, const struct indicator *indicator)
{
    enum word_id word = part->words[0]->id;
    piece->span = indicator->span;
    if (word == WORD_INDICATOR_NAME)
        form_text_add(v, piece, indicator->name);
    else if (word == WORD_INDICATOR_LEVEL_ONE)
        category_add(v, piece, indicator->level_one, part->member);
    else if (word == WORD_INDICATOR_LEVEL_TWO)
        category_add(v, piece, indicator->level_two, part->member);
    else if (word == WORD_INDICATOR_TARGET) {
        piece->span = indicator->target.span;
        form_member_add(v, piece, &indicator->target, part->member);
    }
}

/* A task inside a task is named with it: “建设 / 一期”. */
static struct str task_path(struct form_values *v, const struct line *task)
{
    if (!task->task)
        return task->name;
    struct str outer = task_path(v, task->task);
    return arena_format(v->arena, "%" STR_FORMAT " / %" STR_FORMAT, STR_ARG(outer),
                        STR_ARG(task->name));
}

/* What a code is called; where the author wrote the name behind it, that is said already. */
static void code_name_add(struct form_values *v, struct form_piece *piece,
                          const struct class_code *code, const struct object *fields,
                          enum word_id word)
{
    const struct field *field = object_get(fields, word);
    piece->span = field->values->span;
    if (field->values->text.len == code->code.len)
        form_text_add(v, piece, bilingual_text(code->name, LANGUAGE_CHINESE));
}

/* How the lines of a task are worked out, one below the other. */
static void formulas_add(struct form_values *v, struct form_piece *piece, const struct line *first)
{
    for (const struct line *line = first; line; line = line->next) {
        formulas_add(v, piece, line->children);
        if (line->is_task || !line->formula.source)
            continue;
        if (piece->runs)
            form_text_add(v, piece, STR("\n"));
        form_text_add(v, piece, line->name);
        form_text_add(v, piece, STR("："));
        form_text_add(v, piece, span_text(line->formula));
    }
}

static void line_value(struct form_values *v, struct form_piece *piece, enum word_id word,
                       const struct line *line)
{
    piece->span = line->formula;
    if (word == WORD_LINE_NAME) {
        piece->span = line->span;
        form_text_add(v, piece, line->name);
    } else if (word == WORD_LINE_TASK && line->task) {
        piece->span = line->task->span;
        form_text_add(v, piece, task_path(v, line->task));
    } else if (word == WORD_LINE_AMOUNT) {
        piece->span = line->amount_span;
        piece->is_computed = !line->is_stated;
        if (line->known)
            form_amount_add(v, piece, &line->amount);
    } else if (word == WORD_LINE_PRICE && line->price) {
        form_quantity_add(v, piece, line->price);
    } else if (word == WORD_LINE_FORMULA && line->is_task) {
        piece->is_computed = true; /* it is not the task's own, but that of its lines */
        formulas_add(v, piece, line->children);
    } else if (word == WORD_LINE_FORMULA && line->formula.source) {
        form_text_add(v, piece, span_text(line->formula));
    } else if (word == WORD_LINE_QUANTITY) {
        for (unsigned i = 0; i < line->quantity_count; i++) {
            if (i > 0)
                form_text_add(v, piece, STR(" × "));
            form_quantity_add(v, piece, &line->quantities[i]);
        }
    } else if (word == WORD_LINE_STANDARD && line->standard) {
        piece->span = line->price_span;
        form_text_add(v, piece, bilingual_text(line->standard->name, LANGUAGE_CHINESE));
    } else if (word == WORD_LINE_ECONOMIC_NAME && line->economic) {
        code_name_add(v, piece, line->economic, line->fields, WORD_LINE_ECONOMIC_CODE);
    } else if (word == WORD_LINE_FUNCTIONAL_NAME && line->functional) {
        code_name_add(v, piece, line->functional, line->fields, WORD_LINE_FUNCTIONAL_CODE);
    }
}

static void safeguard_value(struct form_values *v, struct form_piece *piece, enum word_id word,
                            const struct safeguard *safeguard)
{
    piece->span = safeguard->span;
    if (word == WORD_SAFEGUARD_DOCUMENT)
        form_text_add(v, piece, safeguard->document);
    else
        form_text_add(v, piece, safeguard->kind->name.chinese);
}

/* ---- funding -------------------------------------------------------------------------------- */

const struct funding *form_funding(const struct funding *first, const struct funding_item *item)
{
    for (const struct funding *f = first; f; f = f->next) {
        const struct funding *found = f->item == item ? f : form_funding(f->children, item);
        if (found)
            return found;
    }
    return NULL;
}

/* "year_budget.fiscal" of an item, by its keys from the root of the tree. */
static bool funding_path(struct form_values *v, const struct funding_item *first,
                         const struct funding_item *item, struct str outer, struct str *path)
{
    for (const struct funding_item *i = first; i; i = i->next) {
        const struct str pieces[] = {outer, STR("."), bilingual_text(i->name, LANGUAGE_ENGLISH)};
        struct str here = arena_join(v->arena, pieces, 3);
        if (i == item) {
            *path = here;
            return true;
        }
        if (funding_path(v, i->children, item, here, path))
            return true;
    }
    return false;
}

static void item_shown(struct form_values *v, const struct funding_item *item)
{
    if (v->item_count == v->item_room) {
        v->item_room = v->item_room ? 2 * v->item_room : 16;
        v->shown_items =
            arena_grow(v->arena, v->shown_items, sizeof(void *), v->item_count, v->item_room);
    }
    v->shown_items[v->item_count++] = item;
}

static void funding_value(struct form_values *v, struct form_piece *piece,
                          const struct funding_item *item)
{
    const struct funding *funding = form_funding(v->project->funding, item);
    item_shown(v, item);
    if (!funding)
        return;
    piece->span = funding->span;
    piece->is_computed = !funding->is_stated;
    /* What was not written at all counts as nothing, and stays blank. */
    if (funding->known && funding->span.source)
        form_amount_add(v, piece, &funding->amount);
}

static void years_value(struct form_values *v, struct form_piece *piece)
{
    for (const struct year_amount *year = v->project->years; year; year = year->next) {
        if (!piece->span.source)
            piece->span = year->span;
        form_text_add(v, piece,
                      arena_format(v->arena, "%s%d 年：", piece->runs ? "\n" : "", year->year));
        if (year->known)
            form_amount_add(v, piece, &year->amount);
    }
}

/* ---- parts ---------------------------------------------------------------------------------- */

static const struct object *element_fields(const struct form_element *element)
{
    if (element->indicator)
        return element->indicator->fields;
    return element->line ? element->line->fields : element->safeguard->fields;
}

/* The field that a path of words stands for; NULL if it is not written or is derived. */
static const struct field *part_field(const struct form_values *v, const struct sheet_part *part,
                                      const struct form_element *element)
{
    if (element)
        return object_get(element_fields(element), part->words[0]->id);
    const struct field *field = object_get(v->project->fields, part->words[0]->id);
    if (!part->words[1] || !field)
        return field;
    return object_get(field->object, part->words[1]->id);
}

static void period_end(struct form_values *v, struct form_piece *piece,
                       const struct sheet_part *part, const struct value *value)
{
    if (!value)
        return;
    if (value->kind == VALUE_PERIOD)
        form_date_add(v, piece, part->is_first ? value->period.first : value->period.last);
    else
        form_value_add(v, piece, value);
}

static void element_value(struct form_values *v, struct form_piece *piece,
                          const struct sheet_part *part, const struct form_element *element)
{
    enum word_id word = part->words[0]->id;
    if (element->indicator)
        indicator_value(v, piece, part, element->indicator);
    else if (element->line)
        line_value(v, piece, word, element->line);
    else
        safeguard_value(v, piece, word, element->safeguard);
}

static bool runs_are_amount(const struct form_piece *piece)
{
    bool has_data = false;
    for (const struct form_run *run = piece->runs; run; run = run->next) {
        if (run->kind != FORM_DATA && run->kind != FORM_TEXT)
            return false;
        if (run->kind == FORM_TEXT && !str_equal(run->text, STR(" × ")))
            return false;
        has_data |= run->kind == FORM_DATA;
    }
    return has_data;
}

/* From the first node of a field to the last one in the same file. */
static struct span field_span(const struct field *field)
{
    struct span span = {0};
    for (; field; field = field->next) {
        if (!span.source)
            span = field->node->span;
        else if (field->node->span.source == span.source)
            span = span_join(span, field->node->span);
    }
    return span;
}

/* What the amounts of the sheet are in, whoever says so. */
static void money_unit_add(struct form_values *v, struct form_piece *piece)
{
    const struct measure *money = v->money ? v->money : v->project->money;
    if (money)
        form_text_add(v, piece, measure_text(money, v->language));
}

static void weight_total_add(struct form_values *v, struct form_piece *piece)
{
    struct rational sum = rational_whole(0);
    bool any = false;
    for (const struct indicator *i = v->project->indicators; i; i = i->next) {
        const struct value *weight = field_value(object_get(i->fields, WORD_INDICATOR_WEIGHT));
        if (!weight || weight->kind != VALUE_QUANTITY)
            continue;
        any = true;
        if (!rational_add(sum, weight->quantity.amount, &sum))
            return;
    }
    char buffer[DECIMAL_TEXT_SIZE];
    piece->is_computed = true;
    if (any)
        form_text_add(v, piece, arena_copy(v->arena, rational_print(sum, 0, buffer)));
}

/* Where in the JSON the part of a target stands. */
static const char *member_key(enum sheet_member member)
{
    switch (member) {
    case SHEET_RELATION:
        return ".comparison";
    case SHEET_VALUE:
        return ".value";
    case SHEET_UNIT:
        return ".unit";
    case SHEET_NATURE:
        return ".type";
    case SHEET_DIRECTION:
        return ".direction";
    case SHEET_WHOLE:
    case SHEET_WITH_UNIT:
    case SHEET_WEIGHT:
        break;
    }
    return "";
}

static void fill_piece(struct form_values *v, struct form_piece *piece,
                       const struct sheet_part *part, const struct form_element *element)
{
    const struct word *word = form_word_of(part);
    const struct choices *choices = form_choices_of(v, part);
    const struct field *field = part_field(v, part, element);
    piece->span = field_span(field);
    if (part->item)
        funding_value(v, piece, part->item);
    else if (word->id == WORD_FUNDING_YEAR_PLAN)
        years_value(v, piece);
    else if (word->type == TYPE_DERIVED && element)
        element_value(v, piece, part, element);
    else if (word->id == WORD_PROJECT_NAME) {
        piece->span = v->project->name_span;
        form_text_add(v, piece, v->project->name);
    } else if (word->id == WORD_PROJECT_FUNCTIONAL_NAME) {
        if (v->project->functional)
            code_name_add(v, piece, v->project->functional, v->project->fields,
                          WORD_PROJECT_FUNCTIONAL_CODE);
    } else if (choices)
        choices_add(v, piece, choices, field);
    else if (part->is_first || part->is_last)
        period_end(v, piece, part, field_value(field));
    else if (word->id == WORD_PROJECT_MONEY_UNIT)
        money_unit_add(v, piece);
    else if (word->id == WORD_PROJECT_WEIGHT_TOTAL)
        weight_total_add(v, piece);
    else if (part->member != SHEET_WHOLE && field && field->target)
        form_member_add(v, piece, field->target, part->member);
    else if (field)
        field_add(v, piece, field);
    else if (word->id == WORD_LINE_TOTALS_AMOUNT && v->project->lines_known && v->project->lines) {
        piece->is_computed = true;
        form_amount_add(v, piece, &v->project->lines_total);
    }
}

const struct word *form_word_of(const struct sheet_part *part)
{
    return part->words[1] ? part->words[1] : part->words[0];
}

/* Where in the JSON the value of the part stands. */
static struct str part_path(struct form_values *v, const struct sheet_part *part,
                            const struct form_element *element)
{
    enum { PIECES = 1 + 3 * 2 + 2 };
    struct str pieces[PIECES], path;
    size_t count = 0;
    if (part->item &&
        funding_path(v, v->project->framework->funding, part->item, STR("funding"), &path))
        return path;
    if (element)
        pieces[count++] = element->path;
    for (unsigned i = 0; i < 2 && part->words[i]; i++) {
        if (count)
            pieces[count++] = STR(".");
        if (part->words[i]->id >= WORD_COUNT)
            pieces[count++] = STR("extra.");
        pieces[count++] = part->words[i]->json;
    }
    if (part->is_first || part->is_last)
        pieces[count++] = part->is_first ? STR(".first") : STR(".last");
    if (part->member != SHEET_WHOLE)
        pieces[count++] = str_of(member_key(part->member));
    return arena_join(v->arena, pieces, count);
}

/* What the part is of: 项目.名称 stands in the rows of a list, too. */
static const struct form_element *element_of(const struct sheet_part *part,
                                             const struct form_element *element)
{
    return part->words[0]->block == BLOCK_PROJECT ? NULL : element;
}

struct form_piece *form_piece_unplaced(struct form_values *v, const struct sheet_part *part,
                                       const struct form_element *element)
{
    struct form_piece *piece = ARENA_NEW(v->arena, struct form_piece);
    if (part->path == 0) {
        form_text_add(v, piece, part->text);
        return piece;
    }
    piece->is_value = true;
    for (unsigned i = 0; i < 2 && part->words[i]; i++)
        v->shown[part->words[i]->id] = true;
    fill_piece(v, piece, part, element_of(part, element));
    piece->is_amount = runs_are_amount(piece);
    return piece;
}

void form_piece_place(struct form_values *v, struct form_piece *piece,
                      const struct sheet_part *part, const struct form_element *element)
{
    if (!piece->is_value)
        return;
    piece->path = part_path(v, part, element_of(part, element));
    if (piece->span.source && piece->span.source == v->project->source)
        piece->line = position_find_line(&v->positions, piece->span.source, piece->span.start);
}

struct form_piece *form_piece_of(struct form_values *v, const struct sheet_part *part,
                                 const struct form_element *element)
{
    struct form_piece *piece = form_piece_unplaced(v, part, element);
    form_piece_place(v, piece, part, element);
    return piece;
}

/* Words of the form that only keep two values apart, by the sides that they need a value on: a bracket
 * belongs to what it encloses. */
enum { NEEDS_BEFORE = 1, NEEDS_BEHIND = 2, NEEDS_BOTH = NEEDS_BEFORE | NEEDS_BEHIND };

static unsigned separator_needs(const struct form_piece *piece)
{
    static const struct {
        const char *mark;
        unsigned sides;
    } separators[] = {
        {" ", NEEDS_BOTH},   {"-", NEEDS_BOTH},    {"—", NEEDS_BOTH},   {"/", NEEDS_BOTH},
        {"、", NEEDS_BOTH},  {"；", NEEDS_BOTH},   {"：", NEEDS_BOTH},  {"（", NEEDS_BEHIND},
        {"(", NEEDS_BEHIND}, {"）", NEEDS_BEFORE}, {")", NEEDS_BEFORE},
    };
    struct str text = piece->runs && !piece->is_value ? piece->runs->text : STR("");
    for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++) {
        if (str_equal(text, str_of(separators[i].mark)))
            return separators[i].sides;
    }
    return 0;
}

static bool is_empty(const struct form_piece *piece)
{
    return piece && piece->is_value && !piece->runs;
}

/* With nothing on a side where it needs a value, a separator is not printed. */
static void drop_separators(struct form_piece *first)
{
    const struct form_piece *before = NULL;
    for (struct form_piece *piece = first; piece; before = piece, piece = piece->next) {
        unsigned open =
            (is_empty(before) ? NEEDS_BEFORE : 0) | (is_empty(piece->next) ? NEEDS_BEHIND : 0);
        if (open && (separator_needs(piece) & open))
            piece->runs = piece->last_run = NULL;
    }
}

struct form_piece *form_pieces_of(struct form_values *v, const struct sheet_part *parts,
                                  const struct form_element *element)
{
    struct form_piece *first = NULL, **end = &first;
    for (const struct sheet_part *part = parts; part; part = part->next) {
        *end = form_piece_of(v, part, element);
        end = &(*end)->next;
    }
    drop_separators(first);
    return first;
}

const struct choices *form_choices_of(const struct form_values *v, const struct sheet_part *part)
{
    if (part->path == 0 || !v->project->framework)
        return NULL;
    const struct word *word = form_word_of(part);
    bool is_of_element = word->block == BLOCK_INDICATOR || word->block == BLOCK_LINE;
    if (word->type != TYPE_CHOICE || (is_of_element && word->count == COUNT_ONE))
        return NULL; /* in the row of a list, there is room for what was chosen only */
    const struct choices *choices = framework_choices(v->project->framework, word->id);
    return choices && choices->first ? choices : NULL;
}

struct form_piece *form_piece_choice(struct form_values *v, const struct form_piece *piece,
                                     size_t index)
{
    struct form_piece *copy = ARENA_NEW(v->arena, struct form_piece);
    const struct form_run *run = piece->runs;
    while (index-- > 0)
        run = run->next;
    *copy = *piece;
    copy->next = NULL;
    copy->runs = copy->last_run = NULL;
    form_run_add(v, copy, run->kind, run->text, STR(""));
    return copy;
}

struct str form_piece_text(struct arena *a, const struct form_piece *piece)
{
    size_t length = 0;
    for (const struct form_piece *one = piece; one; one = one->next)
        for (const struct form_run *run = one->runs; run; run = run->next)
            length += run->text.len;
    char *text = arena_alloc(a, length + 1);
    length = 0;
    for (const struct form_piece *one = piece; one; one = one->next) {
        for (const struct form_run *run = one->runs; run; run = run->next) {
            memcpy(text + length, run->text.ptr, run->text.len);
            length += run->text.len;
        }
    }
    return (struct str){text, length};
}

bool form_is_short(struct str text)
{
    /* No character takes more columns than bytes. */
    return text.len <= 4 * FORM_SHORT_WIDTH &&
           (text.len == 0 || !memchr(text.ptr, '\n', text.len)) &&
           (text.len <= FORM_SHORT_WIDTH || utf8_text_width(text, 2) <= FORM_SHORT_WIDTH);
}
