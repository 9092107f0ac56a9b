/* rule_run.c - rules at work: conditions, collections and sums on one project. */
#include "sema/portfolio.h"
#include "sema/rule_sort.h"

/* ---- truth ----------------------------------------------------------------------------------- */

static enum rule_truth truth_not(enum rule_truth truth)
{
    return truth == TRUTH_TRUE ? TRUTH_FALSE : truth == TRUTH_FALSE ? TRUTH_TRUE : truth;
}

/* Takes one step; false if none is left, and then nothing is known any more. */
static bool step(struct rule_run *run)
{
    return run->steps > 0 && run->steps-- > 0;
}

struct arena *rule_scratch_take(struct rule_run *run)
{
    run->scratch_users++;
    return run->scratch;
}

void rule_scratch_leave(struct rule_run *run)
{
    if (--run->scratch_users == 0)
        arena_reset(run->scratch);
}

/* A member or field of one thing; of what is none nothing is known either. */
static inline void part_of(const struct rule_value *left, const struct rule_term *term,
                           struct rule_value *value)
{
    if (rule_value_is_none(left))
        *value = (struct rule_value){.kind = left->kind};
    else if (term->operation == TERM_FIELD)
        rule_field_value(left, term->word, value);
    else
        rule_member_value(left, term->index, value);
}

/* ---- collections ------------------------------------------------------------------------------ */

/* One link of a path or filter, handing on to whoever wants the elements. */
struct link {
    struct rule_run *run;
    const struct rule_term *term;
    rule_visit *visit;
    void *context;
    bool complete, is_over;
    bool is_hasty; /* nobody asks whether all were there */
};

static bool hand_on(struct link *link, const struct rule_value *element)
{
    link->is_over = !link->visit(link->context, element);
    return !link->is_over;
}

static bool visit_on(void *context, const struct rule_value *element)
{
    return hand_on(context, element);
}

/* For an element of the path's left side: what its member is. */
static bool visit_member(void *context, const struct rule_value *left)
{
    struct link *link = context;
    const struct rule_term *term = link->term;
    struct rule_value value;
    if (!step(link->run)) {
        link->complete = false;
        return false;
    }
    if (term->yields_many) {
        link->complete &= term->operation == TERM_FIELD
                              ? rule_field_each(left, term->word, visit_on, link)
                              : rule_member_each(left, term->index, visit_on, link);
        return !link->is_over;
    }
    if (term->operation == TERM_FIELD)
        rule_field_value(left, term->word, &value);
    else
        rule_member_value(left, term->index, &value);
    if (value.kind == RULE_UNKNOWN)
        link->complete = false;
    return value.kind == RULE_UNKNOWN || value.kind == RULE_ABSENT || hand_on(link, &value);
}

/* What the condition does not speak of is left out; what was reported may belong to it. */
static bool visit_filtered(void *context, const struct rule_value *element)
{
    struct link *link = context;
    if (!step(link->run)) {
        link->complete = false;
        return false;
    }
    link->run->elements[link->term->depth] = element;
    if (link->is_hasty)
        return !rule_tests_fail(link->run, link->term->tests, 0) || hand_on(link, element);
    switch (rule_truth(link->run, link->term->right)) {
    case TRUTH_TRUE:
        return hand_on(link, element);
    case TRUTH_UNKNOWN:
        link->complete = false;
        break;
    case TRUTH_FALSE:
    case TRUTH_ABSENT:
        break;
    }
    return true;
}

const struct rule_things *rule_things_of(const struct rule_run *run, const struct rule_term *term)
{
    const struct rule_value *left = rule_is_things(term) ? run->elements[term->left->index] : NULL;
    return left && left->row ? rule_things(left, term->index) : NULL;
}

/* What a member or field of one thing has, if that stands somewhere: there is no more to walk. */
static bool visit_own(struct rule_run *run, const struct rule_term *term,
                      const struct rule_value *left, rule_visit *visit, void *context)
{
    if (rule_value_is_none(left) || !step(run))
        return left->kind == RULE_ABSENT;
    return term->operation == TERM_FIELD ? rule_field_each(left, term->word, visit, context)
                                         : rule_member_each(left, term->index, visit, context);
}

/* What a member or field of the project's things is, without a link between. */
static bool visit_of_things(struct rule_run *run, const struct rule_term *term,
                            const struct rule_things *things, rule_visit *visit, void *context)
{
    bool complete = true;
    struct rule_value value;
    for (size_t i = 0; i < things->count; i++) {
        if (!step(run))
            return false;
        part_of(&things->items[i], term, &value);
        complete &= value.kind != RULE_UNKNOWN;
        if (!rule_value_is_none(&value) && !visit(context, &value))
            return complete;
    }
    return complete && things->complete;
}

static bool walk(struct rule_run *run, const struct rule_term *term, rule_visit *visit,
                 void *context, bool is_hasty)
{
    const struct rule_things *things = rule_things_of(run, term);
    if (things)
        return rule_things_each(things, visit, context);
    bool is_part = term->operation == TERM_MEMBER || term->operation == TERM_FIELD;
    if (is_part && !term->yields_many && (things = rule_things_of(run, term->left)) != NULL)
        return visit_of_things(run, term, things, visit, context);
    if (term->yields_many && !term->left->type.is_many) {
        const struct rule_value *left = rule_standing(run, term->left);
        if (left)
            return visit_own(run, term, left, visit, context);
    }
    struct link link = {run, term, visit, context, true, false, is_hasty};
    struct rule_value value;
    bool complete;
    if (term->type.is_many && term->operation == TERM_FILTER) {
        complete = walk(run, term->left, visit_filtered, &link, is_hasty);
        return complete && link.complete;
    }
    if (term->type.is_many && (term->operation == TERM_MEMBER || term->operation == TERM_FIELD)) {
        complete = walk(run, term->left, visit_member, &link, is_hasty);
        return complete && link.complete;
    }
    if (term->type.is_many)
        return rule_call_each(run, term, visit, context);
    const struct rule_value *single = rule_look(run, term, &value);
    if (!rule_value_is_none(single))
        visit(context, single);
    return single->kind != RULE_UNKNOWN;
}

bool rule_each(struct rule_run *run, const struct rule_term *term, rule_visit *visit, void *context)
{
    return walk(run, term, visit, context, false);
}

/* Someone who looks for an element with these tests. */
struct search {
    struct rule_run *run;
    const struct rule_term *term;
    bool found;
};

static bool visit_searched(void *context, const struct rule_value *element)
{
    struct search *search = context;
    search->run->elements[search->term->depth] = element;
    search->found = step(search->run) && rule_tests_fail(search->run, search->term->tests, 0);
    return !search->found && search->run->steps > 0;
}

/* Whether one of the things, from `first` on, passes the filter, if there is one, and the tests of the
 * term. */
static bool finds_among(struct rule_run *run, const struct rule_things *things, size_t first,
                        const struct rule_term *filter, const struct rule_term *term)
{
    bool found = false;
    for (size_t i = first; i < things->count && !found && step(run); i++) {
        if (filter) {
            run->elements[filter->depth] = &things->items[i];
            if (!rule_tests_fail(run, filter->tests, 0))
                continue;
        }
        run->elements[term->depth] = &things->items[i];
        found = rule_tests_fail(run, term->tests, 0);
    }
    return found;
}

/* Whether one of those that may be found is. */
static bool finds_suspect(struct rule_run *run, const struct rule_term *term)
{
    const struct rule_store *store = run->elements[RULE_OF_PROJECT]->row->store;
    const struct rule_suspect *suspect = rule_search_suspects(store, term)->first;
    bool found = false;
    for (; suspect && !found && step(run); suspect = suspect->next) {
        run->elements[term->depth] = suspect->thing;
        found = rule_tests_fail(run, suspect->left->tests, suspect->left->start);
    }
    return found;
}

/* Whether 任一 is TRUE, or 全部 FALSE, which is found sooner than whether it is the other. */
static bool finds(struct rule_run *run, const struct rule_term *term)
{
    struct search search = {run, term, false};
    const struct rule_term *filter = term->left->operation == TERM_FILTER ? term->left : NULL;
    const struct rule_things *things = rule_things_of(run, filter ? filter->left : term->left);
    if (things && term->search)
        return finds_suspect(run, term) || finds_among(run, things, things->rows, filter, term);
    if (things)
        return finds_among(run, things, 0, filter, term);
    walk(run, term->left, visit_searched, &search, true);
    return search.found;
}

/* ---- arithmetic ------------------------------------------------------------------------------ */

static void compute(struct rule_run *run, const struct rule_term *term, struct rule_value *value)
{
    struct rule_value one, other;
    const struct rule_value *left = rule_look(run, term->left, &one);
    const struct rule_value *right = rule_look(run, term->right, &other);
    *value = (struct rule_value){.kind = RULE_ABSENT};
    if (left->kind != RULE_QUANTITY || right->kind != RULE_QUANTITY) {
        if (left->kind == RULE_UNKNOWN || right->kind == RULE_UNKNOWN)
            value->kind = RULE_UNKNOWN;
        return;
    }
    if (left->is_least || left->is_most || right->is_least || right->is_most) {
        value->kind = RULE_UNKNOWN;
        return;
    }
    bool fits = false;
    bool is_sum = term->operation == TERM_ADD || term->operation == TERM_SUBTRACT;
    value->measure = left->measure;
    if (is_sum && !dimension_equal(&left->measure->dimension, &right->measure->dimension))
        return;
    if (term->operation == TERM_ADD)
        fits = rational_add(left->amount, right->amount, &value->amount);
    else if (term->operation == TERM_SUBTRACT)
        fits = rational_subtract(left->amount, right->amount, &value->amount);
    else if (term->operation == TERM_MULTIPLY)
        fits = rational_multiply(left->amount, right->amount, &value->amount);
    else
        fits = !rational_is_zero(right->amount) &&
               rational_divide(left->amount, right->amount, &value->amount);
    if (!is_sum)
        value->measure = rule_product_measure(run, left->measure, right->measure,
                                              term->operation == TERM_DIVIDE);
    value->kind = fits && value->measure ? RULE_QUANTITY : RULE_UNKNOWN;
}

const struct measure *rule_product_measure(struct rule_run *run, const struct measure *left,
                                           const struct measure *right, bool divide)
{
    if (dimension_is_none(&right->dimension))
        return left;
    if (dimension_is_none(&left->dimension) && !divide)
        return right;
    if (divide && dimension_equal(&left->dimension, &right->dimension))
        return measure_one();
    struct measure *product = ARENA_NEW(run->binder->arena, struct measure);
    product->factor = rational_whole(1);
    if (!dimension_combine(&left->dimension, &right->dimension, divide ? -1 : 1,
                           &product->dimension))
        return NULL;
    const struct measure *declared;
    if (units_of_dimension(run->binder->units, &product->dimension, &declared, 1) == 1)
        return declared;
    product->name = dimension_name(run->binder->arena, run->binder->units, &product->dimension);
    return product;
}

/* ---- values ------------------------------------------------------------------------------------ */

static void value_of_constant(struct rule_run *run, const struct rule_term *term,
                              struct rule_value *value)
{
    *value = *rule_standing(run, term);
}

static void value_of_words(struct rule_run *run, const struct rule_term *term,
                           struct rule_value *value)
{
    (void)run;
    *value = (struct rule_value){.kind = RULE_NAME, .name = term->words->name};
}

/* Of what has to be worked out first. By itself: whatever else needs no room for that. */
__attribute__((noinline)) static void
value_of_far(struct rule_run *run, const struct rule_term *term, struct rule_value *value)
{
    struct rule_value left;
    rule_evaluate(run, term->left, &left);
    part_of(&left, term, value);
}

static void value_of_part(struct rule_run *run, const struct rule_term *term,
                          struct rule_value *value)
{
    const struct rule_value *left = rule_standing(run, term->left);
    if (left)
        part_of(left, term, value);
    else
        value_of_far(run, term, value);
}

static void value_of_negated(struct rule_run *run, const struct rule_term *term,
                             struct rule_value *value)
{
    rule_evaluate(run, term->left, value);
    if (value->kind == RULE_QUANTITY) {
        value->amount = rational_negate(value->amount);
        value->quantity = NULL;
        value->is_least = value->is_most = false;
    }
}

static void value_of_truth(struct rule_run *run, const struct rule_term *term,
                           struct rule_value *value)
{
    enum rule_truth truth = rule_truth(run, term);
    *value = (struct rule_value){.kind = RULE_TRUTH};
    if (truth == TRUTH_ABSENT || truth == TRUTH_UNKNOWN)
        value->kind = truth == TRUTH_ABSENT ? RULE_ABSENT : RULE_UNKNOWN;
    else
        value->truth = truth == TRUTH_TRUE;
}

static void value_of_call(struct rule_run *run, const struct rule_term *term,
                          struct rule_value *value)
{
    rule_value_way *way = rule_call_values[term->index];
    (way ? way : value_of_truth)(run, term, value);
}

void rule_evaluate(struct rule_run *run, const struct rule_term *term, struct rule_value *value)
{
    static rule_value_way *const ways[] = {
        [TERM_CONSTANT] = value_of_constant,
        [TERM_ELEMENT] = value_of_constant,
        [TERM_PROJECT] = value_of_constant,
        [TERM_WORDS] = value_of_words,
        [TERM_FIELD] = value_of_part,
        [TERM_MEMBER] = value_of_part,
        [TERM_FILTER] = value_of_truth,
        [TERM_CALL] = value_of_call,
        [TERM_NOT] = value_of_truth,
        [TERM_AND] = value_of_truth,
        [TERM_OR] = value_of_truth,
        [TERM_COMPARE] = value_of_truth,
        [TERM_BETWEEN] = value_of_truth,
        [TERM_AMONG] = value_of_truth,
        [TERM_ADD] = compute,
        [TERM_SUBTRACT] = compute,
        [TERM_MULTIPLY] = compute,
        [TERM_DIVIDE] = compute,
        [TERM_NEGATE] = value_of_negated,
    };
    ways[term->operation](run, term, value);
}

const struct rule_value *rule_keep(struct rule_run *run, const struct rule_term *term,
                                   struct rule_row *row)
{
    struct rule_value *value = &row->values[term->slot];
    rule_evaluate(run, term, value);
    row->states[term->slot] = run->steps > 0 ? STATE_KNOWN : STATE_EMPTY;
    return value;
}

/* ---- truths ------------------------------------------------------------------------------------ */

static enum rule_truth truth_of_not(struct rule_run *run, const struct rule_term *term)
{
    return truth_not(rule_truth(run, term->left));
}

static enum rule_truth truth_of_and(struct rule_run *run, const struct rule_term *term)
{
    enum rule_truth truth = rule_truth(run, term->left);
    return truth == TRUTH_FALSE ? truth : rule_truth_and(truth, rule_truth(run, term->right));
}

static enum rule_truth truth_of_or(struct rule_run *run, const struct rule_term *term)
{
    enum rule_truth truth = rule_truth(run, term->left);
    if (truth == TRUTH_TRUE)
        return truth;
    return truth_not(rule_truth_and(truth_not(truth), truth_not(rule_truth(run, term->right))));
}

static enum rule_truth truth_of_call(struct rule_run *run, const struct rule_term *term)
{
    rule_truth_way *way = rule_call_truths[term->index];
    int marked = term->mark ? rule_marked(run, term) : MARK_UNSURE;
    if (marked != MARK_UNSURE)
        return (enum rule_truth)marked;
    return (way ? way : rule_truth_read)(run, term);
}

static rule_truth_way *const truth_ways[] = {
    [TERM_CONSTANT] = rule_truth_read, [TERM_ELEMENT] = rule_truth_read,
    [TERM_PROJECT] = rule_truth_read,  [TERM_WORDS] = rule_truth_read,
    [TERM_FIELD] = rule_truth_read,    [TERM_MEMBER] = rule_truth_read,
    [TERM_FILTER] = rule_truth_read,   [TERM_CALL] = truth_of_call,
    [TERM_NOT] = truth_of_not,         [TERM_AND] = truth_of_and,
    [TERM_OR] = truth_of_or,           [TERM_COMPARE] = rule_comparison,
    [TERM_BETWEEN] = rule_between,     [TERM_AMONG] = rule_among,
    [TERM_ADD] = rule_truth_read,      [TERM_SUBTRACT] = rule_truth_read,
    [TERM_MULTIPLY] = rule_truth_read, [TERM_DIVIDE] = rule_truth_read,
    [TERM_NEGATE] = rule_truth_read,
};

enum rule_truth rule_truth_now(struct rule_run *run, const struct rule_term *term)
{
    return step(run) ? truth_ways[term->operation](run, term) : TRUTH_UNKNOWN;
}

enum rule_truth rule_truth_found(struct rule_run *run, const struct rule_term *term,
                                 unsigned char *state, rule_truth_way *way)
{
    enum rule_truth truth = step(run) ? way(run, term) : TRUTH_UNKNOWN;
    *state = run->steps > 0 ? (unsigned char)(truth + 1) : 0;
    return truth;
}

enum rule_truth rule_truth(struct rule_run *run, const struct rule_term *term)
{
    struct rule_row *row = rule_row_of(run, term);
    if (!row)
        return rule_truth_now(run, term);
    unsigned char *state = &row->states[term->slot];
    return *state ? (enum rule_truth)(*state - 1)
                  : rule_truth_found(run, term, state, truth_ways[term->operation]);
}

/* ---- tests ------------------------------------------------------------------------------------- */

/* 任一 is TRUE, or 全部 FALSE, by one element that is found; which of the others they are is not asked. */
static enum rule_truth any_by_search(struct rule_run *run, const struct rule_term *term)
{
    return finds(run, term) ? TRUTH_TRUE : TRUTH_UNKNOWN;
}

static enum rule_truth all_by_search(struct rule_run *run, const struct rule_term *term)
{
    return finds(run, term) ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

static rule_truth_way *way_of(const struct rule_term *term, enum rule_truth truth, bool is_kept)
{
    if (term->operation != TERM_CALL)
        return truth_ways[term->operation];
    if (term->index == FUNCTION_ANY && truth == TRUTH_TRUE && !is_kept)
        return any_by_search;
    if (term->index == FUNCTION_ALL && truth == TRUTH_FALSE && !is_kept)
        return all_by_search;
    rule_truth_way *way = rule_call_truths[term->index];
    return term->mark ? truth_of_call : way ? way : rule_truth_read;
}

struct rule_test rule_test_of(const struct rule_term *term, enum rule_truth truth, int met,
                              int missed)
{
    unsigned short slot = term->is_kept ? 0 : term->slot;
    return (struct rule_test){.term = term,
                              .way = way_of(term, truth, slot != 0),
                              .met = met,
                              .missed = missed,
                              .truth = truth,
                              .slot = slot,
                              .owner = term->owner};
}
