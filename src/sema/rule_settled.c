/* rule_settled.c - what a framework decides of a rule before any project is judged. */
#include "sema/model.h"
#include "sema/rule_choice.h"
#include "sema/rule_slot.h"

/* ---- terms ------------------------------------------------------------------------------------- */

/* Whether a member is the framework's own, or may be, of what is itself. */
static bool is_member_settled(const struct rule_term *term, bool left)
{
    switch ((enum rule_member)term->index) {
    case MEMBER_PROJECT_FRAMEWORK:
    case MEMBER_PROJECT_LEVEL_ONES:
    case MEMBER_PROJECT_LEVEL_TWOS:
    case MEMBER_INDICATOR_LEVEL_ONE:
    case MEMBER_INDICATOR_LEVEL_TWO:
        return term->left->operation == TERM_PROJECT || term->left->operation == TERM_ELEMENT;
    case MEMBER_LEVEL_ONE_INDICATORS:
    case MEMBER_LEVEL_TWO_INDICATORS:
        return false;
    default:
        break;
    }
    enum rule_subject subject = rule_member_info(term->index)->subject;
    return left && (subject == SUBJECT_LEVEL_ONE || subject == SUBJECT_LEVEL_TWO ||
                    subject == SUBJECT_FRAMEWORK);
}

static bool is_call_settled(const struct rule_term *term, bool parts)
{
    return parts && (term->index == FUNCTION_HAS || term->index == FUNCTION_BLANK ||
                     term->index == FUNCTION_ALL || term->index == FUNCTION_ANY ||
                     term->index == FUNCTION_COUNT || term->index == FUNCTION_LENGTH ||
                     term->index == FUNCTION_CONTAINS || term->index == FUNCTION_MATCHES);
}

bool rule_is_settled(const struct rule_term *term, bool parts)
{
    switch (term->operation) {
    case TERM_CONSTANT:
    case TERM_WORDS:
        return true;
    case TERM_ELEMENT:
        return term->type.kind == RULE_OBJECT &&
               (term->type.subject == SUBJECT_LEVEL_ONE || term->type.subject == SUBJECT_LEVEL_TWO);
    case TERM_MEMBER:
        return is_member_settled(term, parts);
    case TERM_CALL:
        return is_call_settled(term, parts);
    case TERM_FILTER:
    case TERM_NOT:
    case TERM_AND:
    case TERM_OR:
    case TERM_COMPARE:
    case TERM_BETWEEN:
    case TERM_AMONG:
        return parts;
    case TERM_PROJECT:
    case TERM_FIELD:
    case TERM_ADD:
    case TERM_SUBTRACT:
    case TERM_MULTIPLY:
    case TERM_DIVIDE:
    case TERM_NEGATE:
        break;
    }
    return false;
}

/* ---- things ------------------------------------------------------------------------------------ */

/* Works out what is settled, with nothing kept of the project at hand and as many steps as it takes. */
static void settle(const struct rule_store *store, enum rule_subject subject,
                   struct rule_settled *settled, const struct rule_value *thing)
{
    const struct rule_slots *slots = store->slots;
    struct rule_run run = *store->run;
    struct rule_value whole = *run.elements[RULE_OF_PROJECT], one = *thing;
    whole.row = one.row = NULL;
    run.elements[RULE_OF_PROJECT] = &whole;
    for (unsigned i = 0; i < slots->settled_count; i++) {
        const struct rule_term *term = slots->settled[i];
        if (rule_owner(term, term->owner) != subject)
            continue;
        run.elements[0] = &whole;
        run.elements[term->owner] = term->owner == RULE_OF_PROJECT ? &whole : &one;
        run.steps = RULE_STEPS_FREE;
        enum rule_truth truth = rule_truth_now(&run, term);
        settled->states[term->slot] = run.steps > 0 ? (unsigned char)(truth + 1) : STATE_EMPTY;
    }
}

/* Past the tests of a rule that are settled, of the thing or of its project. */
static short start_of(const struct rule_settled *settled, const struct rule_settled *whole,
                      const struct rule_test *tests)
{
    int next = 0;
    while (next >= 0) {
        const struct rule_test *test = &tests[next];
        const struct rule_settled *of = test->term->owner == RULE_OF_PROJECT ? whole : settled;
        unsigned state = test->term->is_settled ? of->states[test->term->slot] : STATE_EMPTY;
        if (state == STATE_EMPTY)
            break;
        next = state - 1 == test->truth ? test->met : test->missed;
    }
    return (short)next;
}

static bool is_of(const struct rule_settled *settled, const struct category *level_one,
                  const struct category *level_two)
{
    return settled->level_two == level_two && settled->level_one == level_one;
}

/* Of such a thing, if one was met before. The next is mostly one like the last, or like that after it. */
static struct rule_settled *find(struct rule_settled *last, const struct category *level_one,
                                 const struct category *level_two)
{
    struct rule_settled *settled = last;
    if (!settled || is_of(settled, level_one, level_two))
        return settled;
    do
        settled = settled->next;
    while (settled != last && !is_of(settled, level_one, level_two));
    return settled != last ? settled : NULL;
}

const struct rule_settled *rule_settle(struct rule_store *store, enum rule_subject subject,
                                       const struct rule_value *thing)
{
    struct chosen_rules *chosen = store->chosen;
    const struct category *one = NULL, *two = NULL;
    if (subject == SUBJECT_INDICATOR) {
        one = ((const struct indicator *)thing->object)->level_one;
        two = ((const struct indicator *)thing->object)->level_two;
    } else if (subject == SUBJECT_LEVEL_ONE || subject == SUBJECT_LEVEL_TWO) {
        one = thing->object;
    }
    struct rule_settled *last = chosen->settled[subject], *settled = find(last, one, two);
    if (settled)
        return chosen->settled[subject] = settled;
    settled = ARENA_NEW(chosen->arena, struct rule_settled);
    settled->level_one = one;
    settled->level_two = two;
    settled->states = ARENA_ARRAY(chosen->arena, unsigned char, store->slots->all[subject] + 1);
    settled->starts = ARENA_ARRAY(chosen->arena, short, chosen->count + 1);
    settle(store, subject, settled, thing);
    const struct rule_settled *whole =
        subject == SUBJECT_PROJECT ? settled : store->run->elements[RULE_OF_PROJECT]->row->settled;
    for (size_t i = 0; i < chosen->count; i++) {
        if (chosen->rules[i].rule->subject == subject)
            settled->starts[i] = start_of(settled, whole, chosen->rules[i].rule->tests);
    }
    settled->next = last ? last->next : settled;
    if (last)
        last->next = settled;
    return chosen->settled[subject] = settled;
}
