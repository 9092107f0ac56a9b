/* rule_sort.c - the sorts of things that were met, and what is left of each rule for one of them. */
#include "sema/rule_sort.h"

#include "sema/rule_choice.h"
#include "sema/text_equation.h"

/* ---- at a glance --------------------------------------------------------------------------------- */

/* Which of the fields that are asked for are written, and what is in them. */
static void see_fields(struct rule_glance *glance, const struct object *object, uint64_t asked)
{
    if (!object)
        return;
    glance->fields = object->written & asked;
    glance->filled = object->filled & asked;
    if (object->is_incomplete)
        glance->facts[FACTS] |= GLANCE_INCOMPLETE;
}

/* Whether all units and scales of the project are the library's, which outlives it. */
static bool has_own_units(const struct project *project)
{
    const struct units *units = project ? project->units : NULL;
    return !units || units->kinds || units->units || units->scales;
}

static void see_target(struct rule_glance *glance, const struct target *target,
                       const struct project *project, const struct rule_slots *slots)
{
    const struct value *low = &target->low;
    glance->facts[FACT_RELATION] = (unsigned char)target->relation;
    glance->facts[FACT_LOW] = (unsigned char)low->kind;
    if (target->relation == AST_RANGE)
        glance->facts[FACT_HIGH] = (unsigned char)target->high.kind;
    if (low->kind != VALUE_QUANTITY && low->kind != VALUE_GRADE)
        return;
    const struct measure *measure = low->kind == VALUE_QUANTITY ? low->quantity.measure : NULL;
    struct str unit = measure ? measure->name.chinese : (struct str){0};
    if (value_is_bare(low))
        glance->facts[FACTS] |= GLANCE_BARE;
    if (has_own_units(project) || unit.len > GLANCE_UNIT) {
        glance->facts[FACTS] |= GLANCE_HIDDEN;
        return;
    }
    glance->parts[2] = measure ? measure->kind : NULL;
    glance->parts[3] = measure ? NULL : low->grade->scale;
    if (unit.len)
        memcpy(glance->unit, unit.ptr, unit.len);
    if (measure)
        glance->bounds[0] = rule_bounds_at(slots, &low->quantity);
    if (glance->facts[FACT_HIGH] == VALUE_QUANTITY)
        glance->bounds[1] = rule_bounds_at(slots, &target->high.quantity);
}

static void see_indicator(struct rule_glance *glance, const struct indicator *indicator,
                          const struct project *project, const struct rule_slots *slots)
{
    uint64_t asked = slots->asked[SUBJECT_INDICATOR];
    glance->parts[0] = indicator->level_one;
    glance->parts[1] = indicator->level_two;
    see_fields(glance, indicator->fields, asked);
    if (indicator->name.len <= SHORT_NAME)
        glance->facts[FACT_TEXTS] = TEXTS_SHORT;
    see_target(glance, &indicator->target, project, slots);
    if (indicator->previous)
        glance->facts[FACTS] |= GLANCE_PREVIOUS;
    if (indicator->part_count)
        glance->facts[FACTS] |= GLANCE_PARTS_SUM;
    if (indicator->parts_poisoned)
        glance->facts[FACTS] |= GLANCE_PARTS_WRONG;
}

/* Whether an equals sign may stand in a text of the fields. */
static bool may_equate(const struct object *object, uint64_t fields)
{
    for (; fields; fields &= fields - 1) {
        const struct field *f = object->slots[__builtin_ctzll(fields)];
        for (; f; f = f->next) {
            for (const struct value *v = f->values; v; v = v->next) {
                bool is_text =
                    v->kind == VALUE_TEXT || v->kind == VALUE_TITLE || v->kind == VALUE_NAME;
                if (is_text && text_may_equate(v->text))
                    return true;
            }
        }
    }
    return false;
}

static void see_line(struct rule_glance *glance, const struct line *line, uint64_t asked)
{
    const bool has[] = {line->task,     line->price,    line->quantity_count, line->formula.source,
                        line->standard, line->economic, line->functional};
    see_fields(glance, line->fields, asked);
    if (text_may_equate(line->name) || may_equate(line->fields, glance->fields))
        glance->facts[FACT_TEXTS] = TEXTS_EQUATE;
    for (unsigned i = 0; i < sizeof has / sizeof has[0]; i++)
        glance->facts[FACT_HAS] |= (unsigned char)(has[i] << i);
}

static void see_project(struct rule_glance *glance, const struct rule_value *thing, uint64_t asked)
{
    const struct project *project = thing->object;
    const bool lacks[] = {!project->indicators, !project->lines, !project->years,
                          !project->safeguards};
    struct rule_value is_long;
    see_fields(glance, project->fields, asked);
    rule_member_value(thing, MEMBER_PROJECT_MULTI_YEAR, &is_long);
    glance->facts[FACT_HAS] = (unsigned char)is_long.kind;
    glance->facts[FACT_HIGH] = is_long.kind == RULE_TRUTH && is_long.truth;
    if (project->previous)
        glance->facts[FACTS] |= GLANCE_PREVIOUS;
    for (unsigned i = 0; i < sizeof lacks / sizeof lacks[0]; i++)
        glance->facts[FACT_LACKS] |= (unsigned char)(lacks[i] << i);
}

static void see(struct rule_glance *glance, enum rule_subject subject,
                const struct rule_value *thing, const struct rule_slots *slots)
{
    uint64_t asked = slots->asked[subject];
    memset(glance, 0, sizeof *glance);
    switch (subject) {
    case SUBJECT_INDICATOR:
        see_indicator(glance, thing->object, thing->project, slots);
        break;
    case SUBJECT_LINE:
    case SUBJECT_TASK:
        see_line(glance, thing->object, asked);
        break;
    case SUBJECT_PROJECT:
        see_project(glance, thing, asked);
        break;
    case SUBJECT_SAFEGUARD:
        see_fields(glance, ((const struct safeguard *)thing->object)->fields, asked);
        break;
    case SUBJECT_LEVEL_ONE:
    case SUBJECT_LEVEL_TWO:
        glance->parts[0] = thing->object;
        break;
    case SUBJECT_TEXT:
        glance->parts[0] = ((const struct rule_prose *)thing->object)->word;
        break;
    default:
        break;
    }
}

/* ---- tests that are left --------------------------------------------------------------------------- */

/* Tests of a rule, and of each whether it can be met, and missed. */
struct leaving {
    const struct rule_test *tests;
    unsigned count;
    bool is_met[RULE_TESTS_LOOKED_AT]; /* one may come to it */
    bool met[RULE_TESTS_LOOKED_AT], missed[RULE_TESTS_LOOKED_AT];
    bool may_fail[RULE_TESTS_LOOKED_AT]; /* from here on */
    int numbers[RULE_TESTS_LOOKED_AT];   /* among those that are left */
};

static bool may_fail_at(const struct leaving *l, int next)
{
    return next == RULE_FAILS || (next >= 0 && l->may_fail[next]);
}

/* Past the tests that are decided: one that is left, or an end. */
static int behind_decided(const struct leaving *l, int next)
{
    while (next >= 0 && l->met[next] != l->missed[next])
        next = l->met[next] ? l->tests[next].met : l->tests[next].missed;
    return next >= 0 && !l->may_fail[next] ? RULE_HOLDS : next;
}

/* Looks at the tests that can be come to, and then, from the last one on, where they can lead. */
static void look_ahead(struct leaving *l, struct rule_guesser *guesser)
{
    memset(l->is_met, false, l->count);
    l->is_met[0] = true;
    for (unsigned i = 0; i < l->count; i++) {
        const struct rule_test *test = &l->tests[i];
        unsigned truths = l->is_met[i] ? rule_guess(guesser, test->term) : 0;
        l->met[i] = truths & 1u << test->truth;
        l->missed[i] = truths & ~(1u << test->truth);
        if (l->met[i] && test->met >= 0)
            l->is_met[test->met] = true;
        if (l->missed[i] && test->missed >= 0)
            l->is_met[test->missed] = true;
    }
    for (unsigned i = l->count; i-- > 0;) {
        const struct rule_test *test = &l->tests[i];
        l->may_fail[i] = (l->met[i] && may_fail_at(l, test->met)) ||
                         (l->missed[i] && may_fail_at(l, test->missed));
    }
}

/* Writes those that are left, in their order; returns how many. */
static unsigned write_left(struct leaving *l, struct arena *a, const struct rule_test **tests)
{
    int count = 0, next;
    for (unsigned i = 0; i < l->count; i++)
        l->numbers[i] = l->met[i] && l->missed[i] && l->may_fail[i] ? count++ : RULE_HOLDS;
    struct rule_test *left = ARENA_ARRAY(a, struct rule_test, (size_t)count + 1);
    *tests = left;
    for (unsigned i = 0; i < l->count; i++) {
        if (l->numbers[i] < 0)
            continue;
        struct rule_test *test = &left[l->numbers[i]];
        *test = l->tests[i];
        next = behind_decided(l, test->met);
        test->met = next >= 0 ? l->numbers[next] : next;
        next = behind_decided(l, test->missed);
        test->missed = next >= 0 ? l->numbers[next] : next;
    }
    return (unsigned)count;
}

/* The names without which the rule is kept; or NULL. */
static const struct rule_names *names_needed(struct rule_guesser *guesser, struct arena *a,
                                             const struct rule_left *left, unsigned count)
{
    const struct rule_names *names = NULL;
    for (unsigned i = 0; i < count && !names; i++) {
        if (left->tests[i].truth == TRUTH_TRUE &&
            !rule_may_fail_without(left->tests, left->start, count, (uint64_t)1 << i))
            names = rule_names_of(guesser, a, left->tests[i].term);
    }
    return names;
}

/* What is left of tests; false: no thing of the sort can fail them. */
static bool leave(struct rule_guesser *guesser, const struct rule_slots *slots,
                  const struct rule_test *tests, unsigned count, struct arena *a,
                  struct rule_left *left)
{
    struct leaving l;
    l.tests = left->tests = tests;
    l.count = count;
    if (count == 0)
        return true;
    look_ahead(&l, guesser);
    if (!l.may_fail[0])
        return false;
    int start = behind_decided(&l, 0);
    count = write_left(&l, a, &left->tests);
    left->start = (short)(start >= 0 ? l.numbers[start] : start);
    if (guesser->owner != 0)
        return true;
    left->marked = rule_marks_needed(left->tests, left->start, count, &left->marks);
    left->is_marked = left->marked && left->marked->slot == slots->text[guesser->subject];
    if (left->is_marked)
        left->marked = NULL;
    left->names = names_needed(guesser, a, left, count);
    return true;
}

/* ---- sorts ----------------------------------------------------------------------------------------- */

static struct rule_guesser guesser_of(const struct rule_store *store, enum rule_subject subject,
                                      const struct rule_sort *sort, const struct rule_value *thing,
                                      bool knows)
{
    struct rule_guesser g = {.run = *store->run, .thing = *thing, .subject = subject};
    g.whole = *store->run->elements[RULE_OF_PROJECT];
    g.thing.row = g.whole.row = NULL;
    const struct rule_row *row = store->run->elements[RULE_OF_PROJECT]->row;
    g.whole_states = row ? row->states : NULL;
    g.glance = &sort->glance;
    g.slots = store->slots;
    g.asked = store->slots->asked[subject];
    g.knows = knows;
    return g;
}

/* The thing stands where the term has it. */
static void place(struct rule_guesser *g, unsigned owner)
{
    g->owner = owner;
    g->run.elements[0] = &g->whole;
    g->run.elements[RULE_OF_PROJECT] = &g->whole;
    g->run.elements[owner] = &g->thing;
}

/* The truths that all things of the sort have. */
static void answer(const struct rule_slots *slots, enum rule_subject subject, unsigned char *states,
                   struct rule_guesser *g)
{
    for (unsigned slot = slots->values[subject] + 1; slot <= slots->all[subject]; slot++) {
        const struct rule_term *term = slots->truths[subject][slot - slots->values[subject] - 1];
        place(g, term->owner);
        unsigned truths = rule_guess(g, term);
        for (enum rule_truth truth = 0; truth <= TRUTH_UNKNOWN; truth++) {
            if (truths == 1u << truth)
                states[slot] = (unsigned char)(truth + 1);
        }
    }
}

/* The rules that a thing of the sort may fail, and the searches that may find it; returns how many. */
static unsigned suspect(const struct rule_store *store, enum rule_subject subject,
                        struct rule_sort *sort, struct rule_left *lefts, struct rule_guesser *g)
{
    const struct chosen_rules *chosen = store->chosen;
    const struct rule_slots *slots = store->slots;
    unsigned count = 0;
    place(g, subject == SUBJECT_PROJECT ? RULE_OF_PROJECT : 0);
    for (size_t i = 0; i < chosen->count; i++) {
        const struct rule *rule = chosen->rules[i].rule;
        lefts[count] = (struct rule_left){.number = (unsigned)i};
        if (rule->subject == subject && leave(g, slots, rule->tests, rule_test_count(rule->tests),
                                              chosen->arena, &lefts[count]))
            count++;
    }
    sort->rule_count = count;
    for (unsigned i = 0; i < slots->search_count; i++) {
        const struct rule_search *search = &slots->searches[i];
        lefts[count] = (struct rule_left){.number = (unsigned)chosen->count + i};
        if (search->subject != subject)
            continue;
        place(g, search->term->depth);
        if (leave(g, slots, search->tests, search->count, chosen->arena, &lefts[count]))
            count++;
    }
    return count;
}

/* Keeps them, those first that no marks tell of. */
static void keep(struct rule_sort *sort, struct arena *a, const struct rule_left *lefts,
                 unsigned count)
{
    struct rule_left *kept = ARENA_ARRAY(a, struct rule_left, count);
    sort->left = kept;
    for (unsigned marked = 0; marked < 2; marked++) {
        for (unsigned i = 0; i < count; i++) {
            if (lefts[i].is_marked != (marked > 0))
                continue;
            kept[sort->left_count++] = lefts[i];
            sort->marks |= marked ? lefts[i].marks : 0;
            sort->plain_count += !marked;
        }
    }
}

static void work_out(const struct rule_store *store, enum rule_subject subject,
                     struct rule_sort *sort, struct rule_guesser *g)
{
    const struct rule_slots *slots = store->slots;
    struct arena *a = store->chosen->arena;
    unsigned char *states = ARENA_ARRAY(a, unsigned char, slots->all[subject] + 1);
    struct rule_left *lefts = arena_bytes(
        store->arena, (store->chosen->counts[subject] + slots->search_count + 1) * sizeof *lefts);
    answer(slots, subject, states, g);
    g->states = sort->states = states;
    keep(sort, a, lefts, suspect(store, subject, sort, lefts, g));
}

static uint64_t hash_of(const struct rule_glance *glance)
{
    const uint64_t odd = 0x9E3779B97F4A7C15u;
    uint64_t hash = 0;
    for (size_t at = 0; at < sizeof *glance; at += sizeof hash)
        hash = ((hash << 5 | hash >> 59) ^ str_eight((const char *)glance + at)) * odd;
    return hash ^ hash >> 32;
}
_Static_assert(sizeof(struct rule_glance) % 8 == 0, "a glance is read by eight bytes");

/* What looks the same of a unit: nothing but its name is at a glance. */
static void look_closer(struct rule_glance *glance, enum rule_subject subject,
                        const struct rule_value *thing)
{
    if (subject != SUBJECT_INDICATOR || glance->facts[FACT_LOW] != VALUE_QUANTITY ||
        (glance->facts[FACTS] & GLANCE_HIDDEN))
        return;
    const struct target *target = &((const struct indicator *)thing->object)->target;
    if (units_are_legal(thing->project->units, target->low.quantity.measure))
        glance->facts[FACTS] |= GLANCE_LEGAL;
    memset(glance->unit, 0, sizeof glance->unit);
}

static struct rule_sort *find(const struct rule_sorts *sorts, const struct rule_glance *glance,
                              uint64_t hash)
{
    struct rule_sort *sort = sorts->chains[hash % SORT_CHAINS];
    while (sort && (sort->hash != hash || memcmp(&sort->glance, glance, sizeof *glance) != 0))
        sort = sort->next;
    return sort;
}

/* A new sort, empty or like another one; nobody finds it before it is entered. */
static struct rule_sort *sort_new(struct arena *a, const struct rule_glance *glance,
                                  const struct rule_sort *like)
{
    struct rule_sort *sort = ARENA_NEW(a, struct rule_sort);
    if (like)
        *sort = *like;
    sort->glance = *glance;
    sort->hash = hash_of(glance);
    return sort;
}

static void enter(struct rule_sorts *sorts, struct rule_sort *sort)
{
    struct rule_sort **chain = &sorts->chains[sort->hash % SORT_CHAINS];
    sort->next = *chain;
    *chain = sort;
    sorts->count++;
}

/* That of a thing whose look is new: it may yet be that of others. */
static struct rule_sort *meet(struct rule_store *store, enum rule_subject subject,
                              const struct rule_glance *glance, const struct rule_value *thing)
{
    struct rule_sorts *sorts = store->chosen->sorts[subject];
    struct arena *a = store->chosen->arena;
    bool knows = sorts->count < SORTS_LIMIT;
    struct rule_glance look = *glance;
    struct rule_sort *sort = sorts->unknown;
    if (knows) {
        look_closer(&look, subject, thing);
        sort = find(sorts, &look, hash_of(&look));
    }
    if (!sort) {
        sort = sort_new(a, &look, NULL);
        struct rule_guesser guesser = guesser_of(store, subject, sort, thing, knows);
        work_out(store, subject, sort, &guesser);
        if (knows)
            enter(sorts, sort);
    }
    if (!knows)
        return sorts->unknown = sort;
    if (memcmp(&look, glance, sizeof look) != 0) {
        sort = sort_new(a, glance, sort);
        enter(sorts, sort);
    }
    return sort;
}

static struct rule_sort *sort_of(struct rule_store *store, enum rule_subject subject,
                                 const struct rule_value *thing)
{
    struct rule_glance glance;
    see(&glance, subject, thing, store->slots);
    struct rule_sort *sort = find(store->chosen->sorts[subject], &glance, hash_of(&glance));
    return sort ? sort : meet(store, subject, &glance, thing);
}

const struct rule_sort *rule_sort_of(struct rule_store *store, enum rule_subject subject,
                                     const struct rule_value *thing)
{
    struct rule_sorts **sorts = &store->chosen->sorts[subject];
    if (!*sorts)
        *sorts = ARENA_NEW(store->chosen->arena, struct rule_sorts);
    if (subject != SUBJECT_TEXT)
        return sort_of(store, subject, thing);
    const struct word *word = ((const struct rule_prose *)thing->object)->word;
    struct rule_sort **sort = &(*sorts)->at_hand[word->id % SORTS_AT_HAND];
    if (!*sort || (*sort)->glance.parts[0] != word)
        *sort = sort_of(store, subject, thing);
    return *sort;
}
