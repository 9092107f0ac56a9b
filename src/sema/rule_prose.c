/* rule_prose.c - what rules read in prose: quantities, years, captions, sentences that recur. */
#include "sema/rule_slot.h"
#include "sema/text.h"
#include "sema/text_quantity.h"

/* 栏名 */
void rule_caption(struct rule_run *run, const struct rule_term *term, struct rule_value *value)
{
    struct rule_value buffer;
    struct str text;
    const struct rule_value *given = rule_look(run, term->left, &buffer);
    *value = (struct rule_value){.kind = given->kind == RULE_UNKNOWN ? RULE_UNKNOWN : RULE_ABSENT};
    if (!rule_text_of(given, &text))
        return;
    struct text_place place = text_caption(text);
    if (!text_place_is_found(place))
        return;
    value->kind = RULE_TEXT;
    value->text = str_part(text, place.start, place.end);
    value->span = given->span;
}

/* Texts that are looked through for a pair of characters. */
struct search {
    struct text_pairs pairs;
    bool found;
};

static bool visit_searched(void *context, const struct rule_value *element)
{
    struct search *search = context;
    struct str text;
    search->found = rule_text_of(element, &text) && text_has_pair(&search->pairs, text);
    return !search->found;
}

/* Whether one of the texts that 连写 would join has a pair of the other's: then they need not be joined,
 * whatever else there is. */
static bool finds_pair(struct rule_run *run, const struct rule_term *joined, struct str wanted)
{
    const struct rule_row *row = rule_row_of(run, joined);
    bool is_joined = joined->operation != TERM_CALL || joined->index != FUNCTION_JOIN ||
                     (row && row->states[joined->slot] != STATE_EMPTY);
    if (is_joined)
        return false;
    struct search search = {text_pairs_of(wanted), false};
    for (unsigned i = 0; i < joined->argument_count && !search.found; i++)
        rule_each(run, joined->arguments[i], visit_searched, &search);
    return search.found;
}

enum rule_truth rule_mentions(struct rule_run *run, const struct rule_term *term)
{
    struct rule_value one, other;
    struct str text, wanted;
    const struct rule_value *right = rule_look(run, term->right, &other);
    bool has_wanted = rule_text_of(right, &wanted);
    if (has_wanted && finds_pair(run, term->left, wanted))
        return TRUTH_TRUE;
    const struct rule_value *left = rule_look(run, term->left, &one);
    if (!rule_text_of(left, &text) || !has_wanted)
        return left->kind == RULE_UNKNOWN || right->kind == RULE_UNKNOWN ? TRUTH_UNKNOWN
                                                                         : TRUTH_ABSENT;
    bool mentions = text_mentions(rule_scratch_take(run), text, wanted);
    rule_scratch_leave(run);
    return mentions ? TRUTH_TRUE : TRUTH_FALSE;
}

bool rule_likeness(struct rule_run *run, const struct rule_term *term, struct rule_value *value)
{
    const struct rational percent = {1, 100}, half = {1, 2};
    struct rational least;
    if (term->left->operation != TERM_CALL || term->left->index != FUNCTION_SIMILARITY ||
        term->right->operation != TERM_CONSTANT ||
        !rational_subtract(term->right->constant.amount, percent, &least) ||
        rational_compare(least, half) < 0)
        return false;
    rule_compare_texts(run, term->left, least, value);
    return true;
}

/* ---- 数目, 所述数目, 所写, 年数 -------------------------------------------------------------------------- */

struct reading {
    struct rule_run *run;
    struct str name; /* of 所述数目: what the quantities must be of */
    bool is_of_name;
    const struct text_pattern *pattern; /* of 所写: what stands before them; NULL: whatever does */
    rule_visit *visit;
    void *context;
};

/* Where a part of a text stands; all of the text, if it is not written as it reads. */
static struct span place_in(struct span span, struct str text, struct text_place place)
{
    struct str written = span.source ? span_text(span) : (struct str){0};
    for (size_t quote = 1; quote <= 3 && quote + text.len <= written.len; quote += 2) {
        if (memcmp(written.ptr + quote, text.ptr, text.len) == 0)
            return (struct span){span.source, span.start + (uint32_t)(quote + place.start),
                                 span.start + (uint32_t)(quote + place.end)};
    }
    return span;
}

/* A goal is asked for each indicator: of a text with more quantities the first are looked at. */
enum { QUANTITIES_ASKED = 100 };

/* The quantities of a text. */
static const struct text_quantity *quantities_of(struct rule_run *run, struct str text)
{
    struct rule_readings *read = run->read;
    for (unsigned i = 0; i < READINGS_KEPT; i++) {
        if (read->items[i].text.ptr == text.ptr && read->items[i].text.len == text.len)
            return read->items[i].quantities;
    }
    struct rule_reading *item = &read->items[read->count++ % READINGS_KEPT];
    item->quantities = text_quantities(run->binder->arena, run->binder->units, text);
    item->text = text;
    return item->quantities;
}

/* Whether the words in front of a quantity speak of what is named. */
static bool speaks_of(struct reading *r, struct str words)
{
    struct arena *scratch = rule_scratch_take(r->run);
    bool speaks = text_speaks_of(scratch, words, r->name);
    rule_scratch_leave(r->run);
    return speaks;
}

static bool visit_quantities(void *context, const struct rule_value *element)
{
    struct reading *r = context;
    struct str text;
    size_t behind = 0, count = 0;
    if (!rule_text_of(element, &text))
        return true;
    const struct text_quantity *q = quantities_of(r->run, text);
    for (; q; behind = q->place.end, q = q->next) {
        if (r->is_of_name && count++ == QUANTITIES_ASKED)
            return true;
        struct str before = text_before(text, q->place.start);
        if (r->pattern && !text_pattern_find(r->pattern, before, NULL))
            continue;
        if (r->is_of_name && !speaks_of(r, str_part(text, behind, q->place.start)))
            continue;
        struct rule_value value = {.kind = RULE_QUANTITY};
        value.span = place_in(element->span, text, q->place);
        value.amount = q->quantity.amount;
        value.measure = q->quantity.measure;
        value.quantity = &q->quantity;
        if (!r->visit(r->context, &value))
            return false;
    }
    return true;
}

static bool visit_years(void *context, const struct rule_value *element)
{
    struct reading *r = context;
    struct str text;
    size_t at = 0;
    if (!rule_text_of(element, &text))
        return true;
    for (int year; (year = text_next_year(text, &at)) != 0;) {
        struct rule_value value = {.kind = RULE_QUANTITY, .span = element->span};
        value.amount = rational_whole(year);
        value.measure = measure_one();
        if (!r->visit(r->context, &value))
            return false;
    }
    return true;
}

/* ---- 雷同 ------------------------------------------------------------------------------------- */

enum { FIRST_ROOM = 16 };

/* The texts of a collection, gathered. */
struct texts {
    struct arena *arena;
    struct rule_value *values;
    struct str *texts;
    size_t count, room;
};

static bool visit_gathered(void *context, const struct rule_value *element)
{
    struct texts *t = context;
    struct str text;
    if (!rule_text_of(element, &text))
        return true;
    if (t->count == t->room) {
        t->room = t->room ? 2 * t->room : FIRST_ROOM;
        t->values = arena_grow(t->arena, t->values, sizeof *t->values, t->count, t->room);
        t->texts = arena_grow(t->arena, t->texts, sizeof *t->texts, t->count, t->room);
    }
    t->values[t->count] = *element;
    t->texts[t->count++] = text;
    return true;
}

static bool each_shared(struct rule_run *run, const struct rule_term *term, rule_visit *visit,
                        void *context)
{
    /* Not in the scratch arena: whoever visits may use and reset that. */
    struct texts texts = {.arena = run->binder->arena};
    bool complete = rule_each(run, term->left, visit_gathered, &texts), wants_more = true;
    if (texts.count > 1) {
        bool *shares = ARENA_ARRAY(texts.arena, bool, texts.count);
        text_share_clause(rule_scratch_take(run), texts.texts, texts.count, shares);
        rule_scratch_leave(run);
        for (size_t i = 0; i < texts.count && wants_more; i++) {
            if (shares[i])
                wants_more = visit(context, &texts.values[i]);
        }
    }
    return complete;
}

bool rule_call_each(struct rule_run *run, const struct rule_term *term, rule_visit *visit,
                    void *context)
{
    struct reading reading = {
        .run = run, .pattern = term->pattern, .visit = visit, .context = context};
    struct rule_value name, buffer;
    if (term->index == FUNCTION_SHARED)
        return each_shared(run, term, visit, context);
    if (term->index == FUNCTION_YEARS)
        return rule_each(run, term->left, visit_years, &reading);
    if (term->index == FUNCTION_QUANTITIES_OF) {
        rule_evaluate(run, term->right, &name);
        reading.is_of_name = true;
        if (!rule_text_of(&name, &reading.name))
            return name.kind != RULE_UNKNOWN;
    }
    if (term->left->type.is_many)
        return rule_each(run, term->left, visit_quantities, &reading);
    const struct rule_value *text = rule_look(run, term->left, &buffer);
    visit_quantities(&reading, text);
    return text->kind != RULE_UNKNOWN;
}
