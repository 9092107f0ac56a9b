/* rule_search.c - 任一 and 全部 over the things of a project: only those are looked at that may be found. */
#include "sema/rule_choice.h"
#include "sema/rule_sort.h"

/*
 * An element is found as a rule fails: by tests, most of which the sort of a thing decides. So a search
 * has its suspects as a rule has.
 */

/* The collection that the search goes through, past a filter. */
static const struct rule_term *collection_of(const struct rule_term *term)
{
    return term->left->operation == TERM_FILTER ? term->left->left : term->left;
}

/* Copies tests, which go on at those behind them instead of failing if there are any. */
static void copy(struct rule_test *to, const struct rule_test *from, unsigned count, int offset,
                 int end)
{
    for (unsigned i = 0; i < count; i++) {
        const struct rule_test *test = &from[i];
        int met = test->met, missed = test->missed;
        met = met >= 0 ? met + offset : met == RULE_FAILS ? end : met;
        missed = missed >= 0 ? missed + offset : missed == RULE_FAILS ? end : missed;
        to[i] = rule_test_of(test->term, test->truth, met, missed);
    }
}

void rule_search_enter(struct rule_slots *slots, struct arena *a, const struct rule_test *test)
{
    enum { FIRST_ROOM = 32 };
    const struct rule_term *term = test->term;
    bool is_search = term->operation == TERM_CALL &&
                     ((term->index == FUNCTION_ANY && test->truth == TRUTH_TRUE) ||
                      (term->index == FUNCTION_ALL && test->truth == TRUTH_FALSE));
    if (!is_search || term->search || !rule_is_things(collection_of(term)) ||
        slots->search_count >= RULE_SEARCH_LIMIT)
        return;
    const struct rule_term *filter = term->left->operation == TERM_FILTER ? term->left : NULL;
    unsigned count = rule_test_count(term->tests), before = 0;
    if (filter)
        before = rule_test_count(filter->tests);
    if (count == 0 || (filter && (before == 0 || filter->depth != term->depth)) ||
        before + count > RULE_TESTS_LOOKED_AT)
        return;
    struct rule_test *tests = ARENA_ARRAY(a, struct rule_test, before + count);
    if (filter)
        copy(tests, filter->tests, before, 0, (int)before);
    copy(tests + before, term->tests, count, (int)before, RULE_FAILS);
    if (slots->search_count == slots->search_room) {
        unsigned room = slots->search_room ? 2 * slots->search_room : FIRST_ROOM;
        slots->searches =
            arena_grow(a, slots->searches, sizeof *slots->searches, slots->search_count, room);
        slots->search_room = room;
    }
    enum rule_subject subject =
        (enum rule_subject)rule_member_info(collection_of(term)->index)->argument;
    slots->searches[slots->search_count++] =
        (struct rule_search){term, subject, tests, before + count};
    ((struct rule_term *)term)->search = (unsigned short)slots->search_count;
}

const struct rule_suspects *rule_search_suspects(const struct rule_store *store,
                                                 const struct rule_term *term)
{
    return rule_suspects_at(store, store->chosen->count + term->search - 1);
}
