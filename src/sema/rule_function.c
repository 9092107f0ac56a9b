/* rule_function.c - the functions of the rule language. */
#include "sema/rule_slot.h"
#include "sema/text.h"
#include "sema/text_equation.h"

#include "base/utf8.h"

static enum rule_truth truth_of(bool truth)
{
    return truth ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum rule_truth truth_without(const struct rule_value *value)
{
    return value->kind == RULE_UNKNOWN ? TRUTH_UNKNOWN : TRUTH_ABSENT;
}

/* ---- sums and counts --------------------------------------------------------------------------- */

/* What is worked out over the elements of a collection. */
struct fold {
    enum rule_function function;
    struct rule_value result; /* ABSENT before the first */
    int64_t count;
    bool fits;
};

static bool visit_fold(void *context, const struct rule_value *element)
{
    struct fold *fold = context;
    struct rule_value *result = &fold->result;
    fold->count++;
    if (fold->function == FUNCTION_COUNT)
        return true;
    if (element->kind != RULE_QUANTITY) {
        fold->fits = rule_value_is_none(element);
        return fold->fits;
    }
    if (result->kind == RULE_ABSENT) {
        *result = *element;
        return true;
    }
    if (!dimension_equal(&result->measure->dimension, &element->measure->dimension)) {
        fold->fits = false;
        return false;
    }
    if (fold->function == FUNCTION_SUM) {
        fold->fits = rational_add(result->amount, element->amount, &result->amount);
        return fold->fits;
    }
    int order = rational_compare(element->amount, result->amount);
    if (fold->function == FUNCTION_MAXIMUM ? order > 0 : order < 0)
        *result = *element;
    return true;
}

static void set_number(struct rule_value *value, int64_t number)
{
    *value = (struct rule_value){.kind = RULE_QUANTITY};
    value->amount = rational_whole(number);
    value->measure = measure_one();
}

/* The sum of nothing is nothing: in what, its type says. */
static void set_nothing(struct rule_run *run, const struct rule_term *term,
                        struct rule_value *value)
{
    set_number(value, 0);
    if (term->type.is_dynamic)
        value->kind = RULE_ABSENT;
    else if (run->project && run->project->money &&
             dimension_equal(&run->project->money->dimension, &term->type.dimension))
        value->measure = run->project->money;
    else if (!dimension_is_none(&term->type.dimension) &&
             units_of_dimension(run->binder->units, &term->type.dimension, &value->measure, 1) == 0)
        value->kind = RULE_ABSENT;
}

static void fold(struct rule_run *run, const struct rule_term *term, struct rule_value *value)
{
    struct fold fold = {.function = term->index, .fits = true};
    const struct rule_things *things;
    if (term->index == FUNCTION_COUNT && (things = rule_things_of(run, term->left)) != NULL) {
        set_number(value, (int64_t)things->count);
        value->is_least = !things->complete;
        return;
    }
    bool complete = rule_each(run, term->left, visit_fold, &fold);
    if (!fold.fits) {
        *value = (struct rule_value){.kind = RULE_ABSENT};
        return;
    }
    if (term->index == FUNCTION_COUNT)
        set_number(value, fold.count);
    else if (fold.result.kind == RULE_ABSENT && term->index == FUNCTION_SUM)
        set_nothing(run, term, value);
    else
        *value = fold.result;
    if (term->index == FUNCTION_SUM) {
        value->span = (struct span){0};
        value->quantity = NULL;
        if (!complete)
            value->kind = RULE_UNKNOWN;
    } else if (!complete && value->kind == RULE_ABSENT) {
        value->kind = RULE_UNKNOWN;
    } else if (!complete) {
        value->is_least = term->index != FUNCTION_MINIMUM;
        value->is_most = term->index == FUNCTION_MINIMUM;
    }
}

/* ---- each, any, unique ------------------------------------------------------------------------- */

struct quantifier {
    struct rule_run *run;
    const struct rule_term *condition;
    unsigned depth;
    enum rule_truth wanted; /* one element with this truth decides */
    bool decided, unknown;
};

static bool visit_quantified(void *context, const struct rule_value *element)
{
    struct quantifier *q = context;
    q->run->elements[q->depth] = element;
    enum rule_truth truth = rule_truth(q->run, q->condition);
    q->decided |= truth == q->wanted;
    q->unknown |= truth == TRUTH_UNKNOWN;
    return !q->decided;
}

static enum rule_truth quantify(struct rule_run *run, const struct rule_term *term)
{
    bool is_all = term->index == FUNCTION_ALL;
    struct quantifier q = {run,   term->right, term->depth, is_all ? TRUTH_FALSE : TRUTH_TRUE,
                           false, false};
    bool complete = rule_each(run, term->left, visit_quantified, &q);
    if (q.decided)
        return truth_of(!is_all);
    return complete && !q.unknown ? truth_of(is_all) : TRUTH_UNKNOWN;
}

enum {
    SEEN_ON_STACK = 32,
    SEEN_ENDS = 8,
    STEPS_TO_MAP = 16 /* that it takes to enter one into a map */
};

/*
 * Those met so far: the first few in a list, and in a map once there are more. Of texts there are bits
 * too, by their length and end: most are like no other at a glance.
 */
struct seen {
    struct rule_run *run;
    struct arena *arena;
    struct rule_value first[SEEN_ON_STACK];
    unsigned count;
    uint64_t ends[SEEN_ENDS];
    struct map rest;
    bool has_others, repeated; /* has_others: than texts */
};

/* A text that is the same for the same values. */
static struct str value_key(struct arena *a, const struct rule_value *value)
{
    char buffer[DECIMAL_TEXT_SIZE];
    if (value->kind == RULE_TEXT)
        return value->text;
    if (value->kind != RULE_QUANTITY)
        return rule_value_text(a, value).chinese;
    struct str number = rational_print(rational_reduce(value->amount), 0, buffer);
    struct str key = arena_format(a, "%" STR_FORMAT, STR_ARG(number));
    const struct dimension *d = &value->measure->dimension;
    for (unsigned i = 0; i < d->count; i++)
        key = arena_format(a, "%" STR_FORMAT " %d^%d", STR_ARG(key), d->factors[i].base,
                           d->factors[i].exponent);
    return key;
}

/* Whether no text with such an end was met; it is by now. */
static bool is_new(struct seen *seen, const struct rule_value *element)
{
    seen->has_others |= element->kind != RULE_TEXT;
    if (seen->has_others || element->text.len < sizeof(uint64_t))
        return false;
    struct str text = element->text;
    const uint64_t odd = 0x9E3779B97F4A7C15u;
    uint64_t hash = (str_eight(text.ptr + text.len - sizeof odd) ^ text.len) * odd >> 55;
    uint64_t *ends = &seen->ends[hash / 64], bit = (uint64_t)1 << hash % 64;
    bool is_met = *ends & bit;
    *ends |= bit;
    return !is_met;
}

static bool visit_seen(void *context, const struct rule_value *element)
{
    struct seen *seen = context;
    if (seen->count < SEEN_ON_STACK) {
        bool may_be_met = !is_new(seen, element);
        for (unsigned i = 0; may_be_met && i < seen->count && !seen->repeated; i++) {
            const struct rule_value *other = &seen->first[i];
            seen->repeated = element->kind == RULE_TEXT && other->kind == RULE_TEXT
                                 ? str_equal(element->text, other->text)
                                 : rule_same(other, element);
        }
        seen->first[seen->count++] = *element;
        return !seen->repeated;
    }
    seen->run->steps -= STEPS_TO_MAP;
    if (seen->count++ == SEEN_ON_STACK) {
        for (unsigned i = 0; i < SEEN_ON_STACK; i++)
            map_put(&seen->rest, seen->arena, value_key(seen->arena, &seen->first[i]), seen);
    }
    seen->repeated =
        map_put(&seen->rest, seen->arena, value_key(seen->arena, element), seen) != NULL;
    return !seen->repeated;
}

static enum rule_truth unique(struct rule_run *run, const struct rule_term *term)
{
    struct seen seen = {.run = run, .arena = rule_scratch_take(run)};
    bool complete = rule_each(run, term->left, visit_seen, &seen);
    rule_scratch_leave(run);
    if (seen.repeated)
        return TRUTH_FALSE;
    return complete ? TRUTH_TRUE : TRUTH_UNKNOWN;
}

/* ---- written or not ---------------------------------------------------------------------------- */

static bool visit_first(void *context, const struct rule_value *element)
{
    (void)element;
    *(bool *)context = true;
    return false;
}

enum rule_truth rule_has(struct rule_run *run, const struct rule_term *term)
{
    if (term->type.is_many) {
        bool found = false;
        const struct rule_value *left = NULL;
        if (term->operation == TERM_FIELD && term->yields_many && !term->left->type.is_many)
            left = rule_standing(run, term->left);
        if (left && left->kind == RULE_OBJECT && run->steps > 0) {
            bool complete = rule_field_each(left, term->word, visit_first, &found);
            return found ? TRUTH_TRUE : complete ? TRUTH_FALSE : TRUTH_UNKNOWN;
        }
        bool complete = rule_each(run, term, visit_first, &found);
        return found ? TRUTH_TRUE : complete ? TRUTH_FALSE : TRUTH_UNKNOWN;
    }
    struct rule_value buffer;
    const struct rule_value *value = rule_look(run, term, &buffer);
    if (value->kind == RULE_UNKNOWN) /* what was written and reported is not missing */
        return value->span.source ? TRUTH_TRUE : TRUTH_UNKNOWN;
    bool is_nameless =
        value->kind == RULE_NAME && bilingual_text(value->name, LANGUAGE_CHINESE).len == 0;
    return truth_of(value->kind != RULE_ABSENT && !is_nameless);
}

/* ---- texts ------------------------------------------------------------------------------------- */

bool rule_text_of(const struct rule_value *value, struct str *text)
{
    if (value->kind == RULE_TEXT)
        *text = value->text;
    else if (value->kind == RULE_NAME)
        *text = bilingual_text(value->name, LANGUAGE_CHINESE);
    else
        return false;
    return true;
}

/* Whether the part stands in the text: both are short mostly. From one ideograph it goes to the next. */
static bool text_holds(struct str text, struct str part)
{
    if (part.len > text.len)
        return false;
    const char *last = text.ptr + text.len - part.len;
    const uint32_t first = part.len >= 4 ? str_four(part.ptr) : 0;
    for (const char *at = text.ptr; at <= last; at += (unsigned char)*at < 0xE0 ? 1 : 3) {
        if ((part.len < 4 || str_four(at) == first) &&
            str_starts_with(str_part(text, (size_t)(at - text.ptr), text.len), part))
            return true;
    }
    return false;
}

/* A call of 包含 or 匹配, and what is looked for. */
struct containing {
    const struct rule_term *call;
    struct str part;
    struct str found; /* what of it was found */
    bool is_found, wants_place;
};

static bool find_in(struct containing *c, struct str text)
{
    struct text_place place;
    if (c->call->needed && !word_set_find(c->call->needed, text, 0).word.len)
        return false;
    if (c->call->needed && c->call->is_enough && !c->wants_place)
        return true;
    if (c->call->pattern) {
        if (!text_pattern_find(c->call->pattern, text, &place))
            return false;
        c->found = str_part(text, place.start, place.end);
    } else if (c->call->right->operation == TERM_WORDS) {
        struct word_found word = word_list_find(c->call->right->words, text);
        if (word.word.len == 0)
            return false;
        c->found = str_part(text, word.start, word.end);
    } else {
        if (!text_holds(text, c->part))
            return false;
        c->found = c->part;
    }
    return true;
}

static bool visit_containing(void *context, const struct rule_value *element)
{
    struct containing *c = context;
    struct str text;
    c->is_found = rule_text_of(element, &text) && find_in(c, text);
    return !c->is_found;
}

/* 包含 of two texts. */
static enum rule_truth holds_part(const struct rule_value *left, const struct rule_value *right)
{
    struct str text, part;
    if (!rule_text_of(right, &part))
        return truth_without(right);
    return rule_text_of(left, &text) ? truth_of(text_holds(text, part)) : truth_without(left);
}

static enum rule_truth holds_part_worked_out(struct rule_run *run, const struct rule_term *term)
{
    struct rule_value one, other;
    const struct rule_value *right = rule_look(run, term->right, &one);
    return holds_part(rule_look(run, term->left, &other), right);
}

/* 包含 and 匹配, of a text or of one among several; what was found, unless `found` is NULL. */
static enum rule_truth find(struct rule_run *run, const struct rule_term *term, struct str *found)
{
    struct containing c = {.call = term, .wants_place = found != NULL};
    struct rule_value value;
    if (!term->pattern && term->right->operation != TERM_WORDS) {
        const struct rule_value *part = rule_look(run, term->right, &value);
        if (!rule_text_of(part, &c.part))
            return truth_without(part);
    }
    bool complete = true;
    if (term->left->type.is_many) {
        complete = rule_each(run, term->left, visit_containing, &c);
    } else {
        const struct rule_value *text = rule_look(run, term->left, &value);
        if (text->kind != RULE_TEXT && text->kind != RULE_NAME)
            return truth_without(text);
        visit_containing(&c, text);
    }
    if (found)
        *found = c.found;
    if (c.is_found)
        return TRUTH_TRUE;
    return complete ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

/* 包含 of one text and a list of words. */
static enum rule_truth holds_word(struct rule_run *run, const struct rule_term *term)
{
    struct rule_value buffer;
    struct str text;
    const struct rule_value *value = rule_look(run, term->left, &buffer);
    if (!rule_text_of(value, &text))
        return truth_without(value);
    return truth_of(word_list_find(term->right->words, text).word.len > 0);
}

static enum rule_truth holds(struct rule_run *run, const struct rule_term *term)
{
    if (!term->pattern && term->right->operation == TERM_WORDS && !term->left->type.is_many)
        return holds_word(run, term);
    if (term->pattern || term->left->type.is_many)
        return find(run, term, NULL);
    const struct rule_value *right = rule_standing(run, term->right), *left;
    if (!right || !(left = rule_standing(run, term->left)))
        return holds_part_worked_out(run, term);
    return holds_part(left, right);
}

struct str rule_found(struct rule_run *run, const struct rule_term *term)
{
    struct str found = {0};
    find(run, term, &found);
    return found;
}

/* The single text of a term; false, and why is in `kind`, if it has none. */
static bool single_text(struct rule_run *run, const struct rule_term *term, struct str *text,
                        enum rule_kind *kind)
{
    struct rule_value buffer;
    const struct rule_value *value = rule_look(run, term, &buffer);
    *kind = value->kind;
    return rule_text_of(value, text);
}

/* 截断, 叠写 and 算错. */
static struct text_place slip_of(struct rule_run *run, enum rule_function function, struct str text)
{
    if (function == FUNCTION_MISCALCULATED)
        return text_miscalculated(run->binder->units, text);
    if (function == FUNCTION_CUT_OFF)
        return text_cut_off(text);
    if (text_glance(text) & TEXT_MAY_BE_DOUBLED)
        return text_doubled(text);
    return (struct text_place){0, 0};
}

static enum rule_truth is_slip(struct rule_run *run, const struct rule_term *term)
{
    enum rule_kind kind;
    struct str text;
    if (!single_text(run, term->left, &text, &kind))
        return kind == RULE_UNKNOWN ? TRUTH_UNKNOWN : TRUTH_ABSENT;
    struct text_place place = slip_of(run, term->index, text);
    return truth_of(text_place_is_found(place));
}

struct str rule_slip(struct rule_run *run, const struct rule_term *term)
{
    enum rule_kind kind;
    struct str text;
    if (!single_text(run, term->left, &text, &kind))
        return (struct str){0};
    struct text_place place = slip_of(run, term->index, text);
    return str_part(text, place.start, place.end);
}

/* 相近 and 涵盖. */
enum { LIKENESS_PLACES = 2 /* whole per cents: it is a share, no measurement */ };

void rule_compare_texts(struct rule_run *run, const struct rule_term *term, struct rational least,
                        struct rule_value *value)
{
    enum rule_kind one, other;
    struct str first, second;
    bool has_first = single_text(run, term->left, &first, &one);
    bool has_second = single_text(run, term->right, &second, &other);
    bool is_unknown = one == RULE_UNKNOWN || other == RULE_UNKNOWN;
    *value = (struct rule_value){.kind = is_unknown ? RULE_UNKNOWN : RULE_ABSENT};
    if (!has_first || !has_second)
        return;
    value->kind = RULE_QUANTITY;
    struct arena *scratch = rule_scratch_take(run);
    struct decimal rounded;
    value->amount = term->index == FUNCTION_SIMILARITY
                        ? text_similarity(scratch, first, second, least)
                        : text_overlap(scratch, first, second);
    rule_scratch_leave(run);
    if (rational_round(value->amount, LIKENESS_PLACES, &rounded))
        value->amount = rational_of(rounded);
    value->measure = &run->binder->library->units.percent;
}

static void measure_text_length(struct rule_run *run, const struct rule_term *term,
                                struct rule_value *value)
{
    struct rule_value buffer;
    struct str content;
    const struct rule_value *text = rule_look(run, term->left, &buffer);
    *value = (struct rule_value){.kind = text->kind == RULE_UNKNOWN ? RULE_UNKNOWN : RULE_ABSENT};
    if (!rule_text_of(text, &content))
        return;
    set_number(value, (int64_t)utf8_length(content));
    value->span = text->span;
}

/* Texts, one below the other, in room that grows by doubling. */
struct joining {
    struct arena *arena;
    const char *text; /* the only one as it stands, or the copy of all */
    char *copy;
    size_t length, room; /* room: of the copy */
};

static bool visit_joined(void *context, const struct rule_value *element)
{
    enum { FIRST_ROOM = 256 };
    struct joining *joining = context;
    struct str text;
    if (!rule_text_of(element, &text))
        return true;
    if (joining->length == 0) {
        joining->text = text.ptr;
        joining->length = text.len;
        return true;
    }
    size_t needed = joining->length + 1 + text.len;
    if (needed > joining->room) {
        size_t room = needed > FIRST_ROOM ? 2 * needed : FIRST_ROOM;
        joining->copy = arena_grow(joining->arena, joining->text, 1, joining->length, room);
        joining->text = joining->copy;
        joining->room = room;
    }
    joining->copy[joining->length++] = '\n';
    memcpy(joining->copy + joining->length, text.ptr, text.len);
    joining->length += text.len;
    return true;
}

static void join(struct rule_run *run, const struct rule_term *term, struct rule_value *value)
{
    struct joining joining = {.arena = run->binder->arena};
    bool complete = true;
    for (unsigned i = 0; i < term->argument_count; i++)
        complete &= rule_each(run, term->arguments[i], visit_joined, &joining);
    *value = (struct rule_value){.kind = complete ? RULE_ABSENT : RULE_UNKNOWN};
    if (complete && joining.length) {
        value->kind = RULE_TEXT;
        value->text = (struct str){joining.text, joining.length};
    }
}

/* ---- calls ------------------------------------------------------------------------------------- */

static void likeness(struct rule_run *run, const struct rule_term *term, struct rule_value *value)
{
    rule_compare_texts(run, term, (struct rational){1, 2}, value);
}

static enum rule_truth is_written(struct rule_run *run, const struct rule_term *term)
{
    return rule_has(run, term->left);
}

static enum rule_truth is_blank(struct rule_run *run, const struct rule_term *term)
{
    enum rule_truth truth = rule_has(run, term->left);
    return truth == TRUTH_TRUE || truth == TRUTH_FALSE ? truth_of(truth == TRUTH_FALSE) : truth;
}

rule_truth_way *const rule_call_truths[RULE_FUNCTION_COUNT] = {
    [FUNCTION_ALL] = quantify,           [FUNCTION_ANY] = quantify,
    [FUNCTION_UNIQUE] = unique,          [FUNCTION_MATCHES] = holds,
    [FUNCTION_CONTAINS] = holds,         [FUNCTION_HAS] = is_written,
    [FUNCTION_BLANK] = is_blank,         [FUNCTION_WEAKENED] = rule_weakened,
    [FUNCTION_CUT_OFF] = is_slip,        [FUNCTION_DOUBLED] = is_slip,
    [FUNCTION_MISCALCULATED] = is_slip,  [FUNCTION_AGREE] = rule_agree,
    [FUNCTION_MENTIONS] = rule_mentions,
};

rule_value_way *const rule_call_values[RULE_FUNCTION_COUNT] = {
    [FUNCTION_SUM] = fold,
    [FUNCTION_COUNT] = fold,
    [FUNCTION_MAXIMUM] = fold,
    [FUNCTION_MINIMUM] = fold,
    [FUNCTION_LENGTH] = measure_text_length,
    [FUNCTION_ROUND] = rule_round,
    [FUNCTION_PLACES] = rule_places,
    [FUNCTION_YEAR_OF] = rule_year_or_days,
    [FUNCTION_DAYS] = rule_year_or_days,
    [FUNCTION_SIMILARITY] = likeness,
    [FUNCTION_OVERLAP] = likeness,
    [FUNCTION_JOIN] = join,
    [FUNCTION_CAPTION] = rule_caption,
};
